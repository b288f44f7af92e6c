// Events of frames for the functions of sys.settrace and sys.setprofile.
//
// 1. While a function runs there are no events: in_hook keeps kPollHooks out of the poll word.
// 2. A frame with line events has a frame object: f_trace stands in it, and the last instruction that was looked at.
// 3. What f_locals has shown to anybody is brought up to date before the function is called, and what the function changed
//    there is written back to the registers.
#include "vm/run/hooks.h"

#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm {

WatchSet hooks_watch;

namespace {

void refresh_poll_word(Thread& t) {
  bool wanted = !t.in_hook && (t.trace_function || t.profile_function);
  if (wanted) __atomic_fetch_or(&t.poll, static_cast<uint32_t>(kPollHooks), __ATOMIC_SEQ_CST);
  else __atomic_fetch_and(&t.poll, ~static_cast<uint32_t>(kPollHooks), __ATOMIC_SEQ_CST);
}

void install(Thread& t, Value Thread::*which, Value function) {
  bool first = !t.trace_function && !t.profile_function && function;
  t.*which = function;
  refresh_poll_word(t);
  if (first) watch_fire(hooks_watch);
}

// function(frame, event, arg). A pending exception is set aside; null: the function raised, which replaces it.
Value call_hook(Thread& t, Value function, PyFrame* frame, const char* event, Value arg) {
  Value pending = t.exception;
  t.exception = kNull;
  bool shown = !frame->locals_dict.is_null();
  PyStr* name = str_intern(event);
  if (!name || (shown && !frame_locals(t, frame))) return kNull;
  t.in_hook = true;
  refresh_poll_word(t);
  Value result = object_call_args(t, function, Value(&frame->header), Value(&name->header), arg);
  t.in_hook = false;
  refresh_poll_word(t);
  if (!result) {
    traceback_add(t, frame->base, frame_pc(t, frame->base));   // as CPython: the frame is named twice
    return kNull;
  }
  frame_store_locals(frame);
  t.exception = pending;
  return result;
}

// An event for the frame's f_trace, which answers what takes its place.
bool trace_event(Thread& t, PyFrame* frame, const char* event, Value arg) {
  if (!t.trace_function || !frame->trace) return true;
  Value result = call_hook(t, frame->trace, frame, event, arg);
  if (!result) {
    frame->trace = kNull;
    hooks_set_trace(t, kNull);
    return false;
  }
  if (!result.is_none()) {
    frame->trace = result;
    gc::barrier(&frame->header, result.bits());
  }
  return true;
}

bool profile_event(Thread& t, PyFrame* frame, const char* event, Value arg) {
  if (!t.profile_function) return true;
  if (call_hook(t, t.profile_function, frame, event, arg)) return true;
  hooks_set_profile(t, kNull);
  return false;
}

uint32_t line_of(const PyFrame* frame, const Instr* pc) {
  PyCode* code = frame->function->code;
  return code_position(code, static_cast<uint32_t>(pc - code->instrs)).line;
}

// A line begins where the line changes, and where a jump goes back (but not to wait on in `yield from` or `await`). A jump
// that ends a block has the line of the block's last statement, whichever way leads there: it begins none.
bool begins_line(const PyFrame* frame, const Instr* pc) {
  uint32_t line = line_of(frame, pc);
  const Instr* previous = frame->traced;
  if (line == 0) return false;
  bool jump = pc->opcode() == Opcode::JUMP || pc->opcode() == Opcode::JUMP_BACK;
  if (jump && pc > frame->function->code->instrs && line_of(frame, pc - 1) == line) return false;
  return !previous || line_of(frame, previous) != line || (pc < previous && pc->opcode() != Opcode::SEND);
}

// What happens before a function's first line belongs to none.
bool is_prologue(const Instr* pc) {
  Opcode op = pc->opcode();
  if (op == Opcode::MOVE) return pc[1].opcode() == Opcode::MAKE_CELL;
  return op == Opcode::MAKE_CELL || op == Opcode::COPY_FREE || op == Opcode::RETURN_GENERATOR;
}

// Line and opcode events of a frame that has an f_trace.
bool trace_instruction(Thread& t, PyFrame* frame, const Instr* pc) {
  bool line = frame->trace_lines && begins_line(frame, pc);
  frame->traced = pc;
  if (line && !trace_event(t, frame, "line", kNone)) return false;
  return !frame->trace_opcodes || trace_event(t, frame, "opcode", kNone);
}

// The native function that a call instruction is about to call, or null.
Value native_callee(Value* base, const Instr* pc) {
  Value callee = kNull;
  switch (pc->opcode()) {
    case Opcode::CALL:
    case Opcode::CALL_KW:
    case Opcode::CALL_EX: callee = base[pc->a]; break;
    case Opcode::CALL_METHOD:
    case Opcode::CALL_METHOD_KW: callee = base[pc->a].is_null() ? base[pc->a + 1] : base[pc->a]; break;
    default: return kNull;
  }
  return is_native_callable(callee) ? callee : kNull;
}

// The call of a native function that the frame has begun is over.
bool profile_call_end(Thread& t, PyFrame* frame, const char* event) {
  Value callee = frame->profiled_call;
  if (!callee) return true;
  frame->profiled_call = kNull;
  return profile_event(t, frame, event, callee);
}

bool profile_call_begin(Thread& t, PyFrame* frame, Value* base, const Instr* pc) {
  Value callee = native_callee(base, pc);
  if (!callee) return true;
  if (!profile_event(t, frame, "c_call", callee)) return false;
  if (t.profile_function) {
    frame->profiled_call = callee;
    gc::barrier(&frame->header, callee.bits());
  }
  return true;
}

bool return_event(Thread& t, PyFrame* frame, Value result) {
  return trace_event(t, frame, "return", result) && profile_event(t, frame, "return", result);
}

// The frame begins or its generator goes on.
bool call_event(Thread& t, PyFrame* frame, const Instr* pc) {
  PyCode* code = frame->function->code;
  bool fresh = pc == code->instrs || is_prologue(pc - 1);
  if (fresh) frame->traced = nullptr;
  frame->entry = fresh ? FrameEntry::kReported : FrameEntry::kOver;
  bool ok = true;
  if (t.trace_function) {
    Value local = call_hook(t, t.trace_function, frame, "call", kNone);
    if (!local) hooks_set_trace(t, kNull);
    ok = static_cast<bool>(local);
    if (ok && !local.is_none()) {
      frame->trace = local;
      gc::barrier(&frame->header, local.bits());
    }
  }
  ok = ok && profile_event(t, frame, "call", kNone);
  frame->entry = FrameEntry::kOver;
  return ok;
}

}  // namespace

