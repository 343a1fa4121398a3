//! Calls that go on while nobody waits for them.

use crate::error::TransportError;
use crate::transport::BoxFuture;

/// Lets a call go on by itself, where there is a runtime for that. It ends when it is dropped.
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(super) fn in_background<T: Send + 'static>(
    call: BoxFuture<Result<T, TransportError>>,
) -> BoxFuture<Result<T, TransportError>> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => Box::pin(task::Task(runtime.spawn(call))),
        Err(_) => call,
    }
}

/// Without a runtime, a call goes on when it is waited for.
#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
pub(super) fn in_background<T>(
    call: BoxFuture<Result<T, TransportError>>,
) -> BoxFuture<Result<T, TransportError>> {
    call
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod task {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use tokio::task::JoinHandle;

    use crate::error::{TransportError, TransportErrorKind};

    /// A task that ends when nobody waits for it any more.
    pub(super) struct Task<T>(pub(super) JoinHandle<Result<T, TransportError>>);

    impl<T> Future for Task<T> {
        type Output = Result<T, TransportError>;

        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
            let joined = Pin::new(&mut self.0).poll(cx);
            joined.map(|joined| {
                joined.unwrap_or_else(|error| {
                    Err(TransportError::new(TransportErrorKind::Other, error))
                })
            })
        }
    }

    impl<T> Drop for Task<T> {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
}
