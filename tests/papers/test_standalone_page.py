"""The frozen page: one file that reads the same for ever, here and from a folder."""

import re
from dataclasses import replace

import html5lib
import pytest
from writing_samples import whole_paper

from papers.writing import standalone
from papers.writing.standalone import record_path, style_hash

SITE = "https://plans.marlowvale.example"


def issued(**told):
    return replace(whole_paper(), site=SITE, address=f"{SITE}/p/7/", **told)


def page(document=None, **told):
    return standalone.write(document or issued(), **told)[0].decode()


def test_the_page_is_valid_and_says_its_language_and_title():
    content = page(issued(language="cy", reference="Appendix 2", title="Cynnydd"), formats=("pdf",))
    html5lib.HTMLParser(strict=True).parse(content)
    assert '<html lang="cy">' in content
    assert "<title>Appendix 2: Cynnydd – " in content
    assert content.count("<h1") == 1
    names = re.findall(r'\sid="([^"]*)"', content)
    assert len(names) == len(set(names))


def test_the_page_loads_nothing():
    content = page(formats=("pdf", "docx"))
    assert "<script" not in content
    assert not re.search(r"\s(?:src|srcset|style|on[a-z]+)=", content.partition("</style>")[2])
    assert re.findall(r"<link[^>]*>", content) == ['<link rel="icon" href="data:,">']
    assert "@import" not in content
    assert "url(" not in content.partition("</style>")[0]


def test_the_same_paper_gives_the_same_bytes():
    assert standalone.write(issued(), formats=("pdf",)) == standalone.write(issued(), formats=("pdf",))


def test_its_stylesheet_is_the_one_that_its_policy_names():
    content, named = standalone.write(issued())
    style = re.search(r"<style>(.*)</style>", content.decode(), re.DOTALL).group(1)
    assert style_hash(style) == named


def test_it_says_that_it_stays_and_where_its_record_is():
    content = page()
    assert "This page stays as it was issued." in content
    assert (
        '<a href="/p/7/">its record</a>: <span class="nowrap">https://plans.marlowvale.example/p/7/</span>'
        in content
    )


def test_it_leads_to_the_other_formats_by_its_short_address():
    content = page(formats=("pdf-1", "pdf-2", "docx"), part="changes")
    assert '<a href="/p/7/changes.pdf-2">PDF, volume 2</a>' in content
    assert '<a href="/p/7/changes.docx">Word</a>' in content


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/plans/", "javascript:alert(1)"])
def test_a_paper_without_a_record_here_says_nothing_of_one(address):
    document = replace(issued(), address=address)
    assert record_path(document) == ""
    content = page(document, formats=("pdf",))
    assert "its record" not in content
    assert "This paper as" not in content


def test_a_paper_that_stands_upright_prints_upright():
    assert '<body class="paperpage paperpage--upright">' in page(issued(orientation="portrait"))
    assert '<body class="paperpage">' in page(issued(orientation="landscape"))


def test_words_that_look_like_code_stay_words():
    content = page(issued(title="<script>alert(1)</script>", body='"><b>', reference="</title>"))
    html5lib.HTMLParser(strict=True).parse(content)
    assert "<script>" not in content
    assert "<b>" not in content.partition("<main")[0]
