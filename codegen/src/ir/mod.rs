//! What the client is: plain, documented, printable data.
//!
//! In: nothing (this folder knows neither OpenAPI nor Rust). Out: the tree that `convert/` fills, `analysis/` reads,
//! `names/` names and `emit/` writes. Everything refers to everything else by id, never by name; references are
//! resolved, optionality is decided, names are still the document's.

mod api;
mod docs;
pub mod filters;
mod ids;
mod operation;
pub mod paging;
mod print;
mod response;
mod security;
mod server;
mod types;
mod webhook;

pub(crate) use self::print::type_printer;

pub use self::api::{Api, Schema, Tag, Tally};
pub use self::docs::Docs;
pub use self::ids::{OperationId, TypeId};
pub use self::operation::{
    Body, BodyContent, Location, Method, Operation, Parameter, ParameterId, ParameterStyle,
    PathPiece,
};
pub use self::response::{Content, ContentKind, Header, Response, Status};
pub use self::security::{ApiKeyLocation, SecurityScheme, SecuritySchemeKind, TokenEndpoint};
pub use self::server::{Address, Server, ServerVariable};
pub use self::types::{
    Additional, Besides, Enum, EnumBase, EnumVariant, Field, NameHint, Object, Presence, Scalar,
    Tagging, TypeDef, TypeKind, TypeRef, Union, UnionVariant,
};
pub use self::webhook::Webhook;
