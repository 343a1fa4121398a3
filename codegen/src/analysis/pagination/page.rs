//! What stands in a page: the facts about it, and its list of items.
//!
//! In: the type of a successful response. Out: a [`Page`]: every simple member of it, also of the objects in it that
//! customarily hold such facts (`meta`, `pagination`, …), and every list.

use super::words::{self, snake};
use super::{MemberPath, Step};
use crate::ir::{Api, Field, Scalar, TypeId, TypeKind, TypeRef};

/// A page, opened.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    /// The simple members, outer ones first.
    pub(super) facts: Vec<Fact<'a>>,
    /// The lists of an object, outer ones first.
    pub(super) lists: Vec<Fact<'a>>,
    /// The names of the page's own members, in snake case.
    members: Vec<String>,
}

/// A member of a page.
#[derive(Debug)]
pub(super) struct Fact<'a> {
    /// The way to it.
    pub(super) path: MemberPath,
    /// Its name in snake case.
    pub(super) name: String,
    /// The name of the object it stands in, in snake case; empty for the page itself.
    pub(super) inside: String,
    /// The member.
    pub(super) field: &'a Field,
    /// Its type, without aliases and nulls; of a list: that of the items.
    pub(super) ty: &'a TypeRef,
}

impl Fact<'_> {
    pub(super) fn is_text(&self) -> bool {
        matches!(self.ty, TypeRef::Scalar(Scalar::String | Scalar::Uuid))
    }

    pub(super) fn is_flag(&self) -> bool {
        matches!(self.ty, TypeRef::Scalar(Scalar::Bool))
    }

    pub(super) fn is_count(&self) -> bool {
        matches!(self.ty, TypeRef::Scalar(scalar) if is_number(*scalar))
    }
}

