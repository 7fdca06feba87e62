//! 83. A variant without its text, in `sql_enum!`.

include!("../blog.rs");

sql_enum! { pub enum Level { Low = "low", High } }

fn main() {
    let _ = from(users::table).select(users::name);
}
