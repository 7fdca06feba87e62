//! What random queries are made of: typed conditions and expressions, one line each.
//!
//! A line is `Name(argument: Kind, ..) => expression`. The lists are handed to a macro: once to make an enum of them that
//! proptest fills, and once per backend to make them SQL.
//!
//! Arithmetic stays where no backend overflows: columns with extreme values (`age`, `big`, `stars`) are compared, and
//! calculated with only after a cast to a wider type.

/// Conditions on `users`, and those that compare it with the other tables through subqueries.
macro_rules! user_conditions {
    ($then:ident $($with:tt)*) => { $then! { $($with)*
        IdEq(n: Id) => users::id.eq(n);
        IdNe(n: Id) => users::id.ne(n);
        IdLt(n: Big) => users::id.lt(n);
        IdGe(n: Id) => value(n).ge(users::id);
        IdBetween(a: Id, b: Id) => users::id.between(a, b);
        IdNotBetween(a: Id, b: Big) => users::id.not_between(a, b);
        IdIn(list: List<Id>) => users::id.in_list(list);
        IdNotIn(list: List<Big>) => users::id.not_in_list(list);
        IdSumIn(n: Small, list: List<Id>) => users::id.add(n).in_list(list);
        NameEq(t: Text) => users::name.eq(t);
        NameNe(t: Text) => users::name.ne(t);
        NameIn(list: List<Text>) => users::name.in_list(list);
        NameNotIn(list: List<Text>) => users::name.not_in_list(list);
        NameLike(p: Pattern) => users::name.like(p);
        NameNotLike(p: Pattern) => users::name.not_like(p);
        NameContains(t: Text) => users::name.contains(t);
        NameStarts(t: Text) => users::name.starts_with(t);
        NameEnds(t: Text) => users::name.ends_with(t);
        NameIsBio() => users::name.eq(users::bio);
        NameLikeBio() => users::bio.contains("a").or(users::name.like("%n"));
        BioNull() => users::bio.is_null();
        BioNotNull() => users::bio.is_not_null();
        BioEq(t: Text) => users::bio.eq(t);
        BioSame(t: Maybe<Text>) => users::bio.is_not_distinct_from(t);
        BioDistinct(t: Maybe<Text>) => users::bio.is_distinct_from(t);
        BioDistinctName() => users::bio.is_distinct_from(users::name);
        BioIn(list: List<Text>) => users::bio.in_list(list);
        BioNotIn(list: List<Text>) => users::bio.not_in_list(list);
        BioContains(t: Text) => users::bio.contains(t);
        BioOr(t: Text, u: Text) => coalesce(users::bio, t).eq(u);
        BioOrName(t: Text) => coalesce(users::bio, users::name).ne(t);
        BioNullIf(t: Text) => nullif(users::bio, t).is_null();
        BioLength(n: Small) => length(users::bio).gt(n);
        NameLower(t: Text) => lower(users::name).eq(lower(value(t)));
        NameUpper(t: Text) => upper(users::name).like(t.replace('\\', "").to_uppercase());
        NameTrim(t: Text) => trim(users::name).eq(t);
        AgeEq(n: Int32) => users::age.eq(n);
        AgeLt(n: Int32) => users::age.lt(n);
        AgeBetween(a: Int32, b: Int32) => users::age.between(a, b);
        AgeIn(list: List<Int32>) => users::age.in_list(list);
        AgeNotIn(list: List<Int32>) => users::age.not_in_list(list);
        AgeNull() => users::age.is_null();
        AgeSame(n: Maybe<Int32>) => users::age.is_not_distinct_from(n);
        AgeDistinct(n: Maybe<Int32>) => users::age.is_distinct_from(n);
        AgeOr(n: Int32, m: Int32) => coalesce(users::age, n).ge(m);
        AgeWide(n: Small, m: Big) => users::age.cast::<i64>().mul(n).lt(m);
        AgeNeg(n: Int32) => users::age.neg().le(n);
        AgeHalf(n: Int32) => users::age.div(2).eq(n);
        AgeOdd() => users::age.rem(2).ne(0);
        AgeText(t: Text) => users::age.cast::<String>().contains(t);
        AgeFloat(f: Float) => users::age.cast::<f64>().mul(0.5).gt(f);
        ScoreEq(f: Float) => users::score.eq(f);
        ScoreGt(f: Float) => users::score.gt(f);
        ScoreIn(list: List<Float>) => users::score.in_list(list);
        ScoreNotIn(list: List<Float>) => users::score.not_in_list(list);
        ScoreSame(f: Maybe<Float>) => users::score.is_not_distinct_from(f);
        ScoreOr(f: Float, g: Float) => coalesce(users::score, f).le(g);
        Active() => users::active;
        ActiveEq(b: Bool) => users::active.eq(b);
        ActiveNe(b: Bool) => users::active.ne(b);
        ActiveAnd(n: Id) => users::active.and(users::id.gt(n)).eq(users::bio.is_null());
        ActiveIsNull() => users::active.eq(users::age.is_null());
        ActiveIn(list: List<Bool>) => users::active.in_list(list);
        True(b: Bool) => value(b);
        BothValues(n: Big, m: Big) => value(n).lt(m);
        BothTexts(t: Text, u: Text) => value(t).eq(u);
        NotNotActive() => users::active.not().not();
        DistinctEq(t: Maybe<Text>, b: Bool) => users::bio.is_distinct_from(t).eq(b);
        SameEq(n: Maybe<Int32>) => users::active.eq(users::age.is_not_distinct_from(n));
        LikeEq(p: Pattern, b: Bool) => users::name.like(p).eq(b);
        BetweenEq(a: Id, b: Id, c: Bool) => users::id.between(a, b).ne(c);
        InEq(list: List<Id>) => users::id.in_list(list).eq(users::active);
        AvatarEq(t: Text) => users::avatar.eq(t.into_bytes());
        AvatarNull() => users::avatar.is_null();
        Manager(n: Maybe<Id>) => users::manager_id.is_not_distinct_from(n);
        OwnManager() => users::manager_id.eq(users::id);
        ManagerPlus(n: Small) => users::manager_id.add(users::id.mul(n)).gt(3);
        CaseInt(n: Id, m: Small) => case(users::id.gt(n), users::id.mul(2)).otherwise(m).gt(5);
        CaseText(t: Text, u: Text) => case(users::active, t).when(users::bio.is_null(), u).otherwise(users::name).eq("a");
        CaseNull(n: Id, m: Int32) => case(users::id.gt(n), m).is_null();
        CaseBool(b: Bool, c: Bool) => case(users::age.gt(0), b).otherwise(c);
        HasPost(n: Small) => exists(from(posts::table).correlate(users::table)
            .filter(posts::author_id.eq(users::id).and(posts::views.gt(n))));
        NoPost(t: Text) => not_exists(from(posts::table).correlate(users::table)
            .filter(posts::author_id.eq(users::id).and(posts::title.eq(t))));
        IsAuthor(b: Bool) => users::id.in_query(from(posts::table).filter(posts::published.eq(b)).select(posts::author_id));
        NoAuthor(f: Float) => users::id.not_in_query(from(posts::table).filter(posts::rating.gt(f)).select(posts::author_id));
        NotManager(n: Id) => users::id.not_in_query(
            from(managers::table).filter(managers::id.ne(n)).select(managers::manager_id));
        NamesTitle(list: List<Text>) => users::name.in_query(
            from(posts::table).filter(posts::title.not_in_list(list)).select(posts::title));
        PostCount(n: Small) => scalar(from(posts::table).correlate(users::table)
            .filter(posts::author_id.eq(users::id)).select(count())).ge(n);
        PostSum(n: Small) => scalar(from(posts::table).correlate(users::table)
            .filter(posts::author_id.eq(users::id)).select(sum(posts::views))).lt(n);
        BestRating(f: Float) => coalesce(scalar(from(posts::table).correlate(users::table)
            .filter(posts::author_id.eq(users::id)).select(max(posts::rating))), f).eq(4.5);
        ManagerName(t: Text) => scalar(from(managers::table).correlate(users::table)
            .filter(managers::id.eq(users::manager_id)).select(managers::name)).is_distinct_from(Some(t));
        Older() => exists(from(managers::table).correlate(users::table).filter(managers::age.lt(users::age)));
        Commented(n: Stars) => exists(from(comments::table)
            .join(posts::table, comments::post_id.eq(posts::id)).correlate(users::table)
            .filter(posts::author_id.eq(users::id).and(comments::stars.gt(n))));
        GroupedAuthor(n: Small) => users::id.in_query(
            from(posts::table).group_by(posts::author_id).having(count().gt(n)).select(posts::author_id));
        TwoDeep(n: Small) => users::id.in_query(from(posts::table)
            .filter(posts::id.in_query(from(comments::table).filter(comments::stars.cast::<i64>().gt(n)).select(comments::post_id)))
            .select(posts::author_id));
        And(n: Id, t: Text) => users::id.gt(n).and(users::name.ne(t)).or(users::active.and(users::age.is_null()));
        Or(n: Id, t: Maybe<Text>) => users::id.eq(n).or(users::bio.is_not_distinct_from(t)).and(users::active);
    } };
}

