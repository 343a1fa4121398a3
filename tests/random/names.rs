//! Names that could mean something else where they come to stand.
//!
//! In: what the generator writes for the golden documents, and the macros that it calls. Out: every identifier in there, so
//! that a name which generated code begins to use is tried as the name of everything without anybody adding it to a list;
//! and names that are odd by themselves.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use crate::dice::Dice;
use crate::golden;

/// What generated code expands to.
const MACROS: [&str; 5] = [
    include_str!("../../codegen/runtime/src/table.rs"),
    include_str!("../../codegen/runtime/src/enums/open.rs"),
    include_str!("../../codegen/runtime/src/enums/closed.rs"),
    include_str!("../../codegen/runtime/src/enums/common.rs"),
    include_str!("../../codegen/runtime/src/lib.rs"),
];

/// What no client is written with.
const ODD: &[&str] = &[
    "",
    " ",
    "_",
    "__",
    "-",
    "+1",
    "-1",
    "1",
    "2fa",
    "3.0",
    "a.b",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "Ab",
    "A",
    "a b",
    "a/b",
    "a[b]",
    "a[]",
    "$ref",
    "@type",
    "#",
    "*",
    "ﬁ",
    "fi",
    "é",
    "e\u{301}",
    "²",
    "ß",
    "ſ",
    "İ",
    "ı",
    "日本",
    "ア",
    "ｱ",
    "消息模块",
    "🦀",
    "\u{200d}",
    "Ω",
    "Ω",
    "𝐀",
    "ª",
    "º",
    "a\u{200b}b",
    "type",
    "Type",
    "TYPE",
    "userIDs",
    "IPv4Address",
    "iOSVersion",
    "OAuth2Token",
    "HTTPValidationError",
    "created_at__gte",
    "created_at[gte]",
    "_id",
    "__typename",
    "macro_rules",
    "union",
    "auto",
    "default",
    "dyn",
    "async",
    "await",
    "gen",
    "try",
    "raw",
    "safe",
    "r#type",
    "'static",
    "i64",
    "u8",
    "str",
    "bool",
    "f64",
    "usize",
    "char",
    "never",
    "Self",
    "self",
    "super",
    "crate",
    "std",
    "core",
    "alloc",
    "serde",
    "tamis_runtime",
    "con",
    "nul",
    "aux",
    "lib",
    "main",
    "mod",
    "Iterator",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "Copy",
    "Eq",
    "Ord",
    "Hash",
    "ToString",
    "Some",
    "None",
    "Ok",
    "Err",
    "T",
    "U",
    "V",
    "W",
    "C",
    "D",
    "S",
    "E",
    "O",
];

/// The names.
#[derive(Debug)]
pub(crate) struct Pool(Vec<String>);

impl Pool {
    pub(crate) fn gather() -> Self {
        let mut names: BTreeSet<String> = ODD.iter().map(|name| (*name).to_owned()).collect();
        let mut texts: Vec<String> = MACROS.iter().map(|text| (*text).to_owned()).collect();
        for golden in golden::all() {
            let generated = golden.builder().generate(&golden.sources());
            let files = generated.iter().flat_map(tamis::Generated::files);
            texts.extend(files.map(|(_, text)| text.to_owned()));
        }
        for text in texts {
            if let Ok(tokens) = text.parse::<TokenStream>() {
                gather(tokens, &mut names);
            }
        }
        Self(names.into_iter().collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// One of them; sometimes in another case, or as a part of another name.
    pub(crate) fn pick(&self, dice: &mut Dice) -> String {
        let name = dice.pick(&self.0).clone();
        match dice.below(12) {
            0 => name.to_uppercase(),
            1 => name.to_lowercase(),
            2 => format!("{name}{}", dice.pick(&self.0)),
            3 => format!(
                "{name}_{}",
                dice.pick(&["request", "operation", "parameter", "operations", "2", "id"])
            ),
            4 => format!(
                "{name}{}",
                dice.pick(&[
                    "Request",
                    "Error",
                    "Output",
                    "Content",
                    "Item",
                    "Operation",
                    "Of",
                    "s"
                ])
            ),
            _ => name,
        }
    }

    /// So many different ones.
    pub(crate) fn several(&self, dice: &mut Dice, count: usize) -> Vec<String> {
        let names: BTreeSet<String> = (0..count).map(|_| self.pick(dice)).collect();
        names.into_iter().collect()
    }
}

fn gather(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => _ = names.insert(ident.to_string()),
            TokenTree::Group(group) => gather(group.stream(), names),
            _ => {}
        }
    }
}
