import argparse, textwrap
p = argparse.ArgumentParser(prog="prog", description="what it does")
p.add_argument("file")
p.add_argument("-n", "--number", type=int, default=3, help="a number")
p.add_argument("--flag", action="store_true")
print(p.parse_args(["x", "-n", "5", "--flag"]))
p.print_help()
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 20), textwrap.dedent("  a\n   b"), textwrap.shorten("hello big world", 11), sep="\n")
