//! What generated clients call.

pub mod support;
pub mod testing;

mod api;
mod base64;
mod body;
mod client;
mod duration;
mod encode;
mod error;
mod filter;
mod open_enum;
mod operation;
mod reply;
mod response;
mod secret;
mod security;
mod text;
mod timestamp;
mod transport;
mod value;

pub use ::bytes::Bytes;
pub use ::http::{self, Method};
pub use ::jiff;
pub use ::jiff::civil::{Date, Time};
#[cfg(feature = "reqwest")]
pub use ::reqwest;
pub use ::serde_json::Value as Json;
pub use ::uuid::Uuid;

pub use self::api::{Api, Scheme};
pub use self::base64::Base64;
pub use self::body::Body;
pub use self::client::{Bookmark, Core, CoreBuilder, Items, Pages, Sending, SendingResponse};
pub use self::duration::Duration;
pub use self::encode::{Encoder, Style};
pub use self::error::{
    BoxError, BuildError, DecodeError, Error, MissingCredentials, NoError, PaginationError,
    ParameterProblem, RequestError, TransportError, TransportErrorKind,
};
pub use self::filter::{
    EmptyList, Filter, FilterField, Identity, ListStyle, Offers, Ordered, TextOp, Unbounded,
    VendorOp, op,
};
pub use self::operation::{Operation, OperationInfo, Paginated};
pub use self::reply::Reply;
pub use self::response::Response;
pub use self::secret::Secret;
pub use self::text::Text;
pub use self::timestamp::Timestamp;
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest::http_client;
pub use self::transport::{BoxFuture, Limits, MaybeSend, MaybeSync, Transport};
pub use self::value::Value;

/// The type parameter of an operation that was made without a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unbound;
