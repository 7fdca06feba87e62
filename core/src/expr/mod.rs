//! Expressions: columns, values, operators, functions, aggregates, windows, subqueries.
//!
//! By what they are in SQL. Where no backend is named, all have it, and it means the same on all. Queries and expressions
//! together stand in the package's `sql_by_construct`, each cell of which is a test.
//!
//! | SQL | here | backends |
//! | --- | --- | --- |
//! | `a = b`, `<>`, `<`, `BETWEEN`, `IS [NOT] DISTINCT FROM` | [`Compare`] | |
//! | `(a, b) = (c, d)`, `IN ((..), (..))` | [`CompareRows`] | |
//! | `AND`, `OR`, `NOT` | [`Logic`] | |
//! | `IN (list)` | [`Membership`] | |
//! | `IN (query)`, `EXISTS`, scalar subquery | [`InQuery`], [`exists()`], [`scalar()`] | |
//! | `> ANY (query)`, `> ALL (query)` | [`Quantified`] | not SQLite |
//! | `IS NULL`, `COALESCE`, `NULLIF` | [`NullTests`], [`coalesce()`], [`nullif()`] | |
//! | `GREATEST`, `LEAST` | [`greatest()`], [`least()`] | |
//! | `CASE` | [`case()`] | |
//! | `CAST` | [`Casts`], [`to_integer()`] | |
//! | `+ - * / %` | [`Arithmetic`] | |
//! | `LIKE`, <code>\|\|</code>, `COLLATE` | [`TextMatch`] | |
//! | `ILIKE` | [`TextMatch::ilike`] | PostgreSQL |
//! | `REGEXP`, `REGEXP_REPLACE`, `REGEXP_SUBSTR` | [`TextMatch::regexp`], [`regexp_replace()`], [`regexp_substr()`] | not SQLite |
//! | `LOWER`, `UPPER`, `TRIM`, `LENGTH`, `SUBSTRING`, `LEFT`, `RIGHT`, `POSITION`, `REPLACE`, `REVERSE`, `REPEAT`, `LPAD`, `RPAD` | functions of the name | |
//! | `ABS`, `SIGN`, `ROUND`, `FLOOR`, `CEIL`, `TRUNC`, `&`, <code>\|</code> | [`abs()`], [`sign()`], [`round()`], [`round_to()`], [`floor()`], [`ceil()`], [`trunc()`], [`bit_and()`], [`bit_or()`] | |
//! | `SQRT`, `EXP`, `LN`, `LOG`, `POWER`, `SIN`, .. | [`sqrt()`], [`exp()`], [`ln()`], [`log10()`], [`log2()`], [`power()`], [`sin()`], .. | |
//! | `EXTRACT`, `DATE_TRUNC` | [`extract()`], [`date_trunc()`] | |
//! | `NOW()`, `CURRENT_DATE` | [`now()`], [`current_date()`] | |
//! | date `+ INTERVAL`, `-`, differences | [`date_add()`], [`date_sub()`], [`days_between()`], [`micros_between()`] | |
//! | `AGE`, intervals as values | [`age()`], [`interval_between()`], [`Intervals`], [`justify_interval()`], [`interval_sum()`], .. | PostgreSQL |
//! | what stands in a JSON document | [`json_text()`], [`json_integer()`], [`json_float()`], [`json_bool()`], [`json_exists()`], [`json_array_length()`] | |
//! | arrays and ranges: `@>`, `&&`, `array_append`, `unnest`, `lower`, .. | [`Collections`], [`Ranges`], [`array_append()`], [`elements`](crate::query::elements), [`array_agg()`], [`lower_end()`], .. | PostgreSQL |
//! | JSON with a part changed | `json_set`, `json_remove` | |
//! | `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`, `DISTINCT` | [`count()`], [`count_of()`], [`count_distinct()`], [`sum()`], [`sum_distinct()`], .. | |
//! | `FILTER (WHERE ..)` | `.filter(..)` of an aggregate | |
//! | `BOOL_AND`, `BOOL_OR`, `STDDEV`, `VARIANCE` | [`bool_and()`], [`bool_or()`], [`stddev_samp()`], [`var_pop()`], .. | |
//! | `STRING_AGG`, `GROUP_CONCAT`, `JSON_AGG` | [`string_agg()`], `json_agg` | |
//! | `PERCENTILE_CONT`, `PERCENTILE_DISC`, `MODE` | [`percentile_cont()`], [`percentile_disc()`], [`mode()`] | PostgreSQL |
//! | `OVER (PARTITION BY .. ORDER BY ..)` | [`WindowFunction::over`], [`partition_by()`], [`window()`] | |
//! | frames `ROWS`, `RANGE` | [`Window::rows`], [`Window::range`] | |
//! | frames `GROUPS`, `EXCLUDE` | [`Window::groups`], [`Window::exclude_ties`], .. | SQLite, PostgreSQL |
//! | `ROW_NUMBER`, `RANK`, `LAG`, `FIRST_VALUE`, .. | [`row_number()`], [`rank()`], [`lag()`], [`first_value()`], .. | |
//! | `LAG` with a default | [`lag_or()`], [`lead_or()`] | not MariaDB |
//! | a function of one's own | `sql_function!` | where it is |
//! | anything else | [`raw()`] | |

