// Fold rules. The table at the end says which rules look at which instruction, most specific first. A rule returns
// kNone, or the result, or rewrites the instruction (then the rules of the new one are tried).
//
// Hazards: floats are exact, so x + 0.0, x * 0.0, x - x are no rules (negative zero, NaN); Python's floor division and
// modulo take the sign of the divisor; overflow-checked arithmetic folds only when it does not overflow.
#include <cmath>
#include <cstring>

#include "jit/builder.h"
#include "jit/chars.h"
#include "vm/object/float.h"
#include "jit/helpers.h"
#include "jit/layout.h"
#include "vm/object/shape.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

struct Folder {
  IrBuilder& b;
  TraceIr& ir;
  IrIns& ins;
  Ref* out;
  bool again = false;

  using Rule = FoldResult (*)(Folder&);

  // ---- what rules look at
  bool ka() const { return is_const(ins.a); }
  bool kb() const { return is_const(ins.b); }
  int64_t ia() const { return ir.int_of(ins.a); }
  int64_t ib() const { return ir.int_of(ins.b); }
  double da() const { return ir.double_of(ins.a); }
  double db() const { return ir.double_of(ins.b); }
  Value va() const { return Value::from_bits(ir.konst(ins.a).bits); }
  IrType ta() const { return ir.type(ins.a); }
  const IrIns* def_a() const { return ka() ? nullptr : &ir.at(ins.a); }
  const IrIns* def_b() const { return kb() ? nullptr : &ir.at(ins.b); }
  bool a_is(IrOp op) const { return !ka() && ir.at(ins.a).op == op; }
  bool a_is(IrOp x, IrOp y) const { return a_is(x) || a_is(y); }

  // ---- what rules answer
  FoldResult ref(Ref r) {
    *out = r;
    return FoldResult::kRef;
  }
  FoldResult k(int64_t i) { return ref(ir.constant(ins.type, static_cast<uint64_t>(i))); }
  FoldResult k(double d) { return ref(ir.k_double(d)); }
  FoldResult kb1(bool v) { return ref(ir.k_bool(v)); }
  FoldResult rewrite(IrOp op, Ref a, Ref bb) {
    ins.op = op, ins.a = a, ins.b = bb;
    again = true;
    return FoldResult::kNone;
  }
};

