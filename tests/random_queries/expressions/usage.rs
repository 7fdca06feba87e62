//! Where a random expression is put: selected, filtered by, sorted by, aggregated, over a window, written.

use super::{
    cell::{Cell, Shown},
    rules::*,
    sampled::samples,
    tree::{Dice, Tree, Type},
};
use aludel::{
    Any, Result,
    engine::Connection,
    expr::{
        cume_dist, dense_rank, json_agg, nth_value, ntile, percent_rank, stddev_pop, stddev_samp, sum_distinct,
        var_pop, var_samp,
    },
    prelude::*,
    sql::{Style, Writer},
    value::{Load, Scalar},
};

/// The rows of a query.
pub type Cells = Vec<Vec<Cell>>;

/// Ways to use an expression. The numbers choose among the variants of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// In the list of what is selected.
    Selected,
    /// The distinct ones of all rows.
    Distinct,
    /// As a condition of WHERE, also negated.
    Filtered,
    /// Rows sorted by it.
    Sorted(u8),
    /// Aggregated: of all rows, of groups.
    Grouped(bool),
    /// Over windows.
    Windowed(u8),
    /// Assigned to a column by an UPDATE.
    Written,
    /// Through a derived table, and set operations of it.
    Derived,
}

impl Way {
    /// One for an expression of a type.
    pub fn draw(ty: Type, dice: &mut Dice) -> Self {
        loop {
            let way = match dice.below(14) {
                0..5 => Way::Selected,
                5 => Way::Distinct,
                6 | 7 => Way::Filtered,
                8 => Way::Sorted(dice.below(4) as u8),
                9 | 10 => Way::Grouped(dice.below(4) > 0),
                11 => Way::Windowed(dice.below(4) as u8),
                12 => Way::Written,
                _ => Way::Derived,
            };
            let sortable = !matches!(ty, Type::Text | Type::Json | Type::Real);
            let fits = match way {
                Way::Filtered => ty == Type::Flag,
                Way::Sorted(_) => sortable,
                Way::Windowed(variant) => sortable || variant < 2,
                Way::Distinct | Way::Derived => !matches!(ty, Type::Json | Type::Real),
                _ => true,
            };
            if fits {
                return way;
            }
        }
    }

    /// Its name without the variant.
    pub fn name(self) -> &'static str {
        match self {
            Way::Selected => "selected",
            Way::Distinct => "distinct",
            Way::Filtered => "filtered",
            Way::Sorted(_) => "sorted",
            Way::Grouped(_) => "grouped",
            Way::Windowed(_) => "windowed",
            Way::Written => "written",
            Way::Derived => "derived",
        }
    }
}

/// What aggregates there are of an expression, which `condition` filters.
macro_rules! aggregates {
    (texts $e:ident $c:ident) => {
        (
            count_distinct($e.clone()),
            string_agg($e.clone(), ", ").order_by(samples::id),
            string_agg($e.clone(), "").order_by((samples::flag, samples::id.desc())).filter($c.clone()),
            json_agg($e.clone()).order_by(samples::id),
            count_of($e).filter($c),
        )
    };
    (integers $e:ident $c:ident) => {
        (
            sum($e.clone()),
            sum_distinct($e.clone()),
            avg($e.clone()),
            min($e.clone()),
            max($e.clone()).filter($c.clone()),
            sum($e.clone()).filter($c.clone()),
            avg($e.clone()).filter($c),
            count_distinct($e.clone()),
            json_agg($e).order_by(samples::id),
        )
    };
    (numbers $e:ident $c:ident) => {
        (
            sum($e.clone()),
            sum_distinct($e.clone()),
            avg($e.clone()),
            min($e.clone()).filter($c.clone()),
            max($e.clone()),
            count_distinct($e.clone()).filter($c.clone()),
            sum($e).filter($c),
        )
    };
    (decimals $e:ident $c:ident) => {
        (
            sum($e.clone()),
            sum_distinct($e.clone()),
            min($e.clone()).filter($c.clone()),
            max($e.clone()),
            count_distinct($e.clone()).filter($c.clone()),
            sum($e).filter($c),
        )
    };
    (reals $e:ident $c:ident) => {
        (
            sum($e.clone()),
            avg($e.clone()),
            min($e.clone()),
            max($e.clone()).filter($c.clone()),
            stddev_pop(samples::float),
            stddev_samp(samples::int_null).filter($c.clone()),
            var_pop(samples::exact),
            var_samp(samples::small_null).filter($c),
        )
    };
    (flags $e:ident $c:ident) => {
        (
            bool_and($e.clone()),
            bool_or($e.clone()),
            bool_and($e.clone()).filter($c.clone()),
            bool_or($e.clone()).filter($c),
            count_distinct($e.clone()),
            json_agg($e).order_by(samples::id),
        )
    };
    (ordered $e:ident $c:ident) => {
        (
            min($e.clone()),
            max($e.clone()),
            min($e.clone()).filter($c.clone()),
            max($e.clone()).filter($c),
            count_distinct($e),
        )
    };
    (counted $e:ident $c:ident) => {
        (count().filter($c.clone()), count_of($e.clone()), count_of($e).filter($c))
    };
}

