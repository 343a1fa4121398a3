//! No parameter is lost or sent under another name: for the golden documents and some real ones, as their requests tell.

use crate::corpus;
use crate::document::Document;
use crate::golden;
use crate::scratch::{self, Subject};
use crate::wire;

/// All complaints about the requests of some documents.
pub(crate) fn complaints(package: &str, subjects: &[Subject]) -> Vec<String> {
    let sent = scratch::requests(package, subjects);
    let mut complaints = Vec::new();
    for subject in subjects {
        let name = &subject.name;
        let document = Document::read(&subject.text).unwrap();
        for operation in document.operations() {
            let (method, path) = (&operation.method, &operation.path);
            let found = sent
                .iter()
                .find(|sent| sent.client == *name && sent.method == *method && sent.path == *path);
            let found = match found {
                Some(sent) => wire::compare(&document, &operation, sent),
                None => vec!["it is not in the client".to_owned()],
            };
            complaints.extend(
                found
                    .iter()
                    .map(|found| format!("{name}: {method} {path}: {found}")),
            );
        }
    }
    complaints
}

#[test]
fn golden_clients_send_every_parameter_under_its_name() {
    let subjects: Vec<Subject> = golden::all()
        .into_iter()
        // Expressions are no pairs of a name and a sample: parsers of their grammars read them (`tests/wire/grammars.rs`).
        .filter(|golden| !golden.name.starts_with("filters_expression"))
        .map(|golden| Subject {
            builder: golden.builder(),
            name: golden.name,
            text: golden.text,
        })
        .collect();
    let complaints = complaints("requests-of-golden-clients", &subjects);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn clients_of_small_documents_send_every_parameter_under_its_name() {
    let mut subjects: Vec<Subject> = corpus::smallest(8)
        .iter()
        .chain(&corpus::richest(3))
        .map(corpus::Real::subject)
        .collect();
    subjects.sort_by(|left, right| left.name.cmp(&right.name));
    subjects.dedup_by(|left, right| left.name == right.name);
    if subjects.is_empty() {
        return;
    }
    let complaints = complaints("requests-of-small-documents", &subjects);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Without this, readers that let everything through would pass for ones that found nothing wrong.
#[test]
fn what_is_lost_or_renamed_is_found() {
    const TEXT: &str = r#"{"paths": {"/a/{id}": {"get": {"parameters": [
        {"name": "id", "in": "path", "schema": {"type": "string"}},
        {"name": "first", "in": "query", "schema": {"type": "string"}},
        {"name": "second", "in": "query", "schema": {"type": "string"}},
        {"name": "third", "in": "query", "schema": {"type": "string"}},
        {"name": "X-Fourth", "in": "header", "schema": {"type": "string"}},
        {"name": "fifth", "in": "cookie", "schema": {"type": "string"}}
    ]}}}}"#;
    let document = Document::read(TEXT).unwrap();
    let [operation] = document.operations().try_into().unwrap();
    let compare = |target: &str, headers: &[(&str, &str)]| {
        let request = serde_json::json!({"target": target, "headers": headers, "body": null});
        let sent = serde_json::json!({
            "client": "", "method": "GET", "path": "", "left_out": [], "request": request
        });
        wire::compare(
            &document,
            &operation,
            &serde_json::from_value(sent).unwrap(),
        )
    };
    let right = [("x-fourth", "X-Fourth"), ("cookie", "fifth=fifth")];
    assert!(compare("/a/id?first=first&second=second&third=third", &right).is_empty());
    let wrong = compare(
        "/b/id?first=second&second=first&3rd=third",
        &[("x-4th", "4"), ("cookie", "5th=fifth")],
    );
    assert_eq!(
        wrong,
        [
            "`b` stands where `a` is declared",
            "`first` in the query is sent as `second`",
            "`second` in the query is sent as `first`",
            "`third` in the query is not sent",
            "`3rd` in the query is not declared",
            "`X-Fourth` in the header is not sent",
            "`x-4th` in the header is not declared",
            "`fifth` in the cookie is not sent",
            "`5th` in the cookie is not declared",
        ]
    );
}
