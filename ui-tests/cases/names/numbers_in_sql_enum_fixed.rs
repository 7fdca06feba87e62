//! 184. Numbers in `sql_enum!`. Put right.

include!("../blog.rs");

sql_enum! {
    pub enum Level { Low = "low", High = "high" }
}

pub fn main() {
    let _ = Level::Low;
}
