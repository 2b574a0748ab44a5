//! What a value should have been, and how to write it.

use super::views::separated;
use super::{Lang, clean, tr};
use crate::model::{Decimal, Expected, Measure};
use crate::rules::Choices;

/// What the value should be, as the end of a sentence: `… is needed here`.
pub(super) fn noun(lang: Lang, want: &Expected) -> String {
    if let Expected::Within(measure) = want {
        return within(lang, *measure);
    }
    word(lang, want).to_owned()
}

/// `a number from 0 to 168`.
pub fn within(lang: Lang, measure: Measure) -> String {
    let (least, most) = measure.range();
    let (least, most) = (digits(least), digits(most));
    if measure.is_whole() {
        return tr!(lang, "a whole number from {least} to {most}", "介于 {least} 和 {most} 之间的整数");
    }
    tr!(lang, "a number from {least} to {most}", "介于 {least} 和 {most} 之间的数字")
}

/// The digits of a bound, in threes where they are many; never hidden, since it is not an amount of anybody's.
fn digits(bound: Decimal) -> String {
    if bound.fract().is_zero() { separated(&bound.normalize().to_string()) } else { bound.to_string() }
}

fn word(lang: Lang, want: &Expected) -> &'static str {
    match want {
        Expected::Date => lang.pick("a date", "日期"),
        Expected::EventDays => lang.pick("a day of the year or a list of dates", "每年的某一天或日期列表"),
        Expected::YearDay => lang.pick("a day of the year", "每年的某一天"),
        Expected::LastDays => lang.pick("one last day for each first day", "与开始日期一一对应的结束日期"),
        Expected::RisingDays => lang.pick("a larger number of days than before", "比前一个更大的天数"),
        Expected::Instant => lang.pick("a date, or a date with its time and offset", "日期，或带时区的时间"),
        Expected::Birthday => lang.pick("a birthday", "生日"),
        Expected::Interval => lang.pick("a length of time", "时间长度"),
        Expected::Class(_) => lang.pick("a class of the scheme", "该分类方式的等级"),
        Expected::Playbook(_) => lang.pick("a class or a combined label", "等级或组合标签"),
        Expected::Cadence => lang.pick("a cadence", "跟进周期"),
        Expected::Within(_) => lang.pick("a number", "数字"),
        Expected::Fraction => lang.pick("a number from 0 to 1", "介于 0 和 1 之间的数字"),
        Expected::Bool => lang.pick("true or false", "「true」或「false」"),
        Expected::Hour => lang.pick("an hour of a day", "一天中的时刻"),
        Expected::Hours => lang.pick("hours of a day", "一天中的时段"),
        Expected::OneOf(_) => lang.pick("one of a few words", "固定的几个词之一"),
        Expected::Country => lang.pick("a country's two capital letters", "两个大写字母的国家代码"),
        Expected::Currency => lang.pick("a currency's three capital letters", "三个大写字母的货币代码"),
        Expected::List => lang.pick("a list", "列表"),
        Expected::KeptFiles => lang.pick("a list of kept files", "附件列表"),
        Expected::Map => lang.pick("a mapping", "键值对"),
        Expected::Text => lang.pick("a text", "文字"),
        Expected::Timezone(_) => lang.pick("a time zone", "时区"),
        Expected::CustomerField(_) => lang.pick("a field of a customer", "客户的字段"),
        Expected::ChoosableKey => lang.pick("a key whose values a team may agree on", "可以固定取值的字段"),
        Expected::Version => lang.pick("a version that this crm can read", "本程序能读的版本号"),
    }
}

