//! MERGE.

use super::{
    Absent, Assignments, Beside, Chain, Changes, FromTable, HasRows, Once, Source, Statement, Takes, Writes,
    insert::AssignedIn,
};
use crate::{
    Result,
    expr::{
        Condition, Is, Told,
        scope::{Empty, Joined, Scope},
    },
    node,
    schema::{BaseTable, CompletedBy},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, NotNull},
};
use std::marker::PhantomData;

node!(/** `MERGE INTO table USING source ON condition clauses`: PostgreSQL. */ MergeSql<T, S, C, W> {
    PostgreSQL => ["MERGE INTO " T " USING " S " ON " C W];
    SQLite => lacks "`MERGE` does not exist on {Self}, only on PostgreSQL: there is `insert(..).on_conflict(..)`";
    MySQL, MariaDB => lacks "`MERGE` does not exist on {Self}, only on PostgreSQL: there is `insert(..).on_duplicate_key_update(..)`";
    AnyDialect => lacks "`MERGE` does not exist on every backend, only on PostgreSQL"
});
node!(/** `WHEN MATCHED condition THEN action` */ WhenMatched<C, A> = " WHEN MATCHED" C " THEN " A);
node!(/** `WHEN NOT MATCHED condition THEN action` */ WhenMissing<C, A> = " WHEN NOT MATCHED" C " THEN " A);
node!(/** `AND condition`, of a clause. */ AndIf<C> = " AND (" C ")");
node!(/** `UPDATE SET pairs`, of a clause. */ MergeUpdate<P> = "UPDATE SET " P);
node!(/** `INSERT (columns) VALUES (values)`, of a clause. */ MergeInsert<N, V> = "INSERT (" N ") VALUES (" V ")");
/// `DELETE`, of a clause.
#[derive(Debug, Clone, Copy)]
pub struct MergeDelete;
/// `DO NOTHING`, of a clause.
#[derive(Debug, Clone, Copy)]
pub struct MergeNothing;
macro_rules! words {
    ($($word:ident $text:literal;)*) => { $(
        impl<D: Dialect> Sql<D> for $word {
            const TOK: Tok = Tok::Lit($text);
        }
    )* };
}
words! {
    MergeDelete "DELETE";
    MergeNothing "DO NOTHING";
}

/// Begins a MERGE: `merge(stock::table).using(delivery::table, on)`. PostgreSQL, from version 15.
///
/// What comes next says what happens to rows of the table that a row of the source belongs to, and to rows of the source
/// that belong to none. Of several clauses the first that fits is taken, so one without a condition is the last of its
/// kind.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::{SetColumn, merge}};
/// # table! { pub struct Stock in stock { #[primary_key] item: i64, pieces: i64 } }
/// # table! { pub struct Delivery in deliveries { #[primary_key] item: i64, pieces: i64 } }
/// # fn main() {
/// let delivered = merge(stock::table)
///     .using(deliveries::table, deliveries::item.eq(stock::item))
///     .delete_matched_if(deliveries::pieces.lt(0))
///     .update_matched(stock::pieces.set(stock::pieces.add(deliveries::pieces)))
///     .insert_missing((stock::item.set(deliveries::item), stock::pieces.set(deliveries::pieces)));
/// # }
/// ```
#[inline]
pub fn merge<T: BaseTable>(table: T) -> MergeInto<T> {
    let _ = table;
    MergeInto(PhantomData)
}

/// A MERGE without a source yet.
pub struct MergeInto<T>(PhantomData<fn() -> T>);
/// The scope of the source alone.
type Alone<S> = Scope<Joined<S, NotNull, Empty>, Empty>;
/// The scope of the table and the source.
type Both<T, S> = Beside<T, Joined<S, NotNull, Empty>>;

impl<T: BaseTable> MergeInto<T> {
    /// The source, and which of its rows belong to which of the table.
    #[inline]
    pub fn using<S: Source<Origin: HasRows>, C: Condition<Both<T, S::Table>, I>, I>(
        self,
        source: S,
        on: C,
    ) -> Merge<T, S::Table, MergeSql<FromTable<T>, S::Sql, C, Absent>, Open, Open> {
        Merge::new(MergeSql { T: FromTable::new(), S: source.into_source(), C: on, W: Absent })
    }
}

/// A kind of clause that can still be said.
pub struct Open;
/// A kind of clause of which one without a condition was said.
pub struct Closed;

/// A MERGE into table `T` from `S`; `M` and `N` say whether more clauses for rows that match, and that do not, can follow.
#[must_use = "a MERGE is not run by itself: say `.execute(&mut connection)`"]
pub struct Merge<T, S, Q, M, N> {
    sql: Q,
    state: PhantomData<fn() -> (T, S, M, N)>,
}
impl<T, S, Q, M, N> Merge<T, S, Q, M, N> {
    fn new(sql: Q) -> Self {
        Self { sql, state: PhantomData }
    }
}

/// The MERGE with one more clause.
type With<T, S, R, C, W, A, M, N> = Merge<T, S, MergeSql<FromTable<T>, R, C, Chain<W, A>>, M, N>;

