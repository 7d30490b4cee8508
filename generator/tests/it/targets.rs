//! A target must fit its document. Otherwise, an error points into the target file.

use std::path::Path;

use generator::diagnostic::render;
use generator::location::Sources;
use generator::{Generated, Target, generate};

/// Generates a fixture's client with another target.
fn generated(fixture: &str, target: &str) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let spec = Path::new("tests/fixtures").join(fixture).join("spec.yaml");
    std::fs::copy(spec, folder.path().join("spec.yaml")).unwrap();
    let file = folder.path().join("client.toml");
    std::fs::write(&file, format!("spec = \"spec.yaml\"\noutput = \"client\"\n{target}")).unwrap();
    generate(&Target::read(&file, &mut Sources::new()).unwrap())
}

/// Returns the rendered errors of a target file, or those of its client.
fn invalid(fixture: &str, target: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.toml");
    std::fs::write(&file, format!("spec = \"spec.yaml\"\noutput = \"client\"\n{target}")).unwrap();
    let mut sources = Sources::new();
    match Target::read(&file, &mut sources) {
        Ok(_) => errors(fixture, target),
        Err(error) => render(&error, &sources, false),
    }
}

/// Returns the rendered errors of a target.
fn errors(fixture: &str, target: &str) -> String {
    let generated = generated(fixture, target);
    assert!(generated.files.is_none(), "{target}");
    let errors = generated.diagnostics.iter().map(|found| render(found, &generated.sources, false));
    errors.collect::<Vec<_>>().concat()
}

#[test]
fn a_filter_that_matches_nothing_is_an_error() {
    for (filter, name, place) in [
        ("[include]\ntags = [\"pets\", \"cats\"]\n", "`cats`", "client.toml:4:17"),
        ("[exclude]\noperations = [\"listDogs\"]\n", "`listDogs`", "client.toml:4:15"),
        ("[exclude]\npaths = [\"/internals/*\"]\n", "`/internals/*`", "client.toml:4:10"),
    ] {
        let errors = errors("filter", filter);
        assert!(errors.contains("error[filter-unmatched]"), "{errors}");
        assert!(errors.contains(name) && errors.contains(place), "{errors}");
    }
}

#[test]
fn a_secret_that_matches_nothing_is_an_error() {
    let errors =
        errors("secret", "secret = [\"#/components/schemas/Key\", \"#/components/schemas/Token/properties/none\"]\n");
    assert!(errors.contains("error[secret-unmatched]") && errors.contains("client.toml:3:39"), "{errors}");
    assert!(errors.contains("no schema at `#/components/schemas/Token/properties/none`"), "{errors}");
}

#[test]
fn a_default_header_that_is_a_credential_is_an_error() {
    // A scheme of the document counts even if a filter removes it, and so does a credential of the target.
    let filter = "[include]\noperations = [\"listPets\"]\n";
    let key = "[credentials]\napi_key_header = { name = \"X-Own\", value = \"OWN\" }\n";
    for (fixture, target, place, message) in [
        ("credentials_from_env", "[headers]\nX-A = \"1\"\nx-token = \"2\"\n", "5:11", "security scheme `token`"),
        ("filter", &format!("{filter}[headers]\nX-Admin = \"1\"\n"), "6:11", "security scheme `admin`"),
        ("filter", &format!("{key}[headers]\nx-own = \"1\"\n"), "6:9", "credential `api_key_header` of this target"),
        ("filter", "[headers]\nIdempotency-Key = \"1\"\n", "4:19", "each call has an idempotency key of its own"),
        ("filter", "idempotency-key = \"X-A\"\n[headers]\nx-a = \"1\"\n", "5:7", "each call has an idempotency key"),
    ] {
        let errors = invalid(fixture, target);
        assert!(errors.contains("error[target-invalid]") && errors.contains(message), "{errors}");
        assert!(errors.contains(&format!("client.toml:{place}")), "{errors}");
    }
}

