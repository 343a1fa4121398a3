//! Which type do the values of a family have?
//!
//! In: a group and those of its parameters that may become members. Out: the type, or nothing where no member says it
//! (rule 2 of `judge.rs`).

use super::group::{Candidate, Group};
use super::shape;
use crate::ir::filters::Op;
use crate::ir::{Api, Scalar, TypeRef};

/// The element type of a group.
pub(super) fn element(
    api: &Api,
    group: &Group<'_>,
    candidates: &[&Candidate<'_>],
) -> Option<TypeRef> {
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
    let declared = || {
        candidates
            .iter()
            .filter(|candidate| candidate.declared && !candidate.op.is_flag())
            .find_map(|candidate| Some(candidate.shape.as_ref()?.element.clone()))
    };
    compared.or_else(lists).or_else(text).or_else(declared)
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
pub(super) fn widened(api: &Api, element: TypeRef, candidates: &[&Candidate<'_>]) -> TypeRef {
    candidates
        .iter()
        .filter_map(|candidate| candidate.shape.as_ref())
        .fold(element, |element, shape| {
            shape::unify(api, &element, &shape.element).unwrap_or(element)
        })
}
