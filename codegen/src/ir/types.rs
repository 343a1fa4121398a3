//! Types: what values look like. Filled by `convert/`.

use super::docs::Docs;
use super::ids::{OperationId, TypeId};
use crate::place::Place;

/// A type that gets a name in the client.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    /// What its name is made from.
    pub hint: NameHint,
    /// What the document says of it. [`Docs::title`] is kept even where it repeats the name: generics look at it.
    pub docs: Docs,
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: TypeKind,
    /// What it has besides what follows from its use.
    pub besides: Besides,
}

/// What the user adds to a type, in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Besides {
    /// Paths of macros to derive.
    pub derives: Vec<String>,
    /// Attributes.
    pub attributes: Vec<String>,
}

/// What the name of a type is made from; `names/` makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NameHint {
    /// A component schema, under its key in the document.
    Component(String),
    /// Something without a name inside another type: `loc`, `item`.
    Inside {
        /// The type it stands in.
        parent: TypeId,
        /// The way from there, in the document's words.
        words: Vec<String>,
    },
    /// Something without a name inside an operation: `body`, `response`, a parameter's name.
    InOperation {
        /// The operation it stands in.
        operation: OperationId,
        /// The way from there, in the document's words.
        words: Vec<String>,
    },
    /// A type as it is sent, where the document has one type for both directions and they differ.
    Sent {
        /// The type as it is received.
        of: TypeId,
    },
    /// Something without a name inside a shared parameter, request body, response or header, or a webhook.
    Shared {
        /// Its key under `components` or `webhooks`.
        component: String,
        /// The way from there, in the document's words; empty: the thing itself.
        words: Vec<String>,
    },
}

/// What a named type is.
#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    /// A struct.
    Object(Object),
    /// One of a list of values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name of a type.
    Alias(TypeRef),
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TypeRef {
    /// A type of the runtime or of Rust.
    Scalar(Scalar),
    /// A type of the API.
    Named(TypeId),
    /// A list.
    List(Box<TypeRef>),
    /// A list without repetitions (`uniqueItems`), still sent and kept as a list.
    Set(Box<TypeRef>),
    /// An object with any keys and values of one type.
    Map(Box<TypeRef>),
    /// A list of fixed length with a type for each position.
    Tuple(Vec<TypeRef>),
    /// The type, or `null`.
    Nullable(Box<TypeRef>),
    /// Any JSON: the document says no more, or no more than that can be kept. The reports say which.
    Any,
    /// A parameter of a recovered generic; only in what `analysis/generics` makes.
    Param(usize),
}

impl TypeRef {
    /// Calls `visit` with the id of every named type in here.
    pub(crate) fn for_each_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_named(visit);
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_named(visit)),
            Self::Scalar(_) | Self::Any | Self::Param(_) => {}
        }
    }

    /// The type without an outer [`TypeRef::Nullable`].
    #[must_use]
    pub(crate) fn without_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner.without_null(),
            other => other,
        }
    }
}

/// A type that the API did not define.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    /// `type: string`.
    String,
    /// `type: boolean`.
    Bool,
    /// `format: int8`.
    I8,
    /// `format: int16`.
    I16,
    /// `format: int32`.
    I32,
    /// `type: integer`, `format: int64`.
    I64,
    /// `format: uint8`.
    U8,
    /// `format: uint16`.
    U16,
    /// `format: uint32`.
    U32,
    /// `format: uint64`.
    U64,
    /// An integer that may leave the range of `i64`.
    I128,
    /// `type: number`, of any format.
    F64,
    /// `format: uuid`.
    Uuid,
    /// `format: date-time`.
    DateTime,
    /// `format: date`.
    Date,
    /// `format: time`.
    Time,
    /// `format: duration`.
    Duration,
    /// `format: ipv4`.
    Ipv4,
    /// `format: ipv6`.
    Ipv6,
    /// `format: byte` (base64 in a string).
    Base64,
    /// `format: binary`: raw bytes, only in bodies.
    Binary,
    /// `type: 'null'`: nothing but `null`.
    Null,
    /// A type of the user's, by its position in [`super::Api::own_types`].
    Own(usize),
}

impl Scalar {
    /// Whether its values are integers.
    #[must_use]
    pub(crate) fn is_integer(self) -> bool {
        matches!(
            self,
            Self::I8
                | Self::I16
                | Self::I32
                | Self::I64
                | Self::U8
                | Self::U16
                | Self::U32
                | Self::U64
                | Self::I128
        )
    }
}

/// A struct.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    /// Its members, in document order.
    pub fields: Vec<Field>,
    /// What happens to members that are not listed.
    pub additional: Additional,
}

/// What an object says of members that it does not list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Additional {
    /// It is silent: they are ignored.
    #[default]
    Unsaid,
    /// `additionalProperties: false`: they are ignored, and never sent.
    Forbidden,
    /// `additionalProperties: true` or a schema: they are kept.
    Kept(TypeRef),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The member's key.
    pub wire_name: String,
    /// Its type; [`TypeRef::Nullable`] outside when `null` is allowed.
    pub ty: TypeRef,
    /// Whether it can be absent.
    pub presence: Presence,
    /// `readOnly`: only in responses.
    pub read_only: bool,
    /// `writeOnly`: only in requests.
    pub write_only: bool,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands.
    pub place: Place,
}

/// Whether a member can be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It is always there.
    Required,
    /// It may be left out.
    Optional,
}

/// One of a list of values.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    /// What the values are.
    pub base: EnumBase,
    /// The values, in document order, each once.
    pub variants: Vec<EnumVariant>,
    /// A value that is not listed is kept rather than refused. One value that is not open is a constant.
    pub open: bool,
}

/// What the values of an [`Enum`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EnumBase {
    /// Strings.
    String,
    /// Integers.
    Integer,
    /// Anything else, or a mixture: compared as JSON.
    Json,
}

/// A value of an [`Enum`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumVariant {
    /// The value.
    pub value: serde_json::Value,
    /// A name from `x-enum-varnames` or `x-enumNames`.
    pub name: Option<String>,
    /// A text from `x-enum-descriptions`.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The types, in the order in which a value is tried against them.
    pub variants: Vec<UnionVariant>,
    /// How a value says which one it is.
    pub tagging: Tagging,
}

/// How a value of a [`Union`] says which variant it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tagging {
    /// It does not: the variants are tried in order.
    Untagged,
    /// A member of the object says it.
    Internal {
        /// The member's key.
        property: String,
        /// Its values are integers; the tags are their digits.
        integer: bool,
    },
}

/// A variant of a [`Union`].
#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    /// The words its name is made from, where the document has some; else the type gives them.
    pub hint: Option<String>,
    /// The value type.
    pub ty: TypeRef,
    /// The values of the tag that choose it; empty for untagged unions, and for the one variant of a tagged union (the
    /// last) that takes every value that no other does.
    pub tags: Vec<String>,
    /// Only a text that is written just as the type would write it is this variant: a later one takes any other.
    pub exact: bool,
    /// What the document says of it.
    pub docs: Docs,
}
