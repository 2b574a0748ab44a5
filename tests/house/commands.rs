//! The commands stand side by side: what two of them share is a helper below both, and not a part of one.

use std::collections::BTreeSet;

use crate::paths::{Arrows, Crate};
use crate::sources::{Source, sources};

/// Where the commands are declared, each with what runs it.
const CALLER: &str = "cli/cmd/mod.rs";

/// The command that a file belongs to.
fn command(file: &str) -> Option<&str> {
    let name = file.strip_prefix("cli/cmd/")?.split('/').next()?;
    Some(name.trim_end_matches(".rs")).filter(|name| *name != "mod")
}

/// The arrows that end at a command, and begin neither in the same one nor where all are declared.
fn into_commands(arrows: &Arrows) -> Vec<String> {
    let is_wrong =
        |from: &str, to: &str| command(to).is_some() && command(from) != command(to) && from != CALLER;
    let wrong = arrows.iter().filter(|((from, to), _)| is_wrong(from, to));
    let told = wrong.map(|((from, to), names)| {
        format!("{from} takes {} of {to}", names.iter().cloned().collect::<Vec<_>>().join(", "))
    });
    told.collect()
}

#[test]
fn an_arrow_into_a_command_is_found() {
    let arrow = |from: &str, to: &str| ((from.to_owned(), to.to_owned()), ["it".to_owned()].into());
    let right = [
        arrow("cli/cmd/mod.rs", "cli/cmd/log/mod.rs"),
        arrow("cli/cmd/log/mod.rs", "cli/cmd/log/days.rs"),
        arrow("cli/cmd/forget/advice.rs", "cli/cmd/forget.rs"),
        arrow("cli/cmd/add.rs", "cli/people.rs"),
        arrow("cli/people.rs", "cli/session.rs"),
    ];
    assert_eq!(into_commands(&right.clone().into()), [""; 0]);
    for (from, to) in [
        ("cli/cmd/add.rs", "cli/cmd/edit.rs"),
        ("cli/cmd/check/across.rs", "cli/cmd/merge/text.rs"),
        ("cli/filter.rs", "cli/cmd/grade.rs"),
    ] {
        let with_one: Arrows = right.iter().cloned().chain([arrow(from, to)]).collect();
        assert_eq!(into_commands(&with_one), [format!("{from} takes it of {to}")]);
    }
}

#[test]
fn no_command_is_a_part_of_another() {
    let arrows = Crate::new(&sources()).arrows();
    let is_called = arrows.contains_key(&(CALLER.to_owned(), "cli/cmd/add.rs".to_owned()));
    assert!(is_called, "the calls of commands are read");
    let wrong = into_commands(&arrows);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Where the names of columns are those of a list that comes in, and not of an answer.
const INCOMING: &str = "cli/cmd/import/";

/// The columns of a list of customers.
fn columns(all: &[Source]) -> BTreeSet<String> {
    let list = all.iter().find(|source| source.path == "render/list.rs").unwrap();
    let starts = list.code.split("column(\"").skip(1);
    starts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn no_command_names_a_column() {
    let all = sources();
    let columns = columns(&all);
    assert!(columns.len() > 20, "the columns are read: {columns:?}");
    let mut wrong = Vec::new();
    let of_commands = all.iter().filter(|source| source.path.starts_with("cli/cmd/") && !source.is_test());
    for source in of_commands.filter(|source| !source.path.starts_with(INCOMING)) {
        // Where a command has columns, it has them of `render`.
        for line in source.code.lines().filter(|line| line.contains("column") || is_list(line)) {
            let named = line.split('"').skip(1).step_by(2).filter(|word| columns.contains(*word));
            let named: Vec<&str> = named.collect();
            if !named.is_empty() && (line.contains("column") || named.len() > 2) {
                wrong.push(format!("{}: {named:?} in {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a line has a list of texts that is not of an option's.
fn is_list(line: &str) -> bool {
    line.contains("[\"") && !line.trim_start().starts_with("#[") && !line.contains("conflicts_with")
}
