//! How a table is to be understood: which column is what, and what every row shares.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::fit::{Fits, Knowledge};
use super::header::{Guess, guess, is_export, is_of_others};
use super::{DayOrder, DecimalSign, ImportKey, ListKind, Spoken, Tense, Verdict};
use crate::model::{Meanings, Stamp, Table};
use crate::rules::Policy;

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It feeds a key.
    Key(ImportKey),
    /// It is a figure that is computed anew.
    Computed,
    /// Its key has a column already.
    Taken(ImportKey),
    /// Its header reads so, but its values can't be that.
    Unfit(ImportKey),
    /// Nobody knows what it is.
    Unknown,
    /// The mapping leaves it out.
    LeftOut,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub header: String,
    /// What becomes of it.
    pub used: Use,
    /// Whether it was guessed, not said.
    pub is_guessed: bool,
}

/// The reader of days as people say them.
pub type SpokenDays<'a> = Box<dyn Fn(&str, NaiveDate, Tense) -> Option<Spoken> + 'a>;

/// What `crm export` reckons and writes into cells of the maintenance list that are otherwise somebody's own words.
#[derive(Clone, Copy)]
pub struct ListWords {
    /// Whether a status is reckoned.
    pub is_status: fn(&str) -> bool,
    /// What of a feedback the newest follow-up says.
    pub reply: fn(&str) -> &str,
}

/// How a table is to be understood.
pub struct Settings<'a> {
    pub columns: Vec<Column>,
    /// Key and value, for new customers or entries that don't say it themselves.
    pub defaults: Vec<(ImportKey, String)>,
    /// Header, and what the values below it mean; `-` for a value that is left out.
    pub values: Meanings,
    /// Tags for every customer of the table.
    pub tags: Vec<String>,
    /// Day before month or the other way round, where it was said.
    pub dates: Option<DayOrder>,
    /// What stands before the fraction of a number, where it was said.
    pub decimal: Option<DecimalSign>,
    /// Whether the table wins where the book says something else.
    pub overwrite: bool,
    /// Whether whoever isn't there is made, where the rows are orders or invoices.
    pub creates: bool,
    /// Which verdicts are carried out.
    pub only: Vec<&'static str>,
    /// Whether its rows are cards of an address book.
    pub is_cards: bool,
    /// Who imports.
    pub by: String,
    /// The team's persons: id and name.
    pub people: Vec<(String, Option<String>)>,
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// The day of the import.
    pub today: NaiveDate,
    /// Its moment.
    pub now: Stamp,
    /// Ids that files have already, the readable ones and the others.
    pub taken: Vec<String>,
    /// What the maintenance list itself says.
    pub list_words: ListWords,
    /// A day as people say it, seen from another one.
    pub spoken: SpokenDays<'a>,
    /// An hour of whoever imports.
    pub local: Box<dyn Fn(NaiveDate, NaiveTime) -> Option<DateTime<FixedOffset>>>,
}

impl Settings<'_> {
    /// Whether rows of this verdict are carried out.
    pub(super) fn wants(&self, code: &str) -> bool {
        self.only.is_empty() || self.only.contains(&code)
    }

    /// Whether `crm` has written the table for people: its next dates are its own reckoning, as far as nobody has typed
    /// another one.
    pub fn is_ours(&self) -> bool {
        self.columns.iter().any(|column| column.used == Use::Computed)
    }

    /// Whether a column of it feeds a key.
    pub fn reads(&self, key: &str) -> bool {
        !self.columns_of(key).is_empty()
    }

    /// Whether anything is made of a column, or would be, if its values could be read.
    pub(super) fn is_used(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| matches!(column.used, Use::Key(_) | Use::Unfit(_)))
    }

    /// The columns that feed a key, in their order.
    pub(super) fn columns_of(&self, key: &str) -> Vec<usize> {
        let feeds = |column: &Column| matches!(&column.used, Use::Key(ImportKey::Known(own)) if *own == key);
        (0..self.columns.len()).filter(|index| feeds(&self.columns[*index])).collect()
    }

    pub(super) fn default_of(&self, key: &str) -> Option<&str> {
        let own = self.defaults.iter().find(|(own, _)| {
            *own == ImportKey::parse(key, ListKind::Customers).unwrap_or(ImportKey::Known(""))
                || own.to_string() == key
        });
        own.map(|(_, value)| value.as_str())
    }

    /// The codes that `only` may hold.
    pub const VERDICTS: &'static [&'static str] = Verdict::CODES;
}

