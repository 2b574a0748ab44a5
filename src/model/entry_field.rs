//! The fields of a log's entries, and what is known of each whatever the kind: the one list of them.
//!
//! Reading, writing, import, export, forgetting, the names in both languages and the schema stand on it. A field that
//! is new is a line here, one in its kind's list ([`EntryKind::info`](super::EntryKind::info)), and one in its struct.

use super::words;

words! {
    /// A field of an entry, in the order in which tables have them: a new one comes last.
    EntryField {
        /// When it happened.
        At = "at",
        /// Who wrote it.
        By = "by",
        /// What happened.
        Kind = "kind",
        /// The channel.
        Via = "via",
        /// The contact's name.
        With = "with",
        /// Free text.
        Text = "text",
        /// How the customer reacted.
        Reply = "reply",
        Need = "need",
        /// Whether a visit is possible.
        Visit = "visit",
        /// How long it took.
        Minutes = "minutes",
        /// The day of the next contact.
        Next = "next",
        /// What the next contact should achieve.
        Plan = "plan",
        /// Whether newcomers should read it.
        Example = "example",
        /// Where a sample or a complaint stands.
        State = "state",
        Item = "item",
        /// The number that ties entries together.
        Reference = "ref",
        Amount = "amount",
        /// The amount's currency.
        Currency = "currency",
        /// The margin, as a fraction of the amount.
        Margin = "margin",
        /// What it cost us.
        Cost = "cost",
        /// The first day, or what it was before.
        From = "from",
        /// The last day.
        Until = "until",
        /// When it is to be paid, or done.
        Due = "due",
        /// What it is now.
        To = "to",
        /// The reason.
        Why = "why",
        /// Who of us was there, too.
        WithUs = "with_us",
        /// Whether the day is only the planner's.
        Planned = "planned",
        /// Who got the deal instead.
        Competitor = "competitor",
        /// When the customer means to order.
        Expected = "expected",
        /// What of the playbook was done by it.
        Action = "action",
        /// When it was written down, where that was late.
        Written = "written",
        /// How satisfied the customer was, from 1 to 5.
        Satisfaction = "satisfaction",
        /// What was promised or asked for, or what it was invited to.
        What = "what",
        /// Pictures and papers that are kept beside the log.
        Files = "files",
        /// How much was ordered or quoted, in its unit.
        Quantity = "quantity",
        /// What the quantity is counted in.
        Unit = "unit",
        /// The hour of the next contact.
        NextTime = "next_time",
        /// The order from which the goods came back.
        Returns = "returns",
        /// The lines of an order, beside its sum.
        Items = "items",
        /// Whence `crm` has the entry, where nobody typed it.
        Origin = "origin",
        /// The entry that it is about, by the hash of that one's line; of an answer which alarm.
        Of = "of",
        /// What somebody answered to an alarm, or to a suggestion.
        Answer = "answer",
        /// Which suggestion, by its reason.
        Code = "code",
    }
}

/// The field that says which entry one was before somebody was forgotten in it. No kind has it of its own, no table has a
/// column of it, and only a forgetting writes it.
pub const WAS: &str = "was";

/// What becomes of a field when people are forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForgetRule {
    /// It stays, and nobody's name is looked for in it: a word of the format, a day, a sum, or one of us.
    Typed,
    /// It stays, with the person masked in it.
    Kept,
    /// The person is masked in it, and it goes when all people go.
    Gone,
}

/// What is known of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// What a Chinese reader calls it.
    pub chinese: &'static str,
    /// What becomes of it when people are forgotten.
    pub forgetting: FieldForgetRule,
    /// What people write above a column of it, each word folded; nothing where no table has it.
    pub headers: &'static str,
}

