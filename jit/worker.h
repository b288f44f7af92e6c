// A thread's means to run compiled code beside the main thread: a Thread of its own with a VM stack, and cells to allocate.
//
// A worker never collects, raises or runs Python. Every exit that is not linked ends its work: the state goes to `exit_state`.
#pragma once

#include <cstdint>

#include "gc/block.h"
#include "gc/heap.h"
#include "jit/backend.h"
#include "vm/object/parallel_iter.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

struct Worker {
  Thread thread{};
  gc::FreeRun runs[gc::kSizeClasses] = {};
  uint32_t* block_budget = nullptr;   // blocks that all workers together may still take
  PyParallelIterator iterator{};      // what its frame has in place of the loop's iterator
  Value* base = nullptr;              // of that frame
  ExitState* exit_state = nullptr;    // where the next exit is noted
  ExitTaken taken{};
};

// The worker of that number, made when first asked for; it stays.
Worker& worker_at(int number);

// gc::allocate() for compiled code that a worker runs. Null: it has to leave.
gc::Header* worker_allocate(Worker& worker, uint32_t layout, size_t bytes);

// What on_exit does for a worker.
void worker_leave(Worker& worker, const ExitState* state, Trace* trace, uint32_t exit);

// Enters a trace in the worker's frame and returns after an exit: `taken` and *exit_state tell which.
void worker_run(Worker& worker, void* entry, ExitState* exit_state);

}  // namespace pyvm::jit
