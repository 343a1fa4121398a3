//! Credentials: which there are, which an operation needs, and where they travel.

use std::fmt;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use crate::api::Scheme;
use crate::api::SchemeKind;
use crate::base64;
use crate::encode::Encoder;
use crate::error::{BuildError, MissingCredentials};
use crate::secret::Secret;
use crate::text::{Escape, Text};

/// Ways to authenticate: one of these lists, all schemes in it.
type Requirement = [&'static [usize]];

/// A credential as the user gave it.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    Secret(Secret),
    Basic { user: String, password: Secret },
}

/// The credentials of a client, ready to be sent, by the index of their scheme.
pub(crate) struct Credentials {
    schemes: &'static [Scheme],
    ready: Vec<Option<Ready>>,
}

/// Where a credential goes, and its text there.
enum Ready {
    Header(HeaderName, HeaderValue),
    /// `name=value`, escaped.
    Query(String, String),
    Cookie(String, String),
    /// A client certificate: the transport has it, or the server will say so.
    Elsewhere,
}

impl Ready {
    /// Whether both would be the same header, parameter or cookie.
    fn has_the_place_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(a, _), Self::Header(b, _)) => a == b,
            (Self::Query(a, _), Self::Query(b, _)) | (Self::Cookie(a, _), Self::Cookie(b, _)) => {
                a == b
            }
            _ => false,
        }
    }
}

impl Credentials {
    /// Checks the credentials and puts them into the form in which they are sent.
    pub(crate) fn new(
        schemes: &'static [Scheme],
        given: &[Option<Credential>],
    ) -> Result<Self, BuildError> {
        let ready = schemes
            .iter()
            .enumerate()
            .map(|(index, scheme)| prepare(scheme, given.get(index).and_then(Option::as_ref)))
            .collect::<Result<_, _>>()?;
        Ok(Self { schemes, ready })
    }

    /// Adds what a requirement asks for to a request: the first way all of whose credentials are there, and what else is
    /// there for the other ways. Documents publish as alternatives what their servers want together, and whoever gave a
    /// credential wants it sent; only what would take the place of another one stays out.
    pub(crate) fn apply(
        &self,
        requirement: &Requirement,
        request: &mut Encoder,
    ) -> Result<(), MissingCredentials> {
        let Some(way) = self.way(requirement)? else {
            return Ok(());
        };
        let others = requirement.iter().copied().flatten();
        let mut sent: Vec<&Ready> = Vec::new();
        for ready in way
            .iter()
            .chain(others)
            .filter_map(|&index| self.ready.get(index)?.as_ref())
        {
            if sent.iter().any(|other| other.has_the_place_of(ready)) {
                continue;
            }
            match ready {
                Ready::Header(name, value) => {
                    request.headers_mut().insert(name, value.clone());
                }
                Ready::Query(name, value) => request.push_escaped(name, value),
                Ready::Cookie(name, value) => request.push_cookie(name, value),
                Ready::Elsewhere => {}
            }
            sent.push(ready);
        }
        Ok(())
    }

    /// The way to authenticate; `None` when there is nothing to send.
    pub(crate) fn way(
        &self,
        requirement: &Requirement,
    ) -> Result<Option<&'static [usize]>, MissingCredentials> {
        let possible = |way: &&&'static [usize]| way.iter().all(|&index| self.has(index));
        if let Some(way) = requirement
            .iter()
            .filter(|way| !way.is_empty())
            .find(possible)
        {
            return Ok(Some(way));
        }
        if requirement.is_empty() || requirement.iter().any(|way| way.is_empty()) {
            return Ok(None);
        }
        let lacks = |way: &&'static [usize]| {
            way.iter()
                .filter(|&&index| !self.has(index))
                .map(|&index| self.name(index))
                .collect()
        };
        Err(MissingCredentials::new(
            requirement.iter().map(lacks).collect(),
        ))
    }

    /// Whether at least one of the requirements can be met; if not, what the first lacks.
    pub(crate) fn meets_any(
        &self,
        requirements: &[&Requirement],
    ) -> Result<(), MissingCredentials> {
        let mut first = Ok(());
        for requirement in requirements {
            match self.way(requirement) {
                Ok(_) => return Ok(()),
                Err(missing) => first = first.and(Err(missing)),
            }
        }
        first
    }

    fn has(&self, index: usize) -> bool {
        self.ready.get(index).is_some_and(Option::is_some)
    }

    fn name(&self, index: usize) -> &'static str {
        self.schemes.get(index).map_or("?", |scheme| scheme.name)
    }
}

impl fmt::Debug for Credentials {
    /// Says for which schemes there are some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = self
            .schemes
            .iter()
            .zip(&self.ready)
            .filter(|(_, ready)| ready.is_some());
        f.debug_set()
            .entries(given.map(|(scheme, _)| scheme.name))
            .finish()
    }
}

fn prepare(
    scheme: &'static Scheme,
    given: Option<&Credential>,
) -> Result<Option<Ready>, BuildError> {
    let bad = |reason| BuildError::Credential {
        scheme: scheme.name,
        reason,
    };
    if given.is_none() && !matches!(scheme.kind, SchemeKind::Certificate) {
        return Ok(None);
    }
    let text = match given {
        None => return Ok(Some(Ready::Elsewhere)),
        Some(Credential::Secret(secret)) => secret.expose().to_owned(),
        // A colon ends the name (RFC 7617), so one inside would move a part of it into the password.
        Some(Credential::Basic { user, .. }) if user.contains(':') => {
            return Err(bad("has a colon in the user name"));
        }
        Some(Credential::Basic { user, password }) => {
            base64::encode(&format!("{user}:{}", password.expose()))
        }
    };
    if text.is_empty() {
        return Err(bad("is empty"));
    }
    let header = |name: &str, text: &str| {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| bad("goes into a header whose name is not one"))?;
        let mut value = HeaderValue::from_str(text)
            .map_err(|_| bad("has characters that a header cannot have"))?;
        value.set_sensitive(true);
        Ok(Some(Ready::Header(name, value)))
    };
    let escaped = |escape| {
        let mut buffer = String::new();
        Text::new(&mut buffer, escape).push_str(&text);
        buffer
    };
    match scheme.kind {
        // A secret read from a file often has a line break at its end; saying so beats guessing.
        SchemeKind::Header(_) | SchemeKind::Bearer | SchemeKind::Authorization(_)
            if text.trim() != text =>
        {
            Err(bad("has white space at its ends"))
        }
        SchemeKind::Header(name) => header(name, &text),
        SchemeKind::Bearer => header(AUTHORIZATION.as_str(), &format!("Bearer {text}")),
        SchemeKind::Basic => header(AUTHORIZATION.as_str(), &format!("Basic {text}")),
        SchemeKind::Authorization(word) => {
            header(AUTHORIZATION.as_str(), &format!("{word} {text}"))
        }
        SchemeKind::Query(name) => Ok(Some(Ready::Query(name.to_owned(), escaped(Escape::Url)))),
        SchemeKind::Cookie(name) => Ok(Some(Ready::Cookie(
            name.to_owned(),
            escaped(Escape::Cookie),
        ))),
        SchemeKind::Certificate => Ok(Some(Ready::Elsewhere)),
    }
}
