//! An action on a document: finds the nodes, and changes them from the last to the first.

use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use super::super::tree::Value;
use super::action::{Action, Change};
use super::edit;
use super::step::{self, Step};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// A document under change.
pub(super) struct Target<'d> {
    place: Place,
    tree: &'d mut Value,
    /// The same as JSON, in which paths are looked up; made again after each change.
    json: Option<serde_json::Value>,
}

impl<'d> Target<'d> {
    pub(super) fn new(name: &str, tree: &'d mut Value) -> Self {
        Self {
            place: Place::root(name),
            tree,
            json: None,
        }
    }

    /// Runs an action; says how many nodes it was about.
    pub(super) fn run(&mut self, action: &Action<'_>, diagnostics: &mut Diagnostics) -> usize {
        let nodes = self.find(&action.path);
        if nodes.is_empty() {
            return 0;
        }
        let copied;
        let update = match &action.change {
            Change::Remove => None,
            Change::Update(value) => Some((*value, action.place.child("update"))),
            Change::Copy(path, text) => match self.find(path).as_slice() {
                [only] => {
                    copied = edit::at(self.tree, only).cloned().unwrap_or(Value::Null);
                    Some((&copied, action.place.child("copy")))
                }
                found => {
                    let message = format!(
                        "`{text}` selects {} nodes; what is copied is one",
                        found.len()
                    );
                    diagnostics.push(Diagnostic::error(
                        Code::OVERLAY_ACTION,
                        &action.place.child("copy"),
                        message,
                    ));
                    return nodes.len();
                }
            },
        };
        // From the last to the first, so that no index moves before it is used.
        for node in nodes.iter().rev() {
            let outcome = match &update {
                None => edit::remove(self.tree, node, &self.place),
                Some((value, by)) => {
                    let is_copy = matches!(action.change, Change::Copy(..));
                    edit::update(self.tree, node, value, by, is_copy)
                }
            };
            match outcome {
                Ok(changed) => {
                    for steps in changed {
                        diagnostics
                            .changed(&step::place(&self.place, &steps), action.place.clone());
                    }
                }
                Err(message) => diagnostics.push(
                    Diagnostic::error(Code::OVERLAY_ACTION, &action.place, message)
                        .related(&step::place(&self.place, node), "the node"),
                ),
            }
        }
        self.json = None;
        nodes.len()
    }

    fn find(&mut self, path: &JsonPath) -> Vec<Vec<Step>> {
        let tree = &*self.tree;
        let json = self.json.get_or_insert_with(|| tree.clone().into_json());
        let mut found: Vec<_> = path.query_located(json).locations().map(steps).collect();
        found.sort();
        found.dedup();
        found
    }
}

fn steps(path: &NormalizedPath<'_>) -> Vec<Step> {
    path.iter()
        .map(|element| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        })
        .collect()
}
