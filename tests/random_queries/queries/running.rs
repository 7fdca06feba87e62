// A query is run, and what comes of it noted.

/// Runs a query with or without LIMIT and OFFSET. Its order is total.
macro_rules! cut {
    ($ran:ident, $on:ident, $range:ident, $query:expr) => {
        match *$range {
            (None, None) => ordered($ran, $on, &$query),
            (Some(n), None) => ordered($ran, $on, &$query.limit(n)),
            (None, Some(m)) => ordered($ran, $on, &$query.offset(m)),
            (Some(n), Some(m)) => ordered($ran, $on, &$query.limit(n).offset(m)),
        }
    };
}

/// The rows of a query as they come.
fn ordered<E: Executor<Backend = B>, Q: Query<Row: Debug> + Sql<D>>(
    ran: &mut Ran,
    on: &mut E,
    query: &Q,
) -> Result<()> {
    ran.sql(text_of::<D, _>(query));
    for row in query.all(on)? {
        ran.row(row);
    }
    Ok(())
}

/// The rows of a query, sorted by how they are shown.
fn rows<E: Executor<Backend = B>, Q: Query<Row: Debug> + Sql<D>>(ran: &mut Ran, on: &mut E, query: &Q) -> Result<()> {
    let start = ran.len();
    ordered(ran, on, query)?;
    ran.sort_from(start);
    Ok(())
}

/// The rows of a query as they come, each made another one: what a backend says in two ways has not always one type.
fn mapped<E: Executor<Backend = B>, Q: Query + Sql<D>, R: Debug>(
    ran: &mut Ran,
    on: &mut E,
    query: &Q,
    map: impl Fn(Q::Row) -> R,
) -> Result<()> {
    ran.sql(text_of::<D, _>(query));
    for row in query.all(on)? {
        ran.row(map(row));
    }
    Ok(())
}

/// A value, be it an `Option` or not.
fn opt<T>(value: impl Into<Option<T>>) -> Option<T> {
    value.into()
}

/// The first row of a query, how many there are, and whether there are some.
fn narrow<E: Executor<Backend = B>, Q: Narrow<Row: Debug> + Sql<D>>(ran: &mut Ran, on: &mut E, query: &Q) -> Result<()>
where
    for<'q> Q::First<'q>: Sql<D>,
    for<'q> Q::Count<'q>: Sql<D>,
    for<'q> Q::Exists<'q>: Sql<D>,
{
    ran.sql(text_of::<D, _>(&query.narrow_first()));
    ran.row(query.first(on)?);
    counted(ran, on, query)
}

/// How many rows a query has, and whether there are some: as many as come.
fn counted<E: Executor<Backend = B>, Q: Narrow + Sql<D>>(ran: &mut Ran, on: &mut E, query: &Q) -> Result<()>
where
    for<'q> Q::Count<'q>: Sql<D>,
    for<'q> Q::Exists<'q>: Sql<D>,
{
    ran.sql(text_of::<D, _>(&query.narrow_count()));
    let count = query.count(on)?;
    ran.row(count);
    ran.sql(text_of::<D, _>(&query.narrow_exists()));
    ran.row(query.exists(on)?);
    let come = query.all(on)?.len() as u64;
    assert_eq!(count, come, "{} counts other rows than come", text_of::<D, _>(&query.narrow_count()));
    Ok(())
}

/// Runs a statement; how many rows it says it changed.
fn execute<E: Executor<Backend = B>, W>(ran: &mut Ran, on: &mut E, statement: &W) -> Result<()>
where
    W: aludel::engine::Run + aludel::engine::Execute<B> + Sql<D>,
{
    ran.sql(text_of::<D, _>(statement));
    ran.row(statement.execute(on)?);
    Ok(())
}

/// Everything in the tables; without the keys of comments, which a rollback does not give back.
fn everything<E: Executor<Backend = B>>(ran: &mut Ran, on: &mut E) -> Result<()> {
    ordered(ran, on, &from(users::table).order_by(users::id))?;
    ordered(ran, on, &from(posts::table).order_by(posts::id))?;
    let comment =
        (comments::post_id, comments::user_id, comments::body, comments::stars, comments::weight, comments::flagged);
    rows(ran, on, &from(comments::table).select(comment))
}

/// An average is rounded: PostgreSQL computes that of integers in decimals.
fn rounded(average: Option<f64>) -> Option<i64> {
    average.map(|a| (a * 1e6).round() as i64)
}

/// Runs a plan.
pub fn run(plan: &Plan, on: &mut Connection<B>) -> Outcome {
    let mut ran = Ran::default();
    let result = read(plan, &mut ran, on);
    ran.end(result)
}

