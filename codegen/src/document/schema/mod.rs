//! Schemas: what the documents say of values.
//!
//! In: the lowered tree, read by `model/schema.rs`. Out: [`Schemas`], which holds every schema of the documents, wherever it stands;
//! all that refers to one does so by its [`SchemaId`]. Nothing is followed, merged or judged here: that is `convert/`.

mod arena;
mod id;
mod keywords;
mod shape;

pub(crate) use self::arena::{Node, Schemas};
pub(crate) use self::id::SchemaId;
pub(crate) use self::keywords::{Additional, Discriminator, Kind, Limits, Schema};
pub(crate) use super::tree::Number;
