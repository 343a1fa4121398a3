//! The name of a crate: from the title of the API, or as the user gave it.

use tamis::{Code, Diagnostic, Error};

/// The name of a crate for an API of this title: `Pet Store` gives `pet-store-client`.
pub(super) fn from_title(title: &str) -> String {
    let mut name = String::new();
    for character in title.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    match name.chars().next() {
        None => "api-client".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api-{name}-client"),
        Some(_) if name == "client" || name.ends_with("-client") => name.to_owned(),
        Some(_) => format!("{name}-client"),
    }
}

/// Refuses what cargo refuses.
pub(super) fn check(name: &str) -> Result<(), Error> {
    let starts_well = name
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let is_plain = name
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    if starts_well && is_plain && !RESERVED.contains(&name) {
        return Ok(());
    }
    Err(Diagnostic::general(
        Code::CRATE_NAME,
        format!("`{name}` cannot be the name of a crate"),
    )
    .help("use letters, digits, `-` and `_`, begin with a letter, and take no word of Rust's own")
    .into())
}

/// Rust's words, and the crates and folders that cargo keeps for itself.
const RESERVED: &[&str] = &[
    "Self",
    "_",
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_cargo_takes() {
        for (title, name) in [
            ("Pet Store", "pet-store-client"),
            ("zenskar", "zenskar-client"),
            ("The *Real* API (v2)", "the-real-api-v2-client"),
            ("Some client", "some-client"),
            ("3scale", "api-3scale-client"),
            ("日本", "api-client"),
            ("", "api-client"),
        ] {
            assert_eq!(from_title(title), name);
            assert!(check(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn names_that_cargo_refuses() {
        for name in ["", "1a", "a b", "a.b", "../a", "struct", "a\n", "-a"] {
            assert!(check(name).is_err(), "{name:?}");
        }
    }
}
