//! The places of a pool: who has one, who waits for one.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// So many places, each empty, with an idle item, or taken.
pub(super) struct Slots<T> {
    state: Mutex<State<T>>,
    freed: Condvar,
    max: u32,
}

struct State<T> {
    /// What was used last stands last, and is taken first: the rest may grow old.
    idle: VecDeque<T>,
    /// Items, idle or taken, and places taken for one that is being made.
    open: u32,
}

/// A place that was taken. It is empty again when dropped, unless its item is given back.
pub(super) struct Place<'s, T>(&'s Slots<T>);

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        self.0.state().open -= 1;
        self.0.freed.notify_one();
    }
}

impl<T> Place<'_, T> {
    /// Leaves the place to the item that was taken or made for it, until [`Slots::place_of_taken`].
    pub(super) fn fill(self) {
        std::mem::forget(self);
    }
}

impl<T> Slots<T> {
    /// With one item, which is idle.
    pub(super) fn new(max: u32, first: T) -> Self {
        Self { state: Mutex::new(State { idle: [first].into(), open: 1 }), freed: Condvar::new(), max }
    }

    /// Nothing panics while it is locked, so that it is never half changed.
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place with what was idle in it, or with nothing, for a new item; waits for one so long. `None` if none came free.
    pub(super) fn take(&self, patience: Duration) -> Option<(Place<'_, T>, Option<T>)> {
        let none_free = |state: &mut State<T>| state.idle.is_empty() && state.open >= self.max;
        let mut state = self.state();
        if none_free(&mut state) {
            state = self.freed.wait_timeout_while(state, patience, none_free).unwrap_or_else(PoisonError::into_inner).0;
        }
        match state.idle.pop_back() {
            Some(item) => Some((Place(self), Some(item))),
            None if state.open < self.max => {
                state.open += 1;
                Some((Place(self), None))
            }
            None => None,
        }
    }

    /// The place that was left to an item, which comes back or is gone.
    pub(super) fn place_of_taken(&self) -> Place<'_, T> {
        Place(self)
    }

    /// Gives an item back. Of the others, the one that was not used for the longest time is taken out if it is `stale`.
    pub(super) fn give(&self, place: Place<'_, T>, item: T, stale: impl FnOnce(&T) -> bool) -> Option<T> {
        place.fill();
        let mut state = self.state();
        let old = if state.idle.front().is_some_and(stale) { state.idle.pop_front() } else { None };
        state.open -= u32::from(old.is_some());
        state.idle.push_back(item);
        drop(state);
        self.freed.notify_one();
        old
    }

    /// How many are open, and how many of them are idle.
    pub(super) fn counts(&self) -> (u32, u32) {
        let state = self.state();
        (state.open, state.idle.len() as u32)
    }

    /// How many there can be.
    pub(super) fn max(&self) -> u32 {
        self.max
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;
    use std::{
        sync::atomic::{AtomicU32, Ordering::Relaxed},
        thread,
        time::{Duration, Instant},
    };

    const NO_TIME: Duration = Duration::ZERO;
    const LONG: Duration = Duration::from_secs(60);

    fn taken(slots: &Slots<u32>) -> Option<Option<u32>> {
        slots.take(NO_TIME).map(|(place, item)| {
            place.fill();
            item
        })
    }

    fn give(slots: &Slots<u32>, item: u32, stale: impl FnOnce(&u32) -> bool) -> Option<u32> {
        slots.give(slots.place_of_taken(), item, stale)
    }

    #[test]
    fn what_was_used_last_is_taken_first() {
        let slots = Slots::new(3, 1);
        assert_eq!(
            [taken(&slots), taken(&slots), taken(&slots), taken(&slots)],
            [Some(Some(1)), Some(None), Some(None), None]
        );
        for item in [1, 2, 3] {
            assert_eq!(give(&slots, item, |_| false), None);
        }
        assert_eq!(slots.counts(), (3, 3));
        assert_eq!([taken(&slots), taken(&slots)], [Some(Some(3)), Some(Some(2))]);
        assert_eq!(slots.counts(), (3, 1));
    }

    #[test]
    fn a_stale_one_leaves_its_place_when_another_comes_back() {
        let slots = Slots::new(2, 1);
        assert_eq!([taken(&slots), taken(&slots)], [Some(Some(1)), Some(None)]);
        // The one that comes back is not asked.
        assert_eq!(give(&slots, 1, |_| true), None);
        assert_eq!(give(&slots, 2, |&item| item == 1), Some(1));
        assert_eq!(slots.counts(), (1, 1));
    }

    #[test]
    fn a_place_that_could_not_be_filled_is_free_for_who_waits() {
        let slots = Slots::new(1, 1);
        let (place, item) = slots.take(NO_TIME).unwrap();
        assert_eq!(item, Some(1));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| slots.take(LONG).map(|(_, item)| item));
            thread::sleep(Duration::from_millis(20));
            drop(place);
            assert_eq!(waiting.join().unwrap(), Some(None));
        });
        assert_eq!(slots.counts(), (0, 0));
    }

    #[test]
    fn nobody_waits_longer_than_said() {
        let slots = Slots::new(1, 1);
        let _held = slots.take(NO_TIME);
        let begun = Instant::now();
        assert!(slots.take(Duration::from_millis(50)).is_none());
        assert!((50..5000).contains(&begun.elapsed().as_millis()));
    }

    #[test]
    fn there_are_never_more_than_the_most_and_nobody_is_forgotten() {
        let slots = Slots::new(3, 0);
        let (used, made) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|scope| {
            for thread in 0..8 {
                let (slots, used, made) = (&slots, &used, &made);
                scope.spawn(move || {
                    for turn in 0..500 {
                        let (place, item) = slots.take(LONG).expect("a place in time");
                        assert!(used.fetch_add(1, Relaxed) < 3);
                        let item = item.unwrap_or_else(|| made.fetch_add(1, Relaxed));
                        if turn % 7 == thread % 7 {
                            thread::yield_now();
                        }
                        used.fetch_sub(1, Relaxed);
                        match turn % 5 {
                            0 => drop(place),
                            _ => {
                                slots.give(place, item, |_| turn % 11 == 0);
                            }
                        }
                    }
                });
            }
        });
        let (open, idle) = slots.counts();
        assert_eq!(open, idle);
        assert!(open <= 3);
    }
}
