//! Models of documents that are in the canonical dialect already, for tests of the stages behind this one.

use super::at::At;
use super::parse::{Syntax, parse};
use super::tree::{self, Value};
use super::{Model, key, model};
use crate::diagnostics::Diagnostics;
use crate::place::Place;

/// The model of a document of the canonical dialect; what was moved says so under [`key::PLACE`].
pub(crate) fn canonical(text: &str, diagnostics: &mut Diagnostics) -> Model {
    let place = Place::root("");
    let tree = parse(text, Syntax::Yaml, &At::Base(&place), diagnostics);
    let Ok(mut tree) = tree else {
        panic!("the document is not readable");
    };
    name_places(&mut tree);
    build(tree, diagnostics)
}

/// The same of a document that is deeper than the parsers allow.
pub(crate) fn canonical_json(document: &serde_json::Value, diagnostics: &mut Diagnostics) -> Model {
    build(Value::from_json(document.clone()), diagnostics)
}

fn build(tree: Value, diagnostics: &mut Diagnostics) -> Model {
    let Value::Object(root) = tree else {
        panic!("a document is an object");
    };
    model::build(root, &Place::root(""), diagnostics)
}

/// No text can hold the key under which the tree has places.
fn name_places(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.rename(key::PLACE, tree::PLACE);
            object.iter_mut().for_each(|(_, value)| name_places(value));
        }
        Value::List(items) => items.iter_mut().for_each(name_places),
        _ => {}
    }
}
