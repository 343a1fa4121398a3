//! Is a group of parameters with one stem a family of operators?
//!
//! In: a [`Group`]. Out: a [`Verdict`]: the members that agree, if they are enough, and the others with reasons.
//!
//! 1. A parameter that is required, has a default or is encoded as a document of its own stays plain.
//! 2. The element type is that of the parameter without an operator; where that is just text, what most comparing
//!    members say; without such a parameter, what the comparing members say, then what the lists hold; text, when there
//!    are only text operators.
//! 3. Members must agree with it: comparing ones are of that type or lists of it; lists are lists of it, lists of
//!    strings or one plain string (a list joined by commas); text operators take text; null tests are booleans, or
//!    carry the element type by a known slip of generators, or are strings where `evidence.rs` says that they are
//!    booleans. One that disagrees stays plain; the family survives.
//! 4. Two members are needed. Behind a single underscore: two comparing ones, because such words are often part of a
//!    name. A list of strings in one string beside plain text, with nothing else, needs evidence from elsewhere in the
//!    API that the server splits such strings.
//!
//! 5. What somebody has chosen counts instead: a member that was declared needs no second one, a list whose way was said
//!    needs no evidence, and words such as `after`, where they are asked for, need a pair of bounds of one ordered type.
//!
//! Worked example: `id: uuid`, `id__in: string`, `id__isnull: boolean` and `id__slug: string` give the family `id` of
//! uuids with `=`, a comma list and a null test; `id__slug` is no operator and never comes here. `expires`,
//! `expires_in` give nothing: one word behind a single underscore is just a name.

use super::element::{element, widened};
use super::evidence::Evidence;
use super::group::{Candidate, Group};
use super::member::{list_described_ones, member};
use super::model::{Arity, Member};
use super::settled::Settled;
use super::shape;
use crate::ir::filters::{Convention, ListStyle, Op};
use crate::ir::{Api, ParameterId, TypeRef};

/// What became of a group.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub(super) family: Option<Accepted>,
    /// The parameters that stay plain, with the reason.
    pub(super) refused: Vec<(Vec<ParameterId>, String)>,
    /// Those of them that somebody had declared to be members, with the reason.
    pub(super) impossible: Vec<(ParameterId, String)>,
}

/// A family without its profile.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) element: TypeRef,
    pub(super) members: Vec<Member>,
    pub(super) evidence: Vec<String>,
    pub(super) settled: Settled,
}

/// Judges a group whose parameters no stronger family has claimed.
pub(super) fn judge(api: &Api, evidence: &Evidence, group: &Group<'_>) -> Verdict {
    let is_declared = group.is_declared();
    if group.convention == Convention::Word && group.asked_for.is_none() {
        return words(api, group);
    }
    let mut verdict = Verdict::default();
    if group.convention == Convention::Suffix && !is_declared && too_few(&group.members) {
        let members: Vec<_> = group.members.iter().collect();
        verdict.refuse_all(&members, JUST_A_WORD);
        return verdict;
    }
    if group.convention == Convention::Word && !is_declared && bounds(api, group).is_none() {
        let members: Vec<_> = group.members.iter().collect();
        verdict.refuse_all(
            &members,
            "words such as `after` and `min` make a range only in pairs",
        );
        return verdict;
    }
    let mut candidates: Vec<&Candidate<'_>> = Vec::new();
    for candidate in group.base.iter().chain(&group.members) {
        match candidate.stays_plain() {
            Some(reason) => verdict.refuse(candidate, reason),
            None => candidates.push(candidate),
        }
    }
    let Some(element) = element(api, group, &candidates) else {
        verdict.refuse_all(&candidates, "no member says what the values are");
        return verdict;
    };
    let element = widened(api, element, &candidates);

    let mut members: Vec<Member> = Vec::new();
    // What somebody has declared is not given up for what only looks so.
    candidates.sort_by_key(|candidate| !candidate.declared);
    for candidate in candidates {
        if members.iter().any(|member| member.op == candidate.op) {
            verdict.refuse(candidate, "another member has the same operator");
            continue;
        }
        match member(api, evidence, &element, candidate) {
            Ok(member) => members.push(member),
            Err(reason) => verdict.refuse(candidate, reason),
        }
    }
    members.sort_by_key(|member| member.parameter);
    list_described_ones(group, &element, &mut members);
    match accept(api, evidence, group, &element, &members) {
        Ok(mut evidence) => {
            evidence.extend(told(group, &members));
            let candidates = group.base.iter().chain(&group.members);
            let settled = Settled::of(candidates.map(|candidate| &candidate.chosen), &members);
            evidence.extend(settled.facts(&members));
            verdict.family = Some(Accepted {
                element,
                members,
                evidence,
                settled,
            });
        }
        Err(reason) => {
            let operators = members
                .iter()
                .filter(|member| member.wire_name != group.stem)
                .map(|member| member.parameter);
            verdict.refused.push((operators.collect(), reason));
        }
    }
    verdict
}

const JUST_A_WORD: &str = "behind a single underscore one operator alone is just a word";

/// Whether these are fewer comparing operators than a family behind a single underscore needs. A word of which somebody
/// has said that it is an operator is no mere part of a name either.
fn too_few<'a>(members: impl IntoIterator<Item = &'a Candidate<'a>>) -> bool {
    let counts = |it: &&Candidate<'_>| it.op.is_ordering() || it.op == Op::Ne || it.told.is_some();
    members.into_iter().filter(counts).count() < 2
}

/// Words such as `after` are too often part of a name: a typed pair of bounds is worth telling, the rest is not.
fn words(api: &Api, group: &Group<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    if let Some((from, to)) = bounds(api, group) {
        let reason = "words such as `after` and `min` are not taken for operators";
        verdict
            .refused
            .push((vec![from.id, to.id], reason.to_owned()));
    }
    verdict
}

