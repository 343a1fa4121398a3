//! What is said of filters, in `tamis.toml` and in documents: followed, explained, and shown where it is wrong.

use crate::folder::{Ended, Folder};

const ORDERS: &str = "\
openapi: 3.0.3
info: {title: Orders, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: created_after, in: query, schema: {type: string, format: date}}
        - {name: created_before, in: query, schema: {type: string, format: date}}
        - {name: price__gt, in: query, schema: {type: number}}
        - {name: price__in, in: query, schema: {type: string}}
        - {name: newest, in: query, schema: {type: string, format: date}, x-tamis-filter: {field: created, operator: lt}}
      responses: {'204': {description: None.}}
";

/// Explains the orders with a configuration.
fn explain(test: &str, config: &str) -> Ended {
    let folder = Folder::new(test);
    folder.put("specs/orders.yaml", ORDERS);
    folder.put("specs/tamis.toml", config);
    folder.tamis(&["explain", "specs"])
}

#[test]
fn choices_are_followed_and_explained() {
    let config = r#"
[filters]
list = "repeated"
conventions = { word = true }

[[filters.rules]]
operations = ["listOrders"]
fields = ["price"]
operators = { gt = "gte" }

[[filters.rules]]
operations = ["listOrder"]
enabled = false
"#;
    explain("filters-choices", config).assert(
        0,
        "\
GET /orders
  filter created of date
    created_after   gte
    created_before  lte
    newest          lt
    because `created_after` is a date
    because words such as `after` and `min` set bounds, which belong to the range unless the description says \
            otherwise, says the configuration
    because `newest` is lt on `created`, says `x-tamis-filter`
  filter price of f64
    price__gt  gte
    price__in  in, a list by repetition
    because `price__gt` is a number
    because `price__gt` is gte, says rule 1 of the configuration
    because the list of `price__in` is `repeated`, says the configuration
",
        "\
warning[unused-filter-rule]: rule 2 of the configuration speaks of the operation `listOrder`, which is in no document
  --> specs/tamis.toml:12:15
   |
12 | operations = [\"listOrder\"]
   |               ^^^^^^^^^^^
   |
   = note: at `#/filters/rules/1/operations/0`

",
    );
}

#[test]
fn the_choices_in_the_readme_can_be_read() {
    let readme = include_str!("../../../../README.md");
    let blocks = readme.split("```toml\n").skip(1);
    let config = blocks
        .filter_map(|block| block.split("```").next())
        .find(|block| block.contains("[filters]"))
        .expect("the README shows the choices for filters");
    let ended = explain("filters-readme", config);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let price = "price__gt: filters are turned off, says rule 1 of the configuration";
    assert!(ended.out.contains(price), "{}", ended.out);
    let near = "the configuration speaks of the operator `near`, which no query parameter";
    assert!(ended.err.contains(near), "{}", ended.err);
}

/// What is shown of a configuration that cannot be read.
#[track_caller]
fn refuse(config: &str, shown: &str) {
    explain("filters-wrong", config).assert(1, "", shown);
}

#[test]
fn a_choice_that_is_none_is_shown_with_what_there_is() {
    refuse(
        "filters.lists = \"comma\"\n",
        r#"error[config]: unknown field `lists`, expected one of `enabled`, `empty_list`, `conventions`, `operators`, `list`, `null_values`, `rules`
 --> specs/tamis.toml:1:9
  |
1 | filters.lists = "comma"
  |         ^^^^^
  |
  = help: is `list` meant?

"#,
    );
    refuse(
        "filters.list = \"commas\"\n",
        r#"error[config]: unknown variant `commas`, expected one of `comma`, `encoded-comma`, `space`, `pipe`, `repeated`, `brackets`, `indexed`, `quoted`
 --> specs/tamis.toml:1:16
  |
1 | filters.list = "commas"
  |                ^^^^^^^^
  |
  = help: is `comma` meant?

"#,
    );
    refuse(
        "filters.conventions = { dots = true }\n",
        r"error[config]: unknown variant `dots`, expected one of `double_underscore`, `bracket`, `nested_bracket`, `dot`, `symbol`, `suffix`, `deep_object`, `word`
 --> specs/tamis.toml:1:25
  |
1 | filters.conventions = { dots = true }
  |                         ^^^^
  |
  = help: is `dot` meant?

",
    );
    refuse(
        "[filters.operators]\ngt = \"greater\"\n",
        r#"error[config]: there is no operator `greater`; there are eq, ne, gt, gte, lt, lte, in, not_in, between, is_null, not_null, exists, is_empty, overlap, contained_by, any, all; contains, starts_with, ends_with, like, regex, search, also with `i`, `not_` and `not_i` before them; and { own = "greater" } for one of the server's own
 --> specs/tamis.toml:2:6
  |
2 | gt = "greater"
  |      ^^^^^^^^^

"#,
    );
    refuse(
        "[[filters.rules]]\nfield = [\"price\"]\n",
        r#"error[config]: invalid type: sequence, expected a string
 --> specs/tamis.toml:2:9
  |
2 | field = ["price"]
  |         ^^^^^^^^

"#,
    );
    refuse(
        "filters.null_values = { null = \"1\" }\n",
        r#"error[config]: missing field `not_null`
 --> specs/tamis.toml:1:23
  |
1 | filters.null_values = { null = "1" }
  |                       ^

"#,
    );
}

#[test]
fn a_wrong_declaration_is_shown_with_its_line() {
    let folder = Folder::new("filters-declared");
    let wrong = ORDERS.replace("operator: lt", "operator: [lt], lists: comma");
    folder.put("orders.yaml", wrong);
    folder.tamis(&["explain", "orders.yaml"]).assert(
        1,
        "",
        r#"error[filter-rule]: invalid type: sequence, expected the name of an operator, such as "gte", or { own = "…" }
  --> orders.yaml:12:108
   |
12 | ...   - {name: newest, in: query, schema: {type: string, format: date}, x-tamis-filter: {field: created, operator: [lt], lists: comma}}
   |                                                                                                          ^^^^^^^^
   |
   = note: at `#/paths/~1orders/get/parameters/4/x-tamis-filter/operator`

error[filter-rule]: unknown field `lists`, expected one of `operations`, `fields`, `enabled`, `conventions`, `operators`, `list`, `empty_list`, `null_values`, `field`, `operator`, `expression`
  --> orders.yaml:12:124
   |
12 | ...   - {name: newest, in: query, schema: {type: string, format: date}, x-tamis-filter: {field: created, operator: [lt], lists: comma}}
   |                                                                                                                          ^^^^^
   |
   = note: at `#/paths/~1orders/get/parameters/4/x-tamis-filter/lists`

"#,
    );
}

#[test]
fn the_representation_is_printed() {
    let folder = Folder::new("representation");
    folder.put(
        "specs/pets.yaml",
        "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: Gone.}}
",
    );
    folder.tamis(&["explain", "specs", "--ir"]).assert(
        0,
        "api Pets 1\n\nGET /pets/{id} getPet\n  path id: i64\n  204 -- \"Gone.\"\n",
        "",
    );
}

/// What is printed is a `tamis.toml`: put there, it is followed, and there is nothing left to suggest.
#[test]
fn suggestions_are_lines_of_the_configuration() {
    let folder = Folder::new("filters-suggested");
    let orders = ORDERS.replace(", x-tamis-filter: {field: created, operator: lt}", "");
    folder.put("specs/orders.yaml", orders);
    let ended = folder.tamis(&["explain", "specs", "--suggest"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let range = "\
# created_after, created_before: words such as `after` and `min` are not taken for operators
# in client.list_orders(…)
[[filters.rules]]
fields = [\"created\"]
conventions = { word = true }
";
    assert!(ended.out.contains(range), "{}", ended.out);
    let totals = "# 1 operations, 1 of them with parameters in the query.\n";
    assert!(ended.out.starts_with(totals), "{}", ended.out);
    folder.put("specs/tamis.toml", &ended.out);
    let again = folder.tamis(&["explain", "specs", "--suggest"]);
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    assert!(!again.out.contains("[["), "{}", again.out);
    let explained = folder.tamis(&["explain", "specs"]);
    assert!(
        explained.out.contains("filter created of date"),
        "{}",
        explained.out
    );
    let json = folder.tamis(&["explain", "specs", "--suggest", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["totals"]["operations"], 1);
}
