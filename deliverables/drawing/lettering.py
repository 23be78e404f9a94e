"""How much room words take on a drawing, and how they are cut to fit. Sizes are in units of the view box, one a point."""

import unicodedata

WIDTH = 540  # units: text of 15 is still of 10 px on a telephone of 390 px
TEXT = 15

# Advance widths of the portal's typeface, in hundredths of its size, rounded up to a few steps (a test compares them with the
# published font). Anything else counts as `_OTHER`, or as more than a square when a symbol or of a script without case.
_ADVANCES = {
    25: "\u202f\u00a0 '’,.:;`ijl|·",
    35: '!"()[]f-_rt{}°/1I\\',
    45: "svyz",
    55: "*7?Jackxàç2<>EFLT^bdeghnopqu~éèêùÉÈ×«»",
    65: "$+345689BPRSVXYZ−#0=ACDKÀ€…",
    75: "&GHNOQUwM",
    95: "Wm%œ—@",
}
_ADVANCE = {sign: advance for advance, signs in _ADVANCES.items() for sign in signs}
_OTHER = 70
_BOLD = 1.06  # how much wider the bold style is
_SLACK = 1.06  # for the fallback fonts of a machine without ours, which are wider


def width_of(text, size=TEXT, bold=False):
    """Units that `text` takes, told on the generous side."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1) * _SLACK / 100


def _advance(sign):
    known = _ADVANCE.get(sign)
    if known:
        return known
    if unicodedata.combining(sign):
        return 0
    return 110 if unicodedata.category(sign) in ("So", "Lo") else _OTHER


def lines_of(text, width, limit, size=TEXT, bold=False):
    """`text` on at most `limit` lines of `width` units; what does not fit ends in « … »."""
    words, lines = text.split(" "), []
    while words and len(lines) < limit:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, bold) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{lines[-1]}…"
    return [_cut(line, width, size, bold) for line in lines]


def _cut(line, width, size, bold):
    if width_of(line, size, bold) <= width:
        return line
    while line and width_of(f"{line}…", size, bold) > width:
        line = line[:-1]
    return f"{line.rstrip(' …')}…"
