//! 52. ON CONFLICT on the backend that the URL names. Put right.

include!("../blog.rs");

pub fn main() {
    let engine = AnyEngine::open("sqlite::memory:").expect("opens");
    Blog::create_all(&engine).expect("creates the tables");
    let mut connection = engine.connect().expect("connects");
    if !from(users::table).filter(users::email.eq("a")).exists(&mut connection).expect("looks") {
        let ann = new!(User { name: "Ann", email: "a" });
        insert(users::table).values(ann).execute(&mut connection).expect("inserts");
    }
}
