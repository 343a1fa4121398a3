//! Selection and corrections on small documents: what is left, what it became, and what is said of names in vain.

use super::*;
use crate::config::{Correction, Selection};
use crate::document::{Source, Value, unite};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Tasks, version: '1'}
paths:
  /tasks:
    get:
      operationId: listTasks
      tags: [tasks]
      parameters: [{$ref: '#/components/parameters/limit'}]
      responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Task'}}}}}}
    post:
      operationId: addTask
      tags: [tasks]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}, text/csv: {schema: {type: string}}}}
      responses: {'204': {description: d}}
  /users:
    get:
      operationId: listUsers
      tags: [people]
      parameters: [{$ref: '#/components/parameters/limit'}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}}
components:
  parameters: {limit: {name: limit, in: query, schema: {type: string}}}
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Task:
      type: object
      required: [id, owner, state]
      properties:
        id: {type: integer, readOnly: true}
        owner: {$ref: '#/components/schemas/User'}
        state: {type: string, enum: [open]}
        scores: {type: array, items: {type: number}}
        changed: {type: string}
    User: {type: object, properties: {name: {type: string}}}
    Animal: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {claws: {type: integer}}}]}
    Unused: {type: string}
";

/// The document as the converter gets it, or the complaints.
fn amended(config: &Config) -> Result<serde_json::Value, String> {
    let mut diagnostics = Diagnostics::new();
    let source = Source::new("tasks.yaml", DOCUMENT);
    let united = unite(&[source], config, &mut diagnostics).expect("readable");
    match diagnostics.propagate() {
        Ok(()) => {
            let (document, ..) = united.expect("a document");
            Ok(Value::Object(document).into_json())
        }
        Err(error) => Err(error.to_string()),
    }
}

fn corrected(correction: Correction) -> serde_json::Value {
    let mut config = Config::default();
    config.corrections.push(correction);
    amended(&config).unwrap_or_else(|error| panic!("{error}"))
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(key, _)| key.as_str()).collect()
}

#[test]
fn only_what_is_wanted_is_left_with_what_it_uses() {
    let config = Config {
        include: Selection::new().tags(["task*"]),
        exclude: Selection::new().operations(["addTask"]),
        ..Config::default()
    };
    let document = amended(&config).expect("a document");
    assert_eq!(keys(&document["paths"]), ["/tasks"]);
    assert!(document["paths"]["/tasks"]["post"].is_null());
    assert_eq!(keys(&document["components"]["schemas"]), ["Task", "User"]);
    assert_eq!(keys(&document["components"]["parameters"]), ["limit"]);
}

#[test]
fn what_a_value_may_be_is_left_with_it() {
    let config = Config {
        include: Selection::new().operations(["GET /users"]),
        ..Config::default()
    };
    let document = amended(&config).expect("a document");
    assert_eq!(keys(&document["components"]["schemas"]), ["Animal", "Cat"]);
}

#[test]
fn names_in_vain_are_errors_with_a_suggestion() {
    let config = Config {
        include: Selection::new().operations(["listTask"]).tags(["peopel"]),
        ..Config::default()
    };
    let said = amended(&config).expect_err("errors");
    assert_eq!(
        said,
        "error[no-match]: `listTask` in `include.operations` is no operation of the documents
  help: is `listTasks` meant?

error[no-match]: `peopel` in `include.tags` is no tag of the documents
  help: is `people` meant?

error[no-operation]: no operation is left: all are excluded, or none is included"
    );
    let config = Config {
        corrections: vec![
            Correction::of_schemas(["Task.onwer"]).nullable(true),
            Correction::of_schemas(["Task.owner"]).ty("Usr"),
            Correction::of_operations(["listTasks"]).security([["tokn"]]),
            Correction::of_operations(["listTasks"]).nullable(true),
            Correction::of_parameters(["limt"]).required(true),
            Correction::of_schemas(["Task"]),
            Correction::of_operations(["addTask"]).media_type("text/plain"),
        ],
        ..Config::default()
    };
    let said = amended(&config).expect_err("errors");
    assert_eq!(
        said,
        "error[no-match]: `Task.onwer` in `corrections[0].schemas` is no schema of the documents
  help: is `Task.owner` meant?

error[no-match]: `Usr` in `corrections[1].type` is no schema of the documents
  help: is `User` meant?

error[no-match]: `tokn` in `corrections[2].security[0]` is no security scheme of the documents
  help: is `token` meant?

error[correction]: `corrections[3]` says what only schemas and parameters have; name `parameters`, too

error[no-match]: `limt` in `corrections[4].parameters` is no parameter of the documents
  help: is `limit` meant?

error[correction]: `corrections[5]` corrects nothing

error[no-match]: `text/plain` in `corrections[6].media_type` is no media type of the body of `POST /tasks`"
    );
}

