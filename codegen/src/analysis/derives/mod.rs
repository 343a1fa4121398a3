//! Which traits does each type get?
//!
//! In: the types, their use, the user's choice. Out: [`DeriveTable`]: a set of [`Trait`]s for each type and template.
//! Deliberately not here: whether a trait is derived or written by hand; `emit/` decides that.
//!
//! * `Clone`, `Debug` and `PartialEq`: always.
//! * `Eq`: unless it holds a floating-point number, or any JSON (which may hold one), anywhere inside.
//! * `PartialOrd`, `Ord` and `Hash`: enums of strings or integers, which people use as keys. `Copy`: those of them
//!   that keep no unknown value. Structs get neither, because a new field in the document would take it away.
//! * `Default`: objects with nothing required; what is left out is then absent.
//! * `Serialize` where a value is sent, `Deserialize` where it is received, both where the user asks for it; for types
//!   that nothing uses, what their parts allow (`serde_traits.rs`).
//!
//! Worked example: `Page { next?, items: [Item] }`, only received, with `Item { price: number }`: both get `Clone`,
//! `Debug`, `PartialEq` and `Deserialize`; neither `Eq` (the price) nor, for `items` and `price` are required, `Default`.

mod equality;
mod serde_traits;

use self::equality::{holds_inexact, inexact};
use self::serde_traits::{Directions, SerdeTraits};
use super::generics::{Generics, TemplateId};
use super::parts;
use super::usage::Usage;
use crate::config::Config;
use crate::ir::{Api, Enum, EnumBase, Object, Presence, TypeId, TypeKind};

/// The traits of the types of an API.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeriveTable {
    types: Vec<Traits>,
    templates: Vec<Traits>,
}

impl DeriveTable {
    /// The traits that a type gets.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn of(&self, id: TypeId) -> Traits {
        self.types[id.index()]
    }

    /// The traits that a template gets; an argument that lacks one takes it from the instance, as usual.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn of_template(&self, id: TemplateId) -> Traits {
        self.templates[id.0]
    }
}

