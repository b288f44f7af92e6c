// Generators: resuming one pushes its frame onto the trace, yielding pops it.
//
//   1. The frame's registers are loaded from the generator's array where it is resumed and stored back, deferred, where it
//      yields: in a loop they are values of the loop. Where it goes on is a guard on `pc`.
//   2. In memory the generator stays suspended until something may look (sync()) or the trace is left inside its body:
//      then it is entered for real (generator_enter) and its frame is marked kFrameSynced.
//   3. Nobody writes to the array while the generator runs, not even when it was entered for real: what is as it was when
//      the frame was resumed needs no store.
//   4. Generators of a trace are proved to be different objects, so that what is known of one survives stores to another,
//      and so that none is resumed while it runs.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/run/consumer.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {

uint16_t register_field(uint32_t reg) { return static_cast<uint16_t>(kSlotField | (kArrayItemsDisp + 8 * static_cast<int>(reg))); }

Ref state_constant(TraceIr& ir, GeneratorState state) { return ir.k_int(static_cast<int64_t>(state)); }

}  // namespace

// False: another generator of the trace may be the same one, or is.
bool Recorder::guard_apart(Ref generator, const PyGenerator* now) {
  bool listed = false;
  for (const auto& [other, other_now] : generators_) {
    if ((other == generator) != (other_now == now)) return false;
    listed = listed || other == generator;
    if (other == generator) continue;
    bool known = is_const(other) && is_const(generator);
    if (!known) b_.guard_true(b_.cmp(IrOp::NE, other, generator));
    b_.set_apart(other, generator);
  }
  if (!listed) generators_.emplace_back(generator, now);
  return !b_.failed;
}

bool Recorder::runs(const PyGenerator* generator) const {
  for (size_t i = 1; i < frames_.size(); i++) {
    if (frames_[i].generator != kNoRef && frame_generator(base0_ + frames_[i].base) == generator) return true;
  }
  return false;
}

// next() or send() of a suspended generator; its frame stands above the running one.
bool Recorder::resume_generator(const Operand& o, Ref sent, ReturnAction action, uint16_t ret) {
  if (layout_of(o.v) != layouts.generator) return false;
  auto* now = o.v.as<PyGenerator>();
  bool suspended = now->state == GeneratorState::kSuspended, created = now->state == GeneratorState::kCreated;
  if ((!suspended && !created) || now->frame || runs(now) || generators_.size() >= kMaxGenerators) return false;
  PyFunction* function = now->function;
  PyCode* code = function->code;
  if (code->register_count > kMaxGeneratorRegisters) return false;
  Ref g = as_object(o, layouts.generator);
  if (!guard_apart(g, now)) return false;
  Ref state = b_.load(g, kGeneratorState), pc = b_.load(g, kGeneratorPc), object = b_.load(g, kGeneratorFrame);
  if (!is_const(state)) b_.guard_true(b_.cmp(IrOp::EQ, state, state_constant(ir_, now->state)));
  if (!is_const(pc)) b_.guard_true(b_.cmp(IrOp::EQ, pc, ir_.k_ptr(now->pc)));
  if (!is_const(object)) b_.guard_true(b_.cmp(IrOp::EQ, object, ir_.k_ref(nullptr)));
  Ref callee = b_.load(g, kGeneratorFunction);
  if (!is_const(callee)) {
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(callee, kFunctionGlobals), ir_.k_ptr(function->globals)));
  }
  Ref registers = b_.load(g, kGeneratorRegisters);
  const Liveness& live = liveness_of(code);
  auto at = static_cast<uint32_t>(now->pc - code->instrs);
  std::vector<Ref> saved(code->register_count, kNoRef);
  for (uint32_t r = 0; r < code->register_count; r++) {
    if (!live.live(at, r) || r == now->pc[-1].a || r == code->generator_register) continue;
    saved[r] = b_.strip_box(raw_number(b_.strip_box(b_.load(registers, register_field(r))), now->registers->items[r]));
  }
  std::vector<Ref> values = saved;
  values[now->pc[-1].a] = sent;
  values[code->generator_register] = g;
  int32_t base = frame().base + frame().code->register_count + static_cast<int32_t>(kFrameHeaderWords);
  for (uint32_t r = 0; r < code->register_count; r++) {
    int32_t word = base + static_cast<int32_t>(r);
    if (values[r] == kNoRef) {
      slot(word) = {};
    } else {
      set_word(word, values[r]);
    }
  }
  FrameInfo info{ret, action, kFrameGenerator, 0};
  add_frame({function, code, &live, base, pc_ + 1, info, kNoRef, is_const(callee) ? kNoRef : callee, g, std::move(saved)});
  top_ = std::max<int32_t>(top_, base + code->register_count);
  snap_valid_ = false;
  return true;
}

