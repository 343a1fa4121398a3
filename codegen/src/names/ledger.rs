//! Names that are settled before any is made: those that the user chose, and those of an earlier run.
//!
//! In: what the user chose, the lock, and what there is to name (which a first pass without either found out). Out: for
//! each namespace the names that belong to something in it, and the lock for the next run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::case::{Case, Symbols, convert};
use super::known::{self, GENERIC, SENT, TAG};
use crate::analysis::Facts;
use crate::config::{By, Kinds, NameLock, Named, Rename};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, TypeId};
use crate::pattern::{matches, nearest};

/// What a namespace holds names of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Answers,
    Credentials,
    Filters,
    Headers,
    Members,
    Methods,
    Modules,
    Operations,
    Parameters,
    Profiles,
    Types,
    Variants,
}

impl Kind {
    /// Its table in the lock.
    fn table(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Credentials => "credentials",
            Self::Filters => "filters",
            Self::Headers => "headers",
            Self::Members => "members",
            Self::Methods => "methods",
            Self::Modules => "modules",
            Self::Operations => "operations",
            Self::Parameters => "parameters",
            Self::Profiles => "profiles",
            Self::Types => "types",
            Self::Variants => "variants",
        }
    }
}

/// A name that belongs to something.
#[derive(Clone, Debug)]
pub(super) struct Pin {
    /// As an identifier: raw, where it must be.
    pub(super) name: String,
    /// Who chose it; `None`: an earlier run.
    pub(super) by: Option<usize>,
}

/// What there is to name, by namespace and by what it is called there.
type Things = BTreeMap<(Kind, String), BTreeMap<String, Case>>;

