//! `new!`: a row that does not exist yet.

/// A row that does not exist yet: `new!(User { name: "Ann", email: "ann@example.org" })`.
///
/// Columns that have a default, are nullable or made by the database may be left out; the others may not. A value can be
/// a literal, a variable, or an expression such as `raw(..)`.
///
/// ```
/// # use aludel_macros::{new, table};
/// table! {
///     pub struct User in users { #[primary_key(auto)] id: i64, name: String, bio: Option<String> }
/// }
/// # fn main() {
/// let ann = new!(User { name: "Ann" });
/// let name = String::from("Ben");
/// let ben = new!(User { name, bio: None });
/// # }
/// ```
#[macro_export]
macro_rules! new {
    ($($row:ident)::+ { $($field:ident $(: $value:expr)?),+ $(,)? }) => {{
        // Named once, so that an unknown row is one error.
        type __Row = $($row)::+;
        $crate::__private::query::Draft::<<__Row as $crate::__private::schema::Record>::Table, _>::new(
            $crate::__new!([__Row] [] $($field $(: $value)?,)+)
        )
    }};
    ($($row:ident)::+ {}) => {
        $crate::__private::query::Draft::<<$($row)::+ as $crate::__private::schema::Record>::Table, _>::new(())
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a new row is written as `new!(User { name: \"Ann\" })`")
    };
}

/// Assignments as a tuple; more than sixteen as a tuple of tuples. Each field gets a variable of its own for the column.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($row:tt [$($done:tt)*]
        $a:ident $(: $av:expr)?, $b:ident $(: $bv:expr)?, $c:ident $(: $cv:expr)?, $d:ident $(: $dv:expr)?,
        $e:ident $(: $ev:expr)?, $f:ident $(: $fv:expr)?, $g:ident $(: $gv:expr)?, $h:ident $(: $hv:expr)?,
        $i:ident $(: $iv:expr)?, $j:ident $(: $jv:expr)?, $k:ident $(: $kv:expr)?, $l:ident $(: $lv:expr)?,
        $m:ident $(: $mv:expr)?, $n:ident $(: $nv:expr)?, $o:ident $(: $ov:expr)?, $p:ident $(: $pv:expr)?,
        $next:ident $($rest:tt)*
    ) => {
        $crate::__new!($row [$($done)* $crate::__new!(@pair $row [
            {$a __a $($av)?} {$b __b $($bv)?} {$c __c $($cv)?} {$d __d $($dv)?}
            {$e __e $($ev)?} {$f __f $($fv)?} {$g __g $($gv)?} {$h __h $($hv)?}
            {$i __i $($iv)?} {$j __j $($jv)?} {$k __k $($kv)?} {$l __l $($lv)?}
            {$m __m $($mv)?} {$n __n $($nv)?} {$o __o $($ov)?} {$p __p $($pv)?}
        ] []),] $next $($rest)*)
    };
    ($row:tt [] $($fields:tt)*) => { $crate::__new!(@tuple $row $($fields)*) };
    ($row:tt [$($done:tt)+] $($fields:tt)*) => { ($($done)+ $crate::__new!(@tuple $row $($fields)*),) };
    (@tuple $row:tt $($fields:tt)*) => {
        $crate::__new!(@pair $row [] [__a __b __c __d __e __f __g __h __i __j __k __l __m __n __o __p] $($fields)*)
    };
    // Four at a time, as far as there are as many.
    (@pair $row:tt [$($done:tt)*] [$a:ident $b:ident $c:ident $d:ident $($more:ident)*]
        $e:ident $(: $ev:expr)?, $f:ident $(: $fv:expr)?, $g:ident $(: $gv:expr)?, $h:ident $(: $hv:expr)?, $($rest:tt)*
    ) => {
        $crate::__new!(@pair $row [$($done)* {$e $a $($ev)?} {$f $b $($fv)?} {$g $c $($gv)?} {$h $d $($hv)?}] [$($more)*] $($rest)*)
    };
    (@pair $row:tt [$($done:tt)*] [$column:ident $($more:ident)*] $field:ident $(: $value:expr)?, $($rest:tt)*) => {
        $crate::__new!(@pair $row [$($done)* {$field $column $($value)?}] [$($more)*] $($rest)*)
    };
    // Taken out of the struct of all columns by one pattern: an unknown field, or one given twice, is one error at its name.
    (@pair [$($row:tt)+] [$({$field:ident $column:ident $($value:expr)?})*] $unused:tt) => {
        match <$($row)+ as $crate::__private::schema::Record>::COLUMNS {
            $crate::__private::schema::ColumnsOf::<$($row)+> { $($field: $column,)* .. } => {
                ($($crate::__private::query::SetColumn::give($column, $crate::__value!($field $($value)?)),)*)
            }
        }
    };
}
/// A field's value: given, or the variable of its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __value {
    ($field:ident) => {
        $field
    };
    ($field:ident $value:expr) => {
        $value
    };
}
