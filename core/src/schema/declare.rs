//! A column as `table!` writes it down, attribute by attribute.

use super::{
    Column, Placed, PushKey, Table,
    meta::{Action, ColumnMeta, DefaultMeta, GeneratedMeta, ReferenceMeta, SqlTypes, TableMeta, strip_raw},
};
use crate::value::{Field, Null, Scalar};

/// How `table!` writes down what an attribute says.
#[doc(hidden)]
impl ColumnMeta {
    /// A column without attributes.
    pub const fn plain<C: Column>(field: &'static str, rust_type: &'static str) -> Self {
        Self {
            name: C::NAME,
            field: strip_raw(field),
            ty: <C::Base as Scalar>::TYPE,
            rust_type,
            nullable: <C::Null as Null>::IS_NULLABLE,
            primary_key: false,
            auto: false,
            unique: false,
            index: false,
            version: false,
            max_len: None,
            decimal: None,
            default: None,
            generated: None,
            references: None,
            check: None,
            variants: <C::Base as Scalar>::VARIANTS,
            sql_types: SqlTypes { sqlite: None, postgres: None, mysql: None, mariadb: None },
            doc: "",
            comment: None,
            was: None,
            is_stored: <C::Base as Scalar>::IS_STORED,
        }
    }

    /// A column of `table!`.
    pub const fn of<C: Declared>() -> Self {
        let (_, field, rust_type) = C::DECLARED;
        let (mut meta, mut i) = (Self::plain::<C>(field, rust_type), 0);
        while i < C::ATTRIBUTES.len() {
            match C::ATTRIBUTES[i] {
                Attribute::HasName(_) => {}
                Attribute::IsPrimaryKey => meta.primary_key = true,
                Attribute::IsAuto => meta.auto = true,
                Attribute::IsUnique => meta.unique = true,
                Attribute::HasIndex => meta.index = true,
                Attribute::IsVersion => (meta.version, meta.default) = (true, Some(DefaultMeta::Int(1))),
                Attribute::HasMaxLen(characters) => meta.max_len = Some(characters),
                Attribute::HasDigits(precision, scale) => meta.decimal = Some((precision, scale)),
                Attribute::HasDefault(default) => meta.default = Some(default),
                Attribute::IsGenerated(sql, stored) => meta.generated = Some(GeneratedMeta { sql, stored }),
                Attribute::HasCheck(sql) => meta.check = Some(sql),
                Attribute::HasReference(reference) => meta.references = Some(reference),
                Attribute::HasSqlTypes(types) => meta.sql_types = types,
                Attribute::HasDoc(doc) => meta.doc = doc,
                Attribute::HasComment(comment) => meta.comment = Some(comment),
                Attribute::HasDocAsComment => meta.comment = Some(meta.doc),
                Attribute::HadName(name) => meta.was = Some(name),
            }
            i += 1;
        }
        meta
    }
}

/// A column that was declared with `table!`: what makes it a [`Column`].
///
/// The type of its field is named here and nowhere else in what `table!` writes, so that a type which no column can have is one
/// error, at the type.
pub trait Declared: Copy + 'static {
    /// Where it belongs.
    type Table: Table;
    /// The type of its field.
    type Type: Field;
    /// Whether something else than its type says what an insert must give: [`ByType`], [`Optional`] or [`Generated`].
    type Requirement: Requirement;
    /// How it takes part in the primary key.
    type Key: PushKey<Self>;
    /// Where it stands: a [`Place`](super::Place).
    type Place;
    /// Its value, and what was declared, as written. One constant, since the compiler takes its time for each.
    const DECLARED: Declaration<Self>;
    /// Its attributes, the name before all, the doc comment before the others.
    const ATTRIBUTES: &'static [Attribute] = &[];
    /// What was declared.
    const META: ColumnMeta = ColumnMeta::of::<Self>();
}
#[diagnostic::do_not_recommend]
impl<C: Declared> Column for C {
    type Table = C::Table;
    type Base = <C::Type as Field>::Base;
    type Null = <C::Type as Field>::Null;
    type Requirement = <C::Requirement as Requirement>::Of<Self::Null>;
    const NAME: &'static str = match C::ATTRIBUTES {
        [Attribute::HasName(name), ..] => name,
        _ => strip_raw(C::DECLARED.1),
    };
    const IS_KEY: bool = <C::Key as PushKey<C>>::IS_IN;
    const VALUE: Self = C::DECLARED.0;
}

#[diagnostic::do_not_recommend]
impl<C: Declared> Placed for C {
    type Place = C::Place;
}

/// What says whether an insert must give a value.
pub trait Requirement {
    /// [`Required`], [`Optional`] or [`Generated`], for a column of nullability `N`.
    type Of<N: Null>;
}
/// A column of which nothing but its type says it.
#[derive(Debug, Clone, Copy)]
pub struct ByType;
impl Requirement for ByType {
    type Of<N: Null> = N::Choose<Required, Optional>;
}
impl Requirement for Optional {
    type Of<N: Null> = Self;
}
impl Requirement for Generated {
    type Of<N: Null> = Self;
}

/// A column that must be given a value.
#[derive(Debug, Clone, Copy)]
pub struct Required;
/// A column that has a default, is nullable, or is made by the database.
#[derive(Debug, Clone, Copy)]
pub struct Optional;
/// A column that the database computes from others of its row.
#[derive(Debug, Clone, Copy)]
pub struct Generated;

/// A column as it is written down: its value, the name of its field, maybe with `r#`, and the type of its field. What can be without
/// being computed, which the compiler has to do for each column, and a tuple, since it takes longer for a struct.
pub type Declaration<C> = (C, &'static str, &'static str);

/// An attribute of a column.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // they are those of `table!`
pub enum Attribute {
    HasName(&'static str),
    IsPrimaryKey,
    IsAuto,
    IsUnique,
    HasIndex,
    IsVersion,
    HasMaxLen(u32),
    HasDigits(u8, u8),
    HasDefault(DefaultMeta),
    IsGenerated(&'static str, bool),
    HasCheck(&'static str),
    HasReference(ReferenceMeta),
    HasSqlTypes(SqlTypes),
    HasDoc(&'static str),
    HasComment(&'static str),
    HasDocAsComment,
    HadName(&'static str),
}

/// A foreign key to the column `C`.
pub const fn references<C: Column>(on_delete: Action, on_update: Action) -> Attribute {
    let table = (<C::Table as Table>::SCHEMA, <C::Table as Table>::NAME);
    Attribute::HasReference(ReferenceMeta { table, column: C::NAME, on_delete, on_update })
}

/// How `table!` writes down what an attribute of the table says.
#[doc(hidden)]
impl TableMeta {
    pub const fn comment(mut self, comment: &'static str) -> Self {
        self.comment = Some(comment);
        self
    }
    pub const fn comment_doc(mut self) -> Self {
        self.comment = Some(self.doc);
        self
    }
    pub const fn was(mut self, name: &'static str) -> Self {
        self.was = Some(name);
        self
    }
}
