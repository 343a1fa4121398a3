//! Which nameless types are the same as an earlier one?
//!
//! In: the types and their use. Out: [`Sharing`]: for a type without a name in the document, the first type that is equal
//! to it. The client writes that one out, and the others as aliases of it, so every place keeps a name of its own and a
//! list of states that stands in fifty operations is still one type. Deliberately not here: components (the document says
//! that they are distinct), and types that only look alike: what the document says of members and values counts, too.
//!
//! Worked example: `state: {type: string, enum: [open, closed]}` in two operations makes `IssuesListState`, an enum, and
//! `pub type PullsListState = IssuesListState`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::generics::Generics;
use super::usage::Usage;
use crate::ir::{
    Additional, Api, Docs, NameHint, Object, Tagging, TypeDef, TypeId, TypeKind, TypeRef,
};

/// The nameless types that are equal to an earlier one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sharing(BTreeMap<TypeId, TypeId>);

impl Sharing {
    /// The first type that is equal to this one; `None`: it stands for itself.
    #[must_use]
    pub(crate) fn same_as(&self, id: TypeId) -> Option<TypeId> {
        self.0.get(&id).copied()
    }

    /// Whether a type only stands inside one that is written as an alias, so that nothing speaks of it: what the alias
    /// stands for holds an equal one. Where there is no equal one, something else holds it, such as the same type as it is
    /// sent.
    #[must_use]
    pub(crate) fn is_inside_alias(&self, api: &Api, id: TypeId) -> bool {
        match &api.ty(id).hint {
            NameHint::Inside { parent, .. } => {
                self.0.contains_key(parent) && self.0.contains_key(&id)
            }
            _ => false,
        }
    }
}

/// Finds the equal types.
pub(super) fn find(api: &Api, usage: &Usage, generics: &Generics) -> Sharing {
    let mut finder = Finder {
        api,
        usage,
        generics,
        done: vec![None; api.types.len()],
    };
    let mut first: HashMap<String, TypeId> = HashMap::new();
    let mut same = BTreeMap::new();
    for id in api.type_ids() {
        if finder.is_nameless(id) {
            for id in finder.inside_out(id) {
                let key = finder.key(id);
                let canonical = *first.entry(key).or_insert(id);
                finder.done[id.index()] = Some(canonical);
                if canonical != id {
                    same.insert(id, canonical);
                }
            }
        }
    }
    // A type that holds one that is equal to it cannot be an alias of that: what stands in an alias is not written.
    same.retain(|id, canonical| !is_inside(api, *canonical, *id));
    Sharing(same)
}

/// Whether a nameless type stands inside another one, at any depth.
fn is_inside(api: &Api, id: TypeId, outer: TypeId) -> bool {
    let mut at = id;
    // Each step leads outwards, so the bound is never reached.
    for _ in 0..=api.types.len() {
        at = match &api.ty(at).hint {
            NameHint::Inside { parent, .. } => *parent,
            NameHint::Sent { of } => *of,
            _ => return false,
        };
        if at == outer {
            return true;
        }
    }
    false
}

struct Finder<'a> {
    api: &'a Api,
    usage: &'a Usage,
    generics: &'a Generics,
    /// The types that have been compared, each with the first that is equal to it.
    done: Vec<Option<TypeId>>,
}

