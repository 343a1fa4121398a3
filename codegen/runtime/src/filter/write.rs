//! Filters on their way to the wire: one parameter for each condition, straight into the URL.

use std::ops::Bound;

use super::{Filter, FilterField};
use crate::encode::Encoder;
use crate::error::ParameterProblem;
use crate::value::Value;

impl<T: Value, S> Filter<T, S> {
    /// Writes all conditions, or refuses the request.
    pub(crate) fn write(&self, field: &FilterField, request: &mut Encoder) {
        if let Some(place) = field.expression {
            match self.expressed(field, place) {
                Ok(conditions) => request.push_expression(place, &conditions),
                Err(problem) => request.refuse(place.parameter, problem),
            }
            return;
        }
        if let Self::All { filters } = self
            && !filters.is_empty()
        {
            for (at, filter) in filters.iter().enumerate() {
                if let Some(name) = filters
                    .iter()
                    .take(at)
                    .find_map(|given| given.clash(filter, field))
                {
                    return request.refuse(name, ParameterProblem::Repeated);
                }
                filter.write_one(field, request);
            }
        } else {
            self.write_one(field, request);
        }
    }

    /// The parameter that two conditions would both set.
    fn clash(&self, other: &Self, field: &FilterField) -> Option<&'static str> {
        let other = other.names(field);
        self.names(field)
            .into_iter()
            .flatten()
            .find(|name| other.contains(&Some(name)))
    }

    /// The parameters that a single condition sets.
    pub(super) fn names(&self, field: &FilterField) -> [Option<&'static str>; 2] {
        match self {
            Self::Range { from, to } => [field.lower(from), field.upper(to)],
            single => [field.name(single), None],
        }
    }

    fn write_one(&self, field: &FilterField, request: &mut Encoder) {
        match self {
            // No constructor makes these; changing a filter in place does.
            Self::Range {
                from: Bound::Unbounded,
                to: Bound::Unbounded,
            }
            | Self::All { .. } => request.refuse(field.any_name(), ParameterProblem::NoCondition),
            Self::Range { from, to } => {
                if let Bound::Included(value) | Bound::Excluded(value) = from
                    && let Some(name) = field.offered(field.lower(from), request)
                {
                    request.push_value(name, value);
                }
                if let Bound::Included(value) | Bound::Excluded(value) = to
                    && let Some(name) = field.offered(field.upper(to), request)
                {
                    request.push_value(name, value);
                }
            }
            single => {
                if let Some(name) = field.offered(field.name(single), request) {
                    single.write_single(name, field, request);
                }
            }
        }
    }

    fn write_single(&self, name: &'static str, field: &FilterField, request: &mut Encoder) {
        match self {
            Self::Eq { value } | Self::Ne { value } => request.push_value(name, value),
            Self::Between { low, high } => {
                request.push_list(name, field.list_style(name), field.empty_list, [low, high]);
            }
            Self::In { values }
            | Self::NotIn { values }
            | Self::Vendor {
                values, list: true, ..
            } => {
                request.push_list(name, field.list_style(name), field.empty_list, values);
            }
            Self::Vendor { values, .. } => values
                .iter()
                .for_each(|value| request.push_value(name, value)),
            Self::Null { null } => {
                let (yes, no) = field.null_values;
                let asks_for = if field.tests_null(*null) {
                    *null
                } else {
                    !*null
                };
                request.push_value(name, if asks_for { yes } else { no });
            }
            Self::Exists { exists: yes } | Self::Empty { empty: yes } => {
                request.push_value(name, yes);
            }
            Self::Text { text, .. } => request.push_value(name, text),
            // Taken apart by the callers.
            Self::Range { .. } | Self::All { .. } => {}
            Self::Profile { never, .. } => match *never {},
        }
    }
}

impl FilterField {
    /// Whether a null test goes to [`Self::null`]: that of one kind, and that of the other where it has no parameter.
    fn tests_null(&self, null: bool) -> bool {
        if null {
            self.null.is_some()
        } else {
            self.not_null.is_none()
        }
    }

    fn lower<T>(&self, bound: &Bound<T>) -> Option<&'static str> {
        match bound {
            Bound::Included(_) => self.gte,
            Bound::Excluded(_) => self.gt,
            Bound::Unbounded => None,
        }
    }

    fn upper<T>(&self, bound: &Bound<T>) -> Option<&'static str> {
        match bound {
            Bound::Included(_) => self.lte,
            Bound::Excluded(_) => self.lt,
            Bound::Unbounded => None,
        }
    }

    fn name<T, S>(&self, filter: &Filter<T, S>) -> Option<&'static str> {
        match filter {
            Filter::Eq { .. } => self.eq,
            Filter::Ne { .. } => self.ne,
            Filter::Between { .. } => self.between,
            Filter::In { .. } => self.in_,
            Filter::NotIn { .. } => self.not_in,
            Filter::Null { null } if self.tests_null(*null) => self.null,
            Filter::Null { .. } => self.not_null,
            Filter::Exists { .. } => self.exists,
            Filter::Empty { .. } => self.empty,
            Filter::Text { op, .. } => named(self.text, op),
            Filter::Vendor { op, .. } => named(self.vendor, op),
            Filter::Range { .. } | Filter::All { .. } => None,
            Filter::Profile { never, .. } => match *never {},
        }
    }

    /// A name, or a refusal: the table does not have what the profile promised. Generated code has both from one
    /// place, so only a table made by hand gets here.
    fn offered(&self, name: Option<&'static str>, request: &mut Encoder) -> Option<&'static str> {
        if name.is_none() {
            request.refuse(self.any_name(), ParameterProblem::NotOffered);
        }
        name
    }
}

fn named<K: PartialEq>(table: &[(K, &'static str)], key: &K) -> Option<&'static str> {
    table
        .iter()
        .find(|(listed, _)| listed == key)
        .map(|(_, name)| *name)
}
