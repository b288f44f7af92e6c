n = 0
for i in range(500):
    assert i >= 0, "never"
    try:
        assert i % 100 != 99, ("bad", i)
    except AssertionError as e:
        n += e.args[0][1]
print(n)
