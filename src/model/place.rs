//! The provinces and cities that Chinese firms carry in their names.
//!
//! 深圳市宏达机械, 宏达机械（深圳）有限公司 and 宏达机械 can be one firm; 上海宏达 and 深圳宏达 are two.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::pinyin;

/// Provinces, and what stands for the whole country.
const PROVINCES: &str = "中国 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 \
    云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾";

/// The municipalities, the prefectures, and the counties that export most.
const CITIES: &str = "北京 上海 天津 重庆 香港 澳门 台北 新北 台中 台南 高雄 桃园 新竹 \
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 \
    太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 \
    呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 \
    沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 \
    长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 \
    南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 太仓 宜兴 丹阳 \
    杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 永康 玉环 温岭 乐清 瑞安 诸暨 海宁 \
    合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 \
    福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江 石狮 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 \
    济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城 滨州 菏泽 寿光 诸城 \
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 \
    武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 \
    长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 \
    广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 顺德 \
    南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 \
    成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 \
    贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 拉萨 日喀则 \
    西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 \
    西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密";

/// Places of other countries that firms of a group carry behind their names.
const ELSEWHERE: &str = "china hongkong hong-kong macau taiwan taipei asia europe usa india vietnam singapore thailand \
    malaysia indonesia japan korea deutschland germany france italia italy spain espana polska poland uk austria schweiz \
    switzerland brasil brazil mexico canada australia africa";

/// What may stand behind a place: 广东省, 深圳市, 内蒙古自治区.
const TITLES: &[&str] = &["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"];

static HANZI: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| PROVINCES.split_whitespace().chain(CITIES.split_whitespace()).collect());

static LATIN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let read = |place: &&str| pinyin::syllables(place, false).concat();
    HANZI.iter().map(read).chain(ELSEWHERE.split_whitespace().map(|word| word.replace('-', ""))).collect()
});

/// The place that a run of simplified characters begins with, and what is left behind it. `None`
/// where nothing would be left.
pub fn leading(run: &str) -> Option<(&str, &str)> {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).skip(2).take(3).collect();
    let (place, rest) =
        ends.into_iter().rev().find_map(|end| HANZI.contains(&run[..end]).then(|| run.split_at(end)))?;
    let rest = TITLES.iter().find_map(|title| rest.strip_prefix(title)).unwrap_or(rest);
    (rest.chars().count() >= 2).then_some((place, rest))
}

/// The place that a word as a whole is: 深圳, 深圳市, shenzhen, deutschland.
pub fn whole(word: &str) -> Option<String> {
    let bare = TITLES.iter().find_map(|title| word.strip_suffix(title)).unwrap_or(word);
    if HANZI.contains(bare) || LATIN.contains(word) { Some(bare.to_owned()) } else { None }
}

/// How a place is compared: by its sound, so that 深圳 and Shenzhen are one. A province says little
/// beside a city, and the country nothing.
pub fn city(place: &str) -> Option<String> {
    let wide = PROVINCES.split_whitespace().any(|province| province == place) || matches!(place, "china");
    if wide {
        return None;
    }
    Some(if place.is_ascii() { place.to_owned() } else { pinyin::syllables(place, false).concat() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_where_they_stand() {
        assert_eq!(leading("深圳市宏达机械"), Some(("深圳", "宏达机械")));
        assert_eq!(leading("广东省深圳市宏达"), Some(("广东", "深圳市宏达")));
        assert_eq!(leading("内蒙古自治区草原"), Some(("内蒙古", "草原")));
        assert_eq!(leading("宏达机械"), None);
        assert_eq!(leading("深圳市"), None, "a name is more than its city");
        assert_eq!(whole("深圳市").as_deref(), Some("深圳"));
        assert_eq!(whole("shenzhen").as_deref(), Some("shenzhen"));
        assert_eq!(whole("hongda"), None);
        assert_eq!(
            (city("深圳").as_deref(), city("shenzhen").as_deref()),
            (Some("shenzhen"), Some("shenzhen"))
        );
        assert_eq!((city("广东"), city("重庆").as_deref()), (None, Some("chongqing")));
    }
}
