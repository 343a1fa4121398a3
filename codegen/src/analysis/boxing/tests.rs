//! Boxes in cycles, trees, templates and aliases: as few as are needed.

use super::extent::DEEPEST;
use super::*;
use crate::analysis::testing::{ApiBuilder, list, named, nullable, object, ty, union};
use crate::analysis::{Filters, generics, sharing, usage};
use crate::config::Config;
use crate::ir::{NameHint, TypeKind, TypeRef};

/// All boxes as `Type.position`, by the names of the components.
fn boxes(api: &Api) -> Vec<String> {
    let boxing = place(api, &Generics::default(), &Sharing::default());
    boxing
        .parts
        .iter()
        .map(|(id, position)| match &api.ty(*id).hint {
            NameHint::Component(name) => format!("{name}.{position}"),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_tree_needs_a_box_per_child() {
    let mut builder = ApiBuilder::new();
    let tree = builder.declare("Tree");
    builder.set(
        tree,
        object(&[
            ("value", ty("int")),
            ("left?", nullable(named(tree))),
            ("right?", named(tree)),
            ("others", list(named(tree))),
        ]),
    );
    assert_eq!(boxes(&builder.api), ["Tree.1", "Tree.2"]);
}

#[test]
fn lists_and_maps_need_none() {
    let mut builder = ApiBuilder::new();
    let tree = builder.declare("Tree");
    let map = TypeRef::Map(Box::new(named(tree)));
    builder.set(tree, object(&[("list", list(named(tree))), ("map", map)]));
    assert_eq!(boxes(&builder.api), [""; 0]);
}

#[test]
fn one_box_in_a_cycle_is_enough() {
    let mut builder = ApiBuilder::new();
    ring(&mut builder, 30);
    assert_eq!(boxes(&builder.api), ["T29.0"]);
}

#[test]
fn a_long_cycle_is_boxed_where_it_gets_too_deep() {
    let mut builder = ApiBuilder::new();
    ring(&mut builder, 150);
    // From the end of the walk, which needs one in any case, backwards.
    let expected = ["T21.0", "T53.0", "T85.0", "T117.0", "T149.0"];
    assert_eq!(boxes(&builder.api), expected);
}

fn ring(builder: &mut ApiBuilder, length: usize) {
    let ids: Vec<_> = (0..length)
        .map(|i| builder.declare(&format!("T{i}")))
        .collect();
    for (index, id) in ids.iter().enumerate() {
        let next = ids[(index + 1) % ids.len()];
        builder.set(*id, object(&[("next?", named(next))]));
    }
}

#[test]
fn the_start_with_the_fewest_boxes_is_taken() {
    // From `Binary` one variant of the union closes all cycles; from `Expression` two fields would.
    let mut builder = ApiBuilder::new();
    let expression = builder.declare("Expression");
    let binary = builder.object(
        "Binary",
        &[("left", named(expression)), ("right", named(expression))],
    );
    builder.set(expression, union(&[ty("int"), named(binary)]));
    assert_eq!(boxes(&builder.api), ["Expression.1"]);
}

#[test]
fn aliases_and_tuples_are_looked_through() {
    let mut builder = ApiBuilder::new();
    let me = builder.declare("Me");
    let alias = builder.define("Alias", TypeKind::Alias(nullable(named(me))));
    let pair = TypeRef::Tuple(vec![ty("int"), named(alias)]);
    builder.set(me, object(&[("pair", pair)]));
    assert_eq!(boxes(&builder.api), ["Me.0"]);
}

#[test]
fn a_template_is_spared_where_its_argument_can_be_boxed() {
    let mut builder = ApiBuilder::new();
    let foo = builder.declare("Foo");
    let other = builder.object("Other", &[]);
    let page = builder.object("Page[Foo]", &[("first", nullable(named(foo)))]);
    builder.object("Page[Other]", &[("first", nullable(named(other)))]);
    builder.set(foo, object(&[("page", named(page))]));
    let generics = generics::recover(&builder.api, &Config::default());
    let boxing = place(&builder.api, &generics, &Sharing::default());
    assert!(boxing.contains(foo, 0));
    assert!(!boxing.contains_in_template(TemplateId(0), 0));
}

#[test]
fn a_box_in_an_instance_is_one_in_its_template() {
    let mut builder = ApiBuilder::new();
    let item = builder.object("Item", &[]);
    let holder = builder.declare("Holder");
    let page = builder.object(
        "Page[Item]",
        &[("item", named(item)), ("holder?", named(holder))],
    );
    let other = builder.object(
        "Page[Holder]",
        &[("item", named(holder)), ("holder?", named(holder))],
    );
    builder.set(
        holder,
        object(&[("own", list(named(page))), ("page?", named(other))]),
    );
    let generics = generics::recover(&builder.api, &Config::default());
    let boxing = place(&builder.api, &generics, &Sharing::default());
    // One box in `Holder` is enough; `Page[Item]` keeps no `Holder` that keeps it by value.
    assert!(boxing.contains(holder, 1));
    assert!(!boxing.contains_in_template(TemplateId(0), 1));
}

#[test]
fn equal_types_are_boxed_where_they_are_written() {
    // `Quote.origin` and `Invoice.quote` are equal unions; only the first is written.
    let mut builder = ApiBuilder::new();
    let (invoice, quote) = (builder.declare("Invoice"), builder.declare("Quote"));
    let mut either = |name: &str| {
        let id = builder.define(name, union(&[ty("string"), named(quote)]));
        builder.api.types[id.index()].hint = NameHint::Inside {
            parent: quote,
            words: vec![name.to_owned()],
        };
        id
    };
    let (first, second) = (either("first"), either("second"));
    builder.set(invoice, object(&[("quote", named(first))]));
    builder.set(quote, object(&[("origin", named(second))]));
    let generics = Generics::default();
    let usage = usage::trace(&builder.api, &generics, &Filters::default());
    let sharing = sharing::find(&builder.api, &usage, &generics);
    assert_eq!(sharing.same_as(second), Some(first));
    let boxing = place(&builder.api, &generics, &sharing);
    assert!(boxing.contains(first, 1) || boxing.contains(quote, 0));
    assert!(!boxing.contains(second, 1));
}

#[test]
fn a_long_chain_does_not_overflow() {
    let mut builder = ApiBuilder::new();
    let first = builder.declare("First");
    let mut last = first;
    for _ in 0..30_000 {
        last = builder.object("T", &[("next", named(last))]);
    }
    builder.set(first, object(&[("next?", named(last))]));
    // One for the cycle, and one for each that would be too deep.
    assert_eq!(boxes(&builder.api).len(), 1 + 30_000 / DEEPEST);
}

/// The members of a type of so many texts.
fn texts(count: usize) -> Vec<(String, TypeRef)> {
    (0..count)
        .map(|number| (format!("text_{number}"), ty("string")))
        .collect()
}

fn wide(builder: &mut ApiBuilder, name: &str, count: usize) -> crate::ir::TypeId {
    let texts = texts(count);
    let fields: Vec<(&str, TypeRef)> = texts
        .iter()
        .map(|(name, ty)| (name.as_str(), ty.clone()))
        .collect();
    builder.object(name, &fields)
}

#[test]
fn of_a_type_that_is_too_large_the_largest_members_are_boxed() {
    let mut builder = ApiBuilder::new();
    let person = wide(&mut builder, "Person", 30);
    let small = wide(&mut builder, "Small", 4);
    let large = wide(&mut builder, "Large", 40);
    builder.object(
        "Charge",
        &[
            ("small", named(small)),
            ("payer", named(person)),
            ("payee", named(person)),
            ("owner?", nullable(named(large))),
            ("id", ty("string")),
        ],
    );
    // 96 + 720 + 720 + 960 + 24 bytes.
    assert_eq!(boxes(&builder.api), ["Charge.1", "Charge.3"]);
}

#[test]
fn members_that_are_no_types_of_their_own_stay_where_they_are() {
    let mut builder = ApiBuilder::new();
    wide(&mut builder, "Wide", 200);
    assert_eq!(boxes(&builder.api), [""; 0]);
}

#[test]
fn a_variant_that_is_much_larger_than_the_others_is_boxed() {
    let mut builder = ApiBuilder::new();
    let wide_one = wide(&mut builder, "Wide", 200);
    let narrow = wide(&mut builder, "Narrow", 8);
    let (either, other) = (builder.declare("Either"), builder.declare("Other"));
    builder.set(either, union(&[named(narrow), named(wide_one)]));
    builder.set(other, union(&[ty("string"), named(narrow)]));
    assert_eq!(boxes(&builder.api), ["Either.1"]);
}
