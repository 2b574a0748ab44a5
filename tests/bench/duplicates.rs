//! Duplicates of each sort in a made-up book, and near misses: how many are found, and how many of
//! those that are found are some.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use crm::model::{Contact, Customer, CustomerId};
use crm::plan::duplicates::{MatchKeys, mark, pairs};

/// The score from which on a pair is shown.
pub const LEAST: u8 = 70;

/// Each sort of a customer entered twice, by what is the same, or how the name differs.
const SORTS: &[&str] = &[
    "legal suffix",
    "punctuation",
    "width",
    "case",
    "traditional",
    "city prefix",
    "city behind",
    "typo",
    "homophone",
    "mail",
    "domain",
    "site",
    "phone form",
    "chat handle",
    "whatsapp",
];

/// Each sort of two customers that only look like one.
const MISSES: &[&str] = &[
    "same city and trade",
    "same name, other city",
    "free mail",
    "two countries",
    "next number",
    "group's domain",
];

const CITIES: &[&str] = &[
    "深圳", "上海", "宁波", "苏州", "青岛", "成都", "广州", "杭州", "东莞", "佛山", "温州", "无锡", "天津",
    "重庆", "厦门", "长沙",
];
const TRADES: &[&str] = &[
    "液压机械",
    "精密模具",
    "电子科技",
    "进出口贸易",
    "工程设备",
    "塑料制品",
    "五金",
    "自动化设备",
    "新材料",
    "轴承",
];
const HANZI: &str = "宏达恒力盛泰华瑞丰源鑫隆博远捷诚凯润德邦兴旺明辉金石海川天宇云峰龙腾飞跃东升长青永固星河百川正阳高科利民";
const OLD: &[(char, char)] = &[
    ('达', '達'),
    ('华', '華'),
    ('丰', '豐'),
    ('龙', '龍'),
    ('腾', '騰'),
    ('飞', '飛'),
    ('东', '東'),
    ('长', '長'),
    ('远', '遠'),
    ('兴', '興'),
    ('凯', '凱'),
    ('润', '潤'),
    ('诚', '誠'),
    ('辉', '輝'),
    ('云', '雲'),
    ('阳', '陽'),
    ('跃', '躍'),
    ('机', '機'),
    ('电', '電'),
    ('设', '設'),
    ('备', '備'),
    ('贸', '貿'),
    ('轴', '軸'),
    ('压', '壓'),
    ('动', '動'),
    ('进', '進'),
    ('塑', '塑'),
];
const SOUNDS: &[(char, char)] = &[
    ('宏', '鸿'),
    ('达', '答'),
    ('恒', '衡'),
    ('力', '立'),
    ('华', '桦'),
    ('源', '原'),
    ('金', '锦'),
    ('明', '鸣'),
    ('利', '莉'),
    ('天', '添'),
];
const SYLLABLES: &[&str] = &[
    "bra", "dor", "fen", "gal", "hol", "kra", "lun", "mar", "nor", "pel", "quo", "ros", "sten", "tor", "ulm",
    "ver", "wal", "zan", "bi", "ce", "da", "fo", "gu", "li", "mo", "nu", "ra", "so", "ti", "vu",
];
const LATIN: &[&str] =
    &["Hydraulics", "Machinery", "Trading", "Engineering", "Tools", "Maschinenbau", "Logistics", "Pumps"];
const FORMS: &[&str] = &["GmbH", "Ltd", "Inc.", "S.r.l.", "B.V.", "AG", "LLC", "Sp. z o.o."];
const LANDS: &[(&str, &str)] =
    &[("DE", "49"), ("IT", "39"), ("US", "1"), ("GB", "44"), ("NL", "31"), ("PL", "48"), ("FR", "33")];
const FREE: &[&str] = &["gmail.com", "163.com", "qq.com", "outlook.com", "web.de", "126.com"];

/// The same numbers in the same order on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below
    }

    fn one<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.roll(list.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.roll(10)).unwrap_or(0))).collect()
    }
}

