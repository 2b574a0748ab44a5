//! What can be read and is probably not meant.

use super::super::shown::{clean, detail, quoted};
use super::super::{Lang, field_names, fill_in, key_name, kind as kind_word, tr};
use crate::model::{Slip, Usual};
use crate::rules::RequiredField;

pub(super) fn slip(lang: Lang, slip: &Slip) -> (String, String) {
    match slip {
        Slip::SameValue { key, value, first } => same_value(lang, key, value, first),
        Slip::Unusual { key, value, usual } => unusual(lang, key, value, *usual),
        Slip::NoWorkdays => (
            tr!(
                lang,
                "no day of the week is a working day, so no day's hours can be told",
                "一周没有一个工作日，每天的工时无从算起"
            ),
            tr!(
                lang,
                "workdays: [mon, tue, wed, thu, fri], or leave it out for these",
                "workdays: [mon, tue, wed, thu, fri]；不写即为这五天"
            ),
        ),
        Slip::ReservedPerson(id) => (
            tr!(
                lang,
                "{id} means something else where a person is typed, so --owner {plain} doesn't find this one's customers",
                "输入人员时{id}另有含义，--owner {plain} 找不到此人的客户",
                id = quoted(lang, id),
                plain = clean(id)
            ),
            tr!(
                lang,
                "give the person another id, and the customers' owner with it",
                "请给此人换一个编号，客户的 owner 也一并修改"
            ),
        ),
        Slip::UnknownCountry { code, suggestion } => country(lang, code, suggestion.as_deref()),
        Slip::UnknownCustomer(id) => (
            tr!(
                lang,
                "no customer has or had the id {id}, so it sets nothing apart",
                "没有客户用过编号{id}，这一项不起作用",
                id = quoted(lang, id)
            ),
            tr!(
                lang,
                "write the id of the customer that is another one; crm list finds it",
                "请写另一个客户的编号，可用 crm list 查找"
            ),
        ),
        Slip::UnknownContact { who, suggestion } => unknown_contact(lang, who, suggestion.as_deref()),
        Slip::NotAChoice { key, value, known, suggestion } => {
            not_a_choice(lang, key, value, known, suggestion.as_deref())
        }
        Slip::Incomplete { id, class, percent, missing } => {
            let missing: Vec<_> = missing.iter().filter_map(|name| RequiredField::parse(name)).collect();
            let (class, names) = (clean(class), field_names(lang, &missing));
            (
                tr!(
                    lang,
                    "{percent} % of what {class} asks for is there; missing: {names}",
                    "{class} 级所要求的资料完整度 {percent}%，缺少：{names}"
                ),
                fill_in(&clean(id), &missing),
            )
        }
        Slip::NotApproved { id, by, managers } => not_approved(lang, id, by.as_deref(), managers),
        Slip::UnknownReferrer(id) => (
            tr!(
                lang,
                "no customer has or had the id {id}, by whose referral this one came",
                "没有客户用过编号{id}，转介绍人无从查起",
                id = quoted(lang, id)
            ),
            referrer_hint(lang),
        ),
        Slip::ReferralCircle(circle) => (referral_circle(lang, circle), referrer_hint(lang)),
        Slip::EmptyContact => (
            tr!(
                lang,
                "a contact without a name, a position, an address and a number says nothing",
                "这个联系人没有姓名、职位、邮箱和电话，等于没写"
            ),
            tr!(lang, "add a name or a way to reach it, or remove it", "请补上姓名或联系方式，或删掉它"),
        ),
        Slip::BrokenChain { from, left, id, .. } => broken_chain(lang, from.as_deref(), left.as_deref(), id),
        Slip::NoDecider { by, managers } => {
            let (by, managers) = (clean(by), managers.iter().map(|one| clean(one)).collect::<Vec<_>>());
            let managers = managers.join(lang.pick(", ", "、"));
            (
                tr!(lang, "{by} answers a request, and is no manager", "申请由{by}答复，但{by}不是 manager"),
                tr!(
                    lang,
                    "requests are decided by {managers}: correct \"by\", or ask them to answer it",
                    "申请由{managers}审批：请改正「by」，或由其重新答复"
                ),
            )
        }
        Slip::BeforeBegun { kind, name, begun } => {
            let (kind, name) = (kind_word(lang, kind), quoted(lang, name));
            (
                tr!(
                    lang,
                    "the {kind} {name} began on {begun}, after this step of it",
                    "{kind}{name}从 {begun} 才开始，这一步却更早"
                ),
                tr!(lang, "correct \"at\" here or there", "请改正这里或那里的「at」"),
            )
        }
    }
}

