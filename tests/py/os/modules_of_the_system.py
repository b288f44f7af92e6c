import fcntl, grp, os, pwd, resource, struct, tempfile, termios, time
print(pwd.getpwuid(0), pwd.getpwnam("root").pw_dir, grp.getgrgid(0), grp.getgrnam("root").gr_gid)
for call in (lambda: pwd.getpwuid(99999), lambda: pwd.getpwnam("nobodyx"), lambda: pwd.getpwuid("x"), lambda: pwd.getpwnam(5), lambda: grp.getgrgid(99999), lambda: grp.getgrnam("xx"),
             lambda: pwd.getpwuid(-5), lambda: fcntl.fcntl("a", 1), lambda: fcntl.fcntl(0, 1, []), lambda: fcntl.fcntl(0, 1, b"x" * 2000), lambda: fcntl.flock(99, 1), lambda: fcntl.lockf(0, 99),
             lambda: termios.tcgetattr(99), lambda: resource.getrlimit(99), lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10, 5)), lambda: resource.getrusage(99),
             lambda: time.get_clock_info("x"), lambda: time.clock_gettime(99), lambda: os.sysconf("x")):
    try: print(call())
    except (OSError, TypeError, ValueError, KeyError, termios.error) as e: print(type(e).__name__, e)
with tempfile.TemporaryFile() as f:
    fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.lockf(f, fcntl.LOCK_EX)
    print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f.fileno(), fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR)
r, w = os.pipe()
os.write(w, b"12345")
print(struct.unpack("i", fcntl.ioctl(r, termios.FIONREAD, b"\0" * 4)))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime >= 0, len(usage), resource.getpagesize(), resource.getrlimit(resource.RLIMIT_CORE)[0] >= -1)
master, slave = os.openpty()
mode = termios.tcgetattr(slave)
print(len(mode), mode[6][termios.VEOF], os.isatty(slave), os.ttyname(slave)[:9])
mode[3] &= ~(termios.ICANON | termios.ECHO)
termios.tcsetattr(slave, termios.TCSANOW, mode)
print(termios.tcgetattr(slave)[6][termios.VMIN], os.get_terminal_size(slave), termios.tcsetwinsize(slave, (3, 4)), os.get_terminal_size(slave))
print(time.get_clock_info("monotonic"), time.clock_gettime(time.CLOCK_MONOTONIC) > 0, time.strptime("2020-01-02", "%Y-%m-%d")[:3])
print(os.uname().sysname, len(os.times()), os.sysconf("SC_PAGESIZE"), os.cpu_count() >= len(os.sched_getaffinity(0)), os.getpriority(os.PRIO_PROCESS, 0))
