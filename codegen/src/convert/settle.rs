//! How the values of a union say which variant they are, decided when all types are there.
//!
//! In: the unions, untagged, with their discriminators. Out: tags for those where a member of the object decides: by the
//! document's mapping, by a constant that each variant has under the same key, by the component's name. In the others,
//! one-value lists of values become constants, because they are all that tells the variants apart.

use std::collections::HashSet;

use openapiv3::Discriminator;

use super::limits::Patience;
use super::union::Pending;
use crate::error::{Report, Reports};
use crate::ir::{
    Api, Enum, EnumBase, Field, NameHint, Object, Presence, Tagging, TypeId, TypeKind, TypeRef,
    Union,
};

/// How deep unions of unions are looked into.
const DEEPEST: usize = 3;

pub(super) fn settle(api: &mut Api, unions: &[Pending<'_>], reports: &mut Reports) {
    for pending in unions {
        let Some(union) = union_of(api, pending.id) else {
            continue;
        };
        let tagging = match pending.discriminator {
            Some(discriminator) => {
                warn_of_strangers(pending, discriminator, reports);
                let tags = by_discriminator(api, union, pending, discriminator);
                if tags.is_none() {
                    reports.push(Report::warning(
                        "discriminator",
                        &pending.place,
                        format!(
                            "the discriminator `{}` does not tell all variants apart; they are tried in turn",
                            discriminator.property_name
                        ),
                    ));
                }
                tags.map(|tags| (discriminator.property_name.clone(), tags))
                    .or_else(|| by_constant(api, union))
            }
            None => by_constant(api, union),
        };
        match tagging {
            Some((property, tags)) => set_tags(api, pending.id, property, tags),
            None => close_constants(api, pending.id),
        }
    }
}

fn union_of(api: &Api, id: TypeId) -> Option<&Union> {
    match &api.types.get(id.index())?.kind {
        TypeKind::Union(union) => Some(union),
        _ => None,
    }
}

fn set_tags(api: &mut Api, id: TypeId, property: String, tags: Vec<Vec<String>>) {
    let Some(TypeKind::Union(union)) = api.types.get_mut(id.index()).map(|ty| &mut ty.kind) else {
        return;
    };
    union.tagging = Tagging::Internal { property };
    for (variant, tags) in union.variants.iter_mut().zip(tags) {
        variant.tags = tags;
    }
}

/// The tags of all variants; `None` when one has none, or two have the same.
fn by_discriminator(
    api: &Api,
    union: &Union,
    pending: &Pending<'_>,
    discriminator: &Discriminator,
) -> Option<Vec<Vec<String>>> {
    let property = &discriminator.property_name;
    let last = union.variants.len().saturating_sub(1);
    let mut all = Vec::with_capacity(union.variants.len());
    let patience = Patience::for_variants(union.variants.len());
    for (index, variant) in union.variants.iter().enumerate() {
        let component = pending.components.get(index).copied().flatten();
        if !is_object_like(api, &variant.ty) {
            return None;
        }
        if pending.fallback && index == last {
            all.push(Vec::new());
            continue;
        }
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| Some(target_name(target)) == component)
            .map(|(tag, _)| tag.clone())
            .collect();
        if !mapped.is_empty() {
            all.push(mapped);
            continue;
        }
        let values = values(api, &variant.ty, property, &patience);
        all.push(match (values, component) {
            (Some(values), None) => values,
            (Some(values), Some(component)) => named(values, component),
            (None, Some(component)) => vec![component.to_owned()],
            (None, None) => return None,
        });
    }
    distinct(&all).then_some(all)
}

/// The one value that the variant can have, or that means its component; the component's name otherwise.
fn named(values: Vec<String>, component: &str) -> Vec<String> {
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
    vec![
        exact
            .or_else(alike)
            .cloned()
            .unwrap_or_else(|| component.to_owned()),
    ]
}

