//! The words of the files, and what people write for them in either language: typed, in a list from elsewhere, or as
//! an answer shows them.

use super::team::sounds_like;
use crate::model::name::search_key;
use crate::model::{EntryKind, NO_NEXT, pinyin, suggestion_of};

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
    /// What became of a quote.
    Quote,
    /// Where a complaint stands.
    Complaint,
    /// Where a wish to end stands.
    Ending,
    /// Where a promise stands.
    Promise,
    /// Where a request for consent stands.
    Request,
    /// What came of an invitation.
    Invitation,
    /// What tells that a customer may be lost.
    Alarm,
    /// What somebody found behind it.
    AlarmAnswer,
    /// How long a meeting it likes.
    Meeting,
    /// That there is to be no next contact: what ends the day that was set.
    NextDay,
    /// In which tone one writes to it.
    Tone,
    /// Yes or no.
    Bool,
}

/// A word of the file, and what stands for it, without blanks and signs.
type Table = &'static [(&'static str, &'static str)];

const NEED: Table = &[
    ("target", "target now yes needsitnow 目标 有 有需求 有需要 需要 急需 明确 明确需求"),
    ("potential", "potential later willneedit 潜在 潜在需求"),
    ("dead", "dead no none noneed 无 无需求 没有 没有需求 没需求 不需要"),
];
const POTENTIAL: Table = &[
    ("high", "high hoch h 高"),
    ("medium", "medium middle mittel m 中 中等 一般"),
    ("low", "low niedrig l 低 低潜力 小"),
    ("scored", "scored byscore 按评分 评分"),
];
const REPLY: Table = &[
    ("none", "none no noreply 无 无回复 未回复 没有回复 没回复 没回 未回 无应答 无人接听 没人接 未接 没接"),
    ("bounced", "bounced undelivered 退信 退回 空号"),
    ("negative", "negative rejected 消极 拒绝 负面 无意向 没兴趣 无兴趣 不感兴趣 没意向 不需要 否定"),
    ("neutral", "neutral 中性 中立 一般 考虑中 考虑 在考虑 再考虑 观望"),
    ("positive", "positive interested 积极 有兴趣 感兴趣 很感兴趣 正面 有意向 有意"),
    ("answered", "answered replied 已回复 有回复 回复了 已回 回了"),
];
const VISIT: Table = &[
    ("yes", "yes true 是 可以 可 能 行 可以拜访"),
    ("no", "no false 否 不可以 不可 不能 不行 不方便 不便"),
    ("maybe", "maybe perhaps 待定 也许 可能 不一定 不确定 看情况"),
];
const VIA: Table = &[
    ("call", "call phone phonecall telephone anruf telefon 电话 去电 来电 打电话 通话 座机 手机"),
    ("email", "email mail 邮件 电子邮件 邮箱 发邮件 电邮"),
    ("visit", "visit onsite besuch 拜访 上门 上门拜访 走访 登门 面访 来访 拜会"),
    ("meeting", "meeting 会议 会面 面谈 见面 开会 会谈 面议"),
    ("chat", "chat im 聊天 在线"),
    ("fair", "fair exhibition tradeshow messe 展会 展览 展览会"),
    ("sms", "sms textmessage 短信 短讯 信息"),
    ("letter", "letter post brief 信函 信件 邮寄"),
    ("video", "video videocall zoom 视频 视频会议 视讯"),
    ("wechat", "wechat weixin 微信 企业微信 企微"),
    ("whatsapp", "whatsapp"),
    ("other", "other 其他 其他方式"),
];
/// The words for kinds stand in their table.
const KIND: Table = &{
    let mut all = [("", ""); EntryKind::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        let kind = EntryKind::ALL[at];
        all[at] = (EntryKind::WORDS[at], kind.info().typed);
        at += 1;
    }
    all
};
const SAMPLE: Table = &[
    ("agreed", "agreed 已约定 约定 谈妥 已谈妥 待寄样 打样 打样中"),
    ("sent", "sent shipped 已寄出 寄出 已寄样 寄样 已寄 已发样 发样 已发出"),
    ("received", "received 已收到 收到 已收样 收样 签收 已签收"),
    ("passed", "passed 通过 合格 测试通过"),
    ("failed", "failed 未通过 不合格 测试未通过"),
    ("cancelled", "cancelled canceled 取消 已取消"),
];
const QUOTE: Table = &[
    ("open", "open pending 待定 未定 跟进中 洽谈中"),
    ("lost", "lost 丢单 输单 失单 未成交 已丢单"),
    ("won", "won 赢单 成交 已成交 已赢单"),
];
const COMPLAINT: Table = &[
    ("opened", "opened open new 提出 待答复 未处理 待处理 新投诉"),
    ("answered", "answered 已答复 答复 已回复 回复"),
    ("solved", "solved closed resolved 已解决 解决 已处理 处理完 结案 已结案"),
];
const ENDING: Table = &[
    ("opened", "opened open new 提出 待答复 未处理 待处理"),
    ("answered", "answered 已答复 答复 已回复 回复"),
    ("saved", "saved kept retained 已挽留 挽留 挽回 已挽回 挽留成功"),
    ("lost", "lost gone 已流失 流失"),
];
const PROMISE: Table = &[
    ("made", "made open 作出 已承诺 待兑现"),
    (
        "kept",
        "kept done fulfilled delivered honoured honored 已兑现 兑现 兑现了 已履行 履行 已做到 做到 做到了 已完成 完成 \
         完成了 已办妥 办妥",
    ),
    (
        "broken",
        "broken missed notkept unkept 未兑现 没兑现 食言 落空 未履行 没履行 未做到 没做到 未完成 没完成 没办到 违约",
    ),
];
const REQUEST: Table = &[
    ("asked", "asked open 申请 已申请 待审批 待批"),
    (
        "granted",
        "granted approved accepted allowed permitted yes ok 同意 已同意 批准 已批准 通过 已通过 允许 已允许 准许 许可 准 \
         获准 已获准 接受 可以 行",
    ),
    (
        "refused",
        "refused rejected denied declined no 不同意 未批准 不批准 没批准 不批 没批 驳回 已驳回 拒绝 已拒绝 不允许 不许 不准 \
         不接受 不可以 不行 未通过 不通过 没通过 否决 已否决",
    ),
    (
        "withdrawn",
        "withdrawn withdraw cancelled canceled dropped 撤回 已撤回 撤销 已撤销 取消 已取消 收回 已收回 作废",
    ),
];
const INVITATION: Table = &[
    ("invited", "invited 邀请 已邀请"),
    (
        "accepted",
        "accepted willcome coming comes attending confirmed yes 接受 已接受 答应 已答应 会来 要来 来 会参加 将参加 确认 \
         已确认 确认参加 能来 可以来 同意 可以",
    ),
    (
        "declined",
        "declined refused rejected no notcoming wontcome cantcome 婉拒 已婉拒 拒绝 已拒绝 谢绝 已谢绝 不来 不能来 来不了 \
         不会来 不参加 不能参加 不接受 不同意 没空 没时间",
    ),
    (
        "came",
        "came attended visited 到场 已到场 到了 已到 参加 已参加 参加了 出席 已出席 来了 来过 已来 到会",
    ),
    (
        "absent",
        "absent noshow didnotcome didntcome stayedaway missed 没来 没到 没到场 未到 未到场 缺席 没参加 未参加 没出席 \
         未出席 没去 爽约",
    ),
];
const ALARM: Table = &[
    ("ending", "ending wishtoend wishtoendnotsettled 终止意向 终止意向未了结"),
    ("complaint", "complaint complaintnotsolved 投诉 投诉未解决"),
    ("need-lost", "needlost noneed 需求消失 没有需求 无需求"),
    ("competitor", "competitor losttoacompetitor 竞争对手 对手 订单被对手拿走"),
    ("silent", "silent silence noorder ordershavestopped 停止下单 沉默 没下单 不下单"),
    ("falling", "falling fall less buysless 采购下降 下降 下滑"),
    ("contact-gone", "contactgone contact gone unreachable contactcantbereached 联系人失联 失联 联系不上"),
    ("pays-later", "payslater latepayment 付款变慢 拖款 付款"),
];
const ALARM_ANSWER: Table = &[
    ("real", "real true yes right 属实 是 真 确有其事"),
    ("false", "false falsealarm no wrong nothing 误报 否 假 没有的事"),
    ("accepted", "accepted accept known 接受 已接受 已知 已知并接受 认可"),
];
const MEETING: Table = &[("short", "short kurz 短"), ("long", "long lang 长")];
const NEXT_DAY: Table = &[(NO_NEXT, "none 无 取消 作废")];
const TONE: Table = &[
    ("formal", "formal polite förmlich formell 正式 客气 礼貌 庄重"),
    ("friendly", "friendly informal warm freundlich 亲切 友好 随和 随意 轻松"),
];
const BOOL: Table = &[("true", "true yes y 1 x ja 是 对 有"), ("false", "false no n 0 nein 否 不是 无")];

