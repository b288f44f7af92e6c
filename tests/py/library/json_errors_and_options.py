import enum, json
for text in ('', '[', '{', '{"a', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{1:2}', '[1', '[1,', '[1 2]', '"\\', '"\\x"', '"\\u12"', '"\\u', '"\\ud83d\\u12"', '"\t"', '-', '01', '1.', '1e',
             'nul', 'NaN1', '[1]x', '\ufeff1', '"\\ud83d"', '"\\ud83d\\ude00"', '-Infinity', '123456789012345678901', '1e400', '-0', ' 1 '):
    try: print(ascii(text), ascii(json.loads(text)))
    except json.JSONDecodeError as e: print(ascii(text), e)
print(json.loads('"\t"', strict=False), json.loads("[1, 1.5, NaN]", parse_int=str, parse_float=str, parse_constant=str))
print(json.loads('{"a": {"b": 1}}', object_hook=sorted), json.loads('{"a": {"b": 1}}', object_pairs_hook=tuple))
class I(int):
    def __repr__(self): return "I"
class E(enum.IntEnum): A = 1
loop = []
loop.append(loop)
for value in (I(5), E.A, {I(1): 2.0, None: 1, True: 2, 1.5: 3, E.A: 1}, (1, [2]), {(1,): 2}, {1, 2}, loop, float("inf"), "\ud800\x7f\u2028", {"b": 1, "a": {"d": [], "c": ()}}, b"x", {1: 1, "a": 2}):
    for options in ({}, {"skipkeys": True}, {"sort_keys": True}, {"default": repr}, {"allow_nan": False}, {"ensure_ascii": False, "separators": (",", ":")}, {"indent": 1}):
        try: print(ascii(json.dumps(value, **options)))
        except (TypeError, ValueError) as e: print(type(e).__name__, e)
deep = []
for i in range(100000): deep = [deep]
for call in (lambda: json.dumps(deep), lambda: json.loads("[" * 100000)):
    try: call()
    except RecursionError: print("RecursionError")
for call in (lambda: json.decoder.scanstring("x", 5), lambda: json.decoder.scanstring(b"x", 1), lambda: json.encoder.encode_basestring(1), lambda: json.scanner.c_make_scanner(1)):
    try: print(call())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