/// The names that are settled, and those that were given.
#[derive(Debug, Default)]
pub(super) struct Ledger<'c> {
    /// Whether anybody wants to know what was given.
    is_kept: bool,
    renames: &'c [Rename],
    pins: BTreeMap<(Kind, String), BTreeMap<String, Pin>>,
    things: RefCell<Things>,
    given: RefCell<Kinds>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'c> Ledger<'c> {
    /// One without settled names. Unless it is kept, nothing is noted in it.
    pub(super) fn new(is_kept: bool) -> Self {
        Self {
            is_kept,
            ..Self::default()
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Settles what was chosen and what was locked for everything that a first pass named.
    pub(super) fn settle(
        &self,
        api: &Api,
        facts: &Facts,
        renames: &'c [Rename],
        lock: Option<&NameLock>,
    ) -> Ledger<'c> {
        let mut settled = Ledger {
            renames,
            ..Ledger::new(true)
        };
        if let Some(lock) = lock {
            settled.keep(&self.things.borrow(), &lock.names);
        }
        let mut found = vec![false; renames.len()];
        let mut known: BTreeMap<Named, BTreeSet<String>> = BTreeMap::new();
        let addresses = Addresses::of(api, facts);
        for ((kind, owner), things) in self.things.borrow().iter() {
            for (key, case) in things {
                let Some((what, names)) = addresses.of_thing(*kind, owner, key) else {
                    continue;
                };
                for (index, rename) in renames.iter().enumerate() {
                    let is_meant =
                        rename.what == what && names.iter().any(|name| matches(&rename.key, name));
                    if is_meant {
                        found[index] = true;
                        settled.choose((*kind, owner), key, (index, rename), *case);
                    }
                }
                known.entry(what).or_default().extend(names);
            }
        }
        for (rename, found) in renames.iter().zip(found) {
            if !found {
                let names = known.get(&rename.what).into_iter().flatten();
                let names: Vec<&str> = names.map(String::as_str).collect();
                settled
                    .diagnostics
                    .borrow_mut()
                    .push(in_vain(rename, &names));
            }
        }
        settled
    }

    /// Keeps the names of an earlier run for what is still there.
    fn keep(&mut self, things: &Things, lock: &Kinds) {
        for ((kind, owner), things) in things {
            let Some(names) = lock.get(kind.table()).and_then(|kind| kind.get(owner)) else {
                continue;
            };
            for key in things.keys() {
                let Some(name) = names.get(key) else {
                    continue;
                };
                if is_identifier(name) {
                    let pins = self.pins.entry((*kind, owner.clone())).or_default();
                    let name = name.clone();
                    pins.insert(key.clone(), Pin { name, by: None });
                } else {
                    let message =
                        format!("the lock calls `{key}` `{name}`, which is no name in Rust");
                    let diagnostic = Diagnostic::general(Code::LOCK, message);
                    self.diagnostics.get_mut().push(diagnostic);
                }
            }
        }
    }

    /// Gives something the name that the user chose.
    fn choose(
        &mut self,
        (kind, owner): (Kind, &str),
        key: &str,
        (index, rename): (usize, &Rename),
        case: Case,
    ) {
        let plain = convert(&rename.name, case, Symbols::Separate);
        let both = matches!(rename.what, Named::Operation | Named::Tag);
        if !is_identifier(&rename.name) || (plain != rename.name && !both) {
            let message = format!(
                "`{}` is no name for a {} in Rust",
                rename.name,
                rename.what.word()
            );
            let diagnostic = rename.by.error(Code::NAME, message);
            let diagnostic = diagnostic.help(format!("`{plain}` is one"));
            let mut diagnostics = self.diagnostics.borrow_mut();
            if !diagnostics.contains(&diagnostic) {
                diagnostics.push(diagnostic);
            }
            return;
        }
        let pins = self.pins.entry((kind, owner.to_owned())).or_default();
        let pin = Pin {
            name: super::keyword::escape(plain),
            by: Some(index),
        };
        pins.insert(key.to_owned(), pin);
    }

    /// The names that belong to something in a namespace, those of the user first.
    pub(super) fn pins(&self, kind: Kind, owner: &str) -> Vec<(String, Pin)> {
        let pins = self.pins.get(&(kind, owner.to_owned()));
        let mut pins: Vec<_> = pins
            .into_iter()
            .flatten()
            .map(|(key, pin)| (key.clone(), pin.clone()))
            .collect();
        pins.sort_by_key(|(_, pin)| pin.by.is_none());
        pins
    }

    /// Notes that a name is not to be had.
    pub(super) fn refuse(&self, key: &str, pin: &Pin) {
        let name = &pin.name;
        let diagnostic = match pin.by.and_then(|index| self.renames.get(index)) {
            Some(rename) => {
                let message = format!("`{key}` cannot be `{name}`: something else is called so");
                rename.by.error(Code::NAME, message)
            }
            None => Diagnostic::general_warning(
                Code::LOCK,
                format!("`{key}` can no longer be `{name}`: something else is called so now"),
            ),
        };
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Notes a name that was given.
    pub(super) fn give(&self, (kind, owner): (Kind, &str), key: &str, case: Case, name: &str) {
        let mut things = self.things.borrow_mut();
        let things = things.entry((kind, owner.to_owned())).or_default();
        things.insert(key.to_owned(), case);
        let mut given = self.given.borrow_mut();
        let owners = given.entry(kind.table().to_owned()).or_default();
        let names = owners.entry(owner.to_owned()).or_default();
        names.insert(key.to_owned(), name.to_owned());
    }

    /// Whether something of that name is named already.
    pub(super) fn has(&self, kind: Kind, owner: &str, key: &str) -> bool {
        let things = self.things.borrow();
        let things = things.get(&(kind, owner.to_owned()));
        things.is_some_and(|things| things.contains_key(key))
    }

    /// The lock for the next run; what is to be said of the names goes to the reports.
    pub(super) fn close(self, diagnostics: &mut Diagnostics) -> NameLock {
        for diagnostic in self.diagnostics.into_inner() {
            diagnostics.push(diagnostic);
        }
        NameLock {
            names: self.given.into_inner(),
        }
    }
}

/// The reports on a name for which there was nothing.
fn in_vain(rename: &Rename, known: &[&str]) -> Diagnostic {
    let (key, what) = (&rename.key, rename.what.word());
    match &rename.by {
        By::Options(choice) => {
            let diagnostic = choice.error(
                Code::NO_MATCH,
                format!("`{key}` is no {what} of the client"),
            );
            match nearest(key, known) {
                Some(near) => diagnostic.help(format!("is `{near}` meant?")),
                None => diagnostic,
            }
        }
        By::Document(place) => {
            let message = format!("`x-tamis-name` is in vain: the client has no such {what}");
            Diagnostic::warning(Code::UNUSED_NAME, place, message)
        }
    }
}

/// Whether a text is an identifier of Rust, raw or not.
fn is_identifier(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let mut characters = plain.chars();
    let starts = characters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    starts
        && plain != "_"
        && characters.all(unicode_ident::is_xid_continue)
        && plain.nfkc().eq(plain.chars())
        && super::keyword::escape(plain.to_owned()) == name
}

/// How users call things: an operation by its id or by its path.
struct Addresses<'a> {
    ids: BTreeMap<String, &'a str>,
    /// The types that a generic one stands for.
    instances: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Addresses<'a> {
    fn of(api: &'a Api, facts: &'a Facts) -> Self {
        let ids = api.operations.iter().filter_map(|operation| {
            let call = known::call(operation);
            Some((call, operation.id.as_deref()?))
        });
        let instances = facts.generics.templates().map(|(_, template)| {
            let key = |id: &TypeId| known::key(api, api.ty(*id));
            let keys = template.instances.iter().map(key);
            (template.name.as_str(), keys.collect())
        });
        Self {
            ids: ids.collect(),
            instances: instances.collect(),
        }
    }

    /// What a thing is, and all that it may be called.
    fn of_thing(&self, kind: Kind, owner: &str, key: &str) -> Option<(Named, Vec<String>)> {
        let inside = || {
            // A type has one name for its members, however often it is written out.
            let owner = owner.strip_suffix(SENT).unwrap_or(owner);
            match owner.strip_prefix(GENERIC) {
                None => vec![format!("{owner}.{key}")],
                Some(name) => {
                    let instances = self.instances.get(name).into_iter().flatten();
                    let owners = instances.map(String::as_str).chain([name]);
                    owners.map(|owner| format!("{owner}.{key}")).collect()
                }
            }
        };
        Some(match kind {
            Kind::Types => {
                let name = key.strip_prefix(GENERIC).unwrap_or(key);
                (Named::Type, vec![name.to_owned()])
            }
            Kind::Members => (Named::Member, inside()),
            Kind::Variants => (Named::Variant, inside()),
            Kind::Modules => (Named::Tag, vec![key.strip_prefix(TAG)?.to_owned()]),
            Kind::Operations | Kind::Methods => match key.strip_prefix(TAG) {
                Some(tag) => (Named::Tag, vec![tag.to_owned()]),
                None => {
                    let id = self.ids.get(key).map(|id| (*id).to_owned());
                    (
                        Named::Operation,
                        [key.to_owned()].into_iter().chain(id).collect(),
                    )
                }
            },
            Kind::Parameters => {
                let (_, name) = key.split_once(' ')?;
                let id = self.ids.get(owner).map(|id| format!("{id}.{name}"));
                let names = [name.to_owned(), format!("{owner}.{name}")];
                (Named::Parameter, names.into_iter().chain(id).collect())
            }
            Kind::Answers | Kind::Credentials | Kind::Filters | Kind::Headers | Kind::Profiles => {
                return None;
            }
        })
    }
}
