//! `rhythm.yaml`, beside `crm.yaml`: what was found of who orders how, and by what it was found.

use std::path::Path;

use serde::de::{Deserialize, Deserializer};

use super::MAX_BYTES;
use super::reader::Reader;
use crate::config::own_file::read_own;
use crate::config::raw::{Keys, Raw, RawSection};
use crate::model::{Decimal, Expected, Measure, Problem, ProblemKind, date, decimal};
use crate::rules::rhythm::{BookRhythm, FittedBook, REGULARITIES, RhythmNumbers};
use crate::rules::settings::{COUNT, Declared, FRACTION, Kind, Settings, Shape, TEXT, section};
use crate::yaml::{self, FileLocation, UnlocatedProblem};

section! {
    /// The keys of the file.
    const RHYTHM "Who orders how, as crm rhythm --fit found it in this book." {
        /// From what the numbers come.
        "book": Shape::Section(BOOK);
        "model": Shape::Section(RhythmNumbers::SECTION);
        /// The part of the customers with each regularity.
        "regularity": Shape::Named(&FRACTION);
    }
}

section! {
    const BOOK "From what the numbers come." {
        /// The day up to which the orders counted.
        "day": Shape::Value(Kind::Date);
        /// Who had ordered by then.
        "customers": COUNT;
        /// Those of them who had ordered twice and more.
        "repeaters": COUNT;
        /// How likely these orders were under the numbers.
        "likelihood": TEXT;
    }
}

/// The names of the regularities: no numbers, as nothing finds the line of a key that is one.
const KINDS: &[&str] = &["k1", "k2", "k4", "k8", "k16", "k32", "k64"];

struct RawRhythm(RawSection);

impl<'de> Deserialize<'de> for RawRhythm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys(RHYTHM)).map(RawRhythm)
    }
}

/// Reads what was found of this book; the shipped numbers where there is no such file.
pub fn read_rhythm(path: &Path, shown: &Path) -> (BookRhythm, Vec<Problem>) {
    match read_own(path) {
        Ok(Some(bytes)) => parse_rhythm(&bytes, shown),
        Ok(None) => (BookRhythm::default(), Vec::new()),
        Err(kind) => {
            let fault = UnlocatedProblem::new(FileLocation::Start, kind);
            (BookRhythm::default(), vec![fault.place(shown, "")])
        }
    }
}

/// What bytes are as such a file, and all that is wrong with them.
pub fn parse_rhythm(bytes: &[u8], shown: &Path) -> (BookRhythm, Vec<Problem>) {
    let mut reader = Reader::default();
    let read = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault]).and_then(|text| {
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(RawSection::empty(RHYTHM));
        }
        Ok(yaml::parse::<RawRhythm>(text)?.0)
    });
    let lossy = String::from_utf8_lossy(bytes);
    match read {
        Ok(raw) => {
            let book = reader.rhythm(raw);
            (book, yaml::placed(reader.faults.0, shown, &lossy))
        }
        Err(faults) => (BookRhythm::default(), yaml::placed(faults, shown, &lossy)),
    }
}

impl Reader {
    fn rhythm(&mut self, mut raw: RawSection) -> BookRhythm {
        self.keys("", &raw);
        let mut book = BookRhythm::default();
        self.part(&mut raw, "model", &mut book.numbers);
        self.above_zero(&book.numbers);
        if let Some(kinds) = raw.named("regularity") {
            self.regularities(kinds, &mut book);
        }
        if let Some(mut raw) = raw.section("book") {
            self.keys("book.", &raw);
            let day = self.needed("book.day", "day", raw.text("day"), Expected::Date, date);
            let customers = self.faults.count("book.customers", raw.text("customers"), Measure::Count);
            let repeaters = self.faults.count("book.repeaters", raw.text("repeaters"), Measure::Count);
            let likelihood = raw.text("likelihood").and_then(|text| decimal(text.trim()));
            book.fitted = day.map(|day| FittedBook {
                day,
                customers: customers.unwrap_or_default(),
                repeaters: repeaters.unwrap_or_default(),
                likelihood,
            });
        }
        book
    }