// The running frame was in memory while something ran that may have asked for its frame object: then the end of the frame
// is the interpreter's work.
void Recorder::guard_no_frame_object() {
  if (!(frame().info.flags & kFrameSynced)) return;
  Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base - 4));
  Ref object = b_.load_at(address, IrType::I64, MemKind::I64, Alias::kRaw);
  b_.guard_true(b_.cmp(IrOp::EQ, object, ir_.k_int(0)));
}

void Recorder::record_yield() {
  if (frames_.size() == 1 || frame().generator == kNoRef || frame_object(base_)) return leave(Abort::kGenerator);
  Frame done = frame();
  const PyCode* code = done.code;
  Ref value = get(pc_->b);
  guard_no_frame_object();
  Ref registers = b_.load(done.generator, kGeneratorRegisters);
  struct Change {
    uint32_t reg;
    Ref value;
  };
  std::vector<Change> changes;
  auto next = static_cast<uint32_t>(pc_ + 1 - code->instrs);
  for (uint32_t r = 0; r < code->register_count; r++) {
    if (!done.live->live(next, r) || r == pc_->a || r == code->generator_register) continue;
    Ref now = b_.strip_box(get(r));
    if (ir_.type(now) == IrType::I64 && base_[r].is_heap()) return leave(Abort::kGenerator);   // a big int
    if (r < done.saved.size() && done.saved[r] == now) continue;
    if (b_.strip_box(b_.load(registers, register_field(r))) != now) changes.push_back({r, now});
  }
  if (done.info.flags & kFrameSynced) (void)call(Helper::generator_leave, IrType::VOID, {done.generator});
  for (const Change& c : changes) b_.store_deferred(registers, register_field(c.reg), c.value);
  b_.store_deferred(done.generator, kGeneratorPc, ir_.k_ptr(pc_ + 1));
  b_.store_deferred(done.generator, kGeneratorState, state_constant(ir_, GeneratorState::kSuspended));
  pop_frame();
  set(done.info.ret, value);
}

// The generator in the running frame returned; the frame is popped by the caller.
void Recorder::finish_generator() {
  guard_no_frame_object();
  (void)call(Helper::generator_end, IrType::VOID, {frame().generator});
  forget_generator(frame().generator);
}

void Recorder::forget_generator(Ref generator) {
  std::erase_if(generators_, [&](const auto& entry) { return entry.first == generator; });
}

void Recorder::record_send() {
  Operand o = operand(pc_->a), sent = operand(pc_->b);
  uint32_t layout = layout_of(o.v);
  if (layout == layouts.generator) {
    bool none = sent.v.is_none();
    if (!none && o.v.as<PyGenerator>()->state == GeneratorState::kCreated) return leave(Abort::kGenerator);
    if (none && !guard_class(sent)) return leave(Abort::kGenerator);
    if (resume_generator(o, sent.ref, ReturnAction::kSend, pc_->b)) return;
  } else if (sent.v.is_none() && guard_class(sent) &&
             (layout == layouts.range_iterator || layout == layouts.list_iterator || layout == layouts.tuple_iterator)) {
    return record_for_iter();   // the same operands; at the end R[b] stays None
  }
  leave(Abort::kAsync);
}

// sum(), list() and the like of a generator.
bool Recorder::inline_consumer(const Operand& callee, uint32_t window, const Arguments& arguments) {
  auto argc = static_cast<uint32_t>(arguments.values.size());
  uint32_t first = window + kFrameHeaderWords;
  PyFunction* function = consumer_of(t_, callee.v, &base_[first], argc, arguments.names);
  if (!function || !may_inline(function) || !binds(function, arguments, true) || !guard_same(callee)) return false;
  for (uint32_t i = 0; i < argc; i++) {
    Operand o = operand(first + i);
    if (o.v.is_layout(layouts.generator)) {
      Ref code = b_.load(b_.load(as_object(o, layouts.generator), kGeneratorFunction), kFunctionCode);
      if (!is_const(code)) b_.guard_true(b_.cmp(IrOp::EQ, code, ir_.k_ptr(o.v.as<PyGenerator>()->function->code)));
    } else if (!arguments.names && !guard_class(o)) {
      return false;
    }
  }
  Operand target{ir_.k_box(Value(&function->header).bits()), Kind::kObject, Value(&function->header)};
  return inline_function(target, window_base(window), arguments, FrameInfo{pc_->c, ReturnAction::kStore, 0, 0}, kNoRef);
}

// Frames that memory does not show yet as running: their generators are entered.
void Recorder::enter_generators() {
  for (size_t i = 1; i < frames_.size(); i++) {
    Frame& f = frames_[i];
    if (f.generator != kNoRef && !(f.info.flags & kFrameSynced)) {
      Ref base = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(f.base));
      b_.emit(IrOp::CALL, IrType::VOID, static_cast<Ref>(Helper::generator_enter), arguments({f.generator, base}));
    }
    f.info.flags |= kFrameSynced;
  }
}

}  // namespace pyvm::jit
