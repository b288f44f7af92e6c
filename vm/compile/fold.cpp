// Constant folding. It must not be observable: what raises is left to run time, and results that would be large are not
// made (bounds as in CPython: 128 bits for ints, 4096 characters, 256 tuple elements).
#include "vm/compile/codegen.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm::compile {

Value Codegen::literal(const ConstantValue& c) {
  switch (c.kind) {
    case ConstantKind::None: return kNone;
    case ConstantKind::True: return kTrue;
    case ConstantKind::False: return kFalse;
    case ConstantKind::Ellipsis: return kEllipsis;
    case ConstantKind::Int: return kept(int_from_int64(c.integer));
    case ConstantKind::BigInt: return kept(int_from_digits(t_, c.text.view(), c.base, false));
    case ConstantKind::Float: return Value::from_double(c.number);
    case ConstantKind::Complex: return kept(complex_new(0.0, c.number));
    case ConstantKind::Str: {
      PyStr* s = str_from_utf8(c.text.view());
      return s ? kept(Value(&s->header)) : kNull;
    }
    case ConstantKind::Bytes: {
      PyBytes* b = bytes_from(c.text.data, c.text.size);
      return b ? kept(Value(&b->header)) : kNull;
    }
  }
  return kNull;
}

namespace {

bool is_name_like(std::string_view text) {
  for (char c : text)
    if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  return true;
}

bool is_debug_name(const Expr* e) {
  const Name* name = try_as<Name>(e);
  return name && name->ctx == ExprContext::Load && name->id->view() == "__debug__";
}

}  // namespace

// Whether fold() may succeed, from the shape of the tree alone.
bool Codegen::is_constant(const Expr* e) {
  while (true) {
    switch (e->kind) {
      case Kind::Constant: return true;
      case Kind::Name: return is_debug_name(e);
      case Kind::UnaryOp: e = as<syntax::UnaryOp>(e)->operand; break;
      case Kind::BinOp:
        if (!is_constant(as<BinOp>(e)->right)) return false;
        e = as<BinOp>(e)->left;
        break;
      case Kind::Subscript: {
        const Subscript* s = as<Subscript>(e);
        if (s->ctx != ExprContext::Load || !is_constant(s->slice)) return false;
        e = s->value;
        break;
      }
      case Kind::Tuple: return as<Tuple>(e)->ctx == ExprContext::Load && all_constant(as<Tuple>(e)->elts);
      default: return false;
    }
  }
}

bool Codegen::all_constant(const Seq<Expr*>& elements) {
  for (const Expr* e : elements)
    if (!is_constant(e)) return false;
  return true;
}

// Null, without an exception, when the expression is no constant.
Value Codegen::fold(const Expr* e) {
  if (!is_constant(e)) return kNull;
  size_t base = spine_.size();
  while (e->kind == Kind::BinOp) {
    spine_.push_back(e);
    e = as<BinOp>(e)->left;
  }
  Value v = kNull;
  switch (e->kind) {
    case Kind::Constant: {
      const ConstantValue& constant = as<Constant>(e)->value;
      if (constant.kind == ConstantKind::Str && constant.text.size <= 4096 && is_name_like(constant.text.view())) {
        PyStr* s = str_intern(constant.text.view());
        if (s) v = kept(Value(&s->header));
      } else {
        v = literal(constant);
      }
      break;
    }
    case Kind::Name: v = Value::from_bool(options_.optimize == 0); break;
    case Kind::Tuple: v = tuple_of(as<Tuple>(e)->elts); break;
    case Kind::UnaryOp: {
      Value operand = fold(as<syntax::UnaryOp>(e)->operand);
      if (operand) v = fold_unary(as<syntax::UnaryOp>(e)->op, operand);
      break;
    }
    case Kind::Subscript: {
      Value object = fold(as<Subscript>(e)->value);
      Value index = object ? fold(as<Subscript>(e)->slice) : kNull;
      if (index) v = fold_subscript(object, index);
      break;
    }
    default: break;
  }
  while (spine_.size() > base) {
    const BinOp* op = as<BinOp>(spine_.back());
    spine_.pop_back();
    Value right = v ? fold(op->right) : kNull;
    v = right ? fold_binary(op->op, v, right) : kNull;
  }
  return v;
}

Value Codegen::tuple_of(const Seq<Expr*>& elements) {
  PyTuple* tuple = elements.empty() ? tuple_empty() : tuple_new(elements.size());
  if (!tuple) return kNull;
  pool_.keep(Value(&tuple->header));
  for (uint32_t i = 0; i < elements.size(); i++) {
    uint32_t id = constant_of(elements[i]);
    if (id == UINT32_MAX) return kNull;
    tuple->items[i] = pool_.at(id);
    gc::barrier(&tuple->header);
  }
  return Value(&tuple->header);
}

uint32_t Codegen::constant_of(const Expr* e) { return pool_.add(fold(e)); }

