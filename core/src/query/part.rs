//! A select list by position.

/// A tuple of expressions, by position.
pub trait Part<const N: usize> {
    /// The expression there.
    type Expr;
}
macro_rules! parts {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $( parts!(@each [$($t),+] $($t $n),+); )* };
    (@each $all:tt $($t:ident $n:tt),+) => { $( parts!(@one $all $t $n); )+ };
    (@one [$($all:ident),+] $t:ident $n:tt) => {
        impl<$($all),+> Part<$n> for ($($all,)+) {
            type Expr = $t;
        }
    };
}
crate::for_tuples!(parts);
