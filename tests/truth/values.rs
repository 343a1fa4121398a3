//! The values of a golden document: those that stand in it, and those that `goldens.yaml` has.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::branches;
use crate::client::{self, Truth};
use crate::golden::Golden;
use crate::instances::{Instance, Way};

/// By document and schema.
type Values = BTreeMap<String, BTreeMap<String, Vec<Value>>>;

/// The types of a golden document, with its values.
///
/// # Errors
///
/// When there is no client of it.
pub(crate) fn of(golden: &Golden) -> Result<Truth, String> {
    let name = format!("tests/golden/{}.yaml", golden.name);
    let more = all().remove(&golden.name).unwrap_or_default();
    let more = more.into_iter().flat_map(|(schema, values)| {
        let instance = move |(index, value)| Instance {
            place: format!("goldens.yaml: {schema}: {index}"),
            schema: schema.clone(),
            value,
            way: way(&schema),
        };
        values.into_iter().enumerate().map(instance)
    });
    let document = client::parse(golden.text.as_bytes())?;
    let more = more.chain(branches::find(&document));
    Truth::of(
        &name,
        golden.text.as_bytes(),
        golden.builder(),
        more.collect(),
    )
}

fn way(schema: &str) -> Way {
    if schema.contains("/requestBody/") {
        Way::Sent
    } else if schema.contains("/responses/") {
        Way::Received
    } else {
        Way::Both
    }
}

/// What `goldens.yaml` has.
pub(crate) fn all() -> Values {
    serde_yaml::from_str(include_str!("goldens.yaml")).expect("goldens.yaml holds values")
}
