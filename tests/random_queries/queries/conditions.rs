// What queries of one backend are made of: the rows, conditions and orderings. `main.rs` includes the files of this
// folder once for each backend: the language is checked against the dialect, so that a function cannot be generic over it.

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
        abs, choose, length, lower,
        scope::{AnyColumn, Contains, Scope},
        sum_distinct, trim, upper,
    },
    prelude::*,
    query::{Narrow, nested},
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
    sql::<()>(BUSY).execute(on)?;
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

