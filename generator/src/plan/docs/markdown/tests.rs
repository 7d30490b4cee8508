//! Untrusted descriptions and the Markdown that is written for them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

fn one(text: &str) -> String {
    to_doc_lines(text).join("\n")
}

/// Markdown that is unchanged, line by line.
#[test]
fn plain_markdown_is_unchanged() {
    for text in [
        "a paragraph\n\nand another one, with *emphasis*, **importance** and ~~what is gone~~.",
        "- an item\n- another one\n  - in it\n\n  - and\n\n    more\n- the last",
        "1. one\n\n2. two\n\n   with a paragraph",
        "> quoted\n>\n> - an item",
        "```text\nlet code = *x;\n```",
        "| a | b |\n|---|:---:|\n| `x\\|y` | [z](https://a.b/c) |",
        "snake_case, `a[0]`, 2 * 3 < 7, ~5, C:\\dir, a & b; \\<not a tag>, a \\` tick",
        "- ☑ done\n- ☐ not yet",
        "a line\\\nand the next one",
        "***\n\nbehind a rule",
        "\\# no heading\n\n\\- no item\n\n1\\. no number\n\n\\> no quote",
        "from <https://a.b/c_d?e=f&g=h> and [the guide](https://a.b/c%28d%29)",
    ] {
        assert_eq!(one(text), text);
    }
}

