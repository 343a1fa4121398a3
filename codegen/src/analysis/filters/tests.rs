//! What becomes a family, what does not, and why.

use std::fmt::Write as _;

use super::*;
use crate::analysis::testing::{ApiBuilder, list, named, object, queries, query, ty, union};
use crate::config::FilterConfig;
use crate::ir::{Api, Parameter, ParameterStyle};

/// One line per family (`stem: element {operator=wire name …}`), then one per near miss (`- names: reason`).
fn explain(api: &Api) -> String {
    let filters = find(api, &FilterConfig::default());
    let mut text = String::new();
    for id in api.operation_ids() {
        let operation = api.operation(id);
        let found = filters.operation(id);
        for family in &found.families {
            let members: Vec<String> = family
                .members
                .iter()
                .map(|member| {
                    let list = match member.arity {
                        Arity::One => String::new(),
                        Arity::List(style) => format!(" {style:?}"),
                    };
                    let operand = match member.operand {
                        Operand::Element => "",
                        Operand::Text => " text",
                        Operand::Flag => " flag",
                    };
                    format!("{:?}={}{operand}{list}", member.op, member.wire_name)
                })
                .collect();
            let element = shape::describe(api, &family.element);
            writeln!(
                text,
                "{}: {element} {{{}}}",
                family.stem,
                members.join(", ")
            )
            .expect("strings take everything");
        }
        for miss in &found.near_misses {
            let names: Vec<&str> = miss
                .parameters
                .iter()
                .map(|id| operation.parameter(*id).wire_name.as_str())
                .collect();
            writeln!(text, "- {}: {}", names.join(", "), miss.reason)
                .expect("strings take everything");
        }
    }
    text
}

fn api(parameters: Vec<Parameter>) -> Api {
    let mut builder = ApiBuilder::new();
    builder.get("/things", parameters, None);
    builder.api
}

#[track_caller]
fn check(parameters: &str, expected: &str) {
    check_api(&api(queries(parameters)), expected);
}

