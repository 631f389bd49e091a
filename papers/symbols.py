"""The signs that symbol fonts draw in place of letters, as the characters that they show, and the bullets among signs."""

WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠",
    0x4F: "⚐", 0x50: "⚑", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "🞐", 0x71: "❑", 0x72: "❒",
    0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x7A: "⌘", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xAC: "✶", 0xB7: "•", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0x98: "●",
    0xA2: "■",
    0xA3: "□",
}
WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x3D: "●", 0x35: "▲", 0x36: "▼"}
SYMBOL = {
    0xB7: "•",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xB1: "±",
    0xB0: "°",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xD6: "√",
    0xB4: "×",
}
# What a text without its fonts holds of them: Word puts their signs at U+F000, nearly always those of Wingdings.
PRIVATE = {
    **{chr(0xF000 + code): sign for code, sign in WINGDINGS.items()},
    "\uf020": " ",
    "\uf02d": "-",  # of Symbol
}
# A line that begins with one of these is an item of a list.
BULLETS = "•‣◦▪▫●○■□·∙➢"
# What is left of a bullet where its font was lost: "o" of Courier, "§" and others of Wingdings, "·" of Symbol.
LOST_BULLETS = "·o§Øüvq"
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "webdings": WEBDINGS, "symbol": SYMBOL}


def shown(text: str, font: str) -> str:
    """What `text` set in this symbol font shows. Signs without a character of their own stay as they are."""
    signs = FONTS.get(font.lower(), {})
    return "".join(signs.get(ord(each) & 0xFF, each) if _may_be_sign(each) else each for each in text)


def _may_be_sign(each: str) -> bool:
    return 0x20 < ord(each) <= 0xFF or 0xF000 <= ord(each) <= 0xF0FF
