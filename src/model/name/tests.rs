use super::*;

#[test]
fn ids_are_made_of_what_one_can_type() {
    for (name, id) in [
        ("Müller Maschinenbau GmbH", "mueller-maschinenbau"),
        ("深圳市宏达机械有限公司", "shenzhen-hongda-jixie"),
        ("重庆长安", "chongqing-changan"),
        ("Acme & Sons Co., Ltd.", "acme-sons"),
        ("ＡＢＣ　Trading", "abc-trading"),
        ("O'Brien Ltd", "obrien"),
        ("Čapek s.r.o.", "capek-s-r-o"),
        ("GmbH", "gmbh"),
        ("Ацме ООО", "ацме-ооо"),
        ("株式会社", "zhushi-huishe"),
        ("丽雅德建材有限公司", "liyade-jiancai"),
        ("圣宝罗工具", "shengbaoluo-gongju"),
        ("宁波东方进出口有限公司", "ningbo-dongfang-jinchukou"),
        ("顺发五金行", "shunfa-wujin-hang"),
        ("单氏五金行", "shanshi-wujin-hang"),
        ("广东省单氏贸易", "guangdong-shanshi-maoyi"),
        ("单国强五金", "shanguoqiang-wujin"),
        ("单晶材料", "danjing-cailiao"),
        ("查理机械设备", "chali-jixie-shebei"),
        ("中国银行", "zhongguo-yinhang"),
        ("宏达国际贸易", "hongda-guoji-maoyi"),
    ] {
        assert_eq!(slug(name).map(|id| id.to_string()).as_deref(), Some(id), "{name}");
    }
    assert_eq!(slug("!!!"), None);
    assert_eq!(slug(""), None);
}

#[test]
fn who_looks_for_a_name_needs_no_accents_and_no_other_script() {
    for (name, typed) in [
        ("Müller", "muller"),
        ("Müller", "mueller"),
        ("Mueller", "Müller"),
        ("ČKD Blansko", "ckd"),
        ("Čapek", "capek"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Smørrebrød", "smorrebrod"),
        ("Ångström", "angstrom"),
        ("São Paulo", "sao paulo"),
        ("İstanbul", "istanbul"),
        ("陝西濰柴", "陕西潍柴"),
        ("陕西潍柴", "陝西濰柴"),
        ("한국", "한국"),
    ] {
        let keys = search_keys(name);
        let found =
            search_keys(typed).iter().any(|typed| keys.iter().any(|key| key.contains(typed.as_str())));
        assert!(found, "{name}: {typed} in {keys:?}");
    }
}

#[test]
fn names_are_in_the_order_of_a_telephone_book() {
    let names = [
        "2 Brothers",
        "Ärzte",
        "Čedo",
        "Co",
        "(Dell) GmbH",
        "Ørsted",
        "Otto",
        "ŁÓDŹ",
        "Zorn",
        "Ωμέγα",
        "Яков",
        "安徽",
        "北京",
        "厦门",
        "重庆",
        "徐州",
    ];
    let mut sorted = names;
    sorted.sort_by_key(|name| sort_key(name));
    assert_eq!(
        sorted,
        [
            "2 Brothers",
            "Ärzte",
            "Čedo",
            "Co",
            "(Dell) GmbH",
            "ŁÓDŹ",
            "Ørsted",
            "Otto",
            "Zorn",
            "Ωμέγα",
            "Яков",
            "安徽",
            "北京",
            "重庆",
            "厦门",
            "徐州",
        ]
    );
}

#[test]
fn one_customer_spelled_twice_has_the_same_bare_name() {
    for (one, other) in [
        ("Müller Maschinenbau GmbH", "MULLER  MASCHINENBAU"),
        ("Müller Maschinenbau GmbH", "Mueller Maschinenbau"),
        ("深圳宏達機械有限公司", "深圳宏达机械"),
        ("Acme Co., Ltd.", "ACME"),
        ("ＡＢＣ Trading", "abc trading ltd"),
        ("Smith-Jones, Inc.", "smith jones"),
    ] {
        let (one, other) = (bare(one), bare(other));
        assert!(one.iter().any(|form| other.contains(form)), "{one:?} = {other:?}");
    }
    assert!(!bare("Acme Nord").contains(&bare("Acme Süd")[0]));
    assert_eq!(bare("Co"), ["co"], "a name is never empty for its legal form");
}
