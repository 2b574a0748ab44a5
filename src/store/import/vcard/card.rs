//! One card, as far as a customer's file can hold it.

use std::collections::HashMap;

use super::lines::ContentLine;

/// What is known of a card so far.
#[derive(Debug, Default)]
pub(super) struct Card {
    full_name: Option<String>,
    name: Option<String>,
    nickname: Option<String>,
    organisation: Option<String>,
    position: Option<String>,
    role: Option<String>,
    id: Option<String>,
    is_company: bool,
    is_group: bool,
    birthday: Option<String>,
    phones: Vec<Way>,
    emails: Vec<Way>,
    sites: Vec<String>,
    chat: Vec<(String, String)>,
    address: Option<(String, String, String)>,
    categories: Vec<String>,
    notes: Vec<String>,
    /// What no key holds, by what it is called.
    more: Vec<(&'static str, String)>,
    /// What the groups of its lines are called.
    labels: HashMap<String, String>,
}

/// A number or an address, and what it is for.
#[derive(Clone, Debug)]
struct Way {
    value: String,
    kind: &'static str,
    is_preferred: bool,
    group: Option<String>,
}

/// Properties that a customer's file has no key for, and that say something of the person.
const MORE: &[(&str, &str)] = &[
    ("ANNIVERSARY", "anniversary"),
    ("X-ANNIVERSARY", "anniversary"),
    ("RELATED", "related"),
    ("X-ABRELATEDNAMES", "related"),
    ("X-ASSISTANT", "assistant"),
    ("X-MANAGER", "manager"),
    ("X-SPOUSE", "spouse"),
    ("TZ", "time zone"),
    ("LANG", "language"),
    ("HOBBY", "hobby"),
    ("INTEREST", "interest"),
    ("EXPERTISE", "expertise"),
];

/// Properties of their own that hold a chat handle.
const CHAT: &[(&str, &str)] = &[
    ("X-WECHAT", "wechat"),
    ("X-WEIXIN", "wechat"),
    ("X-WHATSAPP", "whatsapp"),
    ("X-QQ", "qq"),
    ("X-SKYPE", "skype"),
    ("X-SKYPE-USERNAME", "skype"),
    ("X-TELEGRAM", "telegram"),
    ("X-LINE", "line"),
];

impl Card {
    /// Takes one of its properties.
    pub fn take(&mut self, line: &ContentLine) {
        let text = line.text();
        if text.is_empty() || line.params.iter().any(|(_, value)| is_binary(value)) {
            return;
        }
        let first = |files: &mut Option<String>, text: String| {
            files.get_or_insert(text);
        };
        match line.name.as_str() {
            "FN" => first(&mut self.full_name, text),
            "N" => self.name = self.name.take().or_else(|| person(&line.parts(';'))),
            "NICKNAME" => first(&mut self.nickname, line.parts(',').into_iter().next().unwrap_or_default()),
            "ORG" => first(&mut self.organisation, line.parts(';').into_iter().next().unwrap_or_default()),
            "TITLE" => first(&mut self.position, text),
            "ROLE" => first(&mut self.role, text),
            "X-CRM-ID" => first(&mut self.id, text),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => {
                self.is_company |= text.eq_ignore_ascii_case("org");
                self.is_group |= text.eq_ignore_ascii_case("group");
            }
            "X-ABSHOWAS" => self.is_company |= text.eq_ignore_ascii_case("company"),
            "BDAY" => self.birthday = birthday(&text),
            "TEL" => {
                let number = text.strip_prefix("tel:").unwrap_or(&text);
                let number = number.split(";ext=").collect::<Vec<_>>().join(" ext. ");
                let kind = ["fax", "cell", "work", "home", "pager"].into_iter().find(|kind| line.is(kind));
                push(&mut self.phones, number, kind.unwrap_or("phone"), line);
            }
            "EMAIL" => {
                let address = text.strip_prefix("mailto:").unwrap_or(&text).to_owned();
                let kind = ["work", "home"].into_iter().find(|kind| line.is(kind));
                push(&mut self.emails, address, kind.unwrap_or("email"), line);
            }
            "URL" => self.sites.push(text),
            "IMPP" | "X-SOCIALPROFILE" => self.handle(line, &text),
            "ADR" => self.address(line),
            "CATEGORIES" => {
                self.categories.extend(line.parts(',').into_iter().filter(|part| !part.is_empty()));
            }
            "NOTE" => self.notes.push(text),
            "X-ABLABEL" => {
                // What the phone's own words are, it writes as `_$!<Mobile>!$_`.
                let label = text.trim_start_matches("_$!<").trim_end_matches(">!$_").to_owned();
                self.labels.extend(line.group.clone().map(|group| (group, label)));
            }
            other => {
                if let Some((_, called)) = MORE.iter().find(|(name, _)| *name == other) {
                    self.more.push((*called, text));
                    return;
                }
                if let Some((_, service)) = CHAT.iter().find(|(name, _)| *name == other) {
                    self.chat.push(((*service).to_owned(), text));
                }
            }
        }
    }

