//! Whether two JSON values are the same for their schema.
//!
//! In: a document, the place of a schema, a value and what came back. Out: nothing or the first difference; what was let
//! pass is counted by kind. There is no other allowance than these:
//!
//! | kind | condition |
//! |---|---|
//! | a number written in another way | the same value |
//! | a date-time written in another way | the schema says `format: date-time`, and it is the same instant |
//! | a UUID in other letters | the schema says `format: uuid`, and only the case of letters differs: RFC 9562, section 4 |
//! | `null` for absent | the member is listed in `properties` and not in `required`; of alternatives, in one of them |

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Number, Value};

use crate::instances::local;

/// How often what was let pass.
pub(crate) type Allowances = BTreeMap<&'static str, usize>;

/// Compares a value with what came back.
///
/// # Errors
///
/// The first difference, with its place in the value.
pub(crate) fn compare(
    document: &Value,
    schema: &str,
    value: &Value,
    back: &Value,
    allowances: &mut Allowances,
) -> Result<(), String> {
    let schemas = Schemas::at(document, document.pointer(schema).into_iter());
    let mut compare = Compare {
        document,
        allowances,
    };
    compare.values(value, back, &schemas, "$")
}

/// All schemas that may describe one value: a schema, what it refers to, and its parts and alternatives.
struct Schemas<'a>(Vec<Schema<'a>>);

/// A schema, and which alternatives it stands in: each is a place in the document, and the number of the alternative there.
struct Schema<'a> {
    members: &'a Map<String, Value>,
    chosen: Vec<(*const Value, usize)>,
}

impl Schema<'_> {
    fn requires(&self, member: &str) -> bool {
        let required = self.members.get("required").and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|name| name == member))
    }

    /// Whether both can hold for one value without its being two alternatives at once.
    fn goes_with(&self, other: &Self) -> bool {
        let differs = |(place, number): &(*const Value, usize)| {
            let mut others = other.chosen.iter();
            others.any(|(elsewhere, chosen)| place == elsewhere && number != chosen)
        };
        !self.chosen.iter().any(differs)
    }
}

impl<'a> Schemas<'a> {
    fn at(document: &'a Value, roots: impl Iterator<Item = &'a Value>) -> Self {
        let mut found: Vec<Schema<'a>> = Vec::new();
        let mut open: Vec<_> = roots.map(|root| (root, Vec::new())).collect();
        while let Some((schema, chosen)) = open.pop() {
            let Some(members) = schema.as_object() else {
                continue;
            };
            if (found.iter()).any(|known| std::ptr::eq(known.members, members)) {
                continue;
            }
            let reference = members.get("$ref").and_then(Value::as_str);
            let target = reference
                .and_then(local)
                .and_then(|to| document.pointer(&to));
            open.extend(target.map(|target| (target, chosen.clone())));
            for keyword in ["allOf", "anyOf", "oneOf"] {
                let parts = members.get(keyword);
                for (number, part) in parts
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .enumerate()
                {
                    let mut chosen = chosen.clone();
                    if let (Some(place), true) = (parts, keyword != "allOf") {
                        chosen.push((std::ptr::from_ref(place), number));
                    }
                    open.push((part, chosen));
                }
            }
            found.push(Schema { members, chosen });
        }
        Self(found)
    }

    fn has(&self, keyword: &str, value: &str) -> bool {
        let mut found = (self.0.iter()).filter_map(|schema| schema.members.get(keyword));
        found.any(|found| found == value)
    }

