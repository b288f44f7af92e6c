import os.path as p
print(p.join("a", "b", "/c", "d"), p.split("/a/b.c"), p.splitext("x.tar.gz"), p.basename("/a/b"), p.dirname("/a/b/"), p.normpath("a/./b/../c//d"), p.isabs("/a"), p.commonprefix(["abc", "abd"]), p.relpath("/a/b/c", "/a/d"), p.commonpath(["/a/b", "/a/c"]), p.exists("no such file"), p.isdir("."), p.splitext(".bashrc"), p.expanduser("x"))
import os
print(os.sep, os.linesep == "\n", os.fspath("x"), os.getcwd() == p.abspath("."))