/// Conditions on `posts`.
macro_rules! post_conditions {
    ($then:ident $($with:tt)*) => { $then! { $($with)*
        IdEq(n: Id) => posts::id.eq(n);
        IdIn(list: List<Id>) => posts::id.in_list(list);
        IdNotIn(list: List<Id>) => posts::id.not_in_list(list);
        AuthorNe(n: Id) => posts::author_id.ne(n);
        TitleEq(t: Text) => posts::title.eq(t);
        TitleIn(list: List<Text>) => posts::title.in_list(list);
        TitleContains(t: Text) => posts::title.contains(t);
        TitleLike(p: Pattern) => posts::title.like(p);
        TitleTrim(t: Text) => trim(posts::title).starts_with(t);
        TitleLength(n: Small) => length(posts::title).sub(n).le(0);
        Views(n: Small) => posts::views.gt(n);
        ViewsExtreme(n: Big) => posts::views.le(n);
        ViewsSum(n: Small, m: Small) => posts::views.add(n).mul(2).sub(m).gt(posts::views);
        ViewsDiv(n: Divisor, m: Small) => posts::views.div(n).eq(m);
        ViewsRem(n: Divisor, m: Small) => posts::views.rem(n).ge(m);
        ViewsDivId(n: Small) => value(n).mul(3).div(posts::id).lt(posts::views);
        ViewsDivViews(n: Small) => value(n).div(nullif(posts::views, 0)).is_not_distinct_from(Some(n));
        ViewsAbs(n: Small) => abs(posts::views.sub(n)).lt(10);
        ViewsNeg(n: Small) => posts::views.neg().sub(posts::views.neg().sub(n)).ne(posts::views);
        ViewsText(t: Text) => posts::views.cast::<String>().eq(t);
        LikesNull() => posts::likes.is_null();
        LikesEq(n: Int32) => posts::likes.eq(n);
        LikesArith(n: Small32) => posts::likes.add(n).mul(posts::likes).ge(0);
        LikesOr(n: Int32) => coalesce(posts::likes, 7).ne(n);
        LikesSame(n: Maybe<Int32>) => posts::likes.is_not_distinct_from(n);
        LikesNotBetween(a: Int32, b: Int32) => posts::likes.not_between(a, b);
        LikesWide() => posts::likes.cast::<i64>().eq(posts::views);
        RatingEq(f: SmallFloat) => posts::rating.eq(f);
        RatingBetween(f: SmallFloat, g: SmallFloat) => posts::rating.between(f, g);
        RatingArith(f: SmallFloat) => posts::rating.mul(2.0).add(f).div(4.0).gt(0.5);
        RatingIn(list: List<SmallFloat>) => posts::rating.in_list(list);
        RatingViews() => posts::rating.lt(posts::views.cast::<f64>());
        Published() => posts::published;
        PublishedIs(b: Bool) => posts::published.eq(b);
        PublishedInt(n: Small32) => posts::published.cast::<i32>().add(n).gt(1);
        Pinned() => posts::pinned;
        PinnedIs(b: Bool) => posts::pinned.eq(b);
        PinnedSame(b: Maybe<Bool>) => posts::pinned.is_not_distinct_from(b);
        PinnedDistinct(b: Maybe<Bool>) => posts::pinned.is_distinct_from(b);
        PinnedOr(b: Bool) => coalesce(posts::pinned, b);
        PinnedNull() => posts::pinned.and(posts::published).is_null();
        BigEq(n: Big) => posts::big.eq(n);
        BigLt(n: Big) => posts::big.lt(n);
        BigBetween(a: Big, b: Big) => posts::big.between(a, b);
        BigIn(list: List<Big>) => posts::big.in_list(list);
        BigSame(n: Maybe<Big>) => posts::big.is_distinct_from(n);
        BigText(t: Text) => posts::big.cast::<String>().contains(t);
        BigCase(n: Big, m: Big) => case(posts::big.gt(n), posts::big).when(posts::published, m).otherwise(0).le(5);
        AuthorActive(b: Bool) => posts::author_id.in_query(from(users::table).filter(users::active.eq(b)).select(users::id));
        AuthorName(t: Text) => scalar(from(users::table).correlate(posts::table)
            .filter(users::id.eq(posts::author_id)).select(users::name)).eq(t);
        HasComment(n: Stars) => exists(from(comments::table).correlate(posts::table)
            .filter(comments::post_id.eq(posts::id).and(comments::stars.ge(n))));
        NotCommented() => posts::id.not_in_query(from(comments::table).select(comments::post_id));
        MostViews() => posts::views.eq(scalar(from(others::table).select(max(others::views))));
        MoreViews() => not_exists(from(others::table).correlate(posts::table)
            .filter(others::author_id.eq(posts::author_id).and(others::views.gt(posts::views))));
        AverageRating(f: Float) => scalar(from(others::table).correlate(posts::table)
            .filter(others::author_id.eq(posts::author_id)).select(avg(others::rating))).ge(f);
        CommentWeight(f: SmallFloat) => scalar(from(comments::table).correlate(posts::table)
            .filter(comments::post_id.eq(posts::id)).select(sum(comments::weight))).add(f).lt(2.0);
        FirstComment() => scalar(from(comments::table).correlate(posts::table)
            .filter(comments::post_id.eq(posts::id)).order_by(comments::id).limit(1).select(comments::user_id)).is_null();
    } };
}

