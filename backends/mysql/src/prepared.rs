//! A prepared statement, and the kinds of the values that it was run with.

use mysql::{Statement, Value};

/// MySQL finds the types of what a statement gives when it first runs, out of the values. It converts later ones to those types:
/// a number behind a day becomes a moment. So a statement is prepared again for values of another kind. MariaDB looks at
/// the values each time.
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    /// Of each value; of one that was NULL each time, nothing is known.
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Bytes,
    Integer,
    Float,
    Date,
    Time,
}

impl Kind {
    #[inline]
    fn of(value: &Value) -> Self {
        match value {
            Value::NULL => Self::Unknown,
            Value::Bytes(_) => Self::Bytes,
            Value::Int(_) | Value::UInt(_) => Self::Integer,
            Value::Float(_) | Value::Double(_) => Self::Float,
            Value::Date(..) => Self::Date,
            Value::Time(..) => Self::Time,
        }
    }
}

impl Prepared {
    pub(crate) fn new(statement: Statement) -> Self {
        Self { statement, kinds: Vec::new() }
    }

    /// Whether the values are of the kinds of those before; from now on they are those before.
    #[inline]
    pub(crate) fn suits(&mut self, values: &[Value]) -> bool {
        self.kinds.resize(values.len(), Kind::Unknown);
        let mut suits = true;
        for (kind, value) in self.kinds.iter_mut().zip(values) {
            let new = Kind::of(value);
            if new != *kind && new != Kind::Unknown {
                suits &= *kind == Kind::Unknown;
                *kind = new;
            }
        }
        suits
    }
}
