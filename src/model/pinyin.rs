//! Chinese names typed with Latin keys: by full pinyin, by initials, or by both mixed.

use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

/// Words whose usual reading is not the first one of each character.
const READINGS: &[(&str, &str)] = &[
    ("重庆", "chongqing"),
    ("重慶", "chongqing"),
    ("长沙", "changsha"),
    ("長沙", "changsha"),
    ("长春", "changchun"),
    ("長春", "changchun"),
    ("长城", "changcheng"),
    ("长江", "changjiang"),
    ("长安", "changan"),
    ("厦门", "xiamen"),
    ("廈門", "xiamen"),
    ("西藏", "xizang"),
    ("银行", "yinhang"),
    ("長江", "changjiang"),
    ("行业", "hangye"),
    ("重工", "zhonggong"),
    ("商行", "shanghang"),
    ("洋行", "yanghang"),
    ("车行", "chehang"),
    ("粮行", "lianghang"),
    ("米行", "mihang"),
    ("茶行", "chahang"),
    ("药行", "yaohang"),
    ("布行", "buhang"),
    ("皮行", "pihang"),
    ("木行", "muhang"),
    ("琴行", "qinhang"),
    ("花行", "huahang"),
    ("银楼", "yinlou"),
    ("音乐", "yinyue"),
    ("乐器", "yueqi"),
];

/// What a firm's name says of its trade: words by which its other part can be told from it, longer ones first.
const TRADES: &str = "进出口 供应链 新材料 新能源 互联网 电子商务 机电设备 机械设备 自动化 生物科技 房地产 \
    不锈钢 轴承 机械 机电 机床 建材 工具 五金 贸易 商贸 国际 实业 工业 电子 电器 电气 \
    电力 电缆 科技 技术 网络 信息 软件 智能 数控 设备 装备 仪器 仪表 器材 材料 钢铁 钢材 \
    金属 铝业 铜业 矿业 铸造 模具 塑料 塑胶 橡胶 化工 化学 涂料 玻璃 陶瓷 石材 木业 家具 \
    家居 灯饰 照明 光电 光学 纺织 服装 服饰 鞋业 皮革 箱包 针织 印染 印刷 包装 纸业 文具 \
    玩具 礼品 工艺品 工艺 珠宝 食品 饮料 酒业 茶业 粮油 农业 水产 医药 医疗 制药 药业 \
    生物 环保 能源 石油 燃气 汽车 汽配 车业 船舶 航空 物流 货运 运输 建设 建筑 工程 装饰 \
    置业 投资 控股 发展 企业 产业 制造 制品 液压 气动 阀门 水泵 泵业 管业 紧固件 标准件 \
    密封 弹簧 齿轮 电机 电梯 空调 制冷 厨具 卫浴 洁具 百货 超市 酒店 咨询 文化 传媒 教育 \
    体育";

static TRADE_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| TRADES.split_whitespace().collect());

/// The words of a run of Chinese characters in a firm's name: `丽雅德建材` → `丽雅德`, `建材`. What isn't a word of a
/// trade stays together.
pub fn words(run: &str) -> Vec<&str> {
    let trade =
        |rest: &str| TRADE_WORDS.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
    let (mut words, mut begun, mut at) = (Vec::new(), 0, 0);
    while let Some(first) = run[at..].chars().next() {
        match trade(&run[at..]) {
            Some(length) => {
                words.extend((begun < at).then(|| &run[begun..at]));
                words.push(&run[at..at + length]);
                at += length;
                begun = at;
            }
            None => at += first.len_utf8(),
        }
    }
    words.extend((begun < at).then(|| &run[begun..at]));
    words
}

/// Whether a shop's trade stands right before: `五金行` is read as `银行` is.
fn is_behind_a_trade(before: &str) -> bool {
    TRADE_WORDS.iter().any(|trade| before.ends_with(trade))
}

/// Surnames that are read otherwise than the same character elsewhere; they begin a name.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('單', "shan"),
    ('曾', "zeng"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('解', "xie"),
    ('区', "ou"),
];

