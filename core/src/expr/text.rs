//! Text: patterns.

use super::{Bind, Collate, Collation, Concat, Expr, FromText, TextOf, Textual, Value, expr};
use crate::node;

// A backslash is an escape on all but SQLite. PostgreSQL can have none; MariaDB needs one, and gets the last code point, which
// is no character.
node!(/** `operand LIKE pattern` */ Like<L, R> @ COMPARISON {
    SQLite => [[L] " LIKE " [R]];
    PostgreSQL => [[L] " LIKE " [R] " ESCAPE ''"];
    MySQL, MariaDB => [[L] " LIKE " [R] " ESCAPE _utf8mb4 x'F48FBFBF'"]
});
node!(/** `operand NOT LIKE pattern` */ NotLike<L, R> @ COMPARISON {
    SQLite => [[L] " NOT LIKE " [R]];
    PostgreSQL => [[L] " NOT LIKE " [R] " ESCAPE ''"];
    MySQL, MariaDB => [[L] " NOT LIKE " [R] " ESCAPE _utf8mb4 x'F48FBFBF'"]
});
node!(/** `operand LIKE pattern ESCAPE '!'` */ LikeEscaped<L, R> @ COMPARISON = [L] " LIKE " [R] " ESCAPE '!'");
// SQLite prepares a statement anew for each pattern that is bound, since its beginning may lead into an index; not for an
// expression.
node!(/** `operand LIKE pattern ESCAPE '!'`, of a pattern that begins with a wildcard. */ LikeInside<L, R> @ COMPARISON {
    SQLite => [[L] " LIKE '' || " [R] " ESCAPE '!'"];
    PostgreSQL, MySQL, MariaDB => [[L] " LIKE " [R] " ESCAPE '!'"]
});
node!(/** `operand ILIKE pattern`: PostgreSQL only. */ ILike<L, R> @ COMPARISON {
    PostgreSQL => [[L] " ILIKE " [R] " ESCAPE ''"];
    SQLite, MySQL, MariaDB => lacks "`ILIKE` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`ILIKE` does not exist on every backend, only on PostgreSQL"
});
node!(/** `operand REGEXP pattern`: not on SQLite. */ Regexp<L, R> @ COMPARISON {
    PostgreSQL => [[L] " ~ " [R]];
    MySQL, MariaDB => [[L] " REGEXP " [R]];
    SQLite => lacks "`REGEXP` does not exist on {Self}";
    AnyDialect => lacks "`REGEXP` does not exist on every backend: SQLite has no regular expressions"
});
expr! {
    Regexp<L, R> -> bool;
    Like<L, R> -> bool;
    NotLike<L, R> -> bool;
    LikeEscaped<L, R> -> bool;
    LikeInside<L, R> -> bool;
    ILike<L, R> -> bool;
}

/// A pattern for the expression `L`, which is text of type `T`: only text has patterns.
pub trait Pattern<T, L> {
    /// The expression it becomes.
    type E: Expr;
    /// Makes the expression.
    fn into_pattern(self) -> Self::E;
}
impl<R: Value<T::Text, L>, T: TextOf<L>, L> Pattern<T, L> for R {
    type E = R::E;
    #[inline]
    fn into_pattern(self) -> R::E {
        self.into_expr()
    }
}

/// Matching text against patterns. Case matters on every backend.
pub trait TextMatch: Expr {
    /// `self LIKE pattern`: `%` stands for any text, `_` for one character.
    ///
    /// There is no escape: [`contains`](Self::contains) and its siblings look for text as it is.
    #[inline]
    fn like<R: Pattern<Self::Base, Self>>(self, pattern: R) -> Like<Self, R::E> {
        Like { L: self, R: pattern.into_pattern() }
    }

    /// `self NOT LIKE pattern`
    #[inline]
    fn not_like<R: Pattern<Self::Base, Self>>(self, pattern: R) -> NotLike<Self, R::E> {
        NotLike { L: self, R: pattern.into_pattern() }
    }

    /// `self ILIKE pattern`: case does not matter. PostgreSQL only.
    #[inline]
    fn ilike<R: Pattern<Self::Base, Self>>(self, pattern: R) -> ILike<Self, R::E> {
        ILike { L: self, R: pattern.into_pattern() }
    }

    /// `self REGEXP pattern`: whether a regular expression matches a part of it. Not on SQLite.
    ///
    /// Each database has a dialect of regular expressions of its own: PostgreSQL POSIX's, MySQL ICU's, MariaDB PCRE's.
    #[inline]
    fn regexp<R: Pattern<Self::Base, Self>>(self, pattern: R) -> Regexp<Self, R::E> {
        Regexp { L: self, R: pattern.into_pattern() }
    }

    /// The text with another one behind it; NULL if one of both is.
    #[inline]
    fn concat<R: Value<String, Self>>(self, other: R) -> Concat<Self, R::E>
    where
        Self::Base: Textual,
    {
        Concat::new(self, other.into_expr())
    }

    /// `self COLLATE name`: compared and sorted by a collation that `collation!` declares.
    #[inline]
    fn collate<C: Collation>(self, collation: C) -> Collate<Self, C>
    where
        Self::Base: Textual,
    {
        Collate::new(self, collation)
    }

    /// Whether the text is somewhere inside. Wildcards in it stand for themselves.
    fn contains(self, text: impl AsRef<str>) -> LikeInside<Self, Bind<Self::Base, String>>
    where
        Self::Base: FromText,
    {
        LikeInside { L: self, R: Bind::new(format!("%{}%", escape(text.as_ref()))) }
    }

    /// Whether it begins with the text. Wildcards in it stand for themselves.
    fn starts_with(self, text: impl AsRef<str>) -> LikeEscaped<Self, Bind<Self::Base, String>>
    where
        Self::Base: FromText,
    {
        LikeEscaped { L: self, R: Bind::new(format!("{}%", escape(text.as_ref()))) }
    }

    /// Whether it ends with the text. Wildcards in it stand for themselves.
    fn ends_with(self, text: impl AsRef<str>) -> LikeInside<Self, Bind<Self::Base, String>>
    where
        Self::Base: FromText,
    {
        LikeInside { L: self, R: Bind::new(format!("%{}", escape(text.as_ref()))) }
    }
}
impl<E: Expr> TextMatch for E {}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            escaped.push('!');
        }
        escaped.push(c);
    }
    escaped
}
