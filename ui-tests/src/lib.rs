//! What must not compile, with the message that somebody read and found good. See `README.md`, and the tests `messages` and
//! `twins`.
