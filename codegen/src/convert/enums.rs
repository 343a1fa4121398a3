//! Lists of values.
//!
//! In: the values of `enum`, `x-enum-varnames` and their like, and choices of nothing but such lists. Out: an [`Enum`],
//! open unless it is a constant or its values are booleans; a plain type where the list says no more than that.
//!
//! ```yaml
//! anyOf: [{enum: [a, b]}, {const: c, description: "…"}]      # one list of three
//! anyOf: [{enum: [a, b]}, {type: string}]                     # one open list
//! ```

use std::collections::HashSet;

use serde_json::Value;

use super::combined::Combined;
use super::converter::Converter;
use super::docs;
use super::flatten::{Choice, Flat, Piece};
use super::limits::MOST_REFERENCES;
use super::made::{Made, Slot};
use crate::diagnostics::Code;
use crate::document::schema::{Kind, Node, Schema};
use crate::ir::{Docs, Enum, EnumBase, EnumVariant, Scalar, TypeId, TypeKind, TypeRef};

impl<'a> Converter<'a, '_> {
    /// The list of values that the facts have; `None` if the list says nothing.
    pub(super) fn list_of_values(
        &mut self,
        flat: &Flat<'a>,
        facts: &Combined<'a>,
        slot: &mut Slot,
    ) -> Option<Made> {
        let listed = facts.values.as_deref()?;
        let schema = flat.leaves.get(facts.values_of)?.schema;
        let mut variants = variants(schema);
        let allowed: HashSet<&Value> = listed.iter().collect();
        variants.retain(|variant| allowed.contains(&variant.value));
        if fit(&mut variants, facts.kind) {
            self.warn(
                Code::ENUM_VALUE,
                &slot.place,
                "the values of `enum` are not of the type that `type` says; they are taken as written for it",
            );
        }
        variants.retain(|variant| !variant.value.is_null());
        let unique = unique(variants);
        if unique.is_empty() {
            let null = !listed.is_empty();
            return null.then_some(Made::Is(TypeRef::Scalar(Scalar::Null)));
        }
        if unique.len() == 2 && unique.iter().all(|variant| variant.value.is_boolean()) {
            return Some(Made::Is(TypeRef::Scalar(Scalar::Bool)));
        }
        // Lists and objects as values: no type of its own helps there.
        if unique
            .iter()
            .any(|variant| variant.value.is_array() || variant.value.is_object())
        {
            let structured = matches!(facts.kind, Some(Kind::Object | Kind::Array));
            return if structured {
                None
            } else {
                Some(Made::Is(self.degrade(
                    &slot.place,
                    "lists or objects as values of `enum`",
                )))
            };
        }
        self.slot_id(slot);
        Some(Made::Kind(TypeKind::Enum(list(unique, facts.constant))))
    }

    /// The list of all values where lists that must all hold have none in common: who adds a list to one means more values.
    pub(super) fn lists_apart(&mut self, flat: &Flat<'a>, slot: &mut Slot) -> Option<Made> {
        let mut all = Vec::new();
        for leaf in &flat.leaves {
            let mut listed = variants(leaf.schema);
            fit(&mut listed, leaf.schema.kind);
            all.extend(listed);
        }
        all.retain(|variant| !variant.value.is_null());
        if base(&all) == EnumBase::Json {
            return None;
        }
        let text = "its lists of values have none in common; the values of all of them are taken";
        self.warn(Code::ENUM_VALUE, &slot.place, text);
        self.slot_id(slot);
        Some(Made::Kind(TypeKind::Enum(list(unique(all), false))))
    }

    /// The one list of values that a choice of nothing but such lists (and at most the plain type) comes to.
    pub(super) fn joined(&mut self, members: &[Piece<'a>], slot: &mut Slot) -> Option<Made> {
        let mut values = Values::default();
        let mut named = Vec::new();
        for member in members {
            let plain = values.plain;
            self.listed(member.node, &mut values, 0)?;
            if values.plain == plain {
                named.push(self.component(member.node).map(|(index, ..)| index));
            }
        }
        let base = base(&values.variants);
        if values.variants.is_empty() || base == EnumBase::Json {
            return None;
        }
        if values.plain.is_some_and(|plain| plain != base) {
            return None;
        }
        // An open list already lets every other value in.
        if let ([Some(index)], Some(_), false) = (&named[..], values.plain, values.constant) {
            return Some(Made::Is(TypeRef::Named(TypeId::from_index(*index))));
        }
        self.slot_id(slot);
        let variants = unique(values.variants);
        Some(Made::Kind(TypeKind::Enum(list(variants, false))))
    }

    /// The values that are listed beside a choice of nothing but lists of values: those that the choice allows, with what
    /// it says of them. If there are none, the ones beside it stand: they are the narrower.
    pub(super) fn narrowed(
        &mut self,
        choice: &Choice<'a>,
        flat: &Flat<'a>,
        facts: &Combined<'a>,
        slot: &mut Slot,
    ) -> Option<Made> {
        let listed = facts.values.as_deref()?;
        let mut values = Values::default();
        for member in &choice.members {
            self.listed(member.node, &mut values, 0)?;
        }
        let listed: HashSet<&Value> = listed.iter().collect();
        let allowed = |variant: &EnumVariant| listed.contains(&variant.value);
        let variants: Vec<EnumVariant> = values.variants.into_iter().filter(allowed).collect();
        if variants.is_empty() {
            return self.list_of_values(flat, facts, slot);
        }
        self.slot_id(slot);
        let list = list(unique(variants), facts.constant);
        Some(Made::Kind(TypeKind::Enum(list)))
    }

    /// Adds the values of a schema that is nothing but a list of values, or notes that it is the plain type.
    fn listed(&self, node: &'a Node, values: &mut Values, depth: usize) -> Option<()> {
        let schema = self.follow(node).filter(|_| depth < MOST_REFERENCES)?;
        let choices = || schema.one_of.iter().chain(&schema.any_of);
        if !schema.all_of.is_empty() {
            return None;
        }
        if schema.has_choices() {
            let others = schema.has_own_shape() || self.is_nullable(node);
            for member in choices().filter(|_| !others) {
                self.listed(self.node(*member), values, depth + 1)?;
            }
            return (!others).then_some(());
        }
        if schema.values.is_empty() {
            values.plain = Some(match (schema.kind?, &schema.format) {
                (Kind::String, None) if !schema.base64 => EnumBase::String,
                (Kind::Integer, _) => EnumBase::Integer,
                _ => return None,
            });
            return Some(());
        }
        let mut variants = variants(schema);
        fit(&mut variants, schema.kind);
        variants.retain(|variant| !variant.value.is_null());
        // What is said of a constant is said of its value.
        if let [only] = &mut variants[..]
            && node.component().is_none()
        {
            let about = docs::docs(schema);
            only.name = only.name.take().or(about.title);
            only.docs.description = only.docs.description.take().or(about.description);
            only.docs.deprecated |= about.deprecated;
        }
        values.constant |= schema.constant;
        values.variants.extend(variants);
        Some(())
    }
}

