//! What was found in documents, and why: for people who wonder about a client, and for tools.
//!
//! In: the representation and the side tables. Out: an [`Explanation`], which can be printed and serialised. Nothing is found
//! here; the analyses keep their reasons themselves.

use std::fmt;

use serde::Serialize;

use crate::analysis::Facts;
use crate::analysis::filters::{Arity, FilterFamily, ListStyle, NearMiss, Op, TextOp, TextTest};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Api, Operation, OperationId};

/// What was found in documents, operation by operation, with the reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The operations with something to tell, in document order.
    pub operations: Vec<ExplainedOperation>,
    /// The recovered generic types.
    pub generics: Vec<ExplainedGeneric>,
    /// The types whose names look generic and that were not recovered, each with the reason.
    pub plain_types: Vec<Refused>,
    #[serde(skip)]
    warnings: Vec<Diagnostic>,
}

/// What was found in an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExplainedOperation {
    /// `GET /pets`.
    pub operation: String,
    /// The filters.
    pub filters: Vec<ExplainedFilter>,
    /// What looked like a filter and stays plain parameters.
    pub plain_parameters: Vec<Refused>,
    /// What it is paginated by, one fact each; empty if it is not.
    pub pagination: Vec<String>,
    /// Why it is not paginated, although it looked like it.
    pub not_paginated: Option<String>,
}

/// A family of parameters that is one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExplainedFilter {
    /// What the names have in common.
    pub field: String,
    /// The type that values are compared with.
    pub element: String,
    /// The parameters, each with its operator and, where it takes a list, how that travels.
    pub members: Vec<(String, String)>,
    /// Why they are one, one fact each.
    pub evidence: Vec<String>,
}

/// A generic type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExplainedGeneric {
    /// Its name.
    pub name: String,
    /// The types of the documents that are instances of it.
    pub instances: Vec<String>,
}

/// Something that was nearly recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refused {
    /// What.
    pub what: Vec<String>,
    /// Why not.
    pub reason: String,
}

impl Explanation {
    /// What was chosen for filters, in options or in the documents, and could not be followed.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    pub(crate) fn of(api: &Api, facts: &Facts, warnings: Vec<Diagnostic>) -> Self {
        let types = ir::type_printer(api);
        let operations = api
            .operation_ids()
            .map(|id| ExplainedOperation::of(api, facts, id, &types))
            .filter(|operation| !operation.is_silent())
            .collect();
        let name = |id| types(&ir::TypeRef::Named(id));
        let generics = facts
            .generics
            .templates()
            .map(|(_, template)| ExplainedGeneric {
                name: template.name.clone(),
                instances: template.instances.iter().map(|id| name(*id)).collect(),
            })
            .collect();
        let plain_types = facts
            .generics
            .refusals()
            .map(|(id, reason)| Refused {
                what: vec![name(id)],
                reason: reason.to_owned(),
            })
            .collect();
        Self {
            operations,
            generics,
            plain_types,
            warnings,
        }
    }
}

impl ExplainedOperation {
    fn of(
        api: &Api,
        facts: &Facts,
        id: OperationId,
        types: &impl Fn(&ir::TypeRef) -> String,
    ) -> Self {
        let operation = api.operation(id);
        let found = facts.filters.operation(id);
        let filters = (found.families.iter())
            .map(|family| ExplainedFilter::of(family, types))
            .collect();
        let plain_parameters = (found.near_misses.iter())
            .map(|miss| Refused::of(miss, operation))
            .collect();
        let paging = facts.pagination.operation(id);
        Self {
            operation: format!("{} {}", operation.method.as_str(), operation.path),
            filters,
            plain_parameters,
            pagination: paging
                .map(|paging| paging.evidence.clone())
                .unwrap_or_default(),
            not_paginated: facts
                .pagination
                .near_miss(id)
                .map(|miss| miss.reason.clone()),
        }
    }

    fn is_silent(&self) -> bool {
        self.filters.is_empty()
            && self.plain_parameters.is_empty()
            && self.pagination.is_empty()
            && self.not_paginated.is_none()
    }
}

impl ExplainedFilter {
    fn of(family: &FilterFamily, types: &impl Fn(&ir::TypeRef) -> String) -> Self {
        let members = family.members.iter().map(|member| {
            let operator = match member.arity {
                Arity::One => words(&member.op),
                Arity::List(style) => format!("{}, a list {}", words(&member.op), joined(style)),
            };
            let name = match &family.expression {
                None => member.wire_name.clone(),
                Some(_) => format!("{}: {}", member.wire_name, family.stem),
            };
            (name, operator)
        });
        Self {
            field: family.stem.clone(),
            element: types(&family.element),
            members: members.collect(),
            evidence: family.evidence.clone(),
        }
    }
}

/// An operator in words: `is null`, `not icontains`, a server's own as it calls it.
fn words(op: &Op) -> String {
    match op {
        Op::Text(test) => return text_words(*test),
        Op::Other(name) => return name.clone(),
        _ => {}
    }
    let name = format!("{op:?}");
    let mut words = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && words.ends_with(|last: char| last.is_alphanumeric()) {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

fn text_words(op: TextOp) -> String {
    let test = match op.test {
        TextTest::Whole => "exact",
        TextTest::Contains => "contains",
        TextTest::Starts => "starts with",
        TextTest::Ends => "ends with",
        TextTest::Like => "like",
        TextTest::Regex => "regex",
        TextTest::Search => "search",
    };
    let not = if op.negated { "not " } else { "" };
    let ignoring_case = if op.ignore_case { "i" } else { "" };
    format!("{not}{ignoring_case}{test}")
}

fn joined(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Comma => "joined by commas, split after decoding",
        ListStyle::EncodedComma => "joined by commas, split before decoding",
        ListStyle::Space => "joined by spaces",
        ListStyle::Pipe => "joined by `|`",
        ListStyle::Repeated => "by repetition",
        ListStyle::Brackets => "by repetition with `[]`",
        ListStyle::Indexed => "by repetition with numbers",
        ListStyle::Quoted => "joined by commas, in quotes",
    }
}

impl Refused {
    fn of(miss: &NearMiss, operation: &Operation) -> Self {
        let parameters = miss.parameters.iter();
        Self {
            what: parameters
                .map(|id| operation.parameter(*id).wire_name.clone())
                .collect(),
            reason: miss.reason.clone(),
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for operation in &self.operations {
            writeln!(f, "{operation}")?;
        }
        for generic in &self.generics {
            writeln!(
                f,
                "generic {}: {}",
                generic.name,
                generic.instances.join(", ")
            )?;
        }
        for refused in &self.plain_types {
            writeln!(f, "not generic: {refused}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ExplainedOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.operation)?;
        for filter in &self.filters {
            writeln!(f, "  filter {} of {}", filter.field, filter.element)?;
            let width = filter.members.iter().map(|(name, _)| name.len()).max();
            for (name, operator) in &filter.members {
                writeln!(
                    f,
                    "    {name:width$}  {operator}",
                    width = width.unwrap_or(0)
                )?;
            }
            for fact in &filter.evidence {
                writeln!(f, "    because {fact}")?;
            }
        }
        for refused in &self.plain_parameters {
            writeln!(f, "  no filter: {refused}")?;
        }
        for (index, fact) in self.pagination.iter().enumerate() {
            writeln!(
                f,
                "  {} {fact}",
                if index == 0 { "paginated:" } else { "  and" }
            )?;
        }
        if let Some(reason) = &self.not_paginated {
            writeln!(f, "  not paginated: {reason}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what.join(", "), self.reason)
    }
}
