//! `aludel`: the commands of migrations that need no declarations. Those that do (`generate`, `check`, `verify`) are in a
//! small program of one's own: `fn main() -> ExitCode { aludel::migrate::main::<Blog>() }`.

use aludel_any::Any;
use aludel_migrate::Migrate;
use std::process::ExitCode;

fn main() -> ExitCode {
    Migrate::<Any>::without_declarations("migrations").main()
}
