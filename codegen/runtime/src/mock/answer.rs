//! What a call is answered with.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, Response};

use super::call::Call;
use crate::body::Body;
use crate::error::TransportError;

/// An answer, made anew for each call.
#[derive(Clone)]
pub(super) struct Answer {
    make: Arc<Make>,
    pub(super) headers: HeaderMap,
}

/// What makes an answer.
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

/// A value that an answer carries in place of a body: what decoding it gives. It is taken out once.
#[derive(Clone)]
pub(crate) struct Given(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Given {
    pub(super) fn new(value: impl Any + Send) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::new(value)))))
    }

    /// The value, if it is of this type.
    pub(crate) fn take<T: Any>(&self) -> Option<T> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match place.take()?.downcast::<T>() {
            Ok(value) => Some(*value),
            Err(other) => {
                *place = Some(other);
                None
            }
        }
    }
}
