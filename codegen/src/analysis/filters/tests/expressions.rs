//! A parameter that is declared to be an expression is a filter for each of its fields, or stays plain with all reasons.

use super::choices::{check_query, check_with};
use super::*;

#[test]
fn each_field_is_a_filter_and_other_parameters_are_as_before() {
    check_query(
        "size int, size__gte int, q string, limit int",
        r#"{"rules": [{"fields": ["q"], "expression": {"grammar": "odata", "fields": {
            "state": {"operators": ["eq", "not_null", "is_null", "contains"]},
            "at": {"type": "date-time", "operators": ["gte"], "words": {"after": "gt", "near": {"own": "near"}}}}}}]}"#,
        "size: an integer {Eq=size, Gte=size__gte}
        at: a date-time {Gte=q, Gt=q, Other(\"near\")=q}
        state: a string {Eq=q, IsNull=q flag, Text(TextOp { test: Contains, ignore_case: false, negated: false })=q text}
        ! `q` is an expression in the grammar `odata`, says rule 1 of the configuration
        ! `q` is an expression in the grammar `odata`, says rule 1 of the configuration",
    );
}

#[test]
fn the_last_rule_counts_and_names_in_vain_are_reported() {
    check_query(
        "q string",
        r#"{"rules": [
            {"fields": ["q"], "expression": {"grammar": "scim", "fields": {"a": {"operators": ["eq"]}}}},
            {"fields": ["q"], "expression": {"grammar": "rsql", "fields": {"b": {"type": "uuid", "operators": ["in"]}}}},
            {"fields": ["query"], "expression": {"grammar": "rsql", "fields": {"b": {"operators": ["eq"]}}}},
            {"expression": {"grammar": "rsql", "fields": {"b": {"operators": ["eq"]}}}}]}"#,
        "b: a uuid {In=q}
        ! `q` is an expression in the grammar `rsql`, says rule 2 of the configuration
        ? rule 3 of the configuration speaks of `query`, which is no query parameter and no field of one
        ? rule 4 of the configuration has a `field`, an `operator` or an `expression` and does not say of which parameters: `fields` is missing",
    );
}

#[test]
fn what_cannot_be_stays_plain_with_all_reasons() {
    let mut parameters =
        queries("needed string, usual string, list [string], number int, q string");
    parameters[0].required = true;
    parameters[1].docs.default = Some("\"x\"".to_owned());
    let stays = |name: &str, reason: &str| {
        format!(
            "? `{name}` stays a plain parameter, although it is declared to be an expression: {reason}\n"
        )
    };
    let types = "there are string, integer, int32, int64, number, boolean, uuid, date-time, date, time, and the enums among the components";
    let expected = [
        ("needed", "it is required"),
        ("usual", "it has a default"),
        ("list", "its value is no text"),
        ("number", "its value is no text"),
        (
            "q",
            "`a`: `contains` has no usual word in the grammar `rsql`: say in `words` which one the server has",
        ),
        ("q", "`b b`: `b b` cannot be the name of a field"),
        ("q", "`c`: `=x=;d==` cannot be the word for an operator"),
        ("q", "`d`: it has no operators"),
        ("q", &format!("`e`: there is no type `Nothing`: {types}")),
        ("q", "`f`: `` cannot be the word for an operator"),
    ];
    let expected: String = expected
        .iter()
        .map(|(name, reason)| stays(name, reason))
        .collect();
    check_with(
        &api(parameters),
        r#"{"rules": [
            {"fields": ["needed", "usual", "list", "number"], "expression": {"grammar": "rsql", "fields": {"a": {"operators": ["eq"]}}}},
            {"fields": ["q"], "expression": {"grammar": "rsql", "fields": {
                "a": {"operators": ["contains"]}, "b b": {"operators": ["eq"]}, "c": {"words": {"=x=;d==": "eq"}}, "d": {},
                "e": {"type": "Nothing", "operators": ["eq"]}, "f": {"words": {"": "eq"}}}}}]}"#,
        &expected,
    );
}

#[test]
fn filters_that_are_turned_off_are_no_expressions_either() {
    check_query(
        "q string",
        r#"{"rules": [
            {"fields": ["q"], "expression": {"grammar": "scim", "fields": {"a": {"operators": ["eq"]}}}},
            {"fields": ["q"], "enabled": false}]}"#,
        "? `q` stays a plain parameter, although it is declared to be an expression: filters are turned off, says rule 2 of the configuration",
    );
}
