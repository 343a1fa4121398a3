//! `x-tamis-filter`: what a document says for all of its operations, or a path item for its own, is said by each.

use super::super::at::At;
use super::super::grammar::{Kind, for_each_operation};
use super::super::key::{FILTER, FILTER_PLACES};
use super::super::tree::{Object, Value};
use super::known::Lower;
use crate::diagnostics::Code;
use crate::place::Place;

/// Rules for all operations with more values than this are left out: each operation gets a copy.
const MOST_VALUES: usize = 500;

/// Pushes rules down to the operations, the widest first, and remembers where each stood.
///
/// ```yaml
/// x-tamis-filter: {list: comma}
/// paths: {/a: {get: {x-tamis-filter: false}}}
/// # → paths: {/a: {get: {x-tamis-filter: [{list: comma}, false], x-tamis-filter-places: ['t#/x-tamis-filter', …]}}}
/// ```
pub(super) fn push_down(lower: &mut Lower<'_>, root: &mut Object, at: &At<'_>) {
    let mut everywhere = Vec::new();
    take(root, at, &mut everywhere);
    bound(lower, &mut everywhere);
    for container in ["paths", "webhooks"] {
        let Some(Value::Object(items)) = root.get_mut(container) else {
            continue;
        };
        let at = at.key(container);
        for (key, item) in items.iter_mut() {
            let Value::Object(item) = item else { continue };
            let own = item.place();
            let natural = at.key(key);
            let at = own.as_ref().map_or(natural, At::Base);
            let mut shared = everywhere.clone();
            take(item, &at, &mut shared);
            bound(lower, &mut shared);
            for_each_operation(item, &at, &mut |operation, natural| {
                let own = operation.place();
                let at = own.as_ref().map_or(*natural, At::Base);
                let mut rules = shared.clone();
                take(operation, &at, &mut rules);
                if rules.is_empty() {
                    return;
                }
                let (rules, places) = rules
                    .into_iter()
                    .map(|(rule, place)| (rule, Value::string(place.to_string())))
                    .unzip();
                operation.insert(FILTER, Value::List(rules));
                operation.insert(FILTER_PLACES, Value::List(places));
            });
        }
    }
}

/// Takes the rules of an object: one, or a list of them.
fn take(object: &mut Object, at: &At<'_>, rules: &mut Vec<(Value, Place)>) {
    let at = at.key(FILTER);
    match object.remove(FILTER) {
        None | Some(Value::Null) => {}
        Some(Value::List(list)) => {
            let list = list.into_iter().enumerate();
            rules.extend(list.map(|(index, rule)| (rule, at.item(index).place())));
        }
        Some(rule) => rules.push((rule, at.place())),
    }
}

/// Leaves out what is too much to be said by each operation.
fn bound(lower: &mut Lower<'_>, rules: &mut Vec<(Value, Place)>) {
    let mut left = MOST_VALUES;
    rules.retain(|(rule, place)| {
        let fits = values(rule) <= left;
        if fits {
            left -= values(rule);
        } else {
            let text = format!(
                "the rules for all operations have more than {MOST_VALUES} values, and this one is left out; \
                 among the options there may be more"
            );
            lower.warn(Code::FILTER_RULE, &At::Base(place), text);
        }
        fits
    });
}

/// How many values a value consists of.
fn values(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(values).sum::<usize>() + 1,
        Value::Object(members) => {
            members
                .iter()
                .map(|(_, value)| values(value) + 1)
                .sum::<usize>()
                + 1
        }
        _ => 1,
    }
}

/// Says that `x-tamis-filter` stands where nobody reads it.
pub(super) fn misplaced(lower: &mut Lower<'_>, kind: Kind, object: &mut Object, at: &At<'_>) {
    let is_reference = object.contains("$ref");
    let is_read = match kind {
        Kind::Root | Kind::PathItem | Kind::Operation => true,
        Kind::Parameter => !is_reference,
        _ => false,
    };
    if is_read || object.remove(FILTER).is_none() {
        return;
    }
    let text = if is_reference {
        format!("`{FILTER}` beside a reference says nothing; it belongs where the reference leads")
    } else {
        format!(
            "`{FILTER}` says nothing of a {}; it belongs in a parameter, an operation, a path item or the document",
            kind.word()
        )
    };
    lower.warn(Code::FILTER_RULE, &at.key(FILTER), text);
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::{Syntax, parse};
    use super::super::lower;
    use super::*;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn rules_are_pushed_down_and_keep_their_places() {
        let yaml = "
x-tamis-filter: [{list: comma}]
paths:
  /a:
    x-tamis-filter: {list: pipe}
    get: {x-tamis-filter: false, parameters: [{name: a, in: query, schema: {x-tamis-filter: false}}]}
    put: {}
  /b: {get: {}}
";
        let mut diagnostics = Diagnostics::new();
        let place = Place::root("t");
        let value = parse(yaml, Syntax::Yaml, &At::Base(&place), &mut diagnostics);
        let mut value = value.unwrap_or_else(|_| panic!("readable"));
        lower(&mut value, "t", &mut diagnostics);
        let document = value.into_json();
        let paths = &document["paths"];
        assert_eq!(
            paths["/a"]["get"][FILTER],
            serde_json::json!([{"list": "comma"}, {"list": "pipe"}, false])
        );
        assert_eq!(
            paths["/a"]["get"][FILTER_PLACES],
            serde_json::json!([
                "t#/x-tamis-filter/0",
                "t#/paths/~1a/x-tamis-filter",
                "t#/paths/~1a/get/x-tamis-filter"
            ])
        );
        assert_eq!(paths["/a"]["put"][FILTER].as_array().map(Vec::len), Some(2));
        assert_eq!(
            paths["/b"]["get"][FILTER],
            serde_json::json!([{"list": "comma"}])
        );
        assert_eq!(document.get(FILTER), None);
        let codes: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code.as_str())
            .collect();
        assert_eq!(codes, ["filter-rule"]);
    }

    #[test]
    fn rules_are_not_copied_without_end() {
        let names = "a, ".repeat(MOST_VALUES);
        let yaml = format!(
            "{{x-tamis-filter: [{{list: comma}}, {{fields: [{names}]}}], paths: {{/a: {{get: {{}}}}}}}}"
        );
        let mut diagnostics = Diagnostics::new();
        let place = Place::root("t");
        let value = parse(&yaml, Syntax::Yaml, &At::Base(&place), &mut diagnostics);
        let mut value = value.unwrap_or_else(|_| panic!("readable"));
        lower(&mut value, "t", &mut diagnostics);
        let document = value.into_json();
        assert_eq!(
            document["paths"]["/a"]["get"][FILTER],
            serde_json::json!([{"list": "comma"}])
        );
        let places: Vec<_> = diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.place.as_ref())
            .map(ToString::to_string)
            .collect();
        assert_eq!(places, ["t#/x-tamis-filter/1"]);
    }
}
