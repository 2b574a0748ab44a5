//! A topic as the page of a terminal.

use clap::builder::{StyledStr, Styles};
use unicode_width::UnicodeWidthStr;

use super::markup::{Block, Page, Span, spans};

/// Below a heading, so far from the edge.
const INDENT: usize = 2;

/// What is typed or shown, so far from the edge.
const DEEPER: usize = 4;

/// No column of terms is wider.
const LONGEST_TERM: usize = 22;

/// Code that is no longer stands on one line.
const UNBROKEN: usize = 24;

/// Where code begins and ends in a text that is still to be broken: characters without a width, which no text of
/// ours has.
const BEGIN: char = '\u{fe05}';
const END: char = '\u{fe06}';

/// Allows a break where it stands.
const BREAK: char = '\u{200b}';

/// Forbids a break where it stands.
const JOINER: char = '\u{2060}';

/// The page, broken at this width.
pub fn page(name: &str, page: &Page, width: usize, styles: &Styles) -> StyledStr {
    let header = styles.get_header();
    let literal = styles.get_literal();
    let mut out = Vec::new();
    let title = format!("{BEGIN}{name}{END}  {}", page.about);
    push(&mut out, &title, width, "", "");
    let mut is_below_heading = false;
    for block in &page.blocks {
        // A heading and what stands below it belong together.
        if !is_below_heading {
            out.push(String::new());
        }
        is_below_heading = matches!(block, Block::Heading { .. });
        match block {
            Block::Heading { text, .. } => {
                let mut lines = Vec::new();
                push(&mut lines, text, width, "", "");
                out.extend(lines.iter().map(|line| format!("{header}{line}{header:#}")));
            }
            Block::Paragraph(text) => {
                let indent = " ".repeat(INDENT);
                push(&mut out, &marked(text), width, &indent, &indent);
            }
            Block::Items(items) => {
                let indent = " ".repeat(INDENT);
                for item in items {
                    push(&mut out, &marked(item), width, &format!("{indent}- "), &format!("{indent}  "));
                }
            }
            Block::Terms(all) => terms(&mut out, all, width),
            Block::Verbatim(text) => {
                let indent = " ".repeat(DEEPER);
                let fits = |line: &&str| line.width() + DEEPER <= width;
                for line in text.lines() {
                    match Some(line).filter(fits) {
                        Some(line) => out.push(format!("{indent}{line}").trim_end().to_owned()),
                        None => push(&mut out, line, width, &indent, &format!("{indent}  ")),
                    }
                }
            }
        }
    }
    let mut text = String::new();
    for line in &out {
        text.push_str(&styled(line, &format!("{literal}"), &format!("{literal:#}")));
        text.push('\n');
    }
    StyledStr::from(text)
}

/// Terms stand in a column where they fit, else above what they mean.
fn terms(out: &mut Vec<String>, terms: &[(String, String)], width: usize) {
    let texts: Vec<(String, usize)> = terms
        .iter()
        .map(|(term, _)| {
            let term = marked(term);
            let width = term.width();
            (term, width)
        })
        .collect();
    let column =
        texts.iter().map(|(_, width)| *width).filter(|width| *width <= LONGEST_TERM).max().unwrap_or(8);
    let indent = " ".repeat(INDENT);
    let hanging = " ".repeat(INDENT + column + 2);
    for ((term, own), (_, meaning)) in texts.iter().zip(terms) {
        if *own <= column {
            let first = format!("{indent}{term}{}", " ".repeat(column - own + 2));
            push(out, &marked(meaning), width, &first, &hanging);
        } else {
            push(out, term, width, &indent, &indent);
            push(out, &marked(meaning), width, &hanging, &hanging);
        }
    }
}

fn push(out: &mut Vec<String>, text: &str, width: usize, first: &str, next: &str) {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(next)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    out.extend(textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_owned()));
}

/// The text with its code marked, which breaks at blanks alone, and where it is short nowhere.
fn marked(text: &str) -> String {
    let mut out = String::new();
    for span in spans(text) {
        match span {
            Span::Text(text) => out.push_str(text),
            Span::Code(code) => {
                // Chinese has no blank behind a mark, where a line may end as well.
                if out.ends_with(['。', '；', '，', '、', '：', '）', '」']) {
                    out.push(BREAK);
                }
                // The mark stays with what it marks, be that Chinese.
                out.extend([BEGIN, JOINER]);
                for c in code.chars() {
                    match c {
                        ' ' if code.width() <= UNBROKEN => out.push('\u{a0}'),
                        ' ' => out.push(' '),
                        c => out.extend([c, JOINER]),
                    }
                }
                if out.ends_with(JOINER) {
                    out.pop();
                }
                out.push(END);
            }
        }
    }
    out
}

/// A line with its code in bold. Code that goes on on the next line is bold there, too, as its marks are looked
/// for line by line: an end without a beginning has begun above.
fn styled(line: &str, on: &str, off: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (blanks, line) = line.split_at(indent);
    let is_open_before = line.find(END).is_some_and(|end| line.find(BEGIN).is_none_or(|begin| end < begin));
    let is_open_after = line.rfind(BEGIN).is_some_and(|begin| line.rfind(END).is_none_or(|end| end < begin));
    let mut out = blanks.to_owned();
    if is_open_before {
        out.push_str(on);
    }
    for c in line.chars() {
        match c {
            BEGIN => out.push_str(on),
            END => out.push_str(off),
            JOINER | BREAK => {}
            '\u{a0}' => out.push(' '),
            c => out.push(c),
        }
    }
    if is_open_after {
        out.push_str(off);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: usize) -> String {
        page("x", &Page::read(text), width, &Styles::plain()).to_string()
    }

    #[test]
    fn a_page_is_broken_at_its_width() {
        let text = "# of it\n\nCode `--not-broken` is not broken at `crm due --within 7d --why --grade A`.\n\n## Head\n\n\
                    - one two three four five\n\n`a`\n: means one thing or another\n`much-longer-than-the-column`\n: means it\n\n\
                    ```\ncrm due\n```\n";
        let want = "x  of it

  Code --not-broken is not
  broken at crm due --within
  7d --why --grade A.

Head
  - one two three four five

  a  means one thing or
     another
  much-longer-than-the-column
     means it

    crm due
";
        assert_eq!(shown(text, 29), want);
    }

    #[test]
    fn chinese_is_broken_between_its_characters() {
        let text = "# 说明\n\n今天该联系谁、为什么、要达成什么，数据都是普通文件。";
        assert_eq!(
            shown(text, 20),
            "x  说明\n\n  今天该联系谁、为什\n  么、要达成什么，数\n  据都是普通文件。\n"
        );
    }

    #[test]
    fn code_is_bold_on_each_line_that_has_some_of_it() {
        let styled = |line: &str| styled(line, "<", ">");
        assert_eq!(styled(&format!("a {BEGIN}b{END}")), "a <b>");
        assert_eq!(styled(&format!("a {BEGIN}b c")), "a <b c>");
        assert_eq!(styled(&format!("  b c{END} d {BEGIN}e")), "  <b c> d <e>");
    }
}
