//! Stage 2: OpenAPI, as `document/` leaves it, becomes the IR.
//!
//! In: an [`OpenAPI`] of the canonical dialect: 3.0, every reference `#/components/<kind>/<name>`, the rest in
//! `x-tamis-*` keys. Out: an [`Api`] with everything resolved, merged and decided, and a report for whatever could not be
//! kept. This is the only folder that knows both; names and Rust are not known here.
//!
//! | file | what it turns into what |
//! |---|---|
//! | `keywords.rs`, `values.rs` | one schema: its keywords, whichever variant openapiv3 chose |
//! | `flatten.rs` | `allOf` and references: plain keywords and choices |
//! | `facts.rs` | several sets of keywords that hold at once: one |
//! | `schema.rs` | a schema: a type; `object.rs`, `list.rs`, `enums.rs`, `union.rs`, `scalar.rs` for its kinds |
//! | `overlap.rs` | several schemas of one value: one type |
//! | `settle.rs`, `order.rs`, `cycles.rs`, `prune.rs`, `directions.rs`, `refs.rs` | what can only be decided when all types are there |
//! | `node.rs`, `nullable.rs`, `docs.rs`, `limits.rs` | what the others share: places, null, texts, bounds |
//! | `operation.rs`, `parameter.rs`, `path.rs`, `body.rs`, `response.rs`, `security.rs`, `webhook.rs`, `filters.rs` | the rest |

mod body;
mod cycles;
mod directions;
mod docs;
mod enums;
mod facts;
mod filters;
mod flatten;
mod keywords;
mod limits;
mod list;
mod node;
mod nullable;
mod object;
mod operation;
mod order;
mod overlap;
mod parameter;
mod path;
mod prune;
mod refs;
mod response;
mod scalar;
mod schema;
mod security;
mod settle;
mod union;
mod values;
mod webhook;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema};
use serde_json::Value;
use typed_arena::Arena;

use self::node::Node;
use crate::config::{Config, UnknownMembers};
use crate::error::{Report, Reports};
use crate::ir::{self, Api, NameHint, Tally, TypeDef, TypeKind, TypeRef};
use crate::place::Place;

/// A way to turn a document into the IR.
pub(crate) type Convert = fn(OpenAPI, &Config, &mut Reports) -> Api;

/// Turns a document into the IR.
pub(crate) fn convert(openapi: OpenAPI, config: &Config, reports: &mut Reports) -> Api {
    convert_with(openapi, config, false, reports)
}

/// The same, and remembers what each schema became, which few want to know.
pub(crate) fn convert_with_schemas(
    openapi: OpenAPI,
    config: &Config,
    reports: &mut Reports,
) -> Api {
    convert_with(openapi, config, true, reports)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the document is done with: it is freed here, before the stages behind this one"
)]
fn convert_with(
    openapi: OpenAPI,
    config: &Config,
    with_schemas: bool,
    reports: &mut Reports,
) -> Api {
    let openapi = &openapi;
    let arena = Arena::new();
    let webhooks = webhook::read(openapi);
    let mut converter = Converter::new(openapi, &arena, config, reports);
    converter.made_of = with_schemas.then(Vec::new);
    converter.find_nullable();
    converter.find_derived();
    converter.find_multipart();
    converter.component_schemas();
    let (security_schemes, servers) = (converter.security_schemes(), converter.servers());
    let operations = converter.operations();
    let webhooks = converter.webhooks(&webhooks);
    let mut unions = std::mem::take(&mut converter.unions);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: crate::ir::Docs {
            description: docs::text(openapi.info.description.as_deref()),
            ..Default::default()
        },
        servers,
        security_schemes,
        types: std::mem::take(&mut converter.types),
        operations,
        tags: operation::tags(openapi),
        webhooks,
        tally: std::mem::take(&mut converter.tally),
        schemas: converter.made_of.take().unwrap_or_default(),
    };
    cycles::break_cycles(&mut api, &mut unions, reports);
    settle::settle(&mut api, &unions, reports);
    order::order(&mut api);
    prune::prune(&mut api);
    directions::split(&mut api);
    api
}

