// Calls that are not inlined and returns from the frame a trace began in.
//
// A function that calls itself, directly or through others, gets a trace of its own, the entry trace of its code. A call of it
// writes the callee's frame into memory, header and all, and jumps there: the frames of a recursion lie on the VM stack,
// and the native stack does not grow. Its return goes through the return point that the header names (return_point.h).
//
// Hazards:
//   1. A call of a function costs no check of the recursion limit while its frame is only inlined. Compiled code is therefore
//      entered, and jumps to other frames, only with room to spare (ROOM): near the limit the interpreter runs, which counts.
//   2. The frame a trace begins in belongs to whatever function has that code: its closure and globals are no constants.
#include "jit/jit.h"
#include "jit/layout.h"
#include "jit/recorder.h"
#include "jit/return_point.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {
// Activations of a function with an entry trace that one trace inlines: each spares frames and types, but a function with
// many paths would get a trace for every combination of them.
size_t inlined_frames(const Trace* entry) {
  constexpr uint32_t kFew = 8, kMany = 14;
  uint32_t paths = std::max(static_cast<uint32_t>(entry->sources.size()), entry->tree / 2);
  return paths < kFew ? 3 : paths < kMany ? 2 : 1;
}
}

// The trace that a call of this code can jump to.
Trace* Recorder::entry_of(const PyCode* code) const {
  if (trace_->function_entry && trace_->code == code) return trace_;
  auto* entry = static_cast<Trace*>(code->entry_trace);
  return entry && !entry->invalid ? entry : nullptr;
}

size_t Recorder::activations(const PyCode* code) const {
  size_t count = 0;
  for (const Frame& f : frames_) count += f.code == code;
  return count;
}

// True if the call is carried out as a jump; the guard for it is emitted. Before the first effect of the call.
bool Recorder::begin_entry_call(const PyCode* code, int32_t base) {
  const Trace* entry = entry_of(code);
  if (!entry || activations(code) < inlined_frames(entry)) return false;
  b_.emit(IrOp::ROOM, IrType::VOID, static_cast<Ref>(base), static_cast<Ref>(frames_.size()));
  return true;
}

// The callee's frame is pushed: the trace ends with the jump.
void Recorder::finish_entry_call() {
  Trace* target = entry_of(frame().code);
  pc_ = frame().code->instrs;
  snap_valid_ = false;
  finish_link(target);
}

// Frames that are written out return through return points.
void Recorder::mark_frames() {
  for (size_t i = 1; i < frames_.size(); i++) {
    Frame& f = frames_[i];
    uint32_t number = return_point(frames_[i - 1].code, f.return_pc, f.info, f.base - frames_[i - 1].base);
    if (!number) continue;
    f.info.flags |= f.info.action == ReturnAction::kInit ? kFrameCompiledInit : kFrameCompiled;
    f.info.extra = number;
  }
}

// The function that frames_[index] runs: a constant or not.
Ref Recorder::function_of(size_t index) {
  const Frame& f = frames_[index];
  if (index == 0) return b_.emit(IrOp::UNBOXRU, IrType::REF, b_.slot(-5));
  return f.callee == kNoRef ? ir_.k_ref(f.function) : f.callee;
}

// A recursion that no trace can jump into yet: the function is compiled first.
bool Recorder::wait_for_entry(PyFunction* function) {
  PyCode* code = function->code;
  if (activations(code) < kMaxRecursion || entry_of(code) || code_is_generator_like(code) || !can_get_entry(code)) return false;
  code->call_counter = 0;
  abort(Abort::kRecursion);
  return true;
}

// RETURN in the frame the trace began in.
void Recorder::finish_return() {
  if (code_is_generator_like(frame().code) || (loop_ && !side_)) return leave(Abort::kLeftFrame);
  Ref result = as_box(operand(pc_->a));
  b_.flush_deferred();
  bool none = is_const(result) && ir_.konst(result).bits == kNone.bits();
  b_.emit(IrOp::JRET, IrType::VOID, result, none ? 1 : 0);
  status_ = b_.failed ? abort(Abort::kUnstable) : Status::kCompile;
}

void Recorder::record_copy_free() {
  Ref function = function_of(frames_.size() - 1);
  if (is_const(function)) {
    const PyTuple* closure = as_tuple(frame().function->closure);
    for (uint32_t k = 0; k < pc_->b; k++) set(pc_->a + k, ir_.k_box(closure->items[k].bits()));
    return;
  }
  Ref closure = b_.emit(IrOp::UNBOXRU, IrType::REF, b_.load(function, kFunctionClosure));
  for (uint32_t k = 0; k < pc_->b; k++) {
    Ref address = b_.aref(closure, ir_.k_int(k), 3, kTupleItemsDisp);
    Ref cell = b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kTuple);
    set(pc_->a + k, b_.emit(IrOp::UNBOXRU, IrType::REF, cell));
  }
}

// The globals of the frame a trace of a function begins in are those seen while recording.
void Recorder::prove_globals() {
  if (frames_.size() != 1 || loop_) return;
  Ref globals = b_.load(function_of(frames_.size() - 1), kFunctionGlobals);
  b_.guard_true(b_.cmp(IrOp::EQ, globals, ir_.k_ptr(frame().function->globals)));
}

}  // namespace pyvm::jit
