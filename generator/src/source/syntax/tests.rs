//! Tests of the places and messages of syntax errors.

use super::*;

/// Returns the place and the message of the mistake, for a text in which `‸` marks the expected place.
fn check(marked: &str, expected: &str) {
    let mark = marked.find('‸').unwrap();
    let text = marked.replace('‸', "");
    let found = if crate::location::is_json(&text) { json_mistake(&text) } else { yaml_mistake(&text, None) };
    let Some(found) = found else { panic!("no mistake in {text}") };
    assert_eq!(Position::of(&text, found.offset), Position::of(&text, mark), "{marked}\n{}", found.message);
    assert!(found.message.contains(expected), "{marked}\n{}", found.message);
}

#[test]
fn mistakes_in_json_are_found_where_they_are() {
    for (text, expected) in [
        ("{\"a\": {}‸,\n}", "a comma before `}`"),
        ("[[1], [2‸, ]]", "a comma before `]`"),
        ("{\n  ‸// note\n  \"a\": 1}", "no comments"),
        ("{\"a\": 1, ‸/* note */ \"b\": 2}", "no comments"),
        ("{\"a\": 1 ‸# note\n}", "no comments"),
        ("{\"a\": 1\n ‸\"b\": 2}", "a comma is missing"),
        ("{\"a\" ‸1}", "a key has no colon"),
        ("{\"a\": ‸}", "a key has no value"),
        ("{\"a\": ‸'b'}", "single quotation marks"),
        ("{\"a\": 1, ‸b: 2}", "a key without quotation marks"),
        ("{\"a\": ‸word}", "a text without quotation marks"),
        ("{\"a\": ‸True}", "lower case"),
        ("{\"a\": ‸NaN}", "no such number"),
        ("{\"a\": ‸01}", "the number"),
        ("{\"a\": ‸\"b\n}", "not closed"),
        ("{\"a\": \"‸\\d\"}", "not an escape"),
        ("{\"a\": \"b‸\tc\"}", "control character"),
        ("{\"a\": ‸[1, 2}", "`[` is not closed"),
        ("‸{\"a\": [1, 2]", "`{` is not closed"),
        ("{\"a\": 1}‸}", "text follows"),
        ("{\"a\": 1}\n‸{\"b\": 1}", "several documents"),
        ("{\"a\": ‸[1, {}, \n \"b\": 1}", "`[` is not closed"),
        ("{\"a\": ‸\"b, \"c\": 1}", "the quotation mark is not closed"),
        ("{\"a\": ‸\"the \"best\" b\"}", "the quotation mark is not closed"),
        ("{‸\"a\": 1}".replace('‸', "").as_str(), ""),
    ] {
        if expected.is_empty() {
            assert_eq!(json_mistake(text), None);
        } else {
            check(text, expected);
        }
    }
}

#[test]
fn mistakes_in_yaml_are_found_where_they_are() {
    for (text, expected) in [
        ("a: 1\n‸---\nb: 2\n", "several documents"),
        ("--- # first\na: 1\n...\n‸b: 2\n", "several documents"),
        ("a:\n  b: ‸'List pets\n  c:\n    '200':\n      d: ok\n", "the quotation mark is not closed"),
        ("a:\n  b: ‸\"List pets\n  c: 1\n", "the quotation mark is not closed"),
        ("- ‸'List\n- 'b'\n", "the quotation mark is not closed"),
        ("‸'a: 1\nb: 2\n", "the quotation mark is not closed"),
        ("a: [‸'b, c]\n", "the quotation mark is not closed"),
        ("a: 'It‸'s here'\n", "text follows the quotation mark"),
        ("a: \"b\" ‸c\n", "text follows the quotation mark"),
        ("a: \"‸\\d+\"\n", "not an escape"),
        ("paths:\n  ‸{id}/x:\n    get: {}\n", "`{` at the start of a text"),
        ("paths:\n  ‸{id}:\n    get: {}\n", "`{` at the start of a text"),
        ("a:\n  - url: ‸{base}/v1\n", "`{` at the start of a text"),
        ("a: ‸[Deprecated] use b\n", "`[` at the start of a text"),
        ("a:\n  b: ‸[1, 2\n  c: 3\n", "`[` is not closed"),
        ("a: {b: ‸[1, 2}\n", "`[` is not closed"),
        ("a:\n‸\tb: 1\n", "a tab"),
        ("a:\n  b: 1\n  ‸\tc: 1\n", "a tab"),
        ("a: Note‸: this\n", "a colon with a space"),
        ("- a: one: two\n".replace("one:", "one‸:").as_str(), "a colon with a space"),
        ("a: text‸:\n", "a colon with a space"),
        ("a:\n  b: text\n    ‸c: 1\n", "indented further"),
        ("a:\n  b: 'text'\n    ‸c: 1\n", "indented further"),
        ("a:\n    b: 1\n  ‸c: 2\n", "indented as no line"),
        ("a:\n  b: 1\n  ‸c\n  d: 2\n", "the line has no colon"),
        ("a:\n  b: 1\n  c‸:2\n  d: 2\n", "a space is missing after the colon"),
        ("a:\n  - b: 1\n  ‸c: 2\n", "between the items of a list"),
        ("a:\n  b: 1\n  ‸- c\n", "between the keys of an object"),
        ("a: ‸- b\n", "a list item on the line of its key"),
        ("a: ‸@b\n", "can't begin with `@`"),
        ("a: ‸`b`\n", "can't begin with"),
        ("a: ‸%b\n", "can't begin with `%`"),
        ("a: ‸*bold* text\n", "`*` begins an alias"),
        ("a: > ‸5 items\n", "text follows the header"),
        ("a: 1\n‸<<<<<<< HEAD\nb: 1\n", "merge conflict"),
    ] {
        check(text, expected);
        check(&text.replace('\n', "\r\n"), expected);
    }
}

