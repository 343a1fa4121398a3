//! What a validator that nobody here wrote says of the instances of a document.
//!
//! In: a document and its instances. Out: for each the reason why it contradicts its schema, if it does. The validator is
//! the jsonschema package of Python (`validate.py`), which `tests/foreign/install` installs.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::Truth;
use crate::installed;
use crate::instances::{Instance, Way};

/// The Python in whose environment the validator is installed.
pub(crate) fn find() -> PathBuf {
    installed::find("jsonschema", "validator/bin/python")
}

/// The reasons for each document, in the order of its instances.
///
/// # Panics
///
/// When the validator fails.
pub(crate) fn reasons(python: &Path, truths: &[&Truth]) -> Vec<Vec<Option<String>>> {
    let tasks: Vec<Value> = truths.iter().map(|truth| task(truth)).collect();
    let task = Value::from(tasks).to_string();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth/validate.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python is there");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // It reads everything before it answers.
    stdin
        .write_all(task.as_bytes())
        .expect("the validator reads");
    drop(stdin);
    let output = child.wait_with_output().expect("the validator ends");
    assert!(output.status.success(), "the validator fails");
    let reasons: Vec<Vec<Option<String>>> =
        serde_json::from_slice(&output.stdout).expect("the validator answers with lists");
    let counts = reasons.iter().map(Vec::len);
    assert!(
        counts.eq(truths.iter().map(|truth| truth.typed.len())),
        "answers of the validator"
    );
    reasons
}

fn task(truth: &Truth) -> Value {
    let instance = |(instance, _): &(Instance, usize)| {
        let way = match instance.way {
            Way::Sent => "sent",
            Way::Received => "received",
            Way::Both => "both",
        };
        json!({ "schema": instance.schema, "value": instance.value, "way": way })
    };
    let instances: Vec<Value> = truth.typed.iter().map(instance).collect();
    json!({ "document": truth.document, "instances": instances })
}
