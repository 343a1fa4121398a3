//! One namespace: every name in it once.
//!
//! In: for each item its ladder of candidate names, best first. Out: one identifier each. A name depends on the item
//! itself and on those before it, so something added at the end of a document never renames what stands before it;
//! and no number is ever counted up, so that something removed renumbers nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Symbols, convert, fingerprint, first_words};
use super::keyword;
use super::ledger::{Kind, Ledger};

/// The names that are taken in one namespace.
#[derive(Debug, Default)]
pub(super) struct Taken<'l> {
    taken: BTreeSet<String>,
    of: Option<Namespace<'l>>,
}

/// A namespace in which some names are settled.
#[derive(Debug)]
struct Namespace<'l> {
    ledger: &'l Ledger<'l>,
    kind: Kind,
    owner: String,
    pins: BTreeMap<String, String>,
}

impl<'l> Taken<'l> {
    /// A namespace in which these names belong to others.
    pub(super) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            taken: names.into_iter().map(str::to_owned).collect(),
            of: None,
        }
    }

    /// Takes the names that are settled for what is called so and so in it.
    pub(super) fn of(mut self, ledger: &'l Ledger<'l>, kind: Kind, owner: &str) -> Self {
        if !ledger.is_kept() {
            return self;
        }
        let mut pins = BTreeMap::new();
        for (key, pin) in ledger.pins(kind, owner) {
            let plain = pin.name.strip_prefix("r#").unwrap_or(&pin.name);
            if self.taken.insert(plain.to_owned()) {
                pins.insert(key, pin.name);
            } else {
                ledger.refuse(&key, &pin);
            }
        }
        self.of = Some(Namespace {
            ledger,
            kind,
            owner: owner.to_owned(),
            pins,
        });
        self
    }

    /// Leaves one more name to others.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Takes the first free name of a ladder; when none is free, the first with a mark made from `identity`, which
    /// tells the item from all others. The name that is settled for it comes before any.
    pub(super) fn take(
        &mut self,
        ladder: impl IntoIterator<Item = String>,
        identity: &str,
        case: Case,
    ) -> String {
        self.take_for(&[identity.to_owned()], ladder, identity, case)
    }

    /// The same for something that is known by these names: the first of them for which a name is settled counts.
    pub(super) fn take_for(
        &mut self,
        keys: &[String],
        ladder: impl IntoIterator<Item = String>,
        identity: &str,
        case: Case,
    ) -> String {
        let keys = self.of.as_ref().map(|of| of.told_apart(keys));
        let keys = keys.unwrap_or_default();
        let settled = self
            .of
            .as_mut()
            .and_then(|of| keys.iter().find_map(|key| of.pins.remove(key)));
        let name = match settled {
            Some(name) => name,
            None => self.make(ladder, identity, case),
        };
        if let Some(of) = &self.of {
            for key in &keys {
                of.ledger.give((of.kind, &of.owner), key, case, &name);
            }
        }
        name
    }

    fn make(
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
        let keyed: Vec<_> = texts.iter().map(|text| (*text, *text)).collect();
        self.take_keyed(&keyed, case)
    }

    /// The same for texts that are not what the things are known by: each behind that.
    pub(super) fn take_keyed(&mut self, texts: &[(&str, &str)], case: Case) -> Vec<String> {
        let mut names = vec![String::new(); texts.len()];
        let plain = |(_, text): &(&str, &str)| convert(text, case, Symbols::Separate);
        let plain: Vec<String> = texts.iter().map(plain).collect();
        for exact in [true, false] {
            for (index, (key, text)) in texts.iter().enumerate() {
                let plain = &plain[index];
                if (plain == text) == exact {
                    let ladder = ladder_from(plain.clone(), text, case);
                    names[index] = self.take_for(&[(*key).to_owned()], ladder, text, case);
                }
            }
        }
        names
    }
}

impl Namespace<'_> {
    /// The names of a thing, each with a number where another thing has it already.
    fn told_apart(&self, keys: &[String]) -> Vec<String> {
        let apart = |key: &String| {
            let mut apart = key.clone();
            let mut number = 1;
            while self.ledger.has(self.kind, &self.owner, &apart) {
                number += 1;
                apart = format!("{key} ({number})");
            }
            apart
        };
        keys.iter().map(apart).collect()
    }
}

/// The names that a text would like to have, best first.
pub(super) fn ladder(text: &str, case: Case) -> impl Iterator<Item = String> {
    ladder_from(convert(text, case, Symbols::Separate), text, case)
}

/// The same from its first step. The others are made only where that is taken, which is seldom.
fn ladder_from(plain: String, text: &str, case: Case) -> impl Iterator<Item = String> {
    let first = plain.clone();
    let spelled = move || convert(text, case, Symbols::Spelled);
    let letters = move || {
        let letters = if text.chars().any(char::is_uppercase) {
            "upper"
        } else {
            "lower"
        };
        convert(&format!("{letters}_{plain}"), case, Symbols::Separate)
    };
    first_words(text, case)
        .into_iter()
        .chain(std::iter::once(first))
        .chain(std::iter::once_with(spelled))
        .chain(std::iter::once_with(letters))
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
        Taken::default().take_texts(texts, case)
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