/// Runs it.
pub fn run(tree: &Tree, condition: &Tree, way: Way, db: &mut Connection<Any>) -> Result<Cells> {
    macro_rules! by_type {
        ($($kind:ident: $grouped:ident $written:ident $derived:ident;)*) => {
            match tree.ty() {
                $(Type::$kind => {
                    let e = $kind::make(tree);
                    match way {
                        Way::Grouped(true) => {
                            let c = Flag::make(condition);
                            let rows = from(samples::table).group_by(samples::part).order_by(samples::part);
                            cells(rows.select(aggregates!($grouped e c)).all(db)?)
                        }
                        Way::Grouped(false) => {
                            let c = Flag::make(condition);
                            let rows = from(samples::table).filter(samples::id.gt(2));
                            cells(rows.select(aggregates!($grouped e c)).all(db)?)
                        }
                        Way::Written => {
                            let tx = &mut db.begin()?;
                            update(samples::table).set(samples::$written.set(e)).filter(samples::id.lt(20)).execute(tx)?;
                            let rows = from(samples::table).order_by(samples::id).select((samples::id, samples::$written));
                            cells(rows.all(tx)?)
                        }
                        Way::Derived => {
                            use shapes::$derived as shape;
                            let all = from(samples::table).select((samples::id, e.clone()));
                            let inner = from(derived(shape::table, all)).filter(shape::e.is_not_null());
                            let mut rows = cells(inner.order_by(shape::id).all(db)?)?;
                            let some = from(samples::table).filter(Flag::make(condition)).select((samples::part, e.clone()));
                            let odd = from(samples::table).filter(samples::flag).select((samples::part, e));
                            rows.extend(sorted(some.clone().union(odd.clone()).all(db)?)?);
                            rows.extend(sorted(some.clone().intersect(odd.clone()).all(db)?)?);
                            rows.extend(sorted(odd.clone().except(some.clone()).all(db)?)?);
                            rows.extend(sorted(some.union_all(odd).all(db)?)?);
                            Ok(rows)
                        }
                        _ => of_any(e, Flag::make(condition), way, db),
                    }
                })*
                ty => unreachable!("nothing is of type {ty:?} as a whole"),
            }
        };
    }
    match way {
        Way::Filtered => {
            let rows =
                from(samples::table).filter(Flag::make(tree)).order_by(samples::id).select(samples::id).all(db)?;
            let others = from(samples::table)
                .filter(Flag::make(tree).not())
                .order_by(samples::id)
                .select(samples::id)
                .all(db)?;
            Ok([rows, others].map(|ids| ids.into_iter().map(Shown::cell).collect()).to_vec())
        }
        Way::Sorted(_) | Way::Windowed(2..) => sorted_by(tree, way, db),
        _ => by_type! {
            Text: texts text_null texts;
            Int: integers int_null ints;
            Small: integers small_null smalls;
            Float: numbers float_null floats;
            Real: reals float_null floats;
            Flag: flags flag_null flags;
            Day: ordered day_null days;
            Stamp: ordered stamp_null stamps;
            Moment: ordered moment_null moments;
            Clock: ordered clock_null clocks;
            Exact: decimals exact_null exacts;
            Json: counted json_null documents;
        },
    }
}

/// Derived tables of each type.
mod shapes {
    use aludel::prelude::*;
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
    use rust_decimal::Decimal;

    shape! { pub texts { id: i64, e: Option<String> } }
    shape! { pub ints { id: i64, e: Option<i64> } }
    shape! { pub smalls { id: i64, e: Option<i32> } }
    shape! { pub floats { id: i64, e: Option<f64> } }
    shape! { pub flags { id: i64, e: Option<bool> } }
    shape! { pub days { id: i64, e: Option<NaiveDate> } }
    shape! { pub stamps { id: i64, e: Option<NaiveDateTime> } }
    shape! { pub moments { id: i64, e: Option<DateTime<Utc>> } }
    shape! { pub clocks { id: i64, e: Option<NaiveTime> } }
    shape! { pub exacts { id: i64, e: Option<Decimal> } }
    shape! { pub documents { id: i64, e: Option<serde_json::Value> } }
}

