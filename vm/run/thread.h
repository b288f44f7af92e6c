// State of one VM thread.
#pragma once

#include "gc/heap.h"
#include "vm/object/value.h"

namespace pyvm {

struct Instr;
struct PyDict;
struct PyType;

// Reasons in Thread::poll, checked at every loop back-edge and function entry.
enum PollReason : uint32_t {
  kPollSignal = 1 << 0,       // a signal arrived: run its Python handler
  kPollGc = 1 << 1,           // finalisers or weak-reference callbacks are due
  kPollTrace = 1 << 2,        // a trace was invalidated
  kPollHooks = 1 << 3,        // a function of sys.settrace or setprofile is installed: stays until it is not, see vm/run/hooks.h
  kPollSwitch = 1 << 4,       // another thread waits for the lock
};

// The exception being handled by the running code. Every active generator has its own item, so what it handles
// survives a yield and does not leak to its caller.
struct ExcItem {
  Value handled = kNone;
  ExcItem* previous = nullptr;
};

namespace jit {
struct Worker;
}

struct Thread {
  Value* base;                // registers of the running frame (valid while C++ code called by it runs)
  const Instr* pc;            // the instruction that called into C++ (for tracebacks)
  Value exception;            // pending exception instance or null
  ExcItem* exc_item;          // the exception being handled; see current_handled()
  ExcItem root_exc_item;
  volatile uint32_t poll;     // PollReason bits
  uint32_t depth;             // Python frames, against recursion_limit
  uint32_t recursion_limit;
  char* native_limit;         // lowest address C++ recursion may reach
  Value* stack;               // the VM stack
  Value* stack_end;
  Value returned;             // result handed to a native caller or by SEND
  Value* pushed;              // base of the frame that a slow path pushed (kFramePushed)
  Value repr_stack;           // list of containers being shown
  Value asyncgen_firstiter, asyncgen_finalizer;   // sys.set_asyncgen_hooks or null
  Value trace_function, profile_function;  // sys.settrace / setprofile or null
  bool in_hook;               // one of them is running
  const void* const* dispatch;  // dispatch table for the loop that is recording, null otherwise
  gc::NativeStack native_stack;
  uint32_t origin_depth;      // frames that a new coroutine keeps as its cr_origin; 0: none
  uint64_t ident;             // pthread_self()
  Thread* next;               // of all threads
  void (*entry)(Thread& t, Value argument);   // of a thread that was started
  Value argument;
  Value end_lock;             // a lock that is released when the thread ends, or null
  Value contexts;             // list of the contextvars contexts that are entered, or null
  gc::FreeRun* runs = gc::free_runs;   // what it allocates from
  jit::Worker* worker;        // not null: a thread that only runs compiled code, for an iteration of a parallel loop
};

extern thread_local Thread* current_thread_pointer;
inline Thread& current_thread() { return *current_thread_pointer; }

// What sys.exception() returns: the innermost handled exception or kNone.
inline Value current_handled(Thread& t) {
  for (ExcItem* item = t.exc_item; item; item = item->previous) {
    if (!item->handled.is_none()) return item->handled;
  }
  return kNone;
}

inline bool error_occurred(Thread& t) { return !t.exception.is_null(); }

// The first of all threads, linked by `next`. To be walked with the lock of gil.h held, by which it changes.
extern Thread* all_threads;

// Starts a thread that runs entry(t, argument) under the lock of gil.h; what it raises must be handled there. Returns its
// identity; 0: the system is out of threads, nothing is raised.
[[nodiscard]] uint64_t thread_start(void (*entry)(Thread& t, Value argument), Value argument);
// Bytes of the native stacks of threads to come.
extern size_t thread_stack_bytes;
// Threads that have been started and not ended.
int64_t thread_started_count();
// In the child of a fork: the calling thread is the only one, and the main one.
void thread_after_fork(Thread& t);

// Makes the main thread's state and reserves its VM stack; called once at start.
void thread_initialize_main();

// Runs fn(arg) on a fresh native stack with guard pages that VM code may exhaust safely (deep recursion ends in
// RecursionError), and returns its result.
int run_on_vm_stack(int (*fn)(void*), void* arg);

}  // namespace pyvm
