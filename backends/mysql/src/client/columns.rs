//! The columns of a result.

use super::{body::Body, failure::Outcome};
use mysql_common::constants::{ColumnFlags, ColumnType};
use std::ops::Range;

/// The character set of what is bytes and not text.
const BINARY: u16 = 63;

/// What a column holds.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) ty: ColumnType,
    pub(crate) layout: Layout,
    /// Whether it is bytes and not text.
    pub(crate) binary: bool,
    pub(crate) unsigned: bool,
    pub(crate) flags: ColumnFlags,
    /// Where its name is among the names.
    name: Range<u32>,
}

/// How the values of a column stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// So many bytes.
    Fixed(u8),
    /// Behind their number, which is one byte.
    Short,
    /// Behind their number.
    Counted,
}

impl Layout {
    fn of(ty: ColumnType) -> Self {
        use ColumnType as T;
        match ty {
            T::MYSQL_TYPE_TINY => Self::Fixed(1),
            T::MYSQL_TYPE_SHORT | T::MYSQL_TYPE_YEAR => Self::Fixed(2),
            T::MYSQL_TYPE_LONG | T::MYSQL_TYPE_INT24 | T::MYSQL_TYPE_FLOAT => Self::Fixed(4),
            T::MYSQL_TYPE_LONGLONG | T::MYSQL_TYPE_DOUBLE => Self::Fixed(8),
            T::MYSQL_TYPE_DATE
            | T::MYSQL_TYPE_NEWDATE
            | T::MYSQL_TYPE_TIME
            | T::MYSQL_TYPE_TIME2
            | T::MYSQL_TYPE_DATETIME
            | T::MYSQL_TYPE_DATETIME2
            | T::MYSQL_TYPE_TIMESTAMP
            | T::MYSQL_TYPE_TIMESTAMP2 => Self::Short,
            // Always NULL.
            T::MYSQL_TYPE_NULL => Self::Fixed(0),
            _ => Self::Counted,
        }
    }
}

/// The columns of a result, their names in one piece.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(crate) list: Vec<Column>,
    names: Vec<u8>,
}

impl Columns {
    /// For so many others.
    pub(crate) fn clear(&mut self, count: usize) {
        self.list.clear();
        self.list.reserve_exact(count);
        self.names.clear();
    }

    /// Reads the definition of the next column.
    pub(crate) fn read(&mut self, packet: &[u8]) -> Outcome<()> {
        let mut body = Body(packet);
        // The catalog, the schema, the table and its name in the schema.
        for _ in 0..4 {
            body.counted()?;
        }
        let start = self.names.len() as u32;
        self.names.extend_from_slice(body.counted()?);
        // The column's name in the table, and the length of what follows.
        body.counted()?;
        body.number()?;
        let character_set = body.u16()?;
        // The width for display.
        body.u32()?;
        // A type of a server to come is text, or bytes, behind their number, as all that have come lately.
        let ty = ColumnType::try_from(body.u8()?).unwrap_or(ColumnType::MYSQL_TYPE_UNKNOWN);
        let flags = ColumnFlags::from_bits_truncate(body.u16()?);
        self.list.push(Column {
            ty,
            layout: Layout::of(ty),
            binary: character_set == BINARY,
            unsigned: flags.contains(ColumnFlags::UNSIGNED_FLAG),
            flags,
            name: start..self.names.len() as u32,
        });
        Ok(())
    }

    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<&Column> {
        self.list.get(at)
    }

    pub(crate) fn name(&self, at: usize) -> Option<&[u8]> {
        let Range { start, end } = self.get(at)?.name;
        self.names.get(start as usize..end as usize)
    }
}
