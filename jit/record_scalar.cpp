// NumPy's scalars in traces: objects that stay virtual between operations, so that what remains is raw arithmetic in the
// element type.
//
// Rules of NumPy that show here: two scalars are computed in the common type of both, where a Python int counts as int64 and
// a Python float as float64; a comparison gives a numpy.bool_; a result that overflows or is not finite may have to warn or
// raise, as numpy.seterr() says: it leaves, and the general path finds out. So do uint64, complex, division by zero and
// negative powers.
#include <cmath>

#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/int.h"
#include "vm/object/native.h"
#include "vm/object/jitted.h"
#include "vm/object/ndarray.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

using np::DType;

namespace {

struct TypeFacts {
  MemKind mem;
  IrType raw;      // of the value in registers: integers are widened
  uint16_t field;  // where a scalar object holds it
  int bits;        // of an integer
  bool is_signed;
};

constexpr TypeFacts facts(DType d) {
  switch (d) {
    case DType::kBool: return {MemKind::BOOL, IrType::I1, kScalarBool, 0, false};
    case DType::kInt8: return {MemKind::I8, IrType::I64, kScalarInt, 8, true};
    case DType::kUint8: return {MemKind::U8, IrType::I64, kScalarInt, 8, false};
    case DType::kInt16: return {MemKind::I16, IrType::I64, kScalarInt, 16, true};
    case DType::kUint16: return {MemKind::U16, IrType::I64, kScalarInt, 16, false};
    case DType::kInt32: return {MemKind::I32, IrType::I64, kScalarInt, 32, true};
    case DType::kUint32: return {MemKind::U32, IrType::I64, kScalarInt, 32, false};
    case DType::kFloat32: return {MemKind::F32, IrType::F32, kScalarSingle, 0, true};
    case DType::kFloat64: return {MemKind::F64, IrType::F64, kScalarFloat, 0, true};
    default: return {MemKind::I64, IrType::I64, kScalarInt, 64, true};
  }
}

bool is_whole(DType d) { return facts(d).bits != 0; }
bool is_floating(DType d) { return d == DType::kFloat32 || d == DType::kFloat64; }

DType signed_type(int bits) {
  return bits <= 16 ? DType::kInt16 : bits <= 32 ? DType::kInt32 : DType::kInt64;
}

// The type that both are computed in.
DType common_type(DType a, DType b) {
  if (a == b) return a;
  if (a == DType::kFloat64 || b == DType::kFloat64) return DType::kFloat64;
  if (a == DType::kFloat32 || b == DType::kFloat32) {
    int bits = facts(a == DType::kFloat32 ? b : a).bits;
    return bits <= 16 ? DType::kFloat32 : DType::kFloat64;
  }
  if (a == DType::kBool) return b;
  if (b == DType::kBool) return a;
  TypeFacts x = facts(a), y = facts(b);
  if (x.is_signed == y.is_signed) return x.bits >= y.bits ? a : b;
  const TypeFacts& plus = x.is_signed ? x : y;
  const TypeFacts& minus = x.is_signed ? y : x;
  return plus.bits > minus.bits ? (x.is_signed ? a : b) : signed_type(2 * minus.bits);
}

DType scalar_type(uint32_t layout) {
  for (int d = 0; d < np::kDTypes; d++) {
    if (layout == np::scalar_layouts[d]) return static_cast<DType>(d);
  }
  return DType::kComplex128;
}

double as_double(DType d, Value v) {
  if (v.is_double()) return v.as_double();
  if (v.is_small_int()) return static_cast<double>(v.small_int());
  const auto* s = v.as<np::PyScalar>();
  return d == DType::kFloat64 ? s->d : d == DType::kFloat32 ? static_cast<double>(s->f) : static_cast<double>(s->i);
}

int64_t as_whole(Value v) { return v.is_small_int() ? v.small_int() : v.is_heap() ? v.as<np::PyScalar>()->i : 0; }

}  // namespace

