//! Complaints about the input: [`Diagnostic`]s, each with its place, and [`Error`], which is at least one of them.
//!
//! Every stage collects all of its reports in [`Diagnostics`] and ends with [`Diagnostics::propagate`], so that a user sees
//! the whole list at once. Warnings ride along and never stop anything (unless [`crate::Config::strict`] asks).

mod code;
mod limit;

use std::collections::HashMap;
use std::fmt;

pub use self::code::Code;
pub use self::limit::Digest;
use crate::place::Place;
use crate::truncate::shortened;
use crate::visible::spelt_out;

/// How much a [`Diagnostic`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The client is right, but something in the document was repaired, degraded or left out.
    Warning,
    /// There is no client.
    Error,
}

/// One complaint about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// The kind of complaint, stable and searchable: `different-components`.
    pub code: Code,
    /// Where, if it is about a place in a document.
    pub place: Option<Place>,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// Other places that the message speaks of, each with what stands there.
    pub related: Vec<Related>,
    /// What to do about it.
    pub help: Option<String>,
    /// `line:column` of [`Diagnostic::place`], filled in when the report is shown.
    pub position: Option<(usize, usize)>,
}

/// Another place that a [`Diagnostic`] speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub what: String,
    /// `line:column` of [`Related::place`], filled in when the report is shown.
    pub position: Option<(usize, usize)>,
}

impl Diagnostic {
    /// A complaint that stops the generation.
    #[must_use]
    pub fn error(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Some(place.clone()), message.into())
    }

    /// A complaint that does not.
    #[must_use]
    pub fn warning(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Some(place.clone()), message.into())
    }

    /// A complaint about no place in a document: a missing folder, a bad option.
    #[must_use]
    pub fn general(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, None, message.into())
    }

    /// A complaint about no place in a document that does not stop the generation: a choice that nothing follows from.
    #[must_use]
    pub fn general_warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, None, message.into())
    }

    fn new(severity: Severity, code: Code, place: Option<Place>, message: String) -> Self {
        Self {
            severity,
            code,
            place,
            message: shortened(message),
            related: Vec::new(),
            help: None,
            position: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Adds another place that the message speaks of.
    #[must_use]
    pub fn related(mut self, place: &Place, what: impl Into<String>) -> Self {
        self.related.push(Related {
            place: place.clone(),
            what: shortened(what.into()),
            position: None,
        });
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            f.write_str("\n  --> ")?;
            write_place(f, place, self.position)?;
        }
        for related in &self.related {
            f.write_str("\n  also ")?;
            write_place(f, &related.place, related.position)?;
            write!(f, ": {}", related.what)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

fn write_place(
    f: &mut fmt::Formatter<'_>,
    place: &Place,
    position: Option<(usize, usize)>,
) -> fmt::Result {
    f.write_str(&spelt_out(place.source()).replace('\n', "\\n"))?;
    if let Some((line, column)) = position {
        write!(f, ":{line}:{column}")?;
    }
    let pointer = place.shown_pointer();
    if pointer.is_empty() {
        return Ok(());
    }
    write!(f, " #{pointer}")
}

/// The reports of a stage, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    changes: Changes,
}

/// What is not as a document says, because the user changed it, and where the user says so.
#[derive(Clone, Debug, Default)]
struct Changes {
    /// By what was changed.
    inside: HashMap<String, Place>,
    /// By the object or list that it stands in.
    around: HashMap<String, Place>,
}

impl Changes {
    /// The change because of which something may be as it is.
    fn of(&self, place: &Place) -> Option<&Place> {
        if self.inside.is_empty() {
            return None;
        }
        let text = place.to_string();
        let ends = text
            .match_indices('/')
            .map(|(end, _)| end)
            .skip_while(|end| text.find('#') > Some(*end));
        let above = ends
            .filter_map(|end| self.inside.get(text.get(..end)?))
            .last();
        self.inside.get(&text).or(self.around.get(&text)).or(above)
    }
}

impl Diagnostics {
    /// No complaints yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a complaint. If it is about something that the user changed, it says where.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        let change = diagnostic
            .place
            .as_ref()
            .and_then(|place| self.changes.of(place));
        if let Some(by) = change
            && !diagnostic
                .related
                .iter()
                .any(|related| related.place == *by)
        {
            diagnostic = diagnostic.related(by, "what changed this");
        }
        self.list.push(diagnostic);
    }

    /// Remembers that what stands at `place` is as it is because the user says so elsewhere.
    pub(crate) fn changed(&mut self, place: &Place, by: Place) {
        if let Some(around) = place.parent() {
            self.changes.around.insert(around.to_string(), by.clone());
        }
        self.changes.inside.insert(place.to_string(), by);
    }

    /// Ends a stage: all that was found, if an error is among it.
    ///
    /// # Errors
    ///
    /// All reports so far, when at least one is an error.
    pub fn propagate(&mut self) -> Result<(), Error> {
        if self
            .list
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
        {
            return Err(Error {
                diagnostics: std::mem::take(&mut self.list),
            });
        }
        Ok(())
    }

    /// Ends the last stage: all that was found, if anything was and warnings count as errors.
    pub(crate) fn propagate_strictly(&mut self, strict: bool) -> Result<(), Error> {
        if strict {
            for diagnostic in &mut self.list {
                diagnostic.severity = Severity::Error;
            }
        }
        self.propagate()
    }

    /// All reports, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Gives the reports away.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// Why there is no client: one or more [`Diagnostic`]s, at least one of them an error.
///
/// `Display` and `Debug` both write all of them, readably, because a build script that returns it from `main` shows
/// the `Debug` form.
#[derive(Clone)]
pub struct Error {
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// All complaints, warnings included, in the order in which they were found.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn diagnostics_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.diagnostics
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
