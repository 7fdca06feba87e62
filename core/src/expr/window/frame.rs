//! Frames: which rows of a window are looked at.

use super::over::WindowFunction;
use crate::{
    Result,
    expr::{Fixed, scope::Uses},
    node,
    sql::{AnyDialect, Binder, DialectKind, MariaDB, MySQL, PostgreSQL, SQLite, Sql, Tok, Writer},
    value::{NotNull, Nullable},
};

node!(/** `ROWS BETWEEN start AND end` */ RowsFrame<A, B> = " ROWS BETWEEN " A " AND " B);
node!(/** `RANGE BETWEEN start AND end` */ RangeFrame<A, B> = " RANGE BETWEEN " A " AND " B);
node!(/** `GROUPS BETWEEN start AND end`: SQLite and PostgreSQL. */ GroupsFrame<A, B> {
    SQLite, PostgreSQL => [" GROUPS BETWEEN " A " AND " B];
    MySQL, MariaDB => lacks "frames in `GROUPS` do not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "frames in `GROUPS` do not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `frame EXCLUDE CURRENT ROW` */ WithoutRow<F> {
    SQLite, PostgreSQL => [F " EXCLUDE CURRENT ROW"];
    MySQL, MariaDB => lacks "`EXCLUDE` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`EXCLUDE` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `frame EXCLUDE GROUP` */ WithoutGroup<F> {
    SQLite, PostgreSQL => [F " EXCLUDE GROUP"];
    MySQL, MariaDB => lacks "`EXCLUDE` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`EXCLUDE` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `frame EXCLUDE TIES` */ WithoutTies<F> {
    SQLite, PostgreSQL => [F " EXCLUDE TIES"];
    MySQL, MariaDB => lacks "`EXCLUDE` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`EXCLUDE` does not exist on every backend, only on SQLite and PostgreSQL"
});

/// A frame, or none: what it lets a function use.
pub trait Reach {
    /// What the function uses.
    type Pick<F: WindowFunction>: Uses;
}
/// A frame that something can be left out of.
pub trait IsFrame: Reach {}
impl Reach for NotNull {
    type Pick<F: WindowFunction> = F::Whole;
}
impl Reach for Nullable {
    type Pick<F: WindowFunction> = F::Framed;
}

/// No frame: with an order the rows up to this one and its equals, else all.
#[derive(Debug, Clone, Copy)]
pub struct Unframed;
impl Reach for Unframed {
    type Pick<F: WindowFunction> = F::Whole;
}
macro_rules! frames {
    ($($n:ident)*; $($without:ident = $r:ident)*) => {
        $(
            impl<A: Bound, B: Bound> Reach for $n<A, B> {
                type Pick<F: WindowFunction> = <A::AsStart<B::AsEnd> as Reach>::Pick<F>;
            }
            impl<A: Bound, B: Bound> IsFrame for $n<A, B> {}
            impl<A: Fixed, B: Fixed> Fixed for $n<A, B> {}
            impl<A, B> $n<A, B> {
                pub(super) fn new(start: A, end: B) -> Self {
                    $n { A: start, B: end }
                }
            }
        )*
        $(
            impl<F: IsFrame> Reach for $without<F> {
                type Pick<Fun: WindowFunction> = frames!(@$r F Fun);
            }
            impl<F: Fixed> Fixed for $without<F> {}
            impl<F> $without<F> {
                pub(super) fn new(frame: F) -> Self {
                    $without { F: frame }
                }
            }
        )*
    };
    (@framed $f:ident $fun:ident) => { $fun::Framed };
    (@same $f:ident $fun:ident) => { $f::Pick<$fun> };
}
frames!(RowsFrame RangeFrame GroupsFrame; WithoutRow = framed WithoutGroup = framed WithoutTies = same);

/// Where a frame starts or ends.
pub trait Bound {
    /// Whether this row is in the frame, if it starts here and its end says `N`.
    type AsStart<N: Reach>: Reach;
    /// Whether this row is in the frame, if it ends here.
    type AsEnd: Reach;
}
/// Where a frame starts.
#[diagnostic::on_unimplemented(
    message = "a frame cannot start at `{Self}`",
    label = "`unbounded_preceding()`, `preceding(..)`, `current_row()` or `following(..)` is needed"
)]
pub trait FrameStart {}
/// Where a frame that starts at `A` ends.
#[diagnostic::on_unimplemented(
    message = "a frame that starts at `{A}` cannot end at `{Self}`",
    label = "this is before the start, or no end",
    note = "from first to last: `unbounded_preceding()`, `preceding(..)`, `current_row()`, `following(..)`, `unbounded_following()`"
)]
pub trait FrameEnd<A> {}
/// A bound of a frame by value, in a window sorted by `O`.
pub trait Range<O> {}

