// Exceptions: the recorder follows the interpreter from the instruction that raises to the handler.
//
//   1. Which frame of the trace handles an exception is read off the handler tables, as unwind() does; it does not depend on
//      the exception, but for frames whose caller waits for StopIteration or AttributeError: those are left.
//   2. An instruction was recorded before it is known to raise. raised() turns the guard "the helper returned a result" round:
//      the result now leaves, to the instruction behind.
//   3. Unwinding is the runtime's, on frames in memory. Below it the trace goes on at the handler with the exception in a
//      register of its frame.
//      Exceptions that the trace raises itself mostly do without, see record_traceback.cpp.
//   4. An exception that leaves the frame the trace began in ends the trace: it goes on at the handler point of the handler found
//      when it runs (return_point.h), whoever called.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm::jit {

// Where the exception that the running instruction raises is caught.
Recorder::Catch Recorder::find_catch() const {
  for (size_t i = frames_.size(); i-- > 0;) {
    const Instr* at = i + 1 == frames_.size() ? pc_ : frames_[i + 1].return_pc - 1;
    if (const Handler* h = handler_at(frames_[i].code, at)) return {h, i, false};
    if (takes_exceptions(frames_[i].info)) return {nullptr, 0, false};
  }
  Value* base = base0_;
  return {nullptr, 0, (side_ || !loop_) && handler_beyond(&base) != nullptr};
}

// True if an exception raised at pc in a frame above ours, which the trace does not follow, reaches our frame.
bool Recorder::passes_through(Value* base, const Instr* pc) const {
  for (Value* ours = base0_ + frame().base; base && base > ours; base = frame_caller(base)) {
    if (handler_at(frame_function(base)->code, pc) || takes_pending(frame_info(base))) return false;
    pc = frame_return_pc(base) - 1;
  }
  return true;
}

Recorder::Status Recorder::raised(Value* base, const Instr* pc) {
  if (over_base_) {
    if (base > base0_ + frame().base && !passes_through(base, pc)) return Status::kGoOn;
    over_base_ = nullptr;
  } else if (base != base0_ + frame().base || pc != pc_) {
    return abort(Abort::kException);
  }
  if (status_ != Status::kGoOn || invalidated_ || b_.failed) return abort(Abort::kException);
  Catch found = find_catch();
  bool explicitly = pc_->opcode() == Opcode::RAISE || pc_->opcode() == Opcode::RERAISE;
  bool pending = side_ && bytecodes_ == 0;   // the trace starts with an exception
  if (!found.known()) return abort(Abort::kException);
  if (found.handler && !pending && (explicitly || raise_planned_) && unwind_here(found)) {
    return b_.failed ? abort(Abort::kUnstable) : status_;
  }
  bool raises = (explicitly || raise_planned_) && !pending;
  if (!raises && !pending && !expect_raise()) return abort(Abort::kException);
  open_ = Open::kNothing;
  snap_valid_ = false;
  unwind_to(found, raises);
  return status_;
}

// The helper of the running instruction returned an error where the recording assumed a result. False: it cannot be told
// where a result would go.
bool Recorder::expect_raise() {
  if (raise_guard_ == kNoRef || (open_ != Open::kNothing && open_ != Open::kFused)) return false;
  for (Ref r = raise_guard_ + 1; r < ir_.next_ref(); r++) {
    switch (ir_.at(r).op) {   // what makes the result from the helper's: harmless without one
      case IrOp::NOP:
      case IrOp::SLOTADDR:
      case IrOp::ALOAD:
      case IrOp::I2B:
      case IrOp::EQ:
      case IrOp::NOT: break;
      default: return false;
    }
  }
  Ref returned = ir_.at(raise_guard_).a;
  b_.remove_guard(raise_guard_);
  guard_resuming(returned, false, pc_ + 1);
  slots_ = raise_slots_;
  RegisterRange written = written_registers(pc_);
  for (uint32_t r = written.first; r < written.first + written.count; r++) {
    Slot& s = slot(frame().base + static_cast<int32_t>(r));
    s.dirty = s.ref != kNoRef;   // the helper would have stored the result
  }
  return !b_.failed;
}

// The handler point that takes an exception out of the trace's frames, which is pending or not yet raised.
Ref Recorder::find_handler_point(bool raises) {
  Ref base = b_.emit(IrOp::SLOTADDR, IrType::PTR, 0);
  Ref point = b_.emit(IrOp::CALL, IrType::I64, static_cast<Ref>(Helper::find_handler), base);
  forced_ = static_cast<uint32_t>(snapshot(pc_, raises ? ResumeMode::kResume : ResumeMode::kRaise)) + 1;
  b_.guard_true(b_.cmp(IrOp::NE, point, ir_.k_int(0)));
  forced_ = 0;
  return point;
}

// What helper_raise() makes pending, for RAISE or where the instruction found that it raises. Whether it is new.
Ref Recorder::raise_in_runtime() {
  uint32_t given = raise_planned_ ? 1 : pc_->c;
  Ref exception = ir_.k_box(0), cause = exception;
  if (raise_planned_) {
    exception = b_.box(new_exception(raise_planned_, raise_args_));
  } else {
    if (given >= 1) exception = b_.box(get(pc_->a));
    if (given >= 2) cause = b_.box(get(pc_->b));
  }
  Ref list = arguments({exception, cause, ir_.constant(IrType::I32, given)});
  return b_.emit(IrOp::CALL, IrType::I64, static_cast<Ref>(Helper::raise), list);
}

// Raises, for RAISE and RERAISE, and goes on at the handler.
void Recorder::unwind_to(const Catch& found, bool raises) {
  Ref point = found.beyond ? find_handler_point(raises) : kNoRef;
  before_call(kEffectAll);
  for (size_t i = found.beyond ? 0 : found.frame + 1; i < frames_.size(); i++) store_variables(frames_[i]);
  Ref traced = ir_.k_int(1);
  if (raises && pc_->opcode() == Opcode::RERAISE) {
    b_.store(thread(), kThreadException, b_.box(get(pc_->a)));
    traced = ir_.k_int(0);
  } else if (raises) {
    traced = raise_in_runtime();
  }
  if (found.beyond) {
    b_.emit(IrOp::CALL, IrType::VOID, static_cast<Ref>(Helper::unwind_beyond), traced);
    b_.emit(IrOp::JCATCH, IrType::VOID, point);
    status_ = b_.failed ? abort(Abort::kUnstable) : Status::kCompile;
    return;
  }
  Ref list = arguments({traced, ir_.k_int(found.handler->exc_register)});
  Ref exception = b_.emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(Helper::unwind), list);
  after_call(kEffectAll);
  while (frames_.size() > found.frame + 1) {
    if (frame().generator != kNoRef) forget_generator(frame().generator);
    pop_frame();
  }
  set(found.handler->exc_register, exception);
}

}  // namespace pyvm::jit
