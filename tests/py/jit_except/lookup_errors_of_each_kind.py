def probe(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"

xs, d, t = [1, 2], {"a": 1}, (1,)
class E: pass
probes = [lambda: xs[5], lambda: d["zz"], lambda: t[3], lambda: E().nope, lambda: nope, lambda: 1 + "a",
          lambda: "a" + 1, lambda: int("z"), lambda: (lambda v: v())(None), lambda: xs["k"], lambda: len(5), lambda: "abc"[9],
          lambda: [].pop(), lambda: {}.popitem(), lambda: next(iter([])), lambda: 5 .x, lambda: (1).real.z,
          lambda: [1] < 1, lambda: -"a", lambda: 1 in 5, lambda: range(3)[7], lambda: "ab".index("z")]
seen = {}
for i in range(220):
    text = probe(probes[i % len(probes)])
    seen[text] = seen.get(text, 0) + 1
for text, n in seen.items():
    print(n, text)
