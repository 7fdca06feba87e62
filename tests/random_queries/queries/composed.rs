// Plans of several queries in one.

shape! { pair { author: i64, seen: i64 } }
alias!(pair as other_pair);
shape! { level { id: i64, depth: i64 } }
shape! { totals { author: i64, posts: i64, likes: Option<i64> } }
shape! { item { id: i64, label: String, note: Option<String> } }

/// Runs a plan of several queries in one.
fn composed(plan: &Plan, ran: &mut Ran, on: &mut Connection<B>) -> Result<()> {
    match plan {
        Plan::SetsNested { a, b, c, shape, range } => {
            let part = |filter| from(posts::table).filter(tree(filter)).select((posts::author_id, posts::views));
            let (a, b, c) = (|| part(a), || part(b), || part(c));
            let terms = || (posts::author_id.desc(), posts::views);
            match shape.rem_euclid(7) {
                0 => cut!(ran, on, range, a().union(b().intersect(c())).order_by(terms())),
                1 => cut!(ran, on, range, a().union_all(b()).except(c()).order_by(terms())),
                2 => cut!(ran, on, range, a().except(b().except(c())).order_by(terms())),
                3 => cut!(ran, on, range, a().intersect(b()).union_all(c()).order_by(terms())),
                4 => cut!(ran, on, range, a().except(b()).union(c().except(b())).order_by(terms())),
                5 => {
                    let few = b().order_by((posts::views, posts::id)).limit(2);
                    cut!(ran, on, range, a().union_all(few).order_by(terms()))
                }
                _ => {
                    let all = a().union(b()).union_all(c().order_by(posts::id.desc()).limit(1));
                    rows(ran, on, &all)?;
                    let counted = from(derived(pair::table, all)).group_by(pair::author).order_by(pair::author);
                    ordered(ran, on, &counted.select((pair::author, count(), sum(pair::seen))))
                }
            }
        }
        Plan::SetsOfNulls { a, b, t } => {
            let part = |filter| {
                let t = t.clone().unwrap_or_default();
                from(posts::table).filter(tree(filter)).select((posts::likes, posts::pinned, nullif(posts::title, t)))
            };
            rows(ran, on, &part(a).union(part(b)))?;
            rows(ran, on, &part(a).intersect(part(b)))?;
            rows(ran, on, &part(a).except(part(b)))
        }
        Plan::Ctes { filter, n } => {
            let pairs = from(posts::table).filter(tree(filter)).select((posts::author_id, posts::views));
            let query = with(pair::table, pairs)
                .with(totals::table, |pair| {
                    from(pair).group_by(pair::author).select((pair::author, count(), sum(pair::seen)))
                })
                .query(|(pair, totals)| {
                    from(pair)
                        .join(pair.alias(other_pair::table), other_pair::author.eq(pair::author).and(other_pair::seen.ge(pair::seen)))
                        .join(totals, totals::author.eq(pair::author))
                        .filter(pair::seen.add(*n).gt(other_pair::author))
                        .select((pair::author, pair::seen, other_pair::seen, totals::posts, totals::likes))
                });
            rows(ran, on, &query)
        }
        Plan::Recursive { filter, n } => {
            let start = from(users::table).filter(tree(filter)).select((users::id, value(0_i64)));
            let below = with_recursive(level::table, start, |level| {
                from(level)
                    .join(users::table, users::manager_id.eq(level::id))
                    .filter(level::depth.lt(*n).and(level::depth.lt(4)))
                    .select((users::id, level::depth.add(1)))
            })
            .query(from);
            rows(ran, on, &below)?;
            let start = from(users::table).filter(tree(filter)).select((users::id, value(1_i64)));
            let around = with_recursive_distinct(level::table, start, |level| {
                from(level).join(users::table, users::manager_id.eq(level::id)).select((users::id, value(1_i64)))
            })
            .query(|level| from(level).order_by(level::id));
            ordered(ran, on, &around)
        }
        Plan::DerivedTables { filter, other, n, range } => {
            let all = || from(posts::table).filter(tree(filter)).order_by((posts::views.desc(), posts::id)).limit(5);
            let few = all().select((posts::author_id, posts::views.add(*n)));
            let query = from(users::table)
                .left_join(derived(pair::table, few), pair::author.eq(users::id))
                .filter(tree(other))
                .order_by((users::id, pair::seen.asc().nulls_first()))
                .select((users::id, pair::seen, coalesce(pair::author, *n)));
            cut!(ran, on, range, query)?;
            let grouped = from(posts::table).group_by(posts::author_id).having(count().gt(0)).select(totals::Columns {
                posts: count(),
                likes: sum(posts::likes),
                author: posts::author_id,
            });
            let query = from(derived(totals::table, grouped))
                .join(posts::table, posts::author_id.eq(totals::author).and(tree(filter)))
                .filter(totals::likes.is_null().or(totals::posts.ge(1)))
                .select((posts::id, totals::posts, totals::likes));
            rows(ran, on, &query)
        }
        Plan::ValuesList { list, t, filter } => {
            let items: Vec<_> = list
                .iter()
                .map(|&id| (id, format!("{t}{id}"), (id % 2 == 0).then(|| t.clone())))
                .collect();
            let of = || aludel::query::rows(item::table, items.clone());
            rows(ran, on, &from(of()).filter(item::label.ne("a")))?;
            let query = from(users::table)
                .left_join(of(), item::id.eq(users::id).and(item::note.is_distinct_from(users::bio)))
                .filter(tree(filter))
                .select((users::id, item::label, item::note));
            rows(ran, on, &query)?;
            rows(ran, on, &from(of()).group_by(item::note).select((item::note, count(), max(item::id))))
        }
        Plan::RowValues { filter, a, b, t, list } => {
            let base = || from(posts::table).join(users::table, posts::author_id.eq(users::id)).filter(tree(filter));
            let pairs: Vec<_> = list.iter().map(|&id| (id, t.as_str())).collect();
            let query = base().select((
                posts::id,
                (posts::author_id, posts::views).eq((*a, *b)),
                (posts::author_id, posts::views).lt((*a, *b)),
                (posts::author_id, posts::likes).ge((*a, 3)),
                (posts::likes, posts::id).ne((0, *a)),
                (users::id, users::bio).in_list(pairs.clone()),
                (users::id, users::name).not_in_list(pairs.clone()),
                (posts::likes, users::age).le((3, 0)).is_null(),
            ));
            rows(ran, on, &query)?;
            let query = base()
                .filter((posts::author_id, posts::views).gt((*a, *b)).or((users::bio, posts::id).eq((t.clone(), *a)).not()))
                .filter((posts::id, users::name).not_in_list(pairs));
            rows(ran, on, &query)
        }
        Plan::Windows { filter, n } => {
            let base = || from(posts::table).join(users::table, posts::author_id.eq(users::id)).filter(tree(filter));
            let by = partition_by(users::id).order_by(posts::id);
            let query = base().select((
                posts::id,
                row_number().over(by),
                sum(posts::views).over(by),
                lag(posts::title, 1).over(by),
                max(posts::likes).over(by.rows(preceding(1), following(1))),
                count_of(posts::rating).over(window().order_by(posts::id).range(preceding(2), current_row())),
                first_value(posts::rating).over(by.rows(current_row(), unbounded_following())),
                rank().over(window().order_by(posts::views.desc())),
                sum(posts::likes).filter(posts::views.gt(*n)).over(partition_by(posts::published)),
            ));
            rows(ran, on, &query)?;
            let groups = base().group_by(posts::author_id).select((
                posts::author_id,
                count(),
                rank().over(window().order_by((count().desc(), posts::author_id))),
                lag(max(posts::views), 1).over(window().order_by(posts::author_id)),
            ));
            rows(ran, on, &groups)
        }
        Plan::InSets { a, b, n } => {
            let part = |filter| from(posts::table).filter(tree(filter)).select(posts::author_id);
            let either = || part(a).union(part(b));
            let ids = from(users::table).order_by(users::id).select(users::id);
            ordered(ran, on, &ids.filter(users::id.in_query(either())))?;
            ordered(ran, on, &ids.filter(users::manager_id.not_in_query(either())))?;
            ordered(ran, on, &ids.filter(exists(part(a).except(part(b))).or(users::id.eq(*n))))?;
            let first = part(a).order_by(posts::id).limit(2);
            ordered(ran, on, &ids.filter(users::id.in_query(first)))
        }
        _ => read_few(plan, ran, on),
    }
}
