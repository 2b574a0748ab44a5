//! Contacts as vCard 3.0 or 4.0, for phones and address books.

use super::content_lines::{ContentLines, escaped};
use crate::model::name::slug;
use crate::model::{Contact, Customer, Medium};

/// Which version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardVersion {
    /// 3.0, which phones and khard read.
    Three,
    /// 4.0.
    Four,
}

/// A card for each contact; a customer without one has a card of its own.
pub fn vcards(customer: &Customer, version: CardVersion) -> String {
    let nobody = [Contact::default()];
    let contacts = if customer.contacts.is_empty() { &nobody[..] } else { &customer.contacts };
    let mut seen: Vec<String> = Vec::new();
    let mut out = String::new();
    for (index, contact) in contacts.iter().enumerate() {
        let name = contact.name.as_deref().and_then(slug).map(|id| id.to_string());
        let mut own = name.unwrap_or_else(|| (index + 1).to_string());
        while seen.contains(&own) {
            own.push_str("-2");
        }
        out.push_str(&card(customer, contact, &own, version));
        seen.push(own);
    }
    out
}

fn card(customer: &Customer, contact: &Contact, own: &str, version: CardVersion) -> String {
    let is_three = version == CardVersion::Three;
    let mut lines = ContentLines::new();
    lines.put("BEGIN", "VCARD");
    lines.put("VERSION", if is_three { "3.0" } else { "4.0" });
    lines.put("UID", &format!("crm-{}-{own}", customer.id));
    let name = contact.name.as_deref().unwrap_or(&customer.name);
    lines.put("FN", &escaped(name));
    match contact.name.as_deref() {
        Some(person) => lines.put("N", &parts(person)),
        None if is_three => lines.put("N", &format!("{};;;;", escaped(&customer.name))),
        None => lines.put("KIND", "org"),
    }
    lines.put("ORG", &escaped(&customer.name));
    maybe(&mut lines, "TITLE", contact.position.as_deref());
    for medium in Medium::ALL.into_iter().rev() {
        let (first, others) = contact.points(medium);
        let first = first.into_iter().map(|value| (value, None));
        let others = others.iter().filter(|point| point.bounced.is_none());
        for (value, label) in first.chain(others.map(|point| (point.value.as_str(), point.label.as_deref())))
        {
            lines.put(property(medium, label, is_three), &escaped(value));
        }
    }
    for (service, handle) in &contact.chat {
        let word: String = service.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let word = if word.is_empty() { "chat".to_owned() } else { word };
        lines.put(&format!("IMPP;X-SERVICE-TYPE={word}"), &format!("{word}:{}", escaped(&in_uri(handle))));
    }
    if customer.address.is_some() || customer.region.is_some() || customer.country.is_some() {
        let part = |part: &Option<String>| part.as_deref().map(escaped).unwrap_or_default();
        let (street, region, country) =
            (part(&customer.address), part(&customer.region), part(&customer.country));
        lines.put("ADR;TYPE=work", &format!(";;{street};;{region};;{country}"));
    }
    // Without a scheme it is not an address, and no phone opens it.
    let site = customer.website.as_ref().map(|site| match site.contains("://") {
        true => site.clone(),
        false => format!("https://{site}"),
    });
    maybe(&mut lines, "URL", site.as_deref());
    if let Some(birthday) = contact.birthday {
        // A year isn't always known, and version 3 has no way to say so but Apple's.
        match (birthday.year, is_three) {
            (Some(_), true) => lines.put("BDAY", &birthday.to_string()),
            (Some(year), false) => {
                lines.put("BDAY", &format!("{year}{:02}{:02}", birthday.month, birthday.day))
            }
            (None, true) => {
                let day = format!("1604-{:02}-{:02}", birthday.month, birthday.day);
                lines.put("BDAY;X-APPLE-OMIT-YEAR=1604", &day);
            }
            (None, false) => lines.put("BDAY", &format!("--{:02}{:02}", birthday.month, birthday.day)),
        }
    }
    if !customer.tags.is_empty() {
        let tags: Vec<String> = customer.tags.iter().map(|tag| escaped(tag)).collect();
        lines.put("CATEGORIES", &tags.join(","));
    }
    maybe(&mut lines, "NOTE", customer.notes.as_deref().map(str::trim_end));
    lines.put("X-CRM-ID", customer.id.as_str());
    lines.put("END", "VCARD");
    lines.into_text()
}

