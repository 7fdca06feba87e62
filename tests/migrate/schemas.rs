//! Random schemas, and random steps from one to another.

use aludel::{
    migrate::{
        model::{Check, Column, ForeignKey, Generated, Index, IndexPart, Key, Model, Table},
        rename::{Candidate, Renames, TableName},
    },
    schema::meta::Action,
    sql::DialectKind,
};

/// Numbers that look random and are the same for a seed.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Big,
    Double,
    Bool,
    Text,
    Short(u32),
    Moment,
    Day,
    Choice(u8),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
    pub default: bool,
    pub unique: bool,
    pub index: bool,
    pub positive: bool,
    pub comment: bool,
    /// Its values are numbers as text: a way back needs them to stay so.
    pub number: bool,
    /// `down` has no value for it, since it is unique, so it is not dropped.
    pub needed: bool,
    /// The table that its values refer to, whether it still has the foreign key or not.
    pub points_to: Option<String>,
    /// The table that it refers to, and what happens when that row goes or changes.
    pub refers: Option<(String, Action, Action)>,
}

/// A column that is computed from a number beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    pub name: String,
    pub of: String,
    pub plus: usize,
    pub stored: bool,
    pub index: bool,
}

/// A foreign key over two columns, to the key and the anchor of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub name: String,
    pub to: String,
    pub on_delete: Action,
    pub on_update: Action,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    pub name: String,
    pub auto: bool,
    pub comment: bool,
    pub fields: Vec<Field>,
    /// An index over the first two fields that can be indexed.
    pub pair: bool,
    /// An index over some of the rows, and one over an expression, where the database has such.
    pub special: bool,
    /// The key is `id` and the first field that cannot be NULL.
    pub wide_key: bool,
    pub computed: Vec<Computed>,
    /// Has a column `anchor`, which is unique with `id`.
    pub anchor: bool,
    pub link: Option<Link>,
    /// In a schema of its own, where the database has such.
    pub apart: bool,
}

/// The schema that some tables are in, on PostgreSQL.
pub fn apart() -> String {
    format!("aludel_apart_{}", std::process::id())
}

