//! Random expressions: each function and operator, in each other, means the same on every backend.

pub mod cell;
pub mod rules;
pub mod sampled;
pub mod tree;
pub mod usage;

use crate::harness;
use aludel::{
    Any, Error, ErrorKind, MariaDb, Postgres, Sqlite,
    engine::{Connection, Engine},
    prelude::*,
};
use rules::RULES;
use sampled::{Sampled, samples};
use std::{collections::BTreeMap, env};
use tree::{Dice, Tree, Type};
use usage::{Cells, Way};

/// How many expressions are run if nobody says.
const CASES: u64 = 3000;
/// How deep expressions are.
const DEPTH: usize = 4;

/// The types of whole expressions.
const WHOLE: &[Type] = &[
    Type::Text,
    Type::Int,
    Type::Small,
    Type::Float,
    Type::Real,
    Type::Flag,
    Type::Day,
    Type::Stamp,
    Type::Moment,
    Type::Clock,
    Type::Exact,
    Type::Json,
];

/// What a backend gave: rows, or that a value is beyond what it computes with.
enum Outcome {
    Rows(Cells),
    Beyond(Error),
    Refused(Error),
}

/// A backend and its name.
struct On {
    name: &'static str,
    db: Connection<Any>,
}

#[test]
fn random_expressions_have_the_same_values() {
    let sqlite_alone = env::var("ALUDEL_TEST_BACKENDS").is_ok_and(|wanted| wanted == "sqlite");
    let open = |name, url: &str| On { name, db: connect(url) };
    harness::run::<Sqlite>(|sqlite| {
        let sqlite = || open("SQLite", sqlite.url());
        if sqlite_alone {
            compare(vec![sqlite()]);
            return Ok(());
        }
        harness::run::<Postgres>(|postgres| {
            let postgres = || open("PostgreSQL", postgres.url());
            harness::run::<MariaDb>(|mariadb| {
                compare(vec![sqlite(), postgres(), open("MariaDB", mariadb.url())]);
                Ok(())
            });
            Ok(())
        });
        Ok(())
    });
}

/// A connection to a database with the samples in it.
fn connect(url: &str) -> Connection<Any> {
    let engine = Engine::<Any>::open(url).unwrap();
    Sampled::create_all(&engine).unwrap();
    let mut db = engine.connect().unwrap();
    insert(samples::table).values(&sampled::all()).execute(&mut db).unwrap();
    db
}

/// A number that the environment gives.
fn number(variable: &str, otherwise: u64) -> u64 {
    env::var(variable)
        .map_or(otherwise, |given| given.parse().unwrap_or_else(|_| panic!("{variable} is to be a number")))
}

fn compare(mut backends: Vec<On>) {
    let cases = number("ALUDEL_TEST_CASES", CASES);
    let seed = number("ALUDEL_TEST_SEED", 0);
    let mut ways = BTreeMap::<&str, u64>::new();
    let mut rules = BTreeMap::<&str, u64>::new();
    let mut beyond = 0;
    let mut found = Vec::new();
    for case in 0..cases {
        let mut dice = Dice(seed.wrapping_mul(0x1_0000_0000).wrapping_add(case));
        // Each rule in turn, so that none is left out.
        let rule = &RULES[case as usize % RULES.len()];
        let tree = if dice.below(2) == 0 && WHOLE.contains(&rule.makes) {
            Tree::apply(rule, dice.below(DEPTH), &mut dice)
        } else {
            Tree::draw(WHOLE[dice.below(WHOLE.len())], DEPTH, &mut dice)
        };
        let condition = Tree::draw(Type::Flag, 2, &mut dice);
        let way = Way::draw(tree.ty(), &mut dice);
        *ways.entry(way.name()).or_default() += 1;
        let mut used = Vec::new();
        tree.rules(&mut used);
        used.into_iter().for_each(|rule| *rules.entry(rule).or_default() += 1);
        match check(&tree, &condition, way, &mut backends) {
            Verdict::Same => {}
            Verdict::Beyond => beyond += 1,
            Verdict::Different(_) => {
                let (tree, condition) = shrink(tree, condition, way, &mut backends);
                let Verdict::Different(shown) = check(&tree, &condition, way, &mut backends) else { unreachable!() };
                found.push(format!("{way:?} {tree:?} where {condition:?}, case {case}\n{shown}"));
                if found.len() as u64 >= number("ALUDEL_TEST_FAILURES", 1) {
                    break;
                }
            }
        }
    }
    println!(
        "random expressions: {cases}, functions and operators: {}, beyond what is computed with: {beyond}, different: {}",
        rules.len(),
        found.len()
    );
    println!("{ways:?}");
    assert!(found.is_empty(), "with ALUDEL_TEST_SEED={seed}\n{}", found.join("\n"));
    assert!(beyond < cases / 4, "too many expressions compute with what is beyond range");
    if cases >= CASES {
        let names: std::collections::BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        let missing: Vec<_> = names.iter().filter(|name| !rules.contains_key(*name)).collect();
        assert!(missing.is_empty(), "never drawn: {missing:?}");
    }
}

