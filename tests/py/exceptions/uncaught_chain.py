def a():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("bad value") from e
def b():
    try:
        a()
    except ValueError:
        undefined_name
b()
