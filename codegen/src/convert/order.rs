//! The order in which the variants of an untagged union are tried, so that none stands in the light of another.
//!
//! In: unions with their variants in document order. Out: the same variants; those of one JSON type stand together,
//! where the first of them stood, the narrower before the wider:
//!
//! | JSON type | order |
//! |---|---|
//! | number | closed lists, integers by width, open lists, floats |
//! | string | closed lists, formats, open lists, base64, any string |
//! | array | tuples, the longest first; lists, by what is in them |
//! | object | unions with a tag; structs, those with the most constants, required members and members first; maps |
//!
//! What can be of several JSON types comes last. Of the variants that fit, the runtime takes the one that leaves out the
//! least; the order decides among equals.

use super::limits::Budget;
use crate::ir::{
    Additional, Api, Enum, EnumBase, Object, Presence, Scalar, Tagging, TypeKind, TypeRef,
};

/// How deep types are looked into.
const DEEPEST: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
    Mixed,
}

/// How early a variant is tried within its group: the least first.
type Rank = [i64; 4];

/// What takes anything.
const WIDEST: (Group, Rank) = (Group::Mixed, [9, 0, 0, 0]);

pub(super) fn order(api: &mut Api) {
    for index in 0..api.types.len() {
        let Some(TypeKind::Union(union)) = api.types.get(index).map(|ty| &ty.kind) else {
            continue;
        };
        if union.tagging != Tagging::Untagged {
            continue;
        }
        let patience = Budget::for_variants(union.variants.len());
        let ranks: Vec<(Group, Rank)> = union
            .variants
            .iter()
            .map(|variant| rank(api, &variant.ty, DEEPEST, &patience))
            .collect();
        let mut positions: Vec<usize> = (0..ranks.len()).collect();
        positions.sort_by_key(|position| {
            let Some((group, rank)) = ranks.get(*position) else {
                return (usize::MAX, Rank::default());
            };
            let first = |group| ranks.iter().position(|(other, _)| *other == group);
            match (group, first(*group)) {
                (Group::Mixed, _) | (_, None) => (usize::MAX, *rank),
                (_, Some(first)) => (first, *rank),
            }
        });
        if let Some(TypeKind::Union(union)) = api.types.get_mut(index).map(|ty| &mut ty.kind) {
            let variants = std::mem::take(&mut union.variants);
            let mut variants: Vec<_> = variants.into_iter().map(Some).collect();
            union.variants = positions
                .into_iter()
                .filter_map(|position| variants.get_mut(position)?.take())
                .collect();
        }
        keep_texts(api, index);
    }
}

/// Formats are read in more ways than they are written in. Where a variant for any text follows, such a text is that one: so
/// it stays as it is.
fn keep_texts(api: &mut Api, index: usize) {
    let Some(TypeKind::Union(union)) = api.types.get(index).map(|ty| &ty.kind) else {
        return;
    };
    let Some(any) = (union.variants.iter()).rposition(|variant| takes_any_text(api, &variant.ty))
    else {
        return;
    };
    let exact: Vec<bool> = (union.variants.iter().take(any))
        .map(|variant| match api.resolve(&variant.ty) {
            TypeRef::Scalar(scalar) => {
                *scalar != Scalar::String && scalar_rank(*scalar).0 == Group::String
            }
            _ => false,
        })
        .collect();
    if let Some(TypeKind::Union(union)) = api.types.get_mut(index).map(|ty| &mut ty.kind) {
        for (variant, exact) in union.variants.iter_mut().zip(exact) {
            variant.exact = exact;
        }
    }
}

fn takes_any_text(api: &Api, ty: &TypeRef) -> bool {
    match api.resolve(ty.without_null()) {
        TypeRef::Scalar(Scalar::String) | TypeRef::Any => true,
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Enum(list) => list.open && list.base != EnumBase::Integer,
            _ => false,
        },
        _ => false,
    }
}

