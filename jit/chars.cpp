#include "jit/chars.h"

#include "vm/object/str.h"

namespace pyvm::jit {

Ref char_string(IrBuilder& b, Ref code) {
  Ref table = b.ir.k_ptr(str_char_table());
  return b.load_at(b.aref(table, code, 3, 0), IrType::REF, MemKind::I64, Alias::kStr);
}

Ref char_code(TraceIr& ir, Ref string) {
  if (is_const(string)) {
    if (ir.type(string) != IrType::REF || !ir.konst(string).bits) return kNoRef;
    const auto* s = reinterpret_cast<const PyStr*>(ir.konst(string).bits);
    return s->length == 1 && s->width() == 1 ? ir.k_int(s->at(0)) : kNoRef;
  }
  const IrIns& load = ir.at(string);
  if (load.op != IrOp::ALOAD || load.type != IrType::REF || is_const(load.a)) return kNoRef;
  const IrIns& address = ir.at(load.a);
  bool of_table = address.op == IrOp::AREF && is_const(address.a) && addr_scale(address.aux) == 3 && !addr_disp(address.aux) &&
                  ir.konst(address.a).bits == reinterpret_cast<uint64_t>(str_char_table());
  return of_table ? address.b : kNoRef;
}

}  // namespace pyvm::jit
