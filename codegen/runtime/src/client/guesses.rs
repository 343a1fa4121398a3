//! Pages that are asked for before the page in front of them has come: where positions are numbers that grow by the same
//! step, the next ones can be guessed.
//!
//! A guess changes nothing of what a walk gives: a page is given out only at the position that the page before it leads to.
//! One at another position was asked for in vain.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::SendingResponse;
use crate::error::Error;
use crate::operation::Operation;
use crate::response::Response;

/// The pages that are asked for beside the one that is waited for.
pub(super) struct Guesses<O: Operation> {
    /// How many calls there may be at a time, that of the page that is waited for included.
    most: usize,
    /// How many pages are still wanted, if that is known.
    wanted: Option<usize>,
    /// How far the last two positions were from each other.
    step: Option<i64>,
    calls: VecDeque<Guess<O>>,
}

struct Guess<O: Operation> {
    position: i64,
    call: Guessed<O>,
}

/// A call that was made for a guess, as far as it is.
pub(super) enum Guessed<O: Operation> {
    Asked(Box<SendingResponse<O::Output, O::Error>>),
    /// Until it is taken.
    Answered(Option<Answer<O>>),
}

impl<O: Operation> Guessed<O> {
    /// Gives the answer once.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Answer<O>> {
        match self {
            Self::Asked(call) => Pin::new(call).poll(cx),
            Self::Answered(answer) => answer.take().map_or(Poll::Pending, Poll::Ready),
        }
    }
}

/// A page, with its status and headers.
pub(super) type Answer<O> =
    Result<Response<<O as Operation>::Output>, Error<<O as Operation>::Error>>;

impl<O: Operation> Default for Guesses<O> {
    fn default() -> Self {
        Self {
            most: 1,
            wanted: None,
            step: None,
            calls: VecDeque::new(),
        }
    }
}

impl<O: Operation> Guesses<O> {
    pub(super) fn allow(&mut self, calls: usize) {
        self.most = calls;
    }

    pub(super) fn want(&mut self, pages: usize) {
        self.wanted = Some(pages);
    }

    /// Forgets everything: the walk goes on elsewhere.
    pub(super) fn clear(&mut self) {
        self.step = None;
        self.calls.clear();
    }

    /// Learns how far the next page is from this one.
    pub(super) fn note(&mut self, position: Option<&str>, next: &str) {
        let step = number(position)
            .zip(number(Some(next)))
            .and_then(|(position, next)| next.checked_sub(position));
        self.step = step.filter(|step| *step > 0);
        // What lies behind another position than the guessed one was guessed wrongly, too.
        let next = number(Some(next));
        if self.calls.front().map(|guess| guess.position) != next {
            self.calls.clear();
        }
    }

    /// The call for a page, if it was made already.
    pub(super) fn take(&mut self, position: Option<&str>) -> Option<Guessed<O>> {
        let position = number(position)?;
        if self.calls.front()?.position != position {
            return None;
        }
        self.calls.pop_front().map(|guess| guess.call)
    }

    /// The position to ask for next while the page at another one is waited for, if there may be one more call.
    pub(super) fn wanted(&self, current: Option<&str>) -> Option<i64> {
        let last = match self.calls.back() {
            Some(guess) => guess.position,
            None => number(current)?,
        };
        let most = self.wanted.map_or(self.most, |pages| self.most.min(pages));
        let has_room = self.calls.len() + 1 < most;
        has_room.then(|| last.checked_add(self.step?)).flatten()
    }

    pub(super) fn add(&mut self, position: i64, call: Box<SendingResponse<O::Output, O::Error>>) {
        let call = Guessed::Asked(call);
        self.calls.push_back(Guess { position, call });
    }

    /// Lets the calls go on.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) {
        for guess in &mut self.calls {
            if let Guessed::Asked(_) = guess.call
                && let Poll::Ready(answer) = guess.call.poll(cx)
            {
                guess.call = Guessed::Answered(Some(answer));
            }
        }
    }
}

/// A position that is written as its number is.
fn number(position: Option<&str>) -> Option<i64> {
    let text = position?;
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

impl<O: Operation> fmt::Debug for Guesses<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let positions = self.calls.iter().map(|guess| guess.position);
        f.debug_list().entries(positions).finish()
    }
}
