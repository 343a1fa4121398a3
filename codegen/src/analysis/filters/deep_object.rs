//! Is one parameter a whole family: an object whose properties are all operators?
//!
//! In: a parameter. Out: the family that it is, or why it is none.
//!
//! Worked example: `created` with `style: deepObject` and the type `{gt, gte, lt, lte: integer}`, or that or an integer,
//! is a family of integers with four operators, sent as `created[gte]=1`, and with `=`, sent as `created=1`, when the
//! plain integer is allowed. All or nothing: a property that is no operator, a list, or a value of another type leaves the
//! whole parameter plain, because nobody could set it any more. A list is taken where somebody has said how it travels.

use super::choices::{About, Setting};
use super::group::Chosen;
use super::judge::Accepted;
use super::model::{Arity, Member, Operand};
use super::name::told;
use super::settled::Settled;
use super::{meaning, shape, vocabulary};
use crate::ir::filters::{Convention, Meaning, Op};
use crate::ir::{
    Additional, Api, Field, Object, Parameter, ParameterId, ParameterStyle, Presence, TypeKind,
    TypeRef,
};

/// Whether a parameter is an object whose properties are all called like operators.
pub(super) fn is_operator_object(api: &Api, parameter: &Parameter, about: &About<'_>) -> bool {
    parts(api, parameter, about).is_some()
}

/// Why such a parameter is no family by choice.
fn turned_off(parameter: &Parameter, about: &About<'_>) -> Option<String> {
    let chosen = about.convention(Convention::DeepObject, &parameter.wire_name);
    let by = chosen.filter(|chosen| !chosen.value)?.by;
    let name = Convention::DeepObject.name();
    Some(format!("the convention `{name}` is turned off, says {by}"))
}

/// What a property of an object means, and who says so if that is not its usual meaning.
fn operator(
    api: &Api,
    about: &About<'_>,
    stem: &str,
    field: &Field,
    object: &Object,
) -> Option<(Op, Option<String>)> {
    let word = &field.wire_name;
    match told(about, word, stem) {
        Some(Setting { value, by, .. }) => match value {
            Meaning::Operator(op) => Some((op, Some(by))),
            Meaning::NoOperator => None,
        },
        None => {
            let op = vocabulary::operator(word)?;
            if vocabulary::strict_word(word).is_none() {
                return Some((op, None));
            }
            let (_, ty) = shape::of_type(api, &field.ty)?;
            let beside = object.fields.iter().map(|field| &field.wire_name);
            let op = meaning::of_strict_member(op, ty, &field.docs, beside)?;
            Some((op, None))
        }
    }
}

/// The object of operators, and the plain value that is allowed instead of it.
fn parts<'a>(
    api: &'a Api,
    parameter: &'a Parameter,
    about: &About<'_>,
) -> Option<(&'a Object, Option<&'a TypeRef>)> {
    let (ty, stem) = (&parameter.ty, &parameter.wire_name);
    let all_operators = |object: &Object| {
        object.fields.len() >= 2
            && !matches!(object.additional, Additional::Kept(_))
            && (object.fields.iter())
                .all(|field| operator(api, about, stem, field, object).is_some())
    };
    let object = |ty: &'a TypeRef| match shape::bare(api, ty) {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Object(object) => all_operators(object).then_some(object),
            _ => None,
        },
        _ => None,
    };
    if let Some(object) = object(ty) {
        return Some((object, None));
    }
    let TypeRef::Named(id) = shape::bare(api, ty) else {
        return None;
    };
    let TypeKind::Union(union) = &api.ty(*id).kind else {
        return None;
    };
    let [first, second] = union.variants.as_slice() else {
        return None;
    };
    object(&first.ty)
        .map(|found| (found, Some(&second.ty)))
        .or_else(|| object(&second.ty).map(|found| (found, Some(&first.ty))))
}

/// The family that a parameter is, or why it is none. Only for those with [`is_operator_object`].
pub(super) fn judge(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
    about: &About<'_>,
) -> Result<Accepted, String> {
    let chosen = Chosen::of(about, &parameter.wire_name);
    if let Some(by) = &chosen.off {
        return Err(format!("filters are turned off, says {by}"));
    }
    if let Some(reason) = turned_off(parameter, about) {
        return Err(reason);
    }
    Ok(family(api, id, parameter, about, &chosen)?)
}

fn family(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
    about: &About<'_>,
    chosen: &Chosen,
) -> Result<Accepted, &'static str> {
    let Some((object, plain)) = parts(api, parameter, about) else {
        return Err("it is no object of operators");
    };
    if parameter.style != ParameterStyle::DeepObject {
        return Err("its style is not `deepObject`");
    }
    let mut element: Option<TypeRef> = None;
    let mut members: Vec<Member> = Vec::new();
    let mut facts = Vec::new();
    let unlike = "its properties have different types";
    let mut agree = |ty: &TypeRef| {
        element = Some(match &element {
            None => ty.clone(),
            Some(element) => shape::unify(api, element, ty).ok_or(unlike)?,
        });
        Ok::<(), &'static str>(())
    };
    if let Some(plain) = plain {
        let Some((false, ty)) = shape::of_type(api, plain) else {
            return Err("what may stand instead of the object is no simple value");
        };
        agree(ty)?;
        members.push(Member {
            op: Op::Eq,
            parameter: id,
            wire_name: parameter.wire_name.clone(),
            arity: Arity::One,
            operand: Operand::Element,
        });
    }
    for field in &object.fields {
        let Some((op, told)) = operator(api, about, &parameter.wire_name, field, object) else {
            return Err("a property of it is no operator");
        };
        let Some((is_list, ty)) = shape::of_type(api, &field.ty) else {
            return Err("a property of it is no simple value");
        };
        let arity = match &chosen.list {
            Some(list) if is_list || op.is_list() => {
                list.follow();
                Arity::List(list.value)
            }
            None if is_list || op.is_list() => {
                return Err("a property of it takes a list, and nothing says how that travels");
            }
            _ => Arity::One,
        };
        if field.presence == Presence::Required {
            return Err("a property of it is required");
        }
        if members.iter().any(|member| member.op == op) {
            return Err("a property of it means the same as another");
        }
        let operand = match &op {
            op if op.is_flag() && (shape::is_flag(ty) || chosen.null_values.is_some()) => {
                Operand::Flag
            }
            op if op.is_flag() => return Err("a null test of it is no boolean"),
            Op::Text(_) if shape::is_text(ty) => Operand::Text,
            // A string with a list in it.
            _ if arity != Arity::One && !is_list && shape::is_text(ty) => Operand::Element,
            _ => {
                agree(ty)?;
                Operand::Element
            }
        };
        let wire_name = format!("{}[{}]", parameter.wire_name, field.wire_name);
        if let Some(by) = told {
            facts.push(format!("`{wire_name}` is {}, says {by}", op.name()));
        }
        members.push(Member {
            op,
            parameter: id,
            wire_name,
            arity,
            operand,
        });
    }
    let Some(element) = element else {
        return Err("no property of it says what the values are");
    };
    let mut evidence = vec![format!(
        "all properties of `{}` are operators on {}",
        parameter.wire_name,
        shape::describe(api, &element)
    )];
    evidence.append(&mut facts);
    let settled = Settled::of([chosen], &members);
    evidence.extend(settled.facts(&members));
    Ok(Accepted {
        element,
        members,
        evidence,
        settled,
    })
}
