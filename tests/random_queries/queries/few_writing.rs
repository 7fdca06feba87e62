// Plans that write what not every backend writes in one statement.

fn write_few<E: Executor<Backend = B>>(plan: &Plan, ran: &mut Ran, on: &mut E) -> Result<()> {
    match plan {
        Plan::UpdateReturning { filter, n, t } => {
            let set = (
                posts::views.set(posts::views.sub(*n)),
                posts::title.set(t.clone()),
                posts::pinned.set(posts::published),
            );
            let list = (posts::id, posts::views, posts::title.concat("!"), posts::pinned);
            few!(
                [sqlite postgres]
                rows(ran, on, &update(posts::table).set(set).filter(tree(filter)).returning(list)),
                {
                    let ids = from(posts::table).filter(tree(filter)).select(posts::id).all(on)?;
                    update(posts::table).set(set).filter(posts::id.in_list(ids.clone())).execute(on)?;
                    rows(ran, on, &from(posts::table).filter(posts::id.in_list(ids)).select(list))
                }
            )
        }
        Plan::WithDelete { filter } => {
            let found = from(posts::table).filter(tree(filter)).select((posts::author_id, posts::views));
            few!(
                [sqlite postgres]
                execute(ran, on, &with(pair::table, found).statement(|pair| {
                    delete(comments::table).filter(comments::post_id.in_query(from(pair).select(pair::author)))
                })),
                {
                    let of = from(derived(pair::table, found)).select(pair::author);
                    execute(ran, on, &delete(comments::table).filter(comments::post_id.in_query(of)))
                }
            )
        }
        Plan::WithWriting { filter } => {
            let list = (comments::post_id, comments::stars.cast::<i64>());
            few!(
                [postgres]
                {
                    let gone = delete(comments::table).filter(tree(filter)).returning(list);
                    rows(ran, on, &with_writing(pair::table, gone).query(|pair| {
                        from(pair).join(posts::table, posts::id.eq(pair::author)).select((posts::title, pair::seen))
                    }))
                },
                {
                    let gone = from(comments::table).filter(tree(filter)).select(list);
                    rows(ran, on, &from(derived(pair::table, gone))
                        .join(posts::table, posts::id.eq(pair::author))
                        .select((posts::title, pair::seen)))?;
                    delete(comments::table).filter(tree(filter)).execute(on).map(drop)
                }
            )
        }
        Plan::SomeRows { filter, n } => {
            let few = n.unsigned_abs() as u32 % 6;
            let order = (comments::weight.desc(), comments::id);
            let flagged = comments::flagged.set(comments::flagged.not());
            few!(
                [mariadb mysql]
                {
                    let some = update(comments::table).set(flagged).filter(tree(filter));
                    execute(ran, on, &some.order_by(order).limit(few))?;
                    execute(ran, on, &delete(comments::table).filter(tree(filter)).order_by(order).limit(few))?;
                    execute(ran, on, &delete(comments::table).all_rows().order_by(order).limit(1))
                },
                {
                    let first = |most| from(comments::table).order_by(order).limit(most).select(comments::id);
                    let ids = first(few).filter(tree(filter)).all(on)?;
                    execute(ran, on, &update(comments::table).set(flagged).filter(comments::id.in_list(ids)))?;
                    let ids = first(few).filter(tree(filter)).all(on)?;
                    execute(ran, on, &delete(comments::table).filter(comments::id.in_list(ids)))?;
                    let ids = first(1).all(on)?;
                    execute(ran, on, &delete(comments::table).filter(comments::id.in_list(ids)))
                }
            )
        }
        Plan::Merge { list, t, n } => {
            let mut ids: Vec<_> = list.iter().copied().filter(|&id| id > 0).collect();
            ids.sort_unstable();
            ids.dedup();
            let items: Vec<_> = ids.iter().map(|&id| (id, format!("{t}{id}"), (id % 2 == 0).then(|| t.clone()))).collect();
            few!(
                [postgres]
                {
                    let items = aludel::query::rows(item::table, items);
                    let statement = merge(users::table)
                        .using(items, item::id.eq(users::id))
                        .skip_matched_if(users::id.eq(*n))
                        .update_matched_if(item::note.is_null(), users::bio.set(item::label))
                        .update_matched((users::name.set(item::label.concat(users::name)), users::bio.set(item::note)))
                        .insert_missing_if(item::id.lt(10), (
                            users::id.set(item::id),
                            users::name.set(item::label),
                            users::active.set(true),
                            users::bio.set(item::note),
                        ));
                    ran.sql(text_of::<D, _>(&statement));
                    statement.execute(on).map(drop)
                },
                {
                    for (id, label, note) in items {
                        let there = from(users::table).filter(users::id.eq(id)).exists(on)?;
                        let row = || users::id.eq(id);
                        match note {
                            _ if there && id == *n => {}
                            None if there => {
                                update(users::table).set(users::bio.set(label)).filter(row()).execute(on)?;
                            }
                            Some(note) if there => {
                                let set = (users::name.set(value(label).concat(users::name)), users::bio.set(note));
                                update(users::table).set(set).filter(row()).execute(on)?;
                            }
                            note if id < 10 => {
                                let user = new!(User { id, name: label, active: true, bio: note });
                                insert(users::table).values(user).execute(on)?;
                            }
                            _ => {}
                        }
                    }
                    Ok(())
                }
            )
        }
        Plan::Defaults { n } => {
            for _ in 0..n.rem_euclid(4) {
                execute(ran, on, &insert(defaulted::table).default_values())?;
            }
            rows(ran, on, &from(defaulted::table).select((defaulted::n, defaulted::b, defaulted::t)))
        }
        _ => unreachable!("`read` and `write` do the others"),
    }
}
