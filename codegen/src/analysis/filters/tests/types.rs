//! Families by the types of their members.

use super::*;

#[test]
fn a_member_that_disagrees_stays_plain_and_the_family_survives() {
    check(
        "at date-time, at__gte date-time, at__lt int, at__isnull string",
        "at: a date-time {Eq=at, Gte=at__gte}
        - at__lt: its value is an integer, the values of the others are a date-time
        - at__isnull: a null test is a boolean, not a string",
    );
}

#[test]
fn a_required_member_or_one_with_a_default_stays_plain() {
    let mut parameters =
        queries("id uuid, id__in string, id__neq uuid, at date, at__gt date, at__lt date");
    parameters[2].required = true;
    parameters[5].docs.default = Some("\"2020-01-01\"".to_owned());
    parameters[4].docs.default = Some("null".to_owned());
    check_api(
        &api(parameters),
        "id: a uuid {Eq=id, In=id__in Comma}
        at: a date {Eq=at, Gt=at__gt}
        - id__neq: it is required
        - at__lt: it has a default",
    );
}

#[test]
fn a_base_that_stays_plain_still_tells_the_element() {
    let mut parameters = queries("id uuid, id__in string, id__isnull bool");
    parameters[0].required = true;
    check_api(
        &api(parameters),
        "id: a uuid {In=id__in Comma, IsNull=id__isnull flag}
        - id: it is required",
    );
}

#[test]
fn integers_and_numbers_merge() {
    check(
        "n int, n__gt number, n__lt int32",
        "n: a number {Eq=n, Gt=n__gt, Lt=n__lt}",
    );
}

#[test]
fn text_with_typed_comparisons_is_typed() {
    check(
        "at string, at__gte date-time, at__lte date-time",
        "at: a date-time {Eq=at, Gte=at__gte, Lte=at__lte}",
    );
    check(
        "at bool, at__gte date, at__lt date",
        "at: a date {Gte=at__gte, Lt=at__lt}
        - at: its value is a boolean, the values of the others are a date",
    );
    check(
        "at date-time, at__gte string",
        "- at__gte: its value is a string, the values of the others are a date-time
        ",
    );
}

#[test]
fn without_a_base_the_comparisons_tell() {
    check(
        "at__gte date, at__lte date, at__in string",
        "at: a date {Gte=at__gte, Lte=at__lte, In=at__in Comma}",
    );
    check(
        "name__icontains string, name__istartswith string",
        "name: a string {Text(TextOp { test: Contains, ignore_case: true, negated: false })=name__icontains text, \
         Text(TextOp { test: Starts, ignore_case: true, negated: false })=name__istartswith text}",
    );
    check(
        "tag__in string, tag__isnull bool",
        "- tag__in, tag__isnull: no member says what the values are",
    );
}

#[test]
fn a_string_beside_a_string_needs_evidence() {
    check(
        "name string, name__in string",
        "- name__in: a string beside a string may be one value or a list, and nothing in the API says which",
    );
    check(
        "name string, name__in string, id uuid, id__in string",
        "name: a string {Eq=name, In=name__in Comma}
        id: a uuid {Eq=id, In=id__in Comma}",
    );
    let mut described = queries("name string, name__in string");
    described[1].docs.description = Some("Names, separated by commas.".to_owned());
    check_api(
        &api(described),
        "name: a string {Eq=name, In=name__in Comma}",
    );
    let mut builder = ApiBuilder::new();
    builder.object("HTTPValidationError", &[("detail?", list(ty("any")))]);
    builder.get("/", queries("name string, name__in string"), None);
    check_api(&builder.api, "name: a string {Eq=name, In=name__in Comma}");
}

