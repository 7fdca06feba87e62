// The operations of a session on rows of any table, for the backend `B`; and a sequence of steps.
// Taken in once for each backend.

use crate::{
    Fault, Step,
    handles::{Any, Columns, with},
    model::*,
    tables::*,
};
use aludel::{
    ErrorKind,
    engine::Engine,
    prelude::*,
    session::{Gone, Session, State},
};

/// What a column is given: a value, or the key of a row.
#[derive(Debug, Clone, Copy)]
enum To<'v> {
    Val(&'v Val),
    Row(Any),
}

fn set(s: &mut Session<B>, row: Any, column: usize, to: To<'_>) -> aludel::Result<()> {
    use {Any as A, To::Row, To::Val as V};
    match (row, column, to) {
        (A::Place(h), 1, V(v)) => s.set(h, places::code.set(v.int())),
        (A::Place(h), 2, V(v)) => s.set(h, places::label.set(v.number())),
        (A::Tag(h), 0, V(v)) => s.set(h, tags::name.set(v.text())),
        (A::Tag(h), 1, V(v)) => s.set(h, tags::label.set(v.number())),
        (A::Node(h), 2, V(v)) => s.set(h, nodes::parent_id.set(v.int())),
        (A::Node(h), 2, Row(A::Node(to))) => s.set(h, nodes::parent_id.set(to)),
        (A::Node(h), 3, V(v)) => s.set(h, nodes::place_id.set(v.int())),
        (A::Node(h), 3, Row(A::Place(to))) => s.set(h, nodes::place_id.set(to)),
        (A::Node(h), 4, V(v)) => s.set(h, nodes::code.set(v.int())),
        (A::Node(h), 5, V(v)) => s.set(h, nodes::label.set(v.number())),
        (A::Note(h), 1, V(v)) => s.set(h, notes::node_id.set(v.number())),
        (A::Note(h), 1, Row(A::Node(to))) => s.set(h, notes::node_id.set(to)),
        (A::Note(h), 2, V(v)) => s.set(h, notes::label.set(v.number())),
        (A::NodeTag(h), 0, V(v)) => s.set(h, node_tags::node_id.set(v.number())),
        (A::NodeTag(h), 0, Row(A::Node(to))) => s.set(h, node_tags::node_id.set(to)),
        (A::NodeTag(h), 1, V(v)) => s.set(h, node_tags::tag.set(v.text())),
        (A::NodeTag(h), 1, Row(A::Tag(to))) => s.set(h, node_tags::tag.set(to)),
        (A::NodeTag(h), 2, V(v)) => s.set(h, node_tags::label.set(v.number())),
        other => panic!("nothing sets {other:?}"),
    }
}

