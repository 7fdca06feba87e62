//! Whether two peers gave the same rows.

/// A hash of rows (FNV-1a).
pub struct Hash(pub u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.0 = self.0.wrapping_mul(31).wrapping_add(bytes.len() as u64);
    }
}

/// A value or a row that can be compared with that of another peer.
pub trait Digest {
    /// Adds it to the hash.
    fn digest(&self, to: &mut Hash);
}

macro_rules! digest_numbers {
    ($($ty:ty),*) => {$(
        impl Digest for $ty {
            fn digest(&self, to: &mut Hash) {
                to.bytes(&(*self as i64).to_le_bytes());
            }
        }
    )*};
}
digest_numbers!(i64, i32, u64, usize, bool);

impl Digest for f64 {
    fn digest(&self, to: &mut Hash) {
        to.bytes(&self.to_le_bytes());
    }
}

impl Digest for str {
    fn digest(&self, to: &mut Hash) {
        to.bytes(self.as_bytes());
    }
}

impl Digest for String {
    fn digest(&self, to: &mut Hash) {
        self.as_str().digest(to);
    }
}

impl<T: Digest> Digest for Option<T> {
    fn digest(&self, to: &mut Hash) {
        match self {
            Some(value) => value.digest(to),
            None => to.bytes(&[0xff]),
        }
    }
}

impl<T: Digest> Digest for Vec<T> {
    fn digest(&self, to: &mut Hash) {
        self.len().digest(to);
        self.iter().for_each(|value| value.digest(to));
    }
}

impl<T: Digest + ?Sized> Digest for &T {
    fn digest(&self, to: &mut Hash) {
        (**self).digest(to);
    }
}

impl<A: Digest, B: Digest> Digest for (A, B) {
    fn digest(&self, to: &mut Hash) {
        self.0.digest(to);
        self.1.digest(to);
    }
}

impl<A: Digest, B: Digest, C: Digest> Digest for (A, B, C) {
    fn digest(&self, to: &mut Hash) {
        self.0.digest(to);
        self.1.digest(to);
        self.2.digest(to);
    }
}

/// Compares rows by these fields: `digest!(User { id, name, age });`.
#[macro_export]
macro_rules! digest {
    ($ty:ty { $($field:ident),* $(,)? }) => {
        impl $crate::Digest for $ty {
            fn digest(&self, to: &mut $crate::Hash) {
                $($crate::Digest::digest(&self.$field, to);)*
            }
        }
    };
}

/// The 25 columns of a row of `wide`.
#[macro_export]
macro_rules! digest_wide {
    ($ty:ty) => {
        $crate::digest!($ty {
            id,
            a1,
            b1,
            c1,
            d1,
            e1,
            f1,
            a2,
            b2,
            c2,
            d2,
            e2,
            f2,
            a3,
            b3,
            c3,
            d3,
            e3,
            f3,
            a4,
            b4,
            c4,
            d4,
            e4,
            f4
        });
    };
}
