//! What the texts of a database say: defaults, and conditions that stand for something.

use super::types::{BYTES, JSON};
use crate::parse::{Lexer, Word, same, unescaped, unquoted};
use aludel_core::sql::DialectKind;

/// The words of a text without parentheses and casts, such as the one in `'x'::character varying(5)`.
fn words(sql: &str, mysql: bool) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut tokens = Lexer::new(sql, mysql).map(|token| token.word).peekable();
    while let Some(word) = tokens.next() {
        match word {
            Word::Mark(':') => {
                // The name of a type: words, a size, brackets.
                tokens.next_if_eq(&Word::Mark(':'));
                while tokens.next_if(|word| matches!(word, Word::Plain(_) | Word::Quoted(_))).is_some() {}
                if tokens.next_if_eq(&Word::Mark('[')).is_some() {
                    tokens.next_if_eq(&Word::Mark(']'));
                }
            }
            Word::Mark('(' | ')' | '[' | ']') => {}
            Word::Plain(word) if word.starts_with('_') && matches!(tokens.peek(), Some(Word::Text(_))) => {}
            word => words.push(word),
        }
    }
    words
}

fn text(word: Word<'_>, mysql: bool) -> Option<String> {
    let Word::Text(quoted) = word else { return None };
    let text = unquoted(quoted);
    Some(if mysql { unescaped(&text) } else { text })
}

/// The values of `status IN ('draft', 'out')`, as any of the databases writes it, and the column.
pub(crate) fn enum_values(sql: &str, mysql: bool) -> Option<(String, Vec<String>)> {
    let words = words(sql, mysql);
    let (column, rest) = words.split_first()?;
    let column = column.name().filter(|_| !matches!(column, Word::Text(_)))?;
    let list = match rest {
        [Word::Plain(is), list @ ..] if is.eq_ignore_ascii_case("IN") => list,
        [Word::Mark('='), Word::Plain(any), Word::Plain(array), list @ ..]
            if any.eq_ignore_ascii_case("ANY") && array.eq_ignore_ascii_case("ARRAY") =>
        {
            list
        }
        [Word::Mark('='), value @ Word::Text(_)] => std::slice::from_ref(value),
        _ => return None,
    };
    let mut values = Vec::new();
    for (at, word) in list.iter().enumerate() {
        match (at % 2, word) {
            (0, word) => values.push(text(*word, mysql)?),
            (_, Word::Mark(',')) => {}
            _ => return None,
        }
    }
    (!values.is_empty()).then_some((column, values))
}

/// The values of a type `ENUM('draft','out')` of MySQL and MariaDB.
pub(crate) fn enum_type(ty: &str) -> Option<Vec<String>> {
    let list = ty.strip_prefix("ENUM(")?.strip_suffix(')')?;
    let words = words(list, true);
    words.into_iter().filter(|word| *word != Word::Mark(',')).map(|word| text(word, true)).collect()
}

/// The column and the longest text of `length(name) <= 50`.
pub(super) fn max_len(sql: &str, mysql: bool) -> Option<(String, u32)> {
    let [Word::Plain(function), column, Word::Mark('<'), Word::Mark('='), Word::Plain(longest)] = words(sql, mysql)[..]
    else {
        return None;
    };
    let function = function.to_lowercase();
    let column = column.name().filter(|_| ["length", "char_length"].contains(&&*function))?;
    Some((column, longest.parse().ok()?))
}

