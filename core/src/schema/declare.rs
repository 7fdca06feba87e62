//! A column as `table!` writes it down, attribute by attribute.

use super::{
    Column, Table,
    meta::{Action, ColumnMeta, DefaultMeta, GeneratedMeta, ReferenceMeta, SqlTypes, TableMeta, strip_raw},
};
use crate::value::{Null, Scalar};

/// How `table!` writes down what an attribute says.
#[doc(hidden)]
impl ColumnMeta {
    pub const fn of<C: Column>(field: &'static str, rust_type: &'static str) -> Self {
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
            file: "",
            line: 0,
        }
    }
    pub const fn primary_key(mut self) -> Self {
        self.primary_key = true;
        self
    }
    pub const fn auto(mut self) -> Self {
        self.auto = true;
        self
    }
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }
    pub const fn index(mut self) -> Self {
        self.index = true;
        self
    }
    pub const fn version(mut self) -> Self {
        self.version = true;
        self.default = Some(DefaultMeta::Int(1));
        self
    }
    pub const fn max_len(mut self, characters: u32) -> Self {
        self.max_len = Some(characters);
        self
    }
    pub const fn decimal(mut self, precision: u8, scale: u8) -> Self {
        self.decimal = Some((precision, scale));
        self
    }
    pub const fn default(mut self, default: DefaultMeta) -> Self {
        self.default = Some(default);
        self
    }
    pub const fn generated(mut self, sql: &'static str, stored: bool) -> Self {
        self.generated = Some(GeneratedMeta { sql, stored });
        self
    }
    pub const fn check(mut self, sql: &'static str) -> Self {
        self.check = Some(sql);
        self
    }
    pub const fn references<C: Column>(mut self, on_delete: Action, on_update: Action) -> Self {
        let table = (<C::Table as Table>::SCHEMA, <C::Table as Table>::NAME);
        self.references = Some(ReferenceMeta { table, column: C::NAME, on_delete, on_update });
        self
    }
    pub const fn sql_types(mut self, types: SqlTypes) -> Self {
        self.sql_types = types;
        self
    }
    pub const fn at(mut self, doc: &'static str, file: &'static str, line: u32) -> Self {
        self.doc = doc;
        self.file = file;
        self.line = line;
        self
    }
}

/// How `table!` writes down what an attribute of a column or of the table says.
macro_rules! of_both {
    ($($meta:ty),+) => { $(
        #[doc(hidden)]
        impl $meta {
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
    )+ };
}
of_both!(ColumnMeta, TableMeta);
