//! Generated columns through each kind of change, and columns that come back by `down`.

use crate::harness::{TestBackend, each_backend};
use aludel::{
    Result,
    engine::Engine,
    migrate::{Migrations, diff::diff, model::Model, project::Project, rename},
    prelude::*,
    query::sql,
    schema::meta::TableMeta,
};

macro_rules! version {
    ($name:ident { $($fields:tt)* }) => {
        mod $name {
            use aludel::prelude::*;
            table! {
                pub struct Item in items {
                    #[primary_key]
                    id: i64,
                    $($fields)*
                }
            }
            schema! { pub Stock: items }
        }
    };
}

version! { first {
    price: i32,
    amount: i32,
    note: Option<i64>,
    #[generated("price * amount"), index]
    total: Option<i64>,
    #[generated(virtual = "price + 1"), unique]
    next: Option<i64>,
} }
// The type below both of them, what one is computed from; `next` keeps its values and is computed no more, `note` is from now on.
version! { second {
    price: i64,
    amount: i32,
    #[generated("amount * 10")]
    note: Option<i64>,
    #[generated("price * amount + 1"), index]
    total: Option<i64>,
    #[unique]
    next: Option<i64>,
} }
// Another name below them and of one, never NULL; `next` is computed again, and stored.
version! { third {
    #[was = "price"]
    cost: i64,
    amount: i32,
    #[generated("amount * 10"), check("ten >= 0"), was = "note"]
    ten: Option<i64>,
    #[generated("cost * amount + 1"), index]
    total: i64,
    #[generated("cost + 2"), unique]
    next: Option<i64>,
} }
// Not stored any more; plain with its values, of which some could be NULL; another one that is new.
version! { fourth {
    cost: i64,
    amount: i32,
    #[default(5)]
    ten: i64,
    #[generated(virtual = "cost * amount + 1"), index]
    total: i64,
    #[generated(virtual = "cost + 2"), unique]
    next: Option<i64>,
    #[generated("cost - 1")]
    less: Option<i64>,
} }
// Nothing of it, and nothing that it was computed from.
version! { fifth {
    amount: i32,
    #[default(5)]
    ten: i64,
} }

struct Path<'a, B: TestBackend> {
    engine: &'a Engine<B>,
    project: Project,
    dialect: DialectKind,
}

