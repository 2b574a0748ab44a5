//! Words of a few as they are typed: the format's own, or as an answer shows them in either language.

use super::failure::Failure;
use crate::config::WorkspaceConfig;
use crate::model::{Interval, Need, country, fold, numeral};
use crate::plan::{Words, grades};
use crate::render::lang::{self, Lang, both};

/// The items of a list that was typed: between them stands a comma of either script, or 、.
pub fn listed(typed: &[String]) -> Vec<String> {
    let items = typed.iter().flat_map(|typed| typed.split(['，', '、']));
    items.map(|item| item.trim().to_owned()).collect()
}

pub fn need(typed: &str) -> Result<Need, Failure> {
    Words::Need.read(typed).and_then(Need::parse).ok_or_else(|| {
        Failure::usage(both!(
            |lang| "{typed} is no need",
            "{typed}不是需求类别",
            typed = lang::quoted(lang, typed)
        ))
        .try_this(both!(
            |lang| "one of {known}",
            "可选：{known}",
            known = Need::WORDS.join(lang.pick(", ", "、"))
        ))
    })
}

/// The grade that was typed, in the workspace's own letters; `none` is not a grade.
pub fn grade(config: &WorkspaceConfig, typed: &str) -> Result<Option<String>, Failure> {
    if grades::is_none(typed) {
        return Ok(None);
    }
    grades::class(&config.policy, typed).map(Some).ok_or_else(|| {
        let list: Vec<&str> = config.policy.grades.iter().map(|rule| rule.class.as_str()).collect();
        Failure::usage(both!("there is no grade \"{typed}\"", "没有「{typed}」这个等级")).try_this(both!(
            |lang| "one of {list}, or none",
            "可选：{list}，或 none（未定级）",
            list = list.join(lang.pick(", ", "、"))
        ))
    })
}

/// A country, by its code or its name, as a code.
pub fn country(typed: &str) -> Result<String, Failure> {
    country::code(typed).ok_or_else(|| {
        let failure = Failure::usage(both!(
            |lang| "{quoted} is not a country",
            "{quoted}不是国家名称或代码",
            quoted = lang::quoted(lang, typed)
        ));
        match country::nearest(typed) {
            Some(code) => {
                let name = country::in_english(code).unwrap_or(code);
                let chinese = lang::country(Lang::Zh, code);
                failure.try_this(both!("did you mean {name} ({code})?", "是不是{chinese}（{code}）？"))
            }
            None => {
                failure.try_this(both!("its name, or two letters: DE", "国家名称，或两位字母代码：德国、DE"))
            }
        }
    })
}

/// A value of a customer's key in the format's own word, where it was typed in another one that means it. What
/// means nothing stays, and the file refuses it in its own words.
pub fn of_key(key: &str, typed: &str) -> String {
    let known = match key {
        "country" => country::code(typed),
        "cadence" => cadence(typed),
        "need" => Words::Need.read(typed).map(str::to_owned),
        "potential" => Words::Potential.read(typed).map(str::to_owned),
        "prefers.meeting" => Words::Meeting.read(typed).map(str::to_owned),
        "prefers.tone" => Words::Tone.read(typed).map(str::to_owned),
        "prefers.channel" => Words::Via.read(typed).map(str::to_owned),
        _ => None,
    };
    known.unwrap_or_else(|| typed.to_owned())
}

/// A cadence that the file wouldn't know as it was typed: 两周, 半个月, 每三个月.
fn cadence(typed: &str) -> Option<String> {
    if Interval::parse(typed).is_some() {
        return None;
    }
    let text = numeral::in_digits(&fold(typed)).replace("礼拜", "星期");
    let text = text.strip_prefix('每').or_else(|| text.strip_prefix("every ")).unwrap_or(&text);
    let text = match text.trim() {
        "半个月" | "半月" => "15天",
        "半年" => "6个月",
        "周" | "星期" | "week" => "1周",
        "月" | "month" => "1个月",
        "年" | "year" => "1年",
        text => text,
    };
    Interval::parse(&text.replace("个星期", "周")).map(|interval| interval.to_string())
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
            ("prefers.channel", "微信", "wechat"),
            ("prefers.channel", "Phone", "call"),
            ("prefers.channel", "pigeon", "pigeon"),
            ("prefers.meeting", "短", "short"),
            ("prefers.tone", "正式", "formal"),
            ("prefers.tone", "Friendly", "friendly"),
            ("prefers.tone", "亲切", "friendly"),
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
            ("country", "大陆", "CN"),
            ("country", "迪拜", "AE"),
            ("country", "英格兰", "GB"),
            ("country", "美利坚", "US"),
            ("country", "俄罗斯联邦", "RU"),
            ("cadence", "两周", "2 weeks"),
            ("cadence", "2周", "2周"),
            ("cadence", "三个月", "3 months"),
            ("cadence", "每半个月", "15 days"),
            ("cadence", "每月", "1 month"),
            ("cadence", "两个星期", "2 weeks"),
            ("cadence", "every 10 days", "10 days"),
            ("cadence", "有空时", "有空时"),
            ("name", "高", "高"),
        ] {
            assert_eq!(of_key(key, typed), want, "{key} {typed}");
        }
        assert!(
            country("Germny")
                .is_err_and(|failure| failure.hint.is_some_and(|hint| hint.pick(Lang::En).contains("DE")))
        );
        assert!(need("也许").is_err());
    }
}