/// A schema, in no dialect yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    pub things: Vec<Thing>,
    next: usize,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Int,
        Kind::Big,
        Kind::Double,
        Kind::Bool,
        Kind::Text,
        Kind::Short(20),
        Kind::Moment,
        Kind::Day,
        Kind::Choice(3),
    ];

    fn is_keyable(self) -> bool {
        !matches!(self, Kind::Text | Kind::Double)
    }

    fn ty(self, dialect: DialectKind) -> String {
        let [sqlite, postgres, mysql] = match self {
            Kind::Int => ["INTEGER", "integer", "INT"],
            Kind::Big => ["INTEGER", "bigint", "BIGINT"],
            Kind::Double => ["REAL", "double precision", "DOUBLE"],
            Kind::Bool => ["INTEGER", "boolean", "BOOLEAN"],
            Kind::Text => ["TEXT", "text", "LONGTEXT"],
            Kind::Moment => ["TEXT", "timestamp", "DATETIME(6)"],
            Kind::Day => ["TEXT", "date", "DATE"],
            Kind::Choice(_) => ["TEXT", "text", "VARCHAR(255)"],
            Kind::Short(n) => {
                return match dialect {
                    DialectKind::Sqlite => "TEXT".to_owned(),
                    DialectKind::Postgres => format!("varchar({n})"),
                    _ => format!("VARCHAR({n})"),
                };
            }
        };
        match dialect {
            DialectKind::Sqlite => sqlite,
            DialectKind::Postgres => postgres,
            _ => mysql,
        }
        .to_owned()
    }

    fn default(self, dialect: DialectKind) -> String {
        match self {
            Kind::Int | Kind::Big => "7".to_owned(),
            Kind::Double => "0.5".to_owned(),
            Kind::Bool if dialect == DialectKind::Sqlite => "1".to_owned(),
            Kind::Bool => "TRUE".to_owned(),
            Kind::Text if matches!(dialect, DialectKind::MySql | DialectKind::MariaDb) => "('none')".to_owned(),
            Kind::Text | Kind::Short(_) => "'none'".to_owned(),
            Kind::Moment => match dialect {
                DialectKind::Sqlite => "(replace(strftime('%Y-%m-%d %H:%M:%f000', 'now'), '.000000', ''))".to_owned(),
                DialectKind::Postgres => "(statement_timestamp() AT TIME ZONE 'UTC')".to_owned(),
                _ => "(utc_timestamp(6))".to_owned(),
            },
            Kind::Day => "'2020-02-29'".to_owned(),
            Kind::Choice(_) => "'v0'".to_owned(),
        }
    }

    /// A value as a literal; `unique` ones differ for each row.
    pub fn value(self, dice: &mut Dice, row: usize, unique: bool, dialect: DialectKind) -> String {
        let any = if unique { row + 1 } else { dice.below(1000) };
        match self {
            Kind::Int | Kind::Big => any.to_string(),
            Kind::Double => format!("{}.25", dice.below(1000)),
            Kind::Bool if dialect == DialectKind::Sqlite => (any % 2).to_string(),
            Kind::Bool => if any % 2 == 0 { "FALSE" } else { "TRUE" }.to_owned(),
            Kind::Text | Kind::Short(_) => format!("'it''s {any}'"),
            Kind::Moment => format!("'2024-01-{:02} 10:{:02}:{:02}'", 1 + any / 3600 % 28, any / 60 % 60, any % 60),
            Kind::Day => format!("'{}-03-{:02}'", 1990 + any / 28, 1 + any % 28),
            Kind::Choice(n) => format!("'v{}'", any % usize::from(n)),
        }
    }
}

fn any_action(dice: &mut Dice) -> Action {
    [Action::NoAction, Action::Cascade, Action::SetNull, Action::Restrict][dice.below(4)]
}

impl Schema {
    pub fn random(dice: &mut Dice) -> Self {
        let mut schema = Self::default();
        for _ in 0..1 + dice.below(4) {
            schema.add_thing(dice);
        }
        schema
    }

