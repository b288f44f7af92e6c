#include "jit/trace.h"

#include "gc/heap.h"
#include "jit/events.h"
#include "jit/jit.h"
#include "jit/liveness.h"
#include "jit/parallel.h"
#include "jit/recorder.h"
#include "jit/return_point.h"
#include "vm/object/code.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

std::vector<std::unique_ptr<Trace>>& all() {
  static std::vector<std::unique_ptr<Trace>> traces;
  return traces;
}

}  // namespace

Trace* trace_at(uint32_t number) { return all()[number].get(); }
uint32_t trace_count() { return static_cast<uint32_t>(all().size()); }

Trace* new_trace() {
  all().push_back(std::make_unique<Trace>());
  Trace* trace = all().back().get();
  trace->number = trace_count() - 1;
  return trace;
}

void drop_watchers(Trace* trace) {
  for (auto& w : trace->watchers) {
    if (w->set) watch_remove(*w->set, w.get());
    w->set = nullptr;
  }
}

void trace_roots(gc::Visitor& visitor, void*) {
  for (const auto& trace : all()) {
    for (const IrConst& c : trace->ir.consts) {
      if (c.type == IrType::BOX || c.type == IrType::REF || c.type == IrType::PTR) visitor.visit_ambiguous(c.bits);
    }
    visitor.visit(trace->code);
  }
}

void discard_trace(Trace* trace) {
  if (trace->invalid) return;
  trace->invalid = 1;
  if (trace->loop && trace->loop->trace == trace) {
    trace->loop->trace = nullptr;
    trace->loop->counter = options.loop_threshold;
  }
  if (trace->function_entry && trace->code->entry_trace == trace) {
    trace->code->entry_trace = nullptr;
    trace->code->call_counter = options.call_threshold;
  }
  if (trace->parent && trace->parent_exit < trace->parent->machine.exits.size()) {
    ExitPoint& exit = trace->parent->machine.exits[trace->parent_exit];
    *exit.link = exit.unlinked;
    exit.hits = 0;
    return_point_unlinked(trace);
  }
  drop_watchers(trace);
  event_invalidated(trace);
  // Native code may be inside: the back-edge's poll brings it out.
  poll_request_all(kPollTrace);
  for (uint32_t child : trace->children) discard_trace(trace_at(child));
}

void trace_fact_changed(Watcher* watcher) {
  auto* w = static_cast<TraceWatcher*>(watcher);
  w->set = nullptr;   // already taken out
  Trace* trace = w->trace;
  if (!trace->machine.code) {
    trace->invalid = 1;   // still being recorded
    recording_invalidated();
    return;
  }
  discard_trace(trace);
}

void forget_code(PyCode* code) {
  forget_liveness(code);
  forget_sites(code);
  forget_parallel_loops(code);
}

}  // namespace pyvm::jit
