//! 95. A variant twice in `sql_enum!`.

include!("../blog.rs");

sql_enum! {
    pub enum Level { Low = "low", High = "high", Low = "lowest" }
}

fn main() {
    assert_eq!(Level::High.as_str(), "high");
}
