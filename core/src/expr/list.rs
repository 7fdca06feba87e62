//! Membership in a list of values.

use super::{Bind, Expr, Value, scope::Both, scope::Nothing};
use crate::{
    Result,
    sql::{AnyDialect, DialectKind, MariaDB, MySQL, PostgreSQL, SQLite, Sql, Tok, Writer, loose},
    value::{Binder, Encode, Scalar},
};
use smallvec::SmallVec;

/// `operand IN (list)`, or NOT IN.
///
/// On PostgreSQL one array is bound, and the text is a constant. Elsewhere each value has its placeholder; their number
/// is rounded up, by repeating the last value, so that few texts serve all lengths: at most a quarter more, to 8, 10, 12, 14, 16,
/// 20, 24, ..
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

/// How many placeholders a list of `n` gets.
fn padded(n: usize) -> usize {
    if n <= 8192 { n.next_multiple_of((n.next_power_of_two() / 8).max(1)) } else { n }
}

impl<E: Expr, I: Encode, const NOT: bool> InList<E, I, NOT> {
    fn render_list<D: crate::sql::Dialect>(&self, w: &mut Writer)
    where
        E: Sql<D>,
    {
        if self.items.is_empty() {
            return w.lit(if NOT { "1 = 1" } else { "1 = 0" });
        }
        self.render_operand::<D>(w);
        w.lit(if NOT { " NOT IN (" } else { " IN (" });
        w.placeholders(padded(self.items.len()));
        w.lit(")");
    }

    fn render_array<D: crate::sql::Dialect>(&self, w: &mut Writer)
    where
        E: Sql<D>,
    {
        self.render_operand::<D>(w);
        w.lit(if NOT { " <> ALL(" } else { " = ANY(" });
        w.placeholder();
        w.lit(")");
    }

    fn render_operand<D: crate::sql::Dialect>(&self, w: &mut Writer)
    where
        E: Sql<D>,
    {
        w.group::<D, E>(E::LOOSE >= loose::COMPARISON, &self.operand);
    }

    fn bind_list<'v, D: crate::sql::Dialect, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>
    where
        E: Sql<D>,
    {
        let Some(last) = self.items.last() else { return Ok(()) };
        self.operand.bind(binder)?;
        for item in &self.items {
            item.encode(binder)?;
        }
        for _ in self.items.len()..padded(self.items.len()) {
            last.encode(binder)?;
        }
        Ok(())
    }

    fn bind_array<'v, D: crate::sql::Dialect, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>
    where
        E: Sql<D>,
    {
        self.operand.bind(binder)?;
        binder.list(<E::Base as Scalar>::TYPE, &self.items)
    }
}

macro_rules! expanded {
    ($($d:ident)*) => { $(
        impl<E: Expr + Sql<$d>, I: Encode, const NOT: bool> Sql<$d> for InList<E, I, NOT> {
            const LOOSE: u8 = loose::COMPARISON;
            const TOK: Tok = Tok::Dynamic;
            fn render(&self, w: &mut Writer) {
                self.render_list::<$d>(w);
            }
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                self.bind_list::<$d, B>(binder)
            }
        }
    )* };
}
expanded!(SQLite MySQL MariaDB);

impl<E: Expr + Sql<PostgreSQL>, I: Encode, const NOT: bool> Sql<PostgreSQL> for InList<E, I, NOT> {
    const LOOSE: u8 = loose::COMPARISON;
    const TOK: Tok = Tok::Seq(&[
        Tok::Group(E::LOOSE >= loose::COMPARISON, &E::TOK),
        Tok::Lit(if NOT { " <> ALL(" } else { " = ANY(" }),
        Tok::Bind,
        Tok::Lit(")"),
    ]);
    fn render(&self, w: &mut Writer) {
        self.render_array::<PostgreSQL>(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.bind_array::<PostgreSQL, B>(binder)
    }
}

impl<E: Expr + Sql<AnyDialect>, I: Encode, const NOT: bool> Sql<AnyDialect> for InList<E, I, NOT> {
    const LOOSE: u8 = loose::COMPARISON;
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        if w.style().kind != DialectKind::Postgres {
            return self.render_list::<AnyDialect>(w);
        }
        self.render_array::<AnyDialect>(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        match binder.dialect() {
            DialectKind::Postgres => self.bind_array::<AnyDialect, B>(binder),
            _ => self.bind_list::<AnyDialect, B>(binder),
        }
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
