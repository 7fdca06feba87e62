//! What random expressions are made of: columns, values, and one line for each function and operator.
//!
//! A line is `Name(argument: Type, ..) => expression`, below the type that it makes. What all types have (`coalesce`,
//! `CASE`), and all that compare or have an order, is said once for them.

use super::{
    sampled::{self, samples},
    tree::{Rule, Tree, Type},
};
use aludel::{
    Result,
    expr::{
        Ordered, acos, asin, atan, atan2, bit_and, bit_or, character, code_point, concat_ws, cos, degrees, exp,
        json_array, json_array_length, json_bool, json_exists, json_float, json_get, json_insert, json_object,
        json_remove, json_set, json_type, left, ln, log, log2, log10, lpad, ltrim, micros_between, octet_length, power,
        radians, repeat, reverse, right, rpad, rtrim,
        scope::{Maybe, Of},
        sign, sin, sqrt, substring_from, tan, to_integer,
    },
    prelude::*,
    sql::{AnyDialect, Binder, Tok, Writer, loose},
    value::Scalar,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use std::{marker::PhantomData, rc::Rc, sync::LazyLock};

/// An expression of which only the value type is known.
pub struct Dyn<T>(Rc<dyn Piece>, PhantomData<fn() -> T>);
impl<T> Clone for Dyn<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<T: Scalar> Dyn<T> {
    fn new(expression: impl Expr<Base = T> + Sql<AnyDialect> + 'static) -> Self {
        Self(Rc::new(expression), PhantomData)
    }
}

/// The part of [`Sql`] that works through a dynamic type.
trait Piece {
    fn dyn_render(&self, w: &mut Writer);
    fn dyn_bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()>;
}
impl<E: Sql<AnyDialect>> Piece for E {
    fn dyn_render(&self, w: &mut Writer) {
        self.render(w);
    }
    fn dyn_bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()> {
        self.bind(binder)
    }
}
impl<T: Scalar> Expr for Dyn<T> {
    type Base = T;
    type Uses = Maybe<Of<samples::id>>;
}
impl<T: Scalar> Sql<AnyDialect> for Dyn<T> {
    const LOOSE: u8 = loose::OR;
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        self.0.dyn_render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, mut binder: &mut B) -> Result<()> {
        self.0.dyn_bind(&mut binder)
    }
}

/// A type of expressions.
pub trait Kind {
    /// Its values.
    type T: Scalar;
    /// Makes an expression of a tree.
    fn make(tree: &Tree) -> Dyn<Self::T>;
}

macro_rules! rules {
    ($($kind:ident: $ty:ty [$($column:ident)*] $values:expr, $tail:ident {
        $($rule:ident($($arg:ident: $of:ident),*) => $made:expr;)*
    })*) => {
        $(
            #[doc = concat!("Expressions of type ", stringify!($ty), ".")]
            pub struct $kind;
            impl Kind for $kind {
                type T = $ty;
                #[allow(unused_mut, unused_variables, unused_assignments)]
                fn make(tree: &Tree) -> Dyn<$ty> {
                    match tree {
                        Tree::Column(_, at) => {
                            let columns: Vec<fn() -> Dyn<$ty>> = vec![$(|| Dyn::new(samples::$column)),*];
                            columns[*at]()
                        }
                        Tree::Value(_, at) => Dyn::new(value($values[*at].clone())),
                        Tree::Rule(rule, parts) => match rule.name {
                            $(stringify!($rule) => {
                                let mut parts = parts.iter();
                                $(let $arg = <$of as Kind>::make(parts.next().expect("a part"));)*
                                Dyn::new($made)
                            })*
                            name => $tail::<$kind>(rule, parts),
                        },
                    }
                }
            }
        )*
        /// The columns of each type.
        pub static COLUMNS: &[(Type, &[&str])] = &[$((Type::$kind, &[$(stringify!($column)),*])),*];
        /// How many values of each type there are.
        pub static VALUES: &[(Type, fn() -> usize)] = &[$((Type::$kind, || $values.len())),*];
        /// The rules.
        pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
            let mut rules = vec![$($(Rule {
                name: stringify!($rule),
                makes: Type::$kind,
                takes: &[$(Type::$of),*],
            },)*)*];
            tails(&mut rules);
            rules
        });
    };
}

