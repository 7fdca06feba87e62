//! `table!`: one declaration for queries, rows, inserts, schema creation and migrations.

/// Declares a table and its row struct.
///
/// `table! { pub struct User in users { .. } }` gives the struct `User`, and the module `users` with the table as
/// `users::table` and each column as a value of size zero: `users::name`.
///
/// ```
/// # use aludel_macros::table;
/// table! {
///     /// Somebody who can sign in.
///     #[derive(Debug, Clone, PartialEq)]
///     pub struct User in users {
///         #[primary_key(auto)]
///         id: i64,
///         #[max_len(50)]
///         name: String,
///         #[max_len(120), unique]
///         email: String,
///         bio: Option<String>,
///     }
/// }
///
/// table! {
///     #[unique(author_id, title)]
///     pub struct Post in posts {
///         #[primary_key(auto)]
///         id: i64,
///         #[references(users::id, on_delete = cascade), index]
///         author_id: i64,
///         title: String,
///         #[default(false)]
///         published: bool,
///     }
/// }
/// # fn main() { assert_eq!(std::mem::size_of_val(&users::name), 0); }
/// ```
///
/// # On a column
///
/// | attribute | meaning |
/// | --- | --- |
/// | `primary_key` | Part of the primary key; several marked columns are one composite key. |
/// | `primary_key(auto)` | The key, an integer that the database makes. |
/// | `unique`, `index` | UNIQUE; an index. |
/// | `max_len(n)` | The longest text, in characters: VARCHAR(n). |
/// | `decimal(p, s)` | Digits of a decimal number in all, and behind the point. |
/// | `default(v)` | A default: a literal, `now`, or `sql = "expression"`. |
/// | `generated("price * quantity")` | The database computes it from other columns, and stores it; nothing can be assigned to it. `generated(virtual = "..")` is computed by what reads it, but stored on PostgreSQL. |
/// | `references(users::id, on_delete = cascade, on_update = ..)` | A foreign key; the actions are `no_action`, `restrict`, `cascade`, `set_null`, `set_default`. |
/// | `check("price > 0")` | A CHECK, as SQL. |
/// | `version` | The row's version, for optimistic locking: an integer that begins at 1. |
/// | `name = "emailAddress"` | The column's name in the database, where it is not the field's. |
/// | `sql_type(sqlite = "..", postgres = "..", mysql = "..")` | The SQL type to use instead. |
/// | `was = "mail"` | The name that it had in the database before, so that a migration renames it. |
/// | `comment`, `comment = ".."` | The doc comment, or a text, is kept by the database as the column's comment. |
///
/// # On the table
///
/// | attribute | meaning |
/// | --- | --- |
/// | `unique(a, b)`, `index(a, b)` | Over several columns. `unique(name = "uq_ab", a, b)` names it. |
/// | `index(a, "lower(b)", using = gin, filter = "c > 0")` | An index over SQL, by a method, of some rows; `unique(..)` with SQL or a filter is a unique index. |
/// | `foreign_key((a, b), references(lines::a, lines::b), on_delete = cascade)` | A foreign key over several columns. |
/// | `foreign_key(line: (a, b), references(lines::a, lines::b))` | The same with a name: `new!(Part { line: handle })` gives all its columns, and `parts::line` names the relation. |
/// | `check("a < b")` | A CHECK over several columns, as SQL. |
/// | `name = "User"`, `schema = "sales"` | The table's name in the database, and its schema. |
/// | `was = "people"` | The name that it had in the database before, so that a migration renames it. |
/// | `comment`, `comment = ".."` | The doc comment, or a text, is kept by the database as the table's comment. |
///
/// All other attributes, such as `derive`, go to the struct.
#[macro_export]
macro_rules! table {
    ($(#[$($attr:tt)*])* $vis:vis struct $Row:ident in $table:ident {
        $($(#[$($column_attr:tt)*])* $field_vis:vis $column:ident : $ty:ty),+ $(,)?
    }) => {
        $crate::__table! {
            @attributes [$([$($attr)*])*] { name [$crate::__private::schema::meta::strip_raw(::core::stringify!($table))] schema [] docs [] pass [] constraints [] more [] keys [] }
            ($) $vis $Row $table [$([$column ($ty) [$([$($column_attr)*])*]])+]
        }
    };
    ($(#[$($attr:tt)*])* $vis:vis struct $Row:ident in $table:ident { $($rest:tt)* }) => {
        ::core::compile_error!(::core::concat!(
            "table `", ::core::stringify!($table), "`: write its columns as `name: Type`, separated by commas, with attributes in front: `#[primary_key(auto)] id: i64,`"
        ));
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a table is declared as `pub struct User in users { #[primary_key(auto)] id: i64, name: String }`");
    };
}

/// Sorts the attributes of the table, then emits everything.
#[doc(hidden)]
#[macro_export]
macro_rules! __table {
    (@attributes [] $state:tt $dollar:tt $vis:vis $Row:ident $table:ident $columns:tt) => {
        $crate::__table! { @number [] [] {$state $dollar $vis $Row $table} $columns }
    };

    // Gives each column a place, eight at a time. Beyond 64 columns nothing is compared, for the recursion limit.
    (@number [x x x x x x x x] [$(($index:tt $name:ident $column:tt))*] {$($all:tt)*} [$($rest:tt)*]) => {
        $crate::__table! { @emit $($all)* [$($column)* $($rest)*] }
    };
    (@number [$($n:tt)*] [$($done:tt)*] $all:tt [
        [$a:ident $($a2:tt)*] [$b:ident $($b2:tt)*] [$c:ident $($c2:tt)*] [$e:ident $($e2:tt)*]
        [$f:ident $($f2:tt)*] [$g:ident $($g2:tt)*] [$h:ident $($h2:tt)*] [$i:ident $($i2:tt)*] $($rest:tt)*
    ]) => {
        $crate::__table! { @number [$($n)* x] [
            $($done)* ([$($n)* a] $a [$a $($a2)*]) ([$($n)* b] $b [$b $($b2)*]) ([$($n)* c] $c [$c $($c2)*])
            ([$($n)* e] $e [$e $($e2)*]) ([$($n)* f] $f [$f $($f2)*]) ([$($n)* g] $g [$g $($g2)*])
            ([$($n)* h] $h [$h $($h2)*]) ([$($n)* i] $i [$i $($i2)*])
        ] $all [$($rest)*] }
    };
    (@number $n:tt $done:tt $all:tt $rest:tt) => { $crate::__table! { @number_last $n $done $all $rest [a b c e f g h] } };
    (@number_last [$($n:tt)*] [$($done:tt)*] $all:tt [[$column:ident $($what:tt)*] $($rest:tt)*] [$place:tt $($places:tt)*]) => {
        $crate::__table! { @number_last [$($n)*] [$($done)* ([$($n)* $place] $column [$column $($what)*])] $all [$($rest)*] [$($places)*] }
    };
    (@number_last $n:tt $done:tt {$state:tt ($d:tt) $($all:tt)*} [] $places:tt) => {
        $crate::__table! { @unique $d $done {$state ($d) $($all)*}
            // Names that the module of a table has for itself, and words of Rust that somebody may call a column.
            [table Table Columns]
            [type ref use match move final in as for where self Self static enum struct mod fn let const if else loop impl macro override virtual abstract try do box]
        }
    };

    // A macro that knows each column by its name and its place takes one that is there twice, or cannot be there, for an error at
    // its name, and goes on without it: the table is whole for the rest of the program.
    (@unique $d:tt [$(($index:tt $column:ident $what:tt))*] $all:tt [$($taken:tt)*] [$($keyword:tt)*]) => {
        macro_rules! __unique {
            $(
                ($d kept:tt $d all:tt ($d at:tt $taken $d column:tt) $d($d more:tt)*) => {
                    $crate::__table! { @taken $d column __unique $d kept $d all $d($d more)* }
                };
            )*
            $(
                ($d kept:tt $d all:tt ($d at:tt $keyword $d column:tt) $d($d more:tt)*) => {
                    $crate::__table! { @keyword $d column __unique $d kept $d all $d($d more)* }
                };
            )*
            $(
                ([$d($d kept:tt)*] $d all:tt ($index $column $d this:tt) $d($d more:tt)*) => {
                    __unique! { [$d($d kept)* $d this] $d all $d($d more)* }
                };
                ($d kept:tt $d all:tt ($d other:tt $column [$d twice:ident $d type:tt $d attrs:tt]) $d($d more:tt)*) => {
                    // Of the errors about two equal names, this one is at the name alone.
                    const _: () = {
                        fn columns($d twice: (), $d twice: ()) {}
                    };
                    __unique! { $d kept $d all $d($d more)* }
                };
            )*
            ($d kept:tt {$d($d all:tt)*}) => { $crate::__table! { @emit $d($d all)* $d kept } };
        }
        __unique! { [] $all $(($index $column $what))* }
    };

    // Told at the column, and the rest is declared without it.
    (@keyword [$column:ident $($what:tt)*] $unique:ident $($rest:tt)*) => {
        const _: () = {
            struct __Column {
                $column: (),
            }
        };
        $unique! { $($rest)* }
    };
    (@taken [$column:ident $($what:tt)*] $unique:ident $($rest:tt)*) => {
        #[deny(deprecated)]
        const _: () = $crate::__private::taken::$column;
        $unique! { $($rest)* }
    };

    (@attributes [[doc = $doc:expr] $($rest:tt)*] { name $n:tt schema $s:tt docs [$($docs:tt)*] pass [$($pass:tt)*] constraints $c:tt more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs [$($docs)* $doc,] pass [$($pass)* #[doc = $doc]] constraints $c more $m keys $k } $($body)* }
    };
    (@attributes [[name = $name:literal] $($rest:tt)*] { name $n:tt $($state:tt)* } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name [$name] $($state)* } $($body)* }
    };
    (@attributes [[schema = $schema:literal] $($rest:tt)*] { name $n:tt schema $s:tt $($state:tt)* } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema [$schema] $($state)* } $($body)* }
    };
    (@attributes [[unique($($what:tt)*)] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints [$($c:tt)*] more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints [$($c)* {Unique $($what)*}] more $m keys $k } $($body)* }
    };
    (@attributes [[index($($what:tt)*)] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints [$($c:tt)*] more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints [$($c)* {Index $($what)*}] more $m keys $k } $($body)* }
    };
    (@attributes [[foreign_key($key:ident : ($($of:ident),+ $(,)?), references($($to:tt)*) $($more:tt)*)] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints [$($c:tt)*] more $m:tt keys [$($k:tt)*] } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints [$($c)* {ForeignKey ($($of),+), references($($to)*) $($more)*}] more $m keys [$($k)* [$key ($($of),+) ($($to)*)]] } $($body)* }
    };
    (@attributes [[foreign_key(($($of:ident),+ $(,)?), references($($to:tt)*) $($more:tt)*)] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints [$($c:tt)*] more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints [$($c)* {ForeignKey ($($of),+), references($($to)*) $($more)*}] more $m keys $k } $($body)* }
    };
    (@attributes [[check($(name = $check:literal,)? $sql:literal)] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints [$($c:tt)*] more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints [$($c)* {Check $(name = $check,)? $sql}] more $m keys $k } $($body)* }
    };
    (@attributes [[was = $was:literal] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints $c:tt more [$($m:tt)*] keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints $c more [$($m)* .was($was)] keys $k } $($body)* }
    };
    (@attributes [[comment = $text:literal] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints $c:tt more [$($m:tt)*] keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints $c more [$($m)* .comment($text)] keys $k } $($body)* }
    };
    (@attributes [[comment] $($rest:tt)*] { name $n:tt schema $s:tt docs $d:tt pass $p:tt constraints $c:tt more [$($m:tt)*] keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes [$($rest)*] { name $n schema $s docs $d pass $p constraints $c more [$($m)* .comment_doc()] keys $k } $($body)* }
    };
    (@attributes [[$other:tt $($what:tt)*] $($rest:tt)*] $state:tt $($body:tt)*) => {
        $crate::__table! { @other $other $other [$other $($what)*] [$($rest)*] $state $($body)* }
    };
    (@attributes [$other:tt $($rest:tt)*] $state:tt $($body:tt)*) => { $crate::__table! { @pass $other [$($rest)*] $state $($body)* } };

    // An attribute of ours that is written otherwise, or stands at the table instead of a column; the others go to the struct.
    (@other primary_key $($all:tt)*) => { $crate::__table! { @tell table_column $($all)* } };
    (@other references $($all:tt)*) => { $crate::__table! { @tell table_column $($all)* } };
    (@other default $($all:tt)*) => { $crate::__table! { @tell table_column $($all)* } };
    (@other version $($all:tt)*) => { $crate::__table! { @tell table_column $($all)* } };
    (@other unique $($all:tt)*) => { $crate::__table! { @tell table_unique $($all)* } };
    (@other index $($all:tt)*) => { $crate::__table! { @tell table_unique $($all)* } };
    (@other check $($all:tt)*) => { $crate::__table! { @tell table_check $($all)* } };
    (@other foreign_key $($all:tt)*) => { $crate::__table! { @tell table_foreign_key $($all)* } };
    (@other name $($all:tt)*) => { $crate::__table! { @tell table_name $($all)* } };
    (@other schema $($all:tt)*) => { $crate::__table! { @tell table_name $($all)* } };
    (@other was $($all:tt)*) => { $crate::__table! { @tell table_name $($all)* } };
    (@other $name:tt $word:tt $($all:tt)*) => { $crate::__table! { @pass $($all)* } };
    (@tell $why:tt $word:tt $what:tt $rest:tt $state:tt ($d:tt) $vis:vis $Row:ident $table:ident $columns:tt) => {
        $crate::__wrong! { $why ($table::table) $word }
        $crate::__table! { @attributes $rest $state ($d) $vis $Row $table $columns }
    };
    (@pass [$($other:tt)*] $rest:tt { name $n:tt schema $s:tt docs $d:tt pass [$($p:tt)*] constraints $c:tt more $m:tt keys $k:tt } $($body:tt)*) => {
        $crate::__table! { @attributes $rest { name $n schema $s docs $d pass [$($p)* #[$($other)*]] constraints $c more $m keys $k } $($body)* }
    };

    (@emit { name [$name:expr] schema [$($schema:expr)?] docs [$($doc:expr,)*] pass [$($pass:tt)*] constraints [$($constraint:tt)*] more [$($more:tt)*] keys [$([$key:ident $of:tt $to:tt])*] }
        ($d:tt) $vis:vis $Row:ident $table:ident [$([$column:ident ($ty:ty) $attrs:tt])+]
    ) => {
        $($pass)*
        $vis struct $Row {
            $(#[doc = $crate::__docs!($attrs)] pub $column: $ty,)+
        }

        #[allow(non_camel_case_types, non_upper_case_globals, dead_code)]
        #[doc = ::core::concat!("The table `", ::core::stringify!($table), "` and its columns.")]
        $vis mod $table {
            /// The table, for FROM, INSERT, UPDATE and DELETE. Messages of the compiler name it as it is written.
            pub struct table;
            $crate::__unit! { table }
            /// The type of the table, for signatures.
            pub type Table = table;
            $(
                #[doc = $crate::__docs!($column ($ty) $attrs)]
                pub struct $column;
                $crate::__unit! { $column }
            )+
            $(
                #[doc = ::core::concat!("The foreign key `", ::core::stringify!($key), "`, of several columns.")]
                pub struct $key;
                $crate::__unit! { $key }
            )*
            /// All columns and foreign keys of several columns, one field each.
            pub struct Columns {
                $(#[doc = "A column."] pub $column: self::$column,)+
                $(#[doc = "A foreign key of several columns."] pub $key: self::$key,)*
            }
            // Whatever comes by a glob is named by its path in messages of the compiler: `users::name`, also where no other table
            // has a `name`.
            mod __named_in_full {
                use super::*;
                type __All = (table, $($column),+);
            }
            macro_rules! __columns {
                ($d($d args:tt)*) => { $crate::__alias! { @emit $d($d args)* $table [$($column)+] } };
            }
            #[doc(hidden)]
            #[allow(unused_imports)]
            pub(crate) use __columns;
        }

        $crate::__each_column! { $table (), [P0 P1 P2 P3] [$([$column ($ty) $attrs])+] }
        $( $crate::__foreign_key! { $table $key $of $to } )*

        impl $crate::__private::schema::DeclaredTable for $table::table {
            type Row = $Row;
            $crate::__id! { $table::table }
            type Chunks = $crate::__chunks!($table [$($column)+]);
            const NUMBER: u32 = $crate::__number!($table);
            const NAME: &'static str = $name;
            $(const SCHEMA: $crate::__private::Option<&'static str> = $crate::__private::Option::Some($schema);)?
            $crate::__unless_empty! { [$($constraint)*] {
                const CONSTRAINTS: &'static [$crate::__private::schema::meta::TableConstraint] = &[$($crate::__constraint! { $table $constraint }),*];
            } }
        }
        impl<L> $crate::__private::schema::Computed<L> for $table::table {
            type Lists = $crate::__private::schema::Listed<<Self as $crate::__private::schema::DeclaredTable>::Chunks, { $crate::__private::schema::count::<$table::table>() }>;
            const META: &'static $crate::__private::schema::meta::TableMeta = &$crate::__private::schema::meta::TableMeta {
                name: $name,
                schema: <Self as $crate::__private::schema::DeclaredTable>::SCHEMA,
                columns: <Self as $crate::__private::schema::Computed<L>>::COLUMNS,
                constraints: <Self as $crate::__private::schema::DeclaredTable>::CONSTRAINTS,
                doc: ::core::concat!("", $($doc, "\n"),*),
                comment: $crate::__private::Option::None,
                was: $crate::__private::Option::None,
                file: ::core::file!(),
                line: ::core::line!(),
            }
            $($more)*;
        }
        impl $crate::__private::query::AskedOfTable for $table::table {}
        $crate::__private::select_rows!($table::table);
        const _: () = if let $crate::__private::Option::Some(at) =
            <<$table::table as $crate::__private::schema::DeclaredTable>::Chunks as $crate::__private::schema::Chunks>::NOT_STORED
        {
            ::core::panic!("{}", $crate::__private::schema::flaw::rows_as_a_column::<$table::table>(at).text())
        };
        $($crate::__full_text! { $table $constraint })*
        $($crate::__same_types! { $table $constraint })*
        impl $crate::__private::query::Groupable for $table::table {
            type Form = $crate::__private::query::ByKey<Self>;
        }
        impl $crate::__private::schema::Record for $Row {
            type Table = $table::table;
            type Columns = $table::Columns;
            const COLUMNS: $table::Columns =
                $table::Columns { $($column: $table::$column,)+ $($key: $table::$key,)* };
            #[inline]
            fn bind_column<'v, Binder: $crate::__private::value::Binder<'v> + ?Sized>(&'v self, at: usize, binder: &mut Binder) -> $crate::__private::Result<()> {
                $crate::__at_place!(at [$(($crate::__private::schema::encode_field::<$table::$column, Binder>(&self.$column, binder)))+])
            }
            #[inline]
            fn put_column<Source: $crate::__private::value::Row + ?Sized>(&mut self, at: usize, row: &Source) -> $crate::__private::Result<()> {
                $crate::__at_place!(at [$(($crate::__private::schema::put_field::<$table::$column, Source>(&mut self.$column, row, at)))+])
            }
        }
        impl $crate::__private::value::Load for $Row {
            const WIDTH: usize = $crate::__private::schema::count::<$table::table>();
            #[inline]
            fn load<Source: $crate::__private::value::Row + ?Sized>(row: &Source, mut at: usize) -> $crate::__private::Result<Self> {
                $crate::__private::Ok($Row {
                    // By a statement, after which nothing but the value is left to be dropped: less than half of the code.
                    $($column: {
                        let value = match $crate::__private::schema::load_field::<$table::$column, Source>(row, &mut at) {
                            $crate::__private::Ok(value) => value,
                            $crate::__private::Err(error) => return $crate::__private::Err(error),
                        };
                        value
                    },)+
                })
            }
            fn is_absent<Source: $crate::__private::value::Row + ?Sized>(row: &Source, at: usize) -> bool {
                $crate::__private::schema::row_is_absent::<$table::table, Source>(row, at)
            }
        }
    };
}

/// Checks that the columns of a foreign key have the types of those they refer to.
#[doc(hidden)]
#[macro_export]
macro_rules! __same_types {
    ($t:ident {ForeignKey ($($c:ident),+), references($($to:ty),+ $(,)?) $($rest:tt)*}) => {
        $crate::__same_types! { @each $t [$($c)+] [$($to),+] }
    };
    (@each $t:ident [$c:ident $($columns:ident)*] [$to:ty $(, $($more:ty),+)?]) => {
        const _: () = {
            struct Part;
            impl $crate::__private::schema::PartOfKey for Part {
                type Column = $t::$c;
                type Target = $to;
            }
        };
        $crate::__same_types! { @each $t [$($columns)*] [$($($more),+)?] }
    };
    (@each $t:ident [] []) => {};
    (@each $t:ident $columns:tt $more:tt) => {
        ::core::compile_error!(::core::concat!(
            "table `", ::core::stringify!($t), "`: a foreign key has as many columns as it refers to"
        ));
    };
    ($($other:tt)*) => {};
}

/// What an index `using = fulltext` makes possible.
#[doc(hidden)]
#[macro_export]
macro_rules! __full_text {
    (@walk $t:ident [$($c:ident)+] using = fulltext $($rest:tt)*) => {
        impl $crate::__private::schema::FullTextIndex<($($t::$c,)+)> for $t::table {}
    };
    (@walk $t:ident $c:tt $word:ident = $value:tt $(, $($rest:tt)*)?) => { $crate::__full_text! { @walk $t $c $($($rest)*)? } };
    (@walk $t:ident [$($c:ident)*] $column:ident $(, $($rest:tt)*)?) => { $crate::__full_text! { @walk $t [$($c)* $column] $($($rest)*)? } };
    (@walk $($over_sql:tt)*) => {};
    ($t:ident {Index $($what:tt)*}) => { $crate::__full_text! { @walk $t [] $($what)* } };
    ($($other:tt)*) => {};
}

/// The doc comment among the attributes of a column, as one literal.
#[doc(hidden)]
#[macro_export]
macro_rules! __docs {
    ([]) => { "" };
    ($column:ident ($ty:ty) []) => { ::core::concat!("`", ::core::stringify!($column), ": ", ::core::stringify!($ty), "`") };
    // For the column, which has no type of its own in it: what an editor shows at `users::name`.
    ($column:ident ($ty:ty) $attrs:tt) => {
        ::core::concat!("`", ::core::stringify!($column), ": ", ::core::stringify!($ty), "`\n\n", $crate::__docs!($attrs))
    };
    ([$([$($attr:tt)*])*]) => { ::core::concat!("" $(, $crate::__doc_line!($($attr)*))*) };
}
/// A line of a doc comment, or nothing for another attribute.
#[doc(hidden)]
#[macro_export]
macro_rules! __doc_line {
    (doc = $doc:expr) => {
        ::core::concat!($doc, "\n")
    };
    ($($other:tt)*) => {
        ""
    };
}

/// Walks over the attributes of one column, then emits its impls.
#[doc(hidden)]
#[macro_export]
macro_rules! __column {
    (@go $id:tt $state:tt [[] $($rest:tt)*]) => { $crate::__column! { @go $id $state [$($rest)*] } };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs [$($docs:tt)*] impls $i:tt meta $m:tt } [[doc = $doc:expr] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs [$($docs)* $doc,] impls $i meta $m } [$($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[primary_key(auto) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key [InKey] req [Optional] name $n docs $d
            impls [$($i)* $crate::__sound! { of_made_key $t $c $ty } #[diagnostic::do_not_recommend] impl $crate::__private::schema::UniqueColumn for $t::$c {}] meta [$($m)* $crate::__private::schema::Attribute::IsPrimaryKey, $crate::__private::schema::Attribute::IsAuto,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[primary_key $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key [InKey] req $r name $n docs $d
            impls [$($i)* $crate::__sound! { of_key $t $c $ty } #[diagnostic::do_not_recommend] impl $crate::__private::schema::UniqueColumn for $t::$c {}] meta [$($m)* $crate::__private::schema::Attribute::IsPrimaryKey,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[unique $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req $r name $n docs $d
            impls [$($i)* #[diagnostic::do_not_recommend] impl $crate::__private::schema::UniqueColumn for $t::$c {}] meta [$($m)* $crate::__private::schema::Attribute::IsUnique,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[index $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HasIndex,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[version $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req [Optional] name $n docs $d impls [$($i)* $crate::__sound! { of_version $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::IsVersion,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[max_len($len:expr) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req $r name $n docs $d impls [$($i)* $crate::__sound! { of_length $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::HasMaxLen($len),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[decimal($p:expr, $s:expr) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req $r name $n docs $d impls [$($i)* $crate::__sound! { of_digits $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::HasDigits($p, $s),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[default(now) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req [Optional] name $n docs $d impls [$($i)* $crate::__sound! { of_default $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::HasDefault($crate::__private::schema::meta::DefaultMeta::Now),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[default(sql = $sql:literal) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req [Optional] name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HasDefault($crate::__private::schema::meta::DefaultMeta::Sql($sql)),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[default($value:literal) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req [Optional] name $n docs $d impls [$($i)* $crate::__sound! { of_default $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::HasDefault($crate::__private::schema::meta::DefaultLiteral($value).meta()),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[generated($sql:literal) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req [Generated] name $n docs $d impls [$($i)* $crate::__sound! { of_generated $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::IsGenerated($sql, true),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[generated(virtual = $sql:literal) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req [Generated] name $n docs $d impls [$($i)* $crate::__sound! { of_generated $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::IsGenerated($sql, false),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } [[check($sql:literal) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req $r name $n docs $d impls [$($i)* $crate::__sound! { of_check $t $c $ty }] meta [$($m)* $crate::__private::schema::Attribute::HasCheck($sql),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta $m:tt } [[name = $name:literal $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name [$name] docs $d impls $i meta $m } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[was = $was:literal $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HadName($was),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[comment = $text:literal $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HasComment($text),] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[comment $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HasDocAsComment,] } [[$($($more)*)?] $($rest)*] }
    };
    (@go $id:tt { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls $i:tt meta [$($m:tt)*] } [[sql_type($($dialect:ident = $sql:literal),+ $(,)?) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @go $id { place $at key $k req $r name $n docs $d impls $i meta [$($m)* $crate::__private::schema::Attribute::HasSqlTypes({
            #[allow(unused_mut)]
            let mut types = $crate::__private::schema::meta::SqlTypes::NONE;
            $(types.$dialect = $crate::__private::Option::Some($sql);)+
            types
        }),] } [[$($($more)*)?] $($rest)*] }
    };
    // `users::id`, word by word: by an import, so that `User::id` is told of as what it is, a struct where a module is needed.
    (@go [$t:ident $c:ident $ty:tt] $state:tt [[references($table:tt $in:tt $column:tt $(, $on:tt = $action:tt)* $(,)?) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @references [
            const _: () = {
                type Column = $t::$c;
                const _: () = {
                    use $table $in $column;
                    impl $crate::__private::schema::References for Column {
                        type Target = $column;
                    }
                };
            };
        ] [$t $c $ty] $state [$($on = $action)*] [$($($more)*)?] $($rest)* }
    };
    (@go $id:tt $state:tt [[references($table:tt $(, $($what:tt)*)?) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @tell references $table $id $state [[$($($more)*)?] $($rest)*] }
    };
    (@go [$t:ident $c:ident $ty:tt] $state:tt [[references($to:ty $(, $on:tt = $action:tt)* $(,)?) $(, $($more:tt)*)?] $($rest:tt)*]) => {
        $crate::__column! { @references [
            impl $crate::__private::schema::References for $t::$c {
                type Target = $to;
            }
        ] [$t $c $ty] $state [$($on = $action)*] [$($($more)*)?] $($rest)* }
    };
    (@references [$($references:tt)*] [$t:ident $c:ident $ty:tt] { place $at:tt key $k:tt req $r:tt name $n:tt docs $d:tt impls [$($i:tt)*] meta [$($m:tt)*] } $on:tt $($rest:tt)*) => {
        $crate::__column! { @go [$t $c $ty] { place $at key $k req $r name $n docs $d
            impls [$($i)*
                $($references)*
                $crate::__actions_sound! { [of_actions $t $c $ty] $on }
                impl $crate::__private::schema::RefersTo<$crate::__private::schema::TargetTable<$t::$c>> for $t::$c {
                    type Column = <$t::$c as $crate::__private::schema::References>::Target;
                }
            ]
            meta [$($m)* $crate::__private::schema::references::<<$t::$c as $crate::__private::schema::References>::Target>($crate::__action!(on_delete $on), $crate::__action!(on_update $on)),]
        } [$($rest)*] }
    };
    (@go $id:tt $state:tt [[$wrong:tt $($what:tt)*] $($rest:tt)*]) => {
        $crate::__column! { @wrong $wrong $wrong $id $state [$($rest)*] }
    };
    // It is told, and nothing else follows from it: the table has a key, the column a default.
    (@wrong primary_key $word:tt [$t:ident $($id:tt)*] $state:tt [$($rest:tt)*]) => {
        $crate::__column! { @tell primary_key $word [$t $($id)*] $state [[primary_key] $($rest)*] }
    };
    (@wrong default $word:tt [$t:ident $($id:tt)*] $state:tt [$($rest:tt)*]) => {
        $crate::__column! { @tell default $word [$t $($id)*] $state [[default(sql = "")] $($rest)*] }
    };
    (@wrong generated $word:tt [$t:ident $($id:tt)*] $state:tt [$($rest:tt)*]) => {
        $crate::__column! { @tell generated $word [$t $($id)*] $state [[generated("NULL")] $($rest)*] }
    };
    (@wrong $why:tt $word:tt $id:tt $state:tt $rest:tt) => { $crate::__column! { @tell $why $word $id $state $rest } };
    (@tell $why:tt $word:tt [$t:ident $c:ident $ty:tt] $state:tt $rest:tt) => {
        $crate::__wrong! { $why ($t::$c) $word }
        $crate::__column! { @go [$t $c $ty] $state $rest }
    };

    (@go [$t:ident $c:ident ($ty:ty)] { place [[$block:ty, $chunk:tt] $at:tt] key [$key:ident] req [$req:ident] name [$($name:literal)?] docs [$($doc:expr, $($docs:expr,)*)?] impls [$($impls:tt)*] meta [$($meta:tt)*] } []) => {
        $crate::__private::column_sql!($t::$c);
        impl $crate::__private::schema::Declared for $t::$c {
            type Table = $t::table;
            type Type = $ty;
            type Requirement = $crate::__private::schema::$req;
            type Key = $crate::__private::schema::$key;
            type Place =
                $crate::__private::schema::Place<$block, $crate::__private::schema::at::$chunk, $crate::__private::schema::at::$at>;
            const DECLARED: $crate::__private::schema::Declaration<Self> = ($t::$c, ::core::stringify!($c), ::core::stringify!($ty));
            $crate::__unless_empty! { [$($name)? $($doc)? $($meta)*] {
                const ATTRIBUTES: &'static [$crate::__private::schema::Attribute] = &[
                    $($crate::__private::schema::Attribute::HasName($name),)?
                    $($crate::__private::schema::Attribute::HasDoc(::core::concat!($doc, "\n" $(, $docs, "\n")*)),)?
                    $($meta)*
                ];
            } }
        }
        $($impls)*
    };
}

/// Something, unless there is nothing to say: what a trait says for most is no constant of each.
#[doc(hidden)]
#[macro_export]
macro_rules! __unless_empty {
    ([] $nothing:tt) => {};
    ([$($what:tt)+] { $($item:tt)* }) => { $($item)* };
}

/// What an attribute of a column has checked, at the column's type.
#[doc(hidden)]
#[macro_export]
macro_rules! __sound {
    (of_made_key $t:ident $c:ident ($ty:ty)) => {
        $crate::__sound! { @is $t $c $ty, {
            $crate::__private::schema::flaw::of_made_key::<
                $t::$c,
                <$t::table as $crate::__private::schema::BaseTable>::KeyColumns,
            >()
        } }
    };
    ($check:ident $t:ident $c:ident ($ty:ty)) => {
        $crate::__sound! { @is $t $c $ty, { $crate::__private::schema::flaw::$check::<$t::$c>() } }
    };
    (@is $t:ident $c:ident $ty:ty, $verdict:tt) => {
        const _: () = {
            struct Attribute;
            impl $crate::__private::schema::flaw::Checked for Attribute {
                type Column = $t::$c;
                type Verdict = $crate::__private::schema::flaw::Verdict<$verdict>;
                type Type = $ty;
            }
        };
    };
}

/// The action of a foreign key on one event, among those that were given.
#[doc(hidden)]
#[macro_export]
macro_rules! __action {
    (on_delete [on_delete = $action:tt $($rest:tt)*]) => { $crate::__action!(@ $action $action) };
    (on_update [on_update = $action:tt $($rest:tt)*]) => { $crate::__action!(@ $action $action) };
    ($event:ident [on_delete = $action:tt $($rest:tt)*]) => { $crate::__action!($event [$($rest)*]) };
    ($event:ident [on_update = $action:tt $($rest:tt)*]) => { $crate::__action!($event [$($rest)*]) };
    ($event:ident []) => { $crate::__private::schema::meta::Action::NoAction };
    // What is no event is told once.
    (on_delete [$other:tt = $($rest:tt)*]) => {{
        $crate::__wrong! { action_event () $other }
        $crate::__private::schema::meta::Action::NoAction
    }};
    (on_update $other:tt) => { $crate::__private::schema::meta::Action::NoAction };
    (@ no_action $action:tt) => { $crate::__private::schema::meta::Action::NoAction };
    (@ restrict $action:tt) => { $crate::__private::schema::meta::Action::Restrict };
    (@ cascade $action:tt) => { $crate::__private::schema::meta::Action::Cascade };
    (@ set_null $action:tt) => { $crate::__private::schema::meta::Action::SetNull };
    (@ set_default $action:tt) => { $crate::__private::schema::meta::Action::SetDefault };
    (@ $other:tt $action:tt) => {{
        $crate::__wrong! { action () $action }
        $crate::__private::schema::meta::Action::NoAction
    }};
}

/// Checks the actions that not every column can have.
#[doc(hidden)]
#[macro_export]
macro_rules! __actions_sound {
    ([$($check:tt)*] [$on:tt = set_null $($rest:tt)*]) => { $crate::__sound! { $($check)* } };
    ([$($check:tt)*] [$on:tt = set_default $($rest:tt)*]) => { $crate::__sound! { $($check)* } };
    ($check:tt [$on:tt = $action:tt $($rest:tt)*]) => { $crate::__actions_sound! { $check [$($rest)*] } };
    ($check:tt []) => {};
}

/// A foreign key of several columns that has a name: it takes handles, and is a relation.
#[doc(hidden)]
#[macro_export]
macro_rules! __foreign_key {
    ($t:ident $key:ident ($($c:ident),+) ($($to:ty),+ $(,)?)) => {
        impl $crate::__private::schema::ForeignKey for $t::$key {
            type Table = $t::table;
            type Target = $crate::__foreign_key!(@target $($to),+);
            type Null = $crate::__foreign_key!(@null $t $($c)+);
            type Assigned = ($($crate::__private::query::Set<$t::$c, ()>,)+);
            const NAME: &'static str = ::core::stringify!($key);
            const COLUMNS: &'static [&'static str] = &[$(<$t::$c as $crate::__private::schema::Column>::NAME),+];
            const REFERENCED: &'static [&'static str] =
                &[$(<$to as $crate::__private::schema::Column>::NAME),+];
        }
        impl $crate::__private::query::SetColumn for $t::$key {
            type Set<E> = $crate::__private::query::SetKey<Self, E>;
            fn give<V: $crate::__private::expr::Assign<Self, E = E>, E>(self, value: V) -> Self::Set<E> {
                $crate::__private::query::SetKey::new(<V::By as $crate::__private::expr::Holds<V, E>>::hold(value))
            }
        }
        $crate::__private::key_by_handle!($t::$key);
        impl $crate::__private::session::relation::IntoRelation for $t::$key {
            type Path = $crate::__private::session::relation::ByForeignKey<Self>;
            type Filter = $crate::__private::query::Absent;
            type Order = $crate::__private::query::Absent;
            type Nested = ();
            fn into_relation(self) -> $crate::__private::session::relation::RelationAs<Self> {
                $crate::__private::session::relation::Relation::new()
            }
        }
    };
    (@target $first:ty $(, $($rest:tt)*)?) => { <$first as $crate::__private::schema::Column>::Table };
    (@null $t:ident) => { $crate::__private::value::NotNull };
    (@null $t:ident $c:ident $($rest:ident)*) => {
        <<$t::$c as $crate::__private::schema::Column>::Null as $crate::__private::value::Null>::Or<$crate::__foreign_key!(@null $t $($rest)*)>
    };
}

/// A constraint or an index over several columns.
#[doc(hidden)]
#[macro_export]
macro_rules! __constraint {
    ($t:ident {Check name = $name:literal, $sql:literal}) => {
        $crate::__private::schema::meta::TableConstraint::Check { name: $crate::__private::Option::Some($name), sql: $sql }
    };
    ($t:ident {Check $sql:literal}) => {
        $crate::__private::schema::meta::TableConstraint::Check { name: $crate::__private::Option::None, sql: $sql }
    };
    ($t:ident {ForeignKey ($($c:ident),+ $(,)?), references($($to:ty),+ $(,)?) $(, $on:tt = $action:tt)* $(,)?}) => {
        $crate::__private::schema::meta::TableConstraint::ForeignKey {
            columns: &[$(<$t::$c as $crate::__private::schema::Column>::NAME),+],
            table: $crate::__private::schema::table_of(&[$($crate::__private::schema::table_name::<$to>()),+]),
            referenced: &[$(<$to as $crate::__private::schema::Column>::NAME),+],
            on_delete: $crate::__action!(on_delete [$($on = $action)*]),
            on_update: $crate::__action!(on_update [$($on = $action)*]),
        }
    };
    ($t:ident {Unique name = $name:literal, $($c:ident),+ $(,)?}) => {
        $crate::__private::schema::meta::TableConstraint::Unique {
            name: $crate::__private::Option::Some($name),
            columns: &[$(<$t::$c as $crate::__private::schema::Column>::NAME),+],
        }
    };
    ($t:ident {Unique $($c:ident),+ $(,)?}) => {
        $crate::__private::schema::meta::TableConstraint::Unique {
            name: $crate::__private::Option::None,
            columns: &[$(<$t::$c as $crate::__private::schema::Column>::NAME),+],
        }
    };
    ($t:ident {Unique $($what:tt)*}) => { $crate::__index!($t {} name [] using [] filter [] unique [true] parts [] $($what)*) };
    ($t:ident {Index $($what:tt)*}) => { $crate::__index!($t {} name [] using [] filter [] unique [false] parts [] $($what)*) };
}

/// What is given, or nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __optional {
    () => {
        $crate::__private::Option::None
    };
    ($given:expr) => {
        $crate::__private::Option::Some($given)
    };
}

/// An index, word by word.
#[doc(hidden)]
#[macro_export]
macro_rules! __index {
    ($t:ident {} name [$($name:literal)?] using [$($using:ident)?] filter [$($filter:literal)?] unique [$unique:literal] parts [$($part:tt)+]) => {
        $crate::__private::schema::meta::TableConstraint::Index {
            name: $crate::__optional!($($name)?),
            parts: &[$($crate::__index_part!($t $part)),+],
            unique: $unique,
            using: $crate::__optional!($(::core::stringify!($using))?),
            filter: $crate::__optional!($($filter)?),
        }
    };
    ($t:ident {} name $n:tt using $u:tt filter $f:tt unique $q:tt parts $p:tt name = $name:literal $(, $($rest:tt)*)?) => {
        $crate::__index!($t {} name [$name] using $u filter $f unique $q parts $p $($($rest)*)?)
    };
    ($t:ident {} name $n:tt using $u:tt filter $f:tt unique $q:tt parts $p:tt using = $using:ident $(, $($rest:tt)*)?) => {
        $crate::__index!($t {} name $n using [$using] filter $f unique $q parts $p $($($rest)*)?)
    };
    ($t:ident {} name $n:tt using $u:tt filter $f:tt unique $q:tt parts $p:tt filter = $filter:literal $(, $($rest:tt)*)?) => {
        $crate::__index!($t {} name $n using $u filter [$filter] unique $q parts $p $($($rest)*)?)
    };
    ($t:ident {} name $n:tt using $u:tt filter $f:tt unique $q:tt parts [$($p:tt)*] $sql:literal $(, $($rest:tt)*)?) => {
        $crate::__index!($t {} name $n using $u filter $f unique $q parts [$($p)* [$sql]] $($($rest)*)?)
    };
    ($t:ident {} name $n:tt using $u:tt filter $f:tt unique $q:tt parts [$($p:tt)*] $column:ident $(, $($rest:tt)*)?) => {
        $crate::__index!($t {} name $n using $u filter $f unique $q parts [$($p)* $column] $($($rest)*)?)
    };
    ($t:ident $($rest:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "table `", ::core::stringify!($t), "`: an index has columns and SQL, a name, a method, a condition:\n",
            "`#[index(author_id, \"lower(title)\")]`, `#[index(name = \"open\", state, using = hash, filter = \"state <> 'done'\")]`"
        ))
    };
}

/// What an index orders by.
#[doc(hidden)]
#[macro_export]
macro_rules! __index_part {
    ($t:ident [$sql:literal]) => {
        $crate::__private::schema::meta::IndexPart::Sql($sql)
    };
    ($t:ident $column:ident) => {
        $crate::__private::schema::meta::IndexPart::Column(<$t::$column as $crate::__private::schema::Column>::NAME)
    };
}
