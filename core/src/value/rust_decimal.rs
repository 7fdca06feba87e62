//! `rust_decimal`.

use super::{Decimal as Digits, Row, lossy, primitive::scalars};
use crate::Result;
use rust_decimal::Decimal;

scalars! {
    Decimal: Decimal, |v, b| b.decimal(Digits { mantissa: v.mantissa(), scale: v.scale() }), |row, at| read(row, at);
}

/// A column may have more digits than fit; they may be zeros behind the point.
fn read<R: Row + ?Sized>(row: &R, at: usize) -> Result<Decimal> {
    let Digits { mut mantissa, mut scale } = row.decimal(at)?;
    loop {
        match Decimal::try_from_i128_with_scale(mantissa, scale) {
            Ok(decimal) => return Ok(decimal),
            Err(_) if mantissa == 0 => scale = 0,
            Err(_) if scale > 0 && mantissa % 10 == 0 => (mantissa, scale) = (mantissa / 10, scale - 1),
            Err(_) => return Err(lossy(row, at, "rust_decimal::Decimal")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random, round_trips, stored, unreadable};
    use crate::{
        expr::*,
        sql::{PostgreSQL, SQLite, Sql, text_of},
    };

    fn cell(mantissa: i128, scale: u32) -> Stored {
        Stored::Decimal(Digits { mantissa, scale })
    }
    fn decoded(cell: &Stored) -> String {
        <Decimal as crate::value::Scalar>::decode(cell, 0).unwrap().to_string()
    }

    #[test]
    fn every_digit_comes_back() {
        let smallest = Decimal::new(1, 28);
        round_trips([Decimal::MIN, Decimal::MAX, Decimal::ZERO, smallest, -smallest]);
        round_trips(random().map(|n| {
            let mantissa = (u128::from(n).pow(2) % (1 << 96)) as i128;
            let sign = if n % 2 == 0 { 1 } else { -1 };
            Decimal::from_i128_with_scale(mantissa * sign, n as u32 % 29)
        }));
        for text in ["1.50", "0.00", "-0.0000000000000000000000000001", "7.9228162514264337593543950335"] {
            let decimal: Decimal = text.parse().unwrap();
            assert_eq!(decoded(&stored(&decimal)), text);
            assert_eq!(stored(&decimal), Stored::Decimal(text.parse().unwrap()));
        }
    }

    #[test]
    fn only_zeros_behind_the_point_are_given_up() {
        assert_eq!(decoded(&cell(15 * 10i128.pow(36), 37)), "1.5000000000000000000000000000");
        assert_eq!(decoded(&cell(-12_345_678_901 * 10i128.pow(27), 30)), "-12345678.901000000000000000000");
        assert_eq!(decoded(&cell(0, 400)), "0");
        let most = Decimal::MAX.mantissa();
        for (mantissa, scale) in
            [(most + 1, 0), (-most - 1, 0), (1, 29), (i128::MIN, 0), (i128::MAX, 38), (1, u32::MAX)]
        {
            unreadable::<Decimal>(cell(mantissa, scale));
        }
    }

    #[test]
    fn whole_literals_stand_for_it() {
        fn sqlite<E: Sql<SQLite>>(e: E) -> (String, Vec<Stored>) {
            let mut cells = Vec::new();
            e.bind(&mut cells).unwrap();
            (text_of::<SQLite, _>(&e), cells)
        }
        let (half, five) = (cell(5, 1), cell(5, 0));
        let price = || value(Decimal::new(5, 1));
        assert_eq!(sqlite(price().mul(5)), ("? * ?".into(), vec![half.clone(), five.clone()]));
        assert_eq!(sqlite(price().gt(&5)), ("? > ?".into(), vec![half.clone(), five.clone()]));
        assert_eq!(sqlite(price().div(5)), ("? * 1.0 / ?".into(), vec![half.clone(), five.clone()]));
        assert_eq!(sqlite(price().in_list([5])), ("? IN (?)".into(), vec![half, five]));
    }

    /// Had a literal two types to be, these would not compile.
    #[test]
    fn literals_stand_for_the_other_numbers_as_before() {
        let _ = (value(1i8).eq(5), value(1i16).eq(5), value(1i32).eq(5), value(1i64).eq(5));
        let _ = (value(1u8).add(5), value(1u16).add(5), value(1u32).add(5), value(1u64).add(5));
        let _ = (value(1f32).lt(0.5), value(1f64).between(0.5, 2.5), value(5i32).rem(2));
        let _ = (value(1i64).in_list([1, 2]), value(1i16).in_list(vec![1, 2]), value(1i64).in_list(&[1, 2]));
        let _ = (coalesce(sum(value(1i32)), 0), coalesce(sum(value(Decimal::ONE)), 0), nullif(value(1i64), 0));
        let _ = case(value(true), value(1i64)).when(value(true), 2).otherwise(3);
    }

    #[test]
    fn it_is_divided_in_fractions() {
        let ratio = || value(Decimal::ONE).div(value(Decimal::TWO).mul(3));
        assert_eq!(text_of::<SQLite, _>(&ratio()), "? * 1.0 / (? * ?)");
        assert_eq!(text_of::<PostgreSQL, _>(&ratio()), "$1 / nullif($2 * $3, 0)");
        assert_eq!(text_of::<PostgreSQL, _>(&value(Decimal::ONE).rem(2)), "$1 % nullif($2, 0)");
        assert_eq!(text_of::<SQLite, _>(&value(7i64).rem(2)), "? % ?");
    }

    #[test]
    fn its_average_is_a_decimal() {
        fn typed<T, E: Expr<Base = T> + Sql<PostgreSQL>>(e: E) -> String {
            text_of::<PostgreSQL, _>(&e)
        }
        assert_eq!(typed::<Decimal, _>(avg(value(Decimal::ONE))), "avg($1)");
        assert_eq!(typed::<Decimal, _>(sum(value(Decimal::ONE))), "sum($1)");
        assert_eq!(typed::<Decimal, _>(max(value(Decimal::ONE))), "max($1)");
        assert_eq!(typed::<f64, _>(avg(value(1i32))), "avg(CAST($1 AS double precision))");
        assert_eq!(typed::<Decimal, _>(value(1i64).cast::<Decimal>()), "CAST($1 AS numeric)");
        assert_eq!(typed::<f64, _>(value(Decimal::ONE).cast::<f64>()), "CAST($1 AS double precision)");
    }
}
