//! The types that values are stored as.

/// What a value is stored as; each backend has a type for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SqlType {
    /// BOOLEAN.
    Bool,
    /// SMALLINT, 16 bits.
    I16,
    /// INTEGER, 32 bits.
    I32,
    /// BIGINT, 64 bits.
    I64,
    /// REAL, 32 bits.
    F32,
    /// DOUBLE PRECISION, 64 bits.
    F64,
    /// TEXT, or VARCHAR with a length.
    Text,
    /// Bytes: BLOB, BYTEA.
    Bytes,
    /// A UUID; 16 bytes where the backend has no type for it.
    Uuid,
    /// A day.
    Date,
    /// A time of day, in microseconds.
    Time,
    /// A date and time without a zone, in microseconds.
    Timestamp,
    /// A moment, in microseconds, in UTC.
    TimestampTz,
    /// An exact decimal number.
    Decimal,
    /// A JSON document.
    Json,
}

/// An exact decimal number: `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i128,
    /// How many of them are behind the point.
    pub scale: u32,
}

impl std::fmt::Display for Decimal {
    /// ```
    /// use aludel_core::value::Decimal;
    /// assert_eq!(Decimal { mantissa: -105, scale: 2 }.to_string(), "-1.05");
    /// ```
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

impl std::str::FromStr for Decimal {
    type Err = ();

    /// Reads `-12.50`, and the exponent that SQLite writes for large numbers (`1.0e+20`).
    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().map_err(drop)?),
            None => (text, 0),
        };
        let (sign, number) = match number.as_bytes().first() {
            Some(b'-') => (-1, &number[1..]),
            Some(b'+') => (1, &number[1..]),
            _ => (1, number),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.len() + fraction.len() == 0 {
            return Err(());
        }
        let mut mantissa = 0i128;
        for digit in whole.bytes().chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return Err(());
            }
            mantissa = mantissa.checked_mul(10).and_then(|m| m.checked_add((digit - b'0').into())).ok_or(())?;
        }
        let mut scale = i32::try_from(fraction.len()).map_err(drop)?.checked_sub(exponent).ok_or(())?;
        while scale < 0 {
            mantissa = mantissa.checked_mul(10).ok_or(())?;
            scale += 1;
        }
        Ok(Decimal { mantissa: mantissa * sign, scale: scale.unsigned_abs() })
    }
}