fn rank(api: &Api, ty: &TypeRef, depth: usize, patience: &Budget) -> (Group, Rank) {
    if patience.look().is_none() {
        return WIDEST;
    }
    match api.resolve(ty.without_null()) {
        TypeRef::Scalar(scalar) => scalar_rank(*scalar),
        TypeRef::Tuple(items) => (Group::Array, [0, -count(items.len()), 0, 0]),
        TypeRef::List(item) | TypeRef::Set(item) => {
            let item = match rank(api, item, depth.saturating_sub(1), patience) {
                _ if depth == 0 => [0; 4],
                (Group::Mixed, [rank, ..]) => [2, rank, 0, 0],
                (_, [one, two, ..]) => [1, one, two, 0],
            };
            (Group::Array, item)
        }
        TypeRef::Map(value) => {
            let any = matches!(api.resolve(value), TypeRef::Any);
            (Group::Object, [if any { 2 } else { 1 }, 0, 0, 0])
        }
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Object(object) => (Group::Object, object_rank(api, object)),
            TypeKind::Enum(list) => enum_rank(list),
            TypeKind::Union(union) if union.tagging != Tagging::Untagged => {
                (Group::Object, [-1, 0, 0, 0])
            }
            TypeKind::Union(union) => {
                // As wide as its widest variant.
                let mut widest = None;
                for variant in &union.variants {
                    let (group, rank) = match depth {
                        0 => WIDEST,
                        depth => rank(api, &variant.ty, depth - 1, patience),
                    };
                    widest = Some(match widest {
                        None => (group, rank),
                        Some((other, wider)) if other == group => (group, rank.max(wider)),
                        Some((_, wider)) => (Group::Mixed, rank.max(wider)),
                    });
                    if patience.is_over() {
                        break;
                    }
                }
                widest.unwrap_or(WIDEST)
            }
            TypeKind::Alias(_) => WIDEST,
        },
        TypeRef::Any | TypeRef::Nullable(_) | TypeRef::Param(_) => WIDEST,
    }
}

fn object_rank(api: &Api, object: &Object) -> Rank {
    let required = || {
        object
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
    };
    let constants = required().filter(|field| match field.ty {
        TypeRef::Named(id) => match &api.ty(id).kind {
            TypeKind::Enum(list) => !list.open,
            _ => false,
        },
        _ => false,
    });
    // One that keeps everything would take what the others know better.
    let keeps = object.fields.is_empty() && matches!(object.additional, Additional::Kept(_));
    [
        i64::from(keeps),
        -count(constants.count()),
        -count(required().count()),
        -count(object.fields.len()),
    ]
}

fn enum_rank(list: &Enum) -> (Group, Rank) {
    let wide = if list.open { 40 } else { 0 };
    let all = |test: fn(&serde_json::Value) -> bool| {
        list.variants.iter().all(|variant| test(&variant.value))
    };
    match list.base {
        EnumBase::String => (Group::String, [wide, 0, 0, 0]),
        EnumBase::Integer => (Group::Number, [wide, 0, 0, 0]),
        EnumBase::Json if all(serde_json::Value::is_number) => (Group::Number, [wide, 0, 0, 0]),
        EnumBase::Json if all(serde_json::Value::is_boolean) => (Group::Boolean, [0; 4]),
        EnumBase::Json => (Group::Mixed, [wide, 0, 0, 0]),
    }
}

fn scalar_rank(scalar: Scalar) -> (Group, Rank) {
    let (group, rank) = match scalar {
        // What a type of the user's takes, only the user knows: as much as a text.
        Scalar::Own(_) => (Group::String, 39),
        Scalar::Null => (Group::Null, 0),
        Scalar::Bool => (Group::Boolean, 1),
        Scalar::U8 => (Group::Number, 1),
        Scalar::I8 => (Group::Number, 2),
        Scalar::U16 => (Group::Number, 3),
        Scalar::I16 => (Group::Number, 4),
        Scalar::U32 => (Group::Number, 5),
        Scalar::I32 => (Group::Number, 6),
        Scalar::U64 => (Group::Number, 7),
        Scalar::I64 => (Group::Number, 8),
        Scalar::I128 => (Group::Number, 9),
        Scalar::F64 => (Group::Number, 51),
        Scalar::Uuid => (Group::String, 1),
        Scalar::DateTime => (Group::String, 2),
        Scalar::Date => (Group::String, 3),
        Scalar::Time => (Group::String, 4),
        Scalar::Ipv4 => (Group::String, 5),
        Scalar::Ipv6 => (Group::String, 6),
        Scalar::Duration => (Group::String, 7),
        Scalar::Base64 => (Group::String, 50),
        Scalar::Binary => (Group::String, 51),
        Scalar::String => (Group::String, 60),
    };
    (group, [rank, 0, 0, 0])
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
