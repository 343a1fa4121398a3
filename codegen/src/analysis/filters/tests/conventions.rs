//! Families by their names.

use super::*;
use crate::ir::TypeRef;

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
fn an_object_of_objects_of_operators_is_a_family_each_or_plain_as_a_whole() {
    let of = |name: &[(&str, TypeRef)], style| {
        let mut builder = ApiBuilder::new();
        let name = builder.object("Name", name);
        let state = [("name?", named(name)), ("state?", ty("string"))];
        let filter = builder.object("Filter", &state);
        let mut deep = query("filter", named(filter));
        deep.style = style;
        builder.get("/things", vec![deep], None);
        builder.api
    };
    let deep = ParameterStyle::DeepObject;
    let (eq, ne, own) = ("eq?", "neq?", "sounds?");
    let text = || ty("string");
    check_api(
        &of(&[(eq, text()), (ne, text()), (own, text())], deep),
        "filter[name]: a string {Eq=filter[name][eq], Ne=filter[name][neq], Other(\"sounds\")=filter[name][sounds]}
        filter[state]: a string {Eq=filter[state]}",
    );
    // Of another type, or no fewer than what is known: then nobody knows what they are.
    check_api(
        &of(&[(eq, text()), (ne, text()), (own, ty("int"))], deep),
        "",
    );
    check_api(&of(&[(eq, text()), (own, text())], deep), "");
    check_api(
        &of(&[(eq, text()), ("neq", text())], deep),
        "- filter: a property of it is required",
    );
    check_api(
        &of(&[(eq, text()), (ne, text())], ParameterStyle::Form),
        "- filter: its style is not `deepObject`",
    );
}

#[test]
fn a_symbol_means_what_its_description_says() {
    let mut parameters = queries("At date, At< date, At> date");
    parameters[1].docs.description = Some("Calls before this date.".to_owned());
    parameters[2].docs.description = Some("Calls on or after this date.".to_owned());
    check_api(&api(parameters), "At: a date {Eq=At, Lt=At<, Gte=At>}");
}

#[test]
fn after_is_an_operator_on_points_in_time_and_beside_on_or_after() {
    check(
        "at.after date, at.on_or_after date, at.before date, at.on_or_before date",
        "at: a date {Gt=at.after, Gte=at.on_or_after, Lt=at.before, Lte=at.on_or_before}",
    );
    check(
        "at.after date, at.before date, at date",
        "at: a date {Gt=at.after, Lt=at.before, Eq=at}",
    );
    check("page[after] string, page[before] string", "");
    check("page[after] int, page[before] int", "");
    let mut parameters = queries("at.after date, at.before date");
    parameters[0].docs.description = Some("On or after this date.".to_owned());
    check_api(&api(parameters), "at: a date {Gte=at.after, Lt=at.before}");
}

#[test]
fn search_is_an_operator_beside_a_test_of_text() {
    let search = "Text(TextOp { test: Search, ignore_case: false, negated: false })";
    let contains = "Text(TextOp { test: Contains, ignore_case: true, negated: false })";
    check(
        "name string, name__icontains string, name__search string",
        &format!(
            "name: a string {{Eq=name, {contains}=name__icontains text, {search}=name__search text}}"
        ),
    );
    check("category uuid, category__search string", "");
    check(
        "name[icontains] string, name[search] string, name string",
        &format!("name: a string {{{contains}=name[icontains] text, Eq=name}}"),
    );
}
