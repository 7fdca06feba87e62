//! Decimal numbers as SQLite's floats.
//!
//! SQLite computes with no exact decimals. A float of 64 bits tells all decimals of up to fifteen digits apart, so these
//! are stored exactly, and rounding to fifteen digits gives them back; longer ones are refused.

use aludel_core::{Error, ErrorKind, Result, value::Decimal};
use std::io::Write;

/// How many digits are kept.
const DIGITS: usize = 15;
/// The first number that has more.
const LIMIT: u128 = 1_000_000_000_000_000;
/// The powers of ten that are floats without rounding.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The float that stands for a decimal.
#[inline]
pub(crate) fn to_real(v: Decimal) -> Result<f64> {
    match POWERS.get(v.scale as usize) {
        // Both are floats without rounding, so that the quotient is rounded once, to the nearest.
        Some(power) if v.mantissa.unsigned_abs() < LIMIT => Ok(v.mantissa as f64 / power),
        _ => unusual_to_real(v),
    }
}

#[cold]
fn unusual_to_real(v: Decimal) -> Result<f64> {
    let plain = strip(v);
    let real = format!("{}e-{}", v.mantissa, v.scale).parse::<f64>().ok();
    real.filter(|&real| from_real(real) == Some(plain)).ok_or_else(|| {
        Error::new(
            ErrorKind::Encode,
            "SQLite has no exact decimals: one of more than 15 digits would be rounded; store it as text, or as an \
             integer of its smallest unit",
        )
    })
}

/// The decimal that a float stands for, without trailing zeros; `None` if there is none.
#[inline]
pub(crate) fn from_real(real: f64) -> Option<Decimal> {
    // A decimal of up to fifteen digits that becomes this very float is the one: no two become the same.
    for (scale, power) in POWERS.iter().enumerate().take(7) {
        let mantissa = (real * power).round();
        if mantissa.abs() < LIMIT as f64 && mantissa / power == real {
            return Some(Decimal { mantissa: mantissa as i64 as i128, scale: scale as u32 });
        }
    }
    rounded(real)
}

/// The float of the decimal that a float stands for: without the noise of a computation.
pub(crate) fn plain(real: f64) -> f64 {
    from_real(real).and_then(|v| to_real(v).ok()).unwrap_or(real)
}

/// Rounded as the decimal that it stands for, a half away from zero; negative digits are those before the point.
pub(crate) fn round(real: f64, digits: i32) -> f64 {
    let Some(mut v) = from_real(real) else { return real };
    let cut = i64::from(v.scale) - i64::from(digits);
    if cut <= 0 {
        return plain(real);
    }
    let Some(unit) = u32::try_from(cut).ok().and_then(|cut| 10i128.checked_pow(cut)) else { return 0.0 };
    let (whole, rest) = (v.mantissa / unit, v.mantissa % unit);
    v.mantissa = if rest.abs() * 2 >= unit { whole + v.mantissa.signum() } else { whole };
    if digits < 0 {
        v.mantissa = v.mantissa.saturating_mul(10i128.saturating_pow(digits.unsigned_abs()));
    }
    v.scale = digits.max(0).unsigned_abs();
    to_real(strip(v)).unwrap_or(real)
}

/// Of the fifteen digits that are nearest.
fn rounded(real: f64) -> Option<Decimal> {
    let mut text = [0; 32];
    let mut free = text.as_mut_slice();
    write!(free, "{real:.*e}", DIGITS - 1).ok()?;
    let len = 32 - free.len();
    std::str::from_utf8(&text[..len]).ok()?.parse().ok().map(strip)
}

fn strip(mut v: Decimal) -> Decimal {
    if v.mantissa == 0 {
        v.scale = 0;
    }
    while v.scale > 0 && v.mantissa % 10 == 0 {
        v.mantissa /= 10;
        v.scale -= 1;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn fifteen_digits_survive_at_any_scale() {
        for digits in [999_999_999_999_999i128, 123_456_789_012_345, 100_000_000_000_001, 314_159_265_358_979, 7, 10] {
            for mantissa in [digits, -digits] {
                for scale in 0..=290 {
                    let v = Decimal { mantissa, scale };
                    assert_eq!(from_real(to_real(v).unwrap()), Some(strip(v)), "{v}");
                }
            }
        }
    }

    #[test]
    fn large_numbers_of_few_digits_survive() {
        for text in ["79000000000000000000000000000", "-123456789012345000000000000", "1000000000000000"] {
            assert_eq!(from_real(to_real(decimal(text)).unwrap()), Some(decimal(text)));
        }
    }

    #[test]
    fn what_would_be_rounded_is_refused() {
        for text in ["1234567890123456", "0.1234567890123456", "9007199254740993", "7922816251426433759354395033.5"] {
            assert_eq!(to_real(decimal(text)).unwrap_err().kind(), ErrorKind::Encode, "{text}");
        }
        assert!(to_real(Decimal { mantissa: 1, scale: 400 }).is_err());
    }

    #[test]
    fn rounding_is_that_of_decimals() {
        for (real, digits, rounded) in [
            (1.005, 2, 1.01),
            (-1.005, 2, -1.01),
            (2.5, 0, 3.0),
            (0.1 + 0.7, 1, 0.8),
            (1234.5, -2, 1200.0),
            (1250.0, -2, 1300.0),
            (7.0, -1, 10.0),
            (7.0, -5, 0.0),
            (7.25, 9, 7.25),
        ] {
            assert_eq!(round(real, digits), rounded, "{real} to {digits}");
        }
        assert_eq!(plain(0.7 + 0.1 + 0.2), 1.0);
    }

    #[test]
    fn noise_of_a_computation_goes() {
        assert_eq!(from_real(0.1 + 0.2), Some(decimal("0.3")));
        assert_eq!(from_real(1.0 / 3.0), Some(decimal("0.333333333333333")));
        assert_eq!(from_real(-2.5e-7), Some(decimal("-0.00000025")));
        assert_eq!(from_real(-0.0), Some(decimal("0")));
    }

    #[test]
    fn what_is_no_decimal_is_none() {
        for real in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
            assert_eq!(from_real(real), None);
        }
    }
}
