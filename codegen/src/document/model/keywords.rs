//! The keywords of a schema, and which variant of [`SchemaKind`] they make: the one that the model's own `Deserialize`
//! would choose.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaKind, StringType, Type,
};

use super::super::tree::{Number, Value};
use super::fields::Fields;
use super::schema::schema;

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
    }
}

/// The keywords that decide what a schema is.
#[derive(Default)]
pub(super) struct Keywords {
    typ: Option<String>,
    format: Option<String>,
    pattern: Option<String>,
    min_length: Option<usize>,
    max_length: Option<usize>,
    multiple_of: Option<Number>,
    minimum: Option<Number>,
    maximum: Option<Number>,
    exclusive_minimum: Option<bool>,
    exclusive_maximum: Option<bool>,
    properties: Option<IndexMap<String, ReferenceOr<Box<Schema>>>>,
    required: Option<Vec<String>>,
    additional_properties: Option<AdditionalProperties>,
    min_properties: Option<usize>,
    max_properties: Option<usize>,
    items: Option<ReferenceOr<Box<Schema>>>,
    min_items: Option<usize>,
    max_items: Option<usize>,
    unique_items: Option<bool>,
    enumeration: Option<Vec<Value>>,
    one_of: Option<Vec<ReferenceOr<Schema>>>,
    all_of: Option<Vec<ReferenceOr<Schema>>>,
    any_of: Option<Vec<ReferenceOr<Schema>>>,
}

fn branches(fields: &mut Fields<'_, '_>, key: &str) -> Option<Vec<ReferenceOr<Schema>>> {
    fields.object.contains(key).then(|| {
        fields.items(key, |value, at, diagnostics| {
            Some(schema(value, at, diagnostics))
        })
    })
}

