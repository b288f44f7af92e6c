// The life of traces: when recording starts, what becomes of it, how compiled code is entered and left.
#include "jit/jit.h"

#include <chrono>

#include "gc/heap.h"
#include "jit/code_notes.h"
#include "jit/evaluate.h"
#include "jit/events.h"
#include "jit/recorder.h"
#include "jit/return_point.h"
#include "jit/trace.h"
#include "jit/worker.h"
#include "vm/object/code.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

bool recording_now = false;
bool begun = false;   // recording_begun()

constexpr uint32_t kNever = UINT32_MAX;
constexpr uint32_t kMaxDepth = 60;       // side traces on side traces
constexpr uint32_t kMaxSides = 400;      // side traces of one root
constexpr int kCallersLookedAt = 16;     // to find out whether a function calls itself
constexpr uint8_t kMaxWaits = 6;
constexpr uint32_t kMaxVersions = 8;     // of what one instruction does, before it is left to the interpreter's caches
constexpr uint32_t kMaxForcedDepth = 2;  // where guards are made to fail there would be no end

Recorder* recorder = nullptr;
Trace* recorded = nullptr;
std::chrono::steady_clock::time_point started;

void roots_of_recording(gc::Visitor& visitor, void*) {
  if (!recording_now || !recorder) return;
  visitor.visit(recorded);
  visit_trace(recorded, visitor);   // it changes without a barrier
  recorder->visit(visitor);
}

const void* leave(Thread* thread, ExitState* state, Trace* trace, uint32_t exit);

// One thread records at a time.
Recorder& the_recorder(Thread& t) {
  if (!on_exit) {
    gc::add_root_tracer(roots_of_recording, nullptr);
    on_exit = leave;
  }
  if (recorder && &recorder->owner() != &t) {
    delete recorder;
    recorder = nullptr;
  }
  if (!recorder) recorder = new Recorder(t);
  return *recorder;
}

uint32_t line_at(const PyCode* code, const Instr* pc) {
  return code_position(code, static_cast<uint32_t>(pc - code->instrs)).line;
}

// Null: no memory for another trace.
Trace* begin_trace(PyCode* code, const Instr* start) {
  Trace* trace = new_trace();
  if (!trace) return nullptr;
  trace->code = code;
  trace->start = start;
  trace->root = trace;
  trace->line = line_at(code, start);
  recorded = trace;
  started = std::chrono::steady_clock::now();
  recording_now = true;
  return trace;
}

// Tries again after ever longer waits, then never.
uint32_t next_wait(Attempts& s, uint32_t threshold, Abort reason) {
  bool gentle = reason == Abort::kInnerLoop || reason == Abort::kLeftLoop || reason == Abort::kUnstable ||
                reason == Abort::kRecursion;
  uint32_t limit = gentle ? 24 : 10;
  if (++s.tries >= limit) return kNever;
  if (reason == Abort::kInnerLoop && recorder->inner_loop()) threshold = threshold / 4 + 1;   // that one comes first and soon
  uint32_t shift = gentle ? s.tries / 3 : s.tries;
  return (threshold << std::min(shift, 12u)) + s.tries;
}

// An inner loop is in the way of the one around it: it is recorded next time.
void hurry(const PyCode* code, LoopSite* loop) {
  if (loop->counter == kNever) return;
  attempts_at(code, loop).seen = true;
  loop->counter = std::min(loop->counter, 1u);
}

void give_up(Abort reason, const char* detail) {
  recording_now = false;
  if (reason == Abort::kInnerLoop && recorder->inner_loop()) hurry(recorder->where_code(), recorder->inner_loop());
  Trace* trace = recorded;
  recorded = nullptr;
  event_abort(trace, reason, recorder->where_code(), recorder->where(), detail);
  drop_watchers(trace);
  trace->invalid = 1;
  if (trace->parent) {
    uint8_t& state = trace->parent->exit_state[trace->parent_exit];
    state = state < kExitLongestWait ? static_cast<uint8_t>(state + 1) : kExitGivenUp;
    ExitPoint& exit = trace->parent->machine.exits[trace->parent_exit];
    exit.hits = 0;
    if (reason == Abort::kNoProgress) state = kExitGivenUp;
  } else if (trace->loop) {
    Attempts& attempts = attempts_at(trace->code, trace->loop);
    attempts.left |= reason == Abort::kLeftLoop;
    trace->loop->counter = next_wait(attempts, options.loop_threshold, reason);
    if (trace->loop->counter == kNever) event_blacklisted(trace->code, trace->line);
  } else {
    trace->code->call_counter = next_wait(notes_of(trace->code).entry, options.call_threshold, reason);
  }
}

