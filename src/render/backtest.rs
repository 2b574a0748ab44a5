//! How often the model of orders was right, as a page: what was said, what came, and what other rules would have said.

use super::document::{self, Document, Head, Section, Table};
use super::lang::{Lang, tr};
use super::tone::Style;
use crate::model::Decimal;
use crate::rules::rhythm::{
    Backtest, Band, ContactRule, Coverage, Forecaster, LEAST_CUSTOMERS, LEAST_OF_EACH, NoBacktest, rounded,
};

/// A back-test of a book, or how much too small the book is.
#[derive(Clone, Copy, Debug)]
pub struct JudgedBook<'a> {
    pub found: Result<&'a Backtest, NoBacktest>,
    /// The weeks that were judged.
    pub weeks: u32,
}

impl JudgedBook<'_> {
    /// Who had ordered before the weeks, and how many of these ordered in them.
    pub fn size(&self) -> (usize, usize) {
        match self.found {
            Ok(Backtest { customers, ordered, .. }) => (*customers, *ordered),
            Err(NoBacktest { customers, ordered, .. }) => (customers, ordered),
        }
    }
}

/// The page of a terminal.
pub fn backtest_text(lang: Lang, judged: JudgedBook<'_>, style: Style) -> String {
    document::text(&backtest_page(lang, judged), style)
}

/// The same as a page that is sent around.
pub fn backtest_page(lang: Lang, judged: JudgedBook<'_>) -> Document {
    let JudgedBook { found, weeks } = judged;
    let (customers, ordered) = judged.size();
    let title = tr!(lang, "How often the model was right: {weeks} weeks", "模型准不准：{weeks}周");
    let found = match found {
        Ok(found) => found,
        Err(nothing) => {
            let lead = nothing_said(lang, nothing);
            return Document { lang, title, lead, sections: Vec::new(), hint: String::new() };
        }
    };
    let cut = found.cut;
    Document {
        lang,
        title,
        lead: tr!(
            lang,
            "What was known on {cut}, held against what came: {ordered} of {customers} customers ordered.",
            "用 {cut} 已知的情况推算，与后来的订单对照：{customers} 个客户中 {ordered} 个下了单。"
        ),
        sections: vec![calibration(lang, found), beside(lang, found), contacts(lang, found)],
        hint: lang
            .pick(
                "Groups of fewer than ten customers say little. One span is one try: --backtest 26w is another.",
                "不足十个客户的一组说明不了什么。一段时间只是一次检验：--backtest 26周 是另一次。",
            )
            .to_owned(),
    }
}

/// Why nothing can be said.
fn nothing_said(lang: Lang, nothing: NoBacktest) -> String {
    let NoBacktest { customers, ordered, is_large_enough } = nothing;
    let (all, each) = (LEAST_CUSTOMERS, LEAST_OF_EACH);
    if is_large_enough {
        return tr!(
            lang,
            "Nothing can be said: the search found no numbers for the {customers} customers that had ordered before, of whom {ordered} ordered in these weeks.",
            "说不出结论：此前下过单的客户有 {customers} 个，其中 {ordered} 个在这几周下了单，但没有为它们求得数值。"
        );
    }
    tr!(
        lang,
        "Nothing can be said: {customers} customers had ordered before, {ordered} of them ordered in these weeks. Needed are {all}, of whom {each} did and {each} did not: on fewer a coin would look good.",
        "说不出结论：此前下过单的客户有 {customers} 个，其中 {ordered} 个在这几周下了单。至少要 {all} 个，其中下单和未下单的各 {each} 个；再少，连抛硬币都会显得准。"
    )
}

/// A section of a table; all but its first column are numbers, but for a picture at the end.
fn section(heading: &str, names: &[&str], rows: Vec<Vec<String>>, below: &str) -> Section {
    let head = |(at, name): (usize, &&str)| Head {
        name: (*name).to_owned(),
        is_number: at > 0 && !name.is_empty(),
        is_whole: true,
    };
    let columns = names.iter().enumerate().map(head).collect();
    let table = Some(Table { columns, rows });
    Section { heading: heading.to_owned(), table, below: below.to_owned(), ..Section::default() }
}

