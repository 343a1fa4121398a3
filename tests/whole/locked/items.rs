//! The public items of a client, by the words of its source.
//!
//! In: generated files. Out: `types struct Pet`, and each member and variant, whether it is written out or stands in a table
//! of the runtime's macros: every identifier that begins a line of a declaration.

use std::collections::BTreeSet;

use tamis::Generated;

/// All public items.
pub(crate) fn of(generated: &Generated) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    for (file, text) in generated.files() {
        // Which of its files something is in, no path in a program says.
        let file = file.split(['/', '.']).next().unwrap_or(file);
        let mut owner = String::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [
                    "pub",
                    kind @ ("struct" | "enum" | "type" | "mod" | "fn" | "static"),
                    name,
                    ..,
                ] => {
                    let name = word(name);
                    // An object that loses its last member is a map: another type of the same name.
                    let kind = match kind {
                        "struct" | "enum" => "type",
                        kind => kind,
                    };
                    items.insert(format!("{file} {kind} {name}"));
                    if line.starts_with("pub") || line.starts_with("    pub struct") {
                        owner = name;
                    }
                }
                ["pub", name, ..] if name.ends_with(':') => {
                    items.insert(format!("{file} {owner}.{}", word(name)));
                }
                _ => {}
            }
        }
    }
    items
}

fn word(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
    text.chars().take_while(|c| is_part(*c)).collect()
}
