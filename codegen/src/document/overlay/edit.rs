//! Changes of a tree at one node: removing it, and merging a value into it.

use super::super::grammar::{Child, Kind};
use super::super::tree::{Object, PLACE, Value};
use super::step::{Step, place};
use crate::place::Place;

/// What was changed, each as the way to it, or why nothing was.
type Outcome = Result<Vec<Vec<Step>>, String>;

/// The node at the end of a way.
pub(super) fn at<'t>(tree: &'t Value, steps: &[Step]) -> Option<&'t Value> {
    steps.iter().try_fold(tree, |value, step| match step {
        Step::Key(key) => value.as_object()?.get(key),
        Step::Index(index) => value.as_list()?.get(*index),
    })
}

fn at_mut<'t>(tree: &'t mut Value, steps: &[Step]) -> Option<&'t mut Value> {
    steps
        .iter()
        .try_fold(tree, |value, step| match (step, value) {
            (Step::Key(key), Value::Object(object)) => object.get_mut(key),
            (Step::Index(index), Value::List(items)) => items.get_mut(*index),
            _ => None,
        })
}

/// Takes a node out. The items behind it keep their place in the document.
pub(super) fn remove(tree: &mut Value, steps: &[Step], root: &Place) -> Outcome {
    let Some((last, parent)) = steps.split_last() else {
        return Err("the document as a whole cannot be removed".to_owned());
    };
    // A node in a node that has gone already is gone, too.
    let Some(container) = at_mut(tree, parent) else {
        return Ok(Vec::new());
    };
    match (last, container) {
        (Step::Key(key), Value::Object(object)) => {
            object.remove(key);
        }
        (Step::Index(index), Value::List(items)) if *index < items.len() => {
            let holds = kind(parent).and_then(|(_, child)| match child {
                Some(Child::List(kind)) => Some(kind),
                _ => None,
            });
            for (behind, item) in items.iter_mut().enumerate().skip(index + 1) {
                let own = place(root, parent).item(behind);
                if let (Value::Object(item), Some(_)) = (item, holds) {
                    remember(item, &own);
                }
            }
            items.remove(*index);
        }
        _ => {}
    }
    Ok(vec![parent.to_vec()])
}

/// Merges a value into a node: objects member by member, lists by appending, anything else by taking its place.
pub(super) fn update(
    tree: &mut Value,
    steps: &[Step],
    value: &Value,
    by: &Place,
    is_copy: bool,
) -> Outcome {
    let Some(node) = at_mut(tree, steps) else {
        return Ok(Vec::new());
    };
    let mut changed = Vec::new();
    let mut merge = Merge {
        way: steps.to_vec(),
        changed: &mut changed,
        is_copy,
    };
    match (&mut *node, value) {
        (Value::List(items), Value::List(_)) => merge.append(items, value, by),
        (Value::List(items), value) => {
            let index = items.len();
            let item = merge.added(value, by, &Step::Index(index));
            items.push(item);
            merge.changed.push(steps.to_vec());
        }
        (Value::Object(_), Value::Object(_)) => merge.value(node, value, by),
        (Value::Object(_), other) => {
            return Err(format!(
                "the target is an object, and {} cannot be merged into it",
                other.describe()
            ));
        }
        (_, Value::Object(_) | Value::List(_)) => {
            return Err(
                "the target is a single value, and only such a value can take its place".to_owned(),
            );
        }
        (_, _) => merge.value(node, value, by),
    }
    Ok(changed)
}

struct Merge<'c> {
    way: Vec<Step>,
    changed: &'c mut Vec<Vec<Step>>,
    /// What is copied within a document stands there, and not in the overlay.
    is_copy: bool,
}

impl Merge<'_> {
    fn value(&mut self, node: &mut Value, value: &Value, by: &Place) {
        match (&mut *node, value) {
            (Value::Object(object), Value::Object(update)) => self.object(object, update, by),
            (Value::List(items), Value::List(_)) => self.append(items, value, by),
            _ => {
                *node = self.here(value, by);
                self.changed.push(self.way.clone());
            }
        }
    }

    fn object(&mut self, object: &mut Object, update: &Object, by: &Place) {
        for (key, value) in update.iter() {
            let step = Step::Key(key.to_owned());
            let by = by.child(key);
            if let Some(node) = object.get_mut(key) {
                self.way.push(step);
                self.value(node, value, &by);
                self.way.pop();
            } else {
                let value = self.added(value, &by, &step);
                object.push(key.into(), value);
                let mut way = self.way.clone();
                way.push(step);
                self.changed.push(way);
            }
        }
    }

    fn append(&mut self, items: &mut Vec<Value>, value: &Value, by: &Place) {
        for (index, item) in value.as_list().into_iter().flatten().enumerate() {
            let step = Step::Index(items.len());
            let item = self.added(item, &by.item(index), &step);
            items.push(item);
        }
        self.changed.push(self.way.clone());
    }

    /// A value that comes to stand one step below.
    fn added(&mut self, value: &Value, by: &Place, step: &Step) -> Value {
        self.way.push(step.clone());
        let value = self.here(value, by);
        self.way.pop();
        value
    }

    /// A value that comes to stand here, with its objects knowing where they are from.
    fn here(&self, value: &Value, by: &Place) -> Value {
        let mut value = value.clone();
        if !self.is_copy {
            let (kind, child) = kind(&self.way).map_or((None, None), |(kind, child)| (kind, child));
            annotate(&mut value, kind, child, by);
        }
        value
    }
}

/// Lets the objects of OpenAPI in a value know where they stand.
fn annotate(value: &mut Value, kind: Option<Kind>, child: Option<Child>, by: &Place) {
    if let (Some(kind), Value::Object(object)) = (kind, &mut *value) {
        for (key, value) in object.iter_mut() {
            let child = kind.child(key);
            let one = match child {
                Some(Child::One(kind)) => Some(kind),
                _ => None,
            };
            annotate(value, one, child, &by.child(key));
        }
        remember(object, by);
        return;
    }
    match (child, value) {
        (Some(Child::List(kind)), Value::List(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                annotate(item, Some(kind), None, &by.item(index));
            }
        }
        (Some(Child::Map(kind) | Child::Patterned(kind)), Value::Object(members)) => {
            for (key, member) in members.iter_mut() {
                annotate(member, Some(kind), None, &by.child(key));
            }
        }
        _ => {}
    }
}

/// A reference has no room for its place.
fn remember(object: &mut Object, place: &Place) {
    if !object.contains("$ref") && !object.contains(PLACE) {
        object.push(PLACE.into(), Value::string(place.to_string()));
    }
}

/// What OpenAPI calls the node at the end of a way: an object of its own, or a list or a map of such.
fn kind(steps: &[Step]) -> Option<(Option<Kind>, Option<Child>)> {
    let mut kind = Some(Kind::Root);
    let mut child = None;
    for step in steps {
        (kind, child) = match (kind, child, step) {
            (Some(kind), _, Step::Key(key)) => match kind.child(key) {
                Some(Child::One(kind)) => (Some(kind), None),
                other => (None, Some(other?)),
            },
            (None, Some(Child::List(kind)), Step::Index(_))
            | (None, Some(Child::Map(kind) | Child::Patterned(kind)), Step::Key(_)) => {
                (Some(kind), None)
            }
            _ => return None,
        };
    }
    Some((kind, child))
}
