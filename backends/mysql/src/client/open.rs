//! From where the server is to a session.

#[cfg(feature = "tls")]
use super::encrypt;
use super::{
    failure::{Failure, Outcome, unexpected},
    input::Input,
    output,
    server_error::ServerError,
    sign_in::{self, Line},
    wire::{Agreed, Wire},
};
use aludel_socket::{Encryption, Place, Plain, Socket};
use mysql_common::{
    constants::{CapabilityFlags, MariadbCapabilities},
    io::ParseBuf,
    packets::{AuthPlugin, HandshakePacket, HandshakeResponse},
    proto::MySerialize,
};
use std::{
    collections::HashMap,
    io::Read,
    time::{Duration, Instant},
};

/// The way to a server.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) place: Place,
    pub(crate) encryption: Encryption,
    /// How long connecting may take in all.
    pub(crate) limit: Option<Duration>,
}

/// Who wants a session.
#[derive(Clone, Copy)]
pub(crate) struct Login<'a> {
    pub(crate) user: Option<&'a str>,
    pub(crate) password: Option<&'a str>,
    pub(crate) database: Option<&'a str>,
}

/// What the server says first.
pub(crate) struct Greeting {
    capabilities: CapabilityFlags,
    mariadb: MariadbCapabilities,
    /// What a password is mixed with.
    pub(crate) nonce: Vec<u8>,
    pub(crate) plugin: AuthPlugin<'static>,
}

impl Route {
    /// Connects and signs in. The deadline still holds then, until it is lifted.
    pub(crate) fn open(&self, login: Login<'_>) -> Outcome<Wire> {
        let deadline = self.limit.map(|limit| Instant::now() + limit);
        let mut plain = Plain::connect(&self.place, deadline)?;
        let mut input = Input::cautious();
        let greeting = Greeting::read(&mut input, &mut plain)?;
        #[cfg_attr(not(feature = "tls"), expect(unused_mut))]
        let mut capabilities = greeting.agree(login.database.is_some())?;
        let mariadb = greeting.mariadb & MariadbCapabilities::MARIADB_CLIENT_CACHE_METADATA;
        let (socket, line) = match &self.encryption {
            Encryption::No => (Socket::Plain(plain), if self.is_local() { Line::Trusted } else { Line::Open }),
            #[cfg(feature = "tls")]
            Encryption::Preferred(_) if !greeting.encrypts() => (Socket::Plain(plain), Line::Open),
            #[cfg(feature = "tls")]
            Encryption::Required(_) if !greeting.encrypts() => return Err(Failure::NoTls),
            #[cfg(feature = "tls")]
            Encryption::Preferred(tls) | Encryption::Required(tls) => {
                capabilities.insert(CapabilityFlags::CLIENT_SSL);
                let socket = encrypt::encrypt(plain, &mut input, tls, capabilities, mariadb)?;
                (socket, if tls.is_checked() { Line::Trusted } else { Line::Encrypted })
            }
        };
        let agreed = Agreed {
            old_ends: !capabilities.contains(CapabilityFlags::CLIENT_DEPRECATE_EOF),
            keeps_columns: !mariadb.is_empty(),
        };
        let mut wire = Wire::new(socket, input, agreed);
        let plugin = sign_in::first(&greeting.plugin);
        let proof = sign_in::proof(&plugin, login.password, &greeting.nonce)?;
        let response = HandshakeResponse::new(
            proof,
            (8, 0, 0),
            login.user.map(str::as_bytes),
            login.database.map(str::as_bytes),
            Some(plugin.clone()),
            capabilities,
            capabilities.contains(CapabilityFlags::CLIENT_CONNECT_ATTRS).then(attributes),
            output::LONGEST,
        )
        .with_mariadb_ext_capabilities(mariadb);
        wire.reply(|out| response.serialize(out))?;
        sign_in::sign_in(&mut wire, plugin, greeting.nonce, login.password, line)?;
        wire.trust();
        Ok(wire)
    }

    /// Through a Unix socket nobody else can listen.
    fn is_local(&self) -> bool {
        matches!(self.place, Place::Socket(_))
    }
}

impl Greeting {
    fn read(input: &mut Input, from: &mut impl Read) -> Outcome<Self> {
        let packet = input.packet(from)?;
        let body = input.body(&packet);
        match body.first() {
            Some(10) => {}
            // Too many connections, or not from this host.
            Some(0xff) => return Err(Failure::Server(Box::new(ServerError::read(body)))),
            _ => return Err(Failure::unexpected()),
        }
        let greeting: HandshakePacket<'_> = ParseBuf(body).parse(()).map_err(|_| unexpected())?;
        let mut nonce = [greeting.scramble_1_ref(), greeting.scramble_2_ref().unwrap_or_default()].concat();
        // A NUL byte is behind it.
        nonce.resize(20, 0);
        let plugin = greeting.auth_plugin().unwrap_or(AuthPlugin::MysqlNativePassword).into_owned();
        Ok(Self {
            capabilities: greeting.capabilities(),
            mariadb: match greeting.capabilities().contains(CapabilityFlags::CLIENT_LONG_PASSWORD) {
                // It is MySQL, which has nothing there.
                true => MariadbCapabilities::empty(),
                false => greeting.mariadb_ext_capabilities(),
            },
            nonce,
            plugin,
        })
    }

    #[cfg(feature = "tls")]
    fn encrypts(&self) -> bool {
        self.capabilities.contains(CapabilityFlags::CLIENT_SSL)
    }

    /// What we want, as far as the server has it.
    fn agree(&self, database: bool) -> Outcome<CapabilityFlags> {
        use CapabilityFlags as C;
        let needed = C::CLIENT_PROTOCOL_41 | C::CLIENT_SECURE_CONNECTION | C::CLIENT_PLUGIN_AUTH;
        if !self.capabilities.contains(needed) {
            return Err(Failure::SignIn("it is too old".into()));
        }
        let mut wanted = needed
            | C::CLIENT_LONG_PASSWORD
            | C::CLIENT_LONG_FLAG
            | C::CLIENT_TRANSACTIONS
            | C::CLIENT_MULTI_STATEMENTS
            | C::CLIENT_MULTI_RESULTS
            | C::CLIENT_PS_MULTI_RESULTS
            | C::CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | C::CLIENT_CONNECT_ATTRS
            | C::CLIENT_DEPRECATE_EOF
            // An UPDATE counts the rows that it finds.
            | C::CLIENT_FOUND_ROWS;
        if database {
            wanted |= C::CLIENT_CONNECT_WITH_DB;
        }
        Ok(wanted & self.capabilities)
    }
}

/// What administrators see of us.
fn attributes() -> HashMap<String, String> {
    let program = std::env::args_os().next().unwrap_or_default();
    let program = std::path::Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let attributes = [
        ("_client_name", "aludel".to_owned()),
        ("_client_version", env!("CARGO_PKG_VERSION").to_owned()),
        ("_os", std::env::consts::OS.to_owned()),
        ("_pid", std::process::id().to_string()),
        ("_platform", std::env::consts::ARCH.to_owned()),
        ("program_name", program),
    ];
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
