// Plans that write.

/// Runs a plan that writes, looks at what it wrote, and takes it back.
fn write(plan: &Plan, ran: &mut Ran, on: &mut Connection<B>) -> Result<()> {
    let on = &mut on.begin()?;
    match plan {
        Plan::UpdatePosts { filter, n, t, m, f } => {
            let set = (
                posts::title.set(t.clone()),
                posts::views.set(posts::views.mul(2).add(*n)),
                posts::likes.set(*m),
                posts::rating.set(*f),
                posts::published.set(posts::published.not()),
                posts::big.set(case(posts::pinned, *n).otherwise(posts::big)),
            );
            execute(ran, on, &update(posts::table).set(set).filter(tree(filter)))?;
        }
        Plan::UpdateSwap { filter } => {
            let set = (
                posts::pinned.set(posts::published),
                posts::published.set(coalesce(posts::pinned, false)),
                posts::views.set(posts::author_id),
                posts::author_id.set(case(posts::views.gt(5), 1_i64).otherwise(2)),
            );
            let swap = update(posts::table).set(set).filter(tree(filter));
            few!([sqlite postgres mariadb] execute(ran, on, &swap)?, {
                let _ = swap;
                ran.absent();
            });
        }
        Plan::UpdateUsers { filter, t, b } => {
            let first = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
            let set = (
                users::active.set(*b),
                users::manager_id.set(scalar(first.select(min(posts::author_id)))),
                users::score.set(None),
                users::age.set(nullif(users::age, 30)),
                users::bio.set(t.clone()),
            );
            execute(ran, on, &update(users::table).set(set).filter(tree(filter)))?;
        }
        Plan::DeleteUsers { filter } => {
            let ids = from(users::table).filter(tree(filter)).select(users::id).all(on)?;
            execute(ran, on, &delete(users::table).filter(users::id.in_list(ids)))?;
        }
        Plan::DeletePosts { filter } => execute(ran, on, &delete(posts::table).filter(tree(filter)))?,
        Plan::DeleteReturning { filter } => {
            let statement = delete(comments::table).filter(tree(filter));
            let list = (comments::id, comments::body, comments::stars.eq(5), comments::weight);
            few!([sqlite postgres mariadb] rows(ran, on, &statement.returning(list))?, {
                rows(ran, on, &from(comments::table).filter(tree(filter)).select(list))?;
                statement.execute(on)?;
            });
        }
        Plan::InsertFromQuery { filter, t, f } => {
            let query = from(posts::table).filter(tree(filter)).select((
                posts::id,
                posts::author_id,
                nullif(posts::title, t.clone().unwrap_or_default()),
                value(3_i16),
                coalesce(posts::rating, *f),
            ));
            let columns = (comments::post_id, comments::user_id, comments::body, comments::stars, comments::weight);
            execute(ran, on, &insert(comments::table).columns(columns).query(query))?;
        }
        Plan::InsertValues { rows } => {
            let drafts: Vec<_> = rows
                .iter()
                .cloned()
                .map(|(post_id, user_id, body, stars, weight, flagged)| {
                    new!(Comment { post_id, user_id, body, stars, weight, flagged })
                })
                .collect();
            ran.sql(format!("INSERT INTO comments .. {} rows", drafts.len()));
            ran.row(insert(comments::table).values(drafts).execute(on)?);
        }
        Plan::InsertReturning { row, n } => {
            let (post_id, user_id, body, stars, weight, _) = row.clone();
            let draft = new!(Comment { post_id, user_id, body, stars, weight });
            let list = (
                comments::post_id,
                comments::user_id,
                comments::body,
                comments::stars,
                comments::weight,
                comments::flagged,
                coalesce(comments::user_id, *n),
            );
            few!([sqlite postgres mariadb] rows(ran, on, &insert(comments::table).values(draft).returning(list))?, {
                insert(comments::table).values(draft).execute(on)?;
                ordered(ran, on, &from(comments::table).order_by(comments::id.desc()).limit(1).select(list))?;
            });
        }
        Plan::UpdateFrom { t, u, n, b } => {
            let set = (
                posts::title.set(users::name.concat(t.clone())),
                posts::views.set(posts::views.add(users::id).sub(*n)),
                posts::likes.set(users::age),
                posts::pinned.set(users::active.and(posts::pinned)),
            );
            let statement = update(posts::table)
                .from(users::table)
                .set(set)
                .filter(posts::author_id.eq(users::id))
                .filter(users::bio.is_distinct_from(u.clone()).or(posts::pinned.eq(*b)).or(posts::views.gt(*n)));
            execute(ran, on, &statement)?;
        }
        Plan::DeleteUsing { t, n, m, b } => {
            let statement = delete(comments::table)
                .using(posts::table)
                .join(users::table, users::id.eq(posts::author_id))
                .filter(comments::post_id.eq(posts::id).and(comments::stars.le(*n)))
                .filter(posts::views.gt(*m).or(users::name.ne(t.clone()).and(users::active.eq(*b))));
            execute(ran, on, &statement)?;
        }
        Plan::Upsert { ids, t, n } => {
            let mut seen = Vec::new();
            for (at, id) in ids.iter().enumerate() {
                // A row that is proposed twice is an error on PostgreSQL.
                if *id > 0 && !seen.contains(id) {
                    seen.push(*id);
                    let post = Post {
                        id: *id,
                        title: format!("{t}{at}"),
                        views: *n,
                        likes: (at % 2 == 0).then_some(at as i32),
                        author_id: 1,
                        ..all_posts()[0].clone()
                    };
                    let set = (
                        posts::title.set(proposed(posts::title).concat(posts::title)),
                        posts::views.set(posts::views.add(proposed(posts::views))),
                        posts::likes.set(coalesce(proposed(posts::likes), posts::likes)),
                        posts::published.set(posts::published.not()),
                    );
                    // MariaDB counts a row that is changed twice.
                    upsert!(insert(posts::table).values(post), posts::id, set).execute(on)?;
                }
            }
            ran.sql(format!("INSERT INTO posts .. {} upserts", seen.len()));
        }
        Plan::InsertUnion { a, b, t } => {
            let part = |filter, stars: i16| {
                let body = nullif(posts::title, t.clone());
                from(posts::table).filter(tree(filter)).select((posts::id, posts::author_id, body, value(stars), coalesce(posts::rating, 0.5)))
            };
            let columns = (comments::post_id, comments::user_id, comments::body, comments::stars, comments::weight);
            execute(ran, on, &insert(comments::table).columns(columns).query(part(a, 1).union_all(part(b, 2))))?;
        }
        _ => write_few(plan, ran, on)?,
    }
    everything(ran, on)
}
