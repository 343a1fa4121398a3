//! An API in memory, for tests of code that uses a generated client: no socket, no server, responses in the API's own types.
//!
//! ```
//! # mod generated_client { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/sample/api.rs")); }
//! use generated_client::entitlements::GetEntitlement;
//! use generated_client::{Client, Uuid};
//! use tamis_runtime::mock::Mock;
//!
//! # fn page() -> generated_client::types::EntitlementResponseSchema {
//! #     serde_json::from_str(r#"{"id": "00000000-0000-0000-0000-000000000000", "name": "Seats"}"#).unwrap()
//! # }
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let api = Mock::new();
//! // Two failures, and then a value of the type that the operation gives.
//! api.on::<GetEntitlement>().status(503).times(2).then(page());
//!
//! let client = Client::builder().api_token_auth("a").organisation_auth("b").transport(api.clone()).build()?;
//! let entitlement = client.entitlements().get_entitlement(Uuid::nil()).await?;
//! assert_eq!(entitlement.name, "Seats");
//!
//! // Waits before another attempt take no time; the calls that were made are kept.
//! assert_eq!(api.calls_of::<GetEntitlement>().len(), 3);
//! assert!(api.calls()[2].sends(&GetEntitlement::new(Uuid::nil())));
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
//! ```
//!
//! | file | |
//! |---|---|
//! | `call.rs` | a call that was made |
//! | `answer.rs` | the response to it |
//! | `rules.rs` | which calls get a response, and which one |
//! | `given.rs` | values in the place of bodies |
//! | `on.rs` | the calls of an operation, and their responses in turn |
//! | `rows/` | lists that answer filters, orders and pages by themselves |

mod answer;
mod call;
mod given;
mod on;
mod rows;
mod rules;

use std::fmt;
use std::time::Duration;

use http::{Request, Response};

pub use self::call::Call;
pub(crate) use self::given::Given;
pub use self::on::On;
pub use self::rows::{Page, Refusal, Rows};
use self::rules::{Rule, Rules};
use crate::body::Body;
use crate::error::TransportError;
use crate::operation::Operation;
use crate::raw_response::RawResponse;
use crate::transport::{BoxFuture, Limits, Transport};

/// An API in memory: a [`Transport`] that responds as its rules state. Clones are the same API.
///
/// Rules count in the order in which they were given: a call has the next response of the first rule that is for it and has one left. A call
/// that there is no response for has the status 501, whose body says why.
#[derive(Clone, Default)]
pub struct Mock(Rules);

impl Mock {
    /// An API without responses yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a rule for the calls of an operation, whatever they send.
    #[expect(clippy::must_use_candidate, reason = "it stands in the mock")]
    pub fn on<O: Operation>(&self) -> On<O> {
        let wanted = O::INFO;
        self.add(Rule::new(move |call| call.operation() == Some(&wanted)))
    }

    /// Begins a rule for the calls that send what this operation sends, and perhaps more: see [`Call::sends`].
    pub fn on_sent<O: Operation>(&self, operation: &O) -> On<O> {
        let (sent, _) = Call::of(operation);
        self.add(Rule::new(move |call| {
            call.is::<O>() && call.has_all_of(&sent)
        }))
    }

    /// Answers the calls that send what this operation sends, and perhaps more, from rows.
    ///
    /// # Panics
    ///
    /// When the operation cannot read a page of all rows: the message says where.
    #[expect(clippy::panic, reason = "a test that cannot be meant")]
    pub fn rows<O: Operation>(&self, operation: &O, rows: Rows) -> On<O> {
        let all = rows.whole();
        let all = all.map(|body| body.as_bytes().cloned().unwrap_or_default());
        if let Err(error) = O::decode(&RawResponse::from(all)) {
            panic!("`{}` gives no such rows: {error}", O::INFO.id);
        }
        let (_, offered) = Call::of(operation);
        self.on_sent(operation)
            .respond(move |call| rows.respond(call, &offered))
    }

    /// The calls that were made, each attempt for itself, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.0.lock().calls.clone()
    }

    /// The calls of an operation that were made.
    #[must_use]
    pub fn calls_of<O: Operation>(&self) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(Call::is::<O>);
        calls
    }

    /// How long calls would have waited before other attempts: here, no time passes.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().waits.clone()
    }

    fn add<O>(&self, rule: Rule) -> On<O> {
        let index = self.0.add(rule);
        On::new(self.0.clone(), index)
    }

    fn answer(&self, call: &Call) -> Result<Response<Body>, TransportError> {
        let mut state = self.0.lock();
        state.calls.push(call.clone());
        let found = state.rules.iter_mut().find_map(|rule| rule.next(call));
        // Not locked while a function of the user's responds: it may look at the calls.
        drop(state);
        if let Some(answer) = found {
            return answer.give(call);
        }
        let text = format!("the mock has no response for {}", call.name());
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = http::StatusCode::NOT_IMPLEMENTED;
        Ok(response)
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let mock = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?;
            mock.answer(&Call::new(parts, body))
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<()>> {
        self.0.lock().waits.push(time);
        Some(Box::pin(std::future::ready(())))
    }

    fn needs_runtime(&self) -> bool {
        false
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.lock();
        f.debug_struct("Mock")
            .field("rules", &state.rules.len())
            .field("calls", &state.calls)
            .finish_non_exhaustive()
    }
}
