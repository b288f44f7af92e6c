// Operators, comparisons, conditional jumps.
#include <cmath>

#include "jit/chars.h"
#include "jit/recorder.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {

constexpr int64_t kExact = int64_t{1} << 53;   // ints up to here are exact as doubles

bool is_numeric(bool is_int, bool is_float, bool is_bool) { return is_int || is_float || is_bool; }

Helper int_helper(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd: return Helper::int_add;
    case BinaryOp::kSub: return Helper::int_sub;
    case BinaryOp::kMul: return Helper::int_mul;
    case BinaryOp::kTrueDiv: return Helper::int_truediv;
    case BinaryOp::kFloorDiv: return Helper::int_floordiv;
    case BinaryOp::kMod: return Helper::int_mod;
    case BinaryOp::kPow: return Helper::int_pow;
    case BinaryOp::kLShift: return Helper::int_lshift;
    case BinaryOp::kRShift: return Helper::int_rshift;
    case BinaryOp::kAnd: return Helper::int_and;
    case BinaryOp::kOr: return Helper::int_or;
    default: return Helper::int_xor;
  }
}

}  // namespace

// ---- binary operators ---------------------------------------------------------------------------------------------

// Leaves unless i is exact as a double; returns i.
Ref Recorder::guard_exact_int(Ref i, int64_t now) {
  if (is_const(i)) return i;
  const IrIns& def = ir_.at(i);
  if (def.op == IrOp::UNBOXI || def.op == IrOp::B2I) return i;   // at most 49 bits
  if (now <= -kExact || now >= kExact) return kNoRef;
  b_.guard_true(b_.cmp(IrOp::ULT, b_.op2(IrOp::ADD, i, ir_.k_int(kExact)), ir_.k_int(2 * kExact)));
  return i;
}

// Jitted code computes with ints of 64 bits: one that is an object because boxes hold 49 is taken out of it, and stays raw then
// as all results do. Other values as they are.
Recorder::Operand Recorder::raw_in_jitted(const Operand& o) {
  int64_t now;
  if (!jitted() || o.kind != Kind::kObject || layout_of(o.v) != layouts.int_ || !int_value(o, &now)) return o;
  if (is_const(o.ref)) return {ir_.k_int(now), Kind::kInt, o.v};
  Ref boxed = as_box(o);
  b_.guard_true(b_.emit(IrOp::CALL, IrType::I1, static_cast<Ref>(Helper::is_word), boxed));
  return {b_.emit(IrOp::CALL, IrType::I64, static_cast<Ref>(Helper::word_value), boxed), Kind::kInt, o.v};
}

// The operators of jitted code that differ from Python's beyond 64 bits, or kNoRef.
Ref Recorder::wrapped_binary(BinaryOp op, const Operand& x, const Operand& y) {
  auto raw = [&](IrOp o) { return b_.emit(o, IrType::I64, as_int(x), as_int(y)); };
  auto amount = [&] { return b_.op2(IrOp::AND, as_int(y), ir_.k_int(63)); };
  switch (op) {
    case BinaryOp::kAdd: return raw(IrOp::ADD);
    case BinaryOp::kSub: return raw(IrOp::SUB);
    case BinaryOp::kMul: return raw(IrOp::MUL);
    case BinaryOp::kLShift: return b_.op2(IrOp::SHL, as_int(x), amount());
    case BinaryOp::kRShift: return b_.op2(IrOp::SAR, as_int(x), amount());
    default: return kNoRef;
  }
}

