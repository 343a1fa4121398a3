//! Which complaints a person is shown: the first ones of each kind.
//!
//! In: reports. Out: a [`Digest`]. One slip in a document's template is a hundred warnings; the hundredth tells nothing that
//! the third did not.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Severity};

/// The first diagnostics of each kind, and how many more there are.
///
/// ```
/// use tamis::{Code, Digest, Source};
///
/// let path = |n| format!("  /a{n}: {{get: {{operationId: a, responses: {{}}}}}}\n");
/// let paths: String = (1..=5).map(path).collect();
/// let document = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}");
/// let generated = tamis::configure().generate(&[Source::new("a.yaml", document)])?;
/// let digest = Digest::of(generated.warnings());
/// assert_eq!(digest.first.len(), 3);
/// assert_eq!(digest.more, [(Code::DUPLICATE_OPERATION_ID, 1)]);
/// # Ok::<(), tamis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Digest<'r> {
    /// The first reports of each kind, in their order: three warnings, twenty errors.
    pub first: Vec<&'r Diagnostic>,
    /// The codes of those kinds of which there are more, with how many more.
    pub more: Vec<(Code, usize)>,
}

impl<'r> Digest<'r> {
    /// The first of the reports.
    #[must_use]
    pub fn of(diagnostics: &'r [Diagnostic]) -> Self {
        let mut counts: IndexMap<(Severity, Code), (usize, usize)> = IndexMap::new();
        let mut first = Vec::new();
        for diagnostic in diagnostics {
            let most = match diagnostic.severity {
                Severity::Warning => 3,
                Severity::Error => 20,
            };
            let (shown, more) = counts
                .entry((diagnostic.severity, diagnostic.code))
                .or_default();
            if *shown < most {
                *shown += 1;
                first.push(diagnostic);
            } else {
                *more += 1;
            }
        }
        let more = counts
            .into_iter()
            .filter(|(_, (_, more))| *more > 0)
            .map(|((_, code), (_, more))| (code, more))
            .collect();
        Self { first, more }
    }
}
