//! Which names come apart, where, and into what.

use super::*;

use crate::analysis::filters::choices::Choices;
use crate::analysis::testing::{ApiBuilder, query};
use crate::config::FilterConfig;
use crate::ir::TypeRef;

fn read_with(name: &str, config: &FilterConfig) -> Reading {
    let mut builder = ApiBuilder::new();
    builder.get("/things", vec![query(name, TypeRef::Any)], None);
    let choices = Choices::gather(&builder.api, config);
    let operation = &builder.api.operations[0];
    let about = choices.operation(operation);
    read(name, &about.about(&operation.parameters[0]))
}

fn split(name: &str) -> Option<(Convention, String, Op)> {
    let split = read_with(name, &FilterConfig::default()).split?;
    Some((split.convention, split.stem, split.op))
}

#[track_caller]
fn check(name: &str, (convention, stem, op): (Convention, &str, Op)) {
    assert_eq!(
        split(name),
        Some((convention, stem.to_owned(), op)),
        "{name}"
    );
}

#[test]
fn names_come_apart_at_the_strongest_notation() {
    use Convention::{Bracket, Dot, DoubleUnderscore, NestedBracket, Suffix, Symbol, Word};
    check("StartTime>", (Symbol, "StartTime", Op::Gt));
    check("price<=", (Symbol, "price", Op::Lte));
    check("created_at[gte]", (Bracket, "created_at", Op::Gte));
    check("createdAt[$notIn]", (Bracket, "createdAt", Op::NotIn));
    check("filter[a][eq]", (NestedBracket, "filter[a]", Op::Eq));
    check("ids[in][]", (Bracket, "ids", Op::In));
    check("id__in", (DoubleUnderscore, "id", Op::In));
    check("a__b__in", (DoubleUnderscore, "a__b", Op::In));
    check("at.on_or_after", (Dot, "at", Op::Gte));
    check("posted_gte", (Suffix, "posted", Op::Gte));
    check("postedGte", (Suffix, "posted", Op::Gte));
    check("state_not_in", (Suffix, "state", Op::NotIn));
    check("stateNotIn", (Suffix, "state", Op::NotIn));
    check("created_after", (Word, "created", Op::Gte));
    check("min_age", (Word, "age", Op::Gte));
    check("createdBefore", (Word, "created", Op::Lte));
    check("maxPrice", (Word, "price", Op::Lte));
    check("filter[max-price]", (Word, "filter[price]", Op::Lte));
}

#[test]
fn relations_and_look_alikes_are_not_operators() {
    for name in [
        "device__name",
        "x__slug",
        "x__gt_or_isnull",
        "created_at__date",
        "page[size]",
        "page[number]",
        "filter[name]",
        "expand[]",
        "period.unit",
        "__in",
        "in",
        "gte",
        "[gte]",
        "<",
        "signin",
        "origin",
        "begin",
        "GTE",
    ] {
        assert_eq!(split(name), None, "{name}");
    }
}

#[test]
fn a_strange_name_comes_apart_at_character_boundaries() {
    check(
        "größe__gte",
        (Convention::DoubleUnderscore, "größe", Op::Gte),
    );
    check("größeGte", (Convention::Suffix, "größe", Op::Gte));
    assert_eq!(split("日__"), None);
    assert_eq!(split("é["), None);
}

#[test]
fn words_mean_what_somebody_says() {
    let mut config = FilterConfig::default();
    for (word, meaning) in [
        ("gt", Meaning::Operator(Op::Gte)),
        ("lt", Meaning::NoOperator),
        ("within_range", Meaning::Operator(Op::Between)),
        ("~", Meaning::Operator(Op::Other("near".to_owned()))),
        ("after", Meaning::Operator(Op::Gt)),
        ("starting", Meaning::Operator(Op::Gte)),
    ] {
        config.operators.insert(word.to_owned(), meaning);
    }
    let told = |name: &str| {
        let split = read_with(name, &config).split?;
        assert_eq!(split.told.as_deref(), Some("the configuration"), "{name}");
        Some((split.convention.name(), split.stem, split.op.name()))
    };
    for (name, convention, stem, op) in [
        ("at__gt", "double_underscore", "at", "gte"),
        ("at[$gt]", "bracket", "at", "gte"),
        ("at_gt", "suffix", "at", "gte"),
        ("at_within_range", "suffix", "at", "between"),
        ("atWithinRange", "suffix", "at", "between"),
        ("at[withinRange]", "bracket", "at", "between"),
        ("place~", "symbol", "place", "near"),
        ("at_after", "word", "at", "gt"),
        ("at.after", "dot", "at", "gt"),
        ("date_starting", "suffix", "date", "gte"),
    ] {
        let expected = (convention, stem.to_owned(), op.to_owned());
        assert_eq!(told(name), Some(expected), "{name}");
    }
    let reading = read_with("at__lt", &config);
    assert_eq!(reading.split, None);
    let declined = reading.declined.expect("it would be one");
    assert_eq!(
        declined.reason,
        "`lt` is no operator, says the configuration"
    );
}

#[test]
fn conventions_are_what_somebody_says() {
    let mut config = FilterConfig::default();
    config.conventions.insert(Convention::Suffix, false);
    config.conventions.insert(Convention::NestedBracket, false);
    for name in ["posted_gte", "filter[a][gte]"] {
        let reading = read_with(name, &config);
        assert_eq!(reading.split, None, "{name}");
        let reason = reading.declined.expect("it would be one").reason;
        assert!(
            reason.ends_with("is turned off, says the configuration"),
            "{reason}"
        );
    }
    assert!(read_with("a[gte]", &config).split.is_some());
}