int Codegen::constant_truth(const Expr* e) {
  if (const Constant* c = try_as<Constant>(e)) {
    switch (c->value.kind) {
      case ConstantKind::None: case ConstantKind::False: return 0;
      case ConstantKind::True: case ConstantKind::Ellipsis: case ConstantKind::BigInt: return 1;
      case ConstantKind::Int: return c->value.integer != 0;
      case ConstantKind::Float: case ConstantKind::Complex: return c->value.number != 0;
      case ConstantKind::Str: case ConstantKind::Bytes: return c->value.text.size != 0;
    }
  }
  if (is_debug_name(e)) return options_.optimize == 0;
  if (const syntax::UnaryOp* negation = try_as<syntax::UnaryOp>(e); negation && negation->op == UnaryOperator::Not) {
    int truth = constant_truth(negation->operand);
    return truth < 0 ? -1 : !truth;
  }
  if (const Tuple* tuple = try_as<Tuple>(e); tuple && is_constant(e)) return !tuple->elts.empty();
  return -1;
}

// ---- evaluation

namespace {

BinaryOp binary_op(Operator op) {
  switch (op) {
    case Operator::Add: return BinaryOp::kAdd;
    case Operator::Sub: return BinaryOp::kSub;
    case Operator::Mult: return BinaryOp::kMul;
    case Operator::MatMult: return BinaryOp::kMatMul;
    case Operator::Div: return BinaryOp::kTrueDiv;
    case Operator::Mod: return BinaryOp::kMod;
    case Operator::Pow: return BinaryOp::kPow;
    case Operator::LShift: return BinaryOp::kLShift;
    case Operator::RShift: return BinaryOp::kRShift;
    case Operator::BitOr: return BinaryOp::kOr;
    case Operator::BitXor: return BinaryOp::kXor;
    case Operator::BitAnd: return BinaryOp::kAnd;
    case Operator::FloorDiv: return BinaryOp::kFloorDiv;
  }
  return BinaryOp::kAdd;
}

int64_t bit_length(Value v) {
  int64_t i;
  if (int_to_int64(v, &i)) {
    uint64_t magnitude = i < 0 ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
    return magnitude ? 64 - __builtin_clzll(magnitude) : 0;
  }
  int64_t limbs = v.as<PyInt>()->size;
  return 64 * (limbs < 0 ? -limbs : limbs);
}

bool is_number(Value v) {
  return v.is_small_int() || v.is_double() || v.is_bool() ||
         (v.is_heap() && (type_of(v) == type_int || type_of(v) == type_complex));
}

bool is_exact_int(Value v) { return is_number(v) && is_int(v); }

// Length of a constant str, bytes or tuple and the longest repetition of it; -1: something else.
int64_t sequence_length(Value v, int64_t* longest) {
  if (!v.is_heap()) return -1;
  *longest = 4096;
  if (type_of(v) == type_str) return static_cast<int64_t>(as_str(v)->length);
  if (type_of(v) == type_bytes) return as_bytes(v)->length;
  *longest = 256;
  return type_of(v) == type_tuple ? as_tuple(v)->length : -1;
}

bool multiply_is_small(Value left, Value right) {
  constexpr int64_t kBits = 128;
  if (is_exact_int(left) && is_exact_int(right)) return bit_length(left) + bit_length(right) <= kBits;
  int64_t longest, count;
  if (sequence_length(left, &longest) >= 0) std::swap(left, right);
  int64_t length = sequence_length(right, &longest);
  if (length < 0) return true;
  if (!is_exact_int(left) || !int_to_int64(left, &count)) return false;
  return length == 0 || count <= longest / length;
}

bool is_small_result(Operator op, Value left, Value right) {
  constexpr int64_t kBits = 128;
  int64_t n;
  switch (op) {
    case Operator::Mult: return multiply_is_small(left, right);
    case Operator::Pow:
      if (!is_exact_int(left) || !is_exact_int(right)) return true;
      if (int_sign(right) <= 0) return true;
      return int_to_int64(right, &n) && (bit_length(left) == 0 || n <= kBits / bit_length(left));
    case Operator::LShift:
      if (!is_exact_int(left) || !is_exact_int(right)) return true;
      return int_to_int64(right, &n) && n >= 0 && n <= kBits - bit_length(left);
    case Operator::Mod: return is_number(left);   // no formatting
    default: return true;
  }
}

}  // namespace

Value Codegen::fold_binary(Operator op, Value left, Value right) {
  if (!is_small_result(op, left, right)) return kNull;
  Value result = object_binary(t_, binary_op(op), left, right);
  if (!result) {
    error_clear();
    return kNull;
  }
  return kept(result);
}

Value Codegen::fold_unary(UnaryOperator op, Value operand) {
  if (op == UnaryOperator::Not) {
    int truth = object_is_true(t_, operand);
    if (truth < 0) error_clear();
    return truth < 0 ? kNull : Value::from_bool(!truth);
  }
  pyvm::UnaryOp kind = op == UnaryOperator::USub   ? pyvm::UnaryOp::kNeg
                  : op == UnaryOperator::UAdd ? pyvm::UnaryOp::kPos
                                              : pyvm::UnaryOp::kInvert;
  if (!is_number(operand)) return kNull;
  Value result = object_unary(t_, kind, operand);
  if (!result) {
    error_clear();
    return kNull;
  }
  return kept(result);
}

Value Codegen::fold_subscript(Value object, Value index) {
  int64_t longest;
  if (sequence_length(object, &longest) < 0 || !is_exact_int(index)) return kNull;
  Value result = object_get_item(t_, object, index);
  if (!result) {
    error_clear();
    return kNull;
  }
  return kept(result);
}

}  // namespace pyvm::compile
