//! A query as a plain value: what proptest makes, shrinks and shows.

use crate::{
    leaves::{comment_conditions, post_conditions, post_expressions, user_conditions},
    tables::TEXTS,
};
use proptest::{collection::vec, option, prelude::*, sample::select, strategy::Union};
use std::fmt::Debug;

/// A kind of argument: its values, and how they are drawn.
pub trait Draw {
    /// What is drawn.
    type Value: Debug + Clone + 'static;
    /// How.
    fn draw() -> BoxedStrategy<Self::Value>;
}

/// One line per kind of argument.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $ty:ty = $strategy:expr;)*) => { $(
        $(#[$doc])*
        pub struct $kind;
        impl Draw for $kind {
            type Value = $ty;
            fn draw() -> BoxedStrategy<$ty> {
                $strategy.boxed()
            }
        }
    )* };
}
kinds! {
    /// A key that may be there.
    Id: i64 = -1..12_i64;
    /// A number that can be calculated with.
    Small: i64 = prop_oneof![-3..13_i64, -1000..1000_i64];
    /// See `Small`.
    Small32: i32 = -100..100_i32;
    /// A divisor.
    Divisor: i64 = select(&[0, 1, -1, 2, 3, -4, 7, 1000][..]);
    /// Any integer, the extreme ones often.
    Big: i64 = prop_oneof![
        select(&[0, 1, -1, 1 << 31, 1 << 53, (1 << 53) + 1, i64::MAX, i64::MAX - 1, i64::MIN, i64::MIN + 1][..]),
        any::<i64>(),
        Id::draw(),
    ];
    /// See `Big`.
    Int32: i32 = prop_oneof![select(&[0, 1, -1, 3, 30, -7, i32::MAX, i32::MIN, i32::MIN + 1][..]), any::<i32>(), -10..35_i32];
    /// See `Big`.
    Stars: i16 = prop_oneof![select(&[0, 5, -5, i16::MAX, i16::MIN][..]), any::<i16>()];
    /// Text: odd ones, and such as are in the tables.
    Text: String = prop_oneof![
        6 => select(TEXTS).prop_map(str::to_owned),
        1 => vec(select(TEXTS), 0..4).prop_map(|parts| parts.concat()),
        1 => "[ -~🦀漢\n]{0,8}[!-~🦀]",
    ];
    /// A pattern of LIKE.
    Pattern: String = vec(select(&["%", "_", "a", "A", "nn", "n", "'", "0", "50", "漢", "🦀", "!", "\\", "%", ""][..]), 0..5)
        .prop_map(|parts| parts.concat());
    /// A float, extreme ones too. Those in tables are exact in binary.
    Float: f64 = prop_oneof![
        select(&[0.0, 0.5, -0.25, 1.5, 4.5, 8.0, 1e300, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 0.1][..]),
        SmallFloat::draw(),
    ];
    /// A float that can be calculated with, exactly.
    SmallFloat: f64 = (-64..64_i32).prop_map(|n| f64::from(n) / 8.0);
    /// True or false.
    Bool: bool = any::<bool>();
    /// From 0 to 1, exact in binary.
    Fraction: f64 = (0..=16_i32).prop_map(|n| f64::from(n) / 16.0);
    /// A regular expression that means the same in every dialect of them.
    Regexp: String = select(&["^A", "n+", "[0-9]", "(a|O)", "^.$", "nn$", "[^a-z]", "B?e", "漢"][..]).prop_map(str::to_owned);
}

/// A list of up to 40, short ones more often.
pub struct List<K>(K);
impl<K: Draw> Draw for List<K> {
    type Value = Vec<K::Value>;
    fn draw() -> BoxedStrategy<Self::Value> {
        prop_oneof![3 => vec(K::draw(), 0..6), 1 => vec(K::draw(), 0..=40)].boxed()
    }
}
/// A value or NULL.
pub struct Maybe<K>(K);
impl<K: Draw> Draw for Maybe<K> {
    type Value = Option<K::Value>;
    fn draw() -> BoxedStrategy<Self::Value> {
        option::of(K::draw()).boxed()
    }
}

