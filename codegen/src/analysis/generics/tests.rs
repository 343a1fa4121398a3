//! What is recovered, and what is not.

use super::*;
use crate::analysis::testing::{ApiBuilder, list, named, nullable, object, ty};
use crate::config::Config;
use crate::ir::{Api, NameHint, TypeKind};

fn component(api: &Api, id: TypeId) -> &str {
    match &api.ty(id).hint {
        NameHint::Component(key) => key,
        _ => "(nameless)",
    }
}

fn spell(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => component(api, *id).to_owned(),
        TypeRef::List(item) => format!("[{}]", spell(api, item)),
        TypeRef::Nullable(item) => format!("{}?", spell(api, item)),
        TypeRef::Param(index) => format!("T{index}"),
        other => format!("{other:?}"),
    }
}

/// One line per template, per instance and per refusal.
fn explain(api: &Api) -> Vec<String> {
    let generics = recover(api, &Config::default());
    let mut lines = Vec::new();
    for (id, template) in generics.templates() {
        let fields: Vec<String> = template
            .body
            .fields
            .iter()
            .map(|field| format!("{}: {}", field.wire_name, spell(api, &field.ty)))
            .collect();
        lines.push(format!(
            "{}/{} {{ {} }}",
            template.name,
            template.arity,
            fields.join(", ")
        ));
        for ty in &template.instances {
            let instance = generics.instance(*ty).expect("listed");
            assert_eq!(instance.template, id);
            let arguments: Vec<String> =
                instance.arguments.iter().map(|it| spell(api, it)).collect();
            lines.push(format!(
                "  {} = {}",
                component(api, *ty),
                arguments.join(", ")
            ));
        }
    }
    for (id, reason) in generics.refusals() {
        lines.push(format!("- {}: {reason}", component(api, id)));
    }
    lines
}

#[test]
fn a_single_instance_that_is_spelt_out() {
    let mut builder = ApiBuilder::new();
    let foo = builder.object("Foo", &[("id", ty("int"))]);
    let page = builder.object(
        "PaginatedResults_Foo_",
        &[("next?", ty("string?")), ("results", list(named(foo)))],
    );
    builder.title(page, "PaginatedResults[Foo]");
    assert_eq!(
        explain(&builder.api),
        [
            "PaginatedResults/1 { next: Scalar(String)?, results: [T0] }",
            "  PaginatedResults_Foo_ = Foo"
        ]
    );
}

#[test]
fn arguments_that_are_no_components_follow_from_the_others() {
    let mut builder = ApiBuilder::new();
    let foo = builder.object("Foo", &[("id", ty("int"))]);
    for (key, title, item) in [
        ("Page_Foo_", "Page[Foo]", named(foo)),
        ("Page_int_", "Page[int]", ty("int")),
        (
            "Page_Annotated_",
            "Page[Annotated[Union[Foo, int], x]]",
            ty("string"),
        ),
    ] {
        let page = builder.object(key, &[("items", list(item))]);
        builder.title(page, title);
    }
    assert_eq!(
        explain(&builder.api),
        [
            "Page/1 { items: [T0] }",
            "  Page_Foo_ = Foo",
            "  Page_int_ = Scalar(I64)",
            "  Page_Annotated_ = Scalar(String)",
        ]
    );
}

#[test]
fn several_arguments_and_nested_ones() {
    let mut builder = ApiBuilder::new();
    let a = builder.object("A", &[]);
    let b = builder.object("B", &[]);
    let page = builder.object("Page«B»", &[("items", list(named(b)))]);
    builder.object(
        "Result«A, Page«B»»",
        &[("ok?", named(page)), ("error?", nullable(named(a)))],
    );
    assert_eq!(
        explain(&builder.api),
        [
            "Page/1 { items: [T0] }",
            "  Page«B» = B",
            "Result/2 { ok: T1, error: T0? }",
            "  Result«A, Page«B»» = A, Page«B»",
        ]
    );
}

#[test]
fn names_around_names_need_two_of_one_structure() {
    let mut builder = ApiBuilder::new();
    for name in ["User", "Team", "Log", "Lone"] {
        builder.object(name, &[("name", ty("string"))]);
    }
    let id = TypeId::from_index;
    for (key, member, argument) in [
        ("PaginatedUserList", "results", 0),
        ("PaginatedTeamList", "results", 1),
        ("PaginatedLogList", "items", 2),
    ] {
        builder.object(
            key,
            &[("count", ty("int")), (member, list(named(id(argument))))],
        );
    }
    builder.object("LoneResponse", &[("data", named(id(3)))]);
    assert_eq!(
        explain(&builder.api),
        [
            "PaginatedList/1 { count: Scalar(I64), results: [T0] }",
            "  PaginatedUserList = User",
            "  PaginatedTeamList = Team",
            "- PaginatedLogList: no other type has its structure",
        ]
    );
}

#[test]
fn any_difference_beside_the_argument_refuses() {
    let page = |second: &[(&str, TypeRef)]| {
        let mut builder = ApiBuilder::new();
        let a = builder.object("Alpha", &[]);
        let b = builder.object("Beta", &[]);
        builder.object(
            "AlphaPage",
            &[("items", list(named(a))), ("next?", ty("string"))],
        );
        let mut fields = vec![("items", list(named(b)))];
        fields.extend_from_slice(second);
        builder.object("BetaPage", &fields);
        explain(&builder.api).len()
    };
    assert_eq!(page(&[("next?", ty("string"))]), 3, "equal");
    assert_eq!(page(&[("next", ty("string"))]), 0, "required");
    assert_eq!(page(&[("next?", ty("string?"))]), 0, "nullable");
    assert_eq!(page(&[("next?", ty("int"))]), 0, "another type");
    assert_eq!(page(&[("after?", ty("string"))]), 0, "another name");
    assert_eq!(page(&[]), 0, "missing");
    assert_eq!(
        page(&[("next?", ty("string")), ("x", ty("int"))]),
        0,
        "more"
    );
}

