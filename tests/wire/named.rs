//! Names that the user chose stand in Rust only: what is sent is called as the document has it.

use golden_clients::names_chosen::Client;
use golden_clients::names_chosen::rest::Create;
use golden_clients::names_chosen::things::List;
use golden_clients::names_chosen::types::{Core, ItemRequest, Progress};
use serde_json::json;

use crate::{body, line};

#[test]
fn operations_tags_types_members_variants_and_parameters() {
    let client = Client::builder().base_url("http://h").build().unwrap();
    let request = client.request(&List::new().page(2).search("x")).unwrap();
    assert_eq!(line(&request), "GET /things?pg=2&q=x");
    let item = ItemRequest {
        kind: Some("k".into()),
        plain: Some("p".into()),
        state: Some(Progress::InProgress),
        inner: Some(Core {
            across: Some(7),
            ..Core::default()
        }),
    };
    let request = client.request(&Create::new(item)).unwrap();
    let sent: serde_json::Value = serde_json::from_str(body(&request)).unwrap();
    let expected = json!({"type": "k", "camelCase": "p", "state": "wip", "inner": {"x": 7}});
    assert_eq!(sent, expected);
    // The groups are called after the tags.
    let _ = (client.things().list(), client.rest());
}
