//! Face: profit, influence, volume at a thin margin.

use super::super::{Lang, tr};
use super::figure::exact_percent;
use super::{Say, Text};
use crate::render::redaction;
use crate::rules::Policy;
use crate::rules::views::{Classification, Face, FaceWhy};

impl Text for Face {
    const CHINESE: &'static str = "脸谱";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Face::Red => "红脸",
            Face::Black => "黑脸",
            Face::White => "白脸",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.face;
        let (first, thin) = (exact_percent(lang, rule.first), exact_percent(lang, rule.thin));
        match self {
            Face::Black => lang.pick("its file names its influence", "客户文件写明了影响力").to_owned(),
            Face::Red => tr!(lang, "among the first {first} by profit", "利润排名前{first}"),
            Face::White => tr!(
                lang,
                "among the first {first} by revenue, at a margin below {thin} of the whole book's",
                "销售额排名前{first}，毛利率低于全部客户的 {thin}"
            ),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, FaceWhy>) -> String {
        say.face(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn face(&self, why: &FaceWhy) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.face);
        let first = self.cut(rule.first);
        match why {
            FaceWhy::Influence => lang.pick("its file names an influence", "客户文件写明了影响力").to_owned(),
            FaceWhy::ThinMargin { place, margin, book } => {
                let cut = book.checked_mul(rule.thin).unwrap_or(*book);
                let (margin, book) = (
                    redaction::shown(self.percent(*margin, &[cut])),
                    redaction::shown(self.percent(*book, &[])),
                );
                let (rank, of, thin) = (place.rank, place.of, self.cut(rule.thin));
                tr!(
                    lang,
                    "rank {rank} of {of} by revenue (the first {first}), margin {margin}: below {thin} of the book's {book}",
                    "销售额第{rank}名，共{of}个（前 {first}），毛利率 {margin}，低于平均 {book} 的 {thin}"
                )
            }
            FaceWhy::Profit(earned) => {
                let (rank, of, profit) = (earned.place.rank, earned.place.of, self.money(earned.profit));
                let last = earned.place.first(rule.first);
                tr!(
                    lang,
                    "rank {rank} of {of} by profit, {profit} (up to rank {last}, {first})",
                    "利润第{rank}名，共{of}个，{profit}（前{last}名，即前 {first}）"
                )
            }
            FaceWhy::Nothing => tr!(
                lang,
                "no influence, not in the first {first} by profit, nor by revenue at a thin margin",
                "没有影响力，利润不在前 {first}，也不是销售额前 {first} 而毛利率低"
            ),
            FaceWhy::NoOrder => lang.pick("no order in the last year", "近一年没有下单").to_owned(),
            FaceWhy::NoMargin => lang.pick("its margin is not known", "毛利率未知").to_owned(),
        }
    }
}
