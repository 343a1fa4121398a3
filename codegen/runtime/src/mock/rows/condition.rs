//! Whether a value of a row meets a condition, as databases compare.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::query::{Condition, Operator};
use super::refusal::Problem;
use crate::filter::TextOp;
use crate::{Timestamp, Uuid};

/// How a condition is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rules {
    /// Whether what has no value is unequal to all values.
    pub(super) nothing_is_unequal: bool,
}

impl Condition {
    /// Whether a value meets it; `null`: there is none.
    pub(super) fn is_met(&self, held: &Json, rules: Rules) -> Result<bool, Problem> {
        use Operator::{
            Between, Empty, Eq, Exists, Gt, Gte, In, Lt, Lte, Ne, NotIn, NotNull, Null, Text,
            Vendor,
        };
        let parameter = self.parameter.as_str();
        let is = |value: &String, meets: fn(Ordering) -> bool| {
            let ordering = compare(held, value, parameter)?;
            Ok(ordering.is_some_and(meets))
        };
        let one = self.values.first().ok_or_else(|| malformed(parameter))?;
        let any = || {
            self.values
                .iter()
                .try_fold(false, |any, value| Ok(is(value, Ordering::is_eq)? || any))
        };
        let unequal = |is_equal: bool| match held {
            Json::Null => rules.nothing_is_unequal,
            _ => !is_equal,
        };
        Ok(match self.operator {
            Eq | In => any()?,
            Ne | NotIn => unequal(any()?),
            Gt => is(one, Ordering::is_gt)?,
            Gte => is(one, Ordering::is_ge)?,
            Lt => is(one, Ordering::is_lt)?,
            Lte => is(one, Ordering::is_le)?,
            Between => {
                let [low, high] = self.values.as_slice() else {
                    return Err(malformed(parameter));
                };
                is(low, Ordering::is_ge)? & is(high, Ordering::is_le)?
            }
            Null | NotNull | Exists => {
                let (yes, no) = match self.operator {
                    Exists => ("true", "false"),
                    _ => self.field.null_values,
                };
                let wanted = match one.as_str() {
                    text if text == yes => true,
                    text if text == no => false,
                    _ => return Err(malformed(parameter)),
                };
                (self.operator == Null) == (held.is_null() == wanted)
            }
            Empty => {
                let is_empty = match held {
                    Json::Null => true,
                    Json::String(text) => text.is_empty(),
                    Json::Array(items) => items.is_empty(),
                    _ => false,
                };
                is_empty == (one == "true")
            }
            Text(op) => {
                let (op, is_negated) = positive(op);
                let Some(is_met) = is_text(op, held, one) else {
                    return Err(unknown(parameter));
                };
                if is_negated { unequal(is_met) } else { is_met }
            }
            Vendor(_) => return Err(unknown(parameter)),
        })
    }
}

fn malformed(parameter: &str) -> Problem {
    Problem::refused(parameter, "it is no value of this field")
}

fn unknown(parameter: &str) -> Problem {
    Problem::Unknown(format!(
        "the operator of `{parameter}` is the server's own: say what it means by `Rows::parameter`"
    ))
}

/// How a value stands to one of a query; `None`: there is no value.
fn compare(held: &Json, text: &str, parameter: &str) -> Result<Option<Ordering>, Problem> {
    let bad = || malformed(parameter);
    Ok(match held {
        Json::Null => None,
        Json::Bool(held) => Some(held.cmp(&match text.to_ascii_lowercase().as_str() {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return Err(bad()),
        })),
        Json::Number(number) => {
            let whole = number.to_string().parse::<i128>().ok();
            match (whole, text.parse::<i128>()) {
                (Some(held), Ok(value)) => Some(held.cmp(&value)),
                _ => {
                    let value: f64 = text.parse().map_err(|_| bad())?;
                    number.as_f64().and_then(|held| held.partial_cmp(&value))
                }
            }
        }
        Json::String(held) => Some(match (instant(held), held.parse::<Uuid>()) {
            (Some(held), _) => held.cmp(&instant(text).ok_or_else(bad)?),
            // However they are spelt.
            (None, Ok(held)) => match text.parse::<Uuid>() {
                Ok(value) => held.cmp(&value),
                Err(_) => return Err(bad()),
            },
            (None, Err(_)) => held.as_str().cmp(text),
        }),
        Json::Array(_) | Json::Object(_) => {
            return Err(Problem::Unknown(format!(
                "what `{parameter}` is held against is no single value: give one by `Rows::value`"
            )));
        }
    })
}

