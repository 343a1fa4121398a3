//! An API: what all documents together describe.

use std::collections::BTreeMap;

use super::docs::Docs;
use super::ids::{OperationId, ResponseId, TypeId};
use super::operation::Operation;
use super::response::{Content, Response, Status};
use super::security::SecurityScheme;
use super::server::{Address, Server};
use super::types::{Scalar, TypeDef, TypeKind, TypeRef};
use super::webhook::Webhook;
use crate::place::Place;

/// One API: what all documents together describe.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub docs: Docs,
    /// The servers of the whole API; empty when the document names none.
    pub servers: Vec<Server>,
    /// The security schemes, in document order; operations refer to them by index.
    pub security_schemes: Vec<SecurityScheme>,
    /// All types, indexed by [`TypeId`]: components first, in document order.
    pub types: Vec<TypeDef>,
    /// All operations, in document order, indexed by [`OperationId`].
    pub operations: Vec<Operation>,
    /// All responses, indexed by [`ResponseId`], in the order in which they are first used.
    pub responses: Vec<Response>,
    /// The documents' own names of tags, with what they say of them.
    pub tags: Vec<Tag>,
    /// What the service sends of its own accord, in document order: only the types of it are generated.
    pub webhooks: Vec<Webhook>,
    /// The paths of the user's own types, by what they stand for.
    pub own_types: BTreeMap<Scalar, String>,
    /// Whether lists of unique items are sets. If so, [`TypeRef::Set`] stands only where one can be, else it is a list.
    pub sets: SetKind,
    /// What objects with any members are.
    pub maps: MapKind,
    /// How much of what the document says could be kept.
    pub tally: Tally,
    /// What each schema became, in the order in which they were met; empty unless it was asked for.
    pub schemas: Vec<Schema>,
}

/// What lists of unique items are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SetKind {
    #[default]
    List,
    Sorted,
    Hashed,
    AsTheyCame,
}

/// What objects with any members are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MapKind {
    #[default]
    Sorted,
    Hashed,
    AsTheyCame,
}

/// What a schema became.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    /// Where it stands.
    pub place: Place,
    /// Its type.
    pub ty: TypeRef,
    /// Its type as it is sent, where that is another one.
    pub sent: Option<TypeRef>,
}

/// How much of what a document says about types could be kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Properties, parameters and bodies whose type the document states.
    pub typed_places: usize,
    /// Where it states a type and the client has [`TypeRef::Any`], or less than it states, each with the reason.
    pub degraded: Vec<(Place, String)>,
}

impl Api {
    /// The type behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids of this API.
    #[must_use]
    pub(crate) fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.index()]
    }

    /// The path of the user's type that stands for a scalar.
    #[must_use]
    pub(crate) fn own_path(&self, scalar: Scalar) -> Option<&str> {
        self.own_types.get(&scalar).map(String::as_str)
    }

    /// What a list holds; `None` for what is no list in the client.
    pub(crate) fn item_of<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        match ty {
            TypeRef::List(item) => Some(item),
            TypeRef::Set(item) if self.sets == SetKind::List => Some(item),
            _ => None,
        }
    }

    /// The ids of all types, in order.
    pub(crate) fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId::from_index)
    }

    /// The ids of all operations, in order.
    pub(crate) fn operation_ids(&self) -> impl Iterator<Item = OperationId> + use<> {
        (0..self.operations.len()).map(OperationId::from_index)
    }

    /// The operation behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids of this API.
    #[must_use]
    pub(crate) fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.index()]
    }

    /// The type of a text that is more than text: a number, or one of some texts.
    #[must_use]
    pub(crate) fn text_value<'c>(&self, content: &'c Content) -> Option<&'c TypeRef> {
        let ty = content.ty.as_ref()?;
        (*self.resolve(ty) != TypeRef::Scalar(Scalar::String)).then_some(ty)
    }

    /// The response behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids of this API.
    #[must_use]
    pub(crate) fn response(&self, id: ResponseId) -> &Response {
        &self.responses[id.index()]
    }

    /// The responses that an operation can have, in document order.
    pub(crate) fn responses_of(
        &self,
        operation: &Operation,
    ) -> impl Iterator<Item = (Status, &Response)> {
        let replies = operation.responses.iter();
        replies.map(|reply| (reply.status, self.response(reply.response)))
    }

    /// The address of the first server, with the defaults of its variables.
    #[must_use]
    pub(crate) fn default_server(&self) -> Option<Address> {
        self.servers.first()?.address()
    }

    /// Follows type aliases to what they stand for, without looking through [`TypeRef::Nullable`].
    #[must_use]
    pub(crate) fn resolve<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty;
        // Aliases cannot form a cycle (convert/ breaks them), so the bound is never reached.
        for _ in 0..=self.types.len() {
            match ty {
                TypeRef::Named(id) => match &self.ty(*id).kind {
                    TypeKind::Alias(target) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// Whether `null` is a value of this type.
    #[must_use]
    pub(crate) fn is_nullable(&self, ty: &TypeRef) -> bool {
        matches!(self.resolve(ty), TypeRef::Nullable(_) | TypeRef::Any)
    }
}

/// A tag: the name by which operations are grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tag {
    /// As the document spells it.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// The tag that it belongs to.
    pub parent: Option<String>,
    /// Whether it only marks operations (`kind: badge`), so that it is no group of them.
    pub is_label: bool,
}
