//! What the analyses say of the documents in `specs/`.

use std::path::Path;

use super::filters::{Arity, KnownProfile};
use super::pagination::{PagingKind, Position};
use super::*;
use crate::document::{self, Source};
use crate::ir::{NameHint, Scalar, TypeId, TypeRef};

fn specs() -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the documents are there")
        .map(|entry| entry.expect("the folder is readable").path())
        .collect();
    paths.sort();
    let sources: Vec<Source> = paths
        .iter()
        .map(|path| {
            let name = path
                .file_name()
                .expect("a file")
                .to_string_lossy()
                .into_owned();
            Source::new(name, std::fs::read(path).expect("the document is readable"))
        })
        .collect();
    let (config, mut diagnostics) = (Config::default(), Diagnostics::new());
    let read =
        document::read(&sources, &config, &mut diagnostics).expect("the documents are sound");
    let openapi = read.model;
    crate::convert::convert(openapi, &config, &mut diagnostics)
}

fn named(api: &Api, name: &str) -> TypeId {
    api.type_ids()
        .find(|id| matches!(&api.ty(*id).hint, NameHint::Component(key) if key == name))
        .expect("the component is there")
}

#[test]
fn the_list_has_eight_filters_of_forty_four_parameters() {
    let api = specs();
    let facts = analyse(&api, &Config::default(), &mut Diagnostics::new());
    let lines: Vec<String> = api
        .operation_ids()
        .flat_map(|id| &facts.filters.operation(id).families)
        .map(|family| {
            let members: Vec<String> = family
                .members
                .iter()
                .map(|member| {
                    let operator = member.wire_name.strip_prefix(&family.stem);
                    let list = if member.arity == Arity::One { "" } else { "[]" };
                    format!("{}{list}", operator.unwrap_or("?"))
                })
                .collect();
            let profile = facts.filters.profile(family.profile).known;
            let element = &family.element;
            format!(
                "{} {element:?} {profile:?} {}",
                family.stem,
                members.join(" ")
            )
        })
        .collect();
    let identity = |name: &str| {
        format!(
            "{name} Scalar(Uuid) {:?}  __in[] __isnull",
            Some(KnownProfile::Identity)
        )
    };
    let ordered = |name: &str, scalar: Scalar| {
        format!(
            "{name} Scalar({scalar:?}) {:?}  __neq __gt __gte __lt __lte __isnull __in[]",
            Some(KnownProfile::Ordered)
        )
    };
    assert_eq!(
        lines,
        [
            identity("id"),
            identity("entitlement"),
            identity("customer"),
            identity("contract_id"),
            ordered("created_at", Scalar::DateTime),
            ordered("active_from", Scalar::DateTime),
            ordered("quantity", Scalar::F64),
            ordered("quantity_used", Scalar::F64),
        ]
    );
    let consumed: usize = api
        .operation_ids()
        .flat_map(|id| &facts.filters.operation(id).families)
        .map(|family| family.members.len())
        .sum();
    assert_eq!(consumed, 44);
}

#[test]
fn the_list_is_followed_by_its_cursor() {
    let api = specs();
    let facts = analyse(&api, &Config::default(), &mut Diagnostics::new());
    let mut paged = api
        .operation_ids()
        .filter_map(|id| Some((id, facts.pagination.operation(id)?)));
    let (id, paging) = paged.next().expect("one operation is paginated");
    assert!(paged.next().is_none(), "the others are not");
    let PagingKind::Cursor {
        position: Position::Parameter(parameter),
        next,
        previous,
        more,
    } = &paging.kind
    else {
        panic!("{:?}", paging.kind);
    };
    let operation = api.operation(id);
    assert_eq!(operation.parameter(*parameter).wire_name, "cursor");
    assert_eq!(next.display(&api), "next");
    let previous = previous.as_ref().map(|way| way.display(&api));
    assert_eq!(previous.as_deref(), Some("previous"));
    assert_eq!(*more, None);
    assert_eq!(paging.items.display(&api), "results");
    let item = named(&api, "EntitlementCustomerSumResponseSchema");
    assert_eq!(paging.item, TypeRef::Named(item));
    let Some(Position::Parameter(limit)) = paging.limit else {
        panic!("{:?}", paging.limit);
    };
    assert_eq!(operation.parameter(limit).wire_name, "limit");
}

#[test]
fn the_page_is_generic_and_everything_only_received() {
    let api = specs();
    let facts = analyse(&api, &Config::default(), &mut Diagnostics::new());
    let page = named(
        &api,
        "PaginatedResults_EntitlementCustomerSumResponseSchema_",
    );
    let instance = facts.generics.instance(page).expect("it is an instance");
    let item = named(&api, "EntitlementCustomerSumResponseSchema");
    assert_eq!(instance.arguments, [TypeRef::Named(item)]);
    let template = facts.generics.template(instance.template);
    assert_eq!(template.name, "PaginatedResults");
    assert_eq!(template.instances, [page]);
    assert_eq!(facts.generics.refusals().count(), 0);
    for id in api.type_ids() {
        assert!(facts.usage.of(id).response && !facts.usage.of(id).is_sent());
        let traits = facts.derives.of(id);
        assert!(traits.has(derives::Trait::Deserialize) && !traits.has(derives::Trait::Serialize));
        assert!(!facts.boxing.contains(id, 0));
    }
}
