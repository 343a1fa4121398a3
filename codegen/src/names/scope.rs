//! One namespace: every name in it once.
//!
//! In: for each item its ladder of candidate names, best first. Out: one identifier each. A name depends on the item
//! itself and on those before it, so something added at the end of a document never renames what stands before it;
//! and no number is ever counted up, so that something removed renumbers nothing.

use std::collections::BTreeSet;

use super::case::{Case, Symbols, convert, fingerprint};
use super::keyword;

/// The names that are taken in one namespace.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A namespace in which these names belong to others.
    pub(super) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            taken: names.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Leaves one more name to others.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Takes the first free name of a ladder; when none is free, the first with a mark made from `identity`, which
    /// tells the item from all others.
    pub(super) fn take(
        &mut self,
        ladder: impl IntoIterator<Item = String>,
        identity: &str,
        case: Case,
    ) -> String {
        let mut first = None;
        for name in ladder {
            if self.taken.insert(name.clone()) {
                return keyword::escape(name);
            }
            first.get_or_insert(name);
        }
        let first = first.unwrap_or_else(|| convert(identity, case, Symbols::Separate));
        let hash = fingerprint(identity);
        // Four digits are enough for people; where they are taken, the rest of them counts, too.
        let mut mark = (hash >> 16) ^ (hash & 0xffff);
        if self.taken.contains(&marked(&first, mark, case)) {
            mark = hash;
        }
        loop {
            let name = marked(&first, mark, case);
            if self.taken.insert(name.clone()) {
                return name;
            }
            mark = mark.wrapping_add(1);
        }
    }

    /// Takes a name for a text of the document.
    pub(super) fn take_text(&mut self, text: &str, case: Case) -> String {
        self.take(ladder(text, case), text, case)
    }

    /// Takes names for texts of one kind. Those that are written in Rust's way already come first, so that `foo_bar`
    /// cannot take the name of `FooBar`.
    pub(super) fn take_texts(&mut self, texts: &[&str], case: Case) -> Vec<String> {
        let mut names = vec![String::new(); texts.len()];
        for exact in [true, false] {
            for (name, text) in names.iter_mut().zip(texts) {
                if (convert(text, case, Symbols::Separate) == *text) == exact {
                    *name = self.take_text(text, case);
                }
            }
        }
        names
    }
}

/// The names that a text would like to have, best first.
pub(super) fn ladder(text: &str, case: Case) -> impl Iterator<Item = String> {
    let plain = convert(text, case, Symbols::Separate);
    let spelled = convert(text, case, Symbols::Spelled);
    let letters = if text.chars().any(char::is_uppercase) {
        "upper"
    } else {
        "lower"
    };
    let letters = convert(&format!("{letters}_{plain}"), case, Symbols::Separate);
    [plain, spelled, letters].into_iter()
}

fn marked(name: &str, mark: u32, case: Case) -> String {
    match case {
        Case::Type => format!("{name}X{mark:04x}"),
        Case::Value => format!("{name}_x{mark:04x}"),
        Case::Static => format!("{name}_X{mark:04X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str], case: Case) -> Vec<String> {
        Scope::default().take_texts(texts, case)
    }

    #[test]
    fn clashes_are_settled_by_what_tells_the_texts_apart() {
        assert_eq!(
            names(&["foo_bar", "FooBar"], Case::Type),
            ["FooUnderscoreBar", "FooBar"]
        );
        assert_eq!(names(&["a", "A"], Case::Type), ["LowerA", "A"]);
        assert_eq!(
            names(&["+1", "-1", "1"], Case::Type),
            ["Plus1", "Minus1", "N1"]
        );
        assert_eq!(
            names(&["type", "@type"], Case::Value),
            ["r#type", "at_type"]
        );
        assert_eq!(names(&["", "empty"], Case::Type), ["Empty", "LowerEmpty"]);
    }

    #[test]
    fn a_name_does_not_depend_on_what_comes_later() {
        let texts = ["a.b", "a-b", "a_b", "a b", "a/b", "A.B"];
        let all = names(&texts, Case::Value);
        for n in 1..texts.len() {
            // `a_b` is written in Rust's way, so it comes before the others wherever it stands.
            if texts[..n].contains(&"a_b") {
                assert_eq!(names(&texts[..n], Case::Value), all[..n]);
            }
        }
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), texts.len());
    }
}