bool Recorder::is_traced_dtype(DType d) {
  return d != DType::kUint64 && d != DType::kFloat16 && d != DType::kComplex64 && d != DType::kComplex128;
}

// The scalars of uint64 have arithmetic of their own (record_unsigned.cpp) in jitted code only.
bool Recorder::is_traced_element(DType d) { return is_traced_dtype(d) || d == DType::kUint64; }

bool Recorder::is_scalar(const Operand& o) const {
  uint32_t layout = layout_of(o.v);
  return layout && np::ndarray_layout && is_traced_dtype(scalar_type(layout));
}

// The value of an int, or of a scalar of an integer type, that fits 49 bits.
bool Recorder::whole_now(Value v, int64_t* out) {
  if (!v.is_small_int()) {
    uint32_t layout = v.is_heap() ? v.heap()->layout : 0;
    if (!layout || !np::ndarray_layout || !is_traced_dtype(scalar_type(layout))) return false;
    if (!is_whole(scalar_type(layout)) || scalar_type(layout) == DType::kBool) return false;
  }
  *out = as_whole(v);
  return Value::fits_int(*out);
}

// As an int operand; false: it is none of those.
bool Recorder::whole_number(const Operand& o, Operand* out) {
  int64_t now;
  Number n;
  if (!whole_now(o.v, &now) || !number_of(o, &n)) return false;
  *out = {n.raw, Kind::kInt, Value::from_small_int(now)};
  return true;
}

// A number that takes part in the arithmetic of scalars, raw.
bool Recorder::number_of(const Operand& o, Number* out) {
  if (is_scalar(o)) {
    DType d = scalar_type(layout_of(o.v));
    Ref object = as_object(o, layout_of(o.v));
    *out = {b_.load(object, facts(d).field), d, o.v};
    return true;
  }
  if (o.kind == Kind::kInt && !o.v.is_heap()) return *out = {as_int(o), DType::kInt64, o.v}, true;
  if (o.kind == Kind::kFloat) return *out = {as_float(o), DType::kFloat64, o.v}, true;
  return false;
}

// A number, or the kind of another value, as jitted code returns it; kNoRef: not known. Proves that it is one.
Ref Recorder::plain_value(const Operand& o) {
  Number n;
  if (is_scalar(o) && number_of(o, &n)) {
    if (n.dtype == DType::kFloat32) return b_.emit(IrOp::S2D, IrType::F64, n.raw);
    if (n.dtype != DType::kUint64) return n.raw;
    b_.guard_true(b_.cmp(IrOp::GE, n.raw, ir_.k_int(0)));
    return as_whole(o.v) >= 0 ? n.raw : kNoRef;
  }
  switch (o.kind) {
    case Kind::kInt: return as_int(o);
    case Kind::kFloat: return as_float(o);
    case Kind::kBool: return as_bool(o);
    case Kind::kNone: b_.guard_true(b_.cmp(IrOp::EQ, b_.box(o.ref), ir_.k_box(kNone.bits()))); return o.ref;
    case Kind::kObject:
      if (np::has_plain_number(o.v) || layout_of(o.v) == layouts.tuple) return kNoRef;
      return as_object(o, layout_of(o.v));
    default: return kNoRef;
  }
}

