//! The functions that SQLite lacks, or that differ from those of the other databases; and those of a program.

use crate::{Connection, Sqlite, decimal, error};
use aludel_core::{Result, engine::EngineBuilder};
use rusqlite::{
    functions::{Aggregate, Context, FunctionFlags, WindowAggregate},
    types::{FromSql, ToSql, ValueRef},
};
use std::{fmt, panic::UnwindSafe};

const FLAGS: FunctionFlags =
    FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DETERMINISTIC).union(FunctionFlags::SQLITE_INNOCUOUS);

/// What a function refuses.
#[derive(Debug)]
struct Refused(String);
impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Refused {}

fn refuse<T>(message: impl Into<String>) -> rusqlite::Result<T> {
    Err(rusqlite::Error::UserFunctionError(Box::new(Refused(message.into()))))
}

/// Adds the functions to a connection.
pub(crate) fn add(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    for (name, letter) in [("unicode_lower", lower as fn(char) -> char), ("unicode_upper", upper)] {
        of_text(db, name, move |text| text.chars().map(letter).collect())?;
    }
    of_text(db, "reverse", |text| text.chars().rev().collect())?;
    db.create_scalar_function("repeat", 2, FLAGS, |c| {
        let (Some(text), Some(count)) = (c.get::<Option<String>>(0)?, c.get::<Option<i64>>(1)?) else {
            return Ok(None);
        };
        let count = usize::try_from(count).unwrap_or(0);
        match text.len().checked_mul(count) {
            Some(len) if len <= LONGEST => Ok(Some(text.repeat(count))),
            _ => refuse("repeat: the text would be too long"),
        }
    })?;
    db.create_scalar_function("lpad", 3, FLAGS, |c| pad(c, |text, fill| fill + &text))?;
    db.create_scalar_function("rpad", 3, FLAGS, |c| pad(c, |text, fill| text + &fill))?;

    for (name, f) in [
        ("sqrt", f64::sqrt as fn(f64) -> f64),
        ("exp", f64::exp),
        ("ln", |x| if x > 0.0 { x.ln() } else { f64::NAN }),
        ("log10", |x| if x > 0.0 { x.log10() } else { f64::NAN }),
        ("log2", |x| if x > 0.0 { x.log2() } else { f64::NAN }),
        ("sin", f64::sin),
        ("cos", f64::cos),
        ("tan", f64::tan),
        ("asin", f64::asin),
        ("acos", f64::acos),
        ("atan", f64::atan),
        ("degrees", f64::to_degrees),
        ("radians", f64::to_radians),
        ("floor", f64::floor),
        ("ceil", f64::ceil),
        ("trunc", f64::trunc),
        ("round_even", f64::round_ties_even),
    ] {
        db.create_scalar_function(name, 1, FLAGS, move |c| of_number(c, name, f))?;
    }
    db.create_scalar_function("power", 2, FLAGS, |c| {
        let (Some(base), Some(exponent)) = (number(c, 0)?, number(c, 1)?) else { return Ok(None) };
        finite("power", base.powf(exponent))
    })?;
    db.create_scalar_function("atan2", 2, FLAGS, |c| {
        let (Some(y), Some(x)) = (number(c, 0)?, number(c, 1)?) else { return Ok(None) };
        Ok(Some(y.atan2(x)))
    })?;

    db.create_scalar_function("decimal_round", 2, FLAGS, |c| {
        let (Some(number), Some(digits)) = (number(c, 0)?, c.get::<Option<i32>>(1)?) else { return Ok(None) };
        Ok(Some(decimal::round(number, digits)))
    })?;
    for (name, f) in
        [("decimal_floor", f64::floor as fn(f64) -> f64), ("decimal_ceil", f64::ceil), ("decimal_trunc", f64::trunc)]
    {
        // Without the noise of a computation first.
        db.create_scalar_function(name, 1, FLAGS, move |c| of_number(c, name, |x| f(decimal::plain(x))))?;
    }

    for (name, spread) in [
        ("var_pop", Spread { sample: false, root: false }),
        ("var_samp", Spread { sample: true, root: false }),
        ("stddev_pop", Spread { sample: false, root: true }),
        ("stddev_samp", Spread { sample: true, root: true }),
    ] {
        db.create_window_function(name, 1, FLAGS, spread)?;
    }
    Ok(())
}

