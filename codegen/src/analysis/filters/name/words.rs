//! The words that a name is made of: `minPrice`, `min_price`, `min-price`.

use std::borrow::Cow;

/// The ways to cut a name between two words: at `_`, at `-`, and before a capital letter.
pub(super) fn joints(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = name.as_bytes();
    name.char_indices().filter_map(move |(at, c)| match c {
        '_' | '-' => Some((name.get(..at)?, name.get(at + 1..)?)),
        'A'..='Z' => {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at))?;
            let ends_a_word = before.is_ascii_lowercase() || before.is_ascii_digit();
            let cut = || Some((name.get(..at)?, name.get(at..)?));
            ends_a_word.then(cut).flatten()
        }
        _ => None,
    })
}

/// The rest of a name, as it would be called by itself: `price` of `minPrice`.
pub(super) fn uncapitalised<'n>(whole: &str, rest: &'n str) -> Cow<'n, str> {
    match rest.split_at_checked(1) {
        Some((first, others)) if whole.starts_with(|c: char| c.is_ascii_lowercase()) => {
            Cow::Owned(format!("{}{others}", first.to_ascii_lowercase()))
        }
        _ => Cow::Borrowed(rest),
    }
}

/// `notIn` as `not_in`; words that are in snake case already stay what they are.
pub(super) fn snake(word: &str) -> String {
    let mut snake = String::with_capacity(word.len() + 2);
    for c in word.chars() {
        if c.is_ascii_uppercase() {
            if !snake.is_empty() {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        } else {
            snake.push(c);
        }
    }
    snake
}
