use super::person::Person;
use crate::model::{Contact, Customer, CustomerId};

fn contact(name: &str, email: &str, phone: &str) -> Contact {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Contact { name: text(name), email: text(email), phone: text(phone), ..Contact::default() }
}

fn customer(name: &str, contacts: &[&Contact]) -> Customer {
    let id = CustomerId::new("x").expect("an id");
    Customer { contacts: contacts.iter().map(|one| (*one).clone()).collect(), ..Customer::named(id, name) }
}

fn person(name: &str, email: &str, phone: &str) -> Person {
    let own = contact(name, email, phone);
    Person::of(&customer("Acme GmbH", &[&own]), &own, &[])
}

#[test]
fn a_number_is_found_however_it_is_written() {
    for (phone, text, want) in [
        ("13855500008", "打 138 5550 0008 给他", "打 (forgotten) 给他"),
        ("13855500008", "+86 138-5550-0008", "+86 (forgotten)"),
        ("13855500008", "+8613855500008", "+86(forgotten)"),
        ("13855500008", "1385550000", "1385550000"),
        ("13855500008", "99138 5550 0008", "99138 5550 0008"),
        ("+49 89 5550 123", "call 089 5550-123 today", "call 0(forgotten) today"),
        ("+49 89 5550 123", "0049 (89) 5550123", "00(forgotten)"),
        ("+49 89 5550 123", "2026-11-20: 895550123", "2026-11-20: (forgotten)"),
        ("+49 171 2345678", "0171/234 56 78", "0(forgotten)"),
        ("+49 171 2345678", "0171–234–56–78", "0(forgotten)"),
        ("+49 171 2345678", "0171\u{2011}2345678", "0(forgotten)"),
        ("+49 171 2345678", "0171\u{a0}234\u{2009}5678", "0(forgotten)"),
        ("+49 171 2345678", "（０１７１）２３４５６７８", "（０(forgotten)"),
        ("+49 171 2345678", "+49 (0)171 2345678", "+49 (0)(forgotten)"),
        ("+49 171 2345678", "from here 234 56 78", "from here (forgotten)"),
        ("+49 171 2345678", "0151 2345678", "0151 2345678"),
        ("+49 171 2345678", "order 12345678", "order 12345678"),
        ("+49 (0)89 5550-123", "089 5550123", "0(forgotten)"),
    ] {
        assert_eq!(person("", "", phone).hide(text), want, "{phone} in {text}");
    }
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for (name, text, want) in [
        ("联系人8", "联系人８来电", "(forgotten)来电"),
        ("Anna Müller", "ANNA MÜLLER called", "(forgotten) called"),
        (
            "Anna Müller",
            "Müller, Anna and Mueller's; muller@x.example",
            "(forgotten) and (forgotten)'s; (forgotten)",
        ),
        ("Anna Müller", "A. Müller; Anna M. and Müllers car", "(forgotten); (forgotten) and (forgotten) car"),
        ("Anna Müller", "annamueller and amueller", "(forgotten) and (forgotten)"),
        ("Anna Müller", "Mu\u{308}ller, Ｍüller, Mül\u{ad}ler", "(forgotten), (forgotten), (forgotten)"),
        ("Anna Müller", "Anna_Müller x-müller", "(forgotten) x-(forgotten)"),
        (
            "Karl Hofmann",
            "karl said: the Karlsruhe fair, Hofmanns",
            "karl said: the Karlsruhe fair, (forgotten)",
        ),
        (
            "Will Long",
            "we will see before long; Will and Long agree",
            "we will see before long; (forgotten) and (forgotten) agree",
        ),
        ("Li", "Li asked li for delivery", "(forgotten) asked li for delivery"),
        (
            "王建设",
            "王经理和王总说，找老王；国王总是建设工厂",
            "(forgotten)和(forgotten)说，找(forgotten)；国王总是建设工厂",
        ),
        ("欧阳明月", "欧阳女士来了", "(forgotten)来了"),
        ("李明", "李明說，李先生，对李经理说", "(forgotten)說，(forgotten)，对(forgotten)说"),
        ("陈鹏", "陳鵬来电", "(forgotten)来电"),
    ] {
        assert_eq!(person(name, "", "").hide(text), want, "{name} in {text}");
        assert_eq!(person(name, "", "").hide(want), want, "twice");
    }
}

