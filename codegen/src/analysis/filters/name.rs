//! How a parameter's name comes apart into a stem and an operator.
//!
//! In: a name as it travels; nothing is lost to case conversion yet, because `created_at__gte` and `created_at_gte`
//! would be the same after it. Out: a [`Split`], or nothing. The strongest notation wins:
//!
//! | name                       | convention       | stem                 | operator           |
//! |----------------------------|------------------|----------------------|--------------------|
//! | `StartTime>`               | symbol           | `StartTime`          | `>`                |
//! | `filter[created_at][$gte]` | bracket          | `filter[created_at]` | `gte`              |
//! | `ids[in][]`                | bracket          | `ids`                | `in`               |
//! | `address__city__in`        | double underscore| `address__city`      | `in` (the last)    |
//! | `created_at.on_or_after`   | dot              | `created_at`         | `on_or_after`      |
//! | `posted_gte`, `postedGte`  | suffix           | `posted`             | `gte`              |
//! | `created_after`, `min_age` | word             | `created`, `age`     | `after`, `min`     |
//! | `created_at.after`, `name__search` | dot, double underscore | `created_at`, `name` | `after`, `search`, if `meaning.rs` agrees |
//! | `device__name`, `page[size]`, `x__gt_or_isnull` | none | | |

use super::Convention;
use super::op::Op;
use super::vocabulary;

/// A name taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split<'a> {
    pub(super) convention: Convention,
    pub(super) stem: &'a str,
    pub(super) op: Op,
}

/// Takes a name apart; `None`: it has no operator.
pub(super) fn split(name: &str) -> Option<Split<'_>> {
    symbol(name)
        .or_else(|| bracket(name))
        .or_else(|| double_underscore(name))
        .or_else(|| dot(name))
        .or_else(|| suffix(name))
        .or_else(|| word(name))
}

fn symbol(name: &str) -> Option<Split<'_>> {
    vocabulary::SYMBOLS
        .into_iter()
        .find_map(|(symbol, op)| named(Convention::Symbol, name.strip_suffix(symbol)?, op))
}

fn bracket(name: &str) -> Option<Split<'_>> {
    let name = name.strip_suffix("[]").unwrap_or(name);
    let (stem, word) = name.strip_suffix(']')?.rsplit_once('[')?;
    let word = word.strip_prefix(['$', '_']).unwrap_or(word);
    let op = vocabulary::operator(&snake(word))?;
    named(Convention::Bracket, stem, op)
}

fn double_underscore(name: &str) -> Option<Split<'_>> {
    let (stem, word) = name.rsplit_once("__")?;
    let op = vocabulary::operator(word).or_else(|| vocabulary::search_word(word))?;
    named(Convention::DoubleUnderscore, stem, op)
}

fn dot(name: &str) -> Option<Split<'_>> {
    let (stem, word) = name.rsplit_once('.')?;
    named(Convention::Dot, stem, vocabulary::operator(&snake(word))?)
}

fn suffix(name: &str) -> Option<Split<'_>> {
    // Behind a double underscore or a bracket, a single underscore belongs to a word: `x__gt_or_isnull`.
    if name.contains("__") || name.contains(['[', '.']) {
        return None;
    }
    let snake_case = || {
        // `not_in` before `in`.
        let (stem, word) = name
            .strip_suffix("_not_in")
            .map(|stem| (stem, "not_in"))
            .or_else(|| name.rsplit_once('_'))?;
        named(Convention::Suffix, stem, vocabulary::suffix(word)?)
    };
    let camel_case = || {
        let at = name.rfind(|c: char| c.is_ascii_uppercase())?;
        let (stem, word) = (name.get(..at)?, name.get(at..)?);
        let ends_a_word = stem.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        let op = vocabulary::suffix(&word.to_ascii_lowercase()).filter(|_| ends_a_word)?;
        named(Convention::Suffix, stem, op)
    };
    snake_case().or_else(camel_case)
}

fn word(name: &str) -> Option<Split<'_>> {
    let behind = || {
        let (stem, word) = name.rsplit_once('_')?;
        named(Convention::Word, stem, vocabulary::bound_behind(word)?)
    };
    let before = || {
        let (word, stem) = name.split_once('_')?;
        named(Convention::Word, stem, vocabulary::bound_before(word)?)
    };
    behind().or_else(before)
}

fn named(convention: Convention, stem: &str, op: Op) -> Option<Split<'_>> {
    stem.contains(|c: char| c.is_alphanumeric())
        .then_some(Split {
            convention,
            stem,
            op,
        })
}

/// `notIn` as `not_in`; words that are in snake case already stay what they are.
fn snake(word: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, (convention, stem, op): (Convention, &str, Op)) {
        let expected = Split {
            convention,
            stem,
            op,
        };
        assert_eq!(split(name), Some(expected), "{name}");
    }

    #[test]
    fn names_come_apart_at_the_strongest_notation() {
        use Convention::{Bracket, Dot, DoubleUnderscore, Suffix, Symbol, Word};
        check("StartTime>", (Symbol, "StartTime", Op::Gt));
        check("price<=", (Symbol, "price", Op::Lte));
        check("created_at[gte]", (Bracket, "created_at", Op::Gte));
        check("createdAt[$notIn]", (Bracket, "createdAt", Op::NotIn));
        check("filter[a][eq]", (Bracket, "filter[a]", Op::Eq));
        check("ids[in][]", (Bracket, "ids", Op::In));
        check("id__in", (DoubleUnderscore, "id", Op::In));
        check("a__b__in", (DoubleUnderscore, "a__b", Op::In));
        check("at.on_or_after", (Dot, "at", Op::Gte));
        check("posted_gte", (Suffix, "posted", Op::Gte));
        check("postedGte", (Suffix, "posted", Op::Gte));
        check("state_not_in", (Suffix, "state", Op::NotIn));
        check("created_after", (Word, "created", Op::Gte));
        check("min_age", (Word, "age", Op::Gte));
    }

    #[test]
    fn relations_and_look_alikes_are_not_operators() {
        for name in [
            "device__name",
            "x__slug",
            "x__gt_or_isnull",
            "created_at__date",
            "page[size]",
            "page[number]",
            "filter[name]",
            "expand[]",
            "period.unit",
            "__in",
            "in",
            "gte",
            "[gte]",
            "<",
            "signin",
            "origin",
            "begin",
            "GTE",
        ] {
            assert_eq!(split(name), None, "{name}");
        }
    }

    #[test]
    fn a_strange_name_comes_apart_at_character_boundaries() {
        check(
            "größe__gte",
            (Convention::DoubleUnderscore, "größe", Op::Gte),
        );
        check("größeGte", (Convention::Suffix, "größe", Op::Gte));
        assert_eq!(split("日__"), None);
        assert_eq!(split("é["), None);
    }
}
