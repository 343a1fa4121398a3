//! The events of a JSON text. Not a parser: what it is given has been read before, or is looked at as far as it goes.

use super::finder::{Container, Finder};

/// Finds what is looked for, up to the end or to what is not JSON.
pub(super) fn search(text: &str, finder: &mut Finder) {
    let mut scanner = Scanner {
        text,
        index: 0,
        line: 1,
        counted: (0, 1),
    };
    while !finder.is_done() && scanner.step(finder).is_some() {}
}

struct Scanner<'t> {
    text: &'t str,
    index: usize,
    line: usize,
    /// A byte of the line, and its column: a document is often one long line, so that nothing is counted twice.
    counted: (usize, usize),
}

impl Scanner<'_> {
    /// One token; `None` at the end.
    fn step(&mut self, finder: &mut Finder) -> Option<()> {
        let byte = *self.text.as_bytes().get(self.index)?;
        match byte {
            b'\n' => {
                self.line += 1;
                self.counted = (self.index + 1, 1);
            }
            b'{' => finder.open(Container::Object, Some(self.position())),
            b'[' => finder.open(Container::List, Some(self.position())),
            b'}' | b']' => finder.close(),
            b'"' => return self.string(finder),
            b' ' | b'\t' | b'\r' | b',' | b':' => {}
            _ => {
                finder.scalar(Some(self.position()));
                let rest = self.text.as_bytes().get(self.index..)?;
                let length = rest
                    .iter()
                    .position(|byte| b",]} \t\r\n".contains(byte))
                    .unwrap_or(rest.len());
                self.index += length;
                return Some(());
            }
        }
        self.index += 1;
        Some(())
    }

    fn string(&mut self, finder: &mut Finder) -> Option<()> {
        let start = self.index;
        let mut end = start + 1;
        loop {
            match self.text.as_bytes().get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        if finder.expects_key() {
            let token = self.text.get(start..=end)?;
            let plain = self.text.get(start + 1..end)?;
            if plain.contains('\\') {
                let key: String = serde_json::from_str(token).ok()?;
                finder.key(&key, self.position());
            } else {
                finder.key(plain, self.position());
            }
        } else {
            finder.scalar(Some(self.position()));
        }
        self.index = end + 1;
        Some(())
    }

    fn position(&mut self) -> (usize, usize) {
        let (from, column) = self.counted;
        let passed = self.text.get(from..self.index);
        let column = column + passed.map_or(0, |passed| passed.chars().count());
        self.counted = (self.index, column);
        (self.line, column)
    }
}
