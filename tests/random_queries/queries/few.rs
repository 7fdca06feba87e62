// Plans of rows that not every backend reads in one way: where it lacks a construct, another query says the same.

#[allow(unused_imports, reason = "few backends have all of these")]
use aludel::{
    expr::{
        array_agg, array_append, array_at, array_length, array_position, dense_rank, json_agg_distinct, json_array, json_contains,
        json_object, lag_or, lead, lead_or, lower_end, md5, mode, percentile_cont, percentile_disc, range_between,
        regexp_replace, regexp_substr, split_part, string_agg_distinct, translate, trim_chars, upper_end,
    },
    query::{array_of, cube, elements, grouping, grouping_sets, merge, rollup, with_writing},
};
use aludel::value::Json;
use serde_json::{Value, json};
#[allow(unused_imports, reason = "PostgreSQL does by itself what it is for")]
use std::collections::BTreeMap;

shape! { best { author: i64, id: i64, views: i64, place: i64 } }
shape! { numbered { author: i64, pinned: Option<bool>, place: i64 } }
shape! { placed { id: i64, author: i64, title: String, views: i64, place: i64, line: i64 } }
alias!(placed as near);
shape! { wording { author: i64, text: String } }
shape! { element { n: i64 } }
collation! {
    Bytewise { SQLite = "BINARY", PostgreSQL = "C", MySQL = "utf8mb4_bin", MariaDB = "utf8mb4_nopad_bin" }
}