/// Characters that are read in a second way nearly as often as in the first one of the dictionary.
const SECOND: &[(char, &str)] = &[
    ('长', "chang zhang"),
    ('長', "chang zhang"),
    ('重', "zhong chong"),
    ('行', "hang xing"),
    ('乐', "le yue"),
    ('樂', "le yue"),
    ('都', "du dou"),
    ('调', "tiao diao"),
    ('調', "tiao diao"),
    ('传', "chuan zhuan"),
    ('傳', "chuan zhuan"),
    ('朝', "chao zhao"),
    ('盛', "sheng cheng"),
    ('厦', "xia sha"),
    ('藏', "zang cang"),
    ('降', "jiang xiang"),
    ('角', "jiao jue"),
    ('校', "xiao jiao"),
    ('泊', "bo po"),
    ('卡', "ka qia"),
    ('翟', "zhai di"),
    ('盖', "gai ge"),
    ('蓋', "gai ge"),
    ('屏', "ping bing"),
    ('弹', "dan tan"),
    ('彈', "dan tan"),
    ('率', "lv shuai"),
    ('堡', "bao pu"),
    ('埔', "pu bu"),
    ('番', "fan pan"),
    ('参', "can shen"),
    ('參', "can shen"),
    ('大', "da dai"),
    ('会', "hui kuai"),
    ('會', "hui kuai"),
    ('省', "sheng xing"),
    ('系', "xi ji"),
    ('还', "hai huan"),
    ('便', "bian pian"),
    ('薄', "bo bao"),
    ('蚌', "bang beng"),
    ('色', "se shai"),
    ('露', "lu lou"),
    ('宿', "su xiu"),
    ('石', "shi dan"),
    ('柏', "bai bo"),
    ('覃', "qin tan"),
    ('仇', "qiu chou"),
    ('查', "cha zha"),
    ('解', "jie xie"),
    ('区', "qu ou"),
    ('曾', "zeng ceng"),
    ('单', "dan shan"),
    ('單', "dan shan"),
];

/// Whether a character has a pinyin reading.
pub fn is_hanzi(c: char) -> bool {
    c.to_pinyin().is_some()
}

