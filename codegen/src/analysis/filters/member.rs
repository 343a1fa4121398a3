//! Is a parameter a member of a family whose element type is known?
//!
//! In: the parameter. Out: the member, or why it is none (rule 3 of `judge.rs`).

use super::evidence::{self, Evidence};
use super::group::{Candidate, Group};
use super::model::{Arity, Member, Operand};
use super::shape::{self, Shape};
use crate::ir::filters::{ListStyle, Op};
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
        // Where somebody has said what the members are, that is all there is to it.
        if described && !group.is_declared() && member.arity == Arity::One {
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
        op if op.is_flag() => flag(api, evidence, element, candidate, shape)?,
        Op::Text(_) => text(api, element, shape)?,
        op if op.is_list() => (
            split(list(api, element, candidate, shape)?, candidate),
            Operand::Element,
        ),
        _ => (
            comparison(api, element, candidate, shape)?,
            Operand::Element,
        ),
    };
    let arity = match &candidate.chosen.list {
        Some(list) if candidate.chosen.takes_list || arity != Arity::One => {
            takes_list(&candidate.op)?;
            list.follow();
            Arity::List(list.value)
        }
        _ => arity,
    };
    let name = candidate.parameter.wire_name.as_str();
    let wire_name = match arity {
        // The brackets are part of the list.
        Arity::List(ListStyle::Brackets | ListStyle::Indexed) => {
            name.strip_suffix("[]").unwrap_or(name)
        }
        _ => name,
    };
    Ok(Member {
        op: candidate.op.clone(),
        parameter: candidate.id,
        wire_name: wire_name.to_owned(),
        arity,
        operand,
    })
}

/// Whether an operator can take a list at all.
fn takes_list(op: &Op) -> Result<(), String> {
    if op.is_ordering() || op.is_flag() {
        return Err(format!("`{}` takes no list", op.name()));
    }
    Ok(())
}

fn arity(shape: &Shape) -> Arity {
    shape.list.map_or(Arity::One, Arity::List)
}

fn flag(
    api: &Api,
    evidence: &Evidence,
    element: &TypeRef,
    candidate: &Candidate<'_>,
    shape: &Shape,
) -> Result<(Arity, Operand), String> {
    // With its values said, or the test as such: then `true` and `false` are texts.
    let is_text = shape::is_text(&shape.element);
    let said = candidate.chosen.null_values.is_some() && is_null_test(&candidate.op);
    if shape.list.is_none() && (said || (candidate.declared && is_text)) {
        return Ok((Arity::One, Operand::Flag));
    }
    // Generators that copy the element's list type to the null test: the server still reads one boolean.
    let copied = shape.list.is_some() && shape::same(api, element, &shape.element);
    let mistyped = shape.list.is_none() && is_text && evidence.of_flags(&candidate.op).is_some();
    if shape::is_flag(&shape.element) || copied || mistyped {
        return Ok((Arity::One, Operand::Flag));
    }
    Err(format!(
        "a null test is a boolean, not {}",
        shape::describe(api, &shape.element)
    ))
}

fn is_null_test(op: &Op) -> bool {
    matches!(op, Op::IsNull | Op::NotNull)
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

fn list(
    api: &Api,
    element: &TypeRef,
    candidate: &Candidate<'_>,
    shape: &Shape,
) -> Result<Arity, String> {
    let is_text = shape::is_text(&shape.element);
    match shape.list {
        Some(style) if is_text || shape::same(api, element, &shape.element) => {
            Ok(Arity::List(style))
        }
        None if is_text => Ok(Arity::List(ListStyle::Comma)),
        // Somebody knows better than the document, which has one value.
        None if candidate.chosen.list.is_some() && shape::same(api, element, &shape.element) => {
            Ok(Arity::List(ListStyle::Comma))
        }
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
    // Only the base may be vaguer than what it is compared by, and what somebody has declared to belong to it.
    let vague = (candidate.op == Op::Eq || candidate.declared)
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
