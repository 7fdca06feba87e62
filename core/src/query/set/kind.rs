//! The kinds of set operations.

use crate::{
    node,
    query::Limits,
    value::{Load, Scalar},
};

node!(/** `UNION right` */ Union<R> = " UNION " R);
node!(/** `UNION ALL right` */ UnionAll<R> = " UNION ALL " R);
node!(/** `INTERSECT right` */ Intersect<R> = " INTERSECT " R);
node!(/** `EXCEPT right` */ Except<R> = " EXCEPT " R);
node!(/** `INTERSECT ALL right`: not on SQLite. */ IntersectAll<R> {
    PostgreSQL, MySQL, MariaDB => [" INTERSECT ALL " R];
    SQLite => lacks "`INTERSECT ALL` does not exist on {Self}, only `INTERSECT`";
    AnyDialect => lacks "`INTERSECT ALL` does not exist on every backend: SQLite does not have it"
});
node!(/** `EXCEPT ALL right`: not on SQLite. */ ExceptAll<R> {
    PostgreSQL, MySQL, MariaDB => [" EXCEPT ALL " R];
    SQLite => lacks "`EXCEPT ALL` does not exist on {Self}, only `EXCEPT`";
    AnyDialect => lacks "`EXCEPT ALL` does not exist on every backend: SQLite does not have it"
});

/// A kind of set operation.
pub trait SetKind {
    /// How loosely it binds: INTERSECT before the others.
    const LEVEL: u8;
    /// A column that can be NULL on the left only.
    type LeftNull<T: Scalar>: Load;
    /// A column that can be NULL on the right only.
    type RightNull<T: Scalar>: Load;
}
macro_rules! kinds {
    ($($kind:ident $level:literal: left = $left:ty, right = $right:ty;)*) => { $(
        impl<R: Limits> Limits for $kind<R> {
            type Limit = R::Limit;
        }
        impl<R> SetKind for $kind<R> {
            const LEVEL: u8 = $level;
            type LeftNull<T: Scalar> = $left;
            type RightNull<T: Scalar> = $right;
        }
    )* };
}
kinds! {
    Union 2: left = Option<T>, right = Option<T>;
    UnionAll 2: left = Option<T>, right = Option<T>;
    Intersect 1: left = T, right = T;
    IntersectAll 1: left = T, right = T;
    Except 2: left = Option<T>, right = T;
    ExceptAll 2: left = Option<T>, right = T;
}
