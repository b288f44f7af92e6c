def f(a, b): return a + b
result = f(
    f(1, 2),
    f(
        "a",
        3,
    ),
)
