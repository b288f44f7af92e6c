"""Little address space, and what becomes of requests that it cannot meet."""
from harness import equal, main, run, script

MIB = 1 << 20
# f() runs out of memory twice: what the first try took must be free again.
TWICE = """
def out_of_memory():
    try:
        f()
    except MemoryError:
        return True

{}
print(out_of_memory())
print(out_of_memory())
print(len([str(i) for i in range(100000)]))
"""


def check_twice(function):
    result = script(TWICE.format(function), address_space=600 * MIB)
    equal((result.code, result.out, result.err), (0, "True\nTrue\n100000\n", ""))


def test_starts_with_any_limit():
    for mebibytes in (250, 600, 1500, 4000, 10000, 20000):
        result = run("-c", "print(sum(len([i]) for i in range(100000)))", address_space=mebibytes * MIB)
        equal((result.code, result.out, result.err), (0, "100000\n", ""))


def test_strings_fill_the_memory():
    check_twice("""def f():
    kept = []
    while True: kept.append('a' * 10**6)""")


def test_a_list_grows():
    check_twice("""def f():
    kept = []
    while True: kept.append(1.5)""")


def test_a_dict_grows():
    check_twice("""def f():
    kept, i = {}, 0
    while True:
        kept[i] = str(i)
        i += 1""")


def test_a_chain_of_tuples_grows_in_compiled_code():
    check_twice("""def f():
    kept = None
    while True: kept = (kept, 1)""")


def test_instances_fill_the_memory():
    check_twice("""class Node: pass
def f():
    kept = None
    while True:
        node = Node()
        node.next = kept
        kept = node""")


def test_text_doubles():
    check_twice("""def f():
    text = 'x'
    while True: text += text""")


def test_single_requests_that_are_too_large():
    requests = ["bytearray(10**12)", "bytes(10**12)", "'ab' * 10**12", "[0] * 10**11", "(0,) * 10**11", "1 << 10**12",
                "1 << 10**10", "(1 << 10**9) * (1 << 10**9)", "list(range(10**9))", "set(range(10**9))",
                "dict.fromkeys(range(10**9))", "''.join(['x' * 10**6] * 1000)", "'x'.ljust(10**10)", "'%10000000000d' % 3",
                "[i for i in range(10**9)]"]
    for request in requests:
        result = script(f"try: {request}\nexcept MemoryError: print('refused')", address_space=300 * MIB)
        equal((request, result.code, result.out, result.err), (request, 0, "refused\n", ""))


def test_uncaught():
    result = script("kept = []\nwhile True: kept.append('a' * 10**6)\n", address_space=600 * MIB)
    equal((result.code, result.out), (1, ""))
    equal(result.err.splitlines()[-1], "MemoryError")


def test_classes_fill_the_space_of_layouts():
    result = script(TWICE.format("def f():\n    while True: type('C', (), {})"), address_space=300 * MIB)
    equal((result.code, result.out, result.err), (0, "True\nTrue\n100000\n", ""))


main(globals())
