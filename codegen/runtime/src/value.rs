//! Values that stand in URLs, headers and cookies: their text form.
//!
//! Escaping is the affair of [`Text`]; lists and objects that of `encode/`.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::civil;

use crate::{Base64, Json, Text, Time, Timestamp, Uuid};

/// A value with a text form: what can stand in a path, a query, a header or a cookie.
///
/// Implemented for the types that generated operations have there. Write it for a type of your own with one method:
///
/// ```
/// use tamis_runtime::{Text, Value};
///
/// struct Percent(u8);
///
/// impl Value for Percent {
///     fn write(&self, out: &mut Text<'_>) {
///         if self.0 > 100 {
///             out.refuse("there are at most 100 percent");
///         }
///         self.0.write(out);
///         out.push_str("%"); // Escaped where it must be.
///     }
/// }
/// ```
pub trait Value {
    /// Writes the text form, unescaped; `out` escapes it. A value that has no text form calls [`Text::refuse`].
    fn write(&self, out: &mut Text<'_>);
}

impl<V: Value + ?Sized> Value for &V {
    fn write(&self, out: &mut Text<'_>) {
        (**self).write(out);
    }
}

impl<V: Value + ?Sized> Value for Box<V> {
    fn write(&self, out: &mut Text<'_>) {
        (**self).write(out);
    }
}

impl Value for str {
    fn write(&self, out: &mut Text<'_>) {
        out.push_str(self);
    }
}

impl Value for String {
    fn write(&self, out: &mut Text<'_>) {
        out.push_str(self);
    }
}

/// A list or an object has no text form.
impl Value for Json {
    fn write(&self, out: &mut Text<'_>) {
        match self {
            Self::Null => {}
            Self::Bool(value) => value.write(out),
            Self::Number(number) => number.to_string().write(out),
            Self::String(text) => text.write(out),
            Self::Array(_) | Self::Object(_) => out.refuse("a list or an object has no text form"),
        }
    }
}

/// What can only be `null` is nothing in a text.
impl Value for () {
    fn write(&self, _: &mut Text<'_>) {}
}

impl Value for bool {
    fn write(&self, out: &mut Text<'_>) {
        out.push_plain(if *self { "true" } else { "false" });
    }
}

/// Through `Display`, which gives plain text for all of these.
macro_rules! displayed {
    ($($ty:ty),* $(,)?) => {$(
        impl Value for $ty {
            fn write(&self, out: &mut Text<'_>) {
                // Text takes everything.
                let _ = write!(out, "{self}");
            }
        }
    )*};
}

displayed!(
    i8,
    i16,
    i32,
    i64,
    i128,
    u8,
    u16,
    u32,
    u64,
    u128,
    Ipv4Addr,
    Ipv6Addr,
    Base64,
    civil::Date,
    civil::Time,
    Time,
    jiff::Span,
    jiff::SignedDuration,
);

/// As serde writes it: `2024-02-29T12:00:00Z`.
#[cfg(feature = "chrono")]
impl Value for chrono::DateTime<chrono::Utc> {
    fn write(&self, out: &mut Text<'_>) {
        out.push_str(&self.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
    }
}

#[cfg(feature = "chrono")]
displayed!(chrono::NaiveDate);

#[cfg(feature = "rust_decimal")]
displayed!(rust_decimal::Decimal);

/// NaN and the infinities are refused: JSON Schema's numbers have none. Whole numbers are written without a fraction
/// (`10`), very large and very small ones with an exponent (`1e300`); all read back as the same number.
macro_rules! floats {
    ($($ty:ty),*) => {$(
        impl Value for $ty {
            fn write(&self, out: &mut Text<'_>) {
                if !self.is_finite() {
                    return out.refuse(format!("the value is {self}, which is not a number in JSON"));
                }
                let mut buffer = zmij::Buffer::new();
                let text = buffer.format_finite(*self);
                if text.contains('e') {
                    // Never with a `+`.
                    let _ = write!(out, "{self:e}");
                } else {
                    out.push_plain(text.strip_suffix(".0").unwrap_or(text));
                }
            }
        }
    )*};
}

floats!(f32, f64);

impl Value for Uuid {
    fn write(&self, out: &mut Text<'_>) {
        out.push_plain(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
}

impl Value for Timestamp {
    fn write(&self, out: &mut Text<'_>) {
        self.write_to(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Escape;

    fn text(value: impl Value) -> String {
        let mut buffer = String::new();
        let mut out = Text::new(&mut buffer, Escape::Url);
        value.write(&mut out);
        out.finish().unwrap();
        buffer
    }

    #[test]
    fn numbers_are_written_as_a_person_would() {
        assert_eq!(text(10.0), "10");
        assert_eq!(text(-12.5), "-12.5");
        assert_eq!(text(0.0), "0");
        assert_eq!(text(0.0001), "0.0001");
        assert_eq!(text(-0.0), "-0");
        assert_eq!(text(0.1_f32), "0.1");
        assert_eq!(text(1e15), "1000000000000000");
        assert_eq!(text(1e300), "1e300");
        assert_eq!(text(-2.5e-30), "-2.5e-30");
        assert_eq!(text(f64::MAX).parse(), Ok(f64::MAX));
        assert_eq!(text(f64::MIN_POSITIVE).parse(), Ok(f64::MIN_POSITIVE));
        assert_eq!(text(i64::MIN), "-9223372036854775808");
        assert_eq!(text(i128::MAX), i128::MAX.to_string());
    }

    #[test]
    fn nan_and_infinities_are_refused() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut buffer = String::new();
            let mut out = Text::new(&mut buffer, Escape::Url);
            value.write(&mut out);
            assert!(out.finish().is_err(), "{value}");
        }
    }

    #[test]
    fn dates_and_identifiers() {
        assert_eq!(text(civil::date(2024, 2, 29)), "2024-02-29");
        assert_eq!(text(civil::time(1, 2, 3, 0)), "01:02:03");
        assert_eq!(text(Uuid::nil()), "00000000-0000-0000-0000-000000000000");
        assert_eq!(text(true), "true");
        assert_eq!(text(()), "");
        assert_eq!(text(Json::from("a b")), "a%20b");
        assert_eq!(text(Json::from(1.5)), "1.5");
        assert_eq!(text(Ipv6Addr::LOCALHOST), "::1");
        assert_eq!(text("ä/b"), "%C3%A4%2Fb");
    }
}
