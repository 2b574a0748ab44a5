//! The kinds of a log's entries, each with its fields: the one list of them.

mod fields;

use fields::{NEXT_TIME, TEXT, of};

use super::{
    ComplaintState, EndingState, EntryField as Field, FieldKind, InvitationState, KindField, Need,
    PromiseState, QuoteState, Reply, RequestState, SampleState, Visit, words,
};
use FieldKind::{
    Amount, Cost, Currency, Day, End, Items, Margin, Minutes, Moment, NextDay, OldId, People, Quantity,
    Score, State, Text, Truth, Word,
};

words! {
    EntryKind {
        /// A contact with the customer, answered or not.
        FollowUp = "followup",
        /// A sample moved.
        Sample = "sample",
        /// We quoted.
        Quote = "quote",
        /// It ordered.
        Order = "order",
        /// A contract was made.
        Contract = "contract",
        /// We sent an invoice.
        Invoice = "invoice",
        /// It paid.
        Payment = "payment",
        /// It complained, or we dealt with it.
        Complaint = "complaint",
        /// It wants to end working with us, or we dealt with that.
        Ending = "ending",
        /// We promised it something, or kept or broke what we promised.
        Promise = "promise",
        /// Somebody asked for consent to promise it something, or had an answer.
        Request = "request",
        /// We invited it to an event, or it came.
        Invitation = "invitation",
        /// Its grade was decided.
        Grade = "grade",
        /// It went to another owner, to the pool or out of it.
        Owner = "owner",
        /// Something worth keeping; no contact.
        Note = "note",
        /// Somebody answered a suggestion on its grade.
        Suggestion = "suggestion",
        /// Another customer was made one with it.
        Merged = "merged",
        /// Its id was changed.
        Renamed = "renamed",
    }
}

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

impl EntryKind {
    /// The words of those that people log or import: those that only `crm` writes stand behind them.
    pub const TYPED: &'static [&'static str] = {
        let mut count = 0;
        while count < EntryKind::ALL.len() && EntryKind::ALL[count].is_typed() {
            count += 1;
        }
        EntryKind::WORDS.split_at(count).0
    };

    /// Whether people type it or have it in a list; an answer to a suggestion is written by the command that asked.
    pub const fn is_typed(self) -> bool {
        !self.is_trace() && !matches!(self, EntryKind::Suggestion)
    }

    /// Whether only `crm` writes it, with a merge or a new id: nobody types or imports it.
    pub const fn is_trace(self) -> bool {
        matches!(self, EntryKind::Merged | EntryKind::Renamed)
    }

    /// What the values of a field are, in every kind of entry that has it.
    pub fn values_of(field: Field) -> impl Iterator<Item = FieldKind> {
        let own = EntryKind::ALL.iter().flat_map(|kind| kind.info().fields);
        common(field).into_iter().chain(own.filter(move |own| own.field == field).map(|own| own.kind))
    }

    /// What is known of it.
    pub const fn info(self) -> KindInfo {
        match self {
            EntryKind::FollowUp => FOLLOW_UP,
            EntryKind::Sample => SAMPLE,
            EntryKind::Quote => QUOTE,
            EntryKind::Order => ORDER,
            EntryKind::Contract => CONTRACT,
            EntryKind::Invoice => INVOICE,
            EntryKind::Payment => PAYMENT,
            EntryKind::Complaint => COMPLAINT,
            EntryKind::Ending => ENDING,
            EntryKind::Promise => PROMISE,
            EntryKind::Request => REQUEST,
            EntryKind::Invitation => INVITATION,
            EntryKind::Grade => GRADE,
            EntryKind::Owner => OWNER,
            EntryKind::Note => NOTE,
            EntryKind::Suggestion => SUGGESTION,
            EntryKind::Merged => MERGED,
            EntryKind::Renamed => RENAMED,
        }
    }
}

/// What the values of the fields are that all kinds have.
const fn common(field: Field) -> Option<FieldKind> {
    match field {
        Field::At => Some(Moment),
        Field::By => Some(People),
        Field::Kind => Some(Word(EntryKind::WORDS)),
        Field::Via | Field::Files | Field::Origin => Some(Text),
        _ => None,
    }
}

const FOLLOW_UP: KindInfo = KindInfo {
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
const SAMPLE: KindInfo = KindInfo {
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
const QUOTE: KindInfo = KindInfo {
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
const ORDER: KindInfo = KindInfo {
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
const CONTRACT: KindInfo = KindInfo {
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
const INVOICE: KindInfo = KindInfo {
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
const PAYMENT: KindInfo = KindInfo {
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
const COMPLAINT: KindInfo = KindInfo {
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
const ENDING: KindInfo = KindInfo {
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
const PROMISE: KindInfo = KindInfo {
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
const REQUEST: KindInfo = KindInfo {
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
const INVITATION: KindInfo = KindInfo {
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
const GRADE: KindInfo = KindInfo {
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
const OWNER: KindInfo = KindInfo {
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
const NOTE: KindInfo = KindInfo {
    english: "note",
    chinese: "备注",
    typed: "note 备注",
    description: "Something worth keeping; no contact. Without `next` it moves no date.",
    fields: fields::NOTE,
};
const SUGGESTION: KindInfo = KindInfo {
    english: "suggestion",
    chinese: "建议",
    typed: "suggestion 建议",
    description: "Somebody answered a suggestion of crm review, which writes it. No contact; it moves no date.",
    fields: fields::SUGGESTION,
};
const MERGED: KindInfo = KindInfo {
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
const RENAMED: KindInfo = KindInfo {
    english: "renamed from",
    chinese: "原编号",
    typed: "renamed renamedfrom 原编号",
    description: "The customer got another id by crm rename: the old one still leads here. No \
             contact; nothing counts it. Needs version: 2 in crm.yaml.",
    fields: &[of(Field::From, OldId, "The id that it had.", r#"["hongda-jixie"]"#), TEXT],
};

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
