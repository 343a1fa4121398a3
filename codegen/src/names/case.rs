//! Words of a document in Rust's cases.
//!
//! In: any text. Out: an identifier's text, never empty and never beginning with a digit; keywords are not escaped
//! here (`keyword.rs`), clashes are not settled here (`taken.rs`).

use crate::truncate::begin;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// A case of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `UpperCamel`: types and variants.
    Type,
    /// `snake_case`: fields, functions and modules.
    Value,
    /// `SHOUTY_SNAKE`: statics.
    Static,
}

/// How much of a text becomes part of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbols {
    /// Symbols only separate words, except for a sign in front: `-created` is `minus_created`.
    Separate,
    /// Symbols are spelled: `a<b` is `a_less_b`.
    Spelled,
}

/// The text in a case, by the Rust API guidelines: an acronym is one word, `Uuid` and not `UUID`.
///
/// | text | `Type` | `Value` |
/// |---|---|---|
/// | `EntitlementType` | `EntitlementType` | `entitlement_type` |
/// | `HTTPValidationError` | `HttpValidationError` | `http_validation_error` |
/// | `userIDs`, `IPv4Address`, `iOSVersion` | `UserIds`, `Ipv4Address`, `IosVersion` | `user_ids`, `ipv4_address`, `ios_version` (`words.rs`) |
/// | `created_at__neq` | `CreatedAtNeq` | `created_at_neq` |
/// | `-created` | `MinusCreated` | `minus_created` |
/// | `2fa` | `N2fa` | `n2fa` |
/// | `+` | `Plus` | `plus` |
/// | (nothing) | `Empty` | `empty` |
/// | more than a line of text | its begin, with a mark that tells it from others | |
pub(super) fn convert(text: &str, case: Case, symbols: Symbols) -> String {
    let letters = begin(text, LONGEST_TEXT);
    let name = if letters.is_ascii() {
        whole(letters, case, symbols)
    } else {
        // In the one spelling of each letter that rustc compares identifiers by: `ﬁ` is `fi`.
        whole(&letters.nfkc().collect::<String>(), case, symbols)
    };
    if name.len() <= LONGEST_NAME && text.len() <= LONGEST_TEXT {
        return name;
    }
    let begin = begin(&name, LONGEST_NAME).trim_end_matches('_');
    let mark = fingerprint(text);
    match case {
        Case::Type => format!("{begin}X{mark:08x}"),
        Case::Value => format!("{begin}_x{mark:08x}"),
        Case::Static => format!("{begin}_X{mark:08X}"),
    }
}

/// The first words of a text that is too long for a name; `None`: it is not too long, or it begins with no word that is short.
pub(super) fn first_words(text: &str, case: Case) -> Option<String> {
    // A name is hardly longer than what it is made from.
    if text.len() <= LONGEST_NAME / 2 {
        return None;
    }
    let is_long = text.len() > LONGEST_TEXT
        || whole(begin(text, LONGEST_TEXT), case, Symbols::Separate).len() > LONGEST_NAME;
    if !is_long {
        return None;
    }
    let cut = begin(text, LONGEST_SENTENCE);
    let end = cut.rfind(char::is_whitespace)?;
    Some(convert(cut.get(..end)?, case, Symbols::Separate))
}

/// How much of a sentence is a name, in bytes.
const LONGEST_SENTENCE: usize = 60;

/// How long an identifier may be, in bytes: modules are files, and no file system takes more than 255 for a name.
const LONGEST_NAME: usize = 150;

/// How much of a text is looked at. Nothing that comes later would be in the name.
const LONGEST_TEXT: usize = 1000;

/// A mark that only depends on the text (FNV-1a).
pub(super) fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn whole(text: &str, case: Case, symbols: Symbols) -> String {
    let text = &super::words::unite(text);
    let spell = symbols == Symbols::Spelled || !text.chars().any(is_word);
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_word(c) {
            words.push(c);
        } else {
            words.push(' ');
            let sign = words.len() == 1
                && matches!(c, '+' | '-')
                && chars.peek().copied().is_some_and(is_word);
            if spell || sign {
                words.push_str(spelled(c));
                words.push(' ');
            }
        }
    }
    if words.trim().is_empty() {
        words = if text.is_empty() {
            "empty".to_owned()
        } else {
            "blank".to_owned()
        };
    }
    let mut name = match case {
        Case::Type => camel(&words),
        Case::Value => words.to_snake_case(),
        Case::Static => words.to_shouty_snake_case(),
    };
    if !name.starts_with(|first: char| unicode_ident::is_xid_start(first)) {
        name.insert(0, if case == Case::Value { 'n' } else { 'N' });
    }
    name
}

