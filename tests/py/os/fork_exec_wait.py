import os, sys, time
r, w = os.pipe()
def child(function):
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        function()
        os._exit(0)
    return os.waitpid(pid, 0)[1]
print(os.waitstatus_to_exitcode(child(lambda: os._exit(7))))
print(os.waitstatus_to_exitcode(child(lambda: os.kill(os.getpid(), 9))))
status = child(lambda: os.write(w, b"from the child"))
print(os.read(r, 100), os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status))
def replace():
    os.dup2(w, 1)
    os.execvp("sh", ["sh", "-c", "echo $1 $NAME", "sh", "argument"]) if os.putenv("NAME", "value") is None else None
child(replace)
print(os.read(r, 100))
child(lambda: (os.dup2(w, 1), os.execve("/bin/sh", ["sh", "-c", "echo $A"], {"A": "only"})))
print(os.read(r, 100))
log = []
os.register_at_fork(before=lambda: log.append("before"), after_in_parent=lambda: log.append("parent"),
                    after_in_child=lambda: log.append("child"))
child(lambda: os.write(w, repr(log).encode()))
print(os.read(r, 100), log)
for call in (lambda: os.waitpid(-1, 0), lambda: os.execv("/nonexistent", ["x"]), lambda: os.execv("/bin/sh", []), lambda: os.execv("/bin/sh", 5),
             lambda: os.execve("/bin/sh", ["a"], 5), lambda: os.register_at_fork(), lambda: os.register_at_fork(before=5), lambda: os.kill("x", 1)):
    try: print(call())
    except (OSError, ValueError, TypeError) as e: print(type(e).__name__, e)
pid = os.spawnlp(os.P_NOWAIT, "true", "true")
print(os.waitpid(pid, 0)[1], os.get_inheritable(r))
