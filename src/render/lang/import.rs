//! What an import says of its rows.

mod documents;
mod undecided;

use super::{Lang, evidence, one_line, shell_word, tr};
use crate::model::{
    AlarmAnswer, AlarmKind, CellFault, ComplaintState, EndingState, Event, InvitationState, Need,
    PromiseState, QuoteState, Reply, RequestState, SaidPotential, SampleState, Table, Visit,
};
use crate::plan::duplicates::Link;
use crate::plan::import::{Change, Difference, Incoming, Remark, Row, RowError, Verdict, Wrong};

pub use documents::{document_heading, listed_things};
pub use undecided::import_undecided;

/// The heading over the rows of a verdict.
pub fn import_heading(lang: Lang, code: &str, count: usize, applied: bool) -> String {
    match (code, applied) {
        ("create", false) => tr!(lang, "{count} to create", "新建 {count}"),
        ("create", true) => tr!(lang, "{count} created", "已新建 {count}"),
        ("update", false) => tr!(lang, "{count} to update", "更新 {count}"),
        ("update", true) => tr!(lang, "{count} updated", "已更新 {count}"),
        ("duplicate", _) if count == 1 => tr!(lang, "{count} duplicate", "疑似重复 {count}"),
        ("duplicate", _) => tr!(lang, "{count} duplicates", "疑似重复 {count}"),
        ("differs", _) if count == 1 => tr!(
            lang,
            "{count} differs, and what is there stays (--overwrite takes the file's)",
            "不一致 {count}，保留原有内容（--overwrite 以文件为准）"
        ),
        ("differs", _) => tr!(
            lang,
            "{count} differ, and what is there stays (--overwrite takes the file's)",
            "不一致 {count}，保留原有内容（--overwrite 以文件为准）"
        ),
        ("unchanged", _) => tr!(lang, "{count} unchanged", "无变化 {count}"),
        _ => tr!(lang, "{count} with errors", "有误 {count}"),
    }
}

/// What becomes of a row, in full.
pub fn import_what(lang: Lang, row: &Row, table: &Table) -> String {
    let mut parts: Vec<String> = Vec::new();
    match &row.verdict {
        Verdict::Error(_) | Verdict::Duplicate(..) | Verdict::Repeated(..) => {
            parts.push(import_reason(lang, row, &table.header));
        }
        _ => {}
    }
    let changes: Vec<String> = row.changes.iter().map(|change| changed(lang, change)).collect();
    parts.extend((!changes.is_empty()).then(|| changes.join(lang.pick("; ", "；"))));
    match row.entries {
        0 => {}
        1 => parts.push(tr!(lang, "+ a log entry", "+ 一条记录")),
        count => parts.push(tr!(lang, "+ {count} log entries", "+ {count} 条记录")),
    }
    parts.extend(row.differs.iter().map(|differs| difference(lang, row, differs)));
    parts.extend(row.remarks.iter().map(|remark| said(lang, remark, &table.header)));
    parts.join("\n")
}

fn changed(lang: Lang, change: &Change) -> String {
    let shown = |text: &str| super::key_value(lang, &change.key, text);
    let (key, to) = (super::key_name(lang, &change.key), shown(&change.to.to_string()));
    match (&change.to, &change.from) {
        (Incoming::Contact(_), _) => tr!(lang, "+ contact {to}", "+ 联系人 {to}"),
        (_, Some(from)) => {
            let from = shown(from);
            tr!(lang, "{key}: {from} → {to}", "{key}：{from} → {to}")
        }
        _ => tr!(lang, "+ {key}: {to}", "+ {key}：{to}"),
    }
}

fn difference(lang: Lang, row: &Row, differs: &Difference) -> String {
    let Difference { key, ours, theirs } = differs;
    let (ours, theirs) = (super::key_value(lang, key, ours), super::key_value(lang, key, theirs));
    // What is overwritten is told as a change; a next date is by the note that sets another one.
    let is_noted = key == "next" && row.entries > 0;
    if is_noted || row.changes.iter().any(|change| change.key == *key && change.from.is_some()) {
        let key = super::key_name(lang, key);
        return tr!(lang, "overwrites {key}", "覆盖 {key}");
    }
    let key = super::key_name(lang, key);
    if ours.is_empty() {
        return tr!(
            lang,
            "differs: {key} isn't in the log, the file says {theirs}; crm log",
            "不一致：日志中没有{key}，文件中为 {theirs}，可用 crm log 补记"
        );
    }
    tr!(
        lang,
        "differs: {key} stays {ours}, the file says {theirs}",
        "不一致：{key} 保留 {ours}，文件中为 {theirs}"
    )
}

