//! What cannot be on any backend: told when the program is compiled, at the type of the column.
//!
//! An attribute that can be wrong leaves a check in what `table!` writes: a number, computed from the column's metadata, that
//! stands for what is wrong. Each number has a trait with its words. (A panic of a constant could say more, but the compiler
//! would show it at the whole `table!`.)

use super::{
    Declared, DeclaredTable, KeyColumns, NoKey, Table,
    meta::{Action, ColumnMeta, DefaultMeta, ReferenceMeta},
};
use crate::sql::{Sentence, SqlType, same};

/// The flaw of number `N`, or none: 0.
pub struct Verdict<const N: u8>;
/// Where the words of flaws are asked for.
pub struct Columns;

/// A check of the column, left by an attribute.
#[doc(hidden)]
pub trait Checked {
    /// The column.
    type Column;
    /// What was found.
    type Verdict;
    /// The type of its field: what the message points at.
    type Type: SoundFor<Self::Column, Self::Verdict>;
}
/// The type of the column `C`, of which `V` was found.
#[doc(hidden)]
pub trait SoundFor<C, V> {}
impl<T, C> SoundFor<C, Verdict<0>> for T {}

/// One line per flaw: its number, its trait, what is said of the column `C` of type `T`, and what to do.
macro_rules! flaws {
    ($($number:ident = $n:literal $trait:ident: $message:literal, $label:literal, $note:literal;)+) => { $(
        const $number: u8 = $n;
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $trait<C, T> {}
        impl<T, C> SoundFor<C, Verdict<$n>> for T where Columns: $trait<C, T> {}
    )+ };
}
#[rustfmt::skip] // one flaw, two lines
flaws! {
    SECOND_MADE = 1 MadeOnce: "the database makes one key of a table, and `{C}` is the second",
        "a second key that the database makes", "leave out one `auto`";
    COMPANY = 2 MadeAlone: "`{C}` is not the whole primary key, as `#[primary_key(auto)]` has to be",
        "another column is marked `#[primary_key]`, too", "write `#[primary_key]` on both, or `#[unique(..)]` on the table";
    NOT_MADE = 3 Made: "the database cannot make `{C}`, a `{T}`: it makes integers",
        "no key that a database makes", "write `#[primary_key]` without `auto`, or take `i64`";
    MADE_DEFAULT = 4 MadeNotGiven: "the database makes `{C}`, which cannot have a default, too",
        "made by the database", "leave out `auto`, or the default";
    NULL_KEY = 5 NeverNullKey: "`{C}` is a primary key, which cannot be NULL",
        "this can be NULL", "declare it without `Option`";
    NO_VERSION = 6 Counts: "`{C}` is a `{T}`, and cannot be the version of its row",
        "no version", "`#[version]` needs an integer that cannot be NULL, such as `i64`";
    BLANK_CHECK = 7 SaysWhatHolds: "the check of `{C}` has no condition",
        "of this column", "`#[check(\"price > 0\")]`";
    BLANK_GENERATED = 8 SaysHow: "`{C}` is generated, but by no expression",
        "of this column", "`#[generated(\"price * quantity\")]`";
    GENERATED_KEY = 9 KeyNotGenerated: "`{C}` is generated, and cannot be a key",
        "computed from other columns", "leave out `generated`, or `primary_key`";
    GENERATED_VERSION = 10 VersionNotGenerated: "`{C}` is generated, and cannot be the version",
        "computed from other columns", "leave out `generated`, or `version`";
    GENERATED_DEFAULT = 11 GeneratedOrGiven: "`{C}` is generated, and has no default",
        "computed from other columns", "leave out `generated`, or `default`";
    NO_TEXT = 12 LongText: "`{C}` is a `{T}`, and `#[max_len(..)]` is for text alone",
        "no text", "leave it out, or declare the column as `String`";
    NO_ROOM = 13 RoomForText: "`{C}` has no room for text",
        "of length 0", "`#[max_len(80)]`";
    LONG_VARIANT = 14 RoomForAll: "`{T}` has a value that is longer than the `#[max_len(..)]` of `{C}`",
        "one value is longer", "make it as long as the longest of the enum's texts";
    NO_DECIMAL = 15 Digits: "`{C}` is a `{T}`, and `#[decimal(..)]` is for decimal numbers alone",
        "no decimal number", "leave it out, or declare the column as `Decimal` (feature `rust_decimal`)";
    FEW_DIGITS = 16 EnoughDigits: "`{C}` has fewer digits than it has behind the point",
        "of these digits", "`#[decimal(10, 2)]` has ten, two of them behind the point";
    NEVER_NULL = 17 NullAfterwards: "`{C}` cannot be NULL, so that no action of its foreign key is `set_null`",
        "this cannot be NULL", "declare it as `Option<{T}>`";
    NO_DEFAULT = 18 DefaultAfterwards: "`{C}` has no default, which the action `set_default` of its foreign key needs",
        "without a default", "add one: `#[default(..)]`";
    OTHER_DEFAULT = 19 DefaultOf: "the default of `{C}` is no value of a `{T}`",
        "the default does not fit", "write a literal of this type, or `#[default(sql = \"..\")]`";
    NO_VARIANT = 20 DefaultAmong: "the default of `{C}` is none of the texts of `{T}`",
        "the default is none of its texts", "write one of the texts that `sql_enum!` was given: `#[default(\"draft\")]`";
    LONG_DEFAULT = 21 DefaultWithin: "the default of `{C}` is longer than its `#[max_len(..)]`",
        "the default is longer", "shorten it, or make more room";
}

