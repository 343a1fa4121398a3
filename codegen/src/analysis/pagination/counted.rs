//! Can an operation be counted through, item by item or page by page (rules 3 and 4 of `find.rs`)?
//!
//! In: the parameters and the page. Out: how, with what tells it in words.

use super::page::{Fact, Page};
use super::parameters::Parameters;
use super::said::{first_number, is_address, is_what_was_applied};
use super::{MemberPath, PageEnd, PagingKind, words};
use crate::ir::{Api, Presence, TypeRef};

/// A parameter counts the items before the page.
pub(super) fn by_offset(
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    items: &MemberPath,
) -> Option<(PagingKind, String)> {
    let counter = parameters.offset.as_ref()?;
    let last = end(page, items)?;
    if last == PageEnd::Empty && parameters.limit.is_none() {
        return None;
    }
    let last = match last {
        // Items cannot be compared with pages, whose size only the server knows.
        PageEnd::Pages(_) => page
            .fact(words::TOTAL, Fact::is_count)
            .map_or(PageEnd::Empty, |total| PageEnd::Total(total.path.clone())),
        last => last,
    };
    let told = format!("{} counts the items before the page", counter.told());
    let applied = |fact: &Fact<'_>| fact.is_count() && is_what_was_applied(&fact.field.docs);
    let step = page.fact(&["limit"], applied);
    let kind = PagingKind::Offset {
        position: counter.position.clone(),
        step: step.map(|fact| fact.path.clone()),
        last,
    };
    Some((kind, told))
}

/// A parameter counts pages.
pub(super) fn by_page_number(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    items: &MemberPath,
    said: Option<i64>,
) -> Result<Option<(PagingKind, String)>, &'static str> {
    let Some(counter) = &parameters.page else {
        return Ok(None);
    };
    let Some(last) = end(page, items) else {
        return Ok(None);
    };
    if last == PageEnd::Empty && parameters.limit.is_none() {
        return Ok(None);
    }
    let first = said
        .or_else(|| first_number(counter.docs))
        .or_else(|| first_address(page, &counter.shown))
        .or_else(|| {
            let has = |name: &str| page.facts.iter().any(|fact| fact.name == name);
            let is_one_of = |forms: &[&[&str]]| {
                let mut forms = forms.iter();
                forms.any(|form| form.iter().all(|name| has(name)))
            };
            if is_one_of(words::FORMS_FROM_ZERO) {
                return Some(0);
            }
            is_one_of(words::FORMS_FROM_ONE).then_some(1)
        });
    let Some(first) = first else {
        // Where each page gives the number of the next one, nobody has to count.
        if let Some(next) = page.fact(&["next_page"], |fact| {
            fact.is_count() && can_be_missing(fact)
        }) {
            let told = format!(
                "{} takes what `{}` of the page before holds",
                counter.told(),
                next.path.display(api)
            );
            let kind = PagingKind::Cursor {
                position: counter.position.clone(),
                next: next.path.clone(),
                previous: None,
                more: None,
            };
            return Ok(Some((kind, told)));
        }
        return Err("nothing says whether its pages count from 0 or from 1");
    };
    let told = format!("{} counts pages from {first}", counter.told());
    let kind = PagingKind::PageNumber {
        position: counter.position.clone(),
        first,
        last,
    };
    Ok(Some((kind, told)))
}

/// The number in the example of the address of the first page.
fn first_address(page: &Page<'_>, parameter: &str) -> Option<i64> {
    let first = page.fact(words::FIRST_ADDRESS, Fact::is_text)?;
    first.field.docs.examples.iter().find_map(|example| {
        let (_, query) = example.trim_matches('"').split_once('?')?;
        let values = query.split('&').filter_map(|pair| pair.split_once('='));
        let mut values = values.filter(|(name, _)| *name == parameter);
        match values.next()?.1 {
            "0" => Some(0),
            "1" => Some(1),
            _ => None,
        }
    })
}

/// How the last page is known; `None`: the response does not look like a page.
fn end(page: &Page<'_>, items: &MemberPath) -> Option<PageEnd> {
    // The surest first: the server itself says that there is nothing behind.
    if let Some(more) = page.fact(words::MORE, Fact::is_flag) {
        return Some(PageEnd::More(more.path.clone()));
    }
    let tells = |fact: &Fact<'_>| {
        matches!(fact.field.ty, TypeRef::Nullable(_))
            || (can_be_missing(fact) && is_address(&fact.field.docs))
    };
    if let Some(next) = page.fact(words::NEXT_PAGE, tells) {
        return Some(PageEnd::Next(next.path.clone()));
    }
    if let Some(pages) = page.fact(words::PAGES, Fact::is_count) {
        return Some(PageEnd::Pages(pages.path.clone()));
    }
    if let Some(total) = page.fact(words::TOTAL, Fact::is_count) {
        return Some(PageEnd::Total(total.path.clone()));
    }
    page.is_thin(items).then_some(PageEnd::Empty)
}

fn can_be_missing(fact: &Fact<'_>) -> bool {
    fact.field.presence == Presence::Optional || matches!(fact.field.ty, TypeRef::Nullable(_))
}
