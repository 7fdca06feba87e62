//! Where the values of a row are.

use super::{
    body::Body,
    columns::{Column, Layout},
};

/// Where a value is in the row's body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    start: u32,
    length: u32,
}

/// The place of a value that is NULL.
const NULL: Cell = Cell { start: u32::MAX, length: 0 };

impl Cell {
    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.start == NULL.start
    }

    /// The bytes; none for NULL.
    #[inline]
    pub(crate) fn of(self, body: &[u8]) -> Option<&[u8]> {
        body.get(self.start as usize..)?.get(..self.length as usize)
    }
}

/// Finds the values of a row in the binary format; whether it is one of these columns.
#[inline]
pub(crate) fn read(body: &[u8], columns: &[Column], cells: &mut Vec<Cell>) -> bool {
    cells.clear();
    // The first two bits belong to nobody.
    let Some((0, rest)) = body.split_first().map(|(tag, rest)| (*tag, rest)) else { return false };
    let Some((nulls, mut rest)) = rest.split_at_checked((columns.len() + 9) / 8) else { return false };
    for (at, column) in columns.iter().enumerate() {
        let bit = at + 2;
        if nulls[bit / 8] & 1 << (bit % 8) != 0 {
            cells.push(NULL);
            continue;
        }
        let length = match column.layout {
            Layout::Fixed(length) => usize::from(length),
            Layout::Short | Layout::Counted => match rest.split_first() {
                Some((&length @ ..=250, behind)) => {
                    rest = behind;
                    usize::from(length)
                }
                _ => {
                    let mut long = Body(rest);
                    let Some(length) = long.number().ok().and_then(|length| usize::try_from(length).ok()) else {
                        return false;
                    };
                    rest = long.0;
                    length
                }
            },
        };
        cells.push(Cell { start: (body.len() - rest.len()) as u32, length: length as u32 });
        let Some(behind) = rest.get(length..) else { return false };
        rest = behind;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{super::columns::Columns, *};
    use mysql_common::constants::ColumnType as T;

    fn columns(types: &[T]) -> Columns {
        let mut columns = Columns::default();
        for ty in types {
            let definition = [&[0, 0, 0, 0, 1, b'c', 0, 12, 45, 0, 9, 0, 0, 0, *ty as u8][..], &[0; 5]].concat();
            columns.read(&definition).unwrap();
        }
        assert_eq!(columns.name(0), Some(&b"c"[..]));
        columns
    }

    #[test]
    fn values_are_found_and_what_is_cut_off_is_refused() {
        let columns = columns(&[
            T::MYSQL_TYPE_LONG,
            T::MYSQL_TYPE_STRING,
            T::MYSQL_TYPE_LONGLONG,
            T::MYSQL_TYPE_DATE,
            T::MYSQL_TYPE_TINY,
            T::MYSQL_TYPE_BLOB,
        ]);
        let long = [&[252, 251, 0][..], &[7; 251]].concat();
        let body = [&[0, 0b0001_0000, 1, 2, 3, 4, 2, b'a', b'b', 4, 1, 2, 3, 4, 5][..], &long].concat();
        let mut cells = Vec::new();
        assert!(read(&body, &columns.list, &mut cells));
        let found: Vec<_> = cells.iter().map(|cell| cell.of(&body)).collect();
        let wanted: [Option<&[u8]>; 6] =
            [Some(&[1, 2, 3, 4]), Some(b"ab"), None, Some(&[1, 2, 3, 4]), Some(&[5]), Some(&[7; 251])];
        assert_eq!(found, wanted);
        assert!(cells[2].is_null() && !cells[1].is_null());
        for end in 0..body.len() {
            assert!(!read(&body[..end], &columns.list, &mut cells));
        }
        assert!(!read(&[&body[..], &[0]].concat(), &columns.list, &mut cells));
    }

    #[test]
    fn the_bits_of_many_columns_are_in_several_bytes() {
        let columns = columns(&[T::MYSQL_TYPE_TINY; 15]);
        let mut cells = Vec::new();
        let body = [&[0, 0b0000_0000, 0b1000_0000, 0b0000_0001][..], &[9; 13]].concat();
        assert!(read(&body, &columns.list, &mut cells));
        assert_eq!(cells.iter().position(|cell| cell.is_null()), Some(13));
        assert!(cells[14].is_null() && cells[12].of(&body) == Some(&[9]));
    }
}
