//! The texts of the topics as they are written: a small part of Markdown, so that an editor and a forge show them,
//! too. From it come the page of a terminal ([`super::terminal`]) and the manual page ([`super::manual`]).

/// A topic in one language.
#[derive(Debug)]
pub struct Page {
    /// What it is about, in a line.
    pub about: String,
    /// What stands below that.
    pub blocks: Vec<Block>,
}

/// A part of a page. Its texts may have `code` in them.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// `## …`, with the name by which another page takes the section in: `{#exit-status}`.
    Heading { text: String, anchor: Option<String> },
    /// Lines up to an empty one.
    Paragraph(String),
    /// `- …`
    Items(Vec<String>),
    /// A line, and what it means on the next one: `: …`.
    Terms(Vec<(String, String)>),
    /// What stands between two fences, as it is.
    Verbatim(String),
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Span<'t> {
    /// Words.
    Text(&'t str),
    /// What is typed, or stands so in a file.
    Code(&'t str),
}

impl Page {
    pub fn read(text: &str) -> Page {
        let mut about = String::new();
        let mut blocks = Vec::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let meaning = lines.peek().is_some_and(|next| next.starts_with(": "));
            if line.is_empty() {
                // Blocks that an empty line divides are two, lists of one sort apart.
                continue;
            } else if let Some(text) = line.strip_prefix("# ") {
                about = text.to_owned();
            } else if let Some(text) = line.strip_prefix("## ") {
                blocks.push(heading(text));
            } else if line.starts_with("```") {
                let inside = lines.by_ref().take_while(|line| !line.starts_with("```"));
                blocks.push(Block::Verbatim(inside.map(|line| format!("{line}\n")).collect()));
            } else if let Some(first) = line.strip_prefix("- ") {
                let mut item = first.to_owned();
                while let Some(more) = lines.next_if(|next| next.starts_with("  ")) {
                    join(&mut item, more.trim_start());
                }
                match blocks.last_mut() {
                    Some(Block::Items(items)) => items.push(item),
                    _ => blocks.push(Block::Items(vec![item])),
                }
            } else if meaning {
                let mut text =
                    lines.next().and_then(|next| next.strip_prefix(": ")).unwrap_or_default().to_owned();
                while let Some(more) = lines.next_if(|next| next.starts_with("  ")) {
                    join(&mut text, more.trim_start());
                }
                match blocks.last_mut() {
                    Some(Block::Terms(terms)) => terms.push((line.to_owned(), text)),
                    _ => blocks.push(Block::Terms(vec![(line.to_owned(), text)])),
                }
            } else {
                let mut text = line.to_owned();
                while let Some(more) = lines.next_if(|next| !next.is_empty()) {
                    join(&mut text, more);
                }
                blocks.push(Block::Paragraph(text));
            }
        }
        Page { about, blocks }
    }

    /// What stands below the heading of this name, up to the next heading.
    pub fn section(&self, name: &str) -> &[Block] {
        let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
        let is_it =
            |block: &Block| matches!(block, Block::Heading { anchor: Some(anchor), .. } if anchor == name);
        let Some(start) = self.blocks.iter().position(is_it) else { return &[] };
        let below = &self.blocks[start + 1..];
        let end = below.iter().position(|block| is_heading(&block)).unwrap_or(below.len());
        &below[..end]
    }
}

fn heading(text: &str) -> Block {
    let divided = text.strip_suffix('}').and_then(|text| text.split_once(" {#"));
    let (text, anchor) = divided.map_or((text, None), |(text, anchor)| (text, Some(anchor.to_owned())));
    Block::Heading { text: text.to_owned(), anchor }
}

/// Puts the next line of a text behind it: with a blank, but for Chinese, which has none.
fn join(text: &mut String, more: &str) {
    let is_wide =
        |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..='\u{9fff}').contains(&c) || is_wide_mark(c));
    let (last, first) = (text.chars().next_back(), more.chars().next());
    let is_mark = |c: Option<char>| c.is_some_and(is_wide_mark);
    if !(is_mark(last) || is_mark(first) || (is_wide(last) && is_wide(first))) {
        text.push(' ');
    }
    text.push_str(more);
}

fn is_wide_mark(c: char) -> bool {
    ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ff60}').contains(&c)
}

/// The parts of a text: what stands between two backticks is code.
pub fn spans(text: &str) -> impl Iterator<Item = Span<'_>> {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(n, part)| if n % 2 == 0 { Span::Text(part) } else { Span::Code(part) });
    parts.filter(|span| !matches!(span, Span::Text("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_part_by_part() {
        let page = Page::read(
            "# about it\n\nOne `a b`\ntwo。\n三\n四\n\n## More {#more}\n\n- x\n  y\n- z\n\n`k`\n: v\n  w\n`l`\n: u\n\n\
             ```sh\ncrm due\n\n- no item\n```\n## End\n",
        );
        let heading = |text: &str, anchor: Option<&str>| Block::Heading {
            text: text.to_owned(),
            anchor: anchor.map(str::to_owned),
        };
        assert_eq!(page.about, "about it");
        let items = Block::Items(vec!["x y".to_owned(), "z".to_owned()]);
        assert_eq!(
            page.blocks,
            [
                Block::Paragraph("One `a b` two。三四".to_owned()),
                heading("More", Some("more")),
                items,
                Block::Terms(vec![("`k`".into(), "v w".into()), ("`l`".into(), "u".into())]),
                Block::Verbatim("crm due\n\n- no item\n".to_owned()),
                heading("End", None),
            ]
        );
        assert_eq!(page.section("more").len(), 3);
        assert!(page.section("none").is_empty());
    }

    #[test]
    fn code_stands_between_backticks() {
        let found: Vec<Span<'_>> = spans("`a` b `c d`").collect();
        assert_eq!(found, [Span::Code("a"), Span::Text(" b "), Span::Code("c d")]);
    }
}
