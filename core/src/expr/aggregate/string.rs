//! The texts of a group in one.

use super::{Filtered, Only};
use crate::{
    expr::{
        AnyWindow, Boolean, Composed, Expr, Fixed, Over, PerRowExpr, SortTerms, Textual, Unsorted, Value,
        WindowFunction, WindowSpec,
        scope::{Aggregated, Both, Gathered, Maybe, RowLevel, Sure, Uses},
    },
    node,
};

// MySQL takes no bound value for a separator: it is put before each text, and the first one cut.
node!(/** `string_agg(text, separator ORDER BY terms)`, or what says it */ StringAgg<E, S, O> {
    SQLite => ["group_concat(" E ", " S O ")"];
    PostgreSQL => ["string_agg(CAST(" E " AS text), " S O ")"];
    MySQL, MariaDB => ["substring(group_concat(concat(" S ", " E ")" O " SEPARATOR ''), char_length(" S ") + 1)"]
});
node!(/** `string_agg(DISTINCT text, separator)`: not on SQLite. */ StringAggDistinct<E, S> {
    PostgreSQL => ["string_agg(DISTINCT CAST(" E " AS text), " S ")"];
    MySQL, MariaDB => [
        "substring(group_concat(DISTINCT concat(" S ", " E ") ORDER BY " E " SEPARATOR ''), char_length(" S ") + 1)"
    ];
    SQLite => lacks "`string_agg_distinct` does not exist on {Self}: take different texts by `.distinct()` in a derived table";
    AnyDialect => lacks "`string_agg_distinct` does not exist on every backend: SQLite has no separator there"
});
impl<E: Expr, S: Expr> Expr for StringAggDistinct<E, S> {
    type Base = String;
    type Uses = Aggregated<Gathered<Both<E::Uses, S::Uses>>, Self>;
}
impl<E: Fixed, S: Fixed> Fixed for StringAggDistinct<E, S> {}
impl<E, S> Composed for StringAggDistinct<E, S> {}

/// The different texts, sorted, joined by the separator: `string_agg(DISTINCT ..)`. NULL of no rows. Not on SQLite.
#[inline]
pub fn string_agg_distinct<E: PerRowExpr<Base: Textual>, S: Value<String>>(
    text: E,
    separator: S,
) -> StringAggDistinct<E, S::E> {
    StringAggDistinct { E: text, S: separator.into_expr() }
}

node!(/** `string_agg(text, separator)`, to be computed over a window: SQLite and PostgreSQL. */ StringAggWindow<E, S> {
    SQLite => ["group_concat(" E ", " S ")"];
    PostgreSQL => ["string_agg(CAST(" E " AS text), " S ")"];
    MySQL, MariaDB => lacks "`string_agg` is no window function on {Self}: gather the texts in a subquery, by `scalar(..)`";
    AnyDialect => lacks "`string_agg` is not a window function on every backend, only on SQLite and PostgreSQL"
});
// SQLite's gives the character 0 for no text, whose length it says to be 0 (seen in 3.51).
node!(/** A text over a window. */ TextOver<O> {
    SQLite => ["CASE WHEN length(" O ") = 0 THEN '' ELSE " O " END"];
    PostgreSQL => [O];
    MySQL, MariaDB => [O]
});
impl<O: Expr> Expr for TextOver<O> {
    type Base = O::Base;
    type Uses = O::Uses;
}
impl<O: Fixed> Fixed for TextOver<O> {}
impl<O> Composed for TextOver<O> {}

node!(/** ` ORDER BY terms` inside of an aggregate */ SortedBy<T> = " ORDER BY " T);

impl<E: Expr, S: Expr, O: SortTerms> Expr for StringAgg<E, S, O> {
    type Base = String;
    type Uses = Aggregated<Gathered<Both<Both<E::Uses, S::Uses>, Sure<O::Uses>>>, Self>;
}
impl<E: Fixed, S: Fixed, O: Fixed> Fixed for StringAgg<E, S, O> {}
impl<E, S, O> Composed for StringAgg<E, S, O> {}

/// The texts, joined by the separator: `string_agg(posts::title, ", ").order_by(posts::id)`. NULL of no rows.
///
/// Without `order_by` they come as they come.
#[inline]
pub fn string_agg<E: PerRowExpr<Base: Textual>, S: Value<String>>(
    text: E,
    separator: S,
) -> StringAgg<E, S::E, Unsorted> {
    StringAgg { E: text, S: separator.into_expr(), O: Unsorted }
}

impl<E, S> StringAgg<E, S, Unsorted> {
    /// In which order: a term or a tuple of them.
    #[inline]
    pub fn order_by<T: SortTerms<Uses: Uses<Kind: RowLevel>>>(self, terms: T) -> StringAgg<E, S, SortedBy<T>> {
        StringAgg { E: self.E, S: self.S, O: SortedBy::new(terms) }
    }
}
impl<E: Expr, S: Expr> WindowFunction for StringAggWindow<E, S> {
    type Base = String;
    type Whole = Both<E::Uses, S::Uses>;
    type Framed = Maybe<Both<E::Uses, S::Uses>>;
    type Wants = AnyWindow;
}
impl<E: Fixed, S: Fixed> Fixed for StringAggWindow<E, S> {}
impl<E: Expr, S: Expr> StringAgg<E, S, Unsorted> {
    /// Computes it over a window, as [`WindowFunction::over`]; what sorts the window sorts the texts. SQLite and PostgreSQL.
    #[inline]
    pub fn over<W: WindowSpec>(self, window: W) -> TextOver<Over<StringAggWindow<E, S>, W>> {
        TextOver { O: StringAggWindow { E: self.E, S: self.S }.over(window) }
    }
}
impl<T> SortedBy<T> {
    pub(in crate::expr) fn new(terms: T) -> Self {
        SortedBy { T: terms }
    }
}
impl<T: SortTerms> SortTerms for SortedBy<T> {
    type Uses = T::Uses;
}
impl<T: Fixed> Fixed for SortedBy<T> {}
impl<E: Expr, S, O> StringAgg<E, S, O> {
    /// Only of the rows for which the condition holds: FILTER, on MySQL and MariaDB by CASE.
    #[inline]
    pub fn filter<C>(self, condition: C) -> Filtered<StringAgg<Only<C, E>, S, O>, C>
    where
        C: PerRowExpr<Base: Boolean> + Clone,
    {
        let only = Only::new(condition.clone(), self.E);
        Filtered::new(StringAgg { E: only, S: self.S, O: self.O }, condition)
    }
}
