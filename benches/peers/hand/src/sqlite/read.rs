use harness::Filters;

use super::Sqlite;
use super::api::{Connection, Statement};
use crate::rows::{Author, Book, Nested, Post, Review, User, WIDE, Wide, nest};

fn user(row: &Statement) -> User {
    User { id: row.i64(0), name: row.text(1), age: row.i32(2) }
}

pub fn one_row(peer: &mut Sqlite, id: i64) -> Option<User> {
    let sql = || "SELECT id, name, age FROM users WHERE id = ?".to_owned();
    let query = peer.db.kept(&mut peer.kept.one_row, sql);
    query.bind_i64(1, id);
    let found = query.step().then(|| user(query));
    query.reset();
    found
}

pub fn rows_3(peer: &mut Sqlite, count: i64) -> Vec<User> {
    let sql = || "SELECT id, name, age FROM users WHERE id <= ? ORDER BY id".to_owned();
    let query = peer.db.kept(&mut peer.kept.rows_3, sql);
    query.bind_i64(1, count);
    query.all(user)
}

fn wide(row: &Statement) -> Wide {
    Wide {
        id: row.i64(0),
        a1: row.i64(1),
        b1: row.i32(2),
        c1: row.f64(3),
        d1: row.bool(4),
        e1: row.text(5),
        f1: row.optional_text(6),
        a2: row.i64(7),
        b2: row.i32(8),
        c2: row.f64(9),
        d2: row.bool(10),
        e2: row.text(11),
        f2: row.optional_text(12),
        a3: row.i64(13),
        b3: row.i32(14),
        c3: row.f64(15),
        d3: row.bool(16),
        e3: row.text(17),
        f3: row.optional_text(18),
        a4: row.i64(19),
        b4: row.i32(20),
        c4: row.f64(21),
        d4: row.bool(22),
        e4: row.text(23),
        f4: row.optional_text(24),
    }
}

pub fn rows_25(peer: &mut Sqlite, count: i64) -> Vec<Wide> {
    let sql = || format!("{WIDE} ? ORDER BY id");
    let query = peer.db.kept(&mut peer.kept.rows_25, sql);
    query.bind_i64(1, count);
    query.all(wide)
}

pub fn left_join(db: &Connection, place: &mut Option<Statement>, table: &str, age: i32) -> Vec<(User, Option<Post>)> {
    let sql = || {
        format!(
            "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u LEFT JOIN {table} p ON p.user_id = u.id \
             WHERE u.age >= ? ORDER BY u.id"
        )
    };
    let query = db.kept(place, sql);
    query.bind_i64(1, age.into());
    query.all(|row| {
        let post = (!row.is_null(3)).then(|| Post { id: row.i64(3), user_id: row.i64(4), title: row.text(5) });
        (user(row), post)
    })
}

/// Three queries.
pub fn nested(peer: &mut Sqlite) -> Nested {
    let Sqlite { kept, db } = peer;
    let authors = db.kept(&mut kept.authors, || "SELECT id, name FROM authors ORDER BY id".to_owned());
    let authors = authors.all(|row| Author { id: row.i64(0), name: row.text(1) });
    let books = db.kept(&mut kept.books, || "SELECT id, author_id, title FROM books ORDER BY id".to_owned());
    let books = books.all(|row| Book { id: row.i64(0), author_id: row.i64(1), title: row.text(2) });
    let reviews = db.kept(&mut kept.reviews, || "SELECT id, book_id, content FROM reviews ORDER BY id".to_owned());
    let reviews = reviews.all(|row| Review { id: row.i64(0), book_id: row.i64(1), content: row.text(2) });
    nest(authors, books, reviews)
}

/// `(?, ?, ..)`.
pub fn placeholders(count: usize) -> String {
    format!("({})", vec!["?"; count].join(", "))
}

pub fn in_list(peer: &mut Sqlite, ids: &[i64]) -> Vec<User> {
    let Sqlite { kept, db } = peer;
    let found = kept.lists.iter().position(|(count, _)| *count == ids.len());
    let place = found.unwrap_or_else(|| {
        let list = placeholders(ids.len());
        let query = db.prepare(&format!("SELECT id, name, age FROM users WHERE id IN {list} ORDER BY id"));
        kept.lists.push((ids.len(), query));
        kept.lists.len() - 1
    });
    let query = &mut kept.lists[place].1;
    for (index, id) in (1..).zip(ids) {
        query.bind_i64(index, *id);
    }
    query.all(user)
}

pub fn five_filters(peer: &mut Sqlite, filters: &Filters) -> Vec<User> {
    let Filters { youngest, oldest, name, after, before } = *filters;
    let parts = [
        (youngest.is_some(), "age >= ?"),
        (oldest.is_some(), "age <= ?"),
        (name.is_some(), "name LIKE ?"),
        (after.is_some(), "id > ?"),
        (before.is_some(), "id < ?"),
    ];
    let which: usize = parts.iter().enumerate().map(|(bit, (on, _))| usize::from(*on) << bit).sum();
    let sql = || {
        let parts: Vec<_> = parts.iter().filter(|(on, _)| *on).map(|(_, part)| *part).collect();
        let filter = if parts.is_empty() { String::new() } else { format!(" WHERE {}", parts.join(" AND ")) };
        format!("SELECT id, name, age FROM users{filter} ORDER BY id LIMIT 20")
    };
    let query = peer.db.kept(&mut peer.kept.filters[which], sql);
    let mut index = 0;
    let mut next = || {
        index += 1;
        index
    };
    for age in [youngest, oldest].into_iter().flatten() {
        query.bind_i64(next(), age.into());
    }
    if let Some(name) = name {
        query.bind_text(next(), name);
    }
    for id in [after, before].into_iter().flatten() {
        query.bind_i64(next(), id);
    }
    query.all(user)
}

pub fn report(peer: &mut Sqlite) -> Vec<(String, String, i64)> {
    let sql = || {
        "SELECT r.name, g.name, SUM(l.quantity) FROM lines l JOIN orders o ON o.id = l.order_id \
         JOIN customers c ON c.id = o.customer_id JOIN regions r ON r.id = c.region_id \
         JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id \
         JOIN suppliers s ON s.id = p.supplier_id WHERE o.placed >= 30 AND s.id <= 15 \
         GROUP BY r.name, g.name ORDER BY r.name, g.name"
            .to_owned()
    };
    let query = peer.db.kept(&mut peer.kept.report, sql);
    query.all(|row| (row.text(0), row.text(1), row.i64(2)))
}