// The raw result of an int operation as it went just now, or kNoRef when it needs a big int or raises.
Ref Recorder::int_binary(BinaryOp op, const Operand& x, const Operand& y) {
  int64_t a, b, r;
  if (jitted()) {
    if (Ref wrapped = wrapped_binary(op, x, y)) return wrapped;
  }
  if (!int_value(x, &a) || !int_value(y, &b)) return kNoRef;
  auto raw = [&](IrOp o) { return b_.emit(o, IrType::I64, as_int(x), as_int(y)); };
  switch (op) {
    case BinaryOp::kAdd: return __builtin_add_overflow(a, b, &r) ? kNoRef : raw(IrOp::ADDOV);
    case BinaryOp::kSub: return __builtin_sub_overflow(a, b, &r) ? kNoRef : raw(IrOp::SUBOV);
    case BinaryOp::kMul: return __builtin_mul_overflow(a, b, &r) ? kNoRef : raw(IrOp::MULOV);
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod: {
      if (b == 0 || b == -1) return kNoRef;
      Ref divisor = as_int(y);
      if (!is_const(divisor)) {
        // One unsigned compare excludes 0 and -1.
        Ref shifted = b_.op2(IrOp::ADD, divisor, ir_.k_int(1));
        b_.guard_true(b_.cmp(IrOp::UGE, shifted, ir_.k_int(2)));
      }
      return raw(op == BinaryOp::kFloorDiv ? IrOp::FLOORDIV : IrOp::MOD);
    }
    case BinaryOp::kTrueDiv: {
      if (b == 0) return kNoRef;
      Ref i = as_int(x), j = as_int(y);
      if (guard_exact_int(i, a) == kNoRef || guard_exact_int(j, b) == kNoRef) return kNoRef;
      if (!is_const(j)) b_.guard_true(b_.cmp(IrOp::NE, j, ir_.k_int(0)));
      return b_.emit(IrOp::DIV, IrType::F64, b_.emit(IrOp::I2F, IrType::F64, i), b_.emit(IrOp::I2F, IrType::F64, j));
    }
    case BinaryOp::kPow: {
      Ref exponent = as_int(y);
      if (!is_const(exponent) || b < 2 || b > 3) return kNoRef;
      if (__builtin_mul_overflow(a, a, &r) || (b == 3 && __builtin_mul_overflow(r, a, &r))) return kNoRef;
      Ref i = as_int(x), product = b_.emit(IrOp::MULOV, IrType::I64, i, i);
      if (b == 3) product = b_.emit(IrOp::MULOV, IrType::I64, product, i);
      return jitted() ? guard_exact_int(product, r) : product;   // Numba rounds the others
    }
    case BinaryOp::kLShift: {
      if (b < 0 || b > 62 || a > (INT64_MAX >> b) || a < (INT64_MIN >> b)) return kNoRef;
      Ref i = as_int(x), n = as_int(y);
      if (!is_const(n)) b_.guard_true(b_.cmp(IrOp::ULT, n, ir_.k_int(63)));
      Ref shifted = b_.op2(IrOp::SHL, i, n);
      b_.guard_true(b_.cmp(IrOp::EQ, b_.op2(IrOp::SAR, shifted, n), i));
      return shifted;
    }
    case BinaryOp::kRShift: {
      if (b < 0 || b > 63) return kNoRef;
      Ref i = as_int(x), n = as_int(y);
      if (!is_const(n)) b_.guard_true(b_.cmp(IrOp::ULT, n, ir_.k_int(64)));
      return b_.op2(IrOp::SAR, i, n);
    }
    case BinaryOp::kAnd:
    case BinaryOp::kOr:
    case BinaryOp::kXor: {
      IrOp o = op == BinaryOp::kAnd ? IrOp::AND : op == BinaryOp::kOr ? IrOp::OR : IrOp::XOR;
      if (x.kind == Kind::kBool && y.kind == Kind::kBool) return b_.emit(o, IrType::I1, as_bool(x), as_bool(y));
      return raw(o);
    }
    default: return kNoRef;
  }
}

Ref Recorder::float_binary(BinaryOp op, Ref x, Ref y, double dy) {
  auto raw = [&](IrOp o) { return b_.emit(o, IrType::F64, x, y); };
  auto guard_divisor = [&] {
    if (!is_const(y)) b_.guard_true(b_.cmp(IrOp::NE, y, ir_.k_double(0)));
  };
  switch (op) {
    case BinaryOp::kAdd: return raw(IrOp::ADD);
    case BinaryOp::kSub: return raw(IrOp::SUB);
    case BinaryOp::kMul: return raw(IrOp::MUL);
    case BinaryOp::kTrueDiv:
      if (frame().code->flags & kCodeNumpyErrors) return raw(IrOp::DIV);
      if (dy == 0) return kNoRef;
      guard_divisor();
      return raw(IrOp::DIV);
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
      if (dy == 0) return kNoRef;
      guard_divisor();
      return call(op == BinaryOp::kMod ? Helper::float_mod : Helper::float_floordiv, IrType::F64, {x, y});
    case BinaryOp::kPow: {
      bool square_only = dy == 2.0 && is_const(y);
      if (jitted() && !square_only) {
        return call_pointer(reinterpret_cast<const void*>(&jitted_power), IrType::F64, kEffectPure, {x, y});
      }
      if (!square_only) return kNoRef;
      if (jitted()) return b_.op2(IrOp::MUL, x, x);
      // As the interpreter: the square, unless it is not finite.
      Ref square = b_.op1(IrOp::SQUARE, x);
      b_.guard_finite(square);
      return square;
    }
    default: return kNoRef;
  }
}

