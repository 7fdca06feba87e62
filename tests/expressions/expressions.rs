//! Arithmetic, CASE, COALESCE, NULLIF, CAST, functions, booleans as values.

use crate::{blog::*, harness::each_backend};
use aludel::{
    expr::{abs, length, lower, trim, upper},
    prelude::*,
};

/// One expression, computed for the first user.
macro_rules! compute {
    ($db:ident, $expression:expr) => {
        from(users::table).filter(users::id.eq(1)).select($expression).one($db)?
    };
}

table! {
    #[index(title, body, using = fulltext)]
    #[index(name = "ft_title", title, using = fulltext)]
    pub struct Article in articles {
        #[primary_key]
        id: i64,
        title: String,
        body: Option<String>,
    }
}
schema! { pub Articles: articles }

each_backend! {
    everywhere fn arithmetic_keeps_the_grouping_of_the_program(db) {
        blog(db);
        assert_eq!(compute!(db, users::id.add(2).mul(3)), 9);
        assert_eq!(compute!(db, users::id.add(users::id.mul(3))), 4);
        assert_eq!(compute!(db, value(10_i64).sub(users::id.sub(3))), 12);
        assert_eq!(compute!(db, value(10_i64).sub(users::id).sub(3)), 6);
        assert_eq!(compute!(db, value(100_i64).div(users::id.add(9).div(2))), Some(20));
        assert_eq!(compute!(db, users::id.neg().neg()), 1);
        assert_eq!(compute!(db, users::id.add(1).neg()), -2);
        assert_eq!(compute!(db, users::id.sub(users::id.neg())), 2);
    }

    everywhere fn integer_division_cuts_towards_zero(db) {
        blog(db);
        assert_eq!(compute!(db, value(7_i64).mul(users::id).div(2)), Some(3));
        assert_eq!(compute!(db, value(-7_i64).mul(users::id).div(2)), Some(-3));
        assert_eq!(compute!(db, users::age.div(4)), Some(7));
        assert_eq!(compute!(db, value(7_i64).mul(users::id).rem(3)), Some(1));
        assert_eq!(compute!(db, value(-7_i64).mul(users::id).rem(3)), Some(-1));
    }

    everywhere fn float_division_keeps_the_fraction(db) {
        blog(db);
        let half = from(posts::table).filter(posts::id.eq(3)).select(posts::rating.div(2.0)).one(db)?;
        assert_eq!(half, Some(1.5));
        let eighth = compute!(db, users::id.cast::<f64>().div(8.0));
        assert_eq!(eighth, Some(0.125));
    }

    everywhere fn division_by_zero_is_null(db) {
        blog(db);
        assert_eq!(compute!(db, users::id.div(0)), None);
        assert_eq!(compute!(db, users::id.rem(users::id.sub(1))), None);
        assert_eq!(compute!(db, users::id.cast::<f64>().div(users::id.sub(1).cast::<f64>())), None);
        assert_eq!(compute!(db, users::age.div(users::age.sub(users::age)).add(1)), None);
        // Where it is written, too.
        update(users::table).set(users::age.set(users::age.div(0))).filter(users::id.eq(1)).execute(db)?;
        assert_eq!(compute!(db, users::age), None);
    }

    everywhere fn arithmetic_with_null_is_null(db) {
        blog(db);
        let ages: Vec<Option<i32>> = from(users::table).order_by(users::id).select(users::age.add(1)).all(db)?;
        assert_eq!(ages, [Some(31), Some(21), None, Some(41)]);
    }

    everywhere fn booleans_computed_by_an_expression_decode(db) {
        blog(db);
        let row: (bool, bool, Option<bool>, bool, Option<bool>) = from(users::table)
            .filter(users::id.eq(3))
            .select((
                users::id.gt(2),
                users::bio.is_null(),
                users::age.gt(1),
                users::name.eq("Cid").and(users::id.eq(3)),
                users::manager_id.eq(1).not(),
            ))
            .one(db)?;
        assert_eq!(row, (true, false, None, true, Some(false)));
        let row: (bool, bool, bool) = from(posts::table)
            .filter(posts::id.eq(1))
            .select((posts::published.not(), posts::title.like("He%"), posts::id.in_list([1, 2])))
            .one(db)?;
        assert_eq!(row, (false, true, true));
        let chosen: bool = compute!(db, case(users::id.eq(1), true).otherwise(false));
        assert!(chosen);
    }

    everywhere fn case_takes_the_first_arm_that_holds(db) {
        blog(db);
        let sizes: Vec<&str> = vec!["old", "young", "unknown", "old"];
        let found = from(users::table)
            .order_by(users::id)
            .select(case(users::age.ge(30), "old").when(users::age.ge(0), "young").otherwise("unknown"))
            .all(db)?;
        assert_eq!(found, sizes);
        let found: Vec<Option<i64>> =
            from(users::table).order_by(users::id).select(case(users::id.le(2), users::id.mul(10))).all(db)?;
        assert_eq!(found, [Some(10), Some(20), None, None]);
    }

    everywhere fn case_inside_other_expressions(db) {
        blog(db);
        let ones = from(users::table).select(sum(case(users::age.is_null(), 1_i64).otherwise(0))).one(db)?;
        assert_eq!(ones, Some(1));
        let ids =
            from(users::table).filter(case(users::id.eq(4), 1).otherwise(0).add(1).eq(2)).select(users::id).all(db)?;
        assert_eq!(ids, [4]);
    }

    everywhere fn coalesce_gives_the_first_value(db) {
        blog(db);
        let bios: Vec<String> =
            from(users::table).order_by(users::id).select(coalesce(users::bio, users::name)).all(db)?;
        assert_eq!(bios, ["Writes", "Ben", "", "Reads"]);
        let ages: Vec<i32> = from(users::table).order_by(users::id).select(coalesce(users::age, -1)).all(db)?;
        assert_eq!(ages, [30, 20, -1, 40]);
        let both: Vec<Option<i64>> =
            from(users::table).order_by(users::id).select(coalesce(users::manager_id, users::manager_id)).all(db)?;
        assert_eq!(both, [None, Some(1), Some(1), Some(2)]);
    }

    everywhere fn nullif_gives_null_for_equal_values(db) {
        blog(db);
        let bios: Vec<Option<String>> =
            from(users::table).order_by(users::id).select(nullif(users::bio, "")).all(db)?;
        assert_eq!(bios, [Some("Writes".to_owned()), None, None, Some("Reads".to_owned())]);
    }

    everywhere fn casts_between_numbers_and_to_text(db) {
        blog(db);
        assert_eq!(compute!(db, users::id.cast::<i32>()), 1);
        assert_eq!(compute!(db, users::age.cast::<i64>()), Some(30));
        assert_eq!(compute!(db, users::id.cast::<f64>()), 1.0);
        assert_eq!(compute!(db, users::id.add(41).cast::<String>()), "42");
        assert_eq!(from(posts::table).filter(posts::id.eq(1)).select(posts::published.cast::<i32>()).one(db)?, 1);
    }

    everywhere fn functions_of_text_and_numbers(db) {
        blog(db);
        assert_eq!(compute!(db, lower(users::name)), "ann");
        assert_eq!(compute!(db, upper(users::name)), "ANN");
        assert_eq!(compute!(db, length(users::bio)), Some(6));
        assert_eq!(compute!(db, abs(users::id.sub(8))), 7);
        update(users::table).set(users::name.set("  Zoë  ")).filter(users::id.eq(1)).execute(db)?;
        assert_eq!(compute!(db, trim(users::name)), "Zoë");
        assert_eq!(compute!(db, length(trim(users::name))), 3);
        assert!(compute!(db, trim(users::name).eq("Zoë")));
    }

    everywhere fn values_alone_can_be_selected(db) {
        blog(db);
        assert_eq!(compute!(db, (value(7_i64), value("text"), value(true))), (7, "text".to_owned(), true));
        assert!(!compute!(db, value("a").eq("A")));
    }

    on [Postgres] fn words_are_found_in_whichever_form_they_stand(db) {
        use aludel::expr::{all_words, full_text, language::{English, Simple}, phrase, web_search};
        blog(db);
        for (id, title) in [(10, "Foxes were jumping over lazy dogs"), (11, "A jump, and a dog's fox"), (12, "Cats")] {
            insert(posts::table).values(new!(Post { id: id, author_id: 3, title: title })).execute(db)?;
        }
        let title = full_text(English, posts::title);
        let find = from(posts::table).order_by(posts::id).select(posts::id);
        assert_eq!(find.filter(title.has(all_words("fox jumps"))).all(db)?, [10, 11]);
        assert_eq!(find.filter(title.has(phrase("lazy dog"))).all(db)?, [10]);
        assert_eq!(find.filter(title.has(web_search("jump -lazy or cat"))).all(db)?, [11, 12]);
        assert_eq!(find.filter(full_text(Simple, posts::title).has(all_words("fox"))).all(db)?, [11]);
        // Any text is a query.
        assert_eq!(find.filter(title.has(web_search("'; & | ! ( \"")).not()).count(db)?, 6);
        let best: Vec<(i64, f32)> = from(posts::table)
            .filter(title.has(web_search("dog fox")))
            .order_by(title.rank(phrase("lazy dog")).desc())
            .select((posts::id, title.rank(phrase("lazy dog"))))
            .all(db)?;
        assert_eq!(best[0].0, 10);
        assert!(best[0].1 > best[1].1);
        let found: Option<String> = from(users::table)
            .filter(users::id.eq(1))
            .select(full_text(English, users::bio).headline(all_words("writing")))
            .one(db)?;
        assert_eq!(found.as_deref(), Some("<b>Writes</b>"));
    }

    /// InnoDB finds rows that are committed.
    on [MariaDb, MySql] fn words_are_found_by_an_index(db) {
        use aludel::expr::indexed;
        db.create::<Articles>();
        let article = |id, title: &str, body: Option<&str>| Article { id, title: title.into(), body: body.map(Into::into) };
        let articles = vec![
            article(1, "typed queries", Some("queries that rust checks")),
            article(2, "rust and rust", Some("more rust, and nothing else")),
            article(3, "gardening", Some("queries of gardeners")),
            article(4, "rust of iron, and Rust", None),
        ];
        insert(articles::table).values(articles).execute(db)?;
        let text = indexed((articles::title, articles::body));
        let find = from(articles::table).order_by(articles::id).select(articles::id);
        assert_eq!(find.filter(text.has("rust queries")).all(db)?, [1, 2, 3, 4]);
        assert_eq!(find.filter(text.has_boolean("+queries -rust")).all(db)?, [3]);
        assert_eq!(find.filter(text.has_boolean("garden*")).all(db)?, [3]);
        assert_eq!(find.filter(indexed((articles::title,)).has("queries")).all(db)?, [1]);
        // Case counts as the collation says, which `create_all` gives.
        assert_eq!(find.filter(text.has("Rust")).all(db)?, [4]);
        let best: Vec<(i64, Option<bool>, Option<f64>)> = from(articles::table)
            .order_by((text.relevance("rust").desc(), articles::id))
            .select((articles::id, text.has("rust"), text.relevance("rust")))
            .all(db)?;
        assert_eq!(best[0].0, 2);
        let gardening = best.iter().find(|row| row.0 == 3).unwrap();
        assert_eq!((gardening.1, gardening.2), (Some(false), Some(0.0)));
    }
}
