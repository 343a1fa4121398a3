//! Text → one [`Model`].
//!
//! In: [`Source`]s: YAML, JSON, or doc pages that hold either. Out: one model: schemas, each with an id, and OpenAPI 3.0
//! around them, in which every reference names an existing component. What neither has a word for stands under the keys of
//! `key.rs`. Reports of what was wrong, repaired or left out go beside it.
//!
//! ```text
//! load ─▶ version ─▶ overlay ─▶ resolve ─▶ lower ─▶ merge ─▶ amend ──────▶ model
//! text    document,  changes in  every $ref  3.1 and  several   selection and  schemas,
//! → tree  overlay,   files       → component slips    → one     corrections    openapiv3
//!         fragment                                                             around them
//! ```
//!
//! Up to `model` everything works on one plain tree (`tree.rs`) and finds its way by one table of OpenAPI's objects
//! (`grammar.rs`). No file is opened here and nothing is fetched.

mod amend;
mod at;
#[cfg(test)]
mod canonical;
mod grammar;
pub(crate) mod key;
mod load;
mod lower;
mod members;
mod merge;
mod model;
mod overlay;
mod page;
mod parse;
mod parts;
mod problem;
mod references;
mod resolve;
pub(crate) mod schema;
mod source;
mod tree;
mod version;
mod weigh;

use std::collections::{BTreeSet, HashSet};

use self::at::At;
#[cfg(test)]
pub(crate) use self::canonical::{canonical, canonical_json};
use self::merge::Document;
pub(crate) use self::model::{Model, PathItem};
pub use self::page::import_page;
pub(crate) use self::parts::{files_referred_to, may_hold_document};
use self::references::References;
pub use self::source::Source;
pub(crate) use self::source::is_document;
use self::tree::{Object, Value};
use self::version::Role;
use self::weigh::Allowance;
use crate::config::{Config, Rename};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Error};
use crate::place::Place;

/// The text of a source, if it is one; for those who look for lines in it.
pub(crate) fn readable_text(bytes: &[u8]) -> Option<&str> {
    parse::decode(bytes).ok()
}

/// The document in a source that is a page.
pub(crate) fn page_block<'t>(name: &str, text: &'t str) -> Option<page::Block<'t>> {
    page::is_page(name).then(|| page::find(text).ok()).flatten()
}

/// What was read.
pub(crate) struct Read {
    pub(crate) model: Model,
    /// What things are to be called in the client.
    pub(crate) renames: Vec<Rename>,
}