/// The default of a column, as it stands in `#[default(..)]`.
pub(super) fn default(sql: &str, rust_type: &str, is_enum: bool, dialect: DialectKind) -> String {
    let mysql = dialect.is_mysql();
    if NOW.iter().any(|now| rust_type.starts_with("chrono::") && same(sql, now, mysql)) {
        return "now".to_owned();
    }
    let words = words(sql, mysql);
    let literal = match words[..] {
        [word @ Word::Text(_)] => {
            let text = text(word, mysql).unwrap_or_default();
            match rust_type {
                "i16" | "i32" | "i64" | "f32" | "f64" | super::types::DECIMAL => number(&text, rust_type),
                "bool" | BYTES => None,
                "uuid::Uuid" if dialect == DialectKind::Postgres => Some(format!("{text:?}")),
                // What is no text is converted by the database in its own way.
                _ if dialect == DialectKind::Sqlite || rust_type == "String" || is_enum => Some(format!("{text:?}")),
                JSON if !mysql => Some(format!("{text:?}")),
                _ => None,
            }
        }
        [Word::Plain(word)] => match (rust_type, &*word.to_lowercase()) {
            ("bool", "true" | "1") => Some("true".to_owned()),
            ("bool", "false" | "0") => Some("false".to_owned()),
            _ => number(word, rust_type),
        },
        [Word::Mark('-'), Word::Plain(word)] => number(&format!("-{word}"), rust_type),
        _ => None,
    };
    literal.unwrap_or_else(|| format!("sql = {:?}", bare(sql, mysql)))
}

/// A text without parentheses around it.
pub(super) fn bare(sql: &str, mysql: bool) -> &str {
    let inner = sql.strip_prefix('(').and_then(|sql| sql.strip_suffix(')'));
    inner.filter(|inner| same(sql, inner, mysql)).map_or(sql, |inner| bare(inner, mysql))
}

/// The moment of the insertion, as core declares it and the databases write it.
const NOW: [&str; 9] = [
    "statement_timestamp()",
    "(statement_timestamp() AT TIME ZONE 'UTC'::text)",
    "((statement_timestamp() AT TIME ZONE 'UTC'::text))::date",
    "((statement_timestamp() AT TIME ZONE 'UTC'::text))::time without time zone",
    "utc_timestamp(6)",
    "utc_date()",
    "utc_time(6)",
    "curdate()",
    "CURRENT_DATE",
];

fn number(text: &str, rust_type: &str) -> Option<String> {
    match rust_type {
        "i16" | "i32" | "i64" => text.parse::<i64>().ok().map(|number| number.to_string()),
        "f32" | "f64" | super::types::DECIMAL => {
            // A whole number stays one: SQLite and PostgreSQL keep how it was written.
            if let Ok(whole) = text.parse::<i64>() {
                return Some(whole.to_string());
            }
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
            let exact = text.trim_end_matches('0').trim_end_matches('.').len() < 16;
            exact.then(|| format!("{number:?}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enum_is_known_however_it_is_written() {
        let expected = Some(("status".to_owned(), vec!["a".to_owned(), "it's".to_owned()]));
        for sql in [
            "\"status\" IN ('a', 'it''s')",
            "(status = ANY (ARRAY['a'::text, 'it''s'::text]))",
            "((status)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[]))",
        ] {
            assert_eq!(enum_values(sql, false), expected, "{sql}");
        }
        assert_eq!(enum_values("`status` in ('a','it''s')", true), expected);
        assert_eq!(enum_values("status NOT IN ('a')", false), None);
        assert_eq!(enum_values("status IN ('a') OR x", false), None);
        assert_eq!(max_len("(char_length(\"my col\") <= 20000)", false), Some(("my col".to_owned(), 20000)));
    }

    #[test]
    fn a_default_is_a_literal_where_it_is_one() {
        let postgres = |sql, ty| default(sql, ty, false, DialectKind::Postgres);
        assert_eq!(postgres("'it''s'::character varying", "String"), "\"it's\"");
        assert_eq!(postgres("'-7'::integer", "i32"), "-7");
        assert_eq!(postgres("3", "f64"), "3");
        assert_eq!(postgres("'-1.5'::numeric", "f64"), "-1.5");
        assert_eq!(postgres("false", "bool"), "false");
        assert_eq!(postgres("(1 + 2)", "i32"), "sql = \"1 + 2\"");
        assert_eq!(postgres("statement_timestamp()", "chrono::DateTime<chrono::Utc>"), "now");
        assert_eq!(default("'a\\\\b'", "String", false, DialectKind::MariaDb), "\"a\\\\b\"");
    }
}