/// What each column is: as the mapping says, else as its header reads, where its values can be that. `keeps` puts
/// what nobody knows under `custom:`.
pub fn columns(
    table: &Table,
    mapping: &[(String, Use)],
    (kind, keeps): (ListKind, bool),
    known: &Knowledge<'_>,
) -> Vec<Column> {
    let guesses: Vec<Guess> = table.header.iter().map(|header| guess(header, kind, &table.header)).collect();
    let has_profits = kind == ListKind::Orders;
    let fits = Fits { table, known, is_export: is_export(&table.header), has_profits };
    let mapped: Vec<&ImportKey> = mapping
        .iter()
        .filter_map(|(_, used)| match used {
            Use::Key(key) => Some(key),
            _ => None,
        })
        .collect();
    let mut columns: Vec<Column> = Vec::with_capacity(table.header.len());
    for (index, header) in table.header.iter().enumerate() {
        let said = mapping.iter().find(|(own, _)| own.trim() == header).map(|(_, used)| used.clone());
        let is_guessed = said.is_none();
        let used = said.unwrap_or_else(|| match &guesses[index] {
            Guess::Key(key) => fitting(index, key, &guesses, &fits),
            Guess::Perhaps(key) if guesses.contains(&Guess::Key(key.clone())) => instead(key, &guesses, kind),
            Guess::Perhaps(key) => fitting(index, key, &guesses, &fits),
            Guess::Further(key) => Use::Taken(key.clone()),
            Guess::Computed => Use::Computed,
            Guess::Unknown => Use::Unknown,
        });
        // What the mapping says comes before what a column in front of it only looks like.
        let is_claimed = |key: &ImportKey| is_guessed && !key.adds_up() && mapped.contains(&key);
        let is_taken =
            |key: &ImportKey| !is_shared(kind, key) && (!is_free(&columns, key) || is_claimed(key));
        let used = match used {
            Use::Key(key) if is_taken(&key) => Use::Taken(key),
            used => used,
        };
        let used = match used {
            Use::Unknown | Use::Taken(_) | Use::Unfit(_)
                if keeps && kind.is_of_customers() && !header.is_empty() =>
            {
                Use::Key(ImportKey::Custom(header.replace(['.', '[', ']'], "_")))
            }
            used => used,
        };
        columns.push(Column { header: header.clone(), used, is_guessed });
    }
    if kind.entry().is_some() {
        by_values(&mut columns, &fits);
    }
    columns
}

/// What no header says of an order, an invoice or a payment, the values may: the only column of days is its day, and the
/// only one of sums its amount.
fn by_values(columns: &mut [Column], fits: &Fits<'_>) {
    let has = |columns: &[Column], key| columns.iter().any(|own| own.used == Use::Key(ImportKey::Known(key)));
    for (key, instead) in [("at", "at"), ("amount", "price")] {
        if has(columns, key) || has(columns, instead) {
            continue;
        }
        let is_it = |index: &usize| {
            let column = &columns[*index];
            column.used == Use::Unknown && !is_of_others(&column.header) && fits.are_all(*index, key)
        };
        let found: Vec<usize> = (0..columns.len()).filter(is_it).collect();
        if let [only] = found.as_slice() {
            columns[*only].used = Use::Key(ImportKey::Known(key));
        }
    }
}

/// Whether several columns of orders, invoices or payments say it between them: what names the invoice that is paid, and
/// whether an order is still one.
fn is_shared(kind: ListKind, key: &ImportKey) -> bool {
    match kind {
        ListKind::Payments => matches!(key, ImportKey::Known("ref" | "text")),
        ListKind::Orders => *key == ImportKey::Known("type"),
        _ => false,
    }
}

fn is_free(columns: &[Column], key: &ImportKey) -> bool {
    key.adds_up() || !columns.iter().any(|column| column.used == Use::Key(key.clone()))
}

/// The key of a guess, as far as the values below it are what it wants. Somebody else's ids are numbers here.
fn fitting(index: usize, key: &ImportKey, guesses: &[Guess], fits: &Fits<'_>) -> Use {
    // Who writes a key of ours means it, and is told row by row; but an id can be anybody's.
    let is_said = *key != ImportKey::Known("id") && fits.table.header[index].trim() == key.to_string();
    if is_said || fits.fit(index, key) {
        return Use::Key(key.clone());
    }
    let otherwise = fits.otherwise(index, key);
    if let Some(key) = otherwise.filter(|key| !guesses.contains(&Guess::Key(key.clone()))) {
        return Use::Key(key);
    }
    let number = ImportKey::Known("number");
    if *key == ImportKey::Known("id") && !guesses.contains(&Guess::Key(number.clone())) {
        return Use::Key(number);
    }
    Use::Unfit(key.clone())
}

