//! `node!`: a SQL construct declared in one line.

/// Declares a piece of SQL. Its parts, in SQL order, give the constant text, the run-time text and the order of values.
///
/// A part is a literal, a field, `(field)` (in parentheses if it binds looser than this node) or `[field]` (also if it
/// binds equally loose). Names of dialects in front restrict the node to them; several such arms give each its spelling,
/// and one with `lacks` says in a message of the compiler why the others do not have it.
///
/// ```ignore
/// node!(/** `left AND right` */ And<L, R> @ AND = (L) " AND " [R]);
/// node!(/** `left ILIKE right` */ ILike<L, R> @ COMPARISON {
///     PostgreSQL => [[L] " ILIKE " [R]];
///     SQLite, MySQL, MariaDB, AnyDialect => lacks "{Self} does not have `ILIKE`"
/// });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! node {
    ($(#[$m:meta])* $n:ident<$($g:ident),*> $(@ $loose:ident)? = $($part:tt)*) => {
        $crate::node!(@struct [$(#[$m])*] $n [$($g)*]);
        impl<DD: $crate::sql::Dialect, $($g: $crate::sql::Sql<DD>),*> $crate::sql::Sql<DD> for $n<$($g),*> {
            $(const LOOSE: u8 = $crate::sql::loose::$loose;)?
            $crate::node!(@body (DD) [$($part)*]);
        }
    };
    ($(#[$m:meta])* $n:ident<$($g:ident),*> $(@ $loose:ident)? { $($arms:tt)* }) => {
        $crate::node!(@struct [$(#[$m])*] $n [$($g)*]);
        $crate::node!(@arms $n [$($g)*] [$($loose)?] [] $($arms)*);
    };

    // An arm that says why its dialects lack the construct: an impl that never holds, with that message.
    (@arms $n:ident $g:tt $loose:tt $seen:tt $($d:ident),+ => lacks $why:tt $(; $($rest:tt)*)?) => {
        $($crate::node!(@lacks $d $n $g $why);)+
        $crate::node!(@arms $n $g $loose $seen $($($rest)*)?);
    };
    // One arm: its dialects, then its parts. What it says is remembered, for `AnyDialect`.
    (@arms $n:ident $g:tt $loose:tt [$($seen:tt)*]) => {
        $crate::node!(@any $n $g $loose [$($seen)*]);
    };
    (@arms $n:ident $g:tt $loose:tt [$($seen:tt)*] $($d:ident),+ => $parts:tt $(; $($rest:tt)*)?) => {
        $($crate::node!(@on $d $n $g $loose $parts);)+
        $crate::node!(@arms $n $g $loose [$($seen)* $([$d $parts])+] $($($rest)*)?);
    };
    (@lacks $d:ident $n:ident [$($g:ident)*] $why:tt) => {
        const _: () = {
            #[diagnostic::on_unimplemented(message = $why, label = "not available on {Self}")]
            pub trait Has<G> {}
            impl<$($g),*> $crate::sql::Sql<$crate::sql::$d> for $n<$($g),*>
            where
                $crate::sql::$d: Has<($($g,)*)>,
            {
                const TOK: $crate::sql::Tok = $crate::sql::Tok::Lit("");
            }
        };
    };
    (@struct [$($m:tt)*] $n:ident [$($g:ident)*]) => {
        $($m)*
        #[derive(Debug, Clone, Copy)]
        #[allow(non_snake_case)]
        pub struct $n<$($g),*> { $(pub(crate) $g: $g),* }
    };
    (@on $d:ident $n:ident [$($g:ident)*] [$($loose:ident)?] $parts:tt) => {
        impl<$($g: $crate::sql::Sql<$crate::sql::$d>),*> $crate::sql::Sql<$crate::sql::$d> for $n<$($g),*> {
            $(const LOOSE: u8 = $crate::sql::loose::$loose;)?
            $crate::node!(@body ($crate::sql::$d) $parts);
        }
    };
    // All four dialects spell it: then any backend has it.
    (@any $n:ident $g:tt $loose:tt [[SQLite $s:tt] [PostgreSQL $p:tt] [MySQL $m:tt] [MariaDB $r:tt]]) => {
        $crate::node!(@impl_any $n $g $loose $s $p $m $r);
    };
    (@any $n:ident $g:tt $loose:tt [[PostgreSQL $p:tt] [SQLite $s:tt] [MySQL $m:tt] [MariaDB $r:tt]]) => {
        $crate::node!(@impl_any $n $g $loose $s $p $m $r);
    };
    (@any $n:ident $g:tt $loose:tt [[SQLite $s:tt] [MySQL $m:tt] [MariaDB $r:tt] [PostgreSQL $p:tt]]) => {
        $crate::node!(@impl_any $n $g $loose $s $p $m $r);
    };
    (@any $n:ident $g:tt $loose:tt [[MySQL $m:tt] [MariaDB $r:tt] [SQLite $s:tt] [PostgreSQL $p:tt]]) => {
        $crate::node!(@impl_any $n $g $loose $s $p $m $r);
    };
    (@any $n:ident $g:tt $loose:tt $arms:tt) => {};
    (@impl_any $n:ident [$($g:ident)*] [$($loose:ident)?] $s:tt $p:tt $m:tt $r:tt) => {
        impl<$($g: $crate::sql::Sql<$crate::sql::AnyDialect>),*> $crate::sql::Sql<$crate::sql::AnyDialect> for $n<$($g),*> {
            $(const LOOSE: u8 = $crate::sql::loose::$loose;)?
            const TOK: $crate::sql::Tok = $crate::sql::Tok::Each(&[
                $crate::node!(@seq ($crate::sql::AnyDialect) $s), $crate::node!(@seq ($crate::sql::AnyDialect) $p),
                $crate::node!(@seq ($crate::sql::AnyDialect) $m), $crate::node!(@seq ($crate::sql::AnyDialect) $r),
            ]);
            fn render(&self, w: &mut $crate::sql::Writer) {
                match w.style().kind {
                    $crate::sql::DialectKind::Postgres => { $crate::node!(@renders ($crate::sql::AnyDialect) self w $p); }
                    $crate::sql::DialectKind::MySql => { $crate::node!(@renders ($crate::sql::AnyDialect) self w $m); }
                    $crate::sql::DialectKind::MariaDb => { $crate::node!(@renders ($crate::sql::AnyDialect) self w $r); }
                    _ => { $crate::node!(@renders ($crate::sql::AnyDialect) self w $s); }
                }
            }
            #[allow(unused_variables)]
            fn bind<'v, BB: $crate::sql::Binder<'v> + ?Sized>(&'v self, b: &mut BB) -> $crate::Result<()> {
                match b.dialect() {
                    $crate::sql::DialectKind::Postgres => { $crate::node!(@binds ($crate::sql::AnyDialect) self b $p); }
                    $crate::sql::DialectKind::MySql => { $crate::node!(@binds ($crate::sql::AnyDialect) self b $m); }
                    $crate::sql::DialectKind::MariaDb => { $crate::node!(@binds ($crate::sql::AnyDialect) self b $r); }
                    _ => { $crate::node!(@binds ($crate::sql::AnyDialect) self b $s); }
                }
                Ok(())
            }
        }
    };

    (@body $d:tt [$($part:tt)*]) => {
        const TOK: $crate::sql::Tok = $crate::node!(@seq $d [$($part)*]);
        fn render(&self, w: &mut $crate::sql::Writer) {
            $crate::node!(@renders $d self w [$($part)*]);
        }
        #[allow(unused_variables)]
        fn bind<'v, BB: $crate::sql::Binder<'v> + ?Sized>(&'v self, b: &mut BB) -> $crate::Result<()> {
            $crate::node!(@binds $d self b [$($part)*]);
            Ok(())
        }
    };
    (@seq $d:tt [$($part:tt)*]) => { $crate::sql::Tok::Seq(&[$($crate::node!(@tok $d $part)),*]) };
    (@renders $d:tt $s:ident $w:ident [$($part:tt)*]) => { $($crate::node!(@render $d $s $w $part);)* };
    (@binds $d:tt $s:ident $b:ident [$($part:tt)*]) => { $($crate::node!(@bind $d $s $b $part);)* };

    (@tok $d:tt $l:literal) => { $crate::sql::Tok::Lit($l) };
    (@tok ($d:path) $g:ident) => { <$g as $crate::sql::Sql<$d>>::TOK };
    (@tok ($d:path) ($g:ident)) => { $crate::sql::Tok::Group(<$g as $crate::sql::Sql<$d>>::LOOSE > <Self as $crate::sql::Sql<$d>>::LOOSE, &<$g as $crate::sql::Sql<$d>>::TOK) };
    (@tok ($d:path) [$g:ident]) => { $crate::sql::Tok::Group(<$g as $crate::sql::Sql<$d>>::LOOSE >= <Self as $crate::sql::Sql<$d>>::LOOSE, &<$g as $crate::sql::Sql<$d>>::TOK) };

    (@render $d:tt $s:ident $w:ident $l:literal) => { $w.lit($l) };
    (@render ($d:path) $s:ident $w:ident $g:ident) => { $w.piece::<$d, _>(&$s.$g) };
    (@render $d:tt $s:ident $w:ident ($g:ident)) => { $crate::node!(@group $d $s $w $g >) };
    (@render $d:tt $s:ident $w:ident [$g:ident]) => { $crate::node!(@group $d $s $w $g >=) };
    (@group ($d:path) $s:ident $w:ident $g:ident $cmp:tt) => {
        $w.group::<$d, _>(<$g as $crate::sql::Sql<$d>>::LOOSE $cmp <Self as $crate::sql::Sql<$d>>::LOOSE, &$s.$g)
    };

    (@bind $d:tt $s:ident $b:ident $l:literal) => {};
    (@bind ($d:path) $s:ident $b:ident $g:ident) => {
        // As short as it can be said, as it is compiled for each node of each statement of a program.
        if let Err(error) = $crate::sql::Sql::<$d>::bind(&$s.$g, $b) {
            return Err(error);
        }
    };
    (@bind $d:tt $s:ident $b:ident ($g:ident)) => { $crate::node!(@bind $d $s $b $g) };
    (@bind $d:tt $s:ident $b:ident [$g:ident]) => { $crate::node!(@bind $d $s $b $g) };
}
