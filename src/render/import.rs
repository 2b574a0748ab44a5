//! An import for people, and its rows as CSV.

mod documents;
mod doubts;

use std::collections::HashMap;
use std::path::Path;

use super::csv::{Cells, csv};
use super::grid::{Column, blocks, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Customer, Table, TableRow};
use crate::plan::import::{self, Import, ImportKey, ListKind, Row, Settings, Use, Verdict};

pub(in crate::render) use documents::place;

/// What the file turned out to be.
#[derive(Clone, Debug)]
pub struct ImportOrigin<'a> {
    /// csv, spreadsheet or vcard.
    pub format: &'static str,
    pub encoding: Option<&'static str>,
    /// Whether nothing says that it is this one.
    pub is_guessed: bool,
    /// What stands between its cells.
    pub delimiter: Option<char>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Groups of cards, which are no customers and left out.
    pub groups: &'a [String],
}

/// What is to be known to show an import.
pub struct ImportShown<'a> {
    pub file: &'a Path,
    /// The line that writes what is shown.
    pub command: String,
    /// What it turned out to be.
    pub origin: ImportOrigin<'a>,
    /// What was read.
    pub table: &'a Table,
    /// What its columns are.
    pub columns: &'a [import::Column],
    /// Whether it was written.
    pub applied: bool,
    /// What its rows are.
    pub kind: ListKind,
    /// Rows of each verdict that are shown.
    pub most: usize,
    /// Where the rows went that can't be taken.
    pub rejects: Option<&'a Path>,
}

/// The import for people.
pub fn import(lang: Lang, import: &Import, shown: &ImportShown<'_>, style: Style) -> String {
    let mut out = head(lang, shown, style);
    let columns = columns(lang, shown, style);
    if !columns.is_empty() {
        out.push_str(&format!("\n{columns}"));
    }
    let of = |code: &'static str| import.rows.iter().filter(move |row| row.verdict.code() == code);
    let counted =
        Settings::VERDICTS.iter().map(|code| (*code, of(code).count())).filter(|(_, count)| *count > 0);
    let counted: Vec<(&str, usize)> = counted.collect();
    let are_documents = documents::are_documents(shown.kind);
    let heading = |code: &str, count: usize| match are_documents {
        true => lang::document_heading(lang, code, count, shown.applied),
        false => lang::import_heading(lang, code, count, shown.applied),
    };
    let summary: Vec<String> = counted
        .iter()
        .map(|(code, count)| {
            let tone = if *code == "error" { Tone::Alarm } else { Tone::Strong };
            style.paint(tone, &heading(code, *count))
        })
        .collect();
    out.push('\n');
    if !summary.is_empty() {
        out.push_str(&format!("{}\n\n", summary.join(" · ")));
    }
    let heads = [
        Column { head: lang.pick("row", "行"), number: true, whole: true },
        Column { head: lang.pick("name", "名称"), number: false, whole: false },
        Column { head: lang.pick("id", "编号"), number: false, whole: false },
        Column { head: lang.pick("what", "结果"), number: false, whole: false },
    ];
    let made: HashMap<&str, &Customer> =
        import.creates.iter().map(|new| (new.customer.id.as_str(), &new.customer)).collect();
    // Of those each row that can't be taken has its place told instead.
    let is_listed = |code: &str| code != "unchanged" && (code != "error" || !are_documents);
    let listed = counted.iter().filter(|(code, _)| is_listed(code)).copied();
    let parts = listed.map(|(code, count)| {
        let rows: Vec<Cells> = of(code)
            .take(shown.most)
            .map(|row| {
                // What a duplicate may be stands in the last column.
                let id = match &row.verdict {
                    Verdict::Duplicate(..) => String::new(),
                    verdict => verdict.id().map(ToString::to_string).unwrap_or_default(),
                };
                let made = made.get(id.as_str()).filter(|_| code == "create").map(|new| new_words(lang, new));
                let what = lang::import_what(lang, row, shown.table);
                let what = made.into_iter().chain([what]).filter(|part| !part.is_empty());
                let what = what.collect::<Vec<_>>().join("\n");
                vec![row.line.to_string(), lang::one_line(&row.name), id, what]
            })
            .collect();
        let mut heading = style.paint(Tone::Strong, &heading(code, count));
        if count > shown.most {
            let most = shown.most;
            heading.push_str(&tr!(
                lang,
                ", the first {most} (-n shows more)",
                "，前 {most} 行（-n 可显示更多）"
            ));
        }
        (heading, rows)
    });
    out.push_str(&blocks(&heads, &parts.collect::<Vec<_>>(), style));
    if are_documents {
        let told = documents::problems(lang, import, (shown.file, shown.table), shown.most).into_iter();
        let counts = import.tally.iter().flat_map(|tally| documents::tally(lang, tally, shown.applied));
        let taken = documents::amount_taken(lang, shown.columns);
        out.extend(told.chain(counts).chain(taken).map(|line| line + "\n"));
    }
    let doubts = doubts::doubts(lang, import, shown.table);
    out.extend(doubts.into_iter().map(|line| line + "\n"));
    out.push_str(&next(lang, import, shown));
    out
}