/// What a list of key columns says of those that the database makes.
#[doc(hidden)]
pub trait MadeKeys {
    /// How many columns there are that it does not make.
    const GIVEN: usize;
    /// The field of the first one that it makes.
    const FIRST: &'static str;
}
impl MadeKeys for NoKey {
    const GIVEN: usize = 0;
    const FIRST: &'static str = "";
}
impl<C: Declared, Rest: MadeKeys> MadeKeys for KeyColumns<C, Rest> {
    const GIVEN: usize = Rest::GIVEN + !C::META.auto as usize;
    const FIRST: &'static str = if C::META.auto { C::META.field } else { Rest::FIRST };
}

/// The key that the database makes is one integer, and the whole primary key.
#[doc(hidden)]
pub const fn of_made_key<C: Declared, Keys: MadeKeys>() -> u8 {
    let own = &C::META;
    if own.nullable {
        NULL_KEY
    } else if !is_integer(own) {
        NOT_MADE
    } else if !same(own.field, Keys::FIRST) {
        SECOND_MADE
    } else if Keys::GIVEN > 0 {
        COMPANY
    } else if own.default.is_some() && !own.version {
        MADE_DEFAULT
    } else {
        0
    }
}

/// A key is never NULL.
#[doc(hidden)]
pub const fn of_key<C: Declared>() -> u8 {
    let column = &C::META;
    if column.nullable { NULL_KEY } else { 0 }
}

#[doc(hidden)]
pub const fn of_version<C: Declared>() -> u8 {
    let column = &C::META;
    if column.nullable || !is_integer(column) { NO_VERSION } else { 0 }
}

#[doc(hidden)]
pub const fn of_check<C: Declared>() -> u8 {
    let column = &C::META;
    if is_blank(column.check) { BLANK_CHECK } else { 0 }
}

#[doc(hidden)]
pub const fn of_generated<C: Declared>() -> u8 {
    let column = &C::META;
    match column.generated {
        Some(generated) if is_blank(Some(generated.sql)) => BLANK_GENERATED,
        _ if column.primary_key => GENERATED_KEY,
        _ if column.version => GENERATED_VERSION,
        _ if column.default.is_some() => GENERATED_DEFAULT,
        _ => 0,
    }
}

#[doc(hidden)]
pub const fn of_length<C: Declared>() -> u8 {
    let column = &C::META;
    let Some(longest) = column.max_len else { return 0 };
    if !matches!(column.ty, SqlType::Text) {
        return NO_TEXT;
    }
    if longest == 0 {
        return NO_ROOM;
    }
    let mut i = 0;
    while i < column.variants.len() {
        if characters(column.variants[i]) > longest as usize {
            return LONG_VARIANT;
        }
        i += 1;
    }
    0
}

