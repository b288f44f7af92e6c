import re
print(re.findall(r"(\w)(\d+)", "a1 b22 c"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05-06").groupdict(), re.search("b+", "abbbc").span(), re.fullmatch("a|ab", "ab"), re.sub("a", lambda m: m.group().upper(), "banana", count=2))
print([m.start() for m in re.finditer("aa", "aaaa")], re.findall("(?i)HE", "hehE"), re.findall(r"^\w+$", "ab\ncd", re.M), re.findall(r"a.b", "a\nb", re.S), re.escape("a.b*c"), re.sub(r"(?<=a)b", "X", "ab cb"), re.findall(r"\bfoo\b", "foo food"), re.match(r"(a+)+$", "aaaa").group(1), re.findall("a*?", "aa"), re.split("(-)", "a-b"), re.subn("x", "y", "axx"))
p = re.compile(r"(\d+)(?:\.(\d+))?", re.X)
m = p.match("3.14")
print(p, m, m.groups(), m[1], m.end(2), m.lastindex, p.match("3").groups("none"), p.pattern, p.flags, m.expand(r"\2.\1"), re.findall("é|日", "aé日"), re.findall(rb"\w", b"a1"))
for bad in ("(", "a**", "[a", "(?P<n>a)(?P<n>b)", r"\1", "(?<=a+)b", "*a", "(?z)"):
    try: re.compile(bad)
    except re.error as e: print(e)
