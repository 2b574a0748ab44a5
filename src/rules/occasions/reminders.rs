//! The numbers of the reminders.

use crate::model::{Interval, Unit};
use crate::rules::settings::{Kind, SPAN, Shape, settings, span};

settings! {
    /// How early one is told of a day, and when what is open becomes pressing (S2; the numbers own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Reminders "How early one is told of a day, and when what is open becomes pressing." {
        /// How far `crm dates` looks ahead.
        "ahead" ahead: Interval = SPAN, span(14, Unit::Day);
        /// Invoices that fall due, and those that should have been paid.
        "invoice" invoice: InvoiceReminders = Shape::Section(InvoiceReminders::SECTION), InvoiceReminders::default();
        /// Promises that are to be kept.
        "promise" promise: PromiseReminders = Shape::Section(PromiseReminders::SECTION), PromiseReminders::default();
        /// A quote without a reply, an order or a contract for so long is asked about.
        "quote" quote: Interval = SPAN, span(7, Unit::Day);
        /// Open deals that nobody moves.
        "deal" deal: DealReminders = Shape::Section(DealReminders::SECTION), DealReminders::default();
        /// A customer that is gone is looked at again so long after that, or after the last contact since.
        "lost" lost: Interval = SPAN, span(6, Unit::Month);
        /// So long before its end one is told of a contract, and as long after it where none follows.
        "contract" contract: Interval = SPAN, span(30, Unit::Day);
        /// A contact's data that nobody has confirmed for so long, by a look or by an answer, are asked for.
        "verify_after" verify_after: Interval = SPAN, span(6, Unit::Month);
    }
}

settings! {
    /// How early one is told of a promise (S1, S4; the number own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct PromiseReminders "" {
        /// So long before its day one is told of a promise.
        "before" before: Interval = SPAN, span(1, Unit::Day);
    }
}

settings! {
    /// How long an open deal may lie (S1; the numbers own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct DealReminders "" {
        /// A deal that waits for us, and neither moved nor had a contact for so long, is told.
        "ours" ours: Interval = SPAN, span(7, Unit::Day);
        /// The same of one that waits for the customer.
        "theirs" theirs: Interval = SPAN, span(14, Unit::Day);
    }
}

settings! {
    /// How early one is told of an invoice, and when it becomes more pressing (S2; the numbers own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct InvoiceReminders "" {
        /// So long before its day one is told of an invoice.
        "before" before: Interval = SPAN, span(3, Unit::Day);
        /// Days overdue, each larger than the one before: with each the invoice is one level more pressing.
        "overdue" overdue: Vec<u32> = Shape::List(&Shape::Value(Kind::Own)), vec![3, 5, 7],
            schema r#"{"uniqueItems": true, "items": {"type": "integer", "minimum": 1, "maximum": 36500}}"#;
    }
}
