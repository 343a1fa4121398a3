//! What the client is: plain, documented, printable data.
//!
//! In: nothing (this folder knows neither OpenAPI nor Rust). Out: the tree that `convert/` fills, `analysis/` reads,
//! `names/` names and `emit/` writes. Everything refers to everything else by id, never by name; references are
//! resolved, optionality is decided, names are still the document's.

mod api;
mod docs;
pub(crate) mod filters;
mod ids;
mod operation;
pub(crate) mod paging;
mod print;
mod response;
mod security;
mod server;
mod types;
mod webhook;

pub(crate) use self::print::type_printer;

pub(crate) use self::api::{Api, MapKind, Schema, SetKind, Tag, Tally};
pub(crate) use self::docs::Docs;
pub(crate) use self::ids::{OperationId, ResponseId, TypeId};
pub(crate) use self::operation::{
    Body, BodyContent, Location, Method, Operation, Parameter, ParameterId, ParameterStyle,
    PathPiece,
};
pub(crate) use self::response::{Content, ContentKind, Header, Reply, Response, Status};
pub(crate) use self::security::{
    ApiKeyLocation, SecurityScheme, SecuritySchemeKind, TokenEndpoint,
};
pub(crate) use self::server::{Address, Server, ServerVariable};
pub(crate) use self::types::{
    Additional, Besides, Enum, EnumBase, EnumVariant, Field, NameHint, Object, Presence, Scalar,
    Tagging, TypeDef, TypeKind, TypeRef, Union, UnionVariant,
};
pub(crate) use self::webhook::Webhook;
