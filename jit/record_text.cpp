// Texts of values: str(), f-strings. Numbers and strs are turned into text by helpers that cannot run Python code.
#include "jit/recorder.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm::jit {

namespace {
constexpr uint32_t kMaxParts = 64;   // of an f-string
}

// A number or str of a builtin class.
bool Recorder::is_plain_text_value(const Operand& o) const {
  return o.kind == Kind::kInt || o.kind == Kind::kFloat || o.kind == Kind::kBool || o.v.is_layout(layouts.str);
}

// str(x). kNoRef: left to the general path.
Ref Recorder::text_of(const Operand& o) {
  if (!is_plain_text_value(o)) return kNoRef;
  if (o.v.is_layout(layouts.str)) return as_object(o, layouts.str);
  Ref boxed = plain_key(o);
  return call_checked(Helper::str_of, IrType::REF, {boxed});
}

void Recorder::record_format_value() {
  Operand o = operand(pc_->b);
  int conversion = pc_->c & 3;
  bool with_spec = pc_->c & 4;
  if (!is_plain_text_value(o) || (with_spec && !operand(pc_->b + 1u).v.is_layout(layouts.str))) return generic(pc_);
  if (!with_spec && conversion <= 1) return set(pc_->a, text_of(o));
  Ref spec = with_spec ? b_.box(as_object(operand(pc_->b + 1u), layouts.str)) : ir_.k_box(0);
  Ref boxed = plain_key(o);
  Ref which = ir_.constant(IrType::I32, static_cast<uint64_t>(conversion));
  set(pc_->a, call_checked(Helper::format_value, IrType::BOX, {boxed, which, spec}));
}

// The parts are strs: FORMAT_VALUE made them, or they are constants.
void Recorder::record_build_string() {
  uint32_t n = pc_->c;
  if (n > kMaxParts) return generic(pc_);
  for (uint32_t k = 0; k < n; k++) {
    store_word(frame().base + static_cast<int32_t>(pc_->b + k), as_box(operand(pc_->b + k)));
  }
  Ref window = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base + pc_->b));
  set(pc_->a, call_checked(Helper::build_string, IrType::BOX, {window, ir_.k_int(n)}));
}

}  // namespace pyvm::jit