/// An enum of the lines of a list of conditions or expressions.
macro_rules! leaves {
    ($(#[$doc:meta])* $name:ident; $($leaf:ident($($arg:ident: $kind:ty),*) => $made:expr;)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub enum $name { $($leaf($(<$kind as Draw>::Value),*)),* }
        impl Draw for $name {
            type Value = Self;
            fn draw() -> BoxedStrategy<Self> {
                Union::new([$(
                    (Just(()), $(<$kind>::draw(),)*).prop_map(|((), $($arg,)*)| $name::$leaf($($arg),*)).boxed()
                ),*]).boxed()
            }
        }
    };
}
user_conditions! { leaves /** A condition on users. */ UserLeaf; }
post_conditions! { leaves /** A condition on posts. */ PostLeaf; }
comment_conditions! { leaves /** A condition on comments. */ CommentLeaf; }
post_expressions! { leaves /** An expression on posts. */ PostExpr; }

/// A condition on users or on posts.
#[derive(Debug, Clone)]
pub enum UserOrPost {
    /// On users.
    User(UserLeaf),
    /// On posts.
    Post(PostLeaf),
}
impl Draw for UserOrPost {
    type Value = Self;
    fn draw() -> BoxedStrategy<Self> {
        prop_oneof![UserLeaf::draw().prop_map(Self::User), PostLeaf::draw().prop_map(Self::Post)].boxed()
    }
}

/// A condition on any of the tables.
#[derive(Debug, Clone)]
pub enum AnyLeaf {
    /// On users or posts.
    Two(UserOrPost),
    /// On comments.
    Comment(CommentLeaf),
}
impl Draw for AnyLeaf {
    type Value = Self;
    fn draw() -> BoxedStrategy<Self> {
        prop_oneof![2 => UserOrPost::draw().prop_map(Self::Two), 1 => CommentLeaf::draw().prop_map(Self::Comment)]
            .boxed()
    }
}

/// A tree of conditions.
#[derive(Debug, Clone)]
pub enum Tree<L> {
    /// A condition.
    Leaf(L),
    /// A condition, and `.not()` said on it.
    NotLeaf(L),
    /// All of these.
    All(Vec<Tree<L>>),
    /// Any of these.
    Any(Vec<Tree<L>>),
    /// Not this.
    Not(Box<Tree<L>>),
}
impl<L: Draw<Value = L> + Debug + Clone + 'static> Draw for Tree<L> {
    type Value = Self;
    fn draw() -> BoxedStrategy<Self> {
        let leaf = prop_oneof![3 => L::draw().prop_map(Tree::Leaf), 1 => L::draw().prop_map(Tree::NotLeaf)];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Tree::All),
                vec(inner.clone(), 0..4).prop_map(Tree::Any),
                inner.prop_map(|tree| Tree::Not(Box::new(tree))),
            ]
        })
        .boxed()
    }
}

/// Conditions on users.
pub type Users = Tree<UserLeaf>;
/// Conditions on posts.
pub type Posts = Tree<PostLeaf>;
/// Conditions on comments.
pub type Comments = Tree<CommentLeaf>;
/// Conditions on users and posts.
pub type Both = Tree<UserOrPost>;
/// Conditions on users, posts and comments.
pub type Three = Tree<AnyLeaf>;

/// A term of ORDER BY on posts: which column, whether descending, where its NULLs go.
#[derive(Debug, Clone)]
pub struct Term {
    /// The column.
    pub column: u8,
    /// Largest first.
    pub descending: bool,
    /// NULLs first.
    pub nulls_first: bool,
}
/// The columns there are for a [`Term`].
pub const TERMS: u8 = 8;
impl Draw for Term {
    type Value = Self;
    fn draw() -> BoxedStrategy<Self> {
        (0..TERMS, any::<bool>(), any::<bool>())
            .prop_map(|(column, descending, nulls_first)| Self { column, descending, nulls_first })
            .boxed()
    }
}
/// LIMIT and OFFSET.
pub struct Range;
impl Draw for Range {
    type Value = (Option<u32>, Option<u64>);
    fn draw() -> BoxedStrategy<Self::Value> {
        (option::of(0..8_u32), option::of(0..8_u64)).boxed()
    }
}

