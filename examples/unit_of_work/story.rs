//! The story: an order, a conflict, a savepoint, and what a flush would send.

use crate::tables::*;
use aludel::{
    ErrorKind, Result,
    engine::{Backend, Engine},
    prelude::*,
};

/// Tells it.
pub fn tell<B: Backend>(engine: &Engine<B>) -> Result<()> {
    println!("== An order: rows name each other before they have keys");
    let mut session = engine.session()?;
    let ann = session.add(new!(Customer { name: "Ann" }));
    let tea = session.add(new!(Product { name: "tea", in_stock: 10 }));
    let cup = session.add(new!(Product { name: "cup", in_stock: 4 }));
    let order = session.add(new!(Order { customer_id: ann }));
    session.add(new!(Line { order_id: order, product_id: tea, quantity: 2 }));
    session.add(new!(Line { order_id: order, product_id: cup, quantity: 1 }));
    print!("{}", session.plan()?);
    session.commit()?;
    println!("order {} of customer {}\n", session[order].id, session[ann].id);

    println!("== Only what changed is written, one UPDATE for rows that change alike");
    session[tea].in_stock -= 2;
    session[cup].in_stock -= 1;
    session[ann].name = "Ann".into(); // as it was
    print!("{}", session.plan()?);
    session.commit()?;

    println!("\n== Two sessions sell the last cups: the second one is refused, and tries again");
    let id = session[cup].id;
    let mut other = engine.session()?;
    let same = other.get::<Product>(id)?.expect("the cup is there");
    other.commit()?;
    session[cup].in_stock -= 1;
    session.commit()?;
    other[same].in_stock -= 1;
    match other.commit() {
        Err(error) if error.kind() == ErrorKind::StaleRow => println!("refused: {}", error.message()),
        result => return result,
    }
    other.rollback()?;
    // `run` does all of that by itself: it begins again, with an empty session, until the commit goes through.
    let left = other.run(|s| {
        let cup = s.get::<Product>(id)?.expect("the cup is there");
        s[cup].in_stock -= 1;
        Ok(s[cup].in_stock)
    })?;
    println!("{left} cup left\n");
    drop(other);

    println!("== A savepoint that is rolled back, in memory too");
    session.refresh(cup)?;
    let mut attempt = session.savepoint()?;
    attempt[cup].in_stock = 0;
    let gift = attempt.add(new!(Order { customer_id: ann }));
    attempt.flush()?;
    println!("inside: {} in stock, order {}", attempt[cup].in_stock, attempt[gift].id);
    attempt.rollback()?;
    println!("after:  {} in stock, {}\n", session[cup].in_stock, session.row(gift).unwrap_err().message());

    println!("== What the database deletes by cascade is gone in memory");
    session.delete(ann)?;
    print!("{}", session.plan()?);
    session.commit()?;
    println!("{}\n", session.row(order).unwrap_err().message());
    Ok(())
}
