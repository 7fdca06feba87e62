//! A bounded map that forgets what was not used for longest.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::{
    borrow::Borrow,
    hash::{BuildHasher, Hash},
};

/// Values by key, of which the ones that were used last are kept.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    slots: Vec<Slot<K, V>>,
    capacity: usize,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Counts what is found.
    clock: u64,
}

#[derive(Debug)]
struct Slot<K, V> {
    key: K,
    /// When it was found last.
    used: u64,
    value: V,
}

impl<K: Hash + Eq, V> Recent<K, V> {
    pub(super) fn new(capacity: usize) -> Self {
        let (index, hasher) = (HashTable::new(), DefaultHashBuilder::default());
        Self { slots: Vec::new(), capacity, index, hasher, clock: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The value of a key, which may be where it was found last: there it is now. One that is not there is made, and what has to go
    /// for it is handed to `evict`.
    ///
    /// # Errors
    /// Those of `make`.
    #[inline]
    pub(super) fn get<Q, E>(
        &mut self,
        key: &Q,
        guess: &mut u32,
        make: impl FnOnce() -> Result<V, E>,
        evict: impl FnOnce(V),
    ) -> Result<&mut V, E>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned: Into<K>> + ?Sized,
    {
        if self.slots.get(*guess as usize).is_none_or(|slot| slot.key.borrow() != key) {
            *guess = match self.find(key) {
                Some(at) => at,
                None => self.add(key.to_owned().into(), make()?, evict),
            };
        }
        self.clock += 1;
        let slot = &mut self.slots[*guess as usize];
        slot.used = self.clock;
        Ok(&mut slot.value)
    }

    /// The value at a place where [`get`](Self::get) found one, if nothing was put in or taken out since.
    #[inline]
    pub(super) fn at(&mut self, place: u32) -> &mut V {
        &mut self.slots[place as usize].value
    }

    #[inline(never)]
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
    {
        let is_it = |&at: &u32| self.slots[at as usize].key.borrow() == key;
        self.index.find(self.hasher.hash_one(key), is_it).copied()
    }

    /// Puts a value where there is room, or in the place of the one that was not found for longest.
    #[cold]
    fn add(&mut self, key: K, value: V, evict: impl FnOnce(V)) -> u32 {
        if self.slots.len() == self.capacity {
            let oldest = self.slots.iter().enumerate().min_by_key(|(_, slot)| slot.used);
            evict(self.take(oldest.map_or(0, |(at, _)| at)));
        }
        let at = self.slots.len() as u32;
        let (slots, hasher) = (&mut self.slots, &self.hasher);
        slots.push(Slot { key, used: 0, value });
        let hash = |&at: &u32| hasher.hash_one(&slots[at as usize].key);
        self.index.insert_unique(hash(&at), at, hash);
        at
    }

    pub(super) fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|at| self.take(at as usize))
    }

    /// Takes a value out. The last one moves to its place.
    fn take(&mut self, at: usize) -> V {
        let last = self.slots.len() - 1;
        for (from, to) in [(at, None), (last, Some(at as u32))] {
            let hash = self.hasher.hash_one(&self.slots[from].key);
            if let Ok(mut entry) = self.index.find_entry(hash, |found| *found as usize == from) {
                match to {
                    Some(to) => *entry.get_mut() = to,
                    None => drop(entry.remove()),
                }
            }
        }
        self.slots.swap_remove(at).value
    }

    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.index.clear();
    }
}
