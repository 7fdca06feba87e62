//! 94. An insert of thirteen columns without the fourteenth. Put right.

include!("../blog.rs");

table! {
    pub struct Form in forms {
        #[primary_key(auto)]
        id: i64,
        a: i64, b: String, c: bool, d: f64, e: i64, f: String, g: bool, h: f64, i: i64, j: String, k: bool, l: f64, m: i64, n: String,
    }
}
schema! { pub Forms: forms }
fn forms() -> Connection<Sqlite> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Forms::create_all(&engine).expect("creates the table");
    engine.connect().expect("connects")
}

pub fn main() {
    let form = new!(Form { a: 1, b: "x", c: true, d: 1.5, e: 2, f: "y", g: false, h: 2.5, i: 3, j: "z", k: true, l: 3.5, m: 4, n: "end" });
    insert(forms::table).values(form).execute(&mut forms()).expect("the database accepts it");
}
