//! Why a row of orders, invoices or payments can't be taken.

use crate::plan::import::{ListKind, OpenInvoice, Remark, Wrong};
use crate::render::lang::{Lang, key_name, money, one_line, quoted, tr};

/// What a list has, by what its rows are.
pub fn listed_things(lang: Lang, kind: ListKind) -> &'static str {
    match kind {
        ListKind::Orders => lang.pick("orders", "订单"),
        ListKind::Invoices => lang.pick("invoices", "发票"),
        ListKind::Payments => lang.pick("payments", "收款"),
        ListKind::Entries => lang.pick("entries", "记录"),
        ListKind::Customers => lang.pick("customers", "客户"),
    }
}

/// The heading over the rows of a verdict where several rows are one order.
pub fn document_heading(lang: Lang, code: &str, count: usize, applied: bool) -> String {
    let rows = match count {
        1 => tr!(lang, "{count} row", "{count} 行"),
        _ => tr!(lang, "{count} rows", "{count} 行"),
    };
    match code {
        "create" => tr!(lang, "{rows} of new customers", "新客户 {rows}"),
        "update" if applied => tr!(lang, "{rows} entered", "已写入 {rows}"),
        "update" => tr!(lang, "{rows} to be entered", "待写入 {rows}"),
        "duplicate" => tr!(lang, "{rows} said twice", "重复 {rows}"),
        "unchanged" => tr!(lang, "{rows} unchanged", "无变化 {rows}"),
        _ => tr!(lang, "{rows} with errors", "有误 {rows}"),
    }
}

/// What an order, an invoice or a payment of a row is.
pub(super) fn remark(lang: Lang, remark: &Remark) -> String {
    match remark {
        Remark::Document { reference, returns, lines, money: sum } => {
            let number = reference.as_deref().map(one_line).into_iter();
            let taken = returns.as_deref().map(|of| {
                let of = one_line(of);
                tr!(lang, "takes off {of}", "冲抵 {of}")
            });
            let head: Vec<String> = number.chain(taken).collect();
            let colon = lang.pick(": ", "：");
            let head =
                if head.is_empty() { String::new() } else { head.join(lang.pick(", ", "，")) + colon };
            let sum = money(*sum);
            match lines {
                1 => head + &sum,
                count => tr!(lang, "{head}{sum} in {count} rows", "{head}{sum}，共 {count} 行"),
            }
        }
        Remark::Pays { invoice, open, is_by_sum } => {
            let invoice = invoice.as_deref().map_or_else(|| "?".to_owned(), one_line);
            let open = money(*open);
            match is_by_sum {
                false => tr!(lang, "pays {invoice}, of which {open} was open", "付 {invoice}，未付 {open}"),
                true => tr!(
                    lang,
                    "pays {invoice} by its sum: the only one of {open}",
                    "按金额付 {invoice}：唯一一张 {open}"
                ),
            }
        }
        _ => String::new(),
    }
}

/// What is wrong with it, and what to try.
pub(super) fn explained(lang: Lang, value: &str, wrong: &Wrong) -> (String, Option<String>) {
    let try_this = |en: &str, zh: &str| Some(lang.pick(en, zh).to_owned());
    match wrong {
        Wrong::Changed { line, number, field, ours } => {
            let number = match number.as_str() {
                "" => String::new(),
                number => one_line(number) + lang.pick(": ", "："),
            };
            let (field, ours) = (key_name(lang, field.as_str()), quoted(lang, ours));
            (
                tr!(
                    lang,
                    "{number}{field} is \"{value}\" now, and {ours} in line {line} of the log",
                    "{number}{field}现为「{value}」，日志第 {line} 行是{ours}"
                ),
                try_this(
                    "an import changes no entry: put that line right by hand",
                    "导入不修改已有记录：请手工改正那一行",
                ),
            )
        }
        Wrong::LineOf(row) => (
            tr!(lang, "row {row} of the same number can't be taken", "同一单号的第 {row} 行无法导入"),
            try_this(
                "put that row right and import again: half an order is none",
                "改正那一行后再导入：不导入半张单据",
            ),
        ),
        Wrong::Sum(rows) => {
            let rows = rows.to_string();
            (
                tr!(
                    lang,
                    "the list's own sum is {value}, and the rows above make {rows}",
                    "清单自己的合计为 {value}，上面各行相加为 {rows}"
                ),
                try_this(
                    "rows that can't be read are not in it: look for those first",
                    "读不出的行不在其中：请先查看这些行",
                ),
            )
        }
        Wrong::ByHand(line) => (
            tr!(
                lang,
                "{value}: perhaps the one logged by hand: line {line} of the log",
                "{value}：可能就是手工记录的那一个：日志第 {line} 行"
            ),
            Some(tr!(
                lang,
                "the same one: add \"ref\":\"{value}\" to that line; another one: crm log ID --order SUM --ref \"{value}\" --at DAY",
                "同一个：在那一行加上 \"ref\":\"{value}\"；确是另一个：crm log 编号 --order 金额 --ref \"{value}\" --at 日期"
            )),
        ),
        Wrong::OtherCurrency(row, other) => (
            tr!(
                lang,
                "\"{value}\", but {other} in row {row} of the same number",
                "「{value}」，同一单号的第 {row} 行却是 {other}"
            ),
            try_this(
                "one order has one currency: give it a number of its own",
                "一张单据只有一种币种：请另用单号",
            ),
        ),
        Wrong::Nobody(near) => {
            let near = near.iter().take(5).map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
            let hint = match near.is_empty() {
                true => try_this("--create makes it; or crm add", "--create 可新建；或用 crm add 新增"),
                false => Some(tr!(
                    lang,
                    "perhaps {near}: add the name to its aliases; another one: crm add NAME --force",
                    "可能是 {near}：把名称加入其别名；确是另一个：crm add 名称 --force"
                )),
            };
            (tr!(lang, "there is no customer \"{value}\"", "没有客户「{value}」"), hint)
        }
        Wrong::NoInvoice(open) if open.is_empty() => (
            tr!(lang, "no invoice has {value} still to be paid", "没有待付 {value} 的发票"),
            try_this(
                "crm import --invoices first; or crm log ID --payment",
                "先用 crm import --invoices 导入发票，或用 crm log 编号 --payment",
            ),
        ),
        Wrong::PaidInvoice { number, id, on } => {
            let number = one_line(number);
            let on = on.map(|day| tr!(lang, ", on {day}", "（{day}）")).unwrap_or_default();
            (
                tr!(lang, "{number} of {id} is paid already{on}", "{id} 的 {number} 已付清{on}"),
                Some(tr!(
                    lang,
                    "the same money: leave the row out; more money: crm log {id} --payment {value}",
                    "同一笔款：去掉这一行；另一笔款：crm log {id} --payment {value}"
                )),
            )
        }
        Wrong::NoInvoice(open) => {
            let open =
                open.iter().map(|one| named(lang, one)).collect::<Vec<_>>().join(lang.pick(", ", "、"));
            (
                tr!(lang, "not clear which invoice {value} pays", "不清楚 {value} 付的是哪张发票"),
                Some(tr!(
                    lang,
                    "perhaps {open}: write its number into the row",
                    "可能是 {open}：请在该行写明发票号"
                )),
            )
        }
        _ => (String::new(), None),
    }
}

fn named(lang: Lang, one: &OpenInvoice) -> String {
    let number = one.reference.as_deref().map_or_else(|| "?".to_owned(), one_line);
    let (id, rest) = (&one.id, money(one.rest));
    tr!(lang, "{number} of {id} ({rest})", "{id} 的 {number}（{rest}）")
}
