//! Whether a text has a number, or a yes or no, in another form than it would be printed in: `1.10`, `0x10`, `1e3`, `True`.
//!
//! In: a YAML text. Out: the values of all scalars of it that are; prose that ends a line with such a thing counts as well.

use std::collections::BTreeSet;

use super::super::super::tree::Value;

/// What a text has in another form than it would be printed in, by value: only a value that is among these may have to be
/// read again as it is written. What only looks like a number counts, too.
#[derive(Debug, Default)]
pub(super) struct Unusual {
    /// The bits of the numbers.
    numbers: BTreeSet<u64>,
    truths: BTreeSet<bool>,
}

impl Unusual {
    /// What there is in a text.
    pub(super) fn in_text(text: &str) -> Self {
        let mut found = Self::default();
        let bytes = text.as_bytes();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
        let mut index = 0;
        while let Some(byte) = bytes.get(index) {
            if !is_part(byte) {
                index += 1;
                continue;
            }
            let rest = bytes.get(index..).unwrap_or_default();
            let length = rest.iter().take_while(|byte| is_part(byte)).count();
            let end = index + length;
            let token = text.get(index..end).unwrap_or_default();
            if let Some(form) = unusual(token)
                && is_whole(bytes, index, end)
            {
                found.add(form);
            }
            index = end;
        }
        found
    }

    fn add(&mut self, form: Form) {
        match form {
            Form::Number(value) => _ = self.numbers.insert(bits(value)),
            Form::Truth(value) => _ = self.truths.insert(value),
        }
    }

    /// Whether a value may be written in such a form.
    pub(super) fn has(&self, value: &Value) -> bool {
        match value {
            Value::Number(number) => self.numbers.contains(&bits(number.as_f64())),
            Value::Bool(value) => self.truths.contains(value),
            _ => false,
        }
    }
}

/// The bits of a number, the same for both zeros.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

/// What a scalar is that would be printed otherwise.
#[derive(Clone, Copy)]
enum Form {
    Number(f64),
    Truth(bool),
}

/// The value of a scalar that is a number or a yes or no, and would be printed otherwise.
fn unusual(token: &str) -> Option<Form> {
    match token {
        "True" | "TRUE" => return Some(Form::Truth(true)),
        "False" | "FALSE" => return Some(Form::Truth(false)),
        _ => {}
    }
    if !token.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return None;
    }
    let digits = token.strip_prefix('-').unwrap_or(token);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Only digits behind a zero are a text to YAML, too.
    if is_whole && token != "-0" {
        return None;
    }
    match token.parse::<f64>() {
        Ok(value) => {
            let is_other = !value.is_finite() || format!("{value:?}") != token;
            is_other.then_some(Form::Number(value))
        }
        Err(_) => based(token).map(Form::Number),
    }
}

/// The value of `0x10`, `0o17` or `0b1`. What is beyond the widest integer is a text to the parser.
fn based(token: &str) -> Option<f64> {
    let (sign, digits) = match token.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, token.strip_prefix('+').unwrap_or(token)),
    };
    let (radix, digits) = match digits.split_at_checked(2)? {
        ("0x", digits) => (16, digits),
        ("0o", digits) => (8, digits),
        ("0b", digits) => (2, digits),
        _ => return None,
    };
    let value = u128::from_str_radix(digits, radix).ok()?;
    // As a decimal, a parser rounds it as every other number.
    let value: f64 = value.to_string().parse().ok()?;
    Some(sign * value)
}

/// Whether what stands between two bytes can be a scalar as a whole.
fn is_whole(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let before = bytes.get(..start).unwrap_or_default();
    let before = before
        .iter()
        .rposition(|byte| !is_space(byte))
        .map(|at| &before[..=at]);
    let begins = match before.and_then(<[u8]>::split_last) {
        None => true,
        Some((last, rest)) => {
            // Behind a tag or an anchor.
            let word = rest
                .rsplit(u8::is_ascii_whitespace)
                .next()
                .unwrap_or_default();
            let is_property = word.iter().chain([last]).any(|byte| b"!&".contains(byte));
            b"\n\r:-[{,?".contains(last) || is_property
        }
    };
    let behind = bytes.get(end..).unwrap_or_default();
    let ends = match behind.iter().find(|byte| !is_space(byte)) {
        None => true,
        Some(byte) => b"\n\r,]}#:".contains(byte),
    };
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tree::Number;

    fn is_usual(text: &str) -> bool {
        let found = Unusual::in_text(text);
        found.numbers.is_empty() && found.truths.is_empty()
    }

    #[test]
    fn only_values_that_stand_there_in_another_form_are_in_question() {
        let found = Unusual::in_text("a: 1.10\nb: True\nc: -0\nd: 1e3\ne: 2.5\nf: false\n");
        for (number, is_there) in [(1.1, true), (0.0, true), (1000.0, true), (2.5, false)] {
            let value = Value::Number(Number::Float(number));
            assert_eq!(found.has(&value), is_there, "{number}");
        }
        assert!(found.has(&Value::Number(Number::Int(1000))));
        assert!(found.has(&Value::Bool(true)));
        assert!(!found.has(&Value::Bool(false)));
        let found = Unusual::in_text("a: 0x10\nb: -0o17\nc: 0bad\nd: 0b04-4a02\ne: 007\n");
        assert!(found.has(&Value::Number(Number::Int(16))));
        assert!(found.has(&Value::Number(Number::Int(-15))));
        assert!(!found.has(&Value::Number(Number::Int(7))));
        assert_eq!(found.numbers.len(), 2);
    }

    #[test]
    fn usual_texts_need_no_second_look() {
        for text in [
            "a: 1",
            "a: -17\nb: [0, 1.5, 2.0]\nc: {d: true, e: no}\n",
            "openapi: 3.1.0",
            "description: Since 1.10 there is more.\n",
            "date: 2024-01-02\nip: 10.0.0.1\nid: 1a\n",
            "a: '1.10'\nb: \"0x10\"\n",
            "a: 18446744073709551615\n",
            "$ref: ./v1.10/a.yaml",
            "a: 007\n# 1.10 of\n",
        ] {
            assert!(is_usual(text), "{text}");
        }
    }

    #[test]
    fn every_other_form_is_seen_wherever_it_stands() {
        for scalar in [
            "1.10", "1e3", "0x10", "0o17", "0b1", "+1", ".5", "1.", "-0", "-0x1", "1E5", "True",
            "FALSE", "1e999",
        ] {
            for place in [
                "a: X",
                "a: X\nb: 1",
                "a: X # c\n",
                "- X\n",
                "[X]",
                "[1,X]",
                "[1, X , 2]",
                "{a: X}",
                "{a: 1, X: 2}",
                "a:\n  X\n",
                "a: &b X\n",
                "[!t X]",
                "{a: !t X}",
                "a: !!float X\n",
                "? X\n: 1\n",
                "a:\tX\t\n",
                "a: X\r\n",
                "X",
            ] {
                let text = place.replace('X', scalar);
                assert!(!is_usual(&text), "{text:?}");
            }
        }
    }
}
