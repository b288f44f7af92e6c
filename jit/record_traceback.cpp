// Exceptions that are raised and caught in the trace, without the runtime: what raising does to the exception, and the traceback
// it gets, are stores into objects that mostly stay virtual. They exist at exits, or from here on if somebody else sees them.
//
// Hazards:
//   1. All that may leave the trace comes first, then the stores: RAISE is done again where one leaves.
//   2. The interpreter has raised already when we record: the exception has the new entry of its traceback, the frame its
//      frame object. frame_objects_ says which frames had one before.
//   3. A frame has one frame object. One that the trace made is known to it (Frame::object) until Python code runs that might ask
//      for it: by then either it exists and FRAMEOBJ has told the frame, or nobody knows it.
#include <algorithm>

#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {
constexpr int kMaxContexts = 4;   // length of the chain of contexts that is followed
bool is_hidden(const PyCode* code) { return code->flags & kCodeHidden; }
}  // namespace

// ---- frame objects -------------------------------------------------------------------------------------------------

void Recorder::note_frame_objects() {
  frame_objects_ = 0;
  for (size_t i = 0; i < frames_.size(); i++) {
    if (frame_object(base0_ + frames_[i].base)) frame_objects_ |= uint32_t{1} << i;
  }
}

// The trace made `object` for the frame.
void Recorder::set_frame_object(Frame& f, Ref object) {
  f.object = object;
  f.object_made = true;
  b_.emit(IrOp::FRAMEOBJ, IrType::VOID, static_cast<Ref>(f.base), object);
}

// The frame object of frames_[index], made if there is none.
Ref Recorder::frame_object_at(size_t index) {
  Frame& f = frames_[index];
  if (f.object != kNoRef) return f.object;
  if (index == 0 || (f.info.flags & kFrameSynced)) {   // memory knows
    Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(f.base - 4));
    Ref object = b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kFrame);
    bool exists = frame_objects_ >> index & 1;
    b_.guard_true(b_.cmp(exists ? IrOp::NE : IrOp::EQ, object, ir_.k_box(0)));
    if (exists) return f.object = b_.emit(IrOp::UNBOXRU, IrType::REF, object);
  }
  const Shape* shape = type_frame->root_shape;
  Ref object = b_.emit(IrOp::NEW, IrType::REF, shape->id(), shape->bytes);
  b_.store(object, kPyFrameFunction, function_of(index));
  b_.store(object, kPyFrameBase, b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(f.base)));
  b_.store(object, kPyFrameTraceLines, ir_.k_int(1));
  set_frame_object(f, object);
  return object;
}

// The frame that f_back of a frame at `index` shows; -1: none of the trace's.
int Recorder::visible_caller(size_t index) const {
  int caller = static_cast<int>(index) - 1;
  while (caller >= 0 && is_hidden(frames_[static_cast<size_t>(caller)].code)) caller--;
  return caller;
}

// True if the frame object of an inlined frame can be given what it keeps when the frame ends.
bool Recorder::can_end_frame(size_t index) const {
  const Frame& f = frames_[index];
  return index > 0 && f.generator == kNoRef && f.code->namespace_register == 0xFFFF && visible_caller(index) >= 0;
}

// What is to be stored into the frame object when its frame ends: nothing yet has an effect.
Recorder::FrameEnd Recorder::prepare_frame_end(size_t index) {
  const Frame& f = frames_[index];
  FrameEnd end{f.object, frame_object_at(static_cast<size_t>(visible_caller(index))), {}};
  uint32_t count = uint32_t{f.code->cell_base} + f.code->cell_count + f.code->free_count;
  for (uint32_t r = 0; r < count; r++) {
    int32_t word = f.base + static_cast<int32_t>(r);
    Ref value = slot(word).ref;
    if (value != kNoRef) {
      value = box(value, base0_[word]);
    } else if (f.info.flags & kFrameSynced) {
      Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(word));
      value = b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kFrame);
    } else {
      value = ir_.k_box(kUnbound.bits());
    }
    end.variables.push_back(value);
  }
  return end;
}

