//! Numbers of tables, as types, by which the compiler tells two of them apart.
//!
//! Traits alone cannot say that two types differ. So each table has a number, made of its name and place in the program, as
//! a list of digits; lists are compared digit by digit up to the first that differs.

use super::Table;
use std::marker::PhantomData;

/// Two things are the same.
pub struct Same;
/// Two things differ.
pub struct Different;

/// A digit, from 0 to 15.
pub struct D<const N: u8>;
/// The number of the table `T`: its first digits, and the others only where they are asked for, since the compiler computes them
/// anew at each question.
pub type Number<T, const A: u8, const B: u8> = (D<A>, (D<B>, Rest<T>));
/// The digits of a table behind the first two.
pub struct Rest<T>(PhantomData<T>);
/// These digits.
pub type RestOf<const C: u8, const E: u8, const F: u8, const G: u8, const H: u8, const I: u8> =
    (D<C>, (D<E>, (D<F>, (D<G>, (D<H>, (D<I>, ()))))));

/// One line for each digit: its name in the trait, and what it says about all digits.
macro_rules! digits {
    ($($n:literal $is:ident [$($answer:ident)+];)+) => {
        digits! { @trait $($is)+ }
        $( digits! { @impl $n $is [$($answer)+] [Is0 Is1 Is2 Is3 Is4 Is5 Is6 Is7 Is8 Is9 IsA IsB IsC IsD IsE IsF] } )+
    };
    (@trait $($is:ident)+) => {
        /// A digit that is compared with another.
        pub trait Digit {
            /// Whether it is the digit `O`.
            type Is<O: Digit>;
            $(
                /// Whether it is this one.
                type $is;
            )+
        }
    };
    (@impl $n:literal $own:ident [$($answer:ident)+] [$($is:ident)+]) => {
        impl Digit for D<$n> {
            type Is<O: Digit> = O::$own;
            $(type $is = $answer;)+
        }
    };
}
type S = Same;
type N = Different;
#[rustfmt::skip] // one digit, one line
digits! {
     0 Is0 [S N N N N N N N N N N N N N N N];
     1 Is1 [N S N N N N N N N N N N N N N N];
     2 Is2 [N N S N N N N N N N N N N N N N];
     3 Is3 [N N N S N N N N N N N N N N N N];
     4 Is4 [N N N N S N N N N N N N N N N N];
     5 Is5 [N N N N N S N N N N N N N N N N];
     6 Is6 [N N N N N N S N N N N N N N N N];
     7 Is7 [N N N N N N N S N N N N N N N N];
     8 Is8 [N N N N N N N N S N N N N N N N];
     9 Is9 [N N N N N N N N N S N N N N N N];
    10 IsA [N N N N N N N N N N S N N N N N];
    11 IsB [N N N N N N N N N N N S N N N N];
    12 IsC [N N N N N N N N N N N N S N N N];
    13 IsD [N N N N N N N N N N N N N S N N];
    14 IsE [N N N N N N N N N N N N N N S N];
    15 IsF [N N N N N N N N N N N N N N N S];
}

/// This number is not the number `B`.
pub trait Apart<B> {}
/// What is known of the digits so far leaves the rest to say that the numbers differ.
pub trait Then<A, B> {}
#[diagnostic::do_not_recommend]
impl<D: Digit<Is<E>: Then<R, S>>, R, E: Digit, S> Apart<(E, S)> for (D, R) {}
#[diagnostic::do_not_recommend]
impl<A, B> Then<A, B> for Different {}
#[diagnostic::do_not_recommend]
impl<A: Apart<B>, B> Then<A, B> for Same {}

#[diagnostic::do_not_recommend]
impl<T: Table<IdRest: Apart<U::IdRest>>, U: Table> Apart<Rest<U>> for Rest<T> {}

/// The number of a name.
pub const fn number(name: &str) -> u32 {
    // FNV-1a, its last bits mixed once more.
    let (bytes, mut hash, mut i) = (name.as_bytes(), 0xcbf2_9ce4_8422_2325_u64, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    (hash ^ (hash >> 32)) as u32
}

/// A digit of the number of a table.
pub const fn digit<T: Table>(at: u32) -> u8 {
    ((T::NUMBER >> (4 * at)) & 15) as u8
}
