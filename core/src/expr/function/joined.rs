//! Several texts with a separator between them: `concat_ws`.

use crate::{
    Result,
    expr::{
        Expr, Exprs, Fixed, Textual, Typed, Value,
        scope::{Both, Sure, Uses},
        typed,
    },
    node,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

node!(/** `concat_ws(separator, texts)` */ ConcatWs<S, P> = "concat_ws(" S ", " P ")");
impl<S: Fixed, P: Fixed> Fixed for ConcatWs<S, P> {}

/// One of the texts: PostgreSQL is told that it is one.
#[derive(Debug, Clone, Copy)]
pub struct TextPart<E>(E);
const BEFORE: Tok = Tok::Each(&[Tok::Lit(""), Tok::Lit("CAST("), Tok::Lit(""), Tok::Lit("")]);
const AFTER: Tok = Tok::Each(&[Tok::Lit(""), Tok::Lit(" AS text)"), Tok::Lit(""), Tok::Lit("")]);
impl<D: Dialect, E: Sql<D>> Sql<D> for TextPart<E> {
    const TOK: Tok = Tok::Seq(&[BEFORE, E::TOK, AFTER]);
    fn render(&self, w: &mut Writer) {
        w.tok(&BEFORE);
        self.0.render(w);
        w.tok(&AFTER);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
impl<E: Fixed> Fixed for TextPart<E> {}

/// A tuple of texts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of texts",
    label = "a tuple of expressions is needed: `concat_ws(\", \", (users::name, users::bio))`"
)]
pub trait Texts {
    /// The columns they use.
    type Uses: Uses;
    /// The parts.
    type Parts;
    /// Makes them.
    fn into_parts(self) -> Self::Parts;
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Expr<Base: Textual>),+> Texts for ($($t,)+) {
            type Uses = <Self as Exprs>::Uses;
            type Parts = ($(TextPart<$t>,)+);
            fn into_parts(self) -> Self::Parts {
                ($(TextPart(self.$n),)+)
            }
        }
    )* };
}
crate::for_tuples!(tuples);

/// What [`concat_ws`] makes.
pub type Separated<S, T> =
    Typed<ConcatWs<S, <T as Texts>::Parts>, String, Both<<S as Expr>::Uses, Sure<<T as Texts>::Uses>>>;

/// The texts of a tuple that are not NULL, with a separator between them: `concat_ws(", ", (users::city, users::street))`.
///
/// Never NULL, but for a separator that is.
#[inline]
pub fn concat_ws<S: Value<String>, T: Texts>(separator: S, texts: T) -> Separated<S::E, T> {
    typed(ConcatWs { S: separator.into_expr(), P: texts.into_parts() })
}