void Recorder::record_binary(BinaryOp op, const Operand& left, const Operand& right, bool inplace) {
  const Operand x = raw_in_jitted(left), y = raw_in_jitted(right);
  if (jitted() && (np::is_unsigned_scalar(x.v) || np::is_unsigned_scalar(y.v)) && record_unsigned_binary(op, x, y, inplace)) return;
  bool xi = x.kind == Kind::kInt || x.kind == Kind::kBool, yi = y.kind == Kind::kInt || y.kind == Kind::kBool;
  bool xf = x.kind == Kind::kFloat, yf = y.kind == Kind::kFloat;
  uint32_t lx = layout_of(x.v), ly = layout_of(y.v);
  bool x_int = xi || lx == layouts.int_, y_int = yi || ly == layouts.int_;
  if (is_boxed_unsigned(x.ref) || is_boxed_unsigned(y.ref)) {
    if (Ref r = wide_binary(op, x, y)) return set(pc_->a, r);
  }
  if (xi && yi) {
    if (Ref r = int_binary(op, x, y)) return set(pc_->a, r);
  } else if ((xf && (yf || yi)) || (xi && yf)) {
    double dy = y.v.is_double() ? y.v.as_double() : static_cast<double>(y.kind == Kind::kBool ? y.v.is_true() : 1);
    int64_t iy;
    if (!yf && int_value(y, &iy)) dy = static_cast<double>(iy);
    double dx = x.v.is_double() ? x.v.as_double() : 0;
    bool finite_square = op != BinaryOp::kPow || jitted() || std::isfinite(dx * dx);
    if (finite_square) {
      if (Ref r = float_binary(op, as_float(x), as_float(y), dy)) return set(pc_->a, r);
    }
    if (op == BinaryOp::kPow) {
      return set(pc_->a, call_checked(Helper::float_pow, IrType::BOX, {as_float(x), as_float(y)}));
    }
  }
  if (jitted() && (x_int || xf) && (y_int || yf) && op != BinaryOp::kMatMul) {
    (void)(xi ? as_int(x) : xf ? as_float(x) : as_object(x, layouts.int_));
    (void)(yi ? as_int(y) : yf ? as_float(y) : as_object(y, layouts.int_));
    return set(pc_->a, call_checked(Helper::jitted_binary, IrType::BOX,
                                    {ir_.constant(IrType::I32, frame().code->flags),
                                     ir_.constant(IrType::I32, static_cast<uint64_t>(op)), as_box(x), as_box(y)}));
  }
  if (x_int && y_int && op != BinaryOp::kMatMul) {
    if (Ref r = wide_binary(op, x, y)) return set(pc_->a, r);
    // Big ints: the operands' classes are proved, then a helper that runs no Python code.
    if (!xi) (void)as_object(x, layouts.int_);
    if (!yi) (void)as_object(y, layouts.int_);
    if (xi) (void)as_int(x);
    if (yi) (void)as_int(y);
    return set(pc_->a, call_checked(int_helper(op), IrType::BOX, {as_box(x), as_box(y)}));
  }
  if (op == BinaryOp::kAdd && lx == layouts.str && ly == layouts.str) {
    Ref a = as_object(x, layouts.str), b = as_object(y, layouts.str);
    return set(pc_->a, call_checked(Helper::str_concat, IrType::REF, {a, b}));
  }
  if (record_scalar_binary(op, x, y) || record_operator(op, x, y, inplace, 0)) return;
  Ref r = call_checked(inplace ? Helper::inplace : Helper::binary, IrType::BOX,
                       {ir_.constant(IrType::I32, static_cast<uint64_t>(op)), as_box(x), as_box(y)});
  set(pc_->a, r);
}

