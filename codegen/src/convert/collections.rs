//! Which lists are sets, and what maps are, as the user chose.
//!
//! In: the representation as the documents want it, and the options. Out: the same, with [`TypeRef::Set`] only where a set
//! can stand: in members of objects, with items that can be told apart and put in an order. Everywhere else, and above all
//! in parameters, whose items are sent in the order in which they are given, it becomes a list.

use std::collections::BTreeMap;

use crate::config::{Config, MapType, SetType};
use crate::ir::{
    Additional, Api, Body, EnumBase, MapKind, Scalar, SetKind, TypeId, TypeKind, TypeRef,
};

/// Makes them so.
pub(super) fn choose(api: &mut Api, config: &Config) {
    api.maps = match config.types.maps {
        MapType::BTreeMap => MapKind::Sorted,
        MapType::HashMap => MapKind::Hashed,
        MapType::IndexMap => MapKind::AsTheyCame,
    };
    api.sets = match config.types.sets {
        SetType::List => return,
        SetType::BTreeSet => SetKind::Sorted,
        SetType::HashSet => SetKind::Hashed,
        SetType::IndexSet => SetKind::AsTheyCame,
    };
    let named: Vec<bool> = api.type_ids().map(|id| is_key(api, id)).collect();
    let keys = Keys {
        named: &named,
        own: &api.own_types,
    };
    for ty in &mut api.types {
        match &mut ty.kind {
            TypeKind::Object(object) => {
                for field in &mut object.fields {
                    lists(&mut field.ty, Some(&keys));
                }
                if let Additional::Kept(value) = &mut object.additional {
                    lists(value, None);
                }
            }
            TypeKind::Union(union) => {
                for variant in &mut union.variants {
                    lists(&mut variant.ty, None);
                }
            }
            TypeKind::Alias(of) => lists(of, None),
            TypeKind::Enum(_) => {}
        }
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            lists(&mut parameter.ty, None);
        }
        operation.body.as_mut().into_iter().for_each(of_body);
    }
    for response in &mut api.responses {
        for content in &mut response.content {
            content.ty.iter_mut().for_each(|ty| lists(ty, None));
        }
        for header in &mut response.headers {
            lists(&mut header.ty, None);
        }
    }
    for webhook in &mut api.webhooks {
        webhook.body.as_mut().into_iter().for_each(of_body);
    }
}

fn of_body(body: &mut Body) {
    for content in &mut body.content {
        content.content.ty.iter_mut().for_each(|ty| lists(ty, None));
    }
}

/// Makes lists of the sets in a type, but for those whose items are keys.
fn lists(ty: &mut TypeRef, keys: Option<&Keys<'_>>) {
    match ty {
        TypeRef::Set(item) => {
            lists(item, None);
            if !keys.is_some_and(|keys| keys.can_be(item)) {
                let item = std::mem::replace(&mut **item, TypeRef::Any);
                *ty = TypeRef::List(Box::new(item));
            }
        }
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => lists(inner, keys),
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| lists(item, None)),
        TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::Param(_) => {}
    }
}

/// What can be an item of a set: values that have an order and a hash.
struct Keys<'a> {
    named: &'a [bool],
    /// What the user has put in the place of a type need not have them.
    own: &'a BTreeMap<Scalar, String>,
}

impl Keys<'_> {
    fn can_be(&self, item: &TypeRef) -> bool {
        match item {
            TypeRef::Scalar(scalar) => is_simple(*scalar) && !self.own.contains_key(scalar),
            TypeRef::Named(id) => self.named.get(id.index()).copied().unwrap_or(false),
            _ => false,
        }
    }
}

/// Whether values of a named type have an order and a hash.
fn is_key(api: &Api, id: TypeId) -> bool {
    match &api.ty(id).kind {
        TypeKind::Enum(values) => values.base != EnumBase::Json,
        TypeKind::Alias(of) => {
            let own = &api.own_types;
            matches!(api.resolve(of), TypeRef::Scalar(scalar) if is_simple(*scalar) && !own.contains_key(scalar))
        }
        TypeKind::Object(_) | TypeKind::Union(_) => false,
    }
}

fn is_simple(scalar: Scalar) -> bool {
    use Scalar::{
        Bool, Date, DateTime, I8, I16, I32, I64, I128, Ipv4, Ipv6, String, U8, U16, U32, U64, Uuid,
    };
    matches!(
        scalar,
        Bool | Date
            | DateTime
            | I8
            | I16
            | I32
            | I64
            | I128
            | Ipv4
            | Ipv6
            | String
            | U8
            | U16
            | U32
            | U64
            | Uuid
    )
}
