#include "jit/worker.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#include "vm/run/frame.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {
constexpr size_t kStackWords = 4 * kTraceWords;
}

Worker& worker_at(int number) {
  static std::vector<Worker*> all;
  while (all.size() <= static_cast<size_t>(number)) {
    auto* w = new Worker;
    auto* stack = static_cast<Value*>(std::calloc(kStackWords, sizeof(Value)));
    PYVM_CHECK(stack);
    w->base = stack + kFrameHeaderWords;
    w->thread.exception = kNull;
    w->thread.stack = stack;
    w->thread.stack_end = stack + kStackWords;
    w->thread.runs = w->runs;
    w->thread.worker = w;
    w->iterator.block.header.layout = layouts.parallel_iterator;
    all.push_back(w);
  }
  return *all[static_cast<size_t>(number)];
}

gc::Header* worker_allocate(Worker& worker, uint32_t layout, size_t bytes) {
  if (bytes > gc::kMaxSmall) return nullptr;
  int size_class = gc::size_class_of(bytes);
  gc::FreeRun& run = worker.runs[size_class];
  if (run.cursor == run.end && !gc::refill_side_run(worker.runs, size_class, worker.block_budget)) return nullptr;
  char* cell = run.cursor;
  run.cursor += gc::class_bytes(size_class);
  std::memset(cell, 0, gc::class_bytes(size_class));
  auto* object = reinterpret_cast<gc::Header*>(cell);
  object->layout = layout;
  object->mark = gc::allocation_mark;
  return object;
}

void worker_leave(Worker& worker, const ExitState* state, Trace* trace, uint32_t exit) {
  std::memcpy(worker.exit_state, state, sizeof *state);
  worker.taken = {trace, exit};
}

void worker_run(Worker& worker, void* entry, ExitState* exit_state) {
  Thread* before = current_thread_pointer;
  current_thread_pointer = &worker.thread;
  worker.exit_state = exit_state;
  worker.thread.base = worker.base;
  (void)enter(&worker.thread, worker.base, entry);
  current_thread_pointer = before;
}

}  // namespace pyvm::jit