/// A lower and an upper bound of one ordered type.
fn bounds<'g, 'a>(
    api: &Api,
    group: &'g Group<'a>,
) -> Option<(&'g Candidate<'a>, &'g Candidate<'a>)> {
    let bound = |ops: [Op; 2]| {
        let mut members = group.members.iter();
        let candidate = members.find(|candidate| ops.contains(&candidate.op))?;
        Some((candidate, candidate.shape.as_ref()?))
    };
    let (from, low) = bound([Op::Gte, Op::Gt])?;
    let (to, high) = bound([Op::Lte, Op::Lt])?;
    let agree = shape::is_ordered(&low.element) && shape::same(api, &low.element, &high.element);
    agree.then_some((from, to))
}

/// What somebody has said of the members.
fn told(group: &Group<'_>, members: &[Member]) -> Vec<String> {
    let mut facts = Vec::new();
    if group.convention == Convention::Word
        && let Some(by) = &group.asked_for
    {
        facts.push(format!(
            "words such as `after` and `min` set bounds, which belong to the range unless the description says \
             otherwise, says {by}"
        ));
    }
    for candidate in group.base.iter().chain(&group.members) {
        let is_member = members.iter().any(|it| it.parameter == candidate.id);
        if let Some(by) = candidate.told.as_ref().filter(|_| is_member) {
            let (name, op) = (&candidate.parameter.wire_name, candidate.op.name());
            let field = if candidate.declared {
                format!(" on `{}`", group.stem)
            } else {
                String::new()
            };
            facts.push(format!("`{name}` is {op}{field}, says {by}"));
        }
    }
    facts
}

impl Verdict {
    fn refuse(&mut self, candidate: &Candidate<'_>, reason: impl Into<String>) {
        let reason = reason.into();
        if candidate.declared {
            self.impossible.push((candidate.id, reason.clone()));
        }
        self.refused.push((vec![candidate.id], reason));
    }

    fn refuse_all(&mut self, candidates: &[&Candidate<'_>], reason: &str) {
        let declared = candidates.iter().filter(|candidate| candidate.declared);
        self.impossible
            .extend(declared.map(|candidate| (candidate.id, reason.to_owned())));
        let ids = candidates.iter().map(|candidate| candidate.id).collect();
        self.refused.push((ids, reason.to_owned()));
    }
}

/// What speaks for the family, or why it is none (rule 4).
fn accept(
    api: &Api,
    evidence: &Evidence,
    group: &Group<'_>,
    element: &TypeRef,
    members: &[Member],
) -> Result<Vec<String>, String> {
    let operators = || {
        members
            .iter()
            .filter(|member| member.wire_name != group.stem)
    };
    let is_declared = group.is_declared() && !members.is_empty();
    if operators().next().is_none() && !is_declared {
        return Err("no member with an operator is left".to_owned());
    }
    match group.convention {
        _ if is_declared => {}
        Convention::Suffix
            if too_few((group.members.iter()).filter(|candidate| {
                members
                    .iter()
                    .any(|member| member.parameter == candidate.id)
            })) =>
        {
            return Err(JUST_A_WORD.to_owned());
        }
        _ if members.len() < 2 => return Err("it is the only parameter of its kind".to_owned()),
        _ => {}
    }
    let mut facts = vec![told_element(api, group, element)];
    let joined: Vec<_> = members
        .iter()
        .filter(|member| member.op.is_list() && member.arity == Arity::List(ListStyle::Comma))
        .filter(|member| !is_said(group, member))
        // What the document calls a list is one.
        .filter(|member| {
            let mut all = group.base.iter().chain(&group.members);
            let own = all.find(|candidate| candidate.id == member.parameter);
            let shape = own.and_then(|candidate| candidate.shape.as_ref());
            shape.is_none_or(|shape| shape.list.is_none())
        })
        .collect();
    if let Some(first) = joined.first() {
        let nothing_else = operators().count() == joined.len();
        let beside_text = shape::is_text(element) || matches!(element, TypeRef::Any);
        if !beside_text {
            facts.push(format!(
                "`{}` is a string beside {}: a list joined by commas",
                first.wire_name,
                shape::describe(api, element)
            ));
        } else if !nothing_else {
            facts.push(format!(
                "`{}` is a string among operators: a list joined by commas",
                first.wire_name
            ));
        } else if let Some(fact) = evidence.of_comma_lists(group, first.parameter) {
            facts.push(fact);
        } else {
            return Err(
                "a string beside a string may be one value or a list, and nothing in the API says which"
                    .to_owned(),
            );
        }
    }
    Ok(facts)
}

/// Whether somebody has said how the list of a member travels, or that it takes one.
fn is_said(group: &Group<'_>, member: &Member) -> bool {
    (group.base.iter().chain(&group.members))
        .find(|candidate| candidate.id == member.parameter)
        .is_some_and(|candidate| candidate.declared || candidate.chosen.list.is_some())
}

fn told_element(api: &Api, group: &Group<'_>, element: &TypeRef) -> String {
    let told_by_base = group
        .base
        .as_ref()
        .and_then(|base| base.shape.as_ref())
        .is_some_and(|shape| shape::same(api, &shape.element, element));
    let by = if told_by_base {
        group.stem.as_str()
    } else {
        group
            .members
            .iter()
            .find(|member| {
                (member.shape.as_ref())
                    .is_some_and(|shape| shape::same(api, &shape.element, element))
            })
            .map_or(group.stem.as_str(), |member| {
                member.parameter.wire_name.as_str()
            })
    };
    format!("`{by}` is {}", shape::describe(api, element))
}
