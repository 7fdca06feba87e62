//! The tables of a database, as they were found in it.

use aludel::prelude::*;

sql_enum! {
    /// The values of `status`.
    pub enum OrderLineStatus {
        Draft = "draft",
        ItsOut = "it's out",
        V50 = "50%",
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    #[name = "Order Lines"]
    #[unique(title, author)]
    #[check(name = "ck_Order Lines_price_stars", "(price > (0)::numeric) AND (stars < 5)")]
    #[check(name = "dear", "price < (1000)::numeric")]
    pub struct OrderLine in order_lines {
        #[primary_key, max_len(10)]
        code: String,
        #[primary_key]
        number: i32,
        #[references(users::id, on_delete = cascade, on_update = restrict)]
        author: i64,
        #[max_len(200), check("(title)::text <> 'forbidden'::text")]
        title: String,
        #[default("draft")]
        status: OrderLineStatus,
        #[max_len(30)]
        earlier: Option<OrderLineStatus>,
        #[decimal(10, 2), default(-1.5)]
        price: rust_decimal::Decimal,
        #[default(0)]
        stars: i16,
        #[default(0.25)]
        share: f64,
        #[default(now)]
        at: chrono::DateTime<chrono::Utc>,
        #[default(now)]
        day: chrono::NaiveDate,
        local: Option<chrono::NaiveDateTime>,
        time: Option<chrono::NaiveTime>,
        #[max_len(5), default(sql = "upper('x'::text)")]
        computed: String,
        #[default("{\"a\": [1]}")]
        json: serde_json::Value,
        token: uuid::Uuid,
        data: Option<Vec<u8>>,
        single: Option<f32>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    #[foreign_key((order_code, order_number), references(order_lines::code, order_lines::number), on_delete = cascade)]
    pub struct Note in notes {
        #[primary_key]
        id: i64,
        #[max_len(10)]
        order_code: Option<String>,
        order_number: Option<i32>,
    }
}

sql_enum! {
    /// The values of `state`.
    pub enum OptionRowState {
        On = "on",
        Off = "off",
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    #[index(name = "open", "lower((\"2nd\")::text)", using = hash, filter = "state = 'on'::text")]
    #[unique(name = "one", state, "price DESC")]
    pub struct OptionRow in options {
        #[name = "Id", primary_key(auto)]
        id: i32,
        #[name = "2nd", sql_type(postgres = "varchar")]
        n_2nd: Option<String>,
        #[name = "self", default("abc"), sql_type(postgres = "char(3)")]
        self_: String,
        // `mood` has no counterpart in Rust that Aludel reads; cast it in queries, or give it a type of your own.
        #[sql_type(postgres = "mood")]
        mood: Option<String>,
        tags: Option<Vec<String>>,
        #[decimal(8, 3), default(1.5)]
        price: Option<rust_decimal::Decimal>,
        #[sql_type(postgres = "timestamp(3)")]
        seen: Option<chrono::NaiveDateTime>,
        #[default(sql = "'36:00:00'::interval")]
        length: aludel::value::Interval,
        pauses: Option<Vec<aludel::value::Interval>>,
        #[generated("2 * 3")]
        twice: Option<i32>,
        state: Option<OptionRowState>,
    }
}

table! {
    /// Somebody who
    /// can sign in.
    #[derive(Debug, Clone, PartialEq)]
    #[comment]
    #[index(name = "by name", name, id)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        /// as it's "written"
        #[max_len(50), comment]
        name: String,
        #[unique, max_len(120)]
        email: String,
        bio: Option<String>,
        #[references(users::id, on_delete = set_null), index]
        boss: Option<i64>,
        #[max_len(20), default("person")]
        r#type: String,
        #[name = "isAdmin", default(false)]
        is_admin: bool,
    }
}

schema! { pub Found: order_lines, notes, options, users }
