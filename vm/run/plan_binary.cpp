#include "vm/run/plan_binary.h"

#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/special.h"
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
};
const CompareNames kCompareNames[] = {
    {&names::d_lt, &names::d_gt}, {&names::d_le, &names::d_ge}, {&names::d_eq, &names::d_eq},
    {&names::d_ne, &names::d_ne}, {&names::d_gt, &names::d_lt}, {&names::d_ge, &names::d_le},
};

// Concatenation and repetition of builtin sequences raise TypeError instead of answering NotImplemented, so they come
// after the other operand's reflected method (CPython tries number slots before sequence slots).
bool is_sequence_operation(Value method) {
  return method.is_layout(layouts.wrapper_descriptor) && (method.as<PyNative>()->def->effects & kSequenceOperator);
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

// Plans made lately, by operation and the classes' versions. Versions are never used twice, so a plan that is found
// holds and its methods are alive.
struct RecentPlan {
  uint32_t operation;   // 0: empty
  BinaryPlan plan;
};
constexpr uint32_t kRecentPlans = 256;
RecentPlan recent_plans[kRecentPlans];

RecentPlan& recent_plan(uint32_t operation, const PyType* left, const PyType* right) {
  uint32_t hash = (left->version * 0x9E3779B1u) ^ (right->version * 0x85EBCA6Bu) ^ (operation * 0xC2B2AE35u);
  return recent_plans[(hash >> 20) % kRecentPlans];
}

bool recall(uint32_t operation, const PyType* left, const PyType* right, BinaryPlan& plan) {
  const RecentPlan& recent = recent_plan(operation, left, right);
  if (recent.operation != operation || recent.plan.left_version != left->version ||
      recent.plan.right_version != right->version) {
    return false;
  }
  plan = recent.plan;
  return true;
}

// Versions are taken after the lookups, which assign them.
void finish(uint32_t operation, const PyType* left, const PyType* right, BinaryPlan& plan) {
  plan.left_version = left->version;
  plan.right_version = right->version;
  if (left->version && right->version) recent_plan(operation, left, right) = {operation, plan};
}

void find_binary(BinaryOp op, bool inplace, PyType* left, PyType* right, BinaryPlan& plan) {
  const OperatorNames& n = kBinaryNames[static_cast<int>(op)];
  plan.count = 0;
  Value in_place = inplace && n.inplace ? type_lookup(left, *n.inplace) : kNull;
  Value reflected = left == right ? kNull : type_lookup(right, *n.reflected);
  bool reflected_is_number = reflected && !is_sequence_operation(reflected);
  if (in_place && is_sequence_operation(in_place)) {
    // list += x: the number methods of the right operand, then the in-place concatenation instead of the plain one.
    if (reflected_is_number) add(plan, reflected, *n.reflected, true);
    return add(plan, in_place, *n.inplace, false);
  }
  add(plan, in_place, in_place ? *n.inplace : nullptr, false);
  Value direct = type_lookup(left, *n.direct);
  if (direct && is_sequence_operation(direct)) {
    if (reflected_is_number) add(plan, reflected, *n.reflected, true);
    return add(plan, direct, *n.direct, false);
  }
  bool overrides = reflected && type_lookup(left, *n.reflected) != reflected;
  order_by_priority(plan, left, right, direct, *n.direct, reflected, *n.reflected, overrides);
}

void find_compare(CompareOp op, PyType* left, PyType* right, BinaryPlan& plan) {
  const CompareNames& n = kCompareNames[static_cast<int>(op)];
  plan.count = 0;
  // object's own methods know nothing that the identity rule of the caller does not; but its __ne__ asks __eq__.
  Value object_eq = type_lookup(type_object, names::d_eq);
  auto find = [&](PyType* type, PyStr* name) {
    Value m = type_lookup(type, name);
    if (!m || m != type_lookup(type_object, name)) return m;
    return op == CompareOp::kNe && type_lookup(type, names::d_eq) != object_eq ? m : kNull;
  };
  // Unlike arithmetic, a comparison asks the right operand even when both are of one class.
  order_by_priority(plan, left, right, find(left, *n.direct), *n.direct, find(right, *n.reflected), *n.reflected, true);
}

}  // namespace

void resolve_binary(BinaryOp op, bool inplace, PyType* left, PyType* right, BinaryPlan& plan) {
  uint32_t operation = 1 + 2 * static_cast<uint32_t>(op) + inplace;
  if (recall(operation, left, right, plan)) return;
  find_binary(op, inplace, left, right, plan);
  finish(operation, left, right, plan);
}

void resolve_compare(CompareOp op, PyType* left, PyType* right, BinaryPlan& plan) {
  uint32_t operation = 0x100 + static_cast<uint32_t>(op);
  if (recall(operation, left, right, plan)) return;
  find_compare(op, left, right, plan);
  finish(operation, left, right, plan);
}

Value call_candidate(Thread& t, const OperatorCandidate& candidate, Value left, Value right) {
  Value args[3] = {candidate.reflected ? right : left, candidate.reflected ? left : right};
  return call_special(t, candidate.method, args, 2);
}

Value run_plan(Thread& t, const BinaryPlan& plan, Value left, Value right) {
  for (int i = 0; i < plan.count; i++) {
    Value r = call_candidate(t, plan.candidates[i], left, right);
    if (r != kNotImplemented) return r;
  }
  return kNotImplemented;
}

static bool is_print(Value v) {
  return v.is_layout(layouts.builtin) && v.as<PyNative>()->name && str_is(v.as<PyNative>()->name, "print");
}

Value raise_unsupported_binary(BinaryOp op, bool inplace, Value left, Value right) {
  const char* symbol = kBinaryNames[static_cast<int>(op)].symbol;
  if (inplace && op == BinaryOp::kPow) symbol = "**";
  const char* hint = "";
  if (op == BinaryOp::kRShift && !inplace && is_print(left)) {
    hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?";
  }
  return raise_type_error("unsupported operand type(s) for %s%s: '%.100s' and '%.100s'%s", symbol, inplace ? "=" : "",
                          type_name(left), type_name(right), hint);
}

Value raise_unsupported_compare(CompareOp op, Value left, Value right) {
  return raise_type_error("'%s' not supported between instances of '%s' and '%s'", compare_symbol(op), type_name(left),
                          type_name(right));
}

}  // namespace pyvm
