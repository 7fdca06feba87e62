//! Prepared statements of one connection, bounded.

use super::recent::Recent;
use crate::sql::SqlText;

/// Prepared statements of one connection; the least recently used go first.
///
/// A constant text is found by its address and length, without reading it. (Two copies of one text in a binary merely
/// cost a second statement.) So is one that has a number. A rendered text is found by its content.
#[derive(Debug)]
pub struct StatementCache<S> {
    constant: Recent<(usize, usize), S>,
    rendered: Recent<Box<str>, S>,
    /// Where texts of an address were found last: a search is half as long as all that Aludel adds to a statement of SQLite.
    guesses: [u32; 1 << GUESS_BITS],
    /// Where a rendered text was found last.
    guess: u32,
}

const GUESS_BITS: u32 = 8;

impl<S> StatementCache<S> {
    /// A cache that keeps `capacity` statements of constant or numbered text, and as many of rendered text.
    ///
    /// # Panics
    /// If `capacity` is 0.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a statement is kept while it runs");
        let (constant, rendered) = (Recent::new(capacity), Recent::new(capacity));
        Self { constant, rendered, guesses: [0; 1 << GUESS_BITS], guess: 0 }
    }

    /// The statement of a text, prepared if it is not there. What has to go is handed to `evict`.
    ///
    /// # Errors
    /// Those of `prepare`.
    #[inline]
    pub fn get<E>(
        &mut self,
        text: &SqlText<'_>,
        prepare: impl FnOnce(&str) -> Result<S, E>,
        evict: impl FnOnce(S),
    ) -> Result<&mut S, E> {
        let sql = text.as_str();
        match key(text) {
            Some(key) => self.constant.get(&key, &mut self.guesses[place(key)], || prepare(sql), evict),
            None => self.rendered.get(sql, &mut self.guess, || prepare(sql), evict),
        }
    }

    /// Forgets a statement that has become invalid.
    pub fn remove(&mut self, text: &SqlText<'_>) -> Option<S> {
        match key(text) {
            Some(key) => self.constant.remove(&key),
            None => self.rendered.remove(text.as_str()),
        }
    }

    /// How many statements there are.
    pub fn len(&self) -> usize {
        self.constant.len() + self.rendered.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.constant.clear();
        self.rendered.clear();
    }
}

/// What a text is found by, unless it has to be read for that.
#[inline]
fn key(text: &SqlText<'_>) -> Option<(usize, usize)> {
    match text {
        SqlText::Constant(sql) => Some((sql.as_ptr() as usize, sql.len())),
        // No text is that long.
        SqlText::Numbered(number, _) => Some((*number, usize::MAX)),
        SqlText::Rendered(_) => None,
    }
}

/// Which guess is that of a text.
#[inline]
fn place((address, _): (usize, usize)) -> usize {
    // The upper bits of the product depend on all of the address.
    ((address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - GUESS_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    const TEXTS: &str = "a constant text of some length, of which each part is another text";

    /// Which statements there are, the one that was used last at the end, as slowly as can be.
    struct Model(VecDeque<(usize, usize)>);

    impl Model {
        /// Whether it was there, and what has to go.
        fn get(&mut self, key: (usize, usize), capacity: usize) -> (bool, Option<(usize, usize)>) {
            let known = self.remove(key);
            self.0.push_back(key);
            (known, (self.0.len() > capacity).then(|| self.0.pop_front().unwrap()))
        }
        fn remove(&mut self, key: (usize, usize)) -> bool {
            let before = self.0.len();
            self.0.retain(|known| *known != key);
            self.0.len() < before
        }
    }

    /// A text for a number, of each kind.
    fn text(kind: usize, n: usize) -> (SqlText<'static>, (usize, usize)) {
        let part = &TEXTS[n % 30..][..1 + n / 30];
        match kind {
            0 => (SqlText::Constant(part), (part.as_ptr() as usize, part.len())),
            1 => (SqlText::Numbered(n, part), (n, usize::MAX)),
            _ => (SqlText::Rendered(&TEXTS[n..]), (n, 0)),
        }
    }

    #[test]
    fn the_least_recently_used_goes() {
        // A generator of numbers that are as good as random for this.
        let mut random = 1u64;
        let mut next = move |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) as usize % below
        };
        for (capacity, texts) in [(1, 3), (2, 3), (7, 8), (7, 30), (60, 60), (20, 2)] {
            let mut cache = StatementCache::new(capacity);
            let [mut numbered, mut rendered] = [Model(VecDeque::new()), Model(VecDeque::new())];
            for _ in 0..5_000 {
                let (text, key) = text(next(3), next(texts));
                let model = if key.1 == 0 { &mut rendered } else { &mut numbered };
                if next(10) == 0 {
                    assert_eq!(cache.remove(&text).is_some(), model.remove(key));
                    continue;
                }
                let (mut prepared, mut gone) = (false, None);
                let prepare = |sql: &str| {
                    assert_eq!(sql, text.as_str());
                    prepared = true;
                    Ok::<_, ()>(key)
                };
                let found = *cache.get(&text, prepare, |old| gone = Some(old)).unwrap();
                assert_eq!((found, (!prepared, gone)), (key, model.get(key, capacity)));
                assert_eq!(cache.len(), numbered.0.len() + rendered.0.len());
            }
            cache.clear();
            assert!(cache.is_empty());
        }
    }

    #[test]
    fn what_cannot_be_prepared_changes_nothing() {
        let mut cache = StatementCache::new(1);
        let (a, b) = (SqlText::Constant("a"), SqlText::Constant("b"));
        assert_eq!(cache.get(&a, |_| Ok::<_, ()>(1), |_| panic!("there is room")), Ok(&mut 1));
        assert_eq!(cache.get(&b, |_| Err("no"), |_| panic!("nothing came")), Err("no"));
        assert_eq!(cache.get(&a, |_| Err("there"), |_| panic!("nothing came")), Ok(&mut 1));
        assert_eq!((cache.remove(&b), cache.remove(&a), cache.remove(&a)), (None, Some(1), None));
    }
}
