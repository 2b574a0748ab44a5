//! All pairs of a book that are probably one customer, without comparing all with all.
//!
//! Only those are compared that share a key: a name's stem, a domain, the end of a phone number, a
//! name with one letter left out. A key that very many share says nothing of any two of them.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};

use super::match_keys::MatchKeys;
use super::name_form::{NameForm, SLIP};
use super::score::{Link, Shares, compare};

/// From how many customers on those who share a key aren't compared with each other for it [own].
pub(super) const TOO_COMMON: usize = 60;

/// Two customers of the book, by their places in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    pub link: Link,
    /// Pairs that hang together have the same group, from 1 in the order of the answer.
    pub group: usize,
}

/// What very many customers share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommonValueKind {
    Name,
    /// A domain or a site.
    Home,
    /// A mail address.
    Mail,
    /// The end of a phone number.
    Phone,
    /// A chat handle.
    Handle,
}

/// Customers who aren't compared for what they share: too many do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonValue {
    pub kind: CommonValueKind,
    pub value: String,
    /// How many customers share it.
    pub customers: usize,
}

/// What was found in a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The pairs, group by group, the best first.
    pub pairs: Vec<Pair>,
    /// Who wasn't compared.
    pub crowds: Vec<CommonValue>,
}

/// All pairs of at least this score, except those that somebody has said to be two.
pub fn pairs(book: &[MatchKeys], least: u8) -> Found {
    let shares = Counted::of(book);
    let (candidates, crowds) = candidates(book);
    let mut pairs: Vec<Pair> = candidates
        .into_iter()
        .filter_map(|(one, other)| {
            let (ours, theirs) = (&book[one], &book[other]);
            let link = compare(ours, theirs, &shares).filter(|link| link.score >= least)?;
            (!ours.is_known_to_differ(theirs)).then_some(Pair { one, other, link, group: 0 })
        })
        .collect();
    group(book, &mut pairs);
    Found { pairs, crowds }
}

/// Whom of `known` a new customer is like, at least so much, the best first.
pub fn against(new: &MatchKeys, known: &[MatchKeys], least: u8) -> Vec<(usize, Link)> {
    let shares = Counted::of(known.iter().chain([new]));
    let link = |(at, mark)| Some((at, compare(new, mark, &shares).filter(|link| link.score >= least)?));
    let mut found: Vec<(usize, Link)> = known.iter().enumerate().filter_map(link).collect();
    found.sort_by_key(|(at, link)| (std::cmp::Reverse(link.score), *at));
    found
}

/// How many customers have each domain and each phone.
struct Counted<'a> {
    homes: HashMap<&'a str, usize>,
    phones: HashMap<&'a str, usize>,
}

impl<'a> Counted<'a> {
    fn of(book: impl IntoIterator<Item = &'a MatchKeys>) -> Self {
        let (mut homes, mut phones) = (HashMap::new(), HashMap::new());
        for mark in book {
            mark.homes().for_each(|home| *homes.entry(home.as_str()).or_default() += 1);
            let tails: HashSet<&str> = mark.phones.iter().map(|phone| phone.tail()).collect();
            tails.into_iter().for_each(|tail| *phones.entry(tail).or_default() += 1);
        }
        Counted { homes, phones }
    }
}

impl Shares for Counted<'_> {
    fn of_home(&self, home: &str) -> usize {
        self.homes.get(home).copied().unwrap_or_default()
    }

    fn of_phone(&self, tail: &str) -> usize {
        self.phones.get(tail).copied().unwrap_or_default()
    }
}