#[test]
fn valid_yaml_has_no_mistake() {
    for text in [
        "%YAML 1.2\n---\na: 1\n...\n",
        "--- {a: 1}\n",
        "a:\n- b\n- c: 1\n  d: 2\n-\n  e: 1\nf: 1\n",
        "- - a\n  - b\n- c\n",
        "paths:\n  /pets/{id}: {get: {}}\n  /a%{b}: 1\n  \"{c}\": 1\n",
        "a: 'It''s \"here\"'\nb: \"x \\\"y\\\" \\\n  z\"\nc: 'two\n  lines'\nd: 1\n",
        "a: |\n  text: {[\n\n   '\n# comment\nb: >-\n  x: y\nc: 1\n",
        "a: text\n  more 'text\n\n  and [more\nb: c # d: e\n",
        "a: [b, 'c', {d: e's, f: \"g]\"}, # [\n  h]\nb: [\n]\n",
        "a: &x\n  b: 1\nc: *x\n<<: *x\nd: !!str 1\n&y e: 1\n*y : 1\n",
        "a: http://x/y:z#f\nb: a:b\n'c': 1\n\"d\" : 1\n",
        "a:\n  |\n  text\nb:\n  'text'\nc:\n  - |\n    text: x\n  - >\n   y\n",
        "a:\n\n  # c\n  b: 1\n \n\t\n  c: 1\n",
        "{a: 1,\n\tb: 2}\n",
        "a:\n  \"text\n  more\"\nb: 1\n",
        "? a\n: b\n",
        "a: -1\nb: - \n",
    ] {
        let is_ok = !text.contains("b: - ");
        assert_eq!(yaml_mistake(text, None).is_none(), is_ok, "{text}: {:?}", yaml_mistake(text, None));
        assert_eq!(yaml_mistake(&text.replace('\n', "\r\n"), None).is_none(), is_ok, "{text}");
    }
}

#[test]
fn a_mistake_is_found_in_linear_time() {
    let size = 200_000;
    for text in [
        "[".repeat(size),
        format!("a: \"{}", "\\\"".repeat(size)),
        format!("a: '{}", "''\n ".repeat(size)),
        "- ".repeat(size),
        "'\n".repeat(size),
        "a: b\n\n".repeat(size),
        format!("a: b{}\n: c: d", " #".repeat(size)),
        format!("a: b\n{}", "  c\n".repeat(size)),
        "{\"a\": [".repeat(size),
    ] {
        let started = std::time::Instant::now();
        let _ = (json_mistake(&text), yaml_mistake(&text, None), yaml_depth(&text));
        assert!(started.elapsed().as_secs() < 5);
    }
}

#[test]
fn deep_brackets_are_found_before_the_parser() {
    let deep = "[".repeat(200);
    assert!(yaml_depth(&format!("a:\n  b: {deep}")).is_some());
    assert!(yaml_depth(&format!("? x\n: {}", "[".repeat(6000))).is_some());
    for text in [format!("a: '{deep}'"), format!("a: x {deep}"), format!("a: |\n  {deep}"), format!("a: x\n  {deep}")] {
        assert_eq!(yaml_depth(&text), None, "{text}");
    }
}
