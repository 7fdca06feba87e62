//! SQL as words.

/// A word of SQL, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    /// What it is.
    pub(crate) word: Word<'s>,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

/// What a word of SQL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word<'s> {
    /// A keyword, a name, or a number.
    Plain(&'s str),
    /// A name in quotes, with them.
    Quoted(&'s str),
    /// Text in quotes, with them.
    Text(&'s str),
    /// Anything else, one character each.
    Mark(char),
}

impl Word<'_> {
    /// Whether it is this keyword.
    pub(crate) fn is(&self, keyword: &str) -> bool {
        matches!(self, Word::Plain(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// The name that it is.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Word::Plain(name) => Some((*name).to_owned()),
            // SQLite takes text for a name, too.
            Word::Quoted(quoted) | Word::Text(quoted) => Some(unquoted(quoted)),
            Word::Mark(_) => None,
        }
    }
}

/// What stands between quotes: a doubled quote is one.
pub(crate) fn unquoted(quoted: &str) -> String {
    let Some(open) = quoted.chars().next() else { return String::new() };
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    match open {
        '[' => inner.to_owned(),
        quote => inner.replace(&String::from_iter([quote, quote]), &quote.to_string()),
    }
}

/// Reads SQL word by word; comments are no words.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'s> {
    sql: &'s str,
    at: usize,
    /// Whether a backslash in text takes the next character along.
    backslash: bool,
}

impl<'s> Lexer<'s> {
    /// Of a text; `backslash` in that of MySQL and MariaDB.
    pub(crate) fn new(sql: &'s str, backslash: bool) -> Self {
        Self { sql, at: 0, backslash }
    }

    fn quoted(&mut self, start: usize, close: char, backslash: bool) -> &'s str {
        let mut characters = self.sql[start..].char_indices().skip(1).peekable();
        while let Some((at, c)) = characters.next() {
            if c == '\\' && backslash {
                characters.next();
            } else if c == close {
                if close != ']' && characters.next_if(|&(_, next)| next == close).is_some() {
                    continue;
                }
                self.at = start + at + close.len_utf8();
                return &self.sql[start..self.at];
            }
        }
        self.at = self.sql.len();
        &self.sql[start..]
    }

    fn skip(&mut self) {
        loop {
            let rest = &self.sql[self.at..];
            let spaces = rest.len() - rest.trim_start().len();
            let rest = &rest[spaces..];
            let comment = if rest.starts_with("--") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                0
            };
            self.at += spaces + comment;
            if comment == 0 {
                return;
            }
        }
    }
}

impl<'s> Iterator for Lexer<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        self.skip();
        let start = self.at;
        let first = self.sql[start..].chars().next()?;
        let word = match first {
            '\'' => Word::Text(self.quoted(start, '\'', self.backslash)),
            '"' | '`' => Word::Quoted(self.quoted(start, first, false)),
            // A name of SQLite. The brackets of PostgreSQL's arrays stand right behind a word.
            '[' if !self.sql[..start].ends_with(|c: char| c.is_alphanumeric() || "_])\"".contains(c)) => {
                Word::Quoted(self.quoted(start, ']', false))
            }
            c if c.is_alphanumeric() || c == '_' || c == '$' => {
                let rest = &self.sql[start..];
                let number = c.is_ascii_digit();
                let ends = |c: char| !(c.is_alphanumeric() || c == '_' || c == '$' || (number && c == '.'));
                let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
                self.at += word.len();
                Word::Plain(word)
            }
            mark => {
                self.at += mark.len_utf8();
                Word::Mark(mark)
            }
        };
        Some(Token { word, start, end: self.at })
    }
}

/// Whether two texts are the same SQL but for spaces, comments, the case of words, quotes around names, and parentheses
/// around the whole.
pub(crate) fn same(a: &str, b: &str, backslash: bool) -> bool {
    fn stripped<'t>(mut words: &'t [Token<'t>]) -> &'t [Token<'t>] {
        while let [first, inner @ .., last] = words
            && first.word == Word::Mark('(')
            && last.word == Word::Mark(')')
            && closes_only_at_the_end(inner)
        {
            words = inner;
        }
        words
    }
    let (a, b): (Vec<_>, Vec<_>) = (Lexer::new(a, backslash).collect(), Lexer::new(b, backslash).collect());
    let (a, b) = (stripped(&a), stripped(&b));
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a.word, b.word) {
            (Word::Plain(a), Word::Plain(b)) => a.eq_ignore_ascii_case(b),
            (Word::Quoted(a), Word::Quoted(b)) => unquoted(a) == unquoted(b),
            (Word::Plain(plain), Word::Quoted(quoted)) | (Word::Quoted(quoted), Word::Plain(plain)) => {
                plain == unquoted(quoted)
            }
            (a, b) => a == b,
        })
}

/// Whether the words between a first and a last parenthesis belong to that pair.
fn closes_only_at_the_end(inner: &[Token<'_>]) -> bool {
    let mut depth = 0_i32;
    inner.iter().all(|token| {
        match token.word {
            Word::Mark('(') => depth += 1,
            Word::Mark(')') => depth -= 1,
            _ => {}
        }
        depth >= 0
    }) && depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let sql = "a.\"b \"\"c\" = 'it''s' -- no\n AND [d e]>=1.5 /* no */ OR `f` IS x::text[] = ARRAY['a']";
        let words: Vec<_> = Lexer::new(sql, false).map(|token| &sql[token.start..token.end]).collect();
        let expected = [
            "a",
            ".",
            "\"b \"\"c\"",
            "=",
            "'it''s'",
            "AND",
            "[d e]",
            ">",
            "=",
            "1.5",
            "OR",
            "`f`",
            "IS",
            "x",
            ":",
            ":",
            "text",
            "[",
            "]",
            "=",
            "ARRAY",
            "[",
            "'a'",
            "]",
        ];
        assert_eq!(words, expected);
        assert_eq!(unquoted("\"b \"\"c\""), "b \"c");
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        assert!(same("status IN ('a')", "(\"status\" in('a'))", false));
        assert!(!same("status IN ('a')", "status IN ('A')", false));
        assert!(!same("(a) or (b)", "a) or (b", false));
        assert!(same("(a) or (b)", "((a) OR (b))", false));
    }
}
