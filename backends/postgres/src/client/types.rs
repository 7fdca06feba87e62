//! Types that are not built in: enums, domains, arrays and ranges of them, composites, those of extensions.

use super::{
    failure::{Failure, Outcome},
    script,
    wire::Wire,
};
use postgres_types::{Field, Kind, Oid, Type};
use std::collections::HashMap;

/// The types that this connection has met.
#[derive(Debug, Default)]
pub(crate) struct Types(HashMap<Oid, Type>);

impl Types {
    /// The type of a number; a built-in one is known, another one is asked for once.
    pub(crate) fn get(&mut self, wire: &mut Wire, oid: Oid) -> Outcome<Type> {
        if let Some(ty) = Type::from_oid(oid).or_else(|| self.0.get(&oid).cloned()) {
            return Ok(ty);
        }
        let ty = self.ask(wire, oid)?;
        self.0.insert(oid, ty.clone());
        Ok(ty)
    }

    fn ask(&mut self, wire: &mut Wire, oid: Oid) -> Outcome<Type> {
        let rows = script::rows(
            wire,
            &format!(
                "SELECT t.typname, t.typtype, t.typelem, r.rngsubtype, t.typbasetype, n.nspname, t.typrelid \
                 FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid \
                 JOIN pg_catalog.pg_namespace n ON t.typnamespace = n.oid WHERE t.oid = {oid}"
            ),
        )?;
        let [row] = &rows[..] else { return Err(Failure::unexpected()) };
        let text = |at: usize| row.get(at).and_then(Option::as_deref).unwrap_or_default();
        let number = |at: usize| text(at).parse().unwrap_or(0);
        let kind = match (text(1), number(2), number(3), number(4), number(6)) {
            ("e", ..) => Kind::Enum(labels(wire, oid)?),
            ("p", ..) => Kind::Pseudo,
            (_, _, _, base @ 1.., _) => Kind::Domain(self.get(wire, base)?),
            (_, element @ 1.., ..) => Kind::Array(self.get(wire, element)?),
            (.., relation @ 1..) => Kind::Composite(self.fields(wire, relation)?),
            (_, _, of @ 1.., ..) => Kind::Range(self.get(wire, of)?),
            _ => Kind::Simple,
        };
        Ok(Type::new(text(0).to_owned(), oid, kind, text(5).to_owned()))
    }

    fn fields(&mut self, wire: &mut Wire, relation: Oid) -> Outcome<Vec<Field>> {
        let rows = script::rows(
            wire,
            &format!(
                "SELECT attname, atttypid FROM pg_catalog.pg_attribute \
                 WHERE attrelid = {relation} AND NOT attisdropped AND attnum > 0 ORDER BY attnum"
            ),
        )?;
        let field = |row: Vec<Option<String>>| match &row[..] {
            [Some(name), Some(oid)] => {
                let oid = oid.parse().map_err(|_| Failure::unexpected())?;
                Ok(Field::new(name.clone(), self.get(wire, oid)?))
            }
            _ => Err(Failure::unexpected()),
        };
        rows.into_iter().map(field).collect()
    }
}

fn labels(wire: &mut Wire, oid: Oid) -> Outcome<Vec<String>> {
    let sql = format!("SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = {oid} ORDER BY enumsortorder");
    Ok(script::rows(wire, &sql)?.into_iter().flatten().flatten().collect())
}
