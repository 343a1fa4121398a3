//! How the values of a union say which variant they are, decided when all types are there.
//!
//! In: the unions, untagged, with their discriminators. Out: tags for those where a member of the object decides: by the
//! document's mapping, by what each variant lists under the same key, by the component's name. In the others,
//! one-value lists of values become constants, because they are all that tells the variants apart.

mod values;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use self::values::{
    DEEPEST, each, enum_of, field, is_object_like, object_in, required_values, values,
};
use super::limits::Budget;
use super::pending::{Pending, target_name};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::schema::Discriminator;
use crate::ir::{
    Api, EnumBase, NameHint, Presence, Tagging, TypeId, TypeKind, TypeRef, Union, UnionVariant,
};

pub(super) fn settle(api: &mut Api, unions: &[Pending<'_>], diagnostics: &mut Diagnostics) {
    for pending in inside_first(api, unions) {
        let Some(union) = union_of(api, pending.id) else {
            continue;
        };
        let tags = match pending.discriminator {
            Some(discriminator) => {
                warn_of_strangers(pending, discriminator, diagnostics);
                let tags = by_discriminator(api, union, pending, discriminator);
                if tags.is_none() {
                    diagnostics.push(Diagnostic::warning(
                        Code::DISCRIMINATOR,
                        &pending.place,
                        format!(
                            "the discriminator `{}` does not tell all variants apart; they are tried in turn",
                            discriminator.property
                        ),
                    ));
                }
                tags.or_else(|| by_values(api, union))
            }
            None => by_values(api, union),
        };
        match tags {
            Some(tags) => set_tags(api, pending.id, tags),
            None => close_constants(api, pending.id),
        }
    }
}

/// The unions, each behind those among its variants: their tags may be its own.
fn inside_first<'p, 'a>(api: &Api, unions: &'p [Pending<'a>]) -> Vec<&'p Pending<'a>> {
    let positions: HashMap<TypeId, usize> = (unions.iter().zip(0..))
        .map(|(pending, at)| (pending.id, at))
        .collect();
    let mut seen = vec![false; unions.len()];
    let mut sorted = Vec::with_capacity(unions.len());
    let mut open: Vec<(usize, bool)> = (0..unions.len()).rev().map(|at| (at, false)).collect();
    while let Some((at, is_open)) = open.pop() {
        let Some(pending) = unions.get(at) else {
            continue;
        };
        if is_open {
            sorted.push(pending);
        } else if !std::mem::replace(&mut seen[at], true) {
            open.push((at, true));
            let variants = union_of(api, pending.id).map(|union| &union.variants);
            let inside = variants.into_iter().flatten().rev().filter_map(|variant| {
                match api.resolve(&variant.ty) {
                    TypeRef::Named(id) => positions.get(id),
                    _ => None,
                }
            });
            open.extend(inside.map(|at| (*at, false)));
        }
    }
    sorted
}

/// How the values of a union say which variant they are.
struct Tags {
    property: String,
    integer: bool,
    /// Those of each variant.
    all: Vec<Vec<String>>,
}

fn union_of(api: &Api, id: TypeId) -> Option<&Union> {
    match &api.types.get(id.index())?.kind {
        TypeKind::Union(union) => Some(union),
        _ => None,
    }
}

fn set_tags(api: &mut Api, id: TypeId, tags: Tags) {
    let Some(TypeKind::Union(union)) = api.types.get_mut(id.index()).map(|ty| &mut ty.kind) else {
        return;
    };
    union.tagging = Tagging::Internal {
        property: tags.property,
        integer: tags.integer,
    };
    for (variant, tags) in union.variants.iter_mut().zip(tags.all) {
        variant.tags = tags;
    }
}

/// The tags of all variants; `None` when one has none, or two have the same.
fn by_discriminator(
    api: &Api,
    union: &Union,
    pending: &Pending<'_>,
    discriminator: &Discriminator,
) -> Option<Tags> {
    let property = &discriminator.property;
    // Where the values listed do not tell the variants apart, their names do.
    for with_values in [true, false] {
        let all = discriminated(api, union, pending, discriminator, with_values)?;
        if distinct(&all) {
            return Some(Tags {
                property: property.clone(),
                integer: is_integer(api, union, property),
                all,
            });
        }
    }
    None
}

fn discriminated(
    api: &Api,
    union: &Union,
    pending: &Pending<'_>,
    discriminator: &Discriminator,
    with_values: bool,
) -> Option<Vec<Vec<String>>> {
    let property = &discriminator.property;
    let last = union.variants.len().saturating_sub(1);
    let patience = Budget::for_variants(union.variants.len());
    let mut all = Vec::with_capacity(union.variants.len());
    for (index, variant) in union.variants.iter().enumerate() {
        let component = pending.components.get(index).copied().flatten();
        if !is_object_like(api, &variant.ty) {
            return None;
        }
        let is_default = !pending.fallback && component.is_some() && component == pending.default();
        if is_default || pending.fallback && index == last {
            all.push(Vec::new());
            continue;
        }
        let mapped = pending.mapped(component);
        if !mapped.is_empty() {
            all.push(mapped);
            continue;
        }
        if !pending.fallback
            && let Some(inner) = inner_tags(api, &variant.ty, property)
        {
            all.push(inner);
            continue;
        }
        let values = values(api, &variant.ty, property, &patience);
        all.push(match (values, component) {
            (Some(values), None) => values,
            (Some(values), Some(component)) => named(values, component, with_values),
            (None, Some(component)) => vec![component.to_owned()],
            (None, None) => return None,
        });
    }
    Some(all)
}