impl Words {
    /// Each of them.
    const ALL: [Words; 19] = [
        Words::Need,
        Words::Potential,
        Words::Reply,
        Words::Visit,
        Words::Via,
        Words::Kind,
        Words::Sample,
        Words::Quote,
        Words::Complaint,
        Words::Ending,
        Words::Promise,
        Words::Request,
        Words::Invitation,
        Words::Alarm,
        Words::AlarmAnswer,
        Words::Meeting,
        Words::NextDay,
        Words::Tone,
        Words::Bool,
    ];

    /// What people write for these words of the files.
    pub fn of(words: &[&str]) -> Option<Words> {
        Words::ALL.into_iter().find(|own| own.table().iter().map(|(word, _)| *word).eq(words.iter().copied()))
    }

    fn table(self) -> Table {
        match self {
            Words::Need => NEED,
            Words::Potential => POTENTIAL,
            Words::Reply => REPLY,
            Words::Visit => VISIT,
            Words::Via => VIA,
            Words::Kind => KIND,
            Words::Sample => SAMPLE,
            Words::Quote => QUOTE,
            Words::Complaint => COMPLAINT,
            Words::Ending => ENDING,
            Words::Promise => PROMISE,
            Words::Request => REQUEST,
            Words::Invitation => INVITATION,
            Words::Alarm => ALARM,
            Words::AlarmAnswer => ALARM_ANSWER,
            Words::Meeting => MEETING,
            Words::NextDay => NEXT_DAY,
            Words::Tone => TONE,
            Words::Bool => BOOL,
        }
    }