/// What a header means where another one says the same more clearly: beside a company's, a name is a person's.
fn instead(key: &ImportKey, guesses: &[Guess], kind: ListKind) -> Use {
    let is_person = |guess: &Guess| {
        matches!(guess, Guess::Key(ImportKey::Known("contact" | "contact.first" | "contact.last")))
    };
    match key {
        ImportKey::Known("name") if kind.is_of_customers() && !guesses.iter().any(is_person) => {
            Use::Key(ImportKey::Known("contact"))
        }
        key => Use::Taken(key.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, TableRow};

    fn used(header: &[&str], rows: &[&[&str]], mapping: &[(&str, &str)], is_entries: bool) -> Vec<String> {
        let kind = if is_entries { ListKind::Entries } else { ListKind::Customers };
        let row = |cells: &&[&str]| TableRow {
            line: 2,
            cells: cells.iter().map(|text| Cell::text(*text)).collect(),
            ..TableRow::default()
        };
        let header = header.iter().map(|head| (*head).to_owned()).collect();
        let table = Table { header, rows: rows.iter().map(row).collect() };
        let key = |text| Use::Key(ImportKey::parse(text, kind).expect("a key"));
        let mapping: Vec<(String, Use)> =
            mapping.iter().map(|(head, text)| ((*head).to_owned(), key(text))).collect();
        let policy = Policy::default();
        let people = [("li".to_owned(), Some("李娜".to_owned()))];
        let taken = ["acme".to_owned(), "4711".to_owned()];
        let known = Knowledge {
            policy: &policy,
            people: &people,
            taken: &taken,
            values: &[],
            says_a_day: &|text| matches!(text, "下周一" | "12月3日"),
        };
        let shown = |column: Column| match column.used {
            Use::Key(key) => key.to_string(),
            Use::Taken(key) => format!("taken {key}"),
            Use::Unfit(key) => format!("unfit {key}"),
            other => format!("{other:?}"),
        };
        columns(&table, &mapping, (kind, false), &known).into_iter().map(shown).collect()
    }

    #[test]
    fn a_guess_is_what_its_values_can_be() {
        for (header, values, want) in [
            ("Category", &["Furniture", "Labels"][..], "unfit grade"),
            ("Category", &["A", "hot", "C"], "grade"),
            ("Rating", &["C级", "B"], "grade"),
            ("Sales", &["261.96", "14.62"], "unfit owner"),
            ("Sales", &["李娜", "Bob Brown"], "owner"),
            ("Customer ID", &["CG-12520"], "number"),
            ("Customer ID", &["10023"], "number"),
            ("Customer ID", &["4711"], "id"),
            ("ID", &["nova-pumps"], "id"),
            ("ID", &["17"], "number"),
            ("Created", &["soon", "2026-01-02"], "since"),
            ("Created", &["soon", "later", "2026-01-02"], "since"),
            ("Created", &["soon", "later", "next to never"], "unfit since"),
            ("下次跟进", &["12月3日", "soon", "下周一"], "last.next"),
            ("下次跟进", &["有空", "再说", "12月3日"], "last.next"),
            ("最近联系", &["45000", "soon"], "unfit last"),
            ("最近联系", &["45000", "2026-11-02"], "last"),
            ("最近联系", &["45000", "45001"], "last"),
            ("最近联系日期", &["2026-11-20"], "last"),
            ("固话", &["0755-5550188"], "contact.phone"),
            ("称呼", &["王经理"], "contact"),
            ("业务", &["李娜"], "owner"),
            ("业务员", &["李娜"], "owner"),
            ("主营业务", &["泵"], "industry"),
            ("主营产品", &["泵"], "industry"),
            ("下次回访", &["2026-12-03"], "last.next"),
            ("意向", &["高", "低"], "potential"),
            ("客户意向", &["有意向", "无意向"], "last.reply"),
            ("意向", &["有需求", "无需求"], "need"),
            ("意向", &["泵", "阀"], "unfit potential"),
            ("客户状态", &["A", "流失"], "status"),
            ("客户状态", &["正常", "停用"], "status"),
            ("since", &["soon"], "since"),
            ("Employees", &["10-50", "50-200"], "unfit staff"),
            ("Employees", &["120", "1,200"], "staff"),
            ("Country", &["South", "West"], "unfit country"),
            ("Country", &["贝宁", "Mali", "?"], "country"),
            ("Site", &["Plant 2"], "unfit website"),
            ("E-Mail", &["yes", "no"], "unfit contact.email"),
            ("Phone", &["yes"], "unfit contact.phone"),
            ("Company", &["12", "13"], "unfit name"),
            ("Company", &["", ""], "name"),
        ] {
            let rows: Vec<&[&str]> = values.iter().map(std::slice::from_ref).collect();
            assert_eq!(used(&[header], &rows, &[], false), [want], "{header}: {values:?}");
        }
    }

    #[test]
    fn a_clear_header_comes_before_a_vague_one_and_the_mapping_before_both() {
        let row: &[&[&str]] = &[&["Anna", "Acme", "Buyer"]];
        assert_eq!(
            used(&["Name", "Company", "Job Title"], row, &[], false),
            ["contact", "name", "contact.position"]
        );
        assert_eq!(used(&["Title", "Company", "Job Title"], row, &[], false)[0], "taken contact.position");
        assert_eq!(
            used(&["主营产品", "行业"], &[&["泵", "机械"]], &[], false),
            ["taken industry", "industry"]
        );
        assert_eq!(used(&["Name", "Customer", "Note"], row, &[], true)[0], "taken name");
        assert_eq!(used(&["Name", "Kunde X"], row, &[("Kunde X", "name")], false), ["taken name", "name"]);
    }
}
