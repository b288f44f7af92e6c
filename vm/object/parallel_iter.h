// The iterator of numba.prange in a function compiled with parallel=True.
//
// A `for` over it takes the values of a block as over a range; then parallel_step() of jit/jit.h decides how the loop
// goes on: with another block of values, with the iterations that several threads have not finished, or not at all.
#pragma once

#include "vm/object/iter.h"

namespace pyvm {

namespace jit {
class ParallelRun;
}

struct Instr;

struct PyParallelIterator {
  PyRangeIterator block;     // the values of the running block
  int64_t stop;              // end of the last block
  int64_t served;            // values handed out by the running thread
  jit::ParallelRun* run;     // while iterations are shared among threads, or null; owned
};

// Threads that share the iterations of a loop, the running one among them; 1: all loops run serially.
extern int parallel_threads;

// prange(...): range(...), or in code with kCodeParallel, outside of a loop that is parallel already, a PyParallelIterator.
// args: a tuple. Null: exception pending.
Value parallel_range(Thread& t, Value* args);
// True if a call of it at t.pc in frame `base` makes a parallel loop.
bool starts_parallel_loop(const Value* base, const Instr* pc);

}  // namespace pyvm
