// A loop over prange while its iterations are shared among threads.
//
// The range is cut into parts. A worker runs compiled code for a part in a copy of the loop's frame and ends with an exit: at
// the end of the part, or in the middle of an iteration where a guard failed. Such an iteration is parked as it stands and the
// worker goes on with the next one. Each stretch of iterations with the exit that ended it is a segment. When all workers are
// done the main thread goes through the segments in order, finishes what is parked in the interpreter, and adds up sums.
//
//   1. While workers run, the main thread does nothing but the same: there is no collection and no Python code.
//   2. How the range is cut depends on the number of iterations alone, so that sums of floats are the same on any machine.
//   3. What the main thread finishes in the interpreter may compile side traces and change what traces rely on: before workers go
//      on, the traces are looked at again.
//   4. What segments hold are roots: exit states and frames refer to objects that nothing else may refer to by then.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "gc/heap.h"
#include "jit/backend.h"
#include "jit/jit.h"
#include "jit/parallel_check.h"
#include "vm/object/parallel_iter.h"

namespace pyvm::jit {

struct Trace;
struct Worker;

class ParallelRun {
 public:
  // words: that compiled code uses above the frame's base.
  ParallelRun(Thread& t, Value* base, const Trace* entry, const LoopShape& shape, int32_t words);
  ~ParallelRun();
  ParallelRun(const ParallelRun&) = delete;
  ParallelRun& operator=(const ParallelRun&) = delete;

  // Whether the start values of all reductions are known.
  bool can_reduce() const { return can_reduce_; }
  size_t parts() const { return segments_.size(); }
  // The iterator has no values left. After kExhausted the run is over.
  LoopStep advance(Thread& t, Value* base);

 private:
  // Iterations first, first + step, ... up to `end`; `words` and `state` lie in one block of memory.
  struct Segment {
    enum State : uint8_t { kWaiting, kFinished, kParked } state = kWaiting;
    int64_t first = 0, end = 0;
    ExitTaken taken{};
    ExitState* exit = nullptr;
    Value* frame = nullptr;
  };

  static void trace_all(gc::Visitor& visitor, void*);
  static void share(void* self, int thread, int part);
  static void stop_workers();
  bool can_share() const;

  PyParallelIterator* iterator(Value* base) const { return base[head_->a].as<PyParallelIterator>(); }
  void cut(int64_t first, int64_t end);
  void run_waiting(Thread& t);
  void run_part(Worker& worker, const Segment& part, std::vector<Segment>& done);
  Segment run_segment(Worker& worker, int64_t first, int64_t end);
  bool at_head(const Segment& s) const;
  bool restore(Thread& t, Value* base, Segment& s);
  static Value combined(Thread& t, ReductionKind kind, Value total, Value partial);
  bool set_start_value(Thread& t, const Reduction& reduction);

  const Trace* entry_;
  const Instr* head_;
  LoopShape shape_;
  int32_t words_;
  int64_t step_;
  bool can_reduce_ = true;
  std::vector<Value> frame_;         // the loop's frame with its header, sums at their start values
  std::vector<Segment> segments_;
  size_t next_ = 0;                  // the segment that the main thread comes to next
  int rounds_ = 0;
  bool stuck_ = false;               // compiled code refuses to begin an iteration
  uint32_t block_budget_ = 0;
  std::atomic<bool> stop_{false};
  std::vector<size_t> waiting_;      // while workers run: the parts, and what became of them
  std::vector<std::vector<Segment>> done_;
  ParallelRun *previous_ = nullptr, *following_ = nullptr;   // of all runs
};

}  // namespace pyvm::jit