// Null, or what a pass broke (checked in debug builds).
const char* run_passes(TraceIr& ir, bool hoist) {
  if (opt_flags.range) pass_range(ir, hoist);
  if (opt_flags.escape) {
    if (opt_flags.dce) pass_dce(ir);
    pass_escape(ir);
  }
  if (opt_flags.finite) pass_finite(ir);
  if (opt_flags.barrier) pass_barrier(ir);
  opt_flags.dce ? pass_dce(ir) : compact(ir);
#ifdef NDEBUG
  return nullptr;
#else
  return check_ir(ir);
#endif
}

void compile_recorded() {
  Trace* trace = recorded;
  TraceIr& ir = recorder->ir();
  trace->ir_before = static_cast<uint32_t>(ir.ins.size());
  Trace* target = recorder->target();
  bool stale = (target && target->invalid) || (trace->parent && trace->parent->invalid);
  if (stale) return give_up(Abort::kInvalidated, nullptr);
  event_ir(trace, ir, "recorded");
  bool hoist = opt_flags.hoist && !(trace->loop && attempts_at(trace->code, trace->loop).no_hoist);
  if (const char* wrong = run_passes(ir, hoist)) {
    event_ir(trace, ir, "broken");
    return give_up(Abort::kBackend, wrong);
  }
  event_ir(trace, ir, "optimised");
  ParentState parent;
  if (trace->parent) {
    const ExitPoint& exit = trace->parent->machine.exits[trace->parent_exit];
    parent.locations = trace->parent->machine.locations.data() + exit.first_value;
    parent.count = exit.values;
  }
  trace->machine = compile_trace(ir, trace, trace->number, parent, target ? &target->machine : nullptr);
  if (!trace->machine.code) return give_up(Abort::kBackend, trace->machine.error);
  recording_now = false;
  recorded = nullptr;
  trace->ir_after = static_cast<uint32_t>(ir.ins.size());
  trace->guards = static_cast<uint32_t>(trace->machine.exits.size());
  trace->bytecodes = recorder->bytecodes();
  trace->top = recorder->top();
  trace->ir = ir;
  trace->exit_state.assign(trace->machine.exits.size(), 0);
  trace->target = target;
  if (target) target->sources.push_back(trace);
  trace_compiled(trace);
  if (trace->parent) {
    *trace->parent->machine.exits[trace->parent_exit].link = trace->machine.entry;
    trace->parent->sides.push_back(trace);
    gc::barrier(&trace->parent->header);
    trace->root->tree++;
    return_point_linked(trace);
  } else {
    if (trace->loop) {
      trace->loop->trace = trace;
    } else {
      trace->code->entry_trace = trace;
      trace->code->call_counter = 0;   // every call by the interpreter comes to function_entered
    }
    gc::barrier(&trace->code->header);
  }
  std::chrono::duration<double, std::milli> ms = std::chrono::steady_clock::now() - started;
  event_compiled(trace, ms.count());
}

// Guards of what the interpreter must look after, however often.
bool never_has_side_trace(IrOp op) { return op == IrOp::POLL || op == IrOp::ROOM || op == IrOp::JRET; }

// How many traces in a row, this one the last, begin at this instruction: each for another type, function or namespace.
uint32_t versions_at(const Trace* trace, const Instr* pc) {
  uint32_t count = 0;
  for (; trace && trace->parent && trace->start == pc; trace = trace->parent) count++;
  return count;
}

// A side trace from an exit that is taken again and again.
void maybe_start_side(Thread& t, Trace* parent, uint32_t exit, const Instr* pc) {
  ExitPoint& point = parent->machine.exits[exit];
  if (recording_now || parent->invalid || point.hits < options.exit_threshold) return;
  if (parent->exit_state[exit] == kExitGivenUp || *point.link != point.unlinked) return;
  if (point.hits < options.exit_threshold << parent->exit_state[exit] * 2) return;
  const Snapshot& snap = parent->ir.snaps.list[point.snapshot];
  if ((snap.mode == ResumeMode::kRaise) == t.exception.is_null() || snap.hoisted) return;
  if (never_has_side_trace(parent->ir.at(point.guard).op)) return;
  if (parent->root->tree >= kMaxSides || parent->depth > (options.fail_guard_permille ? kMaxForcedDepth : kMaxDepth)) {
    parent->exit_state[exit] = kExitGivenUp;
    return;
  }
  Recorder& r = the_recorder(t);
  Trace* trace = begin_trace(frame_function(t.base)->code, pc);
  if (!trace) return;
  trace->parent = parent;
  trace->parent_exit = exit;
  trace->root = parent->root;
  trace->depth = parent->depth + 1;
  event_start(trace);
  r.start_side(trace, parent, exit, t.base, pc, versions_at(parent, pc) >= kMaxVersions);
  begun = true;
}

// Every exit that is not linked comes here.
const void* leave(Thread* thread, ExitState* state, Trace* trace, uint32_t exit) {
  if (thread->worker) {
    worker_leave(*thread->worker, state, trace, exit);
    return nullptr;
  }
  return resume_exit(*thread, state, trace, exit);
}

