//! Which key a header means: by a table of what people write, else by what is nearest to it.

mod documents;
pub(super) mod words;

use super::{ImportKey, ListKind};
use crate::model::name::fold;
use crate::model::slips;
use crate::model::{Cell, Table, TableRow};
use words::{NUMBERED, WEAK};

/// Columns that `crm` computes and writes, and never reads back.
const COMPUTED: &str =
    "lastcontactcomputed nextdue nextreason line label 客户分类 维护策略调整 changeofstrategy";

/// A column that only our own table of customers for people has.
const OF_PEOPLE: &str = "并非同一客户";

/// Its columns that are computed, or written as sentences.
const FOR_PEOPLE: &str = "联系人 偏好 承诺 纪念日 自定义 上次跟进 下次跟进 原因 并非同一客户";

/// What a header was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Key(ImportKey),
    /// This key, where no other column says it more clearly.
    Perhaps(ImportKey),
    /// This key of another address, where a customer has one.
    Further(ImportKey),
    /// A figure that `crm` computes itself.
    Computed,
    /// Nothing that is known.
    Unknown,
}

/// What a header means.
pub(super) fn guess(header: &str, kind: ListKind, all: &[String]) -> Guess {
    let folded = folded(header);
    if folded.is_empty() {
        return Guess::Unknown;
    }
    if kind.entry().is_some() {
        return of_document(&folded, kind, all);
    }
    let is_ours = |own: &str| all.iter().any(|header| header == own);
    let is_maintenance = is_ours("change of strategy") || is_ours("维护策略调整");
    if is_ours(OF_PEOPLE) && FOR_PEOPLE.split_whitespace().any(|own| own == folded) {
        return Guess::Computed;
    }
    if (is_export(all) && folded == "lastcontact") || (is_maintenance && folded == "class") {
        return Guess::Computed;
    }
    if COMPUTED.split_whitespace().any(|own| own == folded) {
        return Guess::Computed;
    }
    if let Some(key) = ImportKey::parse(header, kind) {
        return clear(&folded, key);
    }
    if kind.is_of_customers() && is_of_a_further_person(&folded, all) {
        return Guess::Unknown;
    }
    match chat(&folded).filter(|_| kind.is_of_customers()) {
        Some(service) => Guess::Key(ImportKey::Chat(service.to_owned())),
        None => known(&folded, &words::of(kind)),
    }
}

/// What a header of orders, invoices or payments means. What is only like a word, or ends with one, comes behind what is
/// one: beside `金额` there may be a `含税金额`.
fn of_document(folded: &str, kind: ListKind, all: &[String]) -> Guess {
    if kind == ListKind::Orders && is_of_a_shop(all) {
        return documents::of_a_shop(folded, |other| all.iter().any(|own| self::folded(own) == other))
            .map_or(Guess::Unknown, |key| Guess::Key(ImportKey::Known(key)));
    }
    if documents::OTHERS.split_whitespace().any(|other| other == folded) {
        return Guess::Unknown;
    }
    // Of columns with the tax and without it the one that is owed, or that is revenue, comes first.
    if let Some(own) = documents::rank(kind, folded) {
        let best = all.iter().filter_map(|other| documents::rank(kind, &self::folded(other))).max();
        let key = ImportKey::Known("amount");
        return if best.is_some_and(|best| best > own) { Guess::Perhaps(key) } else { Guess::Key(key) };
    }
    match known(folded, &words::of(kind)) {
        // A bank says the number of an invoice in whichever of its columns.
        Guess::Key(key @ ImportKey::Known("text")) | Guess::Perhaps(key @ ImportKey::Known("text"))
            if kind == ListKind::Payments =>
        {
            Guess::Key(key)
        }
        Guess::Key(ImportKey::Known(key)) | Guess::Perhaps(ImportKey::Known(key))
            if documents::is_weak(kind, key, folded) =>
        {
            Guess::Perhaps(ImportKey::Known(key))
        }
        Guess::Perhaps(key) => Guess::Key(key),
        other => other,
    }
}

/// Whether a column is of a second person beside the first: `Contact 2`, and `Email 2` in a table that has one. Taken for the
/// first one's, it would give that one the address of somebody else.
fn is_of_a_further_person(column: &str, all: &[String]) -> bool {
    let parts = |text: &str| text.chars().partition::<String, _>(char::is_ascii_digit);
    let means = |word: &str, is_it: fn(&str) -> bool| {
        words::of_customers()
            .any(|(key, all)| is_it(key) && all.split_whitespace().any(|known| known == word))
    };
    let (number, bare) = parts(column);
    let is_second = number.parse::<u32>().is_ok_and(|number| number > 1);
    let is_name = |header: &String| {
        let (other, bare) = parts(&folded(header));
        other == number && means(&bare, |key| key == "contact")
    };
    is_second
        && means(&bare, |key| key == "contact" || key.starts_with("contact."))
        && all.iter().any(is_name)
}