/// Reads the documents among `sources` and unites them.
///
/// # Errors
///
/// When a source cannot be read, none is an OpenAPI document, or two of them contradict each other.
pub(crate) fn read(
    sources: &[Source],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Read, Error> {
    let united = unite(sources, config, diagnostics)?;
    let (model, renames) = match united {
        Some((document, place, renames)) => {
            (Some(model::build(document, &place, diagnostics)), renames)
        }
        None => (None, Vec::new()),
    };
    once(diagnostics);
    diagnostics.propagate()?;
    if let Some(model) = &model {
        warn_of_nothing(model, sources, diagnostics);
    }
    let model = model
        .ok_or_else(|| Diagnostic::general(Code::NO_DOCUMENT, "there is no OpenAPI document"))?;
    Ok(Read { model, renames })
}

/// The one tree that the documents among `sources` are, with its place and what things in it are to be called.
fn unite(
    sources: &[Source],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Option<(Object, Place, Vec<Rename>)>, Error> {
    let mut files = files(sources, diagnostics)?;
    overlay_documents(sources, &mut files, diagnostics)?;
    let mut documents = Vec::with_capacity(files.documents.len());
    let mut read = BTreeSet::new();
    let mut inlined = 0;
    let mut allowance = Allowance::of(sources);
    let references = References::of(sources, config, diagnostics);
    for (index, tree) in files.documents {
        let name = sources.get(index).map_or("", |source| source.name.as_str());
        let (mut tree, others) = resolve::resolve(
            tree,
            (sources, &references),
            index,
            &mut inlined,
            diagnostics,
        );
        read.extend(others);
        let place = Place::root(name);
        if !allowance.admits(&mut tree, &At::Base(&place), diagnostics) {
            continue;
        }
        lower::lower(&mut tree, name, diagnostics);
        if let Value::Object(root) = tree {
            documents.push(Document { root, place });
        }
    }
    warn_of_unread(sources, &read, diagnostics);
    references.report(config, diagnostics);
    let mut renames = config.names.renames(&config.choice(&["names"]));
    Ok(
        merge::merge(documents, diagnostics).map(|(mut document, place)| {
            // What a document says is weaker than an option, so it comes first.
            renames.splice(0..0, amend::amend(&mut document, config, diagnostics));
            (document, place, renames)
        }),
    )
}

/// Tells that a client will have nothing to call.
fn warn_of_nothing(model: &Model, sources: &[Source], diagnostics: &mut Diagnostics) {
    if model.operations().next().is_some() || !model.webhooks.is_empty() {
        return;
    }
    let first = sources.first().map_or("", |source| source.name.as_str());
    let message = "no operation is described, so the client can call nothing: it has only types";
    diagnostics.push(Diagnostic::warning(
        Code::NO_OPERATIONS,
        &Place::root(first),
        message,
    ));
}

/// Tells which whole documents nothing refers to: they stand where only parts of others are looked for.
fn warn_of_unread(sources: &[Source], read: &BTreeSet<usize>, diagnostics: &mut Diagnostics) {
    for (index, source) in sources.iter().enumerate() {
        if !read.contains(&index) && is_unread_document(source) {
            diagnostics.push(
                Diagnostic::warning(
                    Code::UNREAD_DOCUMENT,
                    &Place::root(&source.name),
                    "nothing refers to this document, and of a subfolder only what others refer to is read",
                )
                .help("move it beside the others to make it part of the client, or name it, too"),
            );
        }
    }
}

/// Whether a source is a whole document that stands where only parts of others are looked for.
fn is_unread_document(source: &Source) -> bool {
    if !source.fragment || !String::from_utf8_lossy(&source.text).contains("openapi") {
        return false;
    }
    let tree = load::load(source, &mut Diagnostics::new());
    let place = Place::root(&source.name);
    tree.is_some_and(|tree| matches!(version::role(&tree, &place), Ok(Role::Root)))
}

/// What the sources are, each by its index.
struct Files {
    documents: Vec<(usize, Value)>,
    overlays: Vec<(usize, Value)>,
}

/// Tells the documents and the overlays among the sources.
fn files(sources: &[Source], diagnostics: &mut Diagnostics) -> Result<Files, Error> {
    let mut files = Files {
        documents: Vec::new(),
        overlays: Vec::new(),
    };
    for (index, source) in sources.iter().enumerate() {
        if source.fragment {
            continue;
        }
        let Some(tree) = load::load(source, diagnostics) else {
            continue;
        };
        match version::role(&tree, &Place::root(&source.name)) {
            Ok(Role::Root) => files.documents.push((index, tree)),
            Ok(Role::Overlay) => files.overlays.push((index, tree)),
            Ok(Role::Fragment) => {}
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    diagnostics.propagate()?;
    if files.documents.is_empty() {
        let message = match sources {
            [] => "there is no file to read".to_owned(),
            [only] if !only.fragment => format!("{} is not an OpenAPI document", only.name),
            _ => "none of the files is an OpenAPI document".to_owned(),
        };
        let below = sources.iter().find(|source| is_unread_document(source));
        let help = match below {
            Some(below) => format!(
                "{} is one, but of a subfolder only what others refer to is read: name the file itself",
                below.name
            ),
            None => "a document has `openapi: 3.0.x`, `3.1.x` or `3.2.x` at its top".to_owned(),
        };
        return Err(Diagnostic::general(Code::NO_DOCUMENT, message)
            .help(help)
            .into());
    }
    Ok(files)
}

/// Applies the overlays, in the order of their names.
fn overlay_documents(
    sources: &[Source],
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Result<(), Error> {
    let name = |index: usize| sources.get(index).map_or("", |source| source.name.as_str());
    for (index, overlay) in &files.overlays {
        let mut documents: Vec<_> = files
            .documents
            .iter_mut()
            .map(|(index, tree)| overlay::Document {
                name: name(*index),
                tree,
            })
            .collect();
        overlay::apply(overlay, name(*index), &mut documents, diagnostics);
    }
    diagnostics.propagate()
}

/// A file that several documents refer to is read for each; what is wrong with it is told once.
fn once(diagnostics: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for diagnostic in std::mem::take(diagnostics).into_vec() {
        let place = diagnostic.place.as_ref().map(ToString::to_string);
        if seen.insert((diagnostic.code, place, diagnostic.message.clone())) {
            diagnostics.push(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests;
