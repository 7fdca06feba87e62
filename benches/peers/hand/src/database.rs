//! A database of a worker's own on a server.

use mysql::prelude::Queryable;

/// Makes it anew, and gives its URL.
pub fn make(url: &str, name: &str, place: &str) -> String {
    let (server, _) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = server.rsplit_once('/').expect("a URL with a database");
    match place {
        "mariadb" => {
            let mut connection = mysql::Conn::new(mysql::Opts::from_url(url).expect("a URL")).expect("a connection");
            connection.query_drop(format!("DROP DATABASE IF EXISTS {name}")).expect("no database");
            connection.query_drop(format!("CREATE DATABASE {name} CHARACTER SET utf8mb4")).expect("a database");
            format!("{server}/{name}")
        }
        _ => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a connection");
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).expect("no database");
            client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
            if place == "postgres-tcp" {
                return format!("{server}/{name}");
            }
            // The same server by its socket: the directory stands where a host would.
            let directory = client.query_one("SHOW unix_socket_directories", &[]).expect("a setting");
            let directory =
                directory.get::<_, String>(0).split(',').next().unwrap_or_default().trim().replace('/', "%2F");
            let port: String = client.query_one("SHOW port", &[]).expect("a setting").get(0);
            let (user, _) = server.rsplit_once('@').expect("a URL with a user");
            format!("{user}@{directory}:{port}/{name}")
        }
    }
}
