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
    /// Months, days and microseconds: PostgreSQL.
    Interval,
    /// An array of one of the others, which is no array itself: PostgreSQL.
    Array(&'static SqlType),
    /// A range of one of the others that has ranges: PostgreSQL.
    Range(&'static SqlType),
}

/// Hands a macro the names of PostgreSQL's types: of values, and of the ranges of values.
macro_rules! postgres_types {
    ($then:ident) => {
        $then! {
            values {
                Bool "boolean" I16 "smallint" I32 "integer" I64 "bigint" F32 "real" F64 "double precision" Text "text"
                Bytes "bytea" Uuid "uuid" Date "date" Time "time" Timestamp "timestamp" TimestampTz "timestamptz"
                Decimal "numeric" Json "jsonb" Interval "interval"
            }
            ranges {
                I32 "int4range" I64 "int8range" Decimal "numrange" Date "daterange" Timestamp "tsrange"
                TimestampTz "tstzrange"
            }
        }
    };
}
pub(crate) use postgres_types;

macro_rules! postgres_names {
    (values { $($ty:ident $name:literal)+ } ranges { $($of:ident $range:literal)+ }) => {
        impl SqlType {
            /// The name of PostgreSQL's type. Of an array it is that of the values in it.
            pub(crate) const fn postgres_name(self) -> &'static str {
                match self {
                    $(SqlType::$ty => $name,)+
                    $(SqlType::Range(SqlType::$of) => $range,)+
                    SqlType::Array(of) => of.postgres_name(),
                    SqlType::Range(_) => "int4range",
                }
            }
        }
    };
}
postgres_types!(postgres_names);

impl SqlType {
    /// What it is, if only PostgreSQL has it.
    pub(crate) const fn of_postgres(self) -> Option<&'static str> {
        match self {
            SqlType::Array(_) => Some("an array"),
            SqlType::Range(_) => Some("a range"),
            SqlType::Interval => Some("an interval"),
            _ => None,
        }
    }
}

/// What the ends of a range are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ends {
    /// Nothing is in the range, so it has no ends.
    Empty,
    /// The lower and the upper end.
    Of(End, End),
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// There is none.
    Unbounded,
    /// A value, which is in the range.
    Included,
    /// A value, which is not in the range.
    Excluded,
}

/// An exact decimal number: `mantissa / 10^scale`.
///
/// Two are equal if they are written alike: `1.5` and `1.50` are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i128,
    /// How many of them are behind the point.
    pub scale: u32,
}

impl std::fmt::Display for Decimal {
    /// ```
    /// use aludel_core::sql::Decimal;
    /// assert_eq!(Decimal { mantissa: -105, scale: 2 }.to_string(), "-1.05");
    /// ```
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale > 0 {
            // The width of a format string ends at 65535.
            let zeros = (scale + 1).saturating_sub(digits.len());
            digits.insert_str(0, &"0".repeat(zeros));
            digits.insert(digits.len() - scale, '.');
        }
        f.pad_integral(self.mantissa >= 0, "", &digits)
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
            // With its sign from the start: there is one more negative number than positive ones.
            let digit = sign * i128::from(digit - b'0');
            mantissa = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit)).ok_or(())?;
        }
        let scale = i32::try_from(fraction.len()).map_err(drop)?.checked_sub(exponent).ok_or(())?;
        if scale < 0 && mantissa != 0 {
            let power = 10i128.checked_pow(scale.unsigned_abs()).ok_or(())?;
            mantissa = mantissa.checked_mul(power).ok_or(())?;
        }
        Ok(Decimal { mantissa, scale: scale.max(0).unsigned_abs() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::random;

    fn decimal(mantissa: i128, scale: u32) -> Decimal {
        Decimal { mantissa, scale }
    }

    #[test]
    fn what_is_written_is_read() {
        for (mantissa, scale, text) in [
            (0, 0, "0"),
            (0, 3, "0.000"),
            (-1, 0, "-1"),
            (-1, 1, "-0.1"),
            (100, 2, "1.00"),
            (-105, 2, "-1.05"),
            (12_345, 4, "1.2345"),
            (i128::MAX, 0, "170141183460469231731687303715884105727"),
            (i128::MIN, 0, "-170141183460469231731687303715884105728"),
            (i128::MIN, 38, "-1.70141183460469231731687303715884105728"),
            (i128::MAX, 40, "0.0170141183460469231731687303715884105727"),
        ] {
            assert_eq!(decimal(mantissa, scale).to_string(), text);
            assert_eq!(text.parse(), Ok(decimal(mantissa, scale)));
        }
        for n in random() {
            let mantissa = (i128::from(n) << (n % 64)) * if n % 3 == 0 { -1 } else { 1 };
            let decimal = decimal(mantissa, n as u32 % 60);
            assert_eq!(decimal.to_string().parse(), Ok(decimal));
        }
    }

    #[test]
    fn it_is_written_as_wide_as_asked() {
        let decimal = decimal(-105, 2);
        assert_eq!(format!("{decimal:>7}|{decimal:<7}|{decimal:07}"), "  -1.05|-1.05  |-001.05");
    }

    #[test]
    fn a_scale_beyond_all_columns_is_written() {
        assert_eq!(decimal(7, 100_000).to_string().len(), 100_002);
    }

    #[test]
    fn other_ways_to_write_it_are_read() {
        for (text, mantissa, scale) in [
            ("+5", 5, 0),
            ("5.", 5, 0),
            (".5", 5, 1),
            ("-.5", -5, 1),
            ("007.50", 750, 2),
            ("-0", 0, 0),
            ("1.0e+20", 10i128.pow(20), 0),
            ("1.5E3", 1500, 0),
            ("1.5e-3", 15, 4),
            ("-9.5e1", -95, 0),
            ("1e38", 10i128.pow(38), 0),
            ("0e2147483647", 0, 0),
            ("0.0e5", 0, 0),
        ] {
            assert_eq!(text.parse(), Ok(decimal(mantissa, scale)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "-.",
            "e5",
            "1e",
            "1e1.5",
            "1.2.3",
            "1 ",
            " 1",
            "--1",
            "+-1",
            "1,5",
            "NaN",
            "inf",
            "0x1",
            "\u{663}",
            "1e39",
            "1e2147483647",
            "1.5e-2147483648",
            "1e99999999999",
            "170141183460469231731687303715884105728",
            "-170141183460469231731687303715884105729",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(()), "{text}");
        }
    }
}
