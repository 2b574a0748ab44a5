//! Words of the files as people write them in lists, in both languages.

/// A word of the file, and what stands for it.
type Words = &'static [(&'static str, &'static str)];

const NEED: Words = &[
    ("target", "target now yes 目标 有 有需求 明确"),
    ("potential", "potential later 潜在 潜在需求"),
    ("dead", "dead no none 无 无需求 没有"),
];
const LEVEL: Words =
    &[("high", "high hoch h 高"), ("medium", "medium middle mittel m 中 中等"), ("low", "low niedrig l 低")];
const REPLY: Words = &[
    ("none", "none no noreply 无 无回复 未回复 没有回复"),
    ("bounced", "bounced undelivered 退信"),
    ("negative", "negative rejected 消极 拒绝 负面 无意向"),
    ("neutral", "neutral 中性 一般 中立"),
    ("positive", "positive interested 积极 有兴趣 正面 有意向"),
];
const VISIT: Words =
    &[("yes", "yes true 是 可以 可"), ("no", "no false 否 不可以 不可"), ("maybe", "maybe 待定 也许")];
const VIA: Words = &[
    ("call", "call phone phonecall telephone anruf telefon 电话 去电 来电"),
    ("email", "email mail 邮件 电子邮件 邮箱"),
    ("visit", "visit onsite besuch 拜访 上门 上门拜访"),
    ("meeting", "meeting 会议 会面 面谈"),
    ("chat", "chat im 聊天 在线"),
    ("wechat", "wechat weixin 微信"),
    ("whatsapp", "whatsapp"),
];
const KIND: Words = &[
    ("followup", "followup contact activity 跟进"),
    ("sample", "sample 样品 寄样"),
    ("quote", "quote quotation offer 报价"),
    ("order", "order purchaseorder 订单 下单"),
    ("contract", "contract 合同"),
    ("invoice", "invoice 发票"),
    ("payment", "payment 收款 付款 回款"),
    ("complaint", "complaint 投诉"),
    ("grade", "grade 等级 定级"),
    ("owner", "owner 负责人"),
    ("note", "note 备注"),
];
const STATE: Words = &[
    ("agreed", "agreed 已约定 谈妥"),
    ("sent", "sent shipped 已寄出 寄出"),
    ("received", "received 已收到 收到"),
    ("passed", "passed 通过 合格"),
    ("failed", "failed 未通过 不合格"),
    ("cancelled", "cancelled canceled 取消"),
    ("opened", "opened open 提出"),
    ("answered", "answered 已答复 答复"),
    ("solved", "solved closed resolved 已解决 解决"),
];
const BOOL: Words = &[("true", "true yes y 1 x ja 是 对 有"), ("false", "false no n 0 nein 否 不是 无")];
const MEETING: Words = &[("short", "short kurz 短"), ("long", "long lang 长")];

/// The word of the file that a text stands for, by the key that it is for.
pub(super) fn word(key: &str, text: &str) -> Option<&'static str> {
    let folded: String = crate::model::name::fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let words = match key {
        "need" => NEED,
        "potential" => LEVEL,
        "reply" => REPLY,
        "visit" => VISIT,
        "via" => VIA,
        "kind" => KIND,
        "state" => STATE,
        "meeting" => MEETING,
        _ => BOOL,
    };
    let stands = |all: &str| all.split_whitespace().any(|word| word == folded);
    words.iter().find(|(_, all)| stands(all)).map(|(word, _)| *word)
}
