//! A fresh clone in an editor: what yaml-language-server says of its files, and what it offers.
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::world::{World, tool};

/// The server, spoken to as an editor does.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    root: PathBuf,
}

impl Server {
    fn start(program: PathBuf, world: &World) -> Self {
        let mut command = Command::new(program);
        command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let root = world.root().canonicalize().unwrap();
        let mut server = Server { child, input, output, root };
        let root = format!("file://{}", server.root.display());
        let able = json!({"workspace": {"configuration": true}});
        server.send(json!({"id": 1, "method": "initialize", "params":
            {"processId": null, "rootUri": root, "capabilities": able}}));
        server.until(|message| message["id"] == 1);
        server.send(json!({"method": "initialized", "params": {}}));
        server
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = "2.0".into();
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    /// The next message that is wanted; what the server asks meanwhile is answered with nothing.
    fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
                match line.trim().split_once(':') {
                    Some(("Content-Length", count)) => length = count.trim().parse().unwrap(),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).unwrap();
            let message: Value = serde_json::from_slice(&body).unwrap();
            if is_it(&message) {
                return message;
            }
            if message.get("method").is_some() && message.get("id").is_some() {
                let asked = message["params"]["items"].as_array().map(Vec::len);
                let answer = asked.map_or(Value::Null, |count| json!(vec![json!({}); count]));
                self.send(json!({"id": message["id"], "result": answer}));
            }
        }
    }

    /// Opens a file, and tells what is marked in it.
    fn marks(&mut self, file: &str, text: &str) -> Vec<String> {
        let uri = format!("file://{}/{file}", self.root.display());
        self.send(json!({"method": "textDocument/didOpen", "params":
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}}));
        let told = self.until(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str()
        });
        let marks = told["params"]["diagnostics"].as_array().unwrap();
        marks.iter().map(|mark| mark["message"].as_str().unwrap().to_owned()).collect()
    }

    /// What is offered at a place of an open file.
    fn offers(&mut self, file: &str, line: u32, character: u32) -> Vec<String> {
        let uri = format!("file://{}/{file}", self.root.display());
        self.send(json!({"id": 7, "method": "textDocument/completion", "params":
            {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}}));
        let answer = self.until(|message| message["id"] == 7);
        let items = answer["result"].get("items").unwrap_or(&answer["result"]).as_array().unwrap().clone();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_fresh_clone_validates_and_offers_its_own_grades_and_people() {
    let Some(program) = tool("yaml-language-server") else { return };
    let world = World::bare();
    world.ok(["init"]);
    let rules = world.read("crm.yaml").replacen("people:", "people:\n  li: {name: 李娜}\n  wang:\n#", 1);
    world.put("crm.yaml", &rules);
    world.ok(["add", "Müller Maschinenbau", "--grade", "B", "--owner", "li"]);
    // What git has: nothing derived.
    std::fs::remove_dir_all(world.path(".crm")).unwrap();
    let mut server = Server::start(program, &world);
    let card = world.read("customers/mueller-maschinenbau.yaml");
    assert_eq!(server.marks("crm.yaml", &rules), Vec::<String>::new());
    assert_eq!(server.marks("customers/mueller-maschinenbau.yaml", &card), Vec::<String>::new());
    let head = card.lines().next().unwrap();
    let marks = server.marks("customers/x.yaml", &format!("{head}\nname: x\ngrade: \nowner: \n"));
    assert_eq!(marks, Vec::<String>::new());
    assert_eq!(server.offers("customers/x.yaml", 2, 7)[..5], ["A", "B", "C", "D", "E"]);
    assert_eq!(server.offers("customers/x.yaml", 3, 7)[..2], ["li", "wang"]);
    let marks = server.marks("customers/y.yaml", &format!("{head}\nname: x\ngrade: Q\nownr: li\n"));
    assert_eq!(marks.len(), 2, "{marks:?}");
}