/// A book, and which pairs of it are one customer, or only look like it, by sort.
pub struct Made {
    pub customers: Vec<Customer>,
    duplicates: HashMap<(usize, usize), &'static str>,
    misses: HashMap<(usize, usize), &'static str>,
}

struct Maker {
    dice: Dice,
    made: Made,
}

/// What makes two customers look like one.
type Change = Box<dyn Fn(&mut Customer, &mut Customer)>;

/// A made-up name in its parts.
#[derive(Clone)]
struct Name {
    city: &'static str,
    core: String,
    trade: &'static str,
    form: &'static str,
    chinese: bool,
}

impl Name {
    fn whole(&self) -> String {
        if self.chinese {
            format!("{}市{}{}有限公司", self.city, self.core, self.trade)
        } else {
            format!("{} {} {}", self.core, self.trade, self.form)
        }
    }
}

impl Maker {
    fn name(&mut self, chinese: bool) -> Name {
        let (city, form) = (self.dice.one(CITIES), self.dice.one(FORMS));
        if chinese {
            let all: Vec<char> = HANZI.chars().collect();
            let core = (0..3).map(|_| all[self.dice.roll(all.len())]).collect();
            return Name { city, core, trade: self.dice.one(TRADES), form, chinese };
        }
        let parts: String = (0..4).map(|_| self.dice.one(SYLLABLES)).collect();
        let core = parts[..1].to_uppercase() + &parts[1..];
        Name { city, core, trade: self.dice.one(LATIN), form, chinese }
    }

    fn any_name(&mut self) -> Name {
        let chinese = self.dice.roll(2) == 0;
        self.name(chinese)
    }

    fn customer(&mut self, name: &str, country: &str) -> Customer {
        let id = CustomerId::new(&format!("c{}", self.made.customers.len())).expect("an id");
        let mut customer = Customer::named(id, name);
        customer.country = Some(country.to_owned());
        customer
    }

    fn put(&mut self, customer: Customer) -> usize {
        self.made.customers.push(customer);
        self.made.customers.len() - 1
    }

    fn home(&mut self) -> String {
        format!("{}{}.example", self.dice.one(SYLLABLES), self.dice.digits(7))
    }

    fn contact(&mut self, domain: Option<&str>, country: &str) -> Contact {
        let domain = domain.map_or_else(|| self.dice.one(FREE).to_owned(), str::to_owned);
        let code = LANDS.iter().find(|(land, _)| *land == country).map_or("86", |(_, code)| code);
        Contact {
            name: Some("X".into()),
            email: Some(format!("p{}@{domain}", self.dice.digits(8))),
            phone: Some(format!("+{code} {}", self.dice.digits(9).replace('0', "5"))),
            ..Contact::default()
        }
    }

    /// A customer that nobody has entered twice.
    fn ordinary(&mut self, name: &Name) -> usize {
        let country = if name.chinese { "CN" } else { LANDS[self.dice.roll(LANDS.len())].0 };
        let mut customer = self.customer(&name.whole(), country);
        let home = self.home();
        let owns = self.dice.roll(3) > 0;
        customer.website = Some(format!("www.{home}")).filter(|_| owns);
        let mut contact = self.contact(Some(home.as_str()).filter(|_| owns), country);
        if name.chinese {
            contact.chat = vec![("wechat".into(), format!("wx{}", self.dice.digits(8)))];
        }
        customer.contacts = vec![contact];
        self.put(customer)
    }

    fn twin(&mut self, sort: &'static str) {
        let chinese = match sort {
            "traditional" | "city prefix" | "city behind" | "homophone" => true,
            "case" | "typo" | "punctuation" => false,
            _ => self.dice.roll(2) == 0,
        };
        let mut name = self.name(chinese);
        if sort == "homophone" {
            let (plain, _) = SOUNDS[self.dice.roll(SOUNDS.len())];
            name.core = name.core.chars().skip(1).chain([plain]).collect();
        }
        if sort == "traditional" {
            name.core.push(OLD[self.dice.roll(17)].0);
        }
        let one = self.ordinary(&name);
        let known = self.made.customers[one].clone();
        let other = match again(sort, &name, &mut self.dice) {
            // Entered again by somebody who knows nothing but the name.
            Some(text) => {
                let mut customer = self.customer(&text, known.country.as_deref().unwrap_or_default());
                customer.country = known.country.clone().filter(|_| self.dice.roll(2) == 0);
                customer
            }
            None => self.reached(sort, one),
        };
        let other = self.put(other);
        self.made.duplicates.insert((one, other), sort);
    }

