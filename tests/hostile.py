"""Texts that try to act, to hide or to reorder where they are shown: more than five hundred.

Each holds `MARK` and a number, so that what became of it can be found.
"""

import itertools

MARK = "zq"
EVIL = "https://evil.example/zq"

# What a renderer might act on: a link, an image, a mention, a template, a script, a layout.
VECTORS = (
    "[payroll](https://evil.example/zq)",
    '[payroll]( https://evil.example/zq "title")',
    "[payroll][zq]\n\n[zq]: https://evil.example/zq",
    "![pixel](https://evil.example/zq.png)",
    "[![pixel](https://evil.example/zq.png)](https://evil.example/zq)",
    "<https://evil.example/zq>",
    "https://evil.example/zq",
    "www.evil.example/zq",
    "mailto:zq@evil.example",
    "zq@evil.example",
    "[call](tel:+441633zq)",
    "[run](javascript:alert('zq'))",
    "[run](data:text/html,<script>zq</script>)",
    "[chat](msteams://teams.microsoft.com/l/chat/zq)",
    "<a href='https://evil.example/zq'>payroll</a>",
    "<img src=https://evil.example/zq.png onerror=alert(1)>",
    "<script>window.acted='zq'</script>",
    "<svg/onload=window.acted='zq'>",
    "<iframe src='https://evil.example/zq'></iframe>",
    "<at>everyone zq</at>",
    '<at id="0">Sam zq</at>',
    "@everyone zq",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} zq",
    "{{TIME(2026-01-01T00:00:00Z)}} zq",
    "${zq} $${name} {zq}",
    "{{{{DATE(2026-01-01T00:00:00Z)}}}} zq",
    "# zq heading",
    "- zq one\n- two\n1. three",
    "> zq quoted\n\n---",
    "| zq | b |\n|---|---|\n| c | d |",
    "```\nzq\n``` **bold** __under__ ~~gone~~ `code`",
    '=HYPERLINK("https://evil.example/zq","payroll")',
    "+cmd|' /C calc'!A0 zq",
    "-2+3+zq",
    "@SUM(1+1)*zq",
    "\t=1+zq",
    "zq\r\nBcc: sam@evil.example\r\n\r\n<b>body</b>",
    "Subject: zq\nContent-Type: text/html\n\n<b>x</b>",
    'zq" onmouseover="alert(1)',
    "&lt;a href=&quot;https://evil.example/zq&quot;&gt;x&lt;/a&gt;",
    "&#91;payroll&#93;(https://evil.example/zq)",
    "\\[payroll](https://evil.example/zq)",
    "zq\u202egnp.exe\u2066hidden\u2069",
    "zq e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d" * 3,
)
# How it is brought in: hidden by characters that nobody sees, in another alphabet, or nested.
DISGUISES = (
    "{}",
    "Look: {}",
    "{}\u200b",
    "\u202e{}\u202c",
    "\ufeff{}",
    "**{}**",
    "\n\n{}\n\n",
    "> {}",
    "* {}",
    "`{}`",
    "({})",
    "\u2028{}",
)


def _woven(text: str) -> str:
    """Put a zero-width character into every sign that means something to Markdown or HTML."""
    return "".join(f"{sign}\u200b" if sign in "[]()<>{}!" else sign for sign in text)


HOSTILE: tuple[str, ...] = tuple(
    dict.fromkeys(
        disguise.replace("{}", text.replace(MARK, f"{MARK}{number}"))
        for number, (text, disguise) in enumerate(
            itertools.product([*VECTORS, *map(_woven, VECTORS[:8])], DISGUISES)
        )
    )
)
