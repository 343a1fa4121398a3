//! Does a page lead to the next one (rules 1 and 2 of `find.rs`)?
//!
//! In: the parameters and the page. Out: how it does, with what tells it in words.

use super::page::{Fact, Page, bare, is_position};
use super::parameters::Parameters;
use super::said::{is_address, is_called_cursor, speaks_of, takes_last_item};
use super::{MemberPath, PagingKind, Step, words};
use crate::ir::{Api, Presence, TypeKind, TypeRef};

/// A parameter takes a member of the page before.
pub(super) fn by_cursor<'a>(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'a>,
) -> Option<(PagingKind, String)> {
    for asking in &parameters.cursors {
        let ty = bare(api, asking.ty);
        if !matches!(ty, TypeRef::Scalar(scalar) if is_position(*scalar)) {
            continue;
        }
        let fits = |fact: &Fact<'a>| fact.ty == ty && !is_address(&fact.field.docs);
        let next = page
            .fact(words::NEXT, fits)
            .or_else(|| {
                page.fact(words::NEXT_MAYBE, |fact| {
                    fits(fact)
                        && fact.is_text()
                        && (is_called_cursor(fact) || speaks_of(asking.docs, fact))
                })
            })
            .or_else(|| after(page, &asking.name, fits))
            .or_else(|| namesake(page, &asking.name, parameters.limit.is_some(), fits));
        let Some(next) = next else { continue };
        let more = page.fact(words::MORE, Fact::is_flag);
        let previous = page.fact(words::PREVIOUS, |fact| {
            fits(fact) && fact.inside == next.inside && fact.name != next.name
        });
        let told = format!(
            "{} takes what `{}` of the page before holds",
            asking.told(),
            next.path.display(api)
        );
        let kind = PagingKind::Cursor {
            position: asking.position.clone(),
            next: next.path.clone(),
            previous: previous.map(|fact| fact.path.clone()),
            more: more.map(|fact| fact.path.clone()),
        };
        return Some((kind, told));
    }
    None
}

/// A member `cursor` for a parameter `cursor`, where it can be missing and the size of a page can be asked for: what only
/// repeats the question would always be there.
fn namesake<'p, 'a>(
    page: &'p Page<'a>,
    parameter: &str,
    has_limit: bool,
    fits: impl Fn(&Fact<'a>) -> bool,
) -> Option<&'p Fact<'a>> {
    let can_be_missing = |fact: &Fact<'a>| {
        fact.field.presence == Presence::Optional && fact.inside.is_empty() && fits(fact)
    };
    let is_cursor = parameter == "cursor" && has_limit;
    page.fact(&["cursor"], can_be_missing).filter(|_| is_cursor)
}

/// A member that its place makes the value for the next page: one inside `next` or `next_page` that has the parameter's
/// name, `cursor.next`, or `last_id` beside `has_more` for `after`.
fn after<'p, 'a>(
    page: &'p Page<'a>,
    parameter: &str,
    fits: impl Fn(&Fact<'a>) -> bool,
) -> Option<&'p Fact<'a>> {
    let own_name =
        |fact: &Fact<'a>| matches!(fact.inside.as_str(), "next" | "next_page") && fits(fact);
    if let Some(next) = page.fact(&[parameter], own_name) {
        return Some(next);
    }
    let in_cursors = |fact: &Fact<'a>| matches!(fact.inside.as_str(), "cursor" | "cursors");
    if parameter == "cursor" {
        return page.fact(&["next"], |fact| in_cursors(fact) && fits(fact));
    }
    if !matches!(
        parameter,
        "after" | "after_id" | "page_after" | "starting_after"
    ) {
        return None;
    }
    let in_container = |fact: &Fact<'a>| (in_cursors(fact) || fact.inside == "next") && fits(fact);
    page.fact(&["after", "next"], in_container).or_else(|| {
        page.fact(words::MORE, Fact::is_flag)?;
        page.fact(&["last_id"], fits)
    })
}

/// A parameter takes the `id` of the last item.
pub(super) fn by_last_item(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    item: &TypeRef,
) -> Option<(PagingKind, String)> {
    let asking = parameters.cursors.iter().find(|input| {
        input.name == "starting_after"
            || (input.name.starts_with("after") && takes_last_item(input.docs))
    })?;
    let more = page.fact(words::MORE, Fact::is_flag)?;
    let TypeRef::Named(object) = bare(api, item) else {
        return None;
    };
    let TypeKind::Object(body) = &api.ty(*object).kind else {
        return None;
    };
    let field = body.fields.iter().position(|field| {
        field.wire_name == "id" && bare(api, &field.ty) == bare(api, asking.ty)
    })?;
    let told = format!(
        "{} takes the `id` of the last item, as long as `{}`",
        asking.told(),
        more.path.display(api)
    );
    let kind = PagingKind::LastItem {
        position: asking.position.clone(),
        key: MemberPath(vec![Step {
            object: *object,
            field,
        }]),
        more: more.path.clone(),
    };
    Some((kind, told))
}
