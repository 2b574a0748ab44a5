//! Who is open to a visit, for people.

use chrono::NaiveDate;

use super::agenda::reach;
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::Host;

/// One block a place.
pub fn visits(lang: Lang, hosts: &[Host], today: NaiveDate, style: Style) -> String {
    let count = hosts.len();
    let heading = tr!(lang, "{count} open to a visit", "{count} 个客户可以拜访");
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if hosts.is_empty() {
        out.push_str(&tr!(
            lang,
            "Nobody said so yet: crm log ID \"…\" --visit yes\n",
            "还没有记录：crm log 编号 \"…\" --visit yes\n"
        ));
        return out;
    }
    for block in hosts.chunk_by(|one, next| (&one.country, &one.region) == (&next.country, &next.region)) {
        let place = [&block[0].country, &block[0].region].into_iter().flatten();
        let place: Vec<String> = place.map(|part| lang::one_line(part)).collect();
        let place = match place.is_empty() {
            true => lang.pick("no country in the file", "文件里没有国家").to_owned(),
            false => place.join(" · "),
        };
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, &place)));
        let columns = [
            Column { head: "", number: false, whole: true },
            Column { head: "", number: false, whole: false },
        ];
        let rows: Vec<Vec<String>> = block.iter().map(|host| row(lang, host, today, style)).collect();
        out.push_str(&grid(&columns, &rows, style));
    }
    out
}

fn row(lang: Lang, host: &Host, today: NaiveDate, style: Style) -> Vec<String> {
    let grade = host.grade.as_deref().map_or_else(|| "–".to_owned(), lang::clean);
    let (name, id) = (lang::one_line(&host.name), style.paint(Tone::Dim, host.id.as_str()));
    let (visit, said) = (lang::visit(lang, host.visit), lang::day_month(lang, host.said, today));
    let due = match host.due {
        Some(due) => lang::date_short(lang, due, today),
        None => lang.pick("never", "不再跟进").to_owned(),
    };
    let mut lines = vec![format!("{}  {id}", style.paint(Tone::Strong, &name))];
    lines.push(tr!(
        lang,
        "visit: {visit}, said on {said} · next {due}",
        "拜访：{visit}（{said}） · 下次 {due}"
    ));
    lines.extend(host.address.as_deref().map(lang::one_line));
    lines.extend(host.contact.as_ref().map(reach).filter(|reach| !reach.is_empty()));
    vec![style.paint(Tone::Strong, &grade), lines.join("\n")]
}