#[test]
fn webhooks_that_are_not_valid_or_not_there_are_an_error() {
    for (fixture, table, code, place, text) in [
        (
            "groups",
            "[webhooks]\nsignature = \"X-Signature\"\n",
            "webhooks-unmatched",
            "client.toml:3:1",
            "the document has no webhook with a JSON body",
        ),
        (
            "webhooks",
            "[webhooks]\nsignature = \"X Signature\"\n",
            "target-invalid",
            "client.toml:4:13",
            "`X Signature` is not a valid header name",
        ),
        (
            "webhooks",
            "[webhooks]\nsignature = \"X-Signature\"\nsigned = \"{timestamp}.{body}\"\n",
            "target-invalid",
            "client.toml:5:10",
            "`{timestamp}` needs the key `timestamp`",
        ),
        (
            "webhooks",
            "[webhooks]\nsignature = \"X-Signature\"\nsigned = \"{id}.{body}\"\nid = \"x-signature\"\n",
            "target-invalid",
            "client.toml:6:6",
            "`id` names the header of `signature`",
        ),
    ] {
        let errors = invalid(fixture, table);
        assert!(errors.contains(&format!("error[{code}]")) && errors.contains(place), "{errors}");
        assert!(errors.contains(text), "{errors}");
    }
}

/// The rows of README for services, and the lines of a new `codegen.toml`.
#[test]
fn the_documented_tables_for_webhooks_are_valid() {
    let readme = std::fs::read_to_string("../README.md").unwrap();
    let rows = readme.lines().filter(|line| line.starts_with("| ") && line.contains("`signature = "));
    let keys = |row: &str| row.split('`').skip(1).step_by(2).collect::<Vec<_>>().join("\n");
    let mut tables: Vec<String> = rows.map(keys).collect();
    assert_eq!(tables.len(), 5);
    let source = std::fs::read_to_string("src/output/target_file.rs").unwrap().replace("\\\"", "\"");
    let lines = source.lines().skip_while(|line| *line != "# [webhooks]").skip(1);
    tables.push(lines.map_while(|line| line.strip_prefix("# ")).collect::<Vec<_>>().join("\n"));
    for table in tables {
        let generated = generated("webhooks", &format!("[webhooks]\n{table}\n"));
        assert!(generated.files.is_some(), "{table}");
    }
}

/// Without the table, no module depends on the feature.
#[test]
fn webhooks_are_verified_if_the_target_says_how() {
    let paths = |target: &str| -> Vec<String> {
        generated("webhooks", target).files.unwrap().into_iter().map(|file| file.path).collect()
    };
    let (without, with) = (paths(""), paths("[webhooks]\nsignature = \"X-Signature\"\n"));
    let added: Vec<&String> = with.iter().filter(|path| !without.contains(path)).collect();
    assert_eq!(added, ["types/webhook_event.rs", "webhooks.rs"]);
}

#[test]
fn a_lenient_schema_that_no_response_has_is_an_error() {
    for schema in ["None", "Order", "Pet/properties/id"] {
        let errors = errors("required_fields", &format!("lenient = [\"#/components/schemas/{schema}\"]\n"));
        assert!(errors.contains("error[lenient-unmatched]") && errors.contains("client.toml:3:12"), "{errors}");
        assert!(errors.contains(&format!("at `#/components/schemas/{schema}`")), "{errors}");
    }
}

#[test]
fn an_excluded_operation_is_removed_entirely() {
    let paths = |target: &str| -> Vec<String> {
        let files = generated("filter", target).files.unwrap();
        let paths = files.into_iter().map(|file| file.path);
        paths.filter(|path| path.starts_with("operations/") || path.starts_with("types/")).collect()
    };
    let all = paths("");
    assert!(all.contains(&"types/unused.rs".to_owned()) && all.contains(&"types/key.rs".to_owned()), "{all:?}");
    let keys = paths("[include]\noperations = [\"listKeys\"]\n");
    assert_eq!(keys, ["operations/list_keys.rs", "operations/mod.rs", "types/key.rs", "types/mod.rs"]);
}