void Recorder::record_unary() {
  Operand x = raw_in_jitted(operand(pc_->b));
  int64_t i;
  switch (pc_->opcode()) {
    case Opcode::NEG:
      if (x.kind == Kind::kFloat) return set(pc_->a, b_.op1(IrOp::NEG, as_float(x)));
      if (x.kind == Kind::kInt && jitted()) return set(pc_->a, b_.op2(IrOp::SUB, ir_.k_int(0), as_int(x)));
      if (x.kind == Kind::kInt && int_value(x, &i) && i != INT64_MIN) {
        return set(pc_->a, b_.emit(IrOp::SUBOV, IrType::I64, ir_.k_int(0), as_int(x)));
      }
      break;
    case Opcode::POS:
      if (x.kind == Kind::kFloat) return set(pc_->a, as_float(x));
      if (x.kind == Kind::kInt) return set(pc_->a, as_int(x));
      break;
    default:
      if (x.kind == Kind::kInt) return set(pc_->a, b_.op2(IrOp::XOR, as_int(x), ir_.k_int(-1)));
  }
  if (record_unsigned_unary(x) || record_scalar_unary(x)) return;
  int op = static_cast<int>(pc_->opcode()) - static_cast<int>(Opcode::NEG);
  PyStr* const kNames[] = {names::d_neg, names::d_pos, names::d_invert};
  if (inline_special(x, kNames[op], {x.ref}, ReturnAction::kStore)) return;
  set(pc_->a, call_checked(Helper::unary, IrType::BOX, {ir_.constant(IrType::I32, static_cast<uint64_t>(op)), as_box(x)}));
}

// ---- comparisons ----------------------------------------------------------------------------------------------------

void Recorder::record_compare(CompareOp op, const Operand& left, const Operand& right) {
  const Operand x = raw_in_jitted(left), y = raw_in_jitted(right);
  static constexpr IrOp kOps[] = {IrOp::LT, IrOp::LE, IrOp::EQ, IrOp::NE, IrOp::GT, IrOp::GE};
  IrOp o = kOps[static_cast<int>(op)];
  bool xi = x.kind == Kind::kInt || x.kind == Kind::kBool, yi = y.kind == Kind::kInt || y.kind == Kind::kBool;
  bool xf = x.kind == Kind::kFloat, yf = y.kind == Kind::kFloat;
  Ref result = wide_compare(op, x, y);
  if (result != kNoRef) {
    // of unsigned ints
  } else if (xi && yi) {
    result = b_.cmp(o, as_int(x), as_int(y));
  } else if (is_numeric(xi, xf, false) && is_numeric(yi, yf, false)) {
    int64_t i = 0;
    const Operand& whole = xi ? x : y;
    bool exact = true;
    if (xi || yi) exact = int_value(whole, &i) && guard_exact_int(as_int(whole), i) != kNoRef;
    if (exact) result = b_.cmp(o, as_float(x), as_float(y));
  } else if (layout_of(x.v) == layouts.str && layout_of(y.v) == layouts.str) {
    Ref a = as_object(x, layouts.str), b = as_object(y, layouts.str);
    Ref code = char_code(ir_, a), other = char_code(ir_, b);
    if (code != kNoRef && other != kNoRef) {
      result = b_.cmp(o, code, other);
    } else if (op == CompareOp::kEq || op == CompareOp::kNe) {
      result = call(Helper::str_equal, IrType::I1, {a, b});
      if (op == CompareOp::kNe) result = b_.emit(IrOp::NOT, IrType::I1, result);
    } else {
      Ref order = call(Helper::str_compare, IrType::I64, {a, b});
      result = b_.cmp(o, order, ir_.k_int(0));
    }
  } else if ((op == CompareOp::kEq || op == CompareOp::kNe) && (x.kind == Kind::kNone || y.kind == Kind::kNone) &&
             x.kind != Kind::kObject && y.kind != Kind::kObject && guard_class(x) && guard_class(y)) {
    // None equals nothing but itself.
    result = ir_.k_bool((x.kind == y.kind) == (op == CompareOp::kEq));
  }
  if (result == kNoRef && record_comparison(op, x, y, 0)) return;
  if (result == kNoRef) {
    if (record_unsigned_compare(op, x, y) || record_scalar_compare(op, x, y)) return;
    Ref r = call_checked(Helper::compare, IrType::BOX,
                         {as_box(x), as_box(y), ir_.constant(IrType::I32, static_cast<uint64_t>(op))});
    return set(pc_->a, r);
  }
  set(pc_->a, result);
  open_fused();
}

