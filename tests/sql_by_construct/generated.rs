//! Every construct of [`list`](crate::list) is made by the random queries, or excused: as `tests/shared/generated.rs` says.

use crate::{
    entries::{ENTRIES, Entry},
    list,
};

/// The files that say what is generated.
const GENERATOR: &[&str] = &[
    include_str!("../random_queries/queries/conditions.rs"),
    include_str!("../random_queries/queries/running.rs"),
    include_str!("../random_queries/queries/reading.rs"),
    include_str!("../random_queries/queries/composed.rs"),
    include_str!("../random_queries/queries/writing.rs"),
    include_str!("../random_queries/queries/few.rs"),
    include_str!("../random_queries/queries/few_values.rs"),
    include_str!("../random_queries/queries/few_writing.rs"),
    include_str!("../random_queries/leaves.rs"),
    include_str!("../random_queries/tables.rs"),
    include_str!("../random_queries/expressions/rules.rs"),
    include_str!("../random_queries/expressions/usage.rs"),
];

#[test]
fn every_construct_is_generated_or_excused() {
    let mut wrong = Vec::new();
    for line in list::LINES {
        match ENTRIES.iter().filter(|entry| entry.sql == line.sql).count() {
            1 => {}
            n => wrong.push(format!("{} stands here {n} times", line.sql)),
        }
    }
    for Entry { sql, call, excuse } in ENTRIES {
        if !list::LINES.iter().any(|line| line.sql == *sql) {
            wrong.push(format!("{sql} is no construct of list.rs"));
        }
        let there = GENERATOR.iter().any(|source| source.contains(call));
        match excuse {
            None if !there => wrong.push(format!("{sql}: tests/random_queries does not say `{call}`")),
            Some(_) if there => wrong.push(format!("{sql}: tests/random_queries says `{call}`: it needs no excuse")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let excused: Vec<_> = ENTRIES.iter().filter_map(|entry| Some((entry.sql, entry.excuse?))).collect();
    println!("random: {} constructs of {} covered; the others are:", ENTRIES.len() - excused.len(), ENTRIES.len());
    for (sql, excuse) in excused {
        println!("  {sql}: {excuse}");
    }
}
