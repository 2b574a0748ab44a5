//! What an import says of a column that can be read two ways.

use super::super::{Lang, one_line, tr};
use crate::plan::import::{Contradiction, Undecided};

/// What is said of a column that can be read two ways.
pub struct UndecidedSaid {
    /// The value that can be.
    pub what: String,
    /// Why the column doesn't tell.
    pub why: String,
    /// What to try.
    pub hint: String,
}

/// How many rows of a side are named.
const NAMED: usize = 5;

/// A column that can be read two ways; where it contradicts itself, the rows that do.
pub fn import_undecided(lang: Lang, undecided: &Undecided) -> UndecidedSaid {
    let Undecided { header, line, value, is_date, contradiction } = undecided;
    let (header, value) = (one_line(header), one_line(value));
    let (what, hint) = match is_date {
        true => (
            tr!(
                lang,
                "row {line}, {header}: {value} can be day or month first",
                "第 {line} 行「{header}」：{value} 分不清日和月"
            ),
            lang.pick("--dates dmy, or --dates mdy", "--dates dmy（日在前）或 --dates mdy（月在前）"),
        ),
        false => (
            tr!(
                lang,
                "row {line}, {header}: {value} can be thousands or a fraction",
                "第 {line} 行「{header}」：{value} 分不清千位分隔符和小数点"
            ),
            lang.pick(
                "--decimal point (1,234.56), or --decimal comma (1.234,56)",
                "--decimal point（1,234.56）或 --decimal comma（1.234,56）",
            ),
        ),
    };
    let why = match (contradiction, is_date) {
        (Some(rows), _) => contradicts(lang, rows, *is_date),
        (None, true) => tr!(lang, "no date of the column tells", "这一列中没有能区分的日期"),
        (None, false) => tr!(lang, "no number of the column tells", "这一列中没有能区分的数字"),
    };
    UndecidedSaid { what, why, hint: hint.to_owned() }
}

fn contradicts(lang: Lang, rows: &Contradiction, is_date: bool) -> String {
    let named = |rows: &[(u32, String)]| {
        let mut named: Vec<String> = rows
            .iter()
            .take(NAMED)
            .map(|(line, value)| {
                let value = one_line(value);
                tr!(lang, "row {line} ({value})", "第 {line} 行（{value}）")
            })
            .collect();
        let more = rows.len().saturating_sub(NAMED);
        named.extend((more > 0).then(|| tr!(lang, "{more} more", "另有 {more} 行")));
        named.join(lang.pick(", ", "、"))
    };
    let (ones, others) = (named(&rows.ones), named(&rows.others));
    match is_date {
        true => tr!(
            lang,
            "the column's values contradict one another: the day is first in {ones}; the month in {others}",
            "这一列的写法互相矛盾：日在前：{ones}；月在前：{others}"
        ),
        false => tr!(
            lang,
            "the column's values contradict one another: a point before the fraction in {ones}; a comma in {others}",
            "这一列的写法互相矛盾：小数点为点：{ones}；为逗号：{others}"
        ),
    }
}
