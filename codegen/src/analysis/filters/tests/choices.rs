//! What somebody chooses wins over what is recognised, and is never silently in vain.

use super::*;
use crate::ir::filters::{FilterRule, SaidRule};

/// What is found with a configuration, the facts that name it (`! …`), and the reports (`? …`).
#[track_caller]
pub(super) fn check_with(api: &Api, config: &str, expected: &str) {
    let config: FilterConfig = serde_json::from_str(config).expect("the options can be read");
    let mut diagnostics = Diagnostics::new();
    let filters = find(api, &config, &mut diagnostics);
    let mut text = describe(api, &filters);
    for id in api.operation_ids() {
        let facts = (filters.operation(id).families.iter()).flat_map(|family| &family.evidence);
        for fact in facts.filter(|fact| fact.contains(", says ")) {
            writeln!(text, "! {fact}").expect("strings take everything");
        }
    }
    for diagnostic in diagnostics.iter() {
        assert!(
            diagnostic.code.as_str().contains("filter"),
            "{}",
            diagnostic.code
        );
        writeln!(text, "? {}", diagnostic.message).expect("strings take everything");
    }
    let expected: Vec<&str> = (expected.lines().map(str::trim))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

#[track_caller]
pub(super) fn check_query(parameters: &str, config: &str, expected: &str) {
    check_with(&api(queries(parameters)), config, expected);
}

fn said(at: &str, rule: FilterRule) -> SaidRule {
    let place = crate::analysis::testing::place(at);
    SaidRule { rule, place }
}

#[test]
fn words_make_ranges_where_they_are_asked_for() {
    let parameters = "created date, created_after date, created_before date, minPrice number, maxPrice number, from_id string";
    check_query(
        parameters,
        r#"{"conventions": {"word": true}}"#,
        "created: a date {Eq=created, Gte=created_after, Lte=created_before}
        price: a number {Gte=minPrice, Lte=maxPrice}
        - from_id: words such as `after` and `min` make a range only in pairs
        ! words such as `after` and `min` set bounds, which belong to the range unless the description says otherwise, says the configuration
        ! words such as `after` and `min` set bounds, which belong to the range unless the description says otherwise, says the configuration",
    );
    check_query(
        parameters,
        r#"{"rules": [{"fields": ["created"], "conventions": {"word": true}, "operators": {"after": "gt"}}]}"#,
        "created: a date {Eq=created, Gt=created_after, Lte=created_before}
        - minPrice, maxPrice: words such as `after` and `min` are not taken for operators
        ! words such as `after` and `min` set bounds, which belong to the range unless the description says otherwise, says rule 1 of the configuration
        ! `created_after` is gt, says rule 1 of the configuration",
    );
}

#[test]
fn a_description_says_that_a_bound_is_left_out() {
    let mut parameters = queries("at_after date, at_before date");
    parameters[0].docs.description = Some("Strictly after this day.".to_owned());
    parameters[1].docs.description = Some("Before this day, inclusive.".to_owned());
    let config = FilterConfig {
        conventions: [(Convention::Word, true)].into(),
        ..FilterConfig::default()
    };
    let api = api(parameters);
    assert_eq!(
        describe(&api, &find(&api, &config, &mut Diagnostics::new())),
        "at: a date {Gt=at_after, Lte=at_before}\n"
    );
}

#[test]
fn filters_are_turned_off_for_fields_parameters_and_operations() {
    let parameters = "a int, a__gte int, a__lte int, b int, b__gte int, b__in string";
    check_query(
        parameters,
        r#"{"rules": [{"fields": ["a", "b__in"], "enabled": false}]}"#,
        "b: an integer {Eq=b, Gte=b__gte}
        - a: filters are turned off, says rule 1 of the configuration
        - a__gte: filters are turned off, says rule 1 of the configuration
        - a__lte: filters are turned off, says rule 1 of the configuration
        - b__in: filters are turned off, says rule 1 of the configuration",
    );
    check_query(
        "a int, a__gte int",
        r#"{"enabled": false, "rules": [{"operations": ["GET /things"], "fields": ["a"], "enabled": true}]}"#,
        "a: an integer {Eq=a, Gte=a__gte}",
    );
    check_query("a int, a__gte int", r#"{"enabled": false}"#, "");
}

#[test]
fn conventions_are_turned_off() {
    check_query(
        "a int, a__gte int, a_lte int, b_gte int, b_lte int",
        r#"{"conventions": {"suffix": false}}"#,
        "a: an integer {Eq=a, Gte=a__gte}
        - a_lte: the convention `suffix` is turned off, says the configuration
        - b_gte: the convention `suffix` is turned off, says the configuration
        - b_lte: the convention `suffix` is turned off, says the configuration",
    );
}

#[test]
fn a_word_behind_a_single_underscore_is_an_operator_where_somebody_says_so() {
    check_query(
        "name string, nameLessThan string, nameStartsWith string, expires int, expires_in int",
        r#"{"operators": {"less_than": "lt", "starts_with": "starts_with"}}"#,
        "name: a string {Eq=name, Lt=nameLessThan, Text(TextOp { test: Starts, ignore_case: false, negated: false })=nameStartsWith text}
        - expires_in: behind a single underscore one operator alone is just a word
        ! `nameLessThan` is lt, says the configuration
        ! `nameStartsWith` is starts_with, says the configuration",
    );
}

#[test]
fn lists_and_null_tests_are_what_somebody_says() {
    check_query(
        "name string, name__in string, id int, id__in int, at date, at__null int",
        r#"{"list": "brackets", "empty_list": "send", "null_values": {"null": "1", "not_null": "0"},
            "rules": [{"fields": ["id"], "list": "pipe"}, {"fields": ["id"], "empty_list": "refuse"}]}"#,
        "name: a string {Eq=name, In=name__in Brackets}
        id: an integer {Eq=id, In=id__in Pipe}
        at: a date {Eq=at, IsNull=at__null flag}
        ! the list of `name__in` is `brackets`, says the configuration
        ! an empty list is sent, says the configuration
        ! the list of `id__in` is `pipe`, says rule 1 of the configuration
        ! an empty list is refused, says rule 2 of the configuration
        ! null is `1` and what is not null `0`, says the configuration",
    );
}

#[test]
fn an_object_of_operators_follows_choices() {
    let mut builder = ApiBuilder::new();
    let object = builder.object(
        "created",
        &[
            ("gt?", ty("int")),
            ("in?", ty("string")),
            ("since?", ty("int")),
        ],
    );
    let mut created = query("created", named(object));
    created.style = ParameterStyle::DeepObject;
    builder.get("/things", vec![created], None);
    check_with(&builder.api, "{}", "");
    let words = r#""operators": {"gt": "gte", "since": {"own": "since"}}"#;
    check_with(
        &builder.api,
        &format!(r#"{{{words}, "list": "comma"}}"#),
        "created: an integer {Gte=created[gt], In=created[in] Comma, Other(\"since\")=created[since]}
        ! `created[gt]` is gte, says the configuration
        ! `created[since]` is since, says the configuration
        ! the list of `created[in]` is `comma`, says the configuration",
    );
    check_with(
        &builder.api,
        &format!(r#"{{{words}, "list": "comma", "conventions": {{"deep_object": false}}}}"#),
        "- created: the convention `deep_object` is turned off, says the configuration",
    );
}

#[test]
fn members_are_declared_whatever_their_names_are() {
    check_query(
        "created_at date, created_at__lt date, newer string, tags [string], x int",
        r#"{"rules": [
            {"fields": ["newer"], "field": "created_at", "operator": "gt"},
            {"fields": ["tags"], "operator": {"own": "near"}}]}"#,
        "created_at: a date {Eq=created_at, Lt=created_at__lt, Gt=newer}
        tags: a string {Other(\"near\")=tags Repeated}
        ! `newer` is gt on `created_at`, says rule 1 of the configuration
        ! `tags` is near on `tags`, says rule 2 of the configuration",
    );
}

#[test]
fn who_declares_a_part_leaves_the_rest() {
    let mut parameters = queries("made date, newer date, older date");
    let rule = FilterRule::new().member("made", Op::Gt);
    parameters[1].filter_rule = Some(said("newer", rule));
    check_with(
        &api(parameters),
        r#"{"rules": [
            {"fields": ["newer"], "operator": "gte"},
            {"fields": ["older"], "operator": "lt"},
            {"fields": ["older"], "field": "made"}]}"#,
        "made: a date {Eq=made, Gte=newer, Lt=older}
        ! `newer` is gte on `made`, says `x-tamis-filter` and rule 1 of the configuration
        ! `older` is lt on `made`, says rule 2 of the configuration and rule 3 of the configuration",
    );
}

#[test]
fn what_is_declared_wins_over_what_looks_so() {
    check_query(
        "a int, a__gte int, least int",
        r#"{"rules": [{"fields": ["least"], "field": "a", "operator": "gte"}]}"#,
        "a: an integer {Eq=a, Gte=least}
        - a__gte: another member has the same operator
        ! `least` is gte on `a`, says rule 1 of the configuration",
    );
}

#[test]
fn what_cannot_be_is_reported() {
    let mut parameters = queries("a int, first int, second int, flag [date], needed int");
    parameters[4].required = true;
    check_with(
        &api(parameters),
        r#"{"rules": [
            {"fields": ["first", "second", "needed"], "field": "a", "operator": "gte"},
            {"fields": ["flag"], "field": "a", "operator": "is_null"}]}"#,
        "a: an integer {Eq=a, Gte=first}
        - needed: it is required
        - second: another member has the same operator
        - flag: a null test is a boolean, not a date
        ! `first` is gte on `a`, says rule 1 of the configuration
        ? `needed` stays a plain parameter, although it is declared to be a condition on `a`: it is required
        ? `second` stays a plain parameter, although it is declared to be a condition on `a`: another member has the same operator
        ? `flag` stays a plain parameter, although it is declared to be a condition on `a`: a null test is a boolean, not a date",
    );
}