namespace {

constexpr FoldResult kNone = FoldResult::kNone, kDrop = FoldResult::kDrop, kFail = FoldResult::kFail;
using F = Folder;

uint64_t u(int64_t i) { return static_cast<uint64_t>(i); }
int64_t s(uint64_t i) { return static_cast<int64_t>(i); }

int64_t py_floordiv(int64_t a, int64_t b) {
  int64_t q = a / b;
  return (a % b != 0 && ((a < 0) != (b < 0))) ? q - 1 : q;
}
int64_t py_mod(int64_t a, int64_t b) {
  int64_t r = a % b;
  return (r != 0 && ((r < 0) != (b < 0))) ? r + b : r;
}
bool int_type(IrType t) { return t == IrType::I64; }

// ---- integer arithmetic of constants
FoldResult int_constants(F& f) {
  if (!int_type(f.ins.type) || !f.ka() || !f.kb()) return kNone;
  int64_t a = f.ia(), b = f.ib(), r;
  switch (f.ins.op) {
    case IrOp::ADD: return f.k(s(u(a) + u(b)));
    case IrOp::SUB: return f.k(s(u(a) - u(b)));
    case IrOp::MUL: return f.k(s(u(a) * u(b)));
    case IrOp::AND: return f.k(a & b);
    case IrOp::OR: return f.k(a | b);
    case IrOp::XOR: return f.k(a ^ b);
    case IrOp::SHL: return f.k(s(u(a) << (b & 63)));
    case IrOp::SAR: return f.k(a >> (b & 63));
    case IrOp::SHR: return f.k(s(u(a) >> (b & 63)));
    case IrOp::MIN: return f.k(a < b ? a : b);
    case IrOp::MAX: return f.k(a > b ? a : b);
    case IrOp::FLOORDIV: return b == 0 || b == -1 ? kNone : f.k(py_floordiv(a, b));
    case IrOp::MOD: return b == 0 || b == -1 ? kNone : f.k(py_mod(a, b));
    case IrOp::ADDOV: return __builtin_add_overflow(a, b, &r) ? kFail : f.k(r);
    case IrOp::SUBOV: return __builtin_sub_overflow(a, b, &r) ? kFail : f.k(r);
    case IrOp::MULOV: return __builtin_mul_overflow(a, b, &r) ? kFail : f.k(r);
    default: return kNone;
  }
}

FoldResult float_constants(F& f) {
  if (f.ins.type != IrType::F64 || !f.ka() || !f.kb()) return kNone;
  double a = f.da(), b = f.db();
  switch (f.ins.op) {
    case IrOp::ADD: return f.k(a + b);
    case IrOp::SUB: return f.k(a - b);
    case IrOp::MUL: return f.k(a * b);
    case IrOp::DIV: return f.k(a / b);
    default: return kNone;
  }
}

FoldResult float_unary_constant(F& f) {
  if (f.ins.type != IrType::F64 || !f.ka()) return kNone;
  double a = f.da();
  switch (f.ins.op) {
    case IrOp::NEG: return f.k(-a);
    case IrOp::ABS: return f.k(std::fabs(a));
    case IrOp::SQRT: return f.k(std::sqrt(a));
    case IrOp::SQUARE: return f.k(float_square(a));
    case IrOp::FLOOR: return f.k(std::floor(a));
    case IrOp::CEIL: return f.k(std::ceil(a));
    case IrOp::TRUNC: return f.k(std::trunc(a));
    default: return kNone;
  }
}

FoldResult int_unary_constant(F& f) {
  if (!int_type(f.ins.type) || !f.ka()) return kNone;
  int64_t a = f.ia();
  if (f.ins.op == IrOp::NEG) return f.k(s(0 - u(a)));
  return f.k(a < 0 ? s(0 - u(a)) : a);
}

// x + 0, x - 0, x | 0, x ^ 0, x << 0, x >> 0
FoldResult int_zero_right(F& f) {
  return int_type(f.ins.type) && f.kb() && f.ib() == 0 ? f.ref(f.ins.a) : kNone;
}
FoldResult and_mask(F& f) {
  if (!int_type(f.ins.type)) return kNone;
  if (f.ins.a == f.ins.b) return f.ref(f.ins.a);
  if (!f.kb()) return kNone;
  if (f.ib() == 0) return f.k(int64_t{0});
  if (f.ib() == -1) return f.ref(f.ins.a);
  // (x & k1) & k2 => x & (k1 & k2)
  if (f.a_is(IrOp::AND) && is_const(f.def_a()->b)) {
    return f.rewrite(IrOp::AND, f.def_a()->a, f.ir.k_int(f.ir.int_of(f.def_a()->b) & f.ib()));
  }
  return kNone;
}
FoldResult same_operands(F& f) {
  if (!int_type(f.ins.type) || f.ins.a != f.ins.b) return kNone;
  switch (f.ins.op) {
    case IrOp::SUB:
    case IrOp::SUBOV:
    case IrOp::XOR: return f.k(int64_t{0});
    default: return f.ref(f.ins.a);   // OR, MIN, MAX
  }
}
FoldResult int_mul(F& f) {
  if (!int_type(f.ins.type) || !f.kb()) return kNone;
  int64_t k = f.ib();
  if (k == 1) return f.ref(f.ins.a);
  if (k == 0) return f.k(int64_t{0});
  if (f.ins.op == IrOp::MULOV) return kNone;
  if (k > 0 && (k & (k - 1)) == 0) return f.rewrite(IrOp::SHL, f.ins.a, f.ir.k_int(__builtin_ctzll(u(k))));
  return kNone;
}
// (x + k1) + k2 => x + (k1 + k2), wrapping; x - k => x + (-k)
FoldResult add_chain(F& f) {
  if (!int_type(f.ins.type) || !f.kb()) return kNone;
  if (f.a_is(IrOp::ADD) && is_const(f.def_a()->b)) {
    return f.rewrite(IrOp::ADD, f.def_a()->a, f.ir.k_int(s(u(f.ir.int_of(f.def_a()->b)) + u(f.ib()))));
  }
  return kNone;
}
FoldResult sub_constant(F& f) {
  if (!int_type(f.ins.type) || !f.kb()) return kNone;
  return f.rewrite(IrOp::ADD, f.ins.a, f.ir.k_int(s(0 - u(f.ib()))));
}
FoldResult subov_constant(F& f) {
  if (!f.kb() || f.ib() == INT64_MIN) return kNone;
  return f.rewrite(IrOp::ADDOV, f.ins.a, f.ir.k_int(-f.ib()));
}
FoldResult floordiv_power(F& f) {
  if (!int_type(f.ins.type) || !f.kb() || f.ib() <= 0 || (f.ib() & (f.ib() - 1))) return kNone;
  if (f.ib() == 1) return f.ref(f.ins.a);
  return f.rewrite(IrOp::SAR, f.ins.a, f.ir.k_int(__builtin_ctzll(u(f.ib()))));
}
FoldResult mod_power(F& f) {
  if (!int_type(f.ins.type) || !f.kb() || f.ib() <= 0 || (f.ib() & (f.ib() - 1))) return kNone;
  return f.rewrite(IrOp::AND, f.ins.a, f.ir.k_int(f.ib() - 1));
}
// x / 2^k => x * 2^-k, exact
FoldResult div_power(F& f) {
  if (f.ins.type != IrType::F64 || !f.kb()) return kNone;
  int exponent;
  double d = f.db();
  if (d == 0 || !std::isfinite(d) || std::fabs(std::frexp(d, &exponent)) != 0.5) return kNone;
  if (exponent > 1000 || exponent < -1000) return kNone;
  return f.rewrite(IrOp::MUL, f.ins.a, f.ir.k_double(1.0 / d));
}
FoldResult mul_one(F& f) {
  return f.ins.type == IrType::F64 && f.kb() && f.db() == 1.0 ? f.ref(f.ins.a) : kNone;
}
FoldResult neg_neg(F& f) { return f.a_is(f.ins.op) ? f.ref(f.def_a()->a) : kNone; }

// ---- comparisons
FoldResult compare_constants(F& f) {
  if (!f.ka() || !f.kb()) return kNone;
  IrOp op = f.ins.op;
  if (f.ta() == IrType::F64) {
    double a = f.da(), b = f.db();
    switch (op) {
      case IrOp::EQ: return f.kb1(a == b);
      case IrOp::NE: return f.kb1(a != b);
      case IrOp::LT: return f.kb1(a < b);
      case IrOp::LE: return f.kb1(a <= b);
      case IrOp::GT: return f.kb1(a > b);
      case IrOp::GE: return f.kb1(a >= b);
      default: return kNone;
    }
  }
  if (f.ta() == IrType::F32) return kNone;
  int64_t a = f.ia(), b = f.ib();
  switch (op) {
    case IrOp::EQ: return f.kb1(a == b);
    case IrOp::NE: return f.kb1(a != b);
    case IrOp::LT: return f.kb1(a < b);
    case IrOp::LE: return f.kb1(a <= b);
    case IrOp::GT: return f.kb1(a > b);
    case IrOp::GE: return f.kb1(a >= b);
    case IrOp::ULT: return f.kb1(u(a) < u(b));
    case IrOp::UGE: return f.kb1(u(a) >= u(b));
    default: return kNone;
  }
}
FoldResult compare_same(F& f) {
  if (f.ins.a != f.ins.b || is_fp(f.ta())) return kNone;
  switch (f.ins.op) {
    case IrOp::EQ:
    case IrOp::LE:
    case IrOp::GE:
    case IrOp::UGE: return f.kb1(true);
    default: return f.kb1(false);
  }
}
// k < x => x > k
FoldResult compare_constant_left(F& f) {
  if (!f.ka() || f.kb()) return kNone;
  switch (f.ins.op) {
    case IrOp::LT: return f.rewrite(IrOp::GT, f.ins.b, f.ins.a);
    case IrOp::LE: return f.rewrite(IrOp::GE, f.ins.b, f.ins.a);
    case IrOp::GT: return f.rewrite(IrOp::LT, f.ins.b, f.ins.a);
    case IrOp::GE: return f.rewrite(IrOp::LE, f.ins.b, f.ins.a);
    default: break;
  }
  // unsigned: k < x => x >= k + 1
  if (u(f.ia()) == ~uint64_t{0}) return kNone;
  Ref next = f.ir.constant(f.ta(), u(f.ia()) + 1);
  if (f.ins.op == IrOp::ULT) return f.rewrite(IrOp::UGE, f.ins.b, next);
  if (f.ins.op == IrOp::UGE) return f.rewrite(IrOp::ULT, f.ins.b, next);
  return kNone;
}
// Identity of a boxed raw value with a constant; of two boxed bools.
FoldResult identity_of_box(F& f) {
  bool eq = f.ins.op == IrOp::EQ;
  if (f.ta() != IrType::BOX || f.ka()) return kNone;
  const IrIns& box = *f.def_a();
  bool is_box = box.op == IrOp::BOXI || box.op == IrOp::BOXIU || box.op == IrOp::BOXF || box.op == IrOp::BOXB ||
                box.op == IrOp::BOXR;
  if (!is_box || !f.kb()) return kNone;
  Value k = Value::from_bits(f.ir.konst(f.ins.b).bits);
  switch (box.op) {
    case IrOp::BOXB:
      if (!k.is_bool()) return f.kb1(!eq);
      if (k.is_true() == eq) return f.ref(box.a);
      return f.rewrite(IrOp::NOT, box.a, kNoRef);
    case IrOp::BOXR:
      return k.is_heap() ? kNone : f.kb1(!eq);
    case IrOp::BOXF:
      return k.is_double() ? kNone : f.kb1(!eq);
    default:
      return k.is_small_int() ? f.rewrite(f.ins.op, box.a, f.ir.k_int(k.small_int())) : f.kb1(!eq);
  }
}
FoldResult fresh_identity(F& f) {
  if (f.ta() != IrType::REF || !f.b.distinct_objects(f.ins.a, f.ins.b)) return kNone;
  return f.kb1(f.ins.op == IrOp::NE);
}
FoldResult not_rules(F& f) {
  if (f.ka()) return f.kb1(!f.ia());
  const IrIns& c = *f.def_a();
  if (c.op == IrOp::NOT) return f.ref(c.a);
  bool fp = c.a != kNoRef && ir_info(c.op).a == IrOperand::REF && is_fp(f.ir.type(c.a));
  switch (c.op) {
    case IrOp::EQ: return f.rewrite(IrOp::NE, c.a, c.b);
    case IrOp::NE: return f.rewrite(IrOp::EQ, c.a, c.b);
    case IrOp::LT: return fp ? kNone : f.rewrite(IrOp::GE, c.a, c.b);
    case IrOp::LE: return fp ? kNone : f.rewrite(IrOp::GT, c.a, c.b);
    case IrOp::GT: return fp ? kNone : f.rewrite(IrOp::LE, c.a, c.b);
    case IrOp::GE: return fp ? kNone : f.rewrite(IrOp::LT, c.a, c.b);
    case IrOp::ULT: return f.rewrite(IrOp::UGE, c.a, c.b);
    case IrOp::UGE: return f.rewrite(IrOp::ULT, c.a, c.b);
    default: return kNone;
  }
}

// ---- guards
FoldResult guard_condition(F& f) {
  bool want = f.ins.op == IrOp::GUARD_T;
  if (f.ka()) return (f.ia() != 0) == want ? kDrop : kFail;
  if (f.a_is(IrOp::NOT)) return f.rewrite(want ? IrOp::GUARD_F : IrOp::GUARD_T, f.def_a()->a, kNoRef);
  return kNone;
}
FoldResult guard_finite(F& f) {
  if (f.ka()) return f.ta() != IrType::F64 ? kNone : std::isfinite(f.da()) ? kDrop : kFail;
  if (f.a_is(IrOp::NEG, IrOp::ABS) || f.a_is(IrOp::S2D)) return f.rewrite(IrOp::GFINITE, f.def_a()->a, kNoRef);
  return kNone;
}
FoldResult guard_layout(F& f) {
  if (f.a_is(IrOp::NEW)) {
    uint32_t layout = f.b.layout_of_new(f.ins.a);
    return layout == 0 ? kNone : layout == f.ins.b ? kDrop : kFail;
  }
  if (!f.ka()) return f.ins.b == layouts.str && char_code(f.ir, f.ins.a) != kNoRef ? kDrop : kNone;
  if (!gc::layout_arena) return kNone;
  const auto* object = reinterpret_cast<const gc::Header*>(f.ir.konst(f.ins.a).bits);
  if (object->layout != f.ins.b) return kFail;
  const auto* shape = reinterpret_cast<const Shape*>(gc::layout_arena + f.ins.b);
  bool fixed = shape->type && !(shape->type->flags & kTypeHeap) && shape->mode == ShapeMode::kFixed;
  return fixed ? kDrop : kNone;
}

// ---- boxes
FoldResult box_constant(F& f) {
  if (!f.ka()) return kNone;
  switch (f.ins.op) {
    case IrOp::BOXI:
      return Value::fits_int(f.ia()) ? f.k(s(Value::from_small_int(f.ia()).bits())) : kNone;
    case IrOp::BOXIU: return f.k(s(Value::from_small_int(f.ia()).bits()));
    case IrOp::BOXF: return f.k(s(Value::from_double(f.da()).bits()));
    case IrOp::BOXB: return f.k(s(Value::from_bool(f.ia() != 0).bits()));
    default: return f.k(f.ia());
  }
}
FoldResult box_of_unbox(F& f) {
  if (f.ka()) return kNone;
  IrOp d = f.def_a()->op;
  bool same = false;
  switch (f.ins.op) {
    case IrOp::BOXI:
    case IrOp::BOXIU: same = d == IrOp::UNBOXI; break;
    case IrOp::BOXF: same = d == IrOp::UNBOXF; break;
    case IrOp::BOXB: same = d == IrOp::UNBOXB; break;
    default: same = d == IrOp::UNBOXR || d == IrOp::UNBOXRU;
  }
  return same ? f.ref(f.def_a()->a) : kNone;
}
FoldResult unbox_constant(F& f) {
  if (!f.ka()) return kNone;
  Value v = f.va();
  switch (f.ins.op) {
    case IrOp::UNBOXI: return v.is_small_int() ? f.k(v.small_int()) : kFail;
    case IrOp::UNBOXF: return v.is_double() ? f.k(v.as_double()) : kFail;
    case IrOp::UNBOXB: return v.is_bool() ? f.k(int64_t{v.is_true()}) : kFail;
    default: return v.is_heap() ? f.k(s(v.bits())) : kFail;
  }
}
FoldResult unbox_of_box(F& f) {
  if (f.ka()) return kNone;
  IrOp want1, want2;
  switch (f.ins.op) {
    case IrOp::UNBOXI: want1 = IrOp::BOXI, want2 = IrOp::BOXIU; break;
    case IrOp::UNBOXF: want1 = want2 = IrOp::BOXF; break;
    case IrOp::UNBOXB: want1 = want2 = IrOp::BOXB; break;
    default: want1 = want2 = IrOp::BOXR;
  }
  IrOp d = f.def_a()->op;
  if (d == want1 || d == want2) return f.ref(f.def_a()->a);
  bool other = d == IrOp::BOXI || d == IrOp::BOXIU || d == IrOp::BOXF || d == IrOp::BOXB || d == IrOp::BOXR;
  return other ? kFail : kNone;
}

// ---- conversions
FoldResult conversion_constant(F& f) {
  if (!f.ka()) return kNone;
  switch (f.ins.op) {
    case IrOp::I2F: return f.k(static_cast<double>(f.ia()));
    case IrOp::F2I: {
      double d = f.da();
      return d == d && std::fabs(d) < 4611686018427387904.0 ? f.k(static_cast<int64_t>(d)) : kNone;
    }
    case IrOp::B2I: return f.k(int64_t{f.ia() != 0});
    case IrOp::I2B: return f.kb1(f.ia() != 0);
    case IrOp::SEXT: {
      int shift = 64 - f.ins.lit_b();
      return f.k(s(u(f.ia()) << shift) >> shift);
    }
    case IrOp::ZEXT: {
      int shift = 64 - f.ins.lit_b();
      return f.k(s(u(f.ia()) << shift >> shift));
    }
    case IrOp::CAST:
      return f.ref(f.ir.constant(f.ins.type, f.ir.konst(f.ins.a).bits));
    default: return kNone;
  }
}
FoldResult cast_back(F& f) {
  bool back = f.a_is(IrOp::CAST) && f.ir.type(f.def_a()->a) == f.ins.type;
  return back ? f.ref(f.def_a()->a) : kNone;
}
// What a box holds, asked for by the helpers that take ints out of objects.
FoldResult unbox_int_object(F& f) {
  auto helper = static_cast<Helper>(f.ins.a);
  bool whole = helper == Helper::is_word || helper == Helper::word_value;
  bool unsigned_whole = helper == Helper::is_unsigned || helper == Helper::unsigned_value;
  if (!whole && !unsigned_whole) return kNone;
  Ref raw = f.ir.strip_box(f.ins.b);
  if (raw == f.ins.b || f.ir.type(raw) != (whole ? IrType::I64 : IrType::U64)) return kNone;
  if (helper == Helper::is_word || helper == Helper::is_unsigned) return f.kb1(true);
  return f.ref(whole ? raw : f.b.emit(IrOp::CAST, IrType::I64, raw));
}
FoldResult i2b_of_b2i(F& f) {
  return f.a_is(IrOp::B2I) ? f.ref(f.def_a()->a) : f.rewrite(IrOp::NE, f.ins.a, f.ir.k_int(0));
}
FoldResult narrow_float(F& f) { return f.a_is(IrOp::S2D) ? f.ref(f.def_a()->a) : kNone; }
FoldResult select_rules(F& f) {
  const IrIns& pair = f.ir.at(f.ins.b);
  if (pair.a == pair.b) return f.ref(pair.a);
  return f.ka() ? f.ref(f.ia() ? pair.a : pair.b) : kNone;
}
FoldResult bool_logic(F& f) {
  if (f.ins.type != IrType::I1) return kNone;
  if (f.ins.a == f.ins.b && f.ins.op != IrOp::XOR) return f.ref(f.ins.a);
  if (!f.kb()) return kNone;
  bool k = f.ib() != 0;
  switch (f.ins.op) {
    case IrOp::AND: return k ? f.ref(f.ins.a) : f.kb1(false);
    case IrOp::OR: return k ? f.kb1(true) : f.ref(f.ins.a);
    default: return k ? f.rewrite(IrOp::NOT, f.ins.a, kNoRef) : f.ref(f.ins.a);
  }
}

// ---- memory
FoldResult load_of_constant(F& f) {
  if (!f.ka() || !gc::layout_arena) return kNone;
  FieldInfo info = field_info(f.ins.aux);
  if (!info.immutable) return kNone;
  const char* p = reinterpret_cast<const char*>(f.ir.konst(f.ins.a).bits) + info.offset;
  uint64_t bits = 0;
  std::memcpy(&bits, p, static_cast<size_t>(kMemBytes[static_cast<int>(info.kind)]));
  return f.ref(f.ir.constant(info.type, bits));
}
FoldResult item_of_constant_tuple(F& f) {
  if (mem_alias(f.ins.aux) != Alias::kTuple || f.ka()) return kNone;
  const IrIns& address = *f.def_a();
  if (address.op != IrOp::AREF || !is_const(address.a) || !is_const(address.b) || !gc::layout_arena) return kNone;
  const char* p = reinterpret_cast<const char*>(f.ir.konst(address.a).bits) + addr_disp(address.aux) +
                  (f.ir.int_of(address.b) << addr_scale(address.aux));
  uint64_t bits;
  std::memcpy(&bits, p, 8);
  return f.ref(f.ir.k_box(bits));
}

struct Row {
  IrOp op;
  F::Rule rule;
};

const Row kRules[] = {
    {IrOp::ADD, int_constants}, {IrOp::ADD, float_constants}, {IrOp::ADD, int_zero_right}, {IrOp::ADD, add_chain},
    {IrOp::SUB, int_constants}, {IrOp::SUB, float_constants}, {IrOp::SUB, same_operands}, {IrOp::SUB, sub_constant},
    {IrOp::MUL, int_constants}, {IrOp::MUL, float_constants}, {IrOp::MUL, int_mul}, {IrOp::MUL, mul_one},
    {IrOp::DIV, float_constants}, {IrOp::DIV, div_power},
    {IrOp::FLOORDIV, int_constants}, {IrOp::FLOORDIV, floordiv_power},
    {IrOp::MOD, int_constants}, {IrOp::MOD, mod_power},
    {IrOp::NEG, float_unary_constant}, {IrOp::NEG, int_unary_constant}, {IrOp::NEG, neg_neg},
    {IrOp::ABS, float_unary_constant}, {IrOp::ABS, int_unary_constant},
    {IrOp::MIN, int_constants}, {IrOp::MIN, same_operands},
    {IrOp::MAX, int_constants}, {IrOp::MAX, same_operands},
    {IrOp::AND, int_constants}, {IrOp::AND, and_mask}, {IrOp::AND, bool_logic},
    {IrOp::OR, int_constants}, {IrOp::OR, int_zero_right}, {IrOp::OR, same_operands}, {IrOp::OR, bool_logic},
    {IrOp::XOR, int_constants}, {IrOp::XOR, int_zero_right}, {IrOp::XOR, same_operands}, {IrOp::XOR, bool_logic},
    {IrOp::SHL, int_constants}, {IrOp::SHL, int_zero_right},
    {IrOp::SAR, int_constants}, {IrOp::SAR, int_zero_right},
    {IrOp::SHR, int_constants}, {IrOp::SHR, int_zero_right},
    {IrOp::ADDOV, int_constants}, {IrOp::ADDOV, int_zero_right},
    {IrOp::SUBOV, int_constants}, {IrOp::SUBOV, same_operands}, {IrOp::SUBOV, subov_constant},
    {IrOp::MULOV, int_constants}, {IrOp::MULOV, int_mul},
    {IrOp::SQRT, float_unary_constant}, {IrOp::SQUARE, float_unary_constant}, {IrOp::FLOOR, float_unary_constant}, {IrOp::CEIL, float_unary_constant},
    {IrOp::TRUNC, float_unary_constant},
    {IrOp::SELECT, select_rules},
    {IrOp::I2F, conversion_constant}, {IrOp::F2I, conversion_constant}, {IrOp::B2I, conversion_constant},
    {IrOp::I2B, conversion_constant}, {IrOp::I2B, i2b_of_b2i}, {IrOp::SEXT, conversion_constant},
    {IrOp::ZEXT, conversion_constant}, {IrOp::CAST, conversion_constant}, {IrOp::CAST, cast_back},
    {IrOp::CALL, unbox_int_object}, {IrOp::D2S, narrow_float},
    {IrOp::EQ, compare_constants}, {IrOp::EQ, compare_same}, {IrOp::EQ, identity_of_box}, {IrOp::EQ, fresh_identity},
    {IrOp::NE, compare_constants}, {IrOp::NE, compare_same}, {IrOp::NE, identity_of_box}, {IrOp::NE, fresh_identity},
    {IrOp::LT, compare_constants}, {IrOp::LT, compare_same}, {IrOp::LT, compare_constant_left},
    {IrOp::LE, compare_constants}, {IrOp::LE, compare_same}, {IrOp::LE, compare_constant_left},
    {IrOp::GT, compare_constants}, {IrOp::GT, compare_same}, {IrOp::GT, compare_constant_left},
    {IrOp::GE, compare_constants}, {IrOp::GE, compare_same}, {IrOp::GE, compare_constant_left},
    {IrOp::ULT, compare_constants}, {IrOp::ULT, compare_same}, {IrOp::ULT, compare_constant_left},
    {IrOp::UGE, compare_constants}, {IrOp::UGE, compare_same}, {IrOp::UGE, compare_constant_left},
    {IrOp::NOT, not_rules},
    {IrOp::GUARD_T, guard_condition}, {IrOp::GUARD_F, guard_condition}, {IrOp::GFINITE, guard_finite},
    {IrOp::GLAYOUT, guard_layout},
    {IrOp::BOXI, box_constant}, {IrOp::BOXI, box_of_unbox}, {IrOp::BOXIU, box_constant}, {IrOp::BOXIU, box_of_unbox},
    {IrOp::BOXF, box_constant}, {IrOp::BOXF, box_of_unbox}, {IrOp::BOXB, box_constant}, {IrOp::BOXB, box_of_unbox},
    {IrOp::BOXR, box_constant}, {IrOp::BOXR, box_of_unbox},
    {IrOp::UNBOXI, unbox_constant}, {IrOp::UNBOXI, unbox_of_box}, {IrOp::UNBOXF, unbox_constant},
    {IrOp::UNBOXF, unbox_of_box}, {IrOp::UNBOXB, unbox_constant}, {IrOp::UNBOXB, unbox_of_box},
    {IrOp::UNBOXR, unbox_constant}, {IrOp::UNBOXR, unbox_of_box}, {IrOp::UNBOXRU, unbox_constant},
    {IrOp::UNBOXRU, unbox_of_box},
    {IrOp::FLOAD, load_of_constant}, {IrOp::ALOAD, item_of_constant_tuple},
};

struct RuleIndex {
  uint16_t first[kIrOpCount], count[kIrOpCount];
  RuleIndex() : first{}, count{} {
    for (uint16_t i = 0; i < sizeof kRules / sizeof kRules[0]; i++) {
      int op = static_cast<int>(kRules[i].op);
      if (!count[op]++) first[op] = i;
    }
  }
};

}  // namespace

FoldResult fold(IrBuilder& b, IrIns& ins, Ref* out) {
  static const RuleIndex index;
  Folder f{b, b.ir, ins, out};
  for (int round = 0; round < 8; round++) {
    f.again = false;
    int op = static_cast<int>(ins.op);
    for (int i = 0; i < index.count[op] && !f.again; i++) {
      FoldResult r = kRules[index.first[op] + i].rule(f);
      if (r != kNone) return r;
    }
    if (!f.again) break;
  }
  return kNone;
}

}  // namespace pyvm::jit
