//! Is one parameter a whole family: an object whose properties are all operators?
//!
//! In: a parameter. Out: the family that it is, or why it is none.
//!
//! Worked example: `created` with `style: deepObject` and the type `{gt, gte, lt, lte: integer}`, or that or an integer,
//! is a family of integers with four operators, sent as `created[gte]=1`, and with `=`, sent as `created=1`, when the
//! plain integer is allowed. All or nothing: a property that is no operator, a list, or a value of another type leaves the
//! whole parameter plain, because nobody could set it any more.

use super::judge::Accepted;
use super::op::Op;
use super::{Arity, Member, Operand, shape, vocabulary};
use crate::ir::{
    Additional, Api, Object, Parameter, ParameterId, ParameterStyle, Presence, TypeKind, TypeRef,
};

/// Whether a parameter is an object whose properties are all called like operators.
pub(super) fn is_operator_object(api: &Api, parameter: &Parameter) -> bool {
    parts(api, &parameter.ty).is_some()
}

/// The object of operators, and the plain value that is allowed instead of it.
fn parts<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<(&'a Object, Option<&'a TypeRef>)> {
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

fn all_operators(object: &Object) -> bool {
    object.fields.len() >= 2
        && !matches!(object.additional, Additional::Kept(_))
        && object.fields.iter().all(|field| {
            let word = field.wire_name.as_str();
            vocabulary::operator(word).is_some() && vocabulary::strict_word(word).is_none()
        })
}

/// The family that a parameter is, or why it is none. Only for those with [`is_operator_object`].
pub(super) fn judge(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
) -> Result<Accepted, &'static str> {
    let Some((object, plain)) = parts(api, &parameter.ty) else {
        return Err("it is no object of operators");
    };
    if parameter.style != ParameterStyle::DeepObject {
        return Err("its style is not `deepObject`");
    }
    let mut element: Option<TypeRef> = None;
    let mut members: Vec<Member> = Vec::new();
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
        let Some(op) = vocabulary::operator(&field.wire_name) else {
            return Err("a property of it is no operator");
        };
        let Some((false, ty)) = shape::of_type(api, &field.ty) else {
            return Err("a property of it is no simple value");
        };
        if field.presence == Presence::Required {
            return Err("a property of it is required");
        }
        if op.is_list() || members.iter().any(|member| member.op == op) {
            return Err("a property of it takes a list, or means the same as another");
        }
        let operand = match &op {
            op if op.is_flag() && shape::is_flag(ty) => Operand::Flag,
            op if op.is_flag() => return Err("a null test of it is no boolean"),
            Op::Text(_) if shape::is_text(ty) => Operand::Text,
            _ => {
                agree(ty)?;
                Operand::Element
            }
        };
        members.push(Member {
            op,
            parameter: id,
            wire_name: format!("{}[{}]", parameter.wire_name, field.wire_name),
            arity: Arity::One,
            operand,
        });
    }
    let Some(element) = element else {
        return Err("no property of it says what the values are");
    };
    let evidence = vec![format!(
        "all properties of `{}` are operators on {}",
        parameter.wire_name,
        shape::describe(api, &element)
    )];
    Ok(Accepted {
        element,
        members,
        evidence,
    })
}
