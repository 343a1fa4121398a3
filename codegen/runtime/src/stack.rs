//! How much of the stack a value may take while it is read or written.
//!
//! Values are read level by level, and each level calls the next one: a value that is nested deeply enough would need more
//! stack than the thread has, which ends the whole process. JSON may have 128 levels; how many bytes each takes depends on
//! the type, and on how the client is built. So what is measured is bytes.
//!
//! In: where each level is. Out: an error, long before the end of a stack of two megabytes, which is what threads have.

use std::cell::Cell;
use std::fmt;

/// How many bytes a value may take: half of what a thread has, since nobody knows how much was taken before.
#[cfg(not(target_arch = "wasm32"))]
const MOST: usize = 1 << 20;
/// The stack of a program for WebAssembly has one megabyte as a rule.
#[cfg(target_arch = "wasm32")]
const MOST: usize = 1 << 18;

thread_local! {
    /// Where the outermost level is; 0: there is none.
    static OUTERMOST: Cell<usize> = const { Cell::new(0) };
}

/// A level of a value.
#[derive(Debug)]
pub(crate) struct Level {
    is_outermost: bool,
}

/// A value is nested too deeply.
#[derive(Debug)]
pub(crate) struct TooDeep;

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is nested too deeply: a thread's stack has no room for it")
    }
}

impl Level {
    /// Begins a level, which ends when it is dropped.
    ///
    /// # Errors
    ///
    /// When the levels around it take too much of the stack already.
    #[inline]
    pub(crate) fn enter() -> Result<Self, TooDeep> {
        let mark = 0_u8;
        let here = std::ptr::from_ref(&mark).addr();
        let outermost = OUTERMOST.get();
        if outermost == 0 {
            OUTERMOST.set(here);
            return Ok(Self { is_outermost: true });
        }
        if here.abs_diff(outermost) > MOST {
            return Err(TooDeep);
        }
        Ok(Self {
            is_outermost: false,
        })
    }
}

impl Drop for Level {
    #[inline]
    fn drop(&mut self) {
        if self.is_outermost {
            OUTERMOST.set(0);
        }
    }
}
