//! Of any file that people write, a change touches the changed key's own lines and no others.

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;
use crate::format::review;
use crate::model::CustomerId;

/// Keys in all the ways in which people write them, each with the lines that are its own.
const BLOCKS: [&str; 14] = [
    "'owner': li   # the key in quotes\n",
    "\"grade\": B\n",
    "tags: [a, 'b: c', \"d\"] # labels\n",
    "aliases:\n  - one # first\n  # between the two\n  - two\n",
    "contacts:\n- name: A   # x\n  # about the phone\n  phone: '1'\n  chat: {wechat: w}\n- {name: B, email: b@x}\n",
    "prefers: {channel: email, hours: \"09:00-12:00\"}\n",
    "promises:\n    free:\n        - drawings\n    ask_first: []\n",
    "custom:\n  matrix:\n    - [1, [2, 3]]\n    - - 4\n      - 5\n  x: 1 # one\n",
    "notes: |\n  Free # no comment\n  more: or less\n",
    "plan: >-\n  folded\n  text\n",
    "address: \"two\\\n  lines\"\n",
    "dates:\n- {on: 2026-06-01, what: began}\n- on: 2026-07-01\n  what: it's over\n",
    "region:   \n",
    "mystery: !!str 0x1F\n",
];

fn edits() -> impl Strategy<Value = Edit> {
    let keys = "(name|owner|grade|plan|notes|region|staff|address|prefers\\.channel|prefers\\.meeting\
                |contacts\\[0\\]\\.phone|contacts\\[0\\]\\.verified|contacts\\[1\\]\\.email\
                |contacts\\[1\\]\\.phone|promises\\.free|custom\\.x|custom\\.y|dates\\[1\\]\\.what)";
    let lists = "(tags|aliases|promises\\.free|promises\\.ask_first)";
    let words = prop_oneof!["[a-z]{1,8}", "\\PC{0,16}", "(one|two|a|b: c|drawings|yes|12|# x)"];
    prop_oneof![
        4 => (keys, words.clone()).prop_map(|(key, text)| Edit::Set(key, text)),
        1 => keys.prop_map(Edit::Remove).prop_filter("a customer has a name", |edit| edit.key() != "name"),
        2 => (lists, words.clone()).prop_map(|(key, text)| Edit::Add(key, text)),
        2 => (lists, words).prop_map(|(key, text)| Edit::Drop(key, text)),
    ]
}

/// The text without a key's own lines: its first one, and what is further in.
fn without(text: &str, key: &str) -> String {
    let mut own = false;
    let mut rest = String::new();
    for line in text.split_inclusive('\n') {
        let begins = [format!("{key}:"), format!("'{key}':"), format!("\"{key}\":")];
        own = if begins.iter().any(|begin| line.starts_with(begin.as_str())) {
            true
        } else {
            own && (line.starts_with([' ', '-']) || line.trim().is_empty())
        };
        if !own {
            rest.push_str(line);
        }
    }
    rest
}

proptest! {
    #[test]
    fn only_the_keys_own_lines_change(
        blocks in subsequence(BLOCKS.to_vec(), 0..=BLOCKS.len()).prop_shuffle(),
        name_at in any::<Index>(),
        comment_at in any::<Index>(),
        windows in any::<bool>(),
        ended in any::<bool>(),
        marked in any::<bool>(),
        edit in edits(),
    ) {
        let mut blocks = blocks;
        blocks.insert(name_at.index(blocks.len() + 1), "name: Acme # n\n");
        blocks.insert(comment_at.index(blocks.len() + 1), "# a comment of its own\n");
        let mut before = blocks.concat();
        if !ended {
            before.truncate(before.trim_end().len());
        }
        if windows {
            before = before.replace('\n', "\r\n");
        }
        if marked {
            before.insert(0, '\u{feff}');
        }
        let Ok(after) = super::edit(&before, std::slice::from_ref(&edit)) else { return Ok(()) };
        prop_assert_eq!(before.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
        let plain = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
        let (before, after) = (plain(&before), plain(&after));
        let key = edit.key().split(['.', '[']).next().unwrap_or_default().to_owned();
        let (rest, left) = (without(&before, &key), without(&after, &key));
        // The last line may be given the end that it lacked.
        prop_assert_eq!(rest.trim_end(), left.trim_end(), "{:?}\n{}\n{}", edit, before, after);
        let bare = after.replace("\r\n", "");
        prop_assert!(!windows || !bare.contains('\n'), "{:?}: line ends were mixed\n{:?}", edit, after);
    }
}

#[test]
fn what_can_mean_two_things_is_refused_before_it_is_edited() {
    let id = CustomerId::new("a").expect("an id");
    for (text, code) in [
        ("name: &n Acme\nplan: *n\n", "anchor"),
        ("base: &b {x: 1}\nname: A\ncustom: {<<: *b}\n", "anchor"),
        ("name: A\n---\nname: B\n", "several-documents"),
        ("name: A\ngrade: A\ngrade: B\n", "duplicate-key"),
        ("name: A\n'grade': A\ngrade: B\n", "duplicate-key"),
    ] {
        let (_, problems) = review(&id, std::path::Path::new("a.yaml"), text);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.kind.code()).collect();
        assert!(codes.contains(&code), "{text}: {codes:?}");
        if let Ok(after) = super::edit(text, &[Edit::Set("plan".into(), "x".into())]) {
            assert_eq!(without(&after, "plan").trim_end(), without(text, "plan").trim_end(), "{text}");
        }
    }
}
