//! What is known while a document is converted.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde_json::Value;

use super::made::Met;
use super::pending::Pending;
use crate::config::{Config, UnknownMembers};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::schema::{Node, Schema, SchemaId, Schemas};
use crate::document::{Model, key};
use crate::ir::{self, Besides, NameHint, ResponseId, Scalar, Tally, TypeDef, TypeKind, TypeRef};
use crate::place::Place;

/// What is known while a document is converted.
pub(super) struct Converter<'a, 'r> {
    pub(super) model: &'a Model,
    pub(super) openapi: &'a OpenAPI,
    pub(super) components: &'a Components,
    pub(super) schemas: &'a Schemas,
    pub(super) diagnostics: &'r mut Diagnostics,
    /// Where the document as a whole stands.
    pub(super) root: Place,
    /// Whether members that no schema speaks of are kept.
    pub(super) keeps_unknown: bool,
    /// The tags that only mark operations.
    pub(super) labels: HashSet<&'a str>,
    /// All types so far; those of the component schemas come first, by index.
    pub(super) types: Vec<TypeDef>,
    pub(super) tally: Tally,
    /// The types of formats that the user chose.
    pub(super) formats: BTreeMap<String, Scalar>,
    /// All responses so far.
    pub(super) responses: Vec<ir::Response>,
    /// Those of the components, by name.
    pub(super) shared_responses: HashMap<&'a str, ResponseId>,
    /// Those that a success has had.
    pub(super) seen_successes: HashSet<ResponseId>,
    /// Unions whose tagging is decided in the end.
    pub(super) unions: Vec<Pending<'a>>,
    /// The types of schemas without a name; `true`: in a multipart body.
    pub(super) inline: HashMap<(SchemaId, bool), Met>,
    /// What schemas became, by where they stand; `None`: nobody wants to know.
    pub(super) made_of: Option<Vec<ir::Schema>>,
    /// The types of intersections of the type that is being made.
    pub(super) intersections: HashMap<Vec<Option<SchemaId>>, Met>,
    /// Which component schemas allow `null`.
    pub(super) nullable: Vec<Option<bool>>,
    /// Component schemas that name another one in `allOf`, by that one.
    pub(super) derived: HashMap<&'a str, Vec<&'a str>>,
    /// Schemas whose members are the parts of a multipart body.
    pub(super) multipart: HashSet<SchemaId>,
    /// Places that have been counted or complained about: a schema can be used many times.
    pub(super) counted: HashSet<SchemaId>,
    pub(super) complained: HashSet<String>,
    /// How many members and variants have been made.
    pub(super) made: usize,
    /// How deep schemas stand in each other at the moment.
    pub(super) depth: usize,
}

static NO_COMPONENTS: LazyLock<Components> = LazyLock::new(Components::default);

impl<'a, 'r> Converter<'a, 'r> {
    pub(super) fn new(model: &'a Model, config: &Config, diagnostics: &'r mut Diagnostics) -> Self {
        let openapi = &model.openapi;
        let components = match &openapi.components {
            Some(components) => components,
            None => &*NO_COMPONENTS,
        };
        let schemas = &model.schemas;
        Self {
            model,
            openapi,
            components,
            schemas,
            diagnostics,
            root: annotated(&openapi.extensions).unwrap_or_else(|| Place::root("")),
            keeps_unknown: config.unknown_members == UnknownMembers::Keep,
            formats: super::chosen::formats(config),
            labels: HashSet::new(),
            types: Vec::new(),
            tally: Tally::default(),
            responses: Vec::new(),
            shared_responses: HashMap::new(),
            seen_successes: HashSet::new(),
            unions: Vec::new(),
            inline: HashMap::new(),
            made_of: None,
            intersections: HashMap::new(),
            nullable: vec![None; schemas.components.len()],
            derived: HashMap::new(),
            multipart: HashSet::new(),
            counted: HashSet::new(),
            complained: HashSet::new(),
            made: 0,
            depth: 0,
        }
    }

    /// What stands in a place where a schema may stand.
    pub(super) fn node(&self, id: SchemaId) -> &'a Node {
        self.schemas.get(id)
    }

    pub(super) fn nodes(&self, ids: &'a [SchemaId]) -> impl Iterator<Item = &'a Node> + use<'a> {
        let schemas = self.schemas;
        ids.iter().map(|id| schemas.get(*id))
    }

    /// What a schema of openapiv3 stands for.
    pub(super) fn meant(&self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<&'a Node> {
        self.schemas.meant(schema)
    }

    /// The component schema that a node refers to: its index, its name and itself.
    pub(super) fn component(&self, node: &'a Node) -> Option<(usize, &'a str, &'a Node)> {
        let Node::Ref(reference) = node else {
            return None;
        };
        let index = reference.target?;
        let (name, id) = self.schemas.components.get_index(index)?;
        Some((index, name, self.node(*id)))
    }

    pub(super) fn component_place(&self, index: usize) -> Place {
        match self.types.get(index) {
            Some(ty) => ty.place.clone(),
            None => self.root.clone(),
        }
    }

    /// A type that is not there yet; its kind follows.
    pub(super) fn reserve(
        &mut self,
        hint: NameHint,
        docs: crate::ir::Docs,
        place: Place,
    ) -> crate::ir::TypeId {
        let id = crate::ir::TypeId::from_index(self.types.len());
        self.types.push(TypeDef {
            hint,
            docs,
            place,
            kind: TypeKind::Alias(TypeRef::Any),
            besides: Besides::default(),
        });
        id
    }

    /// Says that something was repaired or left out; once for each place.
    pub(super) fn warn(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        let message = message.into();
        if self.complained.insert(format!("{code} {place} {message}")) {
            self.diagnostics
                .push(Diagnostic::warning(code, place, message));
        }
    }

    /// Gives up the type at a place, visibly.
    pub(super) fn degrade(&mut self, place: &Place, reason: impl Into<String>) -> TypeRef {
        degrade(
            &mut self.tally,
            &mut self.complained,
            self.diagnostics,
            place,
            reason.into(),
        );
        TypeRef::Any
    }
}

/// Says that the type at a place is not kept; once for each place.
pub(super) fn degrade(
    tally: &mut Tally,
    complained: &mut HashSet<String>,
    diagnostics: &mut Diagnostics,
    place: &Place,
    reason: String,
) {
    if complained.insert(format!("degraded {place}")) {
        diagnostics.push(Diagnostic::warning(Code::DEGRADED, place, reason.clone()));
        tally.degraded.push((place.clone(), reason));
    }
}

/// Where a schema stands: where it stood in its own document, or where the way led.
pub(super) fn place(schema: &Schema, way: &Place) -> Place {
    schema.place.clone().unwrap_or_else(|| way.clone())
}

/// Where a thing stood in its own document.
pub(super) fn annotated(extensions: &IndexMap<String, Value>) -> Option<Place> {
    match extensions.get(key::PLACE) {
        Some(Value::String(place)) => Some(Place::parse(place)),
        _ => None,
    }
}
