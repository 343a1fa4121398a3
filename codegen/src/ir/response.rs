//! Responses: what comes back. Filled by `convert/`.

use std::fmt;

use super::docs::Docs;
use super::ids::ResponseId;
use super::types::TypeRef;

/// The response that an operation can have for some statuses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reply {
    /// For which statuses.
    pub status: Status,
    /// Which one: one that many operations share is there once.
    pub response: ResponseId,
}

/// A documented response.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    /// What the document says of it.
    pub docs: Docs,
    /// Its documented headers.
    pub headers: Vec<Header>,
    /// The media types it can have, in document order; empty: no body.
    pub content: Vec<Content>,
}

/// The statuses that a [`Reply`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them: `Range(4)` is `4XX`.
    Range(u8),
    /// Every status that is not listed.
    Default,
}

impl Status {
    /// Whether it stands for success: 2xx. `Default` does only where nothing else does; `emit/` decides that.
    #[must_use]
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A header of a [`Response`].
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// As the document spells it.
    pub wire_name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it is always there.
    pub required: bool,
    /// `explode`: an object is written as `a=1,b=2` instead of `a,1,b,2`.
    pub explode: bool,
    /// A header with `content` instead of `schema`: its media type. The value is text of that type.
    pub content: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
}

/// One media type of a body, with what it carries.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// As the document spells it: `application/json; charset=utf-8`.
    pub media_type: String,
    /// How it is read and written.
    pub kind: ContentKind,
    /// What it carries; `None` where the document has no schema.
    pub ty: Option<TypeRef>,
}

/// How a body is read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentKind {
    /// `application/json`, `…+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// `text/…`.
    Text,
    /// `text/event-stream`.
    EventStream,
    /// One JSON value a line.
    JsonLines,
    /// Anything else: bytes.
    Bytes,
}
