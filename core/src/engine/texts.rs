//! The texts of statements that are rendered.

use super::recent::Recent;
use crate::sql::{SqlText, Style, Writer};
use std::{any::TypeId, convert::Infallible};

/// What a text is found by: the type of its statement, and which ways it went.
pub(super) type Key = (TypeId, u64);

/// So many texts are kept; a list makes one for each length.
const MOST: usize = 256;

/// The texts of one connection that were rendered once and are found by their shape, and a buffer for the others.
pub(super) struct Texts {
    /// Each with its number.
    kept: Recent<Key, (String, usize)>,
    /// Where one was found last.
    last: u32,
    /// How many there were, which is the next one's number. Numbers are not used again.
    numbers: usize,
    buffer: String,
}

impl Default for Texts {
    fn default() -> Self {
        Self { kept: Recent::new(MOST), last: 0, numbers: 0, buffer: String::new() }
    }
}

/// A text that is out of its place while it is used.
pub(super) struct Taken {
    sql: String,
    /// Its place and its number.
    from: Option<(u32, usize)>,
}

impl Taken {
    #[inline]
    pub(super) fn text(&self) -> SqlText<'_> {
        match self.from {
            Some((_, number)) => SqlText::Numbered(number, &self.sql),
            None => SqlText::Rendered(&self.sql),
        }
    }
}

impl Texts {
    /// The text of a key, or one that has none and is rendered; to be [given back](Self::give_back).
    pub(super) fn take(&mut self, key: Option<Key>, style: Style, render: &dyn Fn(&mut Writer)) -> Taken {
        let (place, from) = match key {
            Some(key) => {
                let new = || {
                    self.numbers += 1;
                    Ok::<_, Infallible>((String::new(), self.numbers - 1))
                };
                let Ok((sql, number)) = self.kept.get(&key, &mut self.last, new, drop);
                (sql, Some((self.last, *number)))
            }
            None => (&mut self.buffer, None),
        };
        let mut sql = std::mem::take(place);
        // It is empty, too, if it was not given back.
        if from.is_none() || sql.is_empty() {
            let mut writer = Writer::reuse(sql, style);
            render(&mut writer);
            sql = writer.finish();
        } else if cfg!(debug_assertions) {
            let mut writer = Writer::reuse(std::mem::take(&mut self.buffer), style);
            render(&mut writer);
            self.buffer = writer.finish();
            assert_eq!(sql, self.buffer, "a piece of SQL does not tell which way it went");
        }
        Taken { sql, from }
    }

    #[inline]
    pub(super) fn give_back(&mut self, taken: Taken) {
        match taken.from {
            Some((at, _)) => self.kept.at(at).0 = taken.sql,
            None => self.buffer = taken.sql,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::{Dialect, SQLite};
    use hashbrown::HashMap;

    const STYLE: Style = SQLite::STYLES[0];

    /// Takes a text, and says its number and how often it was rendered for that.
    fn run(texts: &mut Texts, shape: Option<u64>, text: &str) -> (Option<usize>, String, usize) {
        let rendered = std::cell::Cell::new(0);
        let taken = texts.take(shape.map(|shape| (TypeId::of::<()>(), shape)), STYLE, &|w| {
            rendered.set(rendered.get() + 1);
            w.lit(text);
        });
        let result = (taken.from.map(|(_, number)| number), taken.text().as_str().to_owned(), rendered.get());
        texts.give_back(taken);
        result
    }

    /// It is rendered once more where it is checked.
    const CHECKED: usize = cfg!(debug_assertions) as usize;

    #[test]
    fn a_text_is_found_by_its_shape() {
        let mut texts = Texts::default();
        assert_eq!(run(&mut texts, Some(7), "a"), (Some(0), "a".into(), 1));
        assert_eq!(run(&mut texts, Some(8), "b"), (Some(1), "b".into(), 1));
        for (shape, text) in [(7, "a"), (7, "a"), (8, "b"), (7, "a"), (8, "b"), (8, "b")] {
            assert_eq!(run(&mut texts, Some(shape), text), (Some(shape as usize - 7), text.into(), CHECKED));
        }
        assert_eq!(run(&mut texts, None, "c"), (None, "c".into(), 1));
        assert_eq!(run(&mut texts, None, "d"), (None, "d".into(), 1));
    }

    #[test]
    fn no_number_is_used_for_another_text() {
        let mut texts = Texts::default();
        let mut known = HashMap::new();
        for shape in (0..10 * MOST as u64).chain(0..MOST as u64).chain([3, 3, 2]) {
            let (number, text, _) = run(&mut texts, Some(shape), &shape.to_string());
            assert_eq!(text, shape.to_string());
            assert_eq!(*known.entry(number).or_insert(shape), shape);
            assert!(texts.kept.len() <= MOST);
        }
    }

    /// A program with a long tail of shapes does not lose those that it uses all the time.
    #[test]
    fn what_was_not_used_for_long_goes_first() {
        let mut texts = Texts::default();
        let hot = [1, 2, 3];
        let mut numbers = Vec::new();
        for tail in 10..10 + 5 * MOST as u64 {
            run(&mut texts, Some(tail), "tail");
            numbers.push(hot.map(|shape| run(&mut texts, Some(shape), "hot").0));
        }
        assert!(numbers.iter().all(|all| *all == numbers[0]), "they kept their numbers");
        assert_eq!(texts.kept.len(), MOST);
    }

    #[test]
    fn a_text_that_was_not_given_back_is_rendered_again() {
        let mut texts = Texts::default();
        drop(texts.take(Some((TypeId::of::<()>(), 1)), STYLE, &|w| w.lit("a")));
        assert_eq!(run(&mut texts, Some(1), "a"), (Some(0), "a".into(), 1));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "does not tell which way it went")]
    fn a_piece_that_does_not_tell_is_seen() {
        let mut texts = Texts::default();
        run(&mut texts, Some(1), "a");
        run(&mut texts, Some(1), "b");
    }
}
