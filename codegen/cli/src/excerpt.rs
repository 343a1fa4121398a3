//! Complaints on the terminal: each with the lines of the document that it is about.
//!
//! In: the library's reports, which carry line and column, and the texts of the documents. Out: text on standard
//! error, coloured only if that is a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use tamis::{Report, Severity};

/// Longer lines are cut: documents on a single line exist.
const WIDEST: usize = 160;

/// The texts of the documents, by the names that reports use.
#[derive(Debug, Default)]
pub(crate) struct Texts(BTreeMap<String, Text>);

#[derive(Debug)]
struct Text {
    path: String,
    whole: String,
    lines: Vec<usize>,
}

impl Texts {
    /// Adds a document: the name that reports use, the path that the user knows, and the text.
    pub(crate) fn add(&mut self, name: &str, path: &str, text: &[u8]) {
        let whole = String::from_utf8_lossy(text).into_owned();
        let lines = std::iter::once(0)
            .chain(whole.match_indices('\n').map(|(index, _)| index + 1))
            .collect();
        let path = path.to_owned();
        self.0.insert(name.to_owned(), Text { path, whole, lines });
    }
}

impl Text {
    /// The line of this number (from 1), without its end.
    fn line(&self, number: usize) -> Option<&str> {
        let start = *self.lines.get(number.checked_sub(1)?)?;
        self.whole.get(start..)?.lines().next()
    }
}

/// Writes reports to standard error.
pub(crate) fn show(reports: &[Report], texts: &Texts) {
    let mut out = anstream::stderr().lock();
    for report in reports {
        // Standard error closed: nobody listens.
        let _ = writeln!(out, "{}\n", render(report, texts));
    }
    let _ = out.flush();
}

/// One report as text, coloured.
fn render(report: &Report, texts: &Texts) -> String {
    let level = match report.severity {
        Severity::Error => Level::ERROR,
        _ => Level::WARNING,
    };
    let mut group = level
        .primary_title(&report.message)
        .id(report.code)
        .elements(Vec::<Element<'_>>::new());
    let mut notes = Vec::new();
    let shown = report.place.as_ref().map(|place| {
        let known = texts.0.get(place.source());
        let path = known.map_or_else(|| place.source().to_owned(), |text| text.path.clone());
        let pointer = place.pointer();
        if !pointer.is_empty() {
            notes.push(format!("at `#{pointer}`"));
        }
        let excerpt = report
            .position
            .and_then(|(line, column)| Some((line, column, known?.line(line)?)));
        (path, excerpt)
    });
    notes.extend(
        report
            .related
            .iter()
            .map(|(place, what)| format!("{place}: {what}")),
    );
    let cut;
    if let Some((path, excerpt)) = shown {
        group = match excerpt {
            Some((line, column, text)) => {
                cut = Cut::of(text, column);
                group.element(
                    Snippet::source(cut.text.as_str())
                        .path(path)
                        .line_start(line)
                        .annotation(AnnotationKind::Primary.span(cut.span.clone())),
                )
            }
            None => group.element(origin(path, report.position)),
        };
    }
    let group = notes.into_iter().fold(group, |group, note| {
        group.element(Level::NOTE.message(note))
    });
    let group = match &report.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    };
    render_group(group)
}

fn origin(path: String, position: Option<(usize, usize)>) -> Origin<'static> {
    match position {
        Some((line, column)) => Origin::path(path).line(line).char_column(column),
        None => Origin::path(path),
    }
}

fn render_group(group: Group<'_>) -> String {
    let mut text = String::new();
    // Writing to a `String` does not fail.
    let _ = write!(text, "{}", Renderer::styled().render(&[group]));
    text
}

/// A line as it is shown: its text, and the part that is marked.
struct Cut {
    text: String,
    span: Range<usize>,
}

impl Cut {
    /// Marks the word at a column (from 1, in characters).
    fn of(line: &str, column: usize) -> Self {
        let column = column.saturating_sub(1);
        let word = line
            .chars()
            .skip(column)
            .take_while(|character| !character.is_whitespace() && !",:]}".contains(*character))
            .count()
            .max(1);
        let first = if column + word > WIDEST {
            column.saturating_sub(WIDEST / 4)
        } else {
            0
        };
        let text: String = line.chars().skip(first).take(WIDEST).collect();
        let offset = |characters: usize| {
            text.char_indices()
                .nth(characters)
                .map_or(text.len(), |(index, _)| index)
        };
        let span = offset(column - first)..offset(column - first + word);
        Self { text, span }
    }
}
