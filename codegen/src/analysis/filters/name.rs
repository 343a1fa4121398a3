//! How a parameter's name comes apart into a stem and an operator.
//!
//! In: a name as it travels; nothing is lost to case conversion yet, because `created_at__gte` and `created_at_gte`
//! would be the same after it; and what was chosen for it. Out: a [`Split`], or nothing. The strongest notation wins:
//!
//! | name                       | convention       | stem                 | operator           |
//! |----------------------------|------------------|----------------------|--------------------|
//! | `StartTime>`               | symbol           | `StartTime`          | `>`                |
//! | `filter[created_at][$gte]` | nested bracket   | `filter[created_at]` | `gte`              |
//! | `ids[in][]`                | bracket          | `ids`                | `in`               |
//! | `address__city__in`        | double underscore| `address__city`      | `in` (the last)    |
//! | `created_at.on_or_after`   | dot              | `created_at`         | `on_or_after`      |
//! | `posted_gte`, `postedGte`  | suffix           | `posted`             | `gte`              |
//! | `created_after`, `min_age` | word             | `created`, `age`     | `after`, `min`     |
//! | `createdAfter`, `maxPrice` | word             | `created`, `price`   | `after`, `max`     |
//! | `filter[min_age]`          | word             | `filter[age]`        | `min`              |
//! | `created_at.after`, `name__search` | dot, double underscore | `created_at`, `name` | `after`, `search`, if `meaning.rs` agrees |
//! | `device__name`, `page[size]`, `x__gt_or_isnull` | none | | |

#[cfg(test)]
mod tests;
mod words;

use self::words::{joints, snake, uncapitalised};
use super::Convention;
use super::choices::{About, Setting};
use super::vocabulary;
use crate::ir::filters::{Meaning, Op};

/// A name taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split {
    pub(super) convention: Convention,
    pub(super) stem: String,
    pub(super) op: Op,
    /// Who said what the operator means, if that is not its usual meaning.
    pub(super) told: Option<String>,
}

/// What a name says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    /// How it comes apart; `None`: it has no operator.
    pub(super) split: Option<Split>,
    /// What it would be, had nobody chosen otherwise.
    pub(super) declined: Option<Declined>,
}

/// An operator that by choice is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declined {
    pub(super) convention: Convention,
    pub(super) stem: String,
    pub(super) reason: String,
}

/// What one notation makes of a name.
enum Match {
    Operator(Split),
    Declined(Declined),
}

/// Takes a name apart.
pub(super) fn read(name: &str, about: &About<'_>) -> Reading {
    let notations: [fn(&str, &About<'_>) -> Option<Match>; 6] =
        [symbol, bracket, double_underscore, dot, suffix, word];
    let mut declined = None;
    for notation in notations {
        let told = match notation(name, about) {
            None => continue,
            Some(Match::Declined(found)) => {
                declined.get_or_insert(found);
                continue;
            }
            Some(Match::Operator(split)) => {
                let chosen = about.convention(split.convention, &split.stem);
                match chosen.filter(|chosen| !chosen.value) {
                    Some(chosen) => Declined {
                        reason: format!(
                            "the convention `{}` is turned off, says {}",
                            split.convention.name(),
                            chosen.by
                        ),
                        convention: split.convention,
                        stem: split.stem,
                    },
                    None => {
                        let split = Some(split);
                        return Reading { split, declined };
                    }
                }
            }
        };
        declined.get_or_insert(told);
    }
    Reading {
        split: None,
        declined,
    }
}

fn symbol(name: &str, about: &About<'_>) -> Option<Match> {
    let is_symbol = |word: &&str| !word.is_empty() && !word.contains(char::is_alphanumeric);
    let usual = vocabulary::SYMBOLS.iter().map(|(symbol, _)| *symbol);
    let mut symbols: Vec<&str> = usual.chain(about.words().filter(is_symbol)).collect();
    // `<=` before `=`.
    symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.len()));
    symbols.into_iter().find_map(|symbol| {
        let stem = name.strip_suffix(symbol)?;
        found(about, Convention::Symbol, stem, symbol, vocabulary::symbol)
    })
}