/// How to write it under this key.
pub(super) fn advice(lang: Lang, key: &str, want: &Expected) -> String {
    match want {
        Expected::Date if key == "founded" => tr!(
            lang,
            "write the year alone, such as 1998, or the day as YYYY-MM-DD",
            "只写年份（如 1998），或按 YYYY-MM-DD 写全日期"
        ),
        Expected::Date => {
            tr!(lang, "write it as YYYY-MM-DD, such as 2026-11-21", "按 YYYY-MM-DD 写，例如 2026-11-21")
        }
        Expected::EventDays => tr!(
            lang,
            "write MM-DD for each year, such as 12-25, or its dates, such as [2026-02-17, 2027-02-06]",
            "每年同一天写 MM-DD，如 12-25；农历等写各年日期，如 [2026-02-17, 2027-02-06]"
        ),
        Expected::YearDay => tr!(
            lang,
            "write it as MM-DD, as the first day is written, such as 12-26",
            "与 on 一样按 MM-DD 写，例如 12-26"
        ),
        Expected::LastDays => {
            tr!(lang, "write as many dates as under on, in the same order", "日期的个数和顺序要与 on 一致")
        }
        Expected::RisingDays => tr!(
            lang,
            "write whole numbers of days, each larger than the one before, such as [3, 5, 7]",
            "写整数天数，逐个增大，例如 [3, 5, 7]"
        ),
        Expected::Instant => tr!(
            lang,
            "write 2026-11-21, or with the time 2026-11-21T10:30:00+08:00",
            "写成 2026-11-21，或带上时间 2026-11-21T10:30:00+08:00"
        ),
        Expected::Birthday => tr!(
            lang,
            "write it as MM-DD or YYYY-MM-DD, such as 05-12",
            "按 MM-DD 或 YYYY-MM-DD 写，例如 05-12"
        ),
        Expected::Class(known) => {
            let known = known.iter().map(|class| clean(class)).collect::<Vec<_>>().join(", ");
            tr!(lang, "one of {known}", "可选：{known}")
        }
        Expected::Playbook(known) => {
            let known = known.iter().map(|class| clean(class)).collect::<Vec<_>>().join(", ");
            tr!(
                lang,
                "one of {known}, or value + potential + relationship, such as A + high + strategic or C + low + *",
                "可选：{known}，或“价值 + 潜力 + 关系”，例如 A + high + strategic、C + low + *"
            )
        }
        Expected::Cadence => tr!(
            lang,
            "an interval, times a month, or never: 2 months, 2 a month, never",
            "请写间隔、每月次数或 never，例如 2 months、2 a month、never"
        ),
        Expected::Interval => tr!(
            lang,
            "write a whole number of days, weeks, months or years, such as 45 days",
            "写整数加单位（天、周、个月、年），例如 45天 或 45 days"
        ),
        Expected::Within(measure) => number(lang, *measure),
        Expected::Fraction => tr!(lang, "for 80 % write 0.8", "80% 写成 0.8"),
        Expected::Hour => tr!(lang, "write it as 10:00", "写成 10:00"),
        Expected::Hours => tr!(
            lang,
            "write it as 09:00-18:00, or several: 09:00-12:00, 13:30-18:00",
            "写成 09:00-18:00，多段用逗号分开：09:00-12:00, 13:30-18:00"
        ),
        Expected::Bool => {
            tr!(lang, "write true or false, in small letters", "写 true（是）或 false（否），用小写")
        }
        Expected::OneOf(words) => {
            let en = words.join(", ");
            let zh = words.join("、");
            tr!(lang, "write one of: {words}", "可以写：{words}", words = lang.pick(en, zh))
        }
        Expected::Country => tr!(
            lang,
            "write the ISO code, such as DE for Germany or CN for China",
            "写 ISO 国家代码，例如中国 CN、德国 DE"
        ),
        Expected::Currency => {
            tr!(lang, "write the ISO code, such as USD, EUR or CNY", "写 ISO 货币代码，例如 USD、EUR、CNY")
        }
        Expected::KeptFiles => tr!(
            lang,
            "each with its name, 64 digits of sha256, and bytes, as crm log --file writes it",
            "每项要有 name、64 位的 sha256 和 bytes，与 crm log --file 写入的一样"
        ),
        Expected::List => tr!(lang, "write it as [one, two]", "写成 [一, 二]"),
        Expected::Map => tr!(
            lang,
            "write key: value pairs below it, two spaces further in",
            "在下面逐行写「键: 值」，缩进两个空格"
        ),
        Expected::Text => tr!(lang, "put it in quotes: \"…\"", "用引号括起来：\"…\""),
        Expected::Timezone(Some(meant)) => tr!(lang, "did you mean {meant}?", "是不是 {meant}？"),
        Expected::Timezone(None) => tr!(
            lang,
            "write the IANA name, such as Asia/Shanghai or Europe/Berlin",
            "写 IANA 时区名，例如 Asia/Shanghai、Europe/Berlin"
        ),
        Expected::CustomerField(Some(meant)) => tr!(lang, "did you mean {meant}?", "是不是 {meant}？"),
        Expected::CustomerField(None) => tr!(
            lang,
            "write a key of a customer's file, such as owner, or of its contacts, such as contacts.email; \
             a team's own below custom: is none of them",
            "写客户文件的字段，如 owner；联系人的字段写成 contacts.email；custom 之下的自定义字段不能用"
        ),
        Expected::ChoosableKey => {
            let known = Choices::keys();
            let (en, zh) = (known.join(", "), known.join("、"));
            tr!(lang, "write one of: {known}", "可以写：{known}", known = lang.pick(en, zh))
        }
        Expected::Version => tr!(lang, "write version: 1 or version: 2", "写成 version: 1 或 version: 2"),
    }
}

/// How to write a number of this sort.
fn number(lang: Lang, measure: Measure) -> String {
    match measure {
        Measure::Margin => tr!(
            lang,
            "a margin is a part of the amount, at most 1: for 30 % write 0.3",
            "毛利率是占金额的比例，最大为 1：30% 写成 0.3"
        ),
        Measure::Factor => tr!(lang, "for 120 % write 1.2", "120% 写成 1.2"),
        Measure::Points | Measure::Rhythms => {
            tr!(lang, "write a number and nothing else, such as 30 or 1.5", "只写数字，例如 30 或 1.5")
        }
        Measure::LeadPoints => {
            tr!(lang, "write whole points, such as 25 or -10", "写整数分值，例如 25 或 -10")
        }
        Measure::HoursAWeek => {
            tr!(lang, "write the hours of one week, such as 20 or 37.5", "写每周的小时数，例如 20 或 37.5")
        }
        Measure::Minutes => {
            tr!(lang, "write the minutes of one contact, such as 7.5", "写一次跟进的分钟数，例如 7.5")
        }
        Measure::Spent => {
            tr!(lang, "write the minutes that it took, such as 7.5", "写实际花费的分钟数，例如 7.5")
        }
        Measure::Rate => tr!(
            lang,
            "write what one unit of this currency is in the workspace's, such as 0.93",
            "写一单位该货币折合工作区货币的数额，例如 0.93"
        ),
        Measure::Staff => tr!(lang, "write how many people work there, such as 120", "写人数，例如 120"),
        Measure::Amount | Measure::Cost => tr!(
            lang,
            "write digits with a point and nothing else, such as 1200.50",
            "只写数字和小数点，不加千分位和单位，例如 1200.50"
        ),
        Measure::Score => tr!(
            lang,
            "write a whole number from 1 (not at all) to 5 (fully)",
            "写 1 到 5 的整数：1 很不满意，5 非常满意"
        ),
        Measure::Count | Measure::Orders | Measure::Gap | Measure::DaysBefore => {
            tr!(lang, "write a whole number, such as 3", "写整数，例如 3")
        }
    }
}
