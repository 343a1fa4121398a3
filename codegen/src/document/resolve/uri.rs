//! References as text: `../schemas/pet.yaml#/Pet` taken apart and joined to the file it stands in.

/// Where a reference goes, as far as its text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The file, from the folder that all sources are named from; `None`: the file the reference stands in.
    pub(crate) file: Option<String>,
    pub(crate) fragment: Fragment,
}

/// What stands behind the `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fragment {
    /// A JSON pointer, its keys unescaped; empty for the whole file.
    Pointer(Vec<String>),
    /// The name of an `$anchor`.
    Anchor(String),
}

/// Why a reference goes nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It has a scheme: nothing is fetched.
    Remote,
    /// It leaves the folder that the sources are named from.
    Outside,
    /// It begins at the root of a disk.
    Absolute,
}

/// Takes apart a reference that stands in the file `from`. `above` are the folders above the one that sources are named
/// from, as far as they are known.
pub(crate) fn parse(reference: &str, from: &str, above: &[String]) -> Result<Target, Refused> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let file = match file {
        "" => None,
        _ if has_scheme(file) || file.starts_with("//") => return Err(Refused::Remote),
        _ if file.starts_with(['/', '\\']) => return Err(Refused::Absolute),
        _ => Some(join(from, &decode(file), above).ok_or(Refused::Outside)?),
    };
    Ok(Target {
        file,
        fragment: parse_fragment(fragment),
    })
}

/// The file that a reference in the file `from` leads to, if it is another one that can be read.
pub(crate) fn file_of(reference: &str, from: &str) -> Option<String> {
    parse(reference, from, &[]).ok()?.file
}

pub(crate) fn parse_fragment(fragment: &str) -> Fragment {
    match fragment.strip_prefix('/') {
        Some(pointer) => Fragment::Pointer(
            pointer
                .split('/')
                .map(|key| decode(key).replace("~1", "/").replace("~0", "~"))
                .collect(),
        ),
        None if fragment.is_empty() => Fragment::Pointer(Vec::new()),
        None => Fragment::Anchor(decode(fragment)),
    }
}

/// `https:`, `urn:`, but not `C:` and not the `:` of a file name.
fn has_scheme(file: &str) -> bool {
    file.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
    })
}

/// The path of `file`, seen from `from`; `None` if it climbs out and does not come back.
fn join(from: &str, file: &str, above: &[String]) -> Option<String> {
    if file.starts_with(['/', '\\']) {
        return None;
    }
    let mut steps: Vec<&str> = above.iter().map(String::as_str).collect();
    steps.extend(from.split('/'));
    steps.pop();
    for step in file.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    let inside = steps.get(above.len()..)?;
    let is_back = steps.iter().zip(above).all(|(step, folder)| step == folder);
    is_back.then(|| inside.join("/"))
}

/// Undoes percent encoding, where it is valid.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let hex = text
            .get(index + 1..index + 3)
            .filter(|_| *byte == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                decoded.push(byte);
                index += 3;
            }
            None => {
                decoded.push(*byte);
                index += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(reference: &str) -> (Option<String>, Vec<String>) {
        match parse(reference, "specs/a.yaml", &[]) {
            Ok(Target {
                file,
                fragment: Fragment::Pointer(keys),
            }) => (file, keys),
            other => panic!("{other:?}"),
        }
    }

    fn keys(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pointers() {
        assert_eq!(pointer("#"), (None, keys(&[])));
        assert_eq!(pointer("#/a/b"), (None, keys(&["a", "b"])));
        assert_eq!(
            pointer("#/paths/~1pets~1%7Bid%7D/x~0y"),
            (None, keys(&["paths", "/pets/{id}", "x~y"]))
        );
        assert_eq!(pointer("#/a//100%"), (None, keys(&["a", "", "100%"])));
    }

    #[test]
    fn files() {
        let file = |reference| pointer(reference).0.unwrap_or_default();
        assert_eq!(file("b.yaml"), "specs/b.yaml");
        assert_eq!(file("./x/../s/p%20q.yaml#/Pet"), "specs/s/p q.yaml");
        assert_eq!(file("..\\b.yaml"), "b.yaml");
        let outside = parse("../../b.yaml", "specs/a.yaml", &[]);
        assert_eq!(outside, Err(Refused::Outside));
        for absolute in ["/etc/passwd", "\\x", "%2Fetc/passwd"] {
            let refused = parse(absolute, "specs/a.yaml", &[]).unwrap_err();
            assert_ne!(refused, Refused::Remote, "{absolute}");
        }
        for remote in [
            "https://x.test/a",
            "file:///etc/passwd",
            "//x.test/a",
            "urn:x:y",
        ] {
            assert_eq!(
                parse(remote, "specs/a.yaml", &[]),
                Err(Refused::Remote),
                "{remote}"
            );
        }
    }

    #[test]
    fn what_comes_back_is_inside() {
        let above = [String::new(), "srv".to_owned(), "api".to_owned()];
        let file = |reference| parse(reference, "s/a.yaml", &above).map(|target| target.file);
        let is = |name: &str| Ok(Some(name.to_owned()));
        assert_eq!(file("../../api/b.yaml"), is("b.yaml"));
        assert_eq!(file("../../../srv/api/s/b.yaml"), is("s/b.yaml"));
        assert_eq!(file("../../../srv/api/../api/b.yaml"), is("b.yaml"));
        for outside in [
            "../../b.yaml",
            "../../other/b.yaml",
            "../../../api/b.yaml",
            "../../apis/b.yaml",
            "../../../../../srv/api/b.yaml",
        ] {
            assert_eq!(file(outside), Err(Refused::Outside), "{outside}");
        }
    }

    #[test]
    fn anchors() {
        let target = parse("#node", "a.yaml", &[]).expect("a target");
        assert_eq!(target.fragment, Fragment::Anchor("node".to_owned()));
    }
}
