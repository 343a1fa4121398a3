//! What the name of a type says about a generic that it is an instance of.
//!
//! In: the component's key and its title. Out: a template's name with the arguments as text ([`spelt_out`]), or the parts
//! of a name around the name of another type ([`around`]).
//!
//! | key                             | title                      | says                                    |
//! |---------------------------------|----------------------------|-----------------------------------------|
//! | `PaginatedResults_Foo_`         | `PaginatedResults[Foo]`    | `PaginatedResults` of `Foo`, spelt out  |
//! | `Result_A_Union_B__C__`         | `Result[A, Union[B, C]]`   | `Result` of two, spelt out              |
//! | `Page«Foo»`, `Page<Foo>`        |                            | `Page` of `Foo`, spelt out              |
//! | `PaginatedFooList`              |                            | `Paginated…List` around `Foo`           |
//! | `FooResultsPage`, `ListResponse_Foo` |                       | `…ResultsPage`, `ListResponse_…` around `Foo` |

/// A template's name and its arguments, as a name spells them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpeltOut<'a> {
    pub(super) template: &'a str,
    pub(super) arguments: Vec<&'a str>,
}

/// Reads `Page[Foo]`, `Page«Foo»`, `Page<Foo>`; `None` for any other name.
pub(super) fn spelt_out(name: &str) -> Option<SpeltOut<'_>> {
    let name = name.trim();
    let close = name.chars().next_back()?;
    let open = opening(close)?;
    let (template, _) = name.split_once(open)?;
    let inner = name
        .strip_prefix(template)?
        .strip_prefix(open)?
        .strip_suffix(close)?;
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_alphabetic())
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
    };
    let arguments = split(inner)?;
    (is_name(template) && !arguments.is_empty()).then_some(SpeltOut {
        template,
        arguments,
    })
}

fn opening(close: char) -> Option<char> {
    Some(match close {
        ']' => '[',
        '»' => '«',
        '>' => '<',
        _ => return None,
    })
}

/// Splits at the commas that stand in no bracket; `None` where brackets do not match.
fn split(text: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut open = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '[' | '«' | '<' => open.push(c),
            ']' | '»' | '>' if open.pop() != opening(c) => return None,
            ',' if open.is_empty() => {
                parts.push(text.get(start..at)?.trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..)?.trim());
    let whole = open.is_empty() && parts.iter().all(|part| !part.is_empty());
    whole.then_some(parts)
}

/// What stands before and behind `inner` in `name`, where it stands there as whole words, one or many: `PaginatedModels`
/// stands around `Model`.
pub(super) fn around<'a>(name: &'a str, inner: &str) -> Option<(&'a str, &'a str)> {
    let many = match inner.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{inner}s"),
    };
    around_word(name, inner).or_else(|| around_word(name, &many))
}

fn around_word<'a>(name: &'a str, inner: &str) -> Option<(&'a str, &'a str)> {
    if inner.is_empty() {
        return None;
    }
    name.match_indices(inner).find_map(|(at, _)| {
        let (before, behind) = (name.get(..at)?, name.get(at + inner.len()..)?);
        let letters = before
            .chars()
            .chain(behind.chars())
            .filter(|c| c.is_alphabetic());
        let telling = letters.count() >= 3;
        (telling && word_ends(before, inner) && word_ends(inner, behind))
            .then_some((before, behind))
    })
}

/// Whether a word ends between two pieces of a name: `Foo|List`, `ASN|List`, `foo|_list`, but not `Foo|lish`, `PAG|E`.
fn word_ends(left: &str, right: &str) -> bool {
    let mut behind = right.chars();
    let (Some(l), Some(r)) = (left.chars().next_back(), behind.next()) else {
        return true;
    };
    let starts_word = !l.is_uppercase() || behind.next().is_some_and(char::is_lowercase);
    !l.is_alphanumeric() || !r.is_alphanumeric() || (r.is_uppercase() && starts_word)
}

/// Words in the names of templates that only hold things; others are as often things of their own.
const HOLDERS: &[&str] = &[
    "list",
    "page",
    "pages",
    "paged",
    "paginated",
    "paging",
    "pagination",
    "pager",
    "collection",
    "response",
    "result",
    "results",
    "envelope",
    "wrapper",
    "wrapped",
    "batch",
    "array",
    "payload",
    "connection",
    "edge",
    "query",
];

/// Whether a template with this name only holds things.
pub(super) fn is_holder(template: &str) -> bool {
    words(template)
        .iter()
        .any(|word| HOLDERS.contains(&word.as_str()))
}

