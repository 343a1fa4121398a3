//! One attribute for the names of a whole struct, where the document writes them all in another case.
//!
//! In: the fields and their Rust names. Out: the rule of serde's `rename_all` that saves the most `rename`s, if one saves
//! more than one; fields that do not follow it keep their own.

use crate::ir::Field;

/// A rule of serde's `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Camel,
    Pascal,
    Kebab,
    Screaming,
}

impl Rule {
    const ALL: [Self; 4] = [Self::Camel, Self::Pascal, Self::Kebab, Self::Screaming];

    /// The rule for the fields of a struct.
    pub(super) fn of(fields: &[Field], names: &[String]) -> Option<Self> {
        let plain = |name: &String| {
            let letters = name
                .strip_prefix("r#")
                .unwrap_or(name)
                .trim_start_matches('_');
            letters.is_ascii() && !letters.is_empty()
        };
        // serde's rules are for names like these.
        if !names.iter().take(fields.len()).all(plain) {
            return None;
        }
        let renamed = |rule: Option<Self>| {
            let pairs = fields.iter().zip(names);
            pairs
                .filter(|(field, name)| !is_wire_name(rule, field, name))
                .count()
        };
        let without = renamed(None);
        let saved = |rule: Self| without.saturating_sub(renamed(Some(rule)));
        // Of equals, the first.
        let best = Self::ALL
            .into_iter()
            .rev()
            .max_by_key(|rule| saved(*rule))?;
        (saved(best) > 1).then_some(best)
    }

    /// What serde calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::Screaming => "SCREAMING_SNAKE_CASE",
        }
    }

    /// What serde makes of a name.
    fn apply(self, name: &str) -> String {
        match self {
            Self::Kebab => name.replace('_', "-"),
            Self::Screaming => name.to_ascii_uppercase(),
            Self::Pascal | Self::Camel => {
                let mut words = String::with_capacity(name.len());
                let mut begins = self == Self::Pascal;
                for c in name.chars() {
                    match c {
                        '_' => begins = begins || !words.is_empty() || self == Self::Pascal,
                        c if begins => {
                            begins = false;
                            words.push(c.to_ascii_uppercase());
                        }
                        c => words.push(c),
                    }
                }
                words
            }
        }
    }
}

/// Whether a field is called as in the document, under a rule.
pub(super) fn is_wire_name(rule: Option<Rule>, field: &Field, name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    match rule {
        Some(rule) => rule.apply(name) == field.wire_name,
        None => name == field.wire_name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_serde() {
        let cases = [
            (Rule::Camel, "created_at", "createdAt"),
            (Rule::Camel, "a1_b2", "a1B2"),
            (Rule::Camel, "_id", "id"),
            (Rule::Pascal, "created_at", "CreatedAt"),
            (Rule::Kebab, "created_at", "created-at"),
            (Rule::Screaming, "created_at", "CREATED_AT"),
        ];
        for (rule, name, wire_name) in cases {
            assert_eq!(rule.apply(name), wire_name, "{}", rule.name());
        }
    }
}
