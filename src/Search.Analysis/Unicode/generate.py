#!/usr/bin/env python3
"""Writes WordBreakTables.cs, CaseTables.cs and FoldTables.cs beside this file, from Unicode data.

usage: generate.py FOLDER
FOLDER holds the npm packages @unicode/unicode-9.0.0 (Word_Break, Script, Line_Break, Block, General_Category), -11.0.0 (emoji
properties) and -13.0.0 (case mapping, decimal digits), unpacked as FOLDER/9, FOLDER/11, FOLDER/13 (npm pack, tar xzf, mv package 9).
Needs node and Python 3.11 or later, whose unicodedata gives names and decompositions for folding. Checks at the end that folding is
idempotent.
"""
import json, os, re, subprocess, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
UCD = os.path.abspath(sys.argv[1])
LAST = 0x10FFFF


def load(version, path):
    code = ("const m = await import(process.argv[1]); const d = m.default;"
            "console.log(JSON.stringify(d instanceof Map ? [...d] : d));")
    file = f"{UCD}/{version}/{path}/code-points.mjs"
    return json.loads(subprocess.check_output(["node", "--input-type=module", "-e", code, "file://" + file]))


def wb(name):
    return frozenset(load(9, f"Word_Break/{name}"))


# ---------------------------------------------------------------------------------------------------------------- word breaks

class Nfa:
    """Thompson construction; a fragment is (start, end)."""

    def __init__(self):
        self.eps, self.moves = [], []

    def state(self):
        self.eps.append([]); self.moves.append([])
        return len(self.eps) - 1

    def chars(self, classes):
        a, b = self.state(), self.state()
        self.moves[a].append((classes, b))
        return a, b

    def seq(self, *parts):
        parts = [p() for p in parts]
        for (_, end), (start, _) in zip(parts, parts[1:]):
            self.eps[end].append(start)
        return parts[0][0], parts[-1][1]

    def alt(self, *parts):
        a, b = self.state(), self.state()
        for p in parts:
            start, end = p()
            self.eps[a].append(start); self.eps[end].append(b)
        return a, b

    def repeat(self, part, least, most):
        a, b = self.state(), self.state()
        start, end = part()
        self.eps[a].append(start); self.eps[end].append(b)
        if least == 0:
            self.eps[a].append(b)
        if most is None:
            self.eps[end].append(start)
        return a, b