fn read_few(plan: &Plan, ran: &mut Ran, on: &mut Connection<B>) -> Result<()> {
    match plan {
        Plan::View { filter } => {
            let query = from(busy::table)
                .left_join(posts::table, posts::id.eq(busy::id).and(tree(filter)))
                .select((busy::id, busy::author, busy::likes, posts::title, busy::views.sub(posts::id)));
            rows(ran, on, &query)?;
            ordered(ran, on, &from(busy::table).order_by((busy::views.desc(), busy::id)).limit(3))
        }
        Plan::Chosen { filter, which } => {
            let terms = choose(*which < 0, posts::views.desc())
                .when(*which < 5, (posts::likes.asc().nulls_first(), posts::author_id))
                .otherwise(posts::published.desc());
            let query = from(posts::table).filter(tree(filter)).order_by(terms).order_by(posts::id);
            ordered(ran, on, &query.select((posts::id, posts::views)))
        }
        Plan::Pages { filter, after, n, rows: most } => {
            let most = most.unsigned_abs() as u32 % 5;
            let after = after.map(|views| (views, *n));
            let base = || from(posts::table).filter(tree(filter));
            ordered(ran, on, &base().page((posts::views.desc(), posts::id), after, most))?;
            ordered(ran, on, &base().page((posts::author_id, posts::id.desc()), after, most))
        }
        Plan::Nested { filter, other, n } => {
            let posts_of = from(posts::table)
                .correlate(users::table)
                .filter(posts::author_id.eq(users::id).and(tree(filter)))
                .order_by((posts::views.desc(), posts::id))
                .select((posts::id, posts::title, posts::likes, posts::pinned, posts::rating, posts::views.add(*n)));
            let query = from(users::table).filter(tree(other)).order_by(users::id).select((users::id, nested(posts_of)));
            ordered(ran, on, &query)?;
            let first_of = from(posts::table)
                .correlate(users::table)
                .filter(posts::author_id.eq(users::id).and(tree(filter)))
                .order_by((posts::views.desc(), posts::id))
                .limit(n.unsigned_abs() as u32 % 4)
                .select((posts::id, posts::title, posts::likes));
            ordered(ran, on, &from(users::table).order_by(users::id).select((users::id, nested(first_of))))?;
            let whole = from(comments::table)
                .correlate(posts::table)
                .filter(comments::post_id.eq(posts::id))
                .order_by(comments::id);
            ordered(ran, on, &from(posts::table).filter(tree(filter)).order_by(posts::id).select((posts::id, nested(whole))))
        }
        Plan::Collated { filter, t } => {
            let name = users::name.collate(Bytewise);
            let query = from(users::table).filter(tree(filter)).order_by((name.desc(), users::id)).limit(4);
            ordered(ran, on, &query.select((users::id, name.eq(t.clone()), name.ge(t.clone()))))
        }
        Plan::FullJoin { on: both, filter } => {
            let start = ran.len();
            let both = || posts::author_id.eq(users::id).and(tree(both));
            let row = (nullif(posts::id, -1), nullif(users::id, -1), posts::views.add(users::id), users::bio);
            few!(
                [sqlite postgres]
                ordered(
                    ran,
                    on,
                    &from(posts::table).full_join(users::table, both()).filter(tree(filter)).select(row)
                )?,
                {
                    let left = from(posts::table).left_join(users::table, both()).filter(tree(filter)).select(row);
                    ordered(ran, on, &left)?;
                    let alone = from(posts::table).right_join(users::table, both()).filter(posts::id.is_null());
                    ordered(ran, on, &alone.filter(tree(filter)).select(row))?;
                }
            );
            ran.sort_from(start);
            Ok(())
        }
        Plan::DistinctOn { filter } => few!(
            [postgres]
            ordered(
                ran,
                on,
                &from(posts::table)
                    .filter(tree(filter))
                    .distinct_on(posts::author_id)
                    .order_by((posts::views.desc(), posts::id))
                    .select((posts::author_id, posts::id, posts::views))
            ),
            {
                let by = partition_by(posts::author_id).order_by((posts::views.desc(), posts::id));
                let all = from(posts::table).filter(tree(filter)).select(best::Columns {
                    author: posts::author_id,
                    id: posts::id,
                    views: posts::views,
                    place: row_number().over(by),
                });
                let first = from(derived(best::table, all)).filter(best::place.eq(1)).order_by(best::author);
                ordered(ran, on, &first.select((best::author, best::id, best::views)))
            }
        ),
        Plan::GroupingSets { filter } => {
            let base = || from(posts::table).filter(tree(filter));
            few!(
                [postgres]
                {
                    macro_rules! grouped {
                        ($terms:expr) => {{
                            let start = ran.len();
                            let row = (
                                posts::author_id,
                                posts::published,
                                grouping(posts::published),
                                count(),
                                sum(posts::views),
                            );
                            let query = base().group_by($terms).select(row);
                            mapped(ran, on, &query, |(a, p, g, n, s)| (a, p, g, n, opt::<i64>(s)))?;
                            ran.sort_from(start);
                        }};
                    }
                    grouped!(rollup((posts::author_id, posts::published)));
                    grouped!(cube((posts::author_id, posts::published)));
                    grouped!(grouping_sets(
                        (posts::author_id, posts::published),
                        ((posts::author_id, posts::published), posts::published, ())
                    ));
                },
                {
                    // 1: both columns, 2: the first, 3: the second, 4: none.
                    for sets in [&[1, 2, 4][..], &[1, 2, 3, 4], &[1, 3, 4]] {
                        let start = ran.len();
                        for set in sets {
                            let own = (count(), sum(posts::views));
                            match set {
                                1 => {
                                    let query = base().group_by((posts::author_id, posts::published));
                                    let query = query.select((posts::author_id, posts::published, own.0, own.1));
                                    mapped(ran, on, &query, |(a, p, n, s)| (Some(a), Some(p), 0, n, opt::<i64>(s)))?
                                }
                                2 => {
                                    let query = base().group_by(posts::author_id).select((posts::author_id, own.0, own.1));
                                    let row = |(a, n, s)| (Some(a), None::<bool>, 1, n, opt::<i64>(s));
                                    mapped(ran, on, &query, row)?
                                }
                                3 => {
                                    let query = base().group_by(posts::published).select((posts::published, own.0, own.1));
                                    let row = |(p, n, s)| (None::<i64>, Some(p), 0, n, opt::<i64>(s));
                                    mapped(ran, on, &query, row)?
                                }
                                _ => mapped(ran, on, &base().select(own), |(n, s)| (None::<i64>, None::<bool>, 1, n, s))?,
                            }
                        }
                        ran.sort_from(start);
                    }
                }
            );
            Ok(())
        }
        Plan::Lateral { filter, other, n } => few!(
            [postgres mysql]
            {
                let top = || {
                    from(posts::table)
                        .correlate(users::table)
                        .filter(posts::author_id.eq(users::id).and(tree(filter)))
                        .order_by((posts::views.desc(), posts::id))
                        .limit(2)
                        .select((posts::author_id, posts::views))
                };
                let base = || from(users::table).filter(tree(other));
                let inner = base().join_lateral(pair::table, top(), pair::seen.ge(*n));
                rows(ran, on, &inner.select((users::id, pair::author, pair::seen)))?;
                let outer = base().left_join_lateral(pair::table, top(), pair::seen.lt(*n));
                rows(ran, on, &outer.select((users::id, pair::author, pair::seen)))?;
                rows(ran, on, &base().cross_join_lateral(pair::table, top()).select((users::id, pair::seen)))
            },
            {
                let top = || {
                    let by = partition_by(posts::author_id).order_by((posts::views.desc(), posts::id));
                    let row = (posts::author_id, posts::id, posts::views, row_number().over(by));
                    derived(best::table, from(posts::table).filter(tree(filter)).select(row))
                };
                let base = || from(users::table).filter(tree(other));
                let fits = || best::author.eq(users::id).and(best::place.le(2));
                let inner = base().join(top(), fits().and(best::views.ge(*n)));
                rows(ran, on, &inner.select((users::id, best::author, best::views)))?;
                let outer = base().left_join(top(), fits().and(best::views.lt(*n)));
                rows(ran, on, &outer.select((users::id, best::author, best::views)))?;
                rows(ran, on, &base().join(top(), fits()).select((users::id, best::views)))
            }
        ),
        Plan::SetsAll { a, b } => few!(
            [postgres mariadb mysql]
            {
                let part = |filter| from(posts::table).filter(tree(filter)).select((posts::author_id, posts::pinned));
                rows(ran, on, &part(a).intersect_all(part(b)))?;
                rows(ran, on, &part(a).except_all(part(b)))
            },
            {
                let part = |filter| {
                    let by = partition_by((posts::author_id, posts::pinned));
                    let row = (posts::author_id, posts::pinned, row_number().over(by));
                    from(posts::table).filter(tree(filter)).select(row)
                };
                let own = (numbered::author, numbered::pinned);
                rows(ran, on, &from(derived(numbered::table, part(a).intersect(part(b)))).select(own))?;
                rows(ran, on, &from(derived(numbered::table, part(a).except(part(b)))).select(own))
            }
        ),
        Plan::Locked { filter, other } => {
            let on = &mut on.begin()?;
            let base = || from(posts::table).filter(tree(filter)).order_by(posts::id);
            let both = || from(posts::table).join(users::table, posts::author_id.eq(users::id)).filter(tree(other));
            let pairs = || both().order_by(posts::id).limit(4).select((posts::id, users::name));
            few!(
                [postgres mariadb mysql]
                {
                    ordered(ran, on, &base().for_update())?;
                    ordered(ran, on, &base().select((posts::id, posts::views.mul(2))).limit(3).for_share())?;
                    ordered(ran, on, &pairs().for_update())?;
                },
                {
                    ordered(ran, on, &base())?;
                    ordered(ran, on, &base().select((posts::id, posts::views.mul(2))).limit(3))?;
                    ordered(ran, on, &pairs())?;
                }
            );
            few!([postgres mysql] ordered(ran, on, &pairs().for_update_of(posts::table)), ordered(ran, on, &pairs()))
        }
        _ => read_values(plan, ran, on),
    }
}