/// Of those given 0–10, 10–30 … %, how many ordered.
fn calibration(lang: Lang, found: &Backtest) -> Section {
    let names = match lang {
        Lang::En => ["said", "customers", "ordered", "came", ""],
        Lang::Zh => ["所说的可能", "客户", "下单", "实际", ""],
    };
    let row = |band: &Band| {
        let (from, until) = (whole(band.from), whole(band.until));
        let came = band.ordered as f64 / band.customers as f64;
        vec![
            tr!(lang, "{from}–{until} %", "{from}–{until}%"),
            band.customers.to_string(),
            band.ordered.to_string(),
            tr!(lang, "{of} %", "{of}%", of = whole(came)),
            bar(came, band.said),
        ]
    };
    let rows = found.bands.iter().map(row).collect();
    let below = lang.pick(
        "█ what came, │ what was said: they should end at the same place.",
        "█ 实际，│ 所说：两者应当对齐。",
    );
    section(lang.pick("What was said, and what came", "所说与实际"), &names, rows, below)
}

/// So many places are all of it.
const BAR: usize = 20;

/// What came, as a bar, and the place of what was said.
fn bar(came: f64, said: f64) -> String {
    let place = |part: f64| (part * BAR as f64).round().clamp(0.0, BAR as f64) as usize;
    let (came, said) = (place(came), place(said).min(BAR - 1));
    let cell = |at: usize| match (at == said, at < came) {
        (true, _) => '│',
        (_, true) => '█',
        _ => '·',
    };
    (0..BAR).map(cell).collect()
}

/// The model beside simpler rules.
fn beside(lang: Lang, found: &Backtest) -> Section {
    let names = match lang {
        Lang::En => ["by", "right", "Brier"],
        Lang::Zh => ["依据", "排对", "布赖尔分"],
    };
    let brier = |value: f64| rounded(value, 3).to_string();
    let said = |forecaster: &Forecaster| match forecaster {
        Forecaster::Model => (lang.pick("this model", "本模型"), brier(found.brier)),
        Forecaster::OwnGap => (lang.pick("own gap × 1.5", "自身间隔的 1.5 倍"), String::new()),
        Forecaster::LastOrder => (lang.pick("age of the last order", "上一单的远近"), String::new()),
    };
    let row = |(forecaster, auc): &(Forecaster, f64)| {
        let (name, brier) = said(forecaster);
        vec![name.to_owned(), of_hundred(lang, *auc), brier]
    };
    let mut rows: Vec<Vec<String>> = found.auc.iter().map(row).collect();
    let all = lang.pick("everybody alike, every four weeks", "一视同仁，每四周一次");
    rows.push(vec![all.to_owned(), of_hundred(lang, 0.5), brier(found.brier_of_all)]);
    let below = lang.pick(
        "right: of one who ordered and one who did not, how often the first was put higher (AUC). Brier: 0 is never wrong. Differences below 1 of 100 are ties.",
        "排对：一个下了单、一个没下单的客户，把前者排在前面的次数（AUC）。布赖尔分：0 为从不出错。不足百分之一的差别算平手。",
    );
    section(
        lang.pick("Who was put first, beside simpler rules", "排序准不准，与简单规则相比"),
        &names,
        rows,
        below,
    )
}

/// Contacts spent, and orders covered.
fn contacts(lang: Lang, found: &Backtest) -> Section {
    let names = match lang {
        Lang::En => ["whom", "contacts", "orders covered", "of"],
        Lang::Zh => ["联系谁", "联系次数", "覆盖的订单", "订单总数"],
    };
    let row = |one: &Coverage| {
        let name = match one.rule {
            ContactRule::Model => lang.pick("over 30 % within 3 weeks", "3周内下单可能超过 30% 的"),
            ContactRule::EveryFourWeeks => lang.pick("everybody every four weeks", "每人每四周一次"),
        };
        vec![name.to_owned(), one.contacts.to_string(), one.reached.to_string(), one.orders.to_string()]
    };
    let rows = found.coverage.iter().map(row).collect();
    let below = lang.pick(
        "covered: a contact lay in the three weeks before the order.",
        "覆盖：下单前三周内有过一次联系。",
    );
    section(
        lang.pick("What contacts would have cost, and reached", "联系要花多少，覆盖多少"),
        &names,
        rows,
        below,
    )
}

fn whole(part: f64) -> Decimal {
    rounded(part * 100.0, 0)
}

fn of_hundred(lang: Lang, part: f64) -> String {
    let of = rounded(part * 100.0, 1);
    tr!(lang, "{of} of 100", "{of}/100")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_what_came_and_where_what_was_said_stands() {
        assert_eq!(bar(0.5, 0.25), "█████│████··········");
        assert_eq!(bar(0.0, 0.0), "│···················");
        assert_eq!(bar(1.0, 1.0), "███████████████████│");
    }
}
