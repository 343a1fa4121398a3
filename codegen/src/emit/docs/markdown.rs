//! Markdown of the document as Markdown that rustdoc accepts.
//!
//! | in the document | in the client |
//! |---|---|
//! | `<b>`, `<customer>` | `\<b>` : shown as written |
//! | `https://example.com` | `<https://example.com>` |
//! | `[id]`, `[here](guide.html)` | `\[id]`, `\[here](guide.html)`: rustdoc would look for an item |
//! | an indented block, a fence without a language | a fence of `text`: never compiled, never run |
//! | control and direction characters | gone |

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::visible::is_visible;

/// How often escaping may bring out something new to escape; what is left then is shown as plain text.
pub(super) const MAX_PASSES: usize = 6;

/// Languages that rustdoc leaves alone.
const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "kotlin",
    "markdown",
    "md",
    "php",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "ts",
    "txt",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// Markdown of a document as Markdown for rustdoc.
pub(super) fn sanitise(text: &str) -> String {
    let mut text: String = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|c| *c == '\n' || is_visible(*c))
        .collect();
    text.truncate(text.trim_end().len());
    let text_start = text.len() - text.trim_start_matches('\n').len();
    text.drain(..text_start);
    if !needs_parsing(&text) {
        return text;
    }
    for _ in 0..MAX_PASSES {
        let edits = edits(&text);
        if edits.is_empty() {
            return text;
        }
        text = apply(&text, edits);
    }
    escape_all(&text)
}

/// Most descriptions are a plain sentence.
pub(super) fn needs_parsing(text: &str) -> bool {
    text.contains(['<', '[', '~'])
        || text.contains("```")
        || text.contains("://")
        || text.contains("    ")
        || text.contains("www.")
}

pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut broken = Vec::new();
    let mut on_broken = |link: BrokenLink<'_>| {
        broken.push(link.span.start);
        None
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(text, options, Some(&mut on_broken));
    let mut links = 0_usize;
    let mut in_code = false;
    // The text between two other events, whole, because an address may stand in several pieces.
    let mut run: Option<Range<usize>> = None;
    for (event, range) in parser.into_offset_iter() {
        if let Event::Text(_) = event {
            if !in_code && links == 0 {
                run = Some(run.map_or(range.clone(), |run| run.start..range.end));
            }
            continue;
        }
        if let Some(run) = run.take() {
            wrap_addresses(text, run, &mut edits);
        }
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                for (at, _) in text[range.clone()].match_indices('<') {
                    edits.push(insertion(range.start + at, "\\"));
                }
            }
            Event::Start(
                Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }
                | Tag::Image {
                    link_type,
                    dest_url,
                    ..
                },
            ) => {
                links += 1;
                if !matches!(link_type, LinkType::Autolink | LinkType::Email)
                    && !is_address(&dest_url)
                {
                    let bracket = text[range.clone()].find('[').unwrap_or_default();
                    edits.push(insertion(range.start + bracket, "\\"));
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                fence(text, range, &kind, &mut edits);
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            // Behind the mark of a task, rustdoc's parser takes four blanks for the beginning of code; this one does not.
            Event::TaskListMarker(_)
            | Event::FootnoteReference(_)
            | Event::Start(Tag::FootnoteDefinition(_)) => {
                edits.push(insertion(range.start, "\\"));
            }
            _ => {}
        }
    }
    if let Some(run) = run {
        wrap_addresses(text, run, &mut edits);
    }
    edits.extend(broken.into_iter().map(|at| insertion(at, "\\")));
    edits
}

fn insertion(at: usize, text: &str) -> Edit {
    Edit {
        range: at..at,
        text: text.to_owned(),
    }
}

/// Whether a link leads somewhere from any page.
fn is_address(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}

/// Puts `<…>` around the addresses in a run of text.
fn wrap_addresses(text: &str, run: Range<usize>, edits: &mut Vec<Edit>) {
    let slice = &text[run.clone()];
    let mut from = 0;
    while let Some(at) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| slice[from..].find(scheme))
        .min()
    {
        let start = from + at;
        let rest = &slice[start..];
        let length = rest
            .find(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '<' | '>' | '"' | '`' | '|' | '\\' | '{' | '}' | '[' | ']'
                    )
            })
            .unwrap_or(rest.len());
        let address =
            rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
        let scheme = address.find("://").map_or(0, |at| at + 3);
        if address.len() > scheme {
            edits.push(Edit {
                range: run.start + start..run.start + start + address.len(),
                text: format!("<{address}>"),
            });
        } else {
            // A scheme with nothing behind it is not an address, but rustdoc may see one.
            edits.push(insertion(run.start + start + 4, "\\"));
        }
        from = start + length.max(1);
        if from >= slice.len() || !slice.is_char_boundary(from) {
            break;
        }
    }
}

