import json
d = {"a": [1, 2.5, None, True, "é\n\"x"], "b": {"c": {}}, "n": 10**20, "e": 1e100}
s = json.dumps(d)
print(s, json.loads(s) == d)
print(json.dumps(d, indent=2, sort_keys=True, ensure_ascii=False))
print(json.dumps([1, (2, 3)], separators=(",", ":")), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps("😀\u2028/"), json.loads('"\\ud83d\\ude00\\u00e9"') == "😀é", json.loads(" [1.0, -0, 1e2, NaN] "))
for bad in ("", "{", '{"a":}', "[1,]", "nul", '"\x01"', "{'a': 1}", "[1 2]", '"abc', "1.5.2", '{"a": 1,}'):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(repr(bad), e)
try: json.dumps({"a": {1, 2}})
except TypeError as e: print(e)
print(json.loads('{"a": 1}', object_pairs_hook=list), json.dumps([1.0, float("inf")]))