fn same_value(lang: Lang, key: &str, value: &str, first: &str) -> (String, String) {
    let (name, value, first) = (quoted(lang, key), quoted(lang, value), quoted(lang, first));
    if key == "email" {
        return (
            tr!(
                lang,
                "{name} {value} is {first}'s, too: by it nobody can tell who is typing",
                "{name}{value}也是{first}的：凭它分不清是谁在记录"
            ),
            tr!(
                lang,
                "give each person an address of their own; until then CRM_USER says who it is",
                "请给每人写各自的邮箱；在此之前用 CRM_USER 说明是谁"
            ),
        );
    }
    (
        tr!(
            lang,
            "{name} {value} stands twice, and only the last of them counts: the other one is {first}",
            "{name}{value}写了两次，只有最后一次有效：另一个是{first}"
        ),
        tr!(lang, "remove one of them, or correct its day", "请删掉其中一个，或改正日期"),
    )
}

fn unusual(lang: Lang, key: &str, value: &str, usual: Usual) -> (String, String) {
    let (name, value) = (quoted(lang, key), quoted(lang, value));
    let most = usual_most(lang, usual);
    (
        tr!(
            lang,
            "{name} is {value}, far more than is usual: {most} at most",
            "{name}是{value}，远超常见的上限：{most}"
        ),
        tr!(
            lang,
            "correct it, if a digit or a unit slipped; it counts as it is written",
            "如果是数字或单位写错，请改正；目前按所写的计算"
        ),
    )
}

/// What is usual at most: `10 years`.
fn usual_most(lang: Lang, usual: Usual) -> String {
    match usual {
        Usual::Days(1) => tr!(lang, "1 day", "1 天"),
        Usual::Days(count) => tr!(lang, "{count} days in a row", "连续 {count} 天"),
        Usual::Years(1) => tr!(lang, "1 year", "1 年"),
        Usual::Years(count) => tr!(lang, "{count} years", "{count} 年"),
        Usual::Number(count) => count.to_string(),
        Usual::Minutes(count) => tr!(lang, "{count} minutes (a week)", "{count} 分钟（一周）"),
    }
}

fn country(lang: Lang, code: &str, suggestion: Option<&str>) -> (String, String) {
    let what = tr!(
        lang,
        "{code} is not a country's code, so no filter and no festival finds the customer by it",
        "{code}不是国家代码，按国家筛选和节日都找不到这个客户",
        code = quoted(lang, code)
    );
    let hint = match suggestion {
        Some(meant) => tr!(lang, "write {meant}", "请写 {meant}"),
        None => tr!(
            lang,
            "write the two letters of ISO 3166-1, such as DE; crm set ID country=Germany finds them",
            "请写 ISO 3166-1 的两位字母，如 DE；crm set 编号 country=德国 会自动换成代码"
        ),
    };
    (what, hint)
}

