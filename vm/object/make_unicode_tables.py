"""Writes the Unicode tables of vm/object/unicode.h: make_unicode_tables.py OUTPUT.

The facts come from the building Python's own character database, so that they are those of the Python version we follow;
name aliases and named sequences come from Debian's unicode-data where it is installed.
"""
import _sre
import collections
import os
import sys
import unicodedata as ud

UNICODE_DATA = '/usr/share/unicode'
SHIFT = 7
CATEGORIES = 'Cn Lu Ll Lt Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Lm Lo Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So'.split()
BIDI = ' L LRE LRO R AL RLE RLO PDF EN ES ET AN CS NSM BN B S WS ON LRI RLI FSI PDI'.split(' ')
WIDTHS = 'F H W Na A N'.split()


class Pool:
    """Numbers distinct values in order of arrival."""

    def __init__(self, *first):
        self.items = []
        self.numbers = {}
        for item in first:
            self(item)

    def __call__(self, item):
        if item not in self.numbers:
            self.numbers[item] = len(self.items)
            self.items.append(item)
        return self.numbers[item]


def two_level(values):
    """Splits an array into distinct blocks and an index of block numbers."""
    blocks = Pool()
    index = [blocks(tuple(values[i:i + (1 << SHIFT)])) for i in range(0, len(values), 1 << SHIFT)]
    return [v for block in blocks.items for v in block], index


class Writer:
    def __init__(self, path):
        self.file = open(path, 'w', encoding='ascii')

    def line(self, text):
        self.file.write(text + '\n')

    def array(self, kind, name, items):
        self.line(f'const {kind} {name}[] = {{')
        for i in range(0, len(items), 16):
            self.line(','.join(str(x) for x in items[i:i + 16]) + ',')
        self.line('};')

    def strings(self, name, items):
        self.array('char* const', name, [f'"{s}"' for s in items])


def flags_of(c):
    after_a_letter = ('a' + c).isidentifier()
    # A sigma is final after a cased letter, whatever case-ignorable characters stand between.
    cased = (c + 'a').title()[-1] == 'a'
    after_c = (c + '\u03a3').lower()[-1] == '\u03c2'
    ignorable = not after_c and ('a' + c + '\u03a3').lower()[-1] == '\u03c2'
    bits = [c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(), ud.category(c) == 'Lt',
            c.isspace(), c.isprintable(), c.isidentifier(), after_a_letter, cased, ignorable, bool(ud.mirrored(c))]
    return sum(1 << i for i, bit in enumerate(bits) if bit)


class Cases:
    SPECIAL = 0x40000000

    def __init__(self):
        self.pool = Pool((0, 0, 0, 0))
        self.special = []
        self.places = {}

    def encode(self, c, mapped):
        if len(mapped) == 1:
            return ord(mapped) - ord(c)
        if mapped not in self.places:
            self.places[mapped] = len(self.special)
            self.special.extend(map(ord, mapped))
        return self.SPECIAL | len(mapped) << 24 | self.places[mapped]

    def __call__(self, c):
        if c == '\u03a3':   # lower() of a lone sigma depends on its place
            return self.pool((0, 32, 0, 32))
        assert c.lower()[0] == chr(_sre.unicode_tolower(ord(c)))
        return self.pool(tuple(self.encode(c, m) for m in (c.upper(), c.lower(), c.title(), c.casefold())))


def write_records(out):
    cases = Cases()
    numerics = Pool(0.0)
    records = Pool((0, 0, 0, 0, 0, 0, WIDTHS.index('N'), -1, -1))
    values = []
    for code in range(0x110000):
        c = chr(code)
        category = ud.category(c)
        if category in ('Cn', 'Co', 'Cs'):
            width = WIDTHS.index(ud.east_asian_width(c))
            values.append(records((0, 0, 0, CATEGORIES.index(category), BIDI.index(ud.bidirectional(c)), 0, width, -1, -1)))
            continue
        numeric = ud.numeric(c, None)
        values.append(records((
            flags_of(c), cases(c), 0 if numeric is None else numerics(numeric), CATEGORIES.index(category),
            BIDI.index(ud.bidirectional(c)), ud.combining(c), WIDTHS.index(ud.east_asian_width(c)),
            ud.decimal(c, -1), ud.digit(c, -1))))
    blocks, index = two_level(values)
    out.array('Record', 'kRecords', ['{%s}' % ','.join(map(str, r)) for r in records.items])
    out.array('Cases', 'kCases', ['{%s}' % ','.join(map(str, r)) for r in cases.pool.items])
    out.array('uint32_t', 'kSpecialCases', cases.special)
    out.array('double', 'kNumerics', [repr(x) for x in numerics.items])
    out.array('uint16_t', 'kRecordBlocks', blocks)
    out.array('uint16_t', 'kRecordIndex', index)
    out.strings('kCategories', CATEGORIES)
    out.strings('kBidiClasses', BIDI)
    out.strings('kWidths', WIDTHS)


