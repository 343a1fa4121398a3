//! A schema as plain data: one field for each keyword of the canonical dialect.

use serde_json::Value;

use super::super::tree::{Number, OrderedMap};
use super::id::SchemaId;
use crate::place::Place;

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Array,
    Null,
}

/// A schema.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own, independent of the others"
)]
pub(crate) struct Schema {
    pub(crate) id: SchemaId,
    /// Where it stood in its own document, if not where the way through this one leads.
    pub(crate) place: Option<Place>,
    pub(crate) about: About,
    /// `type`, or what the other keywords only make sense for.
    pub(crate) kind: Option<Kind>,
    /// Whether there is no `type`: what else is said would only hold for values of that kind.
    pub(crate) implied: bool,
    /// A `type` that does not exist.
    pub(crate) unknown_kind: Option<Box<str>>,
    pub(crate) format: Option<Box<str>>,
    /// `contentEncoding: base64`.
    pub(crate) base64: bool,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    /// `enum`; whole numbers are integers, however they are written.
    pub(crate) values: Vec<Value>,
    /// `x-enum-varnames` and its like: names of the values, by position.
    pub(crate) value_names: Option<Value>,
    /// `x-enum-descriptions` and its like: by position or by value.
    pub(crate) value_texts: Option<Value>,
    /// It was `const`.
    pub(crate) constant: bool,
    /// It was `false`: no value fits.
    pub(crate) never: bool,
    /// It holds on a condition only.
    pub(crate) perhaps: bool,
    pub(crate) limits: Option<Box<Limits>>,
    pub(crate) properties: OrderedMap<SchemaId>,
    pub(crate) required: Vec<String>,
    /// `additionalProperties`.
    pub(crate) additional: Option<Additional>,
    /// `patternProperties`.
    pub(crate) patterns: OrderedMap<SchemaId>,
    /// `items`, where there are no `prefixItems`.
    pub(crate) items: Option<SchemaId>,
    pub(crate) prefix_items: Vec<SchemaId>,
    /// `items` behind `prefixItems`.
    pub(crate) rest_items: Option<SchemaId>,
    /// `uniqueItems`.
    pub(crate) unique: bool,
    pub(crate) one_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) discriminator: Option<Box<Discriminator>>,
}

/// What a schema tells people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) default: Option<Value>,
    /// `example` and `examples`.
    pub(crate) examples: Vec<Value>,
    /// `contentMediaType`.
    pub(crate) media_type: Option<String>,
}

/// How long, how large and how many, as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) pattern: Option<String>,
    pub(crate) min_length: Option<Number>,
    pub(crate) max_length: Option<Number>,
    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
    pub(crate) multiple_of: Option<Number>,
    pub(crate) min_items: Option<Number>,
    pub(crate) max_items: Option<Number>,
    pub(crate) min_properties: Option<Number>,
    pub(crate) max_properties: Option<Number>,
}

/// `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Additional {
    /// `true`
    Open,
    /// `false`
    Closed,
    /// What each of them is.
    Each(SchemaId),
}

/// How a value says which variant of a union it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// Values with what they mean: the name of a component, or a reference to one.
    pub(crate) mapping: Vec<(String, String)>,
    /// `defaultMapping`: what a value is that says nothing else.
    pub(crate) default: Option<String>,
}
