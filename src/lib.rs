//! `crm`, the customer follow-up manager over plain files.
//!
//! # The modules
//!
//! | module   | what it is | may use |
//! | -------- | ---------- | ------- |
//! | `model`  | the nouns: a customer with the table of its keys, an entry with the table of its kinds and fields, days, money, intervals, problems | nothing |
//! | `yaml`   | the syntax of a YAML file, and the line and column of what is in it | `model` |
//! | `format` | text to model and back, one reader and one writer each; opens no file | `model`, `yaml` |
//! | `rules`  | what the trade says, pure: one customer, one policy, one day in; a verdict with its reason out | `model` |
//! | `config` | `crm.yaml` and the user's own file, read into rules | `rules`, `model`, `yaml` |
//! | `plan`   | one question of the salesperson a file: the agenda, the team's figures, what an import would do | `rules`, `model` |
//! | `store`  | files and git, and nothing else: safe writes, the journal, undo, the index, sync, forgetting | `format`, `model`, `yaml` |
//! | `render` | an answer as a table, rows, JSON, a page or a calendar, and every sentence in both languages | `plan`, `rules`, `model` |
//! | `cli`    | the edge: arguments, clock, environment, terminal; loads, plans, shows | all of them |
//!
//! `tests/house` holds the arrows, the homes of foreign crates, the circles of files and the length of functions
//! against the sources.
//!
//! # One command, from what is typed to the bytes
//!
//! `crm due --owner li` begins in `main.rs` and `cli/mod.rs`. `cli/surroundings.rs` is what it is started in: the line,
//! variables, folder, clock and streams of the process, or those that a test gives it. `cli/cmd/mod.rs` takes the words
//! apart, and `cli/context.rs` reads language, day and page. `cli/cmd/due.rs` opens a session (`cli/session.rs`): the
//! workspace (`store/workspace.rs`), completed after a crash (`store/recovery.rs`), and its rules
//! (`config/workspace/mod.rs`). `cli/query.rs` asks every customer on all cores: `store/load.rs` reads its two files by
//! `format/customer/mod.rs` and `format/entry/mod.rs`, or `store/known.rs` knows from the index that it isn't due;
//! `rules/cadence/mod.rs` says the next date and why; `plan/agenda.rs` puts the items in the order of work. The answer
//! goes through `render/agenda.rs` or `render/answer/due.rs` back to `cli/surroundings.rs`, the only one that writes to the
//! terminal.
//!
//! `crm log mueller "…"` goes the same way in, and ends in `store/workspace.rs`: the lock (`store/lock.rs`), the note of
//! what will change (`store/journal/mod.rs`), the appended line (`store/write.rs`), and what `crm undo` needs
//! (`store/undo_log.rs`).
//!
//! # Where do I add …
//!
//! - **a command?** A file in `cli/cmd/` with its `mod` line and its declaration in `cli/cmd/mod.rs` (its name, what
//!   it is for, whether it can be redacted, whether it answers over the book), or a folder with its arguments apart,
//!   such as `cli/cmd/pool/mod.rs`; its group in `cli/help/overview.rs`, its Chinese page beside its likes in
//!   `cli/help/zh/read.rs`, `cli/help/zh/write.rs` or `cli/help/zh/team.rs`: these four, whatever it does. What it asks
//!   is a file named in `plan/mod.rs`, its table one in `render/mod.rs`, its answer one in `render/answer/mod.rs` with
//!   its schema, its words one in `render/lang/mod.rs`. An option with a kind of value of its own has its Chinese name
//!   in `cli/help/zh/mod.rs`, and what Tab offers in `cli/complete/values.rs`. How it is called stands in
//!   `tests/common/commands.rs`, once for all tests that go through all commands; its own tests are a file named in
//!   `tests/e2e/main.rs`, and where it answers with JSON `schema/README.md` says so. What it shares with another command
//!   is a file in `cli/`, such as `cli/change.rs`: no command takes anything of another.
//! - **an option of a command?** A line in its arguments, and its Chinese beside the command's: `cli/help/zh/read.rs`,
//!   `cli/help/zh/write.rs` or `cli/help/zh/team.rs`. A test names what is missing.
//! - **a view?** A file in `rules/views/` like `rules/views/lifecycle.rs`, with its numbers (`settings!`, whose `starter`
//!   is the comment in `crm.yaml` in both languages), and three lines in `rules/views/mod.rs` (`mod`, `pub use`,
//!   `each_view`); its sentences, and for whom each class is, in a file in `render/lang/views/` with a line in
//!   `render/lang/views/mod.rs`: lists, pages, completion and the handbook have it by these four, the schemas and
//!   `config/default.yaml` by `CRM_BLESS=1 cargo test --lib -- schema starter`. A figure that no view needed before is a
//!   field in `rules/views/figures.rs`, taken from what `model/history.rs` knows of the log, and remembered in
//!   `cli/figure_cache.rs`; where it changes with the days alone, `rules/views/figures/lasting.rs` says until when. A
//!   class that goes by the next date is no one's playbook (`config/workspace/playbooks.rs`). The topic in
//!   `cli/help/topics/views.en.md` and `cli/help/topics/views.zh.md` tells of all of them, and `schema/README.md` shows
//!   their numbers; `tests/oracle/views.py` reckons them a second time, with the defaults in `tests/oracle/rules.py` and
//!   other numbers in `tests/oracle/books.py`; and `rules/views/tests.rs`, `render/lang/views/tests.rs`,
//!   `tests/e2e/list.rs`, `tests/e2e/show.rs` and `tests/e2e/classes.rs` name them. `tests/e2e/example.rs` wants each class
//!   in `examples/`.
//! - **a key of a customer?** `model/customer_key.rs` says all of it (its words, its kind, whether it is personal), and
//!   `model/customer.rs` has its value: with these it is read, written, set, redacted, forgotten, and brought by a list.
//!   The machine output has it by `render/answer/customer.rs`, the page by an arm in `render/page/company.rs`;
//!   `schema/README.md` explains it. A new kind of value (`model/key.rs`, `model/customer_value.rs`) is also
//!   `format/customer/raw.rs`, `format/customer/convert.rs`, `format/customer/write.rs`, `format/customer/shape.rs`,
//!   `format/schema.rs` with `format/schema/customer.json`, `model/redaction.rs`, `store/forget/card.rs`,
//!   `plan/merging.rs`, `plan/import/cell_kind.rs`, `plan/import/record.rs`, `plan/import/merge.rs` and
//!   `plan/import/nested.rs`; the compiler asks for each, but for what people read of it in a table
//!   (`render/exported.rs`). Whether two versions share it is said in `model/key.rs`.
//! - **a key of a contact?** `model/contact_key.rs` says what it is, what stands above its column in lists and whether
//!   many have its values alike, `model/contact.rs` has its value; it is read by
//!   `format/customer/raw.rs` and `format/customer/convert.rs`, written by `format/customer/write.rs`, merged by
//!   `plan/merging.rs`, brought by `plan/import/contact.rs`, `plan/import/merge.rs` and `plan/import/nested.rs`, masked by
//!   `model/redaction.rs`, forgotten by `store/forget/card.rs` and `store/forget/known_by.rs`, and shown by
//!   `render/answer/customer.rs` and `render/page/mod.rs`. `format/schema/customer.json` and `schema/README.md` explain it.
//! - **a field of an entry?** `model/entry_field.rs` and `model/entry_kind.rs` say all of it, `model/event.rs` has the
//!   value, `format/entry/read.rs` reads it; a list brings it by `plan/import/entry.rs`, the machine output has it by
//!   `render/answer/entry.rs`, the page by `render/page/history.rs`, and `model/redaction/entries.rs` masks it: these
//!   eight. What types it is an option in `cli/cmd/log/args.rs`, taken in `cli/cmd/log/entries.rs`, with its Chinese in
//!   `cli/help/zh/write.rs`; Tab offers days of itself, and what else it offers is in `cli/complete/values.rs`. A new kind of value (`model/field_kind.rs`)
//!   is also `format/entry/write.rs`, `format/schema.rs` and `plan/import/cell_kind.rs`.
//! - **a column of orders, invoices or payments?** Its words are in `plan/import/header/documents.rs`, its cells are read in
//!   `plan/import/document_row.rs` or `plan/import/payment_plan.rs`, and `plan/import/documents.rs` makes the entry of the lines;
//!   one that stands on the first line of an order alone is filled in by `plan/import/heads.rs`.
//! - **a kind of entry?** What a field is, and its states in `model/words.rs` with what people write for them in
//!   `plan/words.rs`, what of it can be an appointment's subject in `model/topic.rs`, what it is called in
//!   `render/lang/words/mod.rs` and `render/lang/import.rs`, what types it in `cli/cmd/log/mod.rs`,
//!   `cli/cmd/log/things.rs` and `cli/cmd/log/events.rs`, and an example of its line in
//!   `format/schema/entries.log.jsonl`. What follows from it is a rule.
//! - **a key of `crm.yaml`?** Where its number lives in `rules/`, for all of them together `rules/policy/mod.rs`: the
//!   declaration (`rules/settings.rs`) is its reader, its default, its documentation and its schema. One at the top of
//!   the file is a line in `config/workspace/file.rs` and `config/workspace/mod.rs`, and stands with its default and a
//!   word on it in `config/default.yaml` and `config/starter/chinese.rs`. `CRM_BLESS=1 cargo test --lib schema` writes the schemas anew,
//!   `CRM_BLESS=1 cargo test --lib starter` what `crm init` writes. `rhythm.yaml`, beside it and one of the
//!   rules like it, is `config/workspace/rhythm.rs`, with its numbers in `rules/rhythm/book.rs`.
//! - **a page or a mail to be sent around?** A `Document` (`render/document/mod.rs`) in the file of its subject in `render/`:
//!   Markdown, HTML, the page of a terminal and the mail are made of it. `cli/mailing.rs` has the options and sends it.
//! - **a form of an answer (`--format`)?** `cli/format.rs`, its Chinese name in `cli/help/zh/mod.rs`, and its printer in
//!   `render/answer/form.rs` and `render/answer/mod.rs`. One that is sent around is a printer of every `Document` in
//!   `render/document/`, chosen for all of them in `cli/format.rs`; a mail is made in `cli/mailing.rs`, and the agenda, which
//!   has calendars, too, names its forms in `cli/cmd/agenda/args.rs` and chooses in `cli/cmd/agenda/mod.rs`.
//! - **a sentence?** Beside the others of its subject in `render/lang/`, in both languages at once (`tr!`).
//! - **a topic of `crm help`?** `cli/help/topics.rs` and two files in `cli/help/topics/`. What changes for those who have
//!   files or programs of before is said in `cli/help/topics/changes.en.md` and `cli/help/topics/changes.zh.md`.
//! - **a rule?** A file in `rules/`, with its number, its source and its cases.
//!
//! Behaviour is tested from outside in `tests/e2e`, what must survive kills and failing disks in `tests/durability`, the
//! answers against another program in `tests/oracle`, the model of orders against what others published and reckoned in
//! `tests/rhythm`, a year of work in `tests/year`.

pub mod cli;
pub mod config;
pub mod format;
pub mod model;
pub mod plan;
pub mod render;
pub mod rules;
pub mod store;
mod yaml;