    fn handle(&mut self, line: &ContentLine, text: &str) {
        let (scheme, handle) = text.split_once(':').unwrap_or(("", text));
        let said = line.param("X-SERVICE-TYPE").or_else(|| line.param("SERVICE-TYPE"));
        let social = (line.name == "X-SOCIALPROFILE").then(|| line.param("TYPE")).flatten();
        let service = said.or(social).unwrap_or(scheme).to_lowercase();
        let service = if service == "weixin" { "wechat".to_owned() } else { service };
        let is_word = !service.is_empty() && service.chars().all(|c| c.is_alphanumeric() || c == '-');
        if is_word && !handle.starts_with("//") && !handle.trim().is_empty() {
            self.chat.push((service, decoded(handle.trim())));
        } else if handle.starts_with("//") {
            // A page of a network: no handle, and the way to the person all the same.
            self.more.push(("profile", text.to_owned()));
        }
    }

    /// Street and city as one line; the region and the country have keys of their own.
    fn address(&mut self, line: &ContentLine) {
        let parts = line.parts(';');
        let part = |index: usize| parts.get(index).map(String::as_str).unwrap_or_default();
        let city =
            [part(5), part(3)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let written = [part(0), part(1), part(2), &city];
        let address: Vec<&str> = written.into_iter().filter(|part| !part.is_empty()).collect();
        let address = (address.join(", "), part(4).to_owned(), part(6).to_owned());
        // Of several the one at work.
        if self.address.is_none() || (line.is("work") && !address.0.is_empty()) {
            self.address = Some(address);
        }
    }

    /// What a list of other cards is called, where it is one and nobody's own card.
    pub fn group(&self) -> Option<String> {
        let name = self.full_name.as_ref().or(self.name.as_ref()).or(self.organisation.as_ref());
        self.is_group.then(|| name.cloned().unwrap_or_default())
    }

    /// What identifies it where nobody has written a name on it: what it is reached by.
    fn known_by(&self) -> Option<String> {
        let first = |ways: &[Way]| ways.iter().find(|way| way.is_preferred).or(ways.first()).cloned();
        let way = first(&self.emails).or_else(|| first(&self.phones)).map(|way| way.value);
        way.or_else(|| self.chat.first().map(|(_, handle)| handle.clone()))
            .or_else(|| self.sites.first().cloned())
    }

    /// What it says, by key.
    pub fn values(self) -> HashMap<&'static str, String> {
        let mut values = HashMap::new();
        let known_by = self.known_by();
        let organisation = self.organisation.filter(|name| !name.is_empty());
        let nickname = self.nickname.filter(|name| !name.is_empty());
        let person = self.full_name.or(self.name).or(nickname.clone());
        let name = organisation.clone().or_else(|| person.clone()).or(known_by).unwrap_or_default();
        let is_company = self.is_company || organisation.as_ref() == person.as_ref();
        let contact = person.filter(|_| !is_company);
        let whose = contact.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
        let mut notes = self.notes;
        let mut sites = self.sites.into_iter();
        let mut put = |key: &'static str, value: Option<String>| {
            values.insert(key, value.unwrap_or_default());
        };
        let labels = self.labels;
        put("contact.phone", best(self.phones, &labels, &whose, &mut notes));
        put("contact.email", best(self.emails, &labels, &whose, &mut notes));
        let is_said = contact.as_ref().or(Some(&name)) == nickname.as_ref();
        let nickname = nickname.filter(|_| !is_said).map(|name| ("nickname", name));
        let role = self.role.clone().filter(|_| self.position.is_some()).map(|role| ("role", role));
        let more = nickname.into_iter().chain(role).chain(self.more);
        notes.extend(more.map(|(called, text)| format!("{whose}{called}: {text}")));
        put("website", sites.next());
        notes.extend(sites.map(|site| format!("URL: {site}")));
        put("contact.position", self.position.or(self.role));
        put("contact.birthday", self.birthday);
        let handles: Vec<String> =
            self.chat.iter().map(|(service, handle)| format!("{service}: {handle}")).collect();
        put("contact.chat", Some(handles.join("\n")));
        let (address, region, country) = self.address.unwrap_or_default();
        put("address", Some(address));
        put("region", Some(region));
        put("country", Some(country));
        put("tags", Some(self.categories.join("; ")));
        put("notes", Some(notes.join("\n")));
        put("id", self.id);
        put("contact", contact);
        put("name", Some(name));
        values
    }
}

