//! 58. A handle used as another row.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    let author = session.add(new!(Author { name: "Ann" }));
    session.commit().unwrap();
    let author: &Author = &session[author];
    println!("{}", author.name);
}
