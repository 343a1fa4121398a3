//! How deep collections in brackets may stand in each other in a YAML text, before a parser sees it: libyaml's time grows
//! with the tokens times the depth, and it reads to the end before anybody can look.
//!
//! In: a text. Out: a bound that no collection is deeper than, whatever the text is. Which bracket begins a collection
//! and which is part of a text, only a parser knows; so every way to read the text is followed that begins with a bracket
//! where one can begin. A way ends where what follows is no YAML, which in prose is soon.

/// How a way reads the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A scalar or a collection may begin.
    Fresh,
    /// In a scalar without quotes.
    Plain,
    /// Behind a value.
    Done,
    Single,
    Double,
    /// Behind a backslash in double quotes.
    Escape,
}

/// Each mode as a key or an item, and as a value behind a colon.
const MODES: usize = 6;
const COMMENT: usize = 2 * MODES;
/// In a tag, an anchor or an alias.
const PROPERTY: usize = COMMENT + 1;
const WAYS: usize = PROPERTY + 1;

/// The deepest of the ways that are in each mode, and in which modes there are any, by bits: mostly in one, or in none.
#[derive(Clone, Copy, Default)]
struct Ways {
    depths: [u32; WAYS],
    modes: u32,
}

impl Ways {
    fn reach(&mut self, way: usize, depth: u32) {
        let bit = 1 << way;
        if let Some(known) = self.depths.get_mut(way) {
            *known = if self.modes & bit == 0 {
                depth
            } else {
                depth.max(*known)
            };
            self.modes |= bit;
        }
    }
}

/// How deep collections in brackets can be, and at which byte they can first be deeper than `allowed`.
pub(super) fn deepest(text: &str, allowed: u32) -> (u32, usize) {
    let bytes = text.as_bytes();
    let is_opening = |byte: &u8| matches!(byte, b'[' | b'{');
    let mut ways = Ways::default();
    let (mut most, mut at) = (0, 0);
    let mut index = 0;
    loop {
        if ways.modes == 0 {
            // Nothing counts before the next bracket.
            let rest = bytes.get(index..).unwrap_or_default();
            match rest.iter().position(is_opening) {
                Some(skipped) => index += skipped,
                None => return (most, at),
            }
        }
        let Some(byte) = bytes.get(index).copied() else {
            return (most, at);
        };
        let before = index.checked_sub(1).and_then(|index| bytes.get(index));
        let before = before.copied().unwrap_or(b'\n');
        let behind = bytes.get(index + 1).copied().unwrap_or(b'\n');
        let mut next = Ways::default();
        let mut modes = ways.modes;
        while modes != 0 {
            let way = modes.trailing_zeros() as usize;
            modes &= modes - 1;
            if let Some(depth) = ways.depths.get(way) {
                step(&mut next, way, *depth, (before, byte, behind));
            }
        }
        if is_opening(&byte) {
            if can_precede(before) {
                next.reach(of(Mode::Fresh, false), 1);
            }
            let mut modes = next.modes;
            while modes != 0 {
                let way = modes.trailing_zeros() as usize;
                modes &= modes - 1;
                let depth = next.depths.get(way).copied().unwrap_or_default();
                if most <= allowed && depth > allowed {
                    at = index;
                }
                most = most.max(depth);
            }
        }
        ways = next;
        index += 1;
    }
}

/// Whether a collection can begin behind a character.
fn can_precede(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && !matches!(byte, b'/' | b'_' | b'.' | b'=')
}

fn of(mode: Mode, is_value: bool) -> usize {
    mode as usize + if is_value { MODES } else { 0 }
}

