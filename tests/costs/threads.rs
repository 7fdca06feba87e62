//! An engine starts no threads: in a process of one thread, the C library and SQLite lock without atomic instructions.
#![cfg(target_os = "linux")]

use crate::tables::*;
use aludel::prelude::*;
use std::{env, fs, process::Command};

const ALONE: &str = "ALUDEL_TEST_ALONE";

#[test]
fn an_engine_starts_no_threads() {
    if env::var_os(ALONE).is_none() {
        // In a process of its own: those of other tests come and go.
        let mut alone = Command::new(env::current_exe().unwrap());
        alone.args(["--exact", "threads::an_engine_starts_no_threads", "--test-threads=1"]).env(ALONE, "");
        let output = alone.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
        return;
    }
    let threads = || fs::read_dir("/proc/self/task").unwrap().count();
    let before = threads();
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let mut session = engine.session().unwrap();
    session.add(new!(Point { x: 1, y: 2 }));
    session.commit().unwrap();
    assert_eq!(threads(), before);
}
