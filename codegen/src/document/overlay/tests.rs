//! The changes of the specification's own examples. What is wrong with actions, `tests/errors/overlay` shows.

use super::*;
use crate::document::Source;
use crate::document::load::load;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
tags: [{name: pets}]
paths:
  /pets:
    get:
      parameters:
      - {name: top, in: query, schema: {type: integer}}
      - {name: dummy, in: query, schema: {type: integer}}
      - {name: filter, in: query, schema: {type: string}}
      responses: {'200': {description: d}}
    post:
      responses: {'204': {description: d}}
";

fn value(name: &str, text: &str) -> Value {
    let mut diagnostics = Diagnostics::new();
    let value = load(&Source::new(name, text), &mut diagnostics);
    value.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The document after the overlay with these actions, as JSON, and what was said.
fn applied(actions: &str) -> (serde_json::Value, Vec<String>) {
    let mut tree = value("specs/pets.yaml", DOCUMENT);
    let overlay = value(
        "specs/fix.overlay.yaml",
        &format!("overlay: 1.1.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}"),
    );
    let mut diagnostics = Diagnostics::new();
    let mut documents = [Document {
        name: "specs/pets.yaml",
        tree: &mut tree,
    }];
    apply(
        &overlay,
        "specs/fix.overlay.yaml",
        &mut documents,
        &mut diagnostics,
    );
    let said = diagnostics.iter().map(ToString::to_string).collect();
    (tree.into_json(), said)
}

fn names(document: &serde_json::Value) -> Vec<&str> {
    let parameters = &document["paths"]["/pets"]["get"]["parameters"];
    parameters
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|parameter| parameter["name"].as_str())
        .collect()
}

#[test]
fn objects_are_merged_member_by_member() {
    let (document, said) = applied(
        "- target: $
  update: {info: {x-applied: yes}, paths: {/pets: {summary: All pets, get: {x-limit: 100}}}}",
    );
    assert_eq!(said, <[String; 0]>::default());
    assert_eq!(document["info"]["title"], "Pets");
    assert_eq!(document["info"]["x-applied"], "yes");
    assert_eq!(document["paths"]["/pets"]["summary"], "All pets");
    assert_eq!(document["paths"]["/pets"]["get"]["x-limit"], 100);
    assert_eq!(names(&document), ["top", "dummy", "filter"]);
}

#[test]
fn items_are_appended_and_removed() {
    let (document, said) = applied(
        "- {target: $.paths.*.get.parameters, update: {name: new, in: query, schema: {type: string}}}
- {target: \"$.paths.*.get.parameters[?@.name == 'dummy']\", remove: true}
- {target: $.tags, update: [{name: a}, {name: b}]}",
    );
    assert_eq!(said, <[String; 0]>::default());
    assert_eq!(names(&document), ["top", "filter", "new"]);
    assert_eq!(document["tags"].as_array().map(Vec::len), Some(3));
    let parameters = &document["paths"]["/pets"]["get"]["parameters"];
    // What moved knows where it stood, and what came knows where it came from.
    assert_eq!(
        parameters[1]["x-tamis-place"],
        "specs/pets.yaml#/paths/~1pets/get/parameters/2"
    );
    assert_eq!(
        parameters[2]["x-tamis-place"],
        "specs/fix.overlay.yaml#/actions/0/update"
    );
    assert_eq!(
        parameters[2]["schema"]["x-tamis-place"],
        "specs/fix.overlay.yaml#/actions/0/update/schema"
    );
}

#[test]
fn several_nodes_change_at_once() {
    let (document, said) = applied(
        "- {target: '$.paths.*[?@.responses]', update: {x-safe: true}}
- {target: \"$.paths.*.get.parameters[?@.name=='filter' && @.in=='query'].schema\", update: {format: uuid}}",
    );
    assert_eq!(said, <[String; 0]>::default());
    assert_eq!(document["paths"]["/pets"]["get"]["x-safe"], true);
    assert_eq!(document["paths"]["/pets"]["post"]["x-safe"], true);
    let filter = &document["paths"]["/pets"]["get"]["parameters"][2];
    assert_eq!(
        filter["schema"],
        serde_json::json!({"type": "string", "format": "uuid"})
    );
}

#[test]
fn a_node_is_copied_into_others() {
    let (document, said) = applied(
        "- {target: $.paths, update: {/items: {}}}
- {target: \"$.paths['/items']\", copy: \"$.paths['/pets']\"}
- {target: \"$.paths['/pets']\", remove: true}",
    );
    assert_eq!(said, <[String; 0]>::default());
    assert_eq!(document["paths"]["/pets"], serde_json::Value::Null);
    assert_eq!(
        document["paths"]["/items"]["get"]["parameters"][0]["name"],
        "top"
    );
}

#[test]
fn a_single_value_takes_the_place_of_another() {
    let (document, said) = applied("- {target: $.info.title, update: Animals}");
    assert_eq!(said, <[String; 0]>::default());
    assert_eq!(document["info"]["title"], "Animals");
}
