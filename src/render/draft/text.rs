//! Drafts for people: a mail to be read and copied, a link that opens a mail program, the list of the templates.

use super::super::document::letter_to;
use super::super::grid::{Column, grid};
use super::super::lang::{self, Lang, tr};
use super::super::tone::{Style, Tone};
use super::{Draft, LeftOut, Omission};
use crate::model::Mailbox;
use crate::rules::templates::Template;

/// The drafts, one below the other, and at the end who has none.
pub fn drafts(lang: Lang, made: &[Draft], left_out: &[LeftOut], style: Style) -> String {
    if made.is_empty() && left_out.is_empty() {
        return lang.pick("No customer is meant.\n", "没有符合条件的客户。\n").to_owned();
    }
    let rule = style.paint(Tone::Dim, &"─".repeat(style.width.min(72))) + "\n";
    let texts: Vec<String> = made.iter().map(|draft| text(lang, draft, style)).collect();
    let mut out = texts.join(&format!("\n{rule}\n"));
    if !left_out.is_empty() {
        if !out.is_empty() {
            out.push_str(&format!("\n{rule}"));
        }
        let count = left_out.len();
        out += &tr!(lang, "No draft for {count}:\n", "{count} 个客户没有草稿：\n");
        for one in left_out {
            let (name, id) = (style.paint(Tone::Strong, &lang::one_line(&one.name)), &one.id);
            let why = omission(lang, &one.why);
            out += &tr!(lang, "  {name} ({id}): {why}\n", "  {name}（{id}）：{why}\n");
        }
    }
    out
}

fn text(lang: Lang, draft: &Draft, style: Style) -> String {
    let to = match (&draft.to, draft.who.as_deref()) {
        (Some(to), _) => written(to),
        (None, Some(who)) => {
            let who = lang::one_line(who);
            tr!(lang, "{who} (no mail address)", "{who}（没有邮箱）")
        }
        (None, None) => lang.pick("nobody: no contact", "无联系人").to_owned(),
    };
    let template = match &draft.language {
        Some(language) => format!("{} ({language})", draft.template),
        None => draft.template.clone(),
    };
    let (id, name) = (&draft.id, lang::one_line(&draft.name));
    let customer = tr!(lang, "{name} ({id})", "{name}（{id}）");
    let heads = [
        (lang.pick("Customer", "客户"), customer),
        (lang.pick("Template", "模板"), template),
        (lang.pick("To", "收件人"), to),
        (lang.pick("Subject", "主题"), style.paint(Tone::Strong, &draft.subject)),
    ];
    let heads = heads.iter().map(|(head, value)| {
        let head = style.paint(Tone::Dim, &format!("{head}{}", lang.pick(":", "：")));
        format!("{head} {value}\n")
    });
    format!("{}\n{}", heads.collect::<String>(), draft.body)
}

fn written(mailbox: &Mailbox) -> String {
    let address = lang::one_line(&mailbox.address);
    match &mailbox.name {
        Some(name) => format!("{} <{address}>", lang::one_line(name)),
        None => address,
    }
}

/// Why somebody has no draft, and what to do about it.
pub(super) fn omission(lang: Lang, why: &Omission) -> String {
    let quoted = |names: &[String]| names.join(lang.pick(", ", "、"));
    match why {
        Omission::NoTemplate => {
            lang.pick("no template's for: suits it", "没有适用的模板（见模板里的 for:）").to_owned()
        }
        Omission::Several(names) => {
            let names = quoted(names);
            tr!(lang, "several templates suit it: {names}", "有几个模板都适用：{names}")
        }
        Omission::Missing { template, fields, .. } => {
            let fields = quoted(fields);
            tr!(
                lang,
                "{template} asks for {fields}, which nobody has written yet",
                "模板 {template} 需要 {fields}，但还没有填写"
            )
        }
        Omission::NotInLanguage { template, language: None } => tr!(
            lang,
            "{template} is for no other language, and nobody knows its own (language:)",
            "模板 {template} 没有通用版本，也不知道它的语言（language:）"
        ),
        Omission::NotInLanguage { template, language: Some(language) } => {
            tr!(lang, "{template} is not there in {language}", "模板 {template} 没有 {language} 版本")
        }
        Omission::NoAddress => lang.pick("no mail address", "没有邮箱").to_owned(),
    }
}

