//! Random texts, among them what is syntax somewhere: quotes, backslashes, operators, control characters, escapes.

use fastrand::Rng;

/// Pieces that would end a literal, or mean something behind its end.
const PIECES: [&str; 34] = [
    "'",
    "''",
    "\"",
    "\\",
    "\\\\",
    "\\\"",
    "\\u0022",
    "%27",
    "%22",
    "&",
    "=",
    "#",
    "+",
    ";",
    ",",
    "(",
    ")",
    "*",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{7f}",
    "\u{2028}",
    "é",
    "𝄞",
    " or 1 eq 1",
    " and x ne null",
    " OR a = b",
    "name==x",
    "{\"$ne\":null}",
    " ",
    "null",
    "a",
];

/// A text of up to eight such pieces and other characters.
pub(crate) fn text(dice: &mut Rng) -> String {
    let count = dice.usize(..8);
    let mut text = String::new();
    for _ in 0..count {
        match dice.u8(..4) {
            0 => text.push(dice.char(..)),
            1 => text.push(dice.alphanumeric()),
            _ => text.push_str(PIECES[dice.usize(..PIECES.len())]),
        }
    }
    text
}