/// Whether a member is called after what it holds: `sweeps` after `TransferSweep`. Such a member belongs to its own object,
/// even where another object happens to have a member with the same name.
pub(super) fn is_called_after(member: &str, argument: &str) -> bool {
    if NEUTRAL.contains(&member.to_lowercase().as_str()) {
        return false;
    }
    let argument = words(argument);
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    words(member).iter().any(|word| {
        argument
            .iter()
            .any(|other| singular(word) == singular(other))
    })
}

/// Names of members that hold anything: `items` of `LineItem`s are not called after them.
const NEUTRAL: &[&str] = &[
    "body", "content", "data", "entries", "input", "inputs", "item", "items", "list", "objects",
    "output", "payload", "records", "response", "result", "results", "rows", "value", "values",
];

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_word = false;
    let mut after_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            in_word = false;
        } else if !in_word || (c.is_uppercase() && after_lower) {
            words.push(c.to_lowercase().collect());
            in_word = true;
        } else if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase() || c.is_numeric();
    }
    words
}

/// The name of a template from what stands around its argument: `Paginated` and `List`, `PagedListOf`, `Dtos.Page<`.
pub(super) fn joined(before: &str, behind: &str) -> String {
    let separator = |c: char| !c.is_alphanumeric();
    if let Some((template, _)) = before.split_once(['[', '<', '«', '`']) {
        return last_segment(template.trim_end_matches(separator)).to_owned();
    }
    let before = before.trim_end_matches(separator);
    let before = before
        .strip_suffix("Of")
        .filter(|rest| rest.ends_with(char::is_lowercase))
        .unwrap_or(before);
    let behind = behind.trim_matches(separator);
    if before.is_empty() {
        return behind.to_owned();
    }
    if behind.is_empty() {
        return before.to_owned();
    }
    format!("{before}{behind}")
}

/// A name without the modules in front of it: `Page` of `Some.Package.Page`.
pub(super) fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a name looks like that of a generic although nothing is spelt out: for telling what was not recovered.
pub(super) fn looks_generic(name: &str) -> bool {
    let paginated = name.starts_with("Paginated") && name.ends_with("List") && name.len() > 13;
    let pydantic = name.ends_with('_') && name.trim_end_matches('_').contains('_');
    paginated || pydantic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn spelt(name: &str, template: &str, arguments: &[&str]) {
        let expected = SpeltOut {
            template,
            arguments: arguments.to_vec(),
        };
        assert_eq!(spelt_out(name), Some(expected), "{name}");
    }

    #[test]
    fn brackets_of_all_kinds_are_read() {
        spelt("Page[Foo]", "Page", &["Foo"]);
        spelt("Page«Foo»", "Page", &["Foo"]);
        spelt("Map<string, List<Foo>>", "Map", &["string", "List<Foo>"]);
        spelt("R[A, Union[B, C]]", "R", &["A", "Union[B, C]"]);
    }

    #[test]
    fn other_names_are_not() {
        for name in [
            "", "Page", "Page[]", "Page[A,]", "[Foo]", "Foo[", "A]", "Page[A", "a b[c]",
            "P[a]b[c]", "P[a>]", "P[«]»",
        ] {
            assert_eq!(spelt_out(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_around_another_ends_words() {
        assert_eq!(
            around("PaginatedFooList", "Foo"),
            Some(("Paginated", "List"))
        );
        assert_eq!(
            around("PaginatedASNList", "ASN"),
            Some(("Paginated", "List"))
        );
        assert_eq!(around("FooResultsPage", "Foo"), Some(("", "ResultsPage")));
        assert_eq!(
            around("ListResponse_Foo", "Foo"),
            Some(("ListResponse_", ""))
        );
        assert_eq!(around("Foolish", "Foo"), None);
        assert_eq!(around("PageFoo", "oo"), None);
        assert_eq!(around("FooA", "Foo"), None);
        assert_eq!(around("Foo", "Foo"), None);
    }

    #[test]
    fn holders_and_things_of_their_own() {
        assert!(is_holder("PaginatedList") && is_holder("query_result"));
        assert!(!is_holder("RoleAssignment") && !is_holder("Info"));
        assert!(is_called_after("sweeps", "TransferSweep"));
        assert!(is_called_after("roleName", "FleetRole"));
        assert!(!is_called_after("items", "TransferSweep"));
        assert!(!is_called_after("Items", "LineItem"));
    }

    #[test]
    fn templates_are_called_by_what_is_left() {
        assert_eq!(joined("Paginated", "List"), "PaginatedList");
        assert_eq!(joined("ListResponse_", ""), "ListResponse");
        assert_eq!(joined("ListResponse_", "_"), "ListResponse");
        assert_eq!(joined("", "-list"), "list");
        assert_eq!(joined("PagedListOf", ""), "PagedList");
        assert_eq!(joined("Some.Dtos.Page`1[[", ", Some, Version=1]]"), "Page");
        assert_eq!(last_segment("Some.Package.Page"), "Page");
    }
}
