//! Is one parameter a whole family, or several: an object whose properties are operators, or are such objects?
//!
//! In: a parameter. Out: the families that it is, or why it is none. Of what an object of operators is made, says `operators.rs`.
//!
//! Worked examples: `created` with `style: deepObject` and the type `{gt, gte, lt, lte: integer}`, or that or an integer,
//! is a family of integers with four operators, sent as `created[gte]=1`, and with `=`, sent as `created=1`, when the
//! plain integer is allowed. `filter` of the type `{name: {eq, contains: string}, state: string}` is two families, sent as
//! `filter[name][eq]=a` and `filter[state]=b`. All or nothing: a property that is no operator, a list, or a value of another
//! type leaves the whole parameter plain, because nobody could set it any more. A list is taken where somebody has said how
//! it travels, and where it is a string among other operators: then it is joined by commas, as in other conventions.

use super::choices::About;
use super::group::Chosen;
use super::judge::Accepted;
use super::model::{Arity, Member, Operand};
use super::operators::{self, Operators};
use super::settled::Settled;
use super::shape;
use crate::ir::filters::{Convention, ListStyle, Op};
use crate::ir::{
    Additional, Api, Parameter, ParameterId, ParameterStyle, Presence, TypeKind, TypeRef,
};

/// What is one family: a parameter, or a property of it.
#[derive(Debug)]
struct Site<'a> {
    /// The name that travels with a plain value: `created`, `filter[name]`.
    stem: String,
    /// `None`: a plain value only.
    operators: Option<Operators<'a>>,
    ty: &'a TypeRef,
    is_required: bool,
}

/// The names of the families that a parameter might be; none: it is no object of operators.
pub(super) fn stems(api: &Api, parameter: &Parameter, about: &About<'_>) -> Vec<String> {
    let sites = sites(api, parameter, about).into_iter();
    sites.map(|site| site.stem).collect()
}

fn sites<'a>(api: &'a Api, parameter: &'a Parameter, about: &About<'_>) -> Vec<Site<'a>> {
    let stem = &parameter.wire_name;
    if let Some(found) = operators::all(api, &parameter.ty, stem, about) {
        return vec![Site {
            stem: stem.clone(),
            operators: Some(found),
            ty: &parameter.ty,
            is_required: parameter.required,
        }];
    }
    properties(api, parameter, about)
        .filter(|sites| sites.iter().any(|site| site.operators.is_some()))
        .unwrap_or_default()
}

/// The properties of a parameter, if each of them could be a family.
fn properties<'a>(
    api: &'a Api,
    parameter: &'a Parameter,
    about: &About<'_>,
) -> Option<Vec<Site<'a>>> {
    let TypeRef::Named(id) = shape::bare(api, &parameter.ty) else {
        return None;
    };
    let TypeKind::Object(object) = &api.ty(*id).kind else {
        return None;
    };
    if matches!(object.additional, Additional::Kept(_)) {
        return None;
    }
    let property = |field: &'a crate::ir::Field| {
        let stem = format!("{}[{}]", parameter.wire_name, field.wire_name);
        let operators = operators::most(api, &field.ty, &stem, about);
        if operators.is_none() && !matches!(shape::of_type(api, &field.ty), Some((false, _))) {
            return None;
        }
        Some(Site {
            stem,
            operators,
            ty: &field.ty,
            is_required: parameter.required || field.presence == Presence::Required,
        })
    };
    object.fields.iter().map(property).collect()
}

/// Why such a parameter is no family by choice.
fn turned_off(about: &About<'_>, stem: &str) -> Option<String> {
    let chosen = about.convention(Convention::DeepObject, stem);
    let by = chosen.filter(|chosen| !chosen.value)?.by;
    let name = Convention::DeepObject.name();
    Some(format!("the convention `{name}` is turned off, says {by}"))
}

/// The families that a parameter is, each with its stem, or why it is none. Only for those with [`stems`].
pub(super) fn judge(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
    about: &About<'_>,
) -> Result<Vec<(String, Accepted)>, String> {
    let sites = sites(api, parameter, about).into_iter();
    sites
        .map(|site| {
            let chosen = Chosen::of(about, &site.stem);
            if let Some(by) = &chosen.off {
                return Err(format!("filters are turned off, says {by}"));
            }
            if let Some(reason) = turned_off(about, &site.stem) {
                return Err(reason);
            }
            if parameter.style != ParameterStyle::DeepObject {
                return Err("its style is not `deepObject`".to_owned());
            }
            let family = family(api, id, &site, &chosen)?;
            Ok((site.stem, family))
        })
        .collect()
}

fn family(
    api: &Api,
    id: ParameterId,
    site: &Site<'_>,
    chosen: &Chosen,
) -> Result<Accepted, &'static str> {
    if site.is_required {
        return Err("it is required");
    }
    let none = Operators::plain(site.ty);
    let operators = site.operators.as_ref().unwrap_or(&none);
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
    let has_eq = operators.found.iter().any(|found| found.op == Op::Eq);
    for plain in &operators.plain {
        let Some((false, ty)) = shape::of_type(api, plain) else {
            return Err("what may stand instead of the object is no simple value");
        };
        agree(ty)?;
        // A word for it is clearer than none.
        if !has_eq && members.is_empty() {
            members.push(Member {
                op: Op::Eq,
                parameter: id,
                wire_name: site.stem.clone(),
                arity: Arity::One,
                operand: Operand::Element,
            });
        }
    }
    let only_lists = operators.found.iter().all(|found| found.op.is_list());
    for found in &operators.found {
        let (op, field) = (&found.op, found.field);
        let Some((is_list, ty)) = shape::of_type(api, &field.ty) else {
            return Err("a property of it is no simple value");
        };
        let takes_list = is_list || op.is_list();
        let is_joined = op.is_list() && !is_list && shape::is_text(ty) && !only_lists;
        let arity = arity(chosen, takes_list, is_joined)?;
        if found.is_required {
            return Err("a property of it is required");
        }
        if members.iter().any(|member| member.op == *op) {
            return Err("a property of it means the same as another");
        }
        let operand = match op {
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
        let wire_name = format!("{}[{}]", site.stem, field.wire_name);
        if let Some(by) = &found.told {
            facts.push(format!("`{wire_name}` is {}, says {by}", op.name()));
        } else if matches!(op, Op::Other(_)) {
            facts.push(format!(
                "`{wire_name}` is the server's own: it stands among operators"
            ));
        }
        members.push(Member {
            op: op.clone(),
            parameter: id,
            wire_name,
            arity,
            operand,
        });
    }
    let Some(element) = element else {
        return Err("no property of it says what the values are");
    };
    let stem = &site.stem;
    let what = shape::describe(api, &element);
    let mut evidence = vec![if site.operators.is_some() {
        format!("all properties of `{stem}` are operators on {what}")
    } else {
        format!("`{stem}` is {what} beside objects of operators")
    }];
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

/// How many values a property takes, and how they travel.
fn arity(chosen: &Chosen, takes_list: bool, is_joined: bool) -> Result<Arity, &'static str> {
    match &chosen.list {
        Some(list) if takes_list => {
            list.follow();
            Ok(Arity::List(list.value))
        }
        None if is_joined => Ok(Arity::List(ListStyle::Comma)),
        None if takes_list => {
            Err("a property of it takes a list, and nothing says how that travels")
        }
        _ => Ok(Arity::One),
    }
}
