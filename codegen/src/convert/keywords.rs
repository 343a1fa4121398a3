//! What a schema says, keyword by keyword, whichever of openapiv3's variants it was read into.
//!
//! In: a [`Schema`]. Out: [`Keywords`], which borrows from it. Nothing is followed, merged or judged here.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaKind,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::node::Node;
use super::values::Values;

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Array,
    Null,
}

/// The keywords of a schema that shape a type.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own, independent of the others"
)]
pub(super) struct Keywords<'a> {
    /// `type`, or what the other keywords only make sense for.
    pub(super) kind: Option<Kind>,
    /// Whether there is no `type`: what else is said would only hold for values of that kind.
    pub(super) implied: bool,
    /// A `type` that does not exist.
    pub(super) unknown_kind: Option<&'a str>,
    /// `format`.
    pub(super) format: Option<&'a str>,
    /// `enum`.
    pub(super) values: Values<'a>,
    /// `minimum`, for integers.
    pub(super) minimum: Option<i128>,
    /// `maximum`, for integers.
    pub(super) maximum: Option<i128>,
    /// `properties`; `None` where there are none.
    pub(super) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    /// `required`.
    pub(super) required: &'a [String],
    /// `additionalProperties`.
    pub(super) additional: Option<&'a AdditionalProperties>,
    /// `x-tamis-pattern-properties`.
    pub(super) patterns: Option<&'a Value>,
    /// `items`.
    pub(super) items: Option<Node<'a>>,
    /// `x-tamis-prefix-items`.
    pub(super) prefix_items: Option<&'a [Value]>,
    /// `x-tamis-items`: what follows the prefix items.
    pub(super) rest_items: Option<&'a Value>,
    /// `minItems`.
    pub(super) min_items: Option<usize>,
    /// `maxItems`.
    pub(super) max_items: Option<usize>,
    /// `uniqueItems`.
    pub(super) unique: bool,
    /// `oneOf`.
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    /// `anyOf`.
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    /// `allOf`.
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    /// `x-tamis-content-encoding: base64`.
    pub(super) base64: bool,
    /// `x-tamis-const`.
    pub(super) constant: bool,
    /// `x-tamis-never`: no value fits.
    pub(super) never: bool,
    /// `x-tamis-perhaps`: it holds on a condition only.
    pub(super) perhaps: bool,
}

