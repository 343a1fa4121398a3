//! What an operator means where its word alone does not say it.
//!
//! In: the members of a group. Out: their operators, settled by the description or by the other members.
//!
//! | found                                                                    | means            |
//! |--------------------------------------------------------------------------|------------------|
//! | `StartTime>`, described as "on or after"                                 | at least         |
//! | `StartTime>` otherwise                                                   | more than        |
//! | `created_after`, described as "strictly after" or "exclusive"            | more than        |
//! | `created_after` otherwise, where such words are asked for                | at least         |
//! | `at.after` beside `at.on_or_after`                                       | more than        |
//! | `at.after` of dates or date-times, described as "on or after"            | at least         |
//! | `at.after` of dates or date-times otherwise: what the word says          | more than        |
//! | `page[after]` otherwise: a cursor, or who knows                          | nothing          |
//! | `name__search` beside `name__icontains` or another test of text          | a search         |
//! | `category__search` otherwise: a parameter of what a relation leads to    | nothing          |
//!
//! Where somebody has said what the word means, that counts.
//!
//! A symbol is the server's own choice: one service's `>` is another's `>=`.

use super::group::{Candidate, Group};
use super::vocabulary;
use crate::ir::filters::{Convention, Op};
use crate::ir::{Docs, Scalar, TypeRef};

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
        let is_clear = (!is_strict(member) || has_inclusive || is_moment(member))
            && (!is_search(member) || tests_text);
        is_clear || member.told.is_some()
    });
    for member in group.members.iter_mut().filter(|it| it.told.is_none()) {
        let described: fn(&Op, &Docs) -> Option<Op> = match group.convention {
            Convention::Word => exclusive,
            Convention::Symbol => inclusive,
            _ if is_strict(member) && !has_inclusive => inclusive,
            _ => continue,
        };
        if let Some(op) = described(&member.op, &member.parameter.docs) {
            member.op = op;
        }
    }
}

/// Whether a parameter's values are points in time.
fn is_moment(member: &Candidate<'_>) -> bool {
    (member.shape.as_ref()).is_some_and(|shape| is_time(&shape.element))
}

fn is_time(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(Scalar::DateTime | Scalar::Date))
}

/// What a member of an object means that is called by a word such as `after`, of which nobody has said anything: the same as
/// in brackets (`created[after]`). `beside` are the names of all members.
pub(super) fn of_strict_member(
    op: Op,
    ty: &TypeRef,
    docs: &Docs,
    mut beside: impl Iterator<Item = impl AsRef<str>>,
) -> Option<Op> {
    if beside.any(|name| vocabulary::is_inclusive_word(name.as_ref())) {
        return Some(op);
    }
    is_time(ty).then(|| inclusive(&op, docs).unwrap_or(op))
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
fn inclusive(op: &Op, docs: &Docs) -> Option<Op> {
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
    let text = docs.description.as_ref()?.to_lowercase();
    ways.iter()
        .any(|way| text.contains(way))
        .then_some(inclusive)
}

/// The exclusive form of the words `after` and `before`, where the description says so.
fn exclusive(op: &Op, docs: &Docs) -> Option<Op> {
    let (exclusive, ways): (Op, &[&str]) = match op {
        Op::Gte => (
            Op::Gt,
            &["strictly", "exclusive", "greater than", "later than"],
        ),
        Op::Lte => (
            Op::Lt,
            &["strictly", "exclusive", "less than", "earlier than"],
        ),
        _ => return None,
    };
    let text = docs.description.as_ref()?.to_lowercase();
    let includes = text.contains("inclusive") || text.contains("or equal");
    (!includes && ways.iter().any(|way| text.contains(way))).then_some(exclusive)
}
