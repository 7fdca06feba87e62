//! The values of a group as one JSON array.

use crate::{
    expr::{
        Composed, Expr, Fixed, PerRowExpr, SortTerms, SortedBy, Unsorted,
        scope::{Aggregated, Both, RowLevel, Sure, Uses},
    },
    node,
    sql::{Dialect, Sql, Tok},
    value::{Binder, Json, Scalar, SqlType},
};
use serde_core::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

// MySQL's own would keep NULLs, which aggregates pass over.
node!(/** `json_agg(operand ORDER BY terms)`, or what says it */ JsonAgg<E, Q, Z, O> {
    SQLite => ["json_group_array(" Q E Z O ") FILTER (WHERE (" E ") IS NOT NULL)"];
    PostgreSQL => ["coalesce(jsonb_agg(" Q E Z O ") FILTER (WHERE (" E ") IS NOT NULL), '[]')"];
    MySQL, MariaDB => ["coalesce(concat('[', group_concat(" Q E Z O " SEPARATOR ','), ']'), '[]')"]
});
node!(/** `json_agg(DISTINCT operand)`, or what says it */ JsonAggDistinct<E, Q, Z> {
    SQLite => ["json_group_array(DISTINCT " Q E Z ") FILTER (WHERE (" E ") IS NOT NULL)"];
    PostgreSQL => ["coalesce(jsonb_agg(DISTINCT " Q E Z ") FILTER (WHERE (" E ") IS NOT NULL), '[]')"];
    MySQL, MariaDB => ["coalesce(concat('[', group_concat(DISTINCT " Q E Z " SEPARATOR ','), ']'), '[]')"]
});
impl<E: Expr<Base: JsonItem>, Q, Z> Expr for JsonAggDistinct<E, Q, Z> {
    type Base = Json<Vec<E::Base>>;
    type Uses = Aggregated<Sure<E::Uses>, Self>;
}
impl<E: Fixed, Q, Z> Fixed for JsonAggDistinct<E, Q, Z> {}
impl<E, Q, Z> Composed for JsonAggDistinct<E, Q, Z> {}

impl<E: Expr<Base: JsonItem>, Q, Z, O: SortTerms> Expr for JsonAgg<E, Q, Z, O> {
    type Base = Json<Vec<E::Base>>;
    type Uses = Aggregated<Sure<Both<E::Uses, O::Uses>>, Self>;
}
impl<E: Fixed, Q, Z, O: Fixed> Fixed for JsonAgg<E, Q, Z, O> {}
impl<E, Q, Z, O> Composed for JsonAgg<E, Q, Z, O> {}

/// A value type that is written in JSON alike on every backend.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not written alike in the JSON of every backend",
    label = "integers, booleans and text are",
    note = "cast it: `.cast::<String>()`"
)]
pub trait JsonItem: Scalar + Serialize + DeserializeOwned {}
macro_rules! items {
    ($($ty:ty)*) => { $(#[diagnostic::do_not_recommend] impl JsonItem for $ty {})* };
}
items!(i8 i16 i32 i64 u8 u16 u32 bool String);

/// What stands on one side of a value of type `T` that becomes JSON.
macro_rules! sides {
    ($($(#[$m:meta])* $name:ident: $text:expr, $bool:expr;)*) => { $(
        $(#[$m])*
        #[derive(Debug)]
        pub struct $name<T>(PhantomData<fn() -> T>);
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<T> Copy for $name<T> {}
        impl<D: Dialect, T: Scalar> Sql<D> for $name<T> {
            const TOK: Tok = match T::TYPE {
                SqlType::Text => Tok::Each(&$text),
                SqlType::Bool => Tok::Each(&$bool),
                _ => Tok::Lit(""),
            };
        }
    )* };
}
const fn each(sqlite: &'static str, postgres: &'static str, mysql: &'static str) -> [Tok; 4] {
    [Tok::Lit(sqlite), Tok::Lit(postgres), Tok::Lit(mysql), Tok::Lit(mysql)]
}
sides! {
    /// What stands before it.
    JsonBefore: each("", "CAST(", "CAST(json_quote("), each("json(CASE (", "", "CASE (");
    /// What stands behind it.
    JsonAfter: each("", " AS text)", ") AS CHAR)"),
        each(") WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)", "", ") WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
}

/// What [`json_agg`] makes of an operand, in the order `O`.
pub type JsonAggOf<E, O> = JsonAgg<E, JsonBefore<<E as Expr>::Base>, JsonAfter<<E as Expr>::Base>, O>;

/// The values that are not NULL, as one JSON array, read as a `Vec`: `json_agg(posts::title).order_by(posts::id)`. Of no
/// rows it is empty.
///
/// Without `order_by` they come as they come.
#[inline]
pub fn json_agg<E: PerRowExpr<Base: JsonItem>>(operand: E) -> JsonAggOf<E, Unsorted> {
    JsonAgg { E: operand, Q: JsonBefore(PhantomData), Z: JsonAfter(PhantomData), O: Unsorted }
}

/// What [`json_agg_distinct`] makes of an operand.
pub type JsonAggDistinctOf<E> = JsonAggDistinct<E, JsonBefore<<E as Expr>::Base>, JsonAfter<<E as Expr>::Base>>;

/// The different values that are not NULL, as one JSON array, read as a `Vec`. Of no rows it is empty. They come as they
/// come.
#[inline]
pub fn json_agg_distinct<E: PerRowExpr<Base: JsonItem>>(operand: E) -> JsonAggDistinctOf<E> {
    JsonAggDistinct { E: operand, Q: JsonBefore(PhantomData), Z: JsonAfter(PhantomData) }
}

impl<E, Q, Z> JsonAgg<E, Q, Z, Unsorted> {
    /// In which order: a term or a tuple of them.
    #[inline]
    pub fn order_by<T: SortTerms<Uses: Uses<Kind: RowLevel>>>(self, terms: T) -> JsonAgg<E, Q, Z, SortedBy<T>> {
        JsonAgg { E: self.E, Q: self.Q, Z: self.Z, O: SortedBy::new(terms) }
    }
}
