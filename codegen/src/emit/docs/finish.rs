//! Finished comments: parts that were cleaned each by itself, our own words and our own links, looked at as a whole.
//!
//! In: the text of a comment. Out: the text as it is written. Parts that are harmless alone can still make something of
//! each other: a list goes on, a grave accent pairs with one in the next sentence.

use std::ops::Range;

use super::markdown::{MAX_PASSES, apply, edits, escape_all, needs_parsing};
use crate::visible::is_visible;

/// Before and behind a link of our own until the comment is finished. No text of a document has such characters.
const OWN: [char; 2] = ['\u{1}', '\u{2}'];

/// A link to an item.
pub(in crate::emit) fn link(item: &str) -> String {
    let [begin, end] = OWN;
    format!("{begin}[`{item}`]{end}")
}

/// A link to an item, under another text.
pub(in crate::emit) fn linked(text: &str, item: &str) -> String {
    let [begin, end] = OWN;
    format!("{begin}[{text}]({item}){end}")
}

/// A text without the links in it.
pub(in crate::emit) fn unlinked(text: &str) -> String {
    let [begin, end] = OWN;
    text.replace([begin, end], "")
        .replace("[`", "`")
        .replace("`]", "`")
}

/// A comment put together from cleaned parts, our own words and our own links, as it is written: whatever the parts
/// make of each other, no block of code is run, and no link but ours leads to an item.
pub(super) fn finished(comment: &str) -> String {
    let (mut text, mut own) = take_marks(&unindented(comment));
    if !needs_parsing(&text) {
        return text;
    }
    for _ in 0..MAX_PASSES {
        let mut edits = edits(&text);
        edits.retain(|edit| {
            let is_ours = |own: &Range<usize>| own.contains(&edit.range.start);
            !(edit.range.is_empty() && own.iter().any(is_ours))
        });
        if edits.is_empty() {
            return text;
        }
        for range in &mut own {
            let shift = |at: usize| {
                let before = edits.iter().filter(|edit| edit.range.end <= at);
                before.fold(at, |at, edit| at + edit.text.len() - edit.range.len())
            };
            *range = shift(range.start)..shift(range.end);
        }
        text = apply(&text, edits);
    }
    escape_all(&text)
}

/// A text without what its lines have in common at their beginnings, and without blanks at their ends: as rustdoc sees it.
fn unindented(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines = || text.lines().map(str::trim_end);
    let common = lines().filter(|line| !line.is_empty()).map(indent).min();
    let common = common.unwrap_or_default();
    let mut result = String::with_capacity(text.len());
    for line in lines() {
        result.push_str(line.get(common..).unwrap_or_default());
        result.push('\n');
    }
    result.truncate(result.trim_end().len());
    result
}

/// The text without the marks of our links and without what nobody sees, and where the links stand.
fn take_marks(text: &str) -> (String, Vec<Range<usize>>) {
    let mut own = Vec::new();
    let mut begin = None;
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if c == OWN[0] {
            begin = Some(result.len());
        } else if c == OWN[1] {
            own.extend(begin.take().map(|begin| begin..result.len()));
        } else if c == '\n' || is_visible(c) {
            result.push(c);
        }
    }
    (result, own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visible::inline_code;

    #[test]
    fn parts_of_a_comment_make_nothing_of_each_other() {
        for (comment, expected) in [
            (link("A"), "[`A`]"),
            (linked("`a`", "super::A"), "[`a`](super::A)"),
            ("[`A`]".to_owned(), "\\[`A`]"),
            // The grave accent of the one pairs with that of the other.
            (
                format!("a ` b. {} {}", inline_code("[x]"), link("A")),
                "a ` b. `\\[x]` [`A`]",
            ),
            (
                "1. one\n   ```text\n- t\n```\nrun();".to_owned(),
                "1. one\n   ```text\n   ```\n- t\n```text\nrun();\n```\n",
            ),
            ("  a\n\n      b".to_owned(), "a\n\n```text\nb\n```"),
            ("a\u{202e}b\u{1}c\r".to_owned(), "abc"),
        ] {
            assert_eq!(finished(&comment), expected, "{comment}");
        }
    }
}