#[test]
fn ways_of_lists_that_nothing_is_sent_in_are_reported() {
    let mut parameters = queries("tags [string], a int, a__gte int, name string, name__neq string");
    parameters[0].filter_rule = Some(said("tags", FilterRule::new().list(ListStyle::Pipe)));
    parameters[2].filter_rule = Some(said("a__gte", FilterRule::new().list(ListStyle::Pipe)));
    parameters[3].filter_rule = Some(said("name", FilterRule::new().list(ListStyle::Pipe)));
    check_with(
        &api(parameters),
        r#"{"rules": [
            {"fields": ["a"], "null_values": {"null": "1", "not_null": "0"}},
            {"fields": ["name"], "empty_list": "send"}]}"#,
        "name: a string {Eq=name Pipe, Ne=name__neq}
        - a__gte: `gte` takes no list
        ! the list of `name` is `pipe`, says `x-tamis-filter`
        ! an empty list is sent, says rule 2 of the configuration
        ? `x-tamis-filter` says how filters are sent, and nothing that it speaks of is a filter with a use for that
        ? `x-tamis-filter` says how filters are sent, and nothing that it speaks of is a filter with a use for that
        ? rule 1 of the configuration says how filters are sent, and nothing that it speaks of is a filter with a use for that",
    );
}

