//! A topic as a manual page: `crm-dates(7)`.

use roff::{Inline, Roff, bold, roman};

use super::markup::{Block, Span, spans};
use super::topics::Topic;
use crate::render::lang::Lang;

/// Lets groff break Chinese between its characters. A formatter without that file goes on without it.
const BREAK_CHINESE: &str = ".mso zh.tmac\n";

pub fn page(lang: Lang, topic: &Topic) -> String {
    let name = format!("crm-{}", topic.name);
    let own = topic.page(lang);
    let mut roff = Roff::new();
    let version = concat!("crm ", env!("CARGO_PKG_VERSION"));
    roff.control("TH", [name.as_str(), "7", "", version, ""]);
    roff.control("SH", [lang.pick("NAME", "名称")]);
    roff.text([roman(format!("{name} - {}", own.about))]);
    roff.control("SH", [lang.pick("DESCRIPTION", "说明")]);
    blocks(&mut roff, &own.blocks);
    roff.control("SH", [lang.pick("SEE ALSO", "参见")]);
    roff.text([bold("crm"), roman("(1)")]);
    set(lang, &roff.render())
}

/// The page as it is set: ragged and without hyphens, which would tear an option, and in Chinese with breaks
/// between its characters.
pub fn set(lang: Lang, page: &str) -> String {
    let page = page.replacen("\n.SH", "\n.ad l\n.nh\n.SH", 1);
    match lang {
        Lang::En => page,
        Lang::Zh => BREAK_CHINESE.to_owned() + &page,
    }
}

/// A section of text as it is.
pub fn verbatim(heading: &str, text: &str) -> String {
    section(heading, &[Block::Verbatim(text.to_owned())])
}

/// A section of a topic as one of `crm(1)`.
pub fn section(heading: &str, text: &[Block]) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    blocks(&mut roff, text);
    roff.render()
}

fn blocks(roff: &mut Roff, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => {
                roff.control("SS", [text.as_str()]);
            }
            Block::Paragraph(text) => {
                roff.control("PP", []);
                roff.text(inlines(text));
            }
            Block::Items(items) => {
                for item in items {
                    roff.control("IP", ["\\(bu", "2"]);
                    roff.text(inlines(item));
                }
            }
            Block::Terms(terms) => {
                for (term, meaning) in terms {
                    roff.control("TP", []);
                    roff.text(inlines(term));
                    roff.text(inlines(meaning));
                }
            }
            Block::Verbatim(text) => {
                roff.control("PP", []);
                roff.control("EX", []);
                for line in text.lines() {
                    roff.text([roman(line)]);
                }
                roff.control("EE", []);
            }
        }
    }
}

fn inlines(text: &str) -> Vec<Inline> {
    let inline = |span| match span {
        Span::Text(text) => roman(text),
        Span::Code(code) => bold(code),
    };
    spans(text).map(inline).collect()
}

#[cfg(test)]
mod tests {
    use super::super::markup::Page;
    use super::*;

    #[test]
    fn what_roff_would_take_for_its_own_is_text() {
        let page = Page::read("# x\n\n`.crm/` isn't \\n\n\n```\n.gitattributes\n'a\n```\n");
        let text = section("FILES", &page.blocks);
        assert!(
            text.contains(".SH FILES\n.PP\n\\fB.crm/\\fR isn\\*(Aqt \\\\n\n.PP\n.EX\n\\&.gitattributes\n"),
            "{text}"
        );
        assert!(text.contains("\n\\*(Aqa\n.EE\n"), "{text}");
    }
}