/// An address without its codes: `%20` is a blank.
fn decoded(handle: &str) -> String {
    let bytes = handle.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = handle.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| handle.to_owned())
}

fn is_binary(value: &str) -> bool {
    value.eq_ignore_ascii_case("b") || value.eq_ignore_ascii_case("base64")
}

fn push(ways: &mut Vec<Way>, value: String, kind: &'static str, line: &ContentLine) {
    let is_known = ways.iter().any(|way| way.value == value);
    if !value.is_empty() && !is_known {
        ways.push(Way { value, kind, is_preferred: line.is_preferred(), group: line.group.clone() });
    }
}

/// The one to use comes first, the preferred or else the first; then the others, each on a line with what it is
/// for. A fax is not a phone, and goes into the notes, unless it is all there is.
fn best(
    mut ways: Vec<Way>,
    labels: &HashMap<String, String>,
    whose: &str,
    notes: &mut Vec<String>,
) -> Option<String> {
    let label = |way: &Way| way.group.as_ref().and_then(|group| labels.get(group)).cloned();
    let usable = |way: &Way| way.kind != "fax" && way.kind != "pager";
    // One with a label of its own may be somebody else's: an assistant's.
    let own = |way: &Way| usable(way) && label(way).is_none();
    let at = ways
        .iter()
        .position(|way| way.is_preferred && usable(way))
        .or_else(|| ways.iter().position(own))
        .or_else(|| ways.iter().position(usable))
        .or((!ways.is_empty()).then_some(0))?;
    let first = ways.remove(at);
    let mut lines = vec![first.value.clone()];
    if let Some(label) = label(&first) {
        notes.push(format!("{whose}{}: {label}", first.value));
    }
    for way in &ways {
        let label = label(way).map(|label| label.replace(['(', ')'], " ").trim().to_owned());
        match (way.kind, label) {
            _ if !usable(way) => notes.push(format!("{whose}{}: {}", way.kind, way.value)),
            (_, Some(label)) => lines.push(format!("{} ({label})", way.value)),
            ("phone" | "email", None) => lines.push(way.value.clone()),
            (kind, None) => lines.push(format!("{} ({kind})", way.value)),
        }
    }
    Some(lines.join("\n"))
}

/// Family, given, more, before, behind: Chinese names begin with the family.
fn person(parts: &[String]) -> Option<String> {
    let part = |index: usize| parts.get(index).map(String::as_str).unwrap_or_default();
    let is_chinese = part(0).chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let name = if is_chinese {
        format!("{}{}", part(0), part(1))
    } else {
        let words = [part(3), part(1), part(2), part(0), part(4)];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    (!name.is_empty()).then_some(name)
}

/// `19800512`, `1980-05-12`, `--0512`, `--05-12`, each with or without an hour; Apple writes the year
/// 1604 where it isn't known.
fn birthday(text: &str) -> Option<String> {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let (year, rest) = match day.strip_prefix("--") {
        Some(rest) => (None, rest.to_owned()),
        None => {
            let digits: String = day.chars().filter(|c| *c != '-').collect();
            let year = digits.get(..4)?.to_owned();
            (Some(year).filter(|year| year != "1604"), digits.get(4..)?.to_owned())
        }
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 4 {
        return None;
    }
    let day = format!("{}-{}", &digits[..2], &digits[2..]);
    Some(year.map_or_else(|| day.clone(), |year| format!("{year}-{day}")))
}
