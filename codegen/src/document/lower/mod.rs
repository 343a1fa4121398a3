//! Lowering: every dialect and idiom → the canonical one: OpenAPI 3.0, schemas with the keywords of 3.1 that 3.0 has not,
//! and notes under the keys of `key.rs` for what neither has a word for.
//!
//! In: a resolved document. Out: the same, in the one form that `model/` reads. Every rewrite is one function whose
//! doc comment shows it; a walk applies them from the leaves up, so that each sees what is below it lowered.
//!
//! Rewrites that lose nothing are silent, and so is dropping what only validates (`not`, `if`, `unevaluated…`): the
//! client is the same without it. What is repaired or lost is reported with its place. Callbacks, links and the
//! examples of media types are dropped: no part of a client is made from them.

mod combine;
mod declare;
mod filters;
mod keywords;
mod known;
mod nullable;
mod operations;
mod parameters;
mod paths;
mod queries;
mod repairs;
mod requirements;
mod streams;
mod tags;
mod types;

use std::collections::{HashMap, HashSet};

use self::known::{Lower, reference};
use super::at::At;
use super::grammar::{Kind, for_each_child};
use super::tree::{Object, Value};
use crate::diagnostics::Diagnostics;
use crate::place::Place;

/// Lowers a resolved document in place.
pub(crate) fn lower(tree: &mut Value, source: &str, diagnostics: &mut Diagnostics) {
    let root = Place::root(source);
    let Value::Object(document) = tree else {
        return;
    };
    streams::event_data(document);
    let mut lower = Lower::new(document, diagnostics);
    lower.object(Kind::Root, document, &At::Base(&root));
}

impl<'r> Lower<'r> {
    fn new(document: &mut Object, diagnostics: &'r mut Diagnostics) -> Self {
        let mut lower = Self {
            diagnostics,
            nulls: HashSet::new(),
            parameters: HashMap::new(),
            path_parameters: HashMap::new(),
            examples: HashMap::new(),
            left_out: Vec::new(),
        };
        let Some(Value::Object(components)) = document.get_mut("components") else {
            return lower;
        };
        if let Some(Value::Object(schemas)) = components.get("schemas") {
            for (name, schema) in schemas.iter() {
                if nullable::is_null(schema, &lower.nulls) {
                    lower.nulls.insert(reference("schemas", name));
                }
            }
        }
        if let Some(Value::Object(parameters)) = components.get("parameters") {
            for (name, value) in parameters.iter() {
                if let Some(key) = parameters::key(value) {
                    let reference = reference("parameters", name);
                    if key.0 == "path" {
                        let value = value.clone();
                        lower.path_parameters.insert(reference.clone(), value);
                    }
                    lower.parameters.insert(reference, key);
                }
            }
        }
        if let Some(Value::Object(examples)) = components.remove("examples") {
            for (name, example) in examples {
                if let Value::Object(mut example) = example
                    && let Some(value) =
                        (example.remove("value")).or_else(|| example.remove("dataValue"))
                {
                    lower.examples.insert(reference("examples", &name), value);
                }
            }
        }
        components
            .retain(|key, _| !["links", "callbacks", "pathItems", "mediaTypes"].contains(&key));
        lower
    }

    fn value(&mut self, kind: Kind, value: &mut Value, at: &At<'_>) {
        if kind == Kind::Schema {
            keywords::boolean_schema(value);
        }
        if let Value::Object(object) = value {
            self.object(kind, object, at);
        }
    }

    fn object(&mut self, kind: Kind, object: &mut Object, at: &At<'_>) {
        match object.place() {
            Some(place) => self.placed(kind, object, &At::Base(&place)),
            None => self.placed(kind, object, at),
        }
    }

    fn placed(&mut self, kind: Kind, object: &mut Object, at: &At<'_>) {
        filters::misplaced(self, kind, object, at);
        self.before(kind, object, at);
        for_each_child(kind, object, at, &mut |kind, value, at| {
            // Not a schema but a plain yes or no, which 3.0 has as well.
            let is_flag =
                matches!(at, At::Key(_, "additionalProperties")) && matches!(value, Value::Bool(_));
            if !is_flag {
                self.value(kind, value, at);
            }
        });
        self.after(kind, object, at);
        if let Some(target) = object
            .str("$ref")
            .and_then(|text| text.strip_prefix("tamis:"))
        {
            let target = Value::string(target);
            object.insert("$ref", target);
        }
    }

    /// What must happen before the members are lowered.
    fn before(&mut self, kind: Kind, object: &mut Object, at: &At<'_>) {
        match kind {
            Kind::Root => {
                paths::path_keys(self, object, at);
                tags::kinds(object);
            }
            Kind::PathItem => {
                operations::additional(self, object, at);
                paths::parameters_of_templates(self, object, at);
            }
            Kind::Operation => {
                self.leave_out(object, "callbacks", at);
                operations::body_parameters(self, object, at);
            }
            Kind::Response => {
                self.leave_out(object, "links", at);
                streams::items(self, object, at);
            }
            Kind::RequestBody => streams::items(self, object, at),
            Kind::MediaType => object.retain(|key, _| key != "example" && key != "examples"),
            Kind::Parameter | Kind::Header => parameters::schema_beside(self, object, at),
            Kind::Schema => {
                repairs::required_flags(self, object, at);
                repairs::lone_combinators(self, object, at);
                keywords::conditions(self, object, at);
                keywords::validation_only(object);
            }
            _ => {}
        }
    }

    /// What must happen after.
    fn after(&mut self, kind: Kind, object: &mut Object, at: &At<'_>) {
        match kind {
            Kind::Root => {
                requirements::push_down(self, object, at);
                filters::push_down(self, object, at);
            }
            Kind::Operation => operations::duplicate_parameters(self, object, at),
            Kind::Parameter => parameters::parameter(self, object, at),
            Kind::Header => parameters::examples(self, object),
            Kind::Schema => self.schema(object, at),
            _ => {}
        }
    }

    /// All rewrites of a schema. The order matters: each relies on those before it.
    fn schema(&mut self, object: &mut Object, at: &At<'_>) {
        repairs::type_names(self, object, at);
        keywords::constant(object);
        repairs::enum_types(self, object, at);
        nullable::extension(object);
        nullable::enum_null(object);
        nullable::type_null(object);
        keywords::exclusive_bound(object, "minimum", "exclusiveMinimum");
        keywords::exclusive_bound(object, "maximum", "exclusiveMaximum");
        keywords::examples(object);
        keywords::tuple(object, at);
        // Gives each type its own keywords, which are those of 3.0 by now.
        types::several(object, at);
        nullable::branch_null(self, object, at);
        combine::required_alternatives(object);
        types::missing(object);
        repairs::enum_of_items(self, object, at);
        combine::type_of_branches(object);
        types::foreign_keywords(self, object, at);
        repairs::discriminator(self, object, at);
        combine::reference_siblings(object, at);
    }
}

#[cfg(test)]
mod tests;
