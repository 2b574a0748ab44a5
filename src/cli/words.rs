//! Words of a few as they are typed: the format's own, or as an answer shows them in either language.

use super::failure::Failure;
use crate::model::{Need, Potential};
use crate::plan::import::{country_code, nearest_country};
use crate::render::lang::{self, Lang, tr};

/// The channels that have a word of their own; any other is taken as it is typed.
pub const CHANNELS: [&str; 11] =
    ["call", "email", "visit", "meeting", "chat", "fair", "sms", "letter", "video", "wechat", "other"];

/// The value of a word, whichever of its names was typed.
pub fn read<T: Copy>(
    typed: &str,
    words: &[&str],
    parse: impl Fn(&str) -> Option<T>,
    say: impl Fn(Lang, T) -> &'static str,
) -> Option<T> {
    let typed = typed.trim().to_lowercase();
    let is_shown =
        |value: T| [Lang::En, Lang::Zh].iter().any(|lang| say(*lang, value).to_lowercase() == typed);
    let shown = words.iter().filter_map(|word| parse(word)).find(|value| is_shown(*value));
    parse(&typed).or(shown)
}

/// A need.
pub fn need(lang: Lang, typed: &str) -> Result<Need, Failure> {
    let known = Need::WORDS.join(lang.pick(", ", "、"));
    read(typed, Need::WORDS, Need::parse, lang::need).ok_or_else(|| {
        let typed = lang::quoted(lang, typed);
        Failure::usage(tr!(lang, "{typed} is no need", "{typed}不是需求类别")).try_this(tr!(
            lang,
            "one of {known}",
            "可选：{known}"
        ))
    })
}

/// A country, by its code or its name, as a code.
pub fn country(lang: Lang, typed: &str) -> Result<String, Failure> {
    country_code(typed).ok_or_else(|| {
        let quoted = lang::quoted(lang, typed);
        let failure = Failure::usage(tr!(lang, "{quoted} is no country", "{quoted}不是国家名称或代码"));
        match nearest_country(typed) {
            Some(code) => failure.try_this(tr!(lang, "did you mean {code}?", "是不是 {code}？")),
            None => {
                failure.try_this(tr!(lang, "its name, or two letters: DE", "国家名称，或两位字母代码：DE"))
            }
        }
    })
}

/// A value of a customer's key in the format's own word, where it was typed in another one that means it. What
/// means nothing stays, and the file refuses it in its own words.
pub fn of_key(key: &str, typed: &str) -> String {
    let known = match key {
        "country" => country_code(typed),
        "need" => read(typed, Need::WORDS, Need::parse, lang::need).map(|need| need.as_str().to_owned()),
        "potential" => read(typed, Potential::WORDS, Potential::parse, lang::potential)
            .map(|potential| potential.as_str().to_owned()),
        _ => None,
    };
    known.unwrap_or_else(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_both_languages() {
        for (key, typed, want) in [
            ("need", "target", "target"),
            ("need", "Target", "target"),
            ("need", "有需求", "target"),
            ("need", "潜在需求", "potential"),
            ("need", "无需求", "dead"),
            ("need", "needs it now", "target"),
            ("need", "no need", "dead"),
            ("need", "maybe", "maybe"),
            ("potential", "高", "high"),
            ("potential", "中", "medium"),
            ("potential", "Low", "low"),
            ("potential", "huge", "huge"),
            ("country", "Germany", "DE"),
            ("country", "德国", "DE"),
            ("country", "Deutschland", "DE"),
            ("country", "uk", "GB"),
            ("country", "贝宁", "BJ"),
            ("country", "马里", "ML"),
            ("country", "土耳其", "TR"),
            ("country", "turkey", "TR"),
            ("country", "vn", "VN"),
            ("country", "Atlantis", "Atlantis"),
            ("name", "高", "高"),
        ] {
            assert_eq!(of_key(key, typed), want, "{key} {typed}");
        }
        assert!(
            country(Lang::En, "Germny")
                .is_err_and(|failure| failure.hint.is_some_and(|hint| hint.contains("DE")))
        );
        assert!(need(Lang::Zh, "也许").is_err());
    }
}
