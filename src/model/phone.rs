//! Phone numbers, so that all the ways of writing one are one.

/// A phone number in comparable form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// The digits: with the country's code in front where it is known, else as within the country,
    /// without the digit that only calls from within need.
    pub digits: String,
    /// Whether the country's code is in front.
    pub international: bool,
    /// The extension behind a switchboard's number.
    pub extension: Option<String>,
}

/// The fewest digits of a number that is somebody's own: with the country's code, and without.
const SHORTEST: (usize, usize) = (8, 7);

/// The digits that a call out of the country begins with, besides `+` and `00`.
const ABROAD: &[(&str, &[&str])] = &[
    ("011", &["US", "CA"]),
    ("0011", &["AU"]),
    ("010", &["JP"]),
    ("810", &["RU", "KZ", "BY"]),
    ("001", &["KR", "HK", "SG", "TH"]),
];

/// Calling codes by country, those together whose numbers get the same digits in front at home.
const CODES: &[(&str, &str)] = &[
    (
        "0",
        "AE971 AF93 AL355 AM374 AR54 AT43 AU61 AZ994 BA387 BD880 BE32 BG359 BO591 BR55 CD243 CH41 CN86 CU53 DE49 DZ213 \
         EC593 EG20 ET251 FI358 FR33 GB44 GE995 GH233 HR385 ID62 IE353 IL972 IN91 IQ964 IR98 JO962 JP81 KE254 KG996 KH855 \
         KR82 LA856 LB961 LK94 LY218 MA212 MD373 ME382 MG261 MK389 MM95 MN976 MY60 MZ258 NA264 NG234 NL31 NP977 NZ64 PE51 \
         PH63 PK92 PY595 RO40 RS381 SA966 SD249 SE46 SI386 SK421 SY963 TH66 TR90 TW886 TZ255 UA380 UG256 UY598 UZ998 VE58 \
         VN84 YE967 ZA27 ZM260 ZW263 XK383",
    ),
    (
        "",
        "AD376 AO244 BF226 BH973 BI257 BJ229 BN673 BT975 BW267 CF236 CG242 CI225 CL56 CM237 CO57 CR506 CV238 CY357 CZ420 \
         DJ253 DK45 EE372 ER291 ES34 FJ679 GA241 GM220 GN224 GQ240 GR30 GT502 GW245 HK852 HN504 HT509 IS354 IT39 KW965 \
         LI423 LR231 LS266 LU352 LV371 MC377 ML223 MO853 MR222 MT356 MU230 MV960 MW265 NE227 NI505 NO47 OM968 PA507 PG675 \
         PL48 PT351 QA974 RW250 SC248 SG65 SL232 SM378 SN221 SO252 SV503 SZ268 TD235 TG228 TJ992 TL670 TN216 TM993",
    ),
    ("1", "US1 CA1 JM1 DO1 PR1 BS1 TT1 BB1"),
    ("8", "RU7 KZ7 BY375 LT370"),
    ("06", "HU36"),
    ("01", "MX52"),
];

/// A country's calling code, and the digits in front of a number that is called from within.
fn code(country: &str) -> Option<(&'static str, &'static str)> {
    CODES.iter().find_map(|(trunk, list)| {
        let entry = list.split_whitespace().find(|entry| entry.get(..2) == Some(country))?;
        Some((&entry[2..], *trunk))
    })
}

impl Phone {
    /// Reads a number as people write it: `+49 (0)89 12`, `0049 89 12`, and `089 12` in Germany are
    /// one. `None` where it is too short to be anybody's own.
    pub fn parse(text: &str, country: Option<&str>) -> Option<Self> {
        let text = super::name::fold(text);
        let (main, extension) = split_extension(&text);
        let plus = main.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+').starts_with('+');
        let kept = if plus || main.trim_start().starts_with("00") {
            main.replace("(0)", "")
        } else {
            main.to_owned()
        };
        let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
        let country = country.filter(|country| country.len() == 2);
        let abroad = || {
            let own = ABROAD.iter().find(|(_, list)| country.is_some_and(|country| list.contains(&country)));
            let own = own.and_then(|(prefix, _)| digits.strip_prefix(prefix));
            own.or_else(|| digits.strip_prefix("00")).map(str::to_owned)
        };
        let outer = if plus { Some(digits.clone()) } else { abroad() };
        let (digits, international) = match (outer, country.and_then(code)) {
            (Some(outer), _) => (outer.trim_start_matches('0').to_owned(), true),
            (None, Some((code, trunk))) => {
                // Written with its country's code, and without the plus.
                let is_whole = digits.starts_with(code) && digits.len() >= code.len() + 10;
                let at_home = digits.strip_prefix(trunk).filter(|rest| rest.len() >= 6).unwrap_or(&digits);
                (if is_whole { digits.clone() } else { format!("{code}{at_home}") }, true)
            }
            (None, None) => (digits.trim_start_matches('0').to_owned(), false),
        };
        let shortest = if international { SHORTEST.0 } else { SHORTEST.1 };
        (digits.len() >= shortest).then_some(Phone { digits, international, extension })
    }

