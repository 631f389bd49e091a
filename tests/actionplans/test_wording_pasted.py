"""Pasted text: tidy, and not a word of it lost, joined or read as markup."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from actionplans.templatetags.plan_words import prose
from actionplans.wording.pasted import clean, left_out
from papers.symbols import BULLETS, PRIVATE
from papers.writing.plain_text import pieces
from papers.writing.word_parts import paragraphs


@pytest.mark.parametrize(
    "mark",
    [
        "•\t", "·\t", "\uf0b7\t", "\uf0a7\t", "\uf0d8\t", "§\t", "o\t", "Ø\t", "ü\t", "v\t", "q\t", "–\t", "-\t", "*\t",
        "• ", "▪ ", "●  ", "➢ ", "· ", "·\xa0\xa0\xa0\xa0 ", "o\xa0\xa0 ", "§\xa0\xa0\xa0", "\uf0b7 ", "•", "►\t", "\uf02d\t",
    ],
)  # fmt: skip
def test_a_bullet_of_any_kind_becomes_a_bullet(mark):
    said = clean(f"We did:\n{mark}train staff\n{mark}write a guide")
    assert said == "We did:\n• train staff\n• write a guide"


@pytest.mark.parametrize(
    "words",
    [
        "o fewn y cyngor", "o'r gwaith", "v good progress", "- typed with a dash", "* typed with a star", "– typed with a longer dash",
        "✓ done\n☐ to do\n☑ done too", "● Yes ○ No", "● ● ○ ○", "●", "■ Yes □ No", "3.5 million people", "-5% since May", "1. First\n2) Second\n(a) third",
        "“Quoted” – it’s ‘fine’ … £5 €6 50% ½", "Ŵyth tŷ, ŵyl a môr â’r gân", "<b>Bold</b> &nbsp; <script>alert(1)</script>", "=1+1", "a  b", "Two\n\nparagraphs\nand a line",
        "[No update received]", "1a", "https://example.org/a_b?c=d&e=f", "می‌خواهم بدانم", "کتاب‌ها", "क्‍ष", "👩‍💻 at work ❤️", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "שלום \u200fabc",
    ],
)  # fmt: skip
def test_tidy_text_stays_as_it_is(words):
    assert clean(words) == words


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        # Word gives levels by their signs alone; other programs by white space.
        ("•\tOne\no\tInner\n§\tDeepest\no\tInner too\n•\tTwo", "• One\n  • Inner\n    • Deepest\n  • Inner too\n• Two"),
        ("1.\tOne\na)\tInner\n2.\tTwo", "1. One\n  a) Inner\n2. Two"),
        ("•\tOne\no\tInner\n\n•\tTwo\n\n1.\tAnother list", "• One\n  • Inner\n\n• Two\n\n1. Another list"),
        ("•\tOne\n\t•\tInner\n\t\t•\tDeepest\n•\tTwo", "• One\n  • Inner\n    • Deepest\n• Two"),
        ("  • One\n      • Inner\n  • Two", "• One\n  • Inner\n• Two"),
        ("- one\n    - inner", "- one\n  - inner"),
        ("1.\tFirst\n2.\tSecond\n10)\tTenth\n1.2\tPart\niv.\tFourth\n(b)\tBee", "1. First\n2. Second\n10) Tenth\n1.2 Part\n  iv. Fourth\n  (b) Bee"),
        ("•\tOne\x0bgoes on\n•\tTwo", "• One\n  goes on\n• Two"),
        ("•\tOne\n   goes on\nA paragraph", "• One\n  goes on\nA paragraph"),
        # A row of a table is no list.
        ("Age\t12\nv\t3", "Age | 12\nv | 3"),
        ("t\tTom\nv\tVi", "t | Tom\nv | Vi"),
        ("1\tTrain staff\tHR", "1 | Train staff | HR"),
        ("3.5\t4.2", "3.5 | 4.2"),
        ("1.\tTrain\tHR\n2.\tWrite\tIT", "1. | Train | HR\n2. | Write | IT"),
    ],
)  # fmt: skip
def test_levels_numbers_and_rows_are_kept(pasted, tidy):
    assert clean(pasted) == tidy


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        ("Service\tOct\tApr\nHR\t\t13\nIT\t4\t", "Service | Oct | Apr\nHR | | 13\nIT | 4"),
        ("\tOct\tApr\nHR\t12\t13", "| Oct | Apr\nHR | 12 | 13"),
        ("Tel:\t\t\t01234", "Tel: | 01234"),
        ("\tSet in by a tab", "Set in by a tab"),
        ("one\x07two\x07", "one | two"),
    ],
)  # fmt: skip
def test_cells_stay_apart(pasted, tidy):
    assert clean(pasted) == tidy


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        ("a\r\nb\rc\x0bd\u2028e\u2029f\x85g\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("Cafe\u0301", "Café"),
        ("no\xadthing \u200bhid\u200dden\ufeff\x00\x08\ud800\u2060", "nothing hidden"),
        ("5\xa0000\u202fpeople\u2003here  \n  ", "5 000 people here"),
        ("a\n\n\n\nb\n\nc", "a\n\nb\n\nc"),
        ("\n\n  one\n", "one"),
        ("12\u200e/05\u200e/2026 \u202aJo\u202c", "12/05/2026 Jo"),
        ("it\x92s \x93fine\x94 \x96 \x80\x35", "it’s “fine” – €5"),
        ("\ud83d\ude00 whole", "😀 whole"),
        ("\uf0fc done \uf0e0 next", "✓ done → next"),
        ("seen\ufffcbeside", "seen beside"),
        (None, ""),
        ("\u200b \t\n\x00", ""),
    ],
)  # fmt: skip
def test_what_nobody_can_see_goes(pasted, tidy):
    assert clean(pasted) == tidy


def test_what_cannot_be_kept_is_said():
    assert left_out("Plain • text") == ()
    assert left_out("\ufffc and \ufffc")[0].startswith("2 pictures were left out")
    assert left_out("half \udc00") == (
        "Some damaged characters were left out. Compare the text with what you copied.",
    )
    assert left_out("\ud83d\ude00") == () == left_out(None)


def test_cleaned_bullets_are_items_everywhere_and_markup_is_text():
    said = clean("Done:\r\n\uf0b7\ttrained <b>12</b>\r\no\tin May\r\n1.\twrote")
    assert [(each.mark, each.text) for each in pieces(said)] == [
        ("", "Done:"), ("•", "trained <b>12</b>"), ("•", "in May"), ("1.", "wrote"),
    ]  # fmt: skip
    assert '<li dir="auto">• trained &lt;b&gt;12&lt;/b&gt;</li><li dir="auto">• in May</li>' in prose(said)
    assert "• trained &lt;b&gt;12&lt;/b&gt;" in "".join(paragraphs(said, "PaperCell"))


# Any text, and text made of what makes lists, tables and invisible things.
NASTY = (
    "ab1é٣कا中 \t\n\r\x0b\x0c\x07\x00\x1c\x85\x92\xa0\xad\u0301\u200b\u200c\u200d\u200e\u202e\u2028\u2029\ufeff\ufffc"
    "•·●○■□▪➢–-*§|().\uf0b7\uf0a7\uf0fc\U0001f3f4\U000e0067\U000e007f\u0e01😀\u0338"
)
TEXTS = st.one_of(st.text(max_size=300), st.text(NASTY, max_size=60), st.text("a1. \t\n•-", max_size=40))
LETTERS = str.maketrans("oØüvq", "aaaaa")
UNSEEN = {"Cc", "Cf", "Cs"}


def words_of(text):
    """The words that a reader sees, in order."""
    text = re.sub("[\ud800-\udbff][\udc00-\udfff]", lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)  # fmt: skip
    told = []
    for each in unicodedata.normalize("NFC", text):
        if each in "\t\n\r\x0b\x0c\x85\x07\x1c\x1d\ufffc":
            told.append(" ")
        elif each == "\x1e":
            told.append("-")
        elif "\x80" <= each <= "\x9f":
            told.append(bytes([ord(each)]).decode("cp1252", "ignore"))
        elif unicodedata.category(each) not in UNSEEN:
            told.append(PRIVATE.get(each, each))
    return re.findall(r"\w+", unicodedata.normalize("NFC", "".join(told)))


@trials(max_examples=500)
@given(TEXTS)
@example("\u2028•\t\ta")
def test_no_word_is_lost_or_joined(text):
    text = text.translate(LETTERS)  # which may be what is left of bullets; see above
    assert words_of(clean(text)) == words_of(text)


@trials(max_examples=500)
@given(st.one_of(TEXTS, st.text(NASTY + "ovqst", max_size=60)))
def test_cleaning_twice_is_cleaning_once(text):
    tidy = clean(text)
    assert clean(tidy) == tidy
    assert len(tidy) <= 3 * len(text) + 2 * tidy.count("\n") * 9
    assert tidy == unicodedata.normalize("NFC", tidy)
    assert not re.search(r"[\t\r\x0b\x0c\x85]| $|[ ]\n", tidy)


@pytest.mark.parametrize(
    "text",
    [
        "•\tA sentence about the work, with a café.\no\tinner\n" * 400, "\t" * 20_000, " \n" * 10_000, "•" * 20_000, "1." * 10_000, "a\t" * 10_000,
        "\u200d" * 20_000, "क्‍ष" * 5_000, "  " * 9_999 + "x", "x\n " * 6_666, "\U0001f3f4\U000e0020" * 10_000, "\n".join(" " * n + "• a" for n in range(195)),
    ],
    ids=range(12),
)  # fmt: skip
def test_long_odd_text_comes_out_whole_and_tidy(text):
    tidy = clean(text)
    assert clean(tidy) == tidy


def test_a_bullet_of_the_table_is_an_item_or_a_box():
    assert {sign for sign in BULLETS if clean(f"{sign} words") != "• words"} == {"□"}