    /// Of what is nothing, no customer could order.
    fn above_zero(&mut self, numbers: &RhythmNumbers) {
        let RhythmNumbers { gap, alike, leaves, loyal, silence, stretch, merge_days: _ } = *numbers;
        let wrong = [
            ("gap", gap, gap.is_zero()),
            ("alike", alike, alike.is_zero()),
            ("leaves", leaves, leaves.is_zero() || leaves == Decimal::ONE),
            ("loyal", loyal, loyal.is_zero()),
            ("silence", silence, silence == Decimal::ONE),
            ("stretch", stretch, stretch.is_zero()),
        ];
        for (key, value, _) in wrong.into_iter().filter(|(_, _, is_wrong)| *is_wrong) {
            let want = Expected::Within(Measure::Factor);
            let trouble = ProblemKind::BadValue { key: key.into(), value: value.to_string(), want };
            self.faults.push(&format!("model.{key}"), trouble);
        }
    }

    fn regularities(&mut self, kinds: Vec<(String, Option<Raw>)>, book: &mut BookRhythm) {
        let mut weights = [Decimal::ZERO; REGULARITIES.len()];
        for (name, raw) in kinds {
            let path = format!("regularity.{name}");
            let Some(at) = KINDS.iter().position(|kind| *kind == name.trim()) else {
                let want = Expected::OneOf(KINDS);
                let trouble = ProblemKind::BadValue { key: "regularity".into(), value: name, want };
                self.faults.name(&path, trouble);
                continue;
            };
            let part = |text: &str| Kind::Fraction.number(text);
            let raw = raw.and_then(Raw::text);
            weights[at] = self.faults.value(&path, raw, Expected::Fraction, part).unwrap_or_default();
        }
        // A list of nothing says nothing: the shipped parts stay.
        if weights.iter().any(|weight| !weight.is_zero()) {
            book.weights = weights;
        }
    }
}

/// A comment, in English and in Chinese.
type Comment = (&'static str, &'static str);

const ABOVE: Comment = (
    "Who orders how in this book, as crm rhythm --fit found it. Written by crm; without this\n# file the shipped numbers count.",
    "本客户群的下单规律，由 crm rhythm --fit 求得。本文件由 crm 写入；没有它则用程序自带的数值。",
);
const BOOK_WORDS: [Comment; 4] = [
    ("the orders up to this day counted", "计入截至这一天的订单"),
    ("who had ordered by then", "其中下过单的客户数"),
    ("of them twice and more", "其中下过两次及以上的"),
    ("the natural logarithm; to be compared for the same orders alone", "对数似然；只能用于比较同一批订单"),
];
const MODEL_WORDS: [Comment; 7] = [
    ("weeks between two orders of a usual customer", "普通客户两次下单之间的周数"),
    ("how alike customers are in that: 1 little, 50 very", "客户在这一点上有多相似：1 差别大，50 几乎相同"),
    ("the part of the customers that leaves after an order", "每次下单之后流失的客户比例"),
    ("how alike customers are in that", "客户在这一点上有多相似"),
    ("the part of the orders before a long silence; set", "其后长期沉默的订单比例（设定值）"),
    ("how many usual gaps such a silence lasts; set", "这种沉默有几个平常间隔那么长（设定值）"),
    ("orders fewer days apart are one in shipments; set", "相隔少于这么多天的订单算一次（设定值）"),
];
const KINDS_WORDS: Comment = (
    "The part of the customers by how regularly they order: k1 at any time, k64 nearly to the day",
    "按下单规律程度划分的客户比例：k1 随时下单，k64 几乎准时到天",
);

