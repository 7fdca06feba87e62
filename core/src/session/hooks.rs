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
        let mut taken = Taken::from(self, |hooks| &mut hooks.before_flush);
        let Taken { session, functions, .. } = &mut taken;
        functions.iter_mut().try_for_each(|f| f(session))
    }

    pub(super) fn call_after(&mut self, which: fn(&mut Hooks<B>) -> &mut Vec<After<B>>) {
        let mut taken = Taken::from(self, which);
        let Taken { session, functions, .. } = &mut taken;
        functions.iter_mut().for_each(|f| f(session));
    }
}

/// Functions that are taken out, so that they can use the session. They are put back also when one of them panics.
struct Taken<'s, B: Backend, F> {
    session: &'s mut Session<B>,
    which: fn(&mut Hooks<B>) -> &mut Vec<F>,
    functions: Vec<F>,
}
impl<'s, B: Backend, F> Taken<'s, B, F> {
    fn from(session: &'s mut Session<B>, which: fn(&mut Hooks<B>) -> &mut Vec<F>) -> Self {
        let functions = std::mem::take(which(&mut session.hooks));
        Self { session, which, functions }
    }
}
impl<B: Backend, F> Drop for Taken<'_, B, F> {
    fn drop(&mut self) {
        let hooks = (self.which)(&mut self.session.hooks);
        self.functions.append(hooks);
        std::mem::swap(hooks, &mut self.functions);
    }
}
