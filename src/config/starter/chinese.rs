//! The comments of a new `crm.yaml` in Chinese. The rules themselves are the same text in both languages,
//! so that they can't differ.

use crate::rules::settings::{Declared, Shape};
use crate::rules::views::ViewRules;

/// A comment: its first line in English, how many lines it has, and the whole of it in Chinese. A remark
/// behind a rule, and an example that is not a rule yet, have one line.
type Comment<'t> = (&'t str, usize, &'t str);

/// The text with its comments in Chinese.
pub(super) fn in_chinese(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    let of_views = of_views();
    let of_views =
        of_views.iter().map(|(english, count, chinese)| (english.as_str(), *count, chinese.as_str()));
    let comments: Vec<Comment<'_>> = COMMENTS.iter().copied().chain(of_views).collect();
    while let Some(line) = lines.next() {
        let (indent, comment) = divided(line);
        match comments.iter().find(|(english, ..)| *english == comment) {
            Some((_, count, chinese)) => {
                chinese.lines().for_each(|line| out.push_str(&format!("{indent}{line}\n")));
                lines.by_ref().take(count - 1).for_each(drop);
            }
            None => out.push_str(&(remarked(line) + "\n")),
        }
    }
    out
}

/// The comments of the views, which are declared with their numbers.
fn of_views() -> Vec<(String, usize, String)> {
    let keys = ViewRules::SECTION.keys.iter();
    let starters = keys.filter_map(|key| match key.shape {
        Shape::Section(section) => Some(section.starter),
        _ => None,
    });
    let said = starters.filter(|(english, _)| !english.is_empty());
    let comment = |(english, chinese): (&str, &str)| {
        let first = english.lines().next().unwrap_or_default();
        let chinese: Vec<String> = chinese.lines().map(|line| format!("# {line}")).collect();
        (format!("# {first}"), english.lines().count(), chinese.join("\n"))
    };
    said.map(comment).collect()
}

/// A line without what stands before its comment: blanks, or the sign of a rule that is not a rule yet.
fn divided(line: &str) -> (&str, &str) {
    let comment = match line.strip_prefix("#  ") {
        Some(rest) if rest.starts_with("# ") => rest,
        _ => line.trim_start(),
    };
    line.split_at(line.len() - comment.len())
}

/// A rule with the remark behind it.
fn remarked(line: &str) -> String {
    let Some((rule, remark)) = line.split_once(" # ") else { return line.to_owned() };
    let own = REMARKS.iter().find(|(english, _)| *english == remark).map(|(_, own)| *own);
    own.map_or_else(|| line.to_owned(), |own| format!("{rule} # {own}"))
}

