//! The grades: whom each is for, how often they are contacted, what that takes, and what is done.

use super::Handbook;
use crate::model::{Decimal, Interval, SampleState};
use crate::render::document::{Head, LabelledLine, Section, Table};
use crate::render::lang::{self, Lang, tr};
use crate::rules::budget::minutes_a_year;
use crate::rules::policy::{Cadence, Gaps, GradeRule, Source, Steps, Trigger};
use crate::rules::{Action, Playbook, Policy, fields_of};

/// Minutes of one hour a week in a year.
const WEEKLY_HOUR: u32 = 52 * 60;

impl Handbook<'_> {
    /// The grades side by side: what a customer takes, and how many of them an hour a week carries.
    pub(super) fn overview(&self) -> Section {
        let lang = self.lang;
        let heads = match lang {
            Lang::En => ["grade", "follow-up", "min each", "min a year", "per h a week"],
            Lang::Zh => ["等级", "跟进", "每次分钟", "每年分钟", "每周1小时可带"],
        };
        let head = |(index, name): (usize, &&str)| Head {
            name: (*name).to_owned(),
            is_number: index > 1,
            is_whole: index == 1,
        };
        let row = |grade: &GradeRule| {
            let year = minutes_a_year(grade);
            let carried = Decimal::from(WEEKLY_HOUR).checked_div(year);
            vec![
                lang::named(lang, grade),
                lang::cadence(lang, &grade.cadence),
                grade.minutes.normalize().to_string(),
                year.to_string(),
                carried.map_or_else(|| "–".to_owned(), |count| count.floor().normalize().to_string()),
            ]
        };
        Section {
            heading: lang.pick("The grades, in the order of work", "各等级，按处理顺序").to_owned(),
            table: Some(Table {
                columns: heads.iter().enumerate().map(head).collect(),
                rows: self.policy.grades.iter().map(row).collect(),
            }),
            below: self.hours(),
            ..Section::default()
        }
    }

    /// Who has how many hours a week, and works when.
    fn hours(&self) -> String {
        let lang = self.lang;
        let of_week = self.people.iter().filter_map(|one| {
            let (name, hours) = (lang::one_line(&one.name), one.hours_a_week?.normalize());
            Some(tr!(lang, "{name} {hours} h", "{name} {hours} 小时"))
        });
        let of_day = self.people.iter().filter_map(|one| {
            let (name, hours) = (lang::one_line(&one.name), lang::hours_of(one.day.as_ref()?));
            Some(format!("{name} {hours}"))
        });
        let of_week: Vec<String> = of_week.collect();
        let of_day: Vec<String> = of_day.collect();
        let mut told = Vec::new();
        if !of_week.is_empty() {
            let week = self.listed(&of_week);
            told.push(tr!(lang, "Hours a week for follow-ups: {week}.", "每周跟进工时：{week}。"));
        }
        if !of_day.is_empty() {
            let day = of_day.join(lang.pick("; ", "；"));
            told.push(tr!(lang, "Own working hours of the day: {day}.", "个人工作时间：{day}。"));
        }
        told.join(lang.pick(" ", ""))
    }

    /// Who contacts the customers of a grade in an interval of one's own.
    fn own_cadences(&self, grade: &GradeRule) -> Option<LabelledLine> {
        let lang = self.lang;
        let own = self.people.iter().filter_map(|one| {
            let every = lang::every(lang, *one.cadence.get(&grade.class)?);
            let name = lang::one_line(&one.name);
            Some(tr!(lang, "{name} {every}", "{name} {every}"))
        });
        let own: Vec<String> = own.collect();
        (!own.is_empty()).then(|| self.line("own", "个人", self.listed(&own)))
    }

    /// All that the policy says of one grade.
    pub(super) fn grade(&self, grade: &GradeRule) -> Section {
        let lang = self.lang;
        let mut lines: Vec<LabelledLine> =
            self.members(grade).into_iter().map(|who| self.line("who", "对象", who)).collect();
        let is_default = grade.source == Source::Default || self.is_as_built_in(grade);
        let often = self.mark(follow_up(lang, grade, self.policy.lead_time), is_default);
        lines.push(self.line("follow-up", "跟进", often));
        lines.extend(self.own_cadences(grade));
        if let Cadence::Steps(of) = &grade.cadence {
            lines.extend(steps(lang, of).into_iter().map(|text| self.line("steps", "步骤", text)));
        }
        let (each, year) = (grade.minutes.normalize(), minutes_a_year(grade));
        let worth = self.policy.worth(Some(&grade.class)).normalize();
        lines.push(self.line(
            "time",
            "用时",
            tr!(
                lang,
                "{each} min a follow-up, {year} min a year; where a day is too short, one is worth {worth}",
                "每次 {each} 分钟，每年 {year} 分钟；工时不够时，每次的分量为 {worth}"
            ),
        ));
        if let Some(playbook) = Playbook::of_class(&self.policy.playbooks, &grade.class) {
            lines.extend(self.playbook(playbook));
        }
        let fields = fields_of(Some(&grade.class), self.policy);
        if !fields.is_empty() {
            lines.push(self.line("file", "必填", lang::field_names(lang, &fields)));
        }
        lines.extend(self.moves_of(&grade.class).into_iter().map(|text| self.line("moves", "升降", text)));
        lines.extend(self.limits_of(&grade.class).map(|text| self.line("pool", "公海", text)));
        Section { heading: lang::named(lang, grade), lines, ..Section::default() }
    }

    fn is_as_built_in(&self, grade: &GradeRule) -> bool {
        let own = self.policy.scheme.grades();
        own.iter().any(|usual| usual.class == grade.class && usual.cadence == grade.cadence)
    }

    /// What a playbook says: the goal, what is done how often and by whom, and whether a plan is needed.
    pub(super) fn playbook(&self, playbook: &Playbook) -> Vec<LabelledLine> {
        let lang = self.lang;
        let mut lines = Vec::new();
        let is_default = self.is_usual(playbook);
        if let Some(goal) = &playbook.goal {
            let goal = lang::one_line(lang::label(lang, goal));
            lines.push(self.line("goal", "目标", self.mark(goal, is_default)));
        }
        lines.extend(actions(lang, playbook).into_iter().map(|text| self.line("do", "行动", text)));
        if let Some(who) = &playbook.who {
            lines.push(self.line("by", "由谁", lang::one_line(lang::label(lang, who))));
        }
        if playbook.needs_plan {
            let text = lang.pick("nobody is contacted without one", "联系前必须先有计划");
            lines.push(self.line("plan", "计划", text.to_owned()));
        }
        lines
    }
}

