use super::*;

fn several(parts: &[&str]) -> Result<String, NotOne> {
    Err(NotOne::Several(parts.iter().map(|part| (*part).to_owned()).collect()))
}

fn near(text: &str) -> Result<String, NotOne> {
    Err(NotOne::Nothing(Some(text.to_owned())))
}

#[test]
fn an_address_is_one_and_no_more() {
    for (text, want) in [
        ("anna@acme.example", Ok("anna@acme.example".to_owned())),
        (" Anna.B+c@Sub.Acme.example ", Ok("Anna.B+c@Sub.Acme.example".to_owned())),
        ("mailto:anna@acme.example", Ok("anna@acme.example".to_owned())),
        ("Anna Müller <anna@acme.example>", Ok("anna@acme.example".to_owned())),
        ("\"Müller, Anna\" <anna@acme.example>", Ok("anna@acme.example".to_owned())),
        ("anna@acme.example;", Ok("anna@acme.example".to_owned())),
        ("li＠hongda.example", Ok("li@hongda.example".to_owned())),
        ("李娜@例子.公司", Ok("李娜@例子.公司".to_owned())),
        ("o'neil@acme.example", Ok("o'neil@acme.example".to_owned())),
        ("a@x.example; b@y.example", several(&["a@x.example", "b@y.example"])),
        ("a@x.example b@y.example", several(&["a@x.example", "b@y.example"])),
        ("a@x.example (work)\nb@y.example", several(&["a@x.example", "b@y.example"])),
        ("a@x.example (work)", near("a@x.example")),
        ("a@x.example / b@y.example", several(&["a@x.example", "b@y.example"])),
        ("a@x.example、b@y.example", several(&["a@x.example", "b@y.example"])),
        ("x (at) acme.example", near("x@acme.example")),
        ("x[at]acme[dot]example", near("x@acme.example")),
        ("x at acme.example", near("x@acme.example")),
        ("n/a", Err(NotOne::Nothing(None))),
        ("-", Err(NotOne::Nothing(None))),
        ("see website", Err(NotOne::Nothing(None))),
        ("anna.acme.example", Err(NotOne::Nothing(None))),
        ("anna@acme", Err(NotOne::Nothing(None))),
        ("anna@@acme.example", Err(NotOne::Nothing(None))),
        ("a@x.example, ask first", Err(NotOne::Nothing(None))),
        ("@wechat", Err(NotOne::Nothing(None))),
        ("", Err(NotOne::Nothing(None))),
    ] {
        assert_eq!(Medium::Email.read(text), want, "{text}");
    }
}

#[test]
fn what_reaches_nobody_takes_no_other_way_with_it() {
    for (medium, text, found, none) in [
        (
            Medium::Phone,
            "100\n+49 89 123456 (home)\n300 (work)",
            &["+49 89 123456"][..],
            &["100", "300 (work)"][..],
        ),
        (Medium::Phone, "+49 MOBIL\n110", &[], &["+49 MOBIL", "110"]),
        (Medium::Email, "a@x.example\nemail other", &["a@x.example"], &["email other"]),
        (Medium::Email, "a@x.example b@x.example", &["a@x.example", "b@x.example"], &[]),
        (Medium::Email, "a@x.example, ask first", &[], &["a@x.example, ask first"]),
        (Medium::Email, "a;@x.example\nb@x.example", &["b@x.example"], &["a;@x.example"]),
        (Medium::Email, " ; ", &[], &[]),
    ] {
        let (points, others) = medium.read_each(text);
        let points: Vec<&str> = points.iter().map(|point| point.value.as_str()).collect();
        assert_eq!((points.as_slice(), others.as_slice()), (found, none), "{text}");
    }
}

#[test]
fn a_label_stands_in_brackets_behind() {
    for (text, value, label) in [
        ("+86 138 0000 1111 (home)", "+86 138 0000 1111", Some("home")),
        ("anna@acme.example（私人）", "anna@acme.example", Some("私人")),
        ("+49 89 123456 (2)", "+49 89 123456 (2)", None),
        ("(home)", "(home)", None),
        (" +49 (0)89 123456 ", "+49 (0)89 123456", None),
    ] {
        let point = ContactPoint::labelled(text);
        assert_eq!((point.value.as_str(), point.label.as_deref()), (value, label), "{text}");
    }
}

#[test]
fn a_number_is_one_and_can_be_dialled() {
    for one in [
        "+49 (0)89 123-456",
        "089/1234567",
        "+49 89 1234567/8",
        "0755-5550188 转 801",
        "13800138000",
        "１３８００１３８０００",
        "(312) 555-0100",
        "1-800-FLOWERS",
        "12345",
        "+86 138 0000 1111 (home)",
        "+1 312 555 0100, ext. 5",
        "assistant: 0755 5550188",
    ] {
        assert_eq!(Medium::Phone.read(one), Ok(one.to_owned()), "{one}");
    }
    assert_eq!(Medium::Phone.read("tel:+49-89-123456"), Ok("+49-89-123456".to_owned()));
    assert_eq!(Medium::Phone.read("13800138000;"), Ok("13800138000".to_owned()));
    for (text, parts) in [
        ("13800138000; 13900139000", ["13800138000", "13900139000"]),
        ("0755-5550188/13900139000", ["0755-5550188", "13900139000"]),
        ("+49 89 1234567, +49 151 1234567", ["+49 89 1234567", "+49 151 1234567"]),
    ] {
        assert_eq!(Medium::Phone.read(text), several(&parts), "{text}");
    }
    for none in [
        "+49 30 1;ext=2,,,*21*090012345#",
        "*21*0900123456#",
        "n/a",
        "call me",
        "-",
        "",
        "110",
        "ask Anna",
        "a@x.example",
        "call me at 5",
        "?",
    ] {
        assert_eq!(Medium::Phone.read(none), Err(NotOne::Nothing(None)), "{none}");
    }
}
