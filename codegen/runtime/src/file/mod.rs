//! Files: parts of multipart bodies, and bodies that are no text.
//!
//! In: bytes, or where they come from; perhaps a name and a media type. Out: a value that is the body of an operation,
//! or that a member of a multipart body can hold. The serializer of multipart bodies (`encode/multipart/`) gets the
//! file itself and not a form of it, so that its bytes are copied just once: into the body.
//!
//! | file | |
//! |---|---|
//! | `source.rs` | bytes that come while they are sent |
//! | `disk.rs` | those on a disk |
//! | `serialized.rs` | files among what serde serializes |

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod disk;
mod serialized;
mod source;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

pub(crate) use self::serialized::{TOKEN, at_hand};
pub(crate) use self::source::Reading;
use self::source::Source;
use crate::body::Chunks;
use crate::error::{BoxError, TransportError, TransportErrorKind};
use crate::transport::{MaybeSend, MaybeSync};

/// A file to send: the body of an operation, or a part of a multipart body.
///
/// ```
/// use tamis_runtime::File;
///
/// let file = File::from(b"id,name\n".to_vec()).with_name("seats.csv").with_media_type("text/csv");
/// assert_eq!(file.name(), Some("seats.csv"));
/// ```
///
/// | its bytes are | made by | can be sent |
/// |---|---|---|
/// | at hand | `From`, [`File::new`] | again and again |
/// | on a disk | `File::open` (feature `reqwest`) | again and again |
/// | in a stream that can be opened | [`File::from_opener`] | again and again |
/// | in a stream that is open | [`File::from_stream`] | once |
///
/// Those of a stream are never held all at once: a piece is asked for when the connection has taken the one before. When
/// all lengths are known, the server gets the length of the body (`Content-Length`); else it is sent in chunks. A
/// stream that fails ends the call with an [`Error::Transport`](crate::Error::Transport) whose sources hold the reason,
/// and the server gets no complete request. The time that a call may take
/// ([`Sending::timeout`](crate::Sending::timeout)) includes sending.
///
/// In a multipart body, a file without a name of its own is sent under that of its part, since many servers take a part
/// without a file name for a text field; without a media type it is sent as the document states, else as
/// `application/octet-stream`. As a body, it has no name on the wire, and its media type, if it has one, is sent in place
/// of the document's.
///
/// Two files are equal when their bytes are, and names and media types; streams, when they are clones of one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    data: Data,
    name: Option<String>,
    media_type: Option<String>,
}

/// The bytes of a file.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Data {
    AtHand(Bytes),
    Stream(Source),
}

impl Default for Data {
    fn default() -> Self {
        Self::AtHand(Bytes::new())
    }
}

impl From<Data> for File {
    fn from(data: Data) -> Self {
        Self {
            data,
            name: None,
            media_type: None,
        }
    }
}

impl File {
    /// A file of these bytes.
    pub fn new(data: impl Into<Bytes>) -> Self {
        Self::from(Data::AtHand(data.into()))
    }

    /// A file whose bytes are in a stream that is opened when it is sent, each time that it is sent.
    ///
    /// What a stream gives is anything that turns into [`Bytes`]: a `ReaderStream` of tokio-util does, around whatever can
    /// be read, and so does the body of another server's response.
    ///
    /// ```
    /// # struct Rows(std::vec::IntoIter<Vec<u8>>);
    /// # impl futures_core::Stream for Rows {
    /// #     type Item = std::io::Result<Vec<u8>>;
    /// #     fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
    /// #         std::task::Poll::Ready(self.0.next().map(Ok))
    /// #     }
    /// # }
    /// # fn rows(year: u32) -> Rows { Rows(vec![year.to_string().into_bytes()].into_iter()) }
    /// use tamis_runtime::File;
    ///
    /// // `rows` is a `Stream<Item = io::Result<Vec<u8>>>`.
    /// let file = File::from_opener(|| async { Ok(rows(2024)) }).with_name("2024.csv").with_media_type("text/csv");
    /// assert_eq!(file.length(), None);
    /// ```
    pub fn from_opener<F, O, S, B, E>(open: F) -> Self
    where
        F: Fn() -> O + MaybeSend + MaybeSync + 'static,
        O: Future<Output = io::Result<S>> + MaybeSend + 'static,
        S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::from(Data::Stream(Source::opener(Box::new(move || {
            let opening = open();
            Box::pin(async move { opening.await.map(chunks).map_err(failed) })
        }))))
    }

    /// A file whose bytes are in a stream that there is only once. So it can be sent once, and so can all of its clones
    /// together: after that they are refused by a [`RequestError::SpentStream`](crate::RequestError::SpentStream) before
    /// anything is sent. A request that is dropped, or gets no connection, leaves the stream to the next one.
    ///
    /// ```
    /// use std::io;
    /// use tamis_runtime::{Bytes, File};
    ///
    /// fn upload(rows: impl futures_core::Stream<Item = io::Result<Bytes>> + Send + 'static) -> File {
    ///     File::from_stream(rows).with_name("rows.csv").with_media_type("text/csv")
    /// }
    /// ```
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::from(Data::Stream(Source::once(chunks(stream))))
    }

    /// Declares how many bytes a stream has, for `Content-Length`. When it has more or fewer, sending fails. Bytes at
    /// hand have their length anyhow.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Data::Stream(source) = &mut self.data {
            source.set_length(bytes);
        }
        self
    }

    /// Sets the file name that is sent.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type that is sent: `image/png`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes, if they are at hand.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.data {
            Data::AtHand(bytes) => Some(bytes),
            Data::Stream(_) => None,
        }
    }

    /// How many bytes it has, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.data {
            Data::AtHand(bytes) => u64::try_from(bytes.len()).ok(),
            Data::Stream(source) => source.length(),
        }
    }

    /// The file name, if it has one of its own.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type, if it has one of its own.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }
}

/// A stream of bytes in this crate's own terms.
fn chunks<S, B, E>(stream: S) -> Chunks
where
    S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
    B: Into<Bytes> + 'static,
    E: Into<BoxError> + 'static,
{
    struct Mapped<S>(Pin<Box<S>>);

    impl<S, B, E> Stream for Mapped<S>
    where
        S: Stream<Item = Result<B, E>>,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            let stream = self.get_mut().0.as_mut();
            stream
                .poll_next(cx)
                .map(|chunk| chunk.map(|chunk| chunk.map(B::into).map_err(failed)))
        }
    }

    Box::pin(Mapped(Box::pin(stream)))
}

fn failed(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::RequestBody, error)
}

impl fmt::Debug for File {
    /// Shows the length, not the content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("File");
        shown
            .field("name", &self.name)
            .field("media_type", &self.media_type);
        match (&self.data, self.length()) {
            (Data::AtHand(bytes), _) => shown.field("data", &format_args!("{} bytes", bytes.len())),
            (Data::Stream(_), None) => shown.field("data", &format_args!("a stream")),
            (Data::Stream(_), Some(length)) => {
                shown.field("data", &format_args!("a stream of {length} bytes"))
            }
        };
        shown.finish()
    }
}

impl From<Bytes> for File {
    fn from(data: Bytes) -> Self {
        Self::new(data)
    }
}

impl From<Vec<u8>> for File {
    fn from(data: Vec<u8>) -> Self {
        Self::new(data)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&'static [u8]> for File {
    fn from(data: &'static [u8]) -> Self {
        Self::new(data)
    }
}

impl From<&'static str> for File {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}