fn said(lang: Lang, remark: &Remark, header: &[String]) -> String {
    match remark {
        Remark::LeftOut(error) => {
            let value = wrong(lang, error, header);
            tr!(lang, "left out: {value}", "未导入：{value}")
        }
        Remark::TextWithoutLast => tr!(
            lang,
            "what was said left out: there is no date of the last contact",
            "未导入跟进内容：没有上次跟进时间"
        ),
        Remark::NotOne(medium, text) => {
            let (what, text) = (super::medium(lang, *medium), super::quoted(lang, text));
            tr!(lang, "{text} is not a {what}: kept in the notes", "{text}不是{what}，已写入备注")
        }
        Remark::NotAChoice(slip) => {
            let told = super::problem_text(lang, &slip.clone().into());
            let (what, hint) = (told.message, told.hint.unwrap_or_default());
            tr!(lang, "taken as it is: {what}; {hint}", "按原文导入：{what}；{hint}")
        }
        Remark::Document { .. } | Remark::Pays { .. } => documents::remark(lang, remark),
        Remark::Forgotten => tr!(
            lang,
            "the contact left out: it was forgotten on request (--allow-forgotten)",
            "未导入这次联系：已应要求删除（--allow-forgotten）"
        ),
        Remark::NextBeforeLast(day) => {
            tr!(
                lang,
                "next follow-up {day} left out: it is before the last one",
                "未导入下次跟进 {day}：早于上次跟进"
            )
        }
    }
}

/// What of a row is not taken, and why.
pub fn import_left_out(lang: Lang, row: &Row, header: &[String]) -> String {
    let left_out = row.remarks.iter().filter(|remark| matches!(remark, Remark::LeftOut(_)));
    left_out.map(|remark| said(lang, remark, header)).collect::<Vec<_>>().join("\n")
}

/// Why a row is not taken.
pub fn import_reason(lang: Lang, row: &Row, header: &[String]) -> String {
    match &row.verdict {
        Verdict::Error(errors) => {
            let errors: Vec<String> = errors.iter().map(|error| wrong(lang, error, header)).collect();
            errors.join("\n")
        }
        Verdict::Duplicate(ids, link) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            let (ids, why) = (ids.join(", "), why(lang, link));
            tr!(lang, "perhaps {ids}: {why}", "可能是 {ids}：{why}")
        }
        Verdict::Repeated(id, line) => {
            tr!(lang, "row {line} says it already: {id}", "第 {line} 行已有：{id}")
        }
        _ => String::new(),
    }
}

fn why(lang: Lang, link: &Link) -> String {
    let evidence: Vec<String> = link.evidence.iter().map(|one| evidence(lang, one)).collect();
    evidence.join(lang.pick("; ", "；"))
}

/// Where, what, and what to try: of a value that can't be taken.
pub fn import_wrong(lang: Lang, error: &RowError, header: &[String]) -> String {
    wrong(lang, error, header)
}

/// Where, what, and what to try.
fn wrong(lang: Lang, error: &RowError, header: &[String]) -> String {
    let (what, hint) = explained(lang, error);
    let place = error.column.and_then(|column| header.get(column)).map(|header| one_line(header));
    let told = match place {
        Some(place) => tr!(lang, "{place}: {what}", "{place}：{what}"),
        None => what,
    };
    match hint {
        Some(hint) => tr!(lang, "{told}; {hint}", "{told}；{hint}"),
        None => told,
    }
}

