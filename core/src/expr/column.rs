//! Columns as expressions.

use super::{Expr, Fixed, scope::Of};
use crate::{
    schema::{Column, Table},
    sql::{Dialect, Sentence, Tok},
    value::Scalar,
};

#[diagnostic::do_not_recommend]
impl<C: Column> Expr for C {
    type Base = C::Base;
    type Uses = Of<C>;
}
impl<C: Column> Fixed for C {}

/// Makes columns SQL. Not one impl for all: the compiler would take it for the way in which everything could be SQL, and
/// blame a query as a whole instead of the construct in it.
#[doc(hidden)]
#[macro_export]
macro_rules! column_sql {
    ($column:ty) => {
        impl<D: $crate::sql::Dialect> $crate::sql::Sql<D> for $column {
            const TOK: $crate::sql::Tok = $crate::expr::column_tok::<Self, D>();
        }
    };
}

/// The text of a column.
#[doc(hidden)]
pub const fn column_tok<C: Column, D: Dialect>() -> Tok {
    const {
        if let (false, Some(what)) = (D::HAS_ARRAYS, <C::Base as Scalar>::TYPE.of_postgres()) {
            let at = ["`", <C::Table as Table>::NAME, ".", C::NAME, "` is ", what, ", and ", D::NAME, " has none"];
            panic!("{}", Sentence::of(&at).text());
        }
    }
    const {
        const fn name<C: Column>() -> &'static Tok {
            const { &Tok::Column { table: <C::Table as Table>::NAME, name: C::NAME } }
        }
        if C::IS_KEY && <C::Table as Table>::KEY_LEN == 1 { Tok::Key(name::<C>()) } else { *name::<C>() }
    }
}
