//! What the fuzz targets do with bytes, shared with `tests/fuzz_smoke.rs`: read them as one of the
//! workspace's files, and ask of what was read everything that a command would ask.

use std::path::Path;

use chrono::NaiveDate;

use crm::config::parse_workspace_config;
use crm::format::{self, Edit};
use crm::model::{Customer, CustomerId, Entry, History};
use crm::plan;
use crm::render::answer::{self, Answer, DueAnswer, ListedCustomer};
use crm::render::{self, Style, lang::Lang};
use crm::rules::views::Book;
use crm::rules::{EffectiveClass, Policy};
use crm::store;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
const CARD: &str = "name: Müller\ngrade: A\nowner: li\nneed: target\nsince: 2024-01-02\nrevenue: 5\n\
                    contacts: [{name: Anna, birthday: 02-29, email: a@x.example}]\n\
                    dates: [{on: 2027-03-01, what: fair}]\n";
const LOG: &str = include_str!("corpus/log/kinds");
/// YAML ends lines at these, whatever an editor does.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
const GRADES: &[&str] = &["A", "B", "C", "D", "E", "X", ""];

fn id() -> CustomerId {
    CustomerId::new("müller").expect("an id")
}

/// A customer's file.
pub fn card(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (customer, problems) = format::review(&id(), Path::new("müller.yaml"), &text);
    told(&text, &problems);
    if let Some(customer) = customer {
        let (entries, _) = format::review_log(Path::new("müller.log.jsonl"), LOG.as_bytes());
        answered(&customer, entries, &Policy::default());
    }
}

/// A customer's log.
pub fn log(bytes: &[u8]) {
    let (entries, problems) = format::review_log(Path::new("müller.log.jsonl"), bytes);
    told(&String::from_utf8_lossy(bytes), &problems);
    for entry in &entries {
        // What was read is written as one line that reads back as the same.
        let line = format::line(entry) + "\n";
        assert_eq!(line.matches('\n').count(), 1, "{line:?}");
        let (again, _) = format::review_log(Path::new("x"), line.as_bytes());
        let line_number = entry.line;
        let same = again.iter().map(|again| Entry { line: line_number, ..again.clone() }).next();
        let known = !matches!(entry.event, crm::model::Event::Other(_));
        assert!(!known || same.as_ref() == Some(entry), "{entry:?}\n{same:?}");
    }
    for grade in ["A", "B"] {
        answered(&customer(grade), entries.clone(), &Policy::default());
    }
}

/// The workspace's rules.
pub fn rules(bytes: &[u8]) {
    let (config, problems) = parse_workspace_config(bytes, Path::new("crm.yaml"));
    told(&String::from_utf8_lossy(bytes), &problems);
    if problems.iter().any(crm::config::WorkspaceConfig::forbids) {
        return;
    }
    let (entries, _) = format::review_log(Path::new("müller.log.jsonl"), LOG.as_bytes());
    for grade in GRADES {
        answered(&customer(grade), entries.clone(), &config.policy);
    }
}

/// A change of a customer's file: the change before the first NUL byte, the file behind it.
pub fn edit(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let Some((order, text)) = input.split_once('\0') else { return };
    let mut words = order.splitn(3, ' ');
    let (Some(verb), Some(key)) = (words.next(), words.next()) else { return };
    let (key, value) = (key.to_owned(), words.next().unwrap_or_default().to_owned());
    let edit = match verb {
        "set" => Edit::Set(key, value),
        "yaml" => Edit::SetYaml(key, value),
        "remove" => Edit::Remove(key),
        "add" => Edit::Add(key, value),
        "drop" => Edit::Drop(key, value),
        _ => return,
    };
    // No command changes a file that it could not read.
    if format::review(&id(), Path::new("müller.yaml"), text).0.is_none() {
        return;
    }
    if let Ok(after) = store::edit(text, std::slice::from_ref(&edit)) {
        format::review(&id(), Path::new("müller.yaml"), &after);
        assert_eq!(
            store::edit(&after, std::slice::from_ref(&edit)).ok().as_ref(),
            Some(&after),
            "{edit:?} twice"
        );
    }
}

fn customer(grade: &str) -> Customer {
    let (customer, _) = format::review(&id(), Path::new("müller.yaml"), CARD);
    let mut customer = customer.expect("the file is right");
    customer.grade = Some(grade.to_owned()).filter(|grade| !grade.is_empty());
    customer
}

/// Every problem stands at a place of the file.
fn told(text: &str, problems: &[crm::model::Problem]) {
    for problem in problems {
        let place = &problem.place;
        assert!(place.line >= 1 && place.column >= 1, "{problem:?}");
        assert!(place.line <= text.matches(BREAKS).count() + 2, "{problem:?}");
        for lang in [Lang::En, Lang::Zh] {
            render::lang::problem_text(lang, &problem.kind);
        }
    }
}

