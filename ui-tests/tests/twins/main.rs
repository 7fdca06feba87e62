//! The twin of each mistake compiles, and runs. All of them are one program, so that they are linked once.

macro_rules! twins {
    ($($name:ident: $path:literal,)+) => { $(
        #[path = $path]
        #[allow(dead_code, unreachable_pub, missing_docs)]
        mod $name;

        #[test]
        fn $name() {
            $name::main();
        }
    )+ };
}
#[rustfmt::skip] // one twin, one line
twins! {
    backends_any_of_a_subquery_on_sqlite: "../../cases/backends/any_of_a_subquery_on_sqlite_fixed.rs",
    backends_array_on_sqlite: "../../cases/backends/array_on_sqlite_fixed.rs",
    backends_batch_returning_on_mysql: "../../cases/backends/batch_returning_on_mysql_fixed.rs",
    backends_copy_on_sqlite: "../../cases/backends/copy_on_sqlite_fixed.rs",
    backends_distinct_on_on_sqlite: "../../cases/backends/distinct_on_on_sqlite_fixed.rs",
    backends_for_update_on_sqlite: "../../cases/backends/for_update_on_sqlite_fixed.rs",
    backends_function_on_sqlite: "../../cases/backends/function_on_sqlite_fixed.rs",
    backends_grouping_sets_on_sqlite: "../../cases/backends/grouping_sets_on_sqlite_fixed.rs",
    backends_ilike_on_any_backend: "../../cases/backends/ilike_on_any_backend_fixed.rs",
    backends_ilike_on_sqlite: "../../cases/backends/ilike_on_sqlite_fixed.rs",
    backends_intersect_all_on_sqlite: "../../cases/backends/intersect_all_on_sqlite_fixed.rs",
    backends_lateral_on_sqlite: "../../cases/backends/lateral_on_sqlite_fixed.rs",
    backends_limit_in_a_correlated_list_on_mysql: "../../cases/backends/limit_in_a_correlated_list_on_mysql_fixed.rs",
    backends_merge_on_sqlite: "../../cases/backends/merge_on_sqlite_fixed.rs",
    backends_on_conflict_on_any_backend: "../../cases/backends/on_conflict_on_any_backend_fixed.rs",
    backends_query_of_another_backend: "../../cases/backends/query_of_another_backend_fixed.rs",
    backends_returning_on_mysql: "../../cases/backends/returning_on_mysql_fixed.rs",
    grouping_aggregate_beside_a_plain_column: "../../cases/grouping/aggregate_beside_a_plain_column_fixed.rs",
    grouping_aggregate_in_filter: "../../cases/grouping/aggregate_in_filter_fixed.rs",
    grouping_column_not_grouped: "../../cases/grouping/column_not_grouped_fixed.rs",
    grouping_frame_that_ends_before_it_starts: "../../cases/grouping/frame_that_ends_before_it_starts_fixed.rs",
    grouping_having_on_a_plain_column: "../../cases/grouping/having_on_a_plain_column_fixed.rs",
    grouping_lock_with_a_window_function: "../../cases/grouping/lock_with_a_window_function_fixed.rs",
    grouping_rank_without_an_order: "../../cases/grouping/rank_without_an_order_fixed.rs",
    grouping_set_of_another_column: "../../cases/grouping/set_of_another_column_fixed.rs",
    grouping_window_function_in_filter: "../../cases/grouping/window_function_in_filter_fixed.rs",
    names_column_twice_in_table: "../../cases/names/column_twice_in_table_fixed.rs",
    names_unknown_attribute_in_table: "../../cases/names/unknown_attribute_in_table_fixed.rs",
    names_unknown_column: "../../cases/names/unknown_column_fixed.rs",
    names_unknown_column_in_row: "../../cases/names/unknown_column_in_row_fixed.rs",
    names_unknown_field_in_new: "../../cases/names/unknown_field_in_new_fixed.rs",
    names_unknown_kind_in_newtype: "../../cases/names/unknown_kind_in_newtype_fixed.rs",
    names_unknown_row_in_new: "../../cases/names/unknown_row_in_new_fixed.rs",
    names_unknown_table: "../../cases/names/unknown_table_fixed.rs",
    names_unknown_table_in_references: "../../cases/names/unknown_table_in_references_fixed.rs",
    names_unknown_table_in_schema: "../../cases/names/unknown_table_in_schema_fixed.rs",
    names_variant_twice_in_sql_enum: "../../cases/names/variant_twice_in_sql_enum_fixed.rs",
    names_variant_without_text_in_sql_enum: "../../cases/names/variant_without_text_in_sql_enum_fixed.rs",
    nullability_left_joined_column_into_a_plain_field: "../../cases/nullability/left_joined_column_into_a_plain_field_fixed.rs",
    nullability_null_for_a_not_null_column: "../../cases/nullability/null_for_a_not_null_column_fixed.rs",
    nullability_nullable_column_in_a_long_query: "../../cases/nullability/nullable_column_in_a_long_query_fixed.rs",
    nullability_nullable_column_into_a_plain_field: "../../cases/nullability/nullable_column_into_a_plain_field_fixed.rs",
    nullability_shape_filled_with_null: "../../cases/nullability/shape_filled_with_null_fixed.rs",
    relations_filter_of_another_backend: "../../cases/relations/filter_of_another_backend_fixed.rs",
    relations_filtered_relation_to_one: "../../cases/relations/filtered_relation_to_one_fixed.rs",
    relations_loaded_columns: "../../cases/relations/loaded_columns_fixed.rs",
    relations_many_by_a_column_of_another_table: "../../cases/relations/many_by_a_column_of_another_table_fixed.rs",
    relations_nested_relation_of_another_table: "../../cases/relations/nested_relation_of_another_table_fixed.rs",
    relations_one_by_a_column_that_is_no_foreign_key: "../../cases/relations/one_by_a_column_that_is_no_foreign_key_fixed.rs",
    relations_relation_filtered_by_another_table: "../../cases/relations/relation_filtered_by_another_table_fixed.rs",
    relations_relation_of_columns: "../../cases/relations/relation_of_columns_fixed.rs",
    rows_field_is_missing: "../../cases/rows/field_is_missing_fixed.rs",
    rows_field_of_another_type: "../../cases/rows/field_of_another_type_fixed.rs",
    rows_in_subquery_of_another_type: "../../cases/rows/in_subquery_of_another_type_fixed.rs",
    rows_nested_query_with_a_limit: "../../cases/rows/nested_query_with_a_limit_fixed.rs",
    rows_nested_rows_of_an_undeclared_struct: "../../cases/rows/nested_rows_of_an_undeclared_struct_fixed.rs",
    rows_scalar_subquery_of_two_columns: "../../cases/rows/scalar_subquery_of_two_columns_fixed.rs",
    rows_set_operation_of_other_types: "../../cases/rows/set_operation_of_other_types_fixed.rs",
    rows_shape_filled_with_another_type: "../../cases/rows/shape_filled_with_another_type_fixed.rs",
    schema_column_of_rows: "../../cases/schema/column_of_rows_fixed.rs",
    schema_generated_column_with_a_default: "../../cases/schema/generated_column_with_a_default_fixed.rs",
    schema_no_primary_key: "../../cases/schema/no_primary_key_fixed.rs",
    schema_reference_to_a_column_that_is_not_unique: "../../cases/schema/reference_to_a_column_that_is_not_unique_fixed.rs",
    schema_reference_to_another_type: "../../cases/schema/reference_to_another_type_fixed.rs",
    schema_two_auto_keys: "../../cases/schema/two_auto_keys_fixed.rs",
    scope_correlated_table_is_absent: "../../cases/scope/correlated_table_is_absent_fixed.rs",
    scope_correlated_with_itself: "../../cases/scope/correlated_with_itself_fixed.rs",
    scope_distinct_rows_in_an_order_of_run_time: "../../cases/scope/distinct_rows_in_an_order_of_run_time_fixed.rs",
    scope_filter_by_a_table_not_in_from: "../../cases/scope/filter_by_a_table_not_in_from_fixed.rs",
    scope_fragment_of_a_table_not_in_from: "../../cases/scope/fragment_of_a_table_not_in_from_fixed.rs",
    scope_full_join_without_an_equality: "../../cases/scope/full_join_without_an_equality_fixed.rs",
    scope_group_by_a_table_not_in_from: "../../cases/scope/group_by_a_table_not_in_from_fixed.rs",
    scope_group_in_a_long_query: "../../cases/scope/group_in_a_long_query_fixed.rs",
    scope_join_in_a_long_query: "../../cases/scope/join_in_a_long_query_fixed.rs",
    scope_join_on_a_table_not_in_from: "../../cases/scope/join_on_a_table_not_in_from_fixed.rs",
    scope_order_by_a_table_not_in_from: "../../cases/scope/order_by_a_table_not_in_from_fixed.rs",
    scope_order_in_a_long_query: "../../cases/scope/order_in_a_long_query_fixed.rs",
    scope_returning_of_another_table: "../../cases/scope/returning_of_another_table_fixed.rs",
    scope_select_in_a_long_query: "../../cases/scope/select_in_a_long_query_fixed.rs",
    scope_select_of_a_table_not_in_from: "../../cases/scope/select_of_a_table_not_in_from_fixed.rs",
    scope_shape_that_nothing_fills: "../../cases/scope/shape_that_nothing_fills_fixed.rs",
    scope_slip_in_a_long_query: "../../cases/scope/slip_in_a_long_query_fixed.rs",
    scope_subquery_that_does_not_correlate: "../../cases/scope/subquery_that_does_not_correlate_fixed.rs",
    scope_table_twice_by_a_cross_join: "../../cases/scope/table_twice_by_a_cross_join_fixed.rs",
    scope_table_twice_without_alias: "../../cases/scope/table_twice_without_alias_fixed.rs",
    session_handle_as_another_row: "../../cases/session/handle_as_another_row_fixed.rs",
    session_handle_of_another_table: "../../cases/session/handle_of_another_table_fixed.rs",
    session_key_of_another_type: "../../cases/session/key_of_another_type_fixed.rs",
    session_raw_sql_from_a_string: "../../cases/session/raw_sql_from_a_string_fixed.rs",
    session_row_that_is_not_clone: "../../cases/session/row_that_is_not_clone_fixed.rs",
    types_between_the_wrong_values: "../../cases/types/between_the_wrong_values_fixed.rs",
    types_branches_of_other_types: "../../cases/types/branches_of_other_types_fixed.rs",
    types_coalesce_of_other_types: "../../cases/types/coalesce_of_other_types_fixed.rs",
    types_columns_of_different_types: "../../cases/types/columns_of_different_types_fixed.rs",
    types_compared_with_none: "../../cases/types/compared_with_none_fixed.rs",
    types_enum_compared_with_text: "../../cases/types/enum_compared_with_text_fixed.rs",
    types_filter_by_a_number: "../../cases/types/filter_by_a_number_fixed.rs",
    types_function_of_the_wrong_type: "../../cases/types/function_of_the_wrong_type_fixed.rs",
    types_has_of_text: "../../cases/types/has_of_text_fixed.rs",
    types_ids_of_different_tables: "../../cases/types/ids_of_different_tables_fixed.rs",
    types_like_on_an_integer: "../../cases/types/like_on_an_integer_fixed.rs",
    types_limit_by_a_text: "../../cases/types/limit_by_a_text_fixed.rs",
    types_list_of_the_wrong_type: "../../cases/types/list_of_the_wrong_type_fixed.rs",
    types_part_that_a_date_lacks: "../../cases/types/part_that_a_date_lacks_fixed.rs",
    types_row_in_a_query_of_other_columns: "../../cases/types/row_in_a_query_of_other_columns_fixed.rs",
    types_sorted_by_a_plain_value: "../../cases/types/sorted_by_a_plain_value_fixed.rs",
    types_sum_of_text: "../../cases/types/sum_of_text_fixed.rs",
    types_text_for_a_number: "../../cases/types/text_for_a_number_fixed.rs",
    types_wrong_type_in_a_long_query: "../../cases/types/wrong_type_in_a_long_query_fixed.rs",
    types_wrong_type_in_a_long_update: "../../cases/types/wrong_type_in_a_long_update_fixed.rs",
    writing_aggregate_assigned: "../../cases/writing/aggregate_assigned_fixed.rs",
    writing_column_assigned_twice: "../../cases/writing/column_assigned_twice_fixed.rs",
    writing_column_of_another_table_assigned: "../../cases/writing/column_of_another_table_assigned_fixed.rs",
    writing_column_twice_by_key: "../../cases/writing/column_twice_by_key_fixed.rs",
    writing_column_twice_in_a_long_update: "../../cases/writing/column_twice_in_a_long_update_fixed.rs",
    writing_column_twice_in_an_upsert: "../../cases/writing/column_twice_in_an_upsert_fixed.rs",
    writing_conflict_on_a_column_that_is_not_unique: "../../cases/writing/conflict_on_a_column_that_is_not_unique_fixed.rs",
    writing_defaults_without_a_required_column: "../../cases/writing/defaults_without_a_required_column_fixed.rs",
    writing_delete_without_filter: "../../cases/writing/delete_without_filter_fixed.rs",
    writing_expression_by_key: "../../cases/writing/expression_by_key_fixed.rs",
    writing_field_twice_in_new: "../../cases/writing/field_twice_in_new_fixed.rs",
    writing_generated_column_assigned: "../../cases/writing/generated_column_assigned_fixed.rs",
    writing_generated_column_in_new: "../../cases/writing/generated_column_in_new_fixed.rs",
    writing_key_of_another_type: "../../cases/writing/key_of_another_type_fixed.rs",
    writing_key_set_by_key: "../../cases/writing/key_set_by_key_fixed.rs",
    writing_missing_in_a_long_insert: "../../cases/writing/missing_in_a_long_insert_fixed.rs",
    writing_query_of_other_columns_inserted: "../../cases/writing/query_of_other_columns_inserted_fixed.rs",
    writing_required_column_is_missing: "../../cases/writing/required_column_is_missing_fixed.rs",
    writing_update_that_sets_nothing: "../../cases/writing/update_that_sets_nothing_fixed.rs",
    writing_update_without_filter: "../../cases/writing/update_without_filter_fixed.rs",
    writing_wrong_type_assigned: "../../cases/writing/wrong_type_assigned_fixed.rs",
}

#[test]
fn every_mistake_has_a_twin() {
    let this = include_str!("main.rs");
    for group in std::fs::read_dir("cases").expect("the folder of cases") {
        let group = group.expect("an entry").path();
        for file in std::fs::read_dir(&group).into_iter().flatten() {
            let file = file.expect("a file").path();
            let name = file.to_string_lossy().into_owned();
            if let Some(case) = name.strip_suffix(".rs").filter(|case| !case.ends_with("_fixed")) {
                assert!(this.contains(&format!("{case}_fixed.rs")), "{name} has no twin in this test");
            }
        }
    }
}
