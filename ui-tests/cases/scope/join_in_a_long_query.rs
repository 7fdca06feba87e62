//! 94. A join by a table that is not joined yet, in a query of ten joins.

include!("../blog.rs");

macro_rules! tables {
    ($($Row:ident $table:ident)*) => { $(
        table! { pub struct $Row in $table { #[primary_key(auto)] id: i64, parent: i64, a: i64, b: String, c: Option<i64> } }
    )* };
}
tables! { T0 t0 T1 t1 T2 t2 T3 t3 T4 t4 T5 t5 T6 t6 T7 t7 T8 t8 T9 t9 T10 t10 T11 t11 }

fn main() {
    let query = from(t0::table)
        .join(t1::table, t1::parent.eq(t0::id))
        .join(t2::table, t2::parent.eq(t1::id))
        .join(t3::table, t3::parent.eq(t2::id))
        .join(t4::table, t4::parent.eq(t3::id))
        .join(t5::table, t5::parent.eq(t9::id))
        .join(t6::table, t6::parent.eq(t5::id))
        .join(t7::table, t7::parent.eq(t6::id))
        .join(t8::table, t8::parent.eq(t7::id))
        .join(t9::table, t9::parent.eq(t8::id))
        .join(t10::table, t10::parent.eq(t9::id))
        .filter(
            t0::a.eq(1).and(t0::b.eq("x")).and(t1::a.gt(1)).and(t1::b.ne("x")).and(t2::a.lt(9)).and(t2::b.like("x%"))
                .and(t3::a.le(3)).and(t3::b.eq("x")).and(t4::a.ge(4)).and(t4::b.eq("x")).and(t5::a.eq(5)).and(t5::b.eq("x"))
                .and(t6::a.eq(6)).and(t6::b.eq("x")).and(t7::a.eq(7)).and(t7::b.eq("x")).and(t8::a.eq(8)).and(t8::b.eq("x"))
                .and(t9::a.eq(9)).and(t10::b.eq("x")),
        )
        .select((
            t0::id, t0::a, t0::b, t1::a, t1::b, t2::a, t2::b, t3::a, t3::b, t4::a, t4::b, t5::a, t5::b, t6::a, t7::b,
        ));
    let _ = query.limit(1);
}
