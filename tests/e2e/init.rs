use crate::world::World;

#[test]
fn it_makes_a_workspace_in_which_every_rule_stands() {
    let world = World::bare();
    let outcome = world.run(["init"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stderr, "");
    let changed = outcome.changed();
    let schemas = ["crm", "customer", "workspace"].map(|name| format!(".crm-schema/{name}.schema.json"));
    let rest = [".gitattributes", ".gitignore", "crm.yaml", "customers/.gitkeep"];
    let made: Vec<&str> = schemas.iter().map(String::as_str).chain(rest).collect();
    assert_eq!(changed, made);
    let union = ["*.log.jsonl", ".crm-forgotten", ".crm-schema/workspace.schema.json"];
    let union: String = union.map(|file| format!("{file} merge=union\n")).concat() + "**/*.files/* binary\n";
    assert_eq!(world.read(".gitattributes"), union);
    assert!(world.read(".gitignore").lines().any(|line| line == ".crm/"));
    let rules = world.read("crm.yaml");
    for rule in
        ["people:", "currency: USD", "workdays:", "cadence: 1 month", "agreed: [1, 1, 2, 3, 7, 7, 15]"]
    {
        assert!(rules.contains(rule), "{rule}");
    }
    assert!(outcome.stdout.contains("git init && git add ."), "says what to type next: {}", outcome.stdout);
    assert!(!world.path(".git").exists(), "but never runs git");
    assert_eq!(world.ok(["check"]), "0 customers checked: 0 errors, 0 warnings\n");
}

#[test]
fn run_twice_it_changes_nothing_and_says_so() {
    let world = World::bare();
    world.run(["init"]);
    let again = world.run(["init"]);
    insta::assert_snapshot!(again.whole(), @r"
    exit 0
    --- stdout
    this folder is a workspace already; nothing was changed.
    ");
}

#[test]
fn a_folder_is_made_where_it_is_missing() {
    let world = World::bare();
    let outcome = world.run(["init", "team/客户"]);
    insta::assert_snapshot!(outcome.stdout, @r#"
    Made crm.yaml, customers/, .gitattributes, .gitignore, .crm-schema/ in team/客户.

    Next:
      cd team/客户
      git init && git add . && git commit -m "A workspace for our customers"
      crm add "Müller Maschinenbau GmbH" --country DE --email anna@mueller.example
      crm due

    The team, the currency and the rules are in crm.yaml: every rule stands there with its default.
    "#);
    assert!(world.path("team/客户/crm.yaml").exists());
    let within = world.run(["-C", "team/客户", "due"]);
    assert_eq!(within.code, 0, "{within:?}");
}

#[test]
fn a_workspace_that_is_there_keeps_its_own_files() {
    let world = World::new();
    world.card("acme", "name: Acme\n").put(".gitattributes", "*.pdf binary\n");
    let rules = world.read("crm.yaml");
    let outcome = world.run(["init"]);
    assert_eq!(outcome.code, 0);
    let made: Vec<&str> =
        outcome.changed().into_iter().filter(|file| !file.starts_with(".crm-schema/")).collect();
    assert_eq!(made, [".gitignore"]);
    assert_eq!(world.read("crm.yaml"), rules);
    outcome.says(&["*.log.jsonl merge=union"]);
}

#[test]
fn it_speaks_chinese() {
    let world = World::bare();
    insta::assert_snapshot!(world.run(["--lang", "zh", "init"]).stdout, @r#"
    已在当前文件夹中创建 crm.yaml、customers/、.gitattributes、.gitignore、.crm-schema/。

    接下来：
      git init && git add . && git commit -m "客户工作区"
      crm add "深圳宏达机械有限公司" --country CN --email wang@hongda.example
      crm due

    团队、货币和规则都在 crm.yaml 中，每条规则都写明了默认值。
    "#);
}
