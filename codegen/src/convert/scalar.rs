//! Scalars: `type` and `format` to a type of Rust or of the runtime.
//!
//! In: the kind, the format and the bounds. Out: a [`Scalar`]. A format that no type stands for leaves the type of
//! `type`; the docs name it.

use crate::document::schema::Kind;
use crate::ir::Scalar;

/// The integer types, narrowest first, with their ranges.
const INTEGERS: [(Scalar, i128, i128); 8] = [
    (Scalar::I8, i8::MIN as i128, i8::MAX as i128),
    (Scalar::U8, u8::MIN as i128, u8::MAX as i128),
    (Scalar::I16, i16::MIN as i128, i16::MAX as i128),
    (Scalar::U16, u16::MIN as i128, u16::MAX as i128),
    (Scalar::I32, i32::MIN as i128, i32::MAX as i128),
    (Scalar::U32, u32::MIN as i128, u32::MAX as i128),
    (Scalar::I64, i64::MIN as i128, i64::MAX as i128),
    (Scalar::U64, u64::MIN as i128, u64::MAX as i128),
];

/// A scalar of `kind`; `None` for objects and arrays. `binary` says that raw bytes are possible here.
pub(super) fn scalar(
    kind: Kind,
    format: Option<&str>,
    bounds: (Option<i128>, Option<i128>),
    binary: bool,
) -> Option<Scalar> {
    Some(match kind {
        Kind::String => string(format, binary),
        Kind::Integer => widened(
            format.and_then(integer).unwrap_or(Scalar::I64),
            bounds.0,
            bounds.1,
        ),
        // `float` too is an `f64`: what travels is decimal, and an `f32` would take the cents from large sums.
        // A number whose format is one of integers is an integer: the format says more than the type.
        Kind::Number => match format {
            Some(format) => match integer(format) {
                Some(integer) => widened(integer, bounds.0, bounds.1),
                None => Scalar::F64,
            },
            None => Scalar::F64,
        },
        Kind::Boolean => Scalar::Bool,
        Kind::Null => Scalar::Null,
        Kind::Object | Kind::Array => return None,
    })
}

/// Whether the type that [`scalar`] gives already says what the format says.
pub(super) fn format_is_typed(format: &str) -> bool {
    integer(format).is_some()
        || matches!(format, "double" | "binary")
        || string(Some(format), false) != Scalar::String
}

fn string(format: Option<&str>, binary: bool) -> Scalar {
    match format {
        Some("uuid") => Scalar::Uuid,
        Some("date-time") => Scalar::DateTime,
        Some("date") => Scalar::Date,
        Some("time") => Scalar::Time,
        Some("duration") => Scalar::Duration,
        Some("ipv4") => Scalar::Ipv4,
        Some("ipv6") => Scalar::Ipv6,
        Some("byte" | "base64") => Scalar::Base64,
        Some("binary") if binary => Scalar::Binary,
        _ => Scalar::String,
    }
}

fn integer(format: &str) -> Option<Scalar> {
    Some(match format {
        "int8" => Scalar::I8,
        "int16" => Scalar::I16,
        "int32" => Scalar::I32,
        "int64" => Scalar::I64,
        "uint8" => Scalar::U8,
        "uint16" => Scalar::U16,
        "uint32" => Scalar::U32,
        "uint64" => Scalar::U64,
        _ => return None,
    })
}

/// The type, or a wider one where the document's own bounds leave its range.
fn widened(scalar: Scalar, minimum: Option<i128>, maximum: Option<i128>) -> Scalar {
    let Some((_, low, high)) = INTEGERS.iter().find(|(known, _, _)| *known == scalar) else {
        return scalar;
    };
    let (minimum, maximum) = (
        minimum.map_or(*low, unrounded),
        maximum.map_or(*high, unrounded),
    );
    if *low <= minimum && maximum <= *high {
        return scalar;
    }
    INTEGERS
        .iter()
        .find(|(_, low, high)| *low <= minimum && maximum <= *high)
        .map_or(Scalar::I128, |(wider, _, _)| *wider)
}

/// The limits of types as tools write them that have only floats: JavaScript has 9223372036854776000 for the largest `i64`.
const ROUNDED: [(i128, i128); 5] = [
    (9_223_372_036_854_775_808, i64::MAX as i128),
    (9_223_372_036_854_776_000, i64::MAX as i128),
    (-9_223_372_036_854_776_000, i64::MIN as i128),
    (18_446_744_073_709_551_616, u64::MAX as i128),
    (18_446_744_073_709_552_000, u64::MAX as i128),
];

/// The limit that a bound was before a tool rounded it.
fn unrounded(bound: i128) -> i128 {
    let mut known = ROUNDED.iter().filter(|(rounded, _)| *rounded == bound);
    known.next().map_or(bound, |(_, limit)| *limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_beyond_the_format_widen_it() {
        let integer =
            |format, minimum, maximum| scalar(Kind::Integer, format, (minimum, maximum), false);
        assert_eq!(integer(None, Some(0), Some(10)), Some(Scalar::I64));
        assert_eq!(integer(Some("int32"), Some(0), None), Some(Scalar::I32));
        assert_eq!(
            integer(Some("int32"), Some(0), Some(u32::MAX.into())),
            Some(Scalar::U32)
        );
        assert_eq!(
            integer(Some("int32"), None, Some(u32::MAX.into())),
            Some(Scalar::I64)
        );
        assert_eq!(
            integer(None, Some(0), Some(u64::MAX.into())),
            Some(Scalar::U64)
        );
        assert_eq!(
            integer(None, None, Some(u64::MAX.into())),
            Some(Scalar::I128)
        );
        assert_eq!(integer(None, Some(i128::MIN), None), Some(Scalar::I128));
        let beyond = i128::from(i64::MIN) - 1;
        assert_eq!(integer(None, Some(beyond), None), Some(Scalar::I128));
    }

    #[test]
    fn limits_that_were_rounded_are_the_limits() {
        let integer =
            |format, minimum, maximum| scalar(Kind::Integer, format, (minimum, maximum), false);
        let rounded = 9_223_372_036_854_776_000;
        for format in [None, Some("int64")] {
            assert_eq!(
                integer(format, Some(-rounded), Some(rounded)),
                Some(Scalar::I64)
            );
        }
        assert_eq!(
            integer(Some("uint64"), None, Some(18_446_744_073_709_552_000)),
            Some(Scalar::U64)
        );
    }
}
