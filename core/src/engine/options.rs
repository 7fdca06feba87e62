//! How a transaction is begun.

/// The options of a transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TransactionOptions {
    /// The isolation level; the server's default if `None`.
    pub isolation: Option<Isolation>,
    /// Whether it may write.
    pub access: Option<AccessMode>,
    /// Take the write lock at once (SQLite's BEGIN IMMEDIATE); nothing on servers.
    pub immediate: bool,
}

/// SQL's isolation levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// READ UNCOMMITTED.
    ReadUncommitted,
    /// READ COMMITTED.
    ReadCommitted,
    /// REPEATABLE READ.
    RepeatableRead,
    /// SERIALIZABLE. SQLite has no other.
    Serializable,
}

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessMode {
    /// READ WRITE.
    ReadWrite,
    /// READ ONLY.
    ReadOnly,
}

impl TransactionOptions {
    /// The options of an isolation level.
    pub fn isolation(level: Isolation) -> Self {
        Self { isolation: Some(level), ..Self::default() }
    }

    /// Refuses writes.
    pub fn read_only(mut self) -> Self {
        self.access = Some(AccessMode::ReadOnly);
        self
    }

    /// Takes the write lock at once.
    pub fn immediate(mut self) -> Self {
        self.immediate = true;
        self
    }
}

impl Isolation {
    /// The SQL words.
    pub const fn sql(self) -> &'static str {
        match self {
            Isolation::ReadUncommitted => "READ UNCOMMITTED",
            Isolation::ReadCommitted => "READ COMMITTED",
            Isolation::RepeatableRead => "REPEATABLE READ",
            Isolation::Serializable => "SERIALIZABLE",
        }
    }
}