mod aggregate;
mod arithmetic;
mod bind;
mod case;
mod cast;
mod chosen;
mod collate;
mod collection;
mod column;
mod compare;
mod condition;
mod dynamic;
mod fragment;
mod full_text;
mod function;
mod given;
mod group;
mod list;
mod literal;
mod logic;
mod missing;
mod null;
mod number;
mod numbers;
mod or_default;
mod order;
mod ordered;
mod quantified;
mod raw;
pub mod scope;
mod sort;
mod subquery;
mod text;
mod textual;
mod told;
mod tuple;
mod window;

pub use aggregate::*;
pub use arithmetic::*;
pub use bind::{Bind, Param, Stated};
pub use case::*;
pub use cast::*;
pub use chosen::*;
pub use collate::*;
pub use collection::*;
#[doc(hidden)]
pub use column::column_tok;
pub use compare::*;
pub use condition::*;
pub use dynamic::*;
pub use fragment::*;
pub use full_text::*;
pub use function::*;
#[doc(hidden)]
pub use given::{Given, RowRef};
pub use group::*;
pub use list::*;
pub use literal::*;
pub use logic::*;
pub use missing::*;
pub use null::*;
pub use number::*;
pub use or_default::*;
pub use order::*;
pub use ordered::*;
pub use quantified::*;
pub use raw::*;
pub use scope::Uses;
pub use sort::*;
pub use subquery::*;
pub use text::*;
pub use textual::*;
pub use told::*;
pub use tuple::*;
pub use window::*;

use crate::value::Scalar;

/// An expression: it has a value type, and uses columns.
///
/// Its operators and functions are the traits of this module (`Compare`, `Logic`, `Arithmetic`, ..), all in the prelude.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an expression",
    label = "a column, or something computed from columns and values, is needed",
    note = "a plain value becomes an expression with `value(..)`, a query of one value with `scalar(..)`"
)]
pub trait Expr: Sized {
    /// The Rust type of its value, without `Option`.
    type Base: Scalar;
    /// The columns it uses, and what becomes of their nullability and grouping.
    type Uses: Uses;

    /// What it is to a row that is kept before it is written.
    #[doc(hidden)]
    fn into_given(self, dialect: crate::sql::DialectKind) -> Given<Self> {
        let _ = dialect;
        Given::Sql(self)
    }
}

/// An expression that binds no value: two of one type are the same SQL.
pub trait Fixed {}

/// A composed expression that can be grouped by as a whole.
pub trait Composed {}

/// Declares the typing of nodes: their value type, and how they use the columns of their parts.
///
/// `expr!(Eq<L, R> -> bool)`: NULL if a part is. A word before the arrow changes that: `sure`, `maybe`, `first`
/// (only if the first part is), `either` (only if both are).
macro_rules! expr {
    ($($n:ident<$($g:ident),+> $($how:ident)? -> $base:ty $(where [$($bound:tt)*])?;)*) => { $(
        impl<$($g: $crate::expr::Expr),+> $crate::expr::Expr for $n<$($g),+> $(where $($bound)*)? {
            type Base = $base;
            type Uses = $crate::expr::expr!(@how [$($how)?] [$($g)+]);
        }
        impl<$($g: $crate::expr::Fixed),+> $crate::expr::Fixed for $n<$($g),+> {}
        impl<$($g),+> $crate::expr::Composed for $n<$($g),+> {}
    )* };
    (@how [] $g:tt) => { $crate::expr::expr!(@both $g) };
    (@how [sure] $g:tt) => { $crate::expr::scope::Sure<$crate::expr::expr!(@both $g)> };
    (@how [maybe] $g:tt) => { $crate::expr::scope::Maybe<$crate::expr::expr!(@both $g)> };
    (@how [first] [$a:ident $($b:ident)+]) => { $crate::expr::scope::Both<$a::Uses, $crate::expr::scope::Sure<$crate::expr::expr!(@both [$($b)+])>> };
    (@how [either] [$a:ident $b:ident]) => { $crate::expr::scope::Either<$a::Uses, $b::Uses> };
    (@both [$a:ident]) => { $a::Uses };
    (@both [$a:ident $($b:ident)+]) => { $crate::expr::scope::Both<$a::Uses, $crate::expr::expr!(@both [$($b)+])> };
}
pub(crate) use expr;