/// One line per clause without values: without a condition, and with one.
macro_rules! simple {
    ($($(#[$m:meta])* $method:ident, $(#[$n:meta])* $method_if:ident: $action:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $method(self) -> With<T, S, R, C, W, WhenMatched<Absent, $action>, Closed, N> {
            let MergeSql { T, S, C, W } = self.sql;
            Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMatched { C: Absent, A: $action } } })
        }

        $(#[$n])*
        #[inline]
        pub fn $method_if<P: Condition<Both<T, S>, I>, I>(
            self,
            condition: P,
        ) -> With<T, S, R, C, W, WhenMatched<AndIf<P>, $action>, Open, N> {
            let MergeSql { T, S, C, W } = self.sql;
            let condition = AndIf { C: condition };
            Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMatched { C: condition, A: $action } } })
        }
    )* };
}
impl<T: BaseTable, S, R, C, W, N> Merge<T, S, MergeSql<FromTable<T>, R, C, W>, Open, N> {
    simple! {
        /// `WHEN MATCHED THEN DELETE`: the row that is there goes.
        delete_matched,
        /// `WHEN MATCHED AND condition THEN DELETE`
        delete_matched_if: MergeDelete;
        /// `WHEN MATCHED THEN DO NOTHING`: the row that is there stays as it is.
        skip_matched,
        /// `WHEN MATCHED AND condition THEN DO NOTHING`
        skip_matched_if: MergeNothing;
    }

    /// `WHEN MATCHED THEN UPDATE SET ..`: the row that is there changes.
    #[inline]
    pub fn update_matched<A, Ch: Takes<A, P, I, Checked: Told>, P, I>(
        self,
        assignments: A,
    ) -> With<T, S, R, C, W, WhenMatched<Absent, MergeUpdate<P>>, Closed, N>
    where
        Changes<T, Both<T, S>>: Is<Ch>,
    {
        let MergeSql { T, S, C, W } = self.sql;
        let action = MergeUpdate { P: Ch::pairs_of(assignments) };
        Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMatched { C: Absent, A: action } } })
    }

    /// `WHEN MATCHED AND condition THEN UPDATE SET ..`
    #[inline]
    pub fn update_matched_if<P: Condition<Both<T, S>, J>, A, Ch: Takes<A, Pairs, I, Checked: Told>, Pairs, I, J>(
        self,
        condition: P,
        assignments: A,
    ) -> With<T, S, R, C, W, WhenMatched<AndIf<P>, MergeUpdate<Pairs>>, Open, N>
    where
        Changes<T, Both<T, S>>: Is<Ch>,
    {
        let MergeSql { T, S, C, W } = self.sql;
        let action = MergeUpdate { P: Ch::pairs_of(assignments) };
        Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMatched { C: AndIf { C: condition }, A: action } } })
    }
}

/// An INSERT of the assignments `A`, in a clause.
type Inserts<T, S, A, I> = MergeInsert<AssignedIn<T, A, Alone<S>, I>, A>;
impl<T: BaseTable, S, R, C, W, M> Merge<T, S, MergeSql<FromTable<T>, R, C, W>, M, Open> {
    /// `WHEN NOT MATCHED THEN INSERT ..`: the row of the source becomes one of the table.
    #[inline]
    pub fn insert_missing<A: Assignments<T, Alone<S>, I> + Once, I>(
        self,
        assignments: A,
    ) -> With<T, S, R, C, W, WhenMissing<Absent, Inserts<T, S, A, I>>, M, Closed>
    where
        T: CompletedBy<A, Checked: Told>,
    {
        let MergeSql { T, S, C, W } = self.sql;
        let action = MergeInsert { N: AssignedIn::new(), V: assignments };
        Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMissing { C: Absent, A: action } } })
    }

    /// `WHEN NOT MATCHED AND condition THEN INSERT ..`
    #[inline]
    pub fn insert_missing_if<P: Condition<Alone<S>, K>, A: Assignments<T, Alone<S>, I> + Once, I, K>(
        self,
        condition: P,
        assignments: A,
    ) -> With<T, S, R, C, W, WhenMissing<AndIf<P>, Inserts<T, S, A, I>>, M, Open>
    where
        T: CompletedBy<A, Checked: Told>,
    {
        let MergeSql { T, S, C, W } = self.sql;
        let action = MergeInsert { N: AssignedIn::new(), V: assignments };
        Merge::new(MergeSql { T, S, C, W: Chain { A: W, B: WhenMissing { C: AndIf { C: condition }, A: action } } })
    }
}

impl<D: Dialect, T, S, Q: Sql<D>, M, N> Sql<D> for Merge<T, S, Q, M, N> {
    const TOK: Tok = Q::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<T, S, Q, M, N> Writes for Merge<T, S, Q, M, N> {}
#[diagnostic::do_not_recommend]
impl<T, S, U, R, C, A, B, M, N> Statement for Merge<T, S, MergeSql<U, R, C, Chain<A, B>>, M, N> {}
