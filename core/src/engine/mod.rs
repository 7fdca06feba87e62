//! From a URL to rows: the traits a backend implements, the pool, connections, transactions, running statements.

mod backend;
mod batch;
mod cache;
mod connection;
mod create;
mod execute;
mod executor;
mod fetch;
mod iter;
mod link;
mod manager;
mod observe;
mod options;
mod pool;
mod run;
mod runs;
mod transaction;
mod url;
mod values;

pub use backend::{Backend, Done, Params, Rows};
pub use cache::StatementCache;
pub use connection::Connection;
pub use create::{Create, Created, Dropped};
pub use execute::Execute;
pub use executor::Executor;
pub use fetch::{Fetch, FetchSelect};
pub use iter::Iter;
pub use link::Link;
pub use observe::{Observer, StatementEvent};
pub use options::{AccessMode, Isolation, TransactionOptions};
pub use pool::{Engine, EngineBuilder, PoolStatus};
pub use run::Run;
pub use runs::{Executes, Runs};
pub use transaction::Transaction;
pub use url::*;
pub(crate) use values::{Param, Values};
