//! Operations that send files, as the generator writes them, and streams that say what became of them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use serde::Serialize;
use tamis_runtime::{
    Api, Bytes, Core, Encoder, Error, File, NoError, Operation, OperationInfo, RawResponse,
};

static API: Api = Api {
    title: "uploads",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

pub(crate) fn core(address: &str) -> Core {
    Core::builder(&API)
        .base_url(address)
        .build()
        .expect("nothing is missing")
}

/// A body that is a file.
#[derive(Clone, Debug)]
pub(crate) struct Put(pub(crate) File);

impl Operation for Put {
    type Output = ();
    type Error = NoError;
    const INFO: OperationInfo = info("PUT");

    fn encode(&self, request: &mut Encoder) {
        request.literal("/file");
        request.file("application/octet-stream", &self.0);
    }

    fn decode(response: &RawResponse) -> Result<(), Error> {
        decode(response)
    }
}

/// A body with a file in it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Post {
    pub(crate) title: String,
    pub(crate) file: File,
    pub(crate) more: Vec<File>,
}

impl Operation for Post {
    type Output = ();
    type Error = NoError;
    const INFO: OperationInfo = info("POST");

    fn encode(&self, request: &mut Encoder) {
        request.literal("/file");
        request.multipart(self, &[("more", "text/csv")]);
    }

    fn decode(response: &RawResponse) -> Result<(), Error> {
        decode(response)
    }
}

const fn info(method: &'static str) -> OperationInfo {
    OperationInfo {
        id: "upload",
        method,
        path: "/file",
        security: &[],
    }
}

fn decode(response: &RawResponse) -> Result<(), Error> {
    match response.status().as_u16() {
        204 => Ok(()),
        _ => Err(response.unexpected()),
    }
}

/// A stream of pieces.
pub(crate) struct Stream<I>(pub(crate) I);

impl<I: Iterator + Unpin> futures_core::Stream for Stream<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// A stream of what is at hand.
pub(crate) fn stream_of(
    pieces: &[&'static str],
) -> Stream<std::vec::IntoIter<std::io::Result<Bytes>>> {
    let pieces: Vec<_> = pieces
        .iter()
        .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
        .collect();
    Stream(pieces.into_iter())
}

/// How many pieces are in memory, and how many were at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alive(Arc<(AtomicUsize, AtomicUsize)>);

impl Alive {
    /// Bytes that are counted until they are given up.
    pub(crate) fn count(&self, data: Vec<u8>) -> Bytes {
        struct Counted(Vec<u8>, Alive);
        impl AsRef<[u8]> for Counted {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }
        impl Drop for Counted {
            fn drop(&mut self) {
                self.1.0.0.fetch_sub(1, Ordering::SeqCst);
            }
        }
        let now = self.0.0.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.1.fetch_max(now, Ordering::SeqCst);
        Bytes::from_owner(Counted(data, self.clone()))
    }

    pub(crate) fn now(&self) -> usize {
        self.0.0.load(Ordering::SeqCst)
    }

    pub(crate) fn most(&self) -> usize {
        self.0.1.load(Ordering::SeqCst)
    }
}