/// A key under which every variant must have a constant, all of them different.
fn by_constant(api: &Api, union: &Union) -> Option<(String, Vec<Vec<String>>)> {
    let first = object_in(api, &union.variants.first()?.ty, DEEPEST)?;
    for field in &first.fields {
        if constant(api, field).is_none() {
            continue;
        }
        let patience = Patience::for_variants(union.variants.len());
        let tags: Option<Vec<Vec<String>>> = union
            .variants
            .iter()
            .map(|variant| constants(api, &variant.ty, &field.wire_name, &patience))
            .collect();
        if let Some(tags) = tags.filter(|tags| distinct(tags)) {
            return Some((field.wire_name.clone(), tags));
        }
    }
    None
}

fn distinct(tags: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    tags.iter().flatten().all(|tag| seen.insert(tag))
}

fn is_object_like(api: &Api, ty: &TypeRef) -> bool {
    match api.resolve(ty) {
        TypeRef::Named(id) => matches!(api.ty(*id).kind, TypeKind::Object(_) | TypeKind::Union(_)),
        TypeRef::Map(_) => true,
        _ => false,
    }
}

fn object_in<'a>(api: &'a Api, ty: &'a TypeRef, depth: usize) -> Option<&'a Object> {
    let TypeRef::Named(id) = api.resolve(ty) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::Union(union) if depth > 0 => {
            object_in(api, &union.variants.first()?.ty, depth - 1)
        }
        _ => None,
    }
}

/// The strings that a member can hold, where the document lists them.
fn values(api: &Api, ty: &TypeRef, property: &str, patience: &Patience) -> Option<Vec<String>> {
    each(api, ty, DEEPEST, patience, &|object| {
        let field = field(object, property)?;
        Some(strings(enum_of(api, &field.ty)?))
    })
}

/// The strings that a member must hold.
fn constants(api: &Api, ty: &TypeRef, property: &str, patience: &Patience) -> Option<Vec<String>> {
    each(api, ty, DEEPEST, patience, &|object| {
        let value = constant(api, field(object, property)?)?;
        Some(vec![value])
    })
}

/// What `look` finds in an object, or in all variants of a union.
fn each(
    api: &Api,
    ty: &TypeRef,
    depth: usize,
    patience: &Patience,
    look: &impl Fn(&Object) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    patience.look()?;
    let TypeRef::Named(id) = api.resolve(ty) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Object(object) => look(object),
        TypeKind::Union(union) if depth > 0 => {
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(each(api, &variant.ty, depth - 1, patience, look)?);
            }
            Some(all)
        }
        _ => None,
    }
}

fn field<'a>(object: &'a Object, property: &str) -> Option<&'a Field> {
    object
        .fields
        .iter()
        .find(|field| field.wire_name == property)
}

fn constant(api: &Api, field: &Field) -> Option<String> {
    if field.presence != Presence::Required || api.is_nullable(&field.ty) {
        return None;
    }
    match strings(enum_of(api, &field.ty)?).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn enum_of<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a Enum> {
    let TypeRef::Named(id) = api.resolve(ty.without_null()) else {
        return None;
    };
    match &api.ty(*id).kind {
        TypeKind::Enum(list) if list.base == EnumBase::String => Some(list),
        _ => None,
    }
}

fn strings(list: &Enum) -> Vec<String> {
    list.variants
        .iter()
        .filter_map(|variant| variant.value.as_str())
        .map(str::to_owned)
        .collect()
}

/// The component's name at the end of a mapping's target, which may be just that.
fn target_name(target: &str) -> &str {
    target.rsplit('/').next().unwrap_or(target)
}

fn warn_of_strangers(pending: &Pending<'_>, discriminator: &Discriminator, reports: &mut Reports) {
    for (tag, target) in &discriminator.mapping {
        if !pending.components.contains(&Some(target_name(target))) {
            reports.push(Report::warning(
                "discriminator",
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
