//! Random trees of expressions, drawn by the rules of [`rules`](super::rules), and made smaller when they fail.

use super::rules::{COLUMNS, RULES, VALUES};
use std::fmt;

/// The types of expressions. `Exact` floats are the same to the last bit on every backend; `Real` ones are not, so that
/// nothing is decided by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Type {
    Text,
    Pattern,
    Path,
    Int,
    Small,
    Few,
    Float,
    Real,
    Flag,
    Day,
    Stamp,
    Moment,
    Clock,
    Exact,
    Json,
}

/// A rule: its name, the type of what it makes and the types of what it takes.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which says the method or function.
    pub name: &'static str,
    /// What it makes.
    pub makes: Type,
    /// What it takes.
    pub takes: &'static [Type],
}

/// An expression.
#[derive(Clone)]
pub enum Tree {
    /// One of the columns of the type.
    Column(Type, usize),
    /// One of the values of the type.
    Value(Type, usize),
    /// A function or an operator.
    Rule(&'static Rule, Vec<Tree>),
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Column(ty, at) => write!(f, "{}", columns(*ty)[*at]),
            Tree::Value(ty, at) => write!(f, "{ty:?}#{at}"),
            Tree::Rule(rule, parts) => {
                let mut shown = f.debug_tuple(rule.name);
                parts.iter().for_each(|part| {
                    shown.field(part);
                });
                shown.finish()
            }
        }
    }
}

/// Random numbers: the same seed gives the same ones.
#[derive(Clone)]
pub struct Dice(pub u64);
impl Dice {
    /// One of `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }
}

/// The names of the columns of a type.
pub fn columns(ty: Type) -> &'static [&'static str] {
    COLUMNS.iter().find(|(of, _)| *of == ty).map_or(&[], |(_, names)| names)
}
fn values(ty: Type) -> usize {
    VALUES.iter().find(|(of, _)| *of == ty).map_or(0, |(_, count)| count())
}

impl Tree {
    /// The type of its value.
    pub fn ty(&self) -> Type {
        match self {
            Tree::Column(ty, _) | Tree::Value(ty, _) => *ty,
            Tree::Rule(rule, _) => rule.makes,
        }
    }

    /// One that has a column of its type, or a value.
    pub fn leaf(ty: Type, dice: &mut Dice) -> Self {
        let (columns, values) = (columns(ty).len(), values(ty));
        // Columns twice as often: what is computed of values alone says little.
        let drawn = dice.below(2 * columns + usize::from(values > 0));
        if drawn < 2 * columns { Tree::Column(ty, drawn / 2) } else { Tree::Value(ty, dice.below(values)) }
    }

    /// One of a type, not deeper than `depth`.
    pub fn draw(ty: Type, depth: usize, dice: &mut Dice) -> Self {
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.makes == ty).collect();
        if depth == 0 || rules.is_empty() || dice.below(6) == 0 {
            return if values(ty) + columns(ty).len() > 0 {
                Tree::leaf(ty, dice)
            } else {
                Tree::apply(rules[dice.below(rules.len())], 0, dice)
            };
        }
        Tree::apply(rules[dice.below(rules.len())], depth - 1, dice)
    }

    /// A rule of random parts.
    pub fn apply(rule: &'static Rule, depth: usize, dice: &mut Dice) -> Self {
        Tree::Rule(rule, rule.takes.iter().map(|&ty| Tree::draw(ty, depth, dice)).collect())
    }

    /// The names of the rules in it.
    pub fn rules(&self, found: &mut Vec<&'static str>) {
        if let Tree::Rule(rule, parts) = self {
            found.push(rule.name);
            parts.iter().for_each(|part| part.rules(found));
        }
    }

    /// Smaller ones of the same type: its parts of that type, leaves, and itself with one part made smaller.
    pub fn smaller(&self) -> Vec<Tree> {
        let mut found = Vec::new();
        if let Tree::Rule(rule, parts) = self {
            let ty = self.ty();
            found.extend((0..columns(ty).len()).map(|at| Tree::Column(ty, at)));
            found.extend((0..values(ty)).map(|at| Tree::Value(ty, at)));
            self.inner(ty, &mut found);
            for (at, part) in parts.iter().enumerate() {
                for smaller in part.smaller() {
                    let mut parts = parts.clone();
                    parts[at] = smaller;
                    found.push(Tree::Rule(rule, parts));
                }
            }
        }
        found
    }

    fn inner(&self, ty: Type, found: &mut Vec<Tree>) {
        if let Tree::Rule(_, parts) = self {
            for part in parts {
                if part.ty() == ty && matches!(part, Tree::Rule(..)) {
                    found.push(part.clone());
                }
                part.inner(ty, found);
            }
        }
    }
}
