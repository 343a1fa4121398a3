//! Query parameters with one stem and one convention, before it is judged whether they are one filter.

use super::choices::{About, Setting};
use super::shape::Shape;
use crate::ir::filters::{Convention, EmptyList, ListStyle, NullValues, Op};
use crate::ir::{Parameter, ParameterId};

/// Parameters that share a stem.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) convention: Convention,
    /// Whether the convention is looked for: that of words is only by choice. Whose choice it was.
    pub(super) asked_for: Option<String>,
    pub(super) stem: String,
    /// The parameter that is called like the stem.
    pub(super) base: Option<Candidate<'a>>,
    /// The parameters with an operator, in document order.
    pub(super) members: Vec<Candidate<'a>>,
}

impl Group<'_> {
    /// Whether somebody has declared what a member is.
    pub(super) fn is_declared(&self) -> bool {
        self.base.iter().chain(&self.members).any(|it| it.declared)
    }
}

/// A parameter that might be a member.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) id: ParameterId,
    pub(super) parameter: &'a Parameter,
    pub(super) op: Op,
    /// `None`: no filter has such values.
    pub(super) shape: Option<Shape>,
    /// Whether somebody has declared what it is, so that its name does not matter.
    pub(super) declared: bool,
    /// Who said what the operator means, if that is not its usual meaning.
    pub(super) told: Option<String>,
    pub(super) chosen: Chosen,
}

/// What was chosen for a parameter.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Who turned filters off for it.
    pub(super) off: Option<String>,
    pub(super) list: Option<Setting<ListStyle>>,
    /// Whether the way of its list was said of this very parameter, so that it takes a list whatever the operator is.
    pub(super) takes_list: bool,
    pub(super) empty_list: Option<Setting<EmptyList>>,
    pub(super) null_values: Option<Setting<NullValues>>,
}

impl Chosen {
    pub(super) fn of(about: &About<'_>, stem: &str) -> Self {
        let enabled = about.enabled(stem);
        Self {
            off: enabled.filter(|told| !told.value).map(|told| told.by),
            list: about.list(stem),
            takes_list: about.has_list_of_its_own(),
            empty_list: about.empty_list(stem),
            null_values: about.null_values(stem),
        }
    }
}

impl Candidate<'_> {
    /// Why a parameter stays plain whatever its name says.
    pub(super) fn stays_plain(&self) -> Option<String> {
        let reason = stays_plain(self.parameter, &self.chosen);
        let is_document = || "its values are documents of their own".to_owned();
        reason.or_else(|| self.parameter.content.as_ref().map(|_| is_document()))
    }
}

/// Why a parameter stays plain whatever is in it.
pub(super) fn stays_plain(parameter: &Parameter, chosen: &Chosen) -> Option<String> {
    let default = parameter.docs.default.as_deref();
    if let Some(by) = &chosen.off {
        return Some(format!("filters are turned off, says {by}"));
    }
    let reason = if parameter.required {
        "it is required"
    } else if default.is_some_and(|default| default != "null") {
        "it has a default"
    } else {
        return None;
    };
    Some(reason.to_owned())
}
