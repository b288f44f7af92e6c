#include "vm/run/plan_binary.h"

#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm {

namespace {

struct OperatorNames {
  PyStr* const* direct;
  PyStr* const* reflected;
  PyStr* const* inplace;
  const char* symbol;
};

const OperatorNames kBinaryNames[] = {
    {&names::d_add, &names::d_radd, &names::d_iadd, "+"},
    {&names::d_sub, &names::d_rsub, &names::d_isub, "-"},
    {&names::d_mul, &names::d_rmul, &names::d_imul, "*"},
    {&names::d_truediv, &names::d_rtruediv, &names::d_itruediv, "/"},
    {&names::d_floordiv, &names::d_rfloordiv, &names::d_ifloordiv, "//"},
    {&names::d_mod, &names::d_rmod, &names::d_imod, "%"},
    {&names::d_pow, &names::d_rpow, &names::d_ipow, "** or pow()"},
    {&names::d_matmul, &names::d_rmatmul, &names::d_imatmul, "@"},
    {&names::d_lshift, &names::d_rlshift, &names::d_ilshift, "<<"},
    {&names::d_rshift, &names::d_rrshift, &names::d_irshift, ">>"},
    {&names::d_and, &names::d_rand, &names::d_iand, "&"},
    {&names::d_or, &names::d_ror, &names::d_ior, "|"},
    {&names::d_xor, &names::d_rxor, &names::d_ixor, "^"},
    {&names::d_divmod, &names::d_rdivmod, nullptr, "divmod()"},
};

struct CompareNames {
  PyStr* const* direct;
  PyStr* const* reflected;
  const char* symbol;
};
const CompareNames kCompareNames[] = {
    {&names::d_lt, &names::d_gt, "<"},  {&names::d_le, &names::d_ge, "<="}, {&names::d_eq, &names::d_eq, "=="},
    {&names::d_ne, &names::d_ne, "!="}, {&names::d_gt, &names::d_lt, ">"},  {&names::d_ge, &names::d_le, ">="},
};

// Concatenation and repetition of builtin sequences raise TypeError instead of answering NotImplemented, so they come
// after the other operand's reflected method (CPython tries number slots before sequence slots).
bool is_sequence_operation(Value method, BinaryOp op) {
  if (op != BinaryOp::kAdd && op != BinaryOp::kMul) return false;
  if (!is_native_callable(method)) return false;
  Value owner = method.as<PyNative>()->owner;
  if (owner.is_null()) return false;
  auto* type = owner.as<PyType>();
  return type == type_list || type == type_tuple || type == type_str || type == type_bytes || type == type_bytearray;
}

void add(BinaryPlan& plan, Value method, PyStr* name, bool reflected) {
  if (method) plan.candidates[plan.count++] = {method, name, reflected};
}

void order_by_priority(BinaryPlan& plan, PyType* left, PyType* right, Value direct, PyStr* direct_name, Value reflected,
                       PyStr* reflected_name, bool overrides) {
  if (reflected && left != right && overrides && type_is_subtype(right, left)) {
    add(plan, reflected, reflected_name, true);
    add(plan, direct, direct_name, false);
  } else {
    add(plan, direct, direct_name, false);
    add(plan, reflected, reflected_name, true);
  }
}

}  // namespace

void resolve_binary(BinaryOp op, bool inplace, PyType* left, PyType* right, BinaryPlan& plan) {
  const OperatorNames& n = kBinaryNames[static_cast<int>(op)];
  plan.count = 0;
  plan.left_version = left->version;
  plan.right_version = right->version;
  if (inplace && n.inplace) add(plan, type_lookup(left, *n.inplace), *n.inplace, false);
  Value direct = type_lookup(left, *n.direct);
  Value reflected = left == right ? kNull : type_lookup(right, *n.reflected);
  if (direct && reflected && is_sequence_operation(direct, op)) {
    add(plan, reflected, *n.reflected, true);
    add(plan, direct, *n.direct, false);
    return;
  }
  bool overrides = reflected && type_lookup(left, *n.reflected) != reflected;
  order_by_priority(plan, left, right, direct, *n.direct, reflected, *n.reflected, overrides);
}

void resolve_compare(CompareOp op, PyType* left, PyType* right, BinaryPlan& plan) {
  const CompareNames& n = kCompareNames[static_cast<int>(op)];
  plan.count = 0;
  plan.left_version = left->version;
  plan.right_version = right->version;
  // Unlike arithmetic, a comparison asks the right operand even when both are of one class.
  order_by_priority(plan, left, right, type_lookup(left, *n.direct), *n.direct, type_lookup(right, *n.reflected),
                    *n.reflected, true);
}

Value call_candidate(Thread& t, const OperatorCandidate& candidate, Value left, Value right) {
  Value self = candidate.reflected ? right : left;
  Value other = candidate.reflected ? left : right;
  if (candidate.method.is_layout(layouts.function) || is_native_callable(candidate.method)) {
    return object_call_args(t, candidate.method, self, other);
  }
  Value bound = object_find_special(t, self, candidate.name);
  if (!bound) return error_pending() ? kNull : kNotImplemented;
  return object_call_args(t, bound, other);
}

Value raise_unsupported_binary(BinaryOp op, bool inplace, Value left, Value right) {
  const char* symbol = kBinaryNames[static_cast<int>(op)].symbol;
  if (inplace && op == BinaryOp::kPow) symbol = "**";
  return raise_type_error("unsupported operand type(s) for %s%s: '%s' and '%s'", symbol, inplace ? "=" : "",
                          type_name(left), type_name(right));
}

Value raise_unsupported_compare(CompareOp op, Value left, Value right) {
  return raise_type_error("'%s' not supported between instances of '%s' and '%s'",
                          kCompareNames[static_cast<int>(op)].symbol, type_name(left), type_name(right));
}

}  // namespace pyvm
