//! `sql_enum!`: an enum stored as text.

/// Declares an enum that is stored as text; `create_all` adds a CHECK for its values.
///
/// ```
/// # use aludel_macros::sql_enum;
/// sql_enum! {
///     /// How far an article is.
///     pub enum Status { Draft = "draft", Published = "published" }
/// }
/// # fn main() { assert_eq!(Status::Draft.as_str(), "draft"); }
/// ```
#[macro_export]
macro_rules! sql_enum {
    ($(#[$($attr:tt)*])* $vis:vis enum $name:ident { $($(#[$($variant_attr:tt)*])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$($attr)*])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        $vis enum $name { $($(#[$($variant_attr)*])* $variant),+ }
        impl $name {
            const TEXTS: [&'static str; [$(::core::stringify!($variant)),+].len()] = [$($text),+];
            /// The text it is stored as.
            pub const fn as_str(self) -> &'static str {
                // By its number: of a variant that is there twice, patterns would be errors of their own.
                Self::TEXTS[self as usize]
            }
        }
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str([$(::core::stringify!($variant)),+][*self as usize])
            }
        }
        impl $crate::__private::value::Encode for $name {
            #[inline]
            fn encode<'v, B: $crate::__private::value::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> $crate::__private::Result<()> {
                binder.text(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }
        impl $crate::__private::value::Scalar for $name {
            const TYPE: $crate::__private::value::SqlType = $crate::__private::value::SqlType::Text;
            const VARIANTS: &'static [&'static str] = &Self::TEXTS;
            fn decode<R: $crate::__private::value::Row + ?Sized>(row: &R, at: usize) -> $crate::__private::Result<Self> {
                let text = row.text(at)?;
                match Self::TEXTS.iter().position(|known| *known == text) {
                    ::core::option::Option::Some(found) => ::core::result::Result::Ok([$($name::$variant),+][found]),
                    ::core::option::Option::None => ::core::result::Result::Err($crate::__private::value::lossy(row, at, ::core::stringify!($name))),
                }
            }
        }
        $crate::__private::in_arrays!($name);
        $crate::__private::literal!($name);
        #[diagnostic::do_not_recommend]
        impl $crate::__private::expr::CastTo<::std::string::String> for $name {
            const IS_SAME: bool = true;
        }
    };
    ($(#[$($attr:tt)*])* $vis:vis enum $name:ident { $($rest:tt)* }) => {
        ::core::compile_error!(::core::concat!(
            "enum `", ::core::stringify!($name), "`: write its variants with their texts, separated by commas: `Draft = \"draft\"`"
        ));
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a SQL enum is declared as `pub enum Status { Draft = \"draft\", Published = \"published\" }`");
    };
}
