//! FTS5 of SQLite: a virtual table that follows a table by triggers.

use crate::harness::each_backend;
use aludel::{ErrorKind, expr::fts5, prelude::*};

table! {
    pub struct Note in notes {
        #[primary_key(auto)]
        id: i64,
        title: String,
        body: String,
    }
}
schema! { pub Notes: notes }
shape! {
    #[view]
    notes_text { rowid: i64, title: String, body: String }
}

const TABLES: [&str; 3] = [
    "CREATE VIRTUAL TABLE notes_text USING fts5(title, body, content = 'notes', content_rowid = 'id')",
    "CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN \
        INSERT INTO notes_text(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN \
        INSERT INTO notes_text(notes_text, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END",
];

each_backend! {
    on [Sqlite] fn words_are_found(db) {
        db.create::<Notes>();
        sql::<()>(TABLES[0]).execute(db)?;
        sql::<()>(TABLES[1]).execute(db)?;
        sql::<()>(TABLES[2]).execute(db)?;
        for (title, body) in [
            ("Rust", "a language, and a unit of work"),
            ("SQL", "a language of tables; rust says it well, rust rust"),
            ("Java", "another \"language\""),
        ] {
            insert(notes::table).values(new!(Note { title, body })).execute(db)?;
        }
        let text = fts5(notes_text::table);
        let ids = |found: Vec<i64>| found;
        let all = from(notes_text::table);
        assert_eq!(ids(all.filter(text.has("rust NOT unit")).select(notes_text::rowid).all(db)?), [2]);
        assert_eq!(ids(all.filter(text.has("title : rust")).select(notes_text::rowid).all(db)?), [1]);
        let best = all.filter(text.has("rust")).order_by(text.rank()).select(notes_text::rowid).all(db)?;
        assert_eq!(best.len(), 2);
        for words in ["", "  ", "\"", "NOT", "rust\" OR \"java", "a:b", "*", "lang*"] {
            assert!(all.filter(text.has_words(words)).select(notes_text::rowid).all(db)?.is_empty(), "{words}");
        }
        assert_eq!(ids(all.filter(text.has_words("another language")).select(notes_text::rowid).all(db)?), [3]);
        let error = all.filter(text.has("\"")).select(notes_text::rowid).all(db).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Statement);

        let shown = all
            .filter(text.has("unit"))
            .select((text.highlight(notes_text::body, "<", ">"), text.snippet(notes_text::body, "[", "]", "..", 2)))
            .one(db)?;
        assert_eq!(shown.0, "a language, and a <unit> of work");
        assert!(shown.1.contains("[unit]") && shown.1.contains(".."), "{}", shown.1);

        let joined = from(notes::table)
            .join(notes_text::table, notes_text::rowid.eq(notes::id))
            .filter(text.has("tables"))
            .select((notes::title, text.rank()))
            .one(db)?;
        assert!(joined.0 == "SQL" && joined.1 < 0.0);
        delete(notes::table).filter(notes::id.eq(2)).execute(db)?;
        assert!(all.filter(text.has("tables")).select(notes_text::rowid).all(db)?.is_empty());
    }
}
