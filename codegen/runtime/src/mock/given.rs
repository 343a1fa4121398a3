//! Values in the place of bodies.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

/// A value that a response carries in place of a body: what decoding it gives. It is taken out once.
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