/// Whether it is a table that `crm export` writes, with figures of its own beside the keys.
pub(super) fn is_export(all: &[String]) -> bool {
    let is_ours = |own: &str| all.iter().any(|header| header == own);
    is_ours("next_due") && is_ours("last_contact")
}

fn known(folded: &str, table: &[(&'static str, &'static str)]) -> Guess {
    let words =
        || table.iter().flat_map(|(key, words)| words.split_whitespace().map(move |word| (*key, word)));
    if let Some((key, _)) = words().find(|(_, word)| *word == folded) {
        return clear(folded, ImportKey::Known(key));
    }
    // `E-mail 2 - Value`, `Address 2 - City`, `Business Street 2`.
    let bare: String = folded.chars().filter(|c| !c.is_ascii_digit()).collect();
    if bare != folded
        && let Some((key, _)) = words().find(|(key, word)| *word == bare && NUMBERED.contains(key))
    {
        let group: String =
            folded.trim_start_matches("address").chars().take_while(char::is_ascii_digit).collect();
        let is_further = bare.starts_with("address") && bare != "address" && group.parse().unwrap_or(1) > 1;
        return if is_further {
            Guess::Further(ImportKey::Known(key))
        } else {
            Guess::Key(ImportKey::Known(key))
        };
    }
    // A slip of the keys, in words that are long enough for one.
    let is_long = |word: &str| word.is_ascii() && word.len() >= 6;
    let near = words().filter(|(_, word)| is_long(word));
    let near = near.filter_map(|(key, word)| Some((slips(word, folded, folded.len() / 6)?, key)));
    if let Some((_, key)) = near.min_by_key(|(slips, _)| *slips) {
        return Guess::Key(ImportKey::Known(key));
    }
    // `客户公司名称（中文）`: the longest of the words that it ends with.
    let ends = |word: &&str| !word.is_ascii() && word.chars().count() >= 2 && folded.ends_with(*word);
    let longest = words().filter(|(_, word)| ends(word)).max_by_key(|(_, word)| word.len());
    longest.map_or(Guess::Unknown, |(key, _)| Guess::Key(ImportKey::Known(key)))
}

fn clear(folded: &str, key: ImportKey) -> Guess {
    let is_weak = WEAK.split(' ').any(|word| word == folded);
    if is_weak { Guess::Perhaps(key) } else { Guess::Key(key) }
}

fn chat(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "wechat" | "wechatid" | "weixin" | "微信" | "微信号" | "联系人微信" => "wechat",
        "whatsapp" | "whatsappnumber" => "whatsapp",
        "qq" | "qq号" | "qq号码" => "qq",
        "skype" | "skypeid" => "skype",
        "telegram" => "telegram",
        "line" | "lineid" => "line",
        "钉钉" | "dingtalk" => "dingtalk",
        _ => return None,
    })
}

/// Whether a header of orders, invoices or payments says that it is another day or sum than theirs.
pub(super) fn is_of_others(header: &str) -> bool {
    let folded = folded(header);
    documents::OTHERS.split_whitespace().any(|other| other == folded)
}

/// Rows in which the header is looked for: banks and ERPs write the account, or the period, above it.
const TITLES: usize = 9;

/// The table below its real header, where titles stand above that, and the row of that header.
pub(super) fn below_titles(table: &Table, kind: ListKind) -> Option<(Table, u32)> {
    let all = |row: &TableRow| -> Vec<Cell> { row.cells.iter().chain(&row.surplus).cloned().collect() };
    let texts = |row: &TableRow| -> Vec<String> {
        let mut texts: Vec<String> = all(row).iter().map(|cell| cell.text.trim().to_owned()).collect();
        while texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        texts
    };
    let count = |header: &[String]| {
        let is_known =
            |text: &&String| !matches!(guess(text, kind, header), Guess::Unknown | Guess::Computed);
        header.iter().filter(is_known).count()
    };
    // A title is a word or two; whoever has a header of three known columns has it where it belongs.
    if count(&table.header) > 1 {
        return None;
    }
    let rows = table.rows.iter().take(TITLES).enumerate();
    let (at, header) = rows.map(|(at, row)| (at, texts(row))).find(|(_, header)| count(header) > 2)?;
    let row = |row: &TableRow| {
        let mut cells = all(row);
        let surplus = if cells.len() > header.len() { cells.split_off(header.len()) } else { Vec::new() };
        let has_more = surplus.iter().any(|cell| !cell.text.trim().is_empty());
        TableRow { cells, surplus: if has_more { surplus } else { Vec::new() }, ..row.clone() }
    };
    let rows = table.rows[at + 1..].iter().map(row).collect();
    Some((Table { header, rows }, table.rows[at].line))
}

