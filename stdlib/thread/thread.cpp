// The _thread module: starting threads, their identities.
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "stdlib/thread/local.h"
#include "stdlib/thread/lock.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"
#include "vm/run/dead_registers.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr int64_t kLeastStack = 512 << 10;

bool threads_ended = false;   // since their number was last asked for

// job: function, positional arguments, dict of keyword arguments.
void run_job(Thread& t, Value job) {
  const Value* parts = as_tuple(job)->items;
  PyDict* keywords = parts[2].is_none() ? nullptr : as_dict(parts[2]);
  if (!object_call_tuple(t, parts[0], as_tuple(parts[1]), keywords)) {
    if (error_matches(exc::SystemExit)) {
      error_clear();
    } else {
      unraisable_report(t, parts[0], "Exception ignored in thread started by");
    }
  }
  local_thread_ends(t);
  threads_ended = true;
  if (t.end_lock) lock_free(t.end_lock.as<PyLock>());
}

Value start_new_thread(Thread&, Value* args) {
  if (!object_is_callable(args[0])) return raise_type_error("first arg must be callable");
  if (!is_tuple(args[1])) return raise_type_error("2nd arg must be a tuple");
  if (args[2] && !type_is_subtype(type_of(args[2]), type_dict)) return raise_type_error("optional 3rd arg must be a dictionary");
  Value parts[3] = {args[0], args[1], args[2] ? args[2] : kNone};
  PyTuple* job = tuple_from(parts, 3);
  if (!job) return kNull;
  uint64_t ident = thread_start(run_job, Value(&job->header));
  return ident ? int_from_uint64(ident) : raise_error(exc::RuntimeError, "can't start new thread");
}

Value get_ident(Thread&, Value*) { return int_from_uint64(pthread_self()); }
Value get_native_id(Thread&, Value*) { return Value::from_small_int(syscall(SYS_gettid)); }
// Serves to find threads that were left behind, together with weak references to them: so what ended threads leave is
// collected first, as reference counts would have done at once.
Value thread_count(Thread& t, Value*) {
  if (threads_ended) {
    threads_ended = false;
    forget_dead_registers(t, thread_count);
    gc::collect_full();
    if (!poll_run(t)) return kNull;
  }
  return Value::from_small_int(thread_started_count());
}
Value stack_size(Thread& t, Value* args) {
  int64_t size;
  static int64_t chosen = 0;
  if (!int_argument(t, args[0], &size)) return kNull;
  if (size < 0) return raise_value_error("size must be 0 or a positive value");
  if (size && size < 32768) return raise_value_error("size not valid: %ld bytes", size);
  int64_t old = chosen;
  chosen = size;
  if (size) thread_stack_bytes = static_cast<size_t>(size < kLeastStack ? kLeastStack : size);
  return int_from_int64(old);
}
Value interrupt_main(Thread& t, Value* args) {
  int64_t number;
  if (!int_argument(t, args[0], &number)) return kNull;
  if (number < 1 || number > 64) return raise_value_error("signal number out of range");
  struct sigaction action;
  sigaction(static_cast<int>(number), nullptr, &action);
  if (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN) action.sa_handler(static_cast<int>(number));
  return t.poll && !poll_run(t) ? kNull : kNone;   // the main thread may have interrupted itself
}
Value thread_exit(Thread& t, Value*) {
  Value exit = object_call(t, Value(&exc::SystemExit->header), nullptr, 0);
  return exit ? Value(raise_instance(exit)) : kNull;
}
Value allocate_lock(Thread&, Value*) { return lock_new(); }
Value set_sentinel(Thread& t, Value*) { return t.end_lock = lock_new(); }

// For _contextvars: the list belongs to the thread.
Value entered_contexts(Thread& t, Value*) {
  if (!t.contexts) t.contexts = to_value(list_new(0));
  return t.contexts;
}

const NativeDef kThreadFunctions[] = {
    {"allocate_lock()", allocate_lock, kEffectAllocates},
    {"allocate()", allocate_lock, kEffectAllocates},
    {"get_ident()", get_ident},
    {"get_native_id()", get_native_id},
    {"start_new_thread(function, args, kwargs=<absent>, /)", start_new_thread},
    {"start_new(function, args, kwargs=<absent>, /)", start_new_thread},
    {"_count()", thread_count},
    {"stack_size(size=0, /)", stack_size},
    {"interrupt_main(signum=2, /)", interrupt_main},
    {"exit()", thread_exit},
    {"exit_thread()", thread_exit},
    {"_set_sentinel()", set_sentinel},
    {"_entered_contexts()", entered_contexts},
    {},
};

bool thread_init(Thread&, PyDict* dict) {
  ModuleFiller fill(dict, "_thread");
  return fill.functions(kThreadFunctions).type("error", exc::RuntimeError).ok() && thread_add_locks(fill) && thread_add_local(fill);
}

}  // namespace

const NativeModule kThreadModule = {"_thread", thread_init};

}  // namespace pyvm