impl EntryField {
    /// The fields of every entry, whatever its kind; each kind has its own place for the text.
    pub const COMMON: &'static [EntryField] = &[
        EntryField::At,
        EntryField::By,
        EntryField::Kind,
        EntryField::Via,
        EntryField::Files,
        EntryField::Origin,
    ];

    /// What is known of it.
    pub const fn info(self) -> FieldInfo {
        use FieldForgetRule::{Gone, Kept, Typed};
        match self {
            EntryField::At => info("时间", Typed, AT),
            EntryField::By => info(
                "记录人",
                Typed,
                "by author user who salesperson owner loggedby von 记录人 跟进人 业务员 \
                 负责人 操作人 创建人 维护责任人",
            ),
            EntryField::Kind => info("类型", Typed, "kind type art 类型 种类 记录类型"),
            EntryField::Via => info("渠道", Kept, "via channel method medium 方式 跟进方式 联系方式 渠道"),
            EntryField::With => {
                info("联系人", Gone, "with contact contactperson person ansprechpartner 联系人 沟通对象")
            }
            EntryField::Text => info(
                "内容",
                Gone,
                "text note notes content summary details comment description inhalt 内容 \
                 跟进内容 跟进记录 备注 沟通内容 摘要 跟进内容摘要",
            ),
            EntryField::Reply => {
                info("客户反应", Typed, "reply response feedback reaction 反馈 客户反馈 回复 反应")
            }
            EntryField::Need => info("需求", Typed, "need 需求"),
            EntryField::Visit => info("能否拜访", Typed, "visit 拜访 可否拜访"),
            EntryField::Minutes => info("分钟", Typed, "minutes duration 用时 时长 分钟"),
            EntryField::Next => info(
                "约定日期",
                Typed,
                "next nextdate nextfollowup nextcontact 下次跟进时间 下次跟进 下次跟进日期 \
                 下次联系时间",
            ),
            EntryField::Plan => info("计划", Gone, "plan nextstep 计划 下一步"),
            EntryField::Example => info("示例", Gone, "example 案例"),
            EntryField::State => info("状态", Typed, "state status 状态"),
            EntryField::Item => info("品名", Kept, "item product productname productline 产品 产品线 品名"),
            EntryField::Reference => info(
                "单号",
                Kept,
                "ref reference orderno ordernumber orderid invoiceno documentno 单号 编码 \
                 订单号 发票号 合同号",
            ),
            EntryField::Amount => {
                info("金额", Typed, "amount total sum value sales betrag 金额 总额 订单金额")
            }
            EntryField::Currency => info("币种", Typed, "currency währung 币种 货币"),
            EntryField::Margin => info("毛利率", Typed, "margin 毛利率"),
            EntryField::Cost => info("成本", Typed, "cost 成本"),
            EntryField::From => info("从", Kept, "from 开始日期"),
            EntryField::Until => info("到期", Typed, "until 结束日期"),
            EntryField::Due => info("期限", Typed, DUE),
            EntryField::To => info("至", Kept, "to"),
            EntryField::Why => info("理由", Gone, "why reason 原因"),
            EntryField::WithUs => {
                info("同行人", Typed, "withus accompaniedby colleagues 同行人 同行 陪同人 陪同")
            }
            EntryField::Satisfaction => info(
                "满意度",
                Typed,
                "satisfaction customersatisfaction csat rating 满意度 客户满意度 满意度评分 滿意度",
            ),
            EntryField::Planned => info("仅为安排", Gone, ""),
            EntryField::Competitor => info("竞争对手", Kept, "competitor lostto 竞争对手 对手"),
            EntryField::Expected => info("预计下单", Typed, EXPECTED),
            EntryField::Action => info("动作", Kept, "action playbookaction 动作 维护动作"),
            EntryField::Written => info("补记时间", Typed, ""),
            EntryField::Files => info("附件", Gone, "files attachments 附件"),
            EntryField::What => info("事项", Kept, WHAT),
            EntryField::Quantity => info("数量", Typed, QUANTITY),
            EntryField::NextTime => info("约定时刻", Typed, "nexttime 约定时刻 约定时间 下次跟进时刻"),
            EntryField::Unit => info("单位", Kept, UNIT),
            EntryField::Returns => info("退回的订单", Kept, RETURNS),
            EntryField::Items => info("明细", Kept, ""),
            EntryField::Origin => info("来源", Typed, ""),
            EntryField::Of => info("所指", Typed, "of about 所指 所指记录"),
            EntryField::Answer => info("处理结果", Typed, "answer finding 核实结果 处理结果"),
            EntryField::Code => info("建议原因", Typed, ""),
        }
    }

    /// Whether an imported or exported table has a column of it; not what only `crm` itself writes and reads.
    pub const fn is_in_tables(self) -> bool {
        !self.info().headers.is_empty()
    }
}

/// What stands above the moment of an entry.
const AT: &str = "at date time when datetime datum followupdate orderdate invoicedate \
                 activitydate 时间 日期 跟进时间 跟进日期 联系时间 发生时间 上次跟进时间";

/// What stands above the day by which something is to be paid, or done.
const DUE: &str = "due duedate dueon deadline payby promisedfor 到期日 到期日期 到期时间 到期 期限 付款期限 \
    应付日 应付日期 承诺期限 承诺到期 兑现期限 兑现日期 截止日期 截止时间 截止日 截止 \
    最晚日期 最迟日期 限期 完成日期 完成期限";

/// What stands above how much was ordered or quoted.
const QUANTITY: &str =
    "quantity qty orderquantity orderqty menge 数量 订购数量 订单数量 采购数量 报价数量 件数 數量";

/// What stands above the day on which the customer means to order.
const EXPECTED: &str =
    "expected expectedclose closedate 预计下单 预计下单日期 预计下单日 预计成交 预计成交日期";

/// What stands above what a quantity is counted in.
const UNIT: &str = "unit uom unitofmeasure einheit 单位 计量单位 數量單位";

/// What stands above the order from which the goods came back.
const RETURNS: &str = "returns returnof originalorder originalorderno originalorderid originalordernumber creditfor 退回的订单 \
    原订单号 原单号 原订单 退货原单号";

/// What stands above what was promised or asked for, or an event.
const WHAT: &str = "what promised requested event eventname invitedto 事项 事项名称 承诺事项 承诺内容 \
    申请事项 申请内容 活动 活动名称 邀请活动 邀请事项 展会 展会名称";

const fn info(chinese: &'static str, forgetting: FieldForgetRule, headers: &'static str) -> FieldInfo {
    FieldInfo { chinese, forgetting, headers }
}
