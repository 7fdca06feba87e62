//! New rows of which nothing is given: the database makes all of them.

use crate::harness::each_backend;
use crate::log::engine;
use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Ticket in tickets {
        #[primary_key(auto)]
        id: i64,
        #[default("open"), max_len(20)]
        state: String,
        #[default(sql = "(1 + 41)")]
        made: i64,
        note: Option<String>,
    }
}
table! {
    /// Its key is its default.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Single in singles { #[primary_key, default(1)] id: i32, note: Option<String> }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Remark in remarks { #[primary_key(auto)] id: i64, #[references(tickets::id)] ticket_id: i64 }
}
schema! { pub Desk: tickets, singles, remarks }

each_backend! {
    everywhere fn a_new_row_may_be_given_nothing(db) {
        let (engine, _) = engine::<B, Desk>(db);
        let mut s = engine.session()?;
        let first = s.add(new!(Ticket {}));
        let second = s.add(new!(Ticket {}));
        let other = s.add(new!(Ticket { note: "x".to_owned() }));
        s.add(new!(Remark { ticket_id: second }));
        let single = s.add(new!(Single {}));
        s.commit()?;
        assert_eq!(s[first], Ticket { id: s[first].id, state: "open".to_owned(), made: 42, note: None });
        assert!(s[first].id < s[second].id);
        assert_eq!(s[other].note.as_deref(), Some("x"));
        assert_eq!(s[single], Single { id: 1, note: None });
        s[first].note = Some("written".to_owned());
        s.commit()?;
        let notes = from(tickets::table).order_by(tickets::id).select(tickets::note).all(&mut s)?;
        assert_eq!(notes.iter().filter(|note| note.is_some()).count(), 2);
        let refers = from(remarks::table).select(remarks::ticket_id).one(&mut s)?;
        assert_eq!(refers, s[second].id);
    }

    everywhere fn a_new_row_that_is_given_nothing_may_be_given_something_later(db) {
        let (engine, _) = engine::<B, Desk>(db);
        let mut s = engine.session()?;
        let ticket = s.add(new!(Ticket {}));
        let gone = s.add(new!(Ticket {}));
        s.set(ticket, tickets::note.set("later".to_owned()))?;
        s.delete(gone)?;
        s.commit()?;
        assert_eq!(from(tickets::table).select(tickets::note).all(&mut s)?, [Some("later".to_owned())]);
    }
}
