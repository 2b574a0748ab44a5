//! Customers that are probably one, for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::duplicates::{CustomerSummary, Link};

/// Two customers that are probably one: the one that should stay, the other, and why.
#[derive(Clone, Copy, Debug)]
pub struct DuplicatePair<'a> {
    /// The one that should stay.
    pub keep: &'a CustomerSummary,
    pub other: &'a CustomerSummary,
    pub link: &'a Link,
    /// Pairs of one group hang together.
    pub group: usize,
}

/// The pairs, each with its evidence and what to type; `hidden` more were left out.
pub fn dupes(
    lang: Lang,
    duplicates: &[DuplicatePair<'_>],
    hidden: usize,
    today: NaiveDate,
    style: Style,
) -> String {
    if duplicates.is_empty() {
        return tr!(lang, "No customer seems to be entered twice.\n", "没有发现重复录入的客户。\n");
    }
    let (pairs, archived) =
        (duplicates.len() + hidden, duplicates.iter().filter(|pair| pair.has_archived()).count());
    let heading = match lang {
        Lang::En if pairs == 1 => "1 pair that is probably one customer".to_owned(),
        Lang::En => format!("{pairs} pairs that are probably one customer each"),
        Lang::Zh => format!("{pairs} 对客户可能是同一个"),
    };
    let with_archived = match archived {
        0 => String::new(),
        _ => tr!(lang, " · {archived} with an archived one", " · 其中 {archived} 对含已归档客户"),
    };
    let mut out = style.paint(Tone::Strong, &format!("{heading}{with_archived}")) + "\n";
    let columns =
        [Column { head: "", number: true, whole: true }, Column { head: "", number: false, whole: false }];
    let mut rest = duplicates;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|pair| pair.group == first.group).count();
        let (group, behind) = rest.split_at(count);
        out.push('\n');
        if count > 1 {
            let several = tr!(lang, "{count} pairs that hang together:", "以下 {count} 对相互关联：");
            out.push_str(&style.paint(Tone::Dim, &several));
            out.push('\n');
        }
        let rows: Vec<Vec<String>> = group.iter().map(|pair| row(lang, pair, today, style)).collect();
        out.push_str(&grid(&columns, &rows, style));
        rest = behind;
    }
    out.push('\n');
    if hidden > 0 {
        out.push_str(&tr!(
            lang,
            "and {hidden} more: --limit 0 shows all\n",
            "另有 {hidden} 对未显示：--limit 0 显示全部\n"
        ));
    }
    out.push_str(&tr!(
        lang,
        "Next: crm merge KEEP OTHER shows what becomes of both, and writes nothing yet\n      crm dupes --distinct ID ID: they are two; never shown again\n",
        "接下来：crm merge 保留 并入 先显示合并结果，不写入\n        crm dupes --distinct 编号 编号 表示是两个客户，以后不再提示\n"
    ));
    out
}

impl DuplicatePair<'_> {
    fn has_archived(&self) -> bool {
        self.keep.archived || self.other.archived
    }
}

fn row(lang: Lang, pair: &DuplicatePair<'_>, today: NaiveDate, style: Style) -> Vec<String> {
    let (keep, other) = (&pair.keep.id, &pair.other.id);
    let mut lines =
        vec![side(lang, pair.keep, today, style), side(lang, pair.other, today, style), why(lang, pair.link)];
    if !pair.link.doubts.is_empty() {
        let doubts: Vec<String> = pair.link.doubts.iter().map(|doubt| lang::doubt(lang, doubt)).collect();
        let doubts = doubts.join("; ");
        lines.push(tr!(lang, "but {doubts}", "但{doubts}"));
    }
    lines.push(style.paint(Tone::Dim, &format!("crm merge {keep} {other}")));
    vec![style.paint(Tone::Strong, &pair.link.score.to_string()), lines.join("\n")]
}

fn side(lang: Lang, sketch: &CustomerSummary, today: NaiveDate, style: Style) -> String {
    let name = style.paint(Tone::Strong, &lang::one_line(&sketch.name));
    let id = style.paint(Tone::Dim, sketch.id.as_str());
    format!("{name}  {id}  {}", standing(lang, sketch, today))
}

/// Grade, owner, last contact: `B · li · last 13 Nov`.
fn standing(lang: Lang, sketch: &CustomerSummary, today: NaiveDate) -> String {
    let grade = sketch.grade.as_deref().map(lang::one_line);
    let owner = sketch.owner.as_deref().map(|owner| lang::person(lang, owner));
    let last = match sketch.last_contact {
        None => lang.pick("no contact yet", "尚未联系").to_owned(),
        Some(day) => {
            let day = lang::day_month(lang, day, today);
            tr!(lang, "last {day}", "上次 {day}")
        }
    };
    let mut parts = vec![
        grade.unwrap_or_else(|| lang.pick("ungraded", "未定级").to_owned()),
        owner.unwrap_or_else(|| lang.pick("pool", "公海").to_owned()),
        last,
    ];
    if sketch.archived {
        parts.push(lang.pick("archived", "已归档").to_owned());
    }
    parts.join(" · ")
}

fn why(lang: Lang, link: &Link) -> String {
    let evidence: Vec<String> = link.evidence.iter().map(|one| lang::evidence(lang, one)).collect();
    evidence.join(lang.pick("; ", "；"))
}

/// A customer that is known already, for somebody who enters it again: its score, who it is, why.
pub fn known_duplicate(lang: Lang, sketch: &CustomerSummary, link: &Link, today: NaiveDate) -> String {
    let (score, id, name) = (link.score, &sketch.id, lang::one_line(&sketch.name));
    let (standing, why) = (standing(lang, sketch, today), why(lang, link));
    format!("  {score:>3}  {id}  {name}  ({standing})\n       {why}")
}
