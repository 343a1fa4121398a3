//! Which parameters of an operation, and which members of its body, could ask for another page?
//!
//! In: what an operation is given. Out: [`Parameters`], by their names and types alone.

use super::inputs::Input;
use super::page;
use super::said::first_number;
use super::words;
use crate::ir::TypeRef;

/// The parameters that matter.
pub(super) struct Parameters<'a> {
    /// In the order of [`words::CURSOR`].
    pub(super) cursors: Vec<Input<'a>>,
    pub(super) page: Option<Input<'a>>,
    pub(super) offset: Option<Input<'a>>,
    pub(super) limit: Option<Input<'a>>,
}

impl<'a> Parameters<'a> {
    pub(super) fn of(inputs: &[Input<'a>]) -> Self {
        let first = |names: &[&str], fits: fn(&Input<'_>) -> bool| {
            let found = names.iter().find_map(|name| {
                let mut inputs = inputs.iter();
                inputs.find(|input| input.name == *name && fits(input))
            });
            found.cloned()
        };
        let cursors = words::CURSOR
            .iter()
            .flat_map(|name| inputs.iter().filter(move |input| input.name == *name))
            .filter(|input| !input.required)
            // As numbers, these count.
            .filter(|input| !matches!(input.name.as_str(), "page" | "offset") || !is_number(input))
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
    fn all(&self) -> impl Iterator<Item = &Input<'_>> {
        let counters = self.page.iter().chain(&self.offset);
        self.cursors.iter().chain(counters)
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

fn is_number(input: &Input<'_>) -> bool {
    matches!(input.ty.without_null(), TypeRef::Scalar(scalar) if page::is_number(*scalar))
}

fn is_counter(input: &Input<'_>) -> bool {
    let counts_pages = |text: &String| {
        let text = text.to_lowercase();
        text.contains("page number") || text.contains("number of pages")
    };
    let offset = words::OFFSET.contains(&input.name.as_str());
    let odd = offset && input.docs.description.as_ref().is_some_and(counts_pages);
    is_number(input) && !input.docs.deprecated && !odd
}

fn is_counter_from_zero(input: &Input<'_>) -> bool {
    is_counter(input) && first_number(input.docs) == Some(0)
}
