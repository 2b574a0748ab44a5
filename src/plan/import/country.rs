//! Countries by the names under which people write them.

use crate::model::name::fold;

/// ISO 3166-1 alpha-2, and names in English, in Chinese, and at home.
const COUNTRIES: &[(&str, &str)] = &[
    ("AE", "United Arab Emirates|UAE|Emirates|阿联酋|阿拉伯联合酋长国"),
    ("AF", "Afghanistan|阿富汗"),
    ("AL", "Albania|阿尔巴尼亚"),
    ("AM", "Armenia|亚美尼亚"),
    ("AO", "Angola|安哥拉"),
    ("AR", "Argentina|阿根廷"),
    ("AT", "Austria|Österreich|奥地利"),
    ("AU", "Australia|澳大利亚|澳洲"),
    ("AZ", "Azerbaijan|阿塞拜疆"),
    ("BA", "Bosnia and Herzegovina|Bosnia|波黑"),
    ("BD", "Bangladesh|孟加拉|孟加拉国"),
    ("BE", "Belgium|Belgien|比利时"),
    ("BG", "Bulgaria|Bulgarien|保加利亚"),
    ("BH", "Bahrain|巴林"),
    ("BN", "Brunei|文莱"),
    ("BO", "Bolivia|玻利维亚"),
    ("BR", "Brazil|Brasil|Brasilien|巴西"),
    ("BW", "Botswana|博茨瓦纳"),
    ("BY", "Belarus|白俄罗斯"),
    ("CA", "Canada|Kanada|加拿大"),
    ("CD", "Democratic Republic of the Congo|DR Congo|刚果民主共和国|刚果金"),
    ("CH", "Switzerland|Schweiz|Suisse|瑞士"),
    ("CI", "Ivory Coast|Côte d'Ivoire|科特迪瓦"),
    ("CL", "Chile|智利"),
    ("CM", "Cameroon|喀麦隆"),
    (
        "CN",
        "China|PR China|P.R. China|People's Republic of China|Mainland China|中国|中国大陆|中华人民共和国",
    ),
    ("CO", "Colombia|哥伦比亚"),
    ("CR", "Costa Rica|哥斯达黎加"),
    ("CU", "Cuba|古巴"),
    ("CY", "Cyprus|Zypern|塞浦路斯"),
    ("CZ", "Czech Republic|Czechia|Tschechien|捷克"),
    ("DE", "Germany|Deutschland|德国"),
    ("DK", "Denmark|Dänemark|丹麦"),
    ("DO", "Dominican Republic|多米尼加"),
    ("DZ", "Algeria|阿尔及利亚"),
    ("EC", "Ecuador|厄瓜多尔"),
    ("EE", "Estonia|爱沙尼亚"),
    ("EG", "Egypt|Ägypten|埃及"),
    ("ES", "Spain|España|Spanien|西班牙"),
    ("ET", "Ethiopia|埃塞俄比亚"),
    ("FI", "Finland|Finnland|芬兰"),
    ("FR", "France|Frankreich|法国"),
    ("GB", "United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|英国"),
    ("GE", "Georgia|格鲁吉亚"),
    ("GH", "Ghana|加纳"),
    ("GR", "Greece|Griechenland|希腊"),
    ("GT", "Guatemala|危地马拉"),
    ("HK", "Hong Kong|HongKong|Hong Kong SAR|香港|中国香港"),
    ("HN", "Honduras|洪都拉斯"),
    ("HR", "Croatia|Kroatien|克罗地亚"),
    ("HU", "Hungary|Ungarn|匈牙利"),
    ("ID", "Indonesia|印度尼西亚|印尼"),
    ("IE", "Ireland|Irland|爱尔兰"),
    ("IL", "Israel|以色列"),
    ("IN", "India|Indien|印度"),
    ("IQ", "Iraq|伊拉克"),
    ("IR", "Iran|伊朗"),
    ("IS", "Iceland|冰岛"),
    ("IT", "Italy|Italia|Italien|意大利"),
    ("JM", "Jamaica|牙买加"),
    ("JO", "Jordan|约旦"),
    ("JP", "Japan|日本"),
    ("KE", "Kenya|肯尼亚"),
    ("KG", "Kyrgyzstan|吉尔吉斯斯坦"),
    ("KH", "Cambodia|柬埔寨"),
    ("KR", "South Korea|Korea|Republic of Korea|韩国"),
    ("KW", "Kuwait|科威特"),
    ("KZ", "Kazakhstan|哈萨克斯坦"),
    ("LA", "Laos|老挝"),
    ("LB", "Lebanon|黎巴嫩"),
    ("LK", "Sri Lanka|斯里兰卡"),
    ("LT", "Lithuania|Litauen|立陶宛"),
    ("LU", "Luxembourg|卢森堡"),
    ("LV", "Latvia|Lettland|拉脱维亚"),
    ("LY", "Libya|利比亚"),
    ("MA", "Morocco|Marokko|摩洛哥"),
    ("MD", "Moldova|摩尔多瓦"),
    ("ME", "Montenegro|黑山"),
    ("MG", "Madagascar|马达加斯加"),
    ("MK", "North Macedonia|Macedonia|北马其顿"),
    ("MM", "Myanmar|Burma|缅甸"),
    ("MN", "Mongolia|蒙古|蒙古国"),
    ("MO", "Macau|Macao|澳门|中国澳门"),
    ("MT", "Malta|马耳他"),
    ("MU", "Mauritius|毛里求斯"),
    ("MV", "Maldives|马尔代夫"),
    ("MX", "Mexico|México|Mexiko|墨西哥"),
    ("MY", "Malaysia|马来西亚"),
    ("MZ", "Mozambique|莫桑比克"),
    ("NA", "Namibia|纳米比亚"),
    ("NG", "Nigeria|尼日利亚"),
    ("NI", "Nicaragua|尼加拉瓜"),
    ("NL", "Netherlands|The Netherlands|Holland|Niederlande|荷兰"),
    ("NO", "Norway|Norwegen|挪威"),
    ("NP", "Nepal|尼泊尔"),
    ("NZ", "New Zealand|新西兰"),
    ("OM", "Oman|阿曼"),
    ("PA", "Panama|巴拿马"),
    ("PE", "Peru|秘鲁"),
    ("PH", "Philippines|The Philippines|菲律宾"),
    ("PK", "Pakistan|巴基斯坦"),
    ("PL", "Poland|Polen|波兰"),
    ("PR", "Puerto Rico|波多黎各"),
    ("PT", "Portugal|葡萄牙"),
    ("PY", "Paraguay|巴拉圭"),
    ("QA", "Qatar|卡塔尔"),
    ("RO", "Romania|Rumänien|罗马尼亚"),
    ("RS", "Serbia|Serbien|塞尔维亚"),
    ("RU", "Russia|Russian Federation|Russland|俄罗斯"),
    ("RW", "Rwanda|卢旺达"),
    ("SA", "Saudi Arabia|KSA|沙特阿拉伯|沙特"),
    ("SD", "Sudan|苏丹"),
    ("SE", "Sweden|Schweden|瑞典"),
    ("SG", "Singapore|新加坡"),
    ("SI", "Slovenia|Slowenien|斯洛文尼亚"),
    ("SK", "Slovakia|Slowakei|斯洛伐克"),
    ("SN", "Senegal|塞内加尔"),
    ("SV", "El Salvador|萨尔瓦多"),
    ("SY", "Syria|叙利亚"),
    ("TH", "Thailand|泰国"),
    ("TN", "Tunisia|突尼斯"),
    ("TR", "Turkey|Türkiye|Türkei|土耳其"),
    ("TW", "Taiwan|台湾|中国台湾|台灣"),
    ("TZ", "Tanzania|坦桑尼亚"),
    ("UA", "Ukraine|乌克兰"),
    ("UG", "Uganda|乌干达"),
    ("US", "United States|United States of America|USA|U.S.A.|U.S.|America|美国"),
    ("UY", "Uruguay|乌拉圭"),
    ("UZ", "Uzbekistan|乌兹别克斯坦"),
    ("VE", "Venezuela|委内瑞拉"),
    ("VN", "Vietnam|Viet Nam|越南"),
    ("YE", "Yemen|也门"),
    ("ZA", "South Africa|Südafrika|南非"),
    ("ZM", "Zambia|赞比亚"),
    ("ZW", "Zimbabwe|津巴布韦"),
];

