//! Structs of size zero: tables and columns.

/// What a struct of size zero derives, written out: the compiler is faster at that.
#[doc(hidden)]
#[macro_export]
macro_rules! __unit {
    ($name:ident) => {
        impl $crate::__private::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }
        impl $crate::__private::Copy for $name {}
        impl $crate::__private::Debug for $name {
            // Inlined, so that nothing is compiled of it unless something is shown. Not `f`: that may be a column, of which a
            // pattern would be one.
            #[inline]
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.write_str(::core::stringify!($name))
            }
        }
    };
}
