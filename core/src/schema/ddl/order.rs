//! Tables in the order of their foreign keys.

/// An order of tables. From [`order`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The tables: each after those that it refers to, as far as that is possible.
    pub sorted: Vec<usize>,
    /// The references that go against the order, by their position: each closes a circle.
    pub against: Vec<usize>,
}

/// Sorts tables so that each comes after those that it refers to. Tables that need not move stay in their order.
///
/// A reference is the table that refers and the one that it refers to. Those of a table to itself do not matter.
///
/// ```
/// use aludel_core::schema::ddl::order;
/// // posts refer to users, users to their favourite post, comments to posts
/// let (users, posts, comments) = (0, 1, 2);
/// let order = order(3, &[(posts, users), (users, posts), (comments, posts)]);
/// assert_eq!(order.sorted, [posts, users, comments]);
/// assert_eq!(order.against, [0]);
/// ```
pub fn order(tables: usize, references: &[(usize, usize)]) -> Order {
    let mut of_table = vec![Vec::new(); tables];
    for (edge, &(from, to)) in references.iter().enumerate() {
        if from != to {
            of_table[from].push((edge, to));
        }
    }
    let mut order = Order { sorted: Vec::with_capacity(tables), against: Vec::new() };
    let mut state = vec![State::New; tables];
    // The tables whose references are being looked at, each referring to the next, and how far that has come. Not by
    // recursion: a chain of tables may be long.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for start in 0..tables {
        if state[start] == State::New {
            state[start] = State::Open;
            open.push((start, 0));
        }
        while let Some((table, next)) = open.last_mut() {
            let Some(&(edge, to)) = of_table[*table].get(*next) else {
                state[*table] = State::Done;
                order.sorted.push(*table);
                open.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    open.push((to, 0));
                }
                State::Open => order.against.push(edge),
                State::Done => {}
            }
        }
    }
    order.against.sort_unstable();
    order
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_need_not_move_stay() {
        assert_eq!(order(4, &[(1, 0), (3, 2), (2, 0)]), Order { sorted: vec![0, 1, 2, 3], against: vec![] });
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        assert_eq!(order(3, &[(0, 1), (1, 2)]), Order { sorted: vec![2, 1, 0], against: vec![] });
    }

    #[test]
    fn a_reference_to_itself_does_not_matter() {
        assert_eq!(order(1, &[(0, 0)]), Order { sorted: vec![0], against: vec![] });
    }

    #[test]
    fn only_what_closes_a_circle_goes_against_the_order() {
        // 0 hangs on the circle 1 -> 2 -> 3 -> 1 and is not part of it.
        let references = [(0, 1), (1, 2), (2, 3), (3, 1)];
        assert_eq!(order(4, &references), Order { sorted: vec![3, 2, 1, 0], against: vec![3] });
    }

    #[test]
    fn every_order_is_right_whatever_the_references() {
        let mut seed = 7u32;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % below
        };
        for _ in 0..500 {
            let tables = 1 + random(8);
            let references: Vec<_> = (0..random(14)).map(|_| (random(tables), random(tables))).collect();
            let Order { sorted, against } = order(tables, &references);
            assert_eq!(sorted.len(), tables);
            let place = |table| sorted.iter().position(|&t| t == table).unwrap();
            for (edge, &(from, to)) in references.iter().enumerate() {
                assert_eq!(from != to && place(from) < place(to), against.contains(&edge));
            }
        }
    }
}
