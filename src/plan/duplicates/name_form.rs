//! A name taken apart: where the firm is, what it is called, what it trades in.

use super::evidence::NameMatch;
use super::vocabulary::{LEADING_FORMS, LEGAL_FORMS, TRADE_HANZI, TRADE_LATIN};
use crate::model::{name, pinyin, place, slips};

/// A name in the parts that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameForm {
    /// The city, by its sound.
    pub city: Option<String>,
    /// All but places and legal forms.
    pub stem: String,
    /// Its words in order of the alphabet, where it has several.
    pub words: String,
    /// All but words of the trade, too.
    pub core: String,
    /// The words of the trade.
    pub trade: Vec<String>,
    /// How the core sounds: pinyin, or the Latin letters.
    pub sound: String,
    /// How the stem sounds, where it is Chinese.
    pub sound_of_stem: Option<String>,
    /// Whether there is nothing but words of the trade.
    pub generic: bool,
}

/// The forms of a name: one, or two where umlauts make a difference.
pub fn forms(text: &str) -> Vec<NameForm> {
    let mut forms: Vec<NameForm> = name::bare(text).iter().filter_map(|bare| form(bare)).collect();
    forms.dedup();
    forms
}

fn form(bare: &str) -> Option<NameForm> {
    let bare = LEADING_FORMS.iter().find_map(|form| bare.strip_prefix(form)).unwrap_or(bare);
    let joined = bare.replace("hong kong", "hongkong").replace(" & ", " ");
    let mut city = None;
    let mut left: Vec<String> = Vec::new();
    let count = joined.split(' ').count();
    for word in joined.split(' ').filter(|word| !word.is_empty()) {
        match place::whole(word).filter(|_| count > 1) {
            Some(place) => city = city.or_else(|| place::city(&place)),
            None => left.push(word.to_owned()),
        }
    }
    if left.is_empty() {
        left = joined.split(' ').map(str::to_owned).collect();
    }
    if let Some(first) = left.first_mut() {
        while let Some((place, rest)) = place::leading(first) {
            city = place::city(place).or(city);
            *first = rest.to_owned();
        }
    }
    let mut stem = left.join(" ");
    loop {
        let shorter = LEGAL_FORMS.iter().find_map(|form| stem.strip_suffix(form)?.strip_suffix(' '));
        let shorter = name::without_legal_form(shorter.unwrap_or(&stem));
        if shorter == stem {
            break;
        }
        stem = shorter;
    }
    let is_chinese = stem.chars().any(pinyin::is_hanzi);
    let mut words: Vec<&str> = stem.split(' ').collect();
    let (core, trade) = if is_chinese { chinese_core(&stem.replace(' ', "")) } else { latin_core(&words) };
    let generic = core.is_empty();
    let sound = if is_chinese { sound(&core) } else { core.clone() };
    words.sort_unstable();
    let words = if words.len() > 1 { words.join(" ") } else { String::new() };
    let stem = stem.replace(' ', "");
    let sound_of_stem = (is_chinese && stem.chars().count() >= 4).then(|| sound_of(&stem));
    (!stem.is_empty()).then_some(NameForm { city, stem, words, core, trade, sound, sound_of_stem, generic })
}

fn sound(text: &str) -> String {
    if text.is_empty() { String::new() } else { sound_of(text) }
}

/// Pinyin for the Chinese characters, the others as they are.
fn sound_of(text: &str) -> String {
    let read = |c: char| {
        let mut own = [0; 4];
        let one: &str = c.encode_utf8(&mut own);
        if pinyin::is_hanzi(c) { pinyin::syllables(one, false).concat() } else { one.to_owned() }
    };
    text.chars().map(read).collect()
}

/// What is left of a Chinese stem before the words of its trade, and these.
fn chinese_core(stem: &str) -> (String, Vec<String>) {
    let (mut core, mut trade) = (stem, Vec::new());
    while let Some((rest, word)) =
        TRADE_HANZI.iter().find_map(|word| core.strip_suffix(word).map(|rest| (rest, *word)))
    {
        // A single character is not a name: 宏 of 宏工程 is one of two.
        if rest.chars().count() == 1 {
            break;
        }
        trade.push(word.to_owned());
        core = rest;
    }
    (core.to_owned(), trade)
}

fn latin_core(words: &[&str]) -> (String, Vec<String>) {
    let (trade, core): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| TRADE_LATIN.contains(word));
    (core.concat(), trade.into_iter().map(str::to_owned).collect())
}

/// The stems of a name: spelled so, it is the same name.
pub fn spellings(name: &str) -> Vec<String> {
    forms(name).into_iter().map(|form| form.stem).filter(|stem| !stem.is_empty()).collect()
}

/// The fewest letters of a name in which a slip is one, and not another name.
pub const SLIP: std::ops::RangeInclusive<usize> = 8..=60;

impl NameForm {
    /// Whether there is no more to the name than a word that many firms have before their trade: Schmidt, 宏达机械.
    pub fn is_common(&self) -> bool {
        if self.core.chars().any(pinyin::is_hanzi) {
            return self.core.chars().count() <= 2;
        }
        let words = if self.words.is_empty() { 1 } else { self.words.split(' ').count() };
        words <= self.trade.len() + 1
    }

    /// How it is the same name as another one, if it is.
    pub fn compare(&self, other: &NameForm) -> Option<NameMatch> {
        let cities = match (&self.city, &other.city) {
            (Some(one), Some(other)) => Some(one == other),
            _ => None,
        };
        let is_one_city = cities == Some(true);
        if self.stem == other.stem || (!self.words.is_empty() && self.words == other.words) {
            return Some(match (cities, self.city == other.city) {
                (Some(false), _) => NameMatch::OtherCity,
                _ if self.generic => NameMatch::Generic,
                _ if self.stem != other.stem => NameMatch::Reordered,
                (_, true) => NameMatch::Same,
                _ => NameMatch::OnePlace,
            });
        }
        if cities == Some(false) || self.generic || other.generic {
            return None;
        }
        let is_chinese = (self.sound_of_stem.is_some(), other.sound_of_stem.is_some());
        if self.core == other.core {
            let (short, long) =
                if self.trade.len() < other.trade.len() { (self, other) } else { (other, self) };
            let is_part = short.trade.iter().all(|word| long.trade.contains(word));
            if is_part {
                return Some(if is_one_city { NameMatch::Shortened } else { NameMatch::ShortenedAnywhere });
            }
        }
        if is_chinese == (true, true) {
            let sounds = self.sound_of_stem == other.sound_of_stem
                && self.stem.chars().count() == other.stem.chars().count();
            return sounds.then_some(if is_one_city {
                NameMatch::Homophone
            } else {
                NameMatch::HomophoneAnywhere
            });
        }
        let latin = |form: &NameForm| form.stem.chars().all(|c| !pinyin::is_hanzi(c));
        if latin(self) && latin(other) {
            return self.is_a_slip_of(other).then_some(NameMatch::Slip);
        }
        let sounds = self.sound == other.sound && self.sound.len() >= 5;
        sounds.then_some(if is_one_city { NameMatch::Pinyin } else { NameMatch::PinyinAnywhere })
    }

    /// One letter too many, too few, another one, or two that changed places; never a figure.
    fn is_a_slip_of(&self, other: &NameForm) -> bool {
        let figures = |form: &NameForm| form.stem.chars().filter(|c| c.is_numeric()).collect::<String>();
        let is_long = |form: &NameForm| SLIP.contains(&form.stem.chars().count());
        is_long(self)
            && is_long(other)
            && figures(self) == figures(other)
            && slips(&self.stem, &other.stem, 1) == Some(1)
    }
}
