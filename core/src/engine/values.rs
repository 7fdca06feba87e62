//! The values of a statement whose text is made at run time.

use super::{EachParams, Params};
use crate::{
    Result,
    value::{Binder, Datum, Encode, List, SqlType},
};

/// One value.
pub(crate) enum Param<'v> {
    /// One that is kept elsewhere.
    Ref(&'v Datum),
    /// One that is kept here.
    Owned(Datum),
    /// Many in one placeholder.
    List(SqlType, &'v dyn List),
    /// The same of texts, see [`Binder::texts`].
    Texts(&'v dyn List),
}

/// The values of one run.
#[derive(Clone, Copy)]
pub(crate) struct Values<'v>(pub(crate) &'v [Param<'v>]);

impl Param<'_> {
    /// The same value once more, unless it is a list.
    pub(crate) fn again(&self) -> Option<Self> {
        match self {
            Param::Ref(datum) => Some(Param::Ref(datum)),
            Param::Owned(datum) => Some(Param::Owned(datum.clone())),
            Param::List(..) | Param::Texts(_) => None,
        }
    }

    pub(crate) fn datum(&self) -> Option<&Datum> {
        match self {
            Param::Ref(datum) => Some(datum),
            Param::Owned(datum) => Some(datum),
            Param::List(..) | Param::Texts(_) => None,
        }
    }
}

impl<'v> Params<'v> for Values<'v> {
    #[inline]
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|param| match param {
            Param::Ref(datum) => datum.encode(binder),
            Param::Owned(datum) => datum.encode(binder),
            Param::List(ty, list) => binder.list(*ty, *list),
            Param::Texts(list) => binder.texts(*list),
        })
    }
}

impl EachParams for Values<'_> {
    type One<'c>
        = Values<'c>
    where
        Self: 'c;

    fn count(&self) -> usize {
        1
    }

    #[inline]
    fn params(&self, _: usize) -> Values<'_> {
        *self
    }
}

/// Values of many runs, one behind the other, so many a run.
pub(crate) struct ManyValues<'v>(pub(crate) &'v [Param<'v>], pub(crate) usize);
impl EachParams for ManyValues<'_> {
    type One<'c>
        = Values<'c>
    where
        Self: 'c;

    fn count(&self) -> usize {
        self.0.len() / self.1
    }

    #[inline]
    fn params(&self, run: usize) -> Values<'_> {
        Values(&self.0[run * self.1..][..self.1])
    }
}
