//! A page of rows, and what the parameters say about which one.

use std::ops::RangeInclusive;

use serde_json::Value as Json;

use super::refusal::Problem;

/// A page of rows: what the function of [`Rows::page`](super::Rows::page) makes a response of.
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) items: Vec<Json>,
    pub(super) total: usize,
    pub(super) offset: usize,
    pub(super) size: usize,
    pub(super) next: Option<String>,
    pub(super) previous: Option<String>,
    /// The address of the call without the position, and the parameter of that.
    pub(super) address: Option<(String, String)>,
}

impl Page {
    /// The rows on this page.
    #[must_use]
    pub fn items(&self) -> &[Json] {
        &self.items
    }

    /// How many rows meet the conditions, on all pages.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them come before this page.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How many rows a page has, but for the last one.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// The position of the next page; `None` on the last one.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// The position of the page before; `None` on the first one.
    #[must_use]
    pub fn previous(&self) -> Option<&str> {
        self.previous.as_deref()
    }

    /// The whole address of the next page.
    #[must_use]
    pub fn next_link(&self) -> Option<String> {
        self.link(self.next()?)
    }

    /// The whole address of the page before.
    #[must_use]
    pub fn previous_link(&self) -> Option<String> {
        self.link(self.previous()?)
    }

    fn link(&self, position: &str) -> Option<String> {
        let (address, parameter) = self.address.as_ref()?;
        let separator = if address.contains('?') { '&' } else { '?' };
        let mut link = format!("{address}{separator}{parameter}=");
        crate::text::push_url(&mut link, position);
        Some(link)
    }
}

/// What a position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// A text that only the server understands.
    Cursor,
    /// How many rows come before.
    Offset,
    /// A number of a page; the first has this one.
    Number(usize),
}

/// How the beginning of a cursor looks. What follows it is how many rows come before.
const CURSOR: &str = "after ";

impl Counting {
    /// How many rows come before a position.
    pub(super) fn offset(self, name: &str, text: &str, size: usize) -> Result<usize, Problem> {
        let digits = match self {
            Self::Cursor => text.strip_prefix(CURSOR),
            Self::Offset | Self::Number(_) => Some(text),
        };
        let number = digits.and_then(|digits| digits.parse::<usize>().ok());
        let offset = number.and_then(|number| match self {
            Self::Cursor | Self::Offset => Some(number),
            Self::Number(first) => number.checked_sub(first)?.checked_mul(size),
        });
        offset.ok_or_else(|| Problem::refused(name, "there is no such position"))
    }

    /// The position that so many rows come before.
    pub(super) fn position(self, offset: usize, size: usize) -> String {
        match self {
            Self::Cursor => format!("{CURSOR}{offset}"),
            Self::Offset => offset.to_string(),
            Self::Number(first) => (offset / size.max(1) + first).to_string(),
        }
    }
}

/// The parameter for how many rows a page has.
#[derive(Clone, Debug)]
pub(super) struct Size {
    pub(super) name: String,
    pub(super) usual: usize,
    pub(super) allowed: RangeInclusive<usize>,
}

impl Size {
    pub(super) fn read(&self, text: &str) -> Result<usize, Problem> {
        let size = text.parse().ok().filter(|size| self.allowed.contains(size));
        size.ok_or_else(|| {
            let (least, most) = (self.allowed.start(), self.allowed.end());
            let reason = format!("it must be a number from {least} to {most}");
            Problem::refused(&self.name, reason)
        })
    }
}