impl<'a> Keywords<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        let extensions = &schema.schema_data.extensions;
        let mut words = Self::typed(schema);
        if !extensions.is_empty() {
            let number = |key| extensions.get(key).and_then(integer);
            words.minimum = number("x-tamis-minimum").or(words.minimum);
            words.maximum = number("x-tamis-maximum").or(words.maximum);
            words.patterns = extensions.get("x-tamis-pattern-properties");
            words.rest_items = extensions.get("x-tamis-items");
            words.prefix_items = extensions
                .get("x-tamis-prefix-items")
                .and_then(Value::as_array)
                .map(Vec::as_slice);
            let flag = |key| extensions.get(key) == Some(&Value::Bool(true));
            words.constant = flag("x-tamis-const");
            words.never = flag("x-tamis-never");
            words.perhaps = flag("x-tamis-perhaps");
            words.base64 = extensions
                .get("x-tamis-content-encoding")
                .and_then(Value::as_str)
                .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
            let media_type = extensions.get("x-tamis-content-media-type");
            if let Some(Value::String(media_type)) = media_type
                && !extensions.contains_key("x-tamis-content-encoding")
                && words.format.is_none()
                && !is_text(media_type)
            {
                // How 3.1 says what 3.0 called `format: binary`.
                words.format = Some("binary");
            }
        }
        if words.kind.is_none() && words.unknown_kind.is_none() {
            words.kind = words.implied_kind();
            words.implied = words.kind.is_some();
        }
        words
    }

    fn empty() -> Self {
        Self {
            kind: None,
            implied: false,
            unknown_kind: None,
            format: None,
            values: Values::None,
            minimum: None,
            maximum: None,
            properties: None,
            required: &[],
            additional: None,
            patterns: None,
            items: None,
            prefix_items: None,
            rest_items: None,
            min_items: None,
            max_items: None,
            unique: false,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            base64: false,
            constant: false,
            never: false,
            perhaps: false,
        }
    }

    fn typed(schema: &'a Schema) -> Self {
        let empty = Self::empty();
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => Self {
                kind: Some(Kind::String),
                format: string_format(&string.format),
                values: Values::Strings(&string.enumeration),
                ..empty
            },
            SchemaKind::Type(Type::Integer(integer)) => Self {
                kind: Some(Kind::Integer),
                format: integer_format(&integer.format),
                values: Values::Integers(&integer.enumeration),
                minimum: integer.minimum.map(i128::from),
                maximum: integer.maximum.map(i128::from),
                ..empty
            },
            SchemaKind::Type(Type::Number(number)) => Self {
                kind: Some(Kind::Number),
                format: number_format(&number.format),
                values: Values::Numbers(&number.enumeration),
                minimum: number.minimum.map(truncate),
                maximum: number.maximum.map(truncate),
                ..empty
            },
            SchemaKind::Type(Type::Boolean(boolean)) => Self {
                kind: Some(Kind::Boolean),
                values: Values::Booleans(&boolean.enumeration),
                ..empty
            },
            SchemaKind::Type(Type::Object(object)) => Self {
                kind: Some(Kind::Object),
                properties: some_properties(&object.properties),
                required: &object.required,
                additional: object.additional_properties.as_ref(),
                ..empty
            },
            SchemaKind::Type(Type::Array(array)) => Self {
                kind: Some(Kind::Array),
                items: array.items.as_ref().map(Node::from),
                min_items: array.min_items,
                max_items: array.max_items,
                unique: array.unique_items,
                ..empty
            },
            SchemaKind::OneOf { one_of } => Self { one_of, ..empty },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..empty },
            SchemaKind::AllOf { all_of } => Self { all_of, ..empty },
            SchemaKind::Not { .. } => empty,
            SchemaKind::Any(any) => {
                let kind = any.typ.as_deref().map(kind_by_name);
                Self {
                    kind: kind.flatten(),
                    unknown_kind: any
                        .typ
                        .as_deref()
                        .filter(|name| kind == Some(None) && *name != "any"),
                    format: any.format.as_deref(),
                    values: Values::Json(&any.enumeration),
                    minimum: any.minimum.map(truncate),
                    maximum: any.maximum.map(truncate),
                    properties: some_properties(&any.properties),
                    required: &any.required,
                    additional: any.additional_properties.as_ref(),
                    items: any.items.as_ref().map(Node::from),
                    min_items: any.min_items,
                    max_items: any.max_items,
                    unique: any.unique_items.unwrap_or_default(),
                    one_of: &any.one_of,
                    any_of: &any.any_of,
                    all_of: &any.all_of,
                    ..empty
                }
            }
        }
    }

    /// The only type that the other keywords make sense for.
    fn implied_kind(&self) -> Option<Kind> {
        if self.properties.is_some() || self.additional.is_some() || self.patterns.is_some() {
            Some(Kind::Object)
        } else if self.items.is_some() || self.prefix_items.is_some() {
            Some(Kind::Array)
        } else {
            None
        }
    }

    /// What is left for values of another kind than the implied one: `items` says nothing of objects.
    pub(super) fn of_another_kind(self) -> Self {
        Self {
            kind: None,
            implied: false,
            properties: None,
            required: &[],
            additional: None,
            patterns: None,
            items: None,
            prefix_items: None,
            rest_items: None,
            min_items: None,
            max_items: None,
            unique: false,
            ..self
        }
    }

    /// Whether it says more of the type than `type` itself, the parts of `allOf` and the choices aside.
    pub(super) fn has_own_shape(&self) -> bool {
        self.properties.is_some()
            || !self.required.is_empty()
            || self.additional.is_some()
            || self.patterns.is_some()
            || self.items.is_some()
            || self.prefix_items.is_some()
            || self.format.is_some()
            || self.unknown_kind.is_some()
            || self.base64
            || self.never
            || !self.values.is_empty()
    }

    /// Whether it says anything of the type.
    pub(super) fn has_shape(&self) -> bool {
        self.kind.is_some()
            || self.has_own_shape()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || !self.all_of.is_empty()
    }

    /// Whether all it says is which members must be there.
    pub(super) fn only_requires(&self) -> bool {
        matches!(self.kind, None | Some(Kind::Object))
            && self.properties.is_none()
            && self.additional.is_none()
            && self.patterns.is_none()
            && self.values.is_empty()
            && self.items.is_none()
            && self.prefix_items.is_none()
            && self.format.is_none()
            && self.unknown_kind.is_none()
            && !self.base64
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
            && !self.never
            && (self.kind.is_none() || !self.required.is_empty())
    }

    /// Whether `null` is the only value that fits.
    pub(super) fn is_null(&self) -> bool {
        self.kind == Some(Kind::Null)
            || (!self.values.is_empty()
                && self.values.iter().all(|value| value.is_null())
                && matches!(self.values, Values::Json(_)))
    }
}

fn truncate(value: f64) -> i128 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a bound is only compared with the ranges of integer types, and the cast saturates"
    )]
    let whole = value as i128;
    whole
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from))
            .or_else(|| number.as_f64().map(truncate)),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn some_properties(
    properties: &IndexMap<String, ReferenceOr<Box<Schema>>>,
) -> Option<&IndexMap<String, ReferenceOr<Box<Schema>>>> {
    Some(properties).filter(|properties| !properties.is_empty())
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("json") || media_type.contains("xml")
}

/// The names of the specification, and those that documents use by mistake where only one thing can be meant.
fn kind_by_name(name: &str) -> Option<Kind> {
    Some(match name {
        "string" | "str" => Kind::String,
        "integer" | "int" | "long" | "bigint" => Kind::Integer,
        "number" | "float" | "double" => Kind::Number,
        "boolean" | "bool" => Kind::Boolean,
        "object" => Kind::Object,
        "array" | "list" => Kind::Array,
        "null" => Kind::Null,
        _ => return None,
    })
}

fn string_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(match format {
            StringFormat::Date => "date",
            StringFormat::DateTime => "date-time",
            StringFormat::Password => "password",
            StringFormat::Byte => "byte",
            StringFormat::Binary => "binary",
        }),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn integer_format(format: &VariantOrUnknownOrEmpty<IntegerFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Some("int32"),
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64) => Some("int64"),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn number_format(format: &VariantOrUnknownOrEmpty<NumberFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Some("float"),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Double) => Some("double"),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