// What frame_detach() does.
void Recorder::end_frame_object(const FrameEnd& end, const Instr* pc) {
  auto count = static_cast<uint32_t>(end.variables.size());
  Ref copy = b_.emit(IrOp::NEW, IrType::REF, type_registers->root_shape->id(), sizeof(PyArray) + count * sizeof(Value));
  b_.store(copy, kArrayCapacity, ir_.k_int(count));
  for (uint32_t r = 0; r < count; r++) {
    b_.store_at(b_.aref(copy, ir_.k_int(r), 3, kArrayItemsDisp), end.variables[r], MemKind::WORD, Alias::kTuple);
    barrier(copy, end.variables[r]);
  }
  Ref locals = b_.box(copy);
  b_.store(end.object, kPyFrameLocals, locals);
  barrier(end.object, locals);
  b_.store(end.object, kPyFrameBack, end.back);
  barrier(end.object, end.back);
  b_.store(end.object, kPyFramePc, ir_.k_ptr(pc));
  b_.store(end.object, kPyFrameBase, ir_.k_ptr(nullptr));
}

// ---- what RAISE does to the exception -------------------------------------------------------------------------------

// The exceptions being handled, from the one that becomes the context. False: raising is left to the runtime.
bool Recorder::prepare_context(Ref exception, Value now, Ref* context) {
  *context = kNoRef;
  Ref item = exc_item();
  Ref handled = b_.load(item, kExcHandled);
  Value v = t_.exc_item->handled;
  if (v.is_none()) {
    if (t_.exc_item->previous) return false;   // a generator: that of its caller
    b_.guard_true(b_.cmp(IrOp::EQ, handled, ir_.k_box(kNone.bits())));
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(item, kExcPrevious), ir_.k_ptr(nullptr)));
    return true;
  }
  if (!is_exception(v)) return false;
  // handled -> its context -> ..., none of which is the exception itself.
  Ref other = as_object({handled, Kind::kObject, v}, 0);
  if (v == now) {
    b_.guard_true(b_.cmp(IrOp::EQ, other, exception));
    return true;
  }
  *context = handled;
  for (int n = 0; n < kMaxContexts; n++) {
    b_.guard_true(b_.cmp(IrOp::NE, other, exception));
    Ref next = b_.load(other, kExceptionContext);
    v = as_exception(v)->context;
    if (v.is_null()) {
      b_.guard_true(b_.cmp(IrOp::EQ, next, ir_.k_box(0)));
      return true;
    }
    if (v == now) return false;
    other = as_object({next, Kind::kObject, v}, 0);
  }
  return false;
}

// The running instruction will raise type(*args), as it has found without the runtime. Of classes that keep no more than args.
void Recorder::plan_raise(PyType* type, std::vector<Ref> args) {
  raise_planned_ = type;
  raise_args_ = std::move(args);
}

// The operand of RAISE. False: it is not known to be an exception or a class that can be instantiated here.
bool Recorder::exception_operand(const Operand& o, Operand* out) {
  if (is_exception(o.v)) {
    if (!guard_class(o)) return false;
    watch_type(type_of(o.v));
    *out = {as_object(o, 0), Kind::kObject, o.v};
    return true;
  }
  if (o.kind != Kind::kObject || !(type_of(o.v)->flags & kTypeType)) return false;
  auto* type = o.v.as<PyType>();
  if (!makes_plain_exception(o.v, type) || !guard_same(o)) return false;
  watch_type(type);
  *out = {new_exception(type, {}), Kind::kObject, kNull};
  return true;
}

// What is raised, and what is to be stored into it. False: raising is left to the runtime.
bool Recorder::prepare_raise(Raise& raise) {
  if (raise_planned_) {   // by the instruction, which found it without the runtime
    raise.exception = new_exception(raise_planned_, raise_args_);
  } else if (pc_->opcode() == Opcode::RERAISE || pc_->c == 0) {
    bool again = pc_->opcode() == Opcode::RERAISE;
    Value v = again ? actual(pc_->a) : t_.exc_item->handled;
    if (!is_exception(v)) return false;
    Operand o{again ? get(pc_->a) : b_.load(exc_item(), kExcHandled), Kind::kObject, v};
    if (!exception_operand(o, &o)) return false;
    raise.exception = o.ref;
    raise.traced = false;
    raise.known = v;
    return true;
  } else {
    Operand o;
    if (!exception_operand(operand(pc_->a), &o)) return false;
    raise.exception = o.ref;
    raise.known = o.v;
    if (pc_->c == 2) {
      Operand cause = operand(pc_->b);
      if (!cause.v.is_none() && !is_exception(cause.v)) return false;
      if (!guard_class(cause)) return false;
      raise.cause = cause.v.is_none() ? ir_.k_box(0) : b_.box(cause.ref);
    }
  }
  return prepare_context(raise.exception, raise.known, &raise.context);
}