crate::no_sql!(Unframed);
impl Fixed for Unframed {}

macro_rules! ends {
    ($($(#[$m:meta])* $name:ident $node:ident = $sql:literal;)*) => { $(
        #[doc = concat!("`", $sql, "`")]
        #[derive(Debug, Clone, Copy)]
        pub struct $node;
        impl<O> Range<O> for $node {}
        impl Fixed for $node {}
        impl<Di: crate::sql::Dialect> Sql<Di> for $node {
            const TOK: Tok = Tok::Lit($sql);
        }
        $(#[$m])*
        #[inline]
        pub fn $name() -> $node {
            $node
        }
    )* };
}
ends! {
    /// The first row of the window.
    unbounded_preceding UnboundedPreceding = "UNBOUNDED PRECEDING";
    /// This row; in a range or in groups, all rows that are sorted alike.
    current_row CurrentRow = "CURRENT ROW";
    /// The last row of the window.
    unbounded_following UnboundedFollowing = "UNBOUNDED FOLLOWING";
}

/// A window that is sorted by one integer.
#[diagnostic::on_unimplemented(
    message = "an offset in a range needs a window that is sorted by one integer",
    label = "how far this reaches is not known",
    note = "count rows instead: `.rows(preceding(..), ..)`"
)]
pub trait ByInteger {}

macro_rules! offsets {
    ($($(#[$m:meta])* $name:ident $node:ident = $sql:literal;)*) => { $(
        #[doc = concat!("`n", $sql, "`. MariaDB takes no bound value here: there, and on MySQL, the number is written into the text.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $node(u32);
        impl<O: ByInteger> Range<O> for $node {}
        impl $node {
            fn write(self, w: &mut Writer) {
                if w.style().kind.is_mysql() {
                    w.lit(&self.0.to_string());
                } else {
                    w.placeholder();
                }
                w.lit($sql);
            }
        }
        offsets!(@sql $node $sql [SQLite PostgreSQL] Tok::Seq(&[Tok::Bind, Tok::Lit($sql)]));
        offsets!(@sql $node $sql [MySQL MariaDB AnyDialect] Tok::Dynamic);
        $(#[$m])*
        #[inline]
        pub fn $name(count: u32) -> $node {
            $node(count)
        }
    )* };
    (@sql $node:ident $sql:literal [$($d:ident)*] $tok:expr) => { $(
        impl Sql<$d> for $node {
            const TOK: Tok = $tok;
            fn render(&self, w: &mut Writer) {
                self.write(w);
            }
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                match binder.dialect() {
                    DialectKind::MySql | DialectKind::MariaDb => Ok(()),
                    _ => binder.i64(self.0.into()),
                }
            }
        }
    )* };
}
offsets! {
    /// So many rows before this one; in a range, so much less.
    preceding Preceding = " PRECEDING";
    /// So many rows behind this one; in a range, so much more.
    following Following = " FOLLOWING";
}

macro_rules! bounds {
    ($($node:ident: $start:ident $end:ident;)*) => { $(
        impl Bound for $node {
            type AsStart<N: Reach> = bounds!(@$start N);
            type AsEnd = $end;
        }
    )* };
    (@same $n:ident) => { $n };
    (@nullable $n:ident) => { Nullable };
}
bounds! {
    UnboundedPreceding: same Nullable;
    Preceding: same Nullable;
    CurrentRow: same NotNull;
    Following: nullable NotNull;
    UnboundedFollowing: nullable NotNull;
}
macro_rules! pairs {
    ($($end:ident: $($start:ident)+;)*) => { $($(
        #[diagnostic::do_not_recommend]
        impl FrameEnd<$start> for $end {}
    )+)* };
}
macro_rules! starts {
    ($($node:ident)*) => { $(#[diagnostic::do_not_recommend] impl FrameStart for $node {})* };
}
starts!(UnboundedPreceding Preceding CurrentRow Following);
pairs! {
    Preceding: UnboundedPreceding Preceding;
    CurrentRow: UnboundedPreceding Preceding CurrentRow;
    Following: UnboundedPreceding Preceding CurrentRow Following;
    UnboundedFollowing: UnboundedPreceding Preceding CurrentRow Following;
}
