//! Functions and clauses of which each is small.

use crate::harness::each_backend;
use aludel::{
    expr::{character, code_point, log, md5, string_agg_distinct, translate},
    prelude::*,
};

table! {
    #[unique(email, filter = "closed IS NULL")]
    pub struct Account in accounts {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        email: String,
        closed: Option<i64>,
        name: String,
    }
}
table! {
    pub struct Word in words {
        #[primary_key]
        id: i32,
        n: Option<i32>,
        #[max_len(50)]
        text: String,
    }
}
schema! { pub Accounts: accounts }
schema! { pub Words: words }
collation! {
    Bytewise { SQLite = "BINARY", PostgreSQL = "C", MySQL = "utf8mb4_bin", MariaDB = "utf8mb4_nopad_bin" }
}

fn fill<B: crate::harness::TestBackend>(db: &mut crate::harness::Db<B>) {
    db.create::<Words>();
    let rows = "INSERT INTO words (id, n, text) VALUES (1, 5, 'b'), (2, NULL, ''), (3, 1, 'b'), (4, 9, 'A')";
    sql::<()>(rows).execute(db.connection()).unwrap();
}

each_backend! {
    everywhere fn between_symmetric_takes_both_orders(db) {
        fill(db);
        let ids = from(words::table).filter(words::n.between_symmetric(6, 2)).select(words::id).all(db)?;
        assert_eq!(ids, [1]);
        let ids = from(words::table).filter(words::n.between_symmetric(1, 5)).order_by(words::id).select(words::id).all(db)?;
        assert_eq!(ids, [1, 3]);
        let unknown = from(words::table).filter(words::id.eq(1)).select(words::id.between_symmetric(words::n, 1)).one(db)?;
        assert_eq!(unknown, Some(true));
        let unknown = from(words::table).filter(words::id.eq(2)).select(words::id.between_symmetric(words::n, 1)).one(db)?;
        assert_eq!(unknown, None);
    }

    everywhere fn characters_have_numbers(db) {
        fill(db);
        let one = from(words::table).filter(words::id.eq(2));
        assert_eq!(one.select((code_point(words::text), code_point(value("ä")), code_point(value("€uro")))).one(db)?, (0, 228, 8364));
        assert_eq!(one.select((character(value(65)), character(value(8364i64)), character(words::n))).one(db)?, (Some("A".into()), Some("€".into()), None));
        assert_eq!(one.select(code_point(value("😀"))).one(db)?, 128_512);
    }

    everywhere fn logarithms_have_bases(db) {
        fill(db);
        let one = from(words::table).filter(words::id.eq(1));
        let (three, none, to_one) = one.select((log(value(8), 2.0), log(value(0), 2.0), log(value(8), 1.0))).one(db)?;
        assert!((three.unwrap() - 3.0).abs() < 1e-12);
        assert_eq!((none, to_one), (None, None));
    }

    on [Sqlite, Postgres, MariaDb, MySql] fn collations_have_a_name_on_each(db) {
        fill(db);
        let sorted = from(words::table).filter(words::text.ne("")).order_by((words::text.collate(Bytewise), words::id)).select(words::id).all(db)?;
        assert_eq!(sorted, [4, 1, 3]);
    }

    on [Postgres, MariaDb, MySql] fn different_texts_are_joined(db) {
        fill(db);
        let joined = from(words::table).filter(words::text.eq("b")).select(string_agg_distinct(words::text, ", ")).one(db)?;
        assert_eq!(joined.as_deref(), Some("b"));
        let joined = from(words::table).filter(words::id.in_list([1, 2, 3])).select(string_agg_distinct(words::text, ", ")).one(db)?;
        assert_eq!(joined.as_deref(), Some(", b"));
    }

    on [Postgres, MariaDb] fn a_text_has_a_digest(db) {
        fill(db);
        assert_eq!(from(words::table).filter(words::id.eq(1)).select(md5(words::text)).one(db)?, "92eb5ffee6ae2fec3ad71c777531578f");
    }

    on [Postgres] fn characters_are_translated(db) {
        fill(db);
        assert_eq!(from(words::table).filter(words::id.eq(1)).select(translate(value("abcab"), "ab", "x")).one(db)?, "xcx");
    }

    on [Sqlite, Postgres] fn a_conflict_with_a_partial_index(db) {
        db.create::<Accounts>();
        let add = |name: &'static str| {
            insert(accounts::table)
                .values(new!(Account { email: "a@example.org", name }))
                .on_conflict((accounts::email,))
                .filter(accounts::closed.is_null())
                .do_update(accounts::name.set(proposed(accounts::name)))
        };
        add("one").execute(db)?;
        add("two").execute(db)?;
        update(accounts::table).set(accounts::closed.set(1)).all_rows().execute(db)?;
        add("three").execute(db)?;
        add("four").filter(accounts::name.ne("three")).execute(db)?;
        insert(accounts::table)
            .values(new!(Account { email: "a@example.org", name: "five" }))
            .on_conflict((accounts::email,))
            .filter(accounts::closed.is_null())
            .do_nothing()
            .execute(db)?;
        assert_eq!(from(accounts::table).order_by(accounts::id).select(accounts::name).all(db)?, ["two", "three"]);
    }
}
