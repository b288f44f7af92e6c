// The _thread module: locks, identities and thread-local storage. pyvm runs Python code on one thread; starting another
// raises RuntimeError as on a system that is out of threads.
#include <pthread.h>
#include <unistd.h>
#include <sys/syscall.h>

#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr double kTimeoutMax = 9223372036.0;

struct PyLock {
  HeapObject header;
  int64_t count;       // 0: free; RLock: depth
};
PyType* type_lock;
PyType* type_rlock;
PyType* type_local;

PyLock* lock_of(Value* args) { return args[0].as<PyLock>(); }

Value lock_new(PyType* type) { return Value(instance_allocate(type)); }
Value allocate_lock(Thread&, Value*) { return lock_new(type_lock); }
Value rlock_make(Thread&, Value* args) { return lock_new(args[0].as<PyType>()); }

// A held lock will never be released by another thread: waiting for ever is a deadlock that only Ctrl-C ends.
Value wait_for_ever(Thread& t, PyLock* lock) {
  while (lock->count) {
    pause();
    if (t.poll && !poll_run(t)) return kNull;
  }
  lock->count = 1;
  return kTrue;
}

bool timeout_argument(Thread& t, Value blocking, Value timeout, double* seconds, bool* wait) {
  int truth = object_is_true(t, blocking);
  if (truth < 0 || !seconds_argument(t, timeout, seconds)) return false;
  *wait = truth;
  if (!truth && *seconds != -1) return (void)raise_value_error("can't specify a timeout for a non-blocking call"), false;
  if (*seconds < 0 && *seconds != -1) return (void)raise_value_error("timeout value must be a non-negative number"), false;
  if (*seconds > kTimeoutMax) return (void)raise_error(exc::OverflowError, "timeout value is too large"), false;
  return true;
}

Value lock_acquire(Thread& t, Value* args) {
  PyLock* lock = lock_of(args);
  double seconds;
  bool wait;
  if (!timeout_argument(t, args[1], args[2], &seconds, &wait)) return kNull;
  if (lock->count == 0) {
    lock->count = 1;
    return kTrue;
  }
  if (!wait) return kFalse;
  if (seconds < 0) return wait_for_ever(t, lock);
  usleep(static_cast<useconds_t>(seconds * 1e6));
  return kFalse;
}

Value lock_release(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  if (!lock->count) return raise_error(exc::RuntimeError, "release unlocked lock");
  lock->count = 0;
  return kNone;
}

Value lock_enter(Thread& t, Value* args) {
  PyLock* lock = lock_of(args);
  if (lock->count) return wait_for_ever(t, lock);
  lock->count = 1;
  return kTrue;
}
Value lock_locked(Thread&, Value* args) { return Value::from_bool(lock_of(args)->count != 0); }
Value lock_repr(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  PyStr* s = str_format("<%s %s object at %p>", lock->count ? "locked" : "unlocked", "_thread.lock", static_cast<void*>(lock));
  return s ? Value(&s->header) : kNull;
}
Value lock_reinit(Thread&, Value* args) {
  lock_of(args)->count = 0;
  return kNone;
}

Value rlock_acquire(Thread& t, Value* args) {
  double seconds;
  bool wait;
  if (!timeout_argument(t, args[1], args[2], &seconds, &wait)) return kNull;
  lock_of(args)->count++;
  return kTrue;
}
Value rlock_release(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  if (!lock->count) return raise_error(exc::RuntimeError, "cannot release un-acquired lock");
  lock->count--;
  return kNone;
}
Value rlock_enter(Thread&, Value* args) {
  lock_of(args)->count++;
  return kTrue;
}
Value rlock_is_owned(Thread&, Value* args) { return Value::from_bool(lock_of(args)->count != 0); }

const NativeDef kLockMethods[] = {
    {"acquire(self, blocking=True, timeout=-1)", lock_acquire},
    {"release(self, /)", lock_release},
    {"locked(self, /)", lock_locked, kEffectReads},
    {"__enter__(self, /)", lock_enter},
    {"__exit__(self, /, *args)", lock_release},
    {"__repr__(self, /)", lock_repr, kEffectReads},
    {"_at_fork_reinit(self, /)", lock_reinit},
    {},
};
const NativeDef kRlockMethods[] = {
    {"__new__(cls, /)", rlock_make},
    {"acquire(self, blocking=True, timeout=-1)", rlock_acquire},
    {"release(self, /)", rlock_release},
    {"_is_owned(self, /)", rlock_is_owned, kEffectReads},
    {"__enter__(self, /)", rlock_enter},
    {"__exit__(self, /, *args)", rlock_release},
    {"_at_fork_reinit(self, /)", lock_reinit},
    {},
};
const TypeSpec kLockSpec = {"_thread.lock", nullptr, kTypeNoNew | kTypeHasWeakref, {.bytes = sizeof(PyLock), .leaf = true},
                            kLockMethods, "A lock object is a synchronization primitive."};
const TypeSpec kRlockSpec = {"_thread.RLock", nullptr, kTypeBaseable | kTypeHasWeakref,
                             {.bytes = sizeof(PyLock), .leaf = true}, kRlockMethods, nullptr};
// With one thread an ordinary object with a __dict__ is thread-local.
const TypeSpec kLocalSpec = {"_thread._local", nullptr, kTypeBaseable | kTypeHasDict | kTypeHasWeakref,
                             {.bytes = sizeof(HeapObject), .leaf = true}, nullptr, "Thread-local data"};

Value get_ident(Thread&, Value*) { return int_from_uint64(pthread_self()); }
Value get_native_id(Thread&, Value*) { return Value::from_small_int(syscall(SYS_gettid)); }
Value start_new_thread(Thread&, Value*) { return raise_error(exc::RuntimeError, "can't start new thread"); }
Value thread_count(Thread&, Value*) { return Value::from_small_int(0); }
Value stack_size(Thread&, Value*) { return Value::from_small_int(0); }
Value interrupt_main(Thread&, Value*) {
  poll_request(kPollSignal);
  return kNone;
}
Value thread_exit(Thread& t, Value*) {
  Value exit = object_call(t, Value(&exc::SystemExit->header), nullptr, 0);
  return exit ? Value(raise_instance(exit)) : kNull;
}

const NativeDef kThreadFunctions[] = {
    {"allocate_lock()", allocate_lock, kEffectAllocates},
    {"get_ident()", get_ident, kEffectAllocates},
    {"get_native_id()", get_native_id, kEffectPure},
    {"start_new_thread(function, args, kwargs=<absent>, /)", start_new_thread},
    {"_count()", thread_count, kEffectPure},
    {"stack_size(size=0, /)", stack_size},
    {"interrupt_main(signum=2, /)", interrupt_main},
    {"exit()", thread_exit},
    {"_set_sentinel()", allocate_lock, kEffectAllocates},
    {},
};

bool thread_init(Thread&, PyDict* dict) {
  type_lock = type_new_builtin(kLockSpec);
  type_rlock = type_new_builtin(kRlockSpec);
  type_local = type_new_builtin(kLocalSpec);
  return ModuleFiller(dict, "_thread")
      .functions(kThreadFunctions)
      .type("LockType", type_lock)
      .type("lock", type_lock)
      .type("RLock", type_rlock)
      .type("_local", type_local)
      .type("error", exc::RuntimeError)
      .value("TIMEOUT_MAX", Value::from_double(kTimeoutMax))
      .ok();
}

}  // namespace

const NativeModule kThreadModule = {"_thread", thread_init};

}  // namespace pyvm
