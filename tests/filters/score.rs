//! How far what was found is what was labelled.

use std::collections::{BTreeMap, BTreeSet};

use tamis::{ExplainedFilter, ExplainedOperation, Explanation};

use crate::labelled::{Convention, Family, Labelled};

/// Recall that the detection must reach, in per mille. Precision must be perfect.
const RECALL: usize = 980;

/// How many are labelled and found, and how many of each are right.
#[derive(Debug, Default)]
struct Count {
    labelled: usize,
    /// Of the labelled: those that were found; a family with all of its members.
    whole: usize,
    found: usize,
    /// Of the found: those that are labelled; a family whose members are all right, even if it lacks one.
    sound: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Score {
    operations: usize,
    members: Count,
    families: Count,
    wrong_elements: usize,
    /// A line for each miss and each false one.
    lines: Vec<String>,
}

/// An operator in the words of the labels.
fn operator(words: &str) -> String {
    // Behind a comma stands how a list travels.
    let name = words.split(',').next().unwrap().replace(' ', "_");
    match name.as_str() {
        "empty" => "is_empty".to_owned(),
        _ => name,
    }
}

/// An element type in the words of the labels.
fn element(words: &str) -> &str {
    match words {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "i128" => "integer",
        "f32" | "f64" => "number",
        "bool" => "boolean",
        "string" | "date-time" | "date" | "uuid" => words,
        _ => "enum",
    }
}

/// Whether a found operator is one of those that the label allows.
fn fits(label: &str, words: &str) -> bool {
    let found = operator(words);
    label.split('/').any(|label| operator(label) == found)
}

impl Score {
    /// Compares the labels of some operations with what was found in a document that has them.
    pub(crate) fn add(&mut self, labelled: &[&Labelled], found: &Explanation) {
        let found: BTreeMap<&str, &ExplainedOperation> = (found.operations.iter())
            .map(|operation| (operation.operation.as_str(), operation))
            .collect();
        for each in labelled {
            let filters = found
                .get(each.operation.as_str())
                .map_or(&[][..], |operation| operation.filters.as_slice());
            self.operations += 1;
            self.operation(each, filters);
        }
    }

    fn operation(&mut self, labelled: &Labelled, found: &[ExplainedFilter]) {
        let families: Vec<&Family> = (labelled.families.iter())
            .filter(|family| family.convention == Convention::Strong)
            .collect();
        self.families.labelled += families.len();
        self.families.found += found.len();
        // By name on the wire: the field that it belongs to, and the operator.
        let label: BTreeMap<&str, (&str, &str)> = families
            .iter()
            .flat_map(|family| {
                (family.members.iter())
                    .map(|(name, op)| (name.as_str(), (family.field.as_str(), op.as_str())))
            })
            .collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for filter in found {
            let before = self.lines.len();
            for (name, words) in &filter.members {
                self.members.found += 1;
                seen.insert(name);
                match label.get(name.as_str()) {
                    Some((field, op)) if *field == filter.field && fits(op, words) => {
                        self.members.sound += 1;
                        self.members.whole += 1;
                    }
                    Some((field, op)) => self.lines.push(format!(
                        "wrong  {labelled}: {name} is {op} of {field}, not {words} of {}",
                        filter.field
                    )),
                    None => self.lines.push(format!(
                        "false  {labelled}: {name} is no operator, not {words} of {}",
                        filter.field
                    )),
                }
            }
            self.families.sound += usize::from(self.lines.len() == before);
        }
        self.members.labelled += label.len();
        for (name, (field, op)) in &label {
            if !seen.contains(name) {
                self.lines
                    .push(format!("missed {labelled}: {name}, {op} of {field}"));
            }
        }
        for family in families {
            let Some(filter) = found.iter().find(|filter| is_whole(family, filter)) else {
                continue;
            };
            self.families.whole += 1;
            if element(&filter.element) != family.element {
                self.wrong_elements += 1;
                self.lines.push(format!(
                    "wrong  {labelled}: {} is of {}, not {}",
                    family.field, family.element, filter.element
                ));
            }
        }
    }

    /// Prints all, and fails where it is not good enough.
    pub(crate) fn judge(&self, what: &str) {
        for line in &self.lines {
            println!("{line}");
        }
        println!("{} operations, {what}:", self.operations);
        let counts = [("members", &self.members), ("families", &self.families)];
        for (of, count) in counts {
            println!(
                "  {of}: precision {}, recall {}",
                share(count.sound, count.found),
                share(count.whole, count.labelled),
            );
        }
        for (of, count) in counts {
            assert!(count.found > 0, "no {of} at all");
            assert_eq!(count.sound, count.found, "precision by {of}");
            assert!(
                count.whole * 1000 >= count.labelled * RECALL,
                "recall by {of}: {} of {}",
                count.whole,
                count.labelled
            );
        }
        assert_eq!(self.wrong_elements, 0, "types of elements");
    }
}

/// Whether a filter has exactly the members of a family.
fn is_whole(family: &Family, filter: &ExplainedFilter) -> bool {
    family.field == filter.field
        && family.members.len() == filter.members.len()
        && (filter.members.iter()).all(|(name, words)| {
            family
                .members
                .get(name)
                .is_some_and(|label| fits(label, words))
        })
}

/// `49/50 = 98.00 %`.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are small, and the result is for reading"
)]
fn share(part: usize, whole: usize) -> String {
    format!(
        "{part}/{whole} = {:.2} %",
        100.0 * part as f64 / whole as f64
    )
}

/// How many members of word ranges are labelled, and which of them were not found as labelled.
#[derive(Debug, Default)]
pub(crate) struct Ranges {
    /// Whether all families count, and not only word ranges.
    all: bool,
    members: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Ranges {
    /// Of all families.
    pub(crate) fn of_all() -> Self {
        Self {
            all: true,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, labelled: &[&Labelled], found: &Explanation) {
        for each in labelled {
            let filters = (found.operations.iter())
                .filter(|operation| operation.operation == each.operation)
                .flat_map(|operation| &operation.filters);
            let found: BTreeMap<&str, (&str, &str)> = filters
                .flat_map(|filter| {
                    let field = filter.field.as_str();
                    let members = filter.members.iter();
                    members.map(move |(name, words)| (name.as_str(), (field, words.as_str())))
                })
                .collect();
            for family in &each.families {
                for (name, op) in &family.members {
                    let weak = self.all || family.convention == Convention::Weak;
                    self.members += usize::from(weak);
                    match found.get(name.as_str()) {
                        Some((field, words)) if *field == family.field && fits(op, words) => {}
                        Some((field, words)) => self.wrong.push(format!(
                            "{each}: {name} is {op} of {}, not {words} of {field}",
                            family.field
                        )),
                        None if weak => self.missed.push(format!("{each}: {name}")),
                        None => {}
                    }
                }
            }
        }
    }

    pub(crate) fn judge(&self) {
        println!(
            "{}: {} members, {} missed, {} wrong\n{}\n{}",
            if self.all { "all" } else { "word ranges" },
            self.members,
            self.missed.len(),
            self.wrong.len(),
            self.missed.join("\n"),
            self.wrong.join("\n")
        );
        assert!(self.members > 0, "none is labelled");
        assert!(self.wrong.is_empty(), "precision must be perfect");
        let found = self.members - self.missed.len();
        assert!(found * 1000 >= self.members * RECALL, "too many are missed");
    }
}
