//! The keys and values of a text of TOML.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finder::{Container, Finder};
use crate::config::position;

/// Finds what is looked for, if the text is TOML.
pub(super) fn search(text: &str, finder: &mut Finder) {
    let Ok(parsed) = DeTable::parse(text) else {
        return;
    };
    let start = parsed.span().start;
    let mut walk = Walk { text, finder };
    walk.table(parsed.get_ref(), start);
}

struct Walk<'t> {
    text: &'t str,
    finder: &'t mut Finder,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>, start: usize) {
        let position = position(self.text, start);
        self.finder.open(Container::Object, Some(position));
        for (key, value) in table {
            let position = self::position(self.text, key.span().start);
            self.finder.key(key.get_ref(), position);
            self.value(value);
        }
        self.finder.close();
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let start = value.span().start;
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, start),
            DeValue::Array(items) => {
                self.finder
                    .open(Container::List, Some(position(self.text, start)));
                for item in items {
                    self.value(item);
                }
                self.finder.close();
            }
            _ => self.finder.scalar(Some(position(self.text, start))),
        }
    }
}
