//! Traditional characters, and the forms of Hong Kong, Taiwan and Japan, as simplified ones.
//!
//! For comparing, not for reading: 鍾 and 鐘 both become 钟, as two people write one firm. Names need no phrases,
//! so OpenCC's table of characters does, and no program of its own.

use std::collections::HashMap;
use std::sync::LazyLock;

/// OpenCC's characters, made by `tables/simplified.py`: each word a form and the simplified one.
const TABLE: &str = include_str!("tables/simplified.txt");

/// Forms in the names of firms and people that OpenCC doesn't have, or leads elsewhere.
const MORE: &str = "汚污 祇只 祗只 尅克 崐昆 氷冰 栢柏 薰熏 薫熏 煇辉 疎疏 甦苏 甯宁 寳宝 珎珍 邨村 菓果 逹达 鎻锁 戸户 渋涩";

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |word: &str| {
        let mut chars = word.chars();
        Some((chars.next()?, chars.next()?))
    };
    let table = TABLE.lines().filter(|line| !line.starts_with('#'));
    table.chain([MORE]).flat_map(|line| line.split(' ')).filter_map(pair).collect()
});

/// A character as its simplified form, itself where it is one or no Chinese character.
pub fn simplified(c: char) -> char {
    if c.is_ascii() { c } else { SIMPLIFIED.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> String {
        text.chars().map(simplified).collect()
    }

    #[test]
    fn the_forms_of_one_name_become_one() {
        for (one, other) in [
            ("深圳宏達機械有限公司", "深圳宏达机械有限公司"),
            ("臺灣", "台湾"),
            ("廣東東莞錦華塑膠製品廠", "广东东莞锦华塑胶制品厂"),
            ("鍾氏國際貿易", "钟氏国际贸易"),
            ("関西鋳鉄", "关西铸铁"),
            ("陝西濰柴重工", "陕西潍柴重工"),
            ("網夢稅荊裏檯", "网梦税荆里台"),
            ("Müller 機", "Müller 机"),
        ] {
            assert_eq!(all(one), all(other));
        }
    }

    #[test]
    fn every_form_is_one_character_and_ends_where_it_leads() {
        assert!(SIMPLIFIED.len() > 3_400, "{}", SIMPLIFIED.len());
        for word in
            TABLE.lines().filter(|line| !line.starts_with('#')).chain([MORE]).flat_map(|line| line.split(' '))
        {
            let chars: Vec<char> = word.chars().collect();
            assert!(matches!(chars.as_slice(), [form, to] if form != to), "{word:?}");
            let to = simplified(chars[0]);
            assert_eq!(simplified(to), to, "{word}: a simplified form is its own");
        }
    }

    #[test]
    fn a_simplified_character_of_its_own_stays() {
        // Japanese writes 芸 for 藝; in Chinese it is another character.
        assert_eq!(all("芸后里干发面台黑"), "芸后里干发面台黑");
    }
}
