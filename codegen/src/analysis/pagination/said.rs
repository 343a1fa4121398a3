//! What the texts of the document say that its types do not.
//!
//! In: docs. Out: whether a member is an address or a cursor, and where counting starts.

use super::Sizes;
use super::page::Fact;
use crate::ir::Docs;

/// What is said of the size of a page.
pub(super) fn sizes(docs: &Docs) -> Sizes {
    let bound = |words: &str| {
        let mut texts = docs.constraints.iter();
        texts.find_map(|text| text.strip_prefix(words)?.trim().parse().ok())
    };
    Sizes {
        least: bound("at least "),
        usual: docs.default.as_deref().and_then(|text| text.parse().ok()),
        most: bound("at most "),
    }
}

/// The number that counting starts from, where something says it.
pub(super) fn first_number(docs: &Docs) -> Option<i64> {
    match docs.default.as_deref() {
        Some("0") => return Some(0),
        Some("1") => return Some(1),
        _ => {}
    }
    let least = |text: &str| docs.constraints.iter().any(|constraint| constraint == text);
    if least("at least 1") || least("greater than 0") {
        return Some(1);
    }
    let text = docs.description.as_deref()?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let zero = says(&[
        "zero-based",
        "0-based",
        "starts at 0",
        "starting at 0",
        "starting from 0",
        "starts from 0",
        "first page is 0",
        "default: 0",
        "defaults to 0",
        "zero-indexed",
        "zero indexed",
    ]);
    let one = says(&[
        "one-based",
        "1-based",
        "starts at 1",
        "starting at 1",
        "starting from 1",
        "starts from 1",
        "first page is 1",
        "default: 1",
        "defaults to 1",
        "one-indexed",
        "1-indexed",
        // Django REST framework's own words.
        "page number within the paginated result set",
    ]);
    match (zero, one) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

/// Whether a member is said to be the limit that was really used, not only the one that was asked for.
pub(super) fn is_what_was_applied(docs: &Docs) -> bool {
    let text = docs.description.iter().map(|text| text.to_lowercase());
    let mut says = text.map(|text| text.contains("was used") || text.contains("was applied"));
    says.any(|says| says)
}

/// Whether a member is an address rather than a value for a parameter.
pub(super) fn is_address(docs: &Docs) -> bool {
    const WORDS: &[&str] = &["url", "urls", "uri", "uris", "link", "links", "href"];
    // Encodings are called after addresses, and a cursor is for the same endpoint.
    let speaks = docs.description.iter().chain(&docs.title).any(|text| {
        let text = without_addresses(text)
            .replace("url-safe", "")
            .replace("url safe", "")
            .replace("base64url", "");
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let cursor = text.contains("cursor") || text.contains("token");
        words.any(|word| WORDS.contains(&word) || (word == "endpoint" && !cursor))
    });
    let shows = docs.examples.iter().any(|example| {
        let example = example.trim_start_matches('"');
        example.starts_with("http") || example.starts_with('/') || example.contains('?')
    });
    let formatted = docs.constraints.iter().any(|text| {
        let text = text.to_lowercase();
        text.contains("uri") || text.contains("url")
    });
    speaks || shows || formatted
}

/// A text in lower case without the addresses that it refers its reader to: `see [Pagination](https://…)`.
fn without_addresses(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    words
        .filter(|word| !word.contains("://") && !word.starts_with('#'))
        .fold(String::new(), |text, word| {
            text + " " + &word.to_lowercase()
        })
}

/// Whether a member with a vague name is said to be a value for a parameter.
pub(super) fn is_called_cursor(fact: &Fact<'_>) -> bool {
    let docs = &fact.field.docs;
    let text: String = docs
        .description
        .iter()
        .chain(&docs.title)
        .map(|text| without_addresses(text))
        .collect();
    let cursor = text.contains("cursor") || text.contains("token");
    let next = ["next", "subsequent", "following", "more "]
        .iter()
        .any(|word| text.contains(word));
    cursor && next
}

/// Whether a parameter is said to take the identifier of the last item.
pub(super) fn takes_last_item(docs: &Docs) -> bool {
    let text = docs.description.iter();
    text.map(|text| text.to_lowercase()).any(|text| {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        words.contains(&"last") && (words.contains(&"id") || words.contains(&"identifier"))
    })
}

/// Whether a parameter is said to take a member, by a name that is no word of everyday language.
pub(super) fn speaks_of(docs: &Docs, fact: &Fact<'_>) -> bool {
    let name = &fact.field.wire_name;
    let telling = name.contains('_') || name.contains(|c: char| c.is_ascii_uppercase());
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    telling
        && docs
            .description
            .as_ref()
            .is_some_and(|text| text.split(|c| !is_part(c)).any(|word| word == name))
}