fn texts() -> Vec<String> {
    sampled::TEXTS.iter().map(|&text| text.to_owned()).collect()
}
fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}
fn smalls() -> Vec<i32> {
    sampled::INTS.iter().map(|&n| n as i32).collect()
}
fn each<T>(count: usize, make: fn(usize) -> T) -> Vec<T> {
    (0..count).map(make).collect()
}

/// Hands the rules to a macro.
macro_rules! all_rules {
    ($then:ident) => { $then! {
    Text: String [text text_null] texts(), compared {
        lower(a: Text) => lower(a);
        upper(a: Text) => upper(a);
        trim(a: Text) => trim(a);
        ltrim(a: Text) => ltrim(a);
        rtrim(a: Text) => rtrim(a);
        substring(a: Text, start: Few, length: Few) => substring(a, start, length);
        substring_of_columns(a: Text, start: Small, length: Small) => substring(a, start, length);
        substring_from(a: Text, start: Few) => substring_from(a, start);
        left(a: Text, n: Small) => left(a, n);
        right(a: Text, n: Small) => right(a, n);
        replace(a: Text, b: Text, c: Text) => replace(a, b, c);
        reverse(a: Text) => reverse(a);
        repeat(a: Text, n: Few) => repeat(left(a, 8), n);
        lpad(a: Text, n: Few, b: Text) => lpad(a, n, b);
        rpad(a: Text, n: Few, b: Text) => rpad(a, n, b);
        concat(a: Text, b: Text) => concat(a, b);
        concat_ws(a: Text, b: Text, c: Text) => concat_ws("-", (a, b, c));
        concat_ws_of(a: Text, b: Text) => concat_ws(a, (b, value("x")));
        concat_method(a: Text, b: Text) => a.concat(b).concat("!");
        cast_int(a: Int) => a.cast::<String>();
        cast_small(a: Small) => a.cast::<String>();
        json_text(a: Json, p: Path) => json_text(a, p);
        json_type(a: Json, p: Path) => json_type(a, p);
        character(a: Small) => character(abs(a).rem(1000).add(33));
    }
    Pattern: String [] owned(&["%", "a%", "_", "%n", "A_n", "%o%", "__", "", "%漢%", "'%", "\\%", "%\\"]), none {}
    Path: String [] owned(&[
        "$", "$.a", "$.b", "$.c", "$.d", "$.e", "$.e[1]", "$.e[1][1]", "$[3]", "$[1]", "$[2]", "$[9]", "$.f.g", "$.f.h", "$.no.no",
    ]), none {}
    Int: i64 [int int_null id] sampled::INTS, ordered {
        length(a: Text) => length(a);
        octet_length(a: Text) => octet_length(a);
        add(a: Int, b: Int) => a.add(b);
        sub(a: Int, b: Int) => a.sub(b);
        mul(a: Int, b: Int) => a.mul(b);
        div(a: Int, b: Int) => a.div(nullif(b, 0));
        rem(a: Int, b: Int) => a.rem(nullif(b, 0));
        neg(a: Int) => a.neg();
        neg_twice(a: Int) => a.neg().neg().sub(-3_i64);
        abs(a: Int) => abs(a);
        bit_and(a: Int, b: Int) => bit_and(a, b);
        bit_or(a: Int, b: Int) => bit_or(a, b);
        cast_small(a: Small) => a.cast::<i64>();
        to_integer(a: Float) => to_integer(a);
        to_integer_exact(a: Exact) => to_integer(a);
        json_integer(a: Json, p: Path) => json_integer(a, p);
        json_array_length(a: Json, p: Path) => json_array_length(a, p);
        micros_between(a: Stamp, b: Stamp) => micros_between(a, b);
        micros_between_moments(a: Moment, b: Moment) => micros_between(a, b);
    }
    Small: i32 [small small_null part] smalls(), ordered {
        add(a: Small, b: Small) => a.add(b);
        sub(a: Small, b: Small) => a.sub(b);
        mul(a: Small, b: Few) => a.mul(b);
        div(a: Small, b: Small) => a.div(nullif(b, 0));
        rem(a: Small, b: Small) => a.rem(nullif(b, 0));
        neg(a: Small) => a.neg();
        abs(a: Small) => abs(a);
        bit_and(a: Small, b: Small) => bit_and(a, b);
        bit_or(a: Small, b: Small) => bit_or(a, b);
        position(a: Text, b: Text) => position(a, b);
        code_point(a: Text) => code_point(a);
        sign_int(a: Int) => sign(a);
        sign_small(a: Small) => sign(a);
        sign_float(a: Float) => sign(a);
        sign_exact(a: Exact) => sign(a);
        cast_flag(a: Flag) => a.cast::<i32>();
        days_between(a: Day, b: Day) => days_between(a, b);
        days_between_stamps(a: Stamp, b: Stamp) => days_between(a, b);
        days_between_moments(a: Moment, b: Moment) => days_between(a, b);
        year_of_day(a: Day) => extract(unit::Year, a);
        quarter_of_day(a: Day) => extract(unit::Quarter, a);
        month_of_day(a: Day) => extract(unit::Month, a);
        week_of_day(a: Day) => extract(unit::Week, a);
        day_of_day(a: Day) => extract(unit::Day, a);
        day_of_week_of_day(a: Day) => extract(unit::DayOfWeek, a);
        day_of_year_of_day(a: Day) => extract(unit::DayOfYear, a);
        hour_of_clock(a: Clock) => extract(unit::Hour, a);
        minute_of_clock(a: Clock) => extract(unit::Minute, a);
        second_of_clock(a: Clock) => extract(unit::Second, a);
        year_of_stamp(a: Stamp) => extract(unit::Year, a);
        week_of_stamp(a: Stamp) => extract(unit::Week, a);
        hour_of_stamp(a: Stamp) => extract(unit::Hour, a);
        second_of_stamp(a: Stamp) => extract(unit::Second, a);
        quarter_of_moment(a: Moment) => extract(unit::Quarter, a);
        month_of_moment(a: Moment) => extract(unit::Month, a);
        day_of_year_of_moment(a: Moment) => extract(unit::DayOfYear, a);
        day_of_week_of_moment(a: Moment) => extract(unit::DayOfWeek, a);
        hour_of_moment(a: Moment) => extract(unit::Hour, a);
        minute_of_moment(a: Moment) => extract(unit::Minute, a);
        second_of_moment(a: Moment) => extract(unit::Second, a);
    }
    Few: i32 [] [-3, -1, 0, 1, 2, 3, 5, 12], none {}
    Float: f64 [float float_null] sampled::FLOATS, ordered {
        add(a: Float, b: Float) => a.add(b);
        sub(a: Float, b: Float) => a.sub(b);
        mul(a: Float, b: Float) => a.mul(b);
        neg(a: Float) => a.neg();
        abs(a: Float) => abs(a);
        round(a: Float) => round(a);
        floor(a: Float) => floor(a);
        ceil(a: Float) => ceil(a);
        trunc(a: Float) => trunc(a);
        div(a: Float) => a.div(4.0);
        cast_int(a: Int) => a.cast::<f64>();
        cast_small(a: Small) => a.cast::<f64>();
        cast_exact(a: Exact) => a.cast::<f64>();
        json_float(a: Json, p: Path) => json_float(a, p);
    }
    Real: f64 [] [0.1], common {
        of_float(a: Float) => a;
        div(a: Float, b: Float) => a.div(nullif(b, 0.0));
        add(a: Real, b: Real) => a.add(b);
        mul(a: Real, b: Float) => a.mul(b);
        round_to(a: Float, n: Few) => round_to(a, n);
        sqrt(a: Float) => sqrt(a);
        sqrt_int(a: Int) => sqrt(a);
        sqrt_exact(a: Exact) => sqrt(a);
        ln(a: Float) => ln(a);
        ln_small(a: Small) => ln(a);
        log10(a: Float) => log10(a);
        log10_int(a: Int) => log10(a);
        log2(a: Float) => log2(a);
        log(a: Float, b: Float) => log(a, b);
        log_int(a: Int) => log(a, 2.0);
        exp(a: Float) => exp(sin(a));
        power(a: Float, n: Few) => power(abs(a).add(0.5), n.cast::<f64>());
        power_int(a: Int, b: Float) => power(abs(a).add(1), b.div(64.0));
        sin(a: Float) => sin(a);
        sin_int(a: Int) => sin(a);
        cos(a: Float) => cos(a);
        tan(a: Small) => tan(a);
        asin(a: Float) => asin(a);
        acos(a: Float) => acos(a);
        acos_int(a: Int) => acos(a);
        atan(a: Float) => atan(a);
        atan2(a: Float, b: Float) => atan2(a, abs(b).sub(0.75));
        degrees(a: Float) => degrees(a);
        radians(a: Small) => radians(a);
    }
    Flag: bool [flag flag_null] [true, false], flags {
        and(a: Flag, b: Flag) => a.and(b);
        or(a: Flag, b: Flag) => a.or(b);
        not(a: Flag) => a.not();
        text_like(a: Text, b: Pattern) => a.like(b);
        text_not_like(a: Text, b: Pattern) => a.not_like(b);
        text_contains(a: Text) => a.contains("n");
        text_starts(a: Text) => a.starts_with("A");
        text_ends(a: Text) => a.ends_with("_");
        text_in(a: Text) => a.in_list(["a", "Ann", ""]);
        text_in_none(a: Text) => a.in_list(Vec::<String>::new());
        text_not_in_none(a: Text) => a.not_in_list(Vec::<String>::new());
        int_in(a: Int) => a.in_list([0, 1, 12]);
        int_not_in(a: Int) => a.not_in_list([0, 1, 12]);
        small_not_in(a: Small) => a.not_in_list([3]);
        float_in(a: Float) => a.in_list([0.5, 1.5]);
        day_in(a: Day) => a.in_list([sampled::day(0), sampled::day(3)]);
        stamp_in(a: Stamp) => a.in_list([sampled::stamp(0), sampled::stamp(5)]);
        moment_not_in(a: Moment) => a.not_in_list([sampled::stamp(1).and_utc()]);
        clock_in(a: Clock) => a.in_list([sampled::clock(0), sampled::clock(1)]);
        exact_in(a: Exact) => a.in_list([sampled::exact(1), sampled::exact(4)]);
        flag_in(a: Flag) => a.in_list([true]);
        json_null(a: Json) => a.is_null();
        json_exists(a: Json, p: Path) => json_exists(a, p);
        json_bool(a: Json, p: Path) => json_bool(a, p);
        rows_eq(a: Int, b: Text, c: Int, d: Text) => (a, b).eq((c, d));
        rows_ne(a: Int, b: Text, c: Int, d: Text) => (a, b).ne((c, d));
        rows_lt(a: Int, b: Small, c: Int, d: Small) => (a, b).lt((c, d));
        rows_le(a: Flag, b: Float, c: Flag, d: Float) => (a.cast::<i32>(), b).le((c.cast::<i32>(), d));
        rows_gt(a: Day, b: Int, c: Day, d: Int) => (a, b).gt((c, d));
        rows_ge(a: Int, b: Stamp, c: Int, d: Stamp) => (a, b).ge((c, d));
        rows_in(a: Int, b: Flag) => (a, b).in_list([(1, true), (2, false)]);
        rows_not_in(a: Small, b: Text) => (a, b).not_in_list([(1, "a"), (2, "")]);
        named_neg(a: Int, b: Int) => a.neg().lt(b.neg().sub(1));
        chained(a: Flag, b: Flag, c: Flag) => a.eq(b.clone()).eq(c.clone().not()).and(b.or(c));
        int_between_symmetric(a: Int, b: Int, c: Int) => a.between_symmetric(b, c);
        day_between_symmetric(a: Day, b: Day, c: Day) => a.between_symmetric(b, c);
        float_not_between_symmetric(a: Float, b: Float, c: Float) => a.between_symmetric(b, c).not();
        null_of_and(a: Flag, b: Flag) => a.and(b).is_null();
        null_of_eq(a: Int, b: Int) => a.eq(b).is_not_null();
    }
    Day: NaiveDate [day day_null] each(sampled::DAYS.len(), sampled::day), ordered {
        cast_stamp(a: Stamp) => a.cast::<NaiveDate>();
        add_days(a: Day, n: Few) => date_add(a, days(n));
        add_small_days(a: Day, n: Small) => date_add(a, days(n.rem(1000)));
        sub_days(a: Day, n: Few) => date_sub(a, days(n));
        add_weeks(a: Day, n: Few) => date_add(a, weeks(n));
        add_months(a: Day, n: Few) => date_add(a, months(n));
        sub_months(a: Day, n: Few) => date_sub(a, months(n));
        add_years(a: Day, n: Few) => date_add(a, years(n));
        sub_years(a: Day, n: Few) => date_sub(a, years(n));
        to_year(a: Day) => date_trunc(unit::Year, a);
        to_quarter(a: Day) => date_trunc(unit::Quarter, a);
        to_month(a: Day) => date_trunc(unit::Month, a);
        to_week(a: Day) => date_trunc(unit::Week, a);
        to_day(a: Day) => date_trunc(unit::Day, a);
    }
    Stamp: NaiveDateTime [stamp stamp_null] each(12, sampled::stamp), ordered {
        cast_day(a: Day) => a.cast::<NaiveDateTime>();
        add_days(a: Stamp, n: Few) => date_add(a, days(n));
        sub_weeks(a: Stamp, n: Few) => date_sub(a, weeks(n));
        add_months(a: Stamp, n: Few) => date_add(a, months(n));
        sub_years(a: Stamp, n: Few) => date_sub(a, years(n));
        add_hours(a: Stamp, n: Small) => date_add(a, hours(n.rem(1000)));
        sub_minutes(a: Stamp, n: Small) => date_sub(a, minutes(n.rem(1000)));
        add_seconds(a: Stamp, n: Small) => date_add(a, seconds(n.rem(1000)));
        to_year(a: Stamp) => date_trunc(unit::Year, a);
        to_quarter(a: Stamp) => date_trunc(unit::Quarter, a);
        to_month(a: Stamp) => date_trunc(unit::Month, a);
        to_week(a: Stamp) => date_trunc(unit::Week, a);
        to_day(a: Stamp) => date_trunc(unit::Day, a);
        to_hour(a: Stamp) => date_trunc(unit::Hour, a);
        to_minute(a: Stamp) => date_trunc(unit::Minute, a);
        to_second(a: Stamp) => date_trunc(unit::Second, a);
    }
    Moment: DateTime<Utc> [moment moment_null] each(12, |at| sampled::stamp(at).and_utc()), ordered {
        sub_days(a: Moment, n: Few) => date_sub(a, days(n));
        add_weeks(a: Moment, n: Few) => date_add(a, weeks(n));
        sub_months(a: Moment, n: Few) => date_sub(a, months(n));
        add_years(a: Moment, n: Few) => date_add(a, years(n));
        sub_hours(a: Moment, n: Small) => date_sub(a, hours(n.rem(1000)));
        add_minutes(a: Moment, n: Small) => date_add(a, minutes(n.rem(1000)));
        sub_seconds(a: Moment, n: Small) => date_sub(a, seconds(n.rem(1000)));
        to_year(a: Moment) => date_trunc(unit::Year, a);
        to_quarter(a: Moment) => date_trunc(unit::Quarter, a);
        to_month(a: Moment) => date_trunc(unit::Month, a);
        to_week(a: Moment) => date_trunc(unit::Week, a);
        to_day(a: Moment) => date_trunc(unit::Day, a);
        to_hour(a: Moment) => date_trunc(unit::Hour, a);
        to_minute(a: Moment) => date_trunc(unit::Minute, a);
        to_second(a: Moment) => date_trunc(unit::Second, a);
    }
    Clock: NaiveTime [clock clock_null] each(sampled::CLOCKS.len(), sampled::clock), ordered {
        cast_stamp(a: Stamp) => a.cast::<NaiveTime>();
    }
    Exact: Decimal [exact exact_null] each(8, sampled::exact), ordered {
        add(a: Exact, b: Exact) => a.add(b);
        sub(a: Exact, b: Exact) => a.sub(b);
        mul(a: Exact, b: Small) => a.mul(b.cast::<Decimal>());
        div(a: Exact) => a.div(4);
        neg(a: Exact) => a.neg();
        abs(a: Exact) => abs(a);
        round(a: Exact) => round(a);
        round_to(a: Exact) => round_to(a, 1).mul(10);
        round_tens(a: Exact) => round_to(a, -1);
        floor(a: Exact) => floor(a);
        ceil(a: Exact) => ceil(a);
        trunc(a: Exact) => trunc(a);
        cast_int(a: Int) => a.cast::<Decimal>();
        cast_small(a: Small) => a.cast::<Decimal>();
    }
    Json: serde_json::Value [json json_null] each(sampled::JSON.len(), sampled::json), common {
        json_get(a: Json, p: Path) => json_get(a, p);
        json_set(a: Json, b: Json) => json_set(a, "$.new", b);
        json_set_member(a: Json, b: Json) => json_set(a, "$.f.g", b);
        json_set_element(a: Json, b: Json) => json_set(a, "$.e[1]", b);
        json_insert(a: Json, b: Json) => json_insert(a, "$.a", b);
        json_insert_member(a: Json, b: Json) => json_insert(a, "$.f.i", b);
        json_insert_element(a: Json, b: Json) => json_insert(a, "$.e[1]", b);
        json_remove(a: Json) => json_remove(a, "$.a");
        json_remove_element(a: Json) => json_remove(a, "$.e[1][0]");
        json_object(a: Int, b: Text, c: Flag, d: Json) => json_object((("a", a), ("b", b), ("c", c), ("d", d)));
        json_array(a: Small, b: Text, c: Json, d: Flag) => json_array((a, b, c, d));
    }
    } };
}
all_rules!(rules);