#[track_caller]
fn check_api(api: &Api, expected: &str) {
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(explain(api).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn an_identity_family_takes_a_comma_list_of_its_element() {
    check(
        "id uuid, id__in string, id__isnull bool",
        "id: a uuid {Eq=id, In=id__in Comma, IsNull=id__isnull flag}",
    );
}

#[test]
fn an_ordered_family_has_all_comparisons() {
    check(
        "q number, q__neq number, q__gt number, q__gte number, q__lt number, q__lte number, q__isnull bool, q__in string",
        "q: a number {Eq=q, Ne=q__neq, Gt=q__gt, Gte=q__gte, Lt=q__lt, Lte=q__lte, IsNull=q__isnull flag, In=q__in Comma}",
    );
}

#[test]
fn profiles_are_shared_and_known() {
    let api = api(queries(
        "a uuid, a__in string, a__isnull bool, b uuid, b__in string, b__isnull bool, c int, c__gt int",
    ));
    let filters = find(&api, &FilterConfig::default());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    assert_eq!(found.families[0].profile, found.families[1].profile);
    let profiles: Vec<_> = filters.profiles().map(|(_, profile)| profile).collect();
    assert_eq!(profiles.len(), 2);
    assert_eq!(profiles[0].known, Some(KnownProfile::Identity));
    assert_eq!(profiles[1].known, None);
    assert_eq!(
        profiles[1].ops.iter().collect::<Vec<_>>(),
        [&Op::Eq, &Op::Gt]
    );
}

#[test]
fn every_parameter_knows_its_family() {
    let api = api(queries("cursor string, id uuid, id__in string"));
    let filters = find(&api, &FilterConfig::default());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    let families: Vec<_> = (0..3).map(|i| found.family_of(ParameterId(i))).collect();
    assert_eq!(families, [None, Some(FamilyId(0)), Some(FamilyId(0))]);
}

#[test]
fn switched_off_nothing_is_a_filter() {
    let api = api(queries("id uuid, id__in string"));
    let config = FilterConfig {
        enabled: false,
        ..FilterConfig::default()
    };
    let filters = find(&api, &config);
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    assert_eq!(found.families, []);
    assert_eq!(found.family_of(ParameterId(0)), None);
}

#[test]
fn names_are_split_before_any_case_conversion() {
    check(
        "created_at date-time, created_at__gte date-time, created_at__lt date-time, created_at_gte date-time",
        "created_at: a date-time {Eq=created_at, Gte=created_at__gte, Lt=created_at__lt}
        - created_at_gte: behind a single underscore one operator alone is just a word",
    );
}

#[test]
fn the_same_name_read_two_ways_belongs_to_the_stronger_family() {
    check(
        "active bool, active_from date-time, active_to date-time, active_from__gte date-time, active_from__lt date-time",
        "active_from: a date-time {Eq=active_from, Gte=active_from__gte, Lt=active_from__lt}",
    );
}

#[test]
fn a_lone_operator_is_none() {
    check(
        "account uuid, account__type__in string, application__isnull bool",
        "- account__type__in: no member says what the values are
        - application__isnull: no member says what the values are",
    );
    check(
        "created_at__gte date-time",
        "- created_at__gte: it is the only parameter of its kind",
    );
}

#[test]
fn relations_are_not_operators() {
    check(
        "device string, device__name string, x string, x__slug string",
        "",
    );
    check(
        "device int, device__name__ic string",
        "- device__name__ic: it is the only parameter of its kind",
    );
    check(
        "city string, address__city string, address__city__in string, address__city__neq string",
        "address__city: a string {Eq=address__city, In=address__city__in Comma, Ne=address__city__neq}",
    );
}

#[test]
fn look_alikes_are_not_operators() {
    check(
        "expires int, expires_in int, end_user_ids [string], cancel_at_period_end bool, page[size] int, page[number] int",
        "- expires_in: behind a single underscore one operator alone is just a word",
    );
    check("x date-time, x__gt_or_isnull date-time, x__date date", "");
}

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
    let mut titled = queries("name string, name__in string");
    titled[1].docs.title = Some("Name  In".to_owned());
    check_api(&api(titled), "name: a string {Eq=name, In=name__in Comma}");
}

#[test]
fn lists_travel_as_declared() {
    let mut parameters = queries("id int, id__in [int], state string, state__in [string]");
    parameters[3].explode = false;
    check_api(
        &api(parameters),
        "id: an integer {Eq=id, In=id__in Repeated}
        state: a string {Eq=state, In=state__in EncodedComma}",
    );
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
    let filters = find(&api, &FilterConfig::default());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    let [id, tag] = found.families.as_slice() else {
        panic!("two families");
    };
    let name =
        |family: &FilterFamily, op: &Op| family.member(op).map(|member| member.wire_name.clone());
    assert_eq!(name(id, &Op::In).as_deref(), Some("id"));
    assert_eq!(name(id, &Op::NotIn).as_deref(), Some("id__n"));
    assert_eq!(name(tag, &Op::In), None);
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
fn each_operator_stands_once() {
    check(
        "id uuid, id__exact uuid, id__in string",
        "id: a uuid {Eq=id, In=id__in Comma}
        - id__exact: another member has the same operator",
    );
}

#[test]
fn brackets_dots_symbols_and_suffixes() {
    check(
        "created[$gte] date-time, created[$lte] date-time, filter[price][gt] number, filter[price][lt] number",
        "created: a date-time {Gte=created[$gte], Lte=created[$lte]}
        filter[price]: a number {Gt=filter[price][gt], Lt=filter[price][lt]}",
    );
    check(
        "at.on_or_after date-time, at.on_or_before date-time, status.in [string]",
        "at: a date-time {Gte=at.on_or_after, Lte=at.on_or_before}
        - status.in: it is the only parameter of its kind",
    );
    check(
        "StartTime date, StartTime< date, StartTime> date",
        "StartTime: a date {Eq=StartTime, Lt=StartTime<, Gt=StartTime>}",
    );
    check(
        "end date, end_gte date, end_lte date, countGt int, countLt int",
        "end: a date {Eq=end, Gte=end_gte, Lte=end_lte}
        count: an integer {Gt=countGt, Lt=countLt}",
    );
}

#[test]
fn word_ranges_are_off() {
    check(
        "created_after date-time, created_before date-time, min_x int, max_x int",
        "- created_after, created_before: words such as `after` and `min` are not taken for operators
        - min_x, max_x: words such as `after` and `min` are not taken for operators",
    );
}

#[test]
fn an_object_of_operators_is_a_family() {
    let mut builder = ApiBuilder::new();
    let range = builder.object("Range", &[("gte?", ty("int")), ("lt?", ty("int"))]);
    let either = builder.define("Created", union(&[named(range), ty("int")]));
    let mut deep = query("created", named(either));
    deep.style = ParameterStyle::DeepObject;
    let form = query("due", named(range));
    builder.get("/things", vec![deep, form], None);
    check_api(
        &builder.api,
        "created: an integer {Eq=created, Gte=created[gte], Lt=created[lt]}
        - due: its style is not `deepObject`",
    );
}

#[test]
fn an_object_with_another_property_is_plain() {
    let mut builder = ApiBuilder::new();
    let kind = object(&[("gte?", ty("int")), ("unit?", ty("string"))]);
    let range = builder.define("Range", kind);
    let mut deep = query("created", named(range));
    deep.style = ParameterStyle::DeepObject;
    builder.get("/things", vec![deep], None);
    check_api(&builder.api, "");
}

#[test]
fn a_symbol_means_what_its_description_says() {
    let mut parameters = queries("At date, At< date, At> date");
    parameters[1].docs.description = Some("Calls before this date.".to_owned());
    parameters[2].docs.description = Some("Calls on or after this date.".to_owned());
    check_api(&api(parameters), "At: a date {Eq=At, Lt=At<, Gte=At>}");
}

#[test]
fn after_means_something_beside_on_or_after_only() {
    check(
        "at.after date, at.on_or_after date, at.before date, at.on_or_before date",
        "at: a date {Gt=at.after, Gte=at.on_or_after, Lt=at.before, Lte=at.on_or_before}",
    );
    check("at.after date, at.before date, at date", "");
    check("page[after] string, page[before] string", "");
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
    let api = super::tests::api(parameters);
    check_api(
        &api,
        "id: a string {Eq=id, Ne=id__neq, NotIn=id__not_in Comma, In=id__in Comma}",
    );
}
