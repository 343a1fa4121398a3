//! Schemas by chance: every form that the generator knows, in one another.

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::names::Pool;

/// What schemas are made of.
#[derive(Debug)]
pub(crate) struct Maker<'a> {
    pub(crate) dice: Dice,
    pub(crate) pool: &'a Pool,
    /// The schemas that can be referred to.
    pub(crate) components: Vec<String>,
    pub(crate) is_3_1: bool,
}

const FORMATS: &[&str] = &[
    "uuid",
    "date",
    "date-time",
    "time",
    "duration",
    "byte",
    "binary",
    "ipv4",
    "ipv6",
    "uri",
    "email",
    "password",
];

impl Maker<'_> {
    /// The names of members of one thing.
    pub(crate) fn names(&mut self, most: usize) -> Vec<String> {
        let count = self.dice.below(most) + 1;
        self.pool.several(&mut self.dice, count)
    }

    pub(crate) fn name(&mut self) -> String {
        self.pool.pick(&mut self.dice)
    }

    pub(crate) fn reference(&mut self) -> Value {
        let name = self.dice.pick(&self.components);
        let name = name
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('%', "%25");
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// A schema with at most so many in one another.
    pub(crate) fn schema(&mut self, depth: usize) -> Value {
        let mut schema = match self.dice.below(if depth == 0 { 9 } else { 18 }) {
            0 | 1 => self.string(),
            2 => {
                json!({"type": "integer", "format": self.dice.pick(&["int32", "int64", "uint8", "int16", "uint64", "x"])})
            }
            3 => json!({"type": "number"}),
            4 => json!({"type": "boolean"}),
            5 | 6 => return self.reference(),
            7 => self.listing(),
            8 => json!({}),
            9 | 10 => json!({"type": "array", "items": self.schema(depth - 1)}),
            11 => json!({"type": "object", "additionalProperties": self.schema(depth - 1)}),
            12 => self.union(depth),
            13 => json!({"allOf": [self.reference(), self.object(depth - 1)]}),
            14 if self.is_3_1 => {
                let items: Vec<Value> = (0..=self.dice.below(3))
                    .map(|_| self.schema(depth - 1))
                    .collect();
                json!({"type": "array", "minItems": items.len(), "maxItems": items.len(), "prefixItems": items})
            }
            15 if self.is_3_1 => {
                json!({"type": ["string", self.dice.pick(&["integer", "number", "boolean", "object"])]})
            }
            16 if self.is_3_1 => {
                json!({"const": self.dice.pick(&[json!("a"), json!(1), json!(true), json!(null), json!({"a": 1})])})
            }
            _ => self.object(depth - 1),
        };
        self.decorate(&mut schema);
        schema
    }

    /// What any schema may have beside its type.
    fn decorate(&mut self, schema: &mut Value) {
        let name = self.name();
        let Some(schema) = schema.as_object_mut() else {
            return;
        };
        if self.dice.once_in(6) {
            if !self.is_3_1 {
                schema.insert("nullable".to_owned(), json!(true));
            } else if let Some(ty @ Value::String(_)) = schema.get("type").cloned() {
                schema.insert("type".to_owned(), json!([ty, "null"]));
            }
        }
        for (keyword, value) in [
            ("deprecated", json!(true)),
            ("readOnly", json!(true)),
            ("writeOnly", json!(true)),
            ("title", json!(name)),
            (
                "description",
                json!(format!("Of `{name}`: [{name}]({name}) {name}.")),
            ),
        ] {
            if self.dice.once_in(14) {
                schema.insert(keyword.to_owned(), value);
            }
        }
    }

    fn string(&mut self) -> Value {
        if self.dice.once_in(2) {
            json!({"type": "string", "format": self.dice.pick(FORMATS)})
        } else {
            json!({"type": "string"})
        }
    }

    fn listing(&mut self) -> Value {
        let values = self.names(6);
        match self.dice.below(5) {
            0 => json!({"type": "integer", "enum": [1, -1, 0, 10, self.dice.below(9) + 11]}),
            1 => json!({"enum": [values[0], 1, true, null, 1.5]}),
            2 => {
                json!({"type": "string", "enum": values, "x-enum-varnames": values.iter().rev().collect::<Vec<_>>()})
            }
            _ => json!({"type": "string", "enum": values}),
        }
    }

    fn union(&mut self, depth: usize) -> Value {
        let keyword = *self.dice.pick(&["oneOf", "anyOf"]);
        if self.dice.once_in(2) {
            let variants: Vec<Value> = (0..=self.dice.below(4))
                .map(|_| self.schema(depth - 1))
                .collect();
            return json!({ keyword: variants });
        }
        let variants: Vec<Value> = (0..=self.dice.below(3)).map(|_| self.reference()).collect();
        let property = self.name();
        let mut mapping = Map::new();
        if self.dice.once_in(2) {
            for variant in &variants {
                mapping.insert(self.name(), variant["$ref"].clone());
            }
        }
        json!({ keyword: variants, "discriminator": {"propertyName": property, "mapping": mapping} })
    }

    /// An object; its members have names by chance.
    pub(crate) fn object(&mut self, depth: usize) -> Value {
        let names = self.names(7);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in names {
            if self.dice.once_in(2) {
                required.push(json!(name));
            }
            properties.insert(name, self.schema(depth));
        }
        let mut object = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        match self.dice.below(8) {
            0 => object["additionalProperties"] = json!(true),
            1 => object["additionalProperties"] = self.schema(depth),
            2 => object["additionalProperties"] = json!(false),
            _ => {}
        }
        object
    }
}
