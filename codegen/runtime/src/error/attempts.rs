//! How many attempts a call had, and why there was no other one.

use std::fmt;

/// How many attempts a call had, and why there was no other one, where that is not plain.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attempts {
    pub(crate) attempts: u32,
    stopped: Option<Stopped>,
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
    pub(crate) fn new(attempts: u32) -> Self {
        Self {
            attempts,
            stopped: None,
        }
    }

    pub(crate) fn stopped(attempts: u32, stopped: Stopped) -> Self {
        Self {
            attempts,
            stopped: Some(stopped),
        }
    }
}

impl fmt::Display for Attempts {
    /// What is added to a message: nothing for a call that had one attempt and was to have one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts > 1 {
            write!(f, " (attempt {})", self.attempts)?;
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