/// Whether a key is one of what the lines of an order have in common, which is written once where cells are merged.
pub(super) fn is_of_the_head(key: &str) -> bool {
    documents::is_of_the_head(key)
}

/// Whether the headers are those of Shopify, whose `Name` is the number of the order.
pub(super) fn is_of_a_shop(all: &[String]) -> bool {
    all.iter().any(|header| folded(header) == "lineitemname")
}

/// Whether below a header of Shopify stands who pays.
pub(super) fn is_person_of_a_shop(header: &str) -> bool {
    folded(header) == "billingname"
}

/// Folded, without what stands in brackets, blanks and signs.
fn folded(header: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in fold(header).chars() {
        match c {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(header: &str) -> String {
        match guess(header, ListKind::Customers, &[]) {
            Guess::Key(key) => key.to_string(),
            Guess::Perhaps(key) => format!("{key}?"),
            Guess::Further(key) => format!("2nd {key}"),
            Guess::Computed => "computed".to_owned(),
            Guess::Unknown => "?".to_owned(),
        }
    }

    #[test]
    fn what_is_of_a_second_person_is_not_the_first_ones() {
        for all in [
            ["Contact", "Email", "Contact 2", "Position 2", "Email 2"],
            ["联系人", "邮箱", "联系人2", "职位2", "邮箱2"],
        ] {
            let all = all.map(str::to_owned);
            let found = all.each_ref().map(|header| guess(header, ListKind::Customers, &all));
            let known = |key| Guess::Key(ImportKey::Known(key));
            let none = || Guess::Unknown;
            assert_eq!(found, [known("contact"), known("contact.email"), none(), none(), none()], "{all:?}");
        }
        // Without one it is a second address of the first.
        let all = ["联系人", "邮箱", "邮箱2"].map(str::to_owned);
        assert_eq!(guess("邮箱2", ListKind::Customers, &all), Guess::Key(ImportKey::Known("contact.email")));
    }

    #[test]
    fn headers_mean_keys_in_both_languages() {
        for (header, want) in [
            ("客户名称", "name"),
            ("公司", "name"),
            ("Company Name", "name"),
            ("Firma *", "name"),
            ("联系人", "contact"),
            ("手机", "contact.phone"),
            ("E-Mail", "contact.email"),
            ("微信号", "chat.wechat"),
            ("WhatsApp", "chat.whatsapp"),
            ("客户等级（ABC）", "grade"),
            ("业务员", "owner"),
            ("上次跟进时间", "last"),
            ("Next follow-up", "last.next"),
            ("Costumer Name", "name"),
            ("custom.code", "custom.code"),
            ("contacts[0].email", "contact.email"),
            ("海外客户名称", "name"),
            ("客户分类", "computed"),
            ("Name", "name?"),
            ("E-mail 2 - Value", "contact.email"),
            ("E-mail 1 - Label", "?"),
            ("E-mail 3 Address", "contact.email"),
            ("Phone 1 - Value", "contact.phone"),
            ("Organization 1 - Name", "name"),
            ("Organization Title", "contact.position"),
            ("Address 1 - Postal Code", "postcode"),
            ("Address 2 - City", "2nd city"),
            ("Address 2", "address"),
            ("Business Street 2", "address"),
            ("Business Country/Region", "country"),
            ("Company owner", "owner"),
            ("Contact owner", "owner"),
            ("Record ID", "number"),
            ("Company Domain Name", "website"),
            ("Last Activity Date (GMT+8)", "last"),
            ("First Name", "contact.first"),
            ("内部码", "?"),
            ("", "?"),
        ] {
            assert_eq!(key(header), want, "{header}");
        }
    }

    #[test]
    fn every_word_means_one_thing_and_every_key_has_one() {
        let tables: [Vec<_>; 2] = [words::of_customers().collect(), words::of_entries().collect()];
        for table in tables {
            let mut seen = std::collections::BTreeMap::new();
            for (key, words) in table {
                for word in words.split_whitespace() {
                    assert_eq!(folded(word), word, "{key}: it would never be met");
                    assert_eq!(seen.insert(word, key), None, "{word}");
                }
            }
        }
    }
}