fn unknown_contact(lang: Lang, who: &str, suggestion: Option<&str>) -> (String, String) {
    let what = tr!(
        lang,
        "no contact is called {who}, so the decision chain leads to nobody",
        "联系人中没有{who}，决策链在这里找不到人",
        who = quoted(lang, who)
    );
    let hint = match suggestion {
        Some(meant) => {
            tr!(lang, "did you mean {meant}?", "是不是{meant}？", meant = quoted(lang, meant))
        }
        None => tr!(
            lang,
            "write the name as it stands in contacts, or add the contact: crm set ID contacts+=\"{who}\"",
            "请写 contacts 里的姓名，或先添加联系人：crm set 编号 contacts+=\"{who}\"",
            who = clean(who)
        ),
    };
    (what, hint)
}

fn not_a_choice(
    lang: Lang,
    key: &str,
    value: &str,
    known: &[String],
    suggestion: Option<&str>,
) -> (String, String) {
    let (name, value) = (key_name(lang, key), quoted(lang, value));
    let what = tr!(
        lang,
        "{name} can't be {value}: crm.yaml's choices don't have it",
        "{name}不能是{value}：crm.yaml 的 choices 里没有"
    );
    let all = known.iter().map(|one| clean(one)).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    let hint = match suggestion {
        Some(meant) => tr!(
            lang,
            "did you mean {meant}? One of: {all}",
            "是不是{meant}？可选：{all}",
            meant = quoted(lang, meant)
        ),
        None => tr!(lang, "one of: {all}", "可选：{all}"),
    };
    (what, hint)
}

fn broken_chain(lang: Lang, from: Option<&str>, left: Option<&str>, id: &str) -> (String, String) {
    let state =
        |grade: Option<&str>| grade.map_or_else(|| lang.pick("no grade", "未定级").to_owned(), detail);
    let (from, left, id) = (state(from), state(left), clean(id));
    (
        tr!(
            lang,
            "this decision changes {from}, but the one before it had made that {left}: one of them may not have known of the other",
            "这次调级从 {from} 改起，而前一次已改为 {left}：两次可能互不知情"
        ),
        tr!(
            lang,
            "look at both (crm show {id} --all), and decide again: crm grade {id} GRADE --why \"…\", or --confirm",
            "请看两条记录（crm show {id} --all），再定一次：crm grade {id} 等级 --why \"…\"，或 --confirm"
        ),
    )
}

/// Customers that would have referred one another, from one to itself.
pub fn referral_circle(lang: Lang, circle: &[String]) -> String {
    match circle {
        [of, _] => {
            let of = clean(of);
            tr!(lang, "{of} can't have referred itself", "{of} 不能由自己转介绍")
        }
        all => {
            let way: Vec<String> = all.iter().map(|id| clean(id)).collect();
            let way = way.join(" ← ");
            tr!(lang, "they would have referred one another: {way}", "互相转介绍，成了一圈：{way}")
        }
    }
}

fn referrer_hint(lang: Lang) -> String {
    tr!(
        lang,
        "write the id of the customer that referred it; crm list finds it",
        "请写转介绍客户的编号，可用 crm list 查找"
    )
}

/// Who is worked with without the management's consent, and how that is written down.
fn not_approved(lang: Lang, id: &str, by: Option<&str>, managers: &[String]) -> (String, String) {
    let (id, managers) = (clean(id), managers.iter().map(|one| clean(one)).collect::<Vec<_>>());
    let what = match by.map(clean) {
        Some(by) => tr!(
            lang,
            "{by} has agreed to work for a customer that brings no visible profit, and is no manager",
            "这个客户没有明显利润，批准跟进的是{by}，但{by}不是 manager"
        ),
        None => tr!(
            lang,
            "it brings no visible profit, and nobody of the management has agreed to work for it",
            "这个客户没有明显利润，跟进须经管理层批准，目前还没有"
        ),
    };
    let who = managers.first().map_or(lang.pick("ID", "人员"), String::as_str);
    let how = tr!(
        lang,
        "once a manager has agreed: crm set {id} approved.by={who} approved.on=today",
        "批准后请记下：crm set {id} approved.by={who} approved.on=今天"
    );
    (what, how)
}
