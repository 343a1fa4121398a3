//! The values of `enum`, as openapiv3 holds them.
//!
//! In: one of its typed lists. Out: JSON, in document order. What a list means is decided in `enums.rs`.

use serde_json::Value;

/// `enum`, as openapiv3 types it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Values<'a> {
    None,
    Strings(&'a [Option<String>]),
    Integers(&'a [Option<i64>]),
    Numbers(&'a [Option<f64>]),
    Booleans(&'a [Option<bool>]),
    Json(&'a [Value]),
}

impl<'a> Values<'a> {
    pub(super) fn is_empty(self) -> bool {
        match self {
            Self::None => true,
            Self::Strings(values) => values.is_empty(),
            Self::Integers(values) => values.is_empty(),
            Self::Numbers(values) => values.is_empty(),
            Self::Booleans(values) => values.is_empty(),
            Self::Json(values) => values.is_empty(),
        }
    }

    /// The values as JSON, in document order.
    pub(super) fn iter(self) -> Box<dyn Iterator<Item = Value> + 'a> {
        match self {
            Self::None => Box::new(std::iter::empty()),
            Self::Strings(values) => Box::new(values.iter().cloned().map(Value::from)),
            Self::Integers(values) => Box::new(values.iter().copied().map(Value::from)),
            Self::Numbers(values) => Box::new(values.iter().copied().map(number)),
            Self::Booleans(values) => Box::new(values.iter().copied().map(Value::from)),
            Self::Json(values) => Box::new(values.iter().map(|value| match value {
                Value::Number(written) if written.is_f64() => number(written.as_f64()),
                value => value.clone(),
            })),
        }
    }

    pub(super) fn has_null(self) -> bool {
        match self {
            Self::None => false,
            Self::Strings(values) => values.iter().any(Option::is_none),
            Self::Integers(values) => values.iter().any(Option::is_none),
            Self::Numbers(values) => values.iter().any(Option::is_none),
            Self::Booleans(values) => values.iter().any(Option::is_none),
            Self::Json(values) => values.iter().any(Value::is_null),
        }
    }
}

/// A number of an `enum`, without a fraction where it has none: the document's `1` became `1.0` on the way.
fn number(value: Option<f64>) -> Value {
    let Some(value) = value else {
        return Value::Null;
    };
    // Within this range every whole number is exact.
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and in range, see above"
        )]
        return Value::from(value as i64);
    }
    Value::from(value)
}
