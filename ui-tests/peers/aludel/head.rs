include!(concat!(env!("CASES"), "/blog.rs"));

type Db = aludel::engine::Connection<Sqlite>;

fn main() {
    let c = &mut connect();
    match mistake(c) {
        Ok(()) => println!("the database accepts it"),
        Err(error) => println!("{error}"),
    }
}
