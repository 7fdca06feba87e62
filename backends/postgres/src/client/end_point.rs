//! `tls-server-end-point`, what SCRAM-SHA-256-PLUS binds a password to: the hash of the server's certificate (RFC 5929).

use ring::digest::{self, Algorithm};

/// The hash that the certificate was signed with; for MD5 and SHA-1, SHA-256.
const HASHES: [(&[u8], &Algorithm); 8] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4], &digest::SHA256), // MD5 with RSA
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5], &digest::SHA256), // SHA-1 with RSA
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11], &digest::SHA256),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12], &digest::SHA384),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13], &digest::SHA512),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2], &digest::SHA256), // ECDSA
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3], &digest::SHA384),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4], &digest::SHA512),
];

const SEQUENCE: u8 = 0x30;
const OBJECT_IDENTIFIER: u8 = 0x06;

/// The hash of a certificate; `None` where the way it is signed does not say which hash that is.
pub(crate) fn of(certificate: &[u8]) -> Option<Vec<u8>> {
    let signed_by = signed_by(certificate)?;
    let (_, algorithm) = HASHES.iter().find(|(id, _)| *id == signed_by)?;
    Some(digest::digest(algorithm, certificate).as_ref().to_vec())
}

/// How it is signed. A certificate is what is signed, how it is signed, and the signature.
fn signed_by(certificate: &[u8]) -> Option<&[u8]> {
    let (content, _) = element(certificate, SEQUENCE)?;
    let (_, rest) = element(content, SEQUENCE)?;
    let (algorithm, _) = element(rest, SEQUENCE)?;
    element(algorithm, OBJECT_IDENTIFIER).map(|(id, _)| id)
}

/// The content of an element of DER, and what comes behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let [found, length, rest @ ..] = der else { return None };
    let (length, rest) = match *length {
        short @ 0..0x80 => (usize::from(short), rest),
        long => {
            let (bytes, rest) =
                rest.split_at_checked(usize::from(long & 0x7f)).filter(|(bytes, _)| bytes.len() <= 4)?;
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
    };
    (*found == tag).then(|| rest.split_at_checked(length)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A certificate of which only the frame is there.
    fn certificate(algorithm: &[u8]) -> Vec<u8> {
        let element = |tag: u8, content: &[u8]| [&[tag, 0x82, 0, content.len() as u8][..], content].concat();
        let how = element(SEQUENCE, &element(OBJECT_IDENTIFIER, algorithm));
        element(SEQUENCE, &[element(SEQUENCE, &[1, 2, 3]), how, vec![3, 1, 0]].concat())
    }

    #[test]
    fn the_hash_is_that_of_the_signature() {
        for (id, algorithm) in HASHES {
            let certificate = certificate(id);
            assert_eq!(of(&certificate).unwrap(), digest::digest(algorithm, &certificate).as_ref());
        }
        // Ed25519 has no such hash.
        assert_eq!(of(&certificate(&[0x2b, 0x65, 0x70])), None);
    }

    #[test]
    fn what_is_cut_off_is_no_certificate() {
        let whole = certificate(HASHES[0].0);
        for end in 0..whole.len() {
            assert_eq!(of(&whole[..end]), None);
        }
    }
}
