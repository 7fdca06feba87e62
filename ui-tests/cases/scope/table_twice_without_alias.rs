//! 24. One table joined twice without an alias.

include!("../blog.rs");

table! {
    pub struct Employee in employees {
        #[primary_key(auto)]
        id: i64,
        name: String,
        #[references(employees::id)]
        manager_id: Option<i64>,
    }
}

fn main() {
    let _ = from(employees::table).join(employees::table, employees::manager_id.eq(employees::id));
}