impl Keywords {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let at = *fields.at;
        let properties = fields.object.contains("properties").then(|| {
            fields.each("properties", |value, at, diagnostics| {
                Some(boxed(schema(value, at, diagnostics)))
            })
        });
        let items = fields
            .take("items")
            .map(|value| boxed(schema(value, &at.key("items"), fields.diagnostics)));
        let additional_properties = fields.take("additionalProperties").map(|value| {
            let flag = match &value {
                Value::Bool(flag) => Some(*flag),
                Value::String(text) => text.parse().ok(),
                _ => None,
            };
            match flag {
                Some(flag) => AdditionalProperties::Any(flag),
                None => {
                    let at = at.key("additionalProperties");
                    AdditionalProperties::Schema(Box::new(schema(value, &at, fields.diagnostics)))
                }
            }
        });
        Self {
            typ: fields.text("type"),
            format: fields.text("format"),
            pattern: fields.text("pattern"),
            min_length: fields.count("minLength"),
            max_length: fields.count("maxLength"),
            multiple_of: fields.number("multipleOf"),
            minimum: fields.number("minimum"),
            maximum: fields.number("maximum"),
            exclusive_minimum: fields.flag("exclusiveMinimum"),
            exclusive_maximum: fields.flag("exclusiveMaximum"),
            properties,
            required: fields.texts("required"),
            additional_properties,
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
            items,
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
            enumeration: fields.list("enum"),
            one_of: branches(fields, "oneOf"),
            all_of: branches(fields, "allOf"),
            any_of: branches(fields, "anyOf"),
        }
    }

    fn speaks_of_strings(&self) -> bool {
        self.pattern.is_some() || self.min_length.is_some() || self.max_length.is_some()
    }

    fn speaks_of_numbers(&self) -> bool {
        self.multiple_of.is_some()
            || self.minimum.is_some()
            || self.maximum.is_some()
            || self.exclusive_minimum.is_some()
            || self.exclusive_maximum.is_some()
    }

    fn speaks_of_objects(&self) -> bool {
        self.properties.is_some()
            || self.required.is_some()
            || self.additional_properties.is_some()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
    }

    fn speaks_of_arrays(&self) -> bool {
        self.items.is_some()
            || self.min_items.is_some()
            || self.max_items.is_some()
            || self.unique_items.is_some()
    }

    /// What these keywords make of a schema.
    pub(super) fn kind(mut self, fields: &mut Fields<'_, '_>) -> SchemaKind {
        let branches = [&self.one_of, &self.all_of, &self.any_of];
        let branches = branches
            .iter()
            .filter(|branches| branches.is_some())
            .count();
        let speaks = [
            ("string", self.speaks_of_strings()),
            ("number", self.speaks_of_numbers()),
            ("object", self.speaks_of_objects()),
            ("array", self.speaks_of_arrays()),
        ];
        let only = |of: &str| speaks.iter().all(|(kind, speaks)| *kind == of || !speaks);
        let has_enum = self.enumeration.is_some();
        let name = self.typ.take();
        match name.as_deref() {
            None if branches == 1 && only("") && !has_enum && self.format.is_none() => {
                return self.only_branches();
            }
            Some("string") if branches == 0 && only("string") => {
                if let Some(enumeration) = self.values(|value| value.as_str().map(str::to_owned)) {
                    return SchemaKind::Type(Type::String(StringType {
                        format: self.format.into(),
                        pattern: self.pattern,
                        enumeration,
                        min_length: self.min_length,
                        max_length: self.max_length,
                    }));
                }
            }
            Some("number") if branches == 0 && only("number") => {
                let enumeration = self.values(|value| match value {
                    Value::Number(number) => Some(number.as_f64()),
                    _ => None,
                });
                if let Some(enumeration) = enumeration {
                    return SchemaKind::Type(Type::Number(NumberType {
                        format: self.format.into(),
                        multiple_of: self.multiple_of.as_ref().map(Number::as_f64),
                        exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
                        exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
                        minimum: self.minimum.as_ref().map(Number::as_f64),
                        maximum: self.maximum.as_ref().map(Number::as_f64),
                        enumeration,
                    }));
                }
            }
            Some("integer") if branches == 0 && only("number") => {
                let enumeration = self.values(|value| match value {
                    Value::Number(number) => number.as_i64(),
                    _ => None,
                });
                if let Some(enumeration) = enumeration {
                    return SchemaKind::Type(Type::Integer(IntegerType {
                        format: self.format.into(),
                        multiple_of: integer(fields, "multipleOf", self.multiple_of),
                        exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
                        exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
                        minimum: integer(fields, "minimum", self.minimum),
                        maximum: integer(fields, "maximum", self.maximum),
                        enumeration,
                    }));
                }
            }
            Some("boolean") if branches == 0 && only("") && self.format.is_none() => {
                let enumeration = self.values(|value| match value {
                    Value::Bool(value) => Some(*value),
                    _ => None,
                });
                if let Some(enumeration) = enumeration {
                    return SchemaKind::Type(Type::Boolean(BooleanType { enumeration }));
                }
            }
            Some("object")
                if branches == 0 && only("object") && !has_enum && self.format.is_none() =>
            {
                return SchemaKind::Type(Type::Object(ObjectType {
                    properties: self.properties.unwrap_or_default(),
                    required: self.required.unwrap_or_default(),
                    additional_properties: self.additional_properties,
                    min_properties: self.min_properties,
                    max_properties: self.max_properties,
                }));
            }
            Some("array")
                if branches == 0 && only("array") && !has_enum && self.format.is_none() =>
            {
                return SchemaKind::Type(Type::Array(ArrayType {
                    items: self.items,
                    min_items: self.min_items,
                    max_items: self.max_items,
                    unique_items: self.unique_items.unwrap_or_default(),
                }));
            }
            _ => {}
        }
        self.typ = name;
        SchemaKind::Any(self.any())
    }

    /// Branches and nothing else.
    fn only_branches(self) -> SchemaKind {
        if let Some(one_of) = self.one_of {
            return SchemaKind::OneOf { one_of };
        }
        if let Some(any_of) = self.any_of {
            return SchemaKind::AnyOf { any_of };
        }
        let all_of = self.all_of.unwrap_or_default();
        SchemaKind::AllOf { all_of }
    }

    /// The values of `enum` as one type; `None` when one of them is of another.
    fn values<T>(&self, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
        let values = self.enumeration.as_deref().unwrap_or_default();
        values
            .iter()
            .map(|value| match value {
                Value::Null => Some(None),
                value => read(value).map(Some),
            })
            .collect()
    }

    fn any(self) -> AnySchema {
        AnySchema {
            typ: self.typ,
            pattern: self.pattern,
            multiple_of: self.multiple_of.as_ref().map(Number::as_f64),
            exclusive_minimum: self.exclusive_minimum,
            exclusive_maximum: self.exclusive_maximum,
            minimum: self.minimum.as_ref().map(Number::as_f64),
            maximum: self.maximum.as_ref().map(Number::as_f64),
            properties: self.properties.unwrap_or_default(),
            required: self.required.unwrap_or_default(),
            additional_properties: self.additional_properties,
            min_properties: self.min_properties,
            max_properties: self.max_properties,
            items: self.items,
            min_items: self.min_items,
            max_items: self.max_items,
            unique_items: self.unique_items,
            enumeration: self
                .enumeration
                .unwrap_or_default()
                .into_iter()
                .map(Value::into_json)
                .collect(),
            format: self.format,
            min_length: self.min_length,
            max_length: self.max_length,
            one_of: self.one_of.unwrap_or_default(),
            all_of: self.all_of.unwrap_or_default(),
            any_of: self.any_of.unwrap_or_default(),
            not: None,
        }
    }
}

/// A bound of an integer; one that is no `i64` is remembered beside it.
fn integer(fields: &mut Fields<'_, '_>, key: &str, number: Option<Number>) -> Option<i64> {
    let number = number?;
    let value = number.as_i64();
    if value.is_none() {
        fields.remember(key, &number);
    }
    value
}