mod nullability;

/// Pushes rules that take only parts of one type, and their result.
macro_rules! lists {
    ($($list:ident: $($kind:ident)*;)*) => {
        /// Adds the rules that are said once for several types.
        fn tails(rules: &mut Vec<Rule>) {
            let mut push = |name, makes, takes| rules.push(Rule { name, makes, takes });
            $($(
                lists!(@$list push $kind);
            )*)*
        }
        /// A comparison.
        fn flags<K: Kind<T = bool>>(rule: &'static Rule, parts: &[Tree]) -> Dyn<bool> {
            match rule.takes[0] {
                Type::Flag if !EQUALITIES.contains(&rule.name) => compared::<Flag>(rule, parts),
                $($(Type::$kind if lists!(@has $list rule) => lists!(@make $list $kind rule parts),)*)*
                kind => unreachable!("no rule {} of {kind:?}", rule.name),
            }
        }
    };
    (@all $push:ident $kind:ident) => {
        $push("coalesce", Type::$kind, &[Type::$kind, Type::$kind]);
        $push("case", Type::$kind, &[Type::Flag, Type::$kind, Type::$kind]);
        $push("case_of_many", Type::$kind, &[Type::Flag, Type::$kind, Type::Flag, Type::$kind]);
    };
    (@equal $push:ident $kind:ident) => {
        $push("nullif", Type::$kind, &[Type::$kind, Type::$kind]);
        for &name in &EQUALITIES[..4] {
            $push(name, Type::Flag, &[Type::$kind, Type::$kind]);
        }
        for &name in &EQUALITIES[4..] {
            $push(name, Type::Flag, &[Type::$kind]);
        }
    };
    (@sorted $push:ident $kind:ident) => {
        $push("greatest", Type::$kind, &[Type::$kind, Type::$kind]);
        $push("least", Type::$kind, &[Type::$kind, Type::$kind]);
        for &name in &ORDERS[..4] {
            $push(name, Type::Flag, &[Type::$kind, Type::$kind]);
        }
        for &name in &ORDERS[4..] {
            $push(name, Type::Flag, &[Type::$kind, Type::$kind, Type::$kind]);
        }
    };
    (@has all $rule:ident) => { false };
    (@has equal $rule:ident) => { EQUALITIES.contains(&$rule.name) };
    (@has sorted $rule:ident) => { ORDERS.contains(&$rule.name) };
    (@make all $kind:ident $rule:ident $parts:ident) => { unreachable!() };
    (@make equal $kind:ident $rule:ident $parts:ident) => { equality::<$kind>($rule, $parts) };
    (@make sorted $kind:ident $rule:ident $parts:ident) => { order::<$kind>($rule, $parts) };
}
const EQUALITIES: &[&str] = &["eq", "ne", "is_distinct_from", "is_not_distinct_from", "is_null", "is_not_null"];
const ORDERS: &[&str] = &["lt", "le", "gt", "ge", "between", "not_between"];
lists! {
    all: Text Int Small Float Real Flag Day Stamp Moment Clock Exact Json;
    equal: Text Int Small Float Flag Day Stamp Moment Clock Exact;
    sorted: Int Small Float Day Stamp Moment Clock Exact;
}

