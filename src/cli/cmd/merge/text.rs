//! What a merge says and asks before it is done, and what it says in the log for ever.

use super::side::{Plan, Side};
use crate::cli::agree::agrees;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::format::flow_yaml;
use crate::model::{Customer, YamlValue};
use crate::render::lang::{self, Lang, tr};
use crate::store::RenamedRef;

/// A key with its value, for people.
pub fn pair(key: &str, value: &YamlValue) -> String {
    match value {
        YamlValue::Text(text) => format!("{key}: {}", text.trim_end()),
        other => format!("{key}: {}", flow_yaml(other)),
    }
}

/// What becomes of both, before it is done.
pub fn shown(lang: Lang, keep: &Side, other: &Side, plan: &Plan) -> String {
    let side = |side: &Side| {
        let (id, name, count) = (&side.customer.id, lang::one_line(&side.customer.name), side.entries);
        let entries = lang::entries(lang, count);
        tr!(lang, "{name} ({id}), {entries}", "{name}（{id}），{entries}")
    };
    let (one, two) = (side(keep), side(other));
    let mut out = tr!(lang, "keep   {one}\nmerge  {two}\n", "保留  {one}\n并入  {two}\n");
    let mut list = |heading: String, lines: &[String], sign: char| {
        if !lines.is_empty() {
            out.push_str(&format!("\n{heading}\n"));
            lines.iter().for_each(|line| out.push_str(&format!("  {sign} {}\n", lang::one_line(line))));
        }
    };
    let (keep, other) = (&keep.customer.id, &other.customer.id);
    list(tr!(lang, "{keep} gets", "{keep} 将得到"), &plan.taken, '+');
    list(
        tr!(
            lang,
            "{keep} keeps its own word for, and a note in its log says",
            "{keep} 保持原值；以下内容写入日志备注"
        ),
        &plan.left,
        '-',
    );
    list(tr!(lang, "in the place of", "取代原来的"), &plan.replaced, '-');
    let refs: Vec<String> = plan.refs.iter().map(|renamed| number(lang, renamed)).collect();
    list(
        tr!(
            lang,
            "both use one number for two things; in {other}'s entries it becomes",
            "两边用同一编号指不同的事；{other} 的记录改用"
        ),
        &refs,
        '~',
    );
    list(tr!(lang, "comments that go to the note, too", "同时写入备注的注释"), &plan.comments, '#');
    out.push_str(&tr!(
        lang,
        "\nall of {other}'s history goes behind {keep}'s own; its two files go\n",
        "\n{other} 的全部历史并入 {keep}；它的两个文件将删除\n"
    ));
    out
}

/// A number that becomes another one.
pub fn number(lang: Lang, renamed: &RenamedRef) -> String {
    let kind = lang::kind(lang, renamed.kind);
    let from = renamed.from.as_deref().unwrap_or(lang.pick("(none)", "（无）"));
    format!("{kind} {from} → {}", renamed.to)
}

/// The note of the log: in English, as all that the files say by themselves. What it says of a contact has that one's
/// name, by which it goes where the contact is forgotten.
pub fn note(keep: &Customer, other: &Customer, plan: &Plan) -> String {
    let mut note = format!("merged from {} ({})", other.id, other.name);
    let refs = plan.refs.iter().map(|renamed| number(Lang::En, renamed)).collect();
    let named = |lines: &[String]| lines.iter().map(|line| of_contact(keep, line)).collect();
    let (left, replaced) = (named(&plan.left), named(&plan.replaced));
    let parts = [
        ("not taken", &left),
        ("replaced", &replaced),
        ("renumbered", &refs),
        ("its comments", &plan.comments),
    ];
    for (heading, lines) in parts {
        if !lines.is_empty() {
            note.push_str(&format!("\n{heading}:\n{}", lines.join("\n")));
        }
    }
    note
}

/// A line with the name of the contact whose key it is of.
fn of_contact(keep: &Customer, line: &str) -> String {
    let found = || {
        let (at, _) = line.strip_prefix("contacts[")?.split_once(']')?;
        let name = keep.contacts.get(at.parse::<usize>().ok()?)?.name.as_deref()?;
        let (key, value) = line.split_once(": ")?;
        Some(lang::one_line(&format!("{key} ({name}): {value}")))
    };
    found().unwrap_or_else(|| line.to_owned())
}

/// Asks on a terminal; in a pipe nobody agrees, and what to type is said.
pub fn asked(context: &Context, keep: &str, other: &str) -> Result<bool, Failure> {
    let lang = context.lang;
    if !context.interactive {
        context.print(&tr!(
            lang,
            "Nothing is written yet: crm merge {keep} {other} --apply\n",
            "尚未写入：crm merge {keep} {other} --apply\n"
        ))?;
        return Ok(false);
    }
    Ok(agrees(context, lang.pick("make one of the two?", "确认合并？")))
}