/// A row as cells.
trait Rowed {
    fn row(self) -> Vec<Cell>;
}
macro_rules! rowed {
    ($(($($t:ident $n:tt),+))*) => { $(
        impl<$($t: Shown),+> Rowed for ($($t,)+) {
            fn row(self) -> Vec<Cell> {
                vec![$(self.$n.cell()),+]
            }
        }
    )* };
}
rowed! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
}
fn cells<R: Rowed>(rows: Vec<R>) -> Result<Cells> {
    Ok(rows.into_iter().map(Rowed::row).collect())
}
/// Rows that come in no order.
fn sorted<R: Rowed>(rows: Vec<R>) -> Result<Cells> {
    let mut rows = cells(rows)?;
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    Ok(rows)
}

/// The text of an expression.
pub fn text(tree: &Tree, style: Style) -> String {
    let mut w = Writer::new(style);
    macro_rules! by_type {
        ($($kind:ident)*) => {
            match tree.ty() {
                $(Type::$kind => $kind::make(tree).render(&mut w),)*
            }
        };
    }
    by_type!(Text Pattern Path Int Small Few Float Real Flag Day Stamp Moment Clock Exact Json);
    w.finish()
}

fn of_any<T>(e: Dyn<T>, condition: Dyn<bool>, way: Way, db: &mut Connection<Any>) -> Result<Cells>
where
    T: Shown + Scalar,
    Option<T>: Load,
{
    let all = from(samples::table).order_by(samples::id);
    match way {
        Way::Selected => cells(all.select((samples::id, e)).all(db)?),
        Way::Distinct => sorted(from(samples::table).select((samples::part, e)).distinct().all(db)?),
        Way::Windowed(0) => {
            let by_id = partition_by(samples::part).order_by(samples::id.desc());
            let row = (
                samples::id,
                lag(e.clone(), 1).over(by_id),
                lead(e.clone(), 2).over(by_id),
                first_value(e.clone()).over(by_id),
                last_value(e.clone()).over(by_id.rows(preceding(1), following(1))),
                nth_value(e, 2).over(by_id.rows(unbounded_preceding(), unbounded_following())),
            );
            cells(from(samples::table).order_by(samples::id).select(row).all(db)?)
        }
        Way::Windowed(_) => {
            let by_id = window().order_by(samples::id);
            let row = (
                samples::id,
                count_of(e.clone()).over(by_id.rows(preceding(3), preceding(1))),
                count_of(e.clone()).filter(condition).over(partition_by(samples::part)),
                first_value(e.clone()).over(by_id.rows(following(1), unbounded_following())),
                last_value(e).over(by_id.range(preceding(2), current_row())),
            );
            cells(from(samples::table).order_by(samples::id).select(row).all(db)?)
        }
        _ => unreachable!("done elsewhere"),
    }
}

/// Rows sorted by it, and ranks.
fn sorted_by(tree: &Tree, way: Way, db: &mut Connection<Any>) -> Result<Cells> {
    macro_rules! by_type {
        ($($kind:ident)*) => {
            match tree.ty() {
                $(Type::$kind => {
                    let e = $kind::make(tree);
                    let all = || from(samples::table);
                    match way {
                        Way::Sorted(0) => cells(all().order_by((e.asc().nulls_first(), samples::id)).select((samples::id, samples::id)).all(db)?),
                        Way::Sorted(1) => cells(all().order_by((e.desc().nulls_last(), samples::id)).select((samples::id, samples::id)).all(db)?),
                        Way::Sorted(2) => cells(all().order_by((e.asc().nulls_last(), samples::id)).limit(7).offset(2).select((samples::id, samples::id)).all(db)?),
                        Way::Sorted(_) => cells(all().order_by((samples::part.desc(), e.desc().nulls_first(), samples::id.desc())).limit(11).select((samples::id, samples::id)).all(db)?),
                        Way::Windowed(2) => {
                            let by = window().order_by(e.clone().desc().nulls_last());
                            let row = (
                                samples::id,
                                rank().over(by.clone()),
                                dense_rank().over(by.clone()),
                                percent_rank().over(by.clone()),
                                cume_dist().over(by.clone()),
                                count().over(by),
                            );
                            cells(all().order_by(samples::id).select(row).all(db)?)
                        }
                        _ => {
                            let by = partition_by(samples::flag).order_by((e.asc().nulls_first(), samples::id));
                            let row = (
                                samples::id,
                                row_number().over(by.clone()),
                                ntile(3).over(by.clone()),
                                sum(samples::int).over(by.clone()),
                                count().over(by.rows(preceding(2), following(1))),
                            );
                            cells(all().order_by(samples::id).select(row).all(db)?)
                        }
                    }
                })*
                ty => unreachable!("{ty:?} is not sorted by"),
            }
        };
    }
    by_type!(Int Small Float Flag Day Stamp Moment Clock Exact)
}
