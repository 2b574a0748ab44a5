//! A Chinese name in a text, which has no blanks that would show where it ends.

use super::fold::{Folded, is_hanzi};
use super::phrase::Span;

/// Behind a Chinese surname.
const LONG_TITLES: &[&str] = &[
    "总经理",
    "董事长",
    "工程师",
    "经理",
    "先生",
    "女士",
    "小姐",
    "老师",
    "主任",
    "厂长",
    "老板",
    "部长",
    "科长",
    "主管",
    "处长",
    "局长",
    "博士",
    "教授",
    "总监",
    "采购",
    "会计",
    "助理",
    "秘书",
    "律师",
    "太太",
];
const SHORT_TITLES: &str = "总工董哥姐";
/// Before a surname with one short title: other letters may make another word of it (`国王总是`).
const BEFORE: &str = "和与跟找给问请对让向约打见的是叫同";
const COMPOUND: &[&str] =
    &["欧阳", "司马", "诸葛", "上官", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯"];

/// A surname, and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct ChineseName {
    surname: Vec<char>,
    given: Vec<char>,
}

impl ChineseName {
    /// That of a text which is nothing else.
    pub fn of(name: &str) -> Option<Self> {
        let letters: Vec<char> = Folded::of(name).chars.into_iter().filter(|c| c.is_alphanumeric()).collect();
        let is_name = (2..=4).contains(&letters.len()) && letters.iter().all(|c| is_hanzi(*c));
        let text: String = letters.iter().collect();
        let is_compound = letters.len() > 2 && COMPOUND.iter().any(|name| text.starts_with(name));
        let (surname, given) = letters.split_at(if is_compound { 2 } else { 1.min(letters.len()) });
        is_name.then(|| ChineseName { surname: surname.to_vec(), given: given.to_vec() })
    }

    /// A Chinese surname with a title, and a given name.
    pub fn find(&self, text: &Folded, spans: &mut Vec<Span>) {
        let ChineseName { surname, given } = self;
        for at in (0..text.len()).filter(|at| text.chars[*at..].starts_with(surname)) {
            let end = at + surname.len();
            let rest: String = text.chars[end..].iter().take(3).collect();
            let long = LONG_TITLES.iter().find(|title| rest.starts_with(*title));
            let before = text.before(at);
            let is_free = before.is_none_or(|c| !is_hanzi(c) || BEFORE.contains(c));
            if let Some(title) = long {
                let bytes = at..end + title.chars().count();
                spans.push(Span { bytes, is_sure: is_free || before != Some('对') });
            } else if rest.starts_with(|c| SHORT_TITLES.contains(c)) {
                spans.push(Span { bytes: at..end + 1, is_sure: is_free });
            } else if let Some('老' | '小' | '阿') = before {
                let is_sure = text.before(at - 1).is_none_or(|c| !is_hanzi(c) || BEFORE.contains(c));
                spans.push(Span { bytes: at - 1..end, is_sure });
            }
        }
        if given.len() > 1 {
            let found = (0..text.len()).filter(|at| text.chars[*at..].starts_with(given));
            spans.extend(found.map(|at| Span { bytes: at..at + given.len(), is_sure: false }));
        }
    }
}