/// What a successful answer holds.
pub(super) enum Opened<'a> {
    List(&'a TypeRef),
    Object(Page<'a>),
}

/// Looks into an answer; `None`: it is neither a list nor an object.
pub(super) fn open<'a>(api: &'a Api, answer: &'a TypeRef) -> Option<Opened<'a>> {
    match api.resolve(answer) {
        TypeRef::List(item) | TypeRef::Set(item) => Some(Opened::List(item)),
        TypeRef::Named(id) => matches!(api.ty(*id).kind, TypeKind::Object(_))
            .then(|| Opened::Object(Page::open(api, *id))),
        _ => None,
    }
}

/// Whether values can count. Many documents say `number` where they mean integers.
pub(super) fn is_number(scalar: Scalar) -> bool {
    use Scalar::{F64, I8, I16, I32, I64, I128, U8, U16, U32, U64};
    matches!(
        scalar,
        I8 | I16 | I32 | I64 | I128 | U8 | U16 | U32 | U64 | F64
    )
}

/// Whether values can be sent back as they came.
pub(super) fn is_position(scalar: Scalar) -> bool {
    !matches!(
        scalar,
        Scalar::Bool | Scalar::Null | Scalar::Binary | Scalar::Own(_)
    )
}

/// How many objects may stand in one another around a fact: `paging.next.after`.
const DEPTH: usize = 3;

impl<'a> Page<'a> {
    /// Opens a page that is an object.
    pub(super) fn open(api: &'a Api, object: TypeId) -> Self {
        let mut page = Self::default();
        let mut level = vec![(object, MemberPath::default(), String::new())];
        for _ in 0..DEPTH {
            let mut deeper = Vec::new();
            for (object, path, inside) in level {
                page.read(api, object, &path, &inside, &mut deeper);
            }
            level = deeper;
        }
        page
    }

    fn read(
        &mut self,
        api: &'a Api,
        object: TypeId,
        path: &MemberPath,
        inside: &str,
        deeper: &mut Vec<(TypeId, MemberPath, String)>,
    ) {
        let TypeKind::Object(body) = &api.ty(object).kind else {
            return;
        };
        for (index, field) in body.fields.iter().enumerate() {
            let name = snake(&field.wire_name);
            if path.0.is_empty() {
                self.members.push(name.clone());
            }
            let mut path = path.clone();
            path.0.push(Step {
                object,
                field: index,
            });
            let fact = |ty| Fact {
                path: path.clone(),
                name: name.clone(),
                inside: inside.to_owned(),
                field,
                ty,
            };
            let ty = bare(api, &field.ty);
            if let Some(item) = api.item_of(ty) {
                if !words::NOT_ITEMS.contains(&name.as_str()) {
                    self.lists.push(fact(item));
                }
                continue;
            }
            match ty {
                ty @ TypeRef::Scalar(_) => self.facts.push(fact(ty)),
                TypeRef::Named(id) if matches!(api.ty(*id).kind, TypeKind::Object(_)) => {
                    let about = words::ABOUT.contains(&name.as_str());
                    let envelope = path.0.len() == 1 && words::ENVELOPE.contains(&name.as_str());
                    if about || envelope {
                        deeper.push((*id, path, name));
                    }
                }
                _ => {}
            }
        }
    }

    /// The list of items; an error says why none is certain.
    pub(super) fn items(&self) -> Result<&Fact<'a>, &'static str> {
        // A list inside `meta` is one of facts.
        let candidates: Vec<&Fact<'a>> = self
            .lists
            .iter()
            .filter(|list| list.inside.is_empty() || is_envelope(&list.inside))
            .collect();
        let outermost = |found: &[&Fact<'a>]| found.iter().map(|list| list.path.0.len()).min();
        let Some(depth) = outermost(&candidates) else {
            return Err("its response has no list");
        };
        let nearest: Vec<_> = candidates
            .into_iter()
            .filter(|list| list.path.0.len() == depth)
            .collect();
        if let [only] = nearest.as_slice() {
            let of_a_thing = |fact: &Fact<'_>| fact.inside == only.inside && fact.name == "id";
            return if !only.inside.is_empty() && self.facts.iter().any(of_a_thing) {
                Err("the list in its response belongs to a thing")
            } else {
                Ok(only)
            };
        }
        let mut telling = nearest
            .into_iter()
            .filter(|list| words::ITEMS.contains(&list.name.as_str()));
        match (telling.next(), telling.next()) {
            (Some(only), None) => Ok(only),
            _ => Err("its response has more than one list"),
        }
    }

    /// A list by the way to it.
    pub(super) fn list(&self, api: &Api, way: &str) -> Option<&Fact<'a>> {
        self.lists.iter().find(|list| list.path.display(api) == way)
    }

    /// Whether it has one list, and says something about other pages.
    pub(super) fn tells_of_others(&self) -> bool {
        let tells = |fact: &Fact<'_>| {
            let is = |names: &[&str]| names.contains(&fact.name.as_str());
            (is(words::NEXT) && fact.is_text())
                || (is(words::MORE) && fact.is_flag())
                || (is(words::PAGES) && fact.is_count())
        };
        self.items().is_ok() && self.facts.iter().any(tells)
    }

    /// Whether all of the page's own members but the items say something about the page: it is no thing of its own that
    /// happens to have a list.
    pub(super) fn is_thin(&self, items: &MemberPath) -> bool {
        let holder = |name: &str| {
            self.lists
                .iter()
                .any(|list| list.path == *items && (list.name == name || list.inside == name))
        };
        self.members
            .iter()
            .all(|name| holder(name) || words::is_about_page(name))
    }

    /// The first simple member with one of some names, in the order of the names.
    pub(super) fn fact(
        &self,
        names: &[&str],
        fits: impl Fn(&Fact<'a>) -> bool,
    ) -> Option<&Fact<'a>> {
        names.iter().find_map(|name| {
            self.facts
                .iter()
                .find(|fact| fact.name == *name && fits(fact))
        })
    }
}

fn is_envelope(name: &str) -> bool {
    words::ENVELOPE.contains(&name)
}

/// The type without aliases and nulls around it.
pub(super) fn bare<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = api.resolve(ty);
    while let TypeRef::Nullable(inner) = ty {
        ty = api.resolve(inner);
    }
    ty
}
