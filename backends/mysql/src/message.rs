//! What a server's message says, apart from the values in it.

use aludel_core::{Constraint, ConstraintKind};

/// What is quoted by `'` after the last `before`, up to the last quote of the message.
fn quoted_after<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    let rest = &message[message.rfind(before)? + before.len()..];
    let rest = rest.strip_prefix('\'')?;
    Some(&rest[..rest.rfind('\'')?])
}

/// What stands between the first two `'`, for messages without values.
fn quoted(message: &str) -> Option<String> {
    message.split('\'').nth(1).map(str::to_owned)
}

/// The identifier in backquotes that `text` begins with, and the text after it.
fn identifier(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('`')?;
    let mut name = String::new();
    loop {
        let end = rest.find('`')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('`') {
            Some(more) => rest = more,
            None => return Some((name, rest)),
        }
        name.push('`');
    }
}

/// The last part of `` `db`.`table`.`column` ``.
fn last_identifier(mut text: &str) -> Option<String> {
    loop {
        let (name, rest) = identifier(text)?;
        match rest.strip_prefix('.') {
            Some(more) => text = more,
            None => return Some(name),
        }
    }
}

/// The identifiers of a list in parentheses.
fn identifiers(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text.strip_prefix('(').unwrap_or_default();
    while let Some((name, more)) = identifier(rest) {
        names.push(name);
        rest = more.trim_start_matches([',', ' ']);
    }
    names
}

fn constraint(kind: ConstraintKind) -> Constraint {
    Constraint { kind, name: None, table: None, columns: Vec::new() }
}

/// `Duplicate entry '..' for key 'email'`; MySQL writes `users.email`.
pub(crate) fn duplicate(message: &str, mariadb: bool) -> Constraint {
    let key = quoted_after(message, "for key ");
    let (table, name) = match key.and_then(|key| key.split_once('.')) {
        Some((table, name)) if !mariadb => (Some(table), Some(name)),
        _ => (None, key),
    };
    Constraint { name: name.map(Into::into), table: table.map(Into::into), ..constraint(ConstraintKind::Unique) }
}

/// `Foreign key constraint for table 'accounts', record '..' would lead to a duplicate entry in table 'roles', key
/// 'PRIMARY'`; where the last two are not to be told, `in a child table`.
pub(crate) fn followed_duplicate(message: &str) -> Constraint {
    let tail = message.rfind(" in table '").map(|at| &message[at + " in table '".len()..]);
    let names = tail.and_then(|tail| tail.strip_suffix('\'')?.split_once("', key '"));
    let (table, name) = names.unzip();
    Constraint { name: name.map(Into::into), table: table.map(Into::into), ..constraint(ConstraintKind::Unique) }
}

/// `` .. (`db`.`posts`, CONSTRAINT `fk` FOREIGN KEY (`author_id`) REFERENCES ..) ``. Without the right to see the
/// table, the server says nothing in parentheses.
pub(crate) fn foreign_key(message: &str) -> Constraint {
    let after = |word: &str| message.find(word).map(|at| &message[at + word.len()..]);
    Constraint {
        name: after(", CONSTRAINT ").and_then(identifier).map(|(name, _)| name),
        table: after(" (`").and_then(|_| after(" (")).and_then(last_identifier),
        columns: after(" FOREIGN KEY ").map(identifiers).unwrap_or_default(),
        ..constraint(ConstraintKind::ForeignKey)
    }
}

/// `Column 'x' cannot be null`, `Field 'x' doesn't have a default value`, and the one for LOAD DATA.
pub(crate) fn not_null(message: &str) -> Constraint {
    Constraint { columns: quoted(message).into_iter().collect(), ..constraint(ConstraintKind::NotNull) }
}

/// MySQL: `Check constraint 'name' is violated.`; MariaDB: `` CONSTRAINT `name` failed for `db`.`table` ``, with
/// `table.column` as the name of a column's own check.
pub(crate) fn check(message: &str) -> Constraint {
    let mut found = constraint(ConstraintKind::Check);
    match message.strip_prefix("CONSTRAINT ").and_then(identifier) {
        None => found.name = quoted(message),
        Some((name, rest)) => {
            found.table = rest.strip_prefix(" failed for ").and_then(last_identifier);
            let column = found.table.as_ref().and_then(|table| name.strip_prefix(table.as_str())?.strip_prefix('.'));
            found.columns = column.into_iter().map(str::to_owned).collect();
            found.name = Some(name);
        }
    }
    found
}

