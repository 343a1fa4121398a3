//! Which parameters of an operation could ask for another page?
//!
//! In: an operation. Out: [`Parameters`], by their names and types alone. What is part of a filter asks for no page.

use super::page;
use super::said::first_number;
use super::words::{self, snake};
use crate::analysis::filters::OperationFilters;
use crate::ir::{Location, Operation, Parameter, ParameterId, TypeRef};

/// The parameters that matter.
pub(super) struct Parameters<'a> {
    /// In the order of [`words::CURSOR`].
    pub(super) cursors: Vec<(ParameterId, &'a Parameter, String)>,
    pub(super) page: Option<(ParameterId, &'a Parameter)>,
    pub(super) offset: Option<(ParameterId, &'a Parameter)>,
    pub(super) limit: Option<(ParameterId, &'a Parameter)>,
}

impl<'a> Parameters<'a> {
    pub(super) fn of(operation: &'a Operation, filters: &OperationFilters) -> Self {
        let named: Vec<_> = operation
            .parameters_in(Location::Query)
            .filter(|(id, _)| filters.family_of(*id).is_none())
            .map(|(id, parameter)| (id, parameter, snake(&parameter.wire_name)))
            .collect();
        let first = |names: &[&str], fits: fn(&Parameter) -> bool| {
            names.iter().find_map(|name| {
                named
                    .iter()
                    .find(|(_, parameter, snake)| snake == name && fits(parameter))
                    .map(|(id, parameter, _)| (*id, *parameter))
            })
        };
        let cursors = words::CURSOR
            .iter()
            .flat_map(|name| named.iter().filter(move |(.., snake)| snake == name))
            .filter(|(_, parameter, _)| !parameter.required)
            // As numbers, these count.
            .filter(|(_, parameter, snake)| {
                !matches!(snake.as_str(), "page" | "offset") || !is_number(parameter)
            })
            .cloned()
            .collect();
        Self {
            cursors,
            page: first(words::PAGE_NUMBER, is_counter),
            offset: first(words::OFFSET, is_counter)
                .or_else(|| first(words::OFFSET_MAYBE, is_counter_from_zero)),
            limit: first(words::LIMIT, is_number),
        }
    }
}

impl Parameters<'_> {
    fn all(&self) -> impl Iterator<Item = &Parameter> {
        let counters = self.page.iter().chain(&self.offset);
        let cursors = self.cursors.iter().map(|(_, parameter, _)| *parameter);
        cursors.chain(counters.map(|(_, parameter)| *parameter))
    }

    fn descriptions(&self) -> impl Iterator<Item = String> {
        let told = self.all().filter_map(|it| it.docs.description.as_ref());
        told.map(|text| text.to_lowercase())
    }

    /// Whether something says that it is pages of results that are counted.
    pub(super) fn speak_of_pages(&self) -> bool {
        let words = ["page", "paginat", "paging", "result"];
        self.descriptions()
            .any(|text| words.iter().any(|word| text.contains(word)))
    }
}

fn is_number(parameter: &Parameter) -> bool {
    matches!(parameter.ty.without_null(), TypeRef::Scalar(scalar) if page::is_number(*scalar))
}

fn is_counter(parameter: &Parameter) -> bool {
    let counts_pages = |text: &String| {
        let text = text.to_lowercase();
        text.contains("page number") || text.contains("number of pages")
    };
    let offset = words::OFFSET.contains(&snake(&parameter.wire_name).as_str());
    let odd = offset
        && parameter
            .docs
            .description
            .as_ref()
            .is_some_and(counts_pages);
    is_number(parameter) && !parameter.docs.deprecated && !odd
}

fn is_counter_from_zero(parameter: &Parameter) -> bool {
    is_counter(parameter) && first_number(&parameter.docs) == Some(0)
}