/// A link that opens a mail program with the draft (RFC 6068); nothing without an address.
pub fn mailto(draft: &Draft) -> Option<String> {
    letter_to(&draft.to.as_ref()?.address, &draft.subject, &draft.body)
}

/// The team's templates, and for whom each is.
pub fn templates(lang: Lang, templates: &[Template], style: Style) -> String {
    if templates.is_empty() {
        return lang
            .pick(
                "No template yet. One is a file such as templates/news.md beside crm.yaml:\n\n\
                 ---\n\
                 subject: News for {{ name }}\n\
                 language: en\n\
                 for: {grade: E}\n\
                 ---\n\
                 Dear {{ contact.name | default(\"Sir or Madam\") }},\n\n\
                 …\n\n\
                 {{ me.name }}\n\n\
                 Fields, conditions and languages: crm help templates\n",
                "还没有模板。模板是 crm.yaml 旁边的文件，如 templates/news.md：\n\n\
                 ---\n\
                 subject: 给{{ name }}的新消息\n\
                 language: zh\n\
                 for: {grade: E}\n\
                 ---\n\
                 {{ contact.name | default(\"您好\") }}：\n\n\
                 ……\n\n\
                 {{ me.name }}\n\n\
                 字段、条件和语言：crm help templates\n",
            )
            .to_owned();
    }
    let heads = match lang {
        Lang::En => ["template", "language", "for", "subject"],
        Lang::Zh => ["模板", "语言", "适用", "主题"],
    };
    let columns: Vec<Column<'_>> =
        heads.iter().enumerate().map(|(at, head)| Column { head, number: false, whole: at < 2 }).collect();
    let rows: Vec<Vec<String>> = templates
        .iter()
        .map(|one| {
            let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
            let language = one.language.as_deref().map(lang::one_line).unwrap_or_default();
            vec![name, language, scope(lang, one), lang::one_line(&one.subject)]
        })
        .collect();
    let hint = lang.pick(
        "\ncrm draft ID takes the one that suits; crm draft ID TEMPLATE the one you name.\n",
        "\ncrm draft 编号 自动选适用的模板；crm draft 编号 模板 指定模板。\n",
    );
    grid(&columns, &rows, style) + hint
}

/// A day's kind by its Chinese word; else by the code, as one writes it.
fn occasion(lang: Lang, code: &str) -> String {
    match lang {
        Lang::En => code.to_owned(),
        Lang::Zh => lang::occasion_word(code).to_owned(),
    }
}

fn scope(lang: Lang, template: &Template) -> String {
    use crate::rules::views::Class;
    let scope = &template.scope;
    let grades = scope.grades.iter().map(|grade| lang::one_line(grade)).collect::<Vec<_>>();
    let stages = scope.stages.iter().map(|stage| lang::stage(lang, *stage).to_owned()).collect();
    let lifecycles =
        scope.lifecycles.iter().map(|one| lang::class(lang, "lifecycle", one.as_str()).to_owned()).collect();
    let tones = scope.tones.iter().map(|tone| lang::writing_tone(lang, *tone).to_owned()).collect();
    let parts: [(&str, Vec<String>); 5] = [
        (lang.pick("grade", "等级"), grades),
        (lang.pick("stage", "阶段"), stages),
        (lang.pick("life", "生命周期"), lifecycles),
        (lang.pick("occasion", "场合"), scope.occasions.iter().map(|word| occasion(lang, word)).collect()),
        (lang.pick("tone", "语气"), tones),
    ];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let parts: Vec<String> =
        parts.map(|(head, words)| format!("{head} {}", words.join(lang.pick(", ", "、")))).collect();
    match parts.is_empty() {
        true => lang.pick("by its name alone", "只按名称使用").to_owned(),
        false => parts.join(lang.pick("; ", "；")),
    }
}
