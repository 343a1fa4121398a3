//! Text of YAML or JSON → value tree.

mod flow;
mod key;
mod state;
mod visitor;
mod written;

use self::state::State;
use self::visitor::Node;
use super::at::At;
use super::problem::{Problem, too_deep_problem};
use super::tree::Value;
use crate::diagnostics::{Code, Diagnostics};

/// The text of a file, without its byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        return Err(
            Problem::new(Code::NOT_UTF_8, "the file is UTF-16, not UTF-8")
                .help("save it as UTF-8, without a byte order mark"),
        );
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = position(bytes, error.valid_up_to());
        Problem::new(Code::NOT_UTF_8, "the file is not UTF-8").at(line, column)
    })?;
    if let Some(index) = bytes.iter().position(|byte| *byte == 0) {
        let (line, column) = position(bytes, index);
        return Err(
            Problem::new(Code::NOT_TEXT, "the file holds a NUL byte: it is not text")
                .at(line, column),
        );
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// `line:column` of a byte, both from 1, columns in characters.
pub(super) fn position(bytes: &[u8], index: usize) -> (usize, usize) {
    let before = bytes.get(..index).unwrap_or(bytes);
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let lines = before.split(|byte| *byte == b'\n').count();
    let line = before.get(start..).unwrap_or_default();
    let column = String::from_utf8_lossy(line).chars().count() + 1;
    (lines, column)
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Yaml,
    /// Ask the text.
    Unknown,
}

impl Syntax {
    pub(super) fn of(name: &str) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension.to_ascii_lowercase().as_str() {
            "json" => Self::Json,
            _ => Self::Unknown,
        }
    }
}

/// So deep a text may nest, by the parser's own count.
const DEEPEST: u32 = 128;

/// How often libyaml may look at one of the collections that are open at a token: a second or two.
const MOST_WORK: usize = 1 << 30;

/// Reads YAML or JSON text that stands at `at`.
pub(crate) fn parse(
    text: &str,
    syntax: Syntax,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Value, Problem> {
    match text.trim_start().as_bytes().first() {
        None => return Err(Problem::new(Code::EMPTY, "the file is empty")),
        Some(b'<') => {
            return Err(Problem::new(
                Code::NOT_A_DOCUMENT,
                "this is HTML or XML, not YAML or JSON",
            )
            .help(
                "perhaps the download ended at an error page or at a page for readers; \
                     fetch the document itself",
            ));
        }
        Some(b'{') if syntax != Syntax::Yaml => {
            let attempt = json(text, at, diagnostics);
            // What begins with a brace and is not named JSON may be YAML's flow style.
            if attempt.is_ok() || syntax == Syntax::Json {
                return attempt;
            }
        }
        Some(_) => {}
    }
    if syntax == Syntax::Json {
        return json(text, at, diagnostics);
    }
    yaml(text, at, diagnostics)
}

pub(super) fn json(
    text: &str,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Value, Problem> {
    let state = State::json(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde::de::DeserializeSeed::deserialize(Node::new(&state, *at), &mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    let value = value.map_err(|error| {
        let full = error.to_string();
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&suffix).unwrap_or(&full);
        problem("JSON", message).at(error.line(), error.column())
    })?;
    state.hand_over(diagnostics);
    Ok(value)
}

pub(super) fn yaml(
    text: &str,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Value, Problem> {
    let (depth, index) = flow::deepest(text, DEEPEST);
    if depth > DEEPEST && usize::try_from(depth).is_ok_and(|depth| depth > MOST_WORK / text.len()) {
        let (line, column) = position(text.as_bytes(), index);
        return Err(too_deep_problem().at(line, column));
    }
    let state = State::yaml(text);
    let deserializer = serde_yaml::Deserializer::from_str(text);
    let value = serde::de::DeserializeSeed::deserialize(Node::new(&state, *at), deserializer);
    let mut value = value.map_err(|error| {
        let full = error.to_string();
        let (line, column) = error
            .location()
            .map_or((0, 0), |location| (location.line(), location.column()));
        let suffix = format!(" at line {line} column {column}");
        let message = full.strip_suffix(&suffix).map_or(&*full, |rest| rest);
        problem("YAML", message).at(line, column)
    })?;
    if state.wants_texts() {
        written::restore(text, &mut value);
    }
    state.hand_over(diagnostics);
    Ok(value)
}

/// Words the message of a parser for people.
pub(super) fn problem(syntax: &str, message: &str) -> Problem {
    if message.contains("recursion limit exceeded") {
        too_deep_problem()
    } else if message.contains("repetition limit exceeded") || message.contains(state::TOO_LARGE) {
        Problem::new(
            Code::TOO_LARGE,
            "the document's aliases unfold to far more than the document itself",
        )
    } else if message.contains("more than one document") {
        Problem::new(
            Code::SEVERAL_DOCUMENTS,
            "the file holds more than one YAML document",
        )
        .help("put each into a file of its own")
    } else {
        let message = match message.split_once(": ") {
            // serde_yaml writes its own path in front, in a notation of its own.
            Some((path, rest)) if !path.contains(' ') && syntax == "YAML" => rest,
            _ => message,
        };
        let message = without_positions(message);
        Problem::new(Code::SYNTAX, format!("not valid {syntax}: {message}"))
    }
}

/// A message without ` at line 1 column 2`: the report has a position, and in a page the parser's is another.
pub(super) fn without_positions(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, behind)) = rest.split_once(" at line ") {
        text.push_str(before);
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        rest = behind.strip_prefix(" column ").map_or(behind, |column| {
            column.trim_start_matches(|c: char| c.is_ascii_digit())
        });
    }
    text.push_str(rest);
    text
}