def word_breaks():
    named = {
        "ext": wb("Extend") | wb("Format") | wb("ZWJ"),
        "zwj": wb("ZWJ"),
        "letter": wb("ALetter") | wb("Hebrew_Letter"),
        "hebrew": wb("Hebrew_Letter"),
        "numeric": wb("Numeric") | frozenset(range(0xFF10, 0xFF1A)),
        "katakana": wb("Katakana"),
        "midletter": wb("MidLetter") | wb("MidNumLet") | wb("Single_Quote"),
        "midnum": wb("MidNum") | wb("MidNumLet") | wb("Single_Quote"),
        "extendnumlet": wb("ExtendNumLet"),
        "han": frozenset(load(9, "Script/Han")),
        "hiragana": frozenset(load(9, "Script/Hiragana")),
        "squote": wb("Single_Quote"),
        "dquote": wb("Double_Quote"),
        "flag": wb("Regional_Indicator"),
        "complex": frozenset(load(9, "Line_Break/Complex_Context")),
        "keybase": frozenset(map(ord, "0123456789#*")),
        "keycap": frozenset([0x20E3]),
        "emojisel": frozenset([0xFE0F]),
        "modifier": frozenset(load(11, "Binary_Property/Emoji_Modifier")),
        "modbase": frozenset(load(11, "Binary_Property/Emoji_Modifier_Base")),
        "tag": frozenset(range(0xE0020, 0xE007F)),
        "tagend": frozenset([0xE007F]),
    }
    named["hangul"] = frozenset(load(9, "Script/Hangul")) & named["letter"]
    named["extnosel"] = named["ext"] - {0xFE0E, 0xFE0F}
    accidental = frozenset([0xA9, 0xAE, 0x2122, 0x3030, 0x303D])
    emoji = frozenset(load(11, "Binary_Property/Emoji"))
    named["emoji"] = frozenset(load(11, "Binary_Property/Extended_Pictographic")) | (
        emoji - named["flag"] - named["keybase"] - accidental - named["modifier"])
    for cp in range(0xD800, 0xE000):
        for name in named:
            assert cp not in named[name], (hex(cp), name)

    # Code points with the same memberships are one class.
    members = {}
    for name in sorted(named):
        for cp in named[name]:
            members.setdefault(cp, []).append(name)
    classes, of = {(): 0}, [0] * (LAST + 1)
    for cp in sorted(members):
        of[cp] = classes.setdefault(tuple(members[cp]), len(classes))
    sets = {name: frozenset(i for key, i in classes.items() if name in key) for name in named}

    n = Nfa()
    C = lambda name: (lambda: n.chars(sets[name]))
    S = lambda *p: (lambda: n.seq(*p))
    A = lambda *p: (lambda: n.alt(*p))
    star = lambda p: (lambda: n.repeat(p, 0, None))
    plus = lambda p: (lambda: n.repeat(p, 1, None))
    opt = lambda p: (lambda: n.repeat(p, 0, 1))
    X = lambda name: S(C(name), star(C("ext")))
    E = lambda name: S(C(name), star(C("extnosel")))

    # An emoji with its selector or modifier, joined by ZWJ, or as the base of a tag sequence; keycaps; flags.
    element = A(S(star(C("zwj")), E("emoji"), opt(C("emojisel"))),
                S(opt(S(star(C("zwj")), E("modbase"))), E("modifier")))
    emoji_rule = A(S(element, A(star(S(C("zwj"), element)), S(plus(C("tag")), C("tagend")))),
                   S(E("keybase"), opt(C("emojisel")), E("keycap")),
                   S(X("flag"), X("flag")))
    enl = X("extendnumlet")
    numbers = S(X("numeric"), star(S(A(star(enl), X("midnum")), X("numeric"))))
    letters = S(X("letter"), star(S(A(star(enl), X("midletter")), X("letter"))))
    hebrew = S(X("hebrew"), A(X("squote"), S(X("dquote"), X("hebrew"))))
    katakana = S(X("katakana"), star(S(star(enl), X("katakana"))))
    part = A(katakana, plus(A(hebrew, numbers, letters)))
    # In falling priority: where two rules match the same length, the first gives the type.
    rules = [
        ("Emoji", emoji_rule),
        ("Numeric", S(star(enl), numbers, star(enl))),
        ("Hangul", plus(X("hangul"))),
        ("Katakana", plus(X("katakana"))),
        ("Alphanumeric", S(star(enl), part, star(S(plus(enl), part)), star(enl))),
        ("SouthEastAsian", plus(X("complex"))),
        ("Ideographic", X("han")),
        ("Hiragana", X("hiragana")),
    ]
    kinds = ["None", "Alphanumeric", "Numeric", "SouthEastAsian", "Ideographic", "Hiragana", "Katakana", "Hangul", "Emoji"]
    start = n.state()
    accept = {}
    for priority, (kind, rule) in enumerate(rules):
        a, b = rule()
        n.eps[start].append(a)
        accept[b] = (priority, kinds.index(kind))

    def closure(states):
        seen, todo = set(states), list(states)
        while todo:
            for t in n.eps[todo.pop()]:
                if t not in seen:
                    seen.add(t); todo.append(t)
        return frozenset(seen)

    ids, rows, kind_of, todo = {}, [], [], []

    def intern(states):
        key = closure(states)
        if key not in ids:
            ids[key] = len(ids)
            best = min((accept[s] for s in key if s in accept), default=(0, 0))
            kind_of.append(best[1]); rows.append(None); todo.append(key)
        return ids[key]

    intern([start])
    while todo:
        key = todo.pop()
        row = []
        for c in range(len(classes)):
            target = {t for s in key for (cs, t) in n.moves[s] if c in cs}
            row.append(intern(target) if target else None)
        rows[ids[key]] = row
    rows, kind_of = minimise(rows, kind_of)
    return of, len(classes), rows, kind_of


def minimise(rows, kind_of):
    block = list(kind_of)
    while True:
        keys, nxt = {}, []
        for s, row in enumerate(rows):
            key = (block[s], tuple(None if t is None else block[t] for t in row))
            nxt.append(keys.setdefault(key, len(keys)))
        done = len(keys) == len(set(block))
        block = nxt
        if done:
            break
    out_rows, out_kind = {}, {}
    for s, row in enumerate(rows):
        out_rows[block[s]] = [None if t is None else block[t] for t in row]
        out_kind[block[s]] = kind_of[s]
    assert block[0] == 0
    return [out_rows[i] for i in range(len(out_rows))], [out_kind[i] for i in range(len(out_rows))]


