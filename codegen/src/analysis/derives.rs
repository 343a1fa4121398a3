//! Which traits does each type get?
//!
//! In: the types, their use, the user's choice. Out: [`Derives`]: a set of [`Trait`]s for each type and template.
//! Deliberately not here: whether a trait is derived or written by hand; `emit/` decides that.

use super::generics::{Generics, TemplateId};
use super::usage::Usage;
use crate::config::Config;
use crate::ir::{Api, TypeId};

/// The traits of the types of an API.
#[derive(Clone, Debug, Default)]
pub struct Derives {
    types: Vec<Traits>,
    templates: Vec<Traits>,
}

impl Derives {
    /// The traits that a type gets.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub fn of(&self, id: TypeId) -> Traits {
        self.types[id.index()]
    }

    /// The traits that a template gets; an argument that lacks one takes it from the instance, as usual.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub fn of_template(&self, id: TemplateId) -> Traits {
        self.templates[id.0]
    }
}

/// A trait that a generated type can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the traits' own")]
pub enum Trait {
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
}

impl Trait {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 11] = [
        Self::Clone,
        Self::Copy,
        Self::Debug,
        Self::Default,
        Self::PartialEq,
        Self::Eq,
        Self::PartialOrd,
        Self::Ord,
        Self::Hash,
        Self::Serialize,
        Self::Deserialize,
    ];
}

/// A set of traits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    /// Whether a trait is in the set.
    #[must_use]
    pub fn has(self, which: Trait) -> bool {
        self.0 & (1 << which as u16) != 0
    }

    /// The set with one more trait.
    #[must_use]
    pub fn with(self, which: Trait) -> Self {
        Self(self.0 | (1 << which as u16))
    }

    /// The traits of the set, in the order in which they are written.
    pub fn iter(self) -> impl Iterator<Item = Trait> {
        Trait::ALL.into_iter().filter(move |which| self.has(*which))
    }
}

/// Chooses the traits of all types.
pub(super) fn choose(api: &Api, _config: &Config, _usage: &Usage, generics: &Generics) -> Derives {
    let always = Traits::default()
        .with(Trait::Clone)
        .with(Trait::Debug)
        .with(Trait::PartialEq)
        .with(Trait::Serialize)
        .with(Trait::Deserialize);
    Derives {
        types: vec![always; api.types.len()],
        templates: vec![always; generics.templates().count()],
    }
}