bool start_loop(Thread& t, Value* base, PyCode* code, LoopSite* loop, const Instr* head) {
  Recorder& r = the_recorder(t);
  loop->counter = options.loop_threshold;
  Trace* trace = begin_trace(code, head);
  if (!trace) return false;
  trace->loop = loop;
  event_start(trace);
  r.start_loop(trace, base, loop, head);
  return true;
}

// True if the frame is one of several of its code: an activation below it waits for it.
bool calls_itself(Value* base, const PyCode* code) {
  Value* caller = frame_caller(base);
  for (int i = 0; caller && i < kCallersLookedAt; i++, caller = frame_caller(caller)) {
    if (frame_function(caller)->code == code) return true;
  }
  return false;
}

}  // namespace

const Instr* resume_exit(Thread& t, ExitState* state, Trace* trace, uint32_t exit) {
  ExitPoint& point = trace->machine.exits[exit];
  point.hits++;
  event_exit();
  const Instr* pc = deoptimise(t, state, trace, exit);
  if (trace->ir.snaps.list[point.snapshot].hoisted && point.hits >= options.exit_threshold && !trace->invalid) {
    attempts_at(trace->code, trace->loop).no_hoist = true;
    discard_trace(trace);
    return pc;
  }
  maybe_start_side(t, trace, exit, pc);
  return pc;
}

// ---- what the interpreter calls ------------------------------------------------------------------------------------

bool hot_loop(Thread& t, Value* base, PyCode* code, LoopSite* loop, const Instr* head) {
  if (!options.enabled) {
    loop->counter = kNever;
    return false;
  }
  Attempts& attempts = attempts_at(code, loop);
  if (!attempts.seen) {
    attempts.seen = true;
    loop->counter = options.loop_threshold - 1;
    if (loop->counter > 0) return false;
  }
  if (recording_now || loop->trace) {
    loop->counter = options.loop_threshold;
    return false;
  }
  return start_loop(t, base, code, loop, head);
}

bool loop_is_short(const PyCode* code, const LoopSite* loop) { return attempts_at(code, loop).left; }

bool record_loop(Thread& t, Value* base, PyCode* code, LoopSite* loop, const Instr* head) {
  if (recording_now || loop->counter == kNever) return false;
  return begun = start_loop(t, base, code, loop, head);
}

bool is_recording() { return recording_now; }

bool can_get_entry(const PyCode* code) {
  return code->call_counter != kNever && notes_of(code).entry.waited++ < kMaxWaits;
}

bool hot_function(Thread& t, Value* base, PyCode* code) {
  if (!options.enabled || code_is_generator_like(code)) {
    code->call_counter = kNever;
    return false;
  }
  Attempts& attempts = notes_of(code).entry;
  if (!attempts.seen) {
    attempts.seen = true;
    code->call_counter = options.call_threshold - 1;
    if (code->call_counter > 0) return false;
  }
  code->call_counter = options.call_threshold;
  if (recording_now || !calls_itself(base, code)) return false;
  Recorder& r = the_recorder(t);
  Trace* trace = begin_trace(code, code->instrs);
  if (!trace) return false;
  trace->function_entry = true;
  event_start(trace);
  r.start_function(trace, base, code->instrs);
  return true;
}

const void* return_trace(uint32_t number) {
  const Trace* stub = return_trace_at(number);
  return stub->exit_state[0] == kExitGivenUp ? nullptr : stub;
}

const Instr* enter_trace(Thread& t, Value* base, const void* which) {
  auto* trace = static_cast<Trace*>(const_cast<void*>(which));
  if (base + kTraceWords > t.stack_end || t.depth + kTraceFrames > t.recursion_limit) return nullptr;
  t.base = base;
  uint64_t result = trace->return_point ? base[trace->return_register].bits() : 0;
  if (options.evaluate) return static_cast<const Instr*>(evaluate(t, base, trace, result));
  return static_cast<const Instr*>(enter(&t, base, trace->machine.entry, result));
}

// What becomes of the recording; true: it goes on.
static bool went_on(Recorder::Status status) {
  switch (status) {
    case Recorder::Status::kGoOn: return true;
    case Recorder::Status::kCompile: compile_recorded(); return false;
    case Recorder::Status::kAborted: give_up(recorder->reason(), nullptr); return false;
  }
  return false;
}

bool record(Thread&, Value* base, const Instr* pc) { return recording_now && went_on(recorder->step(base, pc)); }

bool record_raise(Thread&, Value* base, const Instr* pc) { return recording_now && went_on(recorder->raised(base, pc)); }

void abort_recording() {
  if (recording_now) give_up(Abort::kInvalidated, nullptr);
}

bool recording_begun() {
  bool was = begun;
  begun = false;
  return was;
}

void recording_invalidated() {
  if (recorder) recorder->invalidate();
}

void finish() { event_summary(); }

}  // namespace pyvm::jit