/// How many bytes a text may have in SQLite.
const LONGEST: usize = 1_000_000_000;

fn of_text(
    db: &rusqlite::Connection,
    name: &str,
    f: impl Fn(&str) -> String + Send + UnwindSafe + 'static,
) -> rusqlite::Result<()> {
    db.create_scalar_function(name, 1, FLAGS, move |c| match c.get_raw(0) {
        ValueRef::Null => Ok(None),
        value => Ok(Some(f(value.as_str()?))),
    })
}

/// One letter at a time, as the other databases do it: one that would become several stays.
fn lower(letter: char) -> char {
    single(letter, letter.to_lowercase())
}
fn upper(letter: char) -> char {
    single(letter, letter.to_uppercase())
}
fn single(letter: char, mut other: impl Iterator<Item = char>) -> char {
    match (other.next(), other.next()) {
        (Some(other), None) => other,
        _ => letter,
    }
}

fn pad(c: &Context<'_>, join: impl Fn(String, String) -> String) -> rusqlite::Result<Option<String>> {
    let (Some(text), Some(length)) = (c.get::<Option<String>>(0)?, c.get::<Option<i64>>(1)?) else { return Ok(None) };
    let Some(fill) = c.get::<Option<String>>(2)? else { return Ok(None) };
    let length = usize::try_from(length).unwrap_or(0);
    let missing = length.saturating_sub(text.chars().count());
    if missing == 0 {
        return Ok(Some(text.chars().take(length).collect()));
    }
    if missing > LONGEST / 4 {
        return refuse("lpad, rpad: the text would be too long");
    }
    let filling = fill.chars().cycle().take(if fill.is_empty() { 0 } else { missing }).collect();
    Ok(Some(join(text, filling)))
}

fn number(c: &Context<'_>, at: usize) -> rusqlite::Result<Option<f64>> {
    match c.get_raw(at) {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(v) => Ok(Some(v as f64)),
        ValueRef::Real(v) => Ok(Some(v)),
        _ => refuse("a number is needed"),
    }
}

/// NULL where the function has no value, an error where it is too large, as elsewhere.
fn of_number(c: &Context<'_>, name: &str, f: impl Fn(f64) -> f64) -> rusqlite::Result<Option<f64>> {
    let Some(x) = number(c, 0)? else { return Ok(None) };
    let y = f(x);
    if y.is_nan() { Ok(None) } else { finite(name, y) }
}

fn finite(name: &str, y: f64) -> rusqlite::Result<Option<f64>> {
    if y.is_finite() { Ok(Some(y)) } else { refuse(format!("{name}: the result is not a number, or too large")) }
}

