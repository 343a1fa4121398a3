//! The README of a crate.

use std::path::PathBuf;

use super::about::Crate;
use crate::outcome::slashes;

/// Writes the README.
pub(super) fn write(about: &Crate<'_>, specs: &[PathBuf]) -> String {
    let Crate { name, .. } = about;
    let title = escaped(about.title);
    let version = escaped(about.version);
    let krate = name.replace('-', "_");
    let specs = specs
        .iter()
        .filter_map(|spec| spec.file_name())
        .map(|spec| slashes(spec.as_ref()))
        .collect::<Vec<_>>()
        .join(" ");
    let specs = format!("tamis new {specs} --out .").replace('`', "'");
    let client = first_client(about, "");
    format!(
        "\
# {name}

A Rust client for {title}, version {version} of the API.

```rust
use {krate}::Client;

{client}
```

`cargo doc --open` shows the operations by their tags, the types, and a setter of the builder for each way to
authenticate.

The files in `src/` are generated from the API's OpenAPI documents by tamis. When those have changed:

```sh
{specs}
```

This README and `Cargo.toml` stay as they are.
"
    )
}

/// How a client is made, each line behind `mark`.
pub(super) fn first_client(about: &Crate<'_>, mark: &str) -> String {
    if about.setup.is_empty() {
        return format!("{mark}let client = Client::builder().build()?;");
    }
    let mut calls = String::new();
    for call in about.setup {
        calls.push_str(&[mark, "    .", call, "\n"].concat());
    }
    format!("{mark}let client = Client::builder()\n{calls}{mark}    .build()?;")
}

/// A text from a document on one line, without marks that change the direction of what is around them.
pub(super) fn line(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || !tamis::is_visible(c))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A text from a document as Markdown that shows it: on one line, with no markup of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    // The colon of an address, so that it does not become a link.
    for character in line(text).replace("://", "\u{0}//").chars() {
        match character {
            '\u{0}' => escaped.push_str("\\:"),
            _ if "\\`*_{}[]<>()#|!~&$".contains(character) => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    if escaped.is_empty() {
        escaped.push('?');
    }
    escaped
}
