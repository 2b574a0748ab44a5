//! `crm draft`: mails made of the team's templates, from the file to a mail program's drafts.
use std::fs;

use mail_parser::MessageParser;
use serde_json::json;

use crate::world::World;

const NEWS: &str = "---\nsubject: \"News for {{ name }}\"\nlanguage: en\nfor: {grade: E}\n---\nDear {{ contact.name | default(\"Sir or Madam\") }},\n\n{% if prefers.cares_about %}\nabout {{ prefers.cares_about }}.\n{% endif %}\n{{ me.name }}\n";

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {name: 李娜, email: li@example.com}}\n");
    world.card(
        "acme",
        "name: Acme Ltd\ngrade: E\nowner: li\nsince: 2026-01-01\nprefers: {cares_about: cost}\ncontacts:\n  - {name: Ann Lee, email: ann@acme.example, birthday: 11-20}\n",
    );
    world.card("hong-da", "name: 宏达机械\ngrade: E\nowner: li\nsince: 2026-01-01\ncountry: CN\ncontacts: [{name: 王芳, email: wang@hongda.example}]\n");
    world.card("old", "name: Old GmbH\ngrade: E\nowner: li\nsince: 2026-01-01\narchived: 2026-05-01\ncontacts: [{email: a@old.example}]\n");
    world.card("mute", "name: Mute SA\ngrade: E\nowner: li\nsince: 2026-01-01\n");
    world.put("templates/news.md", NEWS);
    world.put("templates/news.zh.md", "---\nsubject: \"{{ name }}新品\"\nfor: {grade: E}\n---\n{{ contact.name }}：\n\n您好！今天是 {{ today | date }}。\n");
    world
}

#[test]
fn the_first_template_is_explained_and_then_listed() {
    let world = World::new();
    let told = world.ok(["draft"]);
    assert!(told.contains("templates/news.md") && told.contains("crm help templates"), "{told}");
    let example = told.split("\n\n").skip(1).take(3).collect::<Vec<_>>().join("\n\n");
    world.put("templates/news.md", example);
    world.card("acme", "name: Acme\ngrade: E\nowner: li\nsince: 2026-01-01\n");
    let draft = world.call(["draft", "acme"]).env("CRM_USER", "li").run();
    assert_eq!(draft.code, 0, "what was printed is a template: {}", draft.stderr);
    assert!(draft.stdout.contains("Dear Sir or Madam,"), "{}", draft.stdout);
    let listed = world.ok(["draft"]);
    assert!(listed.contains("news") && listed.contains("grade E"), "{listed}");
}

#[test]
fn a_draft_is_in_the_customers_language_and_says_what_it_was_made_of() {
    let world = team();
    let one = &world.json(["draft", "acme", "--json"])[0];
    assert_eq!(
        json!([one["template"], one["language"], one["to"], one["subject"], one["body"]]),
        json!([
            "news",
            "en",
            "ann@acme.example",
            "News for Acme Ltd",
            "Dear Ann Lee,\n\nabout cost.\n李娜\n"
        ])
    );
    let one = &world.json(["draft", "hong-da", "--json"])[0];
    assert_eq!(
        json!([one["language"], one["body"]]),
        json!(["zh", "王芳：\n\n您好！今天是 2026年11月20日。\n"])
    );
    world.ok(["set", "hong-da", "language=en"]);
    let one = &world.json(["draft", "hong-da", "--json"])[0];
    assert_eq!(one["language"], json!("en"));
    assert_eq!(world.ok(["draft", "acme", "-f", "plain"]), "Dear Ann Lee,\n\nabout cost.\n李娜\n");
    let link = world.ok(["draft", "acme", "-f", "mailto"]);
    assert_eq!(
        link,
        "mailto:ann@acme.example?subject=News%20for%20Acme%20Ltd&body=Dear%20Ann%20Lee%2C%0D%0A%0D%0Aabout%20cost.%0D%0A%E6%9D%8E%E5%A8%9C\n"
    );
}

#[test]
fn a_birthday_comes_before_a_grade_and_goes_to_whose_it_is() {
    let world = team();
    world.put(
        "templates/birthday.md",
        "---\nsubject: Happy birthday\nfor: {occasion: birthday}\n---\nDear {{ contact.name }}\n",
    );
    assert_eq!(world.json(["draft", "acme", "--json"])[0]["template"], json!("birthday"));
    assert_eq!(
        world.json(["draft", "acme", "--today", "2026-11-21", "--json"])[0]["template"],
        json!("news")
    );
    assert_eq!(
        world.json(["draft", "hong-da", "--occasion", "birthday", "--json"])[0]["template"],
        json!("birthday")
    );
    world.put("templates/other.md", "---\nsubject: x\nfor: {occasion: birthday}\n---\nDear\n");
    world
        .run(["draft", "acme"])
        .refused(4, &["several templates suit it", "crm draft acme TEMPLATE (birthday, other)"]);
    assert!(world.ok(["draft", "acme", "news"]).contains("News for Acme Ltd"));
}

