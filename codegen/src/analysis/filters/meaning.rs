//! What an operator means where its word alone does not say it.
//!
//! In: the members of a group. Out: their operators, settled by the description or by the other members.
//!
//! | found                                                                    | means            |
//! |--------------------------------------------------------------------------|------------------|
//! | `StartTime>`, described as "on or after"                                 | at least         |
//! | `StartTime>` otherwise                                                   | more than        |
//! | `at.after` beside `at.on_or_after`                                       | more than        |
//! | `at.after` otherwise: inclusive or not, nobody knows                     | nothing          |
//!
//! A symbol is the server's own choice: one service's `>` is another's `>=`.

use super::Convention;
use super::candidates::{Candidate, Group};
use super::op::Op;
use super::vocabulary;
use crate::ir::Parameter;

/// Settles the operators of a group; members that have none after all are taken out.
pub(super) fn settle(group: &mut Group<'_>) {
    if group.convention == Convention::Symbol {
        for member in &mut group.members {
            if let Some(op) = described(&member.op, member.parameter) {
                member.op = op;
            }
        }
        return;
    }
    let word = |member: &Candidate<'_>| last_word(&member.parameter.wire_name).to_owned();
    let has_inclusive = group
        .members
        .iter()
        .any(|member| vocabulary::is_inclusive_word(&word(member)));
    group
        .members
        .retain(|member| has_inclusive || vocabulary::strict_word(&word(member)).is_none());
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

/// The inclusive form of `<` and `>`, where the description says so.
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
