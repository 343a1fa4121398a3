//! What an operation offers for its query: its filters and its other parameters, whether they are set or not.
//!
//! An operation names all of them to the encoder, since that decides what is left out. With the feature `mock` they can be
//! kept; without it, this is nothing.

use crate::filter::FilterField;

/// What an operation offers for its query.
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    pub(crate) filters: Vec<&'static FilterField>,
    /// The names of the other parameters, percent-encoded.
    pub(crate) parameters: Vec<String>,
}

/// What an operation offers, if that is kept.
#[derive(Debug, Default)]
pub(super) struct Kept(
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))] Option<Box<Offered>>,
);

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
impl Kept {
    /// Begins to keep it.
    pub(super) fn begin(&mut self) {
        self.0 = Some(Box::default());
    }

    /// What was kept.
    pub(super) fn take(&mut self) -> Offered {
        self.0.take().map(|kept| *kept).unwrap_or_default()
    }

    pub(super) fn parameter(&mut self, name: &str) {
        if let Some(offered) = &mut self.0 {
            offered.parameters.push(name.to_owned());
        }
    }

    pub(super) fn filter(&mut self, field: &'static FilterField) {
        if let Some(offered) = &mut self.0 {
            // What stands in an expression is no condition of its own: to the query it is a text.
            match field.expression {
                None => offered.filters.push(field),
                Some(place) if offered.parameters.iter().any(|it| it == place.parameter) => {}
                Some(place) => offered.parameters.push(place.parameter.to_owned()),
            }
        }
    }
}

#[cfg(not(all(feature = "mock", not(target_arch = "wasm32"))))]
#[expect(clippy::unused_self, reason = "with the feature, something is kept")]
impl Kept {
    pub(super) fn parameter(&mut self, _: &str) {}

    pub(super) fn filter(&mut self, _: &'static FilterField) {}
}
