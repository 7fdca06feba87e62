//! PostgreSQL's NUMERIC in its binary format: digits to the base of 10000.
//!
//! Four 16-bit numbers go before the digits: how many digits there are, the weight of the first as a power of 10000,
//! the sign, and how many decimal digits are shown behind the point.

use aludel_core::value::Decimal;
use bytes::BufMut;

/// The most decimal digits behind the point that NUMERIC has.
pub(crate) const MAX_SCALE: u32 = 16_383;

const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xC000;
const INFINITY: u16 = 0xD000;
const NEGATIVE_INFINITY: u16 = 0xF000;

/// Why a NUMERIC is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The bytes are not a NUMERIC.
    Malformed,
    /// NaN or infinity.
    NotFinite,
    /// More digits than 127 bits hold.
    TooLong,
}

/// Writes a decimal whose scale is [`MAX_SCALE`] at most.
pub(crate) fn encode(decimal: Decimal, out: &mut impl BufMut) {
    let mut rest = decimal.mantissa.unsigned_abs();
    // The point stands between two digits, so the last decimal digits may fill only a part of theirs.
    let part = decimal.scale % 4;
    let mut groups = [0u16; 11];
    let mut len = 0;
    if part > 0 {
        let unit = 10u128.pow(part);
        groups[0] = (rest % unit) as u16 * 10u16.pow(4 - part);
        rest /= unit;
        len = 1;
    }
    while rest > 0 {
        groups[len] = (rest % 10_000) as u16;
        rest /= 10_000;
        len += 1;
    }
    while len > 0 && groups[len - 1] == 0 {
        len -= 1;
    }
    let zeros = groups[..len].iter().take_while(|group| **group == 0).count();
    let weight = len as i32 - 1 - decimal.scale.div_ceil(4) as i32;
    out.put_u16((len - zeros) as u16);
    out.put_i16(if len == 0 { 0 } else { weight as i16 });
    out.put_u16(if decimal.mantissa < 0 { NEGATIVE } else { POSITIVE });
    out.put_u16(decimal.scale as u16);
    for group in groups[zeros..len].iter().rev() {
        out.put_u16(*group);
    }
}

/// Reads a decimal exactly, with the scale that the server shows it with.
pub(crate) fn decode(raw: &[u8]) -> Result<Decimal, Fault> {
    let number = Number::read(raw)?;
    number.decimal().ok_or(Fault::TooLong)
}

/// Reads an integer; `None` if there is a fraction or 64 bits do not hold it.
pub(crate) fn integer(raw: &[u8]) -> Result<Option<i64>, Fault> {
    let number = match decode(raw) {
        Err(Fault::TooLong) => return Ok(None),
        number => number?,
    };
    // The power is too large only for zero with many digits behind the point.
    let unit = 10i128.checked_pow(number.scale).unwrap_or(i128::MAX);
    Ok((number.mantissa % unit == 0).then(|| i64::try_from(number.mantissa / unit).ok()).flatten())
}

/// Reads the nearest float.
pub(crate) fn float(raw: &[u8]) -> Result<f64, Fault> {
    match raw.get(4..6) {
        Some(sign) if sign == NAN.to_be_bytes() => Ok(f64::NAN),
        Some(sign) if sign == INFINITY.to_be_bytes() => Ok(f64::INFINITY),
        Some(sign) if sign == NEGATIVE_INFINITY.to_be_bytes() => Ok(f64::NEG_INFINITY),
        _ => Number::read(raw)?.float(),
    }
}

struct Number<'a> {
    weight: i32,
    negative: bool,
    scale: i32,
    digits: &'a [[u8; 2]],
}

impl<'a> Number<'a> {
    fn read(raw: &'a [u8]) -> Result<Self, Fault> {
        let (words, []) = raw.as_chunks::<2>() else { return Err(Fault::Malformed) };
        let [count, weight, sign, scale, digits @ ..] = words else { return Err(Fault::Malformed) };
        let negative = match u16::from_be_bytes(*sign) {
            POSITIVE => false,
            NEGATIVE => true,
            NAN | INFINITY | NEGATIVE_INFINITY => return Err(Fault::NotFinite),
            _ => return Err(Fault::Malformed),
        };
        if digits.len() != usize::from(u16::from_be_bytes(*count)) {
            return Err(Fault::Malformed);
        }
        let scale = i32::from(u16::from_be_bytes(*scale));
        Ok(Number { weight: i16::from_be_bytes(*weight).into(), negative, scale, digits })
    }

    fn digits(&self) -> impl Iterator<Item = u16> {
        self.digits.iter().map(|digit| u16::from_be_bytes(*digit))
    }

    /// The power of ten that the last digit counts.
    fn exponent(&self) -> i32 {
        (self.weight - self.digits.len() as i32 + 1) * 4
    }