/// The column of `.. for column 'x' at row 1`, or `` for column `db`.`t`.`x` at row 1 `` on MariaDB.
pub(crate) fn column(message: &str) -> Option<String> {
    let before = "for column ";
    let rest = &message[message.rfind(before)? + before.len()..];
    last_identifier(rest).or_else(|| quoted_after(message, before).map(str::to_owned))
}

/// The message without what may be a value: all from the first to the last quote.
pub(crate) fn without_values(message: &str) -> String {
    match (message.find('\''), message.rfind('\'')) {
        (Some(first), Some(last)) if first < last => format!("{}'..'{}", &message[..first], &message[last + 1..]),
        (Some(first), _) => format!("{}..", &message[..first]),
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duplicate_names_its_key_and_not_its_value() {
        let found = duplicate("Duplicate entry 'a'' for key 'b'' for key 'email'", true);
        assert_eq!((found.name.as_deref(), found.table), (Some("email"), None));
        let found = duplicate("Duplicate entry '7' for key 'users.PRIMARY'", false);
        assert_eq!((found.name.as_deref(), found.table.as_deref()), (Some("PRIMARY"), Some("users")));
        assert_eq!(duplicate("cut off: Duplicate entry 'x", true).name, None);
    }

    #[test]
    fn a_duplicate_where_a_foreign_key_follows_names_table_and_key() {
        let found = followed_duplicate(
            "Foreign key constraint for table 'accounts', record 'a' in table 'b', key 'c'' would lead to a duplicate \
             entry in table 'roles', key 'PRIMARY'",
        );
        assert_eq!((found.name.as_deref(), found.table.as_deref()), (Some("PRIMARY"), Some("roles")));
        let bare = followed_duplicate(
            "Foreign key constraint for table 'accounts', record 'x' would lead to a duplicate entry in a child table",
        );
        assert_eq!((bare.name, bare.table), (None, None));
    }

    #[test]
    fn a_foreign_key_names_table_and_columns() {
        let found = foreign_key(
            "Cannot add or update a child row: a foreign key constraint fails (`my``db`.`po``sts`, CONSTRAINT `posts_ibfk_1` \
             FOREIGN KEY (`author_id`, `x`) REFERENCES `users` (`id`, `y`) ON DELETE CASCADE)",
        );
        assert_eq!(found.name.as_deref(), Some("posts_ibfk_1"));
        assert_eq!(found.table.as_deref(), Some("po`sts"));
        assert_eq!(found.columns, ["author_id", "x"]);
        let bare = foreign_key("Cannot delete or update a parent row: a foreign key constraint fails");
        assert_eq!((bare.name, bare.table, bare.columns), (None, None, vec![]));
    }

    #[test]
    fn not_null_and_check_in_both_spellings() {
        assert_eq!(not_null("Column 'name' cannot be null").columns, ["name"]);
        assert_eq!(not_null("Field 'name' doesn't have a default value").columns, ["name"]);
        assert_eq!(check("Check constraint 'positive' is violated.").name.as_deref(), Some("positive"));
        let found = check("CONSTRAINT `t.a` failed for `db`.`t`");
        assert_eq!((found.name.as_deref(), found.table.as_deref()), (Some("t.a"), Some("t")));
        assert_eq!(found.columns, ["a"]);
    }

    #[test]
    fn the_column_is_found_behind_any_value() {
        assert_eq!(column("Data too long for column 'a' at row 1").as_deref(), Some("a"));
        let message = "Incorrect integer value: 'for column 'b'' for column `db`.`t`.`a` at row 1";
        assert_eq!(column(message).as_deref(), Some("a"));
        assert_eq!(column("Incorrect datetime value: 'x'"), None);
    }

    #[test]
    fn values_are_cut_even_with_quotes_in_them() {
        assert_eq!(
            without_values("Truncated incorrect DOUBLE value: 'it's'"),
            "Truncated incorrect DOUBLE value: '..'"
        );
        assert_eq!(without_values("cut off: 'secr"), "cut off: ..");
        assert_eq!(without_values("plain"), "plain");
    }
}
