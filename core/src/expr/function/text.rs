//! Functions of text.

use super::functions;
use crate::{
    expr::{Expr, Operand, TextExpr, Textual, Told, Value, expr},
    node,
};

// PostgreSQL's `greatest` passes over a NULL, so that it is no way to cut a number.
functions! {
    /// The text in lower case, letter by letter.
    ///
    /// PostgreSQL goes by the locale of the database: in `C` it knows only the letters of ASCII.
    lower<T: TextExpr<Checked: Told>>(text) -> T::Base = Lower {
        SQLite => ["unicode_lower(" T ")"];
        PostgreSQL => ["lower(" T ")"];
        MySQL, MariaDB => ["lower(" T ")"]
    };
    /// The text in upper case, letter by letter: a letter that would become two, as `ß`, stays.
    ///
    /// PostgreSQL goes by the locale of the database: in `C` it knows only the letters of ASCII.
    upper<T: TextExpr<Checked: Told>>(text) -> T::Base = Upper {
        SQLite => ["unicode_upper(" T ")"];
        PostgreSQL => ["upper(" T ")"];
        MySQL, MariaDB => ["upper(" T ")"]
    };
    /// The text without spaces at both ends.
    trim<T: TextExpr<Checked: Told>>(text) -> T::Base = Trim ["trim(" T ")"];
    /// The text without spaces at its beginning.
    ltrim<T: TextExpr<Checked: Told>>(text) -> T::Base = TrimStart ["ltrim(" T ")"];
    /// The text without spaces at its end.
    rtrim<T: TextExpr<Checked: Told>>(text) -> T::Base = TrimEnd ["rtrim(" T ")"];
    /// The text without any of these characters at both ends. SQLite and PostgreSQL.
    trim_chars<T: TextExpr<Checked: Told>>(text, characters: C = String) -> String = TrimChars {
        SQLite => ["trim(" T ", " C ")"];
        PostgreSQL => ["btrim(" T ", " C ")"];
        MySQL, MariaDB => lacks "`trim_chars` does not exist on {Self}, only on SQLite and PostgreSQL";
        AnyDialect => lacks "`trim_chars` does not exist on every backend, only on SQLite and PostgreSQL"
    };
    /// The number of characters.
    length<T: TextExpr<Checked: Told>>(text) -> i64 = Length {
        SQLite, PostgreSQL => ["length(" T ")"];
        MySQL, MariaDB => ["char_length(" T ")"]
    };
    /// The number of bytes, in UTF-8.
    octet_length<T: TextExpr<Checked: Told>>(text) -> i64 = OctetLength ["octet_length(" T ")"];
    /// `length` characters from position `start`; the first character is at 1.
    ///
    /// What lies before position 1 is not there: `substring(text, 0, 2)` is the first character. A negative length is
    /// that of no text.
    substring<T: TextExpr<Checked: Told>>(text, start: S = i32, length: L = i32) -> String = Substring {
        SQLite => ["substr(" T ", max(" S ", 1), max(min(" L ", (" L ") + (" S ") - 1), 0))"];
        PostgreSQL => ["substring(" T ", " S ", CASE WHEN (" L ") < 0 THEN 0 ELSE " L " END)"];
        MySQL, MariaDB => ["substring(" T ", greatest(" S ", 1), greatest(least(" L ", (" L ") + (" S ") - 1), 0))"]
    };
    /// The characters from position `start` on; the first character is at 1.
    substring_from<T: TextExpr<Checked: Told>>(text, start: S = i32) -> String = SubstringFrom {
        SQLite => ["substr(" T ", max(" S ", 1))"];
        PostgreSQL => ["substring(" T ", " S ")"];
        MySQL, MariaDB => ["substring(" T ", greatest(" S ", 1))"]
    };
    /// The first `count` characters; none if it is negative.
    left<T: TextExpr<Checked: Told>>(text, count: N = i32) -> String = LeftPart {
        SQLite => ["substr(" T ", 1, max(" N ", 0))"];
        PostgreSQL => ["left(" T ", CASE WHEN (" N ") < 0 THEN 0 ELSE " N " END)"];
        MySQL, MariaDB => ["left(" T ", " N ")"]
    };
    /// The last `count` characters; none if it is negative.
    right<T: TextExpr<Checked: Told>>(text, count: N = i32) -> String = RightPart {
        SQLite => ["substr(" T ", -max(" N ", 0), max(" N ", 0))"];
        PostgreSQL => ["right(" T ", CASE WHEN (" N ") < 0 THEN 0 ELSE " N " END)"];
        MySQL, MariaDB => ["right(" T ", " N ")"]
    };
    /// Where `part` begins in the text, the first character being 1; 0 if it is not there.
    position<T: TextExpr<Checked: Told>>(text, part: P = String) -> i32 = Position {
        SQLite => ["instr(" T ", " P ")"];
        PostgreSQL => ["strpos(" T ", " P ")"];
        MySQL, MariaDB => ["locate(" P ", " T ")"]
    };
    /// The text with each `from` replaced by `to`. An empty `from` replaces nothing.
    replace<T: TextExpr<Checked: Told>>(text, from: F = String, to: R = String) -> String = Replace {
        PostgreSQL => ["replace(" T ", " F ", " R ")"];
        // Where nothing is replaced, they do not look at what it would be replaced by.
        SQLite, MySQL, MariaDB => ["CASE WHEN (" R ") IS NOT NULL THEN replace(" T ", " F ", " R ") END"]
    };
    /// The text backwards.
    reverse<T: TextExpr<Checked: Told>>(text) -> String = Reverse ["reverse(" T ")"];
    /// The text `count` times; none if that is negative.
    repeat<T: TextExpr<Checked: Told>>(text, count: N = i32) -> String = Repeat ["repeat(" T ", " N ")"];
    /// The text with `fill` before it, as often as needed, so that it has `length` characters. A longer one is cut.
    ///
    /// An empty `fill` fills nothing.
    lpad<T: TextExpr<Checked: Told>>(text, length: N = i32, fill: F = String) -> String = PadStart {
        SQLite, PostgreSQL => ["lpad(" T ", " N ", " F ")"];
        MySQL, MariaDB => ["if(char_length(" F ") = 0, left(" T ", " N "), lpad(" T ", greatest(" N ", 0), " F "))"]
    };
    /// The text with `fill` behind it, as often as needed, so that it has `length` characters. A longer one is cut.
    ///
    /// An empty `fill` fills nothing.
    rpad<T: TextExpr<Checked: Told>>(text, length: N = i32, fill: F = String) -> String = PadEnd {
        SQLite, PostgreSQL => ["rpad(" T ", " N ", " F ")"];
        MySQL, MariaDB => ["if(char_length(" F ") = 0, left(" T ", " N "), rpad(" T ", greatest(" N ", 0), " F "))"]
    };
    /// The number of the first character in Unicode; 0 of no text.
    code_point<T: TextExpr<Checked: Told>>(text) -> i32 = CodePoint {
        SQLite => ["coalesce(unicode(" T "), CASE WHEN (" T ") IS NOT NULL THEN 0 END)"];
        PostgreSQL => ["ascii(" T ")"];
        MySQL, MariaDB => ["CAST(conv(coalesce(nullif(hex(convert(left(" T ", 1) USING utf32)), ''), CASE WHEN (" T ") IS NOT NULL THEN '0' END), 16, 10) AS SIGNED)"]
    };
    /// The digest of the text by MD5, in hexadecimal digits. On PostgreSQL and MariaDB: MySQL gave it up in version 9.6.
    md5<T: TextExpr<Checked: Told>>(text) -> String = Md5 {
        PostgreSQL, MariaDB => ["md5(" T ")"];
        SQLite, MySQL => lacks "`md5` does not exist on {Self}";
        AnyDialect => lacks "`md5` does not exist on every backend, only on PostgreSQL and MariaDB"
    };
    /// The text with each character of `from` replaced by that in the same place of `to`, or left out if there is none.
    /// PostgreSQL only.
    translate<T: TextExpr<Checked: Told>>(text, from: F = String, to: R = String) -> String = Translate {
        PostgreSQL => ["translate(" T ", " F ", " R ")"];
        SQLite, MySQL, MariaDB => lacks "`translate` does not exist on {Self}, only on PostgreSQL: there is `replace`";
        AnyDialect => lacks "`translate` does not exist on every backend, only on PostgreSQL"
    };
    /// Each word with a capital. PostgreSQL only.
    initcap<T: TextExpr<Checked: Told>>(text) -> String = InitCap {
        PostgreSQL => ["initcap(" T ")"];
        SQLite, MySQL, MariaDB => lacks "`initcap` does not exist on {Self}, only on PostgreSQL";
        AnyDialect => lacks "`initcap` does not exist on every backend, only on PostgreSQL"
    };
    /// The part between separators, the first being 1; empty if there are not so many. PostgreSQL only.
    split_part<T: TextExpr<Checked: Told>>(text, separator: S = String, number: N = i32) -> String = SplitPart {
        PostgreSQL => ["split_part(" T ", " S ", " N ")"];
        SQLite, MySQL, MariaDB => lacks "`split_part` does not exist on {Self}, only on PostgreSQL";
        AnyDialect => lacks "`split_part` does not exist on every backend, only on PostgreSQL"
    };
    /// The text with everything that a regular expression matches replaced. Not on SQLite.
    ///
    /// Each database has a dialect of regular expressions of its own: PostgreSQL POSIX's, MySQL ICU's, MariaDB PCRE's. In
    /// an empty text MariaDB replaces nothing.
    regexp_replace<T: TextExpr<Checked: Told>>(text, pattern: P = String, by: R = String) -> String = RegexpReplace {
        PostgreSQL => ["regexp_replace(" T ", " P ", " R ", 'g')"];
        MySQL, MariaDB => ["regexp_replace(" T ", " P ", " R ")"];
        SQLite => lacks "`regexp_replace` does not exist on {Self}: it has no regular expressions";
        AnyDialect => lacks "`regexp_replace` does not exist on every backend: SQLite has no regular expressions"
    };
    /// The first part that a regular expression matches; NULL if none does, or an empty one. Not on SQLite.
    ///
    /// Each database has a dialect of regular expressions of its own: PostgreSQL POSIX's, MySQL ICU's, MariaDB PCRE's.
    regexp_substr<T: TextExpr<Checked: Told>>(text, pattern: P = String): maybe -> String = RegexpSubstr {
        PostgreSQL, MySQL, MariaDB => ["nullif(regexp_substr(" T ", " P "), '')"];
        SQLite => lacks "`regexp_substr` does not exist on {Self}: it has no regular expressions";
        AnyDialect => lacks "`regexp_substr` does not exist on every backend: SQLite has no regular expressions"
    };
}

node!(/** One text behind another. */ Concat<L, R> @ OTHER {
    SQLite, PostgreSQL => [(L) " || " [R]];
    MySQL, MariaDB => ["concat(" L ", " R ")"]
});
expr!(Concat<L, R> -> String;);

/// One text behind another; NULL if one of both is.
///
/// More are joined by [`concat`](crate::expr::TextMatch::concat) as a method: `first.concat(" ").concat(last)`.
#[inline]
pub fn concat<L: Operand<E: Expr<Base: Textual>>, R: Value<String>>(first: L, second: R) -> Concat<L::E, R::E> {
    Concat::new(first.into_operand(), second.into_expr())
}

impl<L, R> Concat<L, R> {
    pub(crate) fn new(first: L, second: R) -> Self {
        Concat { L: first, R: second }
    }
}