const COMMENTS: &[Comment<'static>] = &[
    (
        "# crm.yaml: the rules of this workspace. The file marks its root.",
        5,
        "# crm.yaml：本工作区的规则。这个文件所在的文件夹就是工作区的根。
#
# 每条规则都写明默认值：改一个数字，由它推算的日期随即改变
# （crm due --why 可看由来）。没有写的用默认值。写得对不对，用 crm check 检查。",
    ),
    (
        "# --- The team -----------------------------------------------------------------",
        6,
        "# --- 团队 ---------------------------------------------------------------------
# 键就是客户文件里 owner: 和日志里 by 所写的编号；name 是姓名。
# email 与 git 的 user.email 对应，crm 由此知道是谁在操作。
# hours_a_week 是每周可用于跟进的小时数，lang 是邮件的语言（zh、en），
# day: 09:00-18:00 是上班时间，用来对照客户方便的时段；
# manager: true 的人审批申请（crm log 编号 --request \"…\"）。",
    ),
    (
        "# Where the team works (an IANA name): customers' hours are told in this time, too.",
        2,
        "# 团队所在的时区（IANA 名称）：客户的时段会换算成这个时间。
# 在别处的人，在 people 下写自己的 timezone。",
    ),
    (
        "# --- Money --------------------------------------------------------------------",
        2,
        "# --- 币种 ---------------------------------------------------------------------
# 合计都用这个币种；没有写币种的记录也按它计算。",
    ),
    (
        "# What one unit of another currency is worth in it, from a day on. An amount",
        2,
        "# 其他币种的一个单位折合多少，从哪一天起。没有汇率的金额会被指出，不会猜测。",
    ),
    (
        "# --- The calendar -------------------------------------------------------------",
        3,
        "# --- 工作日历 -----------------------------------------------------------------
# 推算出的日期遇休息日，顺延到下一个工作日；约定的日期不动。",
    ),
    ("# Days off, single or in a row.", 1, "# 假日：单日，或连续几天。"),
    (
        "#  - {on: 2026-10-01, until: 2026-10-07, what: National Day}",
        1,
        "#  - {on: 2026-10-01, until: 2026-10-07, what: 国庆节}",
    ),
    ("# Working days that would otherwise be free (调休).", 1, "# 调休上班的日子。"),
    (
        "# --- Days to remember ---------------------------------------------------------",
        7,
        "# --- 重要日子 -----------------------------------------------------------------
# crm dates 列出生日、公司成立日、客户文件里的日子，以及团队自己的日历：节日、
# 展会。on 写 MM-DD 表示每年同一天，日期不固定的逐年写明；until 是最后一天，写法
# 同 on；country 是哪些国家过（不写则人人都过）；days_before 是提前多少天提醒。
# 写了 review: true 的（如价格调整），之后没有重新定级的客户都要复核等级。",
    ),
    (
        "#  - {what: Open house in Ningbo, on: 2027-04-08, days_before: 30}",
        1,
        "#  - {what: 宁波工厂开放日, on: 2027-04-08, days_before: 30}",
    ),
    (
        "# How far ahead `crm dates` looks. An invoice is told of so long before it falls due,",
        7,
        "# crm dates 向后看多久。发票到期前多久提醒，逾期满这些天各催一次，逐级加重；
# 报价多久没有答复就提醒；商机等我方（ours）或等客户（theirs）多久没有动静就提醒；
# 流失的客户过多久再回访；合同到期前多久提醒，到期后没有新合同的再提醒同样久。
# 联系人资料超过 verify_after 没有核实（verified）、对方也没有回复的，提醒核实。",
    ),
    (
        "# --- Complaints ---------------------------------------------------------------",
        3,
        "# --- 投诉 ---------------------------------------------------------------------
# 从提出算起，按整天计：24 小时内答复，48 小时内解决。
# 客户提出终止合作的（kind: ending），时限相同。",
    ),
    (
        "# --- Alarms -------------------------------------------------------------------",
        3,
        "# --- 流失预警 -----------------------------------------------------------------
# crm alarm 对可能流失的客户预警：第一个等级的客户，以及客户金字塔中直到某一层的
# （super、big、medium、small；none 表示只看等级）。",
    ),
    (
        "# --- Pictures and papers ------------------------------------------------------",
        3,
        "# --- 图片和文件 ---------------------------------------------------------------
# 存在日志旁的图片和文件可以多大，单位为百万字节：单个的上限，以及整个工作区的总量，
# 超过时会提示。每个副本都要一直带着它们。",
    ),
    (
        "# --- Deals --------------------------------------------------------------------",
        3,
        "# --- 商机 ---------------------------------------------------------------------
# 商机在各阶段成交的可能性：crm deals 用它给金额加权。阶段由日志得出。",
    ),
    (
        "# --- The lead score -----------------------------------------------------------",
        8,
        "# --- 线索评分 -----------------------------------------------------------------
# 哪些情况说明可能下单，各给多少分；lead 视图据此分热、温、冷，crm show 列出明细。
# key 看客户文件（is：含有这些词；from、below：数值范围；都不写：只要填了就算），
# event 看日志：need 需求、reply 反应、visit 上门、sample 样品、quote 报价、
# order 订单。fades：得分在这段时间内均匀减到零。order: true 时同一等级内分高的
# 排在前面；ungraded: true 时未定级而评分为热的按高潜力定级；客户文件写
# potential: scored 的，潜力由评分决定。",
    ),
    (
        "# --- The lead time ------------------------------------------------------------",
        3,
        "# --- 提前联系 -----------------------------------------------------------------
# 在预计的下一单之前多久联系客户；客户文件可以另写（lead_time: 3 weeks）。",
    ),
    (
        "# --- The need -----------------------------------------------------------------",
        3,
        "# --- 需求 ---------------------------------------------------------------------
# 最近一次谈到需求的跟进在多久之内有效；之后以客户文件为准。",
    ),
    (
        "# --- What a customer's file has to say ----------------------------------------",
        4,
        "# --- 客户资料的要求 -----------------------------------------------------------
# 各等级必填的字段；contacts.email 表示至少一位联系人有邮箱。
# 一个等级除自己的字段外，还要求排在它后面各等级的字段。
# 缺什么见 crm list --incomplete 和 crm check --quality。",
    ),
    (
        "# The values that the team has agreed on, for status, source, industry, region,",
        3,
        "# 团队统一的取值，可用于 status、source、industry、region、language 和 tags。
# 输入别的值会被拒绝，crm check 也会指出。",
    ),
    (
        "# --- The public pool ----------------------------------------------------------",
        7,
        "# --- 公海 ---------------------------------------------------------------------
# 没有人跟进的客户退回公海，任何人都可以认领。不写 after 就不会自动回收。
# 按等级写明最多多久没有跟进（followup）、没有订单（order）、没有成交进展
# （deal：订单、报价、样品、合同）或没有表现出兴趣（interest：不是拒绝的回复、需求、
# 成交进展）；从最近一次算起，后来才接手的从接手算起。
# crm pool --sweep 可查看谁将退回公海。",
    ),
    ("# Instead of the line above:", 1, "# 要启用，把上面一行换成："),
    (
        "# Who never falls: with a running sample, a quote as long as it counts (views.deal),",
        2,
        "# 不退回公海的：样品进行中，报价有效（见 views.deal），一年内有订单，投诉未解决；终止意向未了结的一律不退。",
    ),
    (
        "# --- The scheme: which classes drive the follow-ups ----------------------------",
        1,
        "# --- 方案：按哪种等级安排跟进 -------------------------------------------------",
    ),
    (
        "# trade:   A to E by what a customer did so far; people decide, files say `grade`",
        8,
        "# trade：按客户做到哪一步分 A 到 E，由人决定，写在客户文件的 grade
# own：  在 grades 下写自己的等级，也由人决定
# abc、volume、pyramid、value、lifecycle、importance、need：按订单和日志自动计算，
#        客户文件里不用写等级；写了而不一致的会一并显示。下面没有写规则的等级用内置
#        规则；unplaced: C 指定无法归类的客户归哪一级。
# 换方案时，下面的 grades 和 playbooks 也要换；不写则用该方案自带的。",
    ),
    (
        "# --- The grades, in the order of work -----------------------------------------",
        6,
        "# --- 等级，按跟进顺序排列 -----------------------------------------------------
# cadence：隔多久跟进一次（days、weeks、months、years），或至少多少次
#          （2 a month），或不跟进（never）
# steps：  逐步跟进的间隔天数，从某个事件起算：样品的 agreed、sent、received、
#          passed、failed、cancelled，或 quote 报价、order 订单、contract 合同
# minutes：一次跟进用多少分钟",
    ),
    (
        "# Follow-ups are placed before the next expected order, once the customer's rhythm",
        4,
        "# 摸清下单节奏之后，跟进安排在预计的下一单之前：至少下过多少单（orders），
# 预计下单日期前后偏离不超过通常间隔的多少（spread，见 crm help rhythm）。
# 至少每 longest 联系一次。",
    ),
    (
        "# Products that want other steps, by the `item` of samples and quotes.",
        1,
        "# 需要另一套步骤的产品，按样品和报价的 item 填写。",
    ),
    (
        "# --- When a day is too short --------------------------------------------------",
        6,
        "# --- 一天排不下的时候 ---------------------------------------------------------
# crm agenda 按每人的工时排定：一部分时间（debts）先用于久拖未跟的客户（逾期超过
# 周期的多少，late），再排多久之内截止的（closing：订货窗口、约定的日期、样品步骤、
# 投诉），然后按等级顺序排。有等级写了 worth: 16（一次跟进与其他等级相比值多少，不写
# 则是下一级的两倍）的，改按每分钟的价值排。",
    ),
    (
        "# --- Playbooks: what to do this time ------------------------------------------",
        1,
        "# --- 跟进要点：这次做什么 -----------------------------------------------------",
    ),
    (
        "# For a grade, or for value + potential + relationship with * for any. An action",
        8,
        "# 按等级写，或按「价值 + 潜力 + 关系」写，* 表示不限。带 after 的只在最近一件事
# 是它的时候有效。plan: required 表示没有计划就不联系。who 写还有谁参与。
# 带 every 的动作，从上次完成起过了这么久就再次到期：用 crm log 编号 --action 名称
# 勾掉（写 name 或动作本身都行），或者以同名方式联系过（--via 拜访）。动作里写
# who: wang，就排到小王的日程。跟进要点也可以写给视图的某一类：lifecycle=decline、
# face=red；还没有成交、价值无从判断的客户写 - + high + *。",
    ),
    (
        "# --- The views: other ways to divide customers --------------------------------",
        3,
        "# --- 视图：客户的其他分法 -----------------------------------------------------
# 由日志计算，不另存。crm show 全部列出，crm list --in 金字塔=超级客户,大客户 按它们
# 筛选。20% 写作 0.2。",
    ),
    (
        "# --- The moves that `crm review` suggests -------------------------------------",
        2,
        "# --- crm review 建议的等级调整 ------------------------------------------------
# 不需要建议：写 moves: off。",
    ),
    ("# --- The moves that `crm review` suggests --------------------------------------", 3, OWN_MOVES),
    (
        "# The grade of those who ordered, those with a sample, and those with a high",
        2,
        "# 已下单、有样品、潜力高、潜力一般、没有潜力的各归哪一级；几项可以是同一级。",
    ),
    (
        "# A leaves its grade after so long without an order, when its own rhythm, where",
        2,
        "# A 多久没有下单就降级；下单节奏已知的，还要错过这么多个周期。",
    ),
    (
        "# C and D go one down after so many follow-ups in a row without a reply, on so",
        2,
        "# C 和 D 连续跟进多少次没有回复就降一级，至少分在几天。",
    ),
    (
        "# For so long after a change of grade nobody goes down for these two reasons,",
        2,
        "# 等级变动之后多久，不因这两个原因再降，也不因回复而升。",
    ),
    (
        "# Verify the contact after so many bounces in a row, or so many messages to one",
        2,
        "# 连续退信多少次，或发往同一地址多少次没有回复，就提醒核实联系人。",
    ),
    (
        "# Look at a grade again that nobody decided on or confirmed for so long.",
        1,
        "# 多久没有人定级或确认，就提醒复核。",
    ),
    // What the other schemes say.
    (
        "# You decide: `crm grade acme warm --why \"asked for dates\"`. The words are yours,",
        2,
        "# 由人决定：crm grade 宏达 warm --why \"问了档期\"。等级的名称自己定，可以是中文
# （金牌、银牌）；这里的顺序就是跟进顺序。",
    ),
    (
        "# Gaps in days, counted from the newest of these events. When they are used up",
        2,
        "# 间隔天数，从最近的一件事起算。用完仍没有答复，就要作出决定。",
    ),
    (
        "# By value + potential + relationship, whatever the class; * stands for any.",
        1,
        "# 按「价值 + 潜力 + 关系」，不论等级；* 表示不限。",
    ),
    (
        "# The classes follow from the orders: no file needs a `grade`. A file that has one",
        2,
        "# 等级由订单算出：客户文件里不用写 grade。写了而不一致的显示为 A≠C，crm review 会
# 提议改正。",
    ),
    (
        "# Without revenue in the last year nobody can be ranked; they are worked as a C.",
        1,
        "# 近一年没有销售额的无法排名，按 C 跟进。",
    ),
    (
        "# A good prospect may have a cadence of its own in its file: `cadence: 2 weeks`.",
        1,
        "# 看好的潜在客户可在文件里单独写周期：cadence: 2 weeks。",
    ),
    (
        "# Who never ordered has no volume; they are worked as a C unless the file says more.",
        1,
        "# 从未下单的没有销量，按 C 跟进，除非文件里另有说明。",
    ),
    (
        "# Here everybody has a class: who never ordered is a prospect (there was a contact)",
        2,
        "# 人人都有一类：从未下单的，联系过的是潜在客户（prospect），没联系过的是待开发客户
# （suspect），永远不会需要的是 other。",
    ),
    (
        "# The class is the worst of the three that are known. Write `renewal: 0.9` into a",
        2,
        "# 等级取已知三项中最低的一项。请尽量在客户文件里写 renewal: 0.9（续约意向），在
# 订单里写 margin（毛利率）或 cost（成本）。",
    ),
    (
        "# Who never ordered has no value; they are worked as a C unless the file says more.",
        1,
        "# 从未下单的没有价值等级，按 C 跟进，除非文件里另有说明。",
    ),
    (
        "# A stage without a playbook here goes by the built-in `lifecycle=growth` and its like.",
        1,
        "# 这里没有写要点的阶段，用内置的 lifecycle=growth 等。",
    ),
    (
        "# Whose amounts of one of the two years nobody knows is worked as a mature one.",
        1,
        "# 两年中有一年金额不详的，按成熟期跟进。",
    ),
    (
        "# Important: super, big or medium in the pyramid, or with a high potential in the",
        2,
        "# 重要：金字塔中的超级、大、中客户，或文件里写 potential: high 的，不论已经买了多少
# 还是将来能买多少。",
    ),
    (
        "# The need is that of the last follow-up that says something of it (`crm log ID",
        3,
        "# 需求以最近一次谈到它的跟进为准（crm log 编号 --need target），在 need_lasts 之内；
# 否则以客户文件的 need: 为准。谁都没说的按潜在客户跟进。",
    ),
    (
        "# For a class, or for value + potential + relationship; * stands for any, and the",
        2,
        "# 按等级，或按「价值 + 潜力 + 关系」；* 表示不限，写得最具体的优先。",
    ),
    (
        "# --- The moves ----------------------------------------------------------------",
        3,
        "# --- 等级调整 -----------------------------------------------------------------
# 自动计算的等级会自己变动，这里只剩一件事：退信多少次，或发出多少次没有回复，就
# 提醒核实联系人。",
    ),
];