fn explained(lang: Lang, error: &RowError) -> (String, Option<String>) {
    let value = one_line(&error.value);
    let no = |en: &str, zh: &str| {
        tr!(lang, "\"{value}\" is not a {what}", "「{value}」不是{what}", what = lang.pick(en, zh))
    };
    let try_this = |en: &str, zh: &str| Some(lang.pick(en, zh).to_owned());
    let list = |items: &[String]| items.join(lang.pick(", ", "、"));
    match &error.wrong {
        Wrong::NoName => (
            tr!(lang, "no name", "没有客户名称"),
            try_this(
                "a customer has one; which column is it? --map",
                "客户必须有名称：请用 --map 指明哪一列是客户名称",
            ),
        ),
        Wrong::NothingOnCard => (
            tr!(lang, "the card has no name, no mail address, no number", "名片上没有姓名、邮箱或电话"),
            None,
        ),
        Wrong::NoId => (
            no("name that an id can be made of", "可以生成编号的名称"),
            try_this("add a column id", "请增加 id 列"),
        ),
        Wrong::BadId => (
            no("id", "编号"),
            try_this("lower-case letters, digits, - and _", "小写字母、汉字、数字、- 和 _"),
        ),
        Wrong::Flawed(flaw) => {
            let (what, hint) = super::flaw(lang, &value, *flaw);
            (what, Some(hint))
        }
        Wrong::Clash(clash, other) => {
            let (what, hint) = super::clash(lang, &value, other, *clash);
            (what, Some(hint))
        }
        Wrong::Date => (no("date", "日期"), try_this("as in 2026-11-20", "格式如 2026-11-20")),
        Wrong::EitherDay => (
            tr!(lang, "\"{value}\" can be day or month first", "「{value}」分不清日和月"),
            try_this("--dates dmy, or mdy", "--dates dmy（日在前）或 mdy（月在前）"),
        ),
        Wrong::EitherYear(one, other) => (
            tr!(lang, "\"{value}\" can be {one} or {other}", "「{value}」可能是 {one}，也可能是 {other}"),
            try_this("write the year", "请写明年份"),
        ),
        Wrong::Serial(day) => (
            no("date", "日期"),
            Some(tr!(
                lang,
                "as a spreadsheet's day number it would be {day}",
                "如果是表格的日期序号，则为 {day}"
            )),
        ),
        Wrong::EitherNumber => (
            tr!(lang, "\"{value}\" can be thousands or a fraction", "「{value}」分不清千位分隔符和小数点"),
            try_this("--decimal point, or comma", "--decimal point 或 comma"),
        ),
        Wrong::Future => (
            tr!(lang, "\"{value}\" is yet to come", "「{value}」还没到"),
            try_this("what happened has a day that is over, or today", "已发生的事不能晚于今天"),
        ),
        Wrong::Birthday => {
            (no("birthday", "生日"), try_this("as in 05-12, or 1980-05-12", "格式如 05-12 或 1980-05-12"))
        }
        Wrong::Founded => (
            no("date and no year", "日期或年份"),
            try_this("as in 1987, or 1987-05-04", "格式如 1987 或 1987-05-04"),
        ),
        Wrong::Number => (no("number", "数字"), try_this("digits alone", "只写数字")),
        Wrong::Bounds(measure) => {
            let within = super::within(lang, *measure);
            let hint = tr!(lang, "{within}", "应为{within}");
            (tr!(lang, "\"{value}\" is out of range", "「{value}」超出范围"), Some(hint))
        }
        Wrong::Fraction => (no("fraction", "比例"), try_this("0.9, or 90%", "0.9 或 90%")),
        Wrong::Country(near) => (
            no("country that is known", "认识的国家"),
            match near {
                Some(code) => Some(tr!(lang, "{code}?", "是 {code} 吗？")),
                None => try_this("two letters, such as DE", "两位字母，如 DE"),
            },
        ),
        Wrong::Timezone => (no("time zone", "时区"), try_this("such as Europe/Berlin", "如 Europe/Berlin")),
        Wrong::Hour => (no("hour of a day", "时刻"), try_this("such as 10:00", "如 10:00")),
        Wrong::Interval => (no("interval", "周期"), try_this("such as 45 days", "如 45 days")),
        Wrong::Owner(people) => {
            let people: Vec<String> = people.iter().map(|id| super::person(lang, id)).collect();
            let people = list(&people);
            (
                tr!(lang, "nobody of the team is called \"{value}\"", "团队里没有「{value}」"),
                Some(tr!(lang, "one of {people}, or pool", "可选：{people}，或 pool（公海）")),
            )
        }
        Wrong::Grade(grades) => {
            let grades = list(grades);
            (no("grade", "等级"), Some(tr!(lang, "one of {grades}", "可选：{grades}")))
        }
        Wrong::OneOf(words) => {
            let words = list(&words.iter().map(|word| word_of(lang, words, word)).collect::<Vec<_>>());
            (
                tr!(lang, "\"{value}\" is none of its words", "「{value}」不是可用的值"),
                Some(tr!(lang, "one of {words}", "可选：{words}")),
            )
        }
        Wrong::Bool => (
            tr!(lang, "\"{value}\" is neither yes nor no", "「{value}」不是“是”或“否”"),
            try_this("yes, or no", "请写是或否"),
        ),
        Wrong::Currency => (no("currency", "币种"), try_this("three letters: EUR", "三位字母：EUR")),
        Wrong::Beside(beside) => {
            let beside = super::quoted(lang, beside);
            (
                tr!(
                    lang,
                    "\"{value}\", but {beside} beside the number",
                    "「{value}」与数字旁的{beside}不一致"
                ),
                try_this("leave out the one that isn't meant", "请去掉不对的那个"),
            )
        }
        Wrong::Json => (no("JSON as crm export writes it", "crm export 写出的 JSON"), None),
        Wrong::Otherwise(line, field, ours) => {
            let ours = match ours.as_str() {
                "" => lang.pick("nothing", "空").to_owned(),
                ours => super::quoted(lang, &super::key_value(lang, field.as_str(), ours)),
            };
            (
                tr!(
                    lang,
                    "line {line} of the log is this entry, and has {ours} there",
                    "日志第 {line} 行就是这条记录，那里是{ours}"
                ),
                try_this(
                    "an import changes no entry: put that line right by hand",
                    "导入不修改已有记录：请手工改正那一行",
                ),
            )
        }
        Wrong::NumberAbove(line) => (
            tr!(
                lang,
                "row {line} has \"{value}\" already, and says otherwise",
                "第 {line} 行已有「{value}」，且内容不同"
            ),
            try_this(
                "a second one would count twice: leave the row that is right",
                "再记一次会重复计算：请只保留正确的那一行",
            ),
        ),
        Wrong::Changed { .. }
        | Wrong::LineOf(_)
        | Wrong::OtherCurrency(..)
        | Wrong::Sum(_)
        | Wrong::ByHand(_)
        | Wrong::Nobody(_)
        | Wrong::NoInvoice(_)
        | Wrong::PaidInvoice { .. } => documents::explained(lang, &value, &error.wrong),
        Wrong::TooManyCells(has, columns) => (
            tr!(
                lang,
                "{has} cells below {columns} columns: \"{value}\" has none",
                "共 {columns} 列，这一行却有 {has} 个单元格：「{value}」没有对应的列"
            ),
            try_this(
                "put what has the delimiter in it into quotes: \"1,234.50\"",
                "内容里含分隔符的，请加英文双引号：\"1,234.50\"",
            ),
        ),
        Wrong::Sheet(CellFault::LostDigits) => (
            tr!(
                lang,
                "\"{value}\" has more digits than a spreadsheet keeps, and has lost the last ones",
                "「{value}」的位数超过表格能保存的 15 位，末几位已丢失"
            ),
            try_this(
                "format the column as text and type the number again; or a .csv from where it comes",
                "把该列设为文本后重新填写，或改用来源系统导出的 .csv",
            ),
        ),
        Wrong::Sheet(CellFault::NoValue) => (
            tr!(lang, "the formula {value} has no value in the file", "文件中没有公式 {value} 的结果"),
            try_this(
                "open the file in a spreadsheet and save it; or paste the values",
                "用表格软件打开后另存，或粘贴为数值",
            ),
        ),
        Wrong::Instant => (
            no("time of that day", "当天的时刻"),
            try_this("as in 2026-11-20 14:30", "格式如 2026-11-20 14:30"),
        ),
        Wrong::NoKind => (
            tr!(
                lang,
                "nothing says what \"{value}\" was: an order, a quote, an invoice, a payment",
                "没有说明「{value}」是订单、报价、发票还是收款"
            ),
            try_this(
                "a column kind, or in the map file  defaults: {kind: order}",
                "加一列 kind，或在映射文件中写 defaults: {kind: order}",
            ),
        ),
        Wrong::Missing(field) => (
            tr!(lang, "no {field}", "缺少 {field}", field = super::key_name(lang, field)),
            try_this("an entry of this kind has one", "这种记录必须有"),
        ),
        Wrong::OutOfPlace(_, "files") => (
            match lang {
                Lang::En => format!("\"{value}\": a list has the names of files, and not the files"),
                Lang::Zh => format!("「{value}」：表格里只有附件的名称，没有附件本身"),
            },
            try_this(
                "where you have them: crm log ID --file PATH",
                "手头有文件的话：crm log 编号 --file 路径",
            ),
        ),
        Wrong::OutOfPlace(kind, field) => {
            let (kind, field) = (super::kind(lang, kind), super::key_name(lang, field));
            let what = match lang {
                Lang::En if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => {
                    format!("\"{value}\": an {kind} has no {field}")
                }
                Lang::En => format!("\"{value}\": a {kind} has no {field}"),
                Lang::Zh => format!("「{value}」：{kind}没有「{field}」这一项"),
            };
            (what, try_this("give it a row of its own", "请另写一行"))
        }
        Wrong::NotFound => (
            tr!(lang, "there is no customer \"{value}\"", "没有客户「{value}」"),
            try_this("import the customers first, or crm add", "请先导入客户，或用 crm add 新增"),
        ),
        Wrong::Several(ids) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            let ids = ids.join(", ");
            (
                tr!(lang, "several customers are called \"{value}\"", "有多个客户叫「{value}」"),
                Some(tr!(lang, "say which by its id: {ids}", "用编号（id）指明：{ids}")),
            )
        }
        Wrong::Circle(circle) => (
            super::referral_circle(lang, circle),
            try_this("write who really referred it", "请写真正的转介绍客户"),
        ),
        Wrong::Forgotten => (
            tr!(lang, "{value}: forgotten on request", "{value}：已应要求删除"),
            try_this("with consent: --allow-forgotten", "已获同意：--allow-forgotten"),
        ),
        Wrong::Outside(path) => (
            tr!(
                lang,
                "{value} is there, outside of what is checked out: {path}",
                "{value} 已经存在，只是没有检出：{path}"
            ),
            {
                let folder = path.rsplit_once('/').map_or(path.as_str(), |(folder, _)| folder);
                Some(format!("git sparse-checkout add {}", shell_word(folder)))
            },
        ),
        Wrong::MayBeForgotten => (
            tr!(
                lang,
                "{value}: somebody of this customer was forgotten on request, maybe this one",
                "{value}：该客户有人已应要求删除，可能就是此人"
            ),
            try_this(
                "another one, or with consent: --allow-forgotten",
                "另有其人，或已获同意：--allow-forgotten",
            ),
        ),
        Wrong::NoCustomer => (
            tr!(lang, "no customer", "没有客户"),
            try_this(
                "a column name, number or id says whose entry it is",
                "用名称、编号或 id 列指明是谁的记录",
            ),
        ),
    }
}

