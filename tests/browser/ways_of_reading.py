"""What readers do to any list of actions: larger text, no mouse, paper."""


def is_within_the_screen_at_twice_its_size(page, wide, address):
    """Whether nothing runs off the screen where text is set twice as large."""
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(address)
    page.evaluate("document.documentElement.classList.add('twice')")
    page.evaluate("document.styleSheets[0].insertRule('.twice { font-size: 200% }')")
    return wide(page) == []


def filter_by_keyboard(page, width, found):
    """Ask for words and one status with keys alone; what is found stands at an address like this."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/plans/a-plan/")
    if width == 320:
        page.locator(".fold summary").focus()
        page.keyboard.press("Enter")
    page.locator("#words").focus()
    page.keyboard.type("counter 2")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(found)
    assert page.locator("#words").input_value() == "counter 2"
    assert page.locator("input[name=status]").first.is_checked()


def is_without_navigation_on_paper(page, *hidden):
    """Whether of a plan the words are printed, and nothing that is only pressed."""
    page.goto("/plans/a-plan/")
    page.emulate_media(media="print")
    for each in (".masthead nav", ".crumbs", ".filters", ".pages", ".skip", ".footer ul", *hidden):
        assert not page.locator(each).first.is_visible(), each
    for each in ("h1", ".docline", ".bar", ".act", ".tag"):
        assert page.locator(each).first.is_visible(), each
    return True