/// `UpperCamel`, with an underscore between digits that were apart: `1.0` is not `10`.
fn camel(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        let apart = name.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit());
        if apart {
            name.push('_');
        }
        name.push_str(&word.to_upper_camel_case());
    }
    name
}

/// Joins words, each converted on its own: `["loc", "item"]` is `LocItem`.
pub(super) fn join<'a>(words: impl IntoIterator<Item = &'a str>, case: Case) -> String {
    let words: Vec<String> = words
        .into_iter()
        .map(|word| convert(word, case, Symbols::Separate))
        .collect();
    words.join(if case == Case::Type { "" } else { "_" })
}

/// Whether a character can be part of an identifier's word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && unicode_ident::is_xid_continue(c)
}

fn spelled(symbol: char) -> &'static str {
    match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '?' => "question",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        '\'' => "quote",
        '"' => "double_quote",
        '≤' => "less_or_equal",
        '≥' => "greater_or_equal",
        '≠' => "not_equal",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        ' ' => "",
        _ => "symbol",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_told_apart() {
        let text = "a sentence rather than a name, ".repeat(10);
        let name = convert(&text, Case::Value, Symbols::Separate);
        assert!(
            name.starts_with("a_sentence_rather_than_a_name_a_sentence_"),
            "{name}"
        );
        assert!(name.len() <= LONGEST_NAME + 10, "{name}");
        let other = convert(&format!("{text}or not"), Case::Value, Symbols::Separate);
        assert_ne!(name, other);
        let wide = convert(&"ä".repeat(100_000), Case::Type, Symbols::Separate);
        assert!(wide.len() <= LONGEST_NAME + 10, "{wide}");
    }

    #[test]
    fn sentences_have_first_words() {
        let text = "The currency of this order is not one that the payee takes. ".repeat(4);
        let words = first_words(&text, Case::Type);
        assert_eq!(
            words.as_deref(),
            Some("TheCurrencyOfThisOrderIsNotOneThatThePayeeTakes")
        );
        assert_eq!(first_words("The currency of this order", Case::Type), None);
        assert_eq!(first_words(&"ä".repeat(2_000), Case::Type), None);
    }

    #[test]
    fn texts_become_names() {
        for (text, ty, value) in [
            ("EntitlementType", "EntitlementType", "entitlement_type"),
            (
                "HTTPValidationError",
                "HttpValidationError",
                "http_validation_error",
            ),
            ("USER", "User", "user"),
            ("userIDs", "UserIds", "user_ids"),
            ("iOSVersion", "IosVersion", "ios_version"),
            ("OAuth2Token", "Oauth2Token", "oauth2_token"),
            ("PDFs", "Pdfs", "pdfs"),
            ("xAxis", "XAxis", "x_axis"),
            ("created_at__neq", "CreatedAtNeq", "created_at_neq"),
            (
                "PaginatedResults_Foo_",
                "PaginatedResultsFoo",
                "paginated_results_foo",
            ),
            ("Get-entitlement", "GetEntitlement", "get_entitlement"),
            ("-created", "MinusCreated", "minus_created"),
            ("+1", "Plus1", "plus_1"),
            ("2fa", "N2fa", "n2fa"),
            ("+", "Plus", "plus"),
            ("≤", "LessOrEqual", "less_or_equal"),
            ("≠", "NotEqual", "not_equal"),
            ("", "Empty", "empty"),
            (" ", "Blank", "blank"),
            ("日本", "日本", "日本"),
            ("²", "N2", "n2"),
            ("ﬁle", "File", "file"),
            ("e\u{301}", "É", "é"),
            ("@type", "Type", "type"),
            ("1.0", "N1_0", "n1_0"),
            ("gpt-4-0613", "Gpt4_0613", "gpt_4_0613"),
        ] {
            assert_eq!(convert(text, Case::Type, Symbols::Separate), ty, "{text}");
            assert_eq!(
                convert(text, Case::Value, Symbols::Separate),
                value,
                "{text}"
            );
        }
        assert_eq!(convert("a<b", Case::Type, Symbols::Spelled), "ALessB");
    }
}
