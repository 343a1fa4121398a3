//! Is a type an object of operators?
//!
//! In: a type. Out: its properties, each with what it means, and the plain values that are allowed instead of the object.
//! Unions are looked through: `anyOf: [string, {contains}, {eq}]` is a string, or an object with one of two operators.
//!
//! | type                                    | `all`                | `most`                                     |
//! |-----------------------------------------|----------------------|--------------------------------------------|
//! | `{gt, lt: integer}`                     | two operators        | two operators                              |
//! | `anyOf: [string, {eq, neq: string}]`    | two, a plain string  | two, a plain string                        |
//! | `{eq, neq, sounds: string}`             | none                 | three: `sounds` is the server's own        |
//! | `{gte: number, unit: string}`           | none                 | none: one operator alone shows nothing     |

use super::choices::{About, Setting};
use super::name::told;
use super::{meaning, shape, vocabulary};
use crate::ir::filters::{Meaning, Op};
use crate::ir::{Additional, Api, Field, Object, Presence, TypeKind, TypeRef};

/// How deep unions of unions are looked into.
const DEEPEST: usize = 4;

/// An object of operators.
#[derive(Debug, Default)]
pub(super) struct Operators<'a> {
    /// The properties.
    pub(super) found: Vec<Operator<'a>>,
    /// What may stand instead of the object.
    pub(super) plain: Vec<&'a TypeRef>,
}

/// A property of such an object.
#[derive(Debug)]
pub(super) struct Operator<'a> {
    pub(super) field: &'a Field,
    pub(super) op: Op,
    /// Who says what it means, if that is not its usual meaning.
    pub(super) told: Option<String>,
    /// Whether it must be there beside another one.
    pub(super) is_required: bool,
}

impl<'a> Operators<'a> {
    /// No object, only a plain value.
    pub(super) fn plain(ty: &'a TypeRef) -> Self {
        Self {
            found: Vec::new(),
            plain: vec![ty],
        }
    }
}

/// The operators of a type whose properties are all known to be some.
pub(super) fn all<'a>(
    api: &'a Api,
    ty: &'a TypeRef,
    stem: &str,
    about: &About<'_>,
) -> Option<Operators<'a>> {
    read(api, ty, stem, about, false)
}

/// The operators of a type that stands where only they are expected: what is beside more of them, and has their type, is an
/// operator of the server's own.
pub(super) fn most<'a>(
    api: &'a Api,
    ty: &'a TypeRef,
    stem: &str,
    about: &About<'_>,
) -> Option<Operators<'a>> {
    read(api, ty, stem, about, true)
}

fn read<'a>(
    api: &'a Api,
    ty: &'a TypeRef,
    stem: &str,
    about: &About<'_>,
    own: bool,
) -> Option<Operators<'a>> {
    let mut alternatives = Alternatives::default();
    alternatives.gather(api, ty, 0)?;
    let mut operators = Operators {
        plain: alternatives.plain,
        ..Operators::default()
    };
    let mut unknown = Vec::new();
    for (field, object) in alternatives.fields {
        let twin = operators.found.iter().chain(&unknown);
        let mut twin =
            twin.filter(|found: &&Operator<'_>| found.field.wire_name == field.wire_name);
        if let Some(twin) = twin.next() {
            // The same in two alternatives.
            if twin.field.ty != field.ty {
                return None;
            }
            continue;
        }
        let (list, op, told) = match operator(api, about, stem, field, object) {
            Read::Known(op, told) => (&mut operators.found, op, told),
            Read::Unknown => (&mut unknown, Op::Other(field.wire_name.clone()), None),
            Read::Not => return None,
        };
        list.push(Operator {
            field,
            op,
            told,
            // An alternative with one property is chosen by it.
            is_required: field.presence == Presence::Required && object.fields.len() > 1,
        });
    }
    let known = operators.found.len();
    let agree = |found: &Operator<'a>| {
        let ty = |field: &'a Field| shape::of_type(api, &field.ty);
        let own = ty(found.field);
        own.is_some() && operators.found.iter().any(|known| ty(known.field) == own)
    };
    if known < 2 || known <= unknown.len() || !(own || unknown.is_empty()) {
        return None;
    }
    if !unknown.iter().all(agree) {
        return None;
    }
    operators.found.append(&mut unknown);
    Some(operators)
}

/// The objects and plain values that a type allows.
#[derive(Default)]
struct Alternatives<'a> {
    fields: Vec<(&'a Field, &'a Object)>,
    plain: Vec<&'a TypeRef>,
}

impl<'a> Alternatives<'a> {
    /// `None`: one of them is neither.
    fn gather(&mut self, api: &'a Api, ty: &'a TypeRef, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let TypeRef::Named(id) = shape::bare(api, ty) else {
            self.plain.push(ty);
            return Some(());
        };
        match &api.ty(*id).kind {
            TypeKind::Object(object) => {
                if matches!(object.additional, Additional::Kept(_)) {
                    return None;
                }
                self.fields
                    .extend(object.fields.iter().map(|field| (field, object)));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    self.gather(api, &variant.ty, depth + 1)?;
                }
            }
            _ => self.plain.push(ty),
        }
        Some(())
    }
}

/// What a property is.
enum Read {
    /// An operator, and who says so if that is not its usual meaning.
    Known(Op, Option<String>),
    /// A word of which nothing is known.
    Unknown,
    /// No operator.
    Not,
}

fn operator(api: &Api, about: &About<'_>, stem: &str, field: &Field, object: &Object) -> Read {
    let word = &field.wire_name;
    match told(about, word, stem) {
        Some(Setting { value, by, .. }) => match value {
            Meaning::Operator(op) => Read::Known(op, Some(by)),
            Meaning::NoOperator => Read::Not,
        },
        None => {
            let Some(op) = vocabulary::operator(word) else {
                return Read::Unknown;
            };
            if vocabulary::strict_word(word).is_none() {
                return Read::Known(op, None);
            }
            let Some((_, ty)) = shape::of_type(api, &field.ty) else {
                return Read::Not;
            };
            let beside = object.fields.iter().map(|field| &field.wire_name);
            match meaning::of_strict_member(op, ty, &field.docs, beside) {
                Some(op) => Read::Known(op, None),
                None => Read::Not,
            }
        }
    }
}
