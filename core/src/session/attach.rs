//! Rows of a query become handles.

use super::{Entity, Handle, store::Stores};
use crate::Result;

/// A row of a query that a session can take in: a row struct, an `Option` of one, a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be loaded into a session",
    label = "rows of tables are needed",
    note = "a session takes row structs of `table!` that derive `Clone`, alone or joined; other rows come with `.all(&mut session)`"
)]
pub trait Attach: Sized {
    /// What stands for it.
    type Handle;
    #[doc(hidden)]
    fn attach(self, to: &mut Attaching<'_>) -> Result<Self::Handle>;
    /// The same for many, as they are read: so a row is moved once, from where it was read to where it stays.
    #[doc(hidden)]
    fn attach_each(mut to: Attaching<'_>) -> impl FnMut(Result<Self>) -> Result<Self::Handle> {
        move |row| row?.attach(&mut to)
    }
}

/// Takes rows in.
#[doc(hidden)]
pub struct Attaching<'s> {
    pub(super) stores: &'s mut Stores,
    /// Whether statements unknown to the session have written in this transaction.
    pub(super) log: bool,
}

#[diagnostic::do_not_recommend]
impl<T: Entity> Attach for T {
    type Handle = Handle<T>;
    #[inline]
    fn attach(self, to: &mut Attaching<'_>) -> Result<Handle<T>> {
        let session = to.stores.session;
        to.stores.rows_mut::<T>().attach(self, to.log).map(|slot| Handle::new(session, slot))
    }
    fn attach_each(Attaching { stores, log }: Attaching<'_>) -> impl FnMut(Result<Self>) -> Result<Handle<T>> {
        let session = stores.session;
        let rows = stores.rows_mut::<T>();
        move |row| match row {
            Ok(row) => rows.attach(row, log).map(|slot| Handle::new(session, slot)),
            Err(error) => Err(error),
        }
    }
}
#[diagnostic::do_not_recommend]
impl<T: Attach> Attach for Option<T> {
    type Handle = Option<T::Handle>;
    fn attach(self, to: &mut Attaching<'_>) -> Result<Self::Handle> {
        self.map(|row| row.attach(to)).transpose()
    }
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Attach),+> Attach for ($($t,)+) {
            type Handle = ($($t::Handle,)+);
            #[inline]
            fn attach(self, to: &mut Attaching<'_>) -> Result<Self::Handle> {
                Ok(($(self.$n.attach(to)?,)+))
            }
        }
    )* };
}
crate::for_tuples!(tuples);
