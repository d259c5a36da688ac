//! A bound on the bytes that are under way between threads.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that may be taken and must be given back.
#[derive(Debug)]
pub(super) struct Budget {
    limit: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    taken: usize,
    closed: bool,
}

impl Budget {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until `bytes` fit, and takes them; false when the budget was closed. What is larger than the whole budget
    /// goes when nothing else is under way.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let mut state = self.lock();
        while !state.closed && state.taken > 0 && state.taken + bytes > self.limit {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.taken += bytes;
        !state.closed
    }

    /// Gives bytes back.
    pub(super) fn give_back(&self, bytes: usize) {
        let mut state = self.lock();
        state.taken = state.taken.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets everybody go who waits.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
