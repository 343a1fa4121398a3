//! Which call a response or an error belongs to, how many attempts it had, and why there was no other one.

use std::fmt;
use std::sync::Arc;

use http::Uri;
use http::request::Parts;
use http::uri::{Authority, Scheme};

use crate::OperationInfo;

/// How many attempts a call had, and why there was no other one, where that is not plain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    pub(crate) number: u32,
    stopped: Option<Stopped>,
    call: Option<CallOf>,
}

/// What was called, and where: the head of the request, which all attempts share. Only operation, method, scheme, host and
/// port are ever shown of it, since the rest can hold credentials.
#[derive(Clone)]
pub(crate) struct CallOf(Arc<Parts>);

impl CallOf {
    /// What a request is for.
    pub(crate) fn new(head: &Arc<Parts>) -> Option<Self> {
        let is_known = head.extensions.get::<OperationInfo>().is_some();
        is_known.then(|| Self(Arc::clone(head)))
    }

    fn authority(&self) -> Option<&Authority> {
        self.0.uri.authority()
    }

    /// Whether an address is on the server that was called.
    fn is_at(&self, other: &Uri) -> bool {
        let port = |scheme: Option<&Scheme>, authority: Option<&Authority>| {
            let usual = if scheme == Some(&Scheme::HTTPS) {
                443
            } else {
                80
            };
            authority?.port_u16().or(Some(usual))
        };
        let (scheme, authority) = (self.0.uri.scheme(), self.authority());
        scheme == other.scheme()
            && authority.map(Authority::host) == other.host()
            && port(scheme, authority) == port(other.scheme(), other.authority())
    }
}

/// `list_things at api.example.com`: no path, and nothing that stands before an `@`.
impl fmt::Display for CallOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(info) = self.0.extensions.get::<OperationInfo>() {
            f.write_str(info.id)?;
        }
        let Some(authority) = self.authority() else {
            return Ok(());
        };
        write!(f, " at {}", authority.host())?;
        match authority.port_u16() {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for CallOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallOf({self})")
    }
}

/// Why a call that could have been repeated was not.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stopped {
    SpentBody,
    LongWait,
    NoTime,
    Budget,
}

impl Attempts {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    pub(crate) fn stopped(number: u32, stopped: Stopped) -> Self {
        Self {
            number,
            stopped: Some(stopped),
            call: None,
        }
    }

    pub(crate) fn of(self, call: Option<CallOf>) -> Self {
        Self { call, ..self }
    }

    /// What a message begins with: the operation and the host, where they are known.
    pub(super) fn lead(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.call {
            Some(call) => write!(f, "{call}: "),
            None => Ok(()),
        }
    }

    /// What a message says about a redirection that was not followed: no path, and no query, which may hold a credential.
    pub(super) fn redirected(&self, f: &mut fmt::Formatter<'_>, location: &str) -> fmt::Result {
        let location: Option<Uri> = location.parse().ok();
        let elsewhere = location.filter(|uri| {
            uri.scheme().is_some() && self.call.as_ref().is_none_or(|call| !call.is_at(uri))
        });
        if let Some(uri) = elsewhere {
            let scheme = uri.scheme_str().unwrap_or("https");
            let host = uri.host().unwrap_or_default();
            let port = uri
                .port_u16()
                .map(|port| format!(":{port}"))
                .unwrap_or_default();
            return write!(
                f,
                " to {scheme}://{host}{port}, which is not followed: if the API is there, set `base_url`"
            );
        }
        match &self.call {
            Some(call) => write!(
                f,
                " to another path, which is not followed for {}",
                call.0.method
            ),
            None => f.write_str(" to another path, which is not followed"),
        }
    }
}

impl fmt::Display for Attempts {
    /// What is added to a message: nothing for a call that had one attempt and was to have one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number > 1 {
            write!(f, " (attempt {})", self.number)?;
        }
        let Some(stopped) = self.stopped else {
            return Ok(());
        };
        f.write_str(match stopped {
            Stopped::SpentBody => {
                "; not tried again, since its body holds a stream that can be sent once"
            }
            Stopped::LongWait => {
                "; not tried again, since the server asks to wait for more than two minutes"
            }
            Stopped::NoTime => "; not tried again, since the time of the call would be over",
            Stopped::Budget => "; not tried again, since too many calls of this client fail",
        })
    }
}
