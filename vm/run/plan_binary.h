// Plans of binary operators and comparisons: which special methods are tried, in which order. One place knows the rules
// (left first, a right operand of a subclass that overrides the reflected method before it, in-place before both,
// sequence concatenation and repetition last); ops.cpp, the interpreter and the trace recorder follow the plan.
#pragma once

#include "vm/object/ops.h"
#include "vm/object/value.h"

namespace pyvm {

struct OperatorCandidate {
  Value method;      // as found on the class, unbound
  PyStr* name;
  bool reflected;    // called as method(right, left)
};

struct BinaryPlan {
  int count;                        // 0..3; each answers NotImplemented to pass on to the next
  OperatorCandidate candidates[3];
  uint32_t left_version, right_version;   // the plan holds while the operands' classes have these versions
};

void resolve_binary(BinaryOp op, bool inplace, PyType* left, PyType* right, BinaryPlan& plan);
void resolve_compare(CompareOp op, PyType* left, PyType* right, BinaryPlan& plan);

// Calls one candidate from C++. The result may be NotImplemented; null: exception pending.
Value call_candidate(Thread& t, const OperatorCandidate& candidate, Value left, Value right);

// Calls the candidates until one does not answer NotImplemented; kNotImplemented if none does.
Value run_plan(Thread& t, const BinaryPlan& plan, Value left, Value right);

// TypeError "unsupported operand type(s) for +: 'int' and 'str'". Returns null.
Value raise_unsupported_binary(BinaryOp op, bool inplace, Value left, Value right);
// "'<' not supported between instances of 'int' and 'str'".
Value raise_unsupported_compare(CompareOp op, Value left, Value right);

}  // namespace pyvm
