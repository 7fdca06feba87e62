//! The migrations, built into the program. Written by `generate` and `new`.

aludel::migrate::migrations! {
    "0001_words",
}
