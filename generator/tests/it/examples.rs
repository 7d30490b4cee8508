//! Three programs that a user of a generated client writes: a list with pages, an order that conflicts, and a stream.
//!
//! Each folder of `examples/` has a document, perhaps a target file, and a program. The programs are built against the
//! generated clients and run against a server on loopback. README counts their lines.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use self::server::{Recorded, Server, message};
use crate::support;

#[expect(unreachable_pub, reason = "the tests over the wire have this module in a crate of their own")]
#[path = "../wire/support.rs"]
mod server;

const PROGRAMS: [&str; 3] = ["conflict", "events", "pages"];

/// Builds the programs once, and returns the folder of the executables.
fn executables() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let workspace = temporary.join("examples");
        let _ = std::fs::remove_dir_all(&workspace);
        for name in PROGRAMS {
            let source = Path::new("tests/examples").join(name);
            let generated = support::write_member(&workspace, &source, name);
            assert_eq!(generated.diagnostics.iter().count(), 0, "{name}");
            let examples = workspace.join(name).join("examples");
            std::fs::create_dir_all(&examples).unwrap();
            std::fs::copy(source.join("program.rs"), examples.join(format!("{name}.rs"))).unwrap();
        }
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {PROGRAMS:?}\n");
        std::fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
        // The workspace's lock file has versions that are available offline.
        std::fs::copy("../Cargo.lock", workspace.join("Cargo.lock")).unwrap();
        let target = temporary.join("clients-target");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "--examples"])
            .current_dir(&workspace)
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTFLAGS", "-D warnings")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        target.join("debug/examples")
    })
}

/// Runs a program against a server with the given responses. Returns what it prints, and the requests.
fn run(name: &str, responses: Vec<Vec<u8>>) -> (String, Vec<Recorded>) {
    let count = responses.len();
    let server = Server::start(responses);
    let output = Command::new(executables().join(name)).arg(&server.url).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{error}");
    let requests = (0..count).map(|_| server.request()).collect();
    assert!(server.is_idle(), "{name}");
    (String::from_utf8(output.stdout).unwrap(), requests)
}

fn response(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    message(status, &[("content-type", content_type)], body.as_bytes())
}

#[test]
fn a_list_is_read_to_its_last_page() {
    let first = r#"{"loans":[{"title":"Emma","due":"2026-01-02"},{"title":"Ulysses","due":"2026-01-03"}],"next":"c2"}"#;
    let last = r#"{"loans":[{"title":"Dracula","due":"2026-02-01"}],"next":null}"#;
    let pages = [first, last].map(|body| response("200 OK", "application/json", body));
    let (output, requests) = run("pages", pages.to_vec());
    assert_eq!(output, "Emma, due on 2026-01-02\nUlysses, due on 2026-01-03\nDracula, due on 2026-02-01\n");
    let query = "/branches/north/loans?state=overdue&shelves=A&shelves=B&limit=50";
    assert_eq!(requests[0].target, query);
    assert_eq!(requests[1].target, format!("{query}&after=c2"));
    assert!(requests.iter().all(|request| request.header("authorization") == ["Bearer secret"]));
}

#[test]
fn a_conflict_is_handled() {
    let created = response("201 Created", "application/json", r#"{"id":"o1"}"#);
    let (output, requests) = run("conflict", vec![created]);
    assert_eq!(output, "created o1\n");
    let body = r#"{"reference":"birthday","recipient":{"name":"Ada","address":{"street":"Hill Street 1","town":"Bath","floor":2}},"items":[{"kind":"bouquet","stems":12},{"kind":"plant","species":"fern"}],"tags":["gift","fragile"],"card":"Happy birthday!","metadata":{"source":"web"}}"#;
    assert_eq!(requests[0].text(), body);

    let conflict = r#"{"message":"The reference is in use.","existing":{"id":"o0"}}"#;
    let (output, _) = run("conflict", vec![response("409 Conflict", "application/json", conflict)]);
    assert_eq!(output, "o0 is the same order\n");

    let problem = response("422 Unprocessable Content", "application/json", r#"{"message":"No such town."}"#);
    let (output, _) = run("conflict", vec![problem]);
    assert_eq!(output, "createOrder: 422 Unprocessable Entity: No such town.\n");
}

#[test]
fn a_response_is_read_at_once_and_as_events() {
    let whole = response("200 OK", "application/json", r#"{"text":"Good morning"}"#);
    let fragments = "data: {\"text\":\"Good \"}\n\ndata: {\"text\":\"morning\"}\n\ndata: [DONE]\n\n";
    let (output, requests) = run("events", vec![whole, response("200 OK", "text/event-stream", fragments)]);
    assert_eq!(output, "Good morning\nGood morning\n");
    assert_eq!(requests[0].header("accept"), ["application/json"]);
    assert_eq!(requests[0].text(), r#"{"text":"Bore da","language":"en"}"#);
    assert_eq!(requests[1].header("accept"), ["text/event-stream"]);
    assert_eq!(requests[1].text(), r#"{"text":"Bore da","language":"en","stream":true}"#);
}

#[test]
fn readme_counts_the_lines_of_the_programs() {
    let readme = std::fs::read_to_string("../README.md").unwrap();
    for name in PROGRAMS {
        let path = format!("tests/examples/{name}");
        let program = std::fs::read_to_string(format!("{path}/program.rs")).unwrap();
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        let lines = program.lines().filter(is_code).count();
        let row = format!("(generator/{path}/program.rs) | {lines} |");
        assert!(readme.contains(&row), "README does not contain `{row}`");
        let document = std::fs::read_to_string(format!("{path}/spec.yaml")).unwrap();
        assert!(document.lines().count() <= 40, "{path}");
    }
}