#[test]
fn pagination_that_does_not_fit_is_an_error() {
    let rule = |rest: &str| format!("[[pagination]]\n{rest}\n");
    for (rest, place, message) in [
        (
            "operations = [\"byCursors\"]\nstyle = \"link\"\nitems = \"/data/pets\"",
            "client.toml:3:1",
            "there is no operation `byCursors`",
        ),
        (
            "operations = [\"byCursor\"]\nstyle = \"offset\"\nparameter = \"skip\"\nitems = \"/data/pets\"",
            "client.toml:3:1",
            "the operation has no query parameter `skip`",
        ),
        (
            "operations = [\"byCursor\"]\nstyle = \"link\"\nitems = \"/pets\"",
            "client.toml:6:9",
            "no success of the operation has an array at `/pets`",
        ),
        (
            "operations = [\"byLink\"]\nstyle = \"link\"\nitems = \"/data/pets\"\n\
             [[pagination]]\noperations = [\"byLink\"]\nstyle = \"link\"\nitems = \"/data/pets\"\nlink = \"/next\"",
            "client.toml:7:1",
            "another rule describes the pages of `GET /link` too",
        ),
    ] {
        let errors = errors("pagination", &rule(rest));
        assert!(errors.contains("error[pagination-invalid]") && errors.contains(message), "{errors}");
        assert!(errors.contains(place), "{errors}");
    }
}

#[test]
fn a_pointer_of_pagination_that_points_to_nothing_or_to_another_type_is_an_error() {
    let rule = |rest: &str| format!("[[pagination]]\n{rest}\n");
    let cursor = "operations = [\"byCursor\"]\nparameter = \"after\"\nitems = \"/data/pets\"\nstyle = \"cursor\"";
    let last = "operations = [\"byLastItem\"]\nparameter = \"after\"\nitems = \"/data/pets\"\nstyle = \"last-item\"";
    let link = "operations = [\"byUrl\"]\nitems = \"/data/pets\"\nstyle = \"link\"";
    for (rest, place, message) in [
        (format!("{cursor}\ncursor = \"/data/next\""), "8:10", "no page of the operation has a value at `/data/next`"),
        (
            format!("{cursor}\ncursor = \"/next/value\""),
            "8:10",
            "no page of the operation has a value at `/next/value`",
        ),
        (format!("{cursor}\ncursor = \"/data\""), "8:10", "`/data` is not the place of a string or a number"),
        (format!("{last}\ncursor = \"/data/pets/0/id\""), "8:10", "no item of the operation has a value at"),
        (format!("{cursor}\ncursor = \"/next\"\nmore = \"/has_more\""), "9:8", "has a value at `/has_more`"),
        (format!("{cursor}\ncursor = \"/next\"\nmore = \"/next\""), "9:8", "`/next` is not the place of a boolean"),
        (format!("{link}\nlink = \"/nextUrl\""), "7:8", "no page of the operation has a value at `/nextUrl`"),
        (format!("{link}\nlink = \"/more\""), "7:8", "`/more` is not the place of a string"),
    ] {
        let errors = errors("pagination", &rule(&rest));
        assert!(errors.contains("error[pagination-invalid]") && errors.contains(message), "{errors}");
        assert!(errors.contains(&format!("client.toml:{place}")), "{errors}");
    }
    // An item of an array has a value.
    let generated = generated("pagination", &rule(&format!("{cursor}\ncursor = \"/data/pets/0/id\"")));
    assert!(generated.files.is_some());
}

#[test]
fn a_pagination_style_requires_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.toml");
    let rule = "[[pagination]]\noperations = [\"a\"]\nstyle = \"cursor\"\nitems = \"/a\"\n";
    std::fs::write(&file, format!("spec = \"spec.yaml\"\noutput = \"client\"\n{rule}")).unwrap();
    let error = Target::read(&file, &mut Sources::new()).unwrap_err();
    assert_eq!(error.message, "this style needs the key `parameter`");
}

#[test]
fn a_key_of_another_pagination_style_is_an_error() {
    let rule = |keys: &str| format!("[[pagination]]\noperations = [\"byUrl\"]\nitems = \"/data/pets\"\n{keys}\n");
    for (keys, place, message) in [
        (
            "style = \"link\"\ncursor = \"/next\"",
            "client.toml:7:10",
            "the style `link` does not use the key `cursor`, but `link`",
        ),
        (
            "first = 0\nlink = \"/next\"\ncursor = \"/next\"\nparameter = \"skip\"\nstyle = \"offset\"",
            "client.toml:6:9",
            "the style `offset` does not use the key `first`, but `parameter`",
        ),
        (
            "style = \"page\"\nparameter = \"page\"\ncursor = \"/next\"",
            "client.toml:8:10",
            "the style `page` does not use the key `cursor`, but `parameter` and `first`",
        ),
        (
            "style = \"last-item\"\nparameter = \"after\"\ncursor = \"/id\"\nfirst = 1",
            "client.toml:9:9",
            "the style `last-item` does not use the key `first`, but `parameter` and `cursor`",
        ),
    ] {
        let errors = invalid("pagination", &rule(keys));
        assert!(errors.contains("error[target-invalid]") && errors.contains(place), "{errors}");
        assert!(errors.contains(message), "{errors}");
    }
}

