//! What SQLite needs around the rebuild of a table.

use crate::{chain::schema, quote::quoted, rename::TableName};
use aludel_core::{
    Result,
    engine::{Backend, Connection, Fetch},
    query::sql,
    sql::DialectKind,
};

/// What goes with a table and is made again with it: its triggers, and the indexes that are not declared.
pub(crate) struct Kept {
    table: String,
    /// Kind, name and text.
    things: Vec<(String, String, String)>,
    /// Views that could be read before.
    views: Vec<String>,
}

impl Kept {
    /// Looks up what goes with the table.
    pub(crate) fn begin<B: Backend>(connection: &mut Connection<B>, table: &str) -> Result<Self> {
        let TableName { name, .. } = TableName::parse(table);
        let things = sql::<(String, String, String)>(
            "SELECT type, name, sql FROM sqlite_master \
             WHERE lower(tbl_name) = lower(?) AND type IN ('index', 'trigger') AND sql IS NOT NULL",
        );
        let things = things.bind(&*name).all(connection)?;
        let views = sql::<String>("SELECT name FROM sqlite_master WHERE type = 'view'").all(connection)?;
        let mut readable = Vec::new();
        for view in views {
            if read(connection, &view).is_ok() {
                readable.push(view);
            }
        }
        // Views and triggers that name the table are not looked at, nor changed, while it is not there.
        connection.script("PRAGMA legacy_alter_table = ON")?;
        Ok(Self { table: name, things, views: readable })
    }

    /// Makes it again.
    pub(crate) fn end<B: Backend>(self, connection: &mut Connection<B>) -> Result<()> {
        connection.script("PRAGMA legacy_alter_table = OFF")?;
        for (kind, name, text) in &self.things {
            let there = sql::<i64>("SELECT count(*) FROM sqlite_master WHERE type = ? AND lower(name) = lower(?)");
            if there.bind(&**kind).bind(&**name).one(connection)? > 0 {
                continue;
            }
            connection.link().script(text).map_err(|error| {
                error.context(format!(
                    "making the {kind} `{name}` of the table `{}` again, which is not declared; if it is not wanted any \
                     more, drop it in `up.sql` before the rebuild",
                    self.table
                ))
            })?;
        }
        for view in &self.views {
            read(connection, view).map_err(|error| {
                error.context(format!(
                    "the view `{view}` cannot be read any more; drop it in `up.sql` before the rebuild of `{}`, and make it \
                     again after it",
                    self.table
                ))
            })?;
        }
        Ok(())
    }
}

fn read<B: Backend>(connection: &mut Connection<B>, view: &str) -> Result<()> {
    connection.link().script(&format!("SELECT 1 FROM {} LIMIT 0", quoted(&[view], DialectKind::Sqlite)))
}

/// Whether SQLite looks after foreign keys on this connection.
pub(crate) fn is_enforced<B: Backend>(connection: &mut Connection<B>) -> Result<bool> {
    Ok(sql::<i64>("PRAGMA foreign_keys").one(connection)? != 0)
}

/// Checks all foreign keys.
pub(crate) fn check_foreign_keys<B: Backend>(connection: &mut Connection<B>, revision: &str) -> Result<()> {
    let broken = sql::<(String, Option<i64>, String)>("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")
        .all(connection)?;
    let Some((table, row, parent)) = broken.first() else { return Ok(()) };
    let row = row.map_or(String::new(), |row| format!(" (rowid {row})"));
    Err(schema(format!(
        "nothing of `{revision}` was applied: after it, {} foreign keys would be broken, the first of them in a row of \
         `{table}`{row} that refers to a row of `{parent}` which is not there. Mend the data first, in `up.sql` or by hand; \
         `PRAGMA foreign_key_check` lists them",
        broken.len()
    )))
}