#[test]
fn drafts_for_many_go_among_ones_drafts_once() {
    let world = team();
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(world.path("Drafts").join(part)).unwrap();
    }
    let put = || world.run(["draft", "--grade", "E", "--due", "--maildir", "Drafts"]);
    let first = put();
    assert_eq!(first.code, 1, "one has no address: {}", first.stderr);
    first.says(&["2 drafts are in Drafts; nothing was sent", "Mute SA (mute): no mail address"]);
    let files = || -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(world.path("Drafts/cur"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(files(), ["crm-2026-11-20-news+acme:2,DS", "crm-2026-11-20-news+hong-da:2,DS"]);
    assert_eq!(fs::read_dir(world.path("Drafts/tmp")).unwrap().count(), 0);
    // A mail program has synced it and given it other flags.
    let cur = world.path("Drafts/cur");
    fs::rename(cur.join("crm-2026-11-20-news+acme:2,DS"), cur.join("crm-2026-11-20-news+acme,U=7:2,DF"))
        .unwrap();
    put().says(&["no new draft in Drafts", "2 were there already"]);
    assert_eq!(files().len(), 2);
    let bytes = fs::read(cur.join("crm-2026-11-20-news+hong-da:2,DS")).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.subject(), Some("宏达机械新品"));
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("wang@hongda.example"));
    assert_eq!(mail.body_text(0).unwrap().trim(), "王芳：\n\n您好！今天是 2026年11月20日。");
    assert_eq!(mail.header("X-Unsent").and_then(|value| value.as_text()), Some("1"));
    assert!(mail.message_id().is_none(), "who sends it gives it its name");
    world
        .run(["draft", "--grade", "E", "--maildir", "nowhere"])
        .refused(2, &["not a Maildir", "mkdir -p nowhere/cur"]);
    fs::create_dir(world.path("letters")).unwrap();
    world.run(["draft", "--grade", "E", "--output", "letters"]).says(&["2 drafts are in letters"]);
    assert!(world.path("letters/acme+news.eml").is_file());
    world
        .run(["draft", "--grade", "E", "--output", "customers/x"])
        .refused(2, &["among the customers' files"]);
    world.run(["draft", "--grade", "E", "-f", "mail"]).refused(2, &["are not one file", "--output DIR"]);
}

#[test]
fn what_is_missing_or_wrong_is_told_and_makes_no_draft() {
    let world = team();
    world.put("templates/offer.md", "---\nsubject: x\n---\n{{ contact.position }} and {{ quote.item }}\n");
    world.run(["draft", "acme", "offer"]).refused(
        4,
        &[
            "asks for contact.position, quote.item",
            "crm edit acme, or in templates/offer.md {{ contact.position | default(",
        ],
    );
    let one = &world.run(["draft", "acme", "offer", "--json"]);
    assert_eq!(one.code, 1);
    let one: serde_json::Value = serde_json::from_str(&one.stdout).unwrap();
    assert_eq!(one[0]["missing"], json!(["contact.position", "quote.item"]));
    world.run(["draft", "acme", "nwes"]).refused(2, &["no template \"nwes\"", "did you mean news?"]);
    world.run(["draft", "acme", "--occasion", "x"]).refused(2, &["\"x\" is not an occasion", "birthday"]);
    world.run(["draft", "acme", "--grade", "E"]).refused(2, &["don't go together"]);
    world.run(["draft", "mute", "-f", "mail"]).refused(4, &["nobody there has a mail address"]);
    assert!(world.ok(["check"]).contains("0 errors"));
    world.put("templates/bad.md", "---\nsubject: x\nfor: {grade: Z}\n---\nfine\n{{ nmae }}\n");
    world.run(["draft", "acme", "bad"]).refused(2, &["templates/bad.md:3:14", "no template \"bad\""]);
    let check = world.run(["check"]);
    assert_eq!(check.code, 1);
    assert!(!world.run(["draft"]).stdout.contains("bad"), "for whom it is nobody knows");
    assert!(check.stdout.contains("templates/bad.md:3:14"), "{}", check.stdout);
    world.put("templates/bad.md", "---\nsubject: x\n---\nfine\n{{ nmae }}\n");
    let check = world.run(["check"]);
    let want = "templates/bad.md:5:4: error: no customer has a field \"nmae\"";
    assert!(check.stdout.contains(want), "{}", check.stdout);
    world.run(["draft", "acme", "bad"]).refused(2, &["did you mean \"name\"?", "the template is wrong"]);
    fs::remove_file(world.path("templates/bad.md")).unwrap();
    // A link may lead anywhere, and what is sent may name what is read here.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", world.path("templates/leak.md")).unwrap();
    assert!(!world.ok(["draft"]).contains("leak"));
    // Nothing of it was written.
    assert!(world.run(["draft", "acme", "news"]).changed().is_empty());
}

