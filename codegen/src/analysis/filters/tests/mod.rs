//! What becomes a family, what does not, and why: `conventions.rs` by names, `types.rs` by types, `expressions.rs` by declaration, the rest here.

mod choices;
mod conventions;
mod expressions;
mod types;

use std::fmt::Write as _;

use super::model::Operand;
use super::*;
use crate::analysis::testing::{ApiBuilder, list, named, object, queries, query, ty, union};
use crate::config::FilterConfig;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Parameter, ParameterId, ParameterStyle};

/// One line per family (`stem: element {operator=wire name …}`), then one per near miss (`- names: reason`).
fn explain(api: &Api) -> String {
    describe(
        api,
        &find(api, &FilterConfig::default(), &mut Diagnostics::new()),
    )
}

fn describe(api: &Api, filters: &Filters) -> String {
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
    let filters = find(&api, &FilterConfig::default(), &mut Diagnostics::new());
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
    let filters = find(&api, &FilterConfig::default(), &mut Diagnostics::new());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    let families: Vec<_> = (0..3)
        .map(|i| found.families_of(ParameterId(i)).next())
        .collect();
    assert_eq!(families, [None, Some(FamilyId(0)), Some(FamilyId(0))]);
}

#[test]
fn switched_off_nothing_is_a_filter() {
    let api = api(queries("id uuid, id__in string"));
    let config = FilterConfig {
        enabled: false,
        ..FilterConfig::default()
    };
    let filters = find(&api, &config, &mut Diagnostics::new());
    let found = filters.operation(api.operation_ids().next().expect("one operation"));
    assert_eq!(found.families, []);
    assert!(!found.is_member(ParameterId(0)));
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
fn each_operator_stands_once() {
    check(
        "id uuid, id__exact uuid, id__in string",
        "id: a uuid {Eq=id, In=id__in Comma}
        - id__exact: another member has the same operator",
    );
}