fn bracket(name: &str, about: &About<'_>) -> Option<Match> {
    let name = name.strip_suffix("[]").unwrap_or(name);
    let (stem, word) = name.strip_suffix(']')?.rsplit_once('[')?;
    let word = word.strip_prefix(['$', '_']).unwrap_or(word);
    let convention = if stem.contains('[') {
        Convention::NestedBracket
    } else {
        Convention::Bracket
    };
    found(about, convention, stem, word, |word| {
        vocabulary::operator(&snake(word))
    })
}

fn double_underscore(name: &str, about: &About<'_>) -> Option<Match> {
    let (stem, word) = name.rsplit_once("__")?;
    found(about, Convention::DoubleUnderscore, stem, word, |word| {
        vocabulary::operator(word).or_else(|| vocabulary::search_word(word))
    })
}

fn dot(name: &str, about: &About<'_>) -> Option<Match> {
    let (stem, word) = name.rsplit_once('.')?;
    found(about, Convention::Dot, stem, word, |word| {
        vocabulary::operator(&snake(word))
    })
}

fn suffix(name: &str, about: &About<'_>) -> Option<Match> {
    // Behind a double underscore or a bracket, a single underscore belongs to a word: `x__gt_or_isnull`.
    if name.contains("__") || name.contains(['[', '.']) {
        return None;
    }
    // The longest first: `not_in` before `in`.
    joints(name).find_map(|(stem, word)| {
        let word = snake(word);
        // What somebody says of `after` is said of ranges.
        if vocabulary::is_bound(&word) {
            return None;
        }
        found(about, Convention::Suffix, stem, &word, vocabulary::suffix)
    })
}

fn word(name: &str, about: &About<'_>) -> Option<Match> {
    // `filter[created_after]` is about `filter[created]`.
    let (before, inner, behind) = match name.strip_suffix(']') {
        Some(open) => {
            let (before, inner) = open.rsplit_once('[')?;
            (format!("{before}["), inner, "]")
        }
        None => (String::new(), name, ""),
    };
    let bound = |stem: &str, word: &str, usual: fn(&str) -> Option<Op>| {
        let stem = format!("{before}{stem}{behind}");
        let split = match found(about, Convention::Word, &stem, &snake(word), usual)? {
            Match::Operator(split) => split,
            declined @ Match::Declined(_) => return Some(declined),
        };
        split.op.is_ordering().then_some(Match::Operator(split))
    };
    if inner.contains("__") {
        return None;
    }
    let at_the_end =
        joints(inner).find_map(|(stem, word)| bound(stem, word, vocabulary::bound_behind));
    at_the_end.or_else(|| {
        joints(inner).find_map(|(word, stem)| {
            bound(&uncapitalised(inner, stem), word, vocabulary::bound_before)
        })
    })
}

/// What stands behind a stem, if it is an operator or was said to be none.
fn found(
    about: &About<'_>,
    convention: Convention,
    stem: &str,
    word: &str,
    usual: impl Fn(&str) -> Option<Op>,
) -> Option<Match> {
    if !stem.contains(char::is_alphanumeric) {
        return None;
    }
    let usual = usual(word);
    let split = |op, told| {
        Some(Match::Operator(Split {
            convention,
            stem: stem.to_owned(),
            op,
            told,
        }))
    };
    let Some(Setting { value, by, .. }) = told(about, word, stem) else {
        return split(usual?, None);
    };
    match value {
        Meaning::Operator(op) => split(op, Some(by)),
        Meaning::NoOperator => {
            usual?;
            Some(Match::Declined(Declined {
                convention,
                stem: stem.to_owned(),
                reason: format!("`{word}` is no operator, says {by}"),
            }))
        }
    }
}

/// What was said of a word, as it stands there or in snake case.
pub(super) fn told(about: &About<'_>, word: &str, stem: &str) -> Option<Setting<Meaning>> {
    let in_snake_case = snake(word);
    [word, &in_snake_case].into_iter().find_map(|word| {
        about.note_word(word);
        about.word(word, stem)
    })
}
