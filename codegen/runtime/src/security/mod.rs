//! Credentials: which there are, which an operation needs, and where they travel.
//!
//! What does not change is put into its form when the client is built. What a source gives is put into a request when it is
//! about to be sent, each time: `fill`. Where and in which form, `place.rs` says.

mod place;

use std::fmt;

use http::{HeaderName, Request};

use self::place::{Place, Value, put};
use crate::api::{Scheme, SchemeKind};
use crate::base64;
use crate::body::Body;
use crate::credential::{Asking, Cache, CacheSource, Credential, Exchange, Kind, Stamp};
use crate::encode::Encoder;
use crate::error::{BuildError, MissingCredentials, TransportError, TransportErrorKind};
use crate::secret::Secret;

/// Ways to authenticate: one of these lists, all schemes in it.
type Requirement = [&'static [usize]];

/// A credential as the user gave it.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    Credential(Credential),
    Basic { user: String, password: Secret },
}

/// The credentials of a client, ready to be sent, by the index of their scheme.
pub(crate) struct Credentials {
    schemes: &'static [Scheme],
    ready: Vec<Option<Ready>>,
}

/// Where a credential goes, and what goes there.
struct Ready {
    place: Place,
    value: Value,
}

/// The schemes whose credentials a request still has to be given: what it carries among its extensions.
#[derive(Clone)]
pub(crate) struct Asked(std::sync::Arc<[usize]>);

impl Credentials {
    /// Checks the credentials and puts them into the form in which they are sent. `base_url` is where the API is.
    pub(crate) fn new(
        schemes: &'static [Scheme],
        given: &[Option<Given>],
        base_url: &str,
    ) -> Result<Self, BuildError> {
        let prepare = |(index, scheme): (usize, &'static Scheme)| {
            let given = given.get(index).and_then(Option::as_ref);
            let bad = |reason| BuildError::Credential {
                scheme: scheme.name,
                reason,
            };
            prepare(scheme, given, base_url).map_err(bad)
        };
        let ready = schemes.iter().enumerate().map(prepare);
        Ok(Self {
            schemes,
            ready: ready.collect::<Result<_, _>>()?,
        })
    }

    /// Adds what a requirement asks for to a request: the first way all of whose credentials are there, and what else is
    /// there for the other ways. Documents publish as alternatives what their servers want together, and whoever gave a
    /// credential wants it sent; only what would take the place of another one stays out.
    ///
    /// The schemes whose credentials come from a source are returned: [`Self::fill`] adds them.
    pub(crate) fn apply(
        &self,
        requirement: &Requirement,
        request: &mut Encoder,
    ) -> Result<Option<Asked>, MissingCredentials> {
        let Some(way) = self.way(requirement)? else {
            return Ok(None);
        };
        let others = requirement.iter().copied().flatten();
        let mut sent: Vec<&Ready> = Vec::new();
        let mut asked = Vec::new();
        for (index, ready) in way
            .iter()
            .chain(others)
            .filter_map(|&index| Some((index, self.ready.get(index)?.as_ref()?)))
        {
            if sent.iter().any(|other| other.place.is(&ready.place)) {
                continue;
            }
            match (&ready.place, &ready.value) {
                (Place::Header(name, _), Value::Header(value)) => {
                    request.headers_mut().insert(name, value.clone());
                }
                (Place::Header(name, _), Value::Asked(_)) => {
                    // A credential comes before a parameter of its name.
                    request.headers_mut().remove(name);
                    asked.push(index);
                }
                (Place::Query(name), Value::Text(value)) => request.push_escaped(name, value),
                (Place::Cookie(name), Value::Text(value)) => request.push_cookie(name, value),
                (_, Value::Asked(_)) => asked.push(index),
                _ => {}
            }
            sent.push(ready);
        }
        Ok((!asked.is_empty()).then(|| Asked(asked.into())))
    }

    /// Whether a header is the place of a credential that is still to come.
    pub(crate) fn is_asked(&self, asked: Option<&Asked>, name: &HeaderName) -> bool {
        let is_there =
            |ready: &Ready| matches!(&ready.place, Place::Header(place, _) if place == name);
        asked.is_some_and(|asked| {
            asked
                .0
                .iter()
                .any(|&index| self.get(index).is_some_and(is_there))
        })
    }

