//! The order of rows that depend on each other.

use std::collections::VecDeque;

/// One row needs another one to be written before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// The row that needs.
    pub(super) from: usize,
    /// The row that is needed.
    pub(super) to: usize,
    /// The foreign key, by a number of the caller's.
    pub(super) key: usize,
    /// Whether the other row has to be written by an earlier statement, not merely by the same one before.
    pub(super) apart: bool,
    /// Whether the foreign key can be NULL for a while.
    pub(super) optional: bool,
}

/// Rows in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Each row after those that it needs.
    pub(super) sorted: Vec<usize>,
    /// Of each row, how many statements have to come before its own.
    pub(super) level: Vec<u32>,
    /// Rows and their foreign keys that have to be NULL for a while.
    pub(super) broken: Vec<(usize, usize)>,
}

/// Sorts rows; those that need nothing stay in their order. A circle is broken where a foreign key can be NULL.
///
/// # Errors
/// The edges of a circle that cannot be broken.
pub(super) fn order(rows: usize, edges: &[Edge]) -> Result<Order, Vec<Edge>> {
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); rows];
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); rows];
    let mut waiting = vec![0u32; rows];
    // A row that needs itself is written in one go, unless its key is not known before.
    for (e, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.from != edge.to || edge.apart) {
        needs[edge.from].push(e);
        needed_by[edge.to].push(e);
        waiting[edge.from] += 1;
    }
    let mut order = Order { sorted: Vec::with_capacity(rows), level: vec![0; rows], broken: Vec::new() };
    let mut gone = vec![false; edges.len()];
    let mut done = vec![false; rows];
    let mut ready: VecDeque<usize> = (0..rows).filter(|&row| waiting[row] == 0).collect();
    loop {
        while let Some(row) = ready.pop_front() {
            done[row] = true;
            order.sorted.push(row);
            for &e in &needed_by[row] {
                if gone[e] {
                    continue;
                }
                let from = edges[e].from;
                order.level[from] = order.level[from].max(order.level[row] + u32::from(edges[e].apart));
                waiting[from] -= 1;
                if waiting[from] == 0 {
                    ready.push_back(from);
                }
            }
        }
        if order.sorted.len() == rows {
            return Ok(order);
        }
        let open = |e: usize, gone: &[bool], done: &[bool]| !gone[e] && !done[edges[e].to];
        let found = (0..rows).filter(|&row| !done[row]).find_map(|row| {
            needs[row].iter().copied().find(|&e| {
                open(e, &gone, &done) && edges[e].optional && {
                    reaches(edges, &needs, edges[e].to, row, &|e| open(e, &gone, &done))
                }
            })
        });
        let Some(weak) = found else { return Err(circle(edges, &needs, &done, &|e| open(e, &gone, &done))) };
        let (row, key) = (edges[weak].from, edges[weak].key);
        order.broken.push((row, key));
        for &e in &needs[row] {
            if edges[e].key == key && open(e, &gone, &done) {
                gone[e] = true;
                waiting[row] -= 1;
            }
        }
        if waiting[row] == 0 {
            ready.push_back(row);
        }
    }
}

/// Whether `to` is among what `from` needs.
fn reaches(edges: &[Edge], needs: &[Vec<usize>], from: usize, to: usize, open: &dyn Fn(usize) -> bool) -> bool {
    let mut seen = vec![false; needs.len()];
    let mut stack = vec![from];
    while let Some(row) = stack.pop() {
        if row == to {
            return true;
        }
        if !std::mem::replace(&mut seen[row], true) {
            stack.extend(needs[row].iter().filter(|&&e| open(e)).map(|&e| edges[e].to));
        }
    }
    false
}

/// The edges of one circle among the rows that are left.
fn circle(edges: &[Edge], needs: &[Vec<usize>], done: &[bool], open: &dyn Fn(usize) -> bool) -> Vec<Edge> {
    let Some(start) = (0..done.len()).find(|&row| !done[row]) else { return Vec::new() };
    let mut path: Vec<Edge> = Vec::new();
    let mut row = start;
    loop {
        // Every row that is left needs another one that is left.
        let Some(&e) = needs[row].iter().find(|&&e| open(e)) else { return path };
        path.push(edges[e]);
        row = edges[e].to;
        if let Some(begin) = path.iter().position(|edge| edge.from == row) {
            return path.split_off(begin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, key: 0, apart: true, optional: false }
    }

    #[test]
    fn rows_come_after_what_they_need() {
        let order = order(4, &[edge(0, 2), edge(2, 3)]).unwrap();
        assert_eq!(order.sorted, [1, 3, 2, 0]);
        assert_eq!(order.level, [2, 0, 1, 0]);
    }

    #[test]
    fn one_statement_is_enough_where_order_is() {
        let near = Edge { apart: false, ..edge(1, 0) };
        assert_eq!(order(2, &[near]).unwrap().level, [0, 0]);
    }

    #[test]
    fn a_circle_is_broken_where_it_can_be() {
        // 2 only follows the circle of 0 and 1, so its key stays.
        let weak = |from, to| Edge { optional: true, ..edge(from, to) };
        let order = order(3, &[weak(2, 0), edge(0, 1), weak(1, 0)]).unwrap();
        assert_eq!(order.broken, [(1, 0)]);
        assert_eq!(order.sorted, [1, 0, 2]);
    }

    #[test]
    fn a_circle_that_cannot_be_broken_is_told() {
        let circle = order(3, &[edge(0, 1), edge(1, 2), edge(2, 1)]).unwrap_err();
        assert_eq!(circle.iter().map(|e| (e.from, e.to)).collect::<Vec<_>>(), [(1, 2), (2, 1)]);
    }

    #[test]
    fn a_row_can_need_itself() {
        assert_eq!(order(1, &[Edge { apart: false, ..edge(0, 0) }]).unwrap().sorted, [0]);
        let own = Edge { optional: true, ..edge(0, 0) };
        assert_eq!(order(1, &[own]).unwrap().broken, [(0, 0)]);
        assert!(order(1, &[edge(0, 0)]).is_err());
    }
}