/// What two customers must share to be compared.
pub(super) enum SharedKey<'a> {
    Stem(&'a str),
    Words(&'a str),
    Core(&'a str, Option<&'a str>),
    Sound(&'a str),
    Homophone(&'a str),
    Slip(String),
    Home(&'a str),
    Mail(&'a str),
    Phone(&'a str),
    Handle(&'a str, &'a str),
    Number(&'a str),
}

impl SharedKey<'_> {
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self {
            SharedKey::Stem(text) => (0, text).hash(&mut hasher),
            SharedKey::Words(text) => (1, text).hash(&mut hasher),
            SharedKey::Core(text, city) => (2, text, city).hash(&mut hasher),
            SharedKey::Sound(text) => (3, text).hash(&mut hasher),
            SharedKey::Homophone(text) => (4, text).hash(&mut hasher),
            SharedKey::Slip(text) => (5, text).hash(&mut hasher),
            SharedKey::Home(text) => (6, text).hash(&mut hasher),
            SharedKey::Mail(text) => (7, text).hash(&mut hasher),
            SharedKey::Phone(text) => (8, text).hash(&mut hasher),
            SharedKey::Handle(service, text) => (9, service, text).hash(&mut hasher),
            SharedKey::Number(text) => (10, text).hash(&mut hasher),
        }
        hasher.finish()
    }

    /// What is told of it, where it is a crowd's.
    fn crowd(&self) -> Option<(CommonValueKind, String)> {
        match self {
            SharedKey::Stem(text) => Some((CommonValueKind::Name, (*text).to_owned())),
            SharedKey::Home(text) => Some((CommonValueKind::Home, (*text).to_owned())),
            SharedKey::Mail(text) => Some((CommonValueKind::Mail, (*text).to_owned())),
            SharedKey::Phone(text) => Some((CommonValueKind::Phone, (*text).to_owned())),
            SharedKey::Handle(service, text) => Some((CommonValueKind::Handle, format!("{service} {text}"))),
            _ => None,
        }
    }
}

pub(super) fn keys(mark: &MatchKeys, mut take: impl FnMut(SharedKey<'_>)) {
    for (_, form) in &mark.forms {
        name_keys(form, &mut take);
    }
    mark.homes().for_each(|home| take(SharedKey::Home(home)));
    mark.mails.iter().for_each(|mail| take(SharedKey::Mail(mail)));
    mark.phones.iter().for_each(|phone| take(SharedKey::Phone(phone.tail())));
    mark.handles.iter().for_each(|(service, handle)| take(SharedKey::Handle(service, handle)));
    mark.number.iter().for_each(|number| take(SharedKey::Number(number)));
}

fn name_keys(form: &NameForm, take: &mut impl FnMut(SharedKey<'_>)) {
    take(SharedKey::Stem(&form.stem));
    if !form.words.is_empty() {
        take(SharedKey::Words(&form.words));
    }
    if form.generic {
        return;
    }
    take(SharedKey::Core(&form.core, form.city.as_deref()));
    if form.sound.len() >= 5 {
        take(SharedKey::Sound(&form.sound));
    }
    if let Some(sound) = &form.sound_of_stem {
        take(SharedKey::Homophone(sound));
    } else {
        slips(&form.stem, take);
    }
}

/// The stem, and the stem with each of its letters left out: two that differ by one slip share one.
fn slips(stem: &str, take: &mut impl FnMut(SharedKey<'_>)) {
    let length = stem.chars().count();
    if SLIP.contains(&length) {
        take(SharedKey::Slip(stem.to_owned()));
        for (at, c) in stem.char_indices() {
            take(SharedKey::Slip([&stem[..at], &stem[at + c.len_utf8()..]].concat()));
        }
    }
}

/// Who shares a key with whom, each pair once.
fn candidates(book: &[MatchKeys]) -> (Vec<(usize, usize)>, Vec<CommonValue>) {
    let mut index: Vec<(u64, usize)> = Vec::with_capacity(book.len() * 24);
    for (at, mark) in book.iter().enumerate() {
        keys(mark, |key| index.push((key.hash(), at)));
    }
    index.sort_unstable();
    index.dedup();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut crowds: HashMap<u64, usize> = HashMap::new();
    for block in index.chunk_by(|(one, _), (other, _)| one == other) {
        if block.len() > TOO_COMMON {
            crowds.insert(block[0].0, block.len());
            continue;
        }
        for (turn, (_, one)) in block.iter().enumerate() {
            found.extend(block[turn + 1..].iter().map(|(_, other)| (*one, *other)));
        }
    }
    found.sort_unstable();
    found.dedup();
    (found, named(book, &crowds))
}

/// The crowds that say something to people, the largest first.
fn named(book: &[MatchKeys], crowds: &HashMap<u64, usize>) -> Vec<CommonValue> {
    let mut named: BTreeMap<(CommonValueKind, String), usize> = BTreeMap::new();
    if !crowds.is_empty() {
        for mark in book {
            keys(mark, |key| {
                if let (Some(customers), Some(crowd)) = (crowds.get(&key.hash()), key.crowd()) {
                    named.insert(crowd, *customers);
                }
            });
        }
    }
    let crowd = |((kind, value), customers)| CommonValue { kind, value, customers };
    let mut named: Vec<CommonValue> = named.into_iter().map(crowd).collect();
    named.sort_by_key(|crowd| std::cmp::Reverse(crowd.customers));
    named
}

/// Numbers what hangs together, and puts the groups in order, that with the best pair first.
fn group(book: &[MatchKeys], pairs: &mut Vec<Pair>) {
    let mut root: HashMap<usize, usize> = HashMap::new();
    for pair in pairs.iter() {
        let (one, other) = (find(&mut root, pair.one), find(&mut root, pair.other));
        root.insert(one.max(other), one.min(other));
    }
    let mut best: HashMap<usize, u8> = HashMap::new();
    for pair in pairs.iter_mut() {
        pair.group = find(&mut root, pair.one);
        let best = best.entry(pair.group).or_default();
        *best = (*best).max(pair.link.score);
    }
    pairs.sort_by(|a, b| {
        let order = |pair: &Pair| {
            let id = |at: usize| book[at].id.as_str();
            (
                std::cmp::Reverse(best[&pair.group]),
                id(pair.group),
                std::cmp::Reverse(pair.link.score),
                id(pair.one),
                id(pair.other),
            )
        };
        order(a).cmp(&order(b))
    });
    let (mut last, mut number) = (None, 0);
    for pair in pairs {
        if last != Some(pair.group) {
            last = Some(pair.group);
            number += 1;
        }
        pair.group = number;
    }
}

fn find(root: &mut HashMap<usize, usize>, mut at: usize) -> usize {
    while let Some(above) = root.get(&at).copied().filter(|above| *above != at) {
        if let Some(further) = root.get(&above).copied() {
            root.insert(at, further);
        }
        at = above;
    }
    at
}
