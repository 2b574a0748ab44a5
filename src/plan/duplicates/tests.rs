use super::*;
use crate::model::{Contact, Customer, CustomerId};

/// A customer of `name | mail | phone | site | country`, each part of which may be empty.
fn customer(id: &str, text: &str) -> MatchKeys {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty()).map(str::to_owned);
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), part(0).unwrap_or_default());
    customer.contacts = vec![Contact { email: part(1), phone: part(2), ..Contact::default() }];
    (customer.website, customer.country) = (part(3), part(4));
    mark(&customer)
}

fn score(one: &str, other: &str) -> u8 {
    compare(&customer("a", one), &customer("b", other), &()).map_or(0, |link| link.score)
}

#[test]
fn one_customer_entered_twice_is_caught() {
    let old =
        "Müller Maschinenbau GmbH | Anna@Mueller.example | +49 89 1234567 | https://www.mueller.example/de";
    for new in [
        "MÜLLER Maschinenbau",
        "Mueller Maschinenbau",
        "Muller Maschinenbau",
        "Muler Maschinenbau",
        "Maschinenbau Müller",
        "x | anna@mueller.example ",
        "x | bob@mueller.example",
        "x | | 0049-89-1234567",
        "x | | 089 1234567",
        "x | | (0)89 123 45 67 | | DE",
        "x | | | mueller.example",
        "x | | | http://MUELLER.example:80/x",
    ] {
        assert!(score(new, old) >= 70, "{new}: {}", score(new, old));
        assert_eq!(score(new, old), score(old, new), "{new}");
    }
    for new in [
        "x | bob@mueler.example | +49 89 7654321 | other.example",
        "x | | 1234567",
        "Müller Bau GmbH",
        "",
        "Möllers Maschinenbau",
    ] {
        assert!(score(new, old) < 50, "{new}: {}", score(new, old));
    }
}

#[test]
fn a_chinese_name_is_one_in_all_its_forms() {
    for (one, other) in [
        ("深圳市宏达机械有限公司", "深圳宏达机械"),
        ("深圳市宏达机械有限公司", "宏达机械（深圳）有限公司"),
        ("深圳市宏达机械有限公司", "宏达机械有限公司（深圳）"),
        ("深圳市宏达机械有限公司", "宏达机械"),
        ("深圳市宏达机械有限公司", "广东省深圳市宏达机械厂"),
        ("深圳市宏达机械有限公司", "深圳市宏達機械有限公司"),
        ("深圳市宏达机械有限公司", "深圳市鸿达机械有限公司"),
        ("深圳市宏达机械有限公司", "深圳宏达机械设备有限公司"),
        ("株式会社関西鋳鉄", "关西铸铁"),
        ("Hongda (Shenzhen) Machinery Co., Ltd.", "Shenzhen Hongda Machinery"),
    ] {
        assert!(score(one, other) >= 70, "{one}, {other}: {}", score(one, other));
    }
    for (one, other) in [
        ("深圳宏达机械", "上海宏达机械有限公司"),
        ("深圳宏达机械", "深圳宏达电子"),
        ("深圳宏达机械", "深圳恒力机械"),
        ("深圳机械", "上海机械"),
        ("重庆长安", "重庆长城"),
    ] {
        assert!(score(one, other) < 50, "{one}, {other}: {}", score(one, other));
    }
    let pinyin = score("Shenzhen Hongda Machinery Co Ltd", "深圳市宏达机械有限公司");
    assert!((50..70).contains(&pinyin), "{pinyin}");
}

#[test]
fn another_city_counts_little_unless_more_is_the_same() {
    let (one, other) = ("上海宏达机械", "深圳宏达机械");
    assert!(score(one, other) < 50);
    assert!(score("上海宏达机械 | | 13800001111 | | CN", "深圳宏达机械 | | +86 138 0000 1111") >= 90);
}

#[test]
fn what_contradicts_takes_away() {
    let same = score("Acme Hydraulics Ltd", "ACME Hydraulics");
    assert_eq!(same, 92);
    assert!(score("Acme Hydraulics | | | | GB", "Acme Hydraulics | | | | US") < 70);
    assert!(score("Acme Hydraulics | a@acme.example", "Acme Hydraulics | b@acme-us.example") < same);
    assert!(
        score("Acme Hydraulics | a@gmail.com", "Acme Hydraulics | b@qq.com") == same,
        "free mail says nothing"
    );
    assert!(score("x | a@gmail.com", "y | b@gmail.com") == 0);
    let subsidiaries = score(
        "Siemag GmbH | a@siemag.example | | siemag.example | DE",
        "Siemag China | b@siemag.example | | | CN",
    );
    assert!(subsidiaries < 70, "{subsidiaries}");
}

