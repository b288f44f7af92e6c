# All matching functions for many patterns and texts, one checksum a pattern.
_lines = []
def note(group, *values):
    """Notes a result; check() prints one number for all results of a group."""
    _lines.append((group, ' '.join(ascii(v) for v in values)))
def check():
    sums = {}
    for group, text in _lines:
        n = sums.get(group, 7)
        for c in text:
            n = (n * 131 + ord(c)) % 1000000007
        sums[group] = n
    for group in sums:
        print(group, sums[group])
    del _lines[:]
import re
pats = [r'a', r'a*', r'a+?b', r'(a|b)*c', r'(?:a|b)+', r'(\w+)\s(\d+)', r'^\s*#', r'(?P<n>\d+)-(?P=n)', r'(?<=ab)c', r'(?<!a)b', r'a(?=b)', r'a(?!b)', r'\bfoo\b', r'[^abc]+', r'[a-z0-9_]+', r'(?i)ABC', r'(?s).+', r'(?m)^\w+$', r'(a)(b)?', r'(a)?(?(1)b|c)', r'(?>a+)b', r'a++b', r'a*+a', r'(?:ab){2,3}', r'(?:ab){2,3}?', r'x{0}', r'(((a)))', r'(a*)*', r'(a*)+', r'(?:a?)*?b', r'(.)\1', r'(?i)(.)\1', r'\d+(?:\.\d+)?', r'"(?:[^"\\]|\\.)*"', r'[\u0400-\u04ff]+', r'[éà]', r'\S+@\S+', r'(?x) a b # c', r'(a+|b+)*d', r'(?:(?:a|b)c|d)*', r'\A\w', r'\w\Z', r'$', r'', r'\B', r'(?:)', r'[\s\S]', r'[^\W\d]', r'(a{2}){3}', r'(?:a|ab)(?:c|bcd)(?:d*)', r'(ab|a)(bc)?', r'(?P<x>a)(?P<y>b)?', r'([ab])*?c', r'(?:x|y|z)(?=.*1)', r'(?<=(a))b', r'(a(?=(b)))', r'(?!(a)b)a', r'(?:(a)|b)*', r'(?:(?:(a)|b)c)*', r'(?a)\w+', r'(?i)ß', r'(?i)[é]', r'(?i)\u212a', r'[a-\U0001f600]+', r'\U0001f600', r'(?i)[а-я]+', r'(?:a{1,2}){2}+b', r'(?:ab)*+c', r'[]]', r'[^]]', r'a|b|', r'(|a)+', r'(?s)a.*?b.*?c', r'.*', r'.*?', r'(.*)(\d+)', r'(.*?)(\d+)$', r'(?m)$', r'(?m)^']
texts = ['', 'a', 'aab', 'abc', 'ababab', 'foo bar 12', '  # x', '12-12 3-4', 'abc ab', 'aaab', 'AbC', 'a\nb\nc', 'xyz1', 'b', 'c', 'aabbcc', '"a\\"b" c', 'привет мир', 'é à e', 'me@x.org you@y', 'ab ' , 'aaaaaa', 'abcd', 'acbcd', 'ÉßSSss\u212akK', 'a\U0001f600b', '3.14 2.', 'abab1cab', ' \t\n', 'Привет', 'foo.foo', 'd', 'aaaad', 'ac', ']x]', 'abcbcd', 'ßẞ', 'aa1b22', 'line1\nline2\n']
def show(m): 
    return None if m is None else (m.span(), m.groups(), m.groupdict(), m.lastindex, m.lastgroup, m.regs)
for p in pats:
    try: r = re.compile(p)
    except Exception as e:
        print(p, type(e).__name__, e); continue
    for s in texts:
        note(repr(p), s, show(r.match(s)), show(r.search(s)), show(r.fullmatch(s)), r.findall(s), [m.span() for m in r.finditer(s)], r.split(s), r.sub('<\\g<0>>', s), r.subn('-', s, 2), show(r.search(s, 1)), show(r.search(s,1,3)))
for p in [rb'a+', rb'(\w)(\d)?', rb'(?i)abc', rb'[^a]', rb'\xff+', rb'(?L)\w+', rb'(?iL)[A-C]x?']:
    r = re.compile(p)
    for s in [b'', b'aab1', b'ABC', b'\xff\xffa', bytearray(b'aa b'), memoryview(b'xaay')]:
        note(repr(p), bytes(s), show(r.search(s)), r.findall(s), r.sub(b'-', s), r.split(s))
check()
for f in ["re.compile('a').match(b'a')", "re.compile(b'a').match('a')", "re.match('a', 5)", "re.compile('(')", "re.compile('[a')", "re.compile('a**')", "re.sub('a','\\\\1','a')", "re.sub('(a)','\\\\2','a')", "re.match('(a)','a').group(2)", "re.match('(?P<x>a)','a')['x']", "re.match('(?P<x>a)','a')['y']", "repr(re.match('a*','aaa'))", "repr(re.compile('a',re.I|re.M))", "repr(re.compile(b'a'))", "re.compile('a')==re.compile('a')", "re.compile('a')==re.compile('b')", "hash(re.compile('a'))==hash(re.compile('a'))", "re.sub('x', lambda m: m.group().upper(), 'axbx')", "re.sub('x', lambda m: 5, 'axbx')", "re.escape('a.b*c')", "re.compile('(?P<a>x)(y)').groupindex", "re.compile('a').pattern, re.compile('a').flags, re.compile('(a)(b)').groups", "re.match('(a)(b)?','a').expand(r'\\1-\\2')", "re.sub(r'(?P<q>a)', r'[\\g<q>]', 'banana', count=2)", "re.split('(,)', 'a,b,c', maxsplit=1)", "re.fullmatch('a|ab','ab')", "list(re.Scanner([('a',lambda s,t:t),('b',None)]).scan('aab'))", "re.compile('a').scanner('aa').search()", "re.Pattern[str]", "re.purge()", "re.compile('x*').sub('-', 'abxd')", "re.findall('(?=(a.))','aabac')", "re.sub('', '-', 'abc')",  "import copy"]:
    try: print(f, '=>', eval(f))
    except Exception as e: print(f, type(e).__name__, e)