#[test]
fn a_pointer_in_a_target_must_be_valid() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.toml");
    let rule = "[[pagination]]\noperations = [\"a\"]\nstyle = \"cursor\"\nparameter = \"p\"\n";
    for (keys, wrong, place) in [
        ("items = \"data\"\ncursor = \"/next\"", "`data`", "client.toml:7:9"),
        ("items = \"/~2\"\ncursor = \"/next\"", "`/~2`", "client.toml:7:9"),
        ("items = \"/a\"\ncursor = \"next\"", "`next`", "client.toml:8:10"),
        ("items = \"/a\"\ncursor = \"/next~\"", "`/next~`", "client.toml:8:10"),
        ("items = \"/a\"\ncursor = \"/next\"\nmore = \"/~x\"", "`/~x`", "client.toml:9:8"),
    ] {
        std::fs::write(&file, format!("spec = \"spec.yaml\"\noutput = \"client\"\n{rule}{keys}\n")).unwrap();
        let mut sources = Sources::new();
        let error = Target::read(&file, &mut sources).unwrap_err();
        let text = render(&error, &sources, false);
        assert!(text.contains("target-invalid") && text.contains(wrong) && text.contains(place), "{text}");
    }
}

/// What a client is made of is in the target: nothing is read a second time, and nothing is read from the output
/// folder.
#[test]
fn a_client_depends_on_its_target_and_its_document_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::copy("tests/fixtures/filter/spec.yaml", path("spec.yaml")).unwrap();
    let text = "spec = \"spec.yaml\"\noutput = \"client\"\n[include]\noperations = [\"listKeys\"]\n";
    std::fs::write(path("client.toml"), text).unwrap();
    let target = Target::read(&path("client.toml"), &mut Sources::new()).unwrap();
    std::fs::remove_file(path("client.toml")).unwrap();
    std::fs::create_dir(path("client")).unwrap();
    std::fs::write(path("client/Cargo.toml"), "[package]\nname = \"other-name\"\n").unwrap();
    let files = |target: &Target| generate(target).files.unwrap();
    let text_of = |target: &Target, path: &str| {
        let file = files(target).into_iter().find(|file| file.path == path);
        file.map(|file| file.text).unwrap()
    };
    let hash = generator::location::hash(text.as_bytes());
    let manifest: serde_json::Value = serde_json::from_str(&text_of(&target, "manifest.json")).unwrap();
    assert_eq!(manifest["inputs"]["client.toml"], hash.as_str());
    assert!(text_of(&target, "operations/list_keys.rs").contains("client: client::Client"));
    let package = generator::output::package_in(&generator::output::OsFs, &target.output);
    let named = Target { package, ..target };
    assert!(text_of(&named, "operations/list_keys.rs").contains("client: other_name::Client"));
}

#[test]
fn a_pointer_into_no_error_is_named_at_its_place() {
    let generated = generated("error_pointers", "[errors]\nmessage = \"/fault/text\"\ncode = \"/fault/number\"\n");
    let found: Vec<String> =
        generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("error-pointer-unused") && found[0].contains("client.toml:5:8"), "{found:?}");
}

#[test]
fn a_format_that_is_not_used_is_named_at_its_place() {
    let generated = generated("filter", "[formats]\nemail = \"crate::Email\"\n");
    let found: Vec<String> =
        generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
    assert!(found.iter().any(|text| text.contains("format-unused") && text.contains("client.toml:4:9")), "{found:?}");
}