    fn name(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}", self.next)
    }

    fn add_thing(&mut self, dice: &mut Dice) {
        let name = self.name("t");
        let fields = (0..1 + dice.below(5)).map(|_| self.field(dice, &name)).collect();
        let pair = dice.chance(25);
        let (auto, comment, special) = (dice.chance(60), dice.chance(20), dice.chance(25));
        let (anchor, apart) = (dice.chance(30), dice.chance(20));
        let (wide_key, computed, link) = (false, Vec::new(), None);
        self.things.push(Thing { name, auto, comment, fields, pair, special, wide_key, computed, anchor, link, apart });
        let at = self.things.len() - 1;
        self.things[at].widen(dice.chance(10));
        if dice.chance(30) {
            self.compute(dice, at);
        }
        if dice.chance(30) {
            self.link(dice, at);
        }
    }

    /// Adds a computed column, if there is a number to compute it from.
    fn compute(&mut self, dice: &mut Dice, at: usize) {
        let bases: Vec<_> = self.things[at].fields.iter().filter(|f| f.is_base()).map(|f| f.name.clone()).collect();
        let Some(of) = bases.get(dice.below(bases.len())).cloned() else { return };
        let (name, plus) = (self.name("g"), dice.below(50));
        let (stored, index) = (dice.chance(50), dice.chance(30));
        self.things[at].computed.push(Computed { name, of, plus, stored, index });
    }

    /// Lets a table refer to a row by two columns.
    fn link(&mut self, dice: &mut Dice, at: usize) {
        let anchored: Vec<_> = self.things.iter().filter(|t| t.anchor).map(|t| t.name.clone()).collect();
        let Some(to) = anchored.get(dice.below(anchored.len())).cloned() else { return };
        let name = self.name("l");
        self.things[at].link = Some(Link { name, to, on_delete: any_action(dice), on_update: any_action(dice) });
    }

    fn field(&mut self, dice: &mut Dice, own: &str) -> Field {
        let name = self.name("c");
        let nullable = dice.chance(40);
        let mut field = Field {
            name,
            kind: Kind::ALL[dice.below(Kind::ALL.len())],
            nullable,
            default: dice.chance(30),
            unique: false,
            index: dice.chance(25),
            positive: dice.chance(20),
            comment: dice.chance(15),
            number: false,
            needed: false,
            points_to: None,
            refers: None,
        };
        if dice.chance(30) {
            let narrow: Vec<_> =
                self.things.iter().filter(|thing| !thing.wide_key).map(|thing| thing.name.clone()).collect();
            let to = if dice.chance(15) {
                own.to_owned()
            } else {
                narrow.get(dice.below(narrow.len())).cloned().unwrap_or_else(|| own.to_owned())
            };
            (field.kind, field.default, field.nullable) = (Kind::Big, false, true);
            field.refers = Some((to, any_action(dice), any_action(dice)));
        } else if dice.chance(20) && matches!(field.kind, Kind::Int | Kind::Big | Kind::Short(_) | Kind::Moment) {
            (field.unique, field.default) = (true, false);
        }
        field.tidy();
        field
    }

    /// One that owes nothing to this one but the names of some tables, all columns of which are others.
    fn another(&self, dice: &mut Dice) -> Self {
        let mut to = Self { things: Vec::new(), next: self.next };
        for _ in 0..1 + dice.below(4) {
            to.add_thing(dice);
        }
        let made = to.things.len();
        // `down` has a value for all of their columns.
        let kept = self.things.iter().filter(|thing| !thing.fields.iter().any(Field::is_needed));
        for (at, old) in kept.take(made).enumerate().filter(|_| dice.chance(60)).collect::<Vec<_>>() {
            to.rename_thing(at, &old.name);
            to.things[at].fields.iter_mut().for_each(Field::suit_rows);
        }
        to
    }

    fn rename_thing(&mut self, at: usize, new: &str) {
        let old = std::mem::replace(&mut self.things[at].name, new.to_owned());
        for field in self.things.iter_mut().flat_map(|thing| &mut thing.fields) {
            let refers = field.refers.iter_mut().map(|(to, ..)| to);
            for to in field.points_to.iter_mut().chain(refers).filter(|to| **to == old) {
                new.clone_into(to);
            }
        }
        for link in self.things.iter_mut().filter_map(|thing| thing.link.as_mut()).filter(|link| link.to == old) {
            new.clone_into(&mut link.to);
        }
    }

    /// Another schema, most often a few steps away from this one, and what was renamed on the way.
    pub fn step(&self, dice: &mut Dice) -> (Self, Vec<(String, String, Option<String>)>) {
        if dice.chance(20) {
            return (self.another(dice), Vec::new());
        }
        let mut to = self.clone();
        let mut renamed = Vec::new();
        for field in to.things.iter_mut().flat_map(|thing| &mut thing.fields) {
            field.needed = field.is_needed();
            field.points_to = field.refers.as_ref().map(|(to, ..)| to.clone());
        }
        for _ in 0..1 + dice.below(6) {
            to.change(dice, &mut renamed);
        }
        (to, renamed)
    }

    fn referred(&self, name: &str) -> bool {
        self.things
            .iter()
            .any(|thing| thing.fields.iter().any(|f| f.refers.as_ref().is_some_and(|(to, ..)| to == name)))
    }

    fn is_linked(&self, name: &str) -> bool {
        self.things.iter().any(|thing| thing.link.as_ref().is_some_and(|link| link.to == name))
    }

    fn change(&mut self, dice: &mut Dice, renamed: &mut Vec<(String, String, Option<String>)>) {
        let count = self.things.len();
        let at = dice.below(count);
        let table = self.things[at].name.clone();
        match dice.below(24) {
            0 => self.add_thing(dice),
            1 if count > 1 => {
                self.things.remove(at);
                for thing in &mut self.things {
                    thing.link.take_if(|link| link.to == table);
                    // `down` makes the table again, without the rows that they refer to.
                    thing.fields.retain(|f| {
                        f.refers.as_ref().is_none_or(|(to, ..)| *to != table) && f.points_to.as_ref() != Some(&table)
                    });
                }
                renamed.retain(|(name, ..)| *name != table);
            }
            2 if !renamed.iter().any(|(name, ..)| *name == table) => {
                let new = self.name("t");
                renamed.push((new.clone(), table.clone(), None));
                self.rename_thing(at, &new);
            }
            3 | 4 => {
                let mut field = self.field(dice, &table);
                field.suit_rows();
                let place = dice.below(self.things[at].fields.len() + 1);
                self.things[at].fields.insert(place, field);
            }
            5 if !self.things[at].fields.is_empty() => {
                let gone = dice.below(self.things[at].fields.len());
                if self.things[at].fields[gone].needed {
                    return;
                }
                let gone = self.things[at].fields.remove(gone);
                renamed.retain(|(name, _, column)| *name != table || column.as_ref() != Some(&gone.name));
            }
            6 | 7 if !self.things[at].fields.is_empty() => {
                let new = self.name("c");
                let field = dice.below(self.things[at].fields.len());
                let field = &mut self.things[at].fields[field];
                let old = std::mem::replace(&mut field.name, new.clone());
                let computed = self.things[at].computed.iter_mut().filter(|computed| computed.of == old);
                computed.for_each(|computed| new.clone_into(&mut computed.of));
                // A column is renamed once on the way.
                match renamed.iter_mut().find(|(name, _, column)| *name == table && column.as_ref() == Some(&old)) {
                    Some((.., column)) => *column = Some(new),
                    None => renamed.push((table.clone(), old, Some(new))),
                }
            }
            8 => self.things[at].comment ^= true,
            9 => self.things[at].pair ^= true,
            10 if !self.referred(&table) => {
                let wide = !self.things[at].wide_key;
                self.things[at].widen(wide);
            }
            11 => self.things[at].auto ^= true,
            12 => self.things[at].special ^= true,
            13 => self.compute(dice, at),
            14 | 15 => self.change_computed(dice, at, renamed),
            16 => match &mut self.things[at].link {
                None => self.link(dice, at),
                Some(link) if dice.chance(50) => link.on_update = any_action(dice),
                link => *link = None,
            },
            17 if !self.is_linked(&table) => self.things[at].anchor ^= true,
            18 => self.things[at].apart ^= true,
            _ if !self.things[at].fields.is_empty() => {
                let field = dice.below(self.things[at].fields.len());
                self.things[at].fields[field].change(dice);
            }
            _ => {}
        }
        for thing in &mut self.things {
            thing.widen(thing.wide_key);
            let is_base = |computed: &Computed| thing.fields.iter().any(|f| f.name == computed.of && f.is_base());
            thing.computed.retain(is_base);
        }
    }

    /// Computes it in another way or elsewhere, under another name, not at all, or makes it a plain one, which keeps its values.
    fn change_computed(&mut self, dice: &mut Dice, at: usize, renamed: &mut Vec<(String, String, Option<String>)>) {
        let thing = &mut self.things[at];
        if thing.computed.is_empty() {
            return;
        }
        let which = dice.below(thing.computed.len());
        let computed = &mut thing.computed[which];
        match dice.below(6) {
            0 => computed.plus += 1,
            1 => computed.stored ^= true,
            2 => computed.index ^= true,
            3 => {
                let gone = thing.computed.remove(which);
                renamed.retain(|(name, _, column)| *name != thing.name || column.as_ref() != Some(&gone.name));
            }
            4 => {
                let plain = thing.computed.remove(which);
                thing.fields.push(Field { name: plain.name, index: plain.index, ..Field::number() });
            }
            _ => {
                let table = thing.name.clone();
                let new = self.name("g");
                let old = std::mem::replace(&mut self.things[at].computed[which].name, new.clone());
                match renamed.iter_mut().find(|(name, _, column)| *name == table && column.as_ref() == Some(&old)) {
                    Some((.., column)) => *column = Some(new),
                    None => renamed.push((table, old, Some(new))),
                }
            }
        }
    }

    /// What was renamed, or moved to another schema, on the way from another one.
    pub fn renames(&self, from: &Self, renamed: &[(String, String, Option<String>)], dialect: DialectKind) -> Renames {
        let mut renames = Renames::default();
        let before = |new: &str| {
            let old = renamed.iter().find(|(now, _, column)| column.is_none() && now == new);
            old.map_or(new, |(_, old, _)| old).to_owned()
        };
        for thing in &self.things {
            let old = before(&thing.name);
            let Some(old) = from.things.iter().find(|thing| thing.name == old) else { continue };
            let (old, new) = (old.full_name(dialect), thing.full_name(dialect));
            if old != new {
                renames.add(Candidate::Table { old, new });
            }
        }
        for (table, old, column) in renamed {
            let Some(new) = column else { continue };
            let now = self.things.iter().find(|thing| thing.name == *table || before(&thing.name) == *table);
            let Some(now) = now else { continue };
            let (table, old, new) = (now.full_name(dialect), old.clone(), new.clone());
            renames.add(Candidate::Column { table, old, new });
        }
        renames
    }

    /// In a dialect.
    pub fn model(&self, dialect: DialectKind) -> Model {
        Model { tables: self.things.iter().map(|thing| thing.table(self, dialect)).collect() }
    }

    fn schema_of(&self, table: &str, dialect: DialectKind) -> Option<String> {
        self.things.iter().find(|thing| thing.name == table)?.full_name(dialect).schema
    }
}

