//! What stands in for something that a reference names and nobody has.

use super::super::grammar::Kind;
use super::super::tree::{Object, Value};
use super::pointer::{RESOLVED, escape};
use super::resolver::{Resolver, container, section_of};

impl Resolver<'_, '_> {
    /// What a reference that leads nowhere refers to from now on: a component that says nothing.
    pub(super) fn stand_in(&mut self, kind: Kind) -> String {
        let name = "Missing".to_owned();
        if kind == Kind::Parameter {
            self.missing_parameters = true;
        }
        if !self.names.contains(kind, &name) {
            self.names.add(kind, &name);
            self.put(kind, &name, nothing(kind));
        }
        name
    }

    /// Parameters that are not to be had are left out.
    pub(super) fn drop_missing_parameters(&mut self) {
        let missing: Vec<String> = section_of(&self.home, "parameters")
            .into_iter()
            .flat_map(Object::iter)
            .filter(|(_, value)| value.as_object().is_some_and(Object::is_empty))
            .map(|(name, _)| format!("{RESOLVED}parameters/{}", escape(name)))
            .collect();
        let is_missing = |value: &Value| {
            value
                .ref_target()
                .is_some_and(|target| missing.iter().any(|name| name == target))
        };
        for path in [&["paths"] as &[&str], &["webhooks"]] {
            let Some(items) = container(&mut self.home, path) else {
                continue;
            };
            for (_, item) in items.iter_mut() {
                let Value::Object(item) = item else { continue };
                for (key, value) in item.iter_mut() {
                    let parameters = match value {
                        Value::List(parameters) if key == "parameters" => parameters,
                        Value::Object(operation) => match operation.get_mut("parameters") {
                            Some(Value::List(parameters)) => parameters,
                            _ => continue,
                        },
                        _ => continue,
                    };
                    parameters.retain(|parameter| !is_missing(parameter));
                }
            }
        }
        if let Some(parameters) = container(&mut self.home, &["components", "parameters"]) {
            parameters.retain(|_, value| !value.as_object().is_some_and(Object::is_empty));
        }
    }
}

/// The least that an object of a kind can say: what comes or goes may be anything.
pub(super) fn nothing(kind: Kind) -> Value {
    let mut object = Object::default();
    match kind {
        Kind::Response | Kind::RequestBody => {
            let media: Object = [("schema".into(), Value::Object(Object::default()))]
                .into_iter()
                .collect();
            let content = [("application/json".into(), Value::Object(media))];
            let content = Value::Object(content.into_iter().collect());
            object.insert("description", Value::string(""));
            object.insert("content", content);
        }
        Kind::Header => object.insert("schema", Value::Object(Object::default())),
        _ => {}
    }
    Value::Object(object)
}
