//! What a program costs the compiler, as far as no clock is needed: it compiles at the default recursion limit, and the
//! library stands on few crates.

#![allow(missing_docs)]

use std::process::Command;

use aludel::prelude::*;

table! { #[derive(Debug)] pub struct Row0 in t0 { #[primary_key] id: i64, name: String } }
table! { #[derive(Debug)] pub struct Row1 in t1 { #[primary_key] id: i64, #[references(t0::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row2 in t2 { #[primary_key] id: i64, #[references(t1::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row3 in t3 { #[primary_key] id: i64, #[references(t2::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row4 in t4 { #[primary_key] id: i64, #[references(t3::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row5 in t5 { #[primary_key] id: i64, #[references(t4::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row6 in t6 { #[primary_key] id: i64, #[references(t5::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row7 in t7 { #[primary_key] id: i64, #[references(t6::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row8 in t8 { #[primary_key] id: i64, #[references(t7::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row9 in t9 { #[primary_key] id: i64, #[references(t8::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row10 in t10 { #[primary_key] id: i64, #[references(t9::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row11 in t11 { #[primary_key] id: i64, #[references(t10::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row12 in t12 { #[primary_key] id: i64, #[references(t11::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row13 in t13 { #[primary_key] id: i64, #[references(t12::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row14 in t14 { #[primary_key] id: i64, #[references(t13::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row15 in t15 { #[primary_key] id: i64, #[references(t14::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row16 in t16 { #[primary_key] id: i64, #[references(t15::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row17 in t17 { #[primary_key] id: i64, #[references(t16::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row18 in t18 { #[primary_key] id: i64, #[references(t17::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row19 in t19 { #[primary_key] id: i64, #[references(t18::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row20 in t20 { #[primary_key] id: i64, #[references(t19::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row21 in t21 { #[primary_key] id: i64, #[references(t20::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row22 in t22 { #[primary_key] id: i64, #[references(t21::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row23 in t23 { #[primary_key] id: i64, #[references(t22::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row24 in t24 { #[primary_key] id: i64, #[references(t23::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row25 in t25 { #[primary_key] id: i64, #[references(t24::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row26 in t26 { #[primary_key] id: i64, #[references(t25::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row27 in t27 { #[primary_key] id: i64, #[references(t26::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row28 in t28 { #[primary_key] id: i64, #[references(t27::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row29 in t29 { #[primary_key] id: i64, #[references(t28::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row30 in t30 { #[primary_key] id: i64, #[references(t29::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row31 in t31 { #[primary_key] id: i64, #[references(t30::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row32 in t32 { #[primary_key] id: i64, #[references(t31::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row33 in t33 { #[primary_key] id: i64, #[references(t32::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row34 in t34 { #[primary_key] id: i64, #[references(t33::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row35 in t35 { #[primary_key] id: i64, #[references(t34::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row36 in t36 { #[primary_key] id: i64, #[references(t35::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row37 in t37 { #[primary_key] id: i64, #[references(t36::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row38 in t38 { #[primary_key] id: i64, #[references(t37::id)] parent_id: i64 } }
table! { #[derive(Debug)] pub struct Row39 in t39 { #[primary_key] id: i64, #[references(t38::id)] parent_id: i64 } }
schema! { pub Chain: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33, t34, t35, t36, t37, t38, t39 }

/// SeaORM, Toasty and rust-query do not compile such a chain without raising the limit.
#[test]
fn forty_tables_in_one_chain_of_foreign_keys_are_made_filled_and_joined() -> aludel::Result<()> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Chain::create_all(&engine)?;
    let connection = &mut engine.connect()?;
    insert(t0::table).values(new!(Row0 { id: 1, name: "Ann" })).execute(connection)?;
    macro_rules! rows {
        ($($table:ident $row:ident),+) => {
            $(insert($table::table).values(new!($row { id: 1, parent_id: 1 })).execute(connection)?;)+
        };
    }
    rows!(t1 Row1, t2 Row2, t3 Row3, t4 Row4, t5 Row5, t6 Row6, t7 Row7, t8 Row8, t9 Row9, t10 Row10, t11 Row11, t12 Row12, t13 Row13, t14 Row14, t15 Row15, t16 Row16, t17 Row17, t18 Row18, t19 Row19, t20 Row20, t21 Row21, t22 Row22, t23 Row23, t24 Row24, t25 Row25, t26 Row26, t27 Row27, t28 Row28, t29 Row29, t30 Row30, t31 Row31, t32 Row32, t33 Row33, t34 Row34, t35 Row35, t36 Row36, t37 Row37, t38 Row38, t39 Row39);
    let found: (String, i64) = from(t0::table)
        .join(t1::table, t1::parent_id.eq(t0::id))
        .join(t2::table, t2::parent_id.eq(t1::id))
        .join(t3::table, t3::parent_id.eq(t2::id))
        .join(t4::table, t4::parent_id.eq(t3::id))
        .join(t5::table, t5::parent_id.eq(t4::id))
        .join(t6::table, t6::parent_id.eq(t5::id))
        .join(t7::table, t7::parent_id.eq(t6::id))
        .join(t8::table, t8::parent_id.eq(t7::id))
        .join(t9::table, t9::parent_id.eq(t8::id))
        .join(t10::table, t10::parent_id.eq(t9::id))
        .join(t11::table, t11::parent_id.eq(t10::id))
        .join(t12::table, t12::parent_id.eq(t11::id))
        .join(t13::table, t13::parent_id.eq(t12::id))
        .join(t14::table, t14::parent_id.eq(t13::id))
        .join(t15::table, t15::parent_id.eq(t14::id))
        .join(t16::table, t16::parent_id.eq(t15::id))
        .join(t17::table, t17::parent_id.eq(t16::id))
        .join(t18::table, t18::parent_id.eq(t17::id))
        .join(t19::table, t19::parent_id.eq(t18::id))
        .join(t20::table, t20::parent_id.eq(t19::id))
        .join(t21::table, t21::parent_id.eq(t20::id))
        .join(t22::table, t22::parent_id.eq(t21::id))
        .join(t23::table, t23::parent_id.eq(t22::id))
        .join(t24::table, t24::parent_id.eq(t23::id))
        .join(t25::table, t25::parent_id.eq(t24::id))
        .join(t26::table, t26::parent_id.eq(t25::id))
        .join(t27::table, t27::parent_id.eq(t26::id))
        .join(t28::table, t28::parent_id.eq(t27::id))
        .join(t29::table, t29::parent_id.eq(t28::id))
        .join(t30::table, t30::parent_id.eq(t29::id))
        .join(t31::table, t31::parent_id.eq(t30::id))
        .join(t32::table, t32::parent_id.eq(t31::id))
        .join(t33::table, t33::parent_id.eq(t32::id))
        .join(t34::table, t34::parent_id.eq(t33::id))
        .join(t35::table, t35::parent_id.eq(t34::id))
        .join(t36::table, t36::parent_id.eq(t35::id))
        .join(t37::table, t37::parent_id.eq(t36::id))
        .join(t38::table, t38::parent_id.eq(t37::id))
        .join(t39::table, t39::parent_id.eq(t38::id))
        .select((t0::name, t39::id))
        .one(connection)?;
    assert_eq!(found, ("Ann".to_owned(), 1));
    Ok(())
}

/// With SQLite's bindings, and no crate that reads Rust: a procedural macro costs more than all of this.
#[test]
fn the_default_features_stand_on_few_crates() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "aludel", "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}"])
        .output()
        .expect("cargo");
    let tree = String::from_utf8_lossy(&tree.stdout);
    let mut crates: Vec<_> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    crates.sort_unstable();
    crates.dedup();
    assert!(crates.len() > 5, "cargo lists the crates: {tree}");
    assert!(!crates.contains(&"syn"), "{crates:?}");
    // Diesel 2.3 with SQLite stands on 29, without itself.
    assert!(crates.len() <= 24, "{} crates: {crates:?}", crates.len());
}