// What RETURN in jitted code does to R[a]. False: left to the interpreter.
bool Recorder::plain_result() {
  constexpr int64_t kMost = 16;
  Operand o = operand(pc_->a);
  if (layout_of(o.v) != layouts.tuple) {
    Ref plain = plain_value(o);
    if (plain != kNoRef) set(pc_->a, plain);
    return plain != kNoRef;
  }
  const PyTuple* now = as_tuple(o.v);
  if (now->length == 0 || now->length > kMost) return false;
  Ref tuple = as_object(o, layouts.tuple);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(now->length)));
  std::vector<Ref> items;
  bool same = true;
  for (int64_t i = 0; i < now->length; i++) {
    Ref item = b_.load_at(b_.aref(tuple, ir_.k_int(i), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
    same = same && !np::has_plain_number(now->items[i]);
    Ref plain = plain_value(classify(item, now->items[i]));
    if (plain == kNoRef) return false;
    items.push_back(plain);
  }
  if (!same) set(pc_->a, new_tuple(items));
  return true;
}

Ref Recorder::new_scalar(DType d, Ref raw) {
  Ref scalar = b_.emit(IrOp::NEW, IrType::REF, np::scalar_layout(d), sizeof(np::PyScalar));
  b_.store(scalar, facts(d).field, raw);
  return scalar;
}

// Leaves if the floating-point result is infinite or NaN; false: it is now.
bool Recorder::guard_finite(Ref r, double now) {
  if (!std::isfinite(now)) return false;
  b_.guard_finite(r);
  return true;
}

// Leaves if the integer does not fit the type.
Ref Recorder::guard_fits(Ref whole, DType d) {
  Ref low = wrapped(whole, d);
  if (low != whole) b_.guard_true(b_.cmp(IrOp::EQ, low, whole));
  return whole;
}

// The low bits of an integer, widened again.
Ref Recorder::wrapped(Ref whole, DType d) {
  TypeFacts f = facts(d);
  if (f.bits == 64) return whole;
  return b_.emit(f.is_signed ? IrOp::SEXT : IrOp::ZEXT, IrType::I64, whole, static_cast<Ref>(f.bits));
}

// The number in another type that holds all its values (or float64 for int64, rounded as C does). kNoRef: a value that
// float32 would round twice.
Ref Recorder::converted(const Number& n, DType d) {
  if (n.dtype == d) return n.raw;
  Ref whole = n.dtype == DType::kBool ? b_.emit(IrOp::B2I, IrType::I64, n.raw) : n.raw;
  bool from_floating = is_floating(n.dtype);
  if (d == DType::kFloat64) {
    return from_floating ? b_.emit(IrOp::S2D, IrType::F64, n.raw) : b_.emit(IrOp::I2F, IrType::F64, whole);
  }
  if (d == DType::kFloat32) {
    if (n.dtype == DType::kFloat64) {
      Ref single = b_.emit(IrOp::D2S, IrType::F32, n.raw);
      return guard_finite(single, static_cast<float>(as_double(n.dtype, n.now))) ? single : kNoRef;
    }
    if (n.dtype == DType::kInt64 && guard_exact_int(whole, as_whole(n.now)) == kNoRef) return kNoRef;
    return b_.emit(IrOp::D2S, IrType::F32, b_.emit(IrOp::I2F, IrType::F64, whole));
  }
  return from_floating || d == DType::kBool ? kNoRef : whole;
}

// The raw value that storing a number into an element of the type gives. kNoRef: left to the general path.
Ref Recorder::element_value(const Operand& value, DType d) {
  if (d == DType::kUint64) return unsigned_from(value);
  Number n;
  if (value.kind == Kind::kBool) {
    n = {as_bool(value), DType::kBool, value.v};
  } else if (!number_of(value, &n)) {
    return kNoRef;
  }
  if (n.dtype == d || is_floating(d)) return converted(n, d);
  if (d == DType::kBool) return kNoRef;
  if (is_floating(n.dtype)) {
    if (!(std::fabs(as_double(n.dtype, n.now)) < 4e18)) return kNoRef;
    n.raw = b_.emit(IrOp::F2I, IrType::I64, converted(n, DType::kFloat64));
    n.dtype = DType::kInt64;
  }
  Ref whole = converted(n, DType::kInt64);
  bool fits = common_type(n.dtype, d) == d;
  if (!fits) {
    // Only what the element holds: else NumPy wraps or complains.
    int64_t now = is_floating(n.dtype) ? 0 : as_whole(n.now), low = facts(d).is_signed ? -(int64_t{1} << (facts(d).bits - 1)) : 0;
    int64_t high = facts(d).is_signed ? -(low + 1) : (int64_t{1} << facts(d).bits) - 1;
    if (n.now.is_small_int() && (now < low || now > high)) return kNoRef;
    b_.guard_true(b_.cmp(IrOp::EQ, wrapped(whole, d), whole));
  }
  return whole;
}

// An element just loaded as the object that the program sees.
Ref Recorder::load_element(Ref address, DType d) {
  TypeFacts f = facts(d);
  Ref raw = b_.load_at(address, f.raw, f.mem, Alias::kRaw);
  return jitted() && np::has_plain_elements(d) ? raw : new_scalar(d, raw);
}

void Recorder::store_element(Ref address, Ref raw, DType d) { b_.store_at(address, raw, facts(d).mem, Alias::kRaw); }

int Recorder::element_scale(DType d) { return __builtin_ctz(static_cast<unsigned>(kMemBytes[static_cast<int>(facts(d).mem)])); }

// ---- operators

bool Recorder::record_scalar_binary(BinaryOp op, const Operand& x, const Operand& y) {
  if (!is_scalar(x) && !is_scalar(y)) return false;
  Number a, b;
  if (!number_of(x, &a) || !number_of(y, &b)) return false;
  DType d = common_type(a.dtype, b.dtype);
  if (d == DType::kBool) return false;
  bool square = op == BinaryOp::kPow && as_double(b.dtype, b.now) == 2 && is_const(b.raw);
  if (op == BinaryOp::kPow && !square) return false;
  if (op == BinaryOp::kTrueDiv && is_whole(d)) d = DType::kFloat64;
  Ref p = converted(a, d), q = converted(b, d);
  if (p == kNoRef || q == kNoRef) return false;
  double x_now = as_double(a.dtype, a.now), y_now = as_double(b.dtype, b.now);
  Ref result = is_floating(d) ? scalar_float_binary(op, p, q, x_now, y_now)
                              : scalar_int_binary(op, p, q, as_whole(a.now), as_whole(b.now));
  if (result == kNoRef) return false;
  set(pc_->a, new_scalar(d, is_floating(d) ? result : guard_fits(result, d)));
  return true;
}

Ref Recorder::scalar_float_binary(BinaryOp op, Ref p, Ref q, double x, double y) {
  Ref result;
  double now;
  switch (op) {
    case BinaryOp::kAdd: result = b_.op2(IrOp::ADD, p, q), now = x + y; break;
    case BinaryOp::kSub: result = b_.op2(IrOp::SUB, p, q), now = x - y; break;
    case BinaryOp::kMul: result = b_.op2(IrOp::MUL, p, q), now = x * y; break;
    // x ** 2 is x * x, as numpy.power computes it.
    case BinaryOp::kPow: result = b_.op2(IrOp::MUL, p, p), now = x * x; break;
    case BinaryOp::kTrueDiv: result = b_.op2(IrOp::DIV, p, q), now = x / y; break;
    default: return kNoRef;
  }
  if (ir_.type(result) == IrType::F32) now = static_cast<float>(now);
  return guard_finite(result, now) ? result : kNoRef;
}

Ref Recorder::scalar_int_binary(BinaryOp op, Ref p, Ref q, int64_t x, int64_t y) {
  int64_t r;
  switch (op) {
    case BinaryOp::kAdd: return __builtin_add_overflow(x, y, &r) ? kNoRef : b_.emit(IrOp::ADDOV, IrType::I64, p, q);
    case BinaryOp::kSub: return __builtin_sub_overflow(x, y, &r) ? kNoRef : b_.op2(IrOp::SUBOV, p, q);
    case BinaryOp::kMul: return __builtin_mul_overflow(x, y, &r) ? kNoRef : b_.op2(IrOp::MULOV, p, q);
    case BinaryOp::kPow: return __builtin_mul_overflow(x, x, &r) ? kNoRef : b_.op2(IrOp::MULOV, p, p);
    case BinaryOp::kAnd: return b_.op2(IrOp::AND, p, q);
    case BinaryOp::kOr: return b_.op2(IrOp::OR, p, q);
    case BinaryOp::kXor: return b_.op2(IrOp::XOR, p, q);
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
      if (y <= 0) return kNoRef;
      if (!is_const(q)) b_.guard_true(b_.cmp(IrOp::GT, q, ir_.k_int(0)));
      return b_.op2(op == BinaryOp::kMod ? IrOp::MOD : IrOp::FLOORDIV, p, q);
    default: return kNoRef;
  }
}

bool Recorder::record_scalar_compare(CompareOp op, const Operand& x, const Operand& y) {
  static constexpr IrOp kOps[] = {IrOp::LT, IrOp::LE, IrOp::EQ, IrOp::NE, IrOp::GT, IrOp::GE};
  if (!is_scalar(x) && !is_scalar(y)) return false;
  Number a, b;
  if (!number_of(x, &a) || !number_of(y, &b)) return false;
  DType d = common_type(a.dtype, b.dtype);
  if (d == DType::kBool) return false;
  Ref p = converted(a, d), q = converted(b, d);
  if (p == kNoRef || q == kNoRef) return false;
  set(pc_->a, new_scalar(DType::kBool, b_.cmp(kOps[static_cast<int>(op)], p, q)));
  return true;
}

bool Recorder::record_scalar_unary(const Operand& x) {
  if (!is_scalar(x)) return false;
  Number n;
  if (!number_of(x, &n)) return false;
  DType d = n.dtype;
  switch (pc_->opcode()) {
    case Opcode::NEG:
      if (d == DType::kBool || (is_whole(d) && (!facts(d).is_signed || as_whole(x.v) == INT64_MIN))) return false;
      set(pc_->a, new_scalar(d, is_floating(d) ? b_.op1(IrOp::NEG, n.raw)
                                               : guard_fits(b_.op2(IrOp::SUBOV, ir_.k_int(0), n.raw), d)));
      return true;
    case Opcode::INVERT:
      if (is_floating(d)) return false;
      set(pc_->a, new_scalar(d, d == DType::kBool ? b_.emit(IrOp::NOT, IrType::I1, n.raw)
                                                  : wrapped(b_.op2(IrOp::XOR, n.raw, ir_.k_int(-1)), d)));
      return true;
    default: return false;
  }
}

// The truth of a scalar; kNoRef: it is none.
Ref Recorder::scalar_truth(const Operand& o, bool* now) {
  if (np::is_unsigned_scalar(o.v)) {
    *now = o.v.as<np::PyScalar>()->u != 0;
    return b_.cmp(IrOp::NE, unsigned_bits(o), ir_.k_int(0));
  }
  Number n;
  if (!is_scalar(o) || !number_of(o, &n)) return kNoRef;
  if (n.dtype == DType::kBool) {
    *now = o.v.as<np::PyScalar>()->b;
    return n.raw;
  }
  *now = as_double(n.dtype, o.v) != 0;
  return b_.cmp(IrOp::NE, n.raw, ir_.constant(ir_.type(n.raw), 0));
}

// ---- functions

// float(), int() and abs() of a scalar; kNoRef: none of these.
Ref Recorder::scalar_to_float(const Operand& o) {
  Number n;
  return is_scalar(o) && number_of(o, &n) ? converted(n, DType::kFloat64) : kNoRef;
}

Ref Recorder::scalar_to_int(const Operand& o) {
  Number n;
  if (!is_scalar(o) || !number_of(o, &n)) return kNoRef;
  if (!is_floating(n.dtype)) return converted(n, DType::kInt64);
  if (!(std::fabs(as_double(n.dtype, o.v)) < 4e18)) return kNoRef;
  return b_.emit(IrOp::F2I, IrType::I64, converted(n, DType::kFloat64));
}

Ref Recorder::scalar_abs(const Operand& o) {
  Number n;
  if (!is_scalar(o) || !number_of(o, &n) || n.dtype == DType::kBool || as_whole(o.v) == INT64_MIN) return kNoRef;
  if (is_floating(n.dtype)) return new_scalar(n.dtype, b_.op1(IrOp::ABS, n.raw));
  b_.guard_true(b_.cmp(IrOp::NE, n.raw, ir_.k_int(INT64_MIN)));
  return new_scalar(n.dtype, guard_fits(b_.op1(IrOp::ABS, n.raw), n.dtype));
}

// min() or max() of two numbers of which one is a scalar: one of them as it is, by a branch.
bool Recorder::record_scalar_minmax(bool min, const Operand& x, const Operand& y) {
  if (!is_scalar(x) && !is_scalar(y)) return false;
  Number a, b;
  if (!number_of(x, &a) || !number_of(y, &b)) return false;
  DType d = common_type(a.dtype, b.dtype);
  if (d != DType::kFloat64 && !is_whole(d)) return false;
  Ref p = converted(a, d), q = converted(b, d);
  double u = as_double(a.dtype, a.now), v = as_double(b.dtype, b.now);
  bool second = min ? v < u : v > u;
  if (is_whole(d)) second = min ? as_whole(b.now) < as_whole(a.now) : as_whole(b.now) > as_whole(a.now);
  Ref other = b_.cmp(min ? IrOp::LT : IrOp::GT, q, p);
  second ? b_.guard_true(other) : b_.guard_false(other);
  set(pc_->c, second ? y.ref : x.ref);
  return true;
}

// A universal function of doubles.
bool Recorder::record_ufunc(const Operand& callee, uint32_t window, uint32_t argc) {
  const auto* function = callee.v.as<np::PyUfunc>();
  bool two = function->call2 != nullptr;
  if ((!two && !function->call1) || argc != (two ? 2u : 1u)) return false;
  Ref args[2] = {kNoRef, kNoRef};
  double now[2] = {0, 0};
  bool any_floating = false;
  for (uint32_t i = 0; i < argc; i++) {
    Number n;
    if (!number_of(operand(window + kFrameHeaderWords + i), &n)) return false;
    if (n.dtype != DType::kFloat64 && n.dtype != DType::kInt64 && n.dtype != DType::kInt32) return false;
    any_floating = any_floating || n.dtype == DType::kFloat64;
    args[i] = converted(n, DType::kFloat64);
    now[i] = as_double(n.dtype, n.now);
  }
  if (!std::isfinite(two ? function->call2(now[0], now[1]) : function->call1(now[0]))) return false;
  if (!function->of_integers && !any_floating) return false;
  Ref boxed = b_.box(callee.ref);
  if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(callee.v.bits())));
  Ref result;
  switch (function->shortcut) {
    case np::UfuncShortcut::kSqrt: result = b_.op1(IrOp::SQRT, args[0]); break;
    case np::UfuncShortcut::kAbs: result = b_.op1(IrOp::ABS, args[0]); break;
    case np::UfuncShortcut::kFloor: result = b_.op1(IrOp::FLOOR, args[0]); break;
    case np::UfuncShortcut::kCeil: result = b_.op1(IrOp::CEIL, args[0]); break;
    case np::UfuncShortcut::kTrunc: result = b_.op1(IrOp::TRUNC, args[0]); break;
    default: {
      const void* address = two ? reinterpret_cast<const void*>(function->call2) : reinterpret_cast<const void*>(function->call1);
      Ref list = two ? arguments({args[0], args[1]}) : args[0];
      result = b_.emit(IrOp::CALLP, IrType::F64, ir_.k_ptr(address), list, static_cast<uint16_t>(kEffectPure));
    }
  }
  (void)guard_finite(result, 0);
  set(pc_->c, new_scalar(DType::kFloat64, result));
  return true;
}

}  // namespace pyvm::jit
