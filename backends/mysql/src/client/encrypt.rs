//! Asking for encryption.

use super::{
    failure::{Failure, Outcome},
    input::Input,
    output,
};
use aludel_socket::{Plain, Socket, Tls, is_late};
use mysql_common::{
    constants::{CapabilityFlags, MariadbCapabilities},
    packets::SslRequest,
    proto::MySerialize,
};
use std::io::Write;

/// `utf8mb4_general_ci`, until the session is set up.
const UTF8MB4: u8 = 45;

/// Asks the server to encrypt, which has said that it can. Nothing may have come behind its greeting, so that nobody can
/// slip something in before.
pub(crate) fn encrypt(
    mut plain: Plain,
    input: &mut Input,
    tls: &Tls,
    capabilities: CapabilityFlags,
    mariadb: MariadbCapabilities,
) -> Outcome<Socket> {
    let request = SslRequest::new(capabilities, output::LONGEST, UTF8MB4).with_mariadb_capabilities(mariadb);
    let mut out = Vec::new();
    let ((), next) = output::packet(&mut out, input.number(), |out| {
        request.serialize(out);
        Ok(())
    })?;
    input.count_from(next);
    plain.write_all(&out)?;
    if input.has_more() {
        return Err(Failure::unexpected());
    }
    tls.wrap(plain).map_err(|error| match is_late(&error) {
        true => Failure::Io(error),
        false => Failure::Tls(error),
    })
}