/// Conditions on `comments`.
macro_rules! comment_conditions {
    ($then:ident $($with:tt)*) => { $then! { $($with)*
        IdGt(n: Id) => comments::id.gt(n);
        PostIn(list: List<Id>) => comments::post_id.in_list(list);
        UserSame(n: Maybe<Id>) => comments::user_id.is_not_distinct_from(n);
        UserNotIn(list: List<Id>) => comments::user_id.not_in_list(list);
        BodyEq(t: Text) => comments::body.eq(t);
        BodyNe(t: Text) => comments::body.ne(t);
        BodyNotLike(p: Pattern) => comments::body.not_like(p);
        BodyOr(t: Text) => coalesce(comments::body, t).contains("a");
        Stars(n: Stars) => comments::stars.lt(n);
        StarsIn(list: List<Stars>) => comments::stars.in_list(list);
        StarsSame(n: Maybe<Stars>) => comments::stars.is_not_distinct_from(n);
        StarsWide(n: Small32) => comments::stars.cast::<i32>().mul(2).add(n).gt(0);
        StarsCase(n: Stars) => case(comments::flagged, n).otherwise(comments::stars).ge(1);
        StarsOr(n: Stars, m: Stars) => nullif(comments::stars, n).ne(m);
        Weight(f: SmallFloat) => comments::weight.ge(f);
        WeightArith(f: SmallFloat) => comments::weight.add(f).mul(comments::weight).sub(1.0).gt(0.0);
        WeightNeg(f: SmallFloat) => comments::weight.neg().le(f);
        Flagged() => comments::flagged;
        FlaggedNot() => comments::flagged.not();
        PostTitle(t: Text) => comments::post_id.in_query(from(posts::table).filter(posts::title.ne(t)).select(posts::id));
        ByAuthor() => exists(from(posts::table).correlate(comments::table)
            .filter(posts::id.eq(comments::post_id).and(posts::author_id.eq(comments::user_id))));
    } };
}

