//! All bytes of a body that comes in chunks, within a limit.

use std::future::poll_fn;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::error::TransportError;

/// How much memory is taken on the word of an announcement.
const MOST_RESERVED: usize = 64 << 20;

/// Waits for all bytes, of which there may be no more than a limit. `length` is how many were announced: an announcement
/// beyond the limit is as good as the bytes.
pub(crate) async fn collect(
    mut poll_chunk: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>,
    limit: Option<usize>,
    length: Option<u64>,
) -> Result<Bytes, TransportError> {
    let most = limit.unwrap_or(usize::MAX);
    let too_large = || TransportError::too_large(most);
    // What does not fit into a `usize` does not fit into the memory.
    let announced = length.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced > most {
        return Err(too_large());
    }
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(chunk) = poll_fn(&mut poll_chunk).await.transpose()? {
        if chunk.len() > most - first.len() - all.len() {
            return Err(too_large());
        }
        if first.is_empty() && all.is_empty() {
            // Most bodies come in one chunk, which need not be copied.
            first = chunk;
            continue;
        }
        if all.is_empty() {
            all.reserve(announced.min(MOST_RESERVED));
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}