const OWN_MOVES: &str = "# --- crm review 建议的等级调整 ------------------------------------------------
# 内置的调整在自己的等级里是什么意思。不需要建议：写 moves: off。";

const REMARKS: &[(&str, &str)] = &[
    ("so early the owner's agenda says that it leaves", "提前多久在负责人的清单上提醒"),
    ("customers that one person may have and still claim others", "名下不超过几个才能认领"),
    ("claims of one person on one day", "一人一天最多认领几个"),
    ("for so long the last owner may not claim it back", "原负责人多久之内不能认领"),
    ("while the sample is agreed, made and sent", "寄样前：约定、制作、寄出"),
    ("once the customer has it", "客户收到之后"),
    ("at least: one before each half of the month ends", "至少：上半月、下半月各一次"),
    ("after the offer", "报价之后"),
    ("after the signature, until the work has begun", "签约之后，到开工为止"),
    ("after a trial workshop was agreed (a sample)", "约定试讲之后（算样品）"),
    ("so long after the last contact", "距上次联系"),
    ("kept, but on no agenda", "保留，但不再安排跟进"),
    ("nobody is contacted without a plan", "没有计划就不联系"),
    ("a client without an order: warm again", "没有订单的客户：退回 warm"),
    ("so many contacts without a reply: one down", "多少次没有回复就降一级"),
    ("fewer, but never made to feel it: a C can become an A", "次数少些，但不要让客户感觉到：C 也会变成 A"),
    ("nobody calls a key account without a plan", "重点客户没有计划就不联系"),
    ("the hours that are meant to grow somebody", "用来培养客户的时间"),
    ("ordered before, not in the last year", "以前下过单，近一年没有"),
    ("first those who begin to leave", "先跟进正在流失的"),
    ("before the inactive: it may still become anything", "排在不活跃客户之前：还有各种可能"),
];
