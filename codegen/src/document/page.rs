//! Doc pages: Markdown with an OpenAPI document in a fenced block, as documentation sites publish them.
//!
//! In: the page. Out: the block, byte for byte, and where it stands. Of Markdown only fences are understood.

use std::borrow::Cow;

use super::at::At;
use super::parse::{self, Syntax};
use super::problem::Problem;
use super::tree::Value;
use crate::diagnostics::{Code, Diagnostics, Error};
use crate::place::Place;

/// The document inside a page.
pub(crate) struct Block<'p> {
    /// Borrowed from the page unless the fence is indented.
    pub(crate) text: Cow<'p, str>,
    /// How many lines of the page stand before its first one.
    pub(crate) lines_before: usize,
    /// How many columns of the page stand before its first one.
    pub(crate) indent: usize,
}

/// Cuts the OpenAPI document out of a documentation page, byte for byte.
///
/// A page is Markdown with the document in a fenced block: three or more backticks or tildes, any info string, any
/// text around it. Other blocks are ignored; `name` is what messages call the page.
///
/// # Errors
///
/// When the page holds no OpenAPI document, several different ones, or one that cannot be read.
///
/// ```
/// let page = "# Pets\n\n```yaml\nopenapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n```\n";
/// let document = tamis::import_page("pets.md", page)?;
/// assert_eq!(document, "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n");
/// # Ok::<(), tamis::Error>(())
/// ```
pub fn import_page(name: &str, text: &str) -> Result<String, Error> {
    let place = Place::root(name);
    let refuse = |problem: Problem| Error::from(problem.into_report(&place));
    let block = find(text).map_err(refuse)?;
    let value = parse::parse(
        &block.text,
        Syntax::Unknown,
        &At::Base(&place),
        &mut Diagnostics::new(),
    )
    .map_err(|problem| refuse(problem.shifted(block.lines_before, block.indent)))?;
    let version = value.as_object().and_then(|root| root.get("openapi"));
    if version.and_then(Value::scalar_text).is_none() {
        return Err(refuse(none_found()));
    }
    Ok(block.text.into_owned())
}

/// Whether a source of this name is a page.
pub(crate) fn is_page(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "mdx", "markdown"].contains(&extension.to_ascii_lowercase().as_str())
}

/// Finds the one block of a page that is an OpenAPI document.
pub(crate) fn find(page: &str) -> Result<Block<'_>, Problem> {
    let mut found: Option<Block<'_>> = None;
    for block in blocks(page) {
        if !looks_like_openapi(&block.text) {
            continue;
        }
        match &found {
            None => found = Some(block),
            Some(first) if first.text == block.text => {}
            Some(_) => {
                return Err(Problem::new(
                    Code::SEVERAL_DOCUMENTS,
                    "the page holds more than one OpenAPI document, and they differ",
                )
                .at(block.lines_before + 1, block.indent + 1)
                .help("put each into a file of its own"));
            }
        }
    }
    found.ok_or_else(none_found)
}

/// Whether a page holds a document, or at least the beginning of one outside of all blocks.
pub(crate) fn may_hold_document(page: &str) -> bool {
    looks_like_openapi(page)
        || blocks(page)
            .iter()
            .any(|block| looks_like_openapi(&block.text))
}

fn none_found() -> Problem {
    Problem::new(Code::NO_DOCUMENT, "the page holds no OpenAPI document")
        .help("it must stand in a fenced block (```yaml … ```) and begin with `openapi`")
}

/// Whether a block has a member `openapi` at its top, judged without parsing it: one that cannot be parsed must be
/// reported, not passed over.
fn looks_like_openapi(text: &str) -> bool {
    if text.trim_start().starts_with('{') {
        return ["\"openapi\"", "'openapi'", "openapi:"]
            .iter()
            .any(|key| text.contains(key));
    }
    text.lines().any(|line| {
        let line = line.trim_start_matches('\u{feff}');
        ["openapi", "\"openapi\"", "'openapi'"].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
    })
}

/// A line that opens or closes a block.
struct Fence<'p> {
    indent: usize,
    character: u8,
    length: usize,
    info: &'p str,
}

impl<'p> Fence<'p> {
    fn of(line: &'p str) -> Option<Self> {
        let rest = line.trim_start_matches([' ', '\t']);
        let character = *rest.as_bytes().first()?;
        if character != b'`' && character != b'~' {
            return None;
        }
        let length = rest.bytes().take_while(|byte| *byte == character).count();
        let info = rest.get(length..)?.trim();
        // `` ```code``` `` in a line is not a fence.
        let inline = character == b'`' && info.contains('`');
        (length >= 3 && !inline).then_some(Self {
            indent: line.len() - rest.len(),
            character,
            length,
            info,
        })
    }

