//! Mail addresses and phone numbers: one a value, as many as a contact has, and none that reaches nobody.

use crate::world::World;

const CARD: &str = "name: Acme\ngrade: B\ncountry: DE\ncontacts:\n  - name: Anna\n    email: anna@acme.example\n    phone: \"+49 89 123456\"\n";

#[test]
fn what_reaches_nobody_is_refused_where_it_is_typed() {
    let world = World::new();
    world.card("acme", CARD);
    for (args, told) in [
        (&["set", "acme", "contacts[0].email=n/a"][..], "\"n/a\" is not a mail address"),
        (&["set", "acme", "contacts[0].email=x (at) acme.example"], "did you mean x@acme.example?"),
        (
            &["set", "acme", "contacts[0].email=a@x.example; b@x.example"],
            "contacts[0].email=\"a@x.example\" contacts[0].emails+=\"b@x.example\"",
        ),
        (&["set", "acme", "contacts[0].emails+=nobody"], "\"nobody\" is not a mail address"),
        (&["set", "acme", "contacts[0].phone=call me"], "\"call me\" is not a phone number"),
        (&["set", "acme", "email=x@acme.example"], "did you mean contacts[0].email?"),
        (&["add", "Beta", "--email", "n/a"], "\"n/a\" is not a mail address"),
        (&["add", "Beta", "--phone", "later"], "\"later\" is not a phone number"),
    ] {
        let outcome = world.run(args);
        assert_eq!(outcome.code, 2, "{args:?}: {outcome:?}");
        assert!(outcome.stderr.contains(told), "{args:?}: {outcome:?}");
    }
    assert_eq!(world.read("customers/acme.yaml"), CARD);
    assert!(!world.path("customers/beta.yaml").exists());
}

#[test]
fn a_contact_has_as_many_as_it_has() {
    let world = World::new();
    world.card("acme", CARD);
    world.ok([
        "set",
        "acme",
        "contacts[0].phones+=+49 151 1234567 (mobile)",
        "contacts[0].emails+=sales@acme.example",
    ]);
    world.ok(["set", "acme", "contacts[0].phones+=+49 89 1234560"]);
    insta::assert_snapshot!(world.read("customers/acme.yaml"), @r#"
    name: Acme
    grade: B
    country: DE
    contacts:
      - name: Anna
        email: anna@acme.example
        phone: "+49 89 123456"
        phones: [{number: "+49 151 1234567", label: mobile}, "+49 89 1234560"]
        emails: [sales@acme.example]
    "#);
    let contact = &world.json(["show", "acme", "--json"])["contacts"][0];
    assert_eq!(contact["phones"][0]["number"], "+49 151 1234567");
    assert_eq!(contact["phones"][0]["label"], "mobile");
    assert_eq!(contact["emails"][0]["address"], "sales@acme.example");
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("+49 151 1234567 (mobile)"), "{page}");
    assert_eq!(world.json(["list", "1234560", "--json"]).as_array().map(Vec::len), Some(1));
    // The first that reaches somebody is the one to use.
    world.ok(["set", "acme", "contacts[0].phone="]);
    let due = world.json(["due", "--json"]);
    assert_eq!(due[0]["contact"]["phone"], "+49 151 1234567");
    world.ok(["set", "acme", "contacts[0].phones-=+49 151 1234567"]);
    let due = world.json(["due", "--json"]);
    assert_eq!(due[0]["contact"]["phone"], "+49 89 1234560");
    // The same number in another customer's list is evidence that the two are one.
    world.card("other", "name: Other\ncountry: DE\ncontacts:\n  - name: Bo\n    phones: [\"089 1234560\"]\n");
    assert!(world.ok(["dupes"]).contains("1234560"), "{}", world.ok(["dupes"]));
}

