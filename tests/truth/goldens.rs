//! The values of the golden documents: every one is read and written back as it is.
//!
//! In: the types that the build script of this package made with both derives. Here no value may contradict its schema: the
//! documents are ours. Where the independent validator is installed, it is asked; it minds where `oneOf` or `nullable` is
//! meant otherwise than it is written, as everywhere.

use crate::again::Table;
use crate::client::Truth;
use crate::golden;
use crate::validator;
use crate::values;
use crate::verdict::Verdict;

include!(concat!(env!("OUT_DIR"), "/truth/tables.rs"));

#[test]
fn every_value_of_the_golden_documents_comes_back() {
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
    let reasons = validator::find().map(|python| validator::reasons(&python, &documents));
    let mut reasons = reasons.unwrap_or_default().into_iter();
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
