//! Tuples of relations.

/// A tuple, of up to fifteen, that another element can be added to.
pub trait Push<E> {
    /// The tuple with it.
    type With;
    #[doc(hidden)]
    fn push(self, element: E) -> Self::With;
}
impl<E> Push<E> for () {
    type With = (E,);
    fn push(self, element: E) -> (E,) {
        (element,)
    }
}
macro_rules! push {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Next, $($t),+> Push<Next> for ($($t,)+) {
            type With = ($($t,)+ Next,);
            fn push(self, element: Next) -> Self::With {
                ($(self.$n,)+ element,)
            }
        }
    )* };
}
crate::for_tuples!(push);
