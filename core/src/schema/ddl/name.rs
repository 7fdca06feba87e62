//! The names of constraints and indexes.

/// The longest name that is made, in bytes: PostgreSQL's limit, which is the least of all.
pub const MAX_NAME: usize = 63;

/// Names the constraints and indexes of one table.
pub(super) struct Namer {
    table: &'static str,
    /// Names, and what has them.
    taken: Vec<(String, String)>,
}

impl Namer {
    pub(super) fn new(table: &'static str) -> Self {
        Self { table, taken: Vec::new() }
    }

    /// `uq_users_email` of `uq` and `email`; with a hash of `content` where that is taken by something else.
    pub(super) fn name(&mut self, prefix: &str, words: &[&str], content: &str) -> String {
        let mut name = format!("{prefix}_{}", self.table);
        for word in words {
            name.push('_');
            name.push_str(word);
        }
        // What is declared twice keeps its name, and is refused for it.
        if self.taken.iter().any(|(taken, by)| *taken == name && by != content) {
            name = format!("{name}_{:08x}", hash(content));
        }
        self.taken.push((name.clone(), content.to_owned()));
        shorten(name)
    }

    /// A name that was declared.
    pub(super) fn declared(&mut self, name: &str) -> String {
        self.taken.push((name.to_owned(), String::new()));
        name.to_owned()
    }
}

fn shorten(name: String) -> String {
    if name.len() <= MAX_NAME {
        return name;
    }
    let hash = format!("_{:08x}", hash(&name));
    let mut end = MAX_NAME - hash.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name[..end].to_owned() + &hash
}

/// FNV-1a, which stays the same for ever, unlike the hashes of the standard library.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_is() {
        let mut namer = Namer::new("users");
        assert_eq!(namer.name("uq", &["email"], "email"), "uq_users_email");
        assert_eq!(namer.name("pk", &[], ""), "pk_users");
    }

    #[test]
    fn a_long_name_ends_in_a_hash_and_stays_apart_from_others() {
        let table = "a_table_with_a_name_that_is_as_long_as_a_name_can_be_in_sql";
        let mut namer = Namer::new(table);
        let one = namer.name("ix", &["größe", "one"], "one");
        let two = namer.name("ix", &["größe", "two"], "two");
        assert_eq!(one, "ix_a_table_with_a_name_that_is_as_long_as_a_name_can_b_ac04303f");
        assert_ne!(one, two);
        assert!(one.len() <= MAX_NAME && two.len() <= MAX_NAME);
    }

    #[test]
    fn a_name_is_cut_between_characters() {
        let mut namer = Namer::new("ö");
        for n in 20..40 {
            assert!(namer.name("ix", &["ö".repeat(n).as_str()], "").len() <= MAX_NAME);
        }
    }

    #[test]
    fn a_taken_name_gets_a_hash() {
        let mut namer = Namer::new("t");
        let one = namer.name("ix", &["a", "b"], "a, b");
        let two = namer.name("ix", &["a_b"], "a_b");
        assert_eq!(one, "ix_t_a_b");
        assert!(two.starts_with("ix_t_a_b_") && two.len() == "ix_t_a_b_".len() + 8);
    }
}