/// The file, with a word on each number.
pub fn rhythm_file(book: &BookRhythm, in_chinese: bool) -> String {
    let word = |(english, chinese): Comment| if in_chinese { chinese } else { english };
    let line = |key: &str, value: String, comment: Comment| {
        format!("  {:<24} # {}\n", format!("{key}: {value}"), word(comment))
    };
    let mut text = format!("# {}\n", word(ABOVE));
    if let Some(FittedBook { day, customers, repeaters, likelihood }) = book.fitted {
        text += "book:\n";
        let likelihood = likelihood.map(|number| number.to_string());
        let values =
            [Some(day.to_string()), Some(customers.to_string()), Some(repeaters.to_string()), likelihood];
        for ((name, value), comment) in BOOK.names.iter().zip(values).zip(BOOK_WORDS) {
            text += &value.map_or(String::new(), |value| line(name, value, comment));
        }
    }
    text += "model:\n";
    let RhythmNumbers { gap, alike, leaves, loyal, silence, stretch, merge_days } = book.numbers;
    let values = [gap, alike, leaves, loyal, silence, stretch, Decimal::from(merge_days)];
    let names = book.numbers.section().names.iter();
    for ((name, value), comment) in names.zip(values).zip(MODEL_WORDS) {
        text += &line(name, value.to_string(), comment);
    }
    text += &format!("# {}\nregularity:\n", word(KINDS_WORDS));
    for (name, weight) in KINDS.iter().zip(book.weights) {
        text += &format!("  {name}: {weight}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (BookRhythm, Vec<(usize, String)>) {
        let (book, problems) = parse_rhythm(text.as_bytes(), Path::new("rhythm.yaml"));
        let told = |one: &Problem| (one.place.line, one.kind.code().to_owned());
        (book, problems.iter().map(told).collect())
    }

    fn found() -> BookRhythm {
        let mut book = BookRhythm::default();
        book.numbers.gap = Decimal::new(101_147, 4);
        book.numbers.merge_days = 5;
        book.weights[0] = Decimal::new(1315, 4);
        let day = date("2026-11-28").expect("a date");
        let likelihood = Some(Decimal::new(-231_187, 2));
        book.fitted = Some(FittedBook { day, customers: 120, repeaters: 110, likelihood });
        book
    }

    #[test]
    fn what_is_written_is_read_in_both_languages() {
        for book in [BookRhythm::default(), found()] {
            for in_chinese in [false, true] {
                let text = rhythm_file(&book, in_chinese);
                assert_eq!(read(&text), (book, vec![]), "{text}");
                let widest = text.lines().map(|line| line.chars().count()).max();
                assert!(widest.is_some_and(|widest| widest <= 100), "{text}");
            }
        }
        assert_eq!(
            rhythm_file(&found(), false).lines().take(8).collect::<Vec<_>>(),
            [
                "# Who orders how in this book, as crm rhythm --fit found it. Written by crm; without this",
                "# file the shipped numbers count.",
                "book:",
                "  day: 2026-11-28          # the orders up to this day counted",
                "  customers: 120           # who had ordered by then",
                "  repeaters: 110           # of them twice and more",
                "  likelihood: -2311.87     # the natural logarithm; to be compared for the same orders alone",
                "model:",
            ]
        );
    }

    #[test]
    fn what_is_missing_is_the_shipped_number_and_what_is_wrong_is_told_where_it_stands() {
        assert_eq!(read(""), (BookRhythm::default(), vec![]));
        assert_eq!(read("# nothing\n"), (BookRhythm::default(), vec![]));
        let (book, problems) = read("model:\n  gap: 4\nregularity: {k1: 1}\n");
        assert_eq!((book.numbers.gap, problems), (Decimal::from(4), vec![]));
        assert_eq!(book.weights[0], Decimal::ONE);
        assert!(book.parameters().is_some());
        for (text, line) in [
            ("model:\n  gap: 0\n", 2),
            ("model:\n  leaves: 1\n", 2),
            ("model:\n  gap: often\n", 2),
            ("model:\n  gaps: 4\n", 2),
            ("regularity:\n  k3: 0.5\n", 2),
            ("regularity:\n  k1: 2\n", 2),
            ("book:\n  customers: 5\n", 1),
            ("book:\n  day: soon\n", 2),
            ("model: [\n", 1),
        ] {
            let (_, problems) = read(text);
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
            assert!(problems[0].0 >= line, "{text}: {problems:?}");
        }
    }
}
