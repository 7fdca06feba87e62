// Plans of one query that reads.

/// Selects one of the expressions.
macro_rules! select_one {
    ($ran:ident $on:ident $base:ident $which:ident; $($leaf:ident($($arg:ident: $kind:ty),*) => $made:expr;)*) => {
        match $which.clone() { $(
            PostExpr::$leaf($($arg),*) => rows($ran, $on, &$base.select((posts::id, $made))),
        )* }
    };
}

fn read(plan: &Plan, ran: &mut Ran, on: &mut Connection<B>) -> Result<()> {
    match plan {
        Plan::AllUsers { filter } => rows(ran, on, &from(users::table).filter(tree(filter))),
        Plan::AllPosts { filter } => rows(ran, on, &from(posts::table).filter(tree(filter))),
        Plan::AllComments { filter } => rows(ran, on, &from(comments::table).filter(tree(filter))),
        Plan::SelectUsers { filter, n, t, f } => {
            let list = (
                users::id,
                users::name,
                value(*n),
                coalesce(users::bio, t.clone()),
                value(*f),
                users::age.is_null().or(users::active),
                users::avatar,
            );
            rows(ran, on, &from(users::table).select(list).filter(tree(filter)))
        }
        Plan::SelectPosts { filter, expression } => {
            let base = from(posts::table).filter(tree(filter));
            post_expressions! { select_one ran on base expression; }
        }
        Plan::SelectTwo { filter, n, t, list, m } => {
            let one = case(posts::title.eq(t.clone()), posts::views.add(*n)).otherwise(*n);
            let other = posts::id.in_list(list.clone()).and(posts::likes.is_distinct_from(*m));
            rows(ran, on, &from(posts::table).filter(tree(filter)).select((one, posts::id, other, value(t.clone()))))
        }
        Plan::FilterSome { name, age, id, filter } => {
            let query = from(users::table)
                .filter_some(name.clone(), |name: String| users::name.eq(name).or(users::bio.is_null()))
                .filter_some(*age, |age: i32| users::age.lt(age))
                .filter(tree(filter))
                .filter_some(*id, |id: i64| users::id.ne(id));
            rows(ran, on, &query)
        }
        Plan::InnerJoin { on: both, filter } => {
            let query = from(posts::table)
                .join(users::table, posts::author_id.eq(users::id).and(tree(both)))
                .filter(tree(filter));
            rows(ran, on, &query)
        }
        Plan::LeftJoin { on: both, filter } => {
            let query = from(users::table)
                .left_join(posts::table, posts::author_id.eq(users::id).and(tree(both)))
                .filter(tree(filter));
            rows(ran, on, &query)
        }
        Plan::RightJoin { on: both, filter } => {
            let query = from(posts::table)
                .right_join(users::table, tree(both).and(posts::author_id.eq(users::id)))
                .filter(tree(filter));
            rows(ran, on, &query)
        }
        Plan::CrossJoin { filter, n } => {
            let query = from(users::table)
                .cross_join(posts::table)
                .filter(tree(filter))
                .filter(posts::views.add(*n).gt(users::id))
                .select((users::id, posts::id, posts::views.sub(users::id)));
            rows(ran, on, &query)
        }
        Plan::SelfJoin { filter, n } => {
            let query = from(users::table)
                .left_join(managers::table, users::manager_id.eq(managers::id))
                .filter(tree(filter))
                .filter(managers::age.is_distinct_from(Some(*n)));
            rows(ran, on, &query)
        }
        Plan::ThreeTables { filter } => {
            let query = from(comments::table)
                .join(posts::table, comments::post_id.eq(posts::id))
                .join(users::table, posts::author_id.eq(users::id))
                .filter(tree(filter));
            rows(ran, on, &query)
        }
        Plan::ThreeLeft { filter, stars } => {
            let query = from(users::table)
                .left_join(posts::table, posts::author_id.eq(users::id))
                .left_join(comments::table, comments::post_id.eq(posts::id).and(comments::stars.ge(*stars)))
                .filter(tree(filter));
            rows(ran, on, &query)
        }
        Plan::FourTables { filter, n } => {
            let query = from(posts::table)
                .join(users::table, posts::author_id.eq(users::id))
                .left_join(managers::table, users::manager_id.eq(managers::id))
                .left_join(others::table, others::author_id.eq(managers::id).and(others::views.gt(*n)))
                .filter(tree(filter))
                .select((posts::id, users::id, managers::id, managers::name, others::views.add(posts::views)));
            rows(ran, on, &query)
        }
        Plan::Distinct { filter } => {
            let base = || from(posts::table).filter(tree(filter));
            rows(ran, on, &base().select((posts::author_id, posts::pinned, posts::likes.is_null())).distinct())?;
            rows(ran, on, &base().select(posts::title).distinct())?;
            ordered(ran, on, &base().select(posts::views).distinct().order_by(posts::views.desc()))
        }
        Plan::DistinctJoin { filter, range } => {
            let query = from(posts::table)
                .join(users::table, posts::author_id.eq(users::id))
                .filter(tree(filter))
                .select((users::id, posts::likes, posts::published))
                .distinct()
                .order_by((users::id, posts::likes.asc().nulls_first(), posts::published.desc()));
            cut!(ran, on, range, query)
        }
        Plan::GroupByColumn { filter, n } => {
            let query = from(posts::table)
                .filter(tree(filter))
                .group_by(posts::author_id)
                .having(count().ge(*n).or(sum(posts::views).lt(*n)))
                .order_by((max(posts::views).desc(), posts::author_id))
                .select((
                    posts::author_id,
                    count(),
                    count_of(posts::likes),
                    sum(posts::views),
                    min(posts::likes),
                    max(posts::rating),
                    min(posts::big),
                ));
            ordered(ran, on, &query)
        }
        Plan::GroupBySeveral { filter, f, t } => {
            let query = from(posts::table)
                .filter(tree(filter))
                .group_by((posts::published, posts::likes))
                .having(max(posts::rating).ge(*f).or(posts::likes.is_null()).or(min(posts::views).lt(3)))
                .select((
                    posts::likes,
                    posts::published,
                    count_distinct(posts::title),
                    sum(posts::rating),
                    sum(case(posts::title.eq(t.clone()), 1_i64).otherwise(0)),
                    posts::likes.add(1),
                ));
            rows(ran, on, &query)
        }
        Plan::GroupByExpression { filter, n } => {
            let odd = posts::views.rem(posts::id);
            let query = from(posts::table)
                .filter(tree(filter))
                .group_by((posts::likes.is_null(), odd))
                .having(count().lt(*n).or(max(posts::big).gt(0)))
                .select((odd, posts::likes.is_null(), count(), avg(posts::likes).is_null()));
            rows(ran, on, &query)
        }
        Plan::GroupByTable { filter, n, list } => {
            let query = from(users::table)
                .left_join(posts::table, posts::author_id.eq(users::id).and(tree(filter)))
                .filter(users::name.not_in_list(list.clone()))
                .group_by(users::table)
                .having(count_of(posts::id).ge(*n).or(users::active))
                .having(users::bio.is_distinct_from(Some("".to_owned())))
                .order_by((count().desc(), users::id))
                .select((
                    users::id,
                    users::name,
                    coalesce(users::bio, users::name),
                    count_of(posts::id),
                    sum(posts::views).add(*n),
                    max(posts::likes),
                ));
            ordered(ran, on, &query)
        }
        Plan::Aggregates { filter, n } => {
            let base = || from(posts::table).filter(tree(filter));
            let list = (
                count(),
                count_of(posts::likes),
                count_distinct(posts::rating),
                sum(posts::views),
                sum_distinct(posts::views),
                sum(posts::likes),
                min(posts::big),
                max(posts::big),
                max(posts::views).sub(min(posts::views)).add(*n),
                coalesce(sum(posts::views), *n).mul(count()),
            );
            rows(ran, on, &base().select(list))?;
            let averages = base().select((avg(posts::views), avg(posts::likes), avg(posts::rating)));
            ran.sql(text_of::<D, _>(&averages));
            let (views, likes, rating) = averages.one(on)?;
            ran.row((rounded(views), rounded(likes), rounded(rating)));
            Ok(())
        }
        Plan::AggregatesOfJoin { filter, f } => {
            let list = (
                sum(posts::rating.mul(2.0).add(*f)),
                max(users::id.add(posts::id)),
                sum(case(users::active, 1_i64).when(posts::published, 10).otherwise(100)),
                count_distinct(users::id),
                min(posts::likes.cast::<i64>()),
                max(posts::rating).gt(*f),
            );
            let query =
                from(posts::table).join(users::table, posts::author_id.eq(users::id)).filter(tree(filter)).select(list);
            rows(ran, on, &query)
        }
        Plan::Ordered { filter, terms, range } => {
            let query = from(posts::table).filter(tree(filter)).order_by(ordering(terms)).select((
                posts::id,
                posts::views,
                posts::likes,
                posts::rating,
            ));
            cut!(ran, on, range, query)
        }
        Plan::OrderedByText { filter, n } => {
            let terms = (users::name, users::bio.desc().nulls_last(), lower(users::name).asc(), users::age);
            rows(ran, on, &from(users::table).filter(tree(filter)).order_by(terms).order_by(users::id.mul(*n)))?;
            rows(ran, on, &from(users::table).filter(tree(filter)).order_by(Ordering::new()))
        }
        Plan::Narrow { filter, range } => {
            let query = from(posts::table).filter(tree(filter)).order_by(posts::id);
            match *range {
                (None, None) => narrow(ran, on, &query),
                (Some(n), None) => narrow(ran, on, &query.limit(n)),
                (None, Some(m)) => narrow(ran, on, &query.offset(m)),
                (Some(n), Some(m)) => narrow(ran, on, &query.limit(n).offset(m)),
            }
        }
        Plan::NarrowOthers { filter, n } => {
            let base = || from(posts::table).join(users::table, posts::author_id.eq(users::id)).filter(tree(filter));
            counted(ran, on, &base())?;
            counted(ran, on, &base().select((posts::author_id, value(*n))).distinct())?;
            counted(ran, on, &base().select((users::id, posts::likes)).distinct())?;
            counted(ran, on, &base().select((users::id, posts::id)).distinct())?;
            counted(ran, on, &base().distinct())?;
            counted(ran, on, &base().group_by(users::table).having(count().ge(*n)).select((users::name, count())))?;
            counted(ran, on, &base().group_by(posts::likes).select((posts::likes, max(posts::views))))?;
            counted(ran, on, &base().select((max(posts::views), value(*n))))
        }
        Plan::Scalars { filter, n, b } => {
            let own = || from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
            let query = from(users::table).filter(tree(filter)).select((
                users::id,
                scalar(own().filter(posts::published.eq(*b)).select(count())),
                scalar(own().select(sum(posts::views))).add(*n),
                exists(own().filter(posts::views.gt(*n))),
                scalar(own().order_by(posts::id.desc()).limit(1).select(posts::title)),
                scalar(from(posts::table).select(max(posts::big))),
                coalesce(scalar(own().select(max(posts::likes))), -1),
            ));
            rows(ran, on, &query)
        }
        _ => composed(plan, ran, on),
    }
}