/// One of the words of a file in the reader's language; which ones they are tells what it is about.
fn word_of(lang: Lang, words: &[&str], word: &str) -> String {
    let own = match words {
        words if words == Need::WORDS => Need::parse(word).map(|own| super::need(lang, own)),
        words if words == SaidPotential::WORDS => {
            SaidPotential::parse(word).map(|own| super::potential(lang, own))
        }
        words if words == Reply::WORDS => Reply::parse(word).map(|own| super::reply(lang, own)),
        words if words == Visit::WORDS => Visit::parse(word).map(|own| super::visit(lang, own)),
        words if words == SampleState::WORDS => {
            SampleState::parse(word).map(|own| super::sample_state(lang, own))
        }
        words if words == QuoteState::WORDS => {
            QuoteState::parse(word).map(|own| super::quote_state(lang, own))
        }
        words if words == ComplaintState::WORDS => {
            ComplaintState::parse(word).map(|own| super::complaint_state(lang, own))
        }
        words if words == EndingState::WORDS => {
            EndingState::parse(word).map(|own| super::ending_state(lang, own))
        }
        words if words == PromiseState::WORDS => {
            PromiseState::parse(word).map(|own| super::promise_state(lang, own))
        }
        words if words == RequestState::WORDS => {
            RequestState::parse(word).map(|own| super::request_state(lang, own))
        }
        words if words == InvitationState::WORDS => {
            InvitationState::parse(word).map(|own| super::invitation_state(lang, own))
        }
        words if words == AlarmKind::WORDS => AlarmKind::parse(word).map(|own| super::alarm_kind(lang, own)),
        words if words == AlarmAnswer::WORDS => {
            AlarmAnswer::parse(word).map(|own| super::alarm_answer(lang, own))
        }
        words if words == Event::KINDS => Some(super::kind(lang, word)),
        _ => None,
    };
    lang.pick(word, own.unwrap_or(word)).to_owned()
}
