//! Rows that refer to each other in a circle.

use crate::harness::{each_backend, failure};
use crate::{log::session, tables::*};
use aludel::{ErrorKind, prelude::*, session::key_of};

each_backend! {
    everywhere fn a_circle_is_broken_where_a_column_can_be_null(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let person = s.add(new!(Person { favourite_ball_id: key_of(None::<Handle<Ball>>) }));
        let balls: Vec<_> = (1..=4).map(|size| s.add(new!(Ball { person_id: person, size }))).collect();
        s.set(person, people::favourite_ball_id.set(balls[2]))?;
        s.commit()?;
        assert_eq!(log.take(), ["INSERT people", "INSERT balls x4", "UPDATE people"]);
        assert_eq!(s[person].favourite_ball_id, Some(s[balls[2]].id));
        assert_eq!(from(people::table).one(&mut s)?, s[person]);
        assert!(!s.is_modified());

        s.delete(person)?;
        for ball in balls {
            s.delete(ball)?;
        }
        s.commit()?;
        assert_eq!(log.take()[1..], ["UPDATE people", "DELETE balls x4", "DELETE people"]);
        assert!(!from(people::table).exists(&mut s)? && !from(balls::table).exists(&mut s)?);
    }

    fn a_circle_that_cannot_be_broken_is_told_and_nothing_is_written(db) {
        let (mut s, log) = session::<B, Tables>(db);
        s.add(new!(Hen { id: 1, egg_id: 2 }));
        s.add(new!(Egg { id: 2, hen_id: 1 }));
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::Circle);
        for word in ["hens.egg_id", "eggs.hen_id"] {
            assert!(error.message().contains(word), "{error}");
        }
        assert_eq!(log.texts(), [""; 0]);
        assert_eq!(s.new_rows::<Hen>().len(), 1);
    }

    fn a_row_can_refer_to_itself(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let own = s.add(new!(Node { id: 7, parent_id: 7, data: "own" }));
        let made = s.add(new!(Node { data: "made" }));
        s.set(made, nodes::parent_id.set(made))?;
        s.commit()?;
        assert_eq!(log.take(), ["INSERT nodes", "INSERT nodes", "UPDATE nodes"]);
        assert_eq!((s[own].parent_id, s[made].parent_id), (Some(7), Some(s[made].id)));
        let mut stored = from(nodes::table).order_by(nodes::id).all(&mut s)?;
        stored.retain(|node| node.parent_id == Some(node.id));
        assert_eq!(stored.len(), 2);
    }
}
