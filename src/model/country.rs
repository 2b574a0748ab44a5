//! Countries: their codes, and the names under which people write them.

mod zones;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

pub(super) use zones::zone_of_country;

use super::name;
use super::pinyin::is_hanzi;
use super::suggestion::slips;

/// CLDR's names, made by `tables/countries.py`: the code, the name in Chinese and in English, the code of three
/// letters, the names in other languages.
const TABLE: &str = include_str!("tables/countries.tsv");

/// What people write beside them: short forms, ISO's own turned names, parts of a country. A Chinese one
/// in front is the one that is shown: CLDR's own is longer than anybody says.
const MORE: &[(&str, &str)] = &[
    ("AE", "阿联酋|迪拜|阿布扎比|Dubai|Abu Dhabi|UAE|U.A.E.|Emirates"),
    ("AG", "Antigua"),
    ("BA", "波黑|Bosnia"),
    ("BN", "Brunei Darussalam"),
    ("BO", "Bolivia, Plurinational State of|Plurinational State of Bolivia"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("CC", "科科斯群岛|Cocos Islands"),
    (
        "CD",
        "刚果民主共和国|Democratic Republic of the Congo|DR Congo|Congo, The Democratic Republic of the|DRC",
    ),
    ("CF", "中非"),
    ("CG", "刚果共和国|Republic of the Congo|Congo"),
    ("CI", "Ivory Coast|象牙海岸"),
    (
        "CN",
        "PR China|P.R. China|PRC|People's Republic of China|Mainland China|中国大陆|大陆|内地|中国内地|国内|中华人民共和国|VR China",
    ),
    ("CV", "Cabo Verde"),
    ("CZ", "Czech Republic"),
    ("DE", "Federal Republic of Germany|BRD"),
    ("DO", "多米尼加"),
    ("FK", "Falkland Islands (Malvinas)"),
    ("FM", "Micronesia, Federated States of|Federated States of Micronesia"),
    (
        "GB",
        "Great Britain|Britain|England|Scotland|Wales|Northern Ireland|英格兰|苏格兰|威尔士|北爱尔兰|大不列颠|Großbritannien",
    ),
    ("GS", "South Georgia"),
    ("HK", "香港|Hong Kong SAR|中国香港|HongKong"),
    ("HM", "Heard and McDonald Islands"),
    ("IR", "Iran, Islamic Republic of|Islamic Republic of Iran"),
    ("KN", "Saint Kitts and Nevis"),
    ("KP", "Korea, Democratic People's Republic of|Democratic People's Republic of Korea|DPRK"),
    ("KR", "Korea|Republic of Korea|Korea, Republic of|南韩"),
    ("LA", "Lao People's Democratic Republic"),
    ("LC", "Saint Lucia"),
    ("MD", "Moldova, Republic of|Republic of Moldova"),
    ("MF", "Saint Martin (French part)"),
    ("MK", "Macedonia|Republic of North Macedonia"),
    ("MM", "Burma"),
    ("MN", "蒙古|蒙古国"),
    ("MO", "澳门|中国澳门|Macau|Macao"),
    ("NL", "Holland|The Netherlands"),
    ("PM", "圣皮埃尔和密克隆|Saint Pierre and Miquelon"),
    ("PS", "巴勒斯坦|Palestine, State of|State of Palestine"),
    ("RU", "俄罗斯|俄罗斯联邦|Russian Federation"),
    ("SA", "KSA|沙特|Kingdom of Saudi Arabia"),
    ("SH", "Saint Helena|Saint Helena, Ascension and Tristan da Cunha"),
    ("SJ", "Svalbard"),
    ("SX", "Sint Maarten (Dutch part)"),
    ("SY", "Syrian Arab Republic"),
    ("TL", "East Timor"),
    ("TR", "Turkey"),
    ("TW", "台湾|中国台湾|台灣|Taiwan, Province of China|Republic of China|R.O.C."),
    ("TZ", "Tanzania, United Republic of|United Republic of Tanzania"),
    ("UM", "United States Minor Outlying Islands"),
    ("US", "美国|美利坚|美利坚合众国|United States of America|U.S.|America"),
    ("VA", "Holy See|Holy See (Vatican City State)"),
    ("VC", "Saint Vincent and the Grenadines|Saint Vincent"),
    ("VE", "Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela"),
    ("VG", "Virgin Islands, British"),
    ("VI", "Virgin Islands, U.S."),
    ("VN", "Viet Nam"),
];

/// Each country's code, with the names under which people write it: what they say beside the table, then the table.
fn named() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    MORE.iter().map(|(code, names)| (*code, names.split('|').collect())).chain(table())
}

/// The rows of the table.
fn table() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.collect()))
    })
}