/// Makes a code block one that is only shown.
fn fence(text: &str, range: Range<usize>, kind: &CodeBlockKind<'_>, edits: &mut Vec<Edit>) {
    let block = &text[range.clone()];
    match kind {
        CodeBlockKind::Indented => {
            // The range begins behind the first line's indentation.
            let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let prefix = &text[start..range.start];
            if prefix.trim().is_empty() {
                let body: Vec<&str> = text[start..range.end]
                    .lines()
                    .map(|line| {
                        line.strip_prefix("    ")
                            .unwrap_or_else(|| line.trim_start())
                    })
                    .collect();
                let body = body.join("\n");
                let mark = fence_for(&body);
                let end = if text[..range.end].ends_with('\n') {
                    "\n"
                } else {
                    ""
                };
                edits.push(Edit {
                    range: start..range.end,
                    text: format!("{mark}text\n{body}\n{mark}{end}"),
                });
            } else {
                // Inside a list or a quotation: its first characters decide, so take the indentation away.
                let spaces = prefix.len() - prefix.trim_end().len();
                edits.push(Edit {
                    range: range.start - spaces.min(prefix.len())..range.start,
                    text: " ".to_owned(),
                });
            }
        }
        CodeBlockKind::Fenced(info) => {
            let mark: String = block
                .chars()
                .take_while(|c| matches!(c, '`' | '~'))
                .collect();
            if !LANGUAGES.contains(&info.trim().to_ascii_lowercase().as_str()) {
                let line_end = block.find('\n').unwrap_or(block.len());
                let language = language(info);
                edits.push(Edit {
                    range: range.start + mark.len()..range.start + line_end,
                    text: language.to_owned(),
                });
            }
            let last = block.lines().next_back().unwrap_or_default().trim();
            let closed = block.lines().count() > 1
                && last.len() >= mark.len()
                && !mark.is_empty()
                && last.chars().all(|c| mark.starts_with(c));
            if !closed {
                let break_ = if block.ends_with('\n') { "" } else { "\n" };
                // In a list, a line further left ends the item and opens another block.
                let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                let prefix = &text[start..range.start];
                let indent = if prefix.trim().is_empty() { prefix } else { "" };
                edits.push(insertion(range.end, &format!("{break_}{indent}{mark}\n")));
            }
        }
    }
}

/// The first word of a fence's info, if it is a language that rustdoc leaves alone.
fn language(info: &str) -> &'static str {
    let word = info
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    LANGUAGES
        .iter()
        .find(|known| **known == word)
        .copied()
        .unwrap_or("text")
}

fn fence_for(body: &str) -> String {
    let longest = body
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    "`".repeat((longest + 1).max(3))
}

pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = String::with_capacity(text.len() + edits.len() * 2);
    let mut done = 0;
    for edit in edits {
        if edit.range.start < done {
            continue;
        }
        result.push_str(&text[done..edit.range.start]);
        result.push_str(&edit.text);
        done = edit.range.end;
    }
    result.push_str(&text[done..]);
    result
}

/// The last resort: everything that Markdown could take as something else is escaped.
pub(super) fn escape_all(text: &str) -> String {
    let mut result = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        for c in line.trim_start().chars() {
            if c.is_ascii_punctuation() {
                result.push('\\');
            }
            result.push(c);
        }
        result.push('\n');
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_trip_over_is_escaped() {
        for (text, expected) in [
            ("Plain text.", "Plain text."),
            ("a < b", "a < b"),
            ("an <id> here", "an \\<id> here"),
            (
                "see https://example.com/a_b_c.",
                "see <https://example.com/a_b_c>.",
            ),
            ("see <https://example.com>", "see <https://example.com>"),
            (
                "see [docs](https://example.com)",
                "see [docs](https://example.com)",
            ),
            ("see [docs](/guide)", "see \\[docs](/guide)"),
            ("the [id]", "the \\[id]"),
            ("```\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
            ("```rust\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("```json\n{}", "```json\n{}\n```\n"),
            (
                "Text:\n\n    let x = 1;\n    x\n",
                "Text:\n\n```text\nlet x = 1;\nx\n```",
            ),
            ("`a<b>` is code", "`a<b>` is code"),
            ("<!-- never closed", "\\<!-- never closed"),
            ("a\u{202e}b\u{0}c", "abc"),
        ] {
            assert_eq!(sanitise(text), expected, "{text}");
        }
    }

    #[test]
    fn sanitising_twice_changes_nothing() {
        for text in [
            "<a href='x'>y</a>",
            "[a][b] [c]: d",
            "- x\n\n      code\n",
            "> <b>\n> [x]",
            "https://",
            "http://a<b>",
        ] {
            let once = sanitise(text);
            assert_eq!(sanitise(&once), once, "{text}");
        }
    }
}
