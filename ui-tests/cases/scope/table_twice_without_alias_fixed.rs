//! 24. One table joined twice without an alias. Put right.

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
alias!(employees as managers);

pub fn main() {
    let _ = from(employees::table).join(managers::table, employees::manager_id.eq(managers::id));
}