/// Follows a way by a character.
fn step(next: &mut Ways, way: usize, depth: u32, (before, byte, behind): (u8, u8, u8)) {
    let is_value = (MODES..COMMENT).contains(&way);
    let mut go = |mode: Mode, is_value: bool, depth: u32| next.reach(of(mode, is_value), depth);
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    // NEL, LS and PS end a line, too; here they may.
    let ends_line = matches!(byte, b'\n' | b'\r' | 0x85 | 0xa8 | 0xa9);
    if way == COMMENT {
        if ends_line {
            go(Mode::Fresh, false, depth);
        }
        if !matches!(byte, b'\n' | b'\r') {
            next.reach(COMMENT, depth);
        }
        return;
    }
    if way == PROPERTY {
        match byte {
            b'[' | b'{' => go(Mode::Fresh, false, depth + 1),
            b',' | b':' => go(Mode::Fresh, false, depth),
            byte if is_space(byte) || ends_line => go(Mode::Fresh, false, depth),
            _ => {}
        }
        if !is_space(byte) {
            next.reach(PROPERTY, depth);
        }
        return;
    }
    let mode = match way % MODES {
        0 => Mode::Fresh,
        1 => Mode::Plain,
        2 => Mode::Done,
        3 => Mode::Single,
        4 => Mode::Double,
        _ => Mode::Escape,
    };
    match mode {
        Mode::Escape => go(Mode::Double, is_value, depth),
        Mode::Double => match byte {
            b'\\' => go(Mode::Escape, is_value, depth),
            b'"' => go(Mode::Done, is_value, depth),
            _ => go(mode, is_value, depth),
        },
        Mode::Single if byte == b'\'' => go(Mode::Done, is_value, depth),
        Mode::Single => go(mode, is_value, depth),
        Mode::Fresh | Mode::Plain | Mode::Done if matches!(byte, b']' | b'}') => {
            if depth > 1 {
                go(Mode::Done, false, depth - 1);
            }
        }
        Mode::Fresh | Mode::Plain | Mode::Done if byte == b',' => go(Mode::Fresh, false, depth),
        Mode::Fresh => match byte {
            b'[' | b'{' => go(Mode::Fresh, false, depth + 1),
            b'"' => go(Mode::Double, is_value, depth),
            b'\'' => go(Mode::Single, is_value, depth),
            b':' => go(Mode::Fresh, true, depth),
            b'?' if is_space(behind) => go(Mode::Fresh, false, depth),
            b'!' | b'&' | b'*' => next.reach(PROPERTY, depth),
            b'#' => next.reach(COMMENT, depth),
            byte if is_space(byte) => go(mode, is_value, depth),
            _ => go(Mode::Plain, is_value, depth),
        },
        Mode::Plain => match byte {
            b'#' if is_space(before) => next.reach(COMMENT, depth),
            b':' if is_space(behind) || b",[]{}".contains(&behind) => {
                // A second colon is none of YAML: the way ends.
                if !is_value {
                    go(Mode::Fresh, true, depth);
                }
            }
            b'[' | b'{' => {}
            _ => go(mode, is_value, depth),
        },
        // Behind a value there is a comma, a colon or the end, or the way is none.
        Mode::Done => match byte {
            b'#' => next.reach(COMMENT, depth),
            // A quote that stands for itself in a text in single quotes is written twice.
            b'\'' if before == b'\'' => go(Mode::Single, is_value, depth),
            b':' if !is_value => go(Mode::Fresh, true, depth),
            byte if is_space(byte) => go(mode, is_value, depth),
            _ => {}
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_depth(text: &str, depth: u32) {
        assert_eq!(deepest(text, 0).0, depth, "{text:?}");
    }

    #[test]
    fn collections_are_as_deep_as_they_are() {
        assert_depth("a: [1, [2, {b: [3]}], []]\n", 4);
        assert_depth("a: {b: {c: 1}, d: {e: {}}}\n", 3);
        assert_depth("{\"a\":[{\"b\":[1]}],\"c\":{}}", 4);
        assert_depth("a: ['it''s ]', \"\\\"]\", x # a[b[c[\n]\n", 1);
        assert_depth("a: [ # ]\n  [1], 'x' # ]\n  , [2]]\n", 2);
        // What stands in a comment may be a collection, for all that is looked at.
        assert_depth("# [[\n", 2);
        assert_depth("a: [!t [1], &b [2], *b ]\n", 2);
        assert_depth("- [a, b]\n- [c]\n", 1);
        assert_depth("paths: {'/a/{id}': {get: {}}}\n", 3);
    }

    #[test]
    fn prose_is_none() {
        let prose = "description: |\n  a [b or {c\n  d: e\nnext: see [1, 10) and don't\nlast: x\n";
        // Each bracket begins a way that ends with the next key.
        assert!(deepest(&prose.repeat(1000), 0).0 <= 4);
        let paths = "/pets/{id}/toys/{toy}:\n  get: {summary: 'a [b'}\n";
        assert!(deepest(&paths.repeat(1000), 0).0 <= 3);
    }

    #[test]
    fn nothing_hides_depth() {
        // What looks as if it ended a collection, in each form in which it does not.
        for (open, what) in [
            ("[\"]\",", "quotes"),
            ("[']',", "single quotes"),
            ("['it''s ]',", "a doubled quote"),
            ("[\"\\\"]\",", "an escaped quote"),
            ("[ #]\n", "a comment"),
            ("[a,#]\n", "a comment behind a comma"),
            ("[ #\u{85}", "a line that ends otherwise"),
            ("[ #\u{2028}", "a line that ends otherwise"),
            ("{a: [\"}\",", "a value"),
            ("{\"a\":[\"}]\",", "a value behind a quoted key"),
            ("[!a ", "a tag"),
            ("[&a ", "an anchor"),
            ("{? ", "a key"),
            ("[a: ", "a pair"),
            ("['a':", "a pair with quotes"),
            ("[{}, [],", "what is empty"),
            ("[a#]b,", "no comment"),
        ] {
            let depth = deepest(&("x: ".to_owned() + &open.repeat(300)), 0).0;
            if what == "no comment" {
                // The bracket is one.
                assert!(depth <= 2, "{what}: {depth}");
            } else {
                assert!(depth >= 300, "{what}: {depth}");
            }
        }
    }
}
