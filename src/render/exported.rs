//! The tables of customers and entries for people: heads and words in their language. Programs get the machine's
//! words, in every language.

use super::lang::{self, Lang};
use crate::model::{ComplaintState, Need, Potential, Reply, SampleState, Visit};

/// The Chinese of the columns.
const HEADS: &[(&str, &str)] = &[
    ("id", "编号"),
    ("name", "名称"),
    ("aliases", "别名"),
    ("number", "客户编号"),
    ("grade", "等级"),
    ("owner", "负责人"),
    ("since", "始于"),
    ("source", "来源"),
    ("industry", "行业"),
    ("country", "国家"),
    ("region", "地区"),
    ("address", "地址"),
    ("timezone", "时区"),
    ("website", "网站"),
    ("staff", "员工人数"),
    ("revenue", "年营业额"),
    ("founded", "成立"),
    ("contacts", "联系人"),
    ("prefers", "偏好"),
    ("need", "需求"),
    ("potential", "潜力"),
    ("influence", "影响力"),
    ("renewal", "续约可能"),
    ("plan", "计划"),
    ("promises", "承诺"),
    ("dates", "纪念日"),
    ("cadence", "跟进周期"),
    ("tags", "标签"),
    ("archived", "归档"),
    ("notes", "备注"),
    ("custom", "自定义"),
    ("last_contact", "上次跟进"),
    ("next_due", "下次跟进"),
    ("next_reason", "原因代码"),
    ("distinct", "并非同一客户"),
    ("line", "行"),
    ("day", "日期"),
    ("at", "时间"),
    ("by", "记录人"),
    ("kind", "类型"),
    ("via", "渠道"),
    ("with", "联系人"),
    ("text", "内容"),
    ("reply", "客户反应"),
    ("visit", "能否拜访"),
    ("minutes", "分钟"),
    ("next", "约定日期"),
    ("example", "示例"),
    ("state", "状态"),
    ("item", "品名"),
    ("ref", "单号"),
    ("amount", "金额"),
    ("currency", "币种"),
    ("margin", "毛利率"),
    ("cost", "成本"),
    ("from", "从"),
    ("until", "到期"),
    ("due", "应付日"),
    ("to", "至"),
    ("why", "理由"),
    ("with_us", "同行人"),
];

/// What stands above a column.
pub fn exported_head(lang: Lang, column: &str) -> String {
    let own = HEADS.iter().find(|(known, _)| *known == column).map(|(_, own)| *own);
    lang.pick(column, own.unwrap_or(column)).to_owned()
}

/// A value of a column: a word of the format in the reader's language, all else as it is.
pub fn exported_value(lang: Lang, column: &str, value: String) -> String {
    if lang == Lang::En || value.is_empty() {
        return value;
    }
    let word = value.as_str();
    let own = match column {
        "owner" | "by" => Some(lang::person(lang, word)),
        "country" => Some(lang::country(lang, word)),
        "via" => Some(lang::clean(lang::channel(lang, word))),
        "kind" => Some(lang::clean(lang::kind(lang, word))),
        "need" => Need::parse(word).map(|need| lang::need(lang, need).to_owned()),
        "potential" => Potential::parse(word).map(|potential| lang::potential(lang, potential).to_owned()),
        "reply" => Reply::parse(word).map(|reply| lang::reply(lang, reply).to_owned()),
        "visit" => Visit::parse(word).map(|visit| lang::visit(lang, visit).to_owned()),
        "state" => SampleState::parse(word)
            .map(|state| lang::sample_state(lang, state))
            .or_else(|| ComplaintState::parse(word).map(|state| lang::complaint_state(lang, state)))
            .map(str::to_owned),
        _ => None,
    };
    own.unwrap_or(value)
}
