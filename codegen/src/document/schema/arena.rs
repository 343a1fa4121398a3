//! All schemas of the documents, by their ids.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::id::SchemaId;
use super::keywords::{About, Schema};

/// What stands where a schema may stand.
#[derive(Debug)]
pub(crate) enum Node {
    /// `$ref`
    Ref(Reference),
    /// The schema itself.
    Item(Box<Schema>),
}

/// A reference to a component schema.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) id: SchemaId,
    /// The component's name.
    pub(crate) component: Box<str>,
    /// Its position among the components; `None` where there is no such component.
    pub(crate) target: Option<usize>,
}

/// All schemas of the documents.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    nodes: Vec<Node>,
    /// Those with names, in document order.
    pub(crate) components: IndexMap<String, SchemaId>,
}

impl Node {
    pub(crate) fn id(&self) -> SchemaId {
        match self {
            Self::Ref(reference) => reference.id,
            Self::Item(schema) => schema.id,
        }
    }

    /// The component schema that this refers to.
    pub(crate) fn component(&self) -> Option<&str> {
        match self {
            Self::Ref(reference) => Some(&reference.component),
            Self::Item(_) => None,
        }
    }
}

impl Schemas {
    pub(crate) fn add(&mut self, schema: Schema) -> SchemaId {
        let id = self.next();
        self.nodes
            .push(Node::Item(Box::new(Schema { id, ..schema })));
        id
    }

    pub(crate) fn refer(&mut self, target: &str) -> SchemaId {
        let id = self.next();
        let component = target.strip_prefix("#/components/schemas/");
        self.nodes.push(Node::Ref(Reference {
            id,
            component: component.unwrap_or(target).into(),
            target: None,
        }));
        id
    }

    fn next(&self) -> SchemaId {
        SchemaId::from_index(self.nodes.len())
    }

    /// Finds for each reference what it refers to; for when all components have been read.
    pub(crate) fn connect(&mut self) {
        for node in &mut self.nodes {
            if let Node::Ref(reference) = node {
                reference.target = self.components.get_index_of(&*reference.component);
            }
        }
    }

    pub(crate) fn get(&self, id: SchemaId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What a schema of openapiv3 stands for.
    pub(crate) fn meant(&self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<&Node> {
        let id = SchemaId::read(schema)?;
        self.nodes.get(id.index())
    }

    /// Whether two schemas say the same, wherever they stand.
    pub(crate) fn are_same(&self, one: SchemaId, other: SchemaId) -> bool {
        match (self.get(one), self.get(other)) {
            (Node::Ref(one), Node::Ref(other)) => one.component == other.component,
            (Node::Item(one), Node::Item(other)) => {
                self.are_equal(Schema::clone(one), Schema::clone(other))
            }
            _ => false,
        }
    }

    /// Whether two schemas say the same of the type, whatever else they say.
    pub(crate) fn have_one_shape(&self, one: &Schema, other: &Schema) -> bool {
        let shape = |schema: &Schema| Schema {
            about: About::default(),
            nullable: false,
            read_only: false,
            write_only: false,
            discriminator: None,
            ..schema.clone()
        };
        self.are_equal(shape(one), shape(other))
    }

    fn are_equal(&self, mut one: Schema, mut other: Schema) -> bool {
        for (part, same) in one.parts_mut().zip(other.parts_mut()) {
            if !self.are_same(*part, *same) {
                return false;
            }
            *part = *same;
        }
        (one.id, one.place) = (other.id, other.place.take());
        // The kind is the same, stated or not.
        one.implied = other.implied;
        one == other
    }
}
