//! Where a rule stands that a user or a document sets: what a diagnostic about it points at.

use crate::config::Choice;
use crate::place::Place;

/// The place of a rule.
#[derive(Clone, Debug)]
pub(super) enum RuleOrigin {
    /// In a document.
    Document(Place),
    /// In the options.
    Options(Choice),
}
