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
        // A field given twice is an error at its name.
        const _: () = { $(#[allow(non_camel_case_types, dead_code)] struct $field;)+ };
        let columns = <$($row)::+ as $crate::__private::schema::Record>::COLUMNS;
        $crate::__private::query::Draft::<<$($row)::+ as $crate::__private::schema::Record>::Table, _>::new(
            $crate::__new!(columns [] $($field $(: $value)?,)+)
        )
    }};
    ($($row:ident)::+ {}) => {
        $crate::__private::query::Draft::<<$($row)::+ as $crate::__private::schema::Record>::Table, _>::new(())
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a new row is written as `new!(User { name: \"Ann\" })`")
    };
}

/// Assignments as a tuple; more than sixteen as a tuple of tuples.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($columns:ident [$($done:tt)*]
        $a:ident $(: $av:expr)?, $b:ident $(: $bv:expr)?, $c:ident $(: $cv:expr)?, $d:ident $(: $dv:expr)?,
        $e:ident $(: $ev:expr)?, $f:ident $(: $fv:expr)?, $g:ident $(: $gv:expr)?, $h:ident $(: $hv:expr)?,
        $i:ident $(: $iv:expr)?, $j:ident $(: $jv:expr)?, $k:ident $(: $kv:expr)?, $l:ident $(: $lv:expr)?,
        $m:ident $(: $mv:expr)?, $n:ident $(: $nv:expr)?, $o:ident $(: $ov:expr)?, $p:ident $(: $pv:expr)?,
        $next:ident $($rest:tt)*
    ) => {
        $crate::__new!($columns [$($done)* $crate::__new!(@tuple $columns
            $a $(: $av)?, $b $(: $bv)?, $c $(: $cv)?, $d $(: $dv)?,
            $e $(: $ev)?, $f $(: $fv)?, $g $(: $gv)?, $h $(: $hv)?,
            $i $(: $iv)?, $j $(: $jv)?, $k $(: $kv)?, $l $(: $lv)?,
            $m $(: $mv)?, $n $(: $nv)?, $o $(: $ov)?, $p $(: $pv)?,
        ),] $next $($rest)*)
    };
    ($columns:ident [] $($fields:tt)*) => { $crate::__new!(@tuple $columns $($fields)*) };
    ($columns:ident [$($done:tt)+] $($fields:tt)*) => { ($($done)+ $crate::__new!(@tuple $columns $($fields)*),) };
    (@tuple $columns:ident $($field:ident $(: $value:expr)?,)*) => {
        ($($crate::__private::query::SetColumn::set($columns.$field, $crate::__value!($field $($value)?)),)*)
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
