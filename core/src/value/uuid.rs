//! `uuid`.

use super::primitive::scalars;
use uuid::Uuid;

scalars! {
    Uuid: Uuid, |v, b| b.uuid(v.into_bytes()), |row, at| row.uuid(at).map(Uuid::from_bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random, round_trips, stored};

    #[test]
    fn every_uuid_comes_back() {
        round_trips([Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)]);
        round_trips(random().map(|n| Uuid::from_u64_pair(n, n.rotate_left(17))));
    }

    #[test]
    fn its_bytes_are_in_the_order_of_its_text() {
        let uuid = Uuid::parse_str("00010203-0405-0607-0809-0a0b0c0d0e0f").unwrap();
        assert_eq!(stored(&uuid), Stored::Uuid([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]));
    }
}
