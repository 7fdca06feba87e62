// Plans of values that not every backend computes: where it lacks a function, another expression says the same, or Rust.

fn read_values(plan: &Plan, ran: &mut Ran, on: &mut Connection<B>) -> Result<()> {
    match plan {
        Plan::Quantified { filter } => {
            let all = || from(comments::table).filter(tree(filter));
            few!(
                [postgres mariadb mysql]
                {
                    let of = || all().select(comments::user_id);
                    let author = posts::author_id;
                    let list = (posts::id, author.ge_all(of()), author.lt_any(of()), author.le_any(of()).not());
                    rows(ran, on, &from(posts::table).select(list))?;
                    let some = from(posts::table).filter(author.gt_all(of()).or(author.lt_all(of())));
                    rows(ran, on, &some.select(posts::id))
                },
                {
                    let author = posts::author_id;
                    let holed = || exists(all().filter(comments::user_id.is_null()));
                    let greater = || exists(all().correlate(posts::table).filter(comments::user_id.gt(author)));
                    let not_less = || exists(all().correlate(posts::table).filter(comments::user_id.ge(author)));
                    let not_more = || exists(all().correlate(posts::table).filter(comments::user_id.le(author)));
                    let list = (
                        posts::id,
                        case(greater(), false).when(holed().not(), true),
                        case(greater(), true).when(holed().not(), false),
                        case(not_less(), false).when(holed().not(), true),
                    );
                    rows(ran, on, &from(posts::table).select(list))?;
                    let none = || holed().not();
                    let some = from(posts::table)
                        .filter(not_less().not().and(none()).or(not_more().not().and(none())));
                    rows(ran, on, &some.select(posts::id))
                }
            )
        }
        Plan::Frames { filter } => few!(
            [sqlite postgres]
            {
                let by_likes = window().order_by(posts::likes.asc().nulls_first());
                let by_id = window().order_by(posts::id);
                let all = by_likes.rows(unbounded_preceding(), unbounded_following());
                let query = from(posts::table).filter(tree(filter)).order_by(posts::id).select((
                    posts::id,
                    sum(posts::views).over(by_likes.groups(preceding(1), current_row())),
                    count().over(by_likes.groups(current_row(), following(2))),
                    sum(posts::views).over(by_id.rows(preceding(2), following(1)).exclude_current_row()),
                    count().over(all.exclude_group()),
                    count().over(all.exclude_ties()),
                    string_agg(posts::title, "|").over(partition_by(posts::author_id).order_by(posts::id)),
                ));
                mapped(ran, on, &query, |(id, a, b, c, d, e, f)| (id, opt::<i64>(a), b, c, d, e, opt::<String>(f)))
            },
            {
                let by_likes = window().order_by(posts::likes.asc().nulls_first());
                let all = from(posts::table).filter(tree(filter)).select((
                    posts::id,
                    posts::author_id,
                    posts::title,
                    posts::views,
                    dense_rank().over(by_likes),
                    row_number().over(window().order_by(posts::id)),
                ));
                let query = with(placed::table, all).query(|placed| {
                    let lies = |from: i64, to: i64| {
                        near::place.sub(placed::place).ge(from).and(near::place.sub(placed::place).le(to))
                    };
                    let line = near::line.sub(placed::line);
                    let own = near::author.eq(placed::author).and(near::id.le(placed::id));
                    from(placed)
                        .cross_join(placed.alias(near::table))
                        .group_by((placed::id, placed::place, placed::line, placed::author))
                        .order_by(placed::id)
                        .select((
                            placed::id,
                            sum(near::views).filter(lies(-1, 0)),
                            count().filter(lies(0, 2)),
                            sum(near::views).filter(line.ge(-2).and(line.le(1)).and(line.ne(0))),
                            count().filter(near::place.ne(placed::place)),
                            count().filter(near::place.ne(placed::place).or(near::id.eq(placed::id))),
                            string_agg(near::title, "|").order_by(near::id).filter(own),
                        ))
                });
                ordered(ran, on, &query)
            }
        ),
        Plan::LagOr { filter, n, m } => {
            let by = partition_by(posts::author_id).order_by(posts::id);
            let base = || from(posts::table).filter(tree(filter)).order_by(posts::id);
            few!(
                [sqlite postgres]
                {
                    let list =
                        (posts::id, lag_or(posts::views, 1, *n).over(by), lead_or(posts::likes, 2, *m).over(by));
                    mapped(ran, on, &base().select(list), |(id, a, b)| (id, opt::<i64>(a), opt::<i32>(b)))
                },
                {
                    let back = partition_by(posts::author_id).order_by(posts::id.desc());
                    let list = (
                        posts::id,
                        case(row_number().over(by).le(1), *n).otherwise(lag(posts::views, 1).over(by)),
                        case(row_number().over(back).le(2), *m).otherwise(lead(posts::likes, 2).over(by)),
                    );
                    mapped(ran, on, &base().select(list), |(id, a, b)| (id, opt::<i64>(a), opt::<i32>(b)))
                }
            )
        }
        Plan::DistinctTexts { filter } => {
            let groups = from(posts::table).filter(tree(filter)).group_by(posts::author_id).order_by(posts::author_id);
            let list = (posts::author_id, json_agg_distinct(posts::title), json_agg_distinct(posts::likes));
            mapped(ran, on, &groups.select(list), |(author, Json(mut titles), Json(mut likes))| {
                titles.sort();
                likes.sort();
                (author, titles, likes)
            })?;
            // Sorted here: the order of text is that of a collation.
            let sorted = |(author, texts): (i64, String)| {
                let mut texts: Vec<_> = texts.split('|').map(str::to_owned).collect();
                texts.sort();
                (author, texts)
            };
            few!(
                [postgres mariadb mysql]
                {
                    let groups = from(posts::table).filter(tree(filter)).group_by(posts::author_id);
                    let list = (posts::author_id, string_agg_distinct(posts::title, "|"));
                    mapped(ran, on, &groups.order_by(posts::author_id).select(list), sorted)
                },
                {
                    let different =
                        from(posts::table).filter(tree(filter)).select((posts::author_id, posts::title)).distinct();
                    let groups = from(derived(wording::table, different)).group_by(wording::author);
                    let list = (wording::author, string_agg(wording::text, "|"));
                    mapped(ran, on, &groups.order_by(wording::author).select(list), sorted)
                }
            )
        }
        Plan::Percentiles { filter, fraction } => {
            let base = || from(posts::table).filter(tree(filter));
            few!(
                [postgres]
                {
                    let list = (
                        posts::author_id,
                        percentile_cont(*fraction, posts::views),
                        percentile_disc(*fraction, posts::views),
                        mode(posts::published.cast::<i32>()),
                    );
                    let groups = base().group_by(posts::author_id).order_by(posts::author_id);
                    ordered(ran, on, &groups.select(list))
                },
                {
                    let list = (posts::author_id, posts::views, posts::published.cast::<i32>());
                    let mut groups = BTreeMap::<i64, (Vec<i64>, [i64; 2])>::new();
                    for (author, views, published) in base().order_by(posts::views).select(list).all(on)? {
                        let group = groups.entry(author).or_default();
                        group.0.push(views);
                        group.1[published as usize] += 1;
                    }
                    for (author, (views, published)) in groups {
                        let at = *fraction * (views.len() - 1) as f64;
                        let (low, high) = (views[at.floor() as usize] as f64, views[at.ceil() as usize] as f64);
                        let first = (fraction * views.len() as f64).ceil() as usize;
                        let most = i32::from(published[1] > published[0]);
                        ran.row((author, low + (high - low) * at.fract(), views[first.max(1) - 1], most));
                    }
                    Ok(())
                }
            )
        }
        Plan::FewTexts { filter, t, n, p } => {
            let base = || from(users::table).filter(tree(filter)).order_by(users::id);
            few!(
                [sqlite postgres]
                ordered(ran, on, &base().select((trim_chars(users::name, t.clone()), trim_chars(users::bio, "n'a"))))?,
                mapped(ran, on, &base().select((users::name, users::bio)), |(name, bio)| {
                    let trim = |text: String, of: &str| text.trim_matches(|c| of.contains(c)).to_owned();
                    (trim(name, t), bio.map(|bio| trim(bio, "n'a")))
                })?
            );
            few!(
                [postgres]
                ordered(ran, on, &base().select((translate(users::name, "nA'", "mB"), split_part(users::name, "n", 2))))?,
                mapped(ran, on, &base().select(users::name), |name| {
                    let put = name.chars().filter(|&c| c != '\'').map(|c| match c {
                        'n' => 'm',
                        'A' => 'B',
                        c => c,
                    });
                    (put.collect::<String>(), name.split('n').nth(1).unwrap_or_default().to_owned())
                })?
            );
            few!(
                [postgres]
                rows(ran, on, &base().filter(users::name.ilike(p.clone())).select(users::id.add(*n))),
                rows(ran, on, &base().filter(lower(users::name).like(p.to_lowercase())).select(users::id.add(*n)))
            )?;
            few!(
                [postgres mariadb]
                ordered(ran, on, &base().select((md5(users::name), md5(users::bio)))),
                {
                    ran.absent();
                    Ok(())
                }
            )
        }
        Plan::Regexps { filter, regexp, t } => few!(
            [postgres mariadb mysql]
            {
                let list = (
                    users::id,
                    users::name.regexp(regexp.clone()),
                    users::bio.regexp(regexp.clone()).not(),
                    regexp_substr(users::name, regexp.clone()),
                    regexp_replace(users::name, regexp.clone(), "+"),
                    regexp_replace(value(t.clone()), regexp.clone(), "-"),
                );
                ordered(ran, on, &from(users::table).filter(tree(filter)).order_by(users::id).select(list))
            },
            {
                let _ = (filter, regexp, t);
                ran.absent();
                Ok(())
            }
        ),
        Plan::JsonContains { filter, n, b, t } => {
            let document = json_object((
                ("id", posts::id),
                ("on", posts::published),
                ("title", posts::title),
                ("list", json_array((posts::likes, posts::author_id, posts::pinned))),
            ));
            let parts = [
                json!({}),
                json!([]),
                json!({"id": n}),
                json!({"on": b}),
                json!({"title": t, "on": true}),
                json!({"list": [n]}),
                json!({"list": [null, 3]}),
                json!({"none": null}),
            ];
            let base = || from(posts::table).filter(tree(filter)).order_by(posts::id);
            few!(
                [postgres mariadb mysql]
                for part in parts {
                    ordered(ran, on, &base().select((posts::id, json_contains(document, part))))?;
                },
                for part in parts {
                    let query = base().select((posts::id, document));
                    mapped(ran, on, &query, |(id, document)| (id, holds(&document, &part)))?;
                }
            );
            Ok(())
        }
        Plan::FloatRemainder { filter } => {
            let base = from(posts::table).filter(tree(filter)).order_by(posts::id);
            few!(
                [mariadb mysql]
                ordered(ran, on, &base.select((posts::rating.rem(2.0), posts::rating.rem(-0.75)))),
                {
                    let rem = |by: f64| posts::rating.sub(trunc(posts::rating.div(by)).mul(by));
                    ordered(ran, on, &base.select((rem(2.0), rem(-0.75))))
                }
            )
        }
        Plan::Arrays { filter, list, other, n } => read_arrays((filter, list, other, *n), ran, on),
        _ => write(plan, ran, on),
    }
}

