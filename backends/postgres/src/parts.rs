//! Arrays and ranges in PostgreSQL's binary format, taken apart.

use aludel_core::value::{End, Ends};

/// The bytes are not what they should be.
#[derive(Debug, PartialEq)]
pub(crate) struct Malformed;

/// Values; `None` is NULL.
pub(crate) type Values<'a> = Vec<Option<&'a [u8]>>;

/// Nothing is in the range.
pub(crate) const EMPTY: u8 = 0x01;
/// The lower end is in the range.
pub(crate) const LOWER_INCLUDED: u8 = 0x02;
/// The upper end is in the range.
pub(crate) const UPPER_INCLUDED: u8 = 0x04;
/// There is no lower end.
pub(crate) const LOWER_UNBOUNDED: u8 = 0x08;
/// There is no upper end.
pub(crate) const UPPER_UNBOUNDED: u8 = 0x10;

/// The elements of an array; `None` if it has several dimensions.
pub(crate) fn elements(raw: &[u8]) -> Result<Option<Values<'_>>, Malformed> {
    let mut rest = raw;
    let dimensions = int(&mut rest)?;
    // Whether there are NULLs, and the type of the elements.
    take(&mut rest, 8)?;
    match dimensions {
        0 => return Ok(Some(Vec::new())),
        1 => {}
        _ => return Ok(None),
    }
    let count = usize::try_from(int(&mut rest)?).map_err(|_| Malformed)?;
    // The first index.
    take(&mut rest, 4)?;
    let mut values = Vec::with_capacity(count.min(rest.len() / 4));
    for _ in 0..count {
        values.push(value(&mut rest)?);
    }
    Ok(Some(values))
}

/// The ends of a range, and their values.
pub(crate) fn range(raw: &[u8]) -> Result<(Ends, Values<'_>), Malformed> {
    let mut rest = raw;
    let flags = take(&mut rest, 1)?[0];
    if flags & EMPTY != 0 {
        return Ok((Ends::Empty, Vec::new()));
    }
    let end = |unbounded, included| match flags {
        flags if flags & unbounded != 0 => End::Unbounded,
        flags if flags & included != 0 => End::Included,
        _ => End::Excluded,
    };
    let (lower, upper) = (end(LOWER_UNBOUNDED, LOWER_INCLUDED), end(UPPER_UNBOUNDED, UPPER_INCLUDED));
    let mut values = Vec::with_capacity(2);
    for end in [lower, upper] {
        if end != End::Unbounded {
            values.push(value(&mut rest)?);
        }
    }
    Ok((Ends::Of(lower, upper), values))
}

/// A value behind its length.
fn value<'a>(rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, Malformed> {
    match int(rest)? {
        -1 => Ok(None),
        len => take(rest, usize::try_from(len).map_err(|_| Malformed)?).map(Some),
    }
}

fn int(rest: &mut &[u8]) -> Result<i32, Malformed> {
    let bytes = take(rest, 4)?;
    bytes.try_into().map(i32::from_be_bytes).map_err(|_| Malformed)
}

fn take<'a>(rest: &mut &'a [u8], len: usize) -> Result<&'a [u8], Malformed> {
    let (taken, more) = rest.split_at_checked(len).ok_or(Malformed)?;
    *rest = more;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_refused() {
        let array = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 21, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 7, 255, 255, 255, 255];
        assert_eq!(elements(&array), Ok(Some(vec![Some(&[0, 7][..]), None])));
        assert_eq!(elements(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21]), Ok(Some(vec![])));
        assert_eq!(elements(&[0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 21]), Ok(None));
        let range_of_one = [LOWER_INCLUDED | UPPER_UNBOUNDED, 0, 0, 0, 2, 0, 7];
        assert_eq!(range(&range_of_one), Ok((Ends::Of(End::Included, End::Unbounded), vec![Some(&[0, 7][..])])));
        for end in 0..array.len() {
            assert_eq!(elements(&array[..end]), Err(Malformed));
        }
        for end in 0..range_of_one.len() {
            assert_eq!(range(&range_of_one[..end]), Err(Malformed));
        }
    }
}
