# trace: compiled>=1
def dump(v):
    if v is None:
        return "null"
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, (int, float)):
        return repr(v)
    if isinstance(v, str):
        return '"' + v.replace('"', '\\"') + '"'
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(dump(x) for x in v) + "]"
    return "{" + ", ".join(dump(k) + ": " + dump(x) for k, x in v.items()) + "}"

doc = {"a": [1, 2.5, None, True], "b": {"c": 'x"y', "d": [[], {}]}, "e": (1,)}
print(dump(doc))
print(len(dump([doc] * 60)))