#[test]
fn members_are_corrected() {
    let document = corrected(
        Correction::of_schemas(["Task.owner", "Task.scores[]"])
            .nullable(true)
            .required(false),
    );
    let task = &document["components"]["schemas"]["Task"];
    assert_eq!(task["required"], serde_json::json!(["id", "state"]));
    assert_eq!(task["properties"]["owner"]["nullable"], true);
    assert_eq!(
        task["properties"]["owner"]["allOf"][0]["$ref"],
        "#/components/schemas/User"
    );
    assert_eq!(task["properties"]["scores"]["items"]["nullable"], true);
    assert!(document["components"]["schemas"]["User"]["nullable"].is_null());
}

#[test]
fn types_formats_and_enums_are_corrected() {
    let document = corrected(Correction::of_schemas(["Task.owner"]).ty("json"));
    let owner = &document["components"]["schemas"]["Task"]["properties"]["owner"];
    assert!(
        owner["allOf"].is_null() && owner["type"].is_null(),
        "{owner}"
    );
    let document = corrected(Correction::of_schemas(["Task.changed"]).format("date-time"));
    let changed = &document["components"]["schemas"]["Task"]["properties"]["changed"];
    assert_eq!(changed["format"], "date-time");
    let document = corrected(Correction::of_schemas(["Task.state"]).enum_values(["done", "open"]));
    let state = &document["components"]["schemas"]["Task"]["properties"]["state"];
    assert_eq!(state["enum"], serde_json::json!(["open", "done"]));
}

#[test]
fn what_only_the_server_sets_may_be_null() {
    let document = corrected(Correction::of_schemas(["*"]).read_only_may_be_null(true));
    let members = &document["components"]["schemas"]["Task"]["properties"];
    assert_eq!(members["id"]["nullable"], true);
    assert!(members["state"]["nullable"].is_null());
}

#[test]
fn operations_are_corrected() {
    let document = corrected(
        Correction::of_operations(["* /tasks"])
            .security([["token"]])
            .servers(["https://tasks.example.com"])
            .deprecated(true)
            .response("404", "User"),
    );
    let list = &document["paths"]["/tasks"]["get"];
    assert_eq!(list["security"], serde_json::json!([{"token": []}]));
    assert_eq!(list["servers"][0]["url"], "https://tasks.example.com");
    assert_eq!(list["deprecated"], true);
    assert_eq!(
        list["responses"]["404"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/User"
    );
    assert_eq!(
        document["paths"]["/users"]["get"]["security"],
        serde_json::json!([])
    );
    let document = corrected(Correction::of_operations(["addTask"]).media_type("text/csv"));
    let body = &document["paths"]["/tasks"]["post"]["requestBody"]["content"];
    assert_eq!(keys(body), ["text/csv"]);
}

#[test]
fn a_shared_parameter_is_corrected_where_it_is_meant() {
    let document = corrected(
        Correction::of_parameters(["limit"])
            .in_operations(["listTasks"])
            .ty("integer")
            .required(true),
    );
    let limit = &document["paths"]["/tasks"]["get"]["parameters"][0];
    assert_eq!(limit["schema"]["type"], "integer");
    assert_eq!(limit["required"], true);
    let other = &document["paths"]["/users"]["get"]["parameters"][0];
    assert_eq!(other["$ref"], "#/components/parameters/limit");
}

#[test]
fn missing_servers_and_schemes_are_added() {
    let mut config = Config {
        servers: vec!["https://example.com/api".to_owned()],
        ..Config::default()
    };
    let scheme = serde_json::json!({"type": "apiKey", "in": "header", "name": "x-key"});
    config.security_schemes.insert("key".to_owned(), scheme);
    let document = amended(&config).expect("a document");
    assert_eq!(document["servers"][0]["url"], "https://example.com/api");
    assert_eq!(
        document["components"]["securitySchemes"]["key"]["name"],
        "x-key"
    );
}