#[test]
fn lists_travel_as_declared() {
    let mut parameters = queries("id int, id__in [int], state string, state[in] [string]");
    parameters[3].explode = false;
    check_api(
        &api(parameters),
        "id: an integer {Eq=id, In=id__in Repeated}
        state: a string {Eq=state, In=state[in] EncodedComma}",
    );
    // Django splits after it has decoded, and so do those who speak of commas: drf-spectacular of django-filter's lists, Pulp.
    let mut parameters = queries("state string, state__in [string]");
    parameters[1].explode = false;
    check_api(
        &api(parameters),
        "state: a string {Eq=state, In=state__in Comma}",
    );
    for text in [
        "States.\n\nMultiple values may be separated by commas.",
        "Filter results where state is in a comma-separated list of values",
    ] {
        let mut parameters = queries("state string, state[in] [string]");
        parameters[1].explode = false;
        parameters[1].docs.description = Some(text.to_owned());
        check_api(
            &api(parameters),
            "state: a string {Eq=state, In=state[in] Comma}",
        );
    }
}

#[test]
fn a_repeated_base_is_a_list() {
    let api = api(queries(
        "id [int], id__n [int], id__gte [int], id__empty [int], tag [string], tag__n [string], tag__any [string]",
    ));
    check_api(
        &api,
        "id: an integer {Eq=id Repeated, Ne=id__n Repeated, Gte=id__gte Repeated, Empty=id__empty flag}
        tag: a string {Eq=tag Repeated, Ne=tag__n Repeated, Any=tag__any Repeated}",
    );
    let filters = find(&api, &FilterConfig::default(), &mut Diagnostics::new());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    let [id, tag] = found.families.as_slice() else {
        panic!("two families");
    };
    let name =
        |family: &FilterFamily, op: &Op| family.member(op).map(|member| member.wire_name.clone());
    assert_eq!(name(id, &Op::In).as_deref(), Some("id"));
    assert_eq!(name(id, &Op::NotIn).as_deref(), Some("id__n"));
    assert_eq!(name(tag, &Op::In), None);
    let offered: Vec<_> = id
        .offered()
        .map(|(op, member)| format!("{op:?}={}", member.wire_name))
        .collect();
    assert_eq!(
        offered,
        [
            "Eq=id",
            "Ne=id__n",
            "Gte=id__gte",
            "Empty=id__empty",
            "In=id",
            "NotIn=id__n"
        ]
    );
    assert!(filters.profile(id.profile).ops.contains(&Op::In));
    assert!(!filters.profile(tag.profile).ops.contains(&Op::In));
}

#[test]
fn equal_enums_agree_although_they_are_different_types() {
    let mut builder = ApiBuilder::new();
    let a = builder.enumeration("A", &["on", "off"]);
    let b = builder.enumeration("B", &["off", "on"]);
    let c = builder.enumeration("C", &["on", "gone"]);
    let parameters = vec![
        query("state", named(a)),
        query("state__in", list(named(b))),
        query("state__neq", named(c)),
    ];
    builder.get("/things", parameters, None);
    check_api(
        &builder.api,
        "state: an enum {Eq=state, In=state__in Repeated}
        - state__neq: its value is an enum, the values of the others are an enum",
    );
}

#[test]
fn a_null_test_may_be_a_string_where_another_is_a_boolean() {
    check(
        "a date, a__gt date, a__isnull string",
        "a: a date {Eq=a, Gt=a__gt}
        - a__isnull: a null test is a boolean, not a string",
    );
    check(
        "a date, a__gt date, a__isnull string, b date, b__isnull bool",
        "a: a date {Eq=a, Gt=a__gt, IsNull=a__isnull flag}
        b: a date {Eq=b, IsNull=b__isnull flag}",
    );
}

#[test]
fn a_string_that_is_described_as_a_list_is_one() {
    let mut parameters = queries("owner.any string, owner.not string");
    parameters[1].docs.description = Some("Comma-separated list of users".to_owned());
    let api = api(parameters);
    check_api(
        &api,
        "owner: a string {Any=owner.any Comma, Ne=owner.not Comma}",
    );
    let mut parameters = queries("id string, id__neq string, id__not_in string, id__in string");
    for parameter in &mut parameters {
        parameter.docs.description = Some("One id, or with `in` a comma-separated list".to_owned());
    }
    let api = super::api(parameters);
    check_api(
        &api,
        "id: a string {Eq=id, Ne=id__neq, NotIn=id__not_in Comma, In=id__in Comma}",
    );
}
