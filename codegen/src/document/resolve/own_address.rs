//! `$self`: the addresses that documents of OpenAPI 3.2 give themselves, by which others may refer to them; and those that
//! the user gives to files.

use std::collections::HashMap;

use super::super::load;
use super::super::references::References;
use super::super::source::Source;
use crate::diagnostics::Diagnostics;

/// The addresses, both ways.
#[derive(Debug)]
pub(super) struct Addresses<'r> {
    of: HashMap<usize, String>,
    sources: HashMap<String, usize>,
    given: &'r References,
}

impl<'r> Addresses<'r> {
    /// Reads them; sources that do not name the keyword are not parsed for it.
    pub(super) fn of(sources: &[Source], given: &'r References) -> Self {
        let mut addresses = Self {
            of: HashMap::new(),
            sources: HashMap::new(),
            given,
        };
        for (index, source) in sources.iter().enumerate() {
            let names_it = source.text.windows(5).any(|bytes| bytes == b"$self");
            // What is wrong with a source is told where it is read as such.
            let tree = names_it.then(|| load::load(source, &mut Diagnostics::new()));
            let own = tree.flatten().and_then(|tree| {
                let own = tree.as_object()?.str("$self")?;
                own.split('#').next().map(str::to_owned)
            });
            if let Some(own) = own.filter(|own| !own.is_empty()) {
                addresses.sources.entry(own.clone()).or_insert(index);
                addresses.of.insert(index, own);
            }
        }
        for (address, index) in given.all() {
            addresses.of.insert(index, address.to_owned());
        }
        addresses
    }

    /// The source that `file` means in the source `from`, if one has that address.
    pub(super) fn find(&self, file: &str, from: usize) -> Option<usize> {
        if file.is_empty() || self.of.is_empty() {
            return None;
        }
        let known = |address: &str| {
            let given = self.given.find(address);
            given.or_else(|| self.sources.get(address).copied())
        };
        let joined = self.of.get(&from).and_then(|base| join(base, file));
        joined
            .and_then(|joined| known(&joined))
            .or_else(|| known(file))
    }
}

/// An address seen from another one, as RFC 3986 joins them.
fn join(base: &str, file: &str) -> Option<String> {
    let (scheme, rest) = base
        .split_once("://")
        .map_or(("", base), |(scheme, rest)| (scheme, rest));
    let (host, path) = match (scheme, rest.find('/')) {
        ("", _) => ("", rest),
        (_, Some(at)) => rest.split_at(at),
        (_, None) => (rest, "/"),
    };
    let mut steps: Vec<&str> = if file.starts_with('/') {
        Vec::new()
    } else {
        let mut steps: Vec<&str> = path.split('/').collect();
        steps.pop();
        steps
    };
    for step in file.split('/') {
        match step {
            "." => {}
            ".." => _ = steps.pop().filter(|step| !step.is_empty())?,
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    Some(match scheme {
        "" => path,
        scheme => format!("{scheme}://{host}{path}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined() {
        let base = "https://api.test/v1/openapi.yaml";
        for (file, joined) in [
            ("common.yaml", "https://api.test/v1/common.yaml"),
            ("./a/b.yaml", "https://api.test/v1/a/b.yaml"),
            ("../common.yaml", "https://api.test/common.yaml"),
            ("/common.yaml", "https://api.test/common.yaml"),
        ] {
            assert_eq!(join(base, file).as_deref(), Some(joined));
        }
        assert_eq!(join("/v1/a.yaml", "b.yaml").as_deref(), Some("/v1/b.yaml"));
        assert_eq!(join("https://api.test/a", "../../b"), None);
    }
}