impl Field {
    /// A number that may be NULL.
    fn number() -> Self {
        let (name, kind, nullable) = (String::new(), Kind::Big, true);
        let (default, unique, index, positive, comment, number) = (false, false, false, false, false, false);
        let (needed, points_to, refers) = (false, None, None);
        Self { name, kind, nullable, default, unique, index, positive, comment, number, needed, points_to, refers }
    }

    /// Whether something can be computed from it.
    fn is_base(&self) -> bool {
        matches!(self.kind, Kind::Int | Kind::Big) && self.refers.is_none() && self.points_to.is_none()
    }

    /// Whether nothing can be made up for it in the rows that are there.
    fn is_needed(&self) -> bool {
        !self.nullable && !self.default && self.unique
    }

    /// Rows that are there get a value.
    fn suit_rows(&mut self) {
        self.unique &= self.nullable;
        self.default |= !self.nullable;
        self.tidy();
    }

    fn tidy(&mut self) {
        if self.refers.is_some() {
            (self.positive, self.unique) = (false, false);
        }
        self.index &= self.kind.is_keyable() && !self.unique;
        self.positive &= matches!(self.kind, Kind::Int | Kind::Big);
    }

    /// A change that keeps all values that are there.
    fn change(&mut self, dice: &mut Dice) {
        match dice.below(8) {
            0 if self.refers.is_none() => {
                self.kind = match self.kind {
                    Kind::Int => Kind::Big,
                    Kind::Big if !self.default => {
                        self.number = true;
                        Kind::Short(40)
                    }
                    Kind::Short(n) if self.unique || self.index => Kind::Short(n + 10),
                    Kind::Short(_) => Kind::Text,
                    Kind::Choice(n) => Kind::Choice(n + 1),
                    other => other,
                };
            }
            1 if self.refers.is_none() && !self.number => {
                // NULL is filled by the default.
                self.nullable ^= true;
                self.default |= !self.nullable;
            }
            2 if !self.unique && !self.number && self.refers.is_none() && (self.nullable || self.needed) => {
                self.default ^= true
            }
            3 => self.index ^= true,
            4 => self.comment ^= true,
            5 if self.refers.is_some() => self.refers = None,
            6 => self.positive ^= true,
            7 => {
                if let Some((_, on_delete, on_update)) = &mut self.refers {
                    (*on_delete, *on_update) = (any_action(dice), any_action(dice));
                }
            }
            _ => {}
        }
        if self.unique {
            // All that were NULL would get the same.
            self.default = false;
            self.nullable = true;
        }
        self.tidy();
    }
}