fn add(s: &mut Session<B>, table: usize, given: &[Option<To<'_>>]) -> Any {
    use {Any as A, To::Row, To::Val as V};
    let number = |column: usize| match given[column] {
        Some(V(v)) => v.number(),
        _ => panic!("a number is needed"),
    };
    let code = |column: usize| match given[column] {
        Some(V(v)) => v.int(),
        _ => None,
    };
    let text = |v: &Val| v.text();
    match (table, given) {
        (PLACES, [None, ..]) => A::Place(s.add(new!(Place { code: code(1), label: number(2) }))),
        (PLACES, _) => A::Place(s.add(new!(Place { id: number(0), code: code(1), label: number(2) }))),
        (TAGS, [Some(V(name)), ..]) => A::Tag(s.add(new!(Tag { name: text(name), label: number(1) }))),
        (NODES, [None, _, Some(Row(A::Node(parent))), None, ..]) => {
            A::Node(s.add(new!(Node { parent_id: *parent, code: code(4), label: number(5) })))
        }
        (NODES, _) => {
            let h = match given[0] {
                None => s.add(new!(Node { code: code(4), label: number(5) })),
                _ => s.add(new!(Node { id: number(0), code: code(4), label: number(5) })),
            };
            for column in [2, 3] {
                if let Some(to) = given[column] {
                    set(s, A::Node(h), column, to).unwrap();
                }
            }
            A::Node(h)
        }
        (NOTES, [_, Some(Row(A::Node(to))), _]) => A::Note(s.add(new!(Note { node_id: *to, label: number(2) }))),
        (NOTES, _) => A::Note(s.add(new!(Note { node_id: number(1), label: number(2) }))),
        (NODE_TAGS, [Some(Row(A::Node(node))), Some(Row(A::Tag(tag))), _]) => {
            A::NodeTag(s.add(new!(NodeTag { node_id: *node, tag: *tag, label: number(2) })))
        }
        (NODE_TAGS, [Some(Row(A::Node(node))), Some(V(tag)), _]) => {
            A::NodeTag(s.add(new!(NodeTag { node_id: *node, tag: text(tag), label: number(2) })))
        }
        (NODE_TAGS, [_, Some(Row(A::Tag(tag))), _]) => {
            A::NodeTag(s.add(new!(NodeTag { node_id: number(0), tag: *tag, label: number(2) })))
        }
        (NODE_TAGS, [_, Some(V(tag)), _]) => {
            A::NodeTag(s.add(NodeTag { node_id: number(0), tag: text(tag), label: number(2) }))
        }
        other => panic!("nothing adds {other:?}"),
    }
}

fn get(s: &mut Session<B>, table: usize, key: &[Val]) -> aludel::Result<Option<Any>> {
    Ok(match table {
        PLACES => s.get::<Place>(key[0].number())?.map(Any::Place),
        TAGS => s.get::<Tag>(key[0].text())?.map(Any::Tag),
        NODES => s.get::<Node>(key[0].number())?.map(Any::Node),
        NOTES => s.get::<Note>(key[0].number())?.map(Any::Note),
        _ => s.get::<NodeTag>((key[0].number(), key[1].text()))?.map(Any::NodeTag),
    })
}

fn load(s: &mut Session<B>, table: usize) -> aludel::Result<Vec<Any>> {
    Ok(match table {
        PLACES => s.load(from(places::table))?.into_iter().map(Any::Place).collect(),
        TAGS => s.load(from(tags::table))?.into_iter().map(Any::Tag).collect(),
        NODES => s.load(from(nodes::table))?.into_iter().map(Any::Node).collect(),
        NOTES => s.load(from(notes::table))?.into_iter().map(Any::Note).collect(),
        _ => s.load(from(node_tags::table))?.into_iter().map(Any::NodeTag).collect(),
    })
}

/// Changes the labels of a table behind the session's back.
fn relabel(s: &mut Session<B>, table: usize, to: i64) -> aludel::Result<u64> {
    match table {
        PLACES => update(places::table).set(places::label.set(to)).all_rows().execute(s),
        TAGS => update(tags::table).set(tags::label.set(to)).all_rows().execute(s),
        NODES => update(nodes::table).set(nodes::label.set(to)).all_rows().execute(s),
        NOTES => update(notes::table).set(notes::label.set(to)).all_rows().execute(s),
        _ => update(node_tags::table).set(node_tags::label.set(to)).all_rows().execute(s),
    }
}

fn read(s: &Session<B>, row: Any) -> aludel::Result<Vec<Val>> {
    with!(row, h => s.row(h).map(Columns::vals))
}

/// All rows of the database.
macro_rules! dump {
    ($on:expr) => {{
        let on = $on;
        let mut rows: Vec<Row> = Vec::new();
        fn keep<R: Columns>(rows: &mut Vec<Row>, read: Vec<R>) {
            rows.extend(read.iter().map(|row| Row { table: R::TABLE, vals: row.vals() }));
        }
        keep(&mut rows, from(places::table).all(&mut *on)?);
        keep(&mut rows, from(tags::table).all(&mut *on)?);
        keep(&mut rows, from(nodes::table).all(&mut *on)?);
        keep(&mut rows, from(notes::table).all(&mut *on)?);
        keep(&mut rows, from(node_tags::table).all(&mut *on)?);
        rows.sort_by(|a, b| (a.table, &a.vals).cmp(&(b.table, &b.vals)));
        rows
    }};
}

/// Runs the steps in a new session on the tables, which are filled anew.
pub fn run(engine: &Engine<B>, steps: &[Step], trace: &mut Vec<String>) -> Result<(), Fault> {
    let mut connection = engine.connect()?;
    connection.script(SEED)?;
    let mut model = Model::default();
    for row in dump!(&mut connection) {
        model.db.insert(model.next_row, row);
        model.next_row += 1;
    }
    drop(connection);
    model.marks.push((model.db.clone(), Vec::new()));
    let mut session = engine.session()?;
    let mut run = Sequence { engine, model, handles: Vec::new(), steps: steps.iter(), trace };
    // Most sequences begin with all rows in memory.
    if !steps.len().is_multiple_of(4) {
        for table in 0..TABLES.len() {
            run.load_all(&mut session, table)?;
        }
        run.say("all tables are loaded".into());
    }
    run.steps(&mut session, 0)?;
    // What was not committed is gone with the session.
    drop(session);
    run.model.db = run.model.marks[0].0.clone();
    run.outside("when the session is dropped")
}

struct Sequence<'r> {
    engine: &'r Engine<B>,
    model: Model,
    handles: Vec<Any>,
    steps: std::slice::Iter<'r, Step>,
    trace: &'r mut Vec<String>,
}

