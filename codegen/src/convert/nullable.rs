//! Whether `null` is a value of a schema.
//!
//! In: schemas. Out: a table for the components, made once, and answers for everything else. A type itself is never
//! nullable in the IR: each use says it, so that `Option` stands where the value is used.

use serde_json::Value;

use super::converter::Converter;
use super::limits::MOST_REFERENCES;
use crate::document::schema::{Node, Schema};

/// How deep a schema is looked into.
const DEEPEST: usize = MOST_REFERENCES;

impl<'a> Converter<'a, '_> {
    /// Fills the table for the components.
    pub(super) fn find_nullable(&mut self) {
        for (index, id) in self.schemas.components.values().enumerate() {
            self.component_nullable(index, self.node(*id), 0);
        }
    }

    fn component_nullable(&mut self, index: usize, node: &'a Node, depth: usize) -> bool {
        if let Some(Some(known)) = self.nullable.get(index) {
            return *known;
        }
        if depth > DEEPEST {
            return false;
        }
        // A component that leads back to itself adds nothing of its own.
        self.set_nullable(index, false);
        let answer = self.fill(node, depth);
        self.set_nullable(index, answer);
        answer
    }

    fn set_nullable(&mut self, index: usize, answer: bool) {
        if let Some(known) = self.nullable.get_mut(index) {
            *known = Some(answer);
        }
    }

    fn fill(&mut self, node: &'a Node, depth: usize) -> bool {
        match node {
            Node::Ref(_) => match self.component(node) {
                Some((index, _, target)) => self.component_nullable(index, target, depth + 1),
                None => false,
            },
            Node::Item(schema) => {
                let mut answers = Vec::new();
                for part in self.parts(schema) {
                    answers.push(depth < DEEPEST && self.fill(part, depth + 1));
                }
                self.judge(schema, &answers)
            }
        }
    }

    /// Whether `null` is a value of a schema.
    pub(super) fn is_nullable(&self, node: &'a Node) -> bool {
        self.look(node, 0)
    }

    fn look(&self, node: &'a Node, depth: usize) -> bool {
        match node {
            Node::Ref(_) => match self.component(node) {
                Some((index, _, _)) => self.nullable.get(index) == Some(&Some(true)),
                None => false,
            },
            Node::Item(schema) => {
                let answers: Vec<bool> = self
                    .parts(schema)
                    .map(|part| depth < DEEPEST && self.look(part, depth + 1))
                    .collect();
                self.judge(schema, &answers)
            }
        }
    }

    /// The schemas that a schema is made of: `allOf`, `oneOf`, `anyOf`, in this order.
    pub(super) fn parts(&self, schema: &'a Schema) -> impl Iterator<Item = &'a Node> + use<'a> {
        (self.nodes(&schema.all_of))
            .chain(self.nodes(&schema.one_of))
            .chain(self.nodes(&schema.any_of))
    }

    /// The answer for a schema from those for its [`parts`](Self::parts).
    fn judge(&self, schema: &'a Schema, answers: &[bool]) -> bool {
        if schema.nullable || schema.values.iter().any(Value::is_null) || schema.is_null() {
            return true;
        }
        let (all, choices) = answers
            .split_at_checked(schema.all_of.len())
            .unwrap_or((&[], &[]));
        if choices.iter().any(|answer| *answer) {
            return true;
        }
        // A wrapper is what it wraps; a type of its own without `nullable` is a word against null.
        let (mut shapes, mut allowed) = (0, true);
        for (member, answer) in self.nodes(&schema.all_of).zip(all) {
            let says = match member {
                Node::Ref(_) => true,
                Node::Item(schema) => schema.has_shape(),
            };
            // `allOf: [X, {nullable: true}]` is a spelling of "X or null".
            if *answer && !says {
                return true;
            }
            shapes += usize::from(says);
            allowed &= *answer || !says;
        }
        schema.kind.is_none() && choices.is_empty() && shapes > 0 && allowed
    }
}
