//! A redaction over what is known of people: names, ways to reach them, and all that is written freely.
//!
//! What may be seen is listed here, and nothing else is: words of the format or of the workspace's rules, days,
//! and numbers that reveal nothing. Each struct is taken apart whole, so that a new key doesn't compile until
//! somebody has decided what becomes of it.
//!
//! The same datum always has the same mask, so that two exports can be put together; whoever has no key
//! can't find out whose it is by trying all phone numbers. What the rules count stays countable: the person
//! of a follow-up has the mask that it has among the contacts. Amounts stay: classes are computed from
//! them, so they are redacted where they are shown.

mod entries;
use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip::SipHasher24;

use super::mask::{DIGITS, SIGNS};
use super::{
    Behind, Contact, ContactPoint, Customer, CustomerKey, CustomerValueMut, DecisionMaker, History, Hours,
    KeyDate, Preferences, Promises, RedactRule, Zone, date, fold,
};

/// What stands for a text that somebody wrote freely: not even its length is told.
pub const HIDDEN: &str = "[…]";

/// Ways of contact, and services, that are words and nobody's own: those that the program has a name for, and those
/// by which it tells what is written from what is said.
const CHANNELS: &[&str] = &[
    "call",
    "phone",
    "tel",
    "mobile",
    "email",
    "e-mail",
    "mail",
    "visit",
    "meeting",
    "chat",
    "fair",
    "sms",
    "letter",
    "post",
    "video",
    "fax",
    "web",
    "other",
    "wechat",
    "whatsapp",
    "line",
    "telegram",
    "kakaotalk",
    "skype",
    "teams",
    "zoom",
    "zalo",
    "viber",
    "signal",
    "linkedin",
    "facebook",
    "messenger",
    "instagram",
    "qq",
    "dingtalk",
    "feishu",
    "wecom",
    "trademanager",
    "电话",
    "电話",
    "邮件",
    "郵件",
    "电邮",
    "電郵",
    "电子邮件",
    "邮箱",
    "信",
    "信件",
    "信函",
    "拜访",
    "会面",
    "会议",
    "展会",
    "短信",
    "视频",
    "微信",
    "聊天",
];

/// A redaction: its key, and the words of the workspace that are seen through it.
#[derive(Clone)]
pub struct Redaction {
    key: [u8; 16],
    words: Arc<Words>,
}

/// What the rules name.
#[derive(Default)]
struct Words {
    grades: HashSet<String>,
    people: HashSet<String>,
    units: HashSet<String>,
}

impl std::fmt::Debug for Redaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redaction")
    }
}

impl Redaction {
    /// The redaction of a key.
    pub fn new(key: [u8; 16]) -> Self {
        Redaction { key, words: Arc::default() }
    }