#[test]
fn a_letter_says_amounts_and_words_as_one_does_in_its_language() {
    let world = team();
    let text =
        "{{ quote.amount | money }} {{ quote.currency }} · {{ sample.state | word }} · {{ country | word }}";
    world.put("templates/said.md", format!("---\nsubject: x\nlanguage: en\n---\n{text}\n"));
    world.put("templates/said.zh.md", format!("---\nsubject: x\n---\n{text}\n"));
    for id in ["acme", "hong-da"] {
        world.ok(["log", id, "offer", "--quote", "12000.50USD", "--item", "HX", "--via", "email"]);
        world.ok(["log", id, "--sample", "sent", "--item", "HX", "--ref", "S-1"]);
        world.ok(["set", id, "country=DE"]);
    }
    assert_eq!(world.ok(["draft", "acme", "said", "-f", "plain"]), "12,000.50 USD · sent · Germany\n");
    world.ok(["set", "hong-da", "language=zh"]);
    assert_eq!(world.ok(["draft", "hong-da", "said", "-f", "plain"]), "12,000.50 USD · 已寄样 · 德国\n");
}

#[test]
fn what_one_should_know_before_it_goes_out_is_told() {
    let world = team();
    world.ok(["log", "hong-da", "will leave", "--ending", "opened", "--why", "price", "--via", "call"]);
    world.put("templates/for-b.md", "---\nsubject: x\nfor: {grade: B}\n---\nDear all\n");
    let run = world.run(["draft", "-t", "for-b", "--owner", "li", "-f", "ids"]);
    assert!(run.stderr.contains("a wish to end is open:\n  宏达机械"), "{}", run.stderr);
    let codes = |id: &str| {
        let made = world.json(["draft", id, "for-b", "--json"]);
        made[0]["remarks"].clone()
    };
    assert_eq!(codes("hong-da"), json!(["attention", "out-of-scope"]));
    assert_eq!(codes("acme"), json!(["out-of-scope"]));
    // An occasion means, of many, those who have it.
    for (occasion, ids) in [("ending", "hong-da\n"), ("birthday", "acme\n"), ("complaint", "")] {
        let many = ["draft", "--occasion", occasion, "-t", "for-b", "--owner", "li", "-f", "ids"];
        assert_eq!(world.run(many).stdout, ids, "{occasion}");
    }
}

#[test]
fn each_draft_has_a_file_of_its_own_and_another_text_under_its_name_is_told() {
    let world = World::new();
    for (name, grade) in [("south", "B"), ("gmbh-south", "C")] {
        let text = format!("---\nsubject: Hi\nfor: {{grade: {grade}}}\n---\nDear {{{{ contact.name }}}}\n");
        world.put(&format!("templates/{name}.md"), text);
    }
    let card = |who: &str, grade: &str| {
        format!(
            "name: {who} AG\ngrade: {grade}\nowner: li\ncontacts: [{{name: {who}, email: a@{who}.example}}]\n"
        )
    };
    world.card("alpha", &card("anna", "C")).card("alpha-gmbh", &card("bert", "B"));
    fs::create_dir(world.path("letters")).unwrap();
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(world.path("Drafts").join(part)).unwrap();
    }
    for folder in [["--output", "letters"], ["--maildir", "Drafts"]] {
        let put = || world.run([&["draft", "-o", "li"], &folder[..]].concat());
        put().says(&["2 drafts are in"]);
        let again = put();
        assert!(again.stderr.contains("2 were there already"), "{again:?}");
        assert!(!again.stderr.contains("another text"), "{again:?}");
    }
    world.card("alpha", &card("cleo", "C"));
    let told = world.run(["draft", "-o", "li", "--output", "letters"]);
    assert!(told.stderr.contains("another text is there: alpha+gmbh-south.eml"), "{told:?}");
    assert!(world.read("letters/alpha+gmbh-south.eml").contains("anna"), "what is there stays");
}