    /// Whether it may be the other's number, extensions apart: without a country's code the end
    /// decides.
    pub fn is_same_line(&self, other: &Phone) -> bool {
        if self.digits == other.digits {
            return true;
        }
        if self.international && other.international {
            return false;
        }
        let (long, short) =
            if self.digits.len() >= other.digits.len() { (self, other) } else { (other, self) };
        let (long, short) = (&long.digits, &short.digits);
        short.len() >= 8 && long.len() - short.len() <= 4 && long.ends_with(short.as_str())
    }

    /// The end of the number, which all its forms share.
    pub fn tail(&self) -> &str {
        &self.digits[self.digits.len().saturating_sub(8)..]
    }

    /// As it is shown.
    pub fn shown(&self) -> String {
        if self.international { format!("+{}", self.digits) } else { self.digits.clone() }
    }
}

/// `… ext. 801`, `… x801`, `… 转801`, `…-801` behind a Chinese number.
fn split_extension(text: &str) -> (&str, Option<String>) {
    for mark in ["extension", "ext.", "ext", "durchwahl", "转", "轉", "分机", "分機", "#", "x"] {
        if let Some((main, extension)) = text.split_once(mark) {
            let digits: String = extension.chars().filter(char::is_ascii_digit).collect();
            let is_one =
                (1..=6).contains(&digits.len()) && main.chars().filter(char::is_ascii_digit).count() >= 6;
            if is_one {
                return (main, Some(digits));
            }
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, country: &str) -> Option<String> {
        Phone::parse(text, Some(country).filter(|country| !country.is_empty())).map(|phone| phone.shown())
    }

    #[test]
    fn all_forms_of_one_number_are_one() {
        for (text, country, want) in [
            ("+49 (0)89 1234567", "DE", "+49891234567"),
            ("0049 89 1234567", "", "+49891234567"),
            ("089/123 45 67", "DE", "+49891234567"),
            ("＋４９ 89 1234567", "", "+49891234567"),
            ("+86 138 0000 1111", "", "+8613800001111"),
            ("13800001111", "CN", "+8613800001111"),
            ("8613800001111", "CN", "+8613800001111"),
            ("(0755) 5550-0188", "CN", "+8675555500188"),
            ("(312) 555-0100", "US", "+13125550100"),
            ("1-312-555-0100", "US", "+13125550100"),
            ("011 49 89 1234567", "US", "+49891234567"),
            ("8 495 123-45-67", "RU", "+74951234567"),
            ("02 1234 5678", "IT", "+390212345678"),
            ("089 1234567", "", "891234567"),
        ] {
            assert_eq!(read(text, country).as_deref(), Some(want), "{text} {country}");
        }
        for short in ["110", "12345", "", "n/a", "+49 89 1"] {
            assert_eq!(read(short, ""), None, "{short}");
        }
    }

    #[test]
    fn an_extension_is_no_part_of_the_number() {
        for text in ["+86 755 5550 0188 ext. 801", "+86 755 5550 0188 转801", "+86 755 5550 0188 x801"] {
            let phone = Phone::parse(text, None).expect("a number");
            assert_eq!(
                (phone.digits.as_str(), phone.extension.as_deref()),
                ("8675555500188", Some("801")),
                "{text}"
            );
        }
    }

    #[test]
    fn without_its_country_a_number_is_known_by_its_end() {
        let phone = |text: &str| Phone::parse(text, None).expect("a number");
        assert!(phone("089 1234567").is_same_line(&phone("+49 89 1234567")));
        assert!(!phone("1234567").is_same_line(&phone("+49 89 1234567")), "too short to say");
        assert!(!phone("+43 89 1234567").is_same_line(&phone("+49 89 1234567")));
    }

    #[test]
    fn every_country_stands_once() {
        let mut all: Vec<&str> = CODES.iter().flat_map(|(_, list)| list.split_whitespace()).collect();
        assert!(all.iter().all(|entry| entry[2..].parse::<u16>().is_ok()));
        let count = all.len();
        all.sort_unstable_by_key(|entry| &entry[..2]);
        all.dedup_by_key(|entry| &entry[..2]);
        assert_eq!(all.len(), count);
    }
}
