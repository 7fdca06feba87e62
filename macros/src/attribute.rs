//! What can be said in attributes, for the messages about what cannot.
//!
//! A word that is wrong becomes the name of a struct, and that one a type in an impl, of which a trait with the words of the
//! message is asked. So the message stands at the user's word: were it a `compile_error!`, the compiler would show the whole
//! `table!`.

/// Where it is asked what a word may be.
pub struct Attributes;
/// A word of an attribute, wrong in the way `Why`.
pub trait Said<Why> {
    /// The column or the table that has the attribute.
    type Of;
    /// The word: what the message points at.
    type Word: Allowed<Why, Self::Of>;
}
/// This word can be said of `C`.
pub trait Allowed<Why, C> {}

/// Declares the attributes of a column and of a table, and what else is a word in them: each with what is said if it is wrong.
macro_rules! attributes {
    ($d:tt $($name:ident: $message:literal, $note:literal;)+ _: $unknown:literal, $all:literal;) => {
        /// Ways to be wrong.
        #[allow(non_camel_case_types, missing_docs)]
        pub mod why {
            $(pub struct $name;)+
            pub struct UnknownAttribute;
        }
        /// What is said then: `A` is the word, `C` the column or the table.
        #[allow(non_camel_case_types, missing_docs)]
        pub mod words {
            $(
                #[diagnostic::on_unimplemented(message = $message, label = "not like this", note = $note)]
                pub trait $name<A, C> {}
            )+
            #[diagnostic::on_unimplemented(message = $unknown, label = "not an attribute of a column", note = $all)]
            pub trait UnknownAttribute<A, C> {}
        }
        $(impl<A, C> Allowed<why::$name, C> for A where Attributes: words::$name<A, C> {})+
        impl<A, C> Allowed<why::UnknownAttribute, C> for A where Attributes: words::UnknownAttribute<A, C> {}

        /// An error at a word: why it is wrong, of what, and the word.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __wrong {
            $(($name $d of:tt $d word:tt) => { $d crate::__wrong! { @ $name $d of $d word } };)+
            (@ $d why:tt $d of:tt $d word:tt) => {
                const _: () = {
                    #[allow(non_camel_case_types)]
                    struct $d word;
                    struct __Here;
                    impl $d crate::__private::attribute::Said<$d crate::__private::attribute::why::$d why> for __Here {
                        type Of = $d of;
                        type Word = $d word;
                    }
                };
            };
            ($d unknown:tt $d of:tt $d word:tt) => { $d crate::__wrong! { @ UnknownAttribute $d of $d word } };
        }

        #[cfg(test)]
        mod tests {
            /// What is told to somebody who wrote an attribute that no column has.
            #[test]
            fn the_list_has_every_attribute_of_a_column() {
                for name in [$(stringify!($name)),+] {
                    let of_a_column = !name.starts_with("table_") && !name.starts_with("action");
                    assert_eq!($all.contains(&format!("`{name}")), of_a_column, "{name}");
                }
            }
        }
    };
}
attributes! { $
    primary_key: "the attribute `primary_key` of `{C}` is written `#[primary_key]` or `#[primary_key(auto)]`", "several columns that are marked are one composite key";
    unique: "the attribute `unique` of `{C}` is written `#[unique]`", "of several columns together it stands at the table: `#[unique(author_id, title)]`";
    index: "the attribute `index` of `{C}` is written `#[index]`", "of several columns together it stands at the table: `#[index(author_id, title)]`";
    max_len: "the attribute `max_len` of `{C}` is written `#[max_len(80)]`", "the number is the longest text, in characters";
    decimal: "the attribute `decimal` of `{C}` is written `#[decimal(10, 2)]`", "ten digits, two of them behind the point";
    default: "the default of `{C}` is a literal, `now` or SQL", "`#[default(0)]`, `#[default(\"draft\")]` (of an enum: its text), `#[default(now)]`, `#[default(sql = \"..\")]`";
    references: "the attribute `references` of `{C}` is written `#[references(users::id)]`", "with an action: `#[references(users::id, on_delete = cascade)]`";
    generated: "the attribute `generated` of `{C}` is written `#[generated(\"price * 2\")]`", "computed by what reads it, and not stored: `#[generated(virtual = \"..\")]`";
    check: "the attribute `check` of `{C}` is written `#[check(\"price > 0\")]`", "the condition is SQL, in quotes";
    version: "the attribute `version` of `{C}` is written `#[version]`", "the column is an integer, such as `i64`";
    name: "the attribute `name` of `{C}` is written `#[name = \"emailAddress\"]`", "it is the name in the database";
    sql_type: "the attribute `sql_type` of `{C}` is written `#[sql_type(postgres = \"citext\")]`", "with any of `sqlite`, `postgres`, `mysql` and `mariadb`, separated by commas";
    was: "the attribute `was` of `{C}` is written `#[was = \"mail\"]`", "it is the name that it had before";
    comment: "the attribute `comment` of `{C}` is written `#[comment]` or `#[comment = \"..\"]`", "`#[comment]` takes the doc comment";
    action: "`{A}` is not an action of a foreign key", "there are `no_action`, `restrict`, `cascade`, `set_null` and `set_default`";
    action_event: "`{A}` is not an event of a foreign key", "there are `on_delete` and `on_update`: `#[references(users::id, on_delete = cascade)]`";
    table_column: "the attribute `{A}` stands at a column, not at the table `{C}`", "`#[primary_key] id: i64`; several columns that are marked `#[primary_key]` are one composite key";
    table_unique: "the attribute `unique` of `{C}` is written `#[unique(author_id, title)]`", "of one column it stands there: `#[unique] email: String`";
    table_check: "the attribute `check` of `{C}` is written `#[check(\"low < high\")]`", "the condition is SQL, in quotes";
    table_name: "the attribute `{A}` of `{C}` is written with a text: `#[name = \"Users\"]`, `#[schema = \"sales\"]`, `#[was = \"people\"]`", "they are names in the database";
    table_foreign_key: "the attribute `foreign_key` of `{C}` is written `#[foreign_key((a, b), references(lines::a, lines::b))]`", "of one column it stands there: `#[references(users::id)] author_id: i64`";
    _: "`{C}` has an attribute that no column can have: `{A}`", "there are `primary_key`, `unique`, `index`, `max_len`, `decimal`, `default`, `references`, `generated`, `check`, `version`, `name`, `sql_type`, `was`, `comment`";
}