/// Expressions on `posts`, to be selected.
macro_rules! post_expressions {
    ($then:ident $($with:tt)*) => { $then! { $($with)*
        Id() => posts::id;
        Title() => posts::title;
        Value(n: Big) => value(n);
        TextValue(t: Text) => value(t);
        FloatValue(f: Float) => value(f);
        BoolValue(b: Bool) => value(b);
        StarsValue(n: Stars) => value(n);
        Sum(n: Small) => posts::views.add(n);
        Difference(n: Small) => value(n).sub(posts::views);
        Product(n: Small) => posts::views.mul(n).mul(posts::id);
        Quotient(n: Divisor) => posts::views.div(n);
        Remainder(n: Divisor) => posts::views.rem(n);
        NoQuotient() => posts::id.div(nullif(posts::views, 0));
        LikesQuotient() => posts::likes.div(4).add(1);
        Negative() => posts::views.neg();
        FloatSum(f: SmallFloat) => posts::rating.add(f).mul(0.5);
        FloatDifference(f: SmallFloat) => value(f).sub(posts::rating.div(2.0));
        LikesSum(n: Small32) => posts::likes.sub(n).mul(2);
        LikesWide(n: Small) => posts::likes.cast::<i64>().add(n);
        ViewsText() => posts::views.cast::<String>();
        BigText() => posts::big.cast::<String>();
        ViewsFloat() => posts::views.cast::<f64>().div(8.0);
        PublishedInt() => posts::published.cast::<i32>();
        LikesOr(n: Int32) => coalesce(posts::likes, n);
        RatingOr(f: SmallFloat) => coalesce(posts::rating, f);
        PinnedOr(b: Bool) => coalesce(posts::pinned, b);
        PinnedOrPublished() => coalesce(posts::pinned, posts::published);
        TitleNullIf(t: Text) => nullif(posts::title, t);
        ValueOr(t: Text) => coalesce(value(t), posts::title);
        CaseText(n: Small, t: Text) => case(posts::views.gt(n), t).otherwise(posts::title);
        CaseValues(n: Small, t: Text, u: Text) => case(posts::views.gt(n), t).otherwise(u);
        CaseInts(n: Big, m: Big) => case(posts::published, n).otherwise(m);
        CaseFloats(f: Float, g: Float) => case(posts::published, f).when(posts::pinned, g);
        CaseBools(b: Bool) => case(posts::published, b);
        CaseLikes(n: Int32) => case(posts::likes.is_null(), n).otherwise(posts::likes);
        Length() => length(posts::title);
        Lower() => lower(posts::title);
        Upper() => upper(trim(posts::title));
        Abs() => abs(posts::views);
        AbsFloat() => abs(posts::rating);
        Compared(n: Big) => posts::big.lt(n);
        ComparedNull(n: Int32) => posts::likes.ge(n);
        Same(n: Maybe<Int32>) => posts::likes.is_not_distinct_from(n);
        Different(b: Maybe<Bool>) => posts::pinned.is_distinct_from(b);
        Listed(list: List<Id>) => posts::id.in_list(list);
        NotListed(list: List<Int32>) => posts::likes.not_in_list(list);
        Like(p: Pattern) => posts::title.like(p);
        And() => posts::published.and(posts::pinned);
        Or() => posts::published.or(posts::pinned);
        Not() => posts::pinned.not();
        Exists(n: Stars) => exists(from(comments::table).correlate(posts::table)
            .filter(comments::post_id.eq(posts::id).and(comments::stars.gt(n))));
        AuthorName() => scalar(from(users::table).correlate(posts::table)
            .filter(users::id.eq(posts::author_id)).select(users::name));
        AuthorPosts() => scalar(from(others::table).correlate(posts::table)
            .filter(others::author_id.eq(posts::author_id)).select(count()));
        ViewsOfAuthor() => scalar(from(others::table).correlate(posts::table)
            .filter(others::author_id.eq(posts::author_id)).select(sum(others::views))).sub(posts::views);
        InQuery(n: Small) => posts::author_id.in_query(
            from(others::table).filter(others::views.gt(n)).select(others::author_id));
    } };
}

pub(crate) use {comment_conditions, post_conditions, post_expressions, user_conditions};