void hooks_set_trace(Thread& t, Value function) { install(t, &Thread::trace_function, function); }
void hooks_set_profile(Thread& t, Value function) { install(t, &Thread::profile_function, function); }

Value hooks_call_tracing(Thread& t, Value function, PyTuple* args) {
  bool inside = t.in_hook;
  t.in_hook = false;
  Value result = object_call_tuple(t, function, args, nullptr);
  t.in_hook = inside;
  refresh_poll_word(t);
  return result;
}

void hooks_forget(Value* base) {
  if (PyFrame* frame = frame_object(base)) frame->profiled_call = kNull;
}

bool hook_enter(Thread& t, Value* base) {
  if (frame_is_hidden(base)) return true;
  PyFrame* frame = frame_object_of(t, base);
  if (frame) frame->entry = FrameEntry::kDue;
  return frame;
}

void hook_throw(Thread& t, Value* base, const Instr* pc) {
  if (frame_is_hidden(base)) return;
  Value pending = t.exception;
  t.exception = kNull;
  PyFrame* frame = frame_object_of(t, base);
  t.exception = frame ? pending : t.exception;
  if (frame) (void)call_event(t, frame, pc);
}

bool hook_instruction(Thread& t, Value* base, const Instr* pc) {
  if (frame_is_hidden(base)) return true;
  PyFrame* frame = t.profile_function ? frame_object_of(t, base) : frame_object(base);
  if (!frame) return !error_occurred(t);
  if (frame->entry == FrameEntry::kDue) {
    if (is_prologue(pc)) return true;
    if (!call_event(t, frame, pc)) return false;
  }
  if (!profile_call_end(t, frame, "c_return")) return false;
  if (frame->trace && t.trace_function && !trace_instruction(t, frame, pc)) return false;
  switch (pc->opcode()) {
    case Opcode::RETURN: return return_event(t, frame, base[pc->a]);
    case Opcode::YIELD: return return_event(t, frame, base[pc->b]);
    default: return !t.profile_function || profile_call_begin(t, frame, base, pc);
  }
}

void hook_exception(Thread& t, Value* base) {
  PyFrame* frame = frame_object(base);
  if (!frame || frame_is_hidden(base)) return;
  if (!profile_call_end(t, frame, "c_exception") || !frame->trace) return;
  Value exception = t.exception;
  Value traceback = exception.as<PyException>()->traceback;
  Value items[] = {Value(&type_of(exception)->header), exception, traceback.is_null() ? kNone : traceback};
  t.exception = kNull;
  PyTuple* arg = tuple_from(items, 3);
  if (!arg) return;
  t.exception = exception;
  (void)trace_event(t, frame, "exception", Value(&arg->header));
}

void hook_unwind(Thread& t, Value* base) {
  PyFrame* frame = frame_object(base);
  if (frame && !frame_is_hidden(base)) (void)return_event(t, frame, kNone);
}

}  // namespace pyvm
