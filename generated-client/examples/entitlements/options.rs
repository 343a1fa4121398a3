//! The command line and the environment, read with messages that say what to do.
//!
//! In: arguments and variables. Out: which service to talk to. Secrets come from the environment only, since a command
//! line can be read by every process of the machine.

use std::env;

use generated_client::Uuid;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
A short tour of the generated client. It only reads.

usage: cargo run --example entitlements [-- OPTIONS]

Without options the tour talks to a server of its own on a loopback port.

  --base-url URL   talk to the service at this address
  --customer UUID  the customer whose entitlements are listed
  --help           print this text

With --base-url, these variables must be set:

  ENTITLEMENTS_API_TOKEN     the header `x-api-key`
  ENTITLEMENTS_ORGANISATION  the header `organisation`
  ENTITLEMENTS_CUSTOMER      the customer, unless --customer says it";

/// What the command line asks for.
pub(crate) enum Options {
    /// The help text.
    Help,
    /// The tour, with a server of our own.
    Embedded,
    /// The tour, with a real service.
    Real(Service),
}

/// A service and the secrets for it.
pub(crate) struct Service {
    /// Where it is.
    pub(crate) base_url: String,
    /// The header `x-api-key`.
    pub(crate) api_token: String,
    /// The header `organisation`.
    pub(crate) organisation: String,
    /// Whose entitlements are listed.
    pub(crate) customer: Uuid,
}

impl Options {
    /// Reads the arguments and, with `--base-url`, the environment.
    pub(crate) fn read() -> Result<Self, String> {
        let mut base_url = None;
        let mut customer = None;
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            let field = match name.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--base-url" => &mut base_url,
                "--customer" => &mut customer,
                _ => return Err(format!("there is no option `{name}`; --help lists them")),
            };
            let value = value.or_else(|| arguments.next());
            *field = Some(value.ok_or_else(|| format!("`{name}` needs a value"))?);
        }
        let Some(base_url) = base_url else {
            return match customer {
                None => Ok(Self::Embedded),
                Some(_) => Err("--customer is for a real service: give --base-url, too".to_owned()),
            };
        };
        let customer = match customer {
            Some(customer) => customer,
            None => variable("ENTITLEMENTS_CUSTOMER")?,
        };
        Ok(Self::Real(Service {
            base_url,
            api_token: variable("ENTITLEMENTS_API_TOKEN")?,
            organisation: variable("ENTITLEMENTS_ORGANISATION")?,
            customer: customer
                .parse()
                .map_err(|error| format!("the customer `{customer}` is not a UUID: {error}"))?,
        }))
    }
}

fn variable(name: &str) -> Result<String, String> {
    match env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        Ok(_) => Err(format!("the variable {name} is empty")),
        Err(_) => Err(format!(
            "the variable {name} is not set; --help tells what a real service needs"
        )),
    }
}