impl Thing {
    fn widen(&mut self, wide: bool) {
        let key = |field: &&Field| !field.nullable && field.kind.is_keyable() && field.refers.is_none();
        let own = |field: &Field| field.refers.as_ref().is_some_and(|(to, ..)| *to == self.name);
        self.wide_key = wide && self.fields.iter().any(|field| key(&field)) && !self.fields.iter().any(own);
        self.auto &= !self.wide_key;
    }

    fn key(&self) -> Vec<String> {
        let mut key = vec!["id".to_owned()];
        let wide = self.fields.iter().find(|f| !f.nullable && f.kind.is_keyable() && f.refers.is_none());
        key.extend(wide.filter(|_| self.wide_key).map(|field| field.name.clone()));
        key
    }

    /// Its name, with its schema.
    pub fn full_name(&self, dialect: DialectKind) -> TableName {
        let schema = (self.apart && dialect == DialectKind::Postgres).then(apart);
        TableName { schema, name: self.name.clone() }
    }

    fn table(&self, all: &Schema, dialect: DialectKind) -> Table {
        let name = &self.name;
        let comments = dialect != DialectKind::Sqlite;
        let comment = |on: bool, what: &str| if on && comments { format!("about {what}'s") } else { String::new() };
        let mysql = matches!(dialect, DialectKind::MySql | DialectKind::MariaDb);
        let quote = |name: &str| if mysql { format!("`{name}`") } else { format!("\"{name}\"") };
        // They are one and the same there.
        let action = |action| if mysql && action == Action::Restrict { Action::NoAction } else { action };
        let key_name = if dialect == DialectKind::Postgres { format!("pk_{name}") } else { String::new() };
        let mut table = Table {
            schema: self.full_name(dialect).schema,
            name: name.clone(),
            comment: comment(self.comment, name),
            columns: vec![Column {
                name: "id".to_owned(),
                ty: Kind::Big.ty(dialect),
                nullable: false,
                auto: self.auto,
                default: None,
                generated: None,
                comment: String::new(),
            }],
            primary_key: Some(Key { name: key_name, columns: self.key() }),
            unique: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        };
        for field in &self.fields {
            let column = &field.name;
            table.columns.push(Column {
                name: column.clone(),
                ty: field.kind.ty(dialect),
                nullable: field.nullable,
                auto: false,
                default: field.default.then(|| field.kind.default(dialect)),
                generated: None,
                comment: comment(field.comment, column),
            });
            if field.unique {
                table.unique.push(Key { name: format!("uq_{name}_{column}"), columns: vec![column.clone()] });
            }
            if field.index {
                table.indexes.push(index(format!("ix_{name}_{column}"), &[column]));
            }
            let mut check = |name: String, sql: String| table.checks.push(Check { name, sql });
            if field.positive {
                check(format!("ck_{name}_{column}"), format!("{} >= 0", quote(column)));
            }
            match field.kind {
                Kind::Choice(n) => {
                    let values: Vec<_> = (0..n).map(|n| format!("'v{n}'")).collect();
                    let sql = format!("{} IN ({})", quote(column), values.join(", "));
                    check(format!("ck_{name}_{column}_values"), sql);
                }
                Kind::Short(n) if dialect == DialectKind::Sqlite => {
                    check(format!("ck_{name}_{column}_length"), format!("length({}) <= {n}", quote(column)));
                }
                _ => {}
            }
            if let Some((to, on_delete, on_update)) = &field.refers {
                table.foreign_keys.push(ForeignKey {
                    name: format!("fk_{name}_{column}"),
                    columns: vec![column.clone()],
                    schema: all.schema_of(to, dialect),
                    table: to.clone(),
                    referenced: vec!["id".to_owned()],
                    on_delete: action(*on_delete),
                    on_update: action(*on_update),
                });
            }
        }
        let number = |name: String, nullable, default: Option<&str>, generated| Column {
            name,
            ty: Kind::Big.ty(dialect),
            nullable,
            auto: false,
            default: default.map(str::to_owned),
            generated,
            comment: String::new(),
        };
        for computed in &self.computed {
            let sql = format!("{} + {}", quote(&computed.of), computed.plus);
            // PostgreSQL has no others.
            let stored = computed.stored || dialect == DialectKind::Postgres;
            table.columns.push(number(computed.name.clone(), true, None, Some(Generated { sql, stored })));
            if computed.index {
                table.indexes.push(index(format!("ix_{name}_{}", computed.name), &[&computed.name]));
            }
        }
        if self.anchor {
            table.columns.push(number("anchor".to_owned(), false, Some("1"), None));
            let columns = vec!["id".to_owned(), "anchor".to_owned()];
            table.unique.push(Key { name: format!("uq_{name}_anchor"), columns });
        }
        if let Some(link) = &self.link {
            let columns = ["id", "anchor"].map(|end| format!("{}_{end}", link.name));
            table.columns.extend(columns.clone().map(|column| number(column, true, None, None)));
            table.foreign_keys.push(ForeignKey {
                name: format!("fk_{name}_{}", link.name),
                columns: columns.to_vec(),
                schema: all.schema_of(&link.to, dialect),
                table: link.to.clone(),
                referenced: vec!["id".to_owned(), "anchor".to_owned()],
                on_delete: action(link.on_delete),
                on_update: action(link.on_update),
            });
        }
        let keyable: Vec<_> = self.fields.iter().filter(|field| field.kind.is_keyable()).map(|f| &f.name).collect();
        if let (true, [one, two, ..]) = (self.pair, &keyable[..]) {
            table.indexes.push(index(format!("ix_{name}_{one}_{two}"), &[one, two]));
        }
        let texts = self.fields.iter().find(|field| matches!(field.kind, Kind::Text | Kind::Short(_)));
        if let (true, true, Some(field)) = (self.special, mysql, texts) {
            table.indexes.push(match self.pair {
                // It is slow to make, so there are few.
                true => {
                    let method = Some("fulltext".to_owned());
                    Index { method, ..index(format!("ix_{name}_words"), &[&field.name]) }
                }
                false => {
                    let parts = vec![IndexPart::Expression(format!("{}(10)", quote(&field.name)))];
                    Index { parts, ..index(format!("ix_{name}_begin"), &[]) }
                }
            });
        }
        if self.special && !mysql {
            if let Some(field) = texts {
                let parts = vec![IndexPart::Expression(format!("lower({})", quote(&field.name)))];
                table.indexes.push(Index { parts, ..index(format!("ix_{name}_lower"), &[]) });
            }
            if let [first, ..] = keyable[..] {
                let filter = Some(format!("{} IS NOT NULL", quote(first)));
                let method = (dialect == DialectKind::Postgres).then(|| "hash".to_owned());
                table.indexes.push(Index { filter, method, ..index(format!("ix_{name}_some"), &[first]) });
            }
        }
        table
    }
}

fn index(name: String, columns: &[&String]) -> Index {
    let parts = columns.iter().map(|column| IndexPart::Column((*column).clone())).collect();
    Index { name, parts, unique: false, method: None, filter: None }
}
