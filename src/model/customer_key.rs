//! The keys of a customer's file, and all that is known of each: the one list of them.
//!
//! Reading, writing, `crm set`, import, export, merging, redaction, forgetting, completion, the names in both
//! languages and the schema stand on it. A key that is new is a line here and a field of [`Customer`](super::Customer).

use super::key::{ForgetRule, KeyInfo, RedactRule, ValueKind};
use super::{Measure, words};

words! {
    /// A key of a customer's file, in the order in which files have them.
    CustomerKey {
        /// Its name, as one says it.
        Name = "name",
        /// Other names of the same customer.
        Aliases = "aliases",
        /// The team's own customer number.
        Number = "number",
        /// A class of the workspace's driving scheme; none while it still has to be graded.
        Grade = "grade",
        /// Who looks after it; none while it is in the pool.
        Owner = "owner",
        /// Where we stand with it, in the team's own words.
        Status = "status",
        /// The day of the first contact.
        Since = "since",
        /// Where we found it.
        Source = "source",
        Industry = "industry",
        /// ISO 3166-1 alpha-2.
        Country = "country",
        /// Region within the country.
        Region = "region",
        /// Postal address.
        Address = "address",
        /// IANA name.
        Timezone = "timezone",
        /// The language in which one writes to it.
        Language = "language",
        /// Its number at the tax office.
        TaxId = "tax_id",
        /// Its site.
        Website = "website",
        /// Number of people it employs.
        Staff = "staff",
        /// Its own yearly revenue.
        Revenue = "revenue",
        /// When it was founded.
        Founded = "founded",
        /// The people there.
        Contacts = "contacts",
        /// How it likes to be approached.
        Prefers = "prefers",
        /// Whether it needs what we sell.
        Need = "need",
        /// How large the need is.
        NeedSize = "need_size",
        /// What it may spend.
        Budget = "budget",
        /// How it buys: by tender, once a year, through its head office …
        BuyingProcess = "buying_process",
        /// Who decides, and who influences: in the order in which one has to win them.
        Decision = "decision",
        /// How its industry is doing (S4).
        Outlook = "outlook",
        /// What it builds, opens or plans to (S4).
        Expansion = "expansion",
        /// What could become of it.
        Potential = "potential",
        /// Why it counts although it brings no visible profit: the black face's reason (S3).
        Influence = "influence",
        /// Who of the management has agreed to work for it all the same, and when.
        Approved = "approved",
        /// Likelihood of renewal, 0 to 1.
        Renewal = "renewal",
        /// What to achieve with it.
        Plan = "plan",
        /// What one may promise it.
        Promises = "promises",
        /// Days to remember.
        Dates = "dates",
        /// Overrides the grade's cadence for this customer alone.
        Cadence = "cadence",
        /// How long before its next order it is to be spoken to.
        LeadTime = "lead_time",
        /// Free labels.
        Tags = "tags",
        /// Ids of customers that look like it, and of which somebody has said that they are others.
        Distinct = "distinct",
        /// The id of the customer that referred it to us.
        ReferredBy = "referred_by",
        /// Since when it is out of every agenda.
        Archived = "archived",
        /// Free text.
        Notes = "notes",
        /// The team's own fields, never questioned.
        Custom = "custom",
    }
}

impl CustomerKey {
    /// How many there are.
    pub const COUNT: usize = CustomerKey::ALL.len();

