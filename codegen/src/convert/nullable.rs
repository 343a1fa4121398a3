//! Whether `null` is a value of a schema.
//!
//! In: schemas. Out: a table for the components, made once, and answers for everything else. A type itself is never
//! nullable in the IR: each use says it, so that `Option` stands where the value is used.

use openapiv3::Schema;

use super::converter::Converter;
use super::keywords::Keywords;
use super::limits::MOST_REFERENCES;
use super::node::Node;

/// How deep a schema is looked into.
const DEEPEST: usize = MOST_REFERENCES;

impl<'a> Converter<'a, '_> {
    /// Fills the table for the components.
    pub(super) fn find_nullable(&mut self) {
        for index in 0..self.schemas.len() {
            if let Some((_, node)) = self.schemas.get_index(index) {
                self.component_nullable(index, node.into(), 0);
            }
        }
    }

    fn component_nullable(&mut self, index: usize, node: Node<'a>, depth: usize) -> bool {
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

    fn fill(&mut self, node: Node<'a>, depth: usize) -> bool {
        match node {
            Node::Ref(_) => match self.component(node) {
                Some((index, _, target)) => self.component_nullable(index, target, depth + 1),
                None => false,
            },
            Node::Item(schema) => {
                let mut answers = Vec::new();
                for part in parts(schema) {
                    answers.push(depth < DEEPEST && self.fill(part, depth + 1));
                }
                judge(schema, &answers)
            }
        }
    }

    /// Whether `null` is a value of a schema.
    pub(super) fn is_nullable(&self, node: Node<'a>) -> bool {
        self.look(node, 0)
    }

    fn look(&self, node: Node<'a>, depth: usize) -> bool {
        match node {
            Node::Ref(_) => match self.component(node) {
                Some((index, _, _)) => self.nullable.get(index) == Some(&Some(true)),
                None => false,
            },
            Node::Item(schema) => {
                let answers: Vec<bool> = parts(schema)
                    .map(|part| depth < DEEPEST && self.look(part, depth + 1))
                    .collect();
                judge(schema, &answers)
            }
        }
    }
}

/// The schemas that a schema is made of: `allOf`, `oneOf`, `anyOf`, in this order.
fn parts(schema: &Schema) -> impl Iterator<Item = Node<'_>> {
    let words = Keywords::of(schema);
    words
        .all_of
        .iter()
        .chain(words.one_of)
        .chain(words.any_of)
        .map(Node::from)
}

/// The answer for a schema from those for its [`parts`].
fn judge(schema: &Schema, answers: &[bool]) -> bool {
    let words = Keywords::of(schema);
    if schema.schema_data.nullable || words.values.has_null() || words.is_null() {
        return true;
    }
    let (all, choices) = answers
        .split_at_checked(words.all_of.len())
        .unwrap_or((&[], &[]));
    if choices.iter().any(|answer| *answer) {
        return true;
    }
    // A wrapper is what it wraps; a type of its own without `nullable` is a word against null.
    let (mut shapes, mut allowed) = (0, true);
    for (member, answer) in words.all_of.iter().zip(all) {
        let says = match Node::from(member) {
            Node::Ref(_) => true,
            Node::Item(schema) => Keywords::of(schema).has_shape(),
        };
        // `allOf: [X, {nullable: true}]` is a spelling of "X or null".
        if *answer && !says {
            return true;
        }
        shapes += usize::from(says);
        allowed &= *answer || !says;
    }
    words.kind.is_none() && choices.is_empty() && shapes > 0 && allowed
}
