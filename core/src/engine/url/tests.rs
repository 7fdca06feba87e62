use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::*;

fn parse(url: &str) -> DatabaseUrl {
    DatabaseUrl::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn fault(url: &str) -> UrlError {
    match DatabaseUrl::parse(url) {
        Ok(parsed) => panic!("{url} was taken for {parsed:?}"),
        Err(error) => error,
    }
}

#[test]
fn schemes_are_made_normal_and_drivers_ignored() {
    for (url, scheme) in [
        ("sqlite::memory:", "sqlite"),
        ("SQLite+pysqlite:///a.db", "sqlite"),
        ("postgres://h/d", "postgres"),
        ("postgresql://h/d", "postgres"),
        ("postgresql+psycopg://h/d", "postgres"),
        ("mysql+mysqldb://h/d", "mysql"),
        ("mariadb+pymysql://h/d", "mariadb"),
        ("my_duck.db-1://h/d", "my_duck.db-1"),
    ] {
        assert_eq!(parse(url).scheme(), scheme, "{url}");
    }
}

#[test]
fn sqlite_paths() {
    for (url, path) in [
        ("sqlite:relative.db", "relative.db"),
        ("sqlite:dir/relative.db", "dir/relative.db"),
        ("sqlite:../relative.db", "../relative.db"),
        ("sqlite:///relative.db", "relative.db"),
        ("sqlite:///../relative.db", "../relative.db"),
        ("sqlite:/abs.db", "/abs.db"),
        ("sqlite:////abs.db", "/abs.db"),
        ("sqlite:///C:\\data\\a.db", "C:\\data\\a.db"),
        ("sqlite:a b%20c%3Fd#e%25+f@g.db?mode=rw", "a b c?d#e%+f@g.db"),
        ("sqlite:b%C3%BCcher.db", "bücher.db"),
    ] {
        let parsed = parse(url);
        assert_eq!(parsed.path(), Path::new(path), "{url}");
        assert!(!parsed.is_memory(), "{url}");
        assert_eq!(parsed.database(), None, "{url}");
        assert_eq!(parse(&parsed.to_string()), parsed, "{url} as {parsed}");
    }
}

#[test]
fn sqlite_in_memory() {
    for url in [
        "sqlite::memory:",
        "sqlite://",
        "sqlite://:memory:",
        "sqlite:///:memory:",
        "sqlite://?foreign_keys=off",
        "sqlite:a.db?mode=memory",
        "sqlite::memory:?mode=memory&journal_mode=off",
    ] {
        let parsed = parse(url);
        assert!(parsed.is_memory(), "{url}");
        assert_eq!(parsed.path(), Path::new(":memory:"), "{url}");
        assert_eq!(parse(&parsed.to_string()), parsed, "{url} as {parsed}");
    }
}

#[test]
fn sqlite_options_and_their_defaults() {
    let file = SqliteOptions::default();
    assert_eq!(parse("sqlite:a.db").sqlite_options(), &file);
    let memory = SqliteOptions { mode: SqliteMode::Memory, journal_mode: None, ..file.clone() };
    assert_eq!(parse("sqlite://").sqlite_options(), &memory);
    let reading = SqliteOptions { mode: SqliteMode::ReadOnly, journal_mode: None, ..file };
    assert_eq!(parse("sqlite:a.db?mode=ro").sqlite_options(), &reading);
    let all = SqliteOptions {
        mode: SqliteMode::ReadWrite,
        busy_timeout: Duration::from_millis(0),
        foreign_keys: false,
        journal_mode: Some(JournalMode::Truncate),
        synchronous: Some(Synchronous::Extra),
        temp_store: Some(TempStore::Memory),
    };
    let url = "sqlite:a.db?mode=rw&busy_timeout=0&foreign_keys=OFF&journal_mode=Truncate\
               &synchronous=extra&temp_store=Memory";
    assert_eq!(parse(url).sqlite_options(), &all);
}

#[test]
fn every_part_of_a_server_url_is_optional_and_decoded() {
    let full = parse("postgres://an%6E:p%2Fw%23+#%25@db-1.example_x.org.:5433/b%20l/og?");
    assert_eq!(full.user(), Some("ann"));
    assert_eq!(full.password(), Some("p/w#+#%"));
    assert_eq!(full.host(), Some(&Host::Name("db-1.example_x.org.".into())));
    assert_eq!(full.port(), Some(5433));
    assert_eq!(full.database(), Some("b l/og"));
    for url in ["mysql://", "mysql:///", "mysql://@/", "mysql://:@:/?&&", "postgres://?user=&host=&port="] {
        let empty = parse(url);
        assert_eq!((empty.user(), empty.password()), (None, None), "{url}");
        assert_eq!((empty.host(), empty.port()), (None, None), "{url}");
        assert_eq!((empty.socket(), empty.database()), (None, None), "{url}");
    }
}

#[test]
fn hosts() {
    let v4 = Host::V4(Ipv4Addr::new(10, 0, 0, 1));
    for (url, host) in [
        ("mysql://localhost/d", Host::Name("localhost".into())),
        ("mysql://10.0.0.1/d", v4.clone()),
        ("mysql://%31%30.0.0.1:33/d", v4),
        ("mysql://u@[2001:db8::1]:33/d", Host::V6("2001:db8::1".parse().unwrap())),
        ("postgres:///d?host=::1", Host::V6(Ipv6Addr::LOCALHOST)),
        ("postgres:///d?host=[::1]", Host::V6(Ipv6Addr::LOCALHOST)),
        ("postgres://u:p@/d?host=h&port=1", Host::Name("h".into())),
        ("postgres://u:p@:5433/d?host=h", Host::Name("h".into())),
    ] {
        assert_eq!(parse(url).host(), Some(&host), "{url}");
    }
    for url in [
        "mysql://a b/d",
        "mysql://a..b/d",
        "mysql://bücher.example/d",
        "mysql://256.0.0.1/d",
        "mysql://1.2.3/d",
        "mysql://::1/d",
        "mysql://[::1/d",
        "mysql://[::1]x/d",
        "mysql://[h]/d",
        "mysql://[fe80::1%25eth0]/d",
        "postgres:///d?host=a/b",
    ] {
        assert_eq!(fault(url), UrlError::InvalidHost, "{url}");
    }
    for url in ["postgres://a,b/d", "postgres://a:1,b:2/d", "postgres:///d?host=a,b"] {
        assert_eq!(fault(url), UrlError::SeveralHosts, "{url}");
    }
    for url in ["postgres://:5432/d", "mysql://u:p@:3306/d"] {
        assert_eq!(fault(url), UrlError::MissingHost, "{url}");
    }
    for port in ["0", "65536", "x", "+1", "-1", "1 ", "99999999999"] {
        assert_eq!(fault(&format!("mysql://h:{port}/d")), UrlError::InvalidPort, "{port}");
        assert_eq!(fault(&format!("postgres:///d?port={port}")), UrlError::InvalidPort, "{port}");
    }
}

#[test]
fn sockets() {
    for url in [
        "postgres:///d?host=/run/x",
        "postgres:///d?host=%2Frun%2Fx",
        "postgres://%2Frun%2Fx/d",
        "mysql://%2Frun%2Fx/d",
        "mysql:///d?socket=/run/x",
        "mysql://localhost:3306/d?unix_socket=/run/x",
        "duck://u@%2frun%2fx/d",
    ] {
        let parsed = parse(url);
        assert_eq!(parsed.socket(), Some(Path::new("/run/x")), "{url}");
        assert_eq!(parsed.host(), None, "{url}");
        assert_eq!(parse(&parsed.to_string()), parsed, "{url} as {parsed}");
    }
    let option = "socket";
    let other = "the host";
    assert_eq!(fault("mysql://h/d?socket=/run/x"), UrlError::Contradiction { option, other });
    for url in ["mysql://%2Frun%2Fx/d?socket=/run/x", "mysql:///d?socket=/run/x&unix_socket=/run/x"] {
        assert_eq!(fault(url), UrlError::GivenTwice { option: option.into() }, "{url}");
    }
}

#[test]
fn postgres_options() {
    let url = parse(
        "postgres://?host=h&port=5&user=u%40h&password=p%26w&dbname=d&sslmode=verify-full\
         &connect_timeout=10&application_name=my%20app&options=-c%20a=b&pool_size=3&pool_timeout=9",
    );
    assert_eq!((url.user(), url.password()), (Some("u@h"), Some("p&w")));
    assert_eq!((url.port(), url.database()), (Some(5), Some("d")));
    let server = ServerOptions {
        tls: TlsMode::VerifyFull,
        authorities: None,
        connect_timeout: Some(Duration::from_secs(10)),
        application_name: Some("my app".into()),
        startup_options: Some("-c a=b".into()),
    };
    assert_eq!(url.server_options(), &server);
    let pool = PoolOptions { size: Some(3), timeout: Some(Duration::from_secs(9)) };
    assert_eq!(url.pool_options(), &pool);
    assert_eq!(url.raw_option("password"), None);
    assert_eq!(url.raw_option("connect_timeout"), Some("10"));
    let default = parse("postgres://h?connect_timeout=0&application_name=");
    assert_eq!(default.server_options(), &ServerOptions::default());
}

#[test]
fn mysql_options() {
    for (option, tls) in [
        ("ssl-mode=DISABLED", TlsMode::Disable),
        ("sslmode=disable", TlsMode::Disable),
        ("ssl-mode=prefer", TlsMode::Prefer),
        ("sslmode=REQUIRED", TlsMode::Require),
        ("ssl-mode=verify_ca", TlsMode::VerifyCa),
        ("ssl-mode=VERIFY_IDENTITY", TlsMode::VerifyFull),
        ("sslmode=verify-full", TlsMode::VerifyFull),
        ("charset=UTF8MB4", TlsMode::Prefer),
    ] {
        let url = parse(&format!("mariadb://h/d?{option}&connect_timeout=2"));
        assert_eq!(url.server_options().tls, tls, "{option}");
        assert_eq!(url.server_options().connect_timeout, Some(Duration::from_secs(2)));
    }
    let url = parse("mysql://h/d?ssl-mode=required");
    assert_eq!(url.raw_option("ssl-mode"), Some("required"));
    assert_eq!(url.raw_option("sslmode"), Some("required"));
}

#[test]
fn authorities_are_a_file_and_only_for_checked_certificates() {
    for (url, path) in [
        ("postgres://h?sslmode=verify-full&sslrootcert=/etc/my%20ca.pem", Some("/etc/my ca.pem")),
        ("postgres://h?sslrootcert=ca.pem&sslmode=verify-ca", Some("ca.pem")),
        ("postgres://h?sslmode=verify-full&sslrootcert=system", None),
        ("postgres://h?sslrootcert=", None),
        ("mysql://h?ssl-mode=VERIFY_IDENTITY&ssl-ca=/etc/ca.pem", Some("/etc/ca.pem")),
        ("mariadb://h?sslmode=verify-ca&ssl-ca=system", Some("system")),
    ] {
        let parsed = parse(url);
        assert_eq!(parsed.server_options().authorities.as_deref(), path.map(Path::new), "{url}");
        assert_eq!(parse(&parsed.to_string()), parsed, "{url} as {parsed}");
    }
    for mode in ["", "&sslmode=disable", "&sslmode=prefer", "&sslmode=require"] {
        for (url, option, advice) in [
            ("postgres://h?sslrootcert=/a.pem", "sslrootcert", "sslmode=verify-full"),
            ("postgres://h?sslrootcert=system", "sslrootcert", "sslmode=verify-full"),
            ("mysql://h?ssl-ca=/a.pem", "ssl-ca", "ssl-mode=verify_identity"),
        ] {
            let error = UrlError::UncheckedCertificate { option, mode: advice };
            assert_eq!(fault(&format!("{url}{mode}")), error, "{url}{mode}");
        }
    }
}

#[test]
fn a_scheme_from_elsewhere_keeps_its_options_as_text() {
    let url = parse("duck://u:p@h:1/d?token=s%26t&mode=odd&pool_size=2&empty=");
    let options: Vec<_> = url.raw_options().collect();
    let expected = [("token", "s&t"), ("mode", "odd"), ("pool_size", "2"), ("empty", "")];
    assert_eq!(options, expected);
    assert_eq!(url.raw_option("none"), None);
    assert_eq!(url.pool_options().size, Some(2));
    assert_eq!(format!("{url:?}"), "DatabaseUrl(duck://u:***@h:1/d?token=***&mode=***&pool_size=2&empty=***)");
}

#[test]
fn faults_have_their_own_variant() {
    let given_twice = |option: &str| UrlError::GivenTwice { option: option.into() };
    let contradiction = |option, other| UrlError::Contradiction { option, other };
    let part = |part: &str| part.to_owned();
    for (url, error) in [
        ("", UrlError::Empty),
        (" \n", UrlError::Empty),
        ("postgres://h/d\n", UrlError::ControlCharacter),
        ("blog.db", UrlError::NoScheme),
        ("C:\\blog.db", UrlError::NoScheme),
        ("://h/d", UrlError::NoScheme),
        (" sqlite:a.db", UrlError::NoScheme),
        ("1a://h/d", UrlError::NoScheme),
        ("postgres:d", UrlError::MissingSlashes { scheme: "postgres".into() }),
        ("duck:/d", UrlError::MissingSlashes { scheme: "duck".into() }),
        ("file:a.db", UrlError::FileUri),
        ("sqlite:file:a.db", UrlError::FileUri),
        ("sqlite:///FILE%3Aa.db", UrlError::FileUri),
        ("sqlite:", UrlError::MissingPath),
        ("sqlite:///", UrlError::MissingPath),
        ("sqlite:///?mode=ro", UrlError::MissingPath),
        ("sqlite://a.db", UrlError::SqliteHost),
        ("sqlite://localhost/a.db", UrlError::SqliteHost),
        ("postgres://u:a@b@h/d", UrlError::UnencodedAt),
        ("postgres://u:a/b@h/d", UrlError::UnencodedAt),
        ("postgres://u:1?b@h/d", UrlError::UnencodedAt),
        ("postgres://:p@h/d", UrlError::PasswordWithoutUser),
        ("postgres://h/d?password=p", UrlError::PasswordWithoutUser),
        ("sqlite:a.db?mode", UrlError::OptionWithoutValue { position: 1 }),
        ("postgres://h?port=1&p", UrlError::OptionWithoutValue { position: 2 }),
        ("sqlite:a.db?mode=ro&mode=ro", given_twice("mode")),
        ("duck://h?x=1&x=2", given_twice("x")),
        ("mysql://h?sslmode=disable&ssl-mode=disable", given_twice("sslmode")),
        ("postgres://h/d?host=h", given_twice("host")),
        ("postgres://h:1/d?port=1", given_twice("port")),
        ("postgres://u@h/d?user=u", given_twice("user")),
        ("postgres://u:p@h/d?password=p", given_twice("password")),
        ("postgres://h/d?dbname=d", given_twice("dbname")),
        ("sqlite://?mode=ro", contradiction("mode", "the path, which is a database in memory")),
        ("sqlite:a.db?mode=ro&journal_mode=wal", contradiction("journal_mode", "`mode=ro`")),
        ("sqlite://?journal_mode=wal", contradiction("journal_mode", "the database being in memory")),
        ("postgres://%/d", UrlError::BadEscape { part: part("the host") }),
        ("postgres://%2:p@h/d", UrlError::BadEscape { part: part("the user") }),
        ("postgres://u:%zz@h/d", UrlError::BadEscape { part: part("the password") }),
        ("postgres://h/%+1", UrlError::BadEscape { part: part("the database") }),
        ("sqlite:%é.db", UrlError::BadEscape { part: part("the path") }),
        ("postgres://u:%ff@h/d", UrlError::NotUtf8 { part: part("the password") }),
        (
            "postgres://h?application_name=%C3",
            UrlError::NotUtf8 { part: part("the value of the option `application_name`") },
        ),
        ("sqlite:a%00.db", UrlError::ZeroByte { part: part("the path") }),
    ] {
        assert_eq!(fault(url), error, "{url}");
    }
}

#[test]
fn an_unknown_option_is_named_with_the_known_ones() {
    for (url, message) in [
        (
            "sqlite:a.db?cache=shared",
            "`sqlite` has no option `cache`; the options are `mode`, `busy_timeout`, \
             `foreign_keys`, `journal_mode`, `synchronous`, `temp_store`, `pool_size`, `pool_timeout`",
        ),
        (
            "mysql://h/d?collation=x",
            "`mysql` has no option `collation`; the options are `socket`, `unix_socket`, \
             `sslmode`, `ssl-mode`, `ssl-ca`, `connect_timeout`, `charset`, `pool_size`, `pool_timeout`",
        ),
        (
            "postgresql://h/d?target_session_attrs=any",
            "`postgres` has no option `target_session_attrs`; the options are `sslmode`, \
             `sslrootcert`, `application_name`, `connect_timeout`, `host`, `port`, `user`, `password`, \
             `dbname`, `options`, `pool_size`, `pool_timeout`",
        ),
    ] {
        assert_eq!(fault(url).to_string(), message);
    }
    // Names are exact.
    assert!(matches!(fault("sqlite:a.db?Mode=ro"), UrlError::UnknownOption { .. }));
    assert!(matches!(fault("postgres://h?ssl-mode=x"), UrlError::UnknownOption { .. }));
}

#[test]
fn a_value_that_cannot_be_is_told_what_can() {
    for (url, message) in [
        ("sqlite:a?mode=r", "`mode` is not valid; write one of `ro`, `rw`, `rwc`, `memory`"),
        ("sqlite:a?foreign_keys=1", "`foreign_keys` is not valid; write one of `on`, `off`"),
        (
            "sqlite:a?busy_timeout=5s",
            "`busy_timeout` is not valid; write a whole number of milliseconds from 0 to \
             2147483647",
        ),
        (
            "sqlite:a?busy_timeout=2147483648",
            "`busy_timeout` is not valid; write a whole number of milliseconds from 0 to \
             2147483647",
        ),
        ("sqlite:a?pool_size=0", "`pool_size` is not valid; write a whole number of connections from 1 to 2147483647"),
        ("duck://h?pool_timeout=", "`pool_timeout` is not valid; write a whole number of seconds from 1 to 2147483647"),
        (
            "postgres://h?sslmode=allow",
            "`sslmode` is not valid; write one of `disable`, `prefer`, `require`, `verify-ca`, \
             `verify-full`",
        ),
        ("mysql://h?charset=latin1", "`charset` is not valid; write `utf8mb4`"),
        ("mysql://h?socket=x", "`socket` is not valid; write an absolute path, such as `/run/mysqld/mysqld.sock`"),
    ] {
        assert_eq!(fault(url).to_string(), format!("the value of the option {message}"), "{url}");
    }
}

#[test]
fn a_display_without_secrets_parses_to_the_same_url() {
    for url in [
        "postgres://ann@[::1]:5/b%2Fl%3Fog?application_name=a%26b%3D%25&sslmode=require",
        "postgres:///d?port=5&connect_timeout=1",
        "postgres://u@/d?host=/run/x&port=7",
        "mysql://10.0.0.1/d?ssl-mode=REQUIRED&pool_size=4",
        "mysql://",
        "duck://h/d?pool_size=1",
        "sqlite:/a/b%25.db?mode=rw",
    ] {
        let parsed = parse(url);
        assert_eq!(parse(&parsed.to_string()), parsed, "{url} as {parsed}");
        assert_eq!(url.parse(), Ok(parsed));
    }
}

/// Marsaglia's xorshift: enough chance for a test, and the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn text(&mut self, alphabet: &[&str], longest: usize) -> String {
        let length = 1 + self.below(longest);
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

#[test]
fn what_was_encoded_comes_back() {
    let alphabet = ["a", "Z", "0", "/", "?", "#", "@", ":", "&", "=", "%", "+", " ", ";", "é", "\n", "😀"];
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for _ in 0..5_000 {
        let [user, password, database, name] = [(); 4].map(|()| chance.text(&alphabet, 8));
        let [u, p, d, n] =
            [&user, &password, &database, &name].map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string());
        let url = parse(&format!("postgres://{u}:{p}@h/{d}?application_name={n}"));
        assert_eq!(url.user(), Some(&*user));
        assert_eq!(url.password(), Some(&*password));
        assert_eq!(url.database(), Some(&*database));
        assert_eq!(url.server_options().application_name, Some(name));
        let again = parse(&url.to_string());
        assert_eq!(again.password(), Some("***"));
        assert_eq!(again.to_string(), url.to_string());
    }
}

