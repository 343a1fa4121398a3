//! The way to a node of a document.

use crate::place::Place;

/// A step on the way to a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// Where a node stands in its document.
pub(super) fn place(root: &Place, steps: &[Step]) -> Place {
    steps.iter().fold(root.clone(), |place, step| match step {
        Step::Key(key) => place.child(key),
        Step::Index(index) => place.item(*index),
    })
}
