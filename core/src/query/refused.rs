//! Methods that are looked for where they are not: each is here for its message, and cannot be called.
//!
//! Without them the compiler would say that no such method is there, of a long type.

use super::{
    Absent, AddCondition, Delete, DeleteUsing, Everything, Insert, InsertInto, OnConflict, Returning, ReturningBatch,
    Select, SelectSql, Ungrouped, Update, UpdateFromSet, UpdateSet, Where,
    update::{UpdateSql, table_of},
};
use crate::{
    Result,
    expr::{
        Is, Told,
        scope::{Joined, Scope, Single},
    },
    schema::BaseTable,
};
use std::marker::PhantomData;

/// What is asked of the table `T`. Nothing can be.
pub struct Asked<T>(PhantomData<T>);
/// What is asked of something.
#[doc(hidden)]
pub trait IsAsked {
    /// The table.
    type Of;
}
impl<T> IsAsked for Asked<T> {
    type Of = T;
}

/// Declares what is refused: its name, and its words about `{T}`.
///
/// Each is two traits, the one with the words behind an impl of the other: so the message stands at the method, without the
/// lines about its bound. An impl that nobody asks for keeps the compiler from naming others.
macro_rules! words {
    ($($name:ident: $message:literal, $label:literal, $note:literal;)+) => {
        #[doc(hidden)]
        pub mod words {
            $(
                #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
                pub trait $name<T> {}
            )+
        }
        $(
            #[doc(hidden)]
            pub trait $name {
                /// See [`Told`].
                type Checked;
            }
            #[diagnostic::do_not_recommend]
            impl<T> words::$name<T> for Unset {}
            impl<X: IsAsked + words::$name<<X as IsAsked>::Of>> $name for X {
                type Checked = ();
            }
        )+
    };
}
words! {
    GivesRows: "a query of `{T}` gives rows: read them by `.all(..)`, not by `.execute(..)`",
        "this gives rows", "`.all(..)` gives all of them, `.one(..)` exactly one, `.optional(..)` one or none, `.first(..)` the first";
    IsRead: "a query of `{T}` is read by `.all(..)`",
        "`.all(..)` is meant", "`.all(..)` gives all rows, `.one(..)` exactly one, `.optional(..)` one or none, `.first(..)` the first";
    IsGrouped: "groups of `{T}` are chosen, but the query is not grouped: say `.group_by(..)` before `.having(..)`",
        "there are no groups", "rows are chosen by `.filter(..)`, groups by `.having(..)`";
    GivesBack: "`.returning(..)` gives rows: read them by `.one(..)` or `.all(..)`, not by `.execute(..)`",
        "this gives rows", "without `.returning(..)`, `.execute(..)` gives the number of rows that were written";
    GivesNoRows: "this writes `{T}`, and gives no rows: say `.returning(..)` first",
        "this gives no rows", "`.returning_rows()` gives whole rows; `.execute(..)` runs it, and gives the number of rows";
    SaysWhatThen: "this INSERT into `{T}` does not say what happens on a conflict",
        "`.do_nothing()` or `.do_update(..)` is missing", "`.on_conflict(..).do_update(users::name.set(proposed(users::name)))`";
    HasNothing: "this INSERT into `{T}` has no rows: say `.values(..)`",
        "`.values(..)` is missing", "`insert(users::table).values(rows)`: a row is made by `new!(..)`, many are a vector";
    SetsNothing: "the update of `{T}` sets nothing: say `.set(..)` before `.filter(..)`",
        "`.set(..)` is missing", "`update(users::table).set(users::name.set(\"Ann\")).filter(..)`";
    NoQuery: "`{T}` is a table and no query: begin with `from({T})`",
        "write `from(..)` around the table", "`from(users::table).filter(users::id.eq(1)).all(&mut connection)?`";
}