// True: the exception that the running instruction raised is at its handler, and the runtime has nothing to do with it.
bool Recorder::unwind_here(const Catch& found) {
  bool plain = std::none_of(frames_.begin(), frames_.end(), [](const Frame& f) { return f.generator != kNoRef; });
  for (size_t i = found.frame + 1; plain && i < frames_.size(); i++) plain = is_hidden(frames_[i].code) || can_end_frame(i);
  Raise raise;
  if (!plain || !prepare_raise(raise)) return false;
  // The entries of the traceback, innermost first.
  struct Entry {
    const PyCode* code;
    Ref frame;
    uint32_t index;
  };
  std::vector<Entry> entries;
  std::vector<std::pair<FrameEnd, const Instr*>> ends;
  for (size_t i = frames_.size(); i-- > found.frame;) {
    const Frame& f = frames_[i];
    bool innermost = i + 1 == frames_.size();
    const Instr* at = innermost ? pc_ : frames_[i + 1].return_pc - 1;
    if (is_hidden(f.code)) continue;
    if (!innermost || raise.traced) entries.push_back({f.code, frame_object_at(i), static_cast<uint32_t>(at - f.code->instrs)});
    if (i > found.frame && f.object != kNoRef) ends.emplace_back(prepare_frame_end(i), at);
  }
  Ref before = b_.load(raise.exception, kExceptionTraceback);
  Value was = raise.known ? as_exception(raise.known)->traceback : kNull;
  bool entry_made = raise.traced && !is_hidden(frame().code);   // by the interpreter
  if (raise.known && entry_made) {
    auto* next = was.as<PyTraceback>()->next;
    was = next ? Value(&next->header) : kNull;
  }
  if (was.is_null()) {
    b_.guard_true(b_.cmp(IrOp::EQ, before, ir_.k_box(0)));
    before = kNoRef;
  } else {
    before = as_object({before, Kind::kObject, was}, 0);
  }
  if (b_.failed) return true;
  // From here on there are effects.
  Ref e = raise.exception;
  if (raise.cause != kNoRef) {
    b_.store(e, kExceptionCause, raise.cause);
    barrier(e, raise.cause);
    b_.store(e, kExceptionSuppress, ir_.k_bool(true));
  }
  if (raise.context != kNoRef) {
    b_.store(e, kExceptionContext, raise.context);
    barrier(e, raise.context);
  }
  for (const Entry& entry : entries) {
    const Shape* shape = type_traceback->root_shape;
    Ref made = b_.emit(IrOp::NEW, IrType::REF, shape->id(), shape->bytes);
    if (before != kNoRef) {
      b_.store(made, kTracebackNext, before);
      barrier(made, before);
    }
    b_.store(made, kTracebackFrame, entry.frame);
    barrier(made, entry.frame);
    b_.store(made, kTracebackInstr, ir_.constant(IrType::I32, entry.index));
    b_.store(made, kTracebackLine, ir_.constant(IrType::I32, code_position(entry.code, entry.index).line));
    before = made;
  }
  if (!entries.empty()) {
    Ref traceback = b_.box(before);
    b_.store(e, kExceptionTraceback, traceback);
    barrier(e, traceback);
  }
  for (const auto& [end, pc] : ends) end_frame_object(end, pc);
  while (frames_.size() > found.frame + 1) pop_frame();
  set(found.handler->exc_register, b_.box(e));
  snap_valid_ = false;
  return true;
}

}  // namespace pyvm::jit
