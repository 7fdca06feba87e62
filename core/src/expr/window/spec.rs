//! What a window is divided and sorted by.

use super::{
    frame::{
        ByInteger, FrameEnd, FrameStart, GroupsFrame, IsFrame, Range, RangeFrame, Reach, RowsFrame, Unframed,
        WithoutGroup, WithoutRow, WithoutTies,
    },
    over::{NoFrame, OrderAlone, Serves, WindowFunction, WindowSpec},
};
use crate::{
    expr::{
        Expr, Fixed, Integer, OrderTerm, PartitionTerms, SortTerms, Unsorted,
        scope::{Both, Nothing},
    },
    node,
};

node!(/** `PARTITION BY terms` */ PartitionBy<T> = "PARTITION BY " T);
node!(/** `ORDER BY terms` of a window */ OrderedBy<T> = " ORDER BY " T);
node!(
    /// A window: how it is divided, how it is sorted, and which of its rows are looked at. Begins with [`partition_by`]
    /// or [`window`].
    Window<P, O, F> = P O F
);
impl<P: Fixed, O: Fixed, F: Fixed> Fixed for Window<P, O, F> {}
impl<T: Fixed> Fixed for PartitionBy<T> {}
impl<T: Fixed> Fixed for OrderedBy<T> {}

impl PartitionTerms for Unsorted {
    type Uses = Nothing;
}
impl<T: PartitionTerms> PartitionTerms for PartitionBy<T> {
    type Uses = T::Uses;
}
impl<T: SortTerms> SortTerms for OrderedBy<T> {
    type Uses = T::Uses;
}
impl<P: PartitionTerms, O: SortTerms, F: Reach> WindowSpec for Window<P, O, F> {
    type Uses = Both<P::Uses, O::Uses>;
    type Pick<Fun: WindowFunction> = F::Pick<Fun>;
}

/// All rows of the query, as one window.
#[inline]
pub fn window() -> Window<Unsorted, Unsorted, Unframed> {
    Window { P: Unsorted, O: Unsorted, F: Unframed }
}

/// The rows for which these are the same: an expression, or a tuple of them.
#[inline]
pub fn partition_by<T: PartitionTerms>(terms: T) -> Window<PartitionBy<T>, Unsorted, Unframed> {
    Window { P: PartitionBy { T: terms }, O: Unsorted, F: Unframed }
}

impl<P> Window<P, Unsorted, Unframed> {
    /// The order of the rows: a term or a tuple of them. An aggregate is then of the rows up to this one and its equals,
    /// unless a frame says otherwise.
    ///
    /// Where NULLs go without being told differs, as in `order_by` of a query.
    #[inline]
    pub fn order_by<T: SortTerms>(self, terms: T) -> Window<P, OrderedBy<T>, Unframed> {
        Window { P: self.P, O: OrderedBy { T: terms }, F: Unframed }
    }
}

impl<P, O> Window<P, O, Unframed> {
    /// The frame: from so many rows before to so many rows behind.
    /// `.rows(preceding(2), current_row())` is a moving aggregate of three rows.
    #[inline]
    pub fn rows<A: FrameStart, B: FrameEnd<A>>(self, start: A, end: B) -> Window<P, O, RowsFrame<A, B>> {
        Window { P: self.P, O: self.O, F: RowsFrame::new(start, end) }
    }

    /// The frame, by value: `current_row()` is all rows that are sorted alike, and an offset is one of the number that is
    /// sorted by, which has to be one integer.
    #[inline]
    pub fn range<A: FrameStart + Range<O>, B: FrameEnd<A> + Range<O>>(
        self,
        start: A,
        end: B,
    ) -> Window<P, O, RangeFrame<A, B>> {
        Window { P: self.P, O: self.O, F: RangeFrame::new(start, end) }
    }

    /// The frame, in groups of rows that are sorted alike. SQLite and PostgreSQL.
    #[inline]
    pub fn groups<A: FrameStart, B: FrameEnd<A>>(self, start: A, end: B) -> Window<P, O, GroupsFrame<A, B>>
    where
        O: IsOrdered<GroupsFrame<A, B>>,
    {
        Window { P: self.P, O: self.O, F: GroupsFrame::new(start, end) }
    }
}

impl<P, O, F: IsFrame> Window<P, O, F> {
    /// Without this row. SQLite and PostgreSQL.
    #[inline]
    pub fn exclude_current_row(self) -> Window<P, O, WithoutRow<F>> {
        Window { P: self.P, O: self.O, F: WithoutRow::new(self.F) }
    }

    /// Without this row and those that are sorted alike. SQLite and PostgreSQL.
    #[inline]
    pub fn exclude_group(self) -> Window<P, O, WithoutGroup<F>> {
        Window { P: self.P, O: self.O, F: WithoutGroup::new(self.F) }
    }

    /// Without the other rows that are sorted alike. SQLite and PostgreSQL.
    #[inline]
    pub fn exclude_ties(self) -> Window<P, O, WithoutTies<F>> {
        Window { P: self.P, O: self.O, F: WithoutTies::new(self.F) }
    }
}

/// A window that has an order, for the function or the frame `F`.
#[diagnostic::on_unimplemented(
    message = "`{F}` goes by an order, and this window has none",
    label = "a window with an order is needed",
    note = "say which row comes first: `.order_by(..)`"
)]
pub trait IsOrdered<F> {}
#[diagnostic::do_not_recommend]
impl<T, F> IsOrdered<F> for OrderedBy<T> {}

/// A window without a frame.
#[diagnostic::on_unimplemented(
    message = "this window has a frame, and the function looks at the whole window",
    label = "a window without a frame is needed",
    note = "leave out `.rows(..)`, `.range(..)`, `.groups(..)`"
)]
pub trait IsUnframed {}
#[diagnostic::do_not_recommend]
impl IsUnframed for Unframed {}

impl<P, O, F: IsUnframed, Fun> Serves<NoFrame, Fun> for Window<P, O, F> {}
impl<P, O: IsOrdered<Fun>, F: IsUnframed, Fun> Serves<OrderAlone, Fun> for Window<P, O, F> {}

impl<T: OrderTerm<Of: Expr<Base: Integer>>> ByInteger for OrderedBy<T> {}