/// One line per type: what is refused there, by which words.
macro_rules! refused {
    ($([$($g:tt)*] $ty:ty: $($method:ident)+ -> $out:ident, $words:ident<$t:ty>;)+) => { $(
        impl<$($g)*> $ty {
            $(refused! { @method $out $method $words<$t> })+
        }
    )+ };
    (@method count $method:ident $words:ident<$t:ty>) => {
        #[doc(hidden)]
        pub fn $method<E, No: $words<Checked: Told>>(&self, _on: &mut E) -> Result<u64>
        where
            Asked<$t>: Is<No>,
        {
            unreachable!("it does not compile")
        }
    };
    (@method rows $method:ident $words:ident<$t:ty>) => {
        #[doc(hidden)]
        pub fn $method<E, R, No: $words<Checked: Told>>(&self, _on: &mut E) -> Result<R>
        where
            Asked<$t>: Is<No>,
        {
            unreachable!("it does not compile")
        }
    };
}
refused! {
    [T, N, M, O, G, C] Select<Scope<Joined<T, N, M>, O>, G, C>: execute -> count, GivesRows<T>;
    [T, N, M, O, G, C] Select<Scope<Joined<T, N, M>, O>, G, C>: load -> rows, IsRead<T>;
    [N, P] Returning<N, P>: execute -> count, GivesBack<P>;
    [T, V, K, P] ReturningBatch<T, V, K, P>: execute -> count, GivesBack<P>;
    [T, V, C] OnConflict<T, V, C>: execute -> count, SaysWhatThen<T>;
    [T] Insert<T>: execute -> count, HasNothing<T>;
    [T] Update<T>: execute -> count, SetsNothing<T>;
    [T, V, K] InsertInto<T, V, K>: all one optional first -> rows, GivesNoRows<T>;
    [T, A, W] UpdateSet<T, A, W>: all one optional first -> rows, GivesNoRows<T>;
    [T, A, F, S, W] UpdateFromSet<T, A, F, S, W>: all one optional first -> rows, GivesNoRows<T>;
    [T, W] Delete<T, W>: all one optional first -> rows, GivesNoRows<T>;
    [T, U, S, W] DeleteUsing<T, U, S, W>: all one optional first -> rows, GivesNoRows<T>;
}

/// What an UPDATE sets that is filtered before it sets something. It is SQL, so that nothing else is told.
#[derive(Debug, Clone, Copy)]
pub struct Unset;
crate::no_sql!(Unset);
impl<T: BaseTable> Update<T> {
    #[doc(hidden)]
    pub fn filter<C, No: SetsNothing<Checked: Told>>(self, condition: C) -> UpdateSet<T, Unset, Where<C>>
    where
        Asked<T>: Is<No>,
    {
        UpdateSet { sql: UpdateSql { T: table_of(self), A: Unset, W: Absent.and(condition) } }
    }
}

/// An UPDATE of `T` that sets `A` can set something else, too: only if `A` is nothing, which was told already.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this UPDATE of `{T}` sets something already",
    label = "`.set(..)` for the second time",
    note = "all columns are set together: `.set((users::name.set(\"Ann\"), users::age.set(30)))`"
)]
pub trait SetsMore<T, A> {}
#[diagnostic::do_not_recommend]
impl<T> SetsMore<T, Unset> for Asked<T> {}
#[doc(hidden)]
pub trait SetsAgain<A> {
    /// See [`Told`].
    type Checked;
}
impl<X: IsAsked + SetsMore<<X as IsAsked>::Of, A>, A> SetsAgain<A> for X {
    type Checked = ();
}
impl<T, A, W> UpdateSet<T, A, W> {
    #[doc(hidden)]
    pub fn set<B, No: SetsAgain<A, Checked: Told>>(self, _assignments: B) -> Self
    where
        Asked<T>: Is<No>,
    {
        self
    }
}

impl<T, N, M, O, C> Select<Scope<Joined<T, N, M>, O>, Ungrouped, C> {
    #[doc(hidden)]
    pub fn having<H, No: IsGrouped<Checked: Told>>(self, _condition: H) -> Self
    where
        Asked<T>: Is<No>,
    {
        self
    }
}

/// The query of a table, as it goes on where a table was taken for a query.
type Begun<T> = Select<
    Single<T>,
    Ungrouped,
    SelectSql<Absent, Everything<Single<T>>, Absent, Absent, Absent, Absent, Absent, Absent>,
>;

macro_rules! asked {
    ($(query $method:ident($($argument:ident),+);)+ $(rows $run:ident;)+) => {
        $( asked! { @query $method [$($argument)+] } )+
        $(
            #[doc(hidden)]
            fn $run<E, R, No: NoQuery<Checked: Told>>(&self, _on: &mut E) -> Result<R>
            where
                Asked<Self>: Is<No>,
            {
                unreachable!("it does not compile")
            }
        )+
    };
    (@query $method:ident [$one:ident]) => {
        #[doc(hidden)]
        fn $method<A, No: NoQuery<Checked: Told>>(self, _: A) -> Begun<Self>
        where
            Asked<Self>: Is<No>,
        {
            unreachable!("it does not compile")
        }
    };
    (@query $method:ident [$one:ident $two:ident]) => {
        #[doc(hidden)]
        fn $method<A, B, No: NoQuery<Checked: Told>>(self, _: A, _: B) -> Begun<Self>
        where
            Asked<Self>: Is<No>,
        {
            unreachable!("it does not compile")
        }
    };
}

/// What a query has, asked of a table. `table!` says so of each: said of all, messages about other types would name it.
#[doc(hidden)]
pub trait AskedOfTable: BaseTable {
    asked! {
        query filter(condition);
        query select(list);
        query order_by(terms);
        query group_by(terms);
        query limit(n);
        query join(table, condition);
        query left_join(table, condition);
        rows all;
        rows one;
        rows optional;
        rows first;
        rows count;
    }
}
