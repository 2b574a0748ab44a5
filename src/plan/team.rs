//! The people of the team as they are written: by id, by name, by a part of a name that only one of them has.

use crate::model::name::search_key;
use crate::model::{pinyin, suggestion_of};

/// Somebody of the team: the id, and the name.
pub type Member<'a> = (&'a str, Option<&'a str>);

/// Whom a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom<'a> {
    /// Who types it.
    Me,
    /// Nobody: the customer is in the pool.
    Pool,
    Person(&'a str),
}

/// Whom a text means, in either language.
pub fn whom(text: &str) -> Whom<'_> {
    match search_key(text).trim() {
        "me" | "myself" | "我" | "自己" | "本人" | "我自己" => Whom::Me,
        "" | "pool" | "none" | "公海" | "公海池" | "公共池" | "无" | "未分配" => Whom::Pool,
        _ => Whom::Person(text.trim()),
    }
}

/// The id of the one who is meant; `None` where it is nobody of the team, or could be several.
pub fn member<'a>(people: &[Member<'a>], text: &str) -> Option<&'a str> {
    if let Some((id, _)) = people.iter().find(|(id, _)| *id == text.trim()) {
        return Some(id);
    }
    let wanted = search_key(text);
    let is_called = |(id, name): &Member<'_>| {
        search_key(id) == wanted || name.is_some_and(|name| search_key(name) == wanted)
    };
    only(people, is_called).or_else(|| {
        let part = part_of_name(&wanted);
        let has_part = |(_, name): &Member<'_>| name.is_some_and(|name| is_part(&search_key(name), part));
        if people.iter().any(is_called) { None } else { only(people, has_part) }
    })
}

fn only<'a>(people: &[Member<'a>], is_it: impl Fn(&Member<'_>) -> bool) -> Option<&'a str> {
    let mut found = people.iter().filter(|person| is_it(person));
    let (id, _) = found.next()?;
    found.next().is_none().then_some(*id)
}

/// 小王, 老王 and 王经理 are called so after their surname.
fn part_of_name(text: &str) -> &str {
    const TITLES: [&str; 8] = ["总", "经理", "总监", "主管", "老师", "工", "姐", "哥"];
    let bare = ["小", "老", "阿"].iter().find_map(|word| text.strip_prefix(word));
    let bare = bare.or_else(|| TITLES.iter().find_map(|title| text.strip_suffix(title)));
    bare.filter(|bare| bare.chars().all(pinyin::is_hanzi) && !bare.is_empty()).unwrap_or(text)
}

/// A Chinese name by its beginning, one of another script by one of its words.
fn is_part(name: &str, part: &str) -> bool {
    let is_chinese = part.chars().all(pinyin::is_hanzi);
    !part.is_empty()
        && match is_chinese {
            true => name.starts_with(part),
            false => {
                part.chars().count() > 1 && name.split(|c: char| !c.is_alphanumeric()).any(|own| own == part)
            }
        }
}

/// The one who was probably meant, by id: a slip of the keys, or the wrong one of several characters that sound alike.
pub fn near<'a>(people: &[Member<'a>], text: &str) -> Option<&'a str> {
    if text.chars().any(pinyin::is_hanzi) {
        let named = |(id, name): &Member<'a>| Some((*id, (*name)?));
        return people.iter().filter_map(named).find(|(_, name)| sounds_like(name, text)).map(|(id, _)| id);
    }
    let names = people
        .iter()
        .flat_map(|(id, name)| std::iter::once(*id).chain(*name).map(|name| (name, *id)).collect::<Vec<_>>());
    suggestion_of(text.trim(), names)
}

/// Whether two Chinese names are read alike, though they are written otherwise: 王芳 and 王方.
pub fn sounds_like(one: &str, other: &str) -> bool {
    let (one, other) = (search_key(one), search_key(other));
    let is_name = |text: &str| text.chars().count() > 1 && text.chars().all(pinyin::is_hanzi);
    let read = |text: &str| pinyin::syllables(text, true).concat();
    one != other && is_name(&one) && is_name(&other) && read(&one) == read(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEAM: &[Member<'static>] = &[
        ("li", Some("李娜")),
        ("wang", Some("王强")),
        ("chen", Some("Chen Wei")),
        ("li2", Some("李明")),
        ("anna", None),
    ];

    #[test]
    fn people_are_known_by_what_only_they_are_called() {
        for (typed, want) in [
            ("li", Some("li")),
            (" LI ", Some("li")),
            ("李娜", Some("li")),
            ("王強", Some("wang")),
            ("王", Some("wang")),
            ("小王", Some("wang")),
            ("王经理", Some("wang")),
            ("Wei", Some("chen")),
            ("chen wei", Some("chen")),
            ("anna", Some("anna")),
            // Two of them.
            ("李", None),
            ("小李", None),
            ("张三", None),
            ("w", None),
            ("sweep", None),
            ("", None),
        ] {
            assert_eq!(member(TEAM, typed), want, "{typed}");
        }
    }

    #[test]
    fn slips_are_seen_and_other_names_are_not() {
        for (typed, want) in [
            ("lii", Some("li")),
            ("wnag", Some("wang")),
            ("李那", Some("li")),
            ("王墙", Some("wang")),
            // One character in common is not a slip: many have it.
            ("李四", None),
            ("王芳", None),
            ("张三", None),
            ("sweep", None),
        ] {
            assert_eq!(near(TEAM, typed), want, "{typed}");
        }
        assert!(sounds_like("王芳", "王方") && !sounds_like("王芳", "王强") && !sounds_like("王芳", "王芳"));
    }

    #[test]
    fn who_types_and_the_pool_have_words_in_both_languages() {
        for (typed, want) in [
            ("me", Whom::Me),
            ("我", Whom::Me),
            ("自己", Whom::Me),
            ("pool", Whom::Pool),
            ("公海", Whom::Pool),
            ("公海池", Whom::Pool),
            ("none", Whom::Pool),
            (" wang ", Whom::Person("wang")),
        ] {
            assert_eq!(whom(typed), want, "{typed}");
        }
    }
}