#[test]
fn an_address_is_found_with_its_variants() {
    for (text, want) in [
        ("A@X.example, order 1234567", "(forgotten), order 1234567"),
        ("a+crm@x.example; b.a@x.example.", "(forgotten); b.a@x.example."),
        ("ａ＠x.example", "(forgotten)"),
        ("K.Needlemann@Acme.Example needlemann_k@old.example", "(forgotten) (forgotten)"),
        ("info@x.example", "info@x.example"),
    ] {
        assert_eq!(person("Karl Needlemann", "a@x.example", "").hide(text), want, "{text}");
    }
}

#[test]
fn what_is_somebody_elses_stays() {
    let jose = contact("José", "jose@x.example", "+34 600 111 222");
    let luis = contact("José Luis", "jose.luis@x.example", "+34 600 111 222");
    let both = customer("Needlemann Pumpen GmbH", &[&jose, &luis]);
    let person = Person::of(&both, &jose, &[]);
    assert_eq!(person.hide("José and José Luis"), "(forgotten) and José Luis");
    assert_eq!(person.hide("jose@x.example, jose.luis@x.example"), "(forgotten), jose.luis@x.example");
    // The switchboard's number is both their own.
    assert_eq!(person.hide("0034 600111222"), "0034 600111222");
    assert!(person.is_like("0034 600111222"));
    let karl = contact("Karl Needlemann", "", "");
    let firm = customer("Needlemann Pumpen GmbH", &[&karl]);
    let person = Person::of(&firm, &karl, &[]);
    for (text, want, told) in [
        ("visit Needlemann Pumpen GmbH", "visit Needlemann Pumpen GmbH", false),
        ("Needlemann Pumpen asked", "Needlemann Pumpen asked", false),
        ("Needlemann asked", "Needlemann asked", true),
        ("Hr. Needlemann asked, Mr Needlemann too", "Hr. (forgotten) asked, Mr (forgotten) too", false),
        ("K. Needlemann; Karl Needlemann", "(forgotten); (forgotten)", false),
        ("sales@needlemann.example", "sales@needlemann.example", true),
    ] {
        assert_eq!(person.hide(text), want);
        assert_eq!(person.is_like(&person.hide(text)), told, "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_told() {
    let person = person("Karl Needlemann", "", "+49 171 2345678");
    for (text, words) in [
        ("Carl Needleman", vec!["Needleman"]),
        ("the Needlemannstraße", vec!["Needlemannstraße"]),
        ("karl, in small letters", vec!["karl"]),
        ("0151 2345678", vec!["0151 2345678"]),
        ("nothing of it, 1234567", vec![]),
    ] {
        assert_eq!(person.hide(text), text);
        assert_eq!(person.like(text), words);
    }
    assert_eq!(self::person("王建设", "", "").like("建设"), ["建设"]);
}

#[test]
fn a_surname_with_a_title_is_hidden_or_told() {
    for (name, text, hidden, told) in [
        ("王建设", "王经理, 王 总, 王（经理）", "(forgotten), (forgotten), (forgotten)）", vec![]),
        (
            "王建设",
            "王副总, 王副经理, 王大姐, 王师傅",
            "(forgotten), (forgotten), (forgotten), (forgotten)",
            vec![],
        ),
        (
            "王建设",
            "王处, 王某, 联系王总, 王",
            "王处, 王某, 联系王总, 王",
            vec!["王处", "王某", "王总", "王"],
        ),
        ("王建设", "国王总是, 王国, 大王牌", "国王总是, 王国, 大王牌", vec!["王总"]),
        ("王建设", "Mr. Wang, Manager Wang", "Mr. (forgotten), Manager (forgotten)", vec![]),
        ("王建设", "Wang zong, wang-jingli", "(forgotten) zong, (forgotten)-jingli", vec![]),
        ("王建设", "Wang Jianshe; WANG Jian She", "(forgotten); (forgotten)", vec![]),
        ("王建设", "wangjianshe, Jianshe Wang", "(forgotten), (forgotten)", vec![]),
        ("王建设", "Wang said", "Wang said", vec!["Wang"]),
        ("王建设 (Jason)", "王总, 建设, Jason", "(forgotten), 建设, (forgotten)", vec!["建设"]),
        ("王经理", "王总", "(forgotten)", vec![]),
        ("吕华", "Mr. Lv, Mr. Lyu, Mrs Lu", "Mr. (forgotten), Mr. (forgotten), Mrs (forgotten)", vec![]),
        ("Wei Li", "Mr. Li, Ms Li, W. Li", "Mr. (forgotten), Ms (forgotten), (forgotten)", vec![]),
        ("Wei Li", "Li said, li said", "Li said, li said", vec!["Li"]),
        ("Wang Jianshe", "王经理, 汪总, 李总", "王经理, 汪总, 李总", vec!["王经理", "汪总"]),
        ("Karl Needlemann", "Mister Needlemann", "Mister (forgotten)", vec![]),
    ] {
        let person = person(name, "", "");
        assert_eq!(person.hide(text), hidden, "{name} in {text}");
        assert_eq!(person.like(&person.hide(text)), told, "{name} in {text}");
    }
}

#[test]
fn what_two_contacts_are_called_is_told() {
    let two = [contact("Karl Needlemann", "", ""), contact("Anna Needlemann", "", "")];
    let both = customer("Acme", &[&two[0], &two[1]]);
    let karl = Person::of(&both, &two[0], &[]);
    for (text, want) in [
        ("Needlemann, Mr Needlemann", "Needlemann, Mr Needlemann"),
        ("K. Needlemann; A. Needlemann", "(forgotten); A. Needlemann"),
        ("karl.needlemann@x.example", "(forgotten)"),
        ("needlemann@x.example", "needlemann@x.example"),
    ] {
        assert_eq!(karl.hide(text), want);
        assert!(karl.is_like(&karl.hide(text)) || !want.contains("Need"), "{text}");
    }
    let two = [contact("王建设", "", ""), contact("王芳", "", "")];
    let both = customer("Acme", &[&two[0], &two[1]]);
    let person = Person::of(&both, &two[0], &[]);
    assert_eq!(person.hide("王经理和王建设"), "王经理和(forgotten)");
    assert_eq!(person.like("王经理"), ["王经理"]);
}

#[test]
fn who_stands_in_the_decision_chain_or_the_log_alone_is_one_of_the_persons() {
    let mut customer = customer("Acme", &[&contact("Karl Needlemann", "", "")]);
    customer.decision =
        crate::model::DecisionMaker::parse_all("Karl Needlemann: asks; Bo Brand: signs").expect("a chain");
    let log = concat!(
        r#"{"at":"2026-05-01","by":"li","kind":"followup","with":"Cleo Cern, Acme"}"#,
        "\n{}\nno entry\n",
        r#"{"at":"2026-05-02","by":"li","kind":"followup","with":null}"#,
    );
    let person = Person::all_with(&customer, &super::line::contacts(log.as_bytes()));
    let text = "Karl Needlemann, Bo Brand, Cleo Cern and Dora Dorn of Acme";
    assert_eq!(person.hide(text), "(forgotten), (forgotten), (forgotten) and Dora Dorn of Acme");
}

#[test]
fn several_addresses_and_numbers_in_one_value_are_each_found() {
    for (email, phone, text, want) in [
        ("Karl <a1@x.example>; b2@y.example", "", "b2@y.example A1@x.example", "(forgotten) (forgotten)"),
        ("a1@x.example, b2@y.example", "", "mail b2@y.example.", "mail (forgotten)."),
        ("", "138 0000 1111 / 139 0000 2222", "13900002222, 138-0000-1111", "(forgotten), (forgotten)"),
        ("", "+49 171 2345678 ext. 12", "0171/2345678", "0(forgotten)"),
        ("", "Tel. +49 171 2345678 (mobile)", "0171 2345678", "0(forgotten)"),
        ("", "0755-55500188转801", "0755 5550 0188", "0(forgotten)"),
        ("", "5550188", "call 555-0188", "call (forgotten)"),
        ("", "55 01 88", "call 550188, order 1550188", "call (forgotten), order 1550188"),
        ("", "55501", "call 555 01", "call (forgotten)"),
    ] {
        assert_eq!(person("", email, phone).hide(text), want, "{email}{phone} in {text}");
    }
}
