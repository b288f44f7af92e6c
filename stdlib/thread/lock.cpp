// Lock and RLock. A thread that finds a lock held queues itself and sleeps on a semaphore of its own; the one that frees the
// lock wakes the first in the queue, which tries again: another thread may have been quicker.
#include "stdlib/thread/lock.h"

#include <pthread.h>
#include <semaphore.h>

#include <cerrno>
#include <cmath>
#include <ctime>

#include "stdlib/support.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/gil.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

struct Waiter {
  sem_t ready;
  Waiter* next;
};

namespace {

constexpr double kTimeoutMax = 9223372036.0;
constexpr double kTimeStampMax = 9223372036.854775;   // int64 nanoseconds, which CPython counts in

PyType* type_lock;
PyType* type_rlock;

PyLock* lock_of(Value* args) { return args[0].as<PyLock>(); }

void enqueue(PyLock* lock, Waiter* waiter) {
  waiter->next = nullptr;
  (lock->last ? lock->last->next : lock->first) = waiter;
  lock->last = waiter;
}

// True if it was still there.
bool dequeue(PyLock* lock, Waiter* waiter) {
  Waiter* before = nullptr;
  for (Waiter* w = lock->first; w; before = w, w = w->next) {
    if (w != waiter) continue;
    (before ? before->next : lock->first) = w->next;
    if (lock->last == w) lock->last = before;
    return true;
  }
  return false;
}

void wake_first(PyLock* lock) {
  Waiter* waiter = lock->first;
  if (!waiter) return;
  dequeue(lock, waiter);
  sem_post(&waiter->ready);
}

struct Deadline {
  bool forever;
  timespec at;   // of CLOCK_MONOTONIC
};

Deadline deadline_after(double seconds) {
  Deadline deadline{seconds < 0, {}};
  if (deadline.forever) return deadline;
  clock_gettime(CLOCK_MONOTONIC, &deadline.at);
  double whole = std::floor(seconds);
  deadline.at.tv_sec += static_cast<time_t>(whole);
  deadline.at.tv_nsec += static_cast<long>((seconds - whole) * 1e9);
  if (deadline.at.tv_nsec >= 1000000000) {
    deadline.at.tv_nsec -= 1000000000;
    deadline.at.tv_sec++;
  }
  return deadline;
}

// Sleeps until woken, the deadline or a signal. False: the deadline has passed.
bool sleep_in_queue(Thread& t, PyLock* lock, const Deadline& deadline) {
  Waiter waiter;
  sem_init(&waiter.ready, 0, 0);
  enqueue(lock, &waiter);
  int result;
  {
    Unlocked unlocked(t);
    result = deadline.forever ? sem_wait(&waiter.ready) : sem_clockwait(&waiter.ready, CLOCK_MONOTONIC, &deadline.at);
  }
  int error = errno;
  bool woken = !dequeue(lock, &waiter);
  sem_destroy(&waiter.ready);
  if (result < 0 && woken && lock->count == 0) return true;   // woken at the last moment
  return result == 0 || error != ETIMEDOUT;
}

// kTrue with the lock held, kFalse after the time is over; null: a signal handler raised.
Value acquire(Thread& t, PyLock* lock, double seconds) {
  if (lock->count) {
    Deadline deadline = deadline_after(seconds);
    while (lock->count) {
      bool in_time = sleep_in_queue(t, lock, deadline);
      if (lock->count == 0) break;
      if (!in_time) return kFalse;
      if (t.poll && !poll_run(t)) {
        return kNull;
      }
    }
  }
  lock->count = 1;
  lock->owner = &t;
  return kTrue;
}

bool timeout_arguments(Thread& t, Value* args, double* seconds) {
  int blocking = object_is_true(t, args[1]);
  if (blocking < 0 || !seconds_argument(t, args[2], seconds)) return false;
  if (!blocking && *seconds != -1) return raise_value_error("can't specify a timeout for a non-blocking call");
  if (*seconds < 0 && *seconds != -1) return raise_value_error("timeout value must be positive");
  if (*seconds > kTimeStampMax) return raise_error(exc::OverflowError, "timestamp too large to convert to C _PyTime_t");
  if (*seconds > kTimeoutMax) return raise_error(exc::OverflowError, "timeout value is too large");
  if (!blocking) *seconds = 0;
  return true;
}

// ---- Lock

Value lock_acquire(Thread& t, Value* args) {
  double seconds;
  if (!timeout_arguments(t, args, &seconds)) return kNull;
  PyLock* lock = lock_of(args);
  return lock->count && seconds == 0 ? kFalse : acquire(t, lock, seconds);
}
Value lock_enter(Thread& t, Value* args) { return acquire(t, lock_of(args), -1); }
Value lock_release(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  if (!lock->count) return raise_error(exc::RuntimeError, "release unlocked lock");
  lock_free(lock);
  return kNone;
}
Value lock_locked(Thread&, Value* args) { return Value::from_bool(lock_of(args)->count != 0); }
Value lock_repr(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  return to_value(str_format("<%s _thread.lock object at %p>", lock->count ? "locked" : "unlocked", static_cast<void*>(lock)));
}
Value lock_reinit(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  lock->count = 0;
  lock->owner = nullptr;
  lock->first = lock->last = nullptr;
  return kNone;
}

// ---- RLock

bool owned(Thread& t, PyLock* lock) { return lock->count && lock->owner == &t; }

Value rlock_make(Thread&, Value* args) { return Value(instance_allocate(args[0].as<PyType>())); }
Value rlock_take(Thread& t, PyLock* lock, double seconds) {
  if (owned(t, lock)) {
    lock->count++;
    return kTrue;
  }
  return lock->count && seconds == 0 ? kFalse : acquire(t, lock, seconds);
}
Value rlock_acquire(Thread& t, Value* args) {
  double seconds;
  return timeout_arguments(t, args, &seconds) ? rlock_take(t, lock_of(args), seconds) : kNull;
}
Value rlock_enter(Thread& t, Value* args) { return rlock_take(t, lock_of(args), -1); }
Value rlock_release(Thread& t, Value* args) {
  PyLock* lock = lock_of(args);
  if (!owned(t, lock)) return raise_error(exc::RuntimeError, "cannot release un-acquired lock");
  if (lock->count > 1) {
    lock->count--;
  } else {
    lock_free(lock);
  }
  return kNone;
}
Value rlock_is_owned(Thread& t, Value* args) { return Value::from_bool(owned(t, lock_of(args))); }
// What Condition.wait() gives away and gets back: the depth and the owner.
Value rlock_release_save(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  if (!lock->count) return raise_error(exc::RuntimeError, "cannot release un-acquired lock");
  Value items[2] = {Value::from_small_int(lock->count), int_from_uint64(reinterpret_cast<uintptr_t>(lock->owner))};
  lock_free(lock);
  return to_value(tuple_from(items, 2));
}
Value rlock_acquire_restore(Thread& t, Value* args) {
  int64_t count;
  PyLock* lock = lock_of(args);
  if (!is_tuple(args[1]) || as_tuple(args[1])->length != 2) return raise_type_error("a state of _release_save() is needed");
  if (!int_argument(t, as_tuple(args[1])->items[0], &count) || !acquire(t, lock, -1)) return kNull;
  lock->count = count;
  return kNone;
}
Value rlock_repr(Thread&, Value* args) {
  PyLock* lock = lock_of(args);
  return to_value(str_format("<%s %s object owner=%lu count=%ld at %p>", lock->count ? "locked" : "unlocked",
                             type_name(args[0]), lock->count ? lock->owner->ident : 0, lock->count, static_cast<void*>(lock)));
}

const NativeDef kLockMethods[] = {
    {"acquire(self, blocking=True, timeout=-1)", lock_acquire},
    {"acquire_lock(self, blocking=True, timeout=-1)", lock_acquire},
    {"release(self, /)", lock_release},
    {"release_lock(self, /)", lock_release},
    {"locked(self, /)", lock_locked, kEffectReads},
    {"locked_lock(self, /)", lock_locked, kEffectReads},
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
    {"_release_save(self, /)", rlock_release_save},
    {"_acquire_restore(self, state, /)", rlock_acquire_restore},
    {"__enter__(self, /)", rlock_enter},
    {"__exit__(self, /, *args)", rlock_release},
    {"__repr__(self, /)", rlock_repr, kEffectReads},
    {"_at_fork_reinit(self, /)", lock_reinit},
    {},
};
const TypeSpec kLockSpec = {"_thread.lock", nullptr, kTypeNoNew | kTypeHasWeakref, {.bytes = sizeof(PyLock), .leaf = true},
                            kLockMethods, "A lock object is a synchronization primitive."};
const TypeSpec kRlockSpec = {"_thread.RLock", nullptr, kTypeBaseable | kTypeHasWeakref,
                             {.bytes = sizeof(PyLock), .leaf = true}, kRlockMethods, nullptr};

}  // namespace

Value lock_new() { return Value(instance_allocate(type_lock)); }

void lock_free(PyLock* lock) {
  lock->count = 0;
  lock->owner = nullptr;
  wake_first(lock);
}

bool thread_add_locks(ModuleFiller& fill) {
  type_lock = type_new_builtin(kLockSpec);
  type_rlock = type_new_builtin(kRlockSpec);
  return type_lock && type_rlock && fill.type("LockType", type_lock)
                                        .type("lock", type_lock)
                                        .type("RLock", type_rlock)
                                        .value("TIMEOUT_MAX", Value::from_double(kTimeoutMax))
                                        .ok();
}

}  // namespace pyvm
