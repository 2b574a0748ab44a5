//! The pictures of the README: what a terminal shows of the example, drawn. `CRM_TEST_WRITE=1` draws them anew.
//!
//! Each piece of a line stands at its column and is as wide as a terminal makes it, whatever fonts a reader has: else
//! what is right of a Chinese name would be askew.

use std::fmt::Write;
use std::fs;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::shell::{View, WIDE, repository, seen};
use crate::topics::writes;

/// Each picture's file, language, and what is typed.
const PICTURES: &[(&str, &str, &str)] = &[
    ("due.svg", "en", "crm due --owner chen --grade A,B --limit 3"),
    ("due.zh.svg", "zh", "crm due --owner li --grade A,B --limit 3"),
];

/// A column and a line, and what stands around them all.
const COLUMN: f64 = 8.4;
const LINE: f64 = 19.0;
const EDGE: f64 = 16.0;

const STYLE: &str = "\
    text { font: 14px ui-monospace, SFMono-Regular, Consolas, 'Liberation Mono', Menlo, 'Noto Sans Mono CJK SC', monospace;
      fill: #d7dae0; white-space: pre }
    .bold { font-weight: bold; fill: #ffffff }
    .dim { fill: #8b929e }
    .red { fill: #ff7b72 } .green { fill: #7ee787 } .yellow { fill: #f2cc60 } .blue { fill: #79c0ff }
    .magenta { fill: #d2a8ff } .cyan { fill: #76e3ea }";

/// What a number between `\x1b[` and `m` turns on.
fn class(code: &str) -> Option<&'static str> {
    Some(match code {
        "1" => "bold",
        "2" => "dim",
        "31" | "91" => "red",
        "32" | "92" => "green",
        "33" | "93" => "yellow",
        "34" | "94" => "blue",
        "35" | "95" => "magenta",
        "36" | "96" => "cyan",
        _ => return None,
    })
}

/// The pieces of a line that are of one style, and of one width a character.
fn pieces(line: &str) -> Vec<(Vec<&'static str>, String)> {
    let mut found: Vec<(Vec<&'static str>, String)> = Vec::new();
    let mut classes = Vec::new();
    for (number, part) in line.split("\u{1b}[").enumerate() {
        let mut text = part;
        if number > 0 {
            let (codes, rest) = part.split_once('m').unwrap();
            for code in codes.split(';') {
                match class(code) {
                    Some(class) => classes.push(class),
                    None => classes.clear(),
                }
            }
            text = rest;
        }
        let mut width = None;
        for c in text.chars() {
            if width != c.width() {
                found.push((classes.clone(), String::new()));
                width = c.width();
            }
            found.last_mut().unwrap().1.push(c);
        }
    }
    found
}

/// A picture of what a terminal shows.
fn svg(shown: &str) -> String {
    let lines: Vec<&str> = shown.trim_end().lines().collect();
    let (width, height) = (80.0 * COLUMN + 2.0 * EDGE, lines.len() as f64 * LINE + 2.0 * EDGE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\">\n  <style>\n{STYLE}\n  </style>\n  \
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#15181e\"/>\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let y = EDGE + (number as f64 + 0.75) * LINE;
        let mut column = 0;
        for (classes, text) in pieces(line) {
            let x = EDGE + column as f64 * COLUMN;
            column += text.width();
            if text.trim().is_empty() {
                continue;
            }
            let length = text.width() as f64 * COLUMN;
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let class = match classes.join(" ") {
                none if none.is_empty() => none,
                classes => format!(" class=\"{classes}\""),
            };
            writeln!(
                out,
                "  <text x=\"{x:.1}\" y=\"{y:.1}\"{class} textLength=\"{length:.1}\" \
                 lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{text}</text>"
            )
            .unwrap();
        }
    }
    out + "</svg>\n"
}

/// A prompt, what is typed, and what is shown.
fn drawn(lang: &'static str, line: &str) -> String {
    let example = repository().join("examples/export-team");
    let shown = seen(&example, &format!("{line} --color always"), View { lang, ..WIDE });
    svg(&format!("\u{1b}[32m$\u{1b}[0m \u{1b}[1m{line}\u{1b}[0m\n{shown}"))
}

#[test]
fn the_pictures_are_what_the_terminal_shows() {
    for (name, lang, line) in PICTURES {
        let path = repository().join("examples").join(name);
        let drawn = drawn(lang, line);
        if writes() {
            fs::write(&path, &drawn).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap_or_default();
        assert!(there == drawn, "{name} is not what `{line}` shows: CRM_TEST_WRITE=1 draws it anew");
        assert!(crate::README.contains(&format!("](examples/{name})")), "{name} is in the README");
    }
}

#[test]
fn a_piece_stands_at_its_column() {
    let text = svg("a \u{1b}[1;31m客户\u{1b}[0m <b>\n");
    let piece = |text: &str, column: f64| format!("x=\"{:.1}\"{text}</text>", EDGE + column * COLUMN);
    assert!(text.contains("class=\"bold red\" textLength=\"33.6\""), "{text}");
    for (shown, column) in [("客户", 2.0), (" &lt;b&gt;", 6.0)] {
        let start = piece("", column).replace("</text>", "");
        let line = text.lines().find(|line| line.contains(&format!(">{shown}</text>"))).unwrap();
        assert!(line.contains(&start), "{line}");
    }
}
