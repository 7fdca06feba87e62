//! The tables of the shop.

use aludel::prelude::*;

table! {
    /// Somebody who buys.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Customer in shop_customers {
        #[primary_key(auto)]
        id: i64,
        name: String,
        note: Option<String>,
    }
}

table! {
    /// Something to buy. Its version tells when two sessions change it at once.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Product in shop_products {
        #[primary_key(auto)]
        id: i64,
        #[unique, max_len(50)]
        name: String,
        #[check("in_stock >= 0")]
        in_stock: i32,
        #[version]
        version: i32,
    }
}

table! {
    /// What somebody bought.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Order in shop_orders {
        #[primary_key(auto)]
        id: i64,
        #[references(shop_customers::id, on_delete = cascade), index]
        customer_id: i64,
        #[default(false)]
        shipped: bool,
    }
}

table! {
    /// How much of one product is in an order.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Line in shop_lines {
        #[primary_key, references(shop_orders::id, on_delete = cascade)]
        order_id: i64,
        #[primary_key, references(shop_products::id)]
        product_id: i64,
        quantity: i32,
    }
}

schema! {
    /// All tables.
    pub Shop: shop_customers, shop_products, shop_orders, shop_lines
}