/// An enum of the shapes of queries, and their names.
macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident($($arg:ident: $kind:ty),*);)*) => {
        /// A query.
        #[derive(Debug, Clone)]
        pub enum Plan { $($(#[$doc])* $shape { $(#[allow(missing_docs)] $arg: <$kind as Draw>::Value),* }),* }
        impl Plan {
            /// The names of the shapes.
            pub const SHAPES: &[&str] = &[$(stringify!($shape)),*];
            /// The name of the shape.
            pub fn shape(&self) -> &'static str {
                match self { $(Plan::$shape { .. } => stringify!($shape)),* }
            }
        }
        impl Draw for Plan {
            type Value = Self;
            fn draw() -> BoxedStrategy<Self> {
                Union::new([$(
                    (Just(()), $(<$kind>::draw(),)*).prop_map(|((), $($arg,)*)| Plan::$shape { $($arg),* }).boxed()
                ),*]).boxed()
            }
        }
    };
}
shapes! {
    /// Rows of one table.
    AllUsers(filter: Users);
    /// Rows of one table.
    AllPosts(filter: Posts);
    /// Rows of one table.
    AllComments(filter: Comments);
    /// A tuple of expressions.
    SelectUsers(filter: Users, n: Small, t: Text, f: Float);
    /// One expression of many.
    SelectPosts(filter: Posts, expression: PostExpr);
    /// Two expressions at once, whose values bind in order.
    SelectTwo(filter: Posts, n: Small, t: Text, list: List<Id>, m: Maybe<Int32>);
    /// Filters that may be there.
    FilterSome(name: Maybe<Text>, age: Maybe<Int32>, id: Maybe<Id>, filter: Users);
    /// A join of two, conditions on both sides in ON and WHERE.
    InnerJoin(on: Both, filter: Both);
    /// Rows that may be missing.
    LeftJoin(on: Both, filter: Both);
    /// Rows that may be missing on the other side.
    RightJoin(on: Both, filter: Both);
    /// All with all.
    CrossJoin(filter: Both, n: Small);
    /// A table with itself.
    SelfJoin(filter: Users, n: Int32);
    /// Three tables.
    ThreeTables(filter: Three);
    /// Three tables, two of which may be missing.
    ThreeLeft(filter: Three, stars: Stars);
    /// Four: the third and the fourth are aliases.
    FourTables(filter: Both, n: Small);
    /// Different rows.
    Distinct(filter: Posts);
    /// Different rows of two tables, sorted and cut.
    DistinctJoin(filter: Both, range: Range);
    /// Groups of one column.
    GroupByColumn(filter: Posts, n: Small);
    /// Groups of several columns.
    GroupBySeveral(filter: Posts, f: SmallFloat, t: Text);
    /// Groups of an expression.
    GroupByExpression(filter: Posts, n: Small);
    /// Groups of a table's key, with columns of the table.
    GroupByTable(filter: Both, n: Small, list: List<Text>);
    /// Aggregates of all rows.
    Aggregates(filter: Posts, n: Small);
    /// Aggregates of floats and of a join.
    AggregatesOfJoin(filter: Both, f: SmallFloat);
    /// A sorting made at run time, cut.
    Ordered(filter: Posts, terms: List<Term>, range: Range);
    /// Sorted by text and expressions, all of it.
    OrderedByText(filter: Users, n: Small);
    /// For less than all rows: first, count, exists.
    Narrow(filter: Posts, range: Range);
    /// Counting what is joined, distinct, grouped.
    NarrowOthers(filter: Both, n: Small);
    /// Subqueries in the list.
    Scalars(filter: Users, n: Small, b: Bool);
    /// Set operations in each other, sorted and cut.
    SetsNested(a: Posts, b: Posts, c: Posts, shape: Small, range: Range);
    /// Set operations of values that may be NULL.
    SetsOfNulls(a: Posts, b: Posts, t: Maybe<Text>);
    /// A CTE that is joined with itself and with a table.
    Ctes(filter: Posts, n: Small);
    /// A tree walked from where a condition holds.
    Recursive(filter: Users, n: Id);
    /// Derived tables: cut, grouped, outer joined.
    DerivedTables(filter: Posts, other: Users, n: Small, range: Range);
    /// A list of values, joined.
    ValuesList(list: List<Id>, t: Text, filter: Users);
    /// Row values that are compared.
    RowValues(filter: Both, a: Id, b: Small, t: Text, list: List<Id>);
    /// Window functions over what a condition leaves, and over groups.
    Windows(filter: Both, n: Id);
    /// Values of a query, a list and a constant in one IN.
    InSets(a: Posts, b: Posts, n: Id);
    /// Changes rows by those of other tables.
    UpdateFrom(t: Text, u: Maybe<Text>, n: Small, b: Bool);
    /// Deletes rows by those of other tables.
    DeleteUsing(t: Text, n: Stars, m: Small, b: Bool);
    /// Inserts, or updates what is there.
    Upsert(ids: List<Id>, t: Text, n: Small);
    /// Inserts a set operation.
    InsertUnion(a: Posts, b: Posts, t: Text);
    /// Changes rows by a condition, values and expressions.
    UpdatePosts(filter: Posts, n: Small, t: Text, m: Maybe<Int32>, f: Maybe<SmallFloat>);
    /// Columns that change places.
    UpdateSwap(filter: Posts);
    /// Values from other tables.
    UpdateUsers(filter: Users, t: Maybe<Text>, b: Bool);
    /// Deletes rows of which others depend.
    DeleteUsers(filter: Users);
    /// Deletes rows.
    DeletePosts(filter: Posts);
    /// Deletes rows and gives them back.
    DeleteReturning(filter: Comments);
    /// Inserts what a query finds.
    InsertFromQuery(filter: Posts, t: Maybe<Text>, f: SmallFloat);
    /// Inserts values, several rows of them.
    InsertValues(rows: List<Row>);
    /// Inserts one row and gives it back.
    InsertReturning(row: Row, n: Big);
    /// A view.
    View(filter: Posts);
    /// A sorting chosen at run time.
    Chosen(filter: Posts, which: Small);
    /// A page behind a row.
    Pages(filter: Posts, after: Maybe<Small>, n: Id, rows: Small);
    /// Rows of a query in one value of another.
    Nested(filter: Posts, other: Users, n: Small);
    /// Text compared and sorted by its bytes.
    Collated(filter: Users, t: Text);
    /// Both sides of a join may be missing.
    FullJoin(on: Both, filter: Both);
    /// The first row of each group.
    DistinctOn(filter: Posts);
    /// Groups, and groups of groups.
    GroupingSets(filter: Posts);
    /// Rows of a query that looks at the row before it.
    Lateral(filter: Posts, other: Users, n: Small);
    /// Set operations that keep rows which are alike.
    SetsAll(a: Posts, b: Posts);
    /// Compared with every value of a query.
    Quantified(filter: Comments);
    /// Frames in groups, exclusion, texts over a window.
    Frames(filter: Posts);
    /// Values of other rows, with a default.
    LagOr(filter: Posts, n: Small, m: Int32);
    /// The different texts of a group.
    DistinctTexts(filter: Posts);
    /// Percentiles of a group.
    Percentiles(filter: Posts, fraction: Fraction);
    /// Functions of text that few backends have.
    FewTexts(filter: Users, t: Text, n: Id, p: Pattern);
    /// Regular expressions.
    Regexps(filter: Users, regexp: Regexp, t: Text);
    /// Whether a document contains another.
    JsonContains(filter: Posts, n: Id, b: Bool, t: Text);
    /// Remainders of floats.
    FloatRemainder(filter: Posts);
    /// Arrays and ranges.
    Arrays(filter: Posts, list: List<Id>, other: List<Id>, n: Id);
    /// Rows that are locked while they are read.
    Locked(filter: Posts, other: Both);
    /// Changes rows and gives them back.
    UpdateReturning(filter: Posts, n: Small, t: Text);
    /// Deletes what a query before the statement finds.
    WithDelete(filter: Posts);
    /// A query over rows that it deletes.
    WithWriting(filter: Comments);
    /// Changes and deletes the first so many rows.
    SomeRows(filter: Comments, n: Id);
    /// Changes, deletes or inserts by rows of a list.
    Merge(list: List<Id>, t: Text, n: Id);
    /// Rows of defaults alone.
    Defaults(n: Id);
}

/// The values of a comment.
pub struct Row;
impl Draw for Row {
    type Value = (i64, Option<i64>, Option<String>, i16, f64, bool);
    fn draw() -> BoxedStrategy<Self::Value> {
        (1..10_i64, option::of(1..8_i64), option::of(Text::draw()), Stars::draw(), Float::draw(), any::<bool>()).boxed()
    }
}
