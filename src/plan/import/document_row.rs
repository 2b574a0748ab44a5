//! A row of orders or invoices, read: one line of a document.

use chrono::NaiveDate;

use super::day_order::{self, split_hour};
use super::values::Cells;
use super::{ListKind, Settings, Wrong, decimal, people};
use crate::model::name::fold;
use crate::model::{Currency, Decimal, EntryField, Measure, Stamp};

/// What a line says.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The place of its row in the table.
    pub row: usize,
    pub at: Stamp,
    /// The number of its order or invoice.
    pub reference: Option<String>,
    /// The order that it takes off.
    pub returns: Option<String>,
    pub fate: Fate,
    pub amount: Decimal,
    pub currency: Option<Currency>,
    pub cost: Option<Decimal>,
    pub item: Option<String>,
    pub quantity: Option<Decimal>,
    pub unit: Option<String>,
    pub by: Option<String>,
    pub due: Option<NaiveDate>,
    /// What it says of its state that nobody knows.
    pub states: Vec<String>,
}

/// What a list says has become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Ordered,
    /// The row is a return, a credit note: its amount is taken off, whatever its sign.
    Return,
    /// The row is of an order that was cancelled since, or came back: there is one to take off.
    Cancelled,
}

/// What is folded, without what stands between its letters.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|own| own == word)
}

impl Fate {
    /// Whether nobody knows what that says of an order.
    fn is_unknown(text: &str) -> bool {
        let word = bare(text);
        !word.is_empty() && Fate::of(text) == Fate::Ordered && !is_one_of(STANDING, &word)
    }

    fn of(text: &str) -> Self {
        let word = bare(text);
        let is_one = |words: &str| is_one_of(words, &word);
        match () {
            () if is_one(RETURNS) => Fate::Return,
            // `Cancelled at` of a shop.
            () if is_one(CANCELLED) || day_order::read(split_hour(text).0).is_some() => Fate::Cancelled,
            () => Fate::Ordered,
        }
    }
}

/// What people and programs call a return.
const RETURNS: &str = "return returns refund credit creditnote creditmemo rma retoure gutschrift 退货 退货单 销售退货 退货订单 \
    退款 退款单 红字 红冲 冲红 红字发票 销退";

/// What they call an order that stands, whatever is done of it.
const STANDING: &str = "order orders ordered sale sales salesorder salesinvoice invoice standard normal new open confirmed \
    approved processing inprogress inproduction accepted authorized captured placed paid partiallypaid unpaid invoiced billed \
    shipped partiallyshipped dispatched intransit delivered fulfilled partiallyfulfilled unfulfilled partial partially \
    completed complete closed done finished archived offen bezahlt versendet geliefert abgeschlossen bestellung rechnung \
    订单 销售 销售订单 标准订单 普通销售 销售出库 销售发票 普通 正常 新建 已下单 已确认 已审核 审核 已批准 生产中 处理中 进行中 执行中 \
    已付款 已付 已收款 已支付 部分付款 待发货 发货中 已发货 部分发货 已出库 待收货 已签收 已收货 已完成 完成 已完结 完结 交易成功 \
    交易完成 已结算 已开票 蓝字 蓝字发票";

/// What they call an order that was one.
const CANCELLED: &str = "cancelled canceled cancellation void voided returned refunded storniert storno 取消 已取消 订单取消 \
    作废 已作废 已退货 已退款 已退 交易关闭 已关闭交易 交易取消";

/// What a row says beside its customer. Where something is wrong with it, the cells know.
pub(super) fn read(
    cells: &mut Cells<'_>,
    settings: &Settings<'_>,
    kind: ListKind,
    row: usize,
) -> Option<Line> {
    let at = cells.stamp("at");
    if at.is_none() && cells.at("at").is_none() {
        cells.fail(None, "", Wrong::Missing("at"));
    }
    cells.from = at.map(|at| at.day());
    let reference = cells.digits("ref");
    if reference.is_none() && kind == ListKind::Invoices {
        cells.fail(None, "", Wrong::Missing("ref"));
    }
    let said = cells.quantity("quantity").map(|(number, unit)| (number, unit.map(str::to_owned)));
    let (quantity, beside) = said.map_or((None, None), |(number, unit)| (Some(number), unit));
    let unit = cells.text("unit").or(beside);
    let (amount, currency) = money(cells, quantity);
    let amount = amount?;
    let cost = cost(cells, amount, quantity);
    let fates = || cells.all("type").into_iter().map(|(_, text)| Fate::of(text));
    let fate = fates().find(|fate| *fate != Fate::Ordered).unwrap_or(Fate::Ordered);
    let amount = if fate == Fate::Return { -amount.abs() } else { amount };
    let by = cells.text("by").map(|by| people::person(&settings.people, &by).unwrap_or(by));
    let line = Line {
        row,
        at: at?,
        reference,
        returns: cells.digits("returns"),
        fate,
        amount,
        currency,
        // What a return costs us less is taken off, too.
        cost: cost.map(|cost| if fate == Fate::Return { -cost.abs() } else { cost }),
        item: cells.text("item"),
        quantity,
        unit,
        by,
        due: cells.day("due"),
        states: cells
            .all("type")
            .into_iter()
            .map(|(_, text)| text.trim().to_owned())
            .filter(|text| Fate::is_unknown(text))
            .collect(),
    };
    cells.errors.is_empty().then_some(line)
}

/// The amount, or what it is by the price; and in what.
fn money(cells: &mut Cells<'_>, quantity: Option<Decimal>) -> (Option<Decimal>, Option<Currency>) {
    let said = cells.value("currency", Wrong::Currency, decimal::read_currency);
    let priced = |cells: &mut Cells<'_>| {
        let (price, beside) = cells.amount("price", Measure::Amount)?;
        Some((price.checked_mul(quantity?)?.normalize(), beside))
    };
    let found = match cells.at("amount") {
        Some(_) => cells.amount("amount", Measure::Amount),
        None => priced(cells),
    };
    let Some((amount, beside)) = found else {
        if cells.errors.is_empty() {
            cells.fail(None, "", Wrong::Missing(EntryField::Amount.as_str()));
        }
        return (None, said);
    };
    if let (Some(said), Some(beside)) = (said, beside)
        && said != beside
    {
        cells.contradicts("currency", beside.as_str());
    }
    (Some(amount), said.or(beside))
}

/// What the line costs us, by any of the ways in which lists say it.
fn cost(cells: &mut Cells<'_>, amount: Decimal, quantity: Option<Decimal>) -> Option<Decimal> {
    if cells.at("cost").is_some() {
        // Of a line that came back it is negative.
        return cells.number("cost", Measure::Amount);
    }
    if cells.at("profit").is_some() {
        return amount.checked_sub(cells.number("profit", Measure::Amount)?);
    }
    if cells.at("unit_cost").is_some() {
        return cells.number("unit_cost", Measure::Cost)?.checked_mul(quantity?);
    }
    let margin = cells.margin("margin")?;
    amount.checked_sub(amount.checked_mul(margin)?)
}