/// Whether one row comes before another by a value: what has none comes first.
pub(super) fn order(one: &Json, other: &Json) -> Ordering {
    match (one, other) {
        (Json::Null, Json::Null) => Ordering::Equal,
        (Json::Null, _) => Ordering::Less,
        (_, Json::Null) => Ordering::Greater,
        (one, Json::String(text)) => compare(one, text, "")
            .ok()
            .flatten()
            .unwrap_or(Ordering::Equal),
        (one, other) => {
            let text = other.to_string();
            compare(one, &text, "")
                .ok()
                .flatten()
                .unwrap_or(Ordering::Equal)
        }
    }
}

/// An instant; a date and a time without an offset are in UTC.
fn instant(text: &str) -> Option<Timestamp> {
    let has_time = text.len() > 10 && matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    has_time.then(|| text.parse().ok()).flatten()
}

/// The comparison that another one negates.
fn positive(op: TextOp) -> (TextOp, bool) {
    let positive = match op {
        TextOp::NotContains => TextOp::Contains,
        TextOp::NotIContains => TextOp::IContains,
        TextOp::NotStartsWith => TextOp::StartsWith,
        TextOp::NotIStartsWith => TextOp::IStartsWith,
        TextOp::NotEndsWith => TextOp::EndsWith,
        TextOp::NotIEndsWith => TextOp::IEndsWith,
        TextOp::NotExact => TextOp::Exact,
        TextOp::NotIExact => TextOp::IExact,
        TextOp::NotLike => TextOp::Like,
        TextOp::NotILike => TextOp::ILike,
        op => return (op, false),
    };
    (positive, true)
}

/// Whether a text is as it should be; `None`: that is for the server to say.
fn is_text(op: TextOp, held: &Json, text: &str) -> Option<bool> {
    let held = match held {
        Json::Null => return Some(false),
        Json::String(held) => held.clone(),
        other => other.to_string(),
    };
    let lower = || (held.to_lowercase(), text.to_lowercase());
    Some(match op {
        TextOp::Contains => held.contains(text),
        TextOp::StartsWith => held.starts_with(text),
        TextOp::EndsWith => held.ends_with(text),
        TextOp::Exact => held == text,
        TextOp::Like => is_like(&held, text),
        TextOp::IContains => lower().0.contains(&lower().1),
        TextOp::IStartsWith => lower().0.starts_with(&lower().1),
        TextOp::IEndsWith => lower().0.ends_with(&lower().1),
        TextOp::IExact => lower().0 == lower().1,
        TextOp::ILike => is_like(&lower().0, &lower().1),
        _ => return None,
    })
}

/// Whether a text has the form of a pattern: `%` is any text, `_` any character. Without repetition of what was tried: a
/// position for each `%`, the last one gives way.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut in_pattern) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(in_pattern) {
            Some('%') => {
                last = Some((at, in_pattern));
                in_pattern += 1;
            }
            Some(wanted) if *wanted == '_' || text.get(at) == Some(wanted) => {
                at += 1;
                in_pattern += 1;
            }
            _ => {
                let Some((from, percent)) = last else {
                    return false;
                };
                last = Some((from + 1, percent));
                at = from + 1;
                in_pattern = percent + 1;
            }
        }
    }
    pattern.iter().skip(in_pattern).all(|left| *left == '%')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn patterns() {
        for (text, pattern, is) in [
            ("", "%", true),
            ("abc", "abc", true),
            ("abc", "a%", true),
            ("abc", "%c", true),
            ("abc", "%b%", true),
            ("abc", "a_c", true),
            ("abc", "_", false),
            ("abab", "%ab", true),
            ("aXbXc", "%X%c", true),
            ("abc", "a%d", false),
            ("abc", "", false),
            ("éa", "_a", true),
        ] {
            assert_eq!(is_like(text, pattern), is, "{text} {pattern}");
        }
    }

    #[test]
    fn values_are_compared_by_what_they_are() {
        let at = |held: Json, text: &str| compare(&held, text, "p").map(|it| it.map(|it| it as i8));
        assert_eq!(
            at(json!(9_007_199_254_740_993_i64), "9007199254740992"),
            Ok(Some(1))
        );
        assert_eq!(at(json!(1.5), "15e-1"), Ok(Some(0)));
        assert_eq!(
            at(json!("2024-01-01T00:00:00Z"), "2024-01-01T01:00:00+01:00"),
            Ok(Some(0))
        );
        assert_eq!(at(json!("2024-01-02"), "2024-01-10"), Ok(Some(-1)));
        assert_eq!(at(json!("b"), "B"), Ok(Some(1)));
        assert_eq!(at(json!(null), "x"), Ok(None));
        for (held, text) in [
            (json!(1), "x"),
            (json!(true), "maybe"),
            (json!("2024-01-01T00:00:00Z"), "soon"),
        ] {
            assert!(matches!(at(held, text), Err(Problem::Refused(_))), "{text}");
        }
        assert!(matches!(at(json!([1]), "1"), Err(Problem::Unknown(_))));
    }
}
