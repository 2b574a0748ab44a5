//! What an import of orders, invoices or payments is over, and which rows of it can't be taken.

use std::path::Path;

use crate::model::Table;
use crate::plan::import::{Column, Import, ImportKey, ListKind, RowError, Tally, Use, Verdict};
use crate::render::lang::{self, Lang, tr};

/// So many of a kind are named.
const LISTED: usize = 5;

/// How many there are, what becomes of them, and the sums of the new ones.
pub(super) fn tally(lang: Lang, tally: &Tally, applied: bool) -> Vec<String> {
    let Tally { kind, fresh, known, changed, made, passed, sums, .. } = tally;
    let what = lang::listed_things(lang, *kind);
    let mut lines = vec![match applied {
        true => tr!(
            lang,
            "{what}: {fresh} written, {known} there already",
            "{what}：已写入 {fresh}，已有 {known}"
        ),
        false => tr!(lang, "{what}: {fresh} new, {known} there already", "{what}：新 {fresh}，已有 {known}"),
    }];
    if *changed > 0 {
        lines[0].push_str(&tr!(lang, ", {changed} changed since", "，有改动 {changed}"));
    }
    if *made > 0 {
        lines[0].push_str(&tr!(lang, "; customers made for them: {made}", "；为此新建客户 {made}"));
    }
    if !sums.is_empty() {
        let sums: Vec<String> = sums.iter().map(|sum| lang::money(*sum)).collect();
        let sums = sums.join(" · ");
        lines.push(tr!(lang, "sum of the new ones: {sums}", "新增合计：{sums}"));
    }
    if *passed > 0 && *kind != ListKind::Payments {
        lines.push(tr!(
            lang,
            "rows passed over, as they are cancelled or only add up others: {passed}",
            "略过的行（已取消，或只是合计）：{passed}"
        ));
    } else if *passed > 0 {
        lines.push(tr!(
            lang,
            "rows passed over, as they bring no money: {passed}",
            "略过没有进账的行：{passed}"
        ));
    }
    lines.extend(remarks(lang, tally));
    lines
}

/// What people should know of them before they are written.
fn remarks(lang: Lang, tally: &Tally) -> Vec<String> {
    let Tally { without_rate, states, called, .. } = tally;
    let mut lines = Vec::new();
    for (currency, count, day) in without_rate {
        let rate = format!("{currency}: [{{from: {day}, rate: \"…\"}}]");
        lines.push(tr!(
            lang,
            "no rate for {currency}: {count} of them are in no total; under rates: in crm.yaml: {rate}",
            "没有 {currency} 的汇率：其中 {count} 笔不计入合计；在 crm.yaml 的 rates: 下写 {rate}"
        ));
    }
    if !states.is_empty() {
        let told = |(state, count): &(String, usize)| {
            let state = lang::quoted(lang, state);
            format!("{state} × {count}")
        };
        let mut listed: Vec<String> = states.iter().take(LISTED).map(told).collect();
        let more = states.len().saturating_sub(LISTED);
        listed.extend((more > 0).then(|| tr!(lang, "{more} more", "另有 {more} 种")));
        let listed = listed.join(lang.pick(", ", "、"));
        lines.push(tr!(
            lang,
            "rows of these states are taken as ordered: {listed}; leave out the rows of those that are no orders",
            "以下状态的行按已下单处理：{listed}；不算订单的，请去掉那些行"
        ));
    }
    for (name, id) in called.iter().take(LISTED) {
        let name = lang::quoted(lang, name);
        lines.push(tr!(
            lang,
            "{name} is taken to be {id}; another firm: crm add {name} --force",
            "{name}按 {id} 处理；确是另一家：crm add {name} --force"
        ));
    }
    lines
}

/// Which of several columns of sums is the amount: with the tax or without it is not the same.
pub(super) fn amount_taken(lang: Lang, columns: &[Column]) -> Option<String> {
    let amount = ImportKey::Known("amount");
    let quoted = |column: &Column| lang::quoted(lang, &column.header);
    let taken = columns.iter().find(|column| column.used == Use::Key(amount.clone()))?;
    let others: Vec<String> =
        columns.iter().filter(|column| column.used == Use::Taken(amount.clone())).map(quoted).collect();
    let (taken, others) = (quoted(taken), others.join(lang.pick(", ", "、")));
    (!others.is_empty()).then(|| {
        tr!(
            lang,
            "the amount is {taken}, not {others}; another one: --save-map map.yaml",
            "金额取{taken}，不取{others}；要换一列：--save-map map.yaml"
        )
    })
}

/// Where the rows stand that can't be taken, each on a line of its own, as editors open it: so many of them.
pub(super) fn problems(
    lang: Lang,
    import: &Import,
    (file, table): (&Path, &Table),
    most: usize,
) -> Vec<String> {
    let path = lang::one_line(&file.display().to_string());
    let rejected = import.rows.iter().filter_map(|row| match &row.verdict {
        Verdict::Error(errors) => Some((row.line, errors)),
        _ => None,
    });
    let count = rejected.clone().count();
    let mut lines = Vec::new();
    for (line, errors) in rejected.take(most) {
        for error in errors {
            let column = place(table, line, error);
            let why = lang::import_wrong(lang, error, &table.header);
            lines.push(format!("{path}:{line}:{column}: {why}"));
        }
    }
    let more = count.saturating_sub(most);
    if more > 0 {
        lines.push(tr!(lang, "… and {more} more rows (-n shows more)", "……还有 {more} 行（-n 可显示更多）"));
    }
    lines
}

/// The character of the line at which a cell begins; of a sheet the number of its column.
pub(in crate::render) fn place(table: &Table, line: u32, error: &RowError) -> u32 {
    let Some(column) = error.column else { return 1 };
    // A list has a million rows, and all of them may be wrong.
    let row = table.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| &table.rows[at]);
    let at = row.and_then(|row| row.cells.get(column)).map_or(0, |cell| cell.at);
    if at > 0 { at } else { u32::try_from(column + 1).unwrap_or(1) }
}

/// Whether its rows are lines of something, and are told by it.
pub(super) fn are_documents(kind: ListKind) -> bool {
    kind.entry().is_some()
}
