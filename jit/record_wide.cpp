// Unsigned 64-bit arithmetic: hash functions and random generators compute with big ints and mask them to 64 bits.
//
// An int of 0 .. 2^64-1 that an I64 does not hold is raw in the trace all the same. Slots hold it as CALL box_unsigned(raw),
// which nobody carries out unless somebody wants the object: snapshots have the raw value (U64), loop variables too.
//
// Sums and products that go beyond 64 bits are not boxed either while only their low bits are asked for. They are recorded
// twice: as the call that makes the big int, and as wrapping arithmetic (low_words_). What masks the result uses the second;
// the first is removed unless somebody else uses it.
#include "jit/recorder.h"
#include "vm/object/int.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {

constexpr int kLookAhead = 4;

bool is_mask(Opcode op) {
  return op == Opcode::AND || op == Opcode::AND_K || op == Opcode::IAND || op == Opcode::IAND_K;
}

Helper wide_helper(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd: return Helper::wide_add;
    case BinaryOp::kSub: return Helper::wide_sub;
    case BinaryOp::kMul: return Helper::wide_mul;
    default: return Helper::wide_lshift;
  }
}

}  // namespace

// Whether one of the next instructions masks something.
bool Recorder::masked_soon() const {
  const PyCode* code = frames_.back().code;
  for (const Instr* i = pc_ + 1; i <= pc_ + kLookAhead && i < code->instrs + code->instr_count; i++) {
    if (is_mask(i->opcode())) return true;
  }
  return false;
}

bool Recorder::is_boxed_unsigned(Ref r) const { return b_.strip_box(r) != r && ir_.type(b_.strip_box(r)) == IrType::U64; }

// The low 64 bits of an int, in two's complement. False: not known without calling.
bool Recorder::wide_operand(const Operand& o, Wide* out) {
  auto low = low_words_.find(o.ref);
  if (low != low_words_.end()) return *out = {low->second, false}, true;
  if (is_boxed_unsigned(o.ref)) return *out = {b_.emit(IrOp::CAST, IrType::I64, b_.strip_box(o.ref)), true}, true;
  uint64_t bits;
  int64_t i;
  if (o.kind == Kind::kInt) {
    if (!int_value(o, &i)) return false;
    *out = {as_int(o), i >= 0};
    out->exact_if_positive = true;
    return true;
  }
  if (layout_of(o.v) != layouts.int_ || !int_to_uint64(o.v, &bits)) return false;
  if (is_const(o.ref)) return *out = {ir_.k_int(static_cast<int64_t>(bits)), true}, true;
  Ref boxed = as_box(o);
  b_.guard_true(b_.emit(IrOp::CALL, IrType::I1, static_cast<Ref>(Helper::is_unsigned), boxed));
  *out = {b_.emit(IrOp::CALL, IrType::I64, static_cast<Ref>(Helper::unsigned_value), boxed), true};
  return true;
}

// Proves that the int is its low word, unsigned; false: it is not.
bool Recorder::prove_exact(const Wide& w) {
  if (w.exact && w.exact_if_positive) b_.guard_true(b_.cmp(IrOp::GE, w.low, ir_.k_int(0)));
  return w.exact;
}

Ref Recorder::boxed_unsigned(Ref low) { return b_.box(b_.emit(IrOp::CAST, IrType::U64, low)); }

// The result, or kNoRef where the general path has to do it.
Ref Recorder::wide_binary(BinaryOp op, const Operand& x, const Operand& y) {
  bool wraps = op == BinaryOp::kAdd || op == BinaryOp::kSub || op == BinaryOp::kMul || op == BinaryOp::kLShift;
  if (wraps && !masked_soon()) return kNoRef;
  Wide a, b;
  if (!wide_operand(x, &a) || !wide_operand(y, &b)) return kNoRef;
  auto low = [&](IrOp o) { return b_.op2(o, a.low, b.low); };
  bool shift = is_const(b.low) && ir_.int_of(b.low) > 0 && ir_.int_of(b.low) < 64;
  switch (op) {
    case BinaryOp::kAdd: return wrapping(op, x, y, low(IrOp::ADD));
    case BinaryOp::kSub: return wrapping(op, x, y, low(IrOp::SUB));
    case BinaryOp::kMul: return wrapping(op, x, y, low(IrOp::MUL));
    case BinaryOp::kLShift: return shift ? wrapping(op, x, y, low(IrOp::SHL)) : kNoRef;
    case BinaryOp::kRShift: return shift && prove_exact(a) ? low(IrOp::SHR) : kNoRef;
    case BinaryOp::kAnd:
      // A mask below 2^63 leaves an I64.
      for (const Wide* mask : {&b, &a}) {
        if (is_const(mask->low) && mask->exact && ir_.int_of(mask->low) >= 0) return low(IrOp::AND);
      }
      return prove_exact(b) || prove_exact(a) ? boxed_unsigned(low(IrOp::AND)) : kNoRef;
    case BinaryOp::kOr: return prove_exact(a) && prove_exact(b) ? boxed_unsigned(low(IrOp::OR)) : kNoRef;
    case BinaryOp::kXor: return prove_exact(a) && prove_exact(b) ? boxed_unsigned(low(IrOp::XOR)) : kNoRef;
    default: return kNoRef;
  }
}

Ref Recorder::wrapping(BinaryOp op, const Operand& x, const Operand& y, Ref low) {
  Ref result = b_.emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(wide_helper(op)), arguments({as_box(x), as_box(y)}));
  low_words_[result] = low;
  return result;
}

// A comparison of two unsigned ints of which one is beyond an I64, or kNoRef.
Ref Recorder::wide_compare(CompareOp op, const Operand& x, const Operand& y) {
  if (!is_boxed_unsigned(x.ref) && !is_boxed_unsigned(y.ref)) return kNoRef;
  Wide a, b;
  if (!wide_operand(x, &a) || !wide_operand(y, &b) || !prove_exact(a) || !prove_exact(b)) return kNoRef;
  switch (op) {
    case CompareOp::kLt: return b_.cmp(IrOp::ULT, a.low, b.low);
    case CompareOp::kGe: return b_.cmp(IrOp::UGE, a.low, b.low);
    case CompareOp::kGt: return b_.cmp(IrOp::ULT, b.low, a.low);
    case CompareOp::kLe: return b_.cmp(IrOp::UGE, b.low, a.low);
    case CompareOp::kEq: return b_.cmp(IrOp::EQ, a.low, b.low);
    default: return b_.cmp(IrOp::NE, a.low, b.low);
  }
}

}  // namespace pyvm::jit
