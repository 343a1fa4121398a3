//! Whether a text has a number, or a yes or no, in another form than it would be printed in: `1.10`, `0x10`, `1e3`, `True`.
//!
//! In: a YAML text. Out: "no" only where no scalar of it is one; prose that ends a line with such a thing counts as well.

/// Whether every number and every yes or no of a text is written as it would be printed: then it need not be read again.
/// What only looks like a number says no, too.
pub(super) fn is_usual(text: &str) -> bool {
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
        if is_unusual(token) && is_whole(bytes, index, end) {
            return false;
        }
        index = end;
    }
    true
}

/// Whether a scalar is a number or a yes or no that would be printed otherwise.
fn is_unusual(token: &str) -> bool {
    if matches!(token, "True" | "TRUE" | "False" | "FALSE") {
        return true;
    }
    if !token.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return false;
    }
    let digits = token.strip_prefix('-').unwrap_or(token);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && (digits == "0" && token == "0" || !digits.starts_with('0')) {
        return false;
    }
    match token.parse::<f64>() {
        Ok(value) => !value.is_finite() || format!("{value:?}") != token,
        Err(_) => ["0x", "0o", "0b"]
            .iter()
            .any(|base| token.trim_start_matches(['+', '-']).starts_with(base)),
    }
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
            // Only digits behind a zero are a text to YAML, too.
            let is_text = text.contains("007");
            assert!(is_usual(text) || is_text, "{text}");
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
