//! What the values of a parameter are, as far as filters care: one or a list, and of which element.
//!
//! In: a parameter's type. Out: a [`Shape`], and whether two elements are the same ([`unify`]). A type that no
//! filter can have (an object, a map, a union of unlike types) has no shape.

use super::ListStyle;
use crate::ir::{Api, Enum, EnumBase, Parameter, ParameterStyle, Scalar, TypeKind, TypeRef};

/// The values of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// A list, and how it travels.
    pub(super) list: Option<ListStyle>,
    /// The type of one value: a scalar, an enum, or any JSON; never an alias, a list, or nullable.
    pub(super) element: TypeRef,
}

/// The shape of a parameter's values.
pub(super) fn of_parameter(api: &Api, parameter: &Parameter) -> Option<Shape> {
    let (is_list, element) = of_type(api, &parameter.ty)?;
    let list = match (is_list, parameter.style, parameter.explode) {
        (false, ..) => None,
        (true, ParameterStyle::Form, false) => Some(ListStyle::EncodedComma),
        (true, ParameterStyle::SpaceDelimited, false) => Some(ListStyle::Space),
        (true, ParameterStyle::PipeDelimited, false) => Some(ListStyle::Pipe),
        // Exploded, the delimited styles are written as `form` is; `deepObject` of a list means the same where it occurs.
        (
            true,
            ParameterStyle::Form
            | ParameterStyle::SpaceDelimited
            | ParameterStyle::PipeDelimited
            | ParameterStyle::DeepObject,
            true,
        ) => Some(ListStyle::Repeated),
        (true, ..) => return None,
    };
    Some(Shape {
        list,
        element: element.clone(),
    })
}

/// Whether a type is a list, and the type of one value.
pub(super) fn of_type<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<(bool, &'a TypeRef)> {
    let ty = bare(api, ty);
    match ty {
        TypeRef::List(item) | TypeRef::Set(item) => Some((true, element(api, item)?)),
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Union(union) => {
                // One or several: `anyOf: [T, {type: array, items: T}]`.
                let [first, second] = union.variants.as_slice() else {
                    return None;
                };
                let sides = (bare(api, &first.ty), bare(api, &second.ty));
                let ((TypeRef::List(many), one) | (one, TypeRef::List(many))) = sides else {
                    return None;
                };
                let one = element(api, one)?;
                same(api, one, element(api, many)?).then_some((true, one))
            }
            _ => Some((false, element(api, ty)?)),
        },
        _ => Some((false, element(api, ty)?)),
    }
}

fn element<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a TypeRef> {
    let ty = bare(api, ty);
    match ty {
        TypeRef::Scalar(Scalar::Binary | Scalar::Null | Scalar::Own(_)) => None,
        TypeRef::Scalar(_) | TypeRef::Any => Some(ty),
        TypeRef::Named(id) => matches!(api.ty(*id).kind, TypeKind::Enum(_)).then_some(ty),
        _ => None,
    }
}

/// The type without aliases and nulls around it.
pub(super) fn bare<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = api.resolve(ty);
    while let TypeRef::Nullable(inner) = ty {
        ty = api.resolve(inner);
    }
    ty
}

/// Whether values of two element types are the same values.
pub(super) fn same(api: &Api, a: &TypeRef, b: &TypeRef) -> bool {
    unify(api, a, b).is_some()
}

/// The element type of a family whose members have these two; `None`: they do not agree.
///
/// Integers of different width agree on the wider one, an integer and a number on the number, two enums with the same
/// values on the first, an enum of texts and text on the enum.
pub(super) fn unify(api: &Api, a: &TypeRef, b: &TypeRef) -> Option<TypeRef> {
    match (a, b) {
        (TypeRef::Scalar(x), TypeRef::Scalar(y)) if x == y => Some(a.clone()),
        (TypeRef::Scalar(x), TypeRef::Scalar(y)) => {
            let wider = if width(*x)? >= width(*y)? { x } else { y };
            Some(TypeRef::Scalar(*wider))
        }
        (TypeRef::Named(x), TypeRef::Named(y)) if x == y => Some(a.clone()),
        (TypeRef::Named(x), TypeRef::Named(y)) => match (&api.ty(*x).kind, &api.ty(*y).kind) {
            (TypeKind::Enum(x), TypeKind::Enum(y)) => same_values(x, y).then(|| a.clone()),
            _ => None,
        },
        // Documents often list the values for one operator only; an enum that takes any text is right for both.
        (TypeRef::Named(id), TypeRef::Scalar(Scalar::String))
        | (TypeRef::Scalar(Scalar::String), TypeRef::Named(id)) => {
            let takes_any = matches!(
                &api.ty(*id).kind,
                TypeKind::Enum(values) if values.open && values.base == EnumBase::String
            );
            takes_any.then_some(TypeRef::Named(*id))
        }
        (TypeRef::Any, TypeRef::Any) => Some(TypeRef::Any),
        _ => None,
    }
}

/// How much a number holds; `None`: it is none.
fn width(scalar: Scalar) -> Option<u8> {
    Some(match scalar {
        Scalar::U8 => 1,
        Scalar::I8 => 2,
        Scalar::U16 => 3,
        Scalar::I16 => 4,
        Scalar::U32 => 5,
        Scalar::I32 => 6,
        Scalar::U64 => 7,
        Scalar::I64 => 8,
        Scalar::I128 => 9,
        Scalar::F64 => 10,
        _ => return None,
    })
}

fn same_values(a: &Enum, b: &Enum) -> bool {
    a.base == b.base
        && a.variants.len() == b.variants.len()
        && (a
            .variants
            .iter()
            .zip(&b.variants)
            .all(|(x, y)| x.value == y.value)
            || a.variants
                .iter()
                .all(|x| b.variants.iter().any(|y| x.value == y.value)))
}

pub(super) fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(Scalar::String))
}

pub(super) fn is_flag(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(Scalar::Bool))
}

/// Whether values have an order that clients and servers agree on.
pub(super) fn is_ordered(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(scalar)
        if width(*scalar).is_some() || matches!(scalar, Scalar::DateTime | Scalar::Date | Scalar::Time))
}

/// An element type in the words of an explanation.
pub(super) fn describe(api: &Api, ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Scalar(scalar) => match scalar {
            Scalar::String => "a string",
            Scalar::Bool => "a boolean",
            Scalar::Uuid => "a uuid",
            Scalar::DateTime => "a date-time",
            Scalar::Date => "a date",
            Scalar::Time => "a time",
            Scalar::Duration => "a duration",
            Scalar::Ipv4 | Scalar::Ipv6 => "an IP address",
            Scalar::Base64 | Scalar::Binary => "bytes",
            Scalar::Null => "null",
            Scalar::Own(_) => "a type of one's own",
            Scalar::F64 => "a number",
            _ => "an integer",
        },
        TypeRef::Named(id) if matches!(api.ty(*id).kind, TypeKind::Enum(_)) => "an enum",
        _ => "any value",
    }
}
