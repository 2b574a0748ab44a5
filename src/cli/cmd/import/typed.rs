//! The command as it was typed: what is shown must be what is written.

use std::path::Path;

use super::Args;
use crate::cli::context::Context;
use crate::render::lang::shell_word;

/// The line that imports the same file in the same way, with more options behind it. What only shows or saves
/// something is left out.
pub fn again(context: &Context, args: &Args, more: &[&str]) -> String {
    // Every option is looked at: a new one that is forgotten here doesn't compile.
    let Args {
        file,
        apply: _,
        entries,
        orders,
        invoices,
        payments,
        create,
        only,
        overwrite,
        allow_forgotten,
        rejects,
        map,
        save_map: _,
        custom,
        delimiter,
        encoding,
        sheet,
        dates,
        decimal,
        folder,
        owner,
        source,
        tags,
        limit: _,
        format: _,
        json: _,
    } = args;
    let path = |path: &Path| path.display().to_string();
    let mut line = vec!["crm".to_owned()];
    if let Some(directory) = context.typed_directory() {
        line.extend(["-C".to_owned(), shell_word(&path(directory))]);
    }
    line.push("import".to_owned());
    let is_of = |option: &str, is_set: bool| is_set || more.contains(&option);
    let kinds = [
        ("--entries", is_of("--entries", *entries)),
        ("--orders", is_of("--orders", *orders)),
        ("--invoices", *invoices),
        ("--payments", *payments),
    ];
    line.extend(kinds.iter().filter(|(_, is_set)| *is_set).map(|(option, _)| (*option).to_owned()));
    line.push(shell_word(&path(file)));
    let mut put = |option: &str, value: Option<String>| {
        line.push(option.to_owned());
        line.extend(value.map(|value| shell_word(&value)));
    };
    let switches = [
        ("--create", *create),
        ("--overwrite", *overwrite),
        ("--allow-forgotten", *allow_forgotten),
        ("--custom", *custom),
    ];
    switches.iter().filter(|(_, is_set)| *is_set).for_each(|(option, _)| put(option, None));
    let list = |items: &[String]| (!items.is_empty()).then(|| items.join(","));
    let values = [
        ("--only", list(only)),
        ("--rejects", rejects.as_deref().map(path)),
        ("--map", map.as_deref().map(path).filter(|_| !more.contains(&"--map"))),
        ("--delimiter", delimiter.clone()),
        ("--encoding", encoding.clone()),
        ("--sheet", sheet.clone()),
        ("--dates", dates.clone()),
        ("--decimal", decimal.clone()),
        ("--folder", folder.as_deref().map(path)),
        ("--owner", owner.clone()),
        ("--source", source.clone()),
        ("--tag", list(tags)),
    ];
    for (option, value) in values.into_iter().filter(|(_, value)| value.is_some()) {
        put(option, value);
    }
    line.extend(
        more.iter().filter(|word| !matches!(**word, "--entries" | "--orders")).map(|word| shell_word(word)),
    );
    line.join(" ")
}
