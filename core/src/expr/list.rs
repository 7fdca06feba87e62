//! Membership in a list of values.

use super::{Bind, Expr, Value, scope::Both, scope::Nothing};
use crate::{
    Result,
    sql::{Dialect, DialectKind, Sql, Tok, Writer, loose},
    value::{Binder, Encode, Scalar},
};
use smallvec::SmallVec;

/// `operand IN (list)`, or NOT IN.
///
/// Each value has its placeholder; their number is rounded up, by repeating the last value, so that few texts serve all lengths: at
/// most a quarter more, to 8, 10, 12, 14, 16, 20, 24, .. On PostgreSQL a list of more than 16 is one array.
#[derive(Debug, Clone)]
pub struct InList<E, I, const NOT: bool> {
    operand: E,
    /// Short lists are common, and need no memory of their own.
    items: SmallVec<[I; 2]>,
}

impl<E: Expr, I, const NOT: bool> Expr for InList<E, I, NOT> {
    type Base = bool;
    type Uses = Both<E::Uses, Nothing>;
}

impl<T: Scalar, V: Encode> Encode for Bind<T, V> {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.get().encode(binder)
    }
}

/// The longest list that PostgreSQL gets value by value. It plans a statement with an array anew at each run, since it takes an array
/// of unknown length for one of ten; one with placeholders it plans once.
const SHORT: usize = 16;

/// Of so many lengths a text is kept; one with a list that is longer is rendered at each run.
pub(super) const MOST_WAYS: usize = 1 << 14;

/// Whether a list of so many values is one array.
pub(crate) fn is_array(dialect: DialectKind, values: usize) -> bool {
    dialect == DialectKind::Postgres && values > SHORT
}

/// How many placeholders a list of `n` gets.
fn padded(n: usize) -> usize {
    if n <= 8192 { n.next_multiple_of((n.next_power_of_two() / 8).max(1)) } else { n }
}

impl<D: Dialect, E: Expr + Sql<D>, I: Encode, const NOT: bool> Sql<D> for InList<E, I, NOT> {
    const LOOSE: u8 = loose::COMPARISON;
    const TOK: Tok = Tok::Choice(&[E::TOK]);
    fn render(&self, w: &mut Writer) {
        if self.items.is_empty() {
            return w.lit(if NOT { "1 = 1" } else { "1 = 0" });
        }
        w.group::<D, E>(E::LOOSE >= loose::COMPARISON, &self.operand);
        if is_array(w.style().kind, self.items.len()) {
            w.lit(if NOT { " <> ALL(" } else { " = ANY(" });
            w.placeholder();
        } else {
            w.lit(if NOT { " NOT IN (" } else { " IN (" });
            w.placeholders(padded(self.items.len()));
        }
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        let is_array = is_array(binder.dialect(), self.items.len());
        binder.way(if is_array { SHORT + 1 } else { padded(self.items.len()) }, MOST_WAYS);
        let Some(last) = self.items.last() else { return Ok(()) };
        self.operand.bind(binder)?;
        if is_array {
            return binder.list(<E::Base as Scalar>::TYPE, &self.items);
        }
        if !binder.wants_values() {
            return Ok(());
        }
        for item in &self.items {
            item.encode(binder)?;
        }
        for _ in self.items.len()..padded(self.items.len()) {
            last.encode(binder)?;
        }
        Ok(())
    }
}

/// Membership in a list of values that is known only at run time.
pub trait Membership: Expr {
    /// `self IN (list)`. An empty list holds nothing: false.
    fn in_list<L>(self, list: L) -> InList<Self, <L::Item as Value<Self::Base, Self>>::E, false>
    where
        L: IntoIterator<Item: Value<Self::Base, Self>>,
    {
        InList { operand: self, items: list.into_iter().map(Value::into_expr).collect() }
    }

    /// `self NOT IN (list)`. An empty list holds nothing: true.
    fn not_in_list<L>(self, list: L) -> InList<Self, <L::Item as Value<Self::Base, Self>>::E, true>
    where
        L: IntoIterator<Item: Value<Self::Base, Self>>,
    {
        InList { operand: self, items: list.into_iter().map(Value::into_expr).collect() }
    }
}
impl<E: Expr> Membership for E {}
