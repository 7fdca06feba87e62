//! JSON documents made of values: `json_object`, `json_array`.

use super::JsonDocument;
use crate::{
    Result,
    expr::{
        Composed, Expr, Exprs, Fixed, JsonItem,
        scope::{Sure, Uses},
    },
    node,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Json, Scalar, SqlType},
};

node!(/** A JSON object of names and values. */ JsonObject<M> {
    SQLite, MySQL, MariaDB => ["json_object(" M ")"];
    PostgreSQL => ["jsonb_build_object(" M ")"]
});
node!(/** A JSON array of values. */ JsonArray<M> {
    SQLite, MySQL, MariaDB => ["json_array(" M ")"];
    PostgreSQL => ["jsonb_build_array(" M ")"]
});

/// A value type that can be a part of a JSON document: one that is written alike everywhere, or a document.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not written alike in the JSON of every backend",
    label = "integers, booleans, text and JSON documents are",
    note = "cast it: `.cast::<String>()`"
)]
pub trait JsonPart: Scalar {}
#[diagnostic::do_not_recommend]
impl<T: JsonItem> JsonPart for T {}
#[diagnostic::do_not_recommend]
impl JsonPart for serde_json::Value {}
#[diagnostic::do_not_recommend]
impl<T> JsonPart for Json<T> where Json<T>: JsonDocument {}

/// A value, as it becomes a part of a document.
#[derive(Debug, Clone, Copy)]
pub struct AsJson<E>(E);
impl<D: Dialect, E: Expr + Sql<D>> Sql<D> for AsJson<E> {
    const TOK: Tok = Tok::Seq(&[before(<E::Base as Scalar>::TYPE), E::TOK, after(<E::Base as Scalar>::TYPE)]);
    fn render(&self, w: &mut Writer) {
        w.tok(const { &before(<E::Base as Scalar>::TYPE) });
        self.0.render(w);
        w.tok(const { &after(<E::Base as Scalar>::TYPE) });
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
const fn before(ty: SqlType) -> Tok {
    const BOOL: Tok = Tok::Lit("json_extract(CASE (");
    const JSON: Tok = Tok::Lit("json_extract(");
    match ty {
        SqlType::Bool => Tok::Each(&[Tok::Lit("json(CASE ("), Tok::Lit(""), BOOL, BOOL]),
        SqlType::Text => Tok::Each(&[Tok::Lit(""), Tok::Lit("CAST("), Tok::Lit(""), Tok::Lit("")]),
        SqlType::Json => Tok::Each(&[Tok::Lit("json("), Tok::Lit(""), JSON, JSON]),
        _ => Tok::Lit(""),
    }
}
const fn after(ty: SqlType) -> Tok {
    const SQLITE: Tok = Tok::Lit(") WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)");
    const BOOL: Tok = Tok::Lit(") WHEN 1 THEN 'true' WHEN 0 THEN 'false' END, '$')");
    const JSON: Tok = Tok::Lit(", '$')");
    match ty {
        SqlType::Bool => Tok::Each(&[SQLITE, Tok::Lit(""), BOOL, BOOL]),
        SqlType::Text => Tok::Each(&[Tok::Lit(""), Tok::Lit(" AS text)"), Tok::Lit(""), Tok::Lit("")]),
        SqlType::Json => Tok::Each(&[Tok::Lit(")"), Tok::Lit(""), JSON, JSON]),
        _ => Tok::Lit(""),
    }
}

/// A name and its value.
#[derive(Debug, Clone, Copy)]
pub struct Member<E>(&'static str, AsJson<E>);
const NAME: Tok =
    Tok::Each(&[Tok::Bind, Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS text)")]), Tok::Bind, Tok::Bind]);
impl<D: Dialect, E> Sql<D> for Member<E>
where
    AsJson<E>: Sql<D>,
{
    const TOK: Tok = Tok::Seq(&[NAME, Tok::Lit(", "), <AsJson<E> as Sql<D>>::TOK]);
    fn render(&self, w: &mut Writer) {
        w.tok(&NAME);
        w.lit(", ");
        self.1.render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.text(self.0.into())?;
        self.1.bind(binder)
    }
}

/// The values of a JSON array: a tuple of expressions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of expressions",
    label = "a JSON array is made of a tuple: `json_array((posts::id, posts::title))`"
)]
pub trait JsonParts {
    /// The columns they use.
    type Uses: Uses;
    /// The parts.
    type Parts;
    /// Makes them.
    fn into_parts(self) -> Self::Parts;
}
/// The names and values of a JSON object: a tuple of pairs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of names and expressions",
    label = "a JSON object is made of pairs: `json_object(((\"id\", posts::id), (\"title\", posts::title)))`"
)]
pub trait JsonMembers {
    /// The columns they use.
    type Uses: Uses;
    /// The members.
    type Members;
    /// Makes them.
    fn into_members(self) -> Self::Members;
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Expr<Base: JsonPart>),+> JsonParts for ($($t,)+) {
            type Uses = <($($t,)+) as Exprs>::Uses;
            type Parts = ($(AsJson<$t>,)+);
            fn into_parts(self) -> Self::Parts {
                ($(AsJson(self.$n),)+)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$($t: Expr<Base: JsonPart>),+> JsonMembers for ($((&'static str, $t),)+) {
            type Uses = <($($t,)+) as Exprs>::Uses;
            type Members = ($(Member<$t>,)+);
            fn into_members(self) -> Self::Members {
                ($(Member(self.$n.0, AsJson(self.$n.1)),)+)
            }
        }
    )* };
}
crate::for_tuples!(tuples);

/// A JSON document that was made of values with the uses `U`.
#[derive(Debug)]
pub struct Built<N, U>(N, std::marker::PhantomData<fn() -> U>);
crate::cloned!(Built<N, U> { 0: N, 1 };);
impl<N, U: Uses> Expr for Built<N, U> {
    type Base = serde_json::Value;
    type Uses = Sure<U>;
}
impl<N: Fixed, U> Fixed for Built<N, U> {}
impl<M> Fixed for JsonArray<M> where M: Fixed {}
impl<E: Fixed> Fixed for AsJson<E> {}
impl<N, U> Composed for Built<N, U> {}
impl<D: Dialect, N: Sql<D>, U> Sql<D> for Built<N, U> {
    const TOK: Tok = N::TOK;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// A JSON array of values: `json_array((posts::id, posts::title))`. NULL becomes `null`.
#[inline]
pub fn json_array<P: JsonParts>(values: P) -> Built<JsonArray<P::Parts>, P::Uses> {
    Built(JsonArray { M: values.into_parts() }, std::marker::PhantomData)
}

/// A JSON object of names and values: `json_object((("id", posts::id), ("title", posts::title)))`. NULL becomes `null`.
#[inline]
pub fn json_object<M: JsonMembers>(members: M) -> Built<JsonObject<M::Members>, M::Uses> {
    Built(JsonObject { M: members.into_members() }, std::marker::PhantomData)
}