impl Finder<'_> {
    fn is_nameless(&self, id: TypeId) -> bool {
        let def = self.api.ty(id);
        let hint = match &def.hint {
            // It is as distinct as the one that it was made from.
            NameHint::Sent { of } => &self.api.ty(*of).hint,
            hint => hint,
        };
        !matches!(hint, NameHint::Component(_))
            && !matches!(def.kind, TypeKind::Alias(_))
            && self.usage.is_kept(id)
            && self.generics.instance(id).is_none()
            && self.generics.replaced_by(id).is_none()
    }

    /// A type and the nameless ones inside it that have not been compared, innermost first.
    fn inside_out(&self, id: TypeId) -> Vec<TypeId> {
        let mut order = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting = vec![(id, false)];
        while let Some((id, children_done)) = waiting.pop() {
            if children_done {
                order.push(id);
                continue;
            }
            if self.done[id.index()].is_some() || !seen.insert(id) {
                continue;
            }
            waiting.push((id, true));
            super::parts::for_each(&self.api.ty(id).kind, |ty| {
                ty.for_each_named(&mut |id| {
                    if self.is_nameless(id) {
                        waiting.push((id, false));
                    }
                });
            });
        }
        order
    }

    /// A text that is equal for equal types, and for no others.
    fn key(&self, id: TypeId) -> String {
        let TypeDef { kind, .. } = self.api.ty(id);
        let mut key = format!("{:?}", self.usage.of(id));
        // A string takes any text.
        let _ = match kind {
            TypeKind::Object(object) => self.object(object, &mut key),
            TypeKind::Enum(values) => {
                let _ = write!(key, "enum {:?} {}", values.base, values.open);
                values
                    .variants
                    .iter()
                    .try_for_each(|variant| write!(key, "{variant:?}"))
            }
            TypeKind::Union(union) => {
                match &union.tagging {
                    Tagging::Untagged => key.push_str("union"),
                    Tagging::Internal { property, integer } => {
                        _ = write!(key, "union {property:?}{integer}");
                    }
                }
                for variant in &union.variants {
                    let _ = write!(key, "{:?}{:?}", variant.hint, variant.tags);
                    self.ty(&variant.ty, &mut key);
                    docs(&variant.docs, &mut key);
                }
                Ok(())
            }
            TypeKind::Alias(ty) => {
                self.ty(ty, &mut key);
                Ok(())
            }
        };
        key
    }

    fn object(&self, object: &Object, key: &mut String) -> std::fmt::Result {
        key.push_str("object");
        for field in &object.fields {
            write!(
                key,
                "{:?}{:?}{}{}",
                field.wire_name, field.presence, field.read_only, field.write_only
            )?;
            self.ty(&field.ty, key);
            docs(&field.docs, key);
        }
        match &object.additional {
            Additional::Kept(ty) => {
                key.push_str("kept");
                self.ty(ty, key);
                Ok(())
            }
            other => write!(key, "{other:?}"),
        }
    }

    fn ty(&self, ty: &TypeRef, key: &mut String) {
        match ty {
            TypeRef::Named(id) => {
                let id = self.done[id.index()].unwrap_or(*id);
                let _ = write!(key, "#{}", id.index());
            }
            TypeRef::Set(inner) if self.api.item_of(ty).is_none() => {
                self.wrapped("set", inner, key);
            }
            TypeRef::List(inner) | TypeRef::Set(inner) => self.wrapped("list", inner, key),
            TypeRef::Map(inner) => self.wrapped("map", inner, key),
            TypeRef::Nullable(inner) => self.wrapped("null", inner, key),
            TypeRef::Tuple(items) => {
                key.push('(');
                for item in items {
                    self.ty(item, key);
                }
                key.push(')');
            }
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Param(_) => _ = write!(key, "{ty:?}"),
        }
    }

    fn wrapped(&self, what: &str, inner: &TypeRef, key: &mut String) {
        key.push_str(what);
        key.push('(');
        self.ty(inner, key);
        key.push(')');
    }
}

fn docs(docs: &Docs, key: &mut String) {
    let _ = write!(key, "{docs:?}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{ApiBuilder, named, ty};
    use crate::analysis::{Filters, usage};

    #[test]
    fn components_are_distinct_as_they_are_sent_too() {
        let mut builder = ApiBuilder::new();
        let [first, second] = ["First", "Second"].map(|name| {
            let component = builder.object(name, &[("id", ty("int")), ("name", ty("string"))]);
            let sent = builder.object("Sent", &[("name", ty("string"))]);
            builder.api.types[sent.index()].hint = NameHint::Sent { of: component };
            sent
        });
        builder.object("Holder", &[("a", named(first)), ("b", named(second))]);
        let generics = Generics::default();
        let usage = usage::trace(&builder.api, &generics, &Filters::default());
        let sharing = find(&builder.api, &usage, &generics);
        assert_eq!(
            (sharing.same_as(first), sharing.same_as(second)),
            (None, None)
        );
    }
}
