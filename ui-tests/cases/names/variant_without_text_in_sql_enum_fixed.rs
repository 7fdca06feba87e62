//! 83. A variant without its text, in `sql_enum!`. Put right.

include!("../blog.rs");

sql_enum! { pub enum Level { Low = "low", High = "high" } }

pub fn main() {
    let _ = Level::High.as_str();
}