# ------------------------------------------------------------------------------------------------------------------- encoding

def varint(n):
    out = []
    while n > 0x7F:
        out.append(n & 0x7F | 0x80); n >>= 7
    return out + [n]


def zigzag(n):
    return n << 1 if n >= 0 else (-n << 1) - 1


def runs(values):
    out, i = [], 0
    while i < len(values):
        j = i
        while j < len(values) and values[j] == values[i]:
            j += 1
        out += varint(j - i) + varint(values[i])
        i = j
    return out


def delta_map(pairs):
    """gap to the next source, count, stride, zigzag delta: runs of sources at stride 1 or 2 with the same delta."""
    items, out, previous, i = sorted(pairs.items()), [], 0, 0
    while i < len(items):
        cp, to = items[i]
        stride = items[i + 1][0] - cp if i + 1 < len(items) and items[i + 1][1] - items[i + 1][0] == to - cp else 1
        stride = stride if stride in (1, 2) else 1
        j = i + 1
        while j < len(items) and items[j][0] == items[j - 1][0] + stride and items[j][1] - items[j][0] == to - cp:
            j += 1
        out += varint(cp - previous) + varint(j - i) + [stride] + varint(zigzag(to - cp))
        previous, i = cp, j
    return out


def table(name, data, comment, per_line=36):
    lines = [", ".join(map(str, data[i:i + per_line])) for i in range(0, len(data), per_line)]
    body = ",\n        ".join(lines)
    return f"    /// <summary>{comment}</summary>\n    public static ReadOnlySpan<byte> {name} =>\n    [\n        {body},\n    ];\n"


def write(name, summary, parts):
    with open(f"{HERE}/{name}.cs", "w", encoding="utf-8") as f:
        f.write("// <auto-generated>Written by generate.py from Unicode data; see NOTICE.</auto-generated>\n")
        f.write("namespace Search.Analysis.Unicode;\n\n")
        f.write(f"/// <summary>{summary}</summary>\ninternal static class {name}\n{{\n" + "\n".join(parts) + "}\n")


# -------------------------------------------------------------------------------------------------------------------- folding

STRIPPED = [(0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),
            (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED),
            (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
            (0x00AD, 0x00AD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069), (0xFEFF, 0xFEFF), (0x061C, 0x061C),
            (0x02BB, 0x02BB), (0x02BD, 0x02BF)]
KEEP = {"ؤ": "ؤ", "ئ": "ئ"}
SPECIAL = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i",
    "ĸ": "k", "ſ": "s", "ς": "σ", "ŀ": "l", "ŉ": "n", "ə": "e", "’": "'", "‘": "'", "‛": "'", "＇": "'", "ʼ": "'",
    "ѐ": "е", "ё": "е", "ѝ": "и", "ґ": "г", "ѓ": "г", "ќ": "к",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ې": "ي", "ۍ": "ي", "ک": "ك", "ڪ": "ك",
    "٫": ".", "٬": ",", "․": ".", "﹒": ".", "．": ".", "：": ":", "︓": ":", "﹕": ":", "，": ",", "︐": ",", "﹐": ",", "；": ";", "﹔": ";", "︔": ";", "＿": "_",
    "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
}
BASE = re.compile(r"LATIN (?:SMALL |CAPITAL )?(?:LETTER SMALL CAPITAL |LETTER |LIGATURE )([A-Z]|AE|OE|AA|AO|AU|AV|AY|OO|TZ|VY|DZ|IJ|LJ|NJ)(?: WITH .*)?$")
SCRIPTS = re.compile(r"LATIN|GREEK|CYRILLIC|ARABIC|HEBREW|FULLWIDTH|HALFWIDTH|MATHEMATICAL|ARMENIAN|LIGATURE|DIGIT|ROMAN|SUPERSCRIPT|"
                     r"SUBSCRIPT|MODIFIER LETTER|FEMININE|MASCULINE|ANGSTROM|KELVIN|OHM|SCRIPT |DOUBLE-STRUCK|BLACK-LETTER|CIRCLED|"
                     r"PARENTHESIZED|NUMBER|MICRO SIGN")


def stripped(cp):
    return any(a <= cp <= b for a, b in STRIPPED)


