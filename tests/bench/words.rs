//! What the made-up customers are called, and what they say.

/// Ids and names of houses.
pub const LATIN: &[(&str, &str)] = &[
    ("rheinland", "Rheinland Hydraulik"),
    ("mueller", "Müller & Söhne"),
    ("accra-quarry", "Accra Quarry"),
    ("são-paulo", "São Paulo Máquinas"),
    ("izmir", "İzmir Hidrolik"),
    ("midwest", "Midwest Lifting"),
    ("łódź", "Łódź Maszyny"),
];
pub const CITIES: &[&str] = &["重庆", "长沙", "宁波", "苏州", "青岛", "成都", "广州"];
pub const CHINA: &[&str] = &["液压机械", "精密泵业", "工程设备", "进出口贸易"];
pub const TRADES: &[&str] = &["wholesale", "farm machinery", "cranes", "mining", "press builders"];
pub const PEOPLE: &[&str] =
    &["Thomas Brandt", "Anna Krüger", "王小明", "李娜", "Wanjiru Kamau", "Mona Fathy", "陈宇"];
pub const ITEMS: &[&str] = &["HX-200", "HC-80", "gear-pumps", "cylinders", "液压油缸", "PP-3"];
pub const SAID: &[&str] = &[
    "价格可以，下周三前给样品确认书，先发图纸",
    "Asked whether the HC-80 can come with chromed rods; drawings by Friday",
    "On holiday until Monday, the deputy handles it",
    "Walked through the warehouse, seven weeks of stock, wants to go down to four",
    "对方要求付款期从三十天改为六十天，需要老板同意",
    "Certificate missing on pallet 7, not amused",
];