fn answered(customer: &Customer, entries: Vec<Entry<'_>>, policy: &Policy) {
    let style = Style { color: true, ..Style::plain(80) };
    let history = History::new(entries).as_of(TODAY);
    let driving = EffectiveClass::written(customer);
    let items: Vec<_> = plan::item(customer, &driving, &history, policy, TODAY).into_iter().collect();
    let profile = plan::profile(customer, driving.clone(), &history, policy, TODAY);
    let figures = crm::rules::measure(customer, &history, policy, TODAY);
    let views = plan::views(&figures, &Book::fold([&figures]), profile.verdict.due, policy, TODAY);
    let (profile, views, unrated) = (&profile, &views, figures.unrated());
    let latest: Vec<_> = history.entries().iter().rev().take(12).collect();
    let examples = &history.examples().map(|(entry, _)| entry.line).collect();
    for lang in [Lang::En, Lang::Zh] {
        let shown =
            render::Shown { words: "", is_empty_book: false, most: usize::MAX, why: true, alarms: &[] };
        let due = DueAnswer { items: &items, policy, today: TODAY, shown };
        due.table(lang, style);
        answer::json(&due);
        answer::values(&due);
        answer::plain(&due, lang);
        let subject = render::Subject {
            customer,
            profile,
            views,
            unrated,
            log: &latest,
            examples,
            more: 0,
            referred: &[],
            kept: None,
            now: None,
        };
        render::page(lang, &subject, policy, TODAY, style);
    }
    answer::line(&ListedCustomer::of(&plan::row(customer.clone(), driving, &history, policy, TODAY), TODAY));
    history.entries().iter().for_each(|entry| drop(answer::line(&answer::Entry::of(entry))));
}

/// A table from elsewhere, against a book of one customer.
pub fn import(bytes: &[u8]) {
    let Ok((table, _)) = store::table(Path::new("list"), bytes, &store::Reading::default()) else { return };
    let policy = Policy::default();
    use plan::import::ListKind::{Customers, Entries, Invoices, Orders, Payments};
    for kind in [Customers, Entries, Orders, Invoices, Payments] {
        let known = |text: &str| {
            let (customer, _) = format::review(&id(), Path::new("müller.yaml"), text);
            plan::import::Known {
                customer: customer.expect("a customer"),
                log: Default::default(),
                said: Default::default(),
                state: Default::default(),
                former: Vec::new(),
                numbers: Default::default(),
                documents: Vec::new(),
                open: Vec::new(),
            }
        };
        let known_here = plan::import::Knowledge {
            policy: &policy,
            people: &[],
            taken: &[],
            values: &[],
            says_a_day: &|_| false,
        };
        let settings = plan::import::Settings {
            columns: plan::import::columns(&table, &[], (kind, kind == Customers), &known_here),
            defaults: Vec::new(),
            values: Vec::new(),
            tags: Vec::new(),
            dates: Some(plan::import::DayOrder::DayFirst),
            decimal: Some(plan::import::DecimalSign::Point),
            overwrite: true,
            creates: true,
            only: Vec::new(),
            is_cards: false,
            by: "li".to_owned(),
            people: Vec::new(),
            policy: &policy,
            today: TODAY,
            now: crm::model::Stamp::Day(TODAY),
            taken: Vec::new(),
            list_words: plan::import::ListWords {
                is_status: render::is_listed_status,
                reply: render::reply_in_feedback,
            },
            spoken: Box::new(|_, _, _| None),
            local: Box::new(|_, _| None),
        };
        let Ok(import) = plan::import::plan(&table, &settings, kind, vec![known(CARD)]) else { continue };
        let _ = render::import_rejects(Lang::Zh, &table, &import);
        for new in &import.creates {
            for version in [render::CardVersion::Three, render::CardVersion::Four] {
                let cards = render::vcards(&new.customer, version);
                assert!(
                    store::table(Path::new("cards"), cards.as_bytes(), &store::Reading::default()).is_ok()
                );
            }
        }
    }
}

