//! The columns of a table, eight at a time: for the recursion limit, and since the compiler is faster so.

/// All columns, in tuples of eight.
#[doc(hidden)]
#[macro_export]
macro_rules! __chunks {
    ($t:ident []) => { () };
    ($t:ident [$a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $($rest:ident)*]) => {
        (($t::$a, $t::$b, $t::$c, $t::$d, $t::$e, $t::$f, $t::$g, $t::$h), $crate::__chunks!($t [$($rest)*]))
    };
    ($t:ident [$($last:ident)+]) => { (($($t::$last,)+), ()) };
}

/// What is said for the column at a place: eight of them are one `match`.
#[doc(hidden)]
#[macro_export]
macro_rules! __at_place {
    ($at:tt [$a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($rest:tt)*]) => {
        match $at {
            0 => $a,
            1 => $b,
            2 => $c,
            3 => $d,
            4 => $e,
            5 => $f,
            6 => $g,
            7 => $h,
            _ => $crate::__at_place!(($at - 8) [$($rest)*]),
        }
    };
    ($at:tt []) => { $crate::__private::Ok(()) };
    ($at:tt [$a:tt $($b:tt $($c:tt $($d:tt $($e:tt $($f:tt $($g:tt)?)?)?)?)?)?]) => {
        match $at {
            0 => $a,
            $(1 => $b, $(2 => $c, $(3 => $d, $(4 => $e, $(5 => $f, $(6 => $g,)?)?)?)?)?)?
            _ => $crate::__private::Ok(()),
        }
    };
}

/// Each column, with its place among those chunks: the block, and how many of its chunks are still to come.
#[doc(hidden)]
#[macro_export]
macro_rules! __each_column {
    ($t:ident $block:ty, $chunks:tt []) => {};
    ($t:ident $block:ty, [$chunk:tt $($chunks:tt)+] [$a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($rest:tt)*]) => {
        $crate::__each_column! { @each $t [$block, $chunk] [$a P0 $b P1 $c P2 $d P3 $e P4 $f P5 $g P6 $h P7] }
        $crate::__each_column! { $t $block, [$($chunks)+] [$($rest)*] }
    };
    // The last chunk of a block. In one step, for the recursion limit.
    ($t:ident $block:ty, [$chunk:tt] [$a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($rest:tt)*]) => {
        $crate::__each_column! { @each $t [$block, $chunk] [$a P0 $b P1 $c P2 $d P3 $e P4 $f P5 $g P6 $h P7] }
        $crate::__each_column! { $t $crate::__private::schema::Next<$block>, [P0 P1 P2 P3] [$($rest)*] }
    };
    ($t:ident $block:ty, [$chunk:tt $($chunks:tt)*] [$a:tt $($b:tt $($c:tt $($d:tt $($e:tt $($f:tt $($g:tt)?)?)?)?)?)?]) => {
        $crate::__each_column! { @each $t [$block, $chunk] [$a P0 $($b P1 $($c P2 $($d P3 $($e P4 $($f P5 $($g P6)?)?)?)?)?)?] }
    };
    (@each $t:ident $chunk:tt [$([$column:ident $ty:tt $attrs:tt] $at:tt)+]) => {
        $( $crate::__column! { @go [$t $column $ty] { place [$chunk $at] key [SkipKey] req [ByType] name [] docs [] impls [] meta [] } $attrs } )+
    };
}
