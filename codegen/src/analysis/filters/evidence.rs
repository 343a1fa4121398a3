//! What does the API as a whole say of doubtful strings?
//!
//! In: the query parameters of all operations. Out: [`Evidence`].
//!
//! * Where `name__in` is a string beside a string `name`, nothing on the spot says whether `a,b` is one value or two. It is
//!   two when the same API has `id__in: string` beside `id: uuid` (a string that can only be a list), when the description
//!   speaks of commas, or when FastAPI made the document (it has an `HTTPValidationError`): there, a list is an array, and
//!   only the filter library that splits strings at commas makes a string of it.
//! * Where `name__isnull` is a string, it takes `true` and `false` when the same API has a boolean with the same operator:
//!   a generator that knows the operator only for some fields.

use std::collections::BTreeMap;

use super::group::Group;
use super::shape;
use crate::ir::filters::Op;
use crate::ir::{Api, NameHint, Parameter, ParameterId, ParameterStyle, TypeRef};

/// What the API says of its lists.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// A parameter that is a string and can only be a list.
    joined: Option<String>,
    /// A null test that is a boolean, by its operator.
    flags: BTreeMap<Op, String>,
    /// The document has the mark of FastAPI.
    is_fastapi: bool,
}

impl Evidence {
    /// Looks through the groups of all operations.
    pub(super) fn gather<'a>(api: &Api, groups: impl IntoIterator<Item = &'a Group<'a>>) -> Self {
        let mut evidence = Self {
            is_fastapi: api.types.iter().any(|def| {
                matches!(&def.hint, NameHint::Component(name) if name == "HTTPValidationError")
            }),
            ..Self::default()
        };
        for group in groups {
            for member in &group.members {
                let is_flag = (member.shape.as_ref())
                    .is_some_and(|shape| shape.list.is_none() && shape::is_flag(&shape.element));
                if member.op.is_flag() && is_flag {
                    let name = &member.parameter.wire_name;
                    (evidence.flags.entry(member.op.clone())).or_insert_with(|| name.clone());
                }
            }
            if evidence.joined.is_none() {
                evidence.joined = Self::joined(group);
            }
        }
        evidence
    }

    /// The member of a group that is a string and can only be a list.
    fn joined(group: &Group<'_>) -> Option<String> {
        let base = group.base.as_ref()?.shape.as_ref()?;
        let telling = base.list.is_none()
            && !shape::is_text(&base.element)
            && !matches!(base.element, TypeRef::Any);
        let member = group.members.iter().find(|member| {
            matches!(member.op, Op::In | Op::NotIn)
                && member
                    .shape
                    .as_ref()
                    .is_some_and(|shape| shape.list.is_none() && shape::is_text(&shape.element))
        })?;
        telling.then(|| member.parameter.wire_name.clone())
    }

    /// A boolean null test with the same operator, which makes one, too, of a string.
    pub(super) fn of_flags(&self, op: &Op) -> Option<&str> {
        self.flags.get(op).map(String::as_str)
    }

    /// What says that a string is a list joined by commas, although it stands beside a string.
    pub(super) fn of_comma_lists(&self, group: &Group<'_>, id: ParameterId) -> Option<String> {
        let member = group.members.iter().find(|member| member.id == id)?;
        let name = &member.parameter.wire_name;
        if speaks_of_commas(member.parameter) {
            return Some(format!("the description of `{name}` speaks of commas"));
        }
        if self.is_fastapi {
            return Some(format!(
                "`{name}` is a string where FastAPI would have an array: a list joined by commas"
            ));
        }
        let joined = self.joined.as_ref()?;
        Some(format!(
            "`{name}` is a string as `{joined}` is, which can only be a list joined by commas"
        ))
    }
}

/// Whether a list joined by commas is split after it is decoded, whatever `explode: false` promises of commas in items: an
/// encoded comma would make two items of one there.
///
/// So do those servers that speak of commas themselves (drf-spectacular: "Multiple values may be separated by commas.",
/// Pulp: "in a comma-separated list of values"), and Django, by whose names `name__in` is known.
#[must_use]
pub(crate) fn is_split_after_decoding(parameter: &Parameter) -> bool {
    parameter.style == ParameterStyle::Form
        && !parameter.explode
        && (speaks_of_commas(parameter) || parameter.wire_name.contains("__"))
}

/// Whether a description says that a string is a list joined by commas.
pub(super) fn is_described_list(parameter: &Parameter) -> bool {
    const WAYS: &[&str] = &[
        "comma-separated",
        "comma separated",
        "comma-delimited",
        "comma delimited",
        "separated by comma",
        "separated by a comma",
    ];
    parameter.docs.description.as_ref().is_some_and(|text| {
        let text = text.to_lowercase();
        WAYS.iter().any(|way| text.contains(way))
    })
}

fn speaks_of_commas(parameter: &Parameter) -> bool {
    parameter
        .docs
        .description
        .as_ref()
        .is_some_and(|text| text.to_lowercase().contains("comma"))
}
