//! Every operator of every family: what arrives at the server, and which rows come back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::start::start;
use crate::cases::{List, cases};
use crate::compare::assert_rows;
use crate::fetch::all;
use crate::server::Received;
use crate::server::data::{self, CUSTOMER};

/// What is beside the case: the rest of the list's parameters must be the case's own.
const BESIDE: [&str; 3] = ["limit", "cursor", "search"];

/// An eighth of the rows has it in its name. That is enough to tell conditions apart, and eight times as fast.
const PART: &str = "Seats";

fn conditions(received: &Received) -> Vec<(String, String)> {
    let mut parameters = received.parameters();
    parameters.retain(|(name, _)| !BESIDE.contains(&name.as_str()));
    parameters.sort();
    parameters
}

/// Puts the cases on these fields to the server: the rows that come back, and the parameters that arrived.
async fn check(fields: &[&str]) {
    let (server, client) = start();
    let mut cases = cases(server.rows());
    cases.retain(|case| fields.contains(&case.field));
    assert!(cases.len() > fields.len());
    for case in cases {
        let mut expected = case.expected(server.rows());
        expected.retain(|row| row.name.starts_with(PART));
        let list = (case.apply)(List::new(CUSTOMER).search(PART));
        let found = all(&client, list, &case.name).await;
        assert_rows(&found, &expected, &case.name);

        let mut parameters = case.parameters.clone();
        parameters.sort();
        let received = server.take_received();
        assert_eq!(received.len(), expected.len().div_ceil(1_000).max(1));
        for request in &received {
            assert_eq!(conditions(request), parameters, "{}", request.target);
        }
    }
}

#[tokio::test]
async fn every_operator_on_identities() {
    check(&["id", "entitlement", "customer", "contract_id"]).await;
}

#[tokio::test]
async fn every_operator_on_instants() {
    check(&["created_at", "active_from"]).await;
}

#[tokio::test]
async fn every_operator_on_numbers() {
    check(&["quantity", "quantity_used"]).await;
}

#[test]
fn the_cases_send_each_of_the_44_documented_parameters() {
    let cases = cases(&data::rows());
    let parameters = cases.iter().flat_map(|case| &case.parameters);
    let sent: BTreeSet<String> = parameters.map(|(name, _)| name.clone()).collect();
    assert_eq!(sent, documented_filters());
    assert_eq!(sent.len(), 44);
}

#[test]
fn all_cases_but_two_tell_the_rows_apart() {
    // A case that admits all rows would pass with its parameter misspelt.
    let rows = data::rows();
    let counts: Vec<(usize, String)> = cases(&rows)
        .into_iter()
        .map(|case| (case.expected(&rows).len(), case.name))
        .filter(|(count, _)| *count == 0 || *count == rows.len())
        .collect();
    // Every row has an entitlement.
    let nulls = |null: &str| format!(r#"[("entitlement__isnull", "{null}")]"#);
    assert_eq!(counts, [(0, nulls("true")), (rows.len(), nulls("false"))]);
}

/// The names of the filter parameters, straight from the text of the document.
fn documented_filters() -> BTreeSet<String> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("specs/list-unique-entitlements-for-customer.yaml");
    let text = fs::read_to_string(document).unwrap();
    let plain = [
        "customer_id",
        "cursor",
        "limit",
        "sort_key",
        "sort_type",
        "search",
    ];
    text.lines()
        .filter_map(|line| line.strip_prefix("        - name: "))
        .filter(|name| !plain.contains(name))
        .map(str::to_owned)
        .collect()
}
