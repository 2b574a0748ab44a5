//! The playbooks that a workspace starts with: the trade's grades (S0), combinations of value, potential and relationship
//! (S4), and classes of the views: stages of the life cycle (S2), faces (S3).

use super::{Action, Playbook, Whom};
use crate::model::{Interval, SampleState, Unit};
use crate::rules::policy::Trigger;
use crate::rules::{Label, Scheme};

impl Playbook {
    /// Those of a scheme, before a workspace writes its own. The combinations of value, potential and
    /// relationship, and the views, hold for every scheme.
    pub fn defaults(scheme: Scheme) -> Vec<Playbook> {
        let classes = if scheme == Scheme::Trade { trade() } else { Vec::new() };
        classes.into_iter().chain(combinations()).chain(without_orders()).chain(of_views()).collect()
    }
}

fn trade() -> Vec<Playbook> {
    let after = |state, en, zh| Action { after: Some(Trigger::Sample(state)), ..action(en, zh) };
    vec![
        playbook(
            "A",
            ("keep the orders coming", "稳定返单"),
            vec![action(
                "ask for the next order in the customer's own rhythm",
                "按客户自己的下单节奏询问下一单",
            )],
        ),
        playbook(
            "B",
            ("turn the sample into a first order", "推动样单转首单"),
            vec![
                after(
                    SampleState::Agreed,
                    "confirm specification, quantity, address and who pays the courier",
                    "确认规格、数量、收件地址和运费由谁承担",
                ),
                after(
                    SampleState::Sent,
                    "give the tracking number; ask when it will be tested",
                    "告知运单号，询问何时测试",
                ),
                after(
                    SampleState::Received,
                    "ask for the test result, and what an order depends on",
                    "询问测试结果，以及下单还取决于什么",
                ),
                Action {
                    after: Some(Trigger::Quote),
                    ..action(
                        "ask what they think of the quote, and what a first order still needs",
                        "询问对报价的看法，首单还缺什么",
                    )
                },
                after(SampleState::Passed, "quote, and agree on a first order", "报价，商定首单"),
                after(
                    SampleState::Failed,
                    "ask what failed; offer a better one",
                    "问清哪里不合格，提供改进样品",
                ),
            ],
        ),
        Playbook {
            needs_plan: true,
            ..playbook(
                "C",
                ("find the way to a first sample", "争取送出第一份样品"),
                vec![action(
                    "read all about the customer first, then follow the plan",
                    "先了解客户的全部情况，再按计划联系",
                )],
            )
        },
        playbook(
            "D",
            ("find out whether there is a need now", "弄清现在有没有需求"),
            vec![action(
                "look through the last mails, then ask directly what is needed",
                "翻看往来邮件，然后直接询问需要什么",
            )],
        ),
        playbook(
            "E",
            ("stay remembered", "让客户记得我们"),
            vec![action("send the template mail; no looking back", "发送模板邮件，不必翻看记录")],
        ),
    ]
}

fn combinations() -> Vec<Playbook> {
    let months = |count, en, zh| Action { every: Interval::new(count, Unit::Month), ..action(en, zh) };
    vec![
        playbook(
            "A + high + strategic",
            ("deepen, win referrals", "深化合作，争取转介绍"),
            vec![
                months(1, "visit", "拜访"),
                months(3, "meeting of the directors", "高层会面"),
                action("own service plan, invitations to previews", "专属服务方案，新品预览邀请"),
            ],
        ),
        playbook(
            "B + medium + long-term",
            ("repeat and extend the orders", "促成复购，扩大品类"),
            vec![
                months(1, "call", "电话"),
                months(3, "report", "季度报告"),
                months(6, "satisfaction survey", "满意度调查"),
            ],
        ),
        playbook(
            "C + low + *",
            ("keep the cost low", "控制维护成本"),
            vec![
                months(1, "standard mail", "标准邮件"),
                action("contact actively at big promotions", "大型促销时主动联系"),
                action("after 6 months without interest: into the pool", "6个月无兴趣则放入公海"),
            ],
        ),
    ]
}

/// Of a customer that never ordered the value can't be told: its potential says what to do.
fn without_orders() -> Vec<Playbook> {
    vec![
        playbook(
            "- + high + *",
            ("win the first order", "争取首单"),
            vec![action(
                "find out who decides and what a first order depends on",
                "弄清谁决策、首单取决于什么",
            )],
        ),
        playbook(
            "- + medium + *",
            ("be asked when there is a project", "有项目时能想到我们"),
            vec![action("ask which projects come up, and when", "询问有哪些项目、何时启动")],
        ),
        playbook(
            "- + low + *",
            ("keep the cost low", "控制维护成本"),
            vec![action("write only what costs no time", "只发不占时间的内容")],
        ),
    ]
}

fn of_views() -> Vec<Playbook> {
    let regular = |name: &str, months, en, zh| Action {
        name: Some(name.to_owned()),
        every: Interval::new(months, Unit::Month),
        ..action(en, zh)
    };
    vec![
        playbook(
            "lifecycle=growth",
            ("build value", "做大价值"),
            vec![action("ask what grows there, and offer what goes with it", "询问增长点，推荐配套产品")],
        ),
        playbook(
            "lifecycle=maturity",
            ("cross-sell, build loyalty", "交叉销售，提高忠诚度"),
            vec![regular(
                "cross-sell",
                3,
                "look through what else it buys, and where",
                "梳理它还买什么、向谁买",
            )],
        ),
        playbook(
            "lifecycle=decline",
            ("win back", "挽回"),
            vec![action(
                "ask why it orders less, and what would change that",
                "询问订单减少的原因，怎样能挽回",
            )],
        ),
        playbook(
            "lifecycle=exit",
            ("win back, or let go", "挽回，或者放手"),
            vec![action(
                "ask why it orders no more; offer a way back",
                "询问不再下单的原因，给出重新合作的方案",
            )],
        ),
        playbook(
            "face=red",
            ("bind it: it is worth much work", "重点绑定，多投入"),
            vec![action("agree on a yearly contract or a plan of orders", "商定年度合同或订货计划")],
        ),
        playbook(
            "face=white",
            ("keep our share, watch the margin", "守住份额，注意利润"),
            vec![regular(
                "share",
                3,
                "check our share of what it buys, and at which margin",
                "核对我们在其采购中的份额和利润率",
            )],
        ),
        playbook(
            "face=black",
            ("serve the long aim, by the management's consent", "服务长远目标，须经管理层批准"),
            vec![regular(
                "approval",
                6,
                "ask the management whether it still serves the long aim",
                "请管理层判断是否仍符合长远目标",
            )],
        ),
    ]
}

fn playbook(whom: &str, (en, zh): (&str, &str), actions: Vec<Action>) -> Playbook {
    let whom = Whom::parse(whom).expect("a constant key");
    Playbook { whom, goal: Some(label(en, zh)), actions, ..Playbook::default() }
}

fn action(en: &str, zh: &str) -> Action {
    Action { what: label(en, zh), ..Action::default() }
}

fn label(en: &str, zh: &str) -> Label {
    Label { en: en.into(), zh: zh.into() }
}