/// What the members of a choice list together.
#[derive(Default)]
struct Values {
    variants: Vec<EnumVariant>,
    /// A member is the plain type.
    plain: Option<EnumBase>,
    /// A member is a constant.
    constant: bool,
}

/// Reads the values as what `type` says, where they were written as something else (`enum: [1, 2]` of strings).
fn fit(variants: &mut [EnumVariant], kind: Option<Kind>) -> bool {
    let mut changed = false;
    for variant in variants {
        let fitting = match (kind, &variant.value) {
            (Some(Kind::String), Value::Number(_) | Value::Bool(_)) => {
                Some(Value::from(variant.value.to_string()))
            }
            (Some(Kind::Integer), Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
            (Some(Kind::Boolean), Value::String(text)) => {
                text.parse::<bool>().ok().map(Value::from)
            }
            _ => None,
        };
        if let Some(value) = fitting {
            variant.value = value;
            changed = true;
        }
    }
    changed
}

fn unique(variants: Vec<EnumVariant>) -> Vec<EnumVariant> {
    let mut seen = HashSet::new();
    let new = |variant: &EnumVariant| seen.insert(variant.value.to_string());
    variants.into_iter().filter(new).collect()
}

fn base(variants: &[EnumVariant]) -> EnumBase {
    let all = |test: fn(&Value) -> bool| variants.iter().all(|variant| test(&variant.value));
    if all(Value::is_string) {
        EnumBase::String
    } else if all(|value| value.is_i64() || value.is_u64()) {
        EnumBase::Integer
    } else {
        EnumBase::Json
    }
}

fn list(variants: Vec<EnumVariant>, constant: bool) -> Enum {
    let base = base(&variants);
    // Nobody adds a third to true and false; beside other things they may be anything.
    let listed_once_and_for_all = variants.iter().all(|variant| variant.value.is_boolean());
    Enum {
        base,
        open: !(listed_once_and_for_all || constant && variants.len() == 1),
        variants,
    }
}

/// The values of a schema with the names and texts that its extensions give them, by position.
fn variants(schema: &Schema) -> Vec<EnumVariant> {
    let text = |all: &Option<Value>, index: usize, value: &Value| -> Option<String> {
        let text = match all.as_ref()? {
            Value::Array(texts) => texts.get(index)?,
            // Some tools map each value to its text.
            Value::Object(texts) => match value {
                Value::String(value) => texts.get(value)?,
                value => texts.get(&value.to_string())?,
            },
            _ => return None,
        };
        docs::text(text.as_str())
    };
    (schema.values.iter().enumerate())
        .map(|(index, value)| EnumVariant {
            name: text(&schema.value_names, index, value),
            docs: Docs {
                description: text(&schema.value_texts, index, value),
                ..Docs::default()
            },
            value: value.clone(),
        })
        .collect()
}
