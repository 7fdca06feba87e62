//! The language, the schema model and the engine of Aludel.
//!
//! Depend on the package `aludel`, which re-exports what a program needs. This crate is a house of floors, each
//! standing only on those below it:
//!
//! | floor | module | holds |
//! | --- | --- | --- |
//! | 7 | [`session`] | the unit of work: rows in memory, flush, savepoints, retry |
//! | 6 | [`engine`] | URL, pool, connections, transactions, running a statement and decoding its rows |
//! | 5 | [`query`] | SELECT, INSERT, UPDATE, DELETE, their clauses and the tables in scope |
//! | 4 | [`expr`] | columns, values, operators, functions, aggregates, subqueries |
//! | 3 | [`schema`] | what a table is: traits, metadata, DDL |
//! | 2 | [`value`] | Rust types as SQL values |
//! | 1 | [`sql`] | tokens, dialects, constant and run-time text |

// `?` is two calls, in what is compiled for each statement of a program; a `match` is none.
#![allow(clippy::question_mark)]

/// Hands a macro the tuples of one to sixteen: each element as a type parameter, its position, and an index parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! for_tuples {
    ($m:ident) => {
        $m! {
            (A 0 I0)
            (A 0 I0, B 1 I1)
            (A 0 I0, B 1 I1, C 2 I2)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10, L 11 I11)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10, L 11 I11, M 12 I12)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10, L 11 I11, M 12 I12, N 13 I13)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10, L 11 I11, M 12 I12, N 13 I13, O 14 I14)
            (A 0 I0, B 1 I1, C 2 I2, D 3 I3, E 4 I4, F 5 I5, G 6 I6, H 7 I7, I 8 I8, J 9 I9, K 10 I10, L 11 I11, M 12 I12, N 13 I13, O 14 I14, P 15 I15)
        }
    };
}

/// `Clone`, and `Copy`, of what holds one part and marks that are only types: the part alone decides.
macro_rules! cloned {
    ($($name:ident<$($g:ident),+> { $part:tt: $of:ty, $mark:tt };)*) => { $(
        impl<$($g),+> Clone for $name<$($g),+>
        where
            $of: Clone,
        {
            #[inline]
            fn clone(&self) -> Self {
                Self { $part: self.$part.clone(), $mark: std::marker::PhantomData }
            }
        }
        impl<$($g),+> Copy for $name<$($g),+> where $of: Copy {}
    )* };
}
pub(crate) use cloned;

/// What is nothing in a statement: a clause that is not there, a part that something else than SQL says.
macro_rules! no_sql {
    ([$($g:tt)*] $ty:ty) => {
        impl<D: $crate::sql::Dialect, $($g)*> $crate::sql::Sql<D> for $ty {
            const TOK: $crate::sql::Tok = $crate::sql::Tok::Lit("");
        }
    };
    ($($ty:ty),+) => { $( $crate::no_sql!([] $ty); )+ };
}
pub(crate) use no_sql;

pub mod engine;
pub mod error;
pub mod expr;
pub mod query;
pub mod schema;
pub mod session;
pub mod sql;
pub mod value;

pub use error::{Constraint, ConstraintKind, Error, ErrorKind, Result};