#[test]
fn no_text_panics_and_what_parses_parses_again() {
    let alphabet = [
        "sqlite:",
        "postgres:",
        "mysql:",
        "x-y:",
        "//",
        "/",
        "?",
        "&",
        "=",
        "@",
        ":",
        "%",
        "%2F",
        "%00",
        "[",
        "]",
        "::1",
        "h",
        "5",
        ".",
        ",",
        "é",
        "mode",
        "memory",
        "port",
        "host",
        "socket",
        "pool_size",
        "sslmode",
    ];
    let mut chance = Chance(42);
    let mut parsed = 0;
    for _ in 0..200_000 {
        let text = chance.text(&alphabet[..4], 1) + &chance.text(&alphabet[4..], 10);
        if let Ok(url) = DatabaseUrl::parse(&text) {
            parsed += 1;
            let secret = url.password().is_some() || url.scheme() == "x-y";
            assert!(secret || parse(&url.to_string()) == url, "{text} as {url}");
        }
    }
    assert!(parsed > 1_000, "only {parsed} of the texts were URLs, so this tested little");
}

#[test]
fn the_password_is_never_shown() {
    const SECRET: &str = "hunter2";
    let shown = |url: &str| match DatabaseUrl::parse(url) {
        Ok(parsed) => format!("{parsed} {parsed:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    assert_eq!(parse("postgres://ann:hunter2@h/d").to_string(), "postgres://ann:***@h/d");
    assert_eq!(parse("postgres://ann@h/d?password=hunter2").to_string(), "postgres://ann:***@h/d");
    // One stray character anywhere, and what looks like a URL is another. The secret is there three
    // times, since the character may break one.
    for url in [
        "postgres://ann:hunter2hunter2hunter2@host:5432/db?sslmode=require",
        "mysql://ann:hunter2hunter2hunter2@host/db",
        "duck://ann:hunter2hunter2hunter2@host/db",
        "postgres://ann@host/db?password=hunter2hunter2hunter2&sslmode=require",
        "duck://ann@host/db?password=hunter2hunter2hunter2",
    ] {
        assert!(!shown(url).contains(SECRET), "{url}: {}", shown(url));
        for at in 0..=url.len() {
            for stray in "/?#@:&=%[],; \\\"'+é\n".chars() {
                let mut wrong = url.to_owned();
                wrong.insert(at, stray);
                assert!(!shown(&wrong).contains(SECRET), "{wrong}: {}", shown(&wrong));
            }
        }
    }
    // A wrong separator makes the secret a part of a name.
    for url in ["postgres://h?password;hunter2=", "postgres://h?sslmode=require;x=hunter2"] {
        assert!(!shown(url).contains(SECRET), "{url}: {}", shown(url));
    }
    // The `@` forgotten altogether.
    assert_eq!(fault("postgres://ann:hunter2host:5432/db"), UrlError::InvalidHost);
    assert_eq!(fault("postgres://ann:hunter2host/db"), UrlError::InvalidPort);
}

#[test]
fn the_engine_can_tell_the_schemes_it_has() {
    let error = UrlError::UnknownScheme { scheme: "oracle".into(), known: vec!["sqlite", "postgres"] };
    assert_eq!(
        error.to_string(),
        "no backend for the scheme `oracle` of the database URL; write one of `sqlite`, `postgres`"
    );
}
