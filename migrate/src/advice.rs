//! What a statement is, and what to do about the error that it brought.

use crate::sql::Step;
use aludel_core::{Constraint, ConstraintKind, Error};

/// Whether a step changes rows only, so that MySQL can do it in a transaction.
pub(crate) fn is_transactional(step: &Step) -> bool {
    match step {
        Step::Sql(sql) => {
            let first = sql.split_whitespace().next().unwrap_or_default();
            ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "SELECT"].iter().any(|w| w.eq_ignore_ascii_case(first))
        }
        _ => true,
    }
}

/// Whether a statement failed because what it does is done: what it makes is there, what it drops is not.
pub(crate) fn is_done_already(error: &Error, step: &Step) -> bool {
    const MYSQL: [&str; 11] = ["1005", "1022", "1050", "1051", "1054", "1060", "1061", "1068", "1091", "1146", "1826"];
    const POSTGRES: [&str; 6] = ["42P07", "42P01", "42701", "42703", "42704", "42710"];
    // One that is stopped leaves an index that is there and of no use.
    let concurrently = matches!(step, Step::Sql(sql) if sql.to_uppercase().contains("CONCURRENTLY"));
    let known = |code| MYSQL.contains(&code) || (POSTGRES.contains(&code) && !concurrently);
    error.code().is_some_and(known)
}

/// Says what to do about errors that migrations bring.
pub(crate) fn hint(error: Error, step: &Step) -> Error {
    let Step::Sql(sql) = step else { return error };
    let null = matches!(error.constraint(), Some(Constraint { kind: ConstraintKind::NotNull, .. }))
        || matches!(error.code(), Some("1138" | "1265" | "23502") if sql.to_uppercase().contains("NOT NULL"));
    let unique = matches!(error.constraint(), Some(Constraint { kind: ConstraintKind::Unique, .. }));
    let foreign = matches!(error.constraint(), Some(Constraint { kind: ConstraintKind::ForeignKey, .. }));
    let alters = sql.trim_start().to_uppercase();
    let alters = ["ALTER", "CREATE"].iter().any(|word| alters.starts_with(word)) || sql.contains("_aludel_new_");
    if null && alters && sql.to_uppercase().contains("ADD COLUMN") {
        return error.context(
            "there are rows, which have no value for a new column that takes no NULL: give it a DEFAULT in this statement, and \
             drop that after it; or add it without NOT NULL, fill it by an UPDATE, and set NOT NULL",
        );
    }
    if null && alters {
        return error.context(
            "there are rows without a value for a column that takes no NULL any more: before this statement, write an \
             UPDATE that fills them, or declare a default",
        );
    }
    if unique && alters {
        return error.context(
            "there are rows with the same values, which are to be unique: before this statement, write what makes them \
             different, or deletes all but one",
        );
    }
    if foreign && alters {
        return error.context(
            "there are rows that refer to none: before this statement, write what deletes them, or what they refer to",
        );
    }
    if error.code() == Some("42P07") && sql.to_uppercase().contains("CONCURRENTLY") {
        return error.context(
            "an index of that name is there; if it is INVALID, an earlier run was stopped while it was made: \
             `DROP INDEX CONCURRENTLY` it, and run this again",
        );
    }
    error
}
