//! Against which members of the items of a response can the conditions of a filter be held?
//!
//! In: the filters and the response of each operation. Out: for each operation with both, the way to the list of items, and the
//! members that have the name and the type of a filter. A filter of another type may compare something else (an identifier where the
//! item shows a name), and so may one whose name only resembles that of a member.

use std::collections::BTreeSet;

use super::filters::{FilterFamily, Filters};
use super::pagination::{self, MemberPath, Pagination};
use super::replies::Replies;
use crate::ir::{Api, EnumBase, OperationId, Scalar, TypeKind, TypeRef};

/// Which conditions the items of responses can be held against.
#[derive(Clone, Debug, Default)]
pub(crate) struct FilteredItems {
    operations: Vec<Option<ComparedMembers>>,
    members: BTreeSet<String>,
}

/// What of one operation's filters can be held against its items.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ComparedMembers {
    /// The way from the response to the list of items; empty: it is the list.
    pub path: MemberPath,
    /// The wire names of the members, in the order of the filters; at least one.
    pub members: Vec<String>,
}

impl FilteredItems {
    /// What of an operation's filters can be held against its items.
    #[must_use]
    pub(crate) fn operation(&self, id: OperationId) -> Option<&ComparedMembers> {
        self.operations.get(id.index())?.as_ref()
    }

    /// The member that a filter compares, if some operation holds it against its items.
    #[must_use]
    pub(crate) fn member<'f>(&self, family: &'f FilterFamily) -> Option<&'f str> {
        let member = member_name(&family.stem);
        self.members.contains(member).then_some(member)
    }
}

/// Looks at all operations.
pub(super) fn find(
    api: &Api,
    filters: &Filters,
    pagination: &Pagination,
    replies: &Replies,
) -> FilteredItems {
    let mut all = FilteredItems::default();
    for id in api.operation_ids() {
        let families = &filters.operation(id).families;
        let found = (!families.is_empty())
            .then(|| items(api, pagination, replies, id))
            .flatten()
            .and_then(|(path, item)| {
                let compared = |family: &&FilterFamily| is_compared(api, item, family);
                let members = families.iter().filter(compared);
                let members: Vec<_> = members
                    .map(|family| member_name(&family.stem).to_owned())
                    .collect();
                (!members.is_empty()).then_some(ComparedMembers { path, members })
            });
        all.members
            .extend(found.iter().flat_map(|found| found.members.clone()));
        all.operations.push(found);
    }
    all
}

/// The list of items in the response of an operation, and the type of an item.
fn items<'a>(
    api: &'a Api,
    pagination: &'a Pagination,
    replies: &'a Replies,
    id: OperationId,
) -> Option<(MemberPath, &'a TypeRef)> {
    match pagination.operation(id) {
        Some(paging) => Some((paging.items.clone(), &paging.item)),
        None => pagination::listed_items(api, replies.of(id)),
    }
}

/// Whether an item has a member with the name and the type of a filter.
fn is_compared(api: &Api, item: &TypeRef, family: &FilterFamily) -> bool {
    let TypeRef::Named(id) = api.resolve(item).without_null() else {
        return false;
    };
    let TypeKind::Object(object) = &api.ty(*id).kind else {
        return false;
    };
    let name = member_name(&family.stem);
    object
        .fields
        .iter()
        .find(|field| field.wire_name == name)
        .is_some_and(|field| is_same(api, api.resolve(&field.ty).without_null(), &family.element))
}

/// Whether values of two types are the same where they are equal.
fn is_same(api: &Api, member: &TypeRef, filter: &TypeRef) -> bool {
    let is_number = |scalar: Scalar| scalar.is_integer() || scalar == Scalar::F64;
    match (api.resolve(member), api.resolve(filter).without_null()) {
        (TypeRef::Scalar(a), TypeRef::Scalar(b)) => {
            is_number(*a) && is_number(*b)
                || a == b
                    && matches!(
                        a,
                        Scalar::String
                            | Scalar::Bool
                            | Scalar::Uuid
                            | Scalar::DateTime
                            | Scalar::Date
                    )
        }
        (TypeRef::Named(a), TypeRef::Named(b)) => match (&api.ty(*a).kind, &api.ty(*b).kind) {
            (TypeKind::Enum(a), TypeKind::Enum(b)) => {
                let values = |of: &'_ crate::ir::Enum| -> Vec<String> {
                    let values = of.variants.iter().map(|variant| variant.value.to_string());
                    values.collect()
                };
                a.base == b.base && a.base != EnumBase::Json && {
                    let (a, b) = (values(a), values(b));
                    a.iter().any(|value| b.contains(value))
                }
            }
            _ => false,
        },
        _ => false,
    }
}

/// The name of the member that a filter compares: `created_at`, of `filter[created_at]` too.
fn member_name(stem: &str) -> &str {
    let inside = stem
        .split_once('[')
        .and_then(|(_, inside)| inside.strip_suffix(']'))
        .filter(|inside| !inside.contains(['[', ']']));
    inside.unwrap_or(stem)
}
