//! DEFAULT, where a value may be missing.

use super::{AssignTo, Expr, Given, Holds, Missing};
use crate::{
    Result,
    schema::{Column, Table, ddl, meta::ColumnMeta},
    sql::{Dialect, DialectKind, Sql, Tok, Writer, same},
    value::Binder,
};
use std::marker::PhantomData;

/// The value, or the default of the column that it is given to: `new!(Post { title, score: or_default(score) })`.
///
/// So rows of one batch may differ in which of them say what. `None` is DEFAULT, also where the column can be NULL: there
/// `Some(None)` is NULL. It fits a column that has a default or can be NULL; a key that the database makes is left out, or
/// given.
///
/// SQLite has no such word. It is sent what the declaration says, so that a default which somebody changed in the database
/// alone is not seen there.
///
/// ```
/// # use aludel_macros::{new, table};
/// # use aludel_core::{expr::or_default, query::{insert, SetColumn, update}, sql::{MariaDB, SQLite, text_of}};
/// table! {
///     pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, #[default(7)] score: i64 }
/// }
/// # fn main() {
/// let given = [("One", Some(3)), ("Two", None)];
/// let rows: Vec<_> = given.iter().map(|&(title, score)| new!(Post { title, score: or_default(score) })).collect();
/// # let _ = insert(posts::table).values(rows);
///
/// let reset = update(posts::table).set(posts::score.set(or_default(None::<i64>))).all_rows();
/// assert_eq!(text_of::<MariaDB, _>(&reset), "UPDATE `posts` SET `score` = DEFAULT");
/// assert_eq!(text_of::<SQLite, _>(&reset), r#"UPDATE "posts" SET "score" = 7"#);
/// # }
/// ```
#[inline]
pub fn or_default<V>(value: Option<V>) -> OrDefault<V> {
    OrDefault(value)
}

/// What [`or_default`] makes; it fits where a value is assigned.
#[derive(Debug, Clone, Copy)]
pub struct OrDefault<V>(Option<V>);

#[diagnostic::do_not_recommend]
impl<T, C: Column, V: AssignTo<T, C>> AssignTo<T, C> for OrDefault<V> {
    type E = DefaultOr<C, V::E>;
    type Null = Missing<V::Null>;
    type By = ByDefault<V::By>;
}
/// A value, which `By` holds, or the default.
pub struct ByDefault<By>(PhantomData<By>);
impl<C: Column, V, E, By: Holds<V, E>> Holds<OrDefault<V>, DefaultOr<C, E>> for ByDefault<By> {
    #[inline]
    fn hold(value: OrDefault<V>) -> DefaultOr<C, E> {
        const {
            assert!(!meta::<C>().auto, "a key that the database makes is left out, or given: it has no default");
        }
        DefaultOr(value.0.map(By::hold), PhantomData)
    }
}

/// An expression, or the default of the column `C`.
#[derive(Debug)]
pub struct DefaultOr<C, E>(Option<E>, PhantomData<fn() -> C>);
crate::cloned!(DefaultOr<C, E> { 0: E, 1 };);

impl<C: Column, E: Expr> Expr for DefaultOr<C, E> {
    type Base = E::Base;
    type Uses = E::Uses;
    #[inline]
    fn into_given(self, dialect: DialectKind) -> Given<Self> {
        match self.0.map(|value| value.into_given(dialect)) {
            None => Given::Default(DefaultOr(None, PhantomData)),
            Some(Given::Value(value)) => Given::Value(value),
            Some(Given::Key(row)) => Given::Key(row),
            Some(Given::Sql(value) | Given::Default(value)) => Given::Sql(DefaultOr(Some(value), PhantomData)),
        }
    }
}
impl<D: Dialect, C: Column, E: Sql<D>> Sql<D> for DefaultOr<C, E> {
    const TOK: Tok = Tok::Choice(&[E::TOK]);
    fn render(&self, w: &mut Writer) {
        match &self.0 {
            Some(value) => value.render(w),
            None if w.style().kind == DialectKind::Sqlite => {
                // A default that does not fit was refused by `create_all`.
                let declared = ddl::of_column(meta::<C>(), DialectKind::Sqlite);
                w.lit(declared.as_deref().unwrap_or("NULL"));
            }
            None => w.lit("DEFAULT"),
        }
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.way(self.0.is_some().into(), 2);
        self.0.as_ref().map_or(Ok(()), |value| value.bind(binder))
    }
}

/// What was declared of a column.
const fn meta<C: Column>() -> &'static ColumnMeta {
    let columns = <C::Table as Table>::COLUMNS;
    let mut i = 0;
    while !same(columns[i].name, C::NAME) {
        i += 1;
    }
    &columns[i]
}
