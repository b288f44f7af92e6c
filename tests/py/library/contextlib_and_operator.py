import contextlib, operator, io
@contextlib.contextmanager
def tag(n):
    print("<", n)
    try: yield n.upper()
    except KeyError as e: print("swallow", e)
    finally: print(">", n)
with tag("a") as t: print(t)
with tag("b"): raise KeyError("k")
out = io.StringIO()
with contextlib.redirect_stdout(out): print("hidden")
print(repr(out.getvalue()))
with contextlib.ExitStack() as st:
    for n in "xy": st.enter_context(tag(n))
    st.callback(print, "callback")
with contextlib.nullcontext(5) as v, contextlib.closing(io.StringIO()) as c: print(v, c.closed)
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real.imag")(5), operator.methodcaller("upper")("a"), operator.add(1, 2), operator.index(True), operator.concat([1], [2]), operator.countOf([1, 1], 1), operator.truth([]), operator.is_not(1, None))