    fn decimal(&self) -> Option<Decimal> {
        let (last, first) = match self.digits.split_last() {
            Some((last, first)) => (u16::from_be_bytes(*last), first),
            None => return Some(Decimal { mantissa: 0, scale: self.scale as u32 }),
        };
        let mut mantissa = 0u128;
        for digit in first {
            mantissa = mantissa.checked_mul(10_000)?.checked_add(u16::from_be_bytes(*digit).into())?;
        }
        // The last digit may reach beyond the scale, with zeros; they could be what is too much for 128 bits.
        let mut scale = self.scale;
        let mut shift = self.exponent() + scale;
        let beyond = 10u16.checked_pow((-shift).clamp(0, 4) as u32).filter(|unit| last % unit == 0 && shift > -4)?;
        mantissa = mantissa.checked_mul((10_000 / beyond).into())?.checked_add((last / beyond).into())?;
        while shift > 0 {
            match mantissa.checked_mul(10).filter(|m| *m <= i128::MAX as u128) {
                Some(more) => mantissa = more,
                // Zeros behind the point can be left out.
                None if scale >= shift => {
                    scale -= shift;
                    break;
                }
                None => return None,
            }
            shift -= 1;
        }
        let mantissa =
            if self.negative { 0i128.checked_sub_unsigned(mantissa)? } else { i128::try_from(mantissa).ok()? };
        Some(Decimal { mantissa, scale: scale as u32 })
    }

    fn float(&self) -> Result<f64, Fault> {
        use std::fmt::Write;
        let mut text = String::with_capacity(self.digits.len() * 4 + 8);
        text.push_str(if self.negative { "-0" } else { "0" });
        for digit in self.digits() {
            let _ = write!(text, "{digit:04}");
        }
        let _ = write!(text, "e{}", self.exponent());
        text.parse().map_err(|_| Fault::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(mantissa: i128, scale: u32) -> Vec<u8> {
        let mut out = Vec::new();
        encode(Decimal { mantissa, scale }, &mut out);
        out
    }

    fn raw(weight: i16, sign: u16, scale: u16, digits: &[u16]) -> Vec<u8> {
        [digits.len() as u16, weight as u16, sign, scale].iter().chain(digits).flat_map(|w| w.to_be_bytes()).collect()
    }

    #[test]
    fn known_numbers_have_the_bytes_that_the_server_sends() {
        assert_eq!(bytes(0, 0), raw(0, POSITIVE, 0, &[]));
        assert_eq!(bytes(12_345, 2), raw(0, POSITIVE, 2, &[123, 4500]));
        assert_eq!(bytes(-1, 8), raw(-2, NEGATIVE, 8, &[1]));
        assert_eq!(bytes(100_000_000, 0), raw(2, POSITIVE, 0, &[1]));
        assert_eq!(bytes(5, 1), raw(-1, POSITIVE, 1, &[5000]));
    }

    #[test]
    fn every_scale_and_both_ends_survive() {
        let mantissas =
            [0, 1, -1, 10, 9_999, 10_000, -12_345_678, i64::MAX.into(), i128::MAX, i128::MIN, 10i128.pow(28)];
        for mantissa in mantissas {
            for scale in (0..50).chain([MAX_SCALE - 3, MAX_SCALE]) {
                let number = Decimal { mantissa, scale };
                assert_eq!(decode(&bytes(mantissa, scale)), Ok(number), "{mantissa} / 10^{scale}");
            }
        }
    }

    #[test]
    fn zeros_behind_the_point_never_make_a_number_too_long() {
        // 10^20, shown with thirty digits behind the point.
        assert_eq!(decode(&raw(5, POSITIVE, 30, &[1])).map(|d| d.to_string().trim_end_matches('0').len()), Ok(22));
        assert_eq!(decode(&raw(20, POSITIVE, 0, &[1])), Err(Fault::TooLong));
    }

    #[test]
    fn integers_are_read_if_there_is_no_fraction() {
        assert_eq!(integer(&bytes(500, 2)), Ok(Some(5)));
        assert_eq!(integer(&bytes(501, 2)), Ok(None));
        assert_eq!(integer(&bytes(0, 60)), Ok(Some(0)));
        assert_eq!(integer(&bytes(i64::MIN.into(), 0)), Ok(Some(i64::MIN)));
        assert_eq!(integer(&bytes(i128::from(i64::MAX) + 1, 0)), Ok(None));
        assert_eq!(integer(&raw(20, POSITIVE, 0, &[1])), Ok(None));
    }

    #[test]
    fn floats_are_the_nearest() {
        assert_eq!(float(&bytes(1, 1)), Ok(0.1));
        assert_eq!(float(&bytes(-25, 1)), Ok(-2.5));
        assert_eq!(float(&raw(25, POSITIVE, 0, &[1])), Ok(1e100));
        assert_eq!(float(&raw(0, INFINITY, 0, &[])), Ok(f64::INFINITY));
        assert!(float(&raw(0, NAN, 0, &[])).unwrap().is_nan());
        assert_eq!(decode(&raw(0, NAN, 0, &[])), Err(Fault::NotFinite));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for raw in [&[][..], &[0], &[0; 7], &[0, 1, 0, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 1, 0, 0, 0]] {
            assert_eq!(decode(raw), Err(Fault::Malformed));
        }
    }
}
