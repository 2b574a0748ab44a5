//! A page of HTML: for a mail client or a phone, light and dark, without a script and without anything
//! from outside.

use super::{Document, Entry, Head, LabelledLine, Section, Table, link};
use crate::plan::Reach;
use crate::render::lang::{self, Lang};

/// The look: system fonts, one column, colours of the reader's choice of light or dark.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0 auto;max-width:42rem;padding:1rem;font:16px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif;color:#1c1c1e;background:#fff;overflow-wrap:anywhere}\
h1{font-size:1.35rem;margin:1rem 0 .25rem}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}\
.load{color:#5b5b60;margin:0 0 .5rem}\
.one{border:1px solid #d8d8dc;border-radius:.6rem;padding:.6rem .8rem;margin:.6rem 0}\
.head{display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}\
.grade{font-weight:700;color:#0a58ca}.name{font-weight:600;flex:1 1 12rem}.place{color:#5b5b60;font-size:.9rem}\
.closing .place,.alarm{color:#b3261e}p{margin:.25rem 0}.label{color:#5b5b60}.id{color:#5b5b60;font:.85rem ui-monospace,monospace}\
.figure{display:inline-block;min-width:4rem;margin:0 .5rem .4rem 0}.figure b{display:block;font-size:1.25rem;line-height:1.3}\
.figure span{color:#5b5b60;font-size:.9rem}\
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d8d8dc}\
th{color:#5b5b60;font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums}\
a{color:#0a58ca}p a{display:inline-block;padding:.35rem 0}ul{padding-left:1.2rem}\
@media (prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}.one,th,td{border-color:#3a3a3e}\
.load,th,.place,.label,.id,.figure span{color:#a1a1a8}.grade,a{color:#7db3ff}.closing .place,.alarm{color:#ff8a80}}\
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:10.5pt;color:#000;background:#fff}h1,h2{break-after:avoid}.page{break-before:page}p,li{orphans:3;widows:3}\
.one,tr,.figure{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}";

/// A whole page around what stands in it.
fn page(lang: Lang, title: &str, body: &str) -> String {
    let (code, title) = (lang.pick("en", "zh-CN"), escaped(title));
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// The document as such a page.
pub fn html(document: &Document) -> String {
    page(document.lang, &document.title, &body(document))
}

/// Several of them as one page.
pub fn pages(lang: Lang, title: &str, documents: &[Document]) -> String {
    page(lang, title, &documents.iter().map(body).collect::<String>())
}

fn body(document: &Document) -> String {
    let (title, lead) = (escaped(&document.title), escaped(&document.lead));
    let mut body = format!("<h1>{title}</h1>\n<p class=\"load\">{lead}</p>\n");
    for section in &document.sections {
        body.push_str(&part(document.lang, section));
    }
    if !document.hint.is_empty() {
        body.push_str(&format!("<p class=\"load\">{}</p>\n", escaped(&document.hint)));
    }
    body
}

fn part(lang: Lang, section: &Section) -> String {
    let anchor = match section.anchor {
        "" => String::new(),
        anchor => format!(" id=\"{anchor}\""),
    };
    let class = if section.starts_page { " class=\"page\"" } else { "" };
    let mut out = format!("<h2{class}{anchor}>{}</h2>\n", escaped(&section.heading));
    if !section.figures.is_empty() {
        out.push_str("<div>\n");
        for figure in &section.figures {
            let alarm = if figure.is_alarm { " class=\"alarm\"" } else { "" };
            let (name, value) = (figure.name, escaped(&figure.value));
            let value = match figure.opens {
                "" => value,
                anchor => format!("<a href=\"#{anchor}\">{value}</a>"),
            };
            out.push_str(&format!("<div class=\"figure\"><b{alarm}>{value}</b> <span>{name}</span></div>\n"));
        }
        out.push_str("</div>\n");
    }
    if !section.above.is_empty() {
        out.push_str(&format!("<p class=\"load\">{}</p>\n", escaped(&section.above)));
    }
    out.push_str(&section.table.as_ref().map(rows).unwrap_or_default());
    section.lines.iter().for_each(|line| out.push_str(&labelled(line)));
    section.entries.iter().for_each(|entry| out.push_str(&customer(lang, entry)));
    let beside = |text: &str| format!("<span class=\"place\">{}</span>", escaped(text));
    let brief = section.brief.iter().map(|entry| {
        let grade = entry.grade.as_deref().map(escaped).unwrap_or_default();
        format!("<span class=\"grade\">{grade}</span> {} {}", escaped(&entry.name), beside(&entry.beside))
    });
    let items = section.items.iter().map(|(what, whom)| format!("{} {}", escaped(what), beside(whom)));
    let items: Vec<String> = brief.chain(items).collect();
    if !items.is_empty() {
        out.push_str("<ul>\n");
        items.iter().for_each(|item| out.push_str(&format!("<li>{item}</li>\n")));
        out.push_str("</ul>\n");
    }
    if !section.below.is_empty() {
        out.push_str(&format!("<p class=\"load\">{}</p>\n", escaped(&section.below)));
    }
    out
}

fn customer(lang: Lang, entry: &Entry) -> String {
    let class = if entry.class.is_empty() { "one".to_owned() } else { format!("one {}", entry.class) };
    let mut out = format!("<article class=\"{class}\">\n<div class=\"head\">");
    if let Some(grade) = &entry.grade {
        out.push_str(&format!("<span class=\"grade\">{}</span>", escaped(grade)));
    }
    out.push_str(&format!("<span class=\"name\">{}</span>", escaped(&entry.name)));
    if !entry.beside.is_empty() {
        let alarm = if entry.is_alarm { " alarm" } else { "" };
        out.push_str(&format!("<span class=\"place{alarm}\">{}</span>", escaped(&entry.beside)));
    }
    out.push_str("</div>\n");
    entry.lines.iter().for_each(|line| out.push_str(&labelled(line)));
    if let Some(reach) = &entry.contact {
        out.push_str(&format!("<p>{}</p>\n", links(lang, reach)));
    }
    out.push_str(&format!("<p class=\"id\">{}</p>\n</article>\n", escaped(&entry.id)));
    out
}

fn labelled(line: &LabelledLine) -> String {
    let text = escaped(&line.text);
    match line.label {
        "" => format!("<p>{text}</p>\n"),
        label => format!("<p><span class=\"label\">{label}</span> {text}</p>\n"),
    }
}

/// Rows below a head, which a printer repeats on each page.
fn rows(table: &Table) -> String {
    let cell = |(column, text): (&Head, &String)| {
        let class = if column.is_number { " class=\"number\"" } else { "" };
        format!("<td{class}>{}</td>", escaped(text))
    };
    let head = |column: &Head| {
        let class = if column.is_number { " class=\"number\"" } else { "" };
        format!("<th scope=\"col\"{class}>{}</th>", escaped(&column.name))
    };
    let heads: String = table.columns.iter().map(head).collect();
    let mut out = format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        let cells: String = table.columns.iter().zip(row).map(cell).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    out + "</tbody>\n</table>\n"
}

/// A person with links to call and to write.
fn links(lang: Lang, reach: &Reach) -> String {
    let mut parts: Vec<String> = reach.name.iter().map(|name| escaped(&lang::one_line(name))).collect();
    parts.extend(reach.phone.as_deref().map(|phone| linked(link::tel(phone), phone)));
    parts.extend(reach.email.as_deref().map(|email| linked(link::mailto(email), email)));
    for (name, handle) in &reach.chat {
        let service = lang::service(lang, name);
        parts.push(escaped(&lang::one_line(&format!("{service} {handle}"))));
    }
    parts.join(" · ")
}

/// A text with the link that it is, where it is one.
fn linked(link: Option<String>, text: &str) -> String {
    let text = escaped(&lang::one_line(text));
    link.map_or_else(|| text.clone(), |link| format!("<a href=\"{}\">{text}</a>", escaped(&link)))
}

/// A text that HTML takes as it is, in attributes, too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