#[test]
fn special_markdown_is_written_as_text() {
    for (text, written) in [
        ("an [array] of [a](b), [c][d]", "an \\[array\\] of a, \\[c\\]\\[d\\]"),
        ("[a]\n\n[a]: https://b.c", "[a](https://b.c)"),
        ("[a]\n\n[a]: javascript:b", "a"),
        ("see https://d.e/f.", "see <https://d.e/f>."),
        ("mail <a@b.c>", "mail [a@b.c](mailto:a@b.c)"),
        ("![a *chart*](https://b.c/d.png) ![](e.png)", "[a *chart*](https://b.c/d.png) image"),
        ("[![badge](https://b.c)](https://d.e)", "[badge](https://d.e)"),
        ("a[^1]\n\n[^1]: note", "a\\[^1\\]\n\n\\[^1\\]: note"),
        ("A\n===\n\nB *c* \n---", "**A**\n\n**B c**"),
        (
            "# Errors\n\n## **Example** #\n###### `a` [b](https://c.d) #!#",
            "**Errors**\n\n**Example**\n\n**`a` [b](https://c.d) #!#**",
        ),
        ("<h1>Errors</h1>a<h3>b<br>c</h3>\n\n#\n", "**Errors**\n\na\n\n**b c**"),
        ("- # Panics\n  a", "- **Panics**\n\n  a"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("a &lt;b&gt; &amp;lt; &copy;", "a \\<b> \\&lt; ©"),
        ("a\u{202e}b\u{2066}c\rd\0\u{1b}[31m", "abc d\u{fffd}\u{fffd}\\[31m"),
        ("a &#x202e;b&#13;c &#27;", "a b c \u{fffd}"),
        ("~~~rust\npanic!()", "```text\npanic!()\n```"),
        ("```\n~~~\n````\n", "```text\n~~~\n```"),
        ("    panic!()", "panic!()"),
        ("a\n\n\tpanic!()\n\t\tb", "a\n\n```text\npanic!()\n    b\n```"),
        ("-     panic!()", "- ```text\n  panic!()\n  ```"),
        (">     panic!()", "> ```text\n> panic!()\n> ```"),
        ("> ~~~\n> panic!()", "> ```text\n> panic!()\n> ```"),
        ("- ~~~\n  panic!()", "- ```text\n  panic!()\n  ```"),
        ("``` `a` ```", "`` `a` ``"),
    ] {
        assert_eq!(one(text), written, "{text}");
    }
}

#[test]
fn html_becomes_markdown() {
    for (html, written) in [
        ("the <code>actions</code> <b>field</b>, H<sub>2</sub>", "the `actions` **field**, H_2"),
        ("<p>One &ldquo;line&rdquo;.</p><p>Two<br/>lines</p>", "One “line”.\n\nTwo\\\nlines"),
        ("<ul>\n<li>a</li>\n<li>b <i>c</i>\n</ul>d", "- a\n- b *c*\n\nd"),
        ("<a href=\"https://a.b/?c&amp;d\">x</a>", "[x](https://a.b/?c&d)"),
        ("see <a href='javascript:x'>this</a>", "see this"),
        ("<img src=x onerror=alert(1)> <IMG SRC=\"https://a.b\" alt='c'>", "image [c](https://a.b)"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("<pre>\nlet a = &lt;b&gt;;\n</pre>c", "```text\nlet a = <b>;\n```\n\nc"),
        ("an <id> and a<b", "an \\<id> and a\\<b"),
        ("a<!-- b -->c", "ac"),
        ("<b>not closed, <i>nor this</b>", "**not closed, nor this**"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "- a | b\n- c"),
    ] {
        assert_eq!(one(html), written, "{html}");
    }
}

#[test]
fn a_single_line_starts_no_block() {
    for (text, written) in [
        ("# a", "\\# a"),
        ("- a\n- b", "\\- a - b"),
        ("```", "\\`\\`\\`"),
        ("~~~ a", "\\~\\~\\~ a"),
        ("    a", "a"),
        ("1. *a*", "1\\. *a*"),
        ("<p>a</p><li>b", "a b"),
        ("", ""),
    ] {
        assert_eq!(to_inline(text), written);
        assert_eq!(to_paragraph(text).join("\n"), written);
    }
    assert_eq!(labelled_paragraph("Status 400:", "~~~"), ["Status 400: \\~\\~\\~"]);
    assert_eq!(to_link("https://a.b"), "<https://a.b>");
    assert_eq!(to_link("javascript:a"), "`javascript:a`");
    assert_eq!(to_link("https://x/<script>alert(1)</script>"), "`https://x/<script>alert(1)</script>`");
}

#[test]
fn a_code_span_may_contain_any_text() {
    for (text, written) in [
        ("a", "`a`"),
        ("", "`\"\"`"),
        (" ", "`\" \"`"),
        ("a` <img src=x onerror=alert(1)> `b", "``a` <img src=x onerror=alert(1)> `b``"),
        ("`", "`` ` ``"),
        ("a\n\n    b\u{202e}\0", "`a\\n\\n    b\\u{202e}\\u{0}`"),
    ] {
        assert_eq!(code(text), written);
        assert!(check::is_harmless(&[code(text)]), "{text}");
    }
}

#[test]
fn wrapping_a_long_line_starts_no_block() {
    let lines = to_doc_lines(&format!("- {}", "word ".repeat(30)));
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("  word"), "{lines:?}");
    let lines = to_doc_lines(&"aaaa - # 1. + > === | ".repeat(30));
    assert!(lines.len() > 3 && lines.iter().all(|line| line.starts_with("aaaa")), "{lines:?}");
    // A code span is not wrapped.
    let code = format!("`{} <script>`", "a ".repeat(80).trim());
    assert_eq!(to_doc_lines(&format!("{} {code}", "b ".repeat(40))).last(), Some(&code));
}

#[test]
fn a_list_item_may_contain_any_block() {
    assert_eq!(list_item("`a`", &to_doc_lines("b\n\nc")), ["- `a`: b", "", "  c"]);
    assert_eq!(list_item("`a`", &to_doc_lines("```\nb\n```")), ["- `a`:", "", "  ```text", "  b", "  ```"]);
    assert_eq!(list_item("`a`", &[]), ["- `a`"]);
}

/// Returns the parser's events for a text, with adjacent text joined.
fn meaning(text: &str) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    let mut is_text = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        let event = match event {
            Event::SoftBreak => Event::Text(" ".into()),
            event => event,
        };
        match (&event, events.last_mut()) {
            (Event::Text(text), Some(last)) if is_text => last.push_str(text),
            (Event::Text(text), _) => events.push(text.to_string()),
            // Whether the text of an item is in a paragraph affects the presentation only.
            (Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph), _) => {}
            _ => events.push(format!("{event:?}")),
        }
        is_text = matches!(event, Event::Text(_));
    }
    events.iter().map(|event| event.split_whitespace().collect::<String>()).filter(|event| !event.is_empty()).collect()
}

