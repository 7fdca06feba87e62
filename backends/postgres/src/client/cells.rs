//! Where the values of a row are.

/// Where a value is in the row's body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    start: u32,
    /// -1 for NULL.
    length: i32,
}

impl Cell {
    pub(crate) fn is_null(self) -> bool {
        self.length < 0
    }

    /// The bytes; none for NULL.
    #[inline]
    pub(crate) fn of(self, body: &[u8]) -> Option<&[u8]> {
        let length = usize::try_from(self.length).ok()?;
        body.get(self.start as usize..)?.get(..length)
    }
}

/// Finds the values of a row; whether it is one.
#[inline]
pub(crate) fn read(body: &[u8], cells: &mut Vec<Cell>) -> bool {
    cells.clear();
    let Some((count, mut rest)) = body.split_first_chunk::<2>() else { return false };
    for _ in 0..u16::from_be_bytes(*count) {
        let Some((length, more)) = rest.split_first_chunk::<4>() else { return false };
        let length = i32::from_be_bytes(*length);
        cells.push(Cell { start: (body.len() - more.len()) as u32, length });
        let Some(more) = more.get(length.max(0) as usize..) else { return false };
        rest = more;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_what_is_cut_off_is_refused() {
        let body = [0, 3, 0, 0, 0, 2, b'a', b'b', 255, 255, 255, 255, 0, 0, 0, 0];
        let mut cells = Vec::new();
        assert!(read(&body, &mut cells));
        assert_eq!(cells.iter().map(|cell| cell.of(&body)).collect::<Vec<_>>(), [Some(&b"ab"[..]), None, Some(b"")]);
        assert!(cells[1].is_null() && !cells[2].is_null());
        for end in 0..body.len() {
            assert!(!read(&body[..end], &mut cells));
        }
    }
}