    /// The same, through which these grades, people of the team, and units of the rules are seen, too.
    pub fn knowing<'a>(
        &self,
        grades: impl IntoIterator<Item = &'a str>,
        people: impl IntoIterator<Item = &'a str>,
        units: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let units = units.into_iter().map(fold);
        let all = |known: &HashSet<String>, more: Vec<&str>| {
            known.iter().cloned().chain(more.into_iter().map(str::to_owned)).collect()
        };
        let words = Words {
            grades: all(&self.words.grades, grades.into_iter().collect()),
            people: all(&self.words.people, people.into_iter().collect()),
            units: self.words.units.iter().cloned().chain(units).collect(),
        };
        Redaction { words: Arc::new(words), ..*self }
    }

    /// A customer with its people redacted. The rules go on to ask it what its file says.
    pub fn customer(&self, mut customer: Customer) -> Customer {
        customer.truth = Some(Behind::of(&customer));
        for (key, field) in customer.fields_mut() {
            self.field(key, field);
        }
        // Of whom an answer is must be seen; what this version doesn't know may be anybody's.
        customer.unknown.clear();
        customer
    }

    /// What becomes of a key's value. One that its key's rule doesn't fit is left out.
    fn field(&self, key: CustomerKey, field: CustomerValueMut<'_>) {
        match (key.info().redacting, field) {
            (RedactRule::Seen, _) => {}
            (RedactRule::Mask(sort), CustomerValueMut::Text(text)) => {
                *text = text.take().map(|text| self.mask(sort, &text));
            }
            (RedactRule::Mask(sort), CustomerValueMut::Texts(texts)) => {
                texts.iter_mut().for_each(|text| *text = self.mask(sort, text));
            }
            (RedactRule::Hidden, CustomerValueMut::Text(text)) => *text = hidden(text.take()),
            (RedactRule::Own, field) => self.own(key, field),
            (RedactRule::Mask(_) | RedactRule::Hidden | RedactRule::Removed, field) => field.clear(),
        }
    }

    /// Keys with rules of their own.
    fn own(&self, key: CustomerKey, field: CustomerValueMut<'_>) {
        match (key, field) {
            (CustomerKey::Grade, CustomerValueMut::Text(grade)) => {
                *grade = grade.take().map(|grade| self.grade(grade))
            }
            (CustomerKey::Owner, CustomerValueMut::Text(owner)) => {
                *owner = owner.take().map(|owner| self.colleague(owner));
            }
            (CustomerKey::Country, CustomerValueMut::Text(country)) => {
                let is_code = |code: &str| code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
                *country = seen_if(country.take(), is_code);
            }
            (CustomerKey::Timezone, CustomerValueMut::Text(zone)) => {
                *zone = seen_if(zone.take(), |zone| Zone::parse(zone).is_some());
            }
            (CustomerKey::Language, CustomerValueMut::Text(language)) => {
                *language = seen_if(language.take(), is_language);
            }
            (CustomerKey::Website, CustomerValueMut::Text(site)) => {
                *site = site.take().map(|site| self.mask("site", &site) + ".masked.invalid");
            }
            (CustomerKey::Founded, CustomerValueMut::Text(day)) => {
                *day = seen_if(day.take(), |day| date(day).is_some());
            }
            (_, CustomerValueMut::Contacts(contacts)) => {
                *contacts =
                    std::mem::take(contacts).into_iter().map(|contact| self.contact(contact)).collect();
            }
            (_, CustomerValueMut::Preferences(prefers)) => {
                *prefers = self.preferences(std::mem::take(prefers))
            }
            (_, CustomerValueMut::Promises(promises)) => {
                let Promises { free, ask_first } = promises;
                free.iter_mut().chain(ask_first).for_each(|text| *text = HIDDEN.to_owned());
            }
            (_, CustomerValueMut::Approval(approved)) => {
                approved.by = approved.by.take().map(|by| self.colleague(by));
            }
            (_, CustomerValueMut::Dates(dates)) => {
                for KeyDate { on: _, what } in dates {
                    *what = HIDDEN.to_owned();
                }
            }
            (_, CustomerValueMut::Decision(chain)) => {
                for DecisionMaker { who, role } in chain {
                    *who = self.person(who);
                    *role = hidden(role.take());
                }
            }
            (_, field) => field.clear(),
        }
    }

    /// A history with what was said, and to whom, redacted.
    pub fn history<'a>(&self, history: History<'a>) -> History<'a> {
        history.map(|entry| self.entry(entry))
    }

    /// The masks of what somebody looks for by its own words.
    pub fn tags(&self, typed: &[String]) -> Vec<String> {
        typed.iter().map(|tag| self.mask("tag", tag)).collect()
    }

    /// The same of industries.
    pub fn industries(&self, typed: &[String]) -> Vec<String> {
        typed.iter().map(|industry| self.mask("industry", industry)).collect()
    }

    /// The same of where the team stands with customers.
    pub fn statuses(&self, typed: &[String]) -> Vec<String> {
        typed.iter().map(|status| self.mask("status", status)).collect()
    }

    fn preferences(&self, prefers: Preferences) -> Preferences {
        let Preferences { channel, hours, meeting, cares_about, tone } = prefers;
        Preferences {
            channel: channel.map(|channel| self.channel(&channel)),
            hours: seen_if(hours, |hours| Hours::parse(hours).is_some()),
            meeting,
            cares_about: hidden(cares_about),
            tone,
        }
    }

    fn contact(&self, contact: Contact) -> Contact {
        let Contact {
            name,
            position,
            decides,
            email,
            emails,
            phone,
            phones,
            chat,
            // A day that nobody else has is as good as a name.
            birthday: _,
            verified,
            unknown: _,
        } = contact;
        let mail = |email: String| self.mask("mail", &email) + "@masked.invalid";
        let number = |phone: String| self.mask("phone", &phone);
        let point = |one: ContactPoint, mask: &dyn Fn(String) -> String| {
            // A label is a text of its own: whose number it is.
            let ContactPoint { value, label: _, bounced, unknown: _ } = one;
            ContactPoint { bounced, ..ContactPoint::new(mask(value)) }
        };
        let chat = chat.into_iter();
        Contact {
            name: name.map(|name| self.person(&name)),
            position: hidden(position),
            decides,
            email: email.map(mail),
            emails: emails.into_iter().map(|one| point(one, &mail)).collect(),
            phone: phone.map(number),
            phones: phones.into_iter().map(|one| point(one, &number)).collect(),
            chat: chat
                .map(|(service, handle)| (self.channel(&service), self.mask("chat", &handle)))
                .collect(),
            birthday: None,
            verified,
            unknown: Vec::new(),
        }
    }

    /// A class of the rules.
    fn grade(&self, grade: String) -> String {
        if self.words.grades.contains(&grade) { grade } else { self.mask("grade", &grade) }
    }

    /// One of the team; where the rules name nobody, whoever looks like one.
    fn colleague(&self, id: String) -> String {
        let people = &self.words.people;
        let is_id = || id.len() <= 16 && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let is_seen = if people.is_empty() { is_id() } else { people.contains(&id) };
        if is_seen { id } else { self.mask("person", &id) }
    }

    fn channel(&self, channel: &str) -> String {
        let is_seen = CHANNELS.contains(&channel.trim().to_lowercase().as_str());
        if is_seen { channel.to_owned() } else { self.mask("way", channel) }
    }

    fn person(&self, name: &str) -> String {
        self.mask("contact", name)
    }

    /// `contact-7f3ak9x2`: what it is, and forty bits that stay the same.
    fn mask(&self, sort: &str, text: &str) -> String {
        self.exact_mask(sort, &text.trim().to_lowercase())
    }

    /// The same of a text that is another one in other letters.
    fn exact_mask(&self, sort: &str, text: &str) -> String {
        let mut hasher = SipHasher24::new_with_key(&self.key);
        hasher.write(sort.as_bytes());
        hasher.write_u8(0);
        hasher.write(text.as_bytes());
        let mut bits = hasher.finish();
        let mut masked = format!("{sort}-");
        for _ in 0..SIGNS {
            masked.push(char::from(DIGITS[(bits & 31) as usize]));
            bits >>= 5;
        }
        masked
    }
}

fn hidden(text: Option<String>) -> Option<String> {
    text.map(|_| HIDDEN.to_owned())
}

/// Whether a text names a language by its code, as in `en` or `zh-Hant`.
fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let is_code = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_rest =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(is_code) && parts.all(is_rest)
}

/// A word that is one of the format; anything else is a text.
fn seen_if(text: Option<String>, is_word: impl Fn(&str) -> bool) -> Option<String> {
    text.map(|text| if is_word(&text) { text } else { HIDDEN.to_owned() })
}

#[cfg(test)]
mod tests;