/// How a savepoint ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Release,
    Rollback,
    Dropped,
}

impl Sequence<'_> {
    fn say(&mut self, text: String) {
        self.trace.push(text);
    }

    fn steps(&mut self, s: &mut Session<B>, depth: usize) -> Result<End, Fault> {
        while let Some(&step) = self.steps.next() {
            if let Some(end) = self.step(s, step, depth)? {
                return Ok(end);
            }
            self.memory(s)?;
        }
        Ok(End::Dropped)
    }

    /// Memory is what the model says.
    fn memory(&mut self, s: &Session<B>) -> Result<(), Fault> {
        for (at, &handle) in self.handles.iter().enumerate() {
            let state = with!(handle, h => s.state(h))?;
            let row = read(s, handle);
            let mem = &mut self.model.mem[at];
            let wrong = |what: String| Err(Fault(format!("{handle:?} (row {}): {what}", mem.row)));
            match (mem.state, state) {
                (Kept::New, State::New) => {}
                (Kept::Gone(gone), State::Gone(real)) if gone == real => {}
                (Kept::Stale, State::Stale) => {}
                // A row of its key is gone, or there is another one under it.
                (Kept::Stale, State::Gone(gone)) => mem.state = Kept::Gone(gone),
                (Kept::Live, State::Clean | State::Dirty | State::Doomed) => {
                    if mem.doomed != (state == State::Doomed) {
                        return wrong(format!("is {state:?}, doomed: {}", mem.doomed));
                    }
                    let row = row?;
                    let wanted: Vec<Val> = mem.vals.iter().map(|val| val.clone().unwrap_or(Val::Null)).collect();
                    if row != wanted {
                        return wrong(format!("is {row:?}, {wanted:?} was expected"));
                    }
                    if !mem.doomed && state == State::Clean && wanted != self.model.db[&mem.row].vals {
                        return wrong("was changed and is clean".into());
                    }
                    continue;
                }
                (wanted, state) => return wrong(format!("is {state:?}, {wanted:?} was expected")),
            }
            if row.is_ok() {
                return wrong(format!("can be read and is {state:?}"));
            }
        }
        Ok(())
    }

    fn same(&self, mut rows: Vec<Row>, when: &str) -> Result<(), Fault> {
        let mut wanted: Vec<Row> = self.model.db.values().cloned().collect();
        for rows in [&mut rows, &mut wanted] {
            rows.sort_by(|a, b| (a.table, &a.vals).cmp(&(b.table, &b.vals)));
        }
        if rows == wanted {
            return Ok(());
        }
        let lost: Vec<&Row> = wanted.iter().filter(|row| !rows.contains(row)).collect();
        let more: Vec<&Row> = rows.iter().filter(|row| !wanted.contains(row)).collect();
        Err(Fault(format!("the database is another one {when}: it lacks {lost:?}, it has {more:?}")))
    }

    /// The database is what the model says, seen through the session.
    fn inside(&self, s: &mut Session<B>) -> Result<(), Fault> {
        if s.is_modified() {
            return Err(Fault("there is something to write after a flush".into()));
        }
        match s.in_transaction() {
            true => self.same(dump!(s), "after a flush"),
            false => Ok(()),
        }
    }

    /// The same, seen by another connection.
    fn outside(&self, when: &str) -> Result<(), Fault> {
        let mut connection = self.engine.connect()?;
        self.same(dump!(&mut connection), when)
    }

    /// Compares what became of a flush with what was to become of it; says whether it went through.
    fn flushed(&mut self, s: &Session<B>, forecast: Forecast, result: aludel::Result<()>) -> Result<bool, Fault> {
        match result {
            Err(error) => self.unchanged(forecast, &error).map(|()| false),
            Ok(()) if !forecast.must.is_empty() => {
                Err(Fault(format!("the flush went through, expected was failure {:?}", forecast.must)))
            }
            Ok(()) => self.follow(s, forecast).map(|()| true),
        }
    }

    /// A flush that fails has a reason.
    fn unchanged(&mut self, forecast: Forecast, error: &aludel::Error) -> Result<(), Fault> {
        self.say(format!("  -> {error}"));
        match Why::of(error) {
            Some(why) if forecast.must.contains(&why) || forecast.may.contains(&why) => Ok(()),
            _ => Err(Fault(format!(
                "the flush failed, expected was failure {:?} or {:?}: {error:?}",
                forecast.must, forecast.may
            ))),
        }
    }

    /// The model follows a flush that went through.
    fn follow(&mut self, s: &Session<B>, mut forecast: Forecast) -> Result<(), Fault> {
        let model = &mut self.model;
        let mut keys = std::collections::BTreeMap::new();
        for &row in &forecast.updated {
            if let Some(row) = forecast.db.get_mut(&row)
                && let Some(version) = TABLES[row.table].version
            {
                row.vals[version] = Val::Int(row.vals[version].number() + 1);
            }
        }
        for &(at, row) in &forecast.born {
            model.mem[at].row = row;
            model.mem[at].state = Kept::Live;
            model.next_row = model.next_row.max(row + 1);
            let table = &TABLES[model.mem[at].table];
            if let Ok(real) = read(s, self.handles[at]) {
                keys.insert(at, real[0].clone());
                // One that waited for another row was updated once.
                if let (Some(version), Some(row)) = (table.version, forecast.db.get_mut(&row))
                    && real[version] == Val::Int(2)
                {
                    row.vals[version] = Val::Int(2);
                }
            }
        }
        for val in forecast.db.values_mut().flat_map(|row| &mut row.vals) {
            if let Val::Key(at) = val {
                *val = keys.get(at).cloned().ok_or_else(|| Fault("a new row has no key after the flush".into()))?;
            }
        }
        let changed = model.db != forecast.db;
        model.db = forecast.db;
        model.wrote |= changed || !forecast.born.is_empty();
        for mem in &mut model.mem {
            if mem.state != Kept::Live {
                continue;
            }
            match model.db.get(&mem.row) {
                Some(row) => mem.vals = row.vals.iter().cloned().map(Some).collect(),
                None if forecast.deleted.contains(&mem.row) => mem.state = Kept::Gone(Gone::Deleted),
                None => mem.state = Kept::Gone(Gone::Cascaded),
            }
            mem.links.clear();
            mem.doomed = false;
        }
        Ok(())
    }

    /// The model goes back to a mark.
    fn back(&mut self, s: &Session<B>, mark: usize) -> Result<(), Fault> {
        let (db, old) = self.model.marks[mark].clone();
        self.model.marks.truncate(mark + 1);
        self.model.db = db;
        let db = &self.model.db;
        for (at, mem) in self.model.mem.iter_mut().enumerate() {
            if mem.state == Kept::Gone(Gone::Detached) {
                // The handle that it was added under is told that it is not there.
                let state = with!(self.handles[at], h => s.state(h))?;
                if !db.contains_key(&mem.row) && state == State::Gone(Gone::RolledBack) {
                    mem.state = Kept::Gone(Gone::RolledBack);
                }
                continue;
            }
            let (mut unsure, never_written) = (mem.unsure, mem.row == usize::MAX);
            match old.get(at) {
                Some(old) => {
                    unsure |= old.state == Kept::Stale;
                    *mem = old.clone();
                }
                None if never_written && mem.state == Kept::New => mem.state = Kept::Gone(Gone::RolledBack),
                None if never_written => {}
                None => match db.get(&mem.row) {
                    Some(row) => {
                        mem.state = Kept::Live;
                        mem.vals = row.vals.iter().cloned().map(Some).collect();
                    }
                    None => mem.state = Kept::Gone(Gone::RolledBack),
                },
            }
            mem.links.clear();
            mem.doomed = false;
            if unsure {
                // It was read when its values were those of the transaction.
                match with!(self.handles[at], h => s.state(h))? {
                    State::Stale => mem.state = Kept::Stale,
                    // Another row of its key is back.
                    State::Gone(Gone::Deleted) if !db.contains_key(&mem.row) => mem.state = Kept::Gone(Gone::Deleted),
                    State::Clean if mem.state == Kept::Stale => {
                        mem.state = Kept::Live;
                        mem.vals = db[&mem.row].vals.iter().cloned().map(Some).collect();
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// A handle for a row that was read.
    fn taken_in(&mut self, handle: Any, row: usize) -> Result<(), Fault> {
        let vals = self.model.db[&row].vals.iter().cloned().map(Some).collect();
        let here = self.model.find(row);
        if let Some(at) = here.filter(|&at| self.handles[at] != handle) {
            return Err(Fault(format!("a row has two handles: {:?} and {handle:?}", self.handles[at])));
        }
        // A stale one may have been known by another key than the model thinks.
        let at = self.handles.iter().position(|&known| known == handle);
        let Some(at) = at else {
            let table = self.model.db[&row].table;
            self.handles.push(handle);
            self.model.mem.push(Mem {
                table,
                row,
                state: Kept::Live,
                vals,
                links: Default::default(),
                doomed: false,
                unsure: self.model.wrote,
            });
            return Ok(());
        };
        let mem = &mut self.model.mem[at];
        if here.is_none() && mem.state != Kept::Stale {
            return Err(Fault(format!("{handle:?} is {:?}, and was found by a query", mem.state)));
        }
        mem.unsure |= mem.state == Kept::Stale && self.model.wrote;
        mem.state = Kept::Live;
        mem.row = row;
        mem.vals = vals;
        Ok(())
    }

    fn load_all(&mut self, s: &mut Session<B>, table: usize) -> Result<(), Fault> {
        let forecast = self.model.forecast();
        let result = load(s, table);
        let (handles, result) = match result {
            Ok(handles) => (handles, Ok(())),
            Err(error) => (Vec::new(), Err(error)),
        };
        if !self.flushed(s, forecast, result)? {
            return Ok(());
        }
        let rows: Vec<usize> =
            self.model.db.iter().filter(|(_, row)| row.table == table).map(|(&row, _)| row).collect();
        if rows.len() != handles.len() {
            return Err(Fault(format!("{} rows were loaded, there are {}", handles.len(), rows.len())));
        }
        for handle in handles {
            let vals = read(s, handle)?;
            let found = rows.iter().find(|row| self.model.db[row].vals == vals);
            let &row = found.ok_or_else(|| Fault(format!("{vals:?} was loaded and is not in the database")))?;
            self.taken_in(handle, row)?;
        }
        Ok(())
    }
}

impl Sequence<'_> {
    /// A row of memory, by any number; one that is not gone, if there is one.
    fn pick(&self, number: u8, wanted: impl Fn(&Mem) -> bool) -> Option<usize> {
        let found: Vec<usize> = (0..self.handles.len()).filter(|&at| wanted(&self.model.mem[at])).collect();
        (!found.is_empty()).then(|| found[usize::from(number) % found.len()])
    }

    /// What a column may be given: a value, or a row of the session.
    fn draw(&self, table: usize, column: usize, a: u8, b: u8) -> Val {
        let definition = &TABLES[table];
        if let Some(&(_, target, referenced, _)) = definition.foreign.iter().find(|foreign| foreign.0 == column) {
            let nullable = table == NODES;
            if nullable && a.is_multiple_of(7) {
                return Val::Null;
            }
            if a.is_multiple_of(2)
                && let Some(at) = self.pick(b, |mem| mem.table == target && matches!(mem.state, Kept::New | Kept::Live))
            {
                return Val::Key(at);
            }
            let keys: Vec<&Val> =
                self.model.db.values().filter(|row| row.table == target).map(|row| &row.vals[referenced]).collect();
            let nowhere = if target == TAGS { Val::Text("z".into()) } else { Val::Int(-99) };
            return if a == 251 || keys.is_empty() { nowhere } else { keys[usize::from(b) % keys.len()].clone() };
        }
        match definition.columns[column] {
            "name" => Val::Text(["a", "b", "c", "d"][usize::from(b) % 4].into()),
            "code" if a.is_multiple_of(3) => Val::Null,
            "code" => Val::Int(1 + i64::from(b) % 3),
            "id" => Val::Int(-1 - i64::from(b) % 4),
            _ => Val::Int(i64::from(b)),
        }
    }

    fn to<'v>(&self, val: &'v Val) -> To<'v> {
        match val {
            Val::Key(at) => To::Row(self.handles[*at]),
            val => To::Val(val),
        }
    }

    /// One step; the end of the savepoint if that is it.
    fn step(&mut self, s: &mut Session<B>, (op, a, b, c): Step, depth: usize) -> Result<Option<End>, Fault> {
        match op % 24 {
            0..=4 => self.add(s, [a, b, c])?,
            5..=8 => self.edit(s, [a, b, c])?,
            9 | 10 => self.delete(s, a)?,
            11 | 12 => {
                self.say("flush".into());
                let forecast = self.model.forecast();
                let result = s.flush();
                if self.flushed(s, forecast, result)? {
                    self.inside(s)?;
                }
            }
            13 => {
                let table = usize::from(a) % TABLES.len();
                self.say(format!("load table {table}"));
                self.load_all(s, table)?;
            }
            14 => self.get(s, [a, b])?,
            15 => self.refresh(s, a)?,
            16 => self.detach(s, a)?,
            17 => {
                let table = usize::from(a) % TABLES.len();
                self.say(format!("UPDATE of table {table}, then load"));
                let forecast = self.model.forecast();
                let result = relabel(s, table, b.into());
                if self.flushed(s, forecast, result.map(drop))? {
                    for row in self.model.db.values_mut().filter(|row| row.table == table) {
                        row.vals[label(table)] = Val::Int(b.into());
                    }
                    for mem in self.model.mem.iter_mut().filter(|mem| mem.table == table && mem.state == Kept::Live) {
                        mem.vals[label(table)] = Some(Val::Int(b.into()));
                    }
                    self.model.wrote = true;
                    self.load_all(s, table)?;
                }
            }
            18 | 19 if depth < 3 => self.savepoint(s, depth)?,
            18..=20 if depth > 0 => {
                return Ok(Some(match a % 5 {
                    0 | 1 => End::Release,
                    2 | 3 => End::Rollback,
                    _ => End::Dropped,
                }));
            }
            21 | 22 => {
                self.say("commit".into());
                let forecast = self.model.forecast();
                let result = s.commit();
                if depth > 0 {
                    return refused(result).map(|()| None);
                }
                if self.flushed(s, forecast, result)? {
                    self.model.marks[0] = (self.model.db.clone(), self.model.mem.clone());
                    self.model.wrote = false;
                    self.outside("after COMMIT")?;
                    self.settled(s)?;
                }
            }
            _ => {
                self.say("rollback".into());
                let result = s.rollback();
                if depth > 0 {
                    return refused(result).map(|()| None);
                }
                result?;
                self.back(s, 0)?;
                self.model.wrote = false;
                self.outside("after ROLLBACK")?;
                self.settled(s)?;
            }
        }
        Ok(None)
    }

    /// Between transactions there is nothing to write and no connection.
    fn settled(&self, s: &mut Session<B>) -> Result<(), Fault> {
        match s.is_modified() || s.in_transaction() {
            true => Err(Fault("something is left of the transaction".into())),
            false => Ok(()),
        }
    }

    fn add(&mut self, s: &mut Session<B>, [a, b, c]: [u8; 3]) -> Result<(), Fault> {
        let table = usize::from(a) % TABLES.len();
        let definition = &TABLES[table];
        let vals: Vec<Option<Val>> = (0..definition.columns.len())
            .map(|column| {
                let mix = b.wrapping_mul(31).wrapping_add(c.wrapping_mul(column as u8 + 3));
                match definition.columns[column] {
                    "id" if table == NOTES || b % 4 != 0 => None,
                    "version" => None,
                    "parent_id" | "place_id" if (b >> column).is_multiple_of(2) => None,
                    _ => Some(self.draw(table, column, mix, c.wrapping_add(column as u8))),
                }
            })
            .collect();
        self.say(format!("{} = add to table {table}: {vals:?}", self.handles.len()));
        let given: Vec<Option<To<'_>>> = vals.iter().map(|val| val.as_ref().map(|val| self.to(val))).collect();
        let handle = add(s, table, &given);
        self.handles.push(handle);
        let (state, links) = (Kept::New, Default::default());
        self.model.mem.push(Mem { table, row: usize::MAX, state, vals, links, doomed: false, unsure: false });
        Ok(())
    }

    fn edit(&mut self, s: &mut Session<B>, [a, b, c]: [u8; 3]) -> Result<(), Fault> {
        let Some(at) = self.pick(a, |mem| matches!(mem.state, Kept::New | Kept::Live)) else { return Ok(()) };
        let (handle, mem) = (self.handles[at], &self.model.mem[at]);
        let table = mem.table;
        let columns: Vec<usize> = (0..TABLES[table].columns.len())
            .filter(|&at| !["id", "version"].contains(&TABLES[table].columns[at]))
            .collect();
        let column = columns[usize::from(b) % columns.len()];
        let val = self.draw(table, column, c, a.wrapping_add(b));
        // Writing by index is for values of rows that can be read.
        let by_index = c.is_multiple_of(3)
            && mem.state == Kept::Live
            && !matches!(val, Val::Key(_))
            && !mem.links.contains_key(&column);
        self.say(format!("{at}.{} = {val:?}", TABLES[table].columns[column]));
        let result = match by_index {
            true => with!(handle, h => s.row_mut(h).map(|row| row.put(column, &val))),
            false => set(s, handle, column, self.to(&val)),
        };
        if self.model.mem[at].doomed {
            return refused(result);
        }
        result?;
        // The key of a row that has one is taken at once.
        let known = match &val {
            Val::Key(to) if self.model.mem[at].state == Kept::Live => self.known_key(*to),
            _ => Some(val.clone()),
        };
        let mem = &mut self.model.mem[at];
        mem.links.remove(&column);
        match (known, val) {
            (Some(val), _) => mem.vals[column] = Some(val),
            (None, Val::Key(to)) => drop(mem.links.insert(column, to)),
            (None, _) => {}
        }
        Ok(())
    }

    fn known_key(&self, at: usize) -> Option<Val> {
        let mem = &self.model.mem[at];
        mem.vals[TABLES[mem.table].key[0]].clone()
    }

    fn delete(&mut self, s: &mut Session<B>, a: u8) -> Result<(), Fault> {
        let Some(at) = self.pick(a, |_| true) else { return Ok(()) };
        self.say(format!("delete {at}"));
        let result = with!(self.handles[at], h => s.delete(h));
        let mem = &mut self.model.mem[at];
        match mem.state {
            Kept::New => mem.state = Kept::Gone(Gone::Deleted),
            Kept::Live => mem.doomed = true,
            Kept::Stale | Kept::Gone(_) => return refused(result),
        }
        Ok(result?)
    }

    fn get(&mut self, s: &mut Session<B>, [a, b]: [u8; 2]) -> Result<(), Fault> {
        let table = usize::from(a) % TABLES.len();
        let keys: Vec<Vec<Val>> = self
            .model
            .db
            .values()
            .filter(|row| row.table == table)
            .map(|row| TABLES[table].key.iter().map(|&at| row.vals[at].clone()).collect())
            .collect();
        let Some(key) = keys.get(usize::from(b) % keys.len().max(1)) else { return Ok(()) };
        self.say(format!("get {key:?} of table {table}"));
        let row_of = |model: &Model| {
            let same = |row: &Row| {
                row.table == table && TABLES[table].key.iter().zip(key).all(|(&at, val)| row.vals[at] == *val)
            };
            model.db.iter().find(|(_, row)| same(row)).map(|(&row, _)| row)
        };
        // What memory knows is not asked for.
        let here = row_of(&self.model).and_then(|row| self.model.find(row)).map(|at| (at, &self.model.mem[at]));
        if let Some((at, mem)) = here.filter(|(_, mem)| mem.state == Kept::Live) {
            let wanted = (!mem.doomed).then_some(self.handles[at]);
            let found = get(s, table, key)?;
            return if found == wanted { Ok(()) } else { Err(Fault(format!("{found:?} for {wanted:?}"))) };
        }
        let forecast = self.model.forecast();
        let (found, result) = match get(s, table, key) {
            Ok(found) => (found, Ok(())),
            Err(error) => (None, Err(error)),
        };
        if !self.flushed(s, forecast, result)? {
            return Ok(());
        }
        match (row_of(&self.model), found) {
            (Some(row), Some(handle)) => self.taken_in(handle, row),
            (None, None) => Ok(()),
            (row, found) => Err(Fault(format!("{found:?} was found for row {row:?}"))),
        }
    }

    fn refresh(&mut self, s: &mut Session<B>, a: u8) -> Result<(), Fault> {
        let Some(at) = self.pick(a, |mem| mem.state != Kept::New && !mem.doomed) else { return Ok(()) };
        self.say(format!("refresh {at}"));
        let result = with!(self.handles[at], h => s.refresh(h));
        let mem = &self.model.mem[at];
        if matches!(mem.state, Kept::Gone(_)) {
            return refused(result);
        }
        // A stale one is asked for by the key that it was read with.
        let key = |vals: &[Val]| TABLES[mem.table].key.iter().map(|&at| vals[at].clone()).collect::<Vec<_>>();
        let found = match (mem.state, read(s, self.handles[at])) {
            (Kept::Live, _) => Some(mem.row),
            (_, Ok(vals)) => {
                let same = |row: &Row| row.table == mem.table && key(&row.vals) == key(&vals);
                self.model.db.iter().find(|(_, row)| same(row)).map(|(&row, _)| row)
            }
            (..) => None,
        };
        let mem = &mut self.model.mem[at];
        match (found, result) {
            (Some(row), Ok(())) => {
                mem.unsure |= mem.state == Kept::Stale && self.model.wrote;
                mem.state = Kept::Live;
                mem.row = row;
                mem.vals = self.model.db[&row].vals.iter().cloned().map(Some).collect();
                mem.links.clear();
                Ok(())
            }
            (None, Err(error)) if error.kind() == ErrorKind::NotFound => {
                mem.state = Kept::Gone(Gone::Deleted);
                Ok(())
            }
            (row, result) => Err(Fault(format!("row {row:?} was refreshed: {result:?}"))),
        }
    }

    fn detach(&mut self, s: &mut Session<B>, a: u8) -> Result<(), Fault> {
        let Some(at) = self.pick(a, |mem| mem.state == Kept::Live && !mem.doomed) else { return Ok(()) };
        self.say(format!("detach {at}"));
        with!(self.handles[at], h => s.detach(h).map(drop))?;
        let mem = &mut self.model.mem[at];
        mem.state = Kept::Gone(Gone::Detached);
        mem.links.clear();
        Ok(())
    }

    fn savepoint(&mut self, s: &mut Session<B>, depth: usize) -> Result<(), Fault> {
        self.say("savepoint {".into());
        let forecast = self.model.forecast();
        let mut savepoint = match s.savepoint() {
            Ok(savepoint) => savepoint,
            Err(error) => {
                self.say("}".into());
                return self.unchanged(forecast, &error);
            }
        };
        self.flushed(&savepoint, forecast, Ok(()))?;
        let mark = self.model.marks.len();
        self.model.marks.push((self.model.db.clone(), self.model.mem.clone()));
        let end = self.steps(&mut savepoint, depth + 1)?;
        self.say(format!("}} {end:?}"));
        let undone = match end {
            End::Release => {
                let forecast = self.model.forecast();
                // The rows that are new are read when they are written, which is too late for the guard.
                let flushed = savepoint.flush();
                let went = self.flushed(&savepoint, forecast, flushed)?;
                let released = savepoint.release();
                if released.is_ok() != went {
                    return Err(Fault(format!("the savepoint: {released:?}")));
                }
                !went
            }
            End::Rollback => {
                savepoint.rollback()?;
                true
            }
            End::Dropped => {
                drop(savepoint);
                true
            }
        };
        if undone {
            self.back(s, mark)?;
        }
        self.model.marks.truncate(mark);
        self.inside(s)
    }
}

/// What cannot be done is refused, and told so.
fn refused<T>(result: aludel::Result<T>) -> Result<(), Fault> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::Handle | ErrorKind::Transaction) => Ok(()),
        Err(error) => Err(Fault(format!("another error was expected: {error:?}"))),
        Ok(_) => Err(Fault("what cannot be done was not refused".into())),
    }
}
