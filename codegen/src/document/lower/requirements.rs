//! `security` and `servers`: what a document says for all of its operations is said by each.

use super::super::at::At;
use super::super::grammar::for_each_operation;
use super::super::tree::{Object, Value};
use super::known::Lower;
use crate::diagnostics::Code;
use crate::place::Place;

/// Pushes `security` down to the operations, and the `servers` of path items.
///
/// ```yaml
/// security: [{key: []}]
/// paths: {/a: {get: {}}}   # → paths: {/a: {get: {security: [{key: []}]}}}
/// ```
///
/// The servers of the document stay: merging pushes them down where documents differ.
pub(super) fn push_down(lower: &mut Lower<'_>, root: &mut Object, at: &At<'_>) {
    let security = root.remove("security").filter(|value| !value.is_null());
    let security = security.unwrap_or_else(|| Value::List(Vec::new()));
    let schemes: Vec<String> = root
        .get("components")
        .and_then(Value::as_object)
        .and_then(|components| components.get("securitySchemes"))
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Object::keys)
        .map(str::to_owned)
        .collect();
    let mut unknown: Vec<(String, Place)> = Vec::new();
    let mut check = |security: &mut Value, at: &At<'_>| {
        let Value::List(alternatives) = security else {
            return;
        };
        let mut index = 0;
        alternatives.retain_mut(|requirement| {
            let at = at.item(index);
            index += 1;
            let Value::Object(requirement) = requirement else {
                return false;
            };
            // 3.2 allows the address of a scheme instead of its name.
            let names: Vec<String> = requirement.keys().map(str::to_owned).collect();
            for name in names {
                let known = name.rsplit_once("#/components/securitySchemes/");
                if let Some((_, known)) = known.filter(|_| !schemes.contains(&name)) {
                    requirement.rename(&name, known);
                }
            }
            let was_empty = requirement.is_empty();
            requirement.retain(|name, _| {
                let is_known = schemes.iter().any(|known| known == name);
                if !is_known && !unknown.iter().any(|(seen, _)| seen == name) {
                    unknown.push((name.to_owned(), at.key(name).place()));
                }
                is_known
            });
            // An empty one means "or without": only the document may say so.
            was_empty || !requirement.is_empty()
        });
    };
    let mut security = security;
    check(&mut security, &at.key("security"));
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
            let servers = item.remove("servers").filter(|servers| !servers.is_null());
            for_each_operation(item, &at, &mut |operation, natural| {
                let own = operation.place();
                let at = own.as_ref().map_or(*natural, At::Base);
                match operation.get_mut("security") {
                    Some(own @ Value::List(_)) => check(own, &at.key("security")),
                    _ => operation.insert("security", security.clone()),
                }
                if let Some(servers) = &servers {
                    operation.insert_new("servers", servers.clone());
                }
            });
        }
    }
    for (name, place) in unknown {
        lower.warn(
            Code::UNKNOWN_SECURITY_SCHEME,
            &At::Base(&place),
            format!("the security scheme `{name}` is not defined; it is not asked for"),
        );
    }
}
