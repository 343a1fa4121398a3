//! The words that servers use for operators: a closed list, so that nothing else is ever taken for one.
//!
//! In: a word that stands in an operator's position. Out: what it means. The rule tables below are the whole of it;
//! which position counts is for `name.rs`.

use crate::ir::filters::{Op, TextOp, TextTest};

/// What a word means behind `__`, in brackets, or behind a dot; `None`: it is no operator.
pub(super) fn operator(word: &str) -> Option<Op> {
    comparison(word)
        .or_else(|| list(word))
        .or_else(|| flag(word))
        .or_else(|| text(word).map(Op::Text))
        .or_else(|| strict_word(word))
}

/// What `after` means, if it is an operator and its description does not say otherwise (`meaning.rs`).
pub(super) fn strict_word(word: &str) -> Option<Op> {
    Some(match word {
        "after" => Op::Gt,
        "before" => Op::Lt,
        _ => return None,
    })
}

/// What `search` means behind `__`, where it is a lookup of Django; mostly it is not (`meaning.rs`).
pub(super) fn search_word(word: &str) -> Option<Op> {
    (word == "search").then_some(Op::Text(TextOp {
        test: TextTest::Search,
        ignore_case: false,
        negated: false,
    }))
}

/// Whether a word says that the bound is included, and so implies that `after` excludes it.
pub(super) fn is_inclusive_word(word: &str) -> bool {
    matches!(word, "on_or_after" | "on_or_before")
}

/// `gte`, `neq`, and what else compares with one value.
fn comparison(word: &str) -> Option<Op> {
    Some(match word {
        "eq" | "equals" | "exact" => Op::Eq,
        "ne" | "neq" | "not" | "not_eq" | "not_equals" | "n" => Op::Ne,
        "gt" | "greater_than" => Op::Gt,
        "gte" | "ge" | "greater_than_equal" | "greater_than_or_equal" | "on_or_after" => Op::Gte,
        "lt" | "less_than" => Op::Lt,
        "lte" | "le" | "less_than_equal" | "less_than_or_equal" | "on_or_before" => Op::Lte,
        _ => return None,
    })
}

/// `in`, `range`, and what else takes a list.
fn list(word: &str) -> Option<Op> {
    Some(match word {
        "in" | "any_of" | "oeq" => Op::In,
        "not_in" | "nin" | "notin" | "none_of" => Op::NotIn,
        "range" | "between" => Op::Between,
        "overlap" => Op::Overlap,
        "contained_by" => Op::ContainedBy,
        "any" => Op::Any,
        "all" | "allin" => Op::All,
        _ => return None,
    })
}

/// `isnull`, `exists`, and what else takes `true` or `false`.
fn flag(word: &str) -> Option<Op> {
    Some(match word {
        "isnull" | "is_null" | "null" => Op::IsNull,
        "notnull" | "not_null" | "isnotnull" | "is_not_null" => Op::NotNull,
        "exists" | "specified" => Op::Exists,
        "empty" | "isempty" | "is_empty" => Op::Empty,
        _ => return None,
    })
}

/// `icontains`, `nisw`, and what else tests text.
fn text(word: &str) -> Option<TextOp> {
    use TextTest::{Contains, Ends, Like, Regex, Starts, Whole};
    // The word, the test, whether case is ignored, whether it is negated.
    let (test, ignore_case, negated) = match word {
        "contains" | "contain" => (Contains, false, false),
        "icontains" | "containsi" | "ic" => (Contains, true, false),
        "not_contains" | "ncontains" | "does_not_contain" => (Contains, false, true),
        "not_icontains" | "nicontains" | "not_containsi" | "nic" => (Contains, true, true),
        "startswith" | "starts_with" => (Starts, false, false),
        "istartswith" | "starts_withi" | "isw" => (Starts, true, false),
        "nisw" => (Starts, true, true),
        "endswith" | "ends_with" => (Ends, false, false),
        "iendswith" | "ends_withi" | "iew" => (Ends, true, false),
        "niew" => (Ends, true, true),
        "iexact" | "eqi" | "ie" => (Whole, true, false),
        "nie" | "nei" => (Whole, true, true),
        "like" => (Like, false, false),
        "ilike" => (Like, true, false),
        "not_like" | "nlike" => (Like, false, true),
        "not_ilike" | "nilike" => (Like, true, true),
        "regex" => (Regex, false, false),
        "iregex" => (Regex, true, false),
        _ => return None,
    };
    Some(TextOp {
        test,
        ignore_case,
        negated,
    })
}

/// What a word means behind a single underscore, where most words are just part of a name.
pub(super) fn suffix(word: &str) -> Option<Op> {
    Some(match word {
        "gt" => Op::Gt,
        "gte" | "ge" => Op::Gte,
        "lt" => Op::Lt,
        "lte" | "le" => Op::Lte,
        "ne" | "neq" => Op::Ne,
        "in" => Op::In,
        "nin" | "not_in" => Op::NotIn,
        "isnull" => Op::IsNull,
        _ => return None,
    })
}

/// What a symbol at the end of a name means, unless the server says otherwise.
pub(super) const SYMBOLS: [(&str, Op); 5] = [
    ("<=", Op::Lte),
    (">=", Op::Gte),
    ("!=", Op::Ne),
    ("<", Op::Lt),
    (">", Op::Gt),
];

/// What a symbol means.
pub(super) fn symbol(symbol: &str) -> Option<Op> {
    SYMBOLS
        .iter()
        .find(|(listed, _)| *listed == symbol)
        .map(|(_, op)| op.clone())
}

/// Whether a word sets a bound of a range.
pub(super) fn is_bound(word: &str) -> bool {
    bound_behind(word).is_some()
}

/// Words behind a name that set a bound of a range, whether inclusive or not nobody knows.
pub(super) fn bound_behind(word: &str) -> Option<Op> {
    Some(match word {
        "after" | "since" | "min" | "from" | "start" => Op::Gte,
        "before" | "until" | "max" | "to" | "end" => Op::Lte,
        _ => return None,
    })
}

/// Words before a name that do.
pub(super) fn bound_before(word: &str) -> Option<Op> {
    Some(match word {
        "min" | "from" | "start" => Op::Gte,
        "max" | "to" | "end" => Op::Lte,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_well_known_servers_mean_what_they_say_there() {
        let text = |test, ignore_case, negated| {
            Op::Text(TextOp {
                test,
                ignore_case,
                negated,
            })
        };
        for (word, op) in [
            // fastapi-filter, Django.
            ("neq", Op::Ne),
            ("isnull", Op::IsNull),
            ("istartswith", text(TextTest::Starts, true, false)),
            ("range", Op::Between),
            // NetBox.
            ("n", Op::Ne),
            ("nisw", text(TextTest::Starts, true, true)),
            ("nie", text(TextTest::Whole, true, true)),
            ("empty", Op::Empty),
            // JHipster.
            ("greater_than_or_equal", Op::Gte),
            ("does_not_contain", text(TextTest::Contains, false, true)),
            ("specified", Op::Exists),
            // Strapi, Payload.
            ("not_null", Op::NotNull),
            ("containsi", text(TextTest::Contains, true, false)),
            ("greater_than_equal", Op::Gte),
            // Kong.
            ("oeq", Op::In),
            // Increase.
            ("on_or_before", Op::Lte),
        ] {
            assert_eq!(operator(word), Some(op), "{word}");
        }
        for word in [
            "slug",
            "name",
            "size",
            "date",
            "year",
            "search",
            "or_isnull",
            "id",
            "",
        ] {
            assert_eq!(operator(word), None, "{word}");
        }
    }
}