impl<B: TestBackend> Path<'_, B> {
    fn up(&self, name: &str, tables: &[&'static TableMeta]) -> Result<Vec<String>> {
        let wanted = vec![(self.dialect, Model::declared(tables, self.dialect)?)];
        let (_, differences) = self.project.generate(name, &wanted, &rename::declared(tables))?.expect(name);
        self.migrations()?.up(self.engine).map_err(|error| error.context(name.to_owned()))?;
        self.is(name, tables)?;
        Ok(differences[0].lints.iter().map(|lint| format!("{} {}", lint.kind, lint.place)).collect())
    }

    fn down(&self, tables: &[&'static TableMeta]) -> Result<()> {
        self.migrations()?.down(self.engine, 1)?;
        self.is("down", tables)
    }

    fn migrations(&self) -> Result<Migrations<B>> {
        Migrations::directory(self.project.directory())
    }

    fn is(&self, when: &str, tables: &[&'static TableMeta]) -> Result<()> {
        let declared = Model::declared(tables, self.dialect)?;
        let live = Model::live(self.engine.connect()?.link(), &declared)?;
        let changes = diff(&live, &declared, self.dialect, &rename::Renames::default());
        assert!(changes.is_empty(), "{when}: {changes:?}");
        Ok(())
    }

    fn numbers(&self, select: &'static str) -> Result<Vec<(i64, i64)>> {
        sql::<(i64, i64)>(select).all(&mut self.engine.connect()?)
    }
}

each_backend! {
    /// What is computed is right after each change, and what is computed no more keeps its values.
    on [Sqlite, Postgres, MariaDb, MySql] fn generated_columns(db) {
        let place = tempfile::tempdir().unwrap();
        let dialect = db.ready()?.style().kind;
        let engine = db.builder().pool_size(3).open()?;
        let path = Path { engine: &engine, project: Project::new(place.path()), dialect };
        path.up("first", first::Stock::TABLES)?;
        let rows = "INSERT INTO items (id, price, amount, note) VALUES (1, 3, 4, 7); \
                    INSERT INTO items (id, price, amount) VALUES (2, 5, 6)";
        engine.connect()?.script(rows)?;
        let total = "SELECT total, next FROM items ORDER BY id";
        assert_eq!(path.numbers(total)?, [(12, 4), (30, 6)]);

        let lints = path.up("second", second::Stock::TABLES)?;
        assert!(lints.contains(&"computed items.note".to_owned()), "{lints:?}");
        assert_eq!(path.numbers(total)?, [(13, 4), (31, 6)]);
        assert_eq!(path.numbers("SELECT id, note FROM items ORDER BY id")?, [(1, 40), (2, 60)]);

        path.up("third", third::Stock::TABLES)?;
        assert_eq!(path.numbers(total)?, [(13, 5), (31, 7)]);
        assert_eq!(path.numbers("SELECT cost, ten FROM items ORDER BY id")?, [(3, 40), (5, 60)]);

        let lints = path.up("fourth", fourth::Stock::TABLES)?;
        assert!(!lints.iter().any(|lint| lint.contains("items.ten") && lint.contains("computed")), "{lints:?}");
        assert_eq!(path.numbers(total)?, [(13, 5), (31, 7)]);
        assert_eq!(path.numbers("SELECT ten, less FROM items ORDER BY id")?, [(40, 2), (60, 4)]);

        let lints = path.up("fifth", fifth::Stock::TABLES)?;
        assert!(lints.contains(&"drop-generated items.total".to_owned()), "{lints:?}");
        assert_eq!(path.numbers("SELECT amount, ten FROM items ORDER BY id")?, [(4, 40), (6, 60)]);
        // `cost` took no NULL: it comes back as zero, which `next` is unique by.
        engine.connect()?.script("DELETE FROM items WHERE id = 2")?;

        path.down(fourth::Stock::TABLES)?;
        assert_eq!(path.numbers(total)?, [(1, 2)]);
        path.down(third::Stock::TABLES)?;
        path.down(second::Stock::TABLES)?;
        assert_eq!(path.numbers("SELECT amount, note FROM items")?, [(4, 40)]);
        path.down(first::Stock::TABLES)?;
        assert_eq!(path.numbers(total)?, [(0, 1)]);
        path.down(&[])?;
    }
}

/// A column of each type that takes no NULL, and one that is unique.
mod full {
    use aludel::prelude::*;
    sql_enum! { pub enum Level { Low = "low", High = "high" } }
    table! {
        #[derive(Debug, Clone, PartialEq)]
        #[unique(id, code)]
        pub struct Thing in things {
            #[primary_key]
            id: i64,
            flag: bool,
            small: i16,
            int: i32,
            big: i64,
            single: f32,
            double: f64,
            text: String,
            #[max_len(20)]
            code: String,
            bytes: Vec<u8>,
            uuid: uuid::Uuid,
            date: chrono::NaiveDate,
            time: chrono::NaiveTime,
            local: chrono::NaiveDateTime,
            moment: chrono::DateTime<chrono::Utc>,
            amount: rust_decimal::Decimal,
            json: serde_json::Value,
            level: Level,
        }
    }
    schema! { pub All: things }
}
mod unique {
    use aludel::prelude::*;
    table! {
        pub struct Thing in things {
            #[primary_key]
            id: i64,
            #[unique]
            number: i64,
        }
    }
    schema! { pub All: things }
}
mod bare {
    use aludel::prelude::*;
    table! {
        pub struct Thing in things {
            #[primary_key]
            id: i64,
        }
    }
    schema! { pub All: things }
}

each_backend! {
    /// `down` makes a dropped column that takes no NULL again while there are rows: they get a value that means nothing.
    on [Sqlite, Postgres, MariaDb, MySql] fn columns_come_back(db) {
        let place = tempfile::tempdir().unwrap();
        let dialect = db.ready()?.style().kind;
        let engine = db.builder().pool_size(3).open()?;
        let path = Path { engine: &engine, project: Project::new(place.path()), dialect };
        path.up("first", full::All::TABLES)?;
        path.up("second", bare::All::TABLES)?;
        engine.connect()?.script("INSERT INTO things (id) VALUES (1); INSERT INTO things (id) VALUES (2)")?;
        let down = std::fs::read_to_string(place.path().join("0002_second/down.sql")).unwrap();
        assert!(down.contains("`things.big` comes back without its values: rows that are there get 0."), "{down}");
        path.down(full::All::TABLES)?;
        use full::things;
        let c = &mut engine.connect()?;
        let rows = from(things::table)
            .order_by(things::id.asc())
            .select((things::id, things::flag, things::big, things::text, things::level))
            .all(c)?;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], (2, false, 0, String::new(), full::Level::Low));
        if dialect != DialectKind::Sqlite {
            // SQLite has no dates, so what is made up for one is an empty text.
            let rows = from(things::table).all(c)?;
            assert_eq!((rows[0].date.to_string(), rows[0].uuid.is_nil()), ("1970-01-01".to_owned(), true));
        }
    }

    /// What is unique cannot be made up: it is told, in the file and by the error.
    on [Sqlite, Postgres, MariaDb, MySql] fn unique_columns_do_not_come_back(db) {
        let place = tempfile::tempdir().unwrap();
        let dialect = db.ready()?.style().kind;
        let engine = db.builder().pool_size(3).open()?;
        let path = Path { engine: &engine, project: Project::new(place.path()), dialect };
        path.up("first", unique::All::TABLES)?;
        path.up("second", bare::All::TABLES)?;
        engine.connect()?.script("INSERT INTO things (id) VALUES (1); INSERT INTO things (id) VALUES (2)")?;
        let down = std::fs::read_to_string(place.path().join("0002_second/down.sql")).unwrap();
        assert!(down.contains("`things.number` comes back without its values, takes no NULL"), "{down}");
        let error = path.migrations()?.down(&engine, 1).unwrap_err();
        assert!(error.message().contains("there are rows"), "{error}");
        path.is("after the failure", bare::All::TABLES)?;
        engine.connect()?.script("DELETE FROM things")?;
        path.down(unique::All::TABLES)?;
    }
}
