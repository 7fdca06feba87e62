//! A data step in Rust, from the command that writes it to the databases that have gone through it.
//!
//! `frozen` is a directory of migrations as the commands write it, with one of its steps filled in. `ALUDEL_TEST_OVERWRITE=1`
//! writes it anew.

use crate::{frozen, harness::each_backend};
use aludel::{
    Any,
    migrate::{Migrate, Migrations},
    prelude::*,
    schema::Schema,
};
use std::{fs, path::Path};

/// The program's declarations before the step.
mod before {
    use aludel::prelude::*;

    sql_enum! { pub enum Level { New = "new", Known = "known" } }
    newtype! { pub struct CustomerId(i64); }

    table! {
        pub struct Customer in customers {
            #[primary_key(auto)]
            id: CustomerId,
            #[max_len(50)]
            name: String,
            #[default(false)]
            vip: bool,
            #[default("new")]
            level: Level,
            #[version]
            version: i32,
        }
    }

    table! {
        pub struct Order in orders {
            #[primary_key(auto)]
            id: i64,
            #[references(customers::id, on_delete = cascade), index]
            customer_id: CustomerId,
            #[decimal(10, 2)]
            total: rust_decimal::Decimal,
            day: chrono::NaiveDate,
            #[generated("total * 2")]
            double: Option<rust_decimal::Decimal>,
        }
    }

    schema! { pub Shop: customers, orders }
}

/// With what the step fills.
mod filled {
    pub use super::before::orders;
    use super::before::{CustomerId, Level};
    use aludel::prelude::*;

    table! {
        pub struct Customer in customers {
            #[primary_key(auto)]
            id: CustomerId,
            #[max_len(50)]
            name: String,
            #[max_len(50)]
            first_name: Option<String>,
            last_order: Option<chrono::NaiveDate>,
            #[default(false)]
            vip: bool,
            #[default("new")]
            level: Level,
            #[version]
            version: i32,
        }
    }

    schema! { pub Shop: customers, orders }
}

/// Long after it: of what the step reads, little has stayed.
mod after {
    use aludel::prelude::*;

    table! {
        #[derive(Debug, Clone, PartialEq)]
        #[was = "customers"]
        pub struct Person in people {
            #[primary_key(auto)]
            id: i64,
            #[max_len(50)]
            first_name: Option<String>,
            last_order: Option<chrono::NaiveDate>,
            #[was = "vip", default(false)]
            gold: bool,
            #[version]
            version: i32,
        }
    }

    schema! { pub Shop: people }
}

fn run<S: Schema>(directory: &Path, arguments: &str) {
    let code = Migrate::<Any>::new::<S>(directory).run(["migrate"].into_iter().chain(arguments.split(' ')));
    assert_eq!(code, 0, "{arguments}");
}

/// The step that is filled in by hand.
const BY_HAND: &str = "0003_first-names/step.rs";

#[test]
fn the_files_are_those_that_the_commands_write() {
    let place = tempfile::tempdir().unwrap();
    run::<before::Shop>(place.path(), "generate first --dialects sqlite,postgres,mysql,mariadb");
    run::<filled::Shop>(place.path(), "generate columns");
    run::<filled::Shop>(place.path(), "new first-names --rust");
    run::<after::Shop>(place.path(), "generate later --no-renames");
    run::<after::Shop>(place.path(), "new nothing --rust");
    run::<after::Shop>(place.path(), "check");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrate/frozen");
    let mut seen = 0;
    let directories = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().path());
    for path in directories.flat_map(|path| match path.is_dir() {
        true => fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect(),
        false => vec![path],
    }) {
        let name = path.strip_prefix(place.path()).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        let kept = kept.join(name);
        if std::env::var_os("ALUDEL_TEST_OVERWRITE").is_some() && (name != Path::new(BY_HAND) || !kept.exists()) {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, &written).unwrap();
        }
        let kept = fs::read_to_string(&kept).unwrap();
        match name == Path::new(BY_HAND) {
            // Up to where it is filled in.
            true => assert_eq!(kept.split("{\n").next(), written.split("{\n").next()),
            false => assert_eq!(kept, written, "{}", name.display()),
        }
        seen += 1;
    }
    assert_eq!(seen, 20);
}

each_backend! {
    /// It runs with the tables of its time, on the way to declarations that have them no more.
    on [Any] fn a_step_has_the_tables_of_its_time(db) {
        let engine = db.builder().pool_size(3).open()?;
        let error = Migrations::<Any>::embedded(frozen::ALL)?.up(&engine).unwrap_err();
        assert!(error.message().contains("`.steps(migrations::STEPS)`"), "{error}");
        let migrations = Migrations::<Any>::embedded(frozen::ALL)?.steps(frozen::STEPS);
        assert_eq!(migrations.to(&engine, "0002")?, ["0001_first", "0002_columns"]);
        engine.connect()?.script(
            "INSERT INTO customers (name, version) VALUES ('Ann Lee', 1); \
             INSERT INTO customers (name, version) VALUES ('Bo', 1); \
             INSERT INTO orders (customer_id, total, day) VALUES (1, 60.5, '2024-02-29'); \
             INSERT INTO orders (customer_id, total, day) VALUES (1, 70.5, '2024-03-01'); \
             INSERT INTO orders (customer_id, total, day) VALUES (2, 1.5, '2023-01-01');",
        )?;
        assert_eq!(migrations.up(&engine)?, ["0003_first-names", "0004_later", "0005_nothing"]);
        let people = from(after::people::table)
            .order_by(after::people::id.asc())
            .select((after::people::first_name, after::people::gold, after::people::version))
            .all(&mut engine.connect()?)?;
        let person = |name: &str, gold, version| (Some(name.to_owned()), gold, version);
        assert_eq!(people, [person("Ann", true, 2), person("Bo", false, 2), person("Cleo", false, 1)]);
        let days = from(after::people::table)
            .order_by(after::people::id.asc())
            .select(after::people::last_order)
            .all(&mut engine.connect()?)?;
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day);
        assert_eq!(days, [day(3, 1), chrono::NaiveDate::from_ymd_opt(2023, 1, 1), None]);
        after::Shop::verify(&engine)?;

        // Back to before the step, and there again.
        assert_eq!(migrations.to(&engine, "0002")?.len(), 3);
        filled::Shop::verify(&engine)?;
        assert_eq!(migrations.up(&engine)?.len(), 3);
        after::Shop::verify(&engine)?;
    }
}
