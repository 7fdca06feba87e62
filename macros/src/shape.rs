//! `shape!`: named columns for what is no table of the database.

/// Declares a shape: the columns of a CTE, a derived table, a LATERAL join, a list of values, or a view.
///
/// `shape! { pub revenue { .. } }` gives the module `revenue` with the shape as `revenue::table` and each column as a
/// value of size zero, as `table!` does. A query fills it, and must have its columns: their number, types, and whether
/// they can be NULL. Its rows are tuples; with `pub struct Revenue in revenue { .. }` they are that struct.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{derived, from, with}};
/// # table! { pub struct Sale in sales { #[primary_key(auto)] id: i64, supplier_id: i64, price: f64 } }
/// shape! {
///     pub revenue { supplier_id: i64, total: Option<f64> }
/// }
/// # fn main() {
/// // By name: `Columns` has a field for each column.
/// let totals = from(sales::table)
///     .group_by(sales::supplier_id)
///     .select(revenue::Columns { supplier_id: sales::supplier_id, total: sum(sales::price) });
///
/// // In FROM.
/// let rich = from(derived(revenue::table, totals)).filter(revenue::total.gt(100.0)).select(revenue::supplier_id);
///
/// // As a CTE, which can be read several times.
/// let best = with(revenue::table, totals).query(|revenue| {
///     let most = from(revenue).select(max(revenue::total));
///     from(revenue).filter(revenue::total.eq(scalar(most))).select(revenue::supplier_id)
/// });
/// # }
/// ```
///
/// A view of the database is declared with `#[view]`, and read like a table:
///
/// ```
/// # use aludel_macros::shape;
/// # use aludel_core::query::from;
/// shape! {
///     #[view]
///     pub struct Active in active_users { id: i64, name: String }
/// }
/// # fn main() { let all = from(active_users::table); }
/// ```
///
/// | attribute | meaning |
/// | --- | --- |
/// | `view` | The database has a view of this name. |
/// | `name = "View"`, `schema = "sales"` | Its name in the database, and its schema. |
///
/// All other attributes go to the struct, or to the module. A shape has at most sixteen columns.
#[macro_export]
macro_rules! shape {
    ($(#[$($attr:tt)*])* $vis:vis struct $Row:ident in $shape:ident {
        $($(#[$($column_attr:tt)*])* $field_vis:vis $column:ident : $ty:ty),+ $(,)?
    }) => {
        $crate::__shape! {
            @attributes [$([$($attr)*])*] { kind [__shape_alias] name [$crate::__private::schema::meta::strip_raw(::core::stringify!($shape))] schema [None] pass [] }
            [$vis $shape] [struct $Row] ($) [$($column [$ty] [$(#[$($column_attr)*])*])+]
        }
    };
    ($(#[$($attr:tt)*])* $vis:vis $shape:ident {
        $($(#[$($column_attr:tt)*])* $field_vis:vis $column:ident : $ty:ty),+ $(,)?
    }) => {
        $crate::__shape! {
            @attributes [$([$($attr)*])*] { kind [__shape_alias] name [$crate::__private::schema::meta::strip_raw(::core::stringify!($shape))] schema [None] pass [] }
            [$vis $shape] [($($ty,)+)] ($) [$($column [$ty] [$(#[$($column_attr)*])*])+]
        }
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a shape is declared as `pub revenue { supplier_id: i64, total: Option<f64> }`");
    };
}

/// Sorts the attributes of the shape, then emits everything.
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    (@attributes [] { kind $kind:tt name $name:tt schema $schema:tt pass $pass:tt } $id:tt $row:tt $d:tt $columns:tt) => {
        $crate::__shape! { @row $row $pass $id $columns }
        $crate::__shape! { @module $pass $id $d $kind $columns }
        $crate::__shape! { @impls $id $name $schema $row $columns }
        $crate::__shape! { @readable $kind $id }
    };
    (@attributes [[view] $($rest:tt)*] { kind $k:tt $($state:tt)* } $($body:tt)*) => {
        $crate::__shape! { @attributes [$($rest)*] { kind [__view_alias] $($state)* } $($body)* }
    };
    (@attributes [[name = $name:literal] $($rest:tt)*] { kind $k:tt name $n:tt $($state:tt)* } $($body:tt)*) => {
        $crate::__shape! { @attributes [$($rest)*] { kind $k name [$name] $($state)* } $($body)* }
    };
    (@attributes [[schema = $schema:literal] $($rest:tt)*] { kind $k:tt name $n:tt schema $s:tt $($state:tt)* } $($body:tt)*) => {
        $crate::__shape! { @attributes [$($rest)*] { kind $k name $n schema [$crate::__private::Option::Some($schema)] $($state)* } $($body)* }
    };
    (@attributes [[$($other:tt)*] $($rest:tt)*] { kind $k:tt name $n:tt schema $s:tt pass [$($pass:tt)*] } $($body:tt)*) => {
        $crate::__shape! { @attributes [$($rest)*] { kind $k name $n schema $s pass [$($pass)* #[$($other)*]] } $($body)* }
    };

    (@readable [__view_alias] [$vis:vis $shape:ident]) => {
        #[diagnostic::do_not_recommend]
        impl $crate::__private::schema::Readable for $shape::table {}
    };
    (@readable $kind:tt $id:tt) => {};

    (@row [struct $Row:ident] [$($pass:tt)*] [$vis:vis $shape:ident] [$($column:ident [$ty:ty] [$($attr:tt)*])+]) => {
        $($pass)*
        $vis struct $Row { $($($attr)* pub $column: $ty),+ }
        impl $crate::__private::value::Load for $Row {
            const WIDTH: usize = <$shape::table as $crate::__private::schema::Table>::COLUMNS.len();
            #[inline]
            #[allow(unused_assignments)]
            fn load<Source: $crate::__private::value::Row + ?Sized>(row: &Source, mut at: usize) -> $crate::__private::Result<Self> {
                ::core::result::Result::Ok($Row {
                    $($column: {
                        let value = <$ty as $crate::__private::value::Load>::load(row, at)?;
                        at += 1;
                        value
                    },)+
                })
            }
            fn is_absent<Source: $crate::__private::value::Row + ?Sized>(row: &Source, at: usize) -> bool {
                <($($ty,)+) as $crate::__private::value::Load>::is_absent(row, at)
            }
        }
    };
    (@row $tuple:tt $pass:tt $id:tt $columns:tt) => {};

    (@module $pass:tt [$vis:vis $shape:ident] ($d:tt) [$kind:ident] [$($column:ident [$ty:ty] [$($attr:tt)*])+]) => {
        #[allow(non_camel_case_types, non_upper_case_globals, dead_code)]
        #[doc = ::core::concat!("The shape `", ::core::stringify!($shape), "` and its columns.")]
        $vis mod $shape {
            /// The shape, to be filled by a query. Messages of the compiler name it as it is written.
            pub struct table;
            $crate::__unit! { table }
            /// The type of the shape, for signatures.
            pub type Table = table;
            $(
                $($attr)*
                #[doc = ::core::concat!("The column `", ::core::stringify!($column), "`.")]
                pub struct $column;
                $crate::__unit! { $column }
            )+
            /// What a query selects to fill the shape: an expression for each column, by name.
            #[derive(Clone, Copy, Debug)]
            pub struct Columns<$($column),+> {
                $(#[doc = ::core::concat!("What fills the column `", ::core::stringify!($column), "`.")] pub $column: $column,)+
            }
            impl<$($column),+> $crate::__private::query::Selectable for Columns<$($column),+> {
                type Form = $crate::__private::query::Several<($($column,)+)>;
            }
            impl<$($column),+> ::core::convert::From<Columns<$($column),+>> for $crate::__private::query::Several<($($column,)+)> {
                #[inline]
                fn from(columns: Columns<$($column),+>) -> Self {
                    Self::from(($(columns.$column,)+))
                }
            }

            macro_rules! __columns {
                ($d($d args:tt)*) => { $crate::$kind! { @emit $d($d args)* $shape [$($column)+] } };
            }
            #[doc(hidden)]
            #[allow(unused_imports)]
            pub(crate) use __columns;
        }
    };

    (@impls [$vis:vis $shape:ident] [$name:expr] [$schema:expr] $row:tt [$($column:ident [$ty:ty] $attr:tt)+]) => {
        $(
            impl $crate::__private::schema::Column for $shape::$column {
                type Table = $shape::table;
                type Base = <$ty as $crate::__private::value::Field>::Base;
                type Null = <$ty as $crate::__private::value::Field>::Null;
                type Requirement = $crate::__private::schema::Required;
                const NAME: &'static str = $crate::__private::schema::meta::strip_raw(::core::stringify!($column));
                const IS_KEY: bool = false;
                const VALUE: Self = $shape::$column;
            }
            $crate::__private::column_sql!($shape::$column);
        )+
        impl $crate::__private::schema::Table for $shape::table {
            type Row = $crate::__shape!(@row_type $row);
            $crate::__id! { $shape::table }
            const NUMBER: u32 = $crate::__number!($shape);
            const KEY_LEN: usize = 0;
            const NAME: &'static str = $name;
            const SCHEMA: $crate::__private::Option<&'static str> = $schema;
            const FROM: $crate::__private::sql::Tok = $crate::__private::schema::table_tok($schema, &$crate::__private::sql::Tok::Ident($name));
            const COLUMNS: &'static [$crate::__private::schema::meta::ColumnMeta] = &[$(
                $crate::__private::schema::meta::ColumnMeta::plain::<$shape::$column>(::core::stringify!($column), ::core::stringify!($ty))
            ),+];
            const COLUMN_NAMES: &'static [&'static str] = &[$(<$shape::$column as $crate::__private::schema::Column>::NAME),+];
        }
        impl $crate::__private::schema::Shape for $shape::table {
            type Columns = ($($shape::$column,)+);
        }
    };
    (@row_type [struct $Row:ident]) => { $Row };
    (@row_type [$tuple:ty]) => { $tuple };
}

/// Emits the module of an alias of a shape.
#[doc(hidden)]
#[macro_export]
macro_rules! __shape_alias {
    (@emit $($body:tt)*) => { $crate::__alias! { @shape $($body)* } };
}

/// Emits the module of an alias of a view.
#[doc(hidden)]
#[macro_export]
macro_rules! __view_alias {
    (@emit [$vis:vis] $path:tt $alias:ident $($body:tt)*) => {
        $crate::__alias! { @shape [$vis] $path $alias $($body)* }
        #[diagnostic::do_not_recommend]
        impl $crate::__private::schema::Readable for $alias::table {}
    };
}
