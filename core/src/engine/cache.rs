//! Prepared statements of one connection, bounded.

use crate::sql::SqlText;
use hashlink::{LruCache, linked_hash_map::RawEntryMut};

/// Prepared statements of one connection; the least recently used go first.
///
/// A constant text is found by its address and length, without reading it. (Two copies of one text in a binary merely
/// cost a second statement.) So is one that has a number. A rendered text is found by its content.
#[derive(Debug)]
pub struct StatementCache<S> {
    constant: LruCache<(usize, usize), S>,
    rendered: LruCache<Box<str>, S>,
}

impl<S> StatementCache<S> {
    /// A cache that keeps `capacity` statements of constant or numbered text, and as many of rendered text.
    pub fn new(capacity: usize) -> Self {
        Self { constant: LruCache::new(capacity), rendered: LruCache::new(capacity) }
    }

    /// The statement of a text, prepared if it is not there. What has to go is handed to `evict`.
    ///
    /// # Errors
    /// Those of `prepare`.
    #[inline]
    pub fn get<E>(
        &mut self,
        text: SqlText<'_>,
        prepare: impl FnOnce(&str) -> Result<S, E>,
        evict: impl FnOnce(S),
    ) -> Result<&mut S, E> {
        match key(text) {
            Some(key) => find(&mut self.constant, &key, text.as_str(), prepare, evict),
            None => find(&mut self.rendered, text.as_str(), text.as_str(), prepare, evict),
        }
    }

    /// Forgets a statement that has become invalid.
    pub fn remove(&mut self, text: SqlText<'_>) -> Option<S> {
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
fn key(text: SqlText<'_>) -> Option<(usize, usize)> {
    match text {
        SqlText::Constant(sql) => Some((sql.as_ptr() as usize, sql.len())),
        // No text is that long.
        SqlText::Numbered(number, _) => Some((number, usize::MAX)),
        SqlText::Rendered(_) => None,
    }
}

fn find<'c, K, Q, S, E>(
    cache: &'c mut LruCache<K, S>,
    key: &Q,
    sql: &str,
    prepare: impl FnOnce(&str) -> Result<S, E>,
    evict: impl FnOnce(S),
) -> Result<&'c mut S, E>
where
    K: std::hash::Hash + Eq + std::borrow::Borrow<Q>,
    Q: std::hash::Hash + Eq + ToOwned<Owned: Into<K>> + ?Sized,
{
    // What was run last is mostly run again, and is found without a search.
    if cache.iter().next_back().is_some_and(|(last, _)| last.borrow() == key) {
        return Ok(cache.iter_mut().next_back().expect("it was there").1);
    }
    if cache.len() == cache.capacity()
        && !cache.contains_key(key)
        && let Some((_, old)) = cache.remove_lru()
    {
        evict(old);
    }
    // One search for what is found, which is nearly always.
    match cache.raw_entry_mut().from_key(key) {
        RawEntryMut::Occupied(mut entry) => {
            entry.to_back();
            Ok(entry.into_mut())
        }
        RawEntryMut::Vacant(entry) => Ok(entry.insert(key.to_owned().into(), prepare(sql)?).1),
    }
}
