// The _posixsubprocess module: fork_exec(), what subprocess.Popen starts programs with.
//
// Between fork() and exec() the child makes system calls only, apart from preexec_fn; everything it needs is converted
// before. A failure is told through errpipe_write as "CLASS:ERRNO IN HEX:TEXT"; the text "noexec" says that the program
// was not reached.
#include <grp.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "stdlib/posix/strings.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

extern char** environ;

namespace pyvm {

namespace {

// Parameters of fork_exec(), in order.
enum Parameter : int {
  kArguments, kExecutables, kCloseFds, kPassFds, kFolder, kEnvironment, kChildIn, kParentIn, kParentOut, kChildOut,
  kParentError, kChildError, kReportRead, kReportWrite, kRestoreSignals, kNewSession, kGroupToSet, kGid, kGroups, kUid,
  kUmask, kBeforeExec
};

struct Child {
  StringArray arguments, executables, variables;
  bool has_variables = false, close_fds = false, restore_signals = false, new_session = false;
  std::vector<int> passed;     // ascending
  Path* folder = nullptr;
  int in, out, error;          // what becomes 0, 1, 2; -1: inherited
  int parent_in, parent_out, parent_error;
  int report;
  int process_group, umask;
  bool set_gid = false, set_uid = false, set_groups = false;
  uint32_t gid = 0, uid = 0;
  std::vector<gid_t> groups;
  Value before_exec;
};

bool int_list(Thread& t, Value items, std::vector<int>* out) {
  Value list = object_to_list(t, items);
  if (!list) return false;
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    int fd;
    if (!c_int_argument(t, as_list(list)->items->items[i], &fd)) return false;
    out->push_back(fd);
  }
  return true;
}

bool convert_identity(Thread& t, const Value* args, Child* child) {
  child->set_gid = !args[kGid].is_none();
  child->set_uid = !args[kUid].is_none();
  child->set_groups = !args[kGroups].is_none();
  if (child->set_gid && !id_argument(t, args[kGid], &child->gid)) return false;
  if (child->set_uid && !id_argument(t, args[kUid], &child->uid)) return false;
  std::vector<int> groups;
  if (child->set_groups && !int_list(t, args[kGroups], &groups)) return false;
  child->groups.assign(groups.begin(), groups.end());
  return true;
}

bool convert(Thread& t, const Value* args, Child* child) {
  if (!child->arguments.add_all(t, args[kArguments]) || !child->executables.add_all(t, args[kExecutables])) return false;
  child->has_variables = !args[kEnvironment].is_none();
  if (child->has_variables && !child->variables.add_all(t, args[kEnvironment])) return false;
  child->close_fds = object_is_true(t, args[kCloseFds]) == 1;
  child->restore_signals = object_is_true(t, args[kRestoreSignals]) == 1;
  child->new_session = object_is_true(t, args[kNewSession]) == 1;
  if (error_pending() || !int_list(t, args[kPassFds], &child->passed)) return false;
  std::sort(child->passed.begin(), child->passed.end());
  int report_read;
  if (!c_int_arguments(t, args + kChildIn, &child->in, &child->parent_in, &child->parent_out, &child->out,
                       &child->parent_error, &child->error, &report_read, &child->report)) {
    return false;
  }
  if (!c_int_argument(t, args[kGroupToSet], &child->process_group) || !c_int_argument(t, args[kUmask], &child->umask)) {
    return false;
  }
  if (child->close_fds && child->report < 3) return raise_value_error("errpipe_write must be >= 3");
  child->before_exec = args[kBeforeExec];
  return convert_identity(t, args, child);
}

// ---- in the child; all return false with errno set

bool make_inheritable(int fd) {
  int flags = fcntl(fd, F_GETFD);
  return flags >= 0 && fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

// `from` becomes descriptor `to`, which the program inherits.
bool place(int from, int to) {
  if (from < 0) return true;
  return from == to ? make_inheritable(from) : dup2(from, to) >= 0;
}

bool set_up_descriptors(Child* child) {
  for (int fd : child->passed) {
    if (fd != child->report && !make_inheritable(fd)) return false;
  }
  for (int fd : {child->parent_in, child->parent_out, child->parent_error}) {
    if (fd >= 0) close(fd);
  }
  // Descriptors that stand where another belongs move out of the way first.
  if (child->out == 0 && (child->out = dup(child->out)) < 0) return false;
  while (child->error == 0 || child->error == 1) {
    if ((child->error = dup(child->error)) < 0) return false;
  }
  return place(child->in, 0) && place(child->out, 1) && place(child->error, 2);
}

bool set_up_process(Child* child) {
  if (child->folder && chdir(child->folder->c_str()) < 0) return false;
  if (child->umask >= 0) umask(static_cast<mode_t>(child->umask));
  if (child->restore_signals) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  if (child->new_session) setsid();
  if (child->process_group >= 0 && setpgid(0, child->process_group) < 0) return false;
  if (child->set_groups && setgroups(child->groups.size(), child->groups.data()) < 0) return false;
  if (child->set_gid && setregid(child->gid, child->gid) < 0) return false;
  return !child->set_uid || setreuid(child->uid, child->uid) >= 0;
}

// Closes everything from 3 on that is not to be kept.
void close_others(const Child& child) {
  unsigned first = 3;
  for (int kept : child.passed) {
    if (kept < 3) continue;
    if (static_cast<unsigned>(kept) > first) close_range(first, static_cast<unsigned>(kept) - 1, 0);
    first = static_cast<unsigned>(kept) + 1;
  }
  close_range(first, ~0U, 0);
}

void report(const Child& child, const char* kind, int error, const char* text) {
  char message[128];
  int n = std::snprintf(message, sizeof message, "%s:%x:%s", kind, static_cast<unsigned>(error), text);
  (void)!write(child.report, message, static_cast<size_t>(n));
  _exit(255);
}

[[noreturn]] void run_child(Thread& t, Child* child) {
  if (!set_up_descriptors(child) || !set_up_process(child)) report(*child, "OSError", errno, "noexec");
  if (!child->before_exec.is_none() && !object_call(t, child->before_exec, nullptr, 0)) {
    report(*child, "SubprocessError", 0, "Exception occurred in preexec_fn.");
  }
  // The list of passed descriptors holds the report pipe, which closes itself at exec.
  if (child->close_fds) close_others(*child);
  int error = 0;
  char** variables = child->has_variables ? child->variables.data() : environ;
  for (char** program = child->executables.data(); *program; program++) {
    execve(*program, child->arguments.data(), variables);
    if (errno != ENOENT && errno != ENOTDIR && !error) error = errno;
  }
  report(*child, "OSError", error ? error : errno, "");
  _exit(255);
}

Value fork_exec(Thread& t, Value* args) {
  Child child;
  if (!convert(t, args, &child)) return kNull;
  Path folder(t, args[kFolder], "fork_exec: cwd", Path::kOrNone);
  if (!folder) return kNull;
  if (!args[kFolder].is_none()) child.folder = &folder;
  bool runs_python = !child.before_exec.is_none();
  pid_t pid = runs_python ? fork_process(t) : fork();
  if (pid == 0) run_child(t, &child);
  return int_or_error(pid);
}

const NativeDef kFunctions[] = {
    {"fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, "
     "errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, groups, uid, child_umask, "
     "preexec_fn, allow_vfork, /)",
     fork_exec, kEffectAll, "Spawn a fresh new child process."},
    {},
};

bool init(Thread&, PyDict* dict) { return ModuleFiller(dict, "_posixsubprocess").functions(kFunctions).ok(); }

}  // namespace

const NativeModule kPosixSubprocessModule = {"_posixsubprocess", init};

}  // namespace pyvm
