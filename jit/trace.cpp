// 1. Whoever makes a trace refer to another one, or a code object to a trace, calls the barrier.
// 2. Finalisers run after marking, in any order: the finaliser of a trace touches another one only if that is alive.
// 3. Machine code runs in a trace only while its caller's native frame is on a stack that the collector scans. Whenever a
//    collection may happen, a trace that runs has called C++ code: its return address stands there, too.
#include "jit/trace.h"

#include <algorithm>
#include <map>

#include "gc/heap.h"
#include "jit/code_notes.h"
#include "jit/events.h"
#include "jit/gdb.h"
#include "jit/jit.h"
#include "jit/recorder.h"
#include "jit/return_point.h"
#include "vm/object/code.h"
#include "vm/object/type.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

void boot_trace();

namespace jit {

namespace {

uint32_t begun = 0;

// By the start of their machine code.
std::map<uint64_t, Trace*>& placed() {
  static std::map<uint64_t, Trace*> all;
  return all;
}
uint64_t lowest_code = UINT64_MAX, highest_code = 0;   // that there ever was

uint64_t code_address(const Trace* trace) { return reinterpret_cast<uint64_t>(trace->machine.code); }

// A return address may be that of an instruction behind the end.
gc::Header* trace_around(uint64_t word) {
  if (word < lowest_code || word > highest_code) return nullptr;
  auto after = placed().upper_bound(word);
  if (after == placed().begin()) return nullptr;
  Trace* trace = std::prev(after)->second;
  return word - code_address(trace) <= trace->machine.code_bytes ? &trace->header : nullptr;
}

template <class T>
size_t bytes_of(const std::vector<T>& v) {
  return v.capacity() * sizeof(T);
}

size_t measure(const Trace* trace) {
  const TraceIr& ir = trace->ir;
  const CompiledTrace& m = trace->machine;
  return bytes_of(ir.ins) + bytes_of(ir.consts) + bytes_of(ir.const_next) + bytes_of(ir.body_values) + bytes_of(ir.snaps.list) +
         bytes_of(ir.snaps.entries) + bytes_of(ir.snaps.objects) + bytes_of(ir.snaps.frames) + m.code_bytes +
         bytes_of(m.exits) + bytes_of(m.locations) + bytes_of(m.body_inputs) + 2 * m.exits.size() * sizeof(void*);
}

void visit_object(gc::Header* object, gc::Visitor& visitor) { visit_trace(reinterpret_cast<Trace*>(object), visitor); }

void finalize(gc::Header* object) {
  auto* trace = reinterpret_cast<Trace*>(object);
  drop_watchers(trace);
  if (trace->target && gc::is_live(&trace->target->header)) std::erase(trace->target->sources, trace);
  if (trace->return_point) return_point_freed(trace);
  if (trace->machine.code) {
    if (!trace->return_point) event_freed();
    placed().erase(code_address(trace));
    gc::account_external(-static_cast<ptrdiff_t>(trace->external_bytes));
    gdb_unregister(trace->machine.code);
    free_trace_code(trace->machine);
  }
  trace->~Trace();
}

const TypeSpec kTraceSpec = {
    "internal trace", nullptr, kTypeNoNew | kTypeInternal,
    {.trace = visit_object, .finalize = finalize, .bytes = sizeof(Trace)}, nullptr, nullptr};

// Nothing leads there any more but machine code of traces that are discarded, too.
void unlink(Trace* trace) {
  if (trace->loop && trace->loop->trace == trace) {
    trace->loop->trace = nullptr;
    trace->loop->counter = wait_after_discard(attempts_at(trace->code, trace->loop), options.loop_threshold);
  }
  if (trace->function_entry && trace->code->entry_trace == trace) {
    trace->code->entry_trace = nullptr;
    trace->code->call_counter = wait_after_discard(notes_of(trace->code).entry, options.call_threshold);
  }
  if (trace->parent && std::erase(trace->parent->sides, trace)) {
    ExitPoint& exit = trace->parent->machine.exits[trace->parent_exit];
    *exit.link = exit.unlinked;
    exit.hits = 0;
    uint8_t& state = trace->parent->exit_state[trace->parent_exit];
    if (state < kExitLongestWait) state++;
    return_point_unlinked(trace);
  }
  if (trace->target) std::erase(trace->target->sources, trace);
}

}  // namespace

Trace* new_trace() {
  gc::Header* object = gc::allocate_finalizable(type_trace->root_shape->id(), sizeof(Trace));
  if (!object) return nullptr;
  auto* trace = new (object) Trace(*object);
  trace->number = begun++;
  return trace;
}

uint32_t traces_begun() { return begun; }

void trace_compiled(Trace* trace) {
  uint64_t address = code_address(trace);
  placed()[address] = trace;
  lowest_code = std::min(lowest_code, address);
  highest_code = std::max(highest_code, address + trace->machine.code_bytes);
  trace->external_bytes = measure(trace);
  gc::account_external(static_cast<ptrdiff_t>(trace->external_bytes));
  gc::barrier(&trace->header);
  if (options.gdb) gdb_register(trace->machine.code, trace->machine.code_bytes, trace_title(trace), kTraceUnwind);
}

std::vector<const Trace*> compiled_traces() {
  std::vector<const Trace*> all;
  for (const auto& [address, trace] : placed()) all.push_back(trace);
  std::sort(all.begin(), all.end(), [](const Trace* a, const Trace* b) { return a->number < b->number; });
  return all;
}

void visit_trace(const Trace* trace, gc::Visitor& visitor) {
  for (const IrConst& c : trace->ir.consts) {
    if (is_pointer(c.type)) visitor.visit_ambiguous(c.bits);
  }
  visitor.visit(trace->code);
  for (const PyCode* code : trace->codes) visitor.visit(code);
  visitor.visit(trace->parent);
  visitor.visit(trace->root);
  visitor.visit(trace->target);
  for (const Trace* side : trace->sides) visitor.visit(side);
}

void drop_watchers(Trace* trace) {
  for (auto& w : trace->watchers) watch_remove(w.get());
}

void discard_trace(Trace* trace) {
  if (trace->invalid) return;
  trace->invalid = 1;
  unlink(trace);
  drop_watchers(trace);
  event_invalidated(trace);
  // Native code may be inside: the back-edge's poll brings it out.
  poll_request_all(kPollTrace);
  for (std::vector<Trace*> from : {trace->sides, trace->sources}) {
    for (Trace* other : from) discard_trace(other);
  }
}

void trace_fact_changed(Watcher* watcher) {
  Trace* trace = static_cast<TraceWatcher*>(watcher)->trace;
  if (!trace->machine.code) {
    trace->invalid = 1;   // still being recorded
    recording_invalidated();
    return;
  }
  discard_trace(trace);
}

}  // namespace jit

void boot_trace() {
  type_init_builtin(type_trace, jit::kTraceSpec);
  gc::owner_of_address = jit::trace_around;
}

}  // namespace pyvm
