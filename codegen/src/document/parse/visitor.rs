//! The serde visitor that builds the tree, the same for YAML and JSON.
//!
//! It sees what the libraries' own trees do not tell: keys that occur twice, merge keys, tags, the width of integers.

use std::fmt;

use serde::de::{
    Deserialize as _, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::super::at::At;
use super::super::tree::{Number, Object, PLACE, Value};
use super::key::Key;
use super::state::State;
use super::written::may_want_texts;
use crate::diagnostics::{Code, Diagnostic};

/// Reads one value.
pub(super) struct Node<'a, 't> {
    state: &'a State<'t>,
    at: At<'a>,
}

impl<'a, 't> Node<'a, 't> {
    pub(super) fn new(state: &'a State<'t>, at: At<'a>) -> Self {
        Self { state, at }
    }

    /// Whether the value is text whatever it looks like: `version: 1.10` must not become 1.1.
    fn is_text(&self) -> bool {
        match self.at {
            At::Key(At::Key(At::Base(_), "info"), "version") => self.state.is_yaml(),
            _ => false,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.is_text() {
            return String::deserialize(deserializer).map(Value::string);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Number(Number::Int(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Number(match i64::try_from(value) {
            Ok(value) => Number::Int(value),
            Err(_) => Number::Uint(value),
        }))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.state.spend(40)?;
        Ok(Value::Number(Number::Big(value.to_string().into())))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.state.spend(40)?;
        Ok(Value::Number(Number::Big(value.to_string().into())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.state.spend(0)?;
        if let Some(text) = self.state.wide_text(value) {
            return Ok(Value::Number(Number::Big(text)));
        }
        Ok(if value.is_finite() {
            Value::Number(Number::Float(value))
        } else if value.is_nan() {
            Value::string(".nan")
        } else if value > 0.0 {
            Value::string(".inf")
        } else {
            Value::string("-.inf")
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.state.spend(value.len())?;
        Ok(Value::string(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.state.spend(value.len())?;
        Ok(Value::string(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.state.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.state.spend(0)?;
        let mut list = Vec::new();
        loop {
            let at = self.at.item(list.len());
            match items.next_element_seed(Node::new(self.state, at))? {
                Some(item) => list.push(item),
                None => break,
            }
        }
        list.shrink_to_fit();
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Value, A::Error> {
        self.state.spend(0)?;
        Members::new(&self).read(members).map(Value::Object)
    }

    /// A tag of the document's own, `!include x`: what it tags is kept. It must be read: `serde_yaml` hands out the
    /// same node again and again until it is.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, variant): (String, _) = tagged.variant()?;
        self.state.report(Diagnostic::warning(
            Code::YAML_TAG,
            &self.at.place(),
            format!("the tag `!{tag}` has no meaning here and is ignored"),
        ));
        variant.newtype_variant_seed(self)
    }
}

/// The members of an object while they are read.
struct Members<'n, 'a, 't> {
    node: &'n Node<'a, 't>,
    object: Object,
    merges: Vec<Value>,
}

impl<'n, 'a, 't> Members<'n, 'a, 't> {
    fn new(node: &'n Node<'a, 't>) -> Self {
        Self {
            node,
            object: Object::default(),
            merges: Vec::new(),
        }
    }

    fn read<'de, A: MapAccess<'de>>(mut self, mut members: A) -> Result<Object, A::Error> {
        let state = self.node.state;
        while let Some(Key(key)) = members.next_key()? {
            state.spend(key.len())?;
            if &*key == PLACE {
                return Err(A::Error::custom("a key begins with a NUL character"));
            }
            let at = self.node.at.key(&key);
            let value = members.next_value_seed(Node::new(state, at))?;
            if state.is_yaml() && &*key == "<<" {
                self.merges.push(value);
            } else if self.object.contains(&key) {
                self.repeated(&key, value);
            } else {
                self.object.push(key, value);
            }
        }
        for value in std::mem::take(&mut self.merges) {
            self.merge(value);
        }
        self.object.shrink();
        if state.is_yaml() && may_want_texts(&self.object) {
            state.want_texts();
        }
        Ok(self.object)
    }

    /// The last one counts, as it does for every other reader of YAML and JSON.
    fn repeated(&mut self, key: &str, value: Value) {
        let old = self.object.get_mut(key);
        let Some(old) = old else {
            return;
        };
        if *old != value {
            let place = self.node.at.key(key).place();
            self.node.state.report(
                Diagnostic::warning(
                    Code::DUPLICATE_KEY,
                    &place,
                    format!("`{key}` stands here more than once, with different values"),
                )
                .help("only the last one counts; remove the others"),
            );
        }
        *old = value;
    }

    /// `<<: *base`, `<<: [*a, *b]`: their members, where the object has none of its own; earlier ones win.
    fn merge(&mut self, value: Value) {
        match value {
            Value::Object(base) => {
                for (key, value) in base {
                    if !self.object.contains(&key) {
                        self.object.push(key, value);
                    }
                }
            }
            Value::List(bases) if bases.iter().all(|base| base.as_object().is_some()) => {
                for base in bases {
                    self.merge(base);
                }
            }
            Value::Null => {}
            other => {
                let place = self.node.at.key("<<").place();
                self.node.state.report(Diagnostic::warning(
                    Code::MERGE_KEY,
                    &place,
                    format!(
                        "a merge key takes an object or a list of objects, not {}; it is ignored",
                        other.describe()
                    ),
                ));
            }
        }
    }
}
