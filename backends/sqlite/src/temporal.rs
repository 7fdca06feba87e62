//! Dates and times as the text that SQLite's own functions read, written without an allocation.
//!
//! Texts of one kind compare as their times do, `CURRENT_TIMESTAMP` included: a fraction has six digits or is left out,
//! and moments carry no `Z` (with one, `10:00:00Z` would come after `10:00:00.5Z`).

use aludel_core::{Error, ErrorKind, Result, value::civil};

/// The longest text: `YYYY-MM-DD HH:MM:SS.ffffff`.
const LEN: usize = 26;

/// A text on the stack.
pub(crate) struct Stamp {
    bytes: [u8; LEN],
    len: usize,
}

impl Stamp {
    /// `YYYY-MM-DD`.
    pub(crate) fn date(days: i32) -> Result<Self> {
        let mut stamp = Self { bytes: [0; LEN], len: 0 };
        stamp.push_date(days)?;
        Ok(stamp)
    }

    /// `HH:MM:SS`, with `.ffffff` if there are microseconds.
    pub(crate) fn time(micros: i64) -> Result<Self> {
        if !(0..civil::DAY).contains(&micros) {
            return Err(Error::new(ErrorKind::Encode, "a time of day goes from 00:00:00 to 23:59:59.999999"));
        }
        let mut stamp = Self { bytes: [0; LEN], len: 0 };
        stamp.push_time(micros);
        Ok(stamp)
    }

    /// Date and time, with a space between.
    pub(crate) fn timestamp(micros: i64) -> Result<Self> {
        let (days, time) = civil::split(micros);
        let mut stamp = Self::date(days)?;
        stamp.push(b' ');
        stamp.push_time(time);
        Ok(stamp)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).expect("digits and separators")
    }

    fn push_date(&mut self, days: i32) -> Result<()> {
        let (year, month, day) = civil::from_days(days);
        let Some(year) = u32::try_from(year).ok().filter(|&year| year <= 9999) else {
            return Err(Error::new(ErrorKind::Encode, "SQLite holds dates of the years 0000 to 9999 only"));
        };
        self.digits(year, 4);
        self.push(b'-');
        self.digits(month.into(), 2);
        self.push(b'-');
        self.digits(day.into(), 2);
        Ok(())
    }

    fn push_time(&mut self, micros: i64) {
        let (hour, minute, second, micro) = civil::clock(micros);
        self.digits(hour.into(), 2);
        self.push(b':');
        self.digits(minute.into(), 2);
        self.push(b':');
        self.digits(second.into(), 2);
        if micro != 0 {
            self.push(b'.');
            self.digits(micro, 6);
        }
    }

    fn digits(&mut self, mut number: u32, width: usize) {
        for at in (self.len..self.len + width).rev() {
            self.bytes[at] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.len += width;
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_that_of_the_core() {
        for micros in [0, 1, -1, 951_782_400_000_000, -62_167_219_200_000_000, 253_402_300_799_999_999] {
            assert_eq!(Stamp::timestamp(micros).unwrap().as_str(), civil::format_timestamp(micros).unwrap());
            let (days, time) = civil::split(micros);
            assert_eq!(Stamp::date(days).unwrap().as_str(), civil::format_date(days).unwrap());
            assert_eq!(Stamp::time(time).unwrap().as_str(), civil::format_time(time));
        }
    }
}
