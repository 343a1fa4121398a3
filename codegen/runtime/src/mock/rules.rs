//! Which calls get a response, and which one; and the calls that were made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::answer::Answer;
use super::call::Call;

/// What an API in memory knows. Clones are the same.
#[derive(Clone, Default)]
pub(super) struct Rules(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    pub(super) rules: Vec<Rule>,
    pub(super) calls: Vec<Call>,
    pub(super) waits: Vec<Duration>,
}

impl Rules {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a rule, and returns its index.
    pub(super) fn add(&self, rule: Rule) -> usize {
        let mut state = self.lock();
        state.rules.push(rule);
        state.rules.len() - 1
    }

    /// Changes a rule.
    pub(super) fn change(&self, rule: usize, change: impl FnOnce(&mut Rule)) {
        if let Some(rule) = self.lock().rules.get_mut(rule) {
            change(rule);
        }
    }
}

/// Which calls get a response, and which one.
pub(super) struct Rule {
    pub(super) is_for: Arc<IsFor>,
    pub(super) steps: Vec<Step>,
}

/// Whether a rule is for a call.
pub(super) type IsFor = dyn Fn(&Call) -> bool + Send + Sync;

/// A response, and how often it is given.
pub(super) struct Step {
    pub(super) answer: Answer,
    /// How often it is still given; `None`: to all.
    pub(super) left: Option<usize>,
}

impl Rule {
    pub(super) fn new(is_for: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Self {
        Self {
            is_for: Arc::new(is_for),
            steps: Vec::new(),
        }
    }

    /// The response to a call, if the rule is for it and has one left.
    pub(super) fn next(&mut self, call: &Call) -> Option<Answer> {
        if !(self.is_for)(call) {
            return None;
        }
        let last = self.steps.len().checked_sub(1)?;
        for (index, step) in self.steps.iter_mut().enumerate() {
            match &mut step.left {
                Some(0) => {}
                // What something follows is given once unless a number is set.
                None if index < last => {
                    step.left = Some(0);
                    return Some(step.answer.clone());
                }
                None => return Some(step.answer.clone()),
                Some(left) => {
                    *left -= 1;
                    return Some(step.answer.clone());
                }
            }
        }
        None
    }
}