#[test]
fn a_common_name_in_another_town_is_another_firm() {
    let score = |one: (&str, &str, &str), other: (&str, &str, &str)| {
        let mark = |id: &str, (name, region, address): (&str, &str, &str)| {
            let mut customer = Customer::named(CustomerId::new(id).expect("an id"), name);
            let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (customer.region, customer.address) = (said(region), said(address));
            mark(&customer)
        };
        compare(&mark("a", one), &mark("b", other), &()).map_or(0, |link| link.score)
    };
    for (one, other) in [
        (("Schmidt GmbH", "Berlin", ""), ("Schmidt", "Hamburg", "")),
        (("Schmidt Maschinenbau", "Köln", ""), ("Schmidt Maschinenbau", "Ulm", "")),
        (("Smith Inc", "San Diego, CA", ""), ("Smith Inc", "Fresno, CA", "")),
        (("宏达机械有限公司", "深圳", ""), ("宏达机械", "广东省东莞市", "")),
    ] {
        assert!(score(one, other) < 70, "{one:?} {other:?}: {}", score(one, other));
        assert!(score(one, other) >= 50, "`dupes --maybe` still shows it: {one:?} {other:?}");
    }
    for (one, other) in [
        (("Schmidt GmbH", "Berlin", ""), ("Schmidt", "", "")),
        (("Schmidt GmbH", "Fresno, CA", ""), ("Schmidt", "CA", "")),
        (("Schmidt GmbH", "Bayern", "Hauptstr. 1, 80331 München"), ("Schmidt", "München", "")),
        (("宏达机械有限公司", "广东", ""), ("宏达机械", "深圳市", "")),
        (("宏达机械有限公司", "华南", ""), ("宏达机械", "Shenzhen", "")),
        (("宏达机械有限公司", "深圳", ""), ("宏达机械", "Shenzhen", "")),
    ] {
        assert!(score(one, other) >= 90, "{one:?} {other:?}: {}", score(one, other));
    }
    // Of a name that few have, people should say.
    let rare = score(("Bergamo Rossi Lanfranchi", "Bergamo", ""), ("Bergamo Rossi Lanfranchi", "Milano", ""));
    assert!((70..90).contains(&rare), "{rare}");
}

fn found(book: &[&str], least: u8) -> Vec<(String, String, usize)> {
    let marks: Vec<MatchKeys> =
        book.iter().enumerate().map(|(at, text)| customer(&format!("c{at}"), text)).collect();
    let id = |at: usize| marks[at].id.to_string();
    pairs(&marks, least).pairs.iter().map(|pair| (id(pair.one), id(pair.other), pair.group)).collect()
}

#[test]
fn pairs_that_hang_together_are_a_group_and_the_best_comes_first() {
    let book = [
        "Acme Hydraulic",
        "Bolt GmbH | x@bolt.example",
        "Bolt AG | x@bolt.example",
        "Acme Hydraulics",
        "Acme Hydraulics Ltd",
        "Other",
    ];
    let pair = |one: &str, other: &str, group| (one.to_owned(), other.to_owned(), group);
    assert_eq!(
        found(&book, 70),
        [pair("c1", "c2", 1), pair("c3", "c4", 2), pair("c0", "c3", 2), pair("c0", "c4", 2)]
    );
}

#[test]
fn who_was_said_to_be_two_is_never_shown_again() {
    let (mut one, other) = (customer("a", "Acme"), customer("b", "Acme"));
    assert_eq!(pairs(&[one.clone(), other.clone()], 70).pairs.len(), 1);
    one.distinct = vec!["b".into()];
    assert_eq!(pairs(&[one.clone(), other.clone()], 70).pairs, []);
    assert_eq!(pairs(&[other, one], 70).pairs, []);
}

#[test]
fn a_crowd_is_told_and_not_compared() {
    let book: Vec<MatchKeys> =
        (0..100).map(|at| customer(&format!("c{at}"), &format!("Firm {at} | p{at}@group.example"))).collect();
    let found = pairs(&book, 50);
    assert_eq!(found.pairs, []);
    let crowd = CommonValue { kind: CommonValueKind::Home, value: "group.example".into(), customers: 100 };
    assert_eq!(found.crowds, [crowd]);
}
