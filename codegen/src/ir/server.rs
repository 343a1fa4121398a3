//! Servers, and what a client can make of their addresses. Filled by `convert/`.

/// How long an address may be, in bytes: as long as a path.
const LONGEST: usize = 16_384;

/// A server that offers the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Server {
    /// What the document calls it.
    pub name: Option<String>,
    /// Absolute, relative, or with `{variables}`.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables in the URL, in document order.
    pub variables: Vec<ServerVariable>,
}

/// A variable in a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerVariable {
    /// Its name between the braces.
    pub name: String,
    /// Its value unless the user gives one.
    pub default: String,
    /// The values it can have; empty: any.
    pub values: Vec<String>,
}

/// Where a server is, as far as a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// A URL that can be called.
    Whole(String),
    /// Only a path on a host that the user knows: empty, or with a slash before it and none behind.
    Path(String),
}

impl Address {
    /// The URL or the path. A path is told by the slash that it begins with; the one of the root is `/`.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Whole(url) => url,
            Self::Path(path) if path.is_empty() => "/",
            Self::Path(path) => path,
        }
    }
}

impl Server {
    /// The URL with the defaults of its variables; `None` if that is longer than any address.
    fn url(&self) -> Option<String> {
        let mut url = self.url.clone();
        for variable in &self.variables {
            let name = format!("{{{}}}", variable.name);
            // Counted before it is made.
            let uses = url.matches(&name).count();
            if url.len() - uses * name.len() + uses * variable.default.len() > LONGEST {
                return None;
            }
            url = url.replace(&name, &variable.default);
        }
        (url.len() <= LONGEST).then_some(url)
    }

    /// Whether the defaults of its variables make it longer than any address.
    #[must_use]
    pub(crate) fn is_too_long(&self) -> bool {
        self.url().is_none()
    }

    /// The address, with the defaults of its variables; `None` if nothing can be made of it.
    #[must_use]
    pub(crate) fn address(&self) -> Option<Address> {
        let url = self.url()?;
        if url.contains(['{', '}']) {
            return None;
        }
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(Address::Whole(url));
        }
        path(&url).map(Address::Path)
    }
}

/// The path that a relative URL means on a host of which nothing else is known.
fn path(url: &str) -> Option<String> {
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    let is_relative = ["/", "./", "../"]
        .iter()
        .any(|start| url.starts_with(start));
    // `api.example.com/v1` is a host without its scheme more often than a folder, and `ws://…` is no path at all.
    let names_a_host = url.starts_with("//")
        || !is_relative
            && url.split('/').next()?.contains(['.', ':'])
            && !matches!(url, "." | "..");
    if names_a_host || !url.bytes().all(is_path) {
        return None;
    }
    let mut path = String::new();
    for segment in url.split('/') {
        match segment {
            "" | "." => {}
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            segment => {
                path.push('/');
                path.push_str(segment);
            }
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str, variables: &[(&str, &str)]) -> Option<Address> {
        let variable = |(name, default): &(&str, &str)| ServerVariable {
            name: (*name).to_owned(),
            default: (*default).to_owned(),
            values: Vec::new(),
        };
        let server = Server {
            name: None,
            url: url.to_owned(),
            description: None,
            variables: variables.iter().map(variable).collect(),
        };
        server.address()
    }

    #[test]
    fn paths() {
        for (url, path) in [
            ("/", ""),
            ("", ""),
            (".", ""),
            ("./", ""),
            ("/auth", "/auth"),
            ("/api/v1/", "/api/v1"),
            ("api/v1", "/api/v1"),
            ("./api", "/api"),
            ("../api", "/api"),
            ("/a/../b/./c", "/b/c"),
            ("/a%20b", "/a%20b"),
        ] {
            assert_eq!(
                address(url, &[]),
                Some(Address::Path(path.to_owned())),
                "{url}"
            );
        }
        let filled = address("/{base}/v{n}", &[("base", "api"), ("n", "2")]);
        assert_eq!(filled, Some(Address::Path("/api/v2".to_owned())));
    }

    #[test]
    fn no_address_unfolds_to_more_than_a_path_may_be() {
        let fill = "a".repeat(100);
        let begin = "https://x.test/";
        let short = address(&format!("{begin}{}", "{b}".repeat(163)), &[("b", &fill)]);
        assert_eq!(
            short.map(|it| it.as_str().len()),
            Some(begin.len() + 16_300)
        );
        let long = format!("{begin}{}", "{b}".repeat(164));
        assert_eq!(address(&long, &[("b", &fill)]), None);
        // Each by itself is short.
        let names: Vec<String> = (0..40).map(|step| format!("b{step}")).collect();
        let steps: Vec<String> = (1..=40)
            .map(|step| format!("{{b{step}}}").repeat(2))
            .collect();
        let variables: Vec<_> = names
            .iter()
            .map(String::as_str)
            .zip(steps.iter().map(String::as_str))
            .collect();
        assert_eq!(address("/{b0}", &variables), None);
    }

    #[test]
    fn whole_addresses_and_none() {
        let whole = address("{server}/v1", &[("server", "https://x.test")]);
        assert_eq!(whole, Some(Address::Whole("https://x.test/v1".to_owned())));
        for url in [
            "//api.example.com/v1",
            "api.example.com/v1",
            "localhost:8080",
            "wss://x.test",
            "/{base}",
            "/a b",
            "/a?b=c",
            "/a#b",
            "/ä",
        ] {
            assert_eq!(address(url, &[]), None, "{url}");
        }
    }
}
