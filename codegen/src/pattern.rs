//! Names that a user writes: with `*`, which stands for any text, and misspelt.

/// Whether a name is one of those that a pattern means.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut name) = name.strip_prefix(first) else {
        return false;
    };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    // The leftmost place of each part leaves the most for those behind it.
    for part in middle.split('*') {
        let Some((_, behind)) = name.split_once(part) else {
            return false;
        };
        name = behind;
    }
    name.ends_with(last)
}

/// The name most like a misspelt one, if one is like it at all.
pub(crate) fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    // Names are a few words long; comparing longer ones would cost more than the hint is worth.
    const LONG: usize = 100;
    if name.len() > LONG {
        return None;
    }
    let lower = name.to_lowercase();
    let allowed = (lower.chars().count() / 3).max(1);
    names
        .iter()
        .filter(|candidate| candidate.len() <= LONG)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance, *candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, name) in [
            ("a", "a"),
            ("*", ""),
            ("*", "anything"),
            ("created_*", "created_at__gte"),
            ("*_at", "created_at"),
            ("GET /v2/*", "GET /v2/a/{b}"),
            ("a*b*c", "a-b-b-c"),
            ("a*b*c", "abc"),
            ("**", "x"),
            ("*é*", "caféx"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("", "a"),
            ("a", "A"),
            ("a*", "ba"),
            ("*_at", "at"),
            ("a*b*c", "acb"),
            ("a*a", "a"),
            ("ab*ba", "aba"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn near_names() {
        assert_eq!(nearest("Pett", &["Dog", "Pet", "Cat"]), Some("Pet"));
        assert_eq!(nearest("pet", &["Pet"]), Some("Pet"));
        assert_eq!(nearest("Pte", &["Pet"]), Some("Pet"));
        assert_eq!(nearest("Invoice", &["Pet"]), None);
    }
}
