//! Makes, checks and cleans the connections of the pool.

use super::slots::Slots;
use crate::{
    Result,
    engine::{Backend, DatabaseUrl, Link, link::Observers},
};
use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::{Duration, Instant},
};

/// What is done to each new connection.
pub(super) type OnConnect<B> = Box<dyn Fn(&mut <B as Backend>::Connection) -> Result<()> + Send + Sync>;

/// How connections are made, and how long they are kept.
pub(super) struct Manager<B: Backend> {
    pub(super) url: DatabaseUrl,
    pub(super) observers: Observers,
    pub(super) on_connect: Vec<OnConnect<B>>,
    pub(super) check_after: Duration,
    /// How old one may get.
    pub(super) recycle: Duration,
    /// How long one is kept that nobody uses.
    pub(super) idle: Duration,
}

impl<B: Backend> Manager<B> {
    /// A new connection, set up. In a box, since it moves in and out of the pool while others wait.
    pub(super) fn connect(&self) -> Result<Box<Link<B>>> {
        let mut connection = B::connect(&self.url)?;
        for set_up in &self.on_connect {
            set_up(&mut connection).map_err(|error| error.context("setting up a connection"))?;
        }
        Ok(Box::new(Link::new(connection, self.observers.clone())))
    }

    /// Whether one that was idle can be used: it is not too old, and gives a sign of life if it was idle for long.
    fn is_usable(&self, link: &mut Link<B>) -> bool {
        let now = Instant::now();
        if now.duration_since(link.made) >= self.recycle {
            return false;
        }
        if now.duration_since(link.last_used) < self.check_after {
            return true;
        }
        link.last_used = now;
        B::ping(link.raw_mut()).is_ok()
    }

    /// Makes one clean that comes back; gives whether it can be used again.
    fn clean(link: &mut Link<B>) -> bool {
        if B::is_broken(link.raw_ref()) {
            return false;
        }
        // Where nobody tells, a ROLLBACK too many does no harm.
        if link.depth > 0 || B::in_transaction(link.raw_ref()).unwrap_or(link.touched) {
            if B::script(link.raw_mut(), "ROLLBACK").is_err() || B::in_transaction(link.raw_ref()) == Some(true) {
                return false;
            }
            link.depth = 0;
            link.touched = false;
        }
        true
    }
}

/// The connections, and how they are made. An engine's clones share it, and so does each connection that is in use.
pub(super) struct Shared<B: Backend> {
    pub(super) slots: Slots<Box<Link<B>>>,
    pub(super) manager: Manager<B>,
    /// How long to wait for one.
    pub(super) timeout: Duration,
}

impl<B: Backend> Shared<B> {
    /// One of the connections, or a new one. `None` if none came free in time.
    pub(super) fn take(self: &Arc<Self>) -> Option<Result<Pooled<B>>> {
        let (place, idle) = self.slots.take(self.timeout)?;
        // What cannot be used is closed before another one is opened: servers count them, too.
        let usable = idle.and_then(|mut link| self.manager.is_usable(&mut link).then_some(link));
        let link = usable.map_or_else(|| self.manager.connect(), Ok);
        Some(link.map(|link| {
            place.fill();
            Pooled { link: Some(link), shared: self.clone() }
        }))
    }

    fn give(&self, mut link: Box<Link<B>>) {
        let place = self.slots.place_of_taken();
        if !Manager::clean(&mut link) {
            return drop(link);
        }
        let now = Instant::now();
        link.last_used = now;
        let idle = self.manager.idle;
        // It is closed when the others can go on.
        drop(self.slots.give(place, link, |oldest| now.duration_since(oldest.last_used) >= idle));
    }
}

/// A connection of the pool in use.
pub struct Pooled<B: Backend> {
    /// `None` only while it is dropped.
    link: Option<Box<Link<B>>>,
    shared: Arc<Shared<B>>,
}

impl<B: Backend> Deref for Pooled<B> {
    type Target = Link<B>;
    #[inline]
    fn deref(&self) -> &Link<B> {
        self.link.as_deref().expect("it is not dropped")
    }
}

impl<B: Backend> DerefMut for Pooled<B> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Link<B> {
        self.link.as_deref_mut().expect("it is not dropped")
    }
}

impl<B: Backend> Drop for Pooled<B> {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            self.shared.give(link);
        }
    }
}