/// The code of a country: the code itself, or one of its names.
pub(super) fn code(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = text.to_ascii_uppercase();
        return Some(if code == "UK" { "GB".to_owned() } else { code });
    }
    let wanted = plain(text);
    let is_it = |names: &&str| names.split('|').any(|name| plain(name) == wanted);
    COUNTRIES.iter().find(|(_, names)| is_it(names)).map(|(code, _)| (*code).to_owned())
}

/// The country whose name is nearest, for a slip of the keys.
pub(super) fn nearest(text: &str) -> Option<&'static str> {
    let wanted = plain(text);
    let names = COUNTRIES.iter().flat_map(|(code, names)| names.split('|').map(move |name| (name, *code)));
    let near = names.map(|(name, code)| (strsim::damerau_levenshtein(&plain(name), &wanted), code)).min()?;
    (near.0 <= 2 && wanted.len() >= 5).then_some(near.1)
}

fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_many_names() {
        for (text, want) in [
            ("de", Some("DE")),
            ("Germany", Some("DE")),
            ("德国", Some("DE")),
            ("U.S.A.", Some("US")),
            ("hong kong", Some("HK")),
            ("UK", Some("GB")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(code(text).as_deref(), want, "{text}");
        }
        assert_eq!((nearest("Germny"), nearest("Atlantis")), (Some("DE"), None));
    }
}
