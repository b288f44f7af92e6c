// NumPy's uint64 in jitted code, raw: its scalars are objects that stay virtual. unsigned_binary() of vm/run/slow_jitted.cpp has
// the rules.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/int.h"
#include "vm/object/type.h"

namespace pyvm::jit {

using np::DType;

namespace {

constexpr int64_t kExact = int64_t{1} << 53;

uint64_t unsigned_now(Value v) { return v.as<np::PyScalar>()->u; }

}  // namespace

// The bits of a uint64 scalar.
Ref Recorder::unsigned_bits(const Operand& o) { return b_.load(as_object(o, layout_of(o.v)), kScalarInt); }

// With one uint64 at least. False: left to the general path.
bool Recorder::record_unsigned_binary(BinaryOp op, const Operand& x, const Operand& y, bool inplace) {
  bool first = np::is_unsigned_scalar(x.v), second = np::is_unsigned_scalar(y.v);
  auto fits = [](bool is_unsigned, const Operand& o) { return is_unsigned || o.kind == Kind::kInt || o.kind == Kind::kBool; };
  if (op == BinaryOp::kTrueDiv || !fits(first, x) || !fits(second, y)) return false;
  bool shifts = op == BinaryOp::kLShift || op == BinaryOp::kRShift;
  bool is_unsigned = first && (second || shifts);
  if (is_unsigned && op == BinaryOp::kPow) return false;
  Ref a = first ? unsigned_bits(x) : as_int(x), b = second ? unsigned_bits(y) : as_int(y);
  if (!is_unsigned) {
    auto as_signed = [&](bool was_unsigned, const Operand& o, Ref bits) {
      return was_unsigned ? Operand{bits, Kind::kInt, int_from_int64(static_cast<int64_t>(unsigned_now(o.v)))} : o;
    };
    record_binary(op, as_signed(first, x, a), as_signed(second, y, b), inplace);
    return true;
  }
  Ref result;
  switch (op) {
    case BinaryOp::kAdd: result = b_.op2(IrOp::ADD, a, b); break;
    case BinaryOp::kSub: result = b_.op2(IrOp::SUB, a, b); break;
    case BinaryOp::kMul: result = b_.op2(IrOp::MUL, a, b); break;
    case BinaryOp::kAnd: result = b_.op2(IrOp::AND, a, b); break;
    case BinaryOp::kOr: result = b_.op2(IrOp::OR, a, b); break;
    case BinaryOp::kXor: result = b_.op2(IrOp::XOR, a, b); break;
    case BinaryOp::kLShift: result = b_.op2(IrOp::SHL, a, b_.op2(IrOp::AND, b, ir_.k_int(63))); break;
    case BinaryOp::kRShift: result = b_.op2(IrOp::SHR, a, b_.op2(IrOp::AND, b, ir_.k_int(63))); break;
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod: result = unsigned_division(op, a, b, unsigned_now(x.v), unsigned_now(y.v)); break;
    default: return false;
  }
  if (result != kNoRef) {
    set(pc_->a, new_scalar(DType::kUint64, result));
  } else {
    set(pc_->a, call_checked(Helper::jitted_binary, IrType::BOX,
                             {ir_.constant(IrType::I32, frame().code->flags),
                              ir_.constant(IrType::I32, static_cast<uint64_t>(op)), as_box(x), as_box(y)}));
  }
  return true;
}

// By a constant power of two, or of two numbers below 2^63; kNoRef: neither is the case now.
Ref Recorder::unsigned_division(BinaryOp op, Ref a, Ref b, uint64_t x, uint64_t y) {
  bool remainder = op == BinaryOp::kMod;
  if (is_const(b) && y && !(y & (y - 1))) {
    return remainder ? b_.op2(IrOp::AND, a, ir_.k_int(static_cast<int64_t>(y - 1)))
                     : b_.op2(IrOp::SHR, a, ir_.k_int(__builtin_ctzll(y)));
  }
  if (static_cast<int64_t>(x) < 0 || static_cast<int64_t>(y) <= 0) return kNoRef;
  b_.guard_true(b_.cmp(IrOp::GE, a, ir_.k_int(0)));
  if (!is_const(b)) b_.guard_true(b_.cmp(IrOp::GT, b, ir_.k_int(0)));
  return b_.op2(remainder ? IrOp::MOD : IrOp::FLOORDIV, a, b);
}

// Of two uint64, or of one and a constant that is no negative int and exact as a double, which NumPy compares through.
bool Recorder::record_unsigned_compare(CompareOp op, const Operand& x, const Operand& y) {
  auto bits = [&](const Operand& o) {
    int64_t i;
    if (np::is_unsigned_scalar(o.v)) return unsigned_bits(o);
    bool exact = o.kind == Kind::kInt && is_const(o.ref) && int_value(o, &i) && i >= 0 && i <= kExact;
    return exact ? as_int(o) : kNoRef;
  };
  Ref a = bits(x), b = bits(y);
  if (a == kNoRef || b == kNoRef) return false;
  Ref result;
  switch (op) {
    case CompareOp::kLt: result = b_.cmp(IrOp::ULT, a, b); break;
    case CompareOp::kGe: result = b_.cmp(IrOp::UGE, a, b); break;
    case CompareOp::kGt: result = b_.cmp(IrOp::ULT, b, a); break;
    case CompareOp::kLe: result = b_.cmp(IrOp::UGE, b, a); break;
    case CompareOp::kEq: result = b_.cmp(IrOp::EQ, a, b); break;
    default: result = b_.cmp(IrOp::NE, a, b);
  }
  set(pc_->a, new_scalar(DType::kBool, result));
  return true;
}

bool Recorder::record_unsigned_unary(const Operand& x) {
  if (!jitted() || !np::is_unsigned_scalar(x.v)) return false;
  Ref bits = unsigned_bits(x);
  switch (pc_->opcode()) {
    case Opcode::NEG: bits = b_.op2(IrOp::SUB, ir_.k_int(0), bits); break;
    case Opcode::INVERT: bits = b_.op2(IrOp::XOR, bits, ir_.k_int(-1)); break;
    default: break;
  }
  return set(pc_->a, new_scalar(DType::kUint64, bits)), true;
}

// The bits as which a number is stored in an array of uint64; kNoRef: not known.
Ref Recorder::unsigned_from(const Operand& o) {
  Number n;
  if (np::is_unsigned_scalar(o.v)) return unsigned_bits(o);
  if (o.kind == Kind::kBool) return as_int(o);
  const Operand whole = raw_in_jitted(o);
  int64_t now;
  if (whole.kind == Kind::kInt && int_value(whole, &now)) {
    n = {as_int(whole), DType::kInt64, whole.v};
  } else if (whole_now(whole.v, &now) && number_of(whole, &n)) {
    // a scalar of another integer type
  } else {
    return kNoRef;
  }
  if (now < 0) return kNoRef;
  b_.guard_true(b_.cmp(IrOp::GE, n.raw, ir_.k_int(0)));
  return n.raw;
}

// numpy.uint64(x)
bool Recorder::record_unsigned_conversion(const Operand& callee, uint32_t window) {
  Ref bits = unsigned_from(operand(window + kFrameHeaderWords));
  if (bits == kNoRef) return false;
  Ref cls = b_.box(callee.ref);
  if (!is_const(cls)) b_.guard_true(b_.cmp(IrOp::EQ, cls, ir_.k_box(callee.v.bits())));
  return set(pc_->c, new_scalar(DType::kUint64, bits)), true;
}

}  // namespace pyvm::jit