    /// The words of the file.
    pub fn known(self) -> Vec<&'static str> {
        self.table().iter().map(|(word, _)| *word).collect()
    }

    /// Whether a text says what became of a promise, a request or an invitation: it is the name of none. What is said of
    /// a sample may be: 寄样 is promised, too.
    pub fn is_an_answer(text: &str) -> bool {
        [Words::Promise, Words::Request, Words::Invitation].iter().any(|words| words.read(text).is_some())
    }

    /// The word of the file that a text stands for.
    pub fn read(self, text: &str) -> Option<&'static str> {
        let folded: String = search_key(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let stands = |all: &str| all.split_whitespace().any(|word| word == folded);
        self.table().iter().find(|(_, all)| stands(all)).map(|(word, _)| *word)
    }
}

/// Channels that some teams have beside ours, and that look like a slip of one of ours.
const OTHER_CHANNELS: &[&str] = &["微博", "微店", "微商", "抖音", "小红书"];

/// What a text that is none of the channels was probably meant to be, as people write it. One that nothing looks like
/// is a team's own.
pub fn channel_near(text: &str) -> Option<&'static str> {
    let wanted = search_key(text);
    let wanted = wanted.trim();
    if OTHER_CHANNELS.contains(&wanted) {
        return None;
    }
    let names = || VIA.iter().flat_map(|(_, all)| all.split(' '));
    let letters = wanted.chars().count();
    if !wanted.chars().all(pinyin::is_hanzi) {
        return if letters > 3 { suggestion_of(wanted, names().map(|name| (name, name))) } else { None };
    }
    let is_slip = |name: &&str| {
        let differ = || name.chars().zip(wanted.chars()).filter(|(own, typed)| own != typed).count();
        name.chars().count() == letters && name.chars().all(pinyin::is_hanzi) && letters > 1 && differ() == 1
    };
    let alike = || names().find(|name| sounds_like(name, wanted));
    // 电活: the first character is right, and the shape of the other one is near.
    alike().or_else(|| names().filter(is_slip).find(|name| name.chars().next() == wanted.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_for_itself() {
        for words in Words::ALL {
            let mut all: Vec<&str> = words.table().iter().flat_map(|(_, all)| all.split(' ')).collect();
            assert!(words.known().iter().all(|word| words.read(word) == Some(word)), "{words:?}");
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{words:?}");
        }
    }

    #[test]
    fn slips_of_a_channel_are_seen() {
        for (text, want) in [
            ("eamil", Some("email")),
            ("emial", Some("email")),
            ("电活", Some("电话")),
            ("微言", Some("微信")),
            ("油件", Some("邮件")),
            ("微博", None),
            ("抖音", None),
            ("钉钉", None),
            ("QQ", None),
            ("fax", None),
            ("传真", None),
        ] {
            assert!(Words::Via.read(text).is_none(), "{text}");
            assert_eq!(channel_near(text), want, "{text}");
        }
    }

    #[test]
    fn words_are_read_as_the_trade_says_them() {
        for (words, text, want) in [
            (Words::Reply, "没回复", "none"),
            (Words::Reply, "没人接", "none"),
            (Words::Reply, "感兴趣", "positive"),
            (Words::Reply, "感興趣", "positive"),
            (Words::Reply, "没兴趣", "negative"),
            (Words::Reply, "不感兴趣", "negative"),
            (Words::Reply, "考虑中", "neutral"),
            (Words::Reply, "已回复", "answered"),
            (Words::Visit, "能", "yes"),
            (Words::Visit, "不能", "no"),
            (Words::Visit, "看情况", "maybe"),
            (Words::Sample, "寄样", "sent"),
            (Words::Sample, "已寄", "sent"),
            (Words::Sample, "待寄样", "agreed"),
            (Words::Sample, "签收", "received"),
            (Words::Via, "電話", "call"),
            (Words::Via, "电邮", "email"),
            (Words::Kind, "报价", "quote"),
            (Words::Kind, "发票", "invoice"),
            (Words::Kind, "回款", "payment"),
            (Words::Need, "有需求", "target"),
            (Words::Potential, "高", "high"),
            (Words::Complaint, "结案", "solved"),
            (Words::Ending, "挽留成功", "saved"),
            (Words::Ending, "流失", "lost"),
            (Words::Promise, "兑现", "kept"),
            (Words::Promise, "未兑现", "broken"),
            (Words::Request, "批准", "granted"),
            (Words::Invitation, "到场", "came"),
            (Words::NextDay, "取消。", "none"),
            (Words::NextDay, "None", "none"),
            (Words::Request, "驳回", "refused"),
            (Words::Request, "允许", "granted"),
            (Words::Request, "yes", "granted"),
            (Words::Request, "撤回", "withdrawn"),
            (Words::Invitation, "接受", "accepted"),
            (Words::Invitation, "will come", "accepted"),
            (Words::Invitation, "没来", "absent"),
            (Words::Invitation, "didn't come", "absent"),
        ] {
            assert_eq!(words.read(text), Some(want), "{text}");
        }
    }
}