def fold_one(cp, lower, digits):
    """One step of folding of a code point, to a string."""
    ch = chr(cp)
    if stripped(cp):
        return ""
    if ch in KEEP:
        return KEEP[ch]
    if ch in SPECIAL:
        return SPECIAL[ch]
    if cp in digits:
        return chr(0x30 + digits[cp])
    if cp in lower:
        return chr(lower[cp])
    name = unicodedata.name(ch, "")
    if unicodedata.category(ch)[0] not in "LNM" and not name.startswith("CIRCLED"):
        return ch
    base = BASE.match(name)
    if base:
        return base.group(1).lower()
    if not SCRIPTS.search(name):
        return ch
    split = unicodedata.decomposition(ch)
    if not split:
        return ch
    if "isolated" in split and unicodedata.normalize("NFKD", ch).startswith(" "):
        return ch
    parts = [int(x, 16) for x in split.split() if not x.startswith("<")]
    out = unicodedata.normalize("NFC", "".join(map(chr, parts)))
    return out if out != ch else "".join(map(chr, parts))


def folds(lower, digits):
    out = {}
    for cp in range(LAST + 1):
        if 0xD800 <= cp < 0xE000 or 0xAC00 <= cp < 0xD7A4 or unicodedata.category(chr(cp)) in ("Cn", "Co"):
            continue
        text = chr(cp)
        for _ in range(12):
            nxt = "".join(fold_one(ord(c), lower, digits) for c in text)
            if nxt == text:
                break
            text = nxt
        else:
            raise Exception(hex(cp))
        if any(unicodedata.category(c)[0] in "ZC" for c in text):
            continue
        if text != chr(cp):
            out[cp] = text
    return out


def main():
    of, class_count, rows, kind_of = word_breaks()
    dead = 255
    assert len(rows) < dead
    start = [[dead if t is None else t for t in row] for row in rows]
    ascii_classes = ", ".join(f"{c}={of[ord(c)]}" for c in "a0_.':,#\" ")
    write("WordBreakTables", "Classes of code points and the automaton of word breaks, as lists that <see cref=\"WordBreaks\"/> expands.", [
        f"    public const int ClassCount = {class_count};\n",
        f"    public const int StateCount = {len(rows)};\n",
        table("ClassRuns", runs(of), "Class of each code point from 0 to 10FFFF: run length and class, as varints."),
        table("Transitions", [t for row in start for t in row], f"Next state by state and class, row by row; {dead} is none."),
        table("Kinds", kind_of, "The <see cref=\"TokenKind\"/> that a token ending in this state has; 0 is none."),
    ])
    print("classes", class_count, "states", len(rows), ascii_classes)

    lower = {a: b for a, b in load(13, "Simple_Case_Mapping/Lowercase")}
    nd = sorted(load(13, "General_Category/Decimal_Number"))
    digits, first = {}, None
    for i, cp in enumerate(nd):
        first = cp if i == 0 or nd[i - 1] != cp - 1 else first
        if cp > 0x7F:
            digits[cp] = (cp - first) % 10
    zeros = [cp for cp in nd if digits.get(cp, 1) == 0]
    write("CaseTables", "Simple lower-case mapping and decimal digits of Unicode 13, as lists that <see cref=\"CodePoints\"/> expands.", [
        table("Lower", delta_map(lower),
              "Runs: gap from the previous run's first code point, count, stride, zigzag delta to the lower-case form; varints."),
        table("Zeros", [b for i, z in enumerate(zeros) for b in varint(z - (zeros[i - 1] if i else 0))],
              "Code points of the digits zero outside ASCII, as varint gaps; nine more digits follow each."),
    ])
    table_of = folds(lower, digits)
    single = {cp: ord(t) for cp, t in table_of.items() if len(t) == 1}
    other = {cp: t for cp, t in table_of.items() if len(t) != 1}
    many, previous = [], 0
    for cp, t in sorted(other.items()):
        raw = list(t.encode())
        many += varint(cp - previous) + varint(len(raw)) + raw
        previous = cp
    write("FoldTables", "Case and accent folding, as lists that <see cref=\"CodePoints\"/> expands.", [
        table("Single", delta_map(single),
              "Code points that fold to one: gap from the previous run's first, count, stride, zigzag delta; varints."),
        table("Strings", many, "Code points that fold to none or several: gap (varint), bytes, UTF-8."),
    ])
    print("most bytes for one", max(len(t.encode()) / len(chr(cp).encode()) for cp, t in table_of.items()))
    print("lower", len(lower), "digits", len(digits), "folds", len(single), len(other), "bytes", len(delta_map(single)), len(many))
    for cp, t in table_of.items():
        again = "".join(table_of.get(ord(c), c) for c in t)
        assert again == t, (hex(cp), t, again)


main()
