//! FOR UPDATE and FOR SHARE, and DISTINCT ON.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

each_backend! {
    on [Postgres, MariaDb] fn a_locked_row_is_skipped_or_refused_by_others(db) {
        blog(db);
        let engine = db.builder().pool_size(2).open()?;
        let (mut one, mut other) = (engine.connect()?, engine.connect()?);
        let row = |id: i64| from(users::table).filter(users::id.eq(id)).select(users::name);
        let everybody = from(users::table).order_by(users::id).select(users::id);

        let mut first = one.begin()?;
        assert_eq!(row(1).for_update().all(&mut first)?, ["Ann"]);
        {
            let mut second = other.begin()?;
            assert_eq!(everybody.for_update().skip_locked().all(&mut second)?, [2, 3, 4]);
            assert_eq!(everybody.for_share().skip_locked().all(&mut second)?, [2, 3, 4]);
            assert!(row(1).for_update().no_wait().all(&mut second).is_err());
        }
        // Without a lock it can be read.
        assert_eq!(row(1).all(&mut other)?, ["Ann"]);
        first.commit()?;
        assert_eq!(row(1).for_update().no_wait().one(&mut other)?, "Ann");
    }

    on [Postgres, MariaDb] fn shared_rows_are_shared(db) {
        blog(db);
        let engine = db.builder().pool_size(2).open()?;
        let (mut one, mut other) = (engine.connect()?, engine.connect()?);
        let ann = from(users::table).filter(users::id.eq(1));
        let mut first = one.begin()?;
        assert_eq!(ann.for_share().one(&mut first)?.name, "Ann");
        let mut second = other.begin()?;
        assert_eq!(ann.for_share().no_wait().one(&mut second)?.name, "Ann");
        assert!(ann.for_update().no_wait().one(&mut second).is_err());
    }

    on [Postgres] fn the_rows_of_one_table_are_locked(db) {
        blog(db);
        let engine = db.builder().pool_size(2).open()?;
        let (mut one, mut other) = (engine.connect()?, engine.connect()?);
        let both = from(users::table).left_join(posts::table, posts::author_id.eq(users::id)).order_by((users::id, posts::id));
        let mut first = one.begin()?;
        assert_eq!(both.for_update_of(users::table).all(&mut first)?.len(), 5);
        let mut second = other.begin()?;
        assert_eq!(from(posts::table).select(posts::id).for_update().no_wait().all(&mut second)?.len(), 3);
        assert_eq!(from(users::table).for_share_of(users::table).skip_locked().all(&mut second)?, []);
        assert_eq!(from(managers::table).for_update_of(managers::table).skip_locked().all(&mut second)?, []);
    }

    on [Postgres] fn the_first_row_of_each(db) {
        blog(db);
        let best = from(posts::table).distinct_on(posts::author_id).order_by(posts::views.desc());
        assert_eq!(best.select((posts::author_id, posts::views)).all(db)?, [(1, 10), (2, 5)]);
        let worst = from(posts::table)
            .select((posts::author_id, posts::views))
            .distinct_on((posts::author_id.desc(),))
            .order_by(posts::views);
        assert_eq!(worst.all(db)?, [(2, 5), (1, 0)]);
        assert_eq!(best.count(db)?, 2);
        assert_eq!(from(posts::table).distinct_on((posts::title, posts::published)).select(posts::title).all(db)?, ["Hello", "World"]);
    }
}
