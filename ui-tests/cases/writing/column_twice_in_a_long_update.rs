//! 94. A column assigned twice in an UPDATE of fourteen columns.

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

fn main() {
    let update = update(forms::table)
        .set((
            forms::a.set(1), forms::b.set("x"), forms::c.set(true), forms::d.set(1.5), forms::e.set(2), forms::f.set("y"), forms::g.set(true),
            forms::h.set(2.5), forms::i.set(3), forms::j.set("z"), forms::k.set(true), forms::l.set(3.5), forms::m.set(4), forms::c.set(false),
        ))
        .filter(forms::id.eq(1));
    let _ = update;
}
