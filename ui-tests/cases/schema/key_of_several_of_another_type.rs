//! 186. A foreign key of several columns, one of another type.

include!("../blog.rs");

table! {
    pub struct Line in lines { #[primary_key] invoice: i64, #[primary_key] number: i32, text: String }
}
table! {
    #[foreign_key((invoice, line), references(lines::invoice, lines::number))]
    pub struct Part in parts { #[primary_key] id: i64, invoice: i64, line: String }
}

fn main() {
    let _ = from(parts::table).first(&mut connect());
}
