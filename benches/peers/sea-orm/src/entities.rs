//! The entities, for the tables as the harness makes them.

use harness::{Digest, Hash, digest, digest_wide};

/// An entity and its table; what refers to what is among its fields.
macro_rules! entity {
    ($table:literal, $name:ident { $($fields:tt)* }) => {
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $($fields)*
            }
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!("users", users {
    pub name: String,
    pub age: i32,
    #[sea_orm(has_many)]
    pub posts: HasMany<super::posts::Entity>,
    #[sea_orm(has_many)]
    pub drafts: HasMany<super::drafts::Entity>,
});
digest!(users::Model { id, name, age });

entity!("posts", posts {
    pub user_id: i64,
    pub title: String,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::users::Entity>,
});
digest!(posts::Model { id, user_id, title });

entity!("drafts", drafts {
    pub user_id: i64,
    pub title: String,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::users::Entity>,
});
digest!(drafts::Model { id, user_id, title });

entity!("authors", authors {
    pub name: String,
    #[sea_orm(has_many)]
    pub books: HasMany<super::books::Entity>,
});

entity!("books", books {
    pub author_id: i64,
    pub title: String,
    #[sea_orm(belongs_to, from = "author_id", to = "id")]
    pub author: BelongsTo<super::authors::Entity>,
    #[sea_orm(has_many)]
    pub reviews: HasMany<super::reviews::Entity>,
});

entity!("reviews", reviews {
    pub book_id: i64,
    pub content: String,
    #[sea_orm(belongs_to, from = "book_id", to = "id")]
    pub book: BelongsTo<super::books::Entity>,
});

entity!("regions", regions {
    pub name: String,
    #[sea_orm(has_many)]
    pub customers: HasMany<super::customers::Entity>,
});
entity!("customers", customers {
    pub region_id: i64,
    pub name: String,
    #[sea_orm(belongs_to, from = "region_id", to = "id")]
    pub region: BelongsTo<super::regions::Entity>,
    #[sea_orm(has_many)]
    pub orders: HasMany<super::orders::Entity>,
});
entity!("orders", orders {
    pub customer_id: i64,
    pub placed: i32,
    #[sea_orm(belongs_to, from = "customer_id", to = "id")]
    pub customer: BelongsTo<super::customers::Entity>,
    #[sea_orm(has_many)]
    pub lines: HasMany<super::lines::Entity>,
});
entity!("categories", categories {
    pub name: String,
    #[sea_orm(has_many)]
    pub products: HasMany<super::products::Entity>,
});
entity!("suppliers", suppliers {
    pub name: String,
    #[sea_orm(has_many)]
    pub products: HasMany<super::products::Entity>,
});
entity!("products", products {
    pub category_id: i64,
    pub supplier_id: i64,
    pub name: String,
    #[sea_orm(belongs_to, from = "category_id", to = "id")]
    pub category: BelongsTo<super::categories::Entity>,
    #[sea_orm(belongs_to, from = "supplier_id", to = "id")]
    pub supplier: BelongsTo<super::suppliers::Entity>,
    #[sea_orm(has_many)]
    pub lines: HasMany<super::lines::Entity>,
});
entity!("lines", lines {
    pub order_id: i64,
    pub product_id: i64,
    pub quantity: i32,
    #[sea_orm(belongs_to, from = "order_id", to = "id")]
    pub order: BelongsTo<super::orders::Entity>,
    #[sea_orm(belongs_to, from = "product_id", to = "id")]
    pub product: BelongsTo<super::products::Entity>,
});

entity!("items", items {
    pub name: String,
    pub price: f64,
    pub stock: i32,
});
digest!(items::Model { id, name, price, stock });

entity!("wide", wide {
    pub a1: i64, pub b1: i32, pub c1: f64, pub d1: bool, pub e1: String, pub f1: Option<String>,
    pub a2: i64, pub b2: i32, pub c2: f64, pub d2: bool, pub e2: String, pub f2: Option<String>,
    pub a3: i64, pub b3: i32, pub c3: f64, pub d3: bool, pub e3: String, pub f3: Option<String>,
    pub a4: i64, pub b4: i32, pub c4: f64, pub d4: bool, pub e4: String, pub f4: Option<String>,
});
digest_wide!(wide::Model);

/// What was loaded on two levels.
pub struct Nested<'a>(pub &'a [authors::ModelEx]);

impl Digest for Nested<'_> {
    fn digest(&self, to: &mut Hash) {
        self.0.len().digest(to);
        for author in self.0 {
            (author.id, &author.name).digest(to);
            let mut books: Vec<_> = author.books.iter().collect();
            books.sort_by_key(|book| book.id);
            books.len().digest(to);
            for book in books {
                (book.id, book.author_id, &book.title).digest(to);
                let mut reviews: Vec<_> = book.reviews.iter().collect();
                reviews.sort_by_key(|review| review.id);
                reviews.len().digest(to);
                reviews.iter().for_each(|review| (review.id, review.book_id, &review.content).digest(to));
            }
        }
    }
}
