//! The record of what was written into a folder: which files, and a hash of each, so that a later run removes nothing but
//! what an earlier one wrote and nobody has edited.
//!
//! In and out: a small text beside the files, which is checked in with them. It names no time and no place on a machine.
//! Whoever wrote it is not trusted: it can only point out sources below the folder that begin like generated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The name of the record.
pub(super) const RECORD: &str = ".tamis-files";

const HEAD: &str = "\
# What tamis wrote here. It removes what is no longer part of the client, unless somebody has edited it.
# To be checked in together with the files.
";

/// Files by their names in the folder, each with the hashes of the texts that count as its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record(BTreeMap<String, BTreeSet<String>>);

impl Record {
    pub(super) fn read(text: &str) -> Self {
        let mut record = Self::default();
        for line in text.lines() {
            if let Some((hash, name)) = line.split_once("  ")
                && is_source_below(name)
            {
                record.add_hash(name, hash.to_owned());
            }
        }
        record
    }

    /// Notes that a file was written.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        self.add_hash(name, hash(text.as_bytes()));
    }

    fn add_hash(&mut self, name: &str, hash: String) {
        self.0.entry(name.to_owned()).or_default().insert(hash);
    }

    /// What holds while files of one record give way to those of another.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for (name, hashes) in &other.0 {
            let known = self.0.entry(name.clone()).or_default();
            known.extend(hashes.iter().cloned());
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether a file is as it was written.
    pub(super) fn wrote(&self, name: &str, text: &[u8]) -> bool {
        self.0
            .get(name)
            .is_some_and(|hashes| hashes.contains(&hash(text)))
    }

    pub(super) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (name, hashes) in &self.0 {
            for hash in hashes {
                text.extend([hash, "  ", name, "\n"]);
            }
        }
        text
    }
}

/// Whether a name is that of a source below the folder, and no way out of it.
fn is_source_below(name: &str) -> bool {
    let is_step =
        |step: &str| !step.is_empty() && step != "." && step != ".." && !step.contains(['\\', ':']);
    is_source(name) && name.split('/').all(is_step)
}

/// Whether a file of this name may be Rust.
pub(super) fn is_source(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "rs")
}

/// FNV-1a: enough to see an edit, and the same for all versions and machines. Line ends count as git may change them.
fn hash(text: &[u8]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for line in lines(text) {
        for byte in line {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Whether two texts are the same but for the ends of their lines.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    one == other || lines(one).flatten().eq(lines(other).flatten())
}

/// The lines of a text, each with its end, as it is without returns.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|line| match line.strip_suffix(b"\r\n") {
        Some(begin) => [begin, b"\n"],
        None => [line, b""],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_definition() {
        // Values of the algorithm's authors.
        assert_eq!(hash(b""), "cbf29ce484222325");
        assert_eq!(hash(b"a"), "af63dc4c8601ec8c");
        assert_eq!(hash(b"foobar"), "85944171f73967e8");
        assert_eq!(hash(b"a\r\nb\r\n"), hash(b"a\nb\n"));
        assert_ne!(hash(b"a\rb"), hash(b"ab"));
    }

    #[test]
    fn what_is_written_is_read() {
        let mut record = Record::default();
        record.add("src/b.rs", "b");
        record.add("a.rs", "a");
        let text = record.text();
        assert!(
            text.ends_with("\naf63dc4c8601ec8c  a.rs\naf63df4c8601f1a5  src/b.rs\n"),
            "{text}"
        );
        assert_eq!(Record::read(&text), record);
        assert_eq!(Record::read(&text.replace('\n', "\r\n")), record);
        let mut other = Record::default();
        other.add("a.rs", "other");
        let both = record.and(&other);
        assert!(
            both.wrote("a.rs", b"a") && both.wrote("a.rs", b"other") && !both.wrote("a.rs", b"x")
        );
        assert_eq!(Record::read(&both.text()), both);
    }

    #[test]
    fn a_record_points_out_nothing_but_sources_below() {
        for name in [
            "../a.rs",
            "/a.rs",
            "a/../../b.rs",
            "./a.rs",
            "a//b.rs",
            "C:a.rs",
            "..\\a.rs",
            "Cargo.toml",
            "",
        ] {
            let record = Record::read(&format!("af63dc4c8601ec8c  {name}\n"));
            assert_eq!(record, Record::default(), "{name}");
        }
    }
}
