//! Moments in time, where there is a clock: the standard library's panics in the browser.

use std::time::Duration;

/// A moment in time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(#[cfg(not(target_arch = "wasm32"))] std::time::Instant);

impl Moment {
    /// The moment so long after now; `None` where there is no clock, or when it never comes.
    pub(crate) fn after(time: Duration) -> Option<Self> {
        #[cfg(not(target_arch = "wasm32"))]
        return std::time::Instant::now().checked_add(time).map(Self);
        #[cfg(target_arch = "wasm32")]
        None
    }

    /// How long it is until then; `None` when it is over.
    pub(crate) fn left(self) -> Option<Duration> {
        #[cfg(not(target_arch = "wasm32"))]
        return self.0.checked_duration_since(std::time::Instant::now());
        #[cfg(target_arch = "wasm32")]
        None
    }

    /// Whether it is over.
    pub(crate) fn is_past(self) -> bool {
        #[cfg(not(target_arch = "wasm32"))]
        return std::time::Instant::now() >= self.0;
        #[cfg(target_arch = "wasm32")]
        false
    }
}

/// A clock that runs from when it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(#[cfg(not(target_arch = "wasm32"))] std::time::Instant);

impl Clock {
    pub(crate) fn new() -> Self {
        Self(
            #[cfg(not(target_arch = "wasm32"))]
            std::time::Instant::now(),
        )
    }

    /// How long it has run; `None` where there is no clock.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(clippy::unnecessary_wraps, reason = "in the browser there is none")
    )]
    pub(crate) fn elapsed(self) -> Option<Duration> {
        #[cfg(not(target_arch = "wasm32"))]
        return Some(self.0.elapsed());
        #[cfg(target_arch = "wasm32")]
        None
    }
}
