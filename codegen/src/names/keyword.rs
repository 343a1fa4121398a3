//! Rust's keywords: which identifiers must be written raw, and which cannot even be that.

/// Keywords of edition 2024, strict and reserved, that may be written `r#…`.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Makes an identifier of a word that has the right characters: `type` is `r#type`, `self` is `self_`.
pub(super) fn escape(word: String) -> String {
    if RAW.binary_search(&word.as_str()).is_ok() {
        format!("r#{word}")
    } else if matches!(word.as_str(), "self" | "Self" | "super" | "crate" | "_") {
        format!("{word}_")
    } else {
        word
    }
}

/// Whether the word is a keyword of any kind.
pub(super) fn is_keyword(word: &str) -> bool {
    RAW.binary_search(&word).is_ok() || matches!(word, "self" | "Self" | "super" | "crate")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(RAW.is_sorted());
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(escape("type".into()), "r#type");
        assert_eq!(escape("self".into()), "self_");
        assert_eq!(escape("kind".into()), "kind");
    }
}