    /// The same customer under quite another name, with one thing the same.
    fn reached(&mut self, sort: &str, one: usize) -> Customer {
        let known = self.made.customers[one].clone();
        let name = self.any_name().whole();
        let country = known.country.clone().unwrap_or_default();
        let mut customer = self.customer(&name, &country);
        let mut contact = self.contact(None, &country);
        let shared = self.home();
        let theirs = &mut self.made.customers[one];
        let their = &mut theirs.contacts[0];
        match sort {
            "mail" => contact.email = their.email.as_ref().map(|mail| mail.to_uppercase()),
            "domain" => {
                their.email = Some(format!("anna@{shared}"));
                theirs.website = None;
                contact.email = Some(format!("sales@{shared}"));
            }
            "site" => {
                theirs.website = Some(format!("https://www.{shared}/en"));
                customer.website = Some(shared.to_uppercase());
            }
            "phone form" => {
                contact.phone = their.phone.as_deref().map(|phone| phone.replace('+', "00").replace(' ', "-"))
            }
            "whatsapp" => {
                contact.phone = None;
                contact.chat =
                    vec![("WhatsApp".into(), their.phone.clone().unwrap_or_default().replace(' ', ""))];
            }
            _ => {
                their.chat = vec![("wechat".into(), format!("boss_{shared}"))];
                contact.chat = vec![("WeChat".into(), format!(" Boss_{shared}"))];
            }
        }
        customer.contacts = vec![contact];
        customer
    }

    fn miss(&mut self, sort: &'static str) {
        let name = self.name(matches!(sort, "same city and trade" | "same name, other city"));
        let one = self.ordinary(&name);
        let mut like = self.name(name.chinese);
        let mut change: Change = Box::new(|_, _| {});
        match sort {
            "same city and trade" => (like.city, like.trade) = (name.city, name.trade),
            "same name, other city" => {
                let at = CITIES.iter().position(|city| *city == name.city).unwrap_or(0);
                like = Name { city: CITIES[(at + 1) % CITIES.len()], ..name.clone() };
            }
            "free mail" => {
                change = Box::new(|one, other| {
                    one.contacts[0].email = Some(format!("{}@gmail.com", one.id));
                    other.contacts[0].email = Some(format!("{}@gmail.com", other.id));
                });
            }
            "two countries" => {
                like = name.clone();
                change = Box::new(|one, other| {
                    (one.country, other.country) = (Some("DE".into()), Some("US".into()));
                    one.website = Some(format!("{}.example", one.id));
                    other.website = one.website.clone();
                    one.contacts.clear();
                    other.contacts.clear();
                });
            }
            "next number" => {
                change = Box::new(|one, other| {
                    (one.country, other.country) = (Some("DE".into()), Some("DE".into()));
                    let number = 7_000_000 + 2 * one.id.as_str()[1..].parse::<u32>().unwrap_or(0);
                    one.contacts[0].phone = Some(format!("+49 89 {number}"));
                    other.contacts[0].phone = Some(format!("089 {}", number + 1));
                });
            }
            _ => {
                let group = self.made.customers.len() / 40;
                change = Box::new(move |one, other| {
                    for customer in [one, other] {
                        customer.website = None;
                        customer.contacts[0].email = Some(format!("{}@group{group}.example", customer.id));
                    }
                });
            }
        }
        let other = self.ordinary(&like);
        let (before, after) = self.made.customers.split_at_mut(other);
        change(&mut before[one], &mut after[0]);
        self.made.misses.insert((one, other), sort);
    }
}