/// Variance and standard deviation, by Welford's way, which can be undone for a moving window.
#[derive(Clone, Copy)]
struct Spread {
    sample: bool,
    root: bool,
}
#[derive(Default)]
struct Moments {
    count: i64,
    mean: f64,
    squares: f64,
}
impl Spread {
    fn result(&self, moments: Option<&Moments>) -> Option<f64> {
        let moments = moments?;
        let count = moments.count - i64::from(self.sample);
        let variance = (count > 0).then(|| moments.squares.max(0.0) / count as f64)?;
        Some(if self.root { variance.sqrt() } else { variance })
    }
}
impl Aggregate<Moments, Option<f64>> for Spread {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Moments> {
        Ok(Moments::default())
    }
    fn step(&self, c: &mut Context<'_>, moments: &mut Moments) -> rusqlite::Result<()> {
        if let Some(x) = number(c, 0)? {
            moments.count += 1;
            let delta = x - moments.mean;
            moments.mean += delta / moments.count as f64;
            moments.squares += delta * (x - moments.mean);
        }
        Ok(())
    }
    fn finalize(&self, _: &mut Context<'_>, moments: Option<Moments>) -> rusqlite::Result<Option<f64>> {
        Ok(self.result(moments.as_ref()))
    }
}
impl WindowAggregate<Moments, Option<f64>> for Spread {
    fn value(&self, moments: Option<&mut Moments>) -> rusqlite::Result<Option<f64>> {
        Ok(self.result(moments.as_deref()))
    }
    fn inverse(&self, c: &mut Context<'_>, moments: &mut Moments) -> rusqlite::Result<()> {
        if let Some(x) = number(c, 0)? {
            moments.count -= 1;
            if moments.count == 0 {
                *moments = Moments::default();
                return Ok(());
            }
            let delta = x - moments.mean;
            moments.mean -= delta / moments.count as f64;
            moments.squares -= delta * (x - moments.mean);
        }
        Ok(())
    }
}

/// A function in Rust that SQLite can call: of none to four arguments, each of a type that rusqlite reads.
pub trait RustFunction<A>: Send + Sync + 'static {
    #[doc(hidden)]
    const ARGUMENTS: i32;
    /// Its result.
    type Result: ToSql;
    #[doc(hidden)]
    fn call(&self, context: &Context<'_>) -> rusqlite::Result<Self::Result>;
}
macro_rules! rust_functions {
    ($($n:literal ($($a:ident $at:literal),*);)*) => { $(
        impl<F, R: ToSql, $($a: FromSql),*> RustFunction<($($a,)*)> for F
        where
            F: Fn($($a),*) -> R + Send + Sync + 'static,
        {
            const ARGUMENTS: i32 = $n;
            type Result = R;
            #[allow(unused_variables)]
            fn call(&self, context: &Context<'_>) -> rusqlite::Result<R> {
                Ok(self($(context.get::<$a>($at)?),*))
            }
        }
    )* };
}
rust_functions! {
    0 ();
    1 (A 0);
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
}

impl Connection {
    /// Adds a function written in Rust, which statements on this connection can call. One of the same name and number of
    /// arguments is replaced. An argument is read as the type of the parameter; `Option` lets NULL in.
    ///
    /// It must always give the same for the same arguments.
    ///
    /// # Errors
    /// If SQLite refuses the name.
    pub fn add_function<A>(&self, name: &str, f: impl RustFunction<A>) -> Result<()> {
        let arguments = arguments_of(&f);
        let f = std::panic::AssertUnwindSafe(f);
        let added = self.raw_ref().create_scalar_function(name, arguments, FLAGS, move |c| {
            let f = &f;
            f.0.call(c)
        });
        added.map_err(|e| error::from_rusqlite(e, error::Stage::Open))
    }
}
fn arguments_of<A, F: RustFunction<A>>(_: &F) -> i32 {
    F::ARGUMENTS
}

/// Functions of SQLite written in Rust, for all connections of an engine.
///
/// ```
/// use aludel_core::engine::Engine;
/// use aludel_sqlite::{Functions, Sqlite};
///
/// # fn main() -> aludel_core::Result<()> {
/// let engine = Engine::<Sqlite>::builder("sqlite::memory:")
///     .function("initials", |name: String| name.split(' ').filter_map(|word| word.chars().next()).collect::<String>())
///     .open()?;
/// # Ok(())
/// # }
/// ```
///
/// `sql_function! { fn initials(name: String) -> String; }` makes it part of the language.
pub trait Functions: Sized {
    /// Adds a function; see [`Connection::add_function`].
    fn function<A: 'static>(self, name: &'static str, f: impl RustFunction<A> + Clone) -> Self;
}
impl Functions for EngineBuilder<Sqlite> {
    fn function<A: 'static>(self, name: &'static str, f: impl RustFunction<A> + Clone) -> Self {
        self.on_connect(move |connection| connection.add_function(name, f.clone()))
    }
}