/// What is known first of a new customer.
fn new_words(lang: Lang, new: &Customer) -> String {
    let contact = new.contacts.first().and_then(|contact| contact.name.as_ref().or(contact.email.as_ref()));
    let owner = new.owner.as_ref().map(|owner| lang::person(lang, owner));
    let country = new.country.as_ref().map(|country| lang::country(lang, country));
    let words = [new.grade.clone(), owner, country, contact.cloned()];
    let words = words.into_iter().flatten().map(|word| lang::one_line(&word));
    words.collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

fn head(lang: Lang, shown: &ImportShown<'_>, style: Style) -> String {
    let file = lang::one_line(&shown.file.display().to_string());
    let origin = &shown.origin;
    let rows = shown.table.rows.len();
    let mut parts = vec![match origin.format {
        "vcard" if rows == 1 => tr!(lang, "{rows} card", "{rows} 张名片"),
        "vcard" => tr!(lang, "{rows} cards", "{rows} 张名片"),
        _ if rows == 1 => tr!(lang, "{rows} row", "{rows} 行"),
        _ => tr!(lang, "{rows} rows", "{rows} 行"),
    }];
    parts.extend(origin.sheet.as_ref().map(|sheet| {
        let sheet = lang::one_line(sheet);
        tr!(lang, "sheet {sheet}", "工作表 {sheet}")
    }));
    parts.extend(origin.encoding.map(|name| match origin.is_guessed {
        true => tr!(lang, "{name} (guessed)", "{name}（推测）"),
        false => name.to_owned(),
    }));
    parts.extend(origin.delimiter.map(|sign| match sign {
        '\t' => tr!(lang, "divided by tabs", "以制表符分隔"),
        sign => tr!(lang, "divided by {sign}", "以 {sign} 分隔"),
    }));
    let parts = parts.join(lang.pick(", ", "，"));
    let colon = lang.pick(": ", "：");
    let mut head = format!("{}{colon}{parts}\n", style.paint(Tone::Strong, &file));
    if !origin.groups.is_empty() {
        let names = origin.groups.iter().map(|name| lang::one_line(name)).collect::<Vec<_>>();
        let names = names.join(lang.pick(", ", "、"));
        head.push_str(&tr!(
            lang,
            "groups left out, which are no customers: {names}\n",
            "未导入群组（不是客户）：{names}\n"
        ));
    }
    if let Some((line, sample)) = sample(shown) {
        head.push_str(&tr!(
            lang,
            "row {line} reads: {sample}\n  where that is not right: --encoding NAME\n",
            "第 {line} 行读作：{sample}\n  如有乱码：--encoding 编码名称\n"
        ));
    }
    head
}

/// A row whose letters show whether the guess of the encoding is right.
pub(super) fn sample(shown: &ImportShown<'_>) -> Option<(u32, String)> {
    const LONGEST: usize = 60;
    let rows = shown.table.rows.iter().filter(|_| shown.origin.is_guessed);
    let telling = |row: &&TableRow| row.cells.iter().any(|cell| !cell.text.is_ascii());
    let row = rows.into_iter().find(telling)?;
    let cells = row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    // What tells stands in front.
    let (telling, plain): (Vec<&str>, Vec<&str>) = cells.partition(|text| !text.is_ascii());
    let text = lang::one_line(&[telling, plain].concat().join(", "));
    let short: String = text.chars().take(LONGEST).collect();
    Some((row.line, if short.len() < text.len() { format!("{short}…") } else { text }))
}

/// How the columns are read, each with the first thing that stands in it.
fn columns(lang: Lang, shown: &ImportShown<'_>, style: Style) -> String {
    if shown.origin.format == "vcard" {
        return String::new();
    }
    let heads = [
        Column { head: lang.pick("column", "列"), number: false, whole: false },
        Column { head: "", number: false, whole: true },
        Column { head: lang.pick("key", "字段"), number: false, whole: false },
        Column { head: lang.pick("for example", "例如"), number: false, whole: false },
    ];
    let is_empty = |index: usize| shown.table.rows.iter().all(|row| row.get(index).is_none());
    let example = |index: usize| {
        let text =
            shown.table.rows.iter().find_map(|row| row.get(index)).map(lang::one_line).unwrap_or_default();
        let short: String = text.chars().take(30).collect();
        if short.len() < text.len() { format!("{short}…") } else { text }
    };
    let listed = shown
        .columns
        .iter()
        .enumerate()
        .filter(|(index, column)| !column.header.is_empty() || !is_empty(*index));
    let rows = listed.map(|(index, column)| {
        let key = match &column.used {
            Use::Key(key) => lang::key_name(lang, &key.to_string()),
            Use::Computed => style.paint(Tone::Dim, lang.pick("computed by crm", "由 crm 计算")),
            Use::Taken(key) => {
                let key = lang::key_name(lang, &key.to_string());
                let text = tr!(lang, "left out: {key} has a column", "未导入：{key} 已有对应的列");
                style.paint(Tone::Alarm, &text)
            }
            Use::Unfit(key) => {
                let key = lang::key_name(lang, &key.to_string());
                let text = tr!(lang, "left out: its values are no {key}", "未导入：内容不是 {key}");
                style.paint(Tone::Alarm, &text)
            }
            Use::Unknown if !shown.kind.is_of_customers() => {
                style.paint(Tone::Alarm, lang.pick("left out", "未导入"))
            }
            Use::Unknown => style
                .paint(Tone::Alarm, lang.pick("left out (--custom keeps it)", "未导入（--custom 可保留）")),
            Use::LeftOut => style.paint(Tone::Dim, lang.pick("left out", "不导入")),
        };
        vec![lang::one_line(&column.header), "→".to_owned(), key, style.paint(Tone::Dim, &example(index))]
    });
    grid(&heads, &rows.collect::<Vec<_>>(), style)
}

/// What to do now.
fn next(lang: Lang, import: &Import, shown: &ImportShown<'_>) -> String {
    let command = lang::one_line(&shown.command);
    let has = |code: &str| import.rows.iter().any(|row| row.verdict.code() == code);
    let mut lines = Vec::new();
    if let Some(rejects) = shown.rejects {
        let rejects = lang::one_line(&rejects.display().to_string());
        lines.push(tr!(lang, "the rows that can't be taken are in {rejects}", "未能导入的行写在 {rejects}"));
    } else if has("error") || has("duplicate") {
        lines.push(tr!(
            lang,
            "rows with errors and duplicates are left out: --rejects bad.csv lists them",
            "有误和疑似重复的行不会导入；--rejects bad.csv 可写出这些行和原因"
        ));
    }
    if has("duplicate") {
        lines.push(tr!(
            lang,
            "a duplicate that is a customer of its own: crm add NAME --force",
            "疑似重复但确是另一个客户：crm add 名称 --force"
        ));
    }
    let is_named = shown.columns.iter().any(|column| column.used == Use::Key(ImportKey::Known("name")));
    if !is_named && shown.kind.is_of_customers() {
        lines.push(tr!(
            lang,
            "no column is the name: --save-map map.yaml, change it, --map map.yaml",
            "没有一列是客户名称：先用 --save-map map.yaml 写出映射，修改后用 --map map.yaml"
        ));
    }
    let ungraded = import.creates.iter().filter(|new| new.customer.grade.is_none()).count();
    // Whose owner nobody knows gets no other one for that.
    let is_told = |row: &&Row| matches!(row.verdict, Verdict::Create(_)) && row.lacks_an_owner();
    let pool = import.creates.iter().filter(|new| new.customer.owner.is_none()).count();
    let pool = pool.saturating_sub(import.rows.iter().filter(is_told).count());
    if pool > 0 {
        lines.push(tr!(
            lang,
            "without an owner: {pool}; --owner li gives them to li",
            "没有负责人：{pool}；--owner li 可分给 li"
        ));
    }
    let is_work = has("create") || has("update");
    lines.push(match (shown.applied, is_work) {
        (true, true) if ungraded > 0 => {
            tr!(
                lang,
                "next: crm due · {ungraded} to be graded: crm list --grade none",
                "接下来：crm due · {ungraded} 个待定级：crm list --grade none"
            )
        }
        (true, true) => tr!(lang, "next: crm due · crm check", "接下来：crm due · crm check"),
        (_, false) => tr!(lang, "nothing to write", "没有需要写入的内容"),
        (false, true) => tr!(lang, "nothing was written; write it: {command}", "尚未写入；写入：{command}"),
    });
    lines.into_iter().map(|line| line + "\n").collect()
}

/// What is said of a row, in lines.
fn both(one: String, other: String) -> String {
    [one, other].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The rows of an import as CSV.
pub fn import_csv(import: &Import, columns: &[import::Column]) -> String {
    let header: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
    let rows = import.rows.iter().map(|row| {
        vec![
            row.line.to_string(),
            row.verdict.code().to_owned(),
            row.verdict.id().map(ToString::to_string).unwrap_or_default(),
            row.name.clone(),
            both(lang::import_reason(Lang::En, row, &header), lang::import_left_out(Lang::En, row, &header)),
        ]
    });
    csv(&["row", "verdict", "id", "name", "reason"], rows, false)
}

/// The rows that can't be taken, as they were, with the reason behind them; for a spreadsheet.
pub fn import_rejects(lang: Lang, table: &Table, import: &Import) -> String {
    let reason = lang.pick("reason", "原因");
    let header: Vec<&str> = table.header.iter().map(String::as_str).filter(|head| *head != reason).collect();
    let kept: Vec<usize> = (0..table.header.len()).filter(|index| table.header[*index] != reason).collect();
    // Rows that are passed over, such as a bank's of money that went out, have no verdict.
    let mut told = import.rows.iter().peekable();
    let verdicts =
        table.rows.iter().filter_map(|cells| Some((cells, told.next_if(|row| row.line == cells.line)?)));
    let rejected = verdicts.filter(|(_, row)| {
        let is_out =
            matches!(row.verdict, Verdict::Error(_) | Verdict::Duplicate(..) | Verdict::Repeated(..));
        // Once its value is put right, the row fills in what its customer lacks.
        is_out || row.is_in_part()
    });
    let rows = rejected.map(|(cells, row)| {
        let own = kept
            .iter()
            .map(|index| cells.cells.get(*index).map(|cell| cell.text.clone()).unwrap_or_default());
        let why = lang::import_reason(lang, row, &table.header);
        let why = both(why, lang::import_left_out(lang, row, &table.header));
        let surplus = cells.surplus.iter().map(|cell| cell.text.clone());
        own.chain(std::iter::once(why)).chain(surplus).collect::<Cells>()
    });
    let mark = "\u{feff}";
    let header: Vec<&str> = header.into_iter().chain(std::iter::once(reason)).collect();
    // Not made harmless for a spreadsheet: the rows come back as they were.
    format!("{mark}{}", csv(&header, rows, false))
}
