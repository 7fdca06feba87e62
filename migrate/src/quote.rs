//! Names in quotes.

use aludel_core::{
    schema::ddl::style_of,
    sql::{DialectKind, Writer},
};

/// Names, quoted and joined by points.
pub(crate) fn quoted(names: &[&str], dialect: DialectKind) -> String {
    let Ok(style) = style_of(dialect) else { return names.join(".") };
    let mut w = Writer::new(style);
    for (at, name) in names.iter().enumerate() {
        w.lit(if at == 0 { "" } else { "." });
        w.ident(name);
    }
    w.finish()
}