/// What countries are called in English; each has such a name.
static ENGLISH: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| table().filter_map(|(code, names)| Some((code, *names.get(1)?))).collect());

/// What they are called in Chinese.
static CHINESE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut chinese = HashMap::new();
    for (code, names) in named() {
        let is_chinese = |name: &&str| name.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if let Some(shown) = names.first().copied().filter(is_chinese) {
            chinese.entry(code).or_insert(shown);
        }
    }
    chinese
});

/// The code that each name leads to, by the name's key.
static CODES: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut codes = HashMap::new();
    for (code, names) in named() {
        for name in names.into_iter().chain([code]) {
            codes.entry(key(name)).or_insert(code);
        }
    }
    // The one that everybody writes, though ISO has another.
    codes.insert("uk".to_owned(), "GB");
    codes
});

/// The code of a country (ISO 3166-1 alpha-2): the code itself, its three letters, or one of its names.
pub fn code(text: &str) -> Option<String> {
    // Files have the code, for which nobody has to know some two thousand names.
    let own = ENGLISH.get_key_value(text).map(|(code, _)| *code);
    own.or_else(|| CODES.get(&key(text)).copied()).map(str::to_owned)
}

/// What a country is called in Chinese.
pub fn in_chinese(code: &str) -> Option<&'static str> {
    CHINESE.get(code).copied()
}

/// Every country, by its code: with its name in English and in Chinese.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ENGLISH.iter().filter_map(|(code, english)| Some((*code, *english, in_chinese(code)?)))
}

/// The country whose name is nearest, for a slip of the keys. Chinese names are short: with one character of two in
/// common, they are others.
pub fn nearest(text: &str) -> Option<&'static str> {
    let wanted = key(text);
    let letters = wanted.chars().count();
    let (least, most) = match wanted.chars().any(is_hanzi) {
        true => (3, 1),
        false if letters < 6 => (4, 1),
        false => (6, 2),
    };
    if letters < least {
        return None;
    }
    let of_its_length = |(name, _): &(&String, &&str)| name.chars().count() >= least;
    let near = CODES.iter().filter(of_its_length);
    near.filter_map(|(name, code)| Some((slips(name, &wanted, most)?, *code))).min().map(|(_, code)| code)
}

/// What a country is called in English.
pub fn in_english(code: &str) -> Option<&'static str> {
    ENGLISH.get(code).copied()
}

/// A name as it is compared: its letters alone, whatever stands between them.
fn key(text: &str) -> String {
    let text = name::search_key(text).replace('&', " and ");
    let text = text.strip_prefix("the ").unwrap_or(&text);
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_and_a_chinese_name_of_its_own() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        // The 249 of ISO, and Kosovo.
        assert_eq!((rows.len(), all().count()), (250, 250));
        assert!(all().any(|country| country == ("AE", "United Arab Emirates", "阿联酋")));
        let mut shown = std::collections::BTreeSet::new();
        for row in rows {
            let mut cells = row.split('\t');
            let own = cells.next().expect("a code");
            assert!(shown.insert(in_chinese(own).expect("a Chinese name")), "{row}");
            for name in cells.chain([own, &own.to_lowercase()]) {
                assert_eq!(code(name).as_deref(), Some(own), "{name}");
            }
        }
        for (own, names) in MORE {
            for name in names.split('|') {
                assert_eq!(code(name).as_deref(), Some(*own), "{name}");
            }
        }
        assert_eq!(
            (in_chinese("AE"), in_chinese("HK"), in_chinese("QQ")),
            (Some("阿联酋"), Some("香港"), None)
        );
    }

    #[test]
    fn countries_are_read_as_people_write_them() {
        for (text, want) in [
            ("de", Some("DE")),
            (" Germany ", Some("DE")),
            ("DEU", Some("DE")),
            ("Deutschland", Some("DE")),
            ("Allemagne", Some("DE")),
            ("德国", Some("DE")),
            ("德國", Some("DE")),
            ("U.S.A.", Some("US")),
            ("u.s.", Some("US")),
            ("the Netherlands", Some("NL")),
            ("hong kong", Some("HK")),
            ("UK", Some("GB")),
            ("Cote d'Ivoire", Some("CI")),
            ("Curacao", Some("CW")),
            ("Bosnia and Herzegovina", Some("BA")),
            ("Bosnia & Herzegovina", Some("BA")),
            ("Korea, Republic of", Some("KR")),
            ("贝宁", Some("BJ")),
            ("马里", Some("ML")),
            ("尼日尔", Some("NE")),
            ("尼日利亚", Some("NG")),
            ("台灣", Some("TW")),
            ("QQ", None),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(code(text).as_deref(), want, "{text}");
        }
        assert_eq!((nearest("Germny"), nearest("Atlantis")), (Some("DE"), None));
    }
}