// The interpreter takes the JUMP_IF_FALSE after a comparison at once: it is not seen by step().
void Recorder::open_fused() {
  const Instr* jump = pc_ + 1;
  if (jump->opcode() != Opcode::JUMP_IF_FALSE || jump->a != pc_->a) return;
  open_ = Open::kFused;
  open_pc_ = jump;
  open_ref_ = get(pc_->a);
}

void Recorder::record_is(bool negated) {
  Operand x = operand(pc_->b), y = operand(pc_->c);
  IrOp o = negated ? IrOp::NE : IrOp::EQ;
  Ref result;
  if (x.kind == Kind::kInt && y.kind == Kind::kInt) {
    result = b_.cmp(o, as_int(x), as_int(y));
  } else {
    result = b_.cmp(o, as_box(x), as_box(y));
  }
  set(pc_->a, result);
  open_fused();
}

// ---- truth and jumps ------------------------------------------------------------------------------------------------

// The truth of a value as I1; *known: the interpreter's decision now is *now. A helper may have run Python code then.
Ref Recorder::truth(const Operand& operand, bool* now, bool* known) {
  const Operand o = raw_in_jitted(operand);
  *known = true;
  *now = o.v.is_true();
  switch (o.kind) {
    case Kind::kBool: return as_bool(o);
    case Kind::kInt: {
      int64_t i = 1;
      if (int_value(o, &i)) *now = i != 0;
      return b_.cmp(IrOp::NE, as_int(o), ir_.k_int(0));
    }
    case Kind::kFloat:
      *now = o.v.as_double() != 0;
      return b_.cmp(IrOp::NE, as_float(o), ir_.k_double(0));
    case Kind::kNone:
      *now = false;
      b_.guard_true(b_.cmp(IrOp::EQ, o.ref, ir_.k_box(kNone.bits())));
      return ir_.k_bool(false);
    case Kind::kObject: {
      uint32_t layout = layout_of(o.v);
      uint16_t field = length_field(layout);
      if (field != kNoField) {
        Ref length = b_.load(as_object(o, layout), field);
        *now = length_now(o.v, layout) != 0;
        return b_.cmp(IrOp::NE, length, ir_.k_int(0));
      }
      if (Ref r = scalar_truth(o, now)) return r;
      PyType* type = type_of(o.v);
      if (type->version && type_lookup(type, names::d_bool).is_null() && type_lookup(type, names::d_len).is_null()) {
        (void)as_object(o, layout);
        watch_type(type);
        *now = true;
        return ir_.k_bool(true);
      }
      break;
    }
    default: break;
  }
  *known = false;
  Ref r = call_checked(Helper::is_true, IrType::I64, {as_box(o)});
  return b_.emit(IrOp::I2B, IrType::I1, r);
}

void Recorder::branch(Ref condition, bool jumped, const Instr* jump) {
  bool on_true = jump->opcode() == Opcode::JUMP_IF_TRUE;
  bool outcome = jumped == on_true;
  const Instr* other = jumped ? jump + 1 : jump + 1 + jump->sbx;
  if (is_const(condition)) return;
  guard_resuming(condition, outcome, other);
}

void Recorder::record_jump_if(bool on_true) {
  bool now, known;
  if (record_truth_method(operand(pc_->a))) return;
  Ref c = truth(operand(pc_->a), &now, &known);
  if (known) return branch(c, now == on_true, pc_);
  open_ = Open::kBranch;
  open_ref_ = c;
  open_pc_ = pc_;
}

void Recorder::record_not() {
  bool now, known;
  if (record_truth_method(operand(pc_->b))) return;
  Ref c = truth(operand(pc_->b), &now, &known);
  set(pc_->a, b_.emit(IrOp::NOT, IrType::I1, c));
}

void Recorder::record_jump_none(bool on_none) {
  Operand o = operand(pc_->a);
  bool is_none = o.v.is_none() && o.kind == Kind::kNone;
  Ref c = b_.cmp(IrOp::EQ, b_.box(o.ref), ir_.k_box(kNone.bits()));
  bool jumped = is_none == on_none;
  guard_resuming(c, is_none, jumped ? pc_ + 1 : pc_ + 1 + pc_->sbx);
}

}  // namespace pyvm::jit
