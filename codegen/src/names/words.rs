//! Where the words of a name begin, for names that capitals alone do not tell.
//!
//! In: a text of a document. Out: the same, with what is one word written as one: `userIDs` as `userIds`, `IPv4Address` as
//! `Ipv4Address`, `iOSVersion` as `IosVersion`. What comes after splits at capitals (`case.rs`).

/// Words with a capital inside, or that begin with a small letter before capitals.
const BRANDS: &[&str] = &[
    "eBay",
    "eTag",
    "GiB",
    "GitHub",
    "GitLab",
    "GraphQL",
    "iOS",
    "iPad",
    "iPhone",
    "IoT",
    "JavaScript",
    "KiB",
    "MiB",
    "mTLS",
    "MySQL",
    "OAuth",
    "OpenID",
    "PayPal",
    "PiB",
    "PostgreSQL",
    "QoS",
    "SaaS",
    "TiB",
    "YouTube",
];

/// Writes what is one word as one.
pub(super) fn unite(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut united = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let length = brand(&chars, at).or_else(|| acronym(&chars, at));
        match length {
            Some(length) => {
                let word = &chars[at..at + length];
                united.push(word[0].to_ascii_uppercase());
                united.extend(word[1..].iter().map(char::to_ascii_lowercase));
                at += length;
            }
            None => {
                united.push(chars[at]);
                at += 1;
            }
        }
    }
    united
}

/// Whether no word goes on here: `iOSes` is not `iOS`.
fn ends(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|c| !c.is_lowercase())
}

/// The length of the word with a spelling of its own that begins here.
fn brand(chars: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|before| chars[before]);
    // Almost nothing that is looked at is one.
    let first = u8::try_from(*chars.get(at)?).ok()?;
    let mut with_first = BRANDS.iter().filter(|brand| brand.as_bytes()[0] == first);
    let brand = with_first.find(|brand| {
        let small = brand.starts_with(|first: char| first.is_ascii_lowercase());
        let begins = match before {
            Some(before) if small => !before.is_alphanumeric(),
            Some(before) => !before.is_uppercase(),
            None => true,
        };
        begins
            && chars[at..]
                .iter()
                .take(brand.len())
                .copied()
                .eq(brand.chars())
    })?;
    let end = at + brand.len();
    ends(chars, end).then_some(brand.len())
}

/// The length of the acronym that begins here and has small letters behind it: those of a plural (`PDFs`) or of a version
/// (`IPv4`).
fn acronym(chars: &[char], at: usize) -> Option<usize> {
    let inside = at > 0 && chars[at - 1].is_ascii_uppercase();
    let capitals = chars[at..]
        .iter()
        .take_while(|c| c.is_ascii_uppercase())
        .count();
    if inside || capitals < 2 {
        return None;
    }
    let behind = at + capitals;
    match chars.get(behind)? {
        's' if ends(chars, behind + 1) => Some(capitals + 1),
        'v' => {
            let digits = chars[behind + 1..]
                .iter()
                .take_while(|c| c.is_ascii_digit())
                .count();
            (digits > 0 && ends(chars, behind + 1 + digits)).then_some(capitals + 1 + digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_word_is_written_as_one() {
        for (text, united) in [
            ("userIDs", "userIds"),
            ("userIDsByName", "userIdsByName"),
            ("PDFs", "Pdfs"),
            ("IPv4Address", "Ipv4Address"),
            ("UUIDv4", "Uuidv4"),
            ("APIv2Key", "Apiv2Key"),
            ("iOSVersion", "IosVersion"),
            ("min_iOS_version", "min_Ios_version"),
            ("OAuth2Token", "Oauth2Token"),
            ("getOAuthToken", "getOauthToken"),
            ("sizeMiB", "sizeMib"),
            ("eTag", "Etag"),
            // Not these.
            ("HTTPServer", "HTTPServer"),
            ("URLsafe", "URLsafe"),
            ("typeTag", "typeTag"),
            ("IUser", "IUser"),
            ("xAxis", "xAxis"),
            ("IDsafe2", "IDsafe2"),
        ] {
            assert_eq!(unite(text), united, "{text}");
        }
    }
}
