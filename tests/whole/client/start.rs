//! A server and a client that talks to it, for one test.

use generated_client::Client;

use crate::server::{API_TOKEN, ORGANISATION, Server};

/// A server of its own for each test, so that each sees its own requests only.
pub(crate) fn start() -> (Server, Client) {
    let server = Server::start().unwrap();
    let client = client(&server);
    (server, client)
}

/// A client with the right secrets.
pub(crate) fn client(server: &Server) -> Client {
    Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(server.base_url())
        // What the server answers is what the tests see.
        .retry(tamis_runtime::Retry::off())
        .build()
        .unwrap()
}