    /// What is known of it.
    pub const fn info(self) -> KeyInfo {
        use ForgetRule::{Gone, Kept, Masked, Named};
        use RedactRule::{Hidden, Mask, Own, Removed, Seen};
        match self {
            CustomerKey::Name => KeyInfo::new("名称", ValueKind::Name, Seen, Named)
                .headers(
                    "name customer customername company companyname firm firma firmenname kunde \
                     kundenname account accountname organization organisation organizationname \
                     clientname client businessname associatedcompany 客户名称 客户 客户名 公司 \
                     公司名称 公司名 企业名称 企业 单位 单位名称 客户公司 客户全称 公司全称 名称 \
                     厂名 客戶名稱 客戶 公司名稱",
                )
                .schema("The customer's name, as one says it.", r#"["Müller Maschinenbau GmbH"]"#),
            CustomerKey::Aliases => KeyInfo::new("别名", ValueKind::Texts, Mask("alias"), Named)
                .headers(
                    "aliases alias shortname alsoknownas 别名 简称 客户简称 公司简称 英文名 \
                     英文名称 曾用名 简稱",
                )
                .schema(
                    "Other names of the same customer, in any language; searched like the name.",
                    r#"[["穆勒机械"]]"#,
                ),
            CustomerKey::Number => KeyInfo::new("客户编号", ValueKind::Text, Mask("number"), Kept)
                .searched()
                .headers(
                    "number customernumber customerno customercode accountnumber recordid \
                     organizationalidnumber kundennummer kundennr code 客户编号 编号 客户号 \
                     客户代码 客户编码 客戶編號",
                )
                .schema("The team's own customer number, best in quotes.", r#"["2024001"]"#),
            CustomerKey::Grade => KeyInfo::new("等级", ValueKind::Text, Own, Kept)
                .common()
                .headers(
                    "grade customergrade level rank rating class category 等级 客户等级 级别 \
                     客户级别 星级 客户分级 評級 等級",
                )
                .hint(
                    "A                # a class of crm.yaml; without one it is still to be \
                     graded",
                    "A                # crm.yaml 里的等级；不写则尚未定级",
                )
                .schema("A class of crm.yaml's `grades`. Absent: it still has to be graded.", r#"["B"]"#),
            CustomerKey::Owner => KeyInfo::new("负责人", ValueKind::Text, Own, Kept)
                .common()
                .headers(
                    "owner salesperson salesrep sales accountmanager responsible assignedto \
                     accountowner companyowner contactowner recordowner betreuer verkäufer 负责人 \
                     业务员 业务 业务人员 业务经理 客户经理 维护责任人 责任人 跟进人 销售 销售员 \
                     销售人员 归属人 所属人 客户负责人 業務員 負責人",
                )
                .hint("li               # without one it is in the pool", "li               # 不写则在公海")
                .schema(
                    "Who looks after it, by the key in crm.yaml's `people`. Absent: it is in the \
                     pool.",
                    r#"["li"]"#,
                ),
            CustomerKey::Status => KeyInfo::new("状态", ValueKind::Text, Mask("status"), Masked)
                .common()
                .choosable()
                .searched()
                .later(2)
                .headers("status currentstatus customerstatus 状态 当前状态 客户状态 狀態")
                .schema(
                    "Where we stand with it, in the team's own words; one of `choices.status` where \
                     crm.yaml fixes them.",
                    r#"["in talks"]"#,
                ),
            CustomerKey::Since => KeyInfo::new("始于", ValueKind::Day, Seen, Kept)
                .common()
                .headers(
                    "since customersince created createdat createdon createdate firstcontact \
                     dateadded kundeseit seit 首次接触 首次联系 首次接触日期 创建时间 创建日期 \
                     建档日期 建档时间 录入时间 录入日期 开始合作 添加时间",
                )
                .schema("The day of the first contact, YYYY-MM-DD.", r#"["2026-04-20"]"#),
            CustomerKey::Source => KeyInfo::new("来源", ValueKind::Text, Hidden, Gone)
                .common()
                .choosable()
                .searched()
                .headers(
                    "source leadsource originalsource origin channel quelle herkunft 来源 \
                     客户来源 渠道 线索来源 来源渠道 來源",
                )
                .hint("Canton Fair 2026", "2026 年广交会")
                .schema("Where we found it.", r#"["Canton Fair 2026"]"#),
            CustomerKey::ReferredBy => KeyInfo::new("转介绍人", ValueKind::Text, Mask("id"), Kept)
                .later(3)
                .headers(
                    "referredby referrer introducedby recommendedby 转介绍人 介绍人 推荐人 \
                     转介绍客户 介绍客户 推荐客户 介绍方 推荐方 引荐人",
                )
                .schema(
                    "The id of the customer that referred this one to us: crm referrals counts them.",
                    r#"["mueller-maschinenbau"]"#,
                ),
            CustomerKey::Industry => KeyInfo::new("行业", ValueKind::Text, Mask("industry"), Masked)
                .common()
                .choosable()
                .searched()
                .headers(
                    "industry sector branche 行业 所属行业 客户行业 行業 主营产品 主营业务 主营 \
                     主要产品 主要业务 经营业务 经营范围",
                )
                .hint("machinery", "机械")
                .schema("Its industry.", r#"["machinery"]"#),
            CustomerKey::Country => KeyInfo::new("国家", ValueKind::Country, Own, Kept)
                .common()
                .searched()
                .headers(
                    "country countrycode countryregion businesscountryregion businesscountry \
                     addresscountry billingcountry mailingcountry nation land 国家 国别 国家地区 \
                     所在国家 國家",
                )
                .hint("DE             # ISO 3166-1, two letters", "CN             # 两位字母的国家代码")
                .schema(
                    "Its country, two capital letters (ISO 3166-1 alpha-2). Norway is best \
                     written \"NO\", in quotes.",
                    r#"["DE"]"#,
                ),
            CustomerKey::Region => KeyInfo::new("地区", ValueKind::Text, Mask("region"), Masked)
                .common()
                .choosable()
                .searched()
                .headers(
                    "region state stateregion stateprovince businessstate addressregion \
                     billingstate mailingstate province area bundesland 地区 区域 省份 省 州 省市 \
                     所在地区 地區",
                )
                .schema("Region within the country.", r#"["Bavaria"]"#),
            CustomerKey::Address => KeyInfo::new("地址", ValueKind::Text, Hidden, Gone)
                .searched()
                .headers(
                    "address street streetaddress businessstreet addressstreet addressformatted \
                     addressextendedaddress billingstreet mailingstreet postaladdress adresse \
                     anschrift strasse 地址 公司地址 详细地址 联系地址 通信地址 通讯地址",
                )
                .schema("Postal address.", r#"["Industriestr. 5, 80331 München"]"#),
            CustomerKey::Timezone => KeyInfo::new("时区", ValueKind::Zone, Own, Kept)
                .common()
                .headers("timezone tz zeitzone 时区")
                .hint("Europe/Berlin", "Asia/Shanghai")
                .schema(
                    "Its time zone by its IANA name. Without it, that of a country which has only \
                     one.",
                    r#"["Europe/Berlin"]"#,
                ),
            CustomerKey::Language => KeyInfo::new("语言", ValueKind::Text, Own, Masked)
                .common()
                .choosable()
                .later(1)
                .headers(
                    "language lang preferredlanguage sprache langue idioma 语言 沟通语言 首选语言 \
                     邮件语言 語言",
                )
                .hint("en", "zh")
                .schema(
                    "The language in which one writes to it, as in templates/<name>.<language>.md: \
                     en, zh, de …",
                    r#"["de"]"#,
                ),
            CustomerKey::TaxId => KeyInfo::new("税号", ValueKind::Text, Mask("tax"), Kept)
                .searched()
                .later(7)
                .headers(
                    "taxid taxno taxnumber vatid vatno vatnumber ustidnr steuernummer 税号 纳税人识别号 \
                     统一社会信用代码 稅號",
                )
                .schema("Its number at the tax office, best in quotes.", r#"["DE811128135"]"#),
            CustomerKey::Website => KeyInfo::new("网站", ValueKind::Text, Own, Masked)
                .searched()
                .headers(
                    "website web site url websiteurl websitevalue webpage businesshomepage \
                     companydomainname companydomain domainname homepage webseite domain 网址 \
                     网站 官网 公司网址 公司网站 主页 網址 網站",
                )
                .schema("Its web site.", r#"["mueller-maschinenbau.example"]"#),
            CustomerKey::Staff => KeyInfo::new("员工人数", ValueKind::Number(Measure::Staff), Removed, Kept)
                .common()
                .headers(
                    "staff size employees headcount numberofemployees mitarbeiter 企业规模 规模 \
                     人数 员工数 员工人数 公司规模",
                )
                .schema("How many people it employs.", "[120]"),
            CustomerKey::Revenue => KeyInfo::new("年营业额", ValueKind::Number(Measure::Cost), Removed, Kept)
                .common()
                .headers(
                    "revenue annualrevenue turnover yearlyrevenue umsatz 年营业额 营业额 年收入 \
                     年销售额 年产值",
                )
                .schema("Its own yearly revenue, in the workspace's currency.", "[15000000]"),
            CustomerKey::Founded => KeyInfo::new("成立", ValueKind::Founded, Own, Kept)
                .common()
                .headers(
                    "founded foundedon yearfounded established gegründet 成立日期 成立时间 \
                     成立年份 创立时间 注册日期",
                )
                .schema(
                    "When it was founded: the day, YYYY-MM-DD, or the year alone.",
                    r#"["1987-05-04", 1987]"#,
                ),
            CustomerKey::Contacts => KeyInfo::new("联系人", ValueKind::Contacts, Own, Gone)
                .headers("contacts")
                .hint(
                    "\n  - name: Anna Müller\n    email: anna@mueller.example",
                    "\n  - name: 王芳\n    email: wangfang@hongda.example",
                )
                .schema(
                    "The people there, and how to reach them.",
                    "[[{\"name\": \"Anna Müller\", \"decides\": true, \"email\": \
                     \"anna.mueller@mueller-maschinenbau.example\"}]]",
                ),
            CustomerKey::Prefers => KeyInfo::new("偏好", ValueKind::Preferences, Own, Gone)
                .common()
                .headers("prefers")
                .hint(
                    "{channel: email, hours: \"09:00-12:00\", meeting: short, cares_about: \
                     cost, tone: formal}",
                    "{channel: chat, hours: \"09:00-12:00\", meeting: short, cares_about: \
                     价格, tone: formal}",
                )
                .schema(
                    "How it likes to be approached.",
                    "[{\"channel\": \"email\", \"hours\": \"09:00-12:00\", \"meeting\": \
                     \"short\", \"cares_about\": \"cost\", \"tone\": \"formal\"}]",
                ),
            CustomerKey::Need => KeyInfo::new("需求", ValueKind::Need, Seen, Kept)
                .common()
                .headers("need 需求 客户需求 需求类别")
                .hint(
                    "target            # target, potential or dead",
                    "target            # target 有需求、potential 潜在、dead 无需求",
                )
                .schema(
                    "Whether it needs what we sell: target (needs it now), potential (will need \
                     it), dead (will never need it). With dead it is never due.",
                    r#"["target"]"#,
                ),
            CustomerKey::NeedSize => KeyInfo::new("需求量", ValueKind::Text, Hidden, Gone)
                .searched()
                .later(2)
                .headers("needsize demand volume quantityneeded 需求量 采购量 年需求量 年采购量 用量")
                .schema("How much of it is needed.", r#"["2,000 pieces a year"]"#),
            CustomerKey::Budget => KeyInfo::new("预算", ValueKind::Text, Hidden, Gone)
                .searched()
                .later(2)
                .headers("budget 预算 客户预算 采购预算 預算")
                .schema("What it may spend.", r#"["EUR 40,000 in 2027"]"#),
            CustomerKey::BuyingProcess => KeyInfo::new("采购流程", ValueKind::Text, Hidden, Gone)
                .searched()
                .later(2)
                .headers("buyingprocess purchasingprocess procurement 采购流程 采购方式 決策流程 决策流程")
                .schema(
                    "How it buys: what has to happen before it orders.",
                    r#"["three quotes, then the board in May"]"#,
                ),
            CustomerKey::Decision => KeyInfo::new("决策链", ValueKind::Decision, Own, Gone)
                .later(2)
                .headers("decision decisionchain decisionmakers 决策链 决策人员 決策鏈")
                .schema(
                    "Who decides on a purchase and who influences it, in the order in which they have to be \
                     won.",
                    "[[{\"who\": \"Anna Müller\", \"role\": \"decides\"}]]",
                ),
            CustomerKey::Outlook => KeyInfo::new("行业前景", ValueKind::Text, Hidden, Gone)
                .choosable()
                .searched()
                .later(4)
                .headers("outlook industryoutlook prospects 行业前景 前景 市场前景")
                .schema("How its industry is doing.", r#"["good"]"#),
            CustomerKey::Expansion => KeyInfo::new("扩张计划", ValueKind::Text, Hidden, Gone)
                .searched()
                .later(4)
                .headers("expansion expansionplans growthplans 扩张计划 扩产计划 扩产 扩张 发展计划")
                .schema("What it builds, opens or plans to.", r#"["a second plant in Hanoi, 2027"]"#),
            CustomerKey::Potential => KeyInfo::new("潜力", ValueKind::Potential, Seen, Kept)
                .common()
                .headers("potential 潜力 客户潜力 意向 意向度 意向程度")
                .hint("high         # high, medium or low", "high         # high 高、medium 中、low 低")
                .schema(
                    "What could become of it: high, medium, low; scored leaves it to the points of the \
                     lead score (crm.yaml's `score`).",
                    r#"["high"]"#,
                ),
            CustomerKey::Influence => KeyInfo::new("影响力", ValueKind::Text, Hidden, Gone)
                .common()
                .headers("influence 影响力")
                .schema(
                    "Why it counts although it brings no visible profit (the black face).",
                    r#"["lighthouse user of our new line"]"#,
                ),
            CustomerKey::Approved => KeyInfo::new("批准", ValueKind::Approval, Own, Kept)
                .common()
                .later(5)
                .headers("approved approval 批准 审批")
                .schema(
                    "Who of the management has agreed to work for a customer that brings no visible profit \
                     (the black face), and when: crm check --quality tells where nobody has.",
                    r#"[{"by": "wang", "on": "2026-11-20"}]"#,
                ),
            CustomerKey::Renewal => KeyInfo::new("续约可能", ValueKind::Fraction, Seen, Kept)
                .common()
                .headers("renewal 续约率 续约可能性")
                .schema("How likely it goes on buying, from 0 to 1.", "[0.9]"),
            CustomerKey::Plan => KeyInfo::new("计划", ValueKind::Text, Hidden, Gone)
                .common()
                .searched()
                .headers("plan nextstep 计划 跟进计划 下一步 下一步计划")
                .hint("what to achieve with it", "要达成的目标")
                .schema(
                    "What to achieve with it.",
                    r#"["get the test report, agree on a first order of 500"]"#,
                ),
            CustomerKey::Promises => {
                KeyInfo::new("承诺", ValueKind::Promises, Own, Gone).common().headers("promises").schema(
                    "What one may promise it.",
                    r#"[{"free": ["technical drawings"], "ask_first": ["24-hour service"]}]"#,
                )
            }
            CustomerKey::Dates => KeyInfo::new("纪念日", ValueKind::Dates, Own, Gone)
                .headers("dates")
                .schema("Days to remember.", r#"[[{"on": "2026-06-01", "what": "cooperation began"}]]"#),
            CustomerKey::Cadence => KeyInfo::new("跟进周期", ValueKind::Interval, Seen, Kept)
                .common()
                .headers("cadence interval 跟进周期 周期")
                .hint(
                    "45 days        # instead of the grade's",
                    "45 days        # 单独的跟进周期，代替等级的",
                )
                .schema(
                    "The time between follow-ups for this customer alone, in days, weeks, months \
                     or years; overrides its grade's cadence. A bare number is days.",
                    r#"["45 days", "2 weeks", "1 month"]"#,
                ),
            CustomerKey::LeadTime => KeyInfo::new("提前联系", ValueKind::Interval, Seen, Kept)
                .later(6)
                .headers("leadtime 提前联系 提前量 提前时间")
                .schema(
                    "How long before its next expected order it is to be spoken to, in days, weeks, \
                     months or years; overrides the lead_time of crm.yaml. A bare number is days.",
                    r#"["10 days", "3 weeks"]"#,
                ),
            CustomerKey::Tags => KeyInfo::new("标签", ValueKind::Texts, Mask("tag"), Masked)
                .common()
                .choosable()
                .headers("tags tag labels categories groupmembership schlagworte 标签 客户标签 標籤")
                .schema("Free labels to filter by.", r#"[["hydraulics", "lighthouse"]]"#),
            CustomerKey::Distinct => {
                KeyInfo::new("并非同一客户", ValueKind::Texts, Mask("id"), Kept).later(1).schema(
                    "Ids of customers that look like this one, and that somebody has said to be \
                     others: crm dupes shows them no more.",
                    r#"[["mueller-bau"]]"#,
                )
            }
            CustomerKey::Archived => KeyInfo::new("归档", ValueKind::Day, Seen, Kept)
                .common()
                .headers("archived 归档 归档日期")
                .schema(
                    "The day from which on it is out of every agenda, YYYY-MM-DD. It is never \
                     deleted.",
                    r#"["2026-11-01"]"#,
                ),
            CustomerKey::Notes => KeyInfo::new("备注", ValueKind::Text, Hidden, Gone)
                .searched()
                .headers(
                    "notes note remarks remark comment comments description bemerkung bemerkungen \
                     notizen memo 备注 备注信息 说明 描述 客户备注 備註",
                )
                .schema(
                    "Free text of any length; `notes: |` begins a text of several lines.",
                    r#"["Orders in the first ten days of each month.\n"]"#,
                ),
            CustomerKey::Custom => {
                KeyInfo::new("自定义", ValueKind::Anything, Removed, Gone).common().headers("custom").schema(
                    "The team's own fields, of any shape; never questioned.",
                    r#"[{"forwarder": "Kuehne", "incoterm": "FOB"}]"#,
                )
            }
        }
    }
}
