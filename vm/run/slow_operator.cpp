// Operators, comparisons, truth, membership and subscripts beyond the fast paths of the dispatch loop.
//
// Operands of builtin classes go to vm/object/ops; for others the plan's candidates are tried in order, and one written
// in Python gets a frame (ReturnAction::kBinary) so that operators do not recurse on the native stack.
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/jitted.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/plan_binary.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

// Operands of a binary instruction: the right one may be a constant.
struct Operands {
  Value left, right;
};
constexpr int kBinaryOps = 13;
constexpr int kCompareOps = 6;

int opcode_distance(const Instr* instr, Opcode first) { return instr->op - static_cast<int>(first); }

Operands operands(Value* base, const Instr* instr, bool constant) {
  return {base[instr->b], constant ? frame_function(base)->code->consts[instr->c] : base[instr->c]};
}

bool is_python_function(Value v) { return v.is_layout(layouts.function); }
bool either_heap_type(Value a, Value b) { return (type_of(a)->flags | type_of(b)->flags) & kTypeHeap; }

// Tries candidates from `stage` on. kNotImplemented: none of them answered.
Value try_candidates(Thread& t, const BinaryPlan& plan, uint32_t stage, Operands v, uint16_t ret) {
  for (int i = static_cast<int>(stage); i < plan.count; i++) {
    const OperatorCandidate& c = plan.candidates[i];
    if (is_python_function(c.method)) {
      Value args[2] = {c.reflected ? v.right : v.left, c.reflected ? v.left : v.right};
      return push_call(t, c.method.as<PyFunction>(), args, 2,
                       FrameInfo{ret, ReturnAction::kBinary, 0, static_cast<uint32_t>(i + 1)});
    }
    Value result = call_candidate(t, c, v.left, v.right);
    if (result != kNotImplemented) return result;
  }
  return kNotImplemented;
}

}  // namespace

PyFunction* python_special(Value object, PyStr* name) {
  PyType* type = type_of(object);
  if (!(type->flags & kTypeHeap)) return nullptr;
  Value method = type_lookup(type, name);
  return is_python_function(method) ? method.as<PyFunction>() : nullptr;
}

Value slow_binary(Thread& t, Value* base, const Instr* instr, uint32_t stage) {
  int distance = opcode_distance(instr, Opcode::ADD);
  int group = distance / kBinaryOps;   // plain, constant, in-place, in-place with constant
  auto op = static_cast<BinaryOp>(distance % kBinaryOps);
  bool inplace = group >= 2;
  Operands v = operands(base, instr, group & 1);
  if (uint32_t flags = frame_function(base)->code->flags; flags & kCodeJitted) {
    Value result = jitted_binary(t, flags, op, v.left, v.right);
    if (result != kNotImplemented) return result;
  }
  if (!either_heap_type(v.left, v.right)) {
    return inplace ? object_inplace(t, op, v.left, v.right) : object_binary(t, op, v.left, v.right);
  }
  BinaryPlan plan;
  resolve_binary(op, inplace, type_of(v.left), type_of(v.right), plan);
  Value result = try_candidates(t, plan, stage, v, instr->a);
  if (result != kNotImplemented) return result;
  return raise_unsupported_binary(op, inplace, v.left, v.right);
}

Value slow_compare(Thread& t, Value* base, const Instr* instr, uint32_t stage) {
  int distance = opcode_distance(instr, Opcode::LT);
  auto op = static_cast<CompareOp>(distance % kCompareOps);
  Operands v = operands(base, instr, distance >= kCompareOps);
  if (!either_heap_type(v.left, v.right)) return object_compare(t, v.left, v.right, op);
  BinaryPlan plan;
  resolve_compare(op, type_of(v.left), type_of(v.right), plan);
  Value result = try_candidates(t, plan, stage, v, instr->a);
  if (result != kNotImplemented) return result;
  if (op == CompareOp::kEq) return Value::from_bool(v.left == v.right);
  if (op == CompareOp::kNe) return Value::from_bool(v.left != v.right);
  return raise_unsupported_compare(op, v.left, v.right);
}

Value slow_unary(Thread& t, Value* base, const Instr* instr) {
  Value v = base[instr->b];
  auto op = static_cast<UnaryOp>(opcode_distance(instr, Opcode::NEG));
  PyStr* const kNames[] = {names::d_neg, names::d_pos, names::d_invert};
  if (PyFunction* f = python_special(v, kNames[static_cast<int>(op)])) {
    return push_call(t, f, &v, 1, FrameInfo{instr->a, ReturnAction::kStore, 0, 0});
  }
  if (frame_function(base)->code->flags & kCodeJitted) {
    Value result = jitted_unary(t, op, v);
    if (result != kNotImplemented) return result;
  }
  return object_unary(t, op, v);
}

Value slow_contains(Thread& t, Value* base, const Instr* instr) {
  Value item = base[instr->b], container = base[instr->c];
  if (PyFunction* f = python_special(container, names::d_contains)) {
    Value args[2] = {container, item};
    return push_call(t, f, args, 2, FrameInfo{instr->a, ReturnAction::kContains, 0, 0});
  }
  int found = object_contains(t, container, item);
  if (found < 0) return kNull;
  return Value::from_bool((found != 0) == (instr->opcode() == Opcode::IN));
}

int slow_truth(Thread& t, Value value) {
  PyType* type = type_of(value);
  if (type->flags & kTypeHeap) {
    bool from_len = false;
    Value method = type_lookup(type, names::d_bool);
    if (!method) {
      method = type_lookup(type, names::d_len);
      from_len = true;
    }
    if (!method) return 1;
    if (is_python_function(method)) {
      FrameInfo info{0, ReturnAction::kTruth, 0, from_len};
      return push_call(t, method.as<PyFunction>(), &value, 1, info) ? 2 : -1;
    }
  }
  return object_is_true(t, value);
}

Value slow_get_item(Thread& t, Value* base, const Instr* instr) {
  Value object = base[instr->b], key = base[instr->c];
  if (PyFunction* f = python_special(object, names::d_getitem)) {
    Value args[2] = {object, key};
    return push_call(t, f, args, 2, FrameInfo{instr->a, ReturnAction::kStore, 0, 0});
  }
  Value item = object_get_item(t, object, key);
  if (item && (frame_function(base)->code->flags & kCodeJitted) && object.is_layout(np::ndarray_layout)) {
    return np::plain_element(item);
  }
  return item;
}

Value slow_set_item(Thread& t, Value* base, const Instr* instr) {
  Value args[3] = {base[instr->a], base[instr->b], base[instr->c]};
  if (PyFunction* f = python_special(args[0], names::d_setitem)) {
    return push_call(t, f, args, 3, FrameInfo{0, ReturnAction::kDiscard, 0, 0});
  }
  return object_set_item(t, args[0], args[1], args[2]) ? kNone : kNull;
}

Value slow_del_item(Thread& t, Value* base, const Instr* instr) {
  Value args[2] = {base[instr->a], base[instr->b]};
  if (PyFunction* f = python_special(args[0], names::d_delitem)) {
    return push_call(t, f, args, 2, FrameInfo{0, ReturnAction::kDiscard, 0, 0});
  }
  return object_del_item(t, args[0], args[1]) ? kNone : kNull;
}

}  // namespace pyvm
