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
//! Worked example: `id: uuid`, `id__in: string`, `id__isnull: boolean` and `id__slug: string` give the family `id` of
//! uuids with `=`, a comma list and a null test; `id__slug` is no operator and never comes here. `expires`,
//! `expires_in` give nothing: one word behind a single underscore is just a name.

use super::candidates::{Candidate, Group};
use super::evidence::{self, Evidence};
use super::op::Op;
use super::shape::{self, Shape};
use super::{Arity, Convention, ListStyle, Member, Operand};
use crate::ir::{Api, ParameterId, Scalar, TypeRef};

/// What became of a group.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub(super) family: Option<Accepted>,
    /// The parameters that stay plain, with the reason.
    pub(super) refused: Vec<(Vec<ParameterId>, String)>,
}

/// A family without its profile.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) element: TypeRef,
    pub(super) members: Vec<Member>,
    pub(super) evidence: Vec<String>,
}

/// Judges a group whose parameters no stronger family has claimed.
pub(super) fn judge(api: &Api, evidence: &Evidence, group: &Group<'_>) -> Verdict {
    if group.convention == Convention::Word {
        return words(api, group);
    }
    let mut verdict = Verdict::default();
    if group.convention == Convention::Suffix && too_few(group.members.iter().map(|it| &it.op)) {
        let members: Vec<_> = group.members.iter().collect();
        verdict.refuse_all(&members, JUST_A_WORD);
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
        Ok(evidence) => {
            verdict.family = Some(Accepted {
                element,
                members,
                evidence,
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

/// Whether these are fewer comparing operators than a family behind a single underscore needs.
fn too_few<'a>(ops: impl Iterator<Item = &'a Op>) -> bool {
    ops.filter(|op| op.is_ordering() || **op == Op::Ne).count() < 2
}

/// Words such as `after` are too often part of a name: a typed pair of bounds is worth telling, the rest is not.
fn words(api: &Api, group: &Group<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    let bound = |op: &Op| {
        let candidate = group.members.iter().find(|candidate| candidate.op == *op)?;
        Some((candidate, candidate.shape.as_ref()?))
    };
    if let (Some((from, low)), Some((to, high))) = (bound(&Op::Gte), bound(&Op::Lte))
        && shape::is_ordered(&low.element)
        && shape::same(api, &low.element, &high.element)
    {
        let reason = "words such as `after` and `min` are not taken for operators";
        verdict
            .refused
            .push((vec![from.id, to.id], reason.to_owned()));
    }
    verdict
}

impl Verdict {
    fn refuse(&mut self, candidate: &Candidate<'_>, reason: impl Into<String>) {
        self.refused.push((vec![candidate.id], reason.into()));
    }

    fn refuse_all(&mut self, candidates: &[&Candidate<'_>], reason: &str) {
        let ids = candidates.iter().map(|candidate| candidate.id).collect();
        self.refused.push((ids, reason.to_owned()));
    }
}

/// The element type of a group (rule 2).
fn element(api: &Api, group: &Group<'_>, candidates: &[&Candidate<'_>]) -> Option<TypeRef> {
    // A base that stays plain still tells.
    let base = group.base.as_ref().and_then(|base| base.shape.as_ref());
    // Its own `=` counts among the others only where it is spelt out.
    let compared = majority(api, candidates, |candidate| {
        candidate.op.is_ordering()
            || candidate.op == Op::Ne
            || (candidate.op == Op::Eq && candidate.parameter.wire_name != group.stem)
    });
    if let Some(base) = base {
        let vague = matches!(base.element, TypeRef::Any) || shape::is_text(&base.element);
        let comparing: Vec<&TypeRef> = candidates
            .iter()
            .filter(|candidate| candidate.op.is_ordering() || candidate.op == Op::Ne)
            .filter_map(|candidate| Some(&candidate.shape.as_ref()?.element))
            .collect();
        // `at: string, at__gte: date`, or `at: enum, at__gte: date, at__lt: date`: the operators know better.
        let overruled = match comparing.as_slice() {
            [] => false,
            [first, rest @ ..] => {
                let told = !shape::is_text(first) && !matches!(first, TypeRef::Any);
                let agree = rest.iter().all(|ty| shape::same(api, first, ty));
                let against = !shape::same(api, first, &base.element);
                told && (vague || (against && agree && !rest.is_empty()))
            }
        };
        return if overruled {
            compared
        } else {
            Some(base.element.clone())
        };
    }
    let lists = || {
        candidates
            .iter()
            .filter(|candidate| candidate.op.is_list())
            .filter_map(|candidate| candidate.shape.as_ref())
            .find(|shape| shape.list.is_some())
            .map(|shape| shape.element.clone())
    };
    let text = || {
        let is_text_test = |candidate: &&Candidate<'_>| -> bool {
            matches!(candidate.op, Op::Text(_))
                && (candidate.shape.as_ref()).is_some_and(|shape| shape::is_text(&shape.element))
        };
        candidates
            .iter()
            .any(is_text_test)
            .then_some(TypeRef::Scalar(Scalar::String))
    };
    compared.or_else(lists).or_else(text)
}

/// The type that most of the members with such operators have; the first of those that are equally frequent.
fn majority(
    api: &Api,
    candidates: &[&Candidate<'_>],
    counts: impl Fn(&Candidate<'_>) -> bool,
) -> Option<TypeRef> {
    let mut types: Vec<(&TypeRef, usize)> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| counts(candidate)) {
        let Some(shape) = &candidate.shape else {
            continue;
        };
        match types
            .iter_mut()
            .find(|(ty, _)| shape::same(api, ty, &shape.element))
        {
            Some((_, count)) => *count += 1,
            None => types.push((&shape.element, 1)),
        }
    }
    let most = types.iter().map(|(_, count)| *count).max()?;
    types
        .into_iter()
        .find(|(_, count)| *count == most)
        .map(|(ty, _)| ty.clone())
}

/// The element type that holds the values of all agreeing members: an integer beside a number is a number.
fn widened(api: &Api, element: TypeRef, candidates: &[&Candidate<'_>]) -> TypeRef {
    candidates
        .iter()
        .filter_map(|candidate| candidate.shape.as_ref())
        .fold(element, |element, shape| {
            shape::unify(api, &element, &shape.element).unwrap_or(element)
        })
}

/// Lets `=` and ≠ take lists where they are strings that are described as lists, unless there is an operator for that.
fn list_described_ones(group: &Group<'_>, element: &TypeRef, members: &mut [Member]) {
    if !shape::is_text(element) {
        return;
    }
    for (plain, listed) in [(Op::Eq, Op::In), (Op::Ne, Op::NotIn)] {
        if members.iter().any(|member| member.op == listed) {
            continue;
        }
        let Some(member) = members.iter_mut().find(|member| member.op == plain) else {
            continue;
        };
        let described = (group.base.iter().chain(&group.members))
            .find(|candidate| candidate.id == member.parameter)
            .is_some_and(|candidate| evidence::is_described_list(candidate.parameter));
        if described && member.arity == Arity::One {
            member.arity = Arity::List(ListStyle::Comma);
        }
    }
}

/// The member that a parameter is, or why it is none (rule 3).
fn member(
    api: &Api,
    evidence: &Evidence,
    element: &TypeRef,
    candidate: &Candidate<'_>,
) -> Result<Member, String> {
    let Some(shape) = &candidate.shape else {
        return Err("its values are no simple values".to_owned());
    };
    let (arity, operand) = match &candidate.op {
        op if op.is_flag() => flag(api, evidence, element, op, shape)?,
        Op::Text(_) => text(api, element, shape)?,
        op if op.is_list() => (list(api, element, shape)?, Operand::Element),
        _ => (
            comparison(api, element, candidate, shape)?,
            Operand::Element,
        ),
    };
    Ok(Member {
        op: candidate.op.clone(),
        parameter: candidate.id,
        wire_name: candidate.parameter.wire_name.clone(),
        arity,
        operand,
    })
}

fn arity(shape: &Shape) -> Arity {
    shape.list.map_or(Arity::One, Arity::List)
}

fn flag(
    api: &Api,
    evidence: &Evidence,
    element: &TypeRef,
    op: &Op,
    shape: &Shape,
) -> Result<(Arity, Operand), String> {
    // Generators that copy the element's list type to the null test: the server still reads one boolean.
    let copied = shape.list.is_some() && shape::same(api, element, &shape.element);
    let mistyped =
        shape.list.is_none() && shape::is_text(&shape.element) && evidence.of_flags(op).is_some();
    if shape::is_flag(&shape.element) || copied || mistyped {
        return Ok((Arity::One, Operand::Flag));
    }
    Err(format!(
        "a null test is a boolean, not {}",
        shape::describe(api, &shape.element)
    ))
}

fn text(api: &Api, element: &TypeRef, shape: &Shape) -> Result<(Arity, Operand), String> {
    if shape::is_text(&shape.element) || shape::same(api, element, &shape.element) {
        return Ok((arity(shape), Operand::Text));
    }
    Err(format!(
        "a test of text takes a string, not {}",
        shape::describe(api, &shape.element)
    ))
}

fn list(api: &Api, element: &TypeRef, shape: &Shape) -> Result<Arity, String> {
    let is_text = shape::is_text(&shape.element);
    match shape.list {
        Some(style) if is_text || shape::same(api, element, &shape.element) => {
            Ok(Arity::List(style))
        }
        None if is_text => Ok(Arity::List(ListStyle::Comma)),
        Some(_) => Err(format!(
            "its items are {}, the values of the others are {}",
            shape::describe(api, &shape.element),
            shape::describe(api, element)
        )),
        None => Err("it is neither a list nor a string with one in it".to_owned()),
    }
}

fn comparison(
    api: &Api,
    element: &TypeRef,
    candidate: &Candidate<'_>,
    shape: &Shape,
) -> Result<Arity, String> {
    // Only the base may be vaguer than what it is compared by.
    let vague = candidate.op == Op::Eq
        && (shape::is_text(&shape.element) || matches!(shape.element, TypeRef::Any));
    if vague || shape::same(api, element, &shape.element) {
        return Ok(arity(shape));
    }
    Err(format!(
        "its value is {}, the values of the others are {}",
        shape::describe(api, &shape.element),
        shape::describe(api, element)
    ))
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
    if operators().next().is_none() {
        return Err("no member with an operator is left".to_owned());
    }
    match group.convention {
        Convention::Suffix if too_few(operators().map(|member| &member.op)) => {
            return Err(JUST_A_WORD.to_owned());
        }
        _ if members.len() < 2 => return Err("it is the only parameter of its kind".to_owned()),
        _ => {}
    }
    let mut facts = vec![told_element(api, group, element)];
    let joined: Vec<_> = members
        .iter()
        .filter(|member| member.op.is_list() && member.arity == Arity::List(ListStyle::Comma))
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

fn told_element(api: &Api, group: &Group<'_>, element: &TypeRef) -> String {
    let told_by_base = group
        .base
        .as_ref()
        .and_then(|base| base.shape.as_ref())
        .is_some_and(|shape| shape::same(api, &shape.element, element));
    let by = if told_by_base {
        group.stem
    } else {
        group
            .members
            .iter()
            .find(|member| {
                (member.shape.as_ref())
                    .is_some_and(|shape| shape::same(api, &shape.element, element))
            })
            .map_or(group.stem, |member| member.parameter.wire_name.as_str())
    };
    format!("`{by}` is {}", shape::describe(api, element))
}
