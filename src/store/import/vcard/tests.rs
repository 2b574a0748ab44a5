use super::*;

fn cards(text: &str) -> Vec<Vec<(&'static str, String)>> {
    let said = |row: TableRow| {
        let cells = COLUMNS.iter().zip(row.cells).filter(|(_, cell)| !cell.text.is_empty());
        cells.map(|(column, cell)| (*column, cell.text)).collect()
    };
    read(Path::new("x"), text).expect("a table").0.rows.into_iter().map(said).collect()
}

fn of(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
}

#[test]
fn a_card_of_an_iphone() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.4//EN\r\nN:Müller;Anna;;;\r\nFN:Anna Müller\r\nORG:Müller Maschinenbau GmbH;Einkauf\r\nTITLE:Purchasing director\r\nEMAIL;type=INTERNET;type=WORK;type=pref:anna@mueller.example\r\nTEL;type=HOME;type=VOICE:+49 89 99\r\nTEL;type=CELL;type=VOICE;type=pref:+49 151 1\r\nitem1.ADR;type=WORK;type=pref:;;Industriestr. 5;München;Bavaria;80331;Germany\r\nitem1.X-ABADR:de\r\nitem2.URL;type=pref:mueller.example\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12\r\nIMPP;X-SERVICE-TYPE=WeChat;type=HOME;type=pref:x-apple:anna_m\r\nNOTE:met at the fair\\, hall 3\\nliked HX\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg\r\nEND:VCARD\r\n";
    assert_eq!(
        cards(text),
        [of(&[
            ("name", "Müller Maschinenbau GmbH"),
            ("contact", "Anna Müller"),
            ("contact.position", "Purchasing director"),
            ("contact.email", "anna@mueller.example"),
            ("contact.phone", "+49 151 1\n+49 89 99 (home)"),
            ("contact.birthday", "05-12"),
            ("contact.chat", "wechat: anna_m"),
            ("website", "mueller.example"),
            ("address", "Industriestr. 5, 80331 München"),
            ("region", "Bavaria"),
            ("country", "Germany"),
            ("notes", "met at the fair, hall 3\nliked HX"),
        ])]
    );
}

#[test]
fn a_card_of_an_old_android_in_quoted_printable() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3;;;\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=\n=E8=8A=B3\nORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=BA=EA=B4=EF\nTEL;CELL;PREF:13800138000\nEND:VCARD\n";
    assert_eq!(cards(text), [of(&[("name", "宏达"), ("contact", "王芳"), ("contact.phone", "13800138000")])]);
}

#[test]
fn version_4_and_persons_without_a_company() {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:Acme\nKIND:org\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+1-555-0100;ext=5\nEND:VCARD\nbegin:vcard\nVERSION:4.0\nN:王;芳;;;\nBDAY:--0512\nCATEGORIES:a,b\\,c\nEMAIL;PREF=2:x@example.com\nEMAIL;PREF=1:y@example.com\nEND:VCARD\n";
    assert_eq!(
        cards(text),
        [
            of(&[("name", "Acme"), ("contact.phone", "+1-555-0100 ext. 5")]),
            of(&[
                ("name", "王芳"),
                ("contact", "王芳"),
                ("contact.email", "y@example.com\nx@example.com"),
                ("contact.birthday", "05-12"),
                ("tags", "a; b,c"),
            ]),
        ]
    );
}

#[test]
fn a_card_that_is_cut_off_is_read_as_far_as_it_goes() {
    assert_eq!(
        cards("BEGIN:VCARD\nFN:Acme\nTEL:1\nEMAIL"),
        [of(&[("name", "Acme"), ("contact", "Acme"), ("contact.phone", "1")])]
    );
    for text in
        ["BEGIN:VCARD", "BEGIN:VCARD\n:\n;:\n\"\n=\n", "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=\n=4"]
    {
        let _ = read(Path::new("x"), text);
    }
}
