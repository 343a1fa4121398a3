//! Complaints on the terminal: each with the lines of the document that it is about.
//!
//! In: the library's reports, which carry line and column, and the texts of the documents. Out: text on standard
//! error, coloured only if that is a terminal.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use tamis::{Diagnostic, Digest, Place, Severity};

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

/// Writes reports to standard error: all of them, or the first ones of each kind.
pub(crate) fn show(diagnostics: &[Diagnostic], texts: &Texts, all: bool) {
    let mut out = anstream::stderr().lock();
    let (first, more) = if all {
        (diagnostics.iter().collect(), Vec::new())
    } else {
        let digest = Digest::of(diagnostics);
        (digest.first, digest.more)
    };
    for diagnostic in first {
        // Standard error closed: nobody listens.
        let _ = writeln!(out, "{}\n", render(diagnostic, texts));
    }
    for (code, count) in more {
        let _ = writeln!(out, "… and {count} more of the kind `{code}`");
    }
    let _ = out.flush();
}

/// One report as text, coloured.
fn render(diagnostic: &Diagnostic, texts: &Texts) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        _ => Level::WARNING,
    };
    let place = diagnostic.place.as_ref();
    let place = place.map(|place| Excerpt::of(place, diagnostic.position, texts));
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|other| {
            (
                Excerpt::of(&other.place, other.position, texts),
                &other.what,
            )
        })
        .collect();
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str())
        .elements(Vec::<Element<'_>>::new());
    if let Some(excerpt) = &place {
        group = excerpt.add_to(group, None);
    }
    for (excerpt, what) in &related {
        group = excerpt.add_to(group, Some(what));
    }
    if let Some(pointer) = place.as_ref().map(|excerpt| &excerpt.pointer)
        && !pointer.is_empty()
    {
        group = group.element(Level::NOTE.message(format!("at `#{pointer}`")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().render(&[group])
}

/// A place in a document, as it is shown.
struct Excerpt {
    path: String,
    pointer: String,
    position: Option<(usize, usize)>,
    line: Option<(usize, Cut)>,
}

impl Excerpt {
    fn of(place: &Place, position: Option<(usize, usize)>, texts: &Texts) -> Self {
        let known = texts.0.get(place.source());
        let line = position
            .zip(known)
            .and_then(|((line, column), text)| Some((line, Cut::of(text.line(line)?, column))));
        Self {
            path: known.map_or_else(|| place.source().to_owned(), |text| text.path.clone()),
            pointer: place.shown_pointer(),
            position,
            line,
        }
    }

    /// Adds the line with its mark, or only the place where there is no line to show.
    fn add_to<'a>(&'a self, group: Group<'a>, label: Option<&'a str>) -> Group<'a> {
        let Some((number, cut)) = &self.line else {
            let mut origin = Origin::path(self.path.as_str());
            if let Some((line, column)) = self.position {
                origin = origin.line(line).char_column(column);
            }
            let group = group.element(origin);
            return match label {
                Some(label) => group.element(Level::NOTE.message(label)),
                None => group,
            };
        };
        let kind = match label {
            Some(_) => AnnotationKind::Context,
            None => AnnotationKind::Primary,
        };
        group.element(
            Snippet::source(cut.text.as_str())
                .path(self.path.as_str())
                .line_start(*number)
                .annotation(kind.span(cut.span.clone()).label(label)),
        )
    }
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
        // The renderer shows control characters as pictures of them, but leaves others that nobody sees.
        let shown = |c: char| {
            if c.is_control() || tamis::is_visible(c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        };
        let text: String = line.chars().skip(first).take(WIDEST).map(shown).collect();
        let offset = |characters: usize| {
            text.char_indices()
                .nth(characters)
                .map_or(text.len(), |(index, _)| index)
        };
        let span = offset(column - first)..offset(column - first + word);
        Self { text, span }
    }
}