/// The name as somebody else writes it; `None` where the name isn't what is the same.
fn again(sort: &str, name: &Name, dice: &mut Dice) -> Option<String> {
    let Name { city, core, trade, form, .. } = name;
    Some(match (sort, name.chinese) {
        ("legal suffix", true) => format!("{city}市{core}{trade}股份有限公司"),
        ("legal suffix", false) => format!("{core} {trade}"),
        ("punctuation", _) => format!("{core}-{trade}, {}", form.replace(['.', ' '], "")),
        ("width", true) => format!("{city}　{core}{trade}（有限公司）"),
        ("width", false) => name.whole().chars().map(wide).collect(),
        ("case", _) => name.whole().to_uppercase(),
        ("traditional", _) => {
            let old = |c| OLD.iter().find(|(new, _)| *new == c).map_or(c, |(_, old)| *old);
            name.whole().chars().map(old).collect()
        }
        ("city prefix", _) => format!("{core}{trade}有限公司"),
        ("city behind", _) => format!("{core}{trade}（{city}）有限公司"),
        ("typo", _) => {
            let mut letters: Vec<char> = core.chars().collect();
            let at = 1 + dice.roll(letters.len() - 2);
            match dice.roll(3) {
                0 => letters.swap(at, at + 1),
                1 => letters.insert(at, letters[at]),
                _ => drop(letters.remove(at)),
            }
            format!("{} {trade} {form}", letters.iter().collect::<String>())
        }
        ("homophone", _) => {
            let sound = |c| SOUNDS.iter().find(|(one, _)| *one == c).map_or(c, |(_, other)| *other);
            format!("{city}{}{trade}有限公司", core.chars().map(sound).collect::<String>())
        }
        _ => return None,
    })
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        ' ' => '　',
        c => c,
    }
}

/// A book of so many customers, an eighth of it entered twice, as many near misses.
pub fn make(customers: usize, seed: u64) -> Made {
    let made = Made { customers: Vec::new(), duplicates: HashMap::new(), misses: HashMap::new() };
    let mut maker = Maker { dice: Dice(seed), made };
    while maker.made.customers.len() < customers {
        match maker.dice.roll(10) {
            0 | 1 => {
                let sort = SORTS[maker.dice.roll(SORTS.len())];
                maker.twin(sort);
            }
            2 | 3 => {
                let sort = MISSES[maker.dice.roll(MISSES.len())];
                maker.miss(sort);
            }
            _ => {
                let name = maker.any_name();
                maker.ordinary(&name);
            }
        }
    }
    maker.made
}

/// What was found of one sort: how many there are, and how many were found.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub there: usize,
    pub found: usize,
}

/// What was found in a book.
pub struct Outcome {
    pub by_sort: BTreeMap<&'static str, Tally>,
    pub by_miss: BTreeMap<&'static str, Tally>,
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
    /// Some of the wrong ones, for a look.
    pub samples: Vec<(String, String)>,
    pub time: Duration,
}

impl Outcome {
    pub fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

/// Looks for the duplicates of a book.
pub fn look(made: &Made) -> Outcome {
    let started = Instant::now();
    let marks: Vec<MatchKeys> = made.customers.iter().map(mark).collect();
    let found = pairs(&marks, LEAST);
    let time = started.elapsed();
    let (mut by_sort, mut by_miss) = (BTreeMap::<_, Tally>::new(), BTreeMap::<_, Tally>::new());
    made.duplicates.values().for_each(|sort| by_sort.entry(*sort).or_default().there += 1);
    made.misses.values().for_each(|sort| by_miss.entry(*sort).or_default().there += 1);
    let (mut right, mut wrong, mut samples) = (0, 0, Vec::new());
    for pair in &found.pairs {
        let key = (pair.one.min(pair.other), pair.one.max(pair.other));
        if let Some(sort) = made.duplicates.get(&key) {
            by_sort.entry(sort).or_default().found += 1;
            right += 1;
            continue;
        }
        wrong += 1;
        let text = |at: usize| made.customers[at].name.clone();
        samples.push((text(key.0), text(key.1)));
        if let Some(sort) = made.misses.get(&key) {
            by_miss.entry(sort).or_default().found += 1;
        }
    }
    let missed = made.duplicates.len() - right;
    samples.truncate(10);
    Outcome { by_sort, by_miss, right, wrong, missed, samples, time }
}
