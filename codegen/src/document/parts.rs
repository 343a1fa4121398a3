//! Which other files a source refers to, before anything is made of it: for whoever has to read them.
//!
//! In: a source. Out: names of files, seen from where its own name is seen from. Whether they exist and may be read, the
//! caller knows.

use std::collections::BTreeSet;

use super::resolve::file_of;
use super::source::{ENDINGS, Source, is_document};
use super::tree::Value;
use super::{load, page, parse};
use crate::diagnostics::Diagnostics;

/// Whether a page may hold a document, in a fenced block or where one was forgotten.
pub(crate) fn may_hold_document(name: &str, text: &[u8]) -> bool {
    if !page::is_page(name) {
        return true;
    }
    // What is not even text has to be complained of.
    parse::decode(text).map_or(true, page::may_hold_document)
}

/// The files that a source refers to, its own left out.
pub(crate) fn files_referred_to(source: &Source) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let is_text = parse::decode(&source.text).is_ok_and(may_refer);
    if is_text && let Some(tree) = load::load(source, &mut Diagnostics::new()) {
        collect(&tree, &source.name, &mut files);
    }
    files.remove(&source.name);
    files
}

/// Whether it is worth reading a text for references: most documents have none that leave them, and reading takes time.
fn may_refer(text: &str) -> bool {
    let leaves = |(start, key): (usize, &str)| {
        let rest = text.get(start + key.len()..).unwrap_or_default();
        let value = rest.trim_start_matches(|c: char| c.is_whitespace() || "\"':".contains(c));
        !value.starts_with('#')
    };
    // Prose speaks of mappings, too.
    let is_key = |(start, word): (usize, &str)| {
        let rest = text.get(start + word.len()..).unwrap_or_default();
        rest.trim_start_matches(['"', '\'', ' ', '\t'])
            .starts_with(':')
    };
    text.match_indices("$ref").any(leaves)
        || text.contains("u0024ref")
        || text.match_indices("mapping").any(is_key)
            && ENDINGS
                .iter()
                .any(|ending| text.contains(&format!(".{ending}")))
}

fn collect(value: &Value, from: &str, files: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter() {
                match value {
                    Value::Object(mapping) if key == "mapping" => {
                        let tags = mapping.iter().filter_map(|(_, value)| value.as_str());
                        // Others are names of schemas.
                        let is_file = |tag: &&str| tag.split('#').next().is_some_and(is_document);
                        files.extend(tags.filter(is_file).filter_map(|tag| file_of(tag, from)));
                    }
                    _ => {}
                }
                match value.as_str() {
                    Some(reference) if key == "$ref" => files.extend(file_of(reference, from)),
                    _ => collect(value, from, files),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, from, files)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn referred(name: &str, text: &str) -> Vec<String> {
        let files = files_referred_to(&Source::new(name, text));
        files.into_iter().collect()
    }

    #[test]
    fn files_are_seen_from_where_the_source_is() {
        let text = "a: {$ref: ../models/pet.yaml#/Pet}\nb: [{$ref: \"./sub/b.json\"}]\nc: {$ref: '#/a'}\n\
                    d: {$ref: root.yaml#/a}\ne: {$ref: 'https://x.test/e.yaml'}\n\
                    discriminator: {mapping: {cat: cat.yaml, dog: Dog, bird: 'x/bird.json#/Bird'}}\n";
        assert_eq!(
            referred("/p/api/root.yaml", text),
            [
                "/p/api/cat.yaml",
                "/p/api/sub/b.json",
                "/p/api/x/bird.json",
                "/p/models/pet.yaml"
            ]
        );
        let page = format!("text\n\n```yaml\nopenapi: 3.0.0\n{text}```\n");
        assert_eq!(referred("/p/api/root.md", &page).len(), 5);
    }

    #[test]
    fn what_stays_in_a_document_is_not_read_for_references() {
        for text in [
            "a: {$ref: '#/b'}",
            "{\"$ref\": \"#/b\"}",
            "{\"$ref\" :\n \"#/b\"}",
            "discriminator: {mapping: {a: '#/b'}}",
            "description: A mapping of names, as in pets.json",
        ] {
            assert!(!may_refer(text), "{text}");
        }
        for text in [
            "a: {$ref: b.yaml}",
            "{\"$ref\": \"#/b\", \"c\": {\"$ref\": \"d.json\"}}",
            "{\"\\u0024ref\": \"d.json\"}",
            "a:\n  $ref: >-\n    b.yaml\n",
            "{\"mapping\" : {\"cat\": \"cat.yaml\"}}",
        ] {
            assert!(may_refer(text), "{text}");
            assert_eq!(referred("x/a.yaml", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn broken_sources_refer_to_nothing() {
        assert!(referred("a.yaml", "a: {$ref: b.yaml").is_empty());
        assert!(files_referred_to(&Source::new("a.yaml", [0xff, 0xfe])).is_empty());
    }
}
