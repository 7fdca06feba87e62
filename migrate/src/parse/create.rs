//! Reading CREATE TABLE and CREATE INDEX.

use super::lex::{Lexer, Token, Word, unquoted};
use crate::model::{Check, Column, ForeignKey, Generated, Index, IndexPart, Key};
use aludel_core::schema::meta::Action;

/// A part of CREATE TABLE.
#[derive(Debug, PartialEq)]
pub(crate) enum Element {
    Column(Column),
    /// The primary key; `auto` if it stands at an INTEGER column of SQLite.
    PrimaryKey {
        columns: Vec<String>,
        inline: bool,
    },
    Unique(Key),
    Index(Index),
    ForeignKey(ForeignKey),
    Check(Check),
    /// COMMENT of the table.
    Comment(String),
    /// The character set of text without one of its own.
    Charset(String),
    /// The collation of text without one of its own.
    Collate(String),
}

/// The parts of a CREATE TABLE of SQLite, or of MySQL and MariaDB as SHOW CREATE TABLE says it.
pub(crate) fn create_table(sql: &str, mysql: bool) -> Vec<Element> {
    let mut p = Parser::new(sql, mysql);
    while p.next().is_some_and(|token| token.word != Word::Mark('(')) {}
    let mut elements = Vec::new();
    loop {
        p.element(&mut elements);
        match p.next() {
            Some(Token { word: Word::Mark(','), .. }) => {}
            _ => break,
        }
    }
    while let Some(token) = p.next() {
        if token.word.is("COMMENT") {
            p.mark('=');
            elements.extend(p.text().map(Element::Comment));
        } else if token.word.is("CHARSET") {
            p.mark('=');
            elements.extend(p.name().map(Element::Charset));
        } else if token.word.is("COLLATE") {
            p.mark('=');
            elements.extend(p.name().map(Element::Collate));
        }
    }
    elements
}

/// The index of a CREATE INDEX of SQLite or PostgreSQL.
pub(crate) fn create_index(sql: &str) -> Option<Index> {
    let mut p = Parser::new(sql, false);
    p.keyword("CREATE");
    let unique = p.keyword("UNIQUE");
    p.keyword("INDEX");
    if p.keyword("IF") {
        p.next();
        p.next();
    }
    let mut name = p.name()?;
    if p.mark('.') {
        name = p.name()?;
    }
    p.keyword("ON");
    p.keyword("ONLY");
    while p.peek().is_some_and(|word| !word.is("USING") && word != Word::Mark('(')) {
        p.next();
    }
    let method = if p.keyword("USING") { p.name().filter(|method| method != "btree") } else { None };
    let parts = p.parts();
    let mut filter = None;
    while let Some(token) = p.next() {
        if token.word.is("WHERE") {
            filter = p.rest();
        }
    }
    Some(Index { name, parts, unique, method, filter })
}

struct Parser<'s> {
    sql: &'s str,
    tokens: Vec<Token<'s>>,
    at: usize,
    mysql: bool,
}

impl<'s> Parser<'s> {
    fn new(sql: &'s str, mysql: bool) -> Self {
        Self { sql, tokens: Lexer::new(sql, mysql).collect(), at: 0, mysql }
    }

