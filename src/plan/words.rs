//! The words of the files, and what people write for them in either language: typed, in a list from elsewhere, or as
//! an answer shows them.

use crate::model::name::fold;

/// Which words are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Whether the customer needs what we sell.
    Need,
    /// What could become of it.
    Potential,
    /// How it reacted.
    Reply,
    /// Whether it would receive a visit.
    Visit,
    /// How one spoke with it.
    Via,
    /// What an entry is.
    Kind,
    /// Where a sample stands.
    Sample,
    /// Where a complaint stands.
    Complaint,
    /// How long a meeting it likes.
    Meeting,
    /// Yes or no.
    Bool,
}

/// A word of the file, and what stands for it, without blanks and signs.
type Table = &'static [(&'static str, &'static str)];

const NEED: Table = &[
    ("target", "target now yes needsitnow 目标 有 有需求 明确"),
    ("potential", "potential later willneedit 潜在 潜在需求"),
    ("dead", "dead no none noneed 无 无需求 没有 没有需求"),
];
const POTENTIAL: Table =
    &[("high", "high hoch h 高"), ("medium", "medium middle mittel m 中 中等"), ("low", "low niedrig l 低")];
const REPLY: Table = &[
    ("none", "none no noreply 无 无回复 未回复 没有回复"),
    ("bounced", "bounced undelivered 退信"),
    ("negative", "negative rejected 消极 拒绝 负面 无意向"),
    ("neutral", "neutral 中性 中立 一般"),
    ("positive", "positive interested 积极 有兴趣 正面 有意向"),
];
const VISIT: Table =
    &[("yes", "yes true 是 可以 可"), ("no", "no false 否 不可以 不可"), ("maybe", "maybe 待定 也许")];
const VIA: Table = &[
    ("call", "call phone phonecall telephone anruf telefon 电话 去电 来电 打电话"),
    ("email", "email mail 邮件 电子邮件 邮箱 发邮件"),
    ("visit", "visit onsite besuch 拜访 上门 上门拜访"),
    ("meeting", "meeting 会议 会面 面谈"),
    ("chat", "chat im 聊天 在线"),
    ("fair", "fair exhibition tradeshow messe 展会"),
    ("sms", "sms textmessage 短信"),
    ("letter", "letter post brief 信函 信件"),
    ("video", "video videocall zoom 视频 视频会议"),
    ("wechat", "wechat weixin 微信"),
    ("whatsapp", "whatsapp"),
    ("other", "other 其他 其他方式"),
];
const KIND: Table = &[
    ("followup", "followup contact activity 跟进"),
    ("sample", "sample 样品 寄样"),
    ("quote", "quote quotation offer 报价"),
    ("order", "order purchaseorder 订单 下单"),
    ("contract", "contract 合同"),
    ("invoice", "invoice 发票"),
    ("payment", "payment 收款 付款 回款"),
    ("complaint", "complaint 投诉"),
    ("grade", "grade 等级 定级"),
    ("owner", "owner 负责人 换负责人"),
    ("note", "note 备注"),
    ("merged", "merged mergedfrom 合并自"),
    ("renamed", "renamed renamedfrom 原编号"),
];
const SAMPLE: Table = &[
    ("agreed", "agreed 已约定 谈妥 待寄样"),
    ("sent", "sent shipped 已寄出 寄出 已寄样"),
    ("received", "received 已收到 收到 已收样"),
    ("passed", "passed 通过 合格 测试通过"),
    ("failed", "failed 未通过 不合格 测试未通过"),
    ("cancelled", "cancelled canceled 取消 已取消"),
];
const COMPLAINT: Table = &[
    ("opened", "opened open 提出 待答复"),
    ("answered", "answered 已答复 答复"),
    ("solved", "solved closed resolved 已解决 解决"),
];
const MEETING: Table = &[("short", "short kurz 短"), ("long", "long lang 长")];
const BOOL: Table = &[("true", "true yes y 1 x ja 是 对 有"), ("false", "false no n 0 nein 否 不是 无")];

impl Words {
    fn table(self) -> Table {
        match self {
            Words::Need => NEED,
            Words::Potential => POTENTIAL,
            Words::Reply => REPLY,
            Words::Visit => VISIT,
            Words::Via => VIA,
            Words::Kind => KIND,
            Words::Sample => SAMPLE,
            Words::Complaint => COMPLAINT,
            Words::Meeting => MEETING,
            Words::Bool => BOOL,
        }
    }

    /// The words of the file.
    pub fn known(self) -> Vec<&'static str> {
        self.table().iter().map(|(word, _)| *word).collect()
    }

    /// The word of the file that a text stands for.
    pub fn read(self, text: &str) -> Option<&'static str> {
        let folded: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let stands = |all: &str| all.split_whitespace().any(|word| word == folded);
        self.table().iter().find(|(_, all)| stands(all)).map(|(word, _)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_for_itself() {
        for words in [
            Words::Need,
            Words::Potential,
            Words::Reply,
            Words::Visit,
            Words::Via,
            Words::Kind,
            Words::Sample,
            Words::Complaint,
            Words::Meeting,
            Words::Bool,
        ] {
            let mut all: Vec<&str> = words.table().iter().flat_map(|(_, all)| all.split(' ')).collect();
            assert!(words.known().iter().all(|word| words.read(word) == Some(word)), "{words:?}");
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{words:?}");
        }
    }
}
