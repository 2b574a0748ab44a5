//! The Chinese of the help, by command and by the id of the argument.

mod page;
mod read;
mod team;
mod write;

pub use page::HelpPage;

/// `crm` itself, and the command that clap adds.
const OUTER: &[HelpPage] = &[
    HelpPage {
        name: "crm",
        about: "客户跟进管理：今天该联系谁、为什么、要达成什么，数据都是普通文件",
        args: &[],
        after: "一天的用法：
  crm due            今天该联系谁、为什么、要达成什么
  crm show 宏达      打电话前看一眼客户的情况
  crm log 宏达 \"价格可以，想先要样品\" --via 电话 --reply 有意向 --next 周五

退出码：0 完成 · 1 有待处理（check）· 2 用法或规则有误 · 3 没有该客户，或有多个
        4 被拒绝（重复、冲突）· 5 有文件读不了，其余已答 · 6 磁盘或 git 出错",
    },
    HelpPage {
        name: "help",
        about: "显示本说明，或某个命令、专题的说明",
        args: &[("what", "命令或专题")],
        after: "示例：
  crm help          全部命令和专题
  crm help log      一个命令
  crm help privacy  一个专题",
    },
];

/// What the arguments of several commands say.
pub const SHARED: &[(&str, &str)] = &[
    ("directory", "使用这个文件夹里的工作区（或 CRM_DIR）"),
    ("today", "以这一天为今天，YYYY-MM-DD（或 CRM_TODAY）"),
    ("lang", "语言：en 或 zh（或 CRM_LANG，否则随系统）"),
    ("color", "颜色：auto、always 或 never"),
    ("no_input", "不提问"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    ("customer", "客户：编号，或编号、名称、别名中唯一的一段"),
    ("why", "原因，记入日志"),
    ("by", "由谁决定（默认 CRM_USER，其次 git 的 user.email）"),
    ("dry_run", "只显示将写入的内容"),
    ("owner", "负责人；me 是自己，pool 是公海"),
    ("grade", "等级；none 是未定级"),
    ("country", "国家：名称或两位字母"),
    ("tag", "标签"),
    ("industry", "行业"),
    ("status", "状态（团队自己的说法）"),
    ("source", "来源"),
    ("need", "需求：target 有、potential 潜在、dead 无"),
    ("attention", "需关注：有未了结的投诉或终止意向"),
    ("limit", "最多显示几个"),
    ("format", "输出格式"),
    ("format=table", "给人看的表格"),
    ("format=plain", "每条一行，以制表符分隔"),
    ("format=json", "一个 JSON 文档"),
    ("format=csv", "带表头的 CSV"),
    ("format=ids", "只有编号，每行一个"),
    ("format=md", "Markdown 文本"),
    ("format=html", "HTML 网页，邮件和手机可读"),
    ("format=mail", "完整邮件：邮件头、纯文本、HTML"),
    ("to", "邮件的收件人（默认是负责人的邮箱；给主管的必填）"),
    ("from", "邮件的发件人，可写「姓名 <地址>」（默认由程序决定）"),
    ("send", "有内容时启动此程序发信（默认用自己配置里的 send:）"),
    ("json", "同 --format json"),
    ("redact", "除名称、规则用语和日期外都遮盖（或 CRM_REDACT=1）"),
];

/// The headings of the options.
const HEADINGS: &[(&str, &str)] = &[
    ("Which customers", "哪些客户"),
    ("Which entries", "哪些记录"),
    ("Output", "输出"),
    ("The follow-up", "跟进"),
    ("Events of the deal", "业务事件"),
    ("How it is read", "怎样读取"),
    ("For every new customer", "新客户共有的内容"),
];

/// What stands for a value: `--owner <人员>`.
const VALUES: &[(&str, &str)] = &[
    ("ACTION", "动作"),
    ("ADDRESS", "地址"),
    ("ANSWER", "回答"),
    ("AMOUNT", "金额"),
    ("BASE", "共同版本"),
    ("BY", "分法"),
    ("CADENCE", "周期"),
    ("CHANNEL", "渠道"),
    ("CODE", "代码"),
    ("CODES", "代码"),
    ("COMMAND", "命令"),
    ("COUNT", "个数"),
    ("COUNTRY", "国家"),
    ("WHICH", "哪一个"),
    ("DAY", "日期"),
    ("COMMAND|DIR", "命令|文件夹"),
    ("COMMAND|TOPIC", "命令|专题"),
    ("DIR", "文件夹"),
    ("FILE", "文件"),
    ("FORMAT", "格式"),
    ("FRACTION", "比例"),
    ("EMAIL", "邮箱"),
    ("FROM", "人员"),
    ("GRADE", "等级"),
    ("ID", "编号"),
    ("INDUSTRY", "行业"),
    ("KEEP", "保留"),
    ("KEY=VALUE", "字段=值"),
    ("KIND", "种类"),
    ("WHICH", "哪条"),
    ("LANG", "语言"),
    ("MESSAGE", "说明"),
    ("MINUTES", "分钟"),
    ("NAME", "名称"),
    ("NAMES", "列"),
    ("NEED", "需求"),
    ("NEW", "新编号"),
    ("SPAN", "时间"),
    ("NOTES", "备注"),
    ("NUMBER", "号码"),
    ("SCORE", "评分"),
    ("ORDER", "顺序"),
    ("OTHER", "并入"),
    ("OURS", "我方"),
    ("PATH", "路径"),
    ("OCCASION", "场合"),
    ("PERSON", "人员"),
    ("PROGRAM", "程序"),
    ("PHONE", "电话"),
    ("PLAN", "计划"),
    ("POSITION", "职位"),
    ("POTENTIAL", "潜力"),
    ("QUANTITY", "数量"),
    ("REGION", "地区"),
    ("REPLY", "反应"),
    ("REV", "版本"),
    ("SCHEME", "方案"),
    ("SCORE", "分数"),
    ("SHELL", "SHELL"),
    ("SIGN", "符号"),
    ("SORT", "排序"),
    ("SORTS", "种类"),
    ("SOURCE", "来源"),
    ("UNIT", "单位"),
    ("STAGE", "阶段"),
    ("STATE", "状态"),
    ("STATUS", "状态"),
    ("TABLE", "表"),
    ("TAG", "标签"),
    ("TEMPLATE", "模板"),
    ("TEXT", "内容"),
    ("THEIRS", "对方"),
    ("TIME", "时间"),
    ("TIMEZONE", "时区"),
    ("VERDICT", "结果"),
    ("VERSION", "版本"),
    ("VIEW", "视图"),
    ("VIEW=CLASS", "视图=类别"),
    ("VISIT", "能否拜访"),
    ("WEBSITE", "网址"),
    ("WECHAT", "微信号"),
    ("WHAT", "内容"),
    ("WHATSAPP", "号码"),
    ("WHEN", "时机"),
    ("WORDS", "关键字"),
];

pub fn pages() -> impl Iterator<Item = &'static HelpPage> {
    OUTER.iter().chain(write::PAGES).chain(team::PAGES).chain(read::PAGES)
}

pub fn page(command: &str) -> Option<&'static HelpPage> {
    pages().find(|page| page.name == command)
}

/// What an argument says, or one of its values; the command's own words come first.
pub fn text(page: Option<&HelpPage>, id: &str) -> Option<&'static str> {
    let own = page.map_or(&[][..], |page| page.args);
    own.iter().chain(SHARED).find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// What stands for a value.
pub fn value(english: &str) -> Option<&'static str> {
    VALUES.iter().find(|(known, _)| *known == english).map(|(_, own)| *own)
}

pub fn heading(english: &str) -> Option<&'static str> {
    HEADINGS.iter().find(|(known, _)| *known == english).map(|(_, own)| *own)
}