/// The usual reading of a run of Chinese characters, without tones, `ü` as `v` on its own and `u`
/// nowhere: `重庆单` → `chongqing`, `dan`. One syllable group per word of the table, else per character.
pub fn syllables(run: &str, begins_a_name: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = run;
    if let Some(first) = rest.chars().next().filter(|_| begins_a_name && begins_with_a_surname(run))
        && let Some((_, reading)) = SURNAMES.iter().find(|(surname, _)| *surname == first)
    {
        out.push((*reading).to_owned());
        rest = &rest[first.len_utf8()..];
    }
    while let Some(first) = rest.chars().next() {
        if let Some((word, reading)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push((*reading).to_owned());
            rest = &rest[word.len()..];
        } else {
            let before = &run[..run.len() - rest.len()];
            if first == '行' && is_behind_a_trade(before) {
                out.push("hang".to_owned());
            } else if let Some(reading) = first.to_pinyin() {
                out.push(plain(reading.plain()));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Whether a name probably begins with a surname: a short one does, and 单 is hardly anything else there.
pub(super) fn begins_with_a_surname(run: &str) -> bool {
    let mut chars = run.chars();
    match (chars.next(), chars.next()) {
        (_, None) => false,
        (_, Some('氏')) => true,
        (Some('单' | '單'), Some(second)) => !"一元位向晶片车車体體面".contains(second),
        _ => run.chars().count() <= 4,
    }
}

/// Whether `query` occurs in `text`, a Chinese character standing for itself, for any of its
/// readings, for the beginning of one at the end of the query, or for its initial.
///
/// Both must already be folded (see [`super::name::fold`]); spaces in the query don't count.
pub fn contains(text: &str, query: &str) -> bool {
    contains_by(text, query, readings)
}

/// The same by the readings that one meets, without those that a dictionary knows beside them: 方 is `fang`, and not `wang`.
pub fn contains_as_usual(text: &str, query: &str) -> bool {
    contains_by(text, query, usual_readings)
}

fn contains_by(text: &str, query: &str, readings: fn(char) -> Vec<String>) -> bool {
    if text.contains(query) {
        return true;
    }
    let query: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).collect();
    if query.is_empty() {
        return true;
    }
    if text.is_ascii() {
        return false;
    }
    // Nobody types the 市 of 深圳市宏达.
    let city = query.contains(&'市');
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && (city || *c != '市')).collect();
    // One bit per (text, query) position that is known to lead nowhere.
    let mut dead = vec![false; (text.len() + 1) * (query.len() + 1)];
    (0..text.len()).any(|start| fits((&text, readings), start, &query, 0, &mut dead))
}

/// A text, and how its characters are read.
type Read<'t> = (&'t [char], fn(char) -> Vec<String>);

fn fits((text, readings): Read<'_>, at: usize, query: &[char], done: usize, dead: &mut [bool]) -> bool {
    if done == query.len() {
        return true;
    }
    let Some(&c) = text.get(at) else { return false };
    let cell = at * (query.len() + 1) + done;
    if dead[cell] {
        return false;
    }
    let read = (text, readings);
    let found = (c == query[done] && fits(read, at + 1, query, done + 1, dead))
        || readings(c).iter().any(|reading| {
            let same = reading.chars().zip(&query[done..]).take_while(|(a, b)| a == *b).count();
            let whole = reading.chars().count();
            (same > 0 && done + same == query.len())
                || (same == whole && fits(read, at + 1, query, done + whole, dead))
                || (same > 0 && fits(read, at + 1, query, done + 1, dead))
        });
    dead[cell] = !found;
    found
}

/// Whether one of a character's readings is this one, in any of the ways in which `ü` is typed.
pub fn is_read(c: char, reading: &str) -> bool {
    let surname = SURNAMES.iter().any(|(surname, own)| *surname == c && *own == reading);
    surname || readings(c).iter().any(|own| typed(own).contains(&reading.to_owned()))
}

/// The ways in which a syllable is typed: `lv`, `lyu` and `lu`.
pub fn typed(syllable: &str) -> Vec<String> {
    match syllable.split_once('v') {
        Some((before, behind)) => {
            ["v", "yu", "u"].iter().map(|vowel| format!("{before}{vowel}{behind}")).collect()
        }
        None => vec![syllable.to_owned()],
    }
}

/// The first reading of the dictionary, and those that are as usual.
fn usual_readings(c: char) -> Vec<String> {
    match SECOND.iter().find(|(own, _)| *own == c) {
        Some((_, usual)) => usual.split(' ').map(str::to_owned).collect(),
        None => c.to_pinyin().map(|first| plain(first.plain())).into_iter().collect(),
    }
}

fn readings(c: char) -> Vec<String> {
    let Some(multi) = c.to_pinyin_multi() else { return Vec::new() };
    let mut readings: Vec<String> = multi.into_iter().map(|reading| plain(reading.plain())).collect();
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// `lü` is typed `lv`.
fn plain(reading: &str) -> String {
    reading.replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_found_by_pinyin_by_initials_and_by_itself() {
        for (text, query) in [
            ("深圳宏达机械有限公司", "宏达"),
            ("深圳宏达机械有限公司", "hongda"),
            ("深圳宏达机械有限公司", "hd"),
            ("深圳宏达机械有限公司", "szhd"),
            ("深圳市宏达机械有限公司", "szhd"),
            ("深圳市宏达机械有限公司", "市hd"),
            ("深圳宏达机械有限公司", "shenzhenhd"),
            ("深圳宏达机械有限公司", "hongd"),
            ("重庆长安", "chongqing"),
            ("重庆长安", "zhongqing"),
            ("长沙", "cs"),
            ("单氏", "shan"),
            ("绿源", "lvyuan"),
            ("abc宏达", "bchd"),
        ] {
            assert!(contains(text, query), "{query} in {text}");
        }
        for (text, query) in [("深圳宏达", "dh"), ("宏达", "hongdax"), ("mueller", "hd"), ("宏达", "宏大")]
        {
            assert!(!contains(text, query), "{query} not in {text}");
        }
    }

    #[test]
    fn what_only_a_dictionary_reads_so_is_no_usual_reading() {
        for (text, query, is_usual) in [
            ("大连北方船用液压", "fang", true),
            ("大连北方船用液压", "dlbf", true),
            ("大连北方船用液压", "wang", false),
            ("大连北方船用液压", "pang", false),
            ("重庆长安", "chongqing", true),
            ("重庆长安", "zhongqing", true),
            ("长安", "changan", true),
            ("单氏五金行", "shan", true),
            ("单氏五金行", "wujinhang", true),
            ("王强", "wang", true),
        ] {
            assert!(contains(text, query), "{query} in {text}");
            assert_eq!(contains_as_usual(text, query), is_usual, "{query} in {text}");
        }
    }

    #[test]
    fn a_long_query_on_a_long_text_ends() {
        let text = "一".repeat(2_000);
        assert!(!contains(&text, &format!("{}z", "y".repeat(300))));
    }

    #[test]
    fn usual_readings_win_over_first_ones() {
        for (run, want) in [
            ("重庆", "chongqing"),
            ("宏达", "hong da"),
            ("单志强", "shan zhi qiang"),
            ("单", "dan"),
            ("单氏五金行", "shan shi wu jin hang"),
            ("天行", "tian xing"),
            ("顺发商行", "shun fa shanghang"),
        ] {
            assert_eq!(syllables(run, true).join(" "), want);
        }
    }

    #[test]
    fn words_of_a_trade_are_told_from_the_firms_own_name() {
        for (run, want) in [
            ("丽雅德建材", "丽雅德 建材"),
            ("圣宝罗工具", "圣宝罗 工具"),
            ("东方进出口", "东方 进出口"),
            ("五金行", "五金 行"),
            ("宏达机械设备", "宏达 机械设备"),
            ("国际贸易", "国际 贸易"),
            ("宏达", "宏达"),
            ("", ""),
        ] {
            assert_eq!(words(run).join(" "), want);
        }
    }
}