    fn is_closed_by(&self, other: &Fence<'_>) -> bool {
        other.character == self.character && other.length >= self.length && other.info.is_empty()
    }
}

/// All fenced blocks of a page. One without an end goes to the end of the page.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(Fence<'_>, usize, usize)> = None;
    let mut offset = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let next = offset + line.len();
        if let Some(fence) = Fence::of(line) {
            match &open {
                None => open = Some((fence, next, number + 1)),
                Some((opening, start, lines_before)) if opening.is_closed_by(&fence) => {
                    let text = page.get(*start..offset).unwrap_or_default();
                    blocks.push(block(text, opening.indent, *lines_before));
                    open = None;
                }
                Some(_) => {}
            }
        }
        offset = next;
    }
    if let Some((opening, start, lines_before)) = open {
        let text = page.get(start..).unwrap_or_default();
        blocks.push(block(text, opening.indent, lines_before));
    }
    blocks
}

/// What stands between two fences, without the indentation that the first one has.
fn block(text: &str, indent: usize, lines_before: usize) -> Block<'_> {
    if indent == 0 {
        return Block {
            text: Cow::Borrowed(text),
            lines_before,
            indent,
        };
    }
    let text = text
        .split_inclusive('\n')
        .map(|line| {
            let blank = line
                .bytes()
                .take(indent)
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            line.get(blank..).unwrap_or_default()
        })
        .collect();
    Block {
        text: Cow::Owned(text),
        lines_before,
        indent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

    fn import(page: &str) -> Result<String, String> {
        import_page("p.md", page).map_err(|error| error.diagnostics()[0].code.to_string())
    }

    #[test]
    fn any_fence_and_any_text_around_it() {
        for (open, close) in [
            ("```yaml", "```"),
            ("````yaml /a.json get /x", "````"),
            ("~~~", "~~~~"),
            ("```", "```  "),
        ] {
            let page =
                format!("> a `b` ```c```\n\n```bash\nls\n```\n{open}\n{DOCUMENT}{close}\nafter\n");
            assert_eq!(import(&page).as_deref(), Ok(DOCUMENT), "{open}");
        }
    }

    #[test]
    fn a_shorter_fence_inside_is_text() {
        let document = format!("{DOCUMENT}x-note: |\n  ```json\n  ```\n");
        let page = format!("````yaml\n{document}````\n");
        assert_eq!(import(&page), Ok(document));
    }

    #[test]
    fn line_ends_are_kept() {
        let document = DOCUMENT.replace('\n', "\r\n");
        let page = format!("a\r\n```yaml\r\n{document}```\r\nb\r\n");
        assert_eq!(import(&page), Ok(document));
    }

    #[test]
    fn the_indentation_of_the_fence_is_removed() {
        let page = format!(
            "1. x\n\n   ```yaml\n{}   ```\n",
            DOCUMENT
                .replace("open", "   open")
                .replace("info", "   info")
                .replace("paths", "   paths")
        );
        assert_eq!(import(&page).as_deref(), Ok(DOCUMENT));
    }

    #[test]
    fn json_is_a_document_too() {
        let json = "{\n  \"openapi\": \"3.0.0\"\n}\n";
        assert_eq!(import(&format!("```json\n{json}```")).as_deref(), Ok(json));
    }

    #[test]
    fn the_same_document_twice_is_one() {
        let page = format!("```\n{DOCUMENT}```\n```\n{DOCUMENT}```\n");
        assert_eq!(import(&page).as_deref(), Ok(DOCUMENT));
    }

    #[test]
    fn refused_pages() {
        assert_eq!(import("# nothing\n"), Err("no-document".to_owned()));
        assert_eq!(
            import("```yaml\nname: x\n```\n"),
            Err("no-document".to_owned())
        );
        let two = format!("```\n{DOCUMENT}```\n```\n{DOCUMENT}x-a: 1\n```\n");
        assert_eq!(import(&two), Err("several-documents".to_owned()));
        let error = import_page("p.md", "a\n\n```yaml\nopenapi: 3.0.0\ninfo: [\n```\n")
            .expect_err("broken");
        assert_eq!(error.diagnostics()[0].code, "syntax");
        assert!(
            error.diagnostics()[0]
                .position
                .is_some_and(|(line, _)| line >= 5)
        );
    }
}
