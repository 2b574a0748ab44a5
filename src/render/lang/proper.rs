//! Names of people, countries and chat services, as a Chinese text has them. Files and commands keep ids
//! and codes, and so does an English text.

use super::{Lang, one_line};
use crate::model::Medium;
use crate::model::country::in_chinese;
use crate::render::people::name_of;

/// A person of the team: `li`, `李娜`.
pub fn person(lang: Lang, id: &str) -> String {
    let name = match lang {
        Lang::En => None,
        Lang::Zh => name_of(id),
    };
    one_line(name.as_deref().unwrap_or(id))
}

/// The same within a sentence: `交给王强`, but `交给 Chen Yu `.
pub fn person_within(lang: Lang, id: &str) -> String {
    let name = person(lang, id);
    match lang {
        Lang::En => name,
        Lang::Zh => between(&name),
    }
}

/// A country: `DE`, `德国`; a code that nobody knows stays as it is.
pub fn country(lang: Lang, code: &str) -> String {
    let name = match lang {
        Lang::En => None,
        Lang::Zh => in_chinese(code),
    };
    name.map_or_else(|| one_line(code), str::to_owned)
}

/// What a text should have been: the noun.
pub fn medium(lang: Lang, medium: Medium) -> &'static str {
    match medium {
        Medium::Email => lang.pick("mail address", "邮箱地址"),
        Medium::Phone => lang.pick("phone number", "电话号码"),
    }
}

/// A chat service: `wechat`, `微信`; one that we don't know stays as it is.
pub fn service(lang: Lang, name: &str) -> &str {
    let zh = match name {
        "wechat" | "weixin" => "微信",
        "wecom" => "企业微信",
        "dingtalk" => "钉钉",
        "feishu" => "飞书",
        "qq" => "QQ",
        "whatsapp" => "WhatsApp",
        "line" => "LINE",
        "viber" => "Viber",
        "zalo" => "Zalo",
        "telegram" => "Telegram",
        "skype" => "Skype",
        "signal" => "Signal",
        "kakaotalk" => "KakaoTalk",
        other => other,
    };
    lang.pick(name, zh)
}

/// A name between Chinese words: `从李娜名下`, but `从 Chen Yu 名下`.
fn between(name: &str) -> String {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
    let mut text = String::new();
    if is_latin(name.chars().next()) {
        text.push(' ');
    }
    text.push_str(name);
    if is_latin(name.chars().last()) {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_text_has_chinese_names() {
        for (code, zh) in [("DE", "德国"), ("CN", "中国"), ("NO", "挪威"), ("AQ", "南极洲"), ("ZZ", "ZZ")]
        {
            assert_eq!((country(Lang::En, code).as_str(), country(Lang::Zh, code).as_str()), (code, zh));
        }
        assert_eq!((service(Lang::En, "wechat"), service(Lang::Zh, "wechat")), ("wechat", "微信"));
        assert_eq!(service(Lang::Zh, "icq"), "icq");
        for (name, want) in [("李娜", "李娜"), ("Chen Yu", " Chen Yu "), ("王 Wang", "王 Wang ")] {
            assert_eq!(between(name), want);
        }
        assert_eq!(person(Lang::Zh, "nobody"), "nobody");
    }
}
