//! The values of the golden documents: every one is read and written back as it is.
//!
//! In: the types that the build script of this package made with both derives. Here no value may contradict its schema: the
//! documents are ours. The independent validator minds where `oneOf` or `nullable` is meant otherwise than it is
//! written, as everywhere.

use crate::again::Table;
use crate::client::Truth;
use crate::golden;
use crate::validator;
use crate::values;
use crate::verdict::Verdict;

include!(concat!(env!("OUT_DIR"), "/truth/tables.rs"));

#[test]
fn every_value_of_the_golden_documents_comes_back() {
    assert_all_come_back(|_| Vec::new());
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn no_value_of_the_golden_documents_contradicts_its_schema() {
    let python = validator::find();
    assert_all_come_back(|truths| validator::reasons(&python, truths));
}

/// `reasons` says for each document which values contradict their schemas, if that is known.
fn assert_all_come_back(reasons: impl FnOnce(&[&Truth]) -> Vec<Vec<Option<String>>>) {
    let mut values = values::all();
    let mut truths = Vec::new();
    for golden in golden::all() {
        values.remove(&golden.name);
        let truth = values::of(&golden).unwrap_or_else(|error| panic!("{}: {error}", golden.name));
        if let Some((name, table)) = TABLES.iter().find(|(name, _)| *name == golden.name) {
            truths.push((name, *table, truth));
        }
    }
    let documents: Vec<&Truth> = truths.iter().map(|(_, _, truth)| truth).collect();
    let mut reasons = reasons(&documents).into_iter();
    let mut total = Verdict::default();
    for (name, table, truth) in &truths {
        let answers: Vec<_> = truth
            .typed
            .iter()
            .map(|(instance, entry)| table[*entry](&instance.value.to_string()))
            .collect();
        let verdict = Verdict::of(truth, &answers, &reasons.next().unwrap_or_default());
        total.add(name, verdict);
    }
    println!("{} golden documents: {total}", truths.len());
    let failures = [&total.unequal, &total.contradicting, &total.others].map(|list| &list[..]);
    assert!(failures.concat().is_empty(), "{failures:#?}");
    assert!(
        values.is_empty(),
        "goldens.yaml names no document: {values:?}"
    );
}