#[test]
fn names_that_are_nowhere_are_reported() {
    check_query(
        "a int, a__gte int",
        r#"{"operators": {"gtt": "gt"}, "rules": [
            {"operations": ["GET /thing", "GET *"], "fields": ["b*", "a"], "list": "comma"},
            {"operations": ["listThings"], "fields": ["c"], "enabled": false},
            {"operator": "gt"}]}"#,
        "a: an integer {Eq=a, Gte=a__gte}
        ? the configuration speaks of the operator `gtt`, which no query parameter has in its name
        ? rule 1 of the configuration speaks of the operation `GET /thing`, which is in no document
        ? rule 1 of the configuration speaks of `b*`, which is no query parameter and no field of one there
        ? rule 1 of the configuration says how filters are sent, and nothing that it speaks of is a filter with a use for that
        ? rule 2 of the configuration speaks of the operation `listThings`, which is in no document
        ? rule 3 of the configuration has a `field`, an `operator` or an `expression` and does not say of which parameters: `fields` is missing",
    );
}

#[test]
fn documents_speak_before_the_rules_of_the_configuration_and_after_the_rest() {
    let mut parameters =
        queries("a string, a__in string, b string, b__in string, c string, c__in string");
    parameters[3].filter_rule = Some(said("b__in", FilterRule::new().list(ListStyle::Pipe)));
    parameters[5].filter_rule = Some(said("c__in", FilterRule::new().enabled(false)));
    let mut api = api(parameters);
    let rule = FilterRule::new().fields(["a", "b"]).list(ListStyle::Space);
    api.operations[0].filter_rules.push(said("/things", rule));
    check_with(
        &api,
        r#"{"list": "repeated", "rules": [{"fields": ["a"], "list": "indexed"}]}"#,
        "a: a string {Eq=a, In=a__in Indexed}
        b: a string {Eq=b, In=b__in Pipe}
        - c__in: filters are turned off, says `x-tamis-filter`
        ! the list of `a__in` is `indexed`, says rule 1 of the configuration
        ! the list of `b__in` is `pipe`, says `x-tamis-filter`",
    );
}