/// Parts of Markdown and HTML in pseudorandom order, with a fixed seed.
#[test]
fn any_combination_is_harmless_without_the_fallback() {
    let pieces = [
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        " ",
        " ",
        "  ",
        "    ",
        "\t",
        "\r",
        "a",
        "b c",
        "word",
        "`",
        "``",
        "```",
        "```\n",
        "~~~",
        "~~~\n",
        "~",
        "*",
        "**",
        "***",
        "_",
        "__",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "#",
        "# ",
        "=",
        "===",
        "---",
        "|",
        "|-|",
        ":-",
        "[",
        "]",
        "](",
        "](https://a.b)",
        "]: https://a.b",
        "[^1]",
        "[^1]: ",
        "[x] ",
        "![",
        "(",
        ")",
        "<",
        ">",
        "<b>",
        "</b>",
        "<i>",
        "<p>",
        "</p>",
        "<li>",
        "<ul>",
        "</ul>",
        "</li>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<br>",
        "<a href=\"https://a.b\">",
        "<a href='javascript:x'>",
        "</a>",
        "<img src=x onerror=y>",
        "<script>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "]]>",
        "<x y=\"",
        "<h1>",
        "</h1>",
        "<blockquote>",
        "<td>",
        "<tr>",
        "<table>",
        "<hr>",
        "&lt;",
        "&#96;",
        "&",
        ";",
        "https://a.b/c",
        "http://",
        "\\",
        "\\\n",
        "!",
        "\"",
        "'",
        ".",
        "/",
        ":",
        "^",
        "\u{202e}",
        "\0",
        "é",
        "😀",
        "panic!()",
    ];
    let mut state: u64 = 1;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..30_000 {
        let length = next(14) + 1;
        let text: String = (0..length).map(|_| pieces[next(pieces.len())]).collect();
        let mut writer = Writer::default();
        read::read(&escape::with_plain_line_ends(&text), &mut writer);
        let lines = writer.finish();
        assert!(check::is_harmless(&lines), "{text:?} becomes\n{}", lines.join("\n"));
        let line = to_inline(&text);
        assert!(line.is_empty() || check::is_harmless(std::slice::from_ref(&line)), "{text:?} becomes {line:?}");
        let (first, second) = (lines.join("\n"), one(&lines.join("\n")));
        assert_eq!(meaning(&first), meaning(&second), "{text:?} is written otherwise the second time");
    }
}

#[test]
fn the_time_is_linear_in_the_length_of_the_text() {
    let pieces = [
        "[",
        "`",
        "`a",
        "*",
        "*a ",
        "_a_",
        "~~",
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
        "&",
        "\\",
        "> ",
        ">",
        "- ",
        "- \n",
        "1. ",
        "|",
        "|-\n",
        "![](",
        "[^1]",
        "[a]: b\n",
        "<b>",
        "</i>",
        "<code>",
        "<ul><li>",
        "https://",
        "(",
        "a\n\n",
        "# ",
        "``` ",
        "<b ='",
        "[a](",
        "<p>&",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let begin = std::time::Instant::now();
        to_doc_lines(&text);
        to_inline(&text);
        // A quadratic algorithm would take minutes.
        assert!(begin.elapsed().as_secs() < 10, "{piece:?} takes {:?}", begin.elapsed());
    }
}

#[test]
fn a_summary_is_the_first_sentence() {
    for (text, expected) in [
        ("The `field_slug`. More.", "The `field_slug`."),
        ("Of *two words. And* more. Then this.", "Of *two words. And* more."),
        ("See [a. b](https://c.d). More.", "See [a. b](https://c.d)."),
        ("Uses `a. b` here. More.", "Uses `a. b` here."),
        ("One, e.g. this. Two.", "One, e.g. this."),
        ("No end", "No end"),
        ("- an item. More.", ""),
    ] {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(summary(&lines), expected, "{text}");
    }
}
