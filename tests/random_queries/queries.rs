// Plans as queries of one backend. `main.rs` includes this file once for each: the language is checked against the
// dialect, so that a function cannot be generic over it.

use crate::{
    leaves::{comment_conditions, post_conditions, post_expressions, user_conditions},
    outcome::{Outcome, Ran},
    plan::{AnyLeaf, CommentLeaf, Plan, PostExpr, PostLeaf, Term, Tree, UserLeaf, UserOrPost},
    tables::*,
};
use aludel::{
    Result,
    engine::{Backend, Connection},
    expr::{
        abs, length, lower,
        scope::{AnyColumn, Contains, Scope},
        sum_distinct, trim, upper,
    },
    prelude::*,
    query::Narrow,
    sql::text_of,
};
use std::fmt::Debug;

type D = <B as Backend>::Dialect;

/// Puts the rows of [`crate::tables`] into the tables.
pub fn fill(on: &mut Connection<B>) -> Result<()> {
    insert(users::table).values(&all_users()).execute(on)?;
    insert(posts::table).values(&all_posts()).execute(on)?;
    for Comment { id: _, post_id, user_id, body, stars, weight, flagged } in all_comments() {
        insert(comments::table).values(new!(Comment { post_id, user_id, body, stars, weight, flagged })).execute(on)?;
    }
    Ok(())
}

/// A condition that can be pushed onto others of scope `S`.
trait Push<S, I> {
    fn push(&self, to: &mut Conditions<D, S>, negated: bool);
}
macro_rules! push {
    ($name:ident $table:ident; $($leaf:ident($($arg:ident: $kind:ty),*) => $made:expr;)*) => {
        impl<S: Contains<$table::Table, AnyColumn, I>, I> Push<S, I> for $name {
            fn push(&self, to: &mut Conditions<D, S>, negated: bool) {
                match self.clone() { $(
                    $name::$leaf($($arg),*) => {
                        let condition = on::<$table::Table, _, _>($made);
                        if negated { to.push(condition.not()) } else { to.push(condition) };
                    }
                )* }
            }
        }
    };
}
user_conditions! { push UserLeaf users; }
post_conditions! { push PostLeaf posts; }
comment_conditions! { push CommentLeaf comments; }

impl<S, I, J> Push<S, (I, J)> for UserOrPost
where
    UserLeaf: Push<S, I>,
    PostLeaf: Push<S, J>,
{
    fn push(&self, to: &mut Conditions<D, S>, negated: bool) {
        match self {
            UserOrPost::User(leaf) => leaf.push(to, negated),
            UserOrPost::Post(leaf) => leaf.push(to, negated),
        }
    }
}
impl<S, I, J> Push<S, (I, J)> for AnyLeaf
where
    UserOrPost: Push<S, I>,
    CommentLeaf: Push<S, J>,
{
    fn push(&self, to: &mut Conditions<D, S>, negated: bool) {
        match self {
            AnyLeaf::Two(leaf) => leaf.push(to, negated),
            AnyLeaf::Comment(leaf) => leaf.push(to, negated),
        }
    }
}

/// A tree as conditions.
fn tree<F: 'static, O: 'static, L: Push<Scope<F, O>, I>, I>(tree: &Tree<L>) -> Conditions<D, Scope<F, O>> {
    let mut made = match tree {
        Tree::Any(_) => Conditions::any(),
        _ => Conditions::all(),
    };
    match tree {
        Tree::All(trees) | Tree::Any(trees) => trees.iter().for_each(|tree| grow(tree, &mut made)),
        _ => grow(tree, &mut made),
    }
    made
}

/// Pushes a tree onto others.
fn grow<F: 'static, O: 'static, L: Push<Scope<F, O>, I>, I>(branch: &Tree<L>, to: &mut Conditions<D, Scope<F, O>>) {
    match branch {
        Tree::Leaf(leaf) => leaf.push(to, false),
        Tree::NotLeaf(leaf) => leaf.push(to, true),
        Tree::All(_) | Tree::Any(_) => {
            to.push(tree(branch));
        }
        Tree::Not(inner) => {
            to.push(tree(inner).not());
        }
    }
}

/// A term of ORDER BY in each direction.
macro_rules! term {
    ($to:ident, $term:ident, $expression:expr) => {
        match ($term.descending, $term.nulls_first) {
            (false, false) => $to.push($expression.asc().nulls_last()),
            (false, true) => $to.push($expression.asc().nulls_first()),
            (true, false) => $to.push($expression.desc().nulls_last()),
            (true, true) => $to.push($expression.desc().nulls_first()),
        }
    };
}

/// Terms on posts, the last of which makes the order total.
fn ordering<S, I>(terms: &[Term]) -> Ordering<D, S>
where
    S: Contains<posts::Table, posts::id, I>
        + Contains<posts::Table, posts::views, I>
        + Contains<posts::Table, posts::likes, I>
        + Contains<posts::Table, posts::rating, I>
        + Contains<posts::Table, posts::published, I>
        + Contains<posts::Table, posts::pinned, I>
        + Contains<posts::Table, posts::big, I>,
{
    let mut made = Ordering::new();
    for term in terms {
        match term.column {
            0 if term.descending => made.push(posts::views.desc()),
            0 => made.push(posts::views),
            1 => term!(made, term, posts::likes),
            2 => term!(made, term, posts::rating),
            3 => term!(made, term, posts::pinned.and(posts::published)),
            4 => term!(made, term, posts::pinned.not()),
            5 => term!(made, term, coalesce(nullif(posts::likes, 3), posts::likes.mul(-2))),
            6 => term!(made, term, posts::likes.between(0, 3)),
            _ => made.push(posts::likes.is_null().eq(posts::big.gt(0)).desc()),
        };
    }
    made.push(posts::id);
    made
}

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
        _ => write(plan, ran, on),
    }
}

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
            execute(ran, on, &update(posts::table).set(set).filter(tree(filter)))?;
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
            rows(
                ran,
                on,
                &statement.returning((comments::id, comments::body, comments::stars.eq(5), comments::weight)),
            )?;
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
            rows(ran, on, &insert(comments::table).values(draft).returning(list))?;
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
        _ => unreachable!("`read` does the others"),
    }
    everything(ran, on)
}
