//! Paths: the keys themselves, and the parameters that their templates name.

use super::super::at::At;
use super::super::grammar::for_each_operation;
use super::super::tree::{Object, Value};
use super::declare::{add, declared, parameter};
use super::known::Lower;
use super::{parameters, queries};
use crate::diagnostics::{Code, Diagnostic};

/// How long a path may be, in bytes; servers and proxies take half of that or less.
const LONGEST: usize = 16_384;

/// Keys of `paths` as they should be.
///
/// ```yaml
/// paths: {pets: …}         # → paths: {/pets: …}
/// paths: {'{href}': …}     # as it stands: the parameter holds the path as a whole, with the slash that it begins with
/// paths: {'/pets?x=1': …}  # → paths: {'/pets?x=1': {x-tamis-path: /pets, x-tamis-query: [[x, '1']], …}}
/// paths: {'/pets?x={y}': …}  # → the same without `x-tamis-query`, and `y` is the query parameter `x`
/// paths: {'/pets#a': …}    # → paths: {'/pets#a': {x-tamis-path: /pets, …}}
/// ```
pub(super) fn path_keys(lower: &mut Lower<'_>, root: &mut Object, at: &At<'_>) {
    let paths_at = at.key("paths");
    let Some(paths) = root.remove("paths") else {
        return;
    };
    let Value::Object(paths) = paths else {
        if !paths.is_null() {
            lower.warn(
                Code::PATHS,
                &paths_at,
                "`paths` takes an object; it is ignored",
            );
        }
        return;
    };
    let mut lowered = Object::with_capacity(paths.len());
    for (key, mut item) in paths {
        let at = paths_at.key(&key);
        if key.starts_with("x-") {
            lowered.push(key, item);
            continue;
        }
        if key.len() > LONGEST {
            lower.diagnostics.push(Diagnostic::error(
                Code::LONG_PATH,
                &at.place(),
                "the path is longer than any server takes",
            ));
            continue;
        }
        if let Value::Object(item) = &mut item {
            item.set_place(&at);
            queries::sent_path(lower, &key, item, &at);
        }
        if key.starts_with(['/', '{']) {
            lowered.push(key, item);
            continue;
        }
        let repaired = format!("/{key}");
        lower.warn(
            Code::PATH_KEY,
            &at,
            format!("a path begins with `/`; `{key}` is read as `{repaired}`"),
        );
        lowered.insert(&repaired, item);
    }
    root.insert("paths", Value::Object(lowered));
}

/// Makes the declared path parameters and those in the template the same.
///
/// ```yaml
/// /pets/{id}: {get: {}}
/// # → /pets/{id}: {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}}
/// /pets/{petId}: {get: {parameters: [{name: pet_id, in: path, …}]}}
/// # → /pets/{petId}: {get: {parameters: [{name: petId, in: path, …}]}}
/// /pets: {get: {parameters: [{name: id, in: path, …}]}}   # → /pets: {get: {parameters: []}}
/// ```
pub(super) fn parameters_of_templates(lower: &mut Lower<'_>, item: &mut Object, at: &At<'_>) {
    let key = match at {
        At::Base(place) => place.keys().last().map(|key| (*key).to_owned()),
        At::Key(_, key) => Some((*key).to_owned()),
        At::Index(..) => None,
    };
    let Some(path) = key.filter(|key| key.starts_with('/') || key.contains('{')) else {
        return;
    };
    let template = path.split(['?', '#']).next().unwrap_or_default();
    let template = names(template);
    let shared = declared(lower, item);
    for_each_operation(item, at, &mut |operation, at| {
        let mut known: Vec<String> = Vec::new();
        for (location, name) in shared.iter().chain(&declared(lower, operation)) {
            if location == "path" {
                known.push(name.clone());
            }
        }
        let missing: Vec<&str> = template
            .iter()
            .filter(|name| !known.iter().any(|known| known == *name))
            .copied()
            .collect();
        let is_left = |name: &str| !template.contains(&name);
        let left = known.iter().filter(|name| is_left(name)).count();
        let missing = if left > 0 {
            let is_only = left == 1 && missing.len() == 1;
            left_over(lower, operation, at, missing, is_only, &is_left)
        } else {
            missing
        };
        for name in missing {
            lower.warn(
                Code::UNDECLARED_PARAMETER,
                at,
                format!("the path names `{{{name}}}`, but no parameter is called so; it is taken to be a string"),
            );
            let mut schema = Object::default();
            schema.insert("type", Value::string("string"));
            add(operation, vec![parameter(name, "path", schema, at)]);
        }
    });
}

/// Path parameters that the path does not name: renamed where the only match is plain, else left out. Returns the
/// names in the path that still have none.
fn left_over<'p>(
    lower: &mut Lower<'_>,
    operation: &mut Object,
    at: &At<'_>,
    mut missing: Vec<&'p str>,
    is_only: bool,
    is_left: &dyn Fn(&str) -> bool,
) -> Vec<&'p str> {
    let at = at.key("parameters");
    let Some(Value::List(list)) = operation.get_mut("parameters") else {
        return missing;
    };
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut kept = Vec::with_capacity(list.len());
    let mut dropped = false;
    for (index, mut value) in std::mem::take(list).into_iter().enumerate() {
        let at = at.item(index);
        let key = match value.ref_target() {
            Some(target) => lower.parameters.get(target).cloned(),
            None => parameters::key(&value),
        };
        let name = match key {
            Some((location, name)) if location == "path" && is_left(&name) => name,
            _ => {
                if dropped
                    && let Value::Object(object) = &mut value
                    && !object.contains("$ref")
                {
                    object.set_place(&at);
                }
                kept.push(value);
                continue;
            }
        };
        let meant = missing
            .iter()
            .position(|candidate| plain(candidate) == plain(&name))
            .or((is_only && missing.len() == 1).then_some(0));
        if let (Some(_), Some(target)) = (meant, value.ref_target())
            && let Some(named) = lower.path_parameters.get(target)
        {
            value = named.clone();
            if let Value::Object(object) = &mut value {
                object.set_place(&at);
            }
        }
        match (meant, &mut value) {
            (Some(meant), Value::Object(object)) if !object.contains("$ref") => {
                let meant = missing.remove(meant);
                lower.warn(
                    Code::UNDECLARED_PARAMETER,
                    &at,
                    format!("the path names `{{{meant}}}`, not `{name}`; it is read as `{meant}`"),
                );
                object.insert("name", Value::string(meant));
                kept.push(value);
            }
            _ => {
                lower.warn(
                    Code::LEFT_OVER_PARAMETER,
                    &at,
                    format!("the path does not name `{{{name}}}`; the parameter is left out"),
                );
                dropped = true;
            }
        }
    }
    *list = kept;
    missing
}

/// The names in a path's braces.
fn names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else {
            break;
        };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        rest = behind;
    }
    names
}
