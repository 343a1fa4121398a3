//! The response to a call.

use std::sync::Arc;

use http::{HeaderMap, Response};

use super::call::Call;
use crate::body::Body;
use crate::error::TransportError;

/// A response, made anew for each call.
#[derive(Clone)]
pub(super) struct Answer {
    make: Arc<Make>,
    pub(super) headers: HeaderMap,
}

/// What makes a response.
type Make = dyn Fn(&Call) -> Result<Response<Body>, TransportError> + Send + Sync;

impl Answer {
    pub(super) fn new(
        make: impl Fn(&Call) -> Result<Response<Body>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Arc::new(make),
            headers: HeaderMap::new(),
        }
    }

    pub(super) fn give(&self, call: &Call) -> Result<Response<Body>, TransportError> {
        let mut answer = (self.make)(call)?;
        for (name, value) in &self.headers {
            answer.headers_mut().append(name, value.clone());
        }
        Ok(answer)
    }
}
