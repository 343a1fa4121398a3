//! Servers that a document names, and the variables in their addresses.

use crate::error::BuildError;

/// A variable: its name, its value unless it is set, and the values that it can have; none: any.
type Variable = (&'static str, &'static str, &'static [&'static str]);

/// A server that the document of an API names, for `server` of the client's builder.
///
/// ```
/// # use tamis_runtime::Server;
/// # let production = || Server::new("https://{region}.example.com", &[("region", "eu", &["eu", "us"])]);
/// let server = production().variable("region", "us");
/// // Client::builder().server(server)
/// # let _ = server;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    url: &'static str,
    variables: &'static [Variable],
    set: Vec<(String, String)>,
}

impl Server {
    /// A server, by its address with `{variables}`. Generated code calls this.
    #[must_use]
    pub const fn new(url: &'static str, variables: &'static [Variable]) -> Self {
        Self {
            url,
            variables,
            set: Vec::new(),
        }
    }

    /// Sets a variable of the address. Whether there is one of that name, and whether it can have that value, is seen when the
    /// client is built.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.set.push((name.into(), value.into()));
        self
    }

    /// The address, with the values of its variables.
    pub(crate) fn address(&self) -> Result<String, BuildError> {
        let unusable = |reason| BuildError::Server { reason };
        let is_known = |name: &str| self.variables.iter().any(|(known, ..)| *known == name);
        if let Some((name, _)) = self.set.iter().find(|(name, _)| !is_known(name)) {
            return Err(unusable(format!("{} has no variable `{name}`", self.url)));
        }
        let mut url = self.url.to_owned();
        for (name, default, values) in self.variables {
            let set = self.set.iter().rev().find(|(set, _)| set == name);
            let value = set.map_or(*default, |(_, value)| value);
            if set.is_some() && !values.is_empty() && !values.contains(&value) {
                let values = values.join("`, `");
                let reason = format!("`{name}` is one of `{values}`, and not `{value}`");
                return Err(unusable(reason));
            }
            url = url.replace(&format!("{{{name}}}"), value);
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server::new(
        "https://{region}.example.com:{port}/{version}",
        &[
            ("region", "eu", &["eu", "us"]),
            ("port", "8443", &[]),
            ("version", "v1", &[]),
        ],
    );

    fn address(server: &Server) -> String {
        server.address().unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn variables_have_their_defaults_unless_they_are_set() {
        assert_eq!(address(&SERVER), "https://eu.example.com:8443/v1");
        let server = SERVER.variable("region", "us").variable("port", "443");
        assert_eq!(address(&server), "https://us.example.com:443/v1");
    }

    #[test]
    fn what_a_server_does_not_have_is_refused() {
        assert_eq!(
            address(&SERVER.variable("zone", "a")),
            "the server cannot be used: https://{region}.example.com:{port}/{version} has no variable `zone`"
        );
        assert_eq!(
            address(&SERVER.variable("region", "mars")),
            "the server cannot be used: `region` is one of `eu`, `us`, and not `mars`"
        );
    }
}
