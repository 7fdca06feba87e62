//! Several threads, or tasks, on a pool of connections.

use std::hint::black_box;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Database, Digest, Peer, Told};

/// How many threads there are, and how many connections.
pub const THREADS: usize = 8;

/// What one of them does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reads the row of `users` of this key.
    Read(i64),
    /// Sets the stock of the row of `items` of this key, which no other thread writes.
    Write(i64, i32),
}

/// The steps of each thread.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many a thread has.
    pub steps: usize,
}

impl Plan {
    /// Steps that come before those that are measured: connections open, statements are prepared.
    pub const WARM: usize = 10;

    /// A step: four reads, then a write.
    pub fn step(self, thread: usize, number: usize) -> Step {
        match number % 5 {
            4 => Step::Write((1 + thread * 100 + number / 5 % 100) as i64, (number % 1000) as i32),
            _ => Step::Read(1 + ((number * 7919 + thread * 104_729) % 10_000) as i64),
        }
    }
}

/// How long it took.
#[derive(Debug, Clone)]
pub struct Took {
    /// All of it.
    pub wall: Duration,
    /// Each step, of all threads.
    pub steps: Vec<Duration>,
}

impl Took {
    /// How long all but this part of the steps took at most.
    pub fn quantile(&self, part: f64) -> Duration {
        let mut steps = self.steps.clone();
        steps.sort_unstable();
        let last = steps.len().saturating_sub(1);
        steps.get((last as f64 * part).round() as usize).copied().unwrap_or_default()
    }
}

/// Threads, each of which makes something of its own first, and takes each step with it.
pub fn threads<S>(plan: Plan, begin: impl Fn() -> S + Sync, step: impl Fn(&mut S, Step) + Sync) -> Took {
    let (begin, step) = (&begin, &step);
    let ready = &Barrier::new(THREADS + 1);
    let steps = &Mutex::new(Vec::with_capacity(THREADS * plan.steps));
    let begun = thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                let mut state = begin();
                (0..Plan::WARM).for_each(|number| step(&mut state, plan.step(thread, number)));
                let mut taken = Vec::with_capacity(plan.steps);
                ready.wait();
                for number in 0..plan.steps {
                    let begun = Instant::now();
                    step(&mut state, plan.step(thread, number));
                    taken.push(begun.elapsed());
                }
                steps.lock().expect("no thread that panicked").append(&mut taken);
            });
        }
        ready.wait();
        Instant::now()
    });
    let steps = std::mem::take(&mut *steps.lock().expect("no thread that panicked"));
    Took { wall: begun.elapsed(), steps }
}

/// Threads that have a connection each, as it is done by hand.
pub fn connections<P: Peer>(database: &Database, plan: Plan) -> Took {
    let begin = || {
        let mut peer = P::open(database);
        database.pragmas().iter().for_each(|pragma| peer.execute(pragma));
        peer
    };
    threads(plan, begin, |peer, step| {
        let told = match step {
            Step::Read(id) => peer.one_row(id, &mut |row: &dyn Digest| {
                black_box(row);
            }),
            Step::Write(id, stock) => peer.update_one(id, stock, &mut |_: &dyn Digest| {}),
        };
        assert_eq!(told, Told::Done);
    })
}

/// The same with tasks of tokio: `tasks!(plan, pool, |pool, step| body)`, where `pool` is cloned for each task.
#[macro_export]
macro_rules! tasks {
    ($plan:expr, $pool:expr, |$of:ident, $step:ident| $body:expr) => {{
        use $crate::crowd::{Plan, THREADS, Took};
        let plan: Plan = $plan;
        let ready = std::sync::Arc::new(tokio::sync::Barrier::new(THREADS + 1));
        let mut running = Vec::with_capacity(THREADS);
        for thread in 0..THREADS {
            let (mut $of, ready) = ($pool.clone(), ready.clone());
            running.push(tokio::spawn(async move {
                let mut taken = Vec::with_capacity(plan.steps);
                for number in 0..Plan::WARM {
                    let $step = plan.step(thread, number);
                    $body
                }
                ready.wait().await;
                for number in 0..plan.steps {
                    let begun = std::time::Instant::now();
                    let $step = plan.step(thread, number);
                    $body
                    taken.push(begun.elapsed());
                }
                taken
            }));
        }
        ready.wait().await;
        let begun = std::time::Instant::now();
        let mut steps = Vec::with_capacity(THREADS * plan.steps);
        for task in running {
            steps.append(&mut task.await.expect("a task that ends well"));
        }
        Took { wall: begun.elapsed(), steps }
    }};
}
