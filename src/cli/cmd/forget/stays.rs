//! What stays after a forgetting, and may be of the one who is forgotten: where it is, for whoever looks.

use std::path::PathBuf;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::lang::{Lang, one_line, tr};
use crate::store::Left;

/// Lines that are shown of what stays.
const MOST: usize = 40;

/// What stands in front of what is found, where it has a line of its own.
const INDENT: &str = "    ";

/// Lines that look like the person, and may be somebody else, or nobody.
pub(super) fn stays(lang: Lang, left: &[Left], width: usize) -> String {
    if left.is_empty() {
        return String::new();
    }
    let (former, left): (Vec<Left>, Vec<Left>) = left.iter().cloned().partition(|one| one.is_former_id);
    let mut text = String::new();
    if !left.is_empty() {
        text.push_str(&looks_like_it(lang, &left, width));
    }
    if !former.is_empty() {
        let lines = places(lang, &former, width);
        text.push_str(&tr!(
            lang,
            "\nIt stands in an id from before, which stays: it leads home what\nothers still write under it:\n{lines}",
            "\n以前的编号中也有，予以保留：其他人仍写在该编号下的内容要靠它归位：\n{lines}"
        ));
    }
    text
}

/// Pictures and papers that stay: no program sees who is on them.
pub(super) fn may_show(lang: Lang, kept: &[PathBuf]) -> String {
    if kept.is_empty() {
        return String::new();
    }
    let paths: String = kept.iter().map(|path| format!("  {}\n", path.display())).collect();
    tr!(
        lang,
        "\nThese pictures and papers stay, and may show the person: look, and delete\nthose that do (git rm):\n{paths}",
        "\n以下图片和文件保留，可能有此人：请查看，有的请删除（git rm）：\n{paths}"
    )
}

fn looks_like_it(lang: Lang, left: &[Left], width: usize) -> String {
    let lines = places(lang, left, width);
    tr!(
        lang,
        "\nThis looks like it, and stays; change by hand what is the person\n(crm edit, or --also TEXT):\n{lines}",
        "\n以下内容看起来像此人，未作改动；确实是的请手动修改（crm edit，或 --also 内容）：\n{lines}"
    )
}

/// Other files of the workspace that name it.
pub(super) fn in_texts(lang: Lang, texts: &[Left], width: usize) -> String {
    if texts.is_empty() {
        return String::new();
    }
    let lines = places(lang, texts, width);
    tr!(
        lang,
        "\nOther files of the workspace name it, and stay; delete or change\nwhat you don't need:\n{lines}",
        "\n工作区的其他文件也提到，未作改动；不需要的请删除或修改：\n{lines}"
    )
}

/// Other customers' files that name the same person.
pub(super) fn elsewhere(lang: Lang, others: &[Left], width: usize) -> String {
    if others.is_empty() {
        return String::new();
    }
    let lines = places(lang, others, width);
    tr!(
        lang,
        "\nThe same person is named in other customers' files, which stay:\n{lines}",
        "\n其他客户的文件中也提到此人，未作改动：\n{lines}"
    )
}

/// Each with its place, and beside it, or below where the page is too narrow, what is in it.
fn places(lang: Lang, left: &[Left], width: usize) -> String {
    let line = |one: &Left| {
        let place = format!("  {}:{}:", one.path.display(), one.line);
        let text = shortened(&one_line(&one.words.join(", ")), width.saturating_sub(INDENT.len()));
        match place.width() + 1 + text.width() <= width {
            true => format!("{place} {text}\n"),
            false => format!("{place}\n{INDENT}{text}\n"),
        }
    };
    let mut text: String = left.iter().take(MOST).map(line).collect();
    if left.len() > MOST {
        let more = left.len() - MOST;
        text.push_str(&tr!(lang, "  and {more} more lines\n", "  另有 {more} 行\n"));
    }
    text
}

/// As much of a text as so many columns hold, with `…` where that is not all.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let fits = |letter: &char| {
        let wide = letter.width().unwrap_or(0);
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_where_the_page_does() {
        for (text, width, want) in [
            ("Zoe", 3, "Zoe"),
            ("Zoe Alphason", 8, "Zoe Alp…"),
            ("宁波海通", 8, "宁波海通"),
            ("宁波海通", 7, "宁波海…"),
            ("宁波海通", 6, "宁波…"),
        ] {
            assert_eq!(shortened(text, width), want);
        }
    }

    #[test]
    fn what_is_found_stands_beside_its_place_or_below_it() {
        let left = |path: &str, words: &str| Left {
            path: path.into(),
            line: 4,
            words: vec![words.to_owned()],
            is_former_id: false,
        };
        let long = "customers/a-long-name-of-a-customer.yaml";
        let said = places(Lang::En, &[left("a.yaml", "Zoe"), left(long, "Zoe Alphason of Beta")], 60);
        assert_eq!(said, format!("  a.yaml:4: Zoe\n  {long}:4:\n    Zoe Alphason of Beta\n"));
    }
}
