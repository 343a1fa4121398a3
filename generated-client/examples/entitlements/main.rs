//! A short tour of the generated client: filters, ranges, lists, null tests, single calls, streaming and refusals.
//!
//! `cargo run --example entitlements` makes it against a server of its own, with 10,000 entitlements in memory.
//! With `--base-url` it makes the same tour against a real service; `--help` tells what that needs. It only reads.

mod options;
mod print;
#[path = "../../../tests/support/server/mod.rs"]
mod server;
mod tour;

use std::error::Error;
use std::process::ExitCode;

use generated_client::{Client, Uuid};

use self::options::{Options, Service};
use self::server::Server;
use self::tour::Tour;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::failure(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    match Options::read()? {
        Options::Help => print::line(options::HELP),
        Options::Embedded => {
            let server = Server::start()?;
            let service = Service {
                base_url: server.base_url(),
                api_token: server::API_TOKEN.to_owned(),
                organisation: server::ORGANISATION.to_owned(),
                customer: server::data::CUSTOMER,
            };
            tour(&service, "a server of our own").await?;
        }
        Options::Real(service) => tour(&service, "a real service").await?,
    }
    Ok(())
}

async fn tour(service: &Service, what: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_token_auth(service.api_token.as_str())
        .organisation_auth(service.organisation.as_str())
        .base_url(service.base_url.as_str())
        .build()?;
    let customer: Uuid = service.customer;
    print::opening(&service.base_url, what, customer);
    Tour { client, customer }.make().await
}