/// The property of an address or a number, with what it is for as far as the format has a word for that.
fn property(medium: Medium, label: Option<&str>, is_three: bool) -> &'static str {
    let label = label.map(str::to_lowercase).unwrap_or_default();
    match (medium, label.as_str()) {
        (Medium::Phone, "home" | "private") => "TEL;TYPE=home",
        (Medium::Phone, "cell" | "mobile" | "手机") => "TEL;TYPE=cell",
        (Medium::Phone, "fax" | "传真") => "TEL;TYPE=fax",
        (Medium::Phone, _) => "TEL;TYPE=work",
        (Medium::Email, "home" | "private") if is_three => "EMAIL;TYPE=internet,home",
        (Medium::Email, _) if is_three => "EMAIL;TYPE=internet",
        (Medium::Email, "home" | "private") => "EMAIL;TYPE=home",
        (Medium::Email, _) => "EMAIL;TYPE=work",
    }
}

/// A handle as a part of an address, in which no blank stands: a number's are left out, others are written as
/// their codes.
fn in_uri(handle: &str) -> String {
    let handle = handle.trim();
    let digits = handle.chars().filter(char::is_ascii_digit).count();
    if digits > 4 && handle.chars().all(|c| c.is_ascii_digit() || " +-().\u{a0}".contains(c)) {
        return handle.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    }
    let mut out = String::new();
    for c in handle.chars() {
        match c {
            '%' => out.push_str("%25"),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// Family and given name. Which is which, a name doesn't tell: the last word is the family, and in
/// Chinese the first character.
fn parts(name: &str) -> String {
    let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    if !name.contains(' ') && name.chars().all(is_chinese) {
        let mut rest = name.chars();
        let family: String = rest.by_ref().take(1).collect();
        return format!("{};{};;;", escaped(&family), escaped(rest.as_str()));
    }
    match name.rsplit_once(' ') {
        Some((given, family)) => format!("{};{};;;", escaped(family), escaped(given)),
        None => format!("{};;;;", escaped(name)),
    }
}

fn maybe(lines: &mut ContentLines, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        lines.text(name, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Birthday, CustomerId};

    #[test]
    fn addresses_have_a_scheme_and_no_blanks() {
        let mut customer = Customer::named(CustomerId::new("mueller").expect("an id"), "Müller");
        customer.website = Some("mueller.example".into());
        let chat = [("whatsapp", "+49 (151) 000-0000"), ("skype", "live anna 100%"), ("wechat", "anna_m")];
        let chat = chat.map(|(service, handle)| (service.to_owned(), handle.to_owned())).to_vec();
        customer.contacts = vec![Contact { name: Some("Anna".into()), chat, ..Contact::default() }];
        let text = vcards(&customer, CardVersion::Three);
        for line in [
            "URL:https://mueller.example",
            "IMPP;X-SERVICE-TYPE=whatsapp:whatsapp:+491510000000",
            "IMPP;X-SERVICE-TYPE=skype:skype:live%20anna%20100%25",
            "IMPP;X-SERVICE-TYPE=wechat:wechat:anna_m",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
        }
        customer.website = Some("http://mueller.example".into());
        assert!(vcards(&customer, CardVersion::Four).contains("URL:http://mueller.example\r\n"));
    }

    #[test]
    fn a_card_is_folded_and_escaped() {
        let mut customer = Customer::named(CustomerId::new("mueller").expect("an id"), "Müller; Söhne, GmbH");
        customer.notes = Some("液压".repeat(40) + "\nzwei");
        customer.contacts = vec![
            Contact { name: Some("王芳".into()), birthday: Birthday::parse("05-12"), ..Contact::default() },
            Contact { name: Some("王芳".into()), ..Contact::default() },
        ];
        for version in [CardVersion::Three, CardVersion::Four] {
            let text = vcards(&customer, version);
            assert!(text.lines().all(|line| line.len() <= 75), "{text}");
            assert!(text.contains("ORG:Müller\\; Söhne\\, GmbH\r\n"), "{text}");
            assert!(text.contains("N:王;芳;;;\r\n"), "{text}");
            let uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
            assert_eq!(uids, ["UID:crm-mueller-wangfang", "UID:crm-mueller-wangfang-2"]);
        }
        assert!(vcards(&customer, CardVersion::Three).contains("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12\r\n"));
        assert!(vcards(&customer, CardVersion::Four).contains("BDAY:--0512\r\n"));
    }
}
