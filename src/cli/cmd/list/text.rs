//! The list as it is written.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::surroundings::Reader;
use crate::render;
use crate::render::lang::{Lang, tr};

/// A JSON list with one customer a line, written as it is made: it may be larger than all else.
pub(super) fn stream(
    context: &Context,
    rows: impl ExactSizeIterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let count = rows.len();
    let mut out = String::from(if count == 0 { "[" } else { "[\n" });
    for (index, mut cells) in rows.enumerate() {
        out.push_str(&cells.pop().unwrap_or_default());
        out.push_str(if index + 1 < count { ",\n" } else { "\n" });
        if out.len() > 1 << 20 {
            context.answer(Reader::Program, &out)?;
            out.clear();
        }
    }
    context.answer(Reader::Program, &(out + "]\n"))
}

/// Every form but JSON, which is streamed.
pub(super) fn text(
    context: &Context,
    form: Format,
    columns: &[String],
    rows: Vec<Vec<String>>,
    count: usize,
    is_empty_book: bool,
) -> String {
    let lang = context.lang;
    match form {
        Format::Table => {
            let style = context.style();
            let tail = tail(lang, rows.len(), count, is_empty_book);
            if rows.is_empty() { tail } else { render::list(lang, &rows, columns, style) + &tail }
        }
        Format::Ids => rows.concat().iter().map(|id| format!("{id}\n")).collect(),
        form => form.rows(&columns.iter().map(String::as_str).collect::<Vec<_>>(), rows),
    }
}

/// The line below the list: how many there are, or what to type where there is none.
pub(super) fn tail(lang: Lang, shown: usize, count: usize, is_empty_book: bool) -> String {
    match count {
        _ if is_empty_book => {
            tr!(lang, "There is no customer yet: crm add NAME\n", "还没有客户：crm add 名称\n")
        }
        0 => tr!(
            lang,
            "No customer fits. crm list shows all of them, crm add NAME makes one.\n",
            "没有符合条件的客户。crm list 列出全部，crm add 名称 新建。\n"
        ),
        _ if shown < count => {
            tr!(lang, "{shown} of {count} customers\n", "共 {count} 个客户，显示 {shown} 个\n")
        }
        1 => tr!(lang, "1 customer\n", "1 个客户\n"),
        _ => tr!(lang, "{count} customers\n", "{count} 个客户\n"),
    }
}
