//! A Chinese name in a text, which has no blanks that would show where it ends.

use super::fold::{Folded, is_hanzi};
use super::phrase::Span;
use crate::model::pinyin;

/// Behind a Chinese surname: the longest first where one begins another.
const LONG_TITLES: &[&str] = &[
    "副总经理",
    "副董事长",
    "总经理",
    "董事长",
    "副经理",
    "副厂长",
    "副主任",
    "工程师",
    "采购员",
    "业务员",
    "老板娘",
    "经理",
    "先生",
    "女士",
    "小姐",
    "老师",
    "主任",
    "厂长",
    "老板",
    "老总",
    "副总",
    "董事",
    "部长",
    "科长",
    "主管",
    "处长",
    "局长",
    "院长",
    "校长",
    "所长",
    "站长",
    "店长",
    "队长",
    "博士",
    "教授",
    "总监",
    "采购",
    "会计",
    "出纳",
    "助理",
    "秘书",
    "律师",
    "医生",
    "大夫",
    "太太",
    "夫人",
    "师傅",
    "大姐",
    "大哥",
    "大叔",
    "阿姨",
    "同志",
];
const SHORT_TITLES: &str = "总工董哥姐";
/// The same where it may as well begin another word.
const MAYBE_TITLES: &str = "某处科局生叔姨嫂爷婶伯导队院校所部厂副";
/// Before a surname with one short title: other letters may make another word of it (`国王总是`).
const BEFORE: &str = "和与跟找给问请对让向约打见的是叫同";
/// What may stand between a surname and its title.
const BETWEEN: &str = " （(·";
const COMPOUND: &[&str] =
    &["欧阳", "司马", "诸葛", "上官", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯"];

/// A surname, and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct ChineseName {
    pub surname: Vec<char>,
    pub given: Vec<char>,
    /// Whether another contact has the same surname, and may have the same title.
    pub is_shared: bool,
}

/// A surname in Latin letters, which is one of several characters.
#[derive(Clone, Debug)]
pub(super) struct Read(pub String);

impl ChineseName {
    /// That of a text which is nothing else; a title behind it (`王经理`) is not a given name.
    pub fn of(name: &str) -> Option<Self> {
        let letters: Vec<char> = Folded::of(name).chars.into_iter().filter(|c| c.is_alphanumeric()).collect();
        let text: String = letters.iter().collect();
        let title = LONG_TITLES.iter().find(|title| text.ends_with(*title));
        let title = title.map_or(0, |title| title.chars().count());
        let letters = &letters[..letters.len() - title];
        let is_name = (1..=4).contains(&letters.len()) && letters.iter().all(|c| is_hanzi(*c));
        let is_compound =
            letters.len() > 1 + usize::from(title == 0) && COMPOUND.iter().any(|name| text.starts_with(name));
        let (surname, given) = letters.split_at(if is_compound { 2 } else { 1.min(letters.len()) });
        let given = if title > 0 { &[] } else { given };
        is_name.then(|| ChineseName { surname: surname.to_vec(), given: given.to_vec(), is_shared: false })
    }

    /// The names that are written in Chinese characters within one that has others, too: `王建设 (Jason)`.
    pub fn within(name: &str) -> Vec<(String, Self)> {
        let runs = name.split(|c: char| !is_hanzi(c)).filter(|run| !run.is_empty());
        runs.filter_map(|run| Some((run.to_owned(), Self::of(run)?))).collect()
    }

    /// As it is read: the surname, and the syllables of the given name.
    pub fn read(&self) -> Option<(String, Vec<String>)> {
        let whole: String = self.surname.iter().chain(&self.given).collect();
        let syllables = pinyin::syllables(&whole, true);
        let is_whole = syllables.len() == whole.chars().count() && !self.given.is_empty();
        is_whole.then(|| {
            let (surname, given) = syllables.split_at(self.surname.len());
            (surname.concat(), given.to_vec())
        })
    }

    /// A Chinese surname with a title, and a given name.
    pub fn find(&self, text: &Folded, spans: &mut Vec<Span>) {
        let ChineseName { surname, is_shared, .. } = self;
        for at in (0..text.len()).filter(|at| text.chars[*at..].starts_with(surname)) {
            let end = at + surname.len();
            if let Some(span) = titled(text, at, end) {
                spans.push(Span { is_sure: span.is_sure && !is_shared, ..span });
            }
        }
        self.find_given(text, spans);
    }

    /// The given name alone, which may be another word.
    pub fn find_given(&self, text: &Folded, spans: &mut Vec<Span>) {
        let given = &self.given;
        if given.len() > 1 {
            let found = (0..text.len()).filter(|at| text.chars[*at..].starts_with(given));
            spans.extend(found.map(|at| Span { bytes: at..at + given.len(), is_sure: false }));
        }
    }
}

impl Read {
    /// Characters that are read so, with a title: never surely the person, since others are read so, too.
    pub fn find(&self, text: &Folded, spans: &mut Vec<Span>) {
        for at in (0..text.len()).filter(|at| is_hanzi(text.chars[*at])) {
            if let Some(span) = titled(text, at, at + 1)
                && span.bytes.len() > 1
                && pinyin::is_read(text.chars[at], &self.0)
            {
                spans.push(Span { is_sure: false, ..span });
            }
        }
    }
}

/// A surname that stands in a text as one does: with a title, `老` and the like before it, or on its own.
fn titled(text: &Folded, at: usize, end: usize) -> Option<Span> {
    let before = text.before(at);
    let is_free = before.is_none_or(|c| !is_hanzi(c) || BEFORE.contains(c));
    let gap = usize::from(text.get(end).is_some_and(|c| BETWEEN.contains(c)));
    let rest: String = text.chars[(end + gap).min(text.len())..].iter().take(4).collect();
    let long = LONG_TITLES.iter().find(|title| rest.starts_with(*title));
    let is_alone = text.get(end).is_none_or(|c| !is_hanzi(c));
    if let Some(title) = long {
        let is_sure = gap == 0 || is_free;
        Some(Span { bytes: at..end + gap + title.chars().count(), is_sure })
    } else if rest.starts_with(|c| SHORT_TITLES.contains(c)) {
        Some(Span { bytes: at..end + gap + 1, is_sure: is_free })
    } else if rest.starts_with(|c| MAYBE_TITLES.contains(c)) && is_free && gap == 0 {
        Some(Span { bytes: at..end + 1, is_sure: false })
    } else if let Some('老' | '小' | '阿') = before {
        let is_sure = text.before(at - 1).is_none_or(|c| !is_hanzi(c) || BEFORE.contains(c));
        Some(Span { bytes: at - 1..end, is_sure })
    } else {
        (is_free && is_alone).then_some(Span { bytes: at..end, is_sure: false })
    }
}
