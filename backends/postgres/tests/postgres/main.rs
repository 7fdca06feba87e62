//! What the backend does on a real server, which the environment variable `ALUDEL_TEST_POSTGRES_URL` names.

mod connecting;
mod errors;
mod pipeline;
mod reading;
mod statements;
mod support;
mod transactions;
mod values;
mod wire;