    /// Puts the credentials into a request that their sources give, and returns which these are. What the request has in a
    /// header already stays: it was set for this call.
    pub(crate) async fn fill(
        &self,
        request: &mut Request<Body>,
        asking: &Asking<'_>,
    ) -> Result<Vec<Stamp>, TransportError> {
        let Some(Asked(asked)) = request.extensions_mut().remove::<Asked>() else {
            return Ok(Vec::new());
        };
        let mut stamps = Vec::with_capacity(asked.len());
        for &index in asked.iter() {
            let Some(Ready {
                place,
                value: Value::Asked(cache),
            }) = self.get(index)
            else {
                continue;
            };
            if let Place::Header(name, _) = place
                && request.headers().contains_key(name)
            {
                continue;
            }
            let (secret, stamp) = cache.get(index, asking).await?;
            put(place, secret.expose(), request).map_err(|reason| {
                let text = format!("that for `{}` {reason}", self.name(index));
                TransportError::new(TransportErrorKind::Credential, text).unsent()
            })?;
            stamps.push(stamp);
        }
        Ok(stamps)
    }

    /// Takes note that the server accepts the credentials that a request was sent with.
    pub(crate) fn accept(&self, stamps: &[Stamp]) {
        self.caches(stamps).for_each(|(cache, _)| cache.accept());
    }

    /// Notes that the server refuses the credentials of a request, and returns whether there may be
    /// others.
    pub(crate) fn refuse(&self, stamps: &[Stamp]) -> bool {
        // All of them hear of it.
        self.caches(stamps)
            .fold(false, |any, (cache, stamp)| cache.refuse(stamp) || any)
    }

    fn caches(&self, stamps: &[Stamp]) -> impl Iterator<Item = (&Cache, Stamp)> {
        stamps
            .iter()
            .filter_map(|stamp| match &self.get(stamp.scheme)?.value {
                Value::Asked(cache) => Some((&**cache, *stamp)),
                _ => None,
            })
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

    fn get(&self, index: usize) -> Option<&Ready> {
        self.ready.get(index)?.as_ref()
    }

    fn has(&self, index: usize) -> bool {
        self.get(index).is_some()
    }

    fn name(&self, index: usize) -> &'static str {
        self.schemes.get(index).map_or("?", |scheme| scheme.name)
    }
}

impl fmt::Debug for Credentials {
    /// Shows the schemes that have one.
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
    given: Option<&Given>,
    base_url: &str,
) -> Result<Option<Ready>, &'static str> {
    if matches!(scheme.kind, SchemeKind::Certificate) {
        let (place, value) = (Place::Elsewhere, Value::None);
        return Ok(Some(Ready { place, value }));
    }
    let Some(given) = given else {
        return Ok(None);
    };
    let place = Place::of(scheme.kind)?;
    let cache = |source| Value::Asked(Box::new(Cache::new(scheme.name, source)));
    let value = match given {
        // A colon ends the name (RFC 7617), so one inside would move a part of it into the password.
        Given::Basic { user, .. } if user.contains(':') => {
            return Err("has a colon in the user name");
        }
        Given::Basic { user, password } => {
            place.value(&base64::encode(format!("{user}:{}", password.expose())))?
        }
        Given::Credential(Credential(Kind::Text(secret))) => place.value(secret.expose())?,
        Given::Credential(Credential(Kind::Source(source))) => {
            cache(CacheSource::Own(std::sync::Arc::clone(source)))
        }
        Given::Credential(Credential(Kind::OAuth2(settings))) => {
            let documented = match scheme.refresh_url {
                Some(url) if settings.refreshes() => Some(url),
                _ => scheme.token_url,
            };
            let exchange = Exchange::new(settings, documented, base_url)?;
            cache(CacheSource::TokenEndpoint(Box::new(exchange)))
        }
    };
    Ok(Some(Ready { place, value }))
}