#[test]
fn a_second_contact_comes_by_its_place_or_its_name() {
    for card in [CARD, "name: Acme\ncontacts: [{name: Anna, phone: \"+49 89 123456\"}]\n", "name: Acme\n"] {
        let world = World::new();
        world.card("acme", card);
        let count = world.json(["show", "acme", "--json"])["contacts"].as_array().map_or(0, Vec::len);
        let (name, phone) =
            (format!("contacts[{count}].name=Bo"), format!("contacts[{count}].phone=+49 89 77777"));
        world.ok(["set", "acme", &name, &phone, "contacts+=Cy"]);
        let shown = world.json(["show", "acme", "--json"]);
        let names: Vec<&str> = shown["contacts"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert_eq!(names[count..], ["Bo", "Cy"], "{card}");
        assert_eq!(shown["contacts"][count]["phone"], "+49 89 77777");
        let outcome = world.run(["set", "acme", "contacts[9].name=Di"]);
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains(&format!("contacts[{}].name=", count + 2)), "{outcome:?}");
    }
}

#[test]
fn what_stands_in_a_file_is_told_and_nobody_is_written_to_at_it() {
    let world = World::new();
    world.card(
        "acme",
        "name: Acme\ncontacts:\n  - name: Anna\n    email: a@x.example; b@x.example\n    phone: call me\n    phones: [+49891234567, \"+49 89 1234567\"]\n",
    );
    let outcome = world.run(["check"]);
    insta::assert_snapshot!(outcome.whole(), @r#"
    exit 1
    --- stdout
    customers/acme.yaml:4:12: warning: "a@x.example; b@x.example" is not one mail address but 2
      try: email: "a@x.example" emails: ["b@x.example"]
    customers/acme.yaml:5:12: warning: "call me" is not a phone number
      try: nobody is reached there: take the key away, or say it in notes
    customers/acme.yaml:6:14: error: "phones" can't be "49891234567": a text is needed here
      try: put it in quotes: "…"
    1 customer checked: 1 error, 2 warnings
    "#);
    world.card("acme", "name: Acme\ncontacts:\n  - email: a@x.example; b@x.example\n    phone: call me\n");
    let contact = &world.json(["due", "--json"])[0]["contact"];
    assert_eq!((contact["email"].as_str(), contact["phone"].as_str()), (Some("a@x.example"), None));
}

#[test]
fn add_takes_several() {
    let world = World::new();
    world.ok([
        "add",
        "Acme",
        "--email",
        "a@x.example; b@x.example",
        "--phone",
        "13800138000",
        "--phone",
        "+49 89 123456",
    ]);
    let text = world.read("customers/acme.yaml");
    assert!(
        text.contains("  - email: a@x.example\n    emails: [b@x.example]\n    phone: \"13800138000\"\n    phones: [\"+49 89 123456\"]\n"),
        "{text}"
    );
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn an_import_keeps_all_and_says_what_reaches_nobody() {
    let world = World::new();
    world.put("list.csv", "name,contact,email,phone,mobile\nAcme,Anna,a@x.example; b@x.example,call me,13800138000\nBeta,Bo,n/a,+49 89 123456,+49 151 1234567\n");
    insta::assert_snapshot!(world.run(["import", "list.csv", "--apply"]).whole(), @r#"
    exit 0
    --- stdout
    list.csv: 2 rows, UTF-8, divided by ,

    column      key            for example
    name     →  name           Acme
    contact  →  contact        Anna
    email    →  contact.email  a@x.example; b@x.example
    phone    →  contact.phone  call me
    mobile   →  contact.phone  13800138000

    2 created

    2 created
    row  name  id    what
      2  Acme  acme  Anna
                     "call me" is not a phone number: kept in the notes
      3  Beta  beta  Bo

    without an owner: 2; --owner li gives them to li
    next: crm due · 2 to be graded: crm list --grade none
    --- customers/acme.yaml
    + # yaml-language-server: $schema=../.crm/schema/customer.schema.json
    + name: Acme
    + contacts:
    +   - name: Anna
    +     email: a@x.example
    +     emails: [b@x.example]
    +     phone: "13800138000"
    + notes: "Anna, phone: call me"
    --- customers/beta.yaml
    + # yaml-language-server: $schema=../.crm/schema/customer.schema.json
    + name: Beta
    + contacts:
    +   - name: Bo
    +     phone: "+49 89 123456"
    +     phones: [{number: "+49 151 1234567", label: mobile}]
    "#);
}

#[test]
fn what_a_phone_sends_back_is_all_there() {
    let world = World::new();
    world.card("acme", CARD);
    world.ok([
        "set",
        "acme",
        "contacts[0].phones+=+49 151 1234567 (mobile)",
        "contacts[0].emails+=sales@acme.example",
    ]);
    let cards = world.ok(["export", "--format", "vcard"]);
    world.put("book.vcf", &cards);
    let outcome = world.run(["import", "book.vcf"]);
    assert!(outcome.stdout.contains("unchanged"), "{cards}\n{outcome:?}");
}

#[test]
fn a_merge_of_two_brings_all_together() {
    let world = World::new();
    world.card("acme", CARD);
    world.card("beta", "name: Acme Ltd\ncountry: DE\ncontacts:\n  - name: Anna\n    email: private@anna.example\n    phone: 089 123456\n    phones: [{number: \"+49 151 1234567\", label: mobile}]\n");
    world.ok(["merge", "acme", "beta", "--apply"]);
    let contact = &world.json(["show", "acme", "--json"])["contacts"];
    assert_eq!(contact.as_array().map(Vec::len), Some(1));
    assert_eq!(contact[0]["emails"][0]["address"], "private@anna.example");
    assert_eq!(contact[0]["phones"].as_array().map(Vec::len), Some(1));
    assert_eq!(contact[0]["phones"][0]["label"], "mobile");
}

#[test]
fn a_page_of_the_manual_is_one_commands() {
    let world = World::new();
    let page = world.ok(["man", "due"]);
    assert!(page.contains("crm due"), "{page}");
    assert!(!world.path("due").exists());
    world.ok(["man", "./due"]);
    assert!(world.path("due/crm-due.1").exists());
}

#[test]
fn whom_an_address_names_is_the_contact() {
    for (args, want) in [
        (&["--email", "Bob Ray <bob@acme.example>"][..], Some("Bob Ray")),
        (&["--email", "bob@acme.example"], None),
        (&["--email", "Bob Ray <bob@acme.example>", "--contact", "Robert Ray"], Some("Robert Ray")),
    ] {
        let world = World::new();
        world.ok([&["add", "Acme"], args].concat());
        let contacts = world.json(["show", "acme", "--json"])["contacts"].clone();
        assert_eq!(contacts[0]["name"].as_str(), want, "{args:?}");
        assert_eq!(contacts[0]["email"], "bob@acme.example", "{args:?}");
    }
}

#[test]
fn what_stands_there_already_is_told_and_not_written_twice() {
    let world = World::new();
    let card = CARD.to_owned()
        + "    emails: [{address: sales@acme.example, label: sales}]\n    phones: [{number: \"+49 151 1234567\", label: mobile}]\n";
    world.card("acme", &card);
    for change in [
        "contacts[0].emails+=sales@acme.example",
        "contacts[0].emails+=anna@acme.example",
        "contacts[0].phones+=+49 151 1234567",
    ] {
        let outcome = world.run(["set", "acme", change]);
        assert!(outcome.code == 0 && outcome.stderr.contains(" is there already"), "{change}: {outcome:?}");
        assert!(outcome.stdout.starts_with("acme: nothing was changed\n"), "{change}: {outcome:?}");
        assert_eq!(world.read("customers/acme.yaml"), card, "{change}");
    }
    let both =
        ["set", "acme", "contacts[0].emails+=sales@acme.example", "contacts[0].emails+=new@acme.example"];
    assert_eq!(world.run(both).code, 0);
    assert!(world.read("customers/acme.yaml").contains("label: sales}, new@acme.example]"));
}

#[test]
fn an_unknown_key_is_told_with_one_that_can_be_written() {
    let world = World::new();
    world.card("acme", CARD);
    for (change, says) in [
        ("contacts[0].whatsapp=+49 1", "contacts[0].chat.whatsapp=…"),
        ("contacts[Karl Weber].phone=+49 1", "contacts[0] is the first"),
        ("contacts[0].phon=+49 89 1", "did you mean contacts[0].phone?"),
        ("next=fri", "crm log ID --note --next fri"),
        ("regoin=x", "did you mean region?"),
    ] {
        let outcome = world.run(["set", "acme", change]);
        outcome.refused(2, &[says]);
        assert!(change.starts_with("regoin") || !outcome.stderr.contains("custom."), "{outcome:?}");
    }
    world.ok(["set", "acme", "contacts[0].chat.whatsapp=+49 151 1234567"]);
}
