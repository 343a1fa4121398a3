//! What an operator means where its word alone does not say it.
//!
//! In: the members of a group. Out: their operators, settled by the description or by the other members.
//!
//! | found                                                                    | means            |
//! |--------------------------------------------------------------------------|------------------|
//! | `StartTime>`, described as "on or after"                                 | at least         |
//! | `StartTime>` otherwise                                                   | more than        |
//! | `at.after` beside `at.on_or_after`                                       | more than        |
//! | `at.after` of dates or date-times, described as "on or after"            | at least         |
//! | `at.after` of dates or date-times otherwise: what the word says          | more than        |
//! | `page[after]` otherwise: a cursor, or who knows                          | nothing          |
//! | `name__search` beside `name__icontains` or another test of text          | a search         |
//! | `category__search` otherwise: a parameter of what a relation leads to    | nothing          |
//!
//! A symbol is the server's own choice: one service's `>` is another's `>=`.

use super::Convention;
use super::candidates::{Candidate, Group};
use super::op::Op;
use super::vocabulary;
use crate::ir::{Parameter, Scalar, TypeRef};

/// Settles the operators of a group; members that have none after all are taken out.
pub(super) fn settle(group: &mut Group<'_>) {
    let word = |member: &Candidate<'_>| last_word(&member.parameter.wire_name).to_owned();
    let is_strict = |member: &Candidate<'_>| vocabulary::strict_word(&word(member)).is_some();
    let is_search = |member: &Candidate<'_>| vocabulary::search_word(&word(member)).is_some();
    let has_inclusive =
        (group.members.iter()).any(|member| vocabulary::is_inclusive_word(&word(member)));
    let tests_text =
        (group.members.iter()).any(|member| matches!(member.op, Op::Text(_)) && !is_search(member));
    group.members.retain(|member| {
        (!is_strict(member) || has_inclusive || is_moment(member))
            && (!is_search(member) || tests_text)
    });
    for member in &mut group.members {
        let is_vague =
            group.convention == Convention::Symbol || (is_strict(member) && !has_inclusive);
        if is_vague && let Some(op) = described(&member.op, member.parameter) {
            member.op = op;
        }
    }
}

/// Whether a parameter's values are points in time.
fn is_moment(member: &Candidate<'_>) -> bool {
    (member.shape.as_ref()).is_some_and(|shape| {
        matches!(
            shape.element,
            TypeRef::Scalar(Scalar::DateTime | Scalar::Date)
        )
    })
}

/// The word of a name that stands for the operator.
fn last_word(name: &str) -> &str {
    let name = name.strip_suffix("[]").unwrap_or(name);
    let name = name.strip_suffix(']').unwrap_or(name);
    let at = name
        .rfind("__")
        .map(|at| at + 2)
        .max(name.rfind(['[', '.']).map(|at| at + 1));
    let word = at.and_then(|at| name.get(at..)).unwrap_or(name);
    word.trim_start_matches(['$', '_'])
}

/// The inclusive form of an operator, where the description says so.
fn described(op: &Op, parameter: &Parameter) -> Option<Op> {
    let (inclusive, ways): (Op, &[&str]) = match op {
        Op::Gt => (
            Op::Gte,
            &[
                "on or after",
                "at or after",
                "on and after",
                "or later",
                "greater than or equal",
            ],
        ),
        Op::Lt => (
            Op::Lte,
            &[
                "on or before",
                "at or before",
                "on and before",
                "or earlier",
                "less than or equal",
            ],
        ),
        _ => return None,
    };
    let text = parameter.docs.description.as_ref()?.to_lowercase();
    ways.iter()
        .any(|way| text.contains(way))
        .then_some(inclusive)
}
