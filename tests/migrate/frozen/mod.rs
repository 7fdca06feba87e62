//! The migrations, built into the program. Written by `generate` and `new`.

aludel::migrate::migrations! {
    "0001_first",
    "0002_columns",
    "0003_first-names",
    "0004_later",
    "0005_nothing",
}

aludel::migrate::steps! {
    "0003_first-names" => m0003_first_names,
    "0005_nothing" => m0005_nothing,
}

#[path = "0003_first-names/step.rs"]
pub mod m0003_first_names;

#[path = "0005_nothing/step.rs"]
pub mod m0005_nothing;