    /// Whether a member is listed somewhere, and nothing that holds there requires it.
    fn lists_as_optional(&self, member: &str) -> bool {
        let lists = |schema: &&Schema<'_>| {
            let properties = schema.members.get("properties");
            properties.is_some_and(|properties| properties.get(member).is_some())
        };
        let is_required = |lister: &Schema<'_>| {
            let mut others = self.0.iter();
            others.any(|other| other.goes_with(lister) && other.requires(member))
        };
        self.0
            .iter()
            .filter(lists)
            .any(|lister| !is_required(lister))
    }

    fn of_member(&self, document: &'a Value, member: &str) -> Self {
        let roots = self.0.iter().flat_map(|schema| {
            let schema = schema.members;
            let listed = schema.get("properties").and_then(|all| all.get(member));
            // Which of the patterns is the name's is nothing that is known here.
            let patterns = schema
                .get("patternProperties")
                .and_then(Value::as_object)
                .filter(|_| listed.is_none());
            let other = listed.or_else(|| schema.get("additionalProperties"));
            other
                .into_iter()
                .chain(patterns.into_iter().flat_map(Map::values))
        });
        Self::at(document, roots)
    }

    fn of_item(&self, document: &'a Value, index: usize) -> Self {
        let roots = self.0.iter().filter_map(|schema| {
            let schema = schema.members;
            let listed = schema.get("prefixItems").and_then(|all| all.get(index));
            listed.or_else(|| schema.get("items"))
        });
        Self::at(document, roots)
    }
}

/// A number as an integer where it is one, and as a float otherwise.
fn exact(number: &Number) -> Result<i128, Option<f64>> {
    let float = number.as_f64();
    match (number.as_i128(), float) {
        (Some(integer), _) => Ok(integer),
        // Every float beyond 2^53 is an integer; those beyond the range of `i128` are not met.
        (None, Some(float)) if float.fract() == 0.0 && float.abs() < 1e38 => Ok(as_integer(float)),
        _ => Err(float),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is an integer in range")]
fn as_integer(float: f64) -> i128 {
    float as i128
}

struct Compare<'a, 'b> {
    document: &'a Value,
    allowances: &'b mut Allowances,
}

impl<'a> Compare<'a, '_> {
    fn allow(&mut self, kind: &'static str) {
        *self.allowances.entry(kind).or_default() += 1;
    }

    fn values(
        &mut self,
        value: &Value,
        back: &Value,
        schemas: &Schemas<'a>,
        place: &str,
    ) -> Result<(), String> {
        match (value, back) {
            (Value::Object(members), Value::Object(others)) => {
                self.objects(members, others, schemas, place)
            }
            (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
                for (index, (item, other)) in items.iter().zip(others).enumerate() {
                    let inside = schemas.of_item(self.document, index);
                    self.values(item, other, &inside, &format!("{place}[{index}]"))?;
                }
                Ok(())
            }
            _ if value == back => Ok(()),
            (Value::Number(one), Value::Number(other)) if exact(one) == exact(other) => {
                self.allow("number in another form");
                Ok(())
            }
            (Value::String(one), Value::String(other))
                if schemas.has("format", "date-time")
                    && matches!(
                        (one.parse::<Timestamp>(), other.parse::<Timestamp>()),
                        (Ok(one), Ok(other)) if one == other
                    ) =>
            {
                self.allow("date-time in another form");
                Ok(())
            }
            (Value::String(one), Value::String(other))
                if schemas.has("format", "uuid")
                    && other.len() == "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx".len()
                    && one.eq_ignore_ascii_case(other) =>
            {
                self.allow("UUID in other letters");
                Ok(())
            }
            _ => Err(format!("{place}: {value} became {back}")),
        }
    }

    fn objects(
        &mut self,
        members: &Map<String, Value>,
        others: &Map<String, Value>,
        schemas: &Schemas<'a>,
        place: &str,
    ) -> Result<(), String> {
        if let Some((key, value)) = others.iter().find(|(key, _)| !members.contains_key(*key)) {
            return Err(format!("{place}: `{key}` was not there and became {value}"));
        }
        for (key, value) in members {
            match others.get(key) {
                Some(other) => {
                    let inside = schemas.of_member(self.document, key);
                    self.values(value, other, &inside, &format!("{place}.{key}"))?;
                }
                None if value.is_null() && schemas.lists_as_optional(key) => {
                    self.allow("null for absent");
                }
                None => return Err(format!("{place}: `{key}` with {value} is lost")),
            }
        }
        Ok(())
    }
}
