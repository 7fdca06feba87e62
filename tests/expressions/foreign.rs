//! Value types of other crates, each with its feature.

#![allow(unused_imports)]

use crate::harness::{each_backend, failure};
use aludel::{ErrorKind, prelude::*};

/// One test: a table with a key, a column of a type and a nullable one, and values that come back as they were.
#[allow(unused_macros)]
macro_rules! round_trip {
    ($name:ident, $copied:ident: $ty:ty, $(#[$($attr:tt)*])? $row:ident in $table:ident of $schema:ident, $values:expr) => {
        table! {
            #[derive(Debug, Clone, PartialEq)]
            pub struct $row in $table {
                #[primary_key]
                id: i32,
                $(#[$($attr)*])?
                it: $ty,
                $(#[$($attr)*])?
                maybe: Option<$ty>,
            }
        }
        schema! { pub $schema: $table }
        each_backend! {
            everywhere fn $name(db) {
                db.create::<$schema>();
                let values: Vec<$ty> = $values.into();
                let rows: Vec<_> = (0..)
                    .zip(values)
                    .map(|(id, it)| $row { id, maybe: (id % 2 == 0).then(|| it.clone()), it })
                    .collect();
                insert($table::table).values(&rows).execute(db)?;
                assert_eq!(from($table::table).order_by($table::id).all(db)?, rows);
                for row in rows {
                    let found = from($table::table).filter($table::it.eq(row.it)).select($table::id).all(db)?;
                    assert_eq!(found, [row.id]);
                }
            }

            on [Postgres] fn $copied(db) {
                db.create::<$schema>();
                let values: Vec<$ty> = $values.into();
                let row = |(id, it): (i32, $ty)| $row { id, maybe: (id % 2 == 0).then(|| it.clone()), it };
                let rows: Vec<_> = (0..).zip(values).map(row).collect();
                assert_eq!(copy_into($table::table).values(&rows).execute(db)?, rows.len() as u64);
                assert_eq!(from($table::table).order_by($table::id).all(db)?, rows);
            }
        }
    };
}

#[cfg(feature = "uuid")]
round_trip!(
    uuids, copied_uuids: uuid::Uuid, UuidRow in uuid_rows of UuidTables,
    [uuid::Uuid::nil(), uuid::Uuid::max(), uuid::Uuid::from_u128(0x1234_5678_9abc_def0_0fed_cba9_8765_4321)]
);

#[cfg(feature = "rust_decimal")]
round_trip!(decimals, copied_decimals: rust_decimal::Decimal, #[decimal(15, 4)] DecimalRow in decimal_rows of DecimalTables, {
    ["0", "0.0001", "-0.0001", "12345678901.2345", "-99999999999.9999"]
        .map(|text| text.parse::<rust_decimal::Decimal>().unwrap())
});

#[cfg(feature = "chrono")]
mod chrono_values {
    use super::*;
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    fn moment(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    round_trip!(
        dates, copied_dates: NaiveDate, CDate in c_dates of CDates,
        ["0001-01-01", "1969-12-31", "2024-02-29", "9999-12-31"].map(|t| t.parse::<NaiveDate>().unwrap())
    );
    round_trip!(
        times, copied_times: NaiveTime, CTime in c_times of CTimes,
        ["00:00:00", "12:34:56.000001", "23:59:59.999999"].map(|t| t.parse::<NaiveTime>().unwrap())
    );
    round_trip!(
        timestamps, copied_timestamps: NaiveDateTime, CStamp in c_stamps of CStamps,
        [
            "1000-01-01T00:00:00",
            "1969-12-31T23:59:59.999999",
            "2024-02-29T12:00:00.5",
            "9999-12-31T23:59:59.999999",
        ].map(moment)
    );
    round_trip!(
        moments, copied_moments: DateTime<Utc>, CMoment in c_moments of CMoments,
        [
            "1000-01-01T00:00:00",
            "1969-12-31T23:59:59.999999",
            "2024-03-31T01:30:00",
            "9999-12-31T23:59:59.999999",
        ].map(|t| moment(t).and_utc())
    );

    each_backend! {
        everywhere fn nanoseconds_are_refused(db) {
            db.create::<CStamps>();
            let it = moment("2024-01-01T00:00:00.000000001");
            let error = failure(insert(c_stamps::table).values(CStamp { id: 1, it, maybe: None }).execute(db));
            assert_eq!(error.kind(), ErrorKind::Encode);
        }
    }
}

#[cfg(feature = "time")]
mod time_values {
    use super::*;
    use time::macros::{date, datetime, time};

    round_trip!(
        dates, copied_dates: time::Date, TDate in t_dates of TDates,
        [date!(1000 - 01 - 01), date!(1969 - 12 - 31), date!(9999 - 12 - 31)]
    );
    round_trip!(times, copied_times: time::Time, TTime in t_times of TTimes, [time!(00:00), time!(23:59:59.999999)]);
    round_trip!(
        timestamps, copied_timestamps: time::PrimitiveDateTime, TStamp in t_stamps of TStamps,
        [datetime!(1969-12-31 23:59:59.999999), datetime!(2024-02-29 12:00)]
    );
    round_trip!(
        moments, copied_moments: time::OffsetDateTime, TMoment in t_moments of TMoments,
        [datetime!(1969-12-31 23:59:59.999999 UTC), datetime!(2024-02-29 12:00 UTC)]
    );
}

#[cfg(feature = "jiff")]
mod jiff_values {
    use super::*;
    use jiff::civil::{date, time};

    round_trip!(
        dates, copied_dates: jiff::civil::Date, JDate in j_dates of JDates,
        [date(1000, 1, 1), date(1969, 12, 31), date(9999, 12, 31)]
    );
    round_trip!(
        times, copied_times: jiff::civil::Time, JTime in j_times of JTimes,
        [time(0, 0, 0, 0), time(23, 59, 59, 999_999_000)]
    );
    round_trip!(
        timestamps, copied_timestamps: jiff::civil::DateTime, JStamp in j_stamps of JStamps,
        [date(1969, 12, 31).at(23, 59, 59, 999_999_000), date(2024, 2, 29).at(12, 0, 0, 0)]
    );
    round_trip!(
        moments, copied_moments: jiff::Timestamp, JMoment in j_moments of JMoments,
        [jiff::Timestamp::UNIX_EPOCH, "1969-12-31T23:59:59.999999Z".parse::<jiff::Timestamp>().unwrap()]
    );
}

#[cfg(feature = "serde_json")]
mod json_values {
    use super::*;
    use serde_json::{Value, json};

    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct Document in documents {
            #[primary_key]
            id: i32,
            it: Value,
            maybe: Option<Value>,
        }
    }
    schema! { pub Documents: documents }

    each_backend! {
        everywhere fn documents_come_back(db) {
            db.create::<Documents>();
            let values = [
                json!(null),
                json!(true),
                json!(-1.5),
                json!("text with 'quotes' \\ and \"more\""),
                json!([]),
                json!({ "a": [1, { "b": null }], "ü": "🦀" }),
            ];
            let rows: Vec<_> = (0..)
                .zip(values)
                .map(|(id, it)| Document { id, maybe: (id % 2 == 0).then(|| it.clone()), it })
                .collect();
            insert(documents::table).values(&rows).execute(db)?;
            assert_eq!(from(documents::table).order_by(documents::id).all(db)?, rows);
        }
    }
}
