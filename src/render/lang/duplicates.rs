//! Why two customers are probably one.

use super::{Lang, clean, tr};
use crate::plan::duplicates::{Certainty, CommonValue, CommonValueKind, Doubt, Evidence, NameMatch};

/// What speaks for it.
pub fn evidence(lang: Lang, evidence: &Evidence) -> String {
    match evidence {
        Evidence::Name { how, one, other } => name(lang, *how, one == other).to_owned(),
        Evidence::Mail(mail) => {
            let mail = clean(mail);
            tr!(lang, "the same address, {mail}", "邮箱相同：{mail}")
        }
        Evidence::Domain(domain, customers) => {
            let domain = clean(domain);
            shared(lang, tr!(lang, "the same domain, {domain}", "域名相同：{domain}"), *customers)
        }
        Evidence::Site(site, customers) => {
            let site = clean(site);
            shared(lang, tr!(lang, "the same site, {site}", "网站相同：{site}"), *customers)
        }
        Evidence::Phone(phone, customers) => {
            let phone = phone.shown();
            shared(lang, tr!(lang, "the same phone, {phone}", "电话相同：{phone}"), *customers)
        }
        Evidence::Switchboard(phone) => {
            let phone = phone.shown();
            tr!(lang, "the same switchboard, {phone}", "总机相同：{phone}")
        }
        Evidence::Handle(service, handle) => {
            let (service, handle) = (clean(service), clean(handle));
            tr!(lang, "the same {service}, {handle}", "{service} 相同：{handle}")
        }
        Evidence::Number(number) => {
            let number = clean(number);
            tr!(lang, "the same number, {number}", "客户编号相同：{number}")
        }
    }
}

fn name(lang: Lang, how: NameMatch, is_equal: bool) -> &'static str {
    match how {
        NameMatch::Same if is_equal => lang.pick("the same name", "名称相同"),
        NameMatch::Same => lang.pick("the same name, but for its spelling", "名称相同（仅写法不同）"),
        NameMatch::Generic => {
            lang.pick("the same name, but only words of the trade", "名称相同（但只有行业用词）")
        }
        NameMatch::OnePlace => lang.pick("the same name, but for the place", "名称相同（仅地名不同）"),
        NameMatch::Reordered => lang.pick("the same words in another order", "名称用词相同（顺序不同）"),
        NameMatch::Slip => lang.pick("the same name, but for one letter", "名称只差一个字母"),
        NameMatch::Homophone | NameMatch::HomophoneAnywhere => {
            lang.pick("names that sound the same", "名称读音相同")
        }
        NameMatch::Shortened | NameMatch::ShortenedAnywhere => {
            lang.pick("the same name, one of them shorter", "名称相同（其一较短）")
        }
        NameMatch::Pinyin | NameMatch::PinyinAnywhere => lang.pick("the same name in pinyin", "名称拼音相同"),
        NameMatch::OtherCity => lang.pick("the same name in another city", "名称相同（城市不同）"),
    }
}

/// Three or more customers have it: it says less of any two of them.
fn shared(lang: Lang, text: String, customers: usize) -> String {
    if customers < 3 {
        return text;
    }
    tr!(lang, "{text} (of {customers} customers)", "{text}（{customers} 个客户共用）")
}

/// What speaks against it.
pub fn doubt(lang: Lang, doubt: &Doubt) -> String {
    match doubt {
        Doubt::Country(one, other) => {
            tr!(lang, "different countries, {one} and {other}", "国家不同：{one} 与 {other}")
        }
        Doubt::Town(one, other, _) => {
            let (one, other) = (clean(one), clean(other));
            tr!(lang, "different towns, {one} and {other}", "城市不同：{one} 与 {other}")
        }
        Doubt::Domain(one, other) => {
            let (one, other) = (clean(one), clean(other));
            tr!(lang, "different domains, {one} and {other}", "域名不同：{one} 与 {other}")
        }
        Doubt::Number(one, other) => {
            let (one, other) = (clean(one), clean(other));
            tr!(lang, "different numbers, {one} and {other}", "客户编号不同：{one} 与 {other}")
        }
    }
}

/// How sure it is.
pub fn certainty(lang: Lang, score: u8) -> &'static str {
    match Certainty::of(score) {
        Some(Certainty::Sure) => lang.pick("sure", "确定"),
        Some(Certainty::Likely) => lang.pick("likely", "很可能"),
        Some(Certainty::Maybe) => lang.pick("maybe", "可能"),
        None => lang.pick("hardly", "不太可能"),
    }
}

/// Who wasn't compared for what they share.
pub fn crowd(lang: Lang, crowd: &CommonValue) -> String {
    let (value, customers) = (clean(&crowd.value), crowd.customers);
    let what = match crowd.kind {
        CommonValueKind::Name => lang.pick("the name", "名称"),
        CommonValueKind::Home => lang.pick("the domain", "域名"),
        CommonValueKind::Mail => lang.pick("the address", "邮箱"),
        CommonValueKind::Phone => lang.pick("a phone that ends in", "电话尾号"),
        CommonValueKind::Handle => lang.pick("the handle", "聊天账号"),
    };
    tr!(
        lang,
        "note: {customers} customers have {what} {value}; they were not compared with each other for it",
        "提示：{customers} 个客户的{what}都是 {value}，未据此相互比较"
    )
}
