//! What a person is called and reached by, and what of it others are called, too.

use super::fold::{Folded, forms, is_hanzi, is_nothing};
use super::hanzi::{ChineseName, Read};
use super::number::all_numbers;
use super::person::Person;
use super::phrase::{Bearer, NameWord, PLAIN, Phrase, SHORTEST};
use crate::model::{Contact, Customer, YamlValue, pinyin};

/// Who else in a customer's file may be meant by a word of a name.
pub(super) struct Around {
    company: Vec<Vec<char>>,
    /// The words of each other contact's name.
    others: Vec<Vec<Vec<char>>>,
    surnames: Vec<Vec<char>>,
}

impl Around {
    pub fn of(customer: &Customer, others: &[&Contact]) -> Self {
        let company = std::iter::once(&customer.name).chain(&customer.aliases);
        let names: Vec<&String> = others.iter().filter_map(|other| other.name.as_ref()).collect();
        let chinese = names.iter().flat_map(|name| ChineseName::within(name));
        Around {
            company: company.flat_map(|name| words(name)).flatten().collect(),
            others: names.iter().map(|name| words(name).into_iter().flatten().collect()).collect(),
            surnames: chinese.map(|(_, name)| name.surname).collect(),
        }
    }

    fn bearer(&self, word: &Vec<char>) -> Bearer {
        match () {
            () if self.others.iter().flatten().any(|other| other == word) => Bearer::Another,
            () if self.company.contains(word) => Bearer::Company,
            () => Bearer::Alone,
        }
    }

    /// Initials that tell a person from the others of its name.
    fn telling(&self, word: &Vec<char>, initials: Vec<char>) -> Vec<char> {
        let namesakes = self.others.iter().filter(|other| other.contains(word));
        let theirs: Vec<char> = namesakes.flatten().filter_map(|word| word.first().copied()).collect();
        initials.into_iter().filter(|initial| !theirs.contains(initial)).collect()
    }
}

impl Person {
    pub(super) fn name(&mut self, name: &str, around: &Around) {
        self.phrase(name, true);
        self.latin(name, around, false);
        for (text, chinese) in ChineseName::within(name) {
            if text.chars().count() > 1 {
                self.phrase(&text, true);
            }
            if let Some((surname, given)) = chinese.read() {
                self.read(&surname, &given, around);
            }
            let is_shared = around.surnames.contains(&chinese.surname);
            self.hanzi.push(ChineseName { is_shared, ..chinese });
        }
        let latin =
            words(name).into_iter().flatten().filter(|word| word.iter().all(char::is_ascii_alphabetic));
        self.read.extend(latin.map(|word| Read(word.into_iter().collect())));
    }

    /// A Chinese name in Latin letters: as a whole it is the person, a word of it is many people's.
    fn read(&mut self, surname: &str, given: &[String], around: &Around) {
        for surname in pinyin::typed(surname) {
            for given in [given.concat(), given.join(" ")] {
                let name = format!("{surname} {given}");
                self.phrase(&name, true);
                self.phrase(&format!("{given} {surname}"), true);
                if !given.contains(' ') {
                    self.latin(&name, around, true);
                }
            }
        }
    }

    /// The words of a name in an alphabet, which show where they end.
    fn latin(&mut self, name: &str, around: &Around, is_read: bool) {
        let is_latin = |word: &Vec<Vec<char>>| !word.iter().flatten().any(|c| is_hanzi(*c));
        let words: Vec<Vec<Vec<char>>> = words(name).into_iter().filter(is_latin).collect();
        if let [first, last] = words.as_slice() {
            for (first, last) in first.iter().flat_map(|first| last.iter().map(move |last| (first, last))) {
                self.phrases.push(Phrase::new([last.as_slice(), &[' '], first].concat(), true));
                let joined = [
                    [first.as_slice(), last].concat(),
                    [last.as_slice(), first].concat(),
                    [&first[..1], last].concat(),
                    [last.as_slice(), &first[..1]].concat(),
                ];
                let long = joined.into_iter().filter(|joined| joined.len() > PLAIN);
                self.phrases.extend(long.map(|joined| Phrase::new(joined, false)));
            }
        }
        for (at, word) in words.iter().enumerate() {
            let others = words.iter().enumerate().filter(|(other, _)| *other != at);
            let initials: Vec<char> =
                others.filter_map(|(_, forms)| forms.first()?.first().copied()).collect();
            for letters in word.iter().filter(|letters| letters.len() >= SHORTEST) {
                let bearer = match around.bearer(letters) {
                    Bearer::Alone if is_read => Bearer::Company,
                    bearer => bearer,
                };
                let initials = around.telling(letters, initials.clone());
                self.parts.push(NameWord { letters: letters.clone(), initials, bearer });
            }
        }
    }

    /// What it is reached by: an address, a number, a handle, several of them; or another name.
    pub(super) fn way(&mut self, text: &str, around: &Around) {
        if text.contains(['@', '＠']) {
            self.phrase(text, false);
            let is_between = |c: char| c.is_whitespace() || "<>;,；，、|()\"'".contains(c);
            for word in text.split(is_between).filter(|word| word.contains(['@', '＠'])) {
                let address = word.trim_start_matches("mailto:");
                self.addresses.push(Folded::of(address).chars);
                self.phrase(address, false);
            }
            if let Some((name, _)) = text.split_once('<').filter(|(name, _)| !name.contains(['@', '＠'])) {
                let name = name.trim().trim_matches(['"', '\'']);
                self.name(name, around);
            }
            return;
        }
        let found = all_numbers(text);
        if !found.is_empty() {
            self.numbers.extend(found);
        } else if text.trim().contains(' ') || text.trim().chars().all(is_hanzi) {
            self.name(text, around);
        } else {
            self.phrase(text, false);
        }
    }
}

/// The words of a name, each in its spellings.
fn words(text: &str) -> Vec<Vec<Vec<char>>> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !is_nothing(c)).filter(|word| !word.is_empty());
    words.map(forms).collect()
}

/// Addresses and numbers under keys that this version doesn't know.
pub(super) fn reached_by(keys: &[(String, YamlValue)], own: &mut Vec<String>) {
    fn walk(datum: &YamlValue, own: &mut Vec<String>) {
        match datum {
            YamlValue::Text(text) | YamlValue::Number(text) => {
                if text.contains('@') || !all_numbers(text).is_empty() {
                    own.push(text.clone());
                }
            }
            YamlValue::List(items) => items.iter().for_each(|item| walk(item, own)),
            YamlValue::Map(fields) => fields.iter().for_each(|(_, value)| walk(value, own)),
            YamlValue::Null | YamlValue::Bool(_) => {}
        }
    }
    keys.iter().for_each(|(_, value)| walk(value, own));
}
