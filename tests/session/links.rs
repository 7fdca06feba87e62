//! Foreign keys that are given a row without a key, and written to directly.

use crate::harness::each_backend;
use crate::{log::engine, tables::*};
use aludel::prelude::*;

each_backend! {
    everywhere fn the_last_write_to_a_foreign_key_counts(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let [ann, ben] = ["Ann", "Ben"].map(|name| s.add(new!(User { name })));
        let note = s.add(new!(Note { user_id: ann, text: "x" }));
        s.commit()?;
        let [ann_id, ben_id] = [ann, ben].map(|user| s[user].id);
        // A value behind a handle.
        let cid = s.add(new!(User { name: "Cid" }));
        s.set(note, notes::user_id.set(cid))?;
        s[note].user_id = ben_id;
        s.commit()?;
        assert_eq!(s[note].user_id, ben_id);
        assert_eq!(from(notes::table).select(notes::user_id).one(&mut s)?, ben_id);
        // A handle behind a value.
        let dee = s.add(new!(User { name: "Dee" }));
        s[note].user_id = ann_id;
        s.set(note, notes::user_id.set(dee))?;
        s.commit()?;
        assert_eq!(s[note].user_id, s[dee].id);
        // Writing to another column takes nothing back.
        let eve = s.add(new!(User { name: "Eve" }));
        s.set(note, notes::user_id.set(eve))?;
        s[note].text = "y".into();
        s.commit()?;
        assert_eq!((s[note].user_id, &*s[note].text), (s[eve].id, "y"));
        assert_eq!(from(notes::table).select(notes::user_id).one(&mut s)?, s[eve].id);
    }

    everywhere fn a_link_that_was_written_over_does_not_order_anything(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let ann = s.add(new!(User { name: "Ann" }));
        let note = s.add(new!(Note { user_id: ann, text: "x" }));
        let other = s.add(new!(User { name: "Ben" }));
        s.commit()?;
        let gone = s.add(new!(User { name: "Cid" }));
        s.set(note, notes::user_id.set(gone))?;
        s[note].user_id = s[other].id;
        // What it was linked to may go before it was ever there.
        s.delete(gone)?;
        assert_eq!(s.plan()?.to_string(), "UPDATE notes (user_id)\n");
        s.commit()?;
        assert_eq!(s[note].user_id, s[other].id);
    }
}
