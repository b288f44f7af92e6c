data = {"a": {"b": []}}
def get(d, *path):
    for p in path:
        d = d[p]
    return d
print(get(data, "a"))
print(get(data, "a", "b", 5))
