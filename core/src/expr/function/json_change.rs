//! JSON documents with a part of them changed: `json_set`, `json_insert`, `json_remove`.
//!
//! Which part is said by a path that is known in Rust, because each database writes paths in its own way: PostgreSQL as an
//! array of their steps.

use super::JsonDocument;
use crate::{
    Result,
    expr::{Expr, Typed, Value, scope::Both, typed},
    node,
    sql::{Dialect, Sql, Tok},
    value::{Binder, SqlType},
};
use std::borrow::Cow;

/// A path to a part of a document: `$.address.street`, `$.tags[0]`, `$."a name"`.
#[derive(Debug, Clone)]
pub struct JsonPath {
    text: String,
    /// The text without its last step.
    parent: String,
    steps: Vec<String>,
    /// Whether the last step is a name.
    is_member: bool,
}

impl JsonPath {
    /// Takes it apart.
    ///
    /// # Panics
    /// If it is not a path, or one to the document itself.
    fn new(text: &str) -> Self {
        let mut path = Self { text: text.to_owned(), parent: "$".to_owned(), steps: Vec::new(), is_member: false };
        let mut rest = text.strip_prefix('$').unwrap_or_else(|| wrong(text));
        while !rest.is_empty() {
            path.parent = text[..text.len() - rest.len()].to_owned();
            let (step, more, is_member) = step(rest).unwrap_or_else(|| wrong(text));
            path.steps.push(step.to_owned());
            (rest, path.is_member) = (more, is_member);
        }
        if path.steps.is_empty() { wrong(text) } else { path }
    }
}

#[cold]
fn wrong(text: &str) -> ! {
    panic!("`{text}` is not a path to a part of a JSON document: write `$.name`, `$.names[0]` or `$.\"a name\".b`")
}

/// The first step of a path, what follows it, and whether it is a name.
fn step(path: &str) -> Option<(&str, &str, bool)> {
    if let Some(rest) = path.strip_prefix(".\"") {
        let (name, rest) = rest.split_once('"')?;
        return (!name.contains('\\')).then_some((name, rest, true));
    }
    if let Some(rest) = path.strip_prefix('.') {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        return (!name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())).then_some((name, rest, true));
    }
    let (place, rest) = path.strip_prefix('[')?.split_once(']')?;
    let is_place = !place.is_empty() && place.bytes().all(|b| b.is_ascii_digit());
    is_place.then_some((place, rest, false))
}

/// One line per part of a path that is bound: its text.
macro_rules! parts {
    ($($(#[$m:meta])* $name:ident |$path:ident| $text:expr;)*) => { $(
        $(#[$m])*
        #[derive(Debug, Clone)]
        pub struct $name(JsonPath);
        impl<D: Dialect> Sql<D> for $name {
            const TOK: Tok = Tok::Bind;
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                let $path = &self.0;
                binder.text(Cow::Borrowed($text))
            }
        }
    )* };
}
parts! {
    /// The path.
    PathText |path| &path.text;
    /// The path without its last step.
    ParentText |path| &path.parent;
    /// What the part without the last step must be: what has names, or places.
    Holder |path| if path.is_member { "object" } else { "array" };
}
/// The steps of a path, but for so many at its end. (PostgreSQL)
#[derive(Debug, Clone)]
pub struct Steps<const LESS: usize>(Vec<String>);
impl<const LESS: usize> Steps<LESS> {
    fn of(path: &JsonPath) -> Self {
        Self(path.steps[..path.steps.len() - LESS].to_vec())
    }
}
impl<D: Dialect, const LESS: usize> Sql<D> for Steps<LESS> {
    const TOK: Tok = Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS text[])")]);
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.list(SqlType::Text, &self.0)
    }
}

// A NULL that is set makes the whole NULL everywhere; what is not there can be added to an object alone. MySQL and MariaDB
// would make an array of what a place is looked for in, and is none.
node!(/** The document with a value at a path. */ JsonSetSql<J, P, Q, S, R, K, V> {
    SQLite => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE json_type(" J ", " Q ") WHEN 'object' THEN json_set(" J ", " P ", json(" V
        ")) ELSE json_replace(" J ", " P ", json(" V ")) END END"
    ];
    PostgreSQL => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE jsonb_typeof((" J ") #> " R ") WHEN " K " THEN jsonb_set(" J ", " S ", " V
        ", " K " = 'object') ELSE " J " END END"
    ];
    MySQL, MariaDB => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE WHEN lower(CAST(json_type(json_extract(" J ", " Q ")) AS CHAR)) <> " K " THEN " J
        " WHEN " K " = 'object' THEN json_set(" J ", " P ", json_extract(" V ", '$')) ELSE json_replace(" J ", " P
        ", json_extract(" V ", '$')) END END"
    ]
});
node!(/** The document without what stands at a path. */ JsonRemoveSql<J, P, Q, K, S> {
    SQLite => ["json_remove(" J ", " P ")"];
    MySQL, MariaDB => [
        "CASE WHEN lower(CAST(json_type(json_extract(" J ", " Q ")) AS CHAR)) <> " K " THEN " J " ELSE json_remove(" J ", " P ") END"
    ];
    PostgreSQL => ["CASE WHEN (" J ") #> " S " IS NOT NULL THEN (" J ") #- " S " ELSE " J " END"]
});