/// A trait that a generated type can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trait {
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
    pub(crate) const ALL: [Self; 11] = [
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
pub(crate) struct Traits(u16);

impl Traits {
    /// Whether a trait is in the set.
    #[must_use]
    pub(crate) fn has(self, which: Trait) -> bool {
        self.0 & (1 << which as u16) != 0
    }

    /// The set with one more trait.
    #[must_use]
    pub(crate) fn with(self, which: Trait) -> Self {
        Self(self.0 | (1 << which as u16))
    }

    /// The set without a trait.
    #[must_use]
    pub(crate) fn without(self, which: Trait) -> Self {
        Self(self.0 & !(1 << which as u16))
    }

    /// The traits of the set, in the order in which they are written.
    pub(crate) fn iter(self) -> impl Iterator<Item = Trait> {
        Trait::ALL.into_iter().filter(move |which| self.has(*which))
    }
}

/// Chooses the traits of all types.
pub(super) fn choose(
    api: &Api,
    config: &Config,
    usage: &Usage,
    generics: &Generics,
) -> DeriveTable {
    let inexact = inexact(api);
    let serde = SerdeTraits::find(api, config, usage, generics);
    let types = api
        .type_ids()
        .map(|id| {
            let mut traits = base(serde.of(id));
            if !inexact[id.index()] {
                traits = traits.with(Trait::Eq);
            }
            match &api.ty(id).kind {
                TypeKind::Object(object) if has_default(object) => traits.with(Trait::Default),
                TypeKind::Enum(of) => with_key_traits(traits, of),
                _ => traits,
            }
        })
        .collect();
    let templates = generics
        .templates()
        .map(|(id, template)| {
            let mut traits = base(serde.of_template(id));
            let mut exact = true;
            parts::for_each_of_object(&template.body, |ty| {
                exact &= !holds_inexact(api, ty);
                ty.for_each_named(&mut |id| exact &= !inexact[id.index()]);
            });
            if exact {
                traits = traits.with(Trait::Eq);
            }
            // A derived `Default` asks the argument for one, although an absent member needs none.
            traits
        })
        .collect();
    DeriveTable { types, templates }
}

fn base(directions: Directions) -> Traits {
    let always = Traits::default()
        .with(Trait::Clone)
        .with(Trait::Debug)
        .with(Trait::PartialEq);
    let sent = if directions.sent {
        always.with(Trait::Serialize)
    } else {
        always
    };
    if directions.received {
        sent.with(Trait::Deserialize)
    } else {
        sent
    }
}

fn with_key_traits(traits: Traits, of: &Enum) -> Traits {
    if of.base == EnumBase::Json {
        return traits;
    }
    let key = traits
        .with(Trait::PartialOrd)
        .with(Trait::Ord)
        .with(Trait::Hash);
    if of.open { key } else { key.with(Trait::Copy) }
}

fn has_default(object: &Object) -> bool {
    object
        .fields
        .iter()
        .all(|field| field.presence == Presence::Optional)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{ApiBuilder, list, named, nullable, object, ty};
    use crate::analysis::{Filters, generics, usage};

    fn names(traits: Traits) -> String {
        let names: Vec<_> = traits.iter().map(|it| format!("{it:?}")).collect();
        names.join(" ")
    }

    #[track_caller]
    fn check(build: impl FnOnce(&mut ApiBuilder) -> TypeId, expected: &str) {
        let mut builder = ApiBuilder::new();
        let id = build(&mut builder);
        builder.get("/", vec![], Some(named(id)));
        let generics = Generics::default();
        let usage = usage::trace(&builder.api, &generics, &Filters::default());
        let derives = choose(&builder.api, &Config::default(), &usage, &generics);
        assert_eq!(names(derives.of(id)), expected);
    }

    #[test]
    fn objects() {
        check(
            |builder| builder.object("A", &[("name", ty("string"))]),
            "Clone Debug PartialEq Eq Deserialize",
        );
        check(
            |builder| builder.object("A", &[("name?", ty("string")), ("tags?", list(ty("uuid")))]),
            "Clone Debug Default PartialEq Eq Deserialize",
        );
        check(
            |builder| builder.object("A", &[("price", nullable(ty("number")))]),
            "Clone Debug PartialEq Deserialize",
        );
    }

    #[test]
    fn a_number_deep_inside_a_cycle_takes_eq_from_all_of_it() {
        check(
            |builder| {
                let a = builder.declare("A");
                let leaf = builder.object("Leaf", &[("x", list(ty("any")))]);
                let b = builder.object("B", &[("a", named(a)), ("leaf", named(leaf))]);
                builder.set(a, object(&[("b", named(b))]));
                a
            },
            "Clone Debug PartialEq Deserialize",
        );
    }

    #[test]
    fn enums() {
        check(
            |builder| builder.enumeration("E", &["a", "b"]),
            "Clone Debug PartialEq Eq PartialOrd Ord Hash Deserialize",
        );
        check(
            |builder| {
                let id = builder.enumeration("E", &["a", "b"]);
                if let TypeKind::Enum(of) = &mut builder.api.types[id.index()].kind {
                    of.open = false;
                }
                id
            },
            "Clone Copy Debug PartialEq Eq PartialOrd Ord Hash Deserialize",
        );
    }

    #[test]
    fn what_nothing_uses_gets_both() {
        let mut builder = ApiBuilder::new();
        let id = builder.object("A", &[("name", ty("string"))]);
        let generics = Generics::default();
        let usage = usage::trace(&builder.api, &generics, &Filters::default());
        let derives = choose(&builder.api, &Config::default(), &usage, &generics);
        assert_eq!(
            names(derives.of(id)),
            "Clone Debug PartialEq Eq Serialize Deserialize"
        );
    }

    #[test]
    fn what_nothing_uses_gets_what_its_parts_have() {
        let mut builder = ApiBuilder::new();
        let part = builder.object("Part", &[("name", ty("string"))]);
        let page = builder.object("Page[Part]", &[("items", list(named(part)))]);
        let inner = builder.declare("Inner");
        let lost = builder.object("Lost", &[("inner", named(inner)), ("page", named(page))]);
        builder.set(inner, object(&[("lost", list(named(lost)))]));
        let alone = builder.object("Page[Inner]", &[("items", list(named(inner)))]);
        builder.get("/", vec![], Some(named(page)));
        let generics = generics::recover(&builder.api, &Config::default());
        let usage = usage::trace(&builder.api, &generics, &Filters::default());
        let derives = choose(&builder.api, &Config::default(), &usage, &generics);
        for id in [part, page, lost, inner, alone] {
            assert_eq!(
                names(derives.of(id)),
                "Clone Debug PartialEq Eq Deserialize",
                "{id:?}"
            );
        }
        assert_eq!(
            names(derives.of_template(TemplateId(0))),
            "Clone Debug PartialEq Eq Deserialize"
        );
    }
}
