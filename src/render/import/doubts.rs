//! What an import leaves out of rows that it takes, and what people have to say first.

use std::collections::BTreeMap;

use crate::model::Table;
use crate::plan::import::{Import, Remark, Wrong};
use crate::render::lang::{self, Lang, tr};

/// How many values of a column are listed.
const LISTED: usize = 5;

/// Columns that contradict themselves, and values that nobody can read, each column once.
pub(super) fn doubts(lang: Lang, import: &Import, table: &Table) -> Vec<String> {
    let undecided = import.undecided.iter().flat_map(|undecided| {
        let said = lang::import_undecided(lang, undecided);
        let hint = said.hint;
        let why = said.why;
        [said.what, tr!(lang, "  {why}; {hint}", "  {why}；{hint}")]
    });
    let mut lines: Vec<String> = undecided.collect();
    let mut columns: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    // What was held back of a person stands under no column, and no map lets it in.
    for (column, error) in import.rows.iter().flat_map(|row| &row.remarks).filter_map(|remark| match remark {
        Remark::LeftOut(error) if !matches!(error.wrong, Wrong::EitherDay | Wrong::EitherNumber) => {
            Some((error.column?, error))
        }
        _ => None,
    }) {
        let values = columns.entry(column).or_default();
        *values.entry(lang::one_line(&error.value)).or_default() += 1;
    }
    for (column, values) in &columns {
        let header = table.header.get(*column).map(|header| lang::one_line(header)).unwrap_or_default();
        let mut values: Vec<(&String, &usize)> = values.iter().collect();
        values.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let more = values.len().saturating_sub(LISTED);
        let mut listed: Vec<String> = values
            .iter()
            .take(LISTED)
            .map(|(value, count)| tr!(lang, "\"{value}\" × {count}", "「{value}」× {count}"))
            .collect();
        listed.extend((more > 0).then(|| tr!(lang, "{more} more", "另有 {more} 种")));
        let listed = listed.join(lang.pick(", ", "、"));
        lines.push(tr!(lang, "left out of {header}: {listed}", "「{header}」未导入：{listed}"));
    }
    // No other word for it gives it a place.
    let is_readable = |remark: &Remark| matches!(remark, Remark::LeftOut(error) if error.column.is_some() && !matches!(error.wrong, Wrong::OutOfPlace(..) | Wrong::EitherDay | Wrong::EitherNumber));
    if import.rows.iter().flat_map(|row| &row.remarks).any(is_readable) {
        lines.push(tr!(
            lang,
            "  what they mean can stand below values: in a map file: --save-map map.yaml, then --map map.yaml",
            "  它们的含义可写在映射文件的 values: 下：先 --save-map map.yaml，再 --map map.yaml"
        ));
    }
    lines
}