node!(/** The document with a value at a path where nothing stands. */ JsonInsertSql<J, P, Q, S, R, K, V> {
    SQLite => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE json_type(" J ", " Q ") WHEN 'object' THEN json_insert(" J ", " P ", json(" V
        ")) ELSE " J " END END"
    ];
    PostgreSQL => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE WHEN " K " = 'object' AND jsonb_typeof((" J ") #> " R ") = 'object' AND (" J ") #> " S
        " IS NULL THEN jsonb_set(" J ", " S ", " V ") ELSE " J " END END"
    ];
    MySQL, MariaDB => [
        "CASE WHEN (" V ") IS NOT NULL THEN CASE WHEN " K " = 'object' AND CAST(json_type(json_extract(" J ", " Q
        ")) AS CHAR) = 'OBJECT' THEN json_insert(" J ", " P ", json_extract(" V ", '$')) ELSE " J " END END"
    ]
});

/// What [`json_insert`] makes.
pub type JsonInsert<J, V> = Typed<
    JsonInsertSql<J, PathText, ParentText, Steps<0>, Steps<1>, Holder, V>,
    serde_json::Value,
    Both<<J as Expr>::Uses, <V as Expr>::Uses>,
>;
/// What [`json_set`] makes.
pub type JsonSet<J, V> = Typed<
    JsonSetSql<J, PathText, ParentText, Steps<0>, Steps<1>, Holder, V>,
    serde_json::Value,
    Both<<J as Expr>::Uses, <V as Expr>::Uses>,
>;
/// What [`json_remove`] makes.
pub type JsonRemove<J> =
    Typed<JsonRemoveSql<J, PathText, ParentText, Holder, Steps<0>>, serde_json::Value, <J as Expr>::Uses>;

/// The node that puts a value where a path leads.
macro_rules! with_value {
    ($node:ident, $document:ident, $path:ident, $value:ident) => {{
        let path = JsonPath::new($path.as_ref());
        typed($node {
            J: $document,
            S: Steps::of(&path),
            R: Steps::of(&path),
            P: PathText(path.clone()),
            Q: ParentText(path.clone()),
            K: Holder(path),
            V: $value.into_expr(),
        })
    }};
}

/// The document with a value in the place of what stands at a path: `json_set(users::settings, "$.color", json!("red"))`.
///
/// Where nothing stands there, the value is added if it is a name in an object that is there; else the document stays.
///
/// # Panics
/// If the path is none, or `$`.
pub fn json_set<J: Expr<Base: JsonDocument>, V: Value<serde_json::Value, J>>(
    document: J,
    path: impl AsRef<str>,
    value: V,
) -> JsonSet<J, V::E> {
    with_value!(JsonSetSql, document, path, value)
}

/// The document with a value added under a name, where nothing stands: `json_insert(users::settings, "$.color", json!("red"))`.
///
/// What stands there already stays; so does a document in which there is no object to add it to.
///
/// # Panics
/// If the path is none, or `$`.
pub fn json_insert<J: Expr<Base: JsonDocument>, V: Value<serde_json::Value, J>>(
    document: J,
    path: impl AsRef<str>,
    value: V,
) -> JsonInsert<J, V::E> {
    with_value!(JsonInsertSql, document, path, value)
}

/// The document without what stands at a path: `json_remove(users::settings, "$.color")`. Where nothing stands there, it
/// stays.
///
/// # Panics
/// If the path is none, or `$`.
pub fn json_remove<J: Expr<Base: JsonDocument>>(document: J, path: impl AsRef<str>) -> JsonRemove<J> {
    let path = JsonPath::new(path.as_ref());
    typed(JsonRemoveSql {
        J: document,
        S: Steps::of(&path),
        P: PathText(path.clone()),
        Q: ParentText(path.clone()),
        K: Holder(path),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let path = JsonPath::new("$.a[12].\"b c\"");
        assert_eq!((&*path.parent, path.is_member), ("$.a[12]", true));
        assert_eq!(path.steps, ["a", "12", "b c"]);
        let path = JsonPath::new("$[0]");
        assert_eq!((&*path.parent, path.is_member), ("$", false));
        for wrong in ["", "$", "a", "$a", "$.", "$[", "$[a]", "$[]", "$.\"a", "$.a b", "$.1", "$.*", "$[last]"] {
            assert!(std::panic::catch_unwind(|| JsonPath::new(wrong)).is_err(), "{wrong}");
        }
    }
}
