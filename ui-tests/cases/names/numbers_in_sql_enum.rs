//! 184. Numbers in `sql_enum!`.

include!("../blog.rs");

sql_enum! {
    pub enum Level { Low = 1, High = 2 }
}

fn main() {
    let _ = Level::Low;
}
