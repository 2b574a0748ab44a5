//! The public pool for people, and who leaves an owner.

use chrono::NaiveDate;

use super::grid::{Column, blocks, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Need;
use crate::plan::{LeavingCustomer, Pooled};

/// The class, the block of the customer, and what stands at the right edge.
const COLUMNS: [Column<'static>; 3] = [
    Column { head: "", number: false, whole: true },
    Column { head: "", number: false, whole: false },
    Column { head: "", number: true, whole: true },
];

/// Who can be claimed, in the order of worth; of these so many.
pub fn pool(lang: Lang, found: &[Pooled], most: usize, today: NaiveDate, style: Style) -> String {
    let (day, count) = (lang::date_full(lang, today), found.len());
    let heading = match (count, lang) {
        (1, Lang::En) => format!("{day} · 1 customer in the pool"),
        (_, Lang::En) => format!("{day} · {count} customers in the pool"),
        (_, Lang::Zh) => format!("{day} · 公海里有 {count} 个客户"),
    };
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() {
        out.push_str(&tr!(
            lang,
            "Nobody waits there. crm pool --sweep shows who leaves an owner soon.\n",
            "没有可认领的客户。crm pool --sweep 可查看谁即将退回公海。\n"
        ));
        return out;
    }
    let rows: Vec<Vec<String>> =
        found.iter().take(most).map(|one| waiting(lang, one, today, style)).collect();
    if !rows.is_empty() {
        out.push('\n');
        out.push_str(&grid(&COLUMNS, &rows, style));
    }
    let more = count - rows.len();
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    out.push_str(&tr!(lang, "To take one: crm claim ID\n", "认领：crm claim 编号\n"));
    out
}

fn waiting(lang: Lang, one: &Pooled, today: NaiveDate, style: Style) -> Vec<String> {
    let mut lines = vec![named(&one.name, one.id.as_str(), style)];
    let day = one.since.map(|since| lang::day_month(lang, since, today));
    let from = one.from.as_deref().map(|from| lang::person_within(lang, from));
    let mut came = match (from, day) {
        (Some(from), Some(day)) => tr!(lang, "left {from} on {day}", "{day}从{from}名下退回公海"),
        (None, Some(day)) if one.why.is_some() || one.by.is_some() => {
            tr!(lang, "in the pool since {day}", "{day}进入公海")
        }
        (None, Some(day)) => tr!(lang, "here since {day}, never had an owner", "{day}录入，尚未分配负责人"),
        (_, None) => tr!(lang, "never had an owner", "尚未分配负责人"),
    };
    if let Some(why) = &one.why {
        came.push_str(lang.pick(": ", "："));
        came.push_str(&lang::written(lang, why));
    }
    lines.push(came);
    let last = match one.last_contact.map(|last| lang::day_month(lang, last, today)) {
        Some(last) => tr!(lang, "last contact {last}", "上次联系{last}"),
        None => tr!(lang, "never contacted", "从未联系"),
    };
    let dead = (one.need == Some(Need::Dead)).then(|| lang.pick("no need", "没有需求").to_owned());
    let barred = one.barred.iter().map(|barred| {
        let (person, until) =
            (lang::person_within(lang, &barred.person), lang::day_month(lang, barred.until, today));
        tr!(lang, "{person} can't claim it before {until}", "{person}在{until}前不能认领")
            .trim_start()
            .to_owned()
    });
    let facts: Vec<String> = std::iter::once(last).chain(dead).chain(barred).collect();
    lines.push(style.paint(Tone::Dim, &facts.join(" · ")));
    lines.push(String::new());
    let potential = one.potential.map(|potential| {
        let potential = lang::potential(lang, potential);
        tr!(lang, "{potential} potential", "潜力{potential}")
    });
    vec![grade(one.grade.as_deref(), style), lines.join("\n"), potential.unwrap_or_default()]
}

/// Who leaves an owner today, and who will soon. `written` tells whether the first were taken away.
pub fn sweep(
    lang: Lang,
    found: &[LeavingCustomer],
    written: Option<usize>,
    today: NaiveDate,
    style: Style,
) -> String {
    let (falling, warned): (Vec<&LeavingCustomer>, Vec<&LeavingCustomer>) =
        found.iter().partition(|one| one.is_due);
    let (day, falls, warns) = (lang::date_full(lang, today), falling.len(), warned.len());
    let heading = match lang {
        Lang::En if falls == 1 => format!("{day} · 1 falls into the pool, {warns} will soon"),
        Lang::En => format!("{day} · {falls} fall into the pool, {warns} will soon"),
        Lang::Zh => format!("{day} · {falls} 个退回公海，{warns} 个即将退回公海"),
    };
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    let falls_now = match written {
        Some(_) => lang.pick("In the pool now", "已退回公海"),
        None => lang.pick("Falls into the pool", "退回公海"),
    };
    let soon = lang.pick("Owners are warned", "即将退回公海");
    let block = |heading: &str, list: Vec<&LeavingCustomer>, tone| {
        (style.paint(tone, heading), list.into_iter().map(|one| leaving(lang, one, today, style)).collect())
    };
    let parts = [block(falls_now, falling, Tone::Alarm), block(soon, warned, Tone::Strong)];
    if !found.is_empty() {
        out.push('\n');
        out.push_str(&blocks(&COLUMNS, &parts, style));
    }
    out.push_str(&last_words(lang, falls, written));
    out
}

fn leaving(lang: Lang, one: &LeavingCustomer, today: NaiveDate, style: Style) -> Vec<String> {
    let (reason, rule) = (lang::fall_reason(lang, &one.fall, today), lang::fall_rule(lang, &one.fall));
    let rule = style.paint(Tone::Dim, &tr!(lang, "({rule})", "（{rule}）"));
    let lines = [named(&one.name, one.id.as_str(), style), tr!(lang, "{reason} {rule}", "{reason}{rule}")];
    let when = match one.fall.days(today) {
        days @ 0.. => lang::late(lang, -days),
        ..0 => {
            let day = lang::day_month(lang, one.fall.on, today);
            tr!(lang, "since {day}", "{day}已到期")
        }
    };
    let right = [lang::person(lang, &one.owner), style.paint(Tone::Dim, &when)];
    vec![grade(one.grade.as_deref(), style), lines.join("\n"), right.join("\n")]
}

fn last_words(lang: Lang, falls: usize, written: Option<usize>) -> String {
    match (written, falls, lang) {
        (None, 0, _) => tr!(
            lang,
            "Nothing has to be written. The rules are pool: in crm.yaml.\n",
            "无需写入。规则写在 crm.yaml 的 pool:。\n"
        ),
        (Some(0), ..) => tr!(lang, "Nothing was written.\n", "没有写入任何内容。\n"),
        (None, 1, Lang::En) => {
            "Nothing is written yet: crm pool --sweep --apply takes it away from its owner\n".to_owned()
        }
        (None, _, Lang::En) => {
            "Nothing is written yet: crm pool --sweep --apply takes them away from their owners\n".to_owned()
        }
        (None, _, Lang::Zh) => "尚未写入：crm pool --sweep --apply 让它们退回公海\n".to_owned(),
        (Some(1), _, Lang::En) => "1 customer was taken away; crm undo gives it back\n".to_owned(),
        (Some(count), _, Lang::En) => {
            format!("{count} customers were taken away; crm undo gives them back\n")
        }
        (Some(count), _, Lang::Zh) => format!("{count} 个客户已退回公海；crm undo 可撤回\n"),
    }
}

fn named(name: &str, id: &str, style: Style) -> String {
    format!("{}  {}", style.paint(Tone::Strong, &lang::one_line(name)), style.paint(Tone::Dim, id))
}

fn grade(grade: Option<&str>, style: Style) -> String {
    let grade = lang::grade(grade, None);
    style.paint(Tone::Strong, grade.as_deref().unwrap_or("–"))
}

/// Where the rules let nobody fall.
pub(super) fn no_rules(lang: Lang) -> String {
    tr!(
        lang,
        "Nobody loses a customer here: crm.yaml has no pool.after.\n  try: pool: {{after: {{C: {{followup: 3 months}}}}}} in crm.yaml\n",
        "这里没有人会失去客户：crm.yaml 里没有 pool.after。\n  建议：在 crm.yaml 写 pool: {{after: {{C: {{followup: 3 months}}}}}}\n"
    )
}