    fn peek(&self) -> Option<Word<'s>> {
        self.tokens.get(self.at).map(|token| token.word)
    }

    fn next(&mut self) -> Option<Token<'s>> {
        let token = self.tokens.get(self.at).copied();
        self.at += 1;
        token
    }

    /// Takes a keyword, if it is next.
    fn keyword(&mut self, keyword: &str) -> bool {
        let is = self.peek().is_some_and(|word| word.is(keyword));
        self.at += usize::from(is);
        is
    }

    fn mark(&mut self, mark: char) -> bool {
        let is = self.peek() == Some(Word::Mark(mark));
        self.at += usize::from(is);
        is
    }

    fn name(&mut self) -> Option<String> {
        let name = self.peek()?.name();
        self.at += usize::from(name.is_some());
        name
    }

    /// Text in quotes.
    fn text(&mut self) -> Option<String> {
        let Some(Word::Text(quoted)) = self.peek() else { return None };
        self.at += 1;
        let text = unquoted(quoted);
        Some(if self.mysql { unescaped(&text) } else { text })
    }

    /// The text of the tokens from one to before another.
    fn slice(&self, from: usize, to: usize) -> String {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if from < to => self.sql[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }

    fn rest(&mut self) -> Option<String> {
        let from = self.at;
        while self.peek().is_some_and(|word| word != Word::Mark(';')) {
            self.at += 1;
        }
        Some(self.slice(from, self.at)).filter(|rest| !rest.is_empty())
    }

    /// Goes behind the parenthesis that closes the one that is next; the text between them.
    fn parenthesized(&mut self) -> Option<String> {
        if !self.mark('(') {
            return None;
        }
        let from = self.at;
        let mut depth = 1;
        while let Some(token) = self.next() {
            match token.word {
                Word::Mark('(') => depth += 1,
                Word::Mark(')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        Some(self.slice(from, self.at - 1))
    }

    /// What an index orders by, in parentheses.
    fn parts(&mut self) -> Vec<IndexPart> {
        let mut parts = Vec::new();
        if !self.mark('(') {
            return parts;
        }
        let (mut from, mut depth) = (self.at, 0);
        loop {
            let word = self.peek();
            match word {
                None | Some(Word::Mark(',' | ')')) if depth == 0 => {
                    let name = self.tokens.get(from).and_then(|token| token.word.name());
                    let mut to = self.at;
                    // What is the usual order.
                    if to > from + 1 && self.tokens[to - 1].word.is("ASC") {
                        to -= 1;
                    }
                    match name.filter(|_| to == from + 1) {
                        Some(name) => parts.push(IndexPart::Column(name)),
                        None => parts.push(IndexPart::Expression(self.slice(from, to))),
                    }
                    self.at += 1;
                    if word != Some(Word::Mark(',')) {
                        return parts;
                    }
                    from = self.at;
                    continue;
                }
                None => return parts,
                Some(Word::Mark('(')) => depth += 1,
                Some(Word::Mark(')')) => depth -= 1,
                Some(_) => {}
            }
            self.at += 1;
        }
    }

    fn columns(&mut self) -> Vec<String> {
        let mysql = self.mysql;
        let name = |part| match part {
            IndexPart::Column(name) => name,
            // `"a" COLLATE NOCASE`, `a DESC`, `a(10)`: the column is the first word.
            IndexPart::Expression(sql) => {
                Lexer::new(&sql, mysql).next().and_then(|token| token.word.name()).unwrap_or_default()
            }
        };
        self.parts().into_iter().map(name).collect()
    }

    /// A column or a constraint of the table, up to the comma behind it.
    fn element(&mut self, elements: &mut Vec<Element>) {
        if self.is_constraint() {
            // SQLite takes constraints without a comma between them.
            while self.is_constraint() {
                self.constraint(elements);
            }
        } else if let Some(name) = self.name() {
            self.column(name, elements);
        }
        // What is not known is passed over.
        while self.peek().is_some_and(|word| word != Word::Mark(',') && word != Word::Mark(')')) {
            if self.parenthesized().is_none() {
                self.at += 1;
            }
        }
    }

    fn is_constraint(&self) -> bool {
        let begins = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
        let indexes = ["KEY", "INDEX", "FULLTEXT", "SPATIAL"];
        self.peek().is_some_and(|word| {
            begins.iter().any(|keyword| word.is(keyword))
                || (self.mysql && indexes.iter().any(|keyword| word.is(keyword)))
        })
    }

    fn constraint(&mut self, elements: &mut Vec<Element>) {
        let mut name = if self.keyword("CONSTRAINT") { self.name().unwrap_or_default() } else { String::new() };
        if self.keyword("PRIMARY") {
            self.keyword("KEY");
            elements.push(Element::PrimaryKey { columns: self.columns(), inline: false });
        } else if self.keyword("CHECK") {
            let sql = self.parenthesized().unwrap_or_default();
            elements.push(Element::Check(Check { name, sql }));
        } else if self.keyword("FOREIGN") {
            self.keyword("KEY");
            let columns = self.columns();
            self.keyword("REFERENCES");
            let key = self.references(name, columns);
            elements.push(Element::ForeignKey(key));
        } else {
            let unique = self.keyword("UNIQUE");
            let method = ["FULLTEXT", "SPATIAL"].into_iter().find(|method| self.keyword(method));
            let _ = self.keyword("KEY") || self.keyword("INDEX");
            if self.mysql && self.peek() != Some(Word::Mark('(')) {
                name = self.name().unwrap_or_default();
            }
            let parts = self.parts();
            let mut method = method.map(str::to_lowercase);
            if self.keyword("USING") {
                method = self.name().map(|method| method.to_lowercase()).filter(|method| method != "btree");
            }
            let index = Index { name, parts, unique, method, filter: None };
            elements.push(match plain_key(&index) {
                Some(key) => Element::Unique(key),
                None => Element::Index(index),
            });
        }
        if self.keyword("ON") {
            // ON CONFLICT
            self.at += 2;
        }
    }

    /// What is behind REFERENCES.
    fn references(&mut self, name: String, columns: Vec<String>) -> ForeignKey {
        let mut table = self.name().unwrap_or_default();
        let mut schema = None;
        if self.mark('.') {
            schema = Some(std::mem::replace(&mut table, self.name().unwrap_or_default()));
        }
        let referenced = if self.peek() == Some(Word::Mark('(')) { self.columns() } else { Vec::new() };
        let none = Action::NoAction;
        let mut key = ForeignKey { name, columns, schema, table, referenced, on_delete: none, on_update: none };
        loop {
            if self.keyword("ON") {
                let delete = self.keyword("DELETE");
                if !delete {
                    self.keyword("UPDATE");
                }
                let action = self.action();
                *if delete { &mut key.on_delete } else { &mut key.on_update } = action;
            } else if self.keyword("MATCH") || self.keyword("INITIALLY") {
                self.at += 1;
            } else if self.peek().is_some_and(|word| word.is("NOT"))
                && self.tokens.get(self.at + 1).is_some_and(|token| token.word.is("DEFERRABLE"))
            {
                self.at += 2;
            } else if !self.keyword("DEFERRABLE") {
                return key;
            }
        }
    }

    fn action(&mut self) -> Action {
        if self.keyword("CASCADE") {
            Action::Cascade
        } else if self.keyword("RESTRICT") {
            Action::Restrict
        } else if self.keyword("SET") {
            if self.keyword("DEFAULT") {
                return Action::SetDefault;
            }
            self.keyword("NULL");
            Action::SetNull
        } else {
            self.at += 2;
            Action::NoAction
        }
    }

    fn column(&mut self, name: String, elements: &mut Vec<Element>) {
        let from = self.at;
        while self.peek().is_some_and(|word| !ends_type(word, self.mysql)) {
            if self.parenthesized().is_none() {
                self.at += 1;
            }
        }
        let mut column = Column::new(name.clone(), self.slice(from, self.at));
        let place = elements.len();
        let mut named = String::new();
        while let Some(word) = self.peek() {
            if matches!(word, Word::Mark(',' | ')')) {
                break;
            }
            let this = std::mem::take(&mut named);
            if self.keyword("CONSTRAINT") {
                named = self.name().unwrap_or_default();
            } else if self.keyword("PRIMARY") {
                self.keyword("KEY");
                elements.push(Element::PrimaryKey { columns: vec![name.clone()], inline: true });
            } else if self.keyword("NOT") {
                column.nullable &= !self.keyword("NULL");
            } else if self.keyword("UNIQUE") {
                self.keyword("KEY");
                elements.push(Element::Unique(Key { name: this, columns: vec![name.clone()] }));
            } else if self.keyword("CHECK") {
                let sql = self.parenthesized().unwrap_or_default();
                elements.push(Element::Check(Check { name: this, sql }));
            } else if self.keyword("REFERENCES") {
                let key = self.references(this, vec![name.clone()]);
                elements.push(Element::ForeignKey(key));
            } else if self.keyword("DEFAULT") {
                column.default = self.default();
            } else if self.keyword("AUTOINCREMENT") || self.keyword("AUTO_INCREMENT") {
                column.auto = true;
            } else if self.keyword("COMMENT") {
                column.comment = self.text().unwrap_or_default();
            } else if self.keyword("COLLATE") {
                let collation = self.name().unwrap_or_default();
                column.ty += &format!(" COLLATE {collation}");
            } else if self.peek().is_some_and(|word| word.is("CHARACTER")) {
                self.at += 2;
                let set = self.name().unwrap_or_default();
                column.ty += &format!(" CHARACTER SET {set}");
            } else if self.keyword("AS") {
                let sql = self.parenthesized().unwrap_or_default();
                let stored = self.keyword("STORED") || self.keyword("PERSISTENT");
                column.generated = Some(Generated { sql, stored });
            } else if self.mysql && self.keyword("ON") {
                // What a write changes by itself belongs to the type, too.
                self.keyword("UPDATE");
                let from = self.at;
                self.at += 1;
                let _ = self.parenthesized();
                column.ty += &format!(" ON UPDATE {}", self.slice(from, self.at));
            } else if self.parenthesized().is_none() {
                self.at += 1;
            }
        }
        elements.insert(place, Element::Column(column));
    }

    /// What is behind DEFAULT.
    fn default(&mut self) -> Option<String> {
        let from = self.at;
        if self.parenthesized().is_none() {
            let _ = self.mark('-') || self.mark('+');
            let word = self.next()?;
            // X'00', b'0', _utf8mb4'..', DATE '..'
            if matches!(word.word, Word::Plain(_)) && matches!(self.peek(), Some(Word::Text(_))) {
                self.at += 1;
            }
            // A function; one of MariaDB may have a name of its own schema.
            let _ = self.parenthesized();
        }
        let default = self.slice(from, self.at);
        (!default.eq_ignore_ascii_case("NULL")).then_some(default)
    }
}

/// Whether a word behind the name of a column is no part of its type.
fn ends_type(word: Word<'_>, mysql: bool) -> bool {
    const KEYWORDS: [&str; 11] = [
        "CONSTRAINT",
        "PRIMARY",
        "NOT",
        "NULL",
        "UNIQUE",
        "CHECK",
        "DEFAULT",
        "COLLATE",
        "REFERENCES",
        "GENERATED",
        "AS",
    ];
    const OF_MYSQL: [&str; 7] = ["AUTO_INCREMENT", "COMMENT", "CHARACTER", "ON", "VISIBLE", "INVISIBLE", "WITHOUT"];
    matches!(word, Word::Mark(',' | ')'))
        || KEYWORDS.iter().any(|keyword| word.is(keyword))
        || (mysql && OF_MYSQL.iter().any(|keyword| word.is(keyword)))
}

/// The UNIQUE that an index is: one of all rows by plain columns.
pub(crate) fn plain_key(index: &Index) -> Option<Key> {
    let column = |part: &IndexPart| match part {
        IndexPart::Column(name) => Some(name.clone()),
        IndexPart::Expression(_) => None,
    };
    if !index.unique || index.filter.is_some() || index.method.is_some() {
        return None;
    }
    let columns = index.parts.iter().map(column).collect::<Option<_>>()?;
    Some(Key { name: index.name.clone(), columns })
}

/// Text of MySQL without its backslashes.
pub(crate) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.push(match c {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('0') => '\0',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    plain
}