/// Three versions with NUL bytes between them, as the merge driver gets them.
fn three(bytes: &[u8]) -> [Vec<u8>; 3] {
    let mut parts = bytes.splitn(3, |byte| *byte == 0).map(<[u8]>::to_vec);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// Three versions of a customer's file.
pub fn merge(bytes: &[u8]) {
    let texts = three(bytes);
    let names = ["ours", "theirs"];
    let Ok((merged, conflicts)) = store::merge_bytes(&texts, false, 7, names) else { return };
    let text = String::from_utf8(merged).expect("texts make a text");
    let [base, ours, theirs] = &texts;
    let read = |bytes: &[u8]| format::review(&id(), Path::new("x"), &String::from_utf8_lossy(bytes)).0;
    if conflicts.is_empty() && read(base).is_some() && read(ours).is_some() && read(theirs).is_some() {
        // What reads on both sides reads afterwards, and what nobody changed is as it was.
        let merged = read(text.as_bytes()).unwrap_or_else(|| panic!("{text:?} reads no more"));
        if ours == theirs || theirs == base {
            assert_eq!(Some(merged), read(ours), "{text:?}");
        }
    }
    if !conflicts.is_empty() {
        assert!(text.contains("<<<<<<< ours") && text.contains(">>>>>>> theirs"), "{text:?}");
    }
}

/// Three versions of a log: no line is lost, none is made up.
pub fn merge_log(bytes: &[u8]) {
    let texts = three(bytes);
    let (merged, _) = store::merge_bytes(&texts, true, 7, ["ours", "theirs"]).expect("a log is any bytes");
    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let count = |bytes: &[u8], line: &[u8]| lines(bytes).iter().filter(|own| *own == line).count();
    let [base, ours, theirs] = &texts;
    for line in
        lines(&merged).iter().chain(&lines(ours)).chain(&lines(theirs)).filter(|line| !line.is_empty())
    {
        let (old, our, their) = (count(base, line), count(ours, line), count(theirs, line));
        let there = count(&merged, line);
        assert!(there <= our.max(their), "{line:?} is made up");
        assert!(there >= our.min(their), "both have {line:?}");
        assert!(old > 0 || there == our.max(their), "{line:?} is new on one side, and lost");
    }
    assert!(merged.is_empty() || merged.ends_with(b"\n"));
}

/// An address book, with and without a beginning.
pub fn vcard(bytes: &[u8]) {
    import(bytes);
    import(&[b"BEGIN:VCARD\n", bytes].concat());
}

/// A packed spreadsheet: the bytes as they are, and as the texts of its parts with NUL bytes between them,
/// since no mutation gets through the packing.
pub fn sheet(bytes: &[u8]) {
    import(bytes);
    let mut parts = bytes.splitn(3, |byte| *byte == 0).map(<[u8]>::to_vec);
    let (sheet, strings, styles) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let book = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships><Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    import(&packed(&[
        ("[Content_Types].xml", types.to_vec()),
        ("xl/workbook.xml", book.to_vec()),
        ("xl/_rels/workbook.xml.rels", relations.into_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.clone()),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ]));
    import(&packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", sheet),
    ]));
}

fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, options).expect("begun");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("a file").into_inner()
}

/// A mail address, a site and a number, in everything that shows or compares them.
pub fn mail(bytes: &[u8]) {
    use crm::model::{Contact, Mailbox, Phone, web};
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Some(mail) = web::mail(&text) {
        web::own_domain(&mail);
        assert_eq!(web::mail(&mail).as_ref(), Some(&mail), "{text:?}");
    }
    web::host(&text);
    for country in [None, Some("CN"), Some("DE")] {
        if let Some(phone) = Phone::parse(&text, country) {
            assert!(phone.is_same_line(&phone));
            assert!(!phone.shown().is_empty() && !phone.tail().is_empty(), "{text:?}");
        }
    }
    let mut customer = customer("A");
    customer.website = Some(text.clone());
    let contact = Contact { email: Some(text.clone()), phone: Some(text.clone()), ..Contact::default() };
    customer.contacts.insert(0, contact);
    plan::duplicates::mark(&customer);
    let (entries, _) = format::review_log(Path::new("müller.log.jsonl"), LOG.as_bytes());
    answered(&customer, entries, &Policy::default());
    for version in [render::CardVersion::Three, render::CardVersion::Four] {
        let card = render::vcards(&customer, version);
        let own = |line: &&str| line.starts_with("BEGIN:") || line.starts_with("END:");
        assert!(card.lines().filter(own).count() % 2 == 0, "{card:?}");
    }
    // No address makes a header of its own.
    let from = Mailbox::parse(&text);
    let to = Mailbox::split(&text).into_iter().filter_map(Mailbox::parse).collect();
    let letter = render::MailHeaders { to, from, at: 1_700_000_000 };
    let cover = render::AgendaHeader { lang: Lang::En, schedules: &[], people: &[], today: TODAY, now: None };
    let mail = render::schedule::mail(&cover, &letter);
    assert!(!mail.contains('\r'), "{mail:?}");
    let head = mail.split("\n\n").next().unwrap_or_default();
    for line in head.split('\n').filter(|line| !line.is_empty() && !line.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap_or_default();
        let known = [
            "To",
            "From",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ];
        assert!(known.contains(&name), "a header {line:?} in {head:?}");
    }
}
