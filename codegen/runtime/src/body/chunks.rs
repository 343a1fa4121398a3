//! Bytes that come piece by piece: what a body and a file that is read while it is sent have in common.

use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use crate::error::TransportError;

/// A stream of bytes.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
/// A stream of bytes.
#[cfg(target_arch = "wasm32")]
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;
