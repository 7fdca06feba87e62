//! New rows of a type that nothing can stand for until all of its values are known.

use crate::harness::each_backend;
use crate::log::engine;
use aludel::{prelude::*, session::key_of, value::Json};

/// Neither `null` nor an empty list or object is one.
type Place = Json<(i64, String)>;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Shop in shops {
        #[primary_key(auto)]
        id: i64,
        place: Place,
        #[default("open"), max_len(20)]
        state: String,
        #[default(sql = "(1 + 41)")]
        made: i64,
        note: Option<String>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Branch in branches {
        #[primary_key(auto)]
        id: i64,
        #[references(shops::id)]
        shop_id: i64,
        #[references(branches::id)]
        next_id: Option<i64>,
        place: Place,
    }
}
schema! { pub Town: shops, branches }

fn place(number: i64) -> Place {
    Json((number, "High Street".to_owned()))
}

each_backend! {
    everywhere fn they_are_written_as_others_are(db) {
        let (engine, _) = engine::<B, Town>(db);
        let mut s = engine.session()?;
        let shops: Vec<_> = (0..3).map(|n| s.add(new!(Shop { place: place(n) }))).collect();
        let closed = s.add(new!(Shop { place: place(7), state: "closed", note: Some("ruin".to_owned()) }));
        let branch = s.add(new!(Branch { shop_id: shops[1], place: place(8) }));
        s.commit()?;
        let first = s[shops[0]].id;
        for (n, shop) in (0..).zip(&shops) {
            let as_declared = Shop { id: first + n, place: place(n), state: "open".to_owned(), made: 42, note: None };
            assert_eq!(s[*shop], as_declared);
        }
        assert_eq!((s[closed].state.as_str(), s[closed].note.as_deref()), ("closed", Some("ruin")));
        assert_eq!((s[branch].shop_id, &s[branch].place), (s[shops[1]].id, &place(8)));
        let stored = from(shops::table).order_by(shops::id).all(&mut s)?;
        assert_eq!(stored.last(), Some(&s[closed]));
    }

    everywhere fn they_can_be_given_something_else(db) {
        let (engine, _) = engine::<B, Town>(db);
        let mut s = engine.session()?;
        let shop = s.add(new!(Shop { place: place(1) }));
        let other = s.add(new!(Shop { place: place(2) }));
        s.set(shop, (shops::place.set(place(3)), shops::note.set("moved".to_owned())))?;
        s.delete(other)?;
        let first = s.add(new!(Branch { shop_id: shop, place: place(4) }));
        let second = s.add(new!(Branch { shop_id: shop, next_id: key_of(Some(first)), place: place(5) }));
        s.set(first, branches::next_id.set(key_of(Some(second))))?;
        s.commit()?;
        assert_eq!((&s[shop].place, s[shop].note.as_deref()), (&place(3), Some("moved")));
        assert_eq!((s[first].next_id, s[second].next_id), (Some(s[second].id), Some(s[first].id)));
        assert_eq!(from(shops::table).all(&mut s)?, [s[shop].clone()]);
        s[shop].place.0.0 = 9;
        s.commit()?;
        assert_eq!(from(shops::table).select(shops::place).one(&mut s)?, place(9));
    }

    everywhere fn what_fails_leaves_them_new(db) {
        let (engine, _) = engine::<B, Town>(db);
        let mut s = engine.session()?;
        let shop = s.add(new!(Shop { id: 1, place: place(1) }));
        let again = s.add(new!(Shop { id: 1, place: place(2) }));
        assert!(s.flush().is_err());
        assert!(s.row(shop).is_err() && s.row(again).is_err());
        s.set(again, shops::id.set(2))?;
        s.commit()?;
        assert_eq!((&s[shop].place, &s[again].place), (&place(1), &place(2)));
    }
}