/// The tags of a variant that is itself a union, told apart by the same member.
fn inner_tags(api: &Api, ty: &TypeRef, property: &str) -> Option<Vec<String>> {
    let TypeRef::Named(id) = api.resolve(ty) else {
        return None;
    };
    let inner = union_of(api, *id)?;
    match &inner.tagging {
        Tagging::Internal { property: of, .. } if of == property => {}
        _ => return None,
    }
    let tags = inner.variants.iter().flat_map(|variant| &variant.tags);
    let mut tags: Vec<String> = tags.cloned().collect();
    tags.dedup();
    Some(tags).filter(|tags| !tags.is_empty())
}

/// Which of the values that a variant can have mean it: the one that is its component's name, or all of them; without them,
/// the name.
fn named(values: Vec<String>, component: &str, with_values: bool) -> Vec<String> {
    if values.len() == 1 || values.is_empty() {
        return values;
    }
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let exact = values.iter().find(|value| *value == component);
    let alike = || {
        values
            .iter()
            .find(|value| letters(value) == letters(component))
    };
    match exact.or_else(alike) {
        Some(value) => vec![value.clone()],
        None if with_values => values,
        None => vec![component.to_owned()],
    }
}

/// A key under which every variant must have a constant, or at least one of a list of values, all of them different.
fn by_values(api: &Api, union: &Union) -> Option<Tags> {
    let first = object_in(api, &union.variants.first()?.ty, DEEPEST)?;
    let keys = || first.fields.iter().map(|field| &field.wire_name);
    let constant = keys().find_map(|property| tags_under(api, union, property, Some(1)));
    constant.or_else(|| keys().find_map(|property| tags_under(api, union, property, None)))
}

/// The tags of all variants under a key, where each variant has at most so many.
fn tags_under(api: &Api, union: &Union, property: &str, most: Option<usize>) -> Option<Tags> {
    let patience = Budget::for_variants(union.variants.len());
    let of_variant = |variant: &UnionVariant| {
        each(api, &variant.ty, DEEPEST, &patience, &|object| {
            let values = required_values(api, field(object, property)?)?;
            most.is_none_or(|most| values.len() <= most)
                .then_some(values)
        })
    };
    // The first is looked at first: most members are no tag.
    let all: Option<Vec<_>> = union.variants.iter().map(of_variant).collect();
    all.filter(|all| distinct(all)).map(|all| Tags {
        property: property.to_owned(),
        integer: is_integer(api, union, property),
        all,
    })
}

/// Whether the variants that describe the tag say that it is an integer.
fn is_integer(api: &Api, union: &Union, property: &str) -> bool {
    let patience = Budget::for_variants(union.variants.len());
    let mut described = union.variants.iter().filter_map(|variant| {
        let of = Cell::new(None);
        each(api, &variant.ty, DEEPEST, &patience, &|object| {
            let ty = &field(object, property)?.ty;
            of.set(Some(match api.resolve(ty.without_null()) {
                TypeRef::Scalar(scalar) => scalar.is_integer(),
                TypeRef::Named(_) => {
                    enum_of(api, ty).is_some_and(|list| list.base == EnumBase::Integer)
                }
                _ => false,
            }));
            Some(Vec::new())
        });
        of.get()
    });
    described
        .next()
        .is_some_and(|first| first && described.all(|it| it))
}

fn distinct(tags: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    tags.iter().flatten().all(|tag| seen.insert(tag))
}

fn warn_of_strangers(
    pending: &Pending<'_>,
    discriminator: &Discriminator,
    diagnostics: &mut Diagnostics,
) {
    for (tag, target) in &discriminator.mapping {
        if !pending.components.contains(&Some(target_name(target))) {
            diagnostics.push(Diagnostic::warning(
                Code::DISCRIMINATOR,
                &pending.place,
                format!("`{tag}` is mapped to `{target}`, which is not one of the variants"),
            ));
        }
    }
}

/// Without a tag, the variants with a one-value member are told apart by it, so no other value may pass for it.
fn close_constants(api: &mut Api, id: TypeId) {
    let Some(union) = union_of(api, id) else {
        return;
    };
    let mut closing = Vec::new();
    for variant in &union.variants {
        let Some(object) = object_in(api, &variant.ty, 0) else {
            continue;
        };
        for field in &object.fields {
            if field.presence == Presence::Required
                && let TypeRef::Named(id) = field.ty
                && !matches!(api.ty(id).hint, NameHint::Component(_))
            {
                closing.push(id);
            }
        }
    }
    for id in closing {
        if let Some(TypeKind::Enum(list)) = api.types.get_mut(id.index()).map(|ty| &mut ty.kind)
            && list.variants.len() == 1
        {
            list.open = false;
        }
    }
}