def write_decompositions(out):
    tags = Pool('')
    pool = [0]
    values = []
    compositions = []
    for code in range(0x110000):
        text = ud.decomposition(chr(code)) if code < 0x30000 else ''
        if not text:
            values.append(0)
            continue
        words = text.split()
        tag = words.pop(0) if words[0].startswith('<') else ''
        codes = [int(w, 16) for w in words]
        values.append(len(pool))
        pool.append(tags(tag) << 8 | len(codes))
        pool.extend(codes)
        if not tag and len(codes) == 2 and ud.normalize('NFC', chr(code)) == chr(code):
            compositions.append((codes[0], codes[1], code))
    blocks, index = two_level(values)
    assert len(pool) < 0x10000
    out.array('uint32_t', 'kDecompositions', pool)
    out.array('uint16_t', 'kDecompositionBlocks', blocks)
    out.array('uint16_t', 'kDecompositionIndex', index)
    out.strings('kDecompositionTags', tags.items)
    out.array('Composition', 'kCompositions', ['{%d,%d,%d}' % t for t in sorted(compositions)])
    out.line(f'const size_t kCompositionCount = {len(compositions)};')


def read_fields(name):
    path = os.path.join(UNICODE_DATA, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding='utf-8') as file:
        lines = [line.split('#')[0].strip() for line in file]
    return [line.split(';') for line in lines if line]


def aliases():
    """(name, codes) of what lookup() finds beyond the names proper."""
    found = [(f[1].strip(), [int(f[0], 16)]) for f in read_fields('NameAliases.txt')]
    found += [(f[0].strip(), [int(x, 16) for x in f[1].split()]) for f in read_fields('NamedSequences.txt')]
    for name, codes in found:
        try:
            known = ud.lookup(name) == ''.join(map(chr, codes))
        except KeyError:
            known = False
        if known:
            yield name, (codes + [0] * 4)[:4]


def write_names(out):
    names = {}
    ideographs = []
    for code in range(0x110000):
        name = ud.name(chr(code), '')
        if name.startswith('CJK UNIFIED IDEOGRAPH-'):
            if ideographs and ideographs[-1][1] == code - 1:
                ideographs[-1][1] = code
            else:
                ideographs.append([code, code])
        elif name and not name.startswith('HANGUL SYLLABLE '):
            names[code] = name.split(' ')
    counts = collections.Counter(word for name in names.values() for word in name)
    words = Pool(*[word for word, _ in counts.most_common()])
    assert len(words.items) < 0x8000
    stream = []
    entries = []
    for code, name in names.items():
        entries.append('{%d,%d}' % (code, len(stream)))
        stream += [words(word) for word in name]
        stream[-1] |= 0x8000
    out.strings('kWords', words.items)
    out.array('uint16_t', 'kNameWords', stream)
    out.array('Name', 'kNames', entries)
    out.line(f'const size_t kNameCount = {len(entries)};')
    more = list(aliases()) or [('', [0] * 4)]
    out.array('Alias', 'kAliases', ['{"%s",{%s}}' % (name, ','.join(map(str, codes))) for name, codes in more])
    out.line(f'const size_t kAliasCount = {len(more)};')
    out.array('Range', 'kIdeographs', ['{%d,%d}' % tuple(r) for r in ideographs])
    out.line(f'const size_t kIdeographCount = {len(ideographs)};')


def main():
    out = Writer(sys.argv[1])
    out.line('#include "vm/object/unicode.h"')
    out.line('namespace pyvm::unicode {')
    out.line(f'const char kVersion[] = "{ud.unidata_version}";')
    write_records(out)
    write_decompositions(out)
    write_names(out)
    out.line('}  // namespace pyvm::unicode')


main()
