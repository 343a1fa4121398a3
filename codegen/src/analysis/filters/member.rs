//! Is a parameter a member of a family whose element type is known?
//!
//! In: the parameter. Out: the member, or why it is none (rule 3 of `judge.rs`).

use super::candidates::{Candidate, Group};
use super::evidence::{self, Evidence};
use super::op::Op;
use super::shape::{self, Shape};
use super::{Arity, ListStyle, Member, Operand};
use crate::ir::{Api, TypeRef};

/// Lets `=` and ≠ take lists where they are strings that are described as lists, unless there is an operator for that.
pub(super) fn list_described_ones(group: &Group<'_>, element: &TypeRef, members: &mut [Member]) {
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

/// The member that a parameter is, or why it is none.
pub(super) fn member(
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
        op if op.is_list() => (
            split(list(api, element, shape)?, candidate),
            Operand::Element,
        ),
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

/// The list as the server reads it.
fn split(arity: Arity, candidate: &Candidate<'_>) -> Arity {
    match arity {
        Arity::List(ListStyle::EncodedComma)
            if evidence::is_split_after_decoding(candidate.parameter) =>
        {
            Arity::List(ListStyle::Comma)
        }
        other => other,
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
