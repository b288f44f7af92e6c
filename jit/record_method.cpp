// Special methods written in Python, and what becomes of their results.
//
// Which method an operator calls comes from vm/run/plan_binary.h. A method gets a frame above the running one, as in the
// interpreter (slow_operator.cpp), and FrameInfo says what its result is for. deliver() is the recorder's frame_return():
// guards on the result leave at the RETURN, because the method's effects must not be repeated.
#include "jit/recorder.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/plan_binary.h"

namespace pyvm::jit {

namespace {

constexpr int kBinaryOps = 13;
constexpr int kCompareOps = 6;

bool either_heap_type(Value a, Value b) { return (type_of(a)->flags | type_of(b)->flags) & kTypeHeap; }

// Number methods of int and float answer NotImplemented to an operand that is no number, and do nothing else.
bool passes_on(const OperatorCandidate& c, Value self, PyType* other) {
  if (!c.method.is_layout(layouts.wrapper_descriptor)) return false;
  Value owner = c.method.as<PyNative>()->owner;
  bool number = owner == Value(&type_int->header) || owner == Value(&type_float->header);
  return number && native_takes(c.method.as<PyNative>(), self) && !type_is_subtype(other, type_int) &&
         !type_is_subtype(other, type_float);
}

}  // namespace

// ---- operators -----------------------------------------------------------------------------------------------------

// Inlines the first candidate from `stage` on that does anything. False: it is not written in Python or not to be inlined.
bool Recorder::operator_candidate(const BinaryPlan& plan, uint32_t stage, const Operand& x, const Operand& y) {
  for (int i = static_cast<int>(stage); i < plan.count; i++) {
    const OperatorCandidate& c = plan.candidates[i];
    if (passes_on(c, c.reflected ? y.v : x.v, type_of(c.reflected ? x.v : y.v))) continue;
    if (!c.method.is_layout(layouts.function)) return false;
    auto* f = c.method.as<PyFunction>();
    Arguments two;
    two.values = {c.reflected ? y.ref : x.ref, c.reflected ? x.ref : y.ref};
    if (!may_inline(f) || !binds(f, two, true) || !guard_class(x) || !guard_class(y)) return false;
    watch_type(type_of(x.v));
    watch_type(type_of(y.v));
    return push_inlined(f, two.values, FrameInfo{pc_->a, ReturnAction::kBinary, 0, static_cast<uint32_t>(i + 1)});
  }
  return false;
}

bool Recorder::record_operator(BinaryOp op, const Operand& x, const Operand& y, bool inplace, uint32_t stage) {
  if (!either_heap_type(x.v, y.v)) return false;
  BinaryPlan plan;
  resolve_binary(op, inplace, type_of(x.v), type_of(y.v), plan);
  return operator_candidate(plan, stage, x, y);
}

bool Recorder::record_comparison(CompareOp op, const Operand& x, const Operand& y, uint32_t stage) {
  if (!either_heap_type(x.v, y.v)) return false;
  BinaryPlan plan;
  resolve_compare(op, type_of(x.v), type_of(y.v), plan);
  if (operator_candidate(plan, stage, x, y)) return true;
  // Nobody answers: identity decides.
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (!equality || static_cast<uint32_t>(plan.count) > stage || !guard_class(x) || !guard_class(y)) return false;
  watch_type(type_of(x.v));
  watch_type(type_of(y.v));
  set(pc_->a, b_.cmp(op == CompareOp::kEq ? IrOp::EQ : IrOp::NE, b_.box(x.ref), b_.box(y.ref)));
  return true;
}

// ---- methods of one object -----------------------------------------------------------------------------------------

PyFunction* Recorder::python_special(const Operand& o, PyStr* name) const {
  if (o.kind != Kind::kObject) return nullptr;
  PyType* type = type_of(o.v);
  if (!(type->flags & kTypeHeap)) return nullptr;
  Value method = type_lookup(type, name);
  return method.is_layout(layouts.function) ? method.as<PyFunction>() : nullptr;
}

bool Recorder::inline_special(const Operand& o, PyStr* name, const std::vector<Ref>& args, ReturnAction action,
                              uint32_t extra) {
  PyFunction* f = python_special(o, name);
  Arguments arguments;
  arguments.values = args;
  if (!f || !may_inline(f) || !binds(f, arguments, true) || !guard_class(o)) return false;
  watch_type(type_of(o.v));
  return push_inlined(f, args, FrameInfo{pc_->a, action, 0, extra});
}

bool Recorder::record_truth_method(const Operand& o) {
  if (o.kind != Kind::kObject || !(type_of(o.v)->flags & kTypeHeap)) return false;
  if (!type_lookup(type_of(o.v), names::d_bool).is_null()) {
    return inline_special(o, names::d_bool, {o.ref}, ReturnAction::kTruth, 0);
  }
  return inline_special(o, names::d_len, {o.ref}, ReturnAction::kTruth, 1);
}

// FOR_ITER over an object with a Python __next__.
bool Recorder::inline_next(const Operand& o) {
  PyFunction* f = python_special(o, names::d_next);
  if (!f || !may_inline(f) || f->code->arg_count != 1 || f->code->kwonly_count || !guard_class(o)) return false;
  watch_type(type_of(o.v));
  return push_inlined(f, {o.ref}, FrameInfo{pc_->b, ReturnAction::kIterNext, 0, 0});
}

void Recorder::record_contains() {
  Operand item = operand(pc_->b), container = operand(pc_->c);
  if (inline_special(container, names::d_contains, {container.ref, item.ref}, ReturnAction::kContains)) return;
  uint32_t layout = layout_of(container.v);
  Ref found = kNoRef;
  if (layout == layouts.dict && is_plain_key(item)) {
    Ref dict = as_object(container, layout), key = plain_key(item);
    found = b_.cmp(IrOp::NE, call(Helper::dict_find, IrType::BOX, {dict, key}), ir_.k_box(0));
  } else if (layout == layouts.set && is_plain_key(item)) {
    Ref set = as_object(container, layout), key = plain_key(item);
    found = call(Helper::set_has, IrType::I1, {set, key});
  } else if (layout == layouts.str && layout_of(item.v) == layouts.str) {
    Ref text = as_object(container, layout), part = as_object(item, layout);
    found = call(Helper::str_has, IrType::I1, {text, part});
  } else {
    Ref r = call_checked(Helper::contains, IrType::I64, {as_box(container), as_box(item)});
    found = b_.emit(IrOp::I2B, IrType::I1, r);
  }
  bool in = pc_->opcode() == Opcode::IN;
  set(pc_->a, in ? found : b_.emit(IrOp::NOT, IrType::I1, found));
  open_fused();
}

// ---- results -------------------------------------------------------------------------------------------------------

// What frame `done`, popped by now, was called for. at_return: the snapshot that goes on with its RETURN.
void Recorder::deliver(const Frame& done, const Operand& result, uint16_t at_return) {
  switch (done.info.action) {
    case ReturnAction::kDiscard: return;
    case ReturnAction::kInit: return set(done.info.ret, done.instance);
    case ReturnAction::kBinary: return deliver_operator(done, result, at_return);
    case ReturnAction::kTruth: return deliver_truth(done, result, at_return);
    case ReturnAction::kContains: {
      if (result.kind != Kind::kBool) return leave_at(at_return, Abort::kLeftFrame);
      pc_ = done.return_pc - 1;
      forced_ = at_return + 1u;
      Ref found = as_bool(result);
      forced_ = 0;
      return set(pc_->a, pc_->opcode() == Opcode::IN ? found : b_.emit(IrOp::NOT, IrType::I1, found));
    }
    case ReturnAction::kIterNext:
      if (done.generator != kNoRef) return;   // the loop is left
      return set(done.info.ret, result.ref);
    default: return set(done.info.ret, result.ref);
  }
}

void Recorder::deliver_operator(const Frame& done, const Operand& result, uint16_t at_return) {
  bool answered = result.v != kNotImplemented;
  forced_ = at_return + 1u;
  if (ir_.type(result.ref) == IrType::BOX) {
    b_.guard_true(b_.cmp(answered ? IrOp::NE : IrOp::EQ, result.ref, ir_.k_box(kNotImplemented.bits())));
  }
  bool done_with = answered;
  if (answered) {
    set(done.info.ret, result.ref);
  } else {
    pc_ = done.return_pc - 1;
    int nth = static_cast<int>(pc_->opcode()) - static_cast<int>(Opcode::ADD);
    bool compare = pc_->opcode() >= Opcode::LT && pc_->opcode() <= Opcode::GE_K;
    if (compare) nth = static_cast<int>(pc_->opcode()) - static_cast<int>(Opcode::LT);
    int group = nth / (compare ? kCompareOps : kBinaryOps), op = nth % (compare ? kCompareOps : kBinaryOps);
    Operand x = operand(pc_->b), y = group & 1 ? constant(pc_->c) : operand(pc_->c);
    done_with = compare ? record_comparison(static_cast<CompareOp>(op), x, y, done.info.extra)
                        : record_operator(static_cast<BinaryOp>(op), x, y, group >= 2, done.info.extra);
  }
  forced_ = 0;
  if (!done_with) leave_at(at_return, Abort::kLeftFrame);
}

void Recorder::deliver_truth(const Frame& done, const Operand& result, uint16_t at_return) {
  bool from_len = done.info.extra != 0;
  int64_t length = 0;
  bool fits = from_len ? result.kind == Kind::kInt && int_value(result, &length) && length >= 0 : result.kind == Kind::kBool;
  if (!fits) return leave_at(at_return, Abort::kLeftFrame);
  forced_ = at_return + 1u;
  Ref truth;
  if (from_len) {
    Ref n = as_int(result);
    b_.guard_true(b_.cmp(IrOp::GE, n, ir_.k_int(0)));
    truth = b_.cmp(IrOp::NE, n, ir_.k_int(0));
  } else {
    truth = as_bool(result);
  }
  forced_ = 0;
  bool now = from_len ? length > 0 : result.v.is_true();
  pc_ = done.return_pc - 1;
  if (pc_->opcode() == Opcode::NOT) return set(pc_->a, b_.emit(IrOp::NOT, IrType::I1, truth));
  branch(truth, now == (pc_->opcode() == Opcode::JUMP_IF_TRUE), pc_);
}

}  // namespace pyvm::jit
