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
    #[check(name = "ck_Order Lines_price_stars", "price > 0 AND stars < 5")]
    #[check(name = "dear", "price < 1000")]
    pub struct OrderLine in order_lines {
        #[primary_key, max_len(10)]
        code: String,
        #[primary_key]
        number: i64,
        #[references(users::id, on_delete = cascade, on_update = restrict)]
        author: i64,
        #[max_len(200), check("title <> 'forbidden'")]
        title: String,
        #[default("draft")]
        status: OrderLineStatus,
        #[max_len(30)]
        earlier: Option<OrderLineStatus>,
        #[default(-1.5)]
        price: f64,
        #[default(0)]
        stars: i64,
        #[default(0.25)]
        share: f64,
        #[default(sql = "replace(strftime('%Y-%m-%d %H:%M:%f000', 'now'), '.000000', '')")]
        at: String,
        #[default(sql = "CURRENT_DATE")]
        day: String,
        local: Option<String>,
        time: Option<String>,
        #[max_len(5), default(sql = "upper('x')")]
        computed: String,
        #[default("{\"a\": [1]}")]
        json: String,
        token: Vec<u8>,
        data: Option<Vec<u8>>,
        single: Option<f64>,
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
        order_number: Option<i64>,
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
    #[unique(state, price)]
    #[index(name = "open", "lower(\"2nd\") DESC", filter = "state = 'on'")]
    pub struct OptionRow in options {
        #[name = "Id", primary_key(auto)]
        id: i64,
        #[name = "2nd", sql_type(sqlite = "VARCHAR(20) COLLATE NOCASE")]
        n_2nd: Option<String>,
        #[name = "self", sql_type(sqlite = "")]
        self_: Option<Vec<u8>>,
        #[default(1.5), sql_type(sqlite = "DECIMAL(8,3)")]
        price: Option<f64>,
        #[default(sql = "CURRENT_TIMESTAMP"), sql_type(sqlite = "DATETIME")]
        seen: Option<String>,
        #[default(false), sql_type(sqlite = "BOOLEAN")]
        done: bool,
        #[generated("2 * 3"), sql_type(sqlite = "INT")]
        twice: Option<i64>,
        state: Option<OptionRowState>,
        #[references(users::id, on_delete = cascade)]
        user_id: Option<i64>,
        // The foreign key (lost) to `nowhere` (id) is not declared: the table is not among these.
        #[sql_type(sqlite = "INT")]
        lost: Option<i64>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    #[index(name = "by name", name, id)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        name: String,
        #[unique, max_len(120)]
        email: String,
        bio: Option<String>,
        #[references(users::id, on_delete = set_null), index]
        boss: Option<i64>,
        #[max_len(20), default("person")]
        r#type: String,
        #[name = "isAdmin", default(0)]
        is_admin: i64,
    }
}

schema! { pub Found: order_lines, notes, options, users }