/// What is known while a document is converted.
struct Converter<'a, 'r> {
    openapi: &'a OpenAPI,
    components: &'a Components,
    schemas: &'a IndexMap<String, ReferenceOr<Schema>>,
    reports: &'r mut Reports,
    /// Where the document as a whole stands.
    root: Place,
    /// Whether members that no schema speaks of are kept.
    keeps_unknown: bool,
    /// All types so far; those of the component schemas come first, by index.
    types: Vec<TypeDef>,
    tally: Tally,
    /// Unions whose tagging is decided in the end.
    unions: Vec<union::Pending<'a>>,
    /// The types of schemas without a name, by address; `true`: in a multipart body.
    inline: HashMap<(usize, bool), TypeRef>,
    /// What schemas became, by where they stand; `None`: nobody wants to know.
    made_of: Option<Vec<ir::Schema>>,
    /// The types of intersections of the type that is being made; `None`: on the way.
    intersections: HashMap<Vec<usize>, Option<TypeRef>>,
    /// Which component schemas allow `null`.
    nullable: Vec<Option<bool>>,
    /// Component schemas that name another one in `allOf`, by that one.
    derived: HashMap<&'a str, Vec<&'a str>>,
    /// Schemas whose members are the parts of a multipart body, by address.
    multipart: HashSet<usize>,
    /// Schemas that stood in extensions, read when first met.
    arena: &'a Arena<ReferenceOr<Schema>>,
    parsed: RefCell<HashMap<usize, Option<Node<'a>>>>,
    /// Places that have been counted or complained about: a schema can be used many times.
    counted: HashSet<usize>,
    complained: HashSet<String>,
    /// How many members and variants have been made.
    made: usize,
    /// How deep schemas stand in each other at the moment.
    depth: usize,
}

static NO_COMPONENTS: LazyLock<Components> = LazyLock::new(Components::default);

impl<'a, 'r> Converter<'a, 'r> {
    fn new(
        openapi: &'a OpenAPI,
        arena: &'a Arena<ReferenceOr<Schema>>,
        config: &Config,
        reports: &'r mut Reports,
    ) -> Self {
        let components = match &openapi.components {
            Some(components) => components,
            None => &*NO_COMPONENTS,
        };
        let schemas = &components.schemas;
        Self {
            openapi,
            components,
            schemas,
            reports,
            root: annotated(&openapi.extensions).unwrap_or_else(|| Place::root("")),
            keeps_unknown: config.unknown_members == UnknownMembers::Keep,
            types: Vec::new(),
            tally: Tally::default(),
            unions: Vec::new(),
            inline: HashMap::new(),
            made_of: None,
            intersections: HashMap::new(),
            nullable: vec![None; schemas.len()],
            derived: HashMap::new(),
            multipart: HashSet::new(),
            arena,
            parsed: RefCell::default(),
            counted: HashSet::new(),
            complained: HashSet::new(),
            made: 0,
            depth: 0,
        }
    }

    /// The component schema that a node refers to: its index, its name and itself.
    fn component(&self, node: Node<'a>) -> Option<(usize, &'a str, Node<'a>)> {
        let (index, name, target) = self.schemas.get_full(node.component()?)?;
        Some((index, name, target.into()))
    }

    fn component_place(&self, index: usize) -> Place {
        match self.types.get(index) {
            Some(ty) => ty.place.clone(),
            None => self.root.clone(),
        }
    }

    /// A schema that stood in an extension.
    fn parse(&self, value: &'a Value) -> Option<Node<'a>> {
        let address = std::ptr::from_ref(value) as usize;
        if let Some(known) = self.parsed.borrow().get(&address) {
            return *known;
        }
        let schema = match value {
            Value::Bool(true) => serde_json::from_str("{}"),
            Value::Bool(false) => serde_json::from_str(r#"{"x-tamis-never": true}"#),
            value => serde_json::from_value(value.clone()),
        };
        let node = schema
            .ok()
            .map(|schema| Node::from(&*self.arena.alloc(schema)));
        self.parsed.borrow_mut().insert(address, node);
        node
    }

    /// A type that is not there yet; its kind follows.
    fn reserve(
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
        });
        id
    }

    /// Says that something was repaired or left out; once for each place.
    fn warn(&mut self, code: &'static str, place: &Place, message: impl Into<String>) {
        let message = message.into();
        if self.complained.insert(format!("{code} {place} {message}")) {
            self.reports.push(Report::warning(code, place, message));
        }
    }

    /// Gives up the type at a place, visibly.
    fn degrade(&mut self, place: &Place, reason: impl Into<String>) -> TypeRef {
        degrade(
            &mut self.tally,
            &mut self.complained,
            self.reports,
            place,
            reason.into(),
        );
        TypeRef::Any
    }
}

/// Says that the type at a place is not kept; once for each place.
fn degrade(
    tally: &mut Tally,
    complained: &mut HashSet<String>,
    reports: &mut Reports,
    place: &Place,
    reason: String,
) {
    if complained.insert(format!("degraded {place}")) {
        reports.push(Report::warning("degraded", place, reason.clone()));
        tally.degraded.push((place.clone(), reason));
    }
}

/// Where a schema stands: where its annotation says, or where the way led.
fn place(schema: &Schema, way: &Place) -> Place {
    annotated(&schema.schema_data.extensions).unwrap_or_else(|| way.clone())
}

/// Where a thing stood in its own document.
fn annotated(extensions: &IndexMap<String, Value>) -> Option<Place> {
    match extensions.get("x-tamis-place") {
        Some(Value::String(place)) => Some(Place::parse(place)),
        _ => None,
    }
}