/// Whether a JSON document contains another.
#[allow(dead_code, reason = "most backends do it by themselves")]
fn holds(document: &Value, part: &Value) -> bool {
    match (document, part) {
        (Value::Object(all), Value::Object(some)) => {
            some.iter().all(|(name, part)| all.get(name).is_some_and(|of| holds(of, part)))
        }
        (Value::Array(all), Value::Array(some)) => some.iter().all(|part| all.iter().any(|of| holds(of, part))),
        _ => document == part,
    }
}

/// Arrays and ranges: PostgreSQL's, and what Rust makes of them.
fn read_arrays(
    (filter, list, other, n): (&Tree<PostLeaf>, &[i64], &[i64], i64),
    ran: &mut Ran,
    on: &mut Connection<B>,
) -> Result<()> {
    let base = || from(posts::table).filter(tree(filter)).order_by(posts::id);
    few!(
        [postgres]
        {
            let (list, other) = (list.to_vec(), other.to_vec());
            let groups = from(posts::table).filter(tree(filter)).group_by(posts::author_id).order_by(posts::author_id);
            ordered(ran, on, &groups.select((
                posts::author_id,
                array_agg(posts::id).order_by(posts::id.desc()),
                array_agg(posts::likes).order_by(posts::id),
            )))?;
            let own = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
            let own = own.order_by(posts::id).select(posts::views);
            ordered(ran, on, &from(users::table).order_by(users::id).select((users::id, array_of(own))))?;
            let given = value(list.clone());
            ordered(ran, on, &base().select((
                posts::id,
                given.clone().has(posts::id),
                array_append(given.clone(), posts::views),
                array_position(given.clone(), posts::id),
                array_at(given.clone(), posts::author_id.cast::<i32>()),
                array_length(given.clone()),
                given.clone().contains_all(other.clone()),
                given.overlaps(other),
            )))?;
            ordered(ran, on, &from(derived(element::table, elements(list))).order_by(element::n))?;
            let range = range_between(posts::author_id, 9);
            ordered(ran, on, &base().select((
                posts::id,
                range.has(n),
                lower_end(range),
                upper_end(range.common_with(n..)),
                lower_end(range.common_with(n..)),
            )))
        },
        {
            let mut groups = BTreeMap::<i64, (Vec<i64>, Vec<i32>)>::new();
            for (author, id, likes) in base().select((posts::author_id, posts::id, posts::likes)).all(on)? {
                let group = groups.entry(author).or_default();
                group.0.insert(0, id);
                group.1.extend(likes);
            }
            groups.into_iter().for_each(|(author, (ids, likes))| ran.row((author, ids, likes)));
            let mut views = BTreeMap::<i64, Vec<i64>>::new();
            for id in from(users::table).select(users::id).all(on)? {
                views.entry(id).or_default();
            }
            for (author, seen) in from(posts::table).order_by(posts::id).select((posts::author_id, posts::views)).all(on)? {
                views.entry(author).or_default().push(seen);
            }
            views.into_iter().for_each(|(author, views)| ran.row((author, views)));
            mapped(ran, on, &base().select((posts::id, posts::views, posts::author_id)), |(id, views, author)| {
                (
                    id,
                    list.contains(&id),
                    list.iter().copied().chain([views]).collect::<Vec<_>>(),
                    list.iter().position(|&of| of == id).map(|at| at as i32 + 1),
                    list.get(author as usize - 1).copied(),
                    list.len() as i32,
                    other.iter().all(|of| list.contains(of)),
                    other.iter().any(|of| list.contains(of)),
                )
            })?;
            let tuples: Vec<_> = list.iter().map(|&n| (n,)).collect();
            ordered(ran, on, &from(aludel::query::rows(element::table, tuples)).order_by(element::n))?;
            mapped(ran, on, &base().select((posts::id, posts::author_id)), |(id, author)| {
                let common = (author.max(n) < 9).then_some((author.max(n), 9));
                (id, author <= n && n < 9, Some(author), common.map(|ends| ends.1), common.map(|ends| ends.0))
            })
        }
    )
}
