//! Nullability is exact: the type of a construct is an `Option` where the database can give NULL, and only there.

use crate::{blog::*, harness::each_backend};
use aludel::{
    expr::{
        acos, bool_and, count_distinct, cume_dist, exp, lag, lead, left, ln, lpad, nth_value, ntile, octet_length,
        power, reverse, sign, sqrt, stddev_pop, stddev_samp, var_samp,
    },
    prelude::*,
    value::Scalar,
};

/// Rows of a type that is no `Option`; a NULL among them would not have been read.
fn solid<T: Scalar>(rows: Vec<T>) {
    assert!(!rows.is_empty());
}
/// Rows of an `Option`, with a NULL among them.
fn holey<T: Scalar>(rows: Vec<Option<T>>) {
    assert!(rows.iter().any(Option::is_none), "never NULL");
}

/// Which expressions can be NULL for a user, and which cannot.
macro_rules! of_users {
    ($db:ident: solid { $($solid:expr;)* } holey { $($holey:expr;)* }) => {
        $(solid(from(users::table).select($solid).all($db)?);)*
        $(holey(from(users::table).select($holey).all($db)?);)*
    };
}
/// Which aggregates can be NULL for a group of users, and which cannot.
macro_rules! of_groups {
    ($db:ident: solid { $($solid:expr;)* } holey { $($holey:expr;)* }) => {
        $(solid(from(users::table).group_by(users::id).select($solid).all($db)?);)*
        $(holey(from(users::table).group_by(users::id).select($holey).all($db)?);)*
    };
}
/// Aggregates of no rows.
macro_rules! of_none {
    ($db:ident: solid { $($solid:expr;)* } holey { $($holey:expr;)* }) => {
        $(solid(from(users::table).filter(users::id.lt(0)).select($solid).all($db)?);)*
        $(holey(from(users::table).filter(users::id.lt(0)).select($holey).all($db)?);)*
    };
}

each_backend! {
    everywhere fn of_scalar_functions(db) {
        blog(db);
        of_users!(db:
            solid {
                lower(users::name);
                length(users::name);
                octet_length(users::name);
                substring(users::name, 9, 9);
                left(users::name, -1);
                lpad(users::name, 5, "");
                reverse(users::name);
                users::name.concat("!");
                position(users::name, "?");
                sign(users::id);
                exp(users::id);
                power(users::id, 0.5);
                greatest(users::age, 0);
                least(users::id, users::manager_id);
                coalesce(users::bio, "");
                users::bio.is_null();
                users::age.is_not_distinct_from(None);
                (users::id, users::name).eq((1, "Ann"));
            }
            holey {
                lower(users::bio);
                length(users::bio);
                substring(users::bio, 1, 1);
                substring(users::name, users::age, 1);
                users::name.concat(users::bio);
                concat(users::bio, users::name);
                greatest(users::manager_id, users::manager_id);
                nullif(users::name, "Ann");
                sqrt(users::id.sub(2));
                ln(users::id.sub(1));
                acos(users::id);
                case(users::id.eq(1), users::name);
                users::age.gt(20);
                users::age.between(1, 2);
                (users::id, users::age).gt((3, 1));
            }
        );
    }

    everywhere fn of_aggregates(db) {
        blog(db);
        of_groups!(db:
            solid {
                count();
                count_of(users::age);
                count_distinct(users::age);
                sum(users::id);
                avg(users::id);
                min(users::name);
                max(users::name);
                stddev_pop(users::id);
                bool_and(users::id.gt(0));
                string_agg(users::name, ",");
                count().filter(users::id.lt(0));
                coalesce(sum(users::age), 0_i64);
            }
            holey {
                sum(users::age);
                avg(users::age);
                max(users::bio);
                stddev_pop(users::age);
                stddev_samp(users::id);
                var_samp(users::id);
                string_agg(users::bio, ",");
                bool_and(users::age.gt(0));
                sum(users::id).filter(users::id.gt(1));
                max(users::name).filter(users::id.gt(1));
            }
        );
        of_none!(db:
            solid {
                count();
                count_of(users::age);
                count_distinct(users::id);
                count().filter(users::id.gt(1));
            }
            holey {
                sum(users::id);
                avg(users::id);
                min(users::name);
                stddev_pop(users::id);
                bool_and(users::id.gt(0));
                string_agg(users::name, ",");
            }
        );
    }

    everywhere fn of_window_functions(db) {
        blog(db);
        let by_id = window().order_by(users::id);
        of_users!(db:
            solid {
                row_number().over(window());
                rank().over(by_id);
                cume_dist().over(by_id);
                ntile(3).over(by_id);
                first_value(users::name).over(by_id);
                last_value(users::name).over(by_id);
                first_value(users::name).over(by_id.rows(preceding(1), following(1)));
                sum(users::id).over(by_id);
                sum(users::id).over(by_id.rows(unbounded_preceding(), current_row()));
                count_of(users::age).over(by_id.rows(preceding(2), preceding(1)));
            }
            holey {
                first_value(users::age).over(partition_by(users::id));
                last_value(users::age).over(by_id);
                nth_value(users::name, 2).over(by_id);
                lag(users::name, 1).over(by_id);
                lead(users::name, 1).over(by_id);
                sum(users::age).over(partition_by(users::id));
                sum(users::id).over(by_id.rows(preceding(2), preceding(1)));
                max(users::name).over(by_id.rows(following(1), following(2)));
                sum(users::id).filter(users::id.gt(1)).over(by_id);
                stddev_samp(users::id).over(by_id);
            }
        );
    }
}
