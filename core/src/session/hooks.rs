//! What a program is told of, and may have a say in.

use super::session::{After, Hooks, Session};
use crate::{Result, engine::Backend};

impl<B: Backend> Session<B> {
    /// Calls the function before each flush that has something to write. It may still change, add and delete rows, or
    /// refuse by an error, and nothing is written then.
    pub fn before_flush(&mut self, f: impl FnMut(&mut Session<B>) -> Result<()> + Send + 'static) {
        self.hooks.before_flush.push(Box::new(f));
    }

    /// Calls the function after each commit.
    pub fn after_commit(&mut self, f: impl FnMut(&mut Session<B>) + Send + 'static) {
        self.hooks.after_commit.push(Box::new(f));
    }

    /// Calls the function after each rollback of a transaction. A session that is dropped rolls back without calling it.
    pub fn after_rollback(&mut self, f: impl FnMut(&mut Session<B>) + Send + 'static) {
        self.hooks.after_rollback.push(Box::new(f));
    }

    pub(super) fn call_before_flush(&mut self) -> Result<()> {
        // Taken out, so that a function can use the session.
        let mut hooks = std::mem::take(&mut self.hooks.before_flush);
        let result = hooks.iter_mut().try_for_each(|f| f(self));
        hooks.append(&mut self.hooks.before_flush);
        self.hooks.before_flush = hooks;
        result
    }

    pub(super) fn call_after(&mut self, which: fn(&mut Hooks<B>) -> &mut Vec<After<B>>) {
        let mut hooks = std::mem::take(which(&mut self.hooks));
        hooks.iter_mut().for_each(|f| f(self));
        hooks.append(which(&mut self.hooks));
        *which(&mut self.hooks) = hooks;
    }
}
