use super::super::views::test_support::{history, policy};
use super::*;

/// What an entry becomes beside those that are there, in short.
fn told(lines: &[&'static str], next: &'static str) -> String {
    let policy = policy();
    let new = history(&[next]);
    let event = new.entries()[0].event.clone();
    let names = |open: Vec<Named>| {
        let name = |named: Named| match (named.name, named.field) {
            (Some(name), EntryField::Reference) => name,
            (Some(name), field) => format!("{} {name}", field.as_str()),
            (None, _) => "-".to_owned(),
        };
        open.into_iter().map(name).collect::<Vec<_>>().join(" ")
    };
    match fitted(event, &history(lines), &policy) {
        Ok(Event::Promise(promise)) if promise.reference.is_none() => {
            format!("what {}", promise.what.as_deref().unwrap_or("-"))
        }
        Ok(Event::Request(request)) if request.reference.is_none() => {
            format!("what {}", request.what.as_deref().unwrap_or("-"))
        }
        Ok(Event::Sample(sample)) if sample.reference.is_none() => {
            format!("item {}", sample.item.as_deref().unwrap_or("-"))
        }
        Ok(Event::Payment(Payment { reference, money })) => {
            let said = money.and_then(|money| money.currency).filter(|said| *said != policy.rates.currency);
            let reference = reference.unwrap_or("-".into());
            said.map_or(reference.to_string(), |said| format!("{reference} {said}"))
        }
        Ok(event) => event.reference().unwrap_or("-").to_owned(),
        Err(Misfit::Taken { line, .. }) => format!("taken by {line}"),
        Err(Misfit::Unknown { open, .. }) => format!("unknown: {}", names(open)),
        Err(Misfit::Unclear { open }) => format!("unclear: {}", names(open)),
        Err(Misfit::OtherCurrency { invoiced, paid, .. }) => format!("{invoiced}, not {paid}"),
        Err(Misfit::Over { rest, .. }) => format!("over {}", rest.amount),
    }
}

#[test]
fn what_is_made_once_has_a_number_of_its_own() {
    let lines =
        &["2026-01-01 order 5 ref=O-1", "2026-01-01 invoice 5 ref=I-1", "2026-01-01 contract 5 ref=K-1"];
    for (next, want) in [
        ("2026-02-01 order 5 ref=O-2", "O-2"),
        ("2026-02-01 order 5", "-"),
        ("2026-02-01 order 5 ref=O-1", "taken by 1"),
        ("2026-02-01 order 5 ref=o-1", "taken by 1"),
        ("2026-02-01 order 5 ref=Ｏ-１", "taken by 1"),
        // A number is one of its kind.
        ("2026-02-01 order 5 ref=I-1", "I-1"),
        ("2026-02-01 invoice 9 ref=i-1", "taken by 2"),
        ("2026-02-01 contract 9 ref=K-1", "taken by 3"),
        // The next version of a quote.
        ("2026-02-01 quote 9 ref=O-1", "O-1"),
        ("2026-02-01 note", "-"),
    ] {
        assert_eq!(told(lines, next), want, "{next}");
    }
    assert_eq!(told(&["2026-01-01 quote 5 ref=Q-1"], "2026-02-01 quote 6 ref=Q-1"), "Q-1");
}

#[test]
fn a_payment_is_for_an_invoice_that_is_open() {
    let one: &[&'static str] = &["2026-01-01 invoice 100 ref=I-1"];
    let two: &[&'static str] = &["2026-01-01 invoice 100 ref=I-1", "2026-01-02 invoice 50 EUR ref=I-2"];
    let unnamed: &[&'static str] = &["2026-01-01 invoice 100", "2026-01-02 invoice 50 ref=I-2"];
    for (lines, next, want) in [
        (one, "2026-02-01 payment 100 ref=I-1", "I-1"),
        (one, "2026-02-01 payment 40 ref=i-1", "I-1"),
        (one, "2026-02-01 payment 40", "I-1"),
        (one, "2026-02-01 payment 101 ref=I-1", "over 100"),
        (one, "2026-02-01 payment 101", "over 100"),
        (one, "2026-02-01 payment 40 ref=I-9", "unknown: I-1"),
        // Nobody knows at what rate.
        (one, "2026-02-01 payment 400 EUR ref=I-1", "USD, not EUR"),
        (two, "2026-02-01 payment 40", "unclear: I-1 I-2"),
        (two, "2026-02-01 payment 60 EUR ref=I-2", "over 50"),
        (two, "2026-02-01 payment 50 ref=I-2", "I-2 EUR"),
        (two, "2026-02-01 payment 50 USD ref=I-2", "EUR, not USD"),
        (unnamed, "2026-02-01 payment 40", "-"),
        // Before any invoice.
        (&[], "2026-02-01 payment 40", "-"),
        (&[], "2026-02-01 payment 40 ref=I-1", "unknown: "),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?}, {next}");
    }
    let paid = &["2026-01-01 invoice 100 ref=I-1", "2026-01-09 payment 70 ref=I-1"];
    assert_eq!(told(paid, "2026-02-01 payment 40"), "over 30");
    let paid = &["2026-01-01 invoice 100 ref=I-1", "2026-01-09 payment 100 ref=I-1"];
    assert_eq!(told(paid, "2026-02-01 payment 40 ref=I-1"), "over 0");
}

#[test]
fn an_answer_is_for_a_complaint_that_is_open() {
    let one: &[&'static str] = &["2026-01-01 complaint opened ref=C-1"];
    let two: &[&'static str] =
        &["2026-01-01 complaint opened ref=C-1", "2026-01-01 complaint opened ref=C-2"];
    let unnamed: &[&'static str] = &["2026-01-01 complaint opened", "2026-01-01 complaint opened ref=C-2"];
    let solved: &[&'static str] =
        &["2026-01-01 complaint opened ref=C-1", "2026-01-02 complaint solved ref=C-1"];
    for (lines, next, want) in [
        (one, "2026-02-01 complaint solved ref=c-1", "C-1"),
        (one, "2026-02-01 complaint solved", "C-1"),
        (one, "2026-02-01 complaint answered ref=C-2", "unknown: C-1"),
        (two, "2026-02-01 complaint solved", "unclear: C-1 C-2"),
        (unnamed, "2026-02-01 complaint solved", "unclear: - C-2"),
        (&[], "2026-02-01 complaint solved", "unknown: "),
        (solved, "2026-02-01 complaint solved ref=C-1", "unknown: "),
        // It comes back, and another one begins.
        (solved, "2026-02-01 complaint opened ref=c-1", "C-1"),
        (one, "2026-02-01 complaint opened ref=C-2", "C-2"),
        (one, "2026-02-01 complaint opened", "-"),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?}, {next}");
    }
}

#[test]
fn a_wish_to_end_is_carried_on_like_a_complaint() {
    let one: &[&'static str] = &["2026-01-01 ending opened ref=E-1"];
    let both: &[&'static str] = &["2026-01-01 ending opened ref=E-1", "2026-01-01 complaint opened ref=C-1"];
    let lost: &[&'static str] = &["2026-01-01 ending opened ref=E-1", "2026-01-02 ending lost ref=E-1"];
    for (lines, next, want) in [
        (one, "2026-02-01 ending saved ref=e-1", "E-1"),
        (one, "2026-02-01 ending lost", "E-1"),
        (one, "2026-02-01 ending answered ref=E-2", "unknown: E-1"),
        (both, "2026-02-01 ending answered", "E-1"),
        (both, "2026-02-01 ending answered ref=C-1", "unknown: E-1"),
        (both, "2026-02-01 complaint solved", "C-1"),
        (&[], "2026-02-01 ending saved", "unknown: "),
        (lost, "2026-02-01 ending saved ref=E-1", "unknown: "),
        // It is said again, and another one begins.
        (one, "2026-02-01 ending opened ref=e-1", "E-1"),
        (lost, "2026-02-01 ending opened ref=e-1", "E-1"),
        (one, "2026-02-01 ending opened ref=E-2", "E-2"),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?}, {next}");
    }
}

#[test]
fn a_sample_is_carried_on_by_its_number_or_by_what_it_is_of() {
    let numbered: &[&'static str] = &["2026-01-01 sample agreed ref=S-1 item=HX"];
    let of: &[&'static str] = &["2026-01-01 sample agreed item=HX"];
    let two: &[&'static str] =
        &["2026-01-01 sample agreed ref=S-1 item=HX", "2026-01-01 sample agreed item=LX"];
    let duplicates: &[&'static str] =
        &["2026-01-01 sample sent ref=S-1 item=HX", "2026-01-01 sample sent ref=S-2 item=HX"];
    for (lines, next, want) in [
        (numbered, "2026-02-01 sample sent ref=s-1", "S-1"),
        (numbered, "2026-02-01 sample received", "S-1"),
        (numbered, "2026-02-01 sample received item=hx", "S-1"),
        (numbered, "2026-02-01 sample received ref=S-9", "unknown: S-1"),
        (numbered, "2026-02-01 sample agreed ref=S-1", "taken by 1"),
        (numbered, "2026-02-01 sample agreed ref=S-2", "S-2"),
        (numbered, "2026-02-01 sample sent ref=S-2", "S-2"),
        (of, "2026-02-01 sample passed", "item HX"),
        (of, "2026-02-01 sample passed item=hx", "item HX"),
        (two, "2026-02-01 sample received", "unclear: S-1 item LX"),
        (two, "2026-02-01 sample sent", "unclear: S-1 item LX"),
        (duplicates, "2026-02-01 sample received item=HX", "unknown: S-1 S-2"),
        (&[], "2026-02-01 sample sent", "item -"),
        (&[], "2026-02-01 sample received", "unknown: "),
        (&["2026-01-01 sample failed ref=S-1"], "2026-02-01 sample agreed ref=S-1", "S-1"),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?}, {next}");
    }
}

#[test]
fn what_does_not_fit_in_a_log_is_told_whatever_its_order() {
    type Case = (&'static [&'static str], &'static [(u32, &'static str)]);
    let cases: &[Case] = &[
        (&["2026-01-01 order 5 ref=O-1", "2026-02-01 order 6 ref=o-1"], &[(2, "order twice")]),
        (&["2026-01-01 order 5 ref=1", "2026-02-01 invoice 6 ref=1"], &[]),
        (&["2026-01-01 payment 5 ref=I-1", "2026-01-01 invoice 6 ref=i-1"], &[]),
        (&["2026-01-01 payment 5 ref=I-1"], &[(1, "no invoice")]),
        (&["2026-01-01 payment 5"], &[]),
        (
            &["2026-01-01 invoice 6 ref=I-1", "2026-01-02 payment 5 ref=I-1", "2026-01-03 payment 2 ref=i-1"],
            &[(3, "over 1")],
        ),
        (&["2026-01-01 invoice 6 EUR ref=I-1", "2026-01-02 payment 9 ref=I-1"], &[(2, "EUR, not USD")]),
        (&["2026-01-02 payment 9 EUR ref=I-1", "2026-01-01 invoice 6 EUR ref=I-1"], &[(1, "over 3")]),
        (&["2026-01-01 complaint solved ref=C-1"], &[(1, "unbegun complaint")]),
        (&["2026-01-02 complaint solved ref=c-1", "2026-01-01 complaint opened ref=C-1"], &[]),
        (&["2026-01-01 ending lost ref=E-1"], &[(1, "unbegun ending")]),
        (&["2026-01-02 ending lost ref=e-1", "2026-01-01 ending opened ref=E-1"], &[]),
        (&["2026-01-01 ending lost ref=1", "2026-01-01 complaint opened ref=1"], &[(1, "unbegun ending")]),
        (&["2026-01-01 sample received item=x"], &[(1, "unbegun sample")]),
        (&["2026-01-01 sample sent item=x", "2026-01-02 sample passed item=X"], &[]),
        // What has no number is told of by nothing.
        (&["2026-01-01 complaint solved", "2026-01-01 sample passed"], &[]),
    ];
    for (lines, want) in cases {
        let told = |trouble| match trouble {
            ProblemKind::RefTwice { kind, .. } => format!("{kind} twice"),
            ProblemKind::Unbegun { kind, .. } => format!("unbegun {kind}"),
            ProblemKind::UnknownInvoice(_) => "no invoice".to_owned(),
            ProblemKind::OtherCurrency { invoiced, paid, .. } => format!("{invoiced}, not {paid}"),
            ProblemKind::Overpaid { over, .. } => format!("over {}", over.amount),
            other => format!("{other:?}"),
        };
        let found: Vec<_> = flaws(&history(lines), &policy())
            .into_iter()
            .map(|(line, trouble)| (line, told(trouble)))
            .collect();
        let want: Vec<_> = want.iter().map(|(line, told)| (*line, (*told).to_owned())).collect();
        assert_eq!(found, want, "{lines:?}");
    }
}

#[test]
fn what_became_of_a_promise_is_said_of_one_that_is_open() {
    let prices: &[&'static str] = &["2026-01-01 promise made what=prices"];
    let both: &[&'static str] =
        &["2026-01-01 promise made what=prices", "2026-01-01 promise made what=sample ref=P-2"];
    for (lines, next, want) in [
        (prices, "2026-02-01 promise kept", "what prices"),
        (prices, "2026-02-01 promise kept what=PRICES", "what prices"),
        (prices, "2026-02-01 promise broken ref=prices", "what prices"),
        (prices, "2026-02-01 promise kept what=sample", "unknown: what prices"),
        (prices, "2026-02-01 promise made what=sample", "what sample"),
        (prices, "2026-02-01 promise made what=Prices", "what prices"),
        (both, "2026-02-01 promise kept", "unclear: what prices P-2"),
        (both, "2026-02-01 promise kept what=sample", "P-2"),
        (both, "2026-02-01 promise made what=sample", "P-2"),
        (both, "2026-02-01 promise made what=sample ref=P-3", "P-3"),
        (&[], "2026-02-01 promise kept", "unknown: "),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?} {next}");
    }
}

#[test]
fn an_answer_is_given_to_a_request_that_is_open() {
    let one: &[&'static str] = &["2026-01-01 request asked what=service"];
    let both: &[&'static str] =
        &["2026-01-01 request asked what=service", "2026-01-01 request asked what=credit ref=R-2"];
    for (lines, next, want) in [
        (one, "2026-02-01 request granted", "what service"),
        (one, "2026-02-01 request refused what=Service", "what service"),
        (one, "2026-02-01 request granted what=credit", "unknown: what service"),
        (one, "2026-02-01 request asked what=credit", "what credit"),
        (both, "2026-02-01 request granted", "unclear: what service R-2"),
        (both, "2026-02-01 request granted what=credit", "R-2"),
        (&[], "2026-02-01 request granted", "unknown: "),
    ] {
        assert_eq!(told(lines, next), want, "{lines:?} {next}");
    }
}
