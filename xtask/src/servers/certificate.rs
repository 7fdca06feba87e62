//! An authority and a certificate of our own, so that servers can offer TLS.

use std::fs::{self, File};
use std::io::Write;
use std::net::Ipv4Addr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::Result;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};

use super::kind::Site;

impl Site {
    /// The certificate of the authority: whom a client is to trust.
    pub fn authority(&self) -> PathBuf {
        self.dir.join("authority.pem")
    }

    /// The certificate of the server.
    pub fn certificate(&self) -> PathBuf {
        self.dir.join("server.pem")
    }

    /// The key of the server.
    pub fn key(&self) -> PathBuf {
        self.dir.join("server.key")
    }
}

/// Writes the files. The authority's own key is forgotten, so it can sign nothing else.
///
/// The certificate is for 127.0.0.1 and not for `localhost`, so that tests have a wrong name for the server as well.
pub fn write(site: &Site) -> Result<()> {
    let mut authority = named("Aludel's throw-away authority", &[])?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let issuer = KeyPair::generate()?;
    fs::write(site.authority(), authority.self_signed(&issuer)?.pem())?;
    site.account.own(&site.authority())?;
    let issuer = Issuer::new(authority, issuer);

    let mut server = named("Aludel's throw-away server", &[Ipv4Addr::LOCALHOST.to_string()])?;
    server.use_authority_key_identifier_extension = true;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    fs::write(site.certificate(), server.signed_by(&key, &issuer)?.pem())?;
    site.account.own(&site.certificate())?;

    // PostgreSQL refuses a key that others may read.
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(site.key())?;
    file.write_all(key.serialize_pem().as_bytes())?;
    site.account.own(&site.key())
}

fn named(name: &str, hosts: &[String]) -> Result<CertificateParams> {
    let mut params = CertificateParams::new(hosts)?;
    params.distinguished_name.push(DnType::CommonName, name);
    Ok(params)
}
