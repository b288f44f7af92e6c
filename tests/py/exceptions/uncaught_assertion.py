def check(v):
    assert v > 3, f"too small: {v}"
check(5)
check(2)