/// What came of an expression.
enum Verdict {
    Same,
    Beyond,
    Different(String),
}

/// Runs an expression on each backend.
fn check(tree: &Tree, condition: &Tree, way: Way, backends: &mut [On]) -> Verdict {
    // The compiler refuses to sort by a value; here it does not know.
    if matches!((way, tree), (Way::Sorted(_) | Way::Windowed(2..), Tree::Value(..))) {
        return Verdict::Same;
    }
    let outcomes: Vec<_> = backends
        .iter_mut()
        .map(|on| {
            let outcome = match usage::run(tree, condition, way, &mut on.db) {
                Ok(rows) => Outcome::Rows(rows),
                Err(error) if is_beyond(&error) => Outcome::Beyond(error),
                Err(error) => Outcome::Refused(error),
            };
            (on.name, outcome)
        })
        .collect();
    let refused = outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Refused(_)));
    if !refused && outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Beyond(_))) {
        return Verdict::Beyond;
    }
    let rows: Vec<_> = outcomes
        .iter()
        .filter_map(|(_, outcome)| if let Outcome::Rows(rows) = outcome { Some(rows) } else { None })
        .collect();
    if !refused && rows.windows(2).all(|pair| pair[0] == pair[1]) {
        return Verdict::Same;
    }
    let mut shown = String::new();
    for (name, outcome) in &outcomes {
        match outcome {
            Outcome::Rows(_) => {}
            Outcome::Beyond(error) | Outcome::Refused(error) => shown += &format!("  {name}: {error:?}\n"),
        }
    }
    if rows.len() > 1 {
        let longest = rows.iter().map(|rows| rows.len()).max().unwrap_or(0);
        let differing = (0..longest).filter(|&at| rows.windows(2).any(|pair| pair[0].get(at) != pair[1].get(at)));
        for at in differing.take(3) {
            for (name, outcome) in &outcomes {
                if let Outcome::Rows(rows) = outcome {
                    shown += &format!("  {name}: {:?}\n", rows.get(at));
                }
            }
        }
    }
    for on in backends {
        shown += &format!("  {}: {}\n", on.name, usage::text(tree, on.db.link().style()));
    }
    Verdict::Different(shown)
}

/// Whether a value is too large, or a computation has no result: an error on one backend and none on another.
fn is_beyond(error: &Error) -> bool {
    match error.code() {
        // PostgreSQL's: out of range, and such.
        Some(code) if code.starts_with("22") => true,
        // MariaDB's: out of range, truncated, wrong value.
        Some("1690" | "1264" | "1292" | "1366" | "1441") => true,
        _ => {
            let message = error.to_string();
            error.kind() == ErrorKind::Decode || message.contains("integer overflow") || message.contains("too large")
        }
    }
}

/// The smallest tree that still differs.
fn shrink(mut tree: Tree, mut condition: Tree, way: Way, backends: &mut [On]) -> (Tree, Tree) {
    let mut tries = 0;
    'again: while tries < 600 {
        for smaller in condition.smaller() {
            tries += 1;
            if matches!(check(&tree, &smaller, way, backends), Verdict::Different(_)) {
                condition = smaller;
                continue 'again;
            }
        }
        for smaller in tree.smaller() {
            tries += 1;
            if matches!(check(&smaller, &condition, way, backends), Verdict::Different(_)) {
                tree = smaller;
                continue 'again;
            }
        }
        break;
    }
    (tree, condition)
}