#[test]
fn a_letter_in_another_language_and_a_mail_that_came_back_are_told() {
    let world = team();
    world.put(
        "templates/offer.md",
        "---\nsubject: Offer\nlanguage: en\n---\nDear {{ contact.name }},\nwe have an offer.\n",
    );
    let told = world.run(["draft", "hong-da", "offer"]).stderr;
    assert!(told.contains("not in the customer's language") && !told.contains("came back"), "{told}");
    let told = world.run(["--lang", "zh", "draft", "hong-da", "offer"]).stderr;
    assert!(told.contains("不是客户的语言"), "{told}");
    assert!(!world.run(["draft", "acme", "offer"]).stderr.contains("language"));
    world.ok(["log", "acme", "--via", "email", "--with", "Ann Lee", "--reply", "bounced"]);
    let told = world.run(["draft", "acme", "offer"]).stderr;
    assert!(told.contains("the last mail came back"), "{told}");
    assert_eq!(world.json(["draft", "acme", "offer", "--json"])[0]["remarks"], json!(["bounced"]));
}

#[test]
fn all_that_happened_in_the_last_week_is_an_occasion() {
    let world = team();
    world.put("templates/thanks.md", "---\nsubject: Thanks\nfor: {occasion: order}\n---\nThank you.\n");
    world.ok(["log", "acme", "--order", "100", "--at", "2026-11-13", "--no-contact"]);
    world.ok(["log", "acme", "--quote", "200", "--at", "2026-11-18", "--no-contact"]);
    assert_eq!(world.json(["draft", "acme", "--json"])[0]["template"], "thanks");
    let later = world.json(["--today", "2026-11-21", "draft", "acme", "--json"]);
    assert_eq!(later[0]["template"], "news", "the eighth day after it");
}

#[test]
fn what_no_customer_can_ever_be_is_told_of_a_template() {
    let world = team();
    world.put("templates/won.md", "---\nsubject: x\nfor: {stage: won}\n---\nx\n");
    world.put("templates/alone.md", "---\nsubject: x\nfor: {occasion: left-alone}\n---\nx\n");
    let told = world.run(["check"]).stdout;
    for says in ["\"stage\" can't be \"won\"", "\"occasion\" can't be \"left-alone\""] {
        assert!(told.contains(says), "{says}: {told}");
    }
}

/// A team begins with what the program prints: a letter in the reader's language, its dates, too.
#[test]
fn the_first_template_that_is_shown_is_a_letter_in_its_language() {
    for (lang, subject, day) in
        [("en", "News for Acme", "20 November 2026"), ("zh", "给Acme的新消息", "2026年11月20日")]
    {
        let world = World::new();
        world.put("crm.yaml", "version: 2\npeople:\n  li: {name: Li}\n");
        let shown = world.ok(["--lang", lang, "draft"]);
        let (begin, end) = (shown.find("---\n").unwrap(), shown.find("{{ me.name }}").unwrap());
        let template = format!("{}{{{{ today | date }}}}\n{{{{ me.name }}}}\n", &shown[begin..end]);
        world.put("templates/news.md", template);
        world.card("acme", "name: Acme\ngrade: E\nowner: li\ncontacts:\n  - {email: a@acme.example}\n");
        let letter = world.ok(["--lang", lang, "draft", "acme"]);
        assert!(letter.contains(subject) && letter.contains(&format!("\n{day}\nLi\n")), "{letter}");
    }
}

#[test]
fn a_draft_is_in_the_customers_tone() {
    let world = team();
    world.put(
        "templates/news-formal.md",
        "---\nsubject: \"News\"\nlanguage: en\nfor: {grade: E, tone: formal}\n---\nDear Madam or Sir, in a {{ prefers.tone | word }} tone.\n",
    );
    world.put(
        "templates/news-formal.zh.md",
        "---\nsubject: \"新品\"\nfor: {grade: E, tone: formal}\n---\n尊敬的客户：{{ prefers.tone | word }}\n",
    );
    let body = |id: &str| world.json(["draft", id, "--json"])[0]["body"].as_str().unwrap().to_owned();
    assert!(body("acme").contains("about cost"), "nobody said in which tone");
    world.ok(["set", "acme", "prefers.tone=Formal"]);
    world.ok(["set", "hong-da", "prefers.tone=正式"]);
    assert_eq!(body("acme"), "Dear Madam or Sir, in a formal tone.\n");
    assert_eq!(body("hong-da"), "尊敬的客户：正式\n");
    world.ok(["set", "acme", "prefers.tone=friendly"]);
    assert!(body("acme").contains("about cost"), "what is for no tone is for every one");
    assert!(world.ok(["show", "acme"]).contains("friendly mails"));
    assert!(world.ok(["show", "acme", "--lang", "zh"]).contains("邮件语气亲切"));
    assert!(world.ok(["draft"]).contains("tone formal"));
    assert!(world.ok(["draft", "--lang", "zh"]).contains("语气 正式"));
    world.run(["set", "acme", "prefers.tone=loud"]).says(&["formal", "friendly"]);
}
