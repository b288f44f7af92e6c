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
  kPollTrace = 1 << 2,        // a trace was invalidated, or tracing/profiling was switched on
};

struct Thread {
  Value* base;                // registers of the running frame (valid while C++ code called by it runs)
  const Instr* pc;            // the instruction that called into C++ (for tracebacks)
  Value exception;            // pending exception instance or null
  Value handled;              // exception being handled (sys.exception()) or kNone
  volatile uint32_t poll;     // PollReason bits
  uint32_t depth;             // Python frames, against recursion_limit
  uint32_t recursion_limit;
  char* native_limit;         // lowest address C++ recursion may reach
  Value* stack;               // the VM stack
  Value* stack_end;
  Value* pushed;              // base of the frame that a slow path pushed (kFramePushed)
  Value repr_stack;           // list of containers being shown
  Value trace_function, profile_function;  // sys.settrace / setprofile or null
  const void* const* dispatch;  // dispatch table for the loop that is recording, null otherwise
  gc::NativeStack native_stack;
};

extern thread_local Thread* current_thread_pointer;
inline Thread& current_thread() { return *current_thread_pointer; }

inline bool error_occurred(Thread& t) { return !t.exception.is_null(); }

}  // namespace pyvm
