//! 95. A variant twice in `sql_enum!`. Put right.

include!("../blog.rs");

sql_enum! {
    pub enum Level { Low = "low", High = "high", Lowest = "lowest" }
}

pub fn main() {
    assert_eq!(Level::High.as_str(), "high");
}
