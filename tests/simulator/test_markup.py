from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.limits import units
from bot.simulator.markup import Entity, MarkupError, clean, parse, plain


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b> <i>b</i>", "a b", [Entity("bold", 0, 1), Entity("italic", 2, 1)]),
        ("<STRONG>a</strong><em>b</em>", "ab", [Entity("bold", 0, 1), Entity("italic", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
        (
            "<u>a</u><s>b</s><del>c</del>",
            "abc",
            [Entity("underline", 0, 1), Entity("strikethrough", 1, 1), Entity("strikethrough", 2, 1)],
        ),
        ('<span class="tg-spoiler">a</span>', "a", [Entity("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [Entity("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [Entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [Entity("expandable_blockquote", 0, 1)]),
        ("<code>a</code>", "a", [Entity("code", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [Entity("pre", 0, 1, language="python")]),
        ("🌱<b>a</b>", "🌱a", [Entity("bold", 2, 1)]),
        ("  <b> a </b> b\n", "a  b", [Entity("bold", 0, 2)]),
        ("&lt;&gt;&amp;&quot;&#39;&#x1F331;", "<>&\"'🌱", []),
        ("&nbsp;&apos;&", "&nbsp;&apos;&", []),
        ("&lt3 &ltx &#65x &amp", "<3 &ltx Ax &", []),
        ("&#0; &#x10ffff; &#00000065;", "&#0; &#x10ffff; &#00000065;", []),
        ("<pre>a</pre>", "a", [Entity("pre", 0, 1)]),
        (
            "<blockquote>a<code>b</code></blockquote>",
            "ab",
            [Entity("blockquote", 0, 2), Entity("code", 1, 1)],
        ),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [Entity("bold", 0, 1)]),
        (
            "see /week or /help@local_bot, not a/b",
            "see /week or /help@local_bot, not a/b",
            [Entity("bot_command", 4, 5), Entity("bot_command", 13, 15)],
        ),
    ],
)
def test_markup_becomes_text_and_entities_as_telegram_counts_them(
    source: str, text: str, entities: list[Entity]
) -> None:
    formatted = parse(source)
    assert (formatted.text, list(formatted.entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ('<a href="https://example.org/a?b=c&amp;d">x</a>', "https://example.org/a?b=c&d"),
        ("<a href='http://Example.org'>x</a>", "http://example.org/"),
        ("<a href=example.org >x</a>", "http://example.org/"),
        ("<a>example.org</a>", "http://example.org/"),
        ('<a href="tg://user?id=1">x</a>', "tg://user?id=1"),
    ],
)
def test_links_are_written_out_as_telegram_writes_them(source: str, link: str) -> None:
    assert [entity.url for entity in parse(source).entities] == [link]


@pytest.mark.parametrize(
    "href",
    [
        "tel:112",
        "mailto:a",
        "javascript:alert(1)",
        "ftp://example.org",
        "localhost",
        "http://",
        "http://a.org:port",
        "",
    ],
)
def test_what_is_no_link_for_telegram_stays_as_words_without_one(href: str) -> None:
    formatted = parse(f'<a href="{href}">call</a>')
    assert (formatted.text, formatted.entities) == ("call", ())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", "Unclosed start tag at byte offset 0"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        (
            "&#xd83c;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse(source)
    assert str(refusal.value) == reason


@given(st.text())
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    cleaned = clean(text)
    assert parse(html.escape(cleaned)).text == cleaned.strip()


@given(st.text(alphabet="<>/&;=\"' \nabisupre#x1é🌱"))
def test_any_text_is_parsed_or_refused_and_entities_stay_inside(text: str) -> None:
    try:
        formatted = parse(text)
    except MarkupError:
        return
    offsets = [(entity.offset, -entity.length) for entity in formatted.entities]
    assert offsets == sorted(offsets)
    for entity in formatted.entities:
        assert entity.length > 0
        assert 0 <= entity.offset <= entity.offset + entity.length <= units(formatted.text)


def test_entities_tell_their_link_and_their_language() -> None:
    link, code = parse('<a href="a.org">x</a><pre><code class="language-sql">y</code></pre>').entities
    assert link.to_json() == {"type": "text_link", "offset": 0, "length": 1, "url": "http://a.org/"}
    assert code.to_json() == {"type": "pre", "offset": 1, "length": 1, "language": "sql"}


def test_plain_text_has_no_entities_but_commands() -> None:
    assert plain("/moment <b>x</b>").entities == (Entity("bot_command", 0, 7),)
