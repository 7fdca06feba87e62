//! Messages put together by the compiler.

/// The longest message.
const MOST: usize = 256;

/// Text put together by the compiler, for a panic of a constant.
#[doc(hidden)]
pub struct Sentence([u8; MOST], usize);

impl Sentence {
    /// Puts pieces together.
    pub const fn of(parts: &[&str]) -> Self {
        let mut sentence = Self([0; MOST], 0);
        let mut part = 0;
        while part < parts.len() {
            let bytes = parts[part].as_bytes();
            let mut i = 0;
            while i < bytes.len() && sentence.1 < MOST {
                sentence.0[sentence.1] = bytes[i];
                sentence.1 += 1;
                i += 1;
            }
            part += 1;
        }
        sentence
    }

    /// The text.
    pub const fn text(&self) -> &str {
        match std::str::from_utf8(self.0.split_at(self.1).0) {
            Ok(text) => text,
            // A long name was cut within a letter.
            Err(_) => "the declaration is wrong; its names are too long to say more",
        }
    }
}

/// Whether two texts are the same.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}
