//! Rust names for names of a database.

/// Words that cannot be a name, unless written `r#type`.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "yield",
];
const WHILE: &str = "while";
/// Words that cannot be a name at all, and what `table!` puts beside the columns.
const TAKEN: [&str; 8] = ["self", "super", "crate", "_", "table", "columns", "while_", "str"];
/// Types that a file of declarations uses by their plain names.
const TYPES: [&str; 9] = ["Option", "String", "Vec", "Box", "Result", "Some", "None", "Self", "Default"];

/// Names that were given, each once.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// A name in snake case, for a column or a module.
    pub(super) fn snake(&mut self, name: &str) -> String {
        let mut snake = String::new();
        let mut before = '_';
        for c in name.chars() {
            if c.is_uppercase() && (before.is_lowercase() || before.is_numeric()) {
                snake.push('_');
            }
            before = c;
            if c.is_alphanumeric() || c == '_' {
                snake.extend(c.to_lowercase());
            } else {
                snake.push('_');
            }
        }
        if !snake.starts_with(|c: char| c.is_alphabetic() || c == '_') || TAKEN.contains(&&*snake) {
            snake = format!("{}_", snake.trim_matches('_'));
            if !snake.starts_with(char::is_alphabetic) {
                snake = format!("n_{}", snake.trim_end_matches('_'));
            }
        }
        let snake = self.once(snake);
        if KEYWORDS.contains(&&*snake) || snake == WHILE { format!("r#{snake}") } else { snake }
    }

    /// A name in camel case, for a struct, an enum or a variant.
    pub(super) fn camel(&mut self, name: &str) -> String {
        let mut camel = camel(name);
        if !camel.starts_with(char::is_alphabetic) {
            camel = format!("V{camel}");
        }
        if TYPES.contains(&&*camel) {
            camel += "Row";
        }
        self.once(camel)
    }

    fn once(&mut self, name: String) -> String {
        let mut n = 1;
        let mut once = name.clone();
        while self.0.contains(&once) {
            n += 1;
            once = format!("{name}_{n}");
            if name.starts_with(char::is_uppercase) {
                once = format!("{name}{n}");
            }
        }
        self.0.push(once.clone());
        once
    }
}

fn camel(name: &str) -> String {
    let mut camel = String::new();
    let mut upper = true;
    for c in name.chars() {
        if c == '\'' {
            continue;
        }
        if !c.is_alphanumeric() {
            upper = true;
        } else if upper {
            camel.extend(c.to_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    // A name that shouts is spoken.
    if camel.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && camel.chars().count() > 2 {
        let first: String = camel.chars().take(1).collect();
        return first + &camel.chars().skip(1).collect::<String>().to_lowercase();
    }
    camel
}

/// One of what the name of a table is the plural of, as far as its end tells.
pub(super) fn singular(name: &str) -> String {
    let lower = name.to_lowercase();
    for (end, one) in [("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("uses", "us"), ("ies", "y")] {
        if lower.ends_with(end) && lower.len() > end.len() + 1 {
            return format!("{}{one}", &name[..name.len() - end.len()]);
        }
    }
    match lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && lower.len() > 2 {
        true => name[..name.len() - 1].to_owned(),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_become_names_of_rust() {
        let mut names = Names::default();
        assert_eq!(names.snake("emailAddress"), "email_address");
        assert_eq!(names.snake("email address"), "email_address_2");
        assert_eq!(names.snake("type"), "r#type");
        assert_eq!(names.snake("2nd"), "n_2nd");
        assert_eq!(names.snake("self"), "self_");
        assert_eq!(names.snake("größe"), "größe");
        assert_eq!(names.camel("line items"), "LineItems");
        assert_eq!(names.camel("50%"), "V50");
        assert_eq!(names.camel("IN_PROGRESS"), "Inprogress");
        assert_eq!(
            (&*singular("categories"), &*singular("addresses"), &*singular("status")),
            ("category", "address", "status")
        );
    }
}
