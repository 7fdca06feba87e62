//! The structs that rows are read into.

use std::collections::HashMap;

use harness::{digest, digest_wide};

pub struct User {
    pub id: i64,
    pub name: String,
    pub age: i32,
}
digest!(User { id, name, age });

pub struct Post {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
}
digest!(Post { id, user_id, title });

pub struct Author {
    pub id: i64,
    pub name: String,
}
digest!(Author { id, name });

pub struct Book {
    pub id: i64,
    pub author_id: i64,
    pub title: String,
}
digest!(Book { id, author_id, title });

pub struct Review {
    pub id: i64,
    pub book_id: i64,
    pub content: String,
}
digest!(Review { id, book_id, content });

pub struct Stored {
    pub id: i64,
    pub name: String,
    pub price: f64,
    pub stock: i32,
}
digest!(Stored { id, name, price, stock });

macro_rules! wide {
    ($($long:ident $int:ident $float:ident $bool:ident $text:ident $optional:ident),*) => {
        pub struct Wide {
            pub id: i64,
            $(pub $long: i64, pub $int: i32, pub $float: f64, pub $bool: bool, pub $text: String, pub $optional: Option<String>,)*
        }
    };
}
wide!(a1 b1 c1 d1 e1 f1, a2 b2 c2 d2 e2 f2, a3 b3 c3 d3 e3 f3, a4 b4 c4 d4 e4 f4);
digest_wide!(Wide);

/// `SELECT` of all columns of `wide` whose key is at most the parameter.
pub const WIDE: &str = "SELECT id, a1, b1, c1, d1, e1, f1, a2, b2, c2, d2, e2, f2, a3, b3, c3, d3, e3, f3, \
                        a4, b4, c4, d4, e4, f4 FROM wide WHERE id <= ";

/// Three levels.
pub type Nested = Vec<(Author, Vec<(Book, Vec<Review>)>)>;

/// Puts three levels together; all come by key.
pub fn nest(authors: Vec<Author>, books: Vec<Book>, reviews: Vec<Review>) -> Nested {
    let mut nested: Nested = authors.into_iter().map(|author| (author, Vec::new())).collect();
    let places: HashMap<i64, usize> =
        nested.iter().enumerate().map(|(place, (author, _))| (author.id, place)).collect();
    let mut of_books = HashMap::with_capacity(books.len());
    for book in books {
        let author = places[&book.author_id];
        let books = &mut nested[author].1;
        of_books.insert(book.id, (author, books.len()));
        books.push((book, Vec::new()));
    }
    for review in reviews {
        let (author, book) = of_books[&review.book_id];
        nested[author].1[book].1.push(review);
    }
    nested
}
