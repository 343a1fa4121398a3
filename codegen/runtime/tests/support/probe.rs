//! Operations that send a text and give the text of the response, with and without a credential; a client for them, and a
//! server that fails.

use std::time::Duration;

use tamis_runtime::{
    Api, Core, CoreBuilder, Encoder, Error, File, NoError, Operation, OperationInfo, RawResponse,
    Retry,
};

use super::socket::{Requests, answer, answers};

static API: Api = Api {
    title: "Tried",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

/// Defines operations, each with what it asks of the security schemes, and what it gives.
macro_rules! probes {
    ($($name:ident $method:ident $security:expr => $output:ty, $decode:ident $(, $key:literal)?;)*) => {$(
        #[derive(Default)]
        pub struct $name(pub Option<File>);

        impl $name {
            pub fn with(body: impl Into<File>) -> Self {
                Self(Some(body.into()))
            }
        }

        impl Operation for $name {
            type Output = $output;
            type Error = NoError;
            const INFO: OperationInfo = OperationInfo {
                id: stringify!($name),
                method: stringify!($method),
                path: "/x",
                security: $security,
            };
            $(const IDEMPOTENCY_KEY: Option<&'static str> = Some($key);)?

            fn encode(&self, request: &mut Encoder) {
                request.literal("/x");
                if let Some(file) = &self.0 {
                    request.file("text/plain", file);
                }
            }

            fn decode(response: &RawResponse) -> Result<$output, Error> {
                if response.status() == 200 { response.$decode() } else { Err(response.unexpected()) }
            }
        }
    )*};
}

probes! {
    Get GET &[] => String, text;
    Put PUT &[] => String, text;
    Delete DELETE &[] => String, text;
    Post POST &[] => String, text;
    Patch PATCH &[] => String, text;
    KeyedPost POST &[] => String, text, "X-Acme-Idempotency";
    GetNumber GET &[] => i64, json;
    GuardedGet GET &[&[0]] => String, text;
    GuardedPost POST &[&[0]] => String, text;
    AllGet GET &[&[0, 1, 2, 3]] => String, text;
}

/// Defines a list of numbers with a parameter that asks for a page.
#[allow(unused_macros, reason = "not every test needs all of it")]
macro_rules! listing {
    ($name:ident, $parameter:ident) => {
        #[derive(Clone, Debug, Default)]
        struct $name {
            $parameter: Option<String>,
        }

        impl ::tamis_runtime::Operation for $name {
            type Output = Vec<i64>;
            type Error = ::tamis_runtime::NoError;
            const INFO: ::tamis_runtime::OperationInfo = ::tamis_runtime::OperationInfo {
                id: "list",
                method: "GET",
                path: "/list",
                security: &[],
            };

            fn encode(&self, request: &mut ::tamis_runtime::Encoder) {
                request.literal("/list");
                request.query(stringify!($parameter), self.$parameter.as_ref());
            }

            fn decode(
                response: &::tamis_runtime::RawResponse,
            ) -> Result<Vec<i64>, ::tamis_runtime::Error> {
                match response.status().as_u16() {
                    200 => response.json(),
                    _ => Err(response.unexpected()),
                }
            }
        }
    };
}
#[allow(unused_imports, reason = "not every test needs all of it")]
pub(crate) use listing;

/// A client whose waits are short.
pub fn builder(address: &str) -> CoreBuilder {
    let retry = Retry::standard().base_delay(Duration::from_millis(1));
    Core::builder(&API).base_url(address).retry(retry)
}

pub fn core(address: &str) -> Core {
    builder(address).build().expect("the address is one")
}

/// A server that fails so many times with a response, and then succeeds.
pub async fn failing(times: usize, failure: String) -> (String, Requests) {
    answers(move |number, _| {
        if number < times {
            failure.clone()
        } else {
            answer("200 OK", "", "fine")
        }
    })
    .await
}

pub fn count(requests: &Requests) -> usize {
    requests.lock().expect("no one panics").len()
}