fn none<K: Kind>(rule: &'static Rule, _: &[Tree]) -> Dyn<K::T> {
    unreachable!("no rule {}", rule.name)
}
/// What all types have.
fn common<K: Kind>(rule: &'static Rule, parts: &[Tree]) -> Dyn<K::T> {
    let part = |at: usize| K::make(&parts[at]);
    match rule.name {
        "coalesce" => Dyn::new(coalesce(part(0), part(1))),
        "case" => Dyn::new(case(Flag::make(&parts[0]), part(1)).otherwise(part(2))),
        "case_of_many" => Dyn::new(case(Flag::make(&parts[0]), part(1)).when(Flag::make(&parts[2]), part(3))),
        name => unreachable!("no rule {name}"),
    }
}
/// What all types have that compare.
fn compared<K: Kind>(rule: &'static Rule, parts: &[Tree]) -> Dyn<K::T> {
    match rule.name {
        "nullif" => Dyn::new(nullif(K::make(&parts[0]), K::make(&parts[1]))),
        _ => common::<K>(rule, parts),
    }
}
/// What all types have that have an order.
fn ordered<K: Kind<T: Ordered>>(rule: &'static Rule, parts: &[Tree]) -> Dyn<K::T> {
    match rule.name {
        "greatest" => Dyn::new(greatest(K::make(&parts[0]), K::make(&parts[1]))),
        "least" => Dyn::new(least(K::make(&parts[0]), K::make(&parts[1]))),
        _ => compared::<K>(rule, parts),
    }
}
fn equality<K: Kind>(rule: &'static Rule, parts: &[Tree]) -> Dyn<bool> {
    let part = |at: usize| K::make(&parts[at]);
    match rule.name {
        "eq" => Dyn::new(part(0).eq(part(1))),
        "ne" => Dyn::new(part(0).ne(part(1))),
        "is_distinct_from" => Dyn::new(part(0).is_distinct_from(part(1))),
        "is_not_distinct_from" => Dyn::new(part(0).is_not_distinct_from(part(1))),
        "is_null" => Dyn::new(part(0).is_null()),
        "is_not_null" => Dyn::new(part(0).is_not_null()),
        name => unreachable!("no rule {name}"),
    }
}
fn order<K: Kind>(rule: &'static Rule, parts: &[Tree]) -> Dyn<bool> {
    let part = |at: usize| K::make(&parts[at]);
    match rule.name {
        "lt" => Dyn::new(part(0).lt(part(1))),
        "le" => Dyn::new(part(0).le(part(1))),
        "gt" => Dyn::new(part(0).gt(part(1))),
        "ge" => Dyn::new(part(0).ge(part(1))),
        "between" => Dyn::new(part(0).between(part(1), part(2))),
        "not_between" => Dyn::new(part(0).not_between(part(1), part(2))),
        name => unreachable!("no rule {name}"),
    }
}
