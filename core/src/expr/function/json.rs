//! What stands at a path in a JSON document.
//!
//! A path is as in `$.address.street` or `$.tags[0]`. Each function gives what is there if it is of the kind asked for,
//! else NULL: a path that leads nowhere, JSON's `null`, and a text where a number is asked for are NULL on every backend.
//! Only `[0]` of what is no array is not nowhere on MySQL and MariaDB: it is the thing itself.
//!
//! Text is cast there, because JSON has a collation of its own, which does not mix with that of a literal.

use super::functions;
use crate::{expr::Expr, value::Scalar};

/// A value type that is a JSON document.
#[diagnostic::on_unimplemented(message = "`{Self}` is not JSON", label = "a JSON column or expression is needed")]
pub trait JsonDocument: Scalar {}
#[cfg(feature = "serde_json")]
#[diagnostic::do_not_recommend]
impl JsonDocument for serde_json::Value {}
#[cfg(feature = "serde_json")]
#[diagnostic::do_not_recommend]
impl<T> JsonDocument for crate::value::Json<T> where crate::value::Json<T>: Scalar {}

functions! {
    /// The text at a path: `json_text(users::settings, "$.theme")`.
    json_text<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> String = JsonText {
        SQLite => ["CASE json_type(" J ", " P ") WHEN 'text' THEN json_extract(" J ", " P ") END"];
        PostgreSQL => [
            "CASE jsonb_typeof(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true))"
            " WHEN 'string' THEN jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true)"
            " #>> '{}' END"
        ];
        MySQL, MariaDB => [
            "CASE CAST(json_type(json_extract(" J ", " P ")) AS CHAR) WHEN 'STRING'"
            " THEN CAST(json_unquote(json_extract(" J ", " P ")) AS CHAR) END"
        ]
    };
    /// The whole number at a path. One that is written with a point is none.
    json_integer<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> i64 = JsonInteger {
        SQLite => ["CASE json_type(" J ", " P ") WHEN 'integer' THEN json_extract(" J ", " P ") END"];
        PostgreSQL => [
            "CASE WHEN CAST(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true) AS text)"
            " ~ '^-?[0-9]+$' THEN CAST(jsonb_path_query_first("
            J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true) AS bigint) END"
        ];
        MySQL, MariaDB => [
            "CASE CAST(json_type(json_extract(" J ", " P ")) AS CHAR) WHEN 'INTEGER' THEN CAST(json_extract(" J ", " P ") AS SIGNED) END"
        ]
    };
    /// The number at a path, as a float.
    json_float<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> f64 = JsonFloat {
        SQLite => [
            "CASE WHEN json_type(" J ", " P ") IN ('integer', 'real') THEN CAST(json_extract(" J ", " P ") AS REAL) END"
        ];
        PostgreSQL => [
            "CASE jsonb_typeof(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true))"
            " WHEN 'number' THEN CAST(jsonb_path_query_first("
            J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true) AS double precision) END"
        ];
        MySQL, MariaDB => [
            "CASE WHEN CAST(json_type(json_extract(" J ", " P ")) AS CHAR) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')"
            " THEN CAST(json_extract(" J ", " P ") AS DOUBLE) END"
        ]
    };
    /// Whether `true` or `false` stands at a path.
    json_bool<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> bool = JsonBool {
        SQLite => ["CASE json_type(" J ", " P ") WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"];
        PostgreSQL => [
            "CASE CAST(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true) AS text)"
            " WHEN 'true' THEN true WHEN 'false' THEN false END"
        ];
        MySQL, MariaDB => [
            "CASE CAST(json_type(json_extract(" J ", " P ")) AS CHAR) WHEN 'BOOLEAN' THEN json_extract(" J ", " P ") = true END"
        ]
    };
    /// Of which kind it is what stands at a path: `object`, `array`, `string`, `number`, `boolean` or `null`.
    json_type<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> String = JsonType {
        SQLite => [
            "CASE json_type(" J ", " P ") WHEN 'text' THEN 'string' WHEN 'integer' THEN 'number' WHEN 'real' THEN 'number'"
            " WHEN 'true' THEN 'boolean' WHEN 'false' THEN 'boolean' ELSE json_type(" J ", " P ") END"
        ];
        PostgreSQL => [
            "jsonb_typeof(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true))"
        ];
        MySQL, MariaDB => [
            "CASE WHEN CAST(json_type(json_extract(" J ", " P ")) AS CHAR) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')"
            " THEN 'number' ELSE lower(CAST(json_type(json_extract(" J ", " P ")) AS CHAR)) END"
        ]
    };
    /// Whether something, be it `null`, stands at a path. Never NULL: in no document there is nothing.
    json_exists<J: Expr<Base: JsonDocument>>(document, path: P = String): sure -> bool = JsonExists {
        SQLite => ["(json_type(" J ", " P ") IS NOT NULL)"];
        PostgreSQL => [
            "(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true) IS NOT NULL)"
        ];
        MySQL, MariaDB => ["coalesce(json_contains_path(" J ", 'one', " P "), 0)"]
    };
    /// How many elements the array at a path has.
    json_array_length<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> i64 = JsonArrayLength {
        SQLite => ["CASE json_type(" J ", " P ") WHEN 'array' THEN json_array_length(" J ", " P ") END"];
        PostgreSQL => [
            "CASE jsonb_typeof(jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true))"
            " WHEN 'array' THEN jsonb_array_length(jsonb_path_query_first("
            J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true)) END"
        ];
        MySQL, MariaDB => [
            "CASE CAST(json_type(json_extract(" J ", " P ")) AS CHAR) WHEN 'ARRAY' THEN json_length(" J ", " P ") END"
        ]
    };
}

#[cfg(feature = "serde_json")]
functions! {
    /// The document at a path, be it `null`: `json_get(users::settings, "$.colors")`. NULL where there is none.
    json_get<J: Expr<Base: JsonDocument>>(document, path: P = String): maybe -> serde_json::Value = JsonGet {
        SQLite => ["(" J ") -> (" P ")"];
        PostgreSQL => ["jsonb_path_query_first(" J ", CAST('strict ' || CAST(" P " AS text) AS jsonpath), '{}', true)"];
        MySQL, MariaDB => ["json_extract(" J ", " P ")"]
    };
    /// Whether the document contains another one: an object its members, an array its elements, in whichever order. Not on
    /// SQLite. Of an array inside of an array MySQL and MariaDB find the elements in any of them, PostgreSQL in one.
    json_contains<J: Expr<Base: JsonDocument>>(document, other: P = serde_json::Value) -> bool = JsonContains {
        PostgreSQL => ["jsonb_contains(" J ", " P ")"];
        MySQL, MariaDB => ["json_contains(" J ", " P ")"];
        SQLite => lacks "`json_contains` does not exist on {Self}: compare what stands at a path, by `json_text` or `json_integer`";
        AnyDialect => lacks "`json_contains` does not exist on every backend: SQLite does not have it"
    };
}