/// How often, and how the customer's own rhythm changes that.
pub(in crate::render) fn follow_up(lang: Lang, grade: &GradeRule, lead: Interval) -> String {
    let often = lang::cadence(lang, &grade.cadence);
    let Cadence::Interval { rhythm: Some(rhythm), .. } = &grade.cadence else { return often };
    let (orders, spread) = (rhythm.orders, lang::exact_percent(lang, rhythm.spread));
    let (longest, lead) = (lang::interval(lang, rhythm.longest), lang::interval(lang, lead));
    tr!(
        lang,
        "{often}; from {orders} orders on {lead} before the next one in the customer's own rhythm, where that is known to {spread} of its gap, and never after more than {longest}",
        "{often}；下过 {orders} 单、预计下单日期偏离不超过间隔的 {spread} 时，按客户自己的下单节奏提前{lead}联系，但最长不超过{longest}"
    )
}

/// The gaps of each sequence: those of all products, then those of products with their own.
pub(in crate::render) fn steps(lang: Lang, steps: &Steps) -> Vec<String> {
    let told = |(trigger, gaps): &Gaps| {
        let gaps: Vec<String> = gaps.iter().map(ToString::to_string).collect();
        let (event, gaps) = (event(lang, *trigger), gaps.join(lang.pick(", ", "、")));
        tr!(lang, "after {event}: gaps of {gaps} days", "{event}后：间隔 {gaps} 天")
    };
    let own = |(product, gaps): &(String, Vec<Gaps>)| {
        let (product, gaps) = (lang::one_line(product), gaps.iter().map(told).collect::<Vec<_>>());
        let gaps = gaps.join(lang.pick("; ", "；"));
        tr!(lang, "{product}: {gaps}", "{product}：{gaps}")
    };
    steps.sequences().iter().map(told).chain(steps.products().iter().map(own)).collect()
}

/// What is done: how often, after what, and by whom.
pub(in crate::render) fn actions(lang: Lang, playbook: &Playbook) -> Vec<String> {
    let told = |action: &Action| {
        let what = lang::one_line(lang::label(lang, &action.what));
        let often = action.every.map(|every| lang::every(lang, every));
        let after = action.after.map(|trigger| {
            let event = event(lang, trigger);
            tr!(lang, "after {event}", "{event}后")
        });
        let who = action.who.as_deref().map(|who| {
            let who = lang::person(lang, who);
            tr!(lang, "by {who}", "由{who}负责")
        });
        let beside: Vec<String> = [often, after, who].into_iter().flatten().collect();
        let beside = beside.join(lang.pick(", ", "，"));
        if beside.is_empty() { what } else { tr!(lang, "{what} ({beside})", "{what}（{beside}）") }
    };
    playbook.actions.iter().map(told).collect()
}

/// What starts a sequence or an action.
fn event(lang: Lang, trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Sample(state) => match state {
            SampleState::Agreed => lang.pick("a sample is agreed", "样品谈定"),
            SampleState::Sent => lang.pick("the sample is sent", "寄样"),
            SampleState::Received => lang.pick("the customer has it", "客户收样"),
            SampleState::Passed => lang.pick("the sample passed", "测试通过"),
            SampleState::Failed => lang.pick("the sample failed", "测试未通过"),
            SampleState::Cancelled => lang.pick("the sample is cancelled", "样品取消"),
        },
        Trigger::Quote => lang.pick("a quote", "报价"),
        Trigger::Order => lang.pick("an order", "下单"),
        Trigger::Contract => lang.pick("a contract", "签约"),
    }
}

/// The policy's grades by name, for sentences that name one.
pub(super) fn named(lang: Lang, policy: &Policy, class: &str) -> String {
    policy.grade(class).map_or_else(|| lang::clean(class), |grade| lang::named(lang, grade))
}
