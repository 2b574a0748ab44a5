//! How long functions are: what doesn't fit on a screen can't be read at once.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::sources::{Source, sources};

/// Lines of the longest function, its head included.
const LONGEST: usize = 80;

/// Tables, of sentences above all, are long because there is much to say: nobody reads them from top to bottom.
const TABLES: &[&str] = &[
    "render/lang/",
    "cli/help/",
    "cli/failure/",
    "cli/cmd/import/failure.rs",
    "cli/cmd/log/reference.rs",
    "cli/cmd/sync/text.rs",
    "model/customer_key.rs",
];

/// The functions of a source with their lines, tests left out.
pub fn functions(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let tokens: TokenStream = source.code.parse().expect("a source that compiles has tokens");
    walk(tokens, &mut found);
    found
}

fn walk(tokens: TokenStream, found: &mut Vec<(String, usize)>) {
    let mut head: Option<(String, usize)> = None;
    let mut is_fn = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "fn" => is_fn = true,
            TokenTree::Ident(name) if is_fn => {
                head = Some((name.to_string(), name.span().start().line));
                is_fn = false;
            }
            // A function without a body: of a trait, or a type.
            TokenTree::Punct(point) if point.as_char() == ';' => head = None,
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace
                    && let Some((name, start)) = head.take()
                {
                    found.push((name, group.span_close().end().line - start + 1));
                }
                walk(group.stream(), found);
            }
            _ => is_fn = false,
        }
    }
}

#[test]
fn no_function_is_longer_than_it_can_be_read() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        if TABLES.iter().any(|table| source.path.starts_with(table)) {
            continue;
        }
        for (name, lines) in functions(source) {
            if lines > LONGEST {
                long.push(format!("{}: {name} has {lines} lines", source.path));
            }
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}
