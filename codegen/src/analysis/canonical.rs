//! Which types are one type in Rust?
//!
//! In: a type where it is used. Out: the same with one name for all that are equal: aliases are followed, and what is
//! written as an alias of an equal type is that one, and two instances of a template with equal arguments are one.

use super::generics::Generics;
use super::sharing::Sharing;
use crate::ir::{Api, TypeId, TypeRef};

/// How many instances may stand in each other's arguments.
const DEEPEST: usize = 32;

/// What tells a type in Rust from all others. Of no use but to be compared.
pub(super) fn canonical(
    api: &Api,
    generics: &Generics,
    sharing: &Sharing,
    ty: &TypeRef,
) -> TypeRef {
    let known = Known {
        api,
        generics,
        sharing,
    };
    known.canonical(ty, DEEPEST)
}

#[derive(Clone, Copy)]
struct Known<'a> {
    api: &'a Api,
    generics: &'a Generics,
    sharing: &'a Sharing,
}

impl Known<'_> {
    fn canonical(self, ty: &TypeRef, depth: usize) -> TypeRef {
        let of = |ty: &TypeRef| self.canonical(ty, depth);
        match self.api.resolve(ty) {
            TypeRef::Named(id) => self.named(*id, depth),
            TypeRef::Set(item) if self.api.item_of(ty).is_none() => {
                TypeRef::Set(Box::new(of(item)))
            }
            // Both are a `Vec`.
            TypeRef::List(item) | TypeRef::Set(item) => TypeRef::List(Box::new(of(item))),
            TypeRef::Map(value) => TypeRef::Map(Box::new(of(value))),
            TypeRef::Nullable(ty) => TypeRef::Nullable(Box::new(of(ty))),
            TypeRef::Tuple(items) => TypeRef::Tuple(items.iter().map(of).collect()),
            other => other.clone(),
        }
    }

    fn named(self, id: TypeId, depth: usize) -> TypeRef {
        let id = self.generics.replaced_by(id).unwrap_or(id);
        let id = self.sharing.same_as(id).unwrap_or(id);
        let Some(instance) = self.generics.instance(id).filter(|_| depth > 0) else {
            return TypeRef::Named(id);
        };
        // Two components may be one template of the same arguments. No tuple of a document begins with the bare name of an
        // instance: there it stands in these words, too.
        let template = self.generics.template(instance.template);
        let first = template.instances.first().copied().unwrap_or(id);
        let arguments = instance.arguments.iter();
        let arguments = arguments.map(|argument| self.canonical(argument, depth - 1));
        TypeRef::Tuple(
            std::iter::once(TypeRef::Named(first))
                .chain(arguments)
                .collect(),
        )
    }
}