#[test]
fn credentials_must_fit_the_document() {
    let table = |line: &str| format!("[credentials]\n{line}\n");
    for (line, message) in [
        ("other = \"TOKEN\"", "the document has no security scheme `other`"),
        ("basic = \"TOKEN\"", "`basic` needs the keys `user` and `password`"),
        ("key = { user = \"USER\", password = \"PASSWORD\" }", "`key` needs the name of one environment variable"),
        ("api_key_header = \"TOKEN\"", "`api_key_header` needs the keys `name` and `value`"),
    ] {
        let errors = errors("security", &table(line));
        assert!(errors.contains("error[target-invalid]") && errors.contains(message), "{errors}");
        assert!(errors.contains("client.toml:4:"), "{errors}");
    }
    let client = |line: &str| {
        let files = generated("security", &table(line)).files.unwrap();
        files.into_iter().find(|file| file.path == "client.rs").unwrap().text
    };
    let basic = client("basic = { user = \"API_USER\", password = \"API_PASSWORD\" }");
    assert!(basic.contains("/// - `API_USER`\n    /// - `API_PASSWORD`\n"), "{basic}");
    assert!(client("bearer = \"API_TOKEN\"").contains(".with_general(Credential::bearer("));
}

#[test]
fn a_credential_is_named_by_environment_variables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.toml");
    for (line, message) in [
        ("key = \"\"", "`` is not the name of an environment variable"),
        ("key = \"A=B\"", "`A=B` is not the name"),
        ("key = \"1A\"", "`1A` is not the name"),
        ("key = { user = \"A\" }", "a table has the keys `user` and `password`, or `name` and `value`"),
        ("key = 1", "a credential is the name of an environment variable, or a table"),
    ] {
        std::fs::write(&file, format!("spec = \"a.yaml\"\noutput = \"a\"\n[credentials]\n{line}\n")).unwrap();
        let mut sources = Sources::new();
        let text = render(&Target::read(&file, &mut sources).unwrap_err(), &sources, false);
        assert!(text.contains("target-invalid") && text.contains(message) && text.contains("client.toml:4:"), "{text}");
    }
}

#[test]
fn a_header_for_idempotency_keys_that_no_operation_has_is_named_at_its_place() {
    let generated = generated("filter", "idempotency-key = \"X-Key\"\n");
    let found: Vec<String> =
        generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
    let is_named = |text: &String| text.contains("idempotency-key-unused") && text.contains("client.toml:3:19");
    assert!(found.iter().any(is_named), "{found:?}");
}

/// Returns the severity and the code of each diagnostic, in order.
fn severities(generated: &Generated) -> Vec<String> {
    let line = |found: &generator::diagnostic::Diagnostic| format!("{:?} {}", found.severity, found.code);
    generated.diagnostics.iter().map(line).collect()
}

#[test]
fn a_target_sets_the_severity_of_a_code() {
    let unused = "[formats]\nemail = \"crate::Email\"\n";
    let of = |levels: &str| {
        let generated = generated("filter", &format!("{unused}[diagnostics]\n{levels}\n"));
        (severities(&generated), generated.files.is_some())
    };
    let (before, has_files) = of("");
    assert!(has_files && before.contains(&"Warning format-unused".to_owned()), "{before:?}");
    let (denied, has_files) = of("deny = [\"format-unused\"]");
    assert!(!has_files && denied.contains(&"Error format-unused".to_owned()), "{denied:?}");
    assert_eq!(denied.len(), before.len(), "an error by the target hides no diagnostic");
    let (allowed, has_files) = of("allow = [\"format-unused\"]");
    assert!(has_files && !allowed.iter().any(|line| line.contains("format-unused")), "{allowed:?}");
}

#[test]
fn a_note_becomes_a_warning_or_an_error() {
    let of = |levels: &str| severities(&generated("success", &format!("[diagnostics]\n{levels}\n")));
    for (levels, severity) in [("", "Note"), ("warn", "Warning"), ("deny", "Error")] {
        let line = if levels.is_empty() { String::new() } else { format!("{levels} = [\"success-undeclared\"]") };
        let found = of(&line);
        assert!(found.contains(&format!("{severity} success-undeclared")), "{levels}: {found:?}");
    }
}