#[test]
fn equal_nameless_parts_become_one() {
    let mut builder = ApiBuilder::new();
    let a = builder.object("Alpha", &[]);
    let b = builder.object("Beta", &[]);
    let mut pages = Vec::new();
    for (key, argument) in [("AlphaPage", a), ("BetaPage", b)] {
        let page = builder.declare(key);
        let meta = builder.object("meta", &[("next", ty("string"))]);
        builder.api.types[meta.index()].hint = NameHint::Inside {
            parent: page,
            words: vec!["meta".to_owned()],
        };
        builder.set(
            page,
            object(&[("data", named(argument)), ("meta", named(meta))]),
        );
        pages.push(meta);
    }
    let generics = recover(&builder.api, &Config::default());
    assert_eq!(generics.templates().count(), 1);
    assert_eq!(generics.replaced_by(pages[1]), Some(pages[0]));
    assert_eq!(generics.replaced_by(pages[0]), None);
}

#[test]
fn an_argument_inside_a_nameless_part_is_refused() {
    let mut builder = ApiBuilder::new();
    let foo = builder.object("Foo", &[]);
    let page = builder.declare("Page[Foo]");
    let data = builder.object("data", &[("items", list(named(foo)))]);
    builder.api.types[data.index()].hint = NameHint::Inside {
        parent: page,
        words: vec!["data".to_owned()],
    };
    builder.set(
        page,
        object(&[("first", named(foo)), ("data", named(data))]),
    );
    assert_eq!(
        explain(&builder.api),
        ["- Page[Foo]: its argument stands inside a nameless part of it"]
    );
}

#[test]
fn what_contains_itself_or_lacks_its_argument_is_refused() {
    let mut builder = ApiBuilder::new();
    let foo = builder.object("Foo", &[]);
    let tree = builder.declare("Tree[Foo]");
    builder.set(
        tree,
        object(&[("value", named(foo)), ("children", list(named(tree)))]),
    );
    builder.object("Phantom[Foo]", &[("id", ty("int"))]);
    let either = TypeKind::Alias(named(foo));
    builder.define("Either[Foo]", either);
    assert_eq!(
        explain(&builder.api),
        [
            "- Tree[Foo]: it contains itself",
            "- Phantom[Foo]: its argument occurs nowhere in it",
            "- Either[Foo]: only objects are recovered",
        ]
    );
}

#[test]
fn arguments_that_lead_back_are_not_aliases() {
    let mut builder = ApiBuilder::new();
    let a = builder.declare("Box[Crate[x]]");
    let b = builder.declare("Crate[Box[Crate[x]]]");
    builder.set(a, object(&[("value?", list(named(b)))]));
    builder.set(b, object(&[("value?", list(named(a)))]));
    builder.title(b, "Crate[x]");
    let lines = explain(&builder.api);
    let instances = lines.iter().filter(|line| line.contains(" = ")).count();
    assert!(instances <= 1, "{lines:?}");
}

#[test]
fn docs_are_what_the_instances_share() {
    let mut builder = ApiBuilder::new();
    let a = builder.object("Alpha", &[]);
    let b = builder.object("Beta", &[]);
    for (key, argument, text) in [("AlphaPage", a, "Alphas."), ("BetaPage", b, "Betas.")] {
        let page = builder.object(key, &[("items", list(named(argument))), ("n", ty("int"))]);
        let def = &mut builder.api.types[page.index()];
        def.docs.description = Some(text.to_owned());
        if let TypeKind::Object(object) = &mut def.kind {
            object.fields[0].docs.description = Some(text.to_owned());
            object.fields[1].docs.description = Some("How many.".to_owned());
        }
    }
    let generics = recover(&builder.api, &Config::default());
    let (_, template) = generics.templates().next().expect("one template");
    assert_eq!(template.docs.description, None);
    assert_eq!(template.body.fields[0].docs.description, None);
    assert_eq!(
        template.body.fields[1].docs.description.as_deref(),
        Some("How many.")
    );
}

#[test]
fn names_may_stand_around_many() {
    let mut builder = ApiBuilder::new();
    let model = builder.object("Model", &[("name", ty("string"))]);
    let entry = builder.object("Entry", &[("id", ty("int"))]);
    for (key, item) in [("PaginatedModels", model), ("PaginatedEntries", entry)] {
        builder.object(key, &[("data", list(named(item))), ("next?", ty("string"))]);
    }
    assert_eq!(
        explain(&builder.api),
        [
            "Paginated/1 { data: [T0], next: Scalar(String) }",
            "  PaginatedModels = Model",
            "  PaginatedEntries = Entry",
        ]
    );
}

#[test]
fn what_is_listed_is_the_argument() {
    let mut builder = ApiBuilder::new();
    let paging = builder.object("ForwardPaging", &[("next?", ty("string"))]);
    for item in ["User", "Team"] {
        let item_id = builder.object(item, &[("name", ty("string"))]);
        builder.object(
            &format!("Collection{item}ForwardPaging"),
            &[
                ("results", list(named(item_id))),
                ("paging?", named(paging)),
            ],
        );
    }
    let lines = explain(&builder.api);
    assert_eq!(
        lines[1..],
        [
            "  CollectionUserForwardPaging = User",
            "  CollectionTeamForwardPaging = Team",
        ]
    );
}
