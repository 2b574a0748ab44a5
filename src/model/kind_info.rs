//! What is known of each kind of entry: what it is called, what people type for it, and its fields.

use super::{
    AlarmAnswer, AlarmKind, ComplaintState, EndingState, EntryField as Field, FieldKind, InvitationState,
    KindField, MoveCode, Need, PromiseState, QuoteState, Reply, RequestState, SampleState, SuggestionAnswer,
    Visit,
};
use FieldKind::{
    Amount, Cost, Currency, Day, End, Hour, Items, Margin, Minutes, Moment, NextDay, OldId, People, Quantity,
    Score, State, Text, Truth, Word,
};

/// What is known of a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindInfo {
    /// What one calls it in English.
    pub english: &'static str,
    /// What one calls it in Chinese.
    pub chinese: &'static str,
    /// What people type or have in a list for it, each word folded.
    pub typed: &'static str,
    /// What the schema says of it.
    pub description: &'static str,
    /// Its own fields and the text, in the order in which a line has them.
    pub fields: &'static [KindField],
}

const NEXT_TIME: KindField =
    of(Field::NextTime, Hour, "The hour of `next`, HH:MM, on the clock of whoever wrote it.", r#"["10:00"]"#);
pub(super) const FOLLOW_UP: KindInfo = KindInfo {
    english: "follow-up",
    chinese: "跟进",
    typed: "followup contact activity 跟进",
    description: "A contact with the customer, answered or not. It moves the next date.",
    fields: &[
        of(Field::With, Text, "The contact's name, as in the customer's file.", r#"["Anna Müller"]"#),
        of(
            Field::WithUs,
            People,
            "Who of us was there beside the one who wrote it: ids of the team. A visit of \
             two is one contact.",
            r#"[["wang"]]"#,
        ),
        TEXT,
        of(
            Field::Reply,
            Word(Reply::WORDS),
            "How the customer reacted: none (no answer), bounced (it came back), \
             negative, neutral, positive.",
            r#"["positive"]"#,
        ),
        of(
            Field::Need,
            Word(Need::WORDS),
            "Whether it needs what we sell: target (needs it now), potential (will need \
             it), dead (will never need it).",
            r#"["target"]"#,
        ),
        of(Field::Visit, Word(Visit::WORDS), "Whether the customer would receive a visit.", r#"["maybe"]"#),
        of(
            Field::Satisfaction,
            Score,
            "How satisfied the customer was, from 1 (not at all) to 5 (fully).",
            "[4]",
        ),
        of(Field::Minutes, Minutes, "How long the follow-up took, in minutes.", "[15]"),
        of(
            Field::Next,
            NextDay,
            "The date agreed or wished for the next contact, YYYY-MM-DD; none ends the one that was set, and needs \
             version: 2 in crm.yaml.",
            r#"["2026-11-24"]"#,
        ),
        NEXT_TIME,
        of(Field::Plan, Text, "What the next contact should achieve.", r#"["confirm sample spec"]"#),
        of(Field::Example, Truth, "True where newcomers should read it.", "[true]"),
        of(
            Field::Action,
            Text,
            "What of the playbook was done by it, by the action's name: it is due again after \
             its time. Or a gift, a card, an invitation.",
            r#"["report"]"#,
        ),
        of(
            Field::Written,
            Moment,
            "When it was written down, where crm log wrote it more than 24 hours after the contact that `at` says. \
              Nobody types it, and no import writes it.",
            r#"["2026-11-24T09:05:00+08:00"]"#,
        ),
    ],
};
pub(super) const SAMPLE: KindInfo = KindInfo {
    english: "sample",
    chinese: "样品",
    typed: "sample 样品 寄样",
    description: "A sample moved.",
    fields: &[
        of(
            Field::State,
            State(SampleState::WORDS),
            "Where the sample stands now; agreed and received each start their own steps.",
            r#"["agreed"]"#,
        ),
        of(Field::Item, Text, "What it is.", r#"["HX-200"]"#),
        of(
            Field::Reference,
            Text,
            "The sample's number; it ties the sample's entries together.",
            r#"["S-17"]"#,
        ),
        TEXT,
    ],
};
pub(super) const QUOTE: KindInfo = KindInfo {
    english: "quote",
    chinese: "报价",
    typed: "quote quotation offer 报价 报价单",
    description: "We quoted, or heard what became of a quote.",
    fields: &[
        of(
            Field::State,
            Word(QuoteState::WORDS),
            "Where the quote stands now: open (the same as without it), lost, won. It says so of the quote with its \
             number, without one of the last one.",
            r#"["lost"]"#,
        ),
        of(
            Field::Amount,
            Amount,
            "The sum quoted, an exact decimal; a text of digits, so that no reader rounds \
             it. Its unit is `currency`.",
            r#"["1200.50"]"#,
        ),
        CURRENCY,
        of(Field::Item, Text, "Product line.", r#"["cylinders"]"#),
        of(Field::Reference, Text, "The quote's number.", r#"["Q-31"]"#),
        of(
            Field::Expected,
            Day,
            "The day on which the customer means to order, YYYY-MM-DD.",
            r#"["2026-12-15"]"#,
        ),
        of(Field::Why, Text, "Why it was lost or won.", r#"["price"]"#),
        of(Field::Competitor, Text, "Who got the deal instead.", r#"["Hydro Nord"]"#),
        QUANTITY,
        UNIT,
        TEXT,
    ],
};
pub(super) const ORDER: KindInfo = KindInfo {
    english: "order",
    chinese: "订单",
    typed: "order purchaseorder 订单 下单",
    description: "It ordered.",
    fields: &[
        of(
            Field::Amount,
            Amount,
            "The order's sum, an exact decimal; a text of digits, so that no reader \
             rounds it. Its unit is `currency`.",
            r#"["1200.50"]"#,
        ),
        CURRENCY,
        of(
            Field::Margin,
            Margin,
            "The margin as a fraction of the amount, at most 1 (0.25: a quarter); below 0 \
             for a loss.",
            r#"["0.25"]"#,
        ),
        of(
            Field::Cost,
            Cost,
            "Instead of `margin`: what the order costs us, in the order's currency.",
            r#"["3900.00"]"#,
        ),
        of(Field::Item, Text, "Product line.", r#"["cylinders"]"#),
        of(Field::Reference, Text, "The order's number.", r#"["PO-88"]"#),
        of(
            Field::Returns,
            Text,
            "Of goods that came back, or an order that was cancelled: the number of the order that it takes off. Its \
             `amount` is negative.",
            r#"["PO-88"]"#,
        ),
        QUANTITY,
        UNIT,
        of(
            Field::Items,
            Items,
            "The lines of the order, beside the sum: of each what it is, how much of it, and what it costs the customer \
             and us.",
            r#"[[{"item": "HX-200", "quantity": "20", "unit": "pcs", "amount": "5000.00"}]]"#,
        ),
        TEXT,
    ],
};
pub(super) const CONTRACT: KindInfo = KindInfo {
    english: "contract",
    chinese: "合同",
    typed: "contract 合同",
    description: "A contract was made.",
    fields: &[
        of(Field::Reference, Text, "The contract's number.", r#"["FC-2027"]"#),
        of(
            Field::Amount,
            Amount,
            "The contract's sum, an exact decimal; a text of digits, so that no reader \
             rounds it. Its unit is `currency`.",
            r#"["1200.50"]"#,
        ),
        CURRENCY,
        of(Field::From, Day, "Its first day, YYYY-MM-DD.", r#"["2027-01-01"]"#),
        of(Field::Until, Day, "Its last day, YYYY-MM-DD.", r#"["2027-12-31"]"#),
        TEXT,
    ],
};
pub(super) const INVOICE: KindInfo = KindInfo {
    english: "invoice",
    chinese: "发票",
    typed: "invoice 发票",
    description: "We sent an invoice.",
    fields: &[
        of(Field::Reference, Text, "The invoice's number; payments name it.", r#"["INV-104"]"#),
        of(
            Field::Amount,
            Amount,
            "The sum to be paid, an exact decimal; a text of digits, so that no reader \
             rounds it. Its unit is `currency`.",
            r#"["1200.50"]"#,
        ),
        CURRENCY,
        of(Field::Due, Day, "The day by which it is to be paid, YYYY-MM-DD.", r#"["2027-01-20"]"#),
        TEXT,
    ],
};
pub(super) const PAYMENT: KindInfo = KindInfo {
    english: "payment",
    chinese: "收款",
    typed: "payment 收款 付款 回款 到款",
    description: "It paid.",
    fields: &[
        of(Field::Reference, Text, "The invoice's number.", r#"["INV-104"]"#),
        of(
            Field::Amount,
            Amount,
            "The sum paid, an exact decimal; a text of digits, so that no reader rounds \
             it. Its unit is `currency`.",
            r#"["1200.50"]"#,
        ),
        CURRENCY,
        TEXT,
    ],
};
pub(super) const COMPLAINT: KindInfo = KindInfo {
    english: "complaint",
    chinese: "投诉",
    typed: "complaint 投诉",
    description: "It complained, or we dealt with it.",
    fields: &[
        of(
            Field::Reference,
            Text,
            "The complaint's number; complaints without one are one and the same.",
            r#"["C-5"]"#,
        ),
        of(
            Field::State,
            State(ComplaintState::WORDS),
            "Where the complaint stands now. Until it is solved it decides the next date.",
            r#"["opened"]"#,
        ),
        TEXT,
    ],
};
pub(super) const ENDING: KindInfo = KindInfo {
    english: "wish to end",
    chinese: "终止意向",
    typed: "ending wishtoend churn 终止意向 终止合作 流失风险 流失预警",
    description: "It wants to end working with us, or we dealt with that.",
    fields: &[
        of(
            Field::Reference,
            Text,
            "The number of the wish to end; those without one are one and the same.",
            r#"["E-2"]"#,
        ),
        of(
            Field::State,
            State(EndingState::WORDS),
            "Where it stands now: opened, answered, saved (the customer stays), lost (it is gone). Until it is saved or \
             lost it decides the next date.",
            r#"["opened"]"#,
        ),
        of(Field::Why, Text, "Why the customer wants to end, stays or is gone.", r#"["price"]"#),
        of(Field::Competitor, Text, "To whom it goes, or would go.", r#"["Hydro Nord"]"#),
        TEXT,
    ],
};
pub(super) const PROMISE: KindInfo = KindInfo {
    english: "promise",
    chinese: "承诺",
    typed: "promise 承诺 承诺事项",
    description: "We promised it something by a day, or kept or broke what we promised.",
    fields: &[
        of(
            Field::State,
            State(PromiseState::WORDS),
            "Where the promise stands now: made, kept, broken. Until it is kept or broken it is open; made again, it has \
             the newest day.",
            r#"["made"]"#,
        ),
        of(Field::What, Text, "What was promised.", r#"["price list"]"#),
        of(Field::Due, Day, "The day by which it is to be kept, YYYY-MM-DD.", r#"["2026-11-27"]"#),
        of(
            Field::Reference,
            Text,
            "The promise's number; without one it is known by what was promised.",
            r#"["P-3"]"#,
        ),
        TEXT,
    ],
};
pub(super) const REQUEST: KindInfo = KindInfo {
    english: "request",
    chinese: "申请",
    typed: "request approval 申请 审批",
    description: "Somebody asked for consent to promise it something, or had an answer.",
    fields: &[
        of(
            Field::State,
            State(RequestState::WORDS),
            "Where the request stands now: asked, granted, refused, withdrawn (by whoever asked); `by` says by whom. \
             Until it is one of the last three it is open.",
            r#"["asked"]"#,
        ),
        of(Field::What, Text, "What was asked for.", r#"["24-hour service"]"#),
        of(
            Field::Reference,
            Text,
            "The request's number; without one it is known by what was asked for.",
            r#"["R-4"]"#,
        ),
        of(
            Field::Why,
            Text,
            "Why it is asked for, or was granted, refused or withdrawn.",
            r#"["no van in May"]"#,
        ),
        TEXT,
    ],
};
pub(super) const INVITATION: KindInfo = KindInfo {
    english: "invitation",
    chinese: "邀请",
    typed: "invitation 邀请 活动邀请",
    description: "We invited it to an event, or it came.",
    fields: &[
        of(
            Field::State,
            State(InvitationState::WORDS),
            "Whether it was invited, means to come (accepted), has declined, came, or wasn't there (absent).",
            r#"["invited"]"#,
        ),
        of(
            Field::What,
            Text,
            "The event, by its English name in crm.yaml where it stands there.",
            r#"["Canton Fair"]"#,
        ),
        TEXT,
    ],
};
pub(super) const GRADE: KindInfo = KindInfo {
    english: "grade",
    chinese: "定级",
    typed: "grade 等级 定级",
    description: "Its grade was decided.",
    fields: &[
        of(Field::From, End, "The grade before; null or absent: it was ungraded.", r#"["B"]"#),
        of(Field::To, End, "The grade now; null: ungraded.", r#"["A"]"#),
        of(Field::Why, Text, "The reason.", r#"["first order"]"#),
        TEXT,
    ],
};
pub(super) const OWNER: KindInfo = KindInfo {
    english: "owner",
    chinese: "换负责人",
    typed: "owner 负责人 换负责人",
    description: "It went to another owner, into the pool or out of it.",
    fields: &[
        of(Field::From, End, "The owner before; null or absent: the pool.", r#"["wang"]"#),
        of(Field::To, End, "The owner now; null: the pool.", r#"["li"]"#),
        of(Field::Why, Text, "The reason.", r#"["hand-over"]"#),
        TEXT,
    ],
};
pub(super) const NOTE: KindInfo = KindInfo {
    english: "note",
    chinese: "备注",
    typed: "note 备注",
    description: "Something worth keeping; no contact. Without `next` it moves no date.",
    fields: &[
        of(Field::With, Text, "The contact's name, where `action` was for one.", r#"["Anna Müller"]"#),
        TEXT,
        of(
            Field::Next,
            NextDay,
            "The day of the next contact, YYYY-MM-DD, set without one: it counts until a \
             contact on that day or later keeps it. none ends the one that was set, and needs version: 2 in crm.yaml.",
            r#"["2026-12-01"]"#,
        ),
        NEXT_TIME,
        of(
            Field::Plan,
            Text,
            "What the contact on that day should achieve.",
            r#"["ask what came of the fair"]"#,
        ),
        of(
            Field::Planned,
            Truth,
            "True where the day is the planner's, to spread the work: it counts until the \
             next contact, and hides nothing of how late that is.",
            "[true]",
        ),
        of(
            Field::Action,
            Text,
            "What was done for the customer without a contact: a gift, a card.",
            r#"["gift"]"#,
        ),
        of(
            Field::Of,
            Text,
            "The entry that it is about: the first 16 hexadecimal digits of the SHA-256 of that one's line, without \
             the line's end.",
            r#"["1f5c0a9be2d34786"]"#,
        ),
        of(
            Field::Example,
            Truth,
            "With `of`: whether newcomers should read that entry. The latest note on it counts.",
            "[true]",
        ),
    ],
};
pub(super) const ALARM: KindInfo = KindInfo {
    english: "alarm",
    chinese: "预警",
    typed: "alarm alert 预警 警报",
    description: "Somebody answered an alarm: what there was behind it. No contact.",
    fields: &[
        of(
            Field::Of,
            State(AlarmKind::WORDS),
            "Which alarm: ending or complaint (open for too long), need-lost, competitor (got what we had quoted), silent (out \
             of its rhythm), falling (buys less than the year before), contact-gone, pays-later.",
            r#"["silent"]"#,
        ),
        of(
            Field::Answer,
            State(AlarmAnswer::WORDS),
            "What somebody found: real, false (nothing behind it), accepted (so, and left so). It is quiet for alarm.quiet \
             in crm.yaml, or until there is something new.",
            r#"["real"]"#,
        ),
        of(Field::Why, Text, "What is behind it.", r#"["moves its plant, back in March"]"#),
        TEXT,
    ],
};
pub(super) const SUGGESTION: KindInfo = KindInfo {
    english: "suggestion",
    chinese: "建议",
    typed: "suggestion 建议",
    description: "Somebody answered a suggestion of crm review, which writes it. No contact; it moves no date.",
    fields: &[
        of(Field::Code, State(MoveCode::WORDS), "The reason of the suggestion, by its code.", r#"["order"]"#),
        of(
            Field::Answer,
            State(SuggestionAnswer::WORDS),
            "What became of it: done (as it was suggested), later (not before `until`), wrong (not again until the facts \
             change).",
            r#"["wrong"]"#,
        ),
        of(Field::To, End, "The grade that was suggested; null or absent for a task.", r#"["A"]"#),
        of(Field::Why, Text, "The reason of the answer.", r#"["a single order of a dealer"]"#),
        of(
            Field::Until,
            Day,
            "Of later: the day from which it is suggested again, YYYY-MM-DD.",
            r#"["2027-01-10"]"#,
        ),
        TEXT,
    ],
};
pub(super) const MERGED: KindInfo = KindInfo {
    english: "merged from",
    chinese: "合并自",
    typed: "merged mergedfrom 合并自",
    description: "Another customer was made one with this one by crm merge: its id still leads \
             here. No contact; nothing counts it. Needs version: 2 in crm.yaml.",
    fields: &[
        of(Field::From, OldId, "The id of the other customer, whose files are gone.", r#"["hongda-2"]"#),
        TEXT,
    ],
};
pub(super) const RENAMED: KindInfo = KindInfo {
    english: "renamed from",
    chinese: "原编号",
    typed: "renamed renamedfrom 原编号",
    description: "The customer got another id by crm rename: the old one still leads here. No \
             contact; nothing counts it. Needs version: 2 in crm.yaml.",
    fields: &[of(Field::From, OldId, "The id that it had.", r#"["hongda-jixie"]"#), TEXT],
};

/// The text, which every kind has, each in its own place.
const TEXT: KindField = of(Field::Text, Text, "", "[]");

/// What every amount is in, whatever the amount is.
const QUANTITY: KindField = of(
    Field::Quantity,
    Quantity,
    "How much of it, an exact decimal; a text of digits, so that no reader rounds it. What it is counted in is `unit`. \
     Of goods that came back, too, it is taken off by the amount's sign.",
    r#"["500"]"#,
);
const UNIT: KindField =
    of(Field::Unit, Text, "What `quantity` is counted in: pieces, tons, metres …", r#"["pcs", "吨"]"#);
const CURRENCY: KindField = of(
    Field::Currency,
    Currency,
    "The amount's currency, three capital letters (ISO 4217); absent: the workspace's.",
    r#"["EUR"]"#,
);

const fn of(field: Field, kind: FieldKind, description: &'static str, examples: &'static str) -> KindField {
    KindField { field, kind, description, examples }
}