#[test]
fn warnings_are_denied_together() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.toml");
    std::fs::copy("tests/fixtures/filter/spec.yaml", folder.path().join("spec.yaml")).unwrap();
    let text = |levels: &str| {
        format!(
            "spec = \"spec.yaml\"\noutput = \"client\"\n[formats]\nemail = \"crate::Email\"\n[diagnostics]\n{levels}\n"
        )
    };
    for (levels, is_denied) in
        [("", true), ("warn = [\"format-unused\"]", true), ("allow = [\"format-unused\"]", false)]
    {
        std::fs::write(&file, text(levels)).unwrap();
        let mut target = Target::read(&file, &mut Sources::new()).unwrap();
        target.levels.deny_warnings = true;
        let generated = generate(&target);
        assert_eq!(generated.files.is_none(), is_denied, "{levels}: {:?}", severities(&generated));
        assert!(!severities(&generated).iter().any(|line| line.starts_with("Warning")));
        assert_eq!(severities(&generated).contains(&"Error format-unused".to_owned()), is_denied);
    }
}

#[test]
fn a_list_of_codes_must_be_valid() {
    for (lists, place, messages) in [
        (
            "deny = [\"key-unknwon\"]",
            "client.toml:4:9",
            ["`key-unknwon` is not a diagnostic code", "write `key-unknown`"],
        ),
        ("allow = [\"banana\"]", "client.toml:4:10", ["`banana` is not a diagnostic code", "lists all codes"]),
        (
            "allow = [\"key-unknown\"]\ndeny = [\"enum-invalid\", \"key-unknown\"]",
            "client.toml:5:25",
            ["`key-unknown` is in `allow` and in `deny`", "remove one of them"],
        ),
        ("warn = [\"syntax\", \"syntax\"]", "client.toml:4:19", ["`syntax` is twice in `warn`", "remove one of them"]),
        ("forbid = []", "client.toml:4:1", ["unknown field `forbid`", "`deny`"]),
    ] {
        let error = invalid("filter", &format!("[diagnostics]\n{lists}\n"));
        assert!(error.contains("error[target-invalid]") && error.contains(place), "{error}");
        assert!(messages.iter().all(|message| error.contains(message)), "{error}");
    }
}

#[test]
fn an_error_of_the_document_can_not_be_allowed() {
    for key in ["allow", "warn"] {
        let filter = format!("{key} = [\"filter-unmatched\"]\n[include]\ntags = [\"cats\"]\n");
        let errors = errors("filter", &format!("[diagnostics]\n{filter}"));
        assert!(errors.contains("error[filter-unmatched]"), "{errors}");
        assert!(errors.contains("error[target-invalid]: `filter-unmatched` is an error in this document"), "{errors}");
        assert!(errors.contains(&format!("client.toml:4:{}", key.len() + 5)), "{errors}");
    }
}

/// `..RateLimitHeaders::COMMON` beside all fields is a warning of Clippy (`needless_update`).
#[test]
fn only_keys_of_a_rate_limit_that_are_missing_have_the_usual_values() {
    let every =
        "limit = \"A\"\nremaining = \"B\"\nreset = \"C\"\nreset-unit = \"date\"\nrejects-before-acting = true\n";
    for (keys, has_common) in [(every, false), (&every.replace("true", "false"), true), ("limit = \"A\"\n", true)] {
        let files = generated("rate_limit", &format!("[rate-limit]\n{keys}")).files.unwrap();
        let client = files.into_iter().find(|file| file.path == "client.rs").unwrap().text;
        assert_eq!(client.contains("RateLimitHeaders::COMMON"), has_common, "{client}");
    }
}

/// A constraint of one member of an `allOf` does not replace that of another, since values satisfy both.
#[test]
fn an_idempotency_key_satisfies_the_constraints_of_all_members() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    let text = std::fs::read_to_string("tests/fixtures/idempotency_key/spec.yaml").unwrap();
    for (longest, codes) in [(40, vec![]), (20, vec!["idempotency-key-unsuitable"])] {
        let key = format!("{{allOf: [{{type: string, maxLength: 255}}, {{type: string, maxLength: {longest}}}]}}");
        let text = text.split("  /refunds:").next().unwrap();
        std::fs::write(&spec, format!("{text}components: {{schemas: {{Key: {key}}}}}\n")).unwrap();
        let generated = generate(&Target::for_spec(&spec, folder.path().join("client")));
        let found: Vec<&str> = generated.diagnostics.iter().map(|found| found.code.name()).collect();
        assert_eq!(found, codes, "{longest}");
    }
}
