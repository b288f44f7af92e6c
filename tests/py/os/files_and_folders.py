import errno, os, shutil, stat, tempfile
top = tempfile.mkdtemp()
os.chdir(top)
os.makedirs("a/b")
for name in ("a/f", "a/b/g"):
    with open(name, "w") as f: f.write(name)
os.symlink("f", "a/link"), os.symlink("nowhere", "a/broken"), os.link("a/f", "a/hard")
print(sorted((e.name, e.path, e.is_dir(), e.is_file(), e.is_file(follow_symlinks=False), e.is_symlink(), e.stat(follow_symlinks=False).st_size) for e in os.scandir("a")))
with os.scandir(b"a") as it: print(sorted(e.name for e in it), sorted(map(repr, os.scandir("a/b"))), os.fspath(next(os.scandir("a/b"))))
print([(d, sorted(ds), sorted(fs)) for d, ds, fs in os.walk(".")])
fd = os.open("a", os.O_RDONLY)
print(sorted(os.listdir(fd)), sorted(e.name for e in os.scandir(fd)), os.stat("f", dir_fd=fd).st_size, [x[0] for x in os.fwalk("a")])
os.mkdir("made", dir_fd=fd), os.rename("made", "moved", src_dir_fd=fd, dst_dir_fd=fd), os.rmdir("moved", dir_fd=fd)
print(os.stat("a/f").st_nlink, os.path.samefile("a/f", "a/hard"), os.readlink("a/link"), os.access("a/f", os.W_OK), os.access("x", os.F_OK))
os.truncate("a/f", 2), os.chmod("a/f", 0o640), os.utime("a/f", ns=(10**18 + 1, 2 * 10**18 + 2))
s = os.stat("a/f")
print(s.st_atime_ns, s.st_mtime_ns, s.st_mtime, oct(s.st_mode), s.st_size, s[8], stat.filemode(s.st_mode))
os.utime("a/f", (1.5, 2.25))
print(os.stat("a/f").st_mtime_ns, os.pread(os.open("a/b/g", os.O_RDONLY), 3, 2))
for call in (lambda: os.stat([]), lambda: os.mkdir(3), lambda: os.rename("x", 1), lambda: os.scandir(1.5), lambda: os.listdir("nope"), lambda: os.rename("no", "to"),
             lambda: os.unlink(b"no"), lambda: os.rmdir("a"), lambda: os.open("a", 10**20), lambda: os.stat(1, dir_fd=3), lambda: os.utime("a", 5), lambda: os.close(10**6),
             lambda: os.lseek(0, "x", 2), lambda: os.stat("a\0b"), lambda: os.read(0, -1)):
    try: print(call())
    except (OSError, TypeError, ValueError, OverflowError) as e: print(type(e).__name__, e)
name = os.fsdecode(b"bad\xff")
with open(name, "w"): pass
print(os.listdir(b".")[0 if len(os.listdir(".")) < 2 else os.listdir(b".").index(b"bad\xff")], name in os.listdir("."), ascii(name))
shutil.copytree("a", "copy", symlinks=True), shutil.move("copy", "moved")
print(sorted(os.listdir("moved")), shutil.disk_usage(".").total > 0, os.statvfs(".").f_namemax)
os.chdir("/")
shutil.rmtree(top)
print(os.path.exists(top))