#[doc(hidden)]
pub const fn of_digits<C: Declared>() -> u8 {
    let column = &C::META;
    match column.decimal {
        _ if !matches!(column.ty, SqlType::Decimal) => NO_DECIMAL,
        Some((precision, scale)) if precision == 0 || scale > precision => FEW_DIGITS,
        _ => 0,
    }
}

/// What a foreign key does to a row must be possible for its column.
#[doc(hidden)]
pub const fn of_actions<C: Declared>() -> u8 {
    let column = &C::META;
    match column.references {
        Some(ReferenceMeta { on_delete: Action::SetNull, .. } | ReferenceMeta { on_update: Action::SetNull, .. })
            if !column.nullable =>
        {
            NEVER_NULL
        }
        Some(
            ReferenceMeta { on_delete: Action::SetDefault, .. } | ReferenceMeta { on_update: Action::SetDefault, .. },
        ) if !column.nullable && column.default.is_none() => NO_DEFAULT,
        _ => 0,
    }
}

/// A default is a value of its column.
#[doc(hidden)]
pub const fn of_default<C: Declared>() -> u8 {
    let column = &C::META;
    use SqlType as Ty;
    let Some(default) = column.default else { return 0 };
    let fits = match (default, column.ty) {
        (DefaultMeta::Sql(_), _) | (DefaultMeta::Bool(_), Ty::Bool) => true,
        (DefaultMeta::Now, ty) => matches!(ty, Ty::Date | Ty::Time | Ty::Timestamp | Ty::TimestampTz),
        (DefaultMeta::Int(value), Ty::I16) => value == value as i16 as i128,
        (DefaultMeta::Int(value), Ty::I32) => value == value as i32 as i128,
        (DefaultMeta::Int(value), Ty::I64) => value == value as i64 as i128,
        (DefaultMeta::Int(_), ty) => matches!(ty, Ty::F32 | Ty::F64 | Ty::Decimal),
        (DefaultMeta::Float(value), ty) => matches!(ty, Ty::F32 | Ty::F64 | Ty::Decimal) && value.is_finite(),
        (DefaultMeta::Text(value), Ty::Text) => {
            if !column.variants.is_empty() && !has(column.variants, value) {
                return NO_VARIANT;
            }
            if let Some(longest) = column.max_len
                && characters(value) > longest as usize
            {
                return LONG_DEFAULT;
            }
            true
        }
        (DefaultMeta::Text(_), ty) => {
            matches!(ty, Ty::Uuid | Ty::Date | Ty::Time | Ty::Timestamp | Ty::TimestampTz | Ty::Json)
        }
        (DefaultMeta::Bool(_), _) => false,
    };
    if fits { 0 } else { OTHER_DEFAULT }
}

/// What is said of a table whose column at a place cannot be stored.
#[doc(hidden)]
pub const fn rows_as_a_column<T: DeclaredTable>(at: usize) -> Sentence {
    let (table, column) = (T::NAME, <T as Table>::COLUMNS[at].field);
    let what = "` is a list of rows, which is read by `nested(..)` and not stored; store `Json<..>`";
    Sentence::of(&["column `", column, "` of `", table, what])
}

const fn is_integer(column: &ColumnMeta) -> bool {
    matches!(column.ty, SqlType::I16 | SqlType::I32 | SqlType::I64)
}

const fn is_blank(sql: Option<&str>) -> bool {
    match sql {
        Some(sql) => sql.trim_ascii().is_empty(),
        None => false,
    }
}

const fn characters(text: &str) -> usize {
    let (bytes, mut i, mut found) = (text.as_bytes(), 0, 0);
    while i < bytes.len() {
        // The first byte of each.
        found += (bytes[i] & 0b1100_0000 != 0b1000_0000) as usize;
        i += 1;
    }
    found
}

const fn has(values: &[&str], value: &str) -> bool {
    let mut i = 0;
    while i < values.len() {
        if same(values[i], value) {
            return true;
        }
        i += 1;
    }
    false
}
