#include "jit/ir_text.h"

#include <cstdio>
#include <cstring>

#include "jit/helpers.h"
#include "vm/base/text.h"

namespace pyvm::jit {

namespace {

void put(TextBuffer& out, const char* format, auto... args) {
  char line[128];
  std::snprintf(line, sizeof line, format, args...);
  out.append(line);
}

void print_aux(const IrIns& ins, TextBuffer& out) {
  switch (ir_info(ins.op).aux) {
    case IrAux::___: return;
    case IrAux::SNAP: put(out, " #%u", ins.aux); return;
    case IrAux::FLD:
      if (ins.aux & kSlotField) {
        put(out, " slot+%u", ins.aux & ~unsigned{kSlotField});
      } else {
        put(out, " %s", field_info(ins.aux).name + 1);
      }
      return;
    case IrAux::MEM:
      put(out, " %s@%s", mem_kind_name(static_cast<int>(mem_kind(ins.aux))), alias_name(static_cast<int>(mem_alias(ins.aux))));
      return;
    case IrAux::ADDR: put(out, " <<%d +%d", addr_scale(ins.aux), addr_disp(ins.aux)); return;
    case IrAux::EFF: put(out, " effects=%u", ins.aux); return;
  }
}

void print_snapshot(const TraceIr& ir, uint32_t id, TextBuffer& out) {
  const Snapshot& s = ir.snaps.list[id];
  put(out, "       #%u [", id);
  for (uint32_t i = 0; i < s.count; i++) {
    const SnapEntry& e = ir.snaps.entries[s.first + i];
    put(out, "%s%d:", i ? " " : "", e.where);
    print_ref(ir, e.ref, out);
    if (e.addend) put(out, "%+d", e.addend);
  }
  for (uint32_t o = 0; o < s.objects; o++) {
    const SnapObject& object = ir.snaps.objects[s.first_object + o];
    out.append(object.bytes ? " new " : " set ");
    print_ref(ir, object.alloc, out);
    out.append("{");
    for (uint32_t i = 0; i < object.count; i++) {
      const SnapEntry& e = ir.snaps.entries[object.first + i];
      put(out, "%s+%d:", i ? " " : "", e.where);
      print_ref(ir, e.ref, out);
      if (e.addend) put(out, "%+d", e.addend);
    }
    out.append("}");
  }
  for (uint32_t i = 0; i < s.frames; i++) put(out, " frame@%d", ir.snaps.frames[s.first_frame + i].base);
  out.append(s.mode == ResumeMode::kRaise ? "] raise\n" : s.mode == ResumeMode::kDecided ? "] decided\n" : "]\n");
}

void print_double(double d, TextBuffer& out) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.17g", d);
  out.append(digits);
  if (!std::strpbrk(digits, ".en")) out.append(".0");
}

}  // namespace

const char* mem_kind_name(int kind) {
  static const char* const kNames[kMemKinds] = {"u8", "i8", "u16", "i16", "u32", "i32", "i64", "f32", "f64", "word", "bool"};
  return kNames[kind];
}

const char* alias_name(int alias) {
  static const char* const kNames[static_cast<int>(Alias::kCount)] = {"array", "tuple", "raw", "str", "entry", "frame"};
  return kNames[alias];
}

void print_ref(const TraceIr& ir, Ref ref, TextBuffer& out) {
  if (ref == kNoRef) {
    out.append("-");
  } else if (!is_const(ref)) {
    put(out, "%04u", ref - kRefBias);
  } else {
    const IrConst& c = ir.konst(ref);
    switch (c.type) {
      case IrType::I64: put(out, "%+lld", static_cast<long long>(c.bits)); break;
      case IrType::I32: put(out, "%+lld:i32", static_cast<long long>(c.bits)); break;
      case IrType::I1: out.append(c.bits ? "true" : "false"); break;
      case IrType::F64: print_double(ir.double_of(ref), out); break;
      default: put(out, "%s:0x%llx", ir_type_name(c.type), static_cast<unsigned long long>(c.bits));
    }
  }
}

void print_ir(const TraceIr& ir, TextBuffer& out) {
  uint32_t shown = 0xFFFFFFFF;
  for (uint32_t i = 0; i < ir.ins.size(); i++) {
    const IrIns& ins = ir.ins[i];
    const IrOpInfo& info = ir_info(ins.op);
    if (info.aux == IrAux::SNAP && ins.aux != shown && ins.aux < ir.snaps.list.size()) {
      shown = ins.aux;
      print_snapshot(ir, shown, out);
    }
    put(out, "%04u %c %-4s %-9s", i, ins.is_guard() ? '>' : ' ', ir_type_name(ins.type), info.name);
    for (int k = 0; k < 2; k++) {
      IrOperand kind = k ? info.b : info.a;
      Ref r = k ? ins.b : ins.a;
      if (kind == IrOperand::___) continue;
      out.append(" ");
      if (ins.op == IrOp::CALL && k == 0) {
        out.append(helper_info(static_cast<Helper>(r)).name);
      } else if (kind == IrOperand::LIT) {
        put(out, "%d", static_cast<int32_t>(r));
      } else {
        print_ref(ir, r, out);
      }
    }
    print_aux(ins, out);
    out.append("\n");
  }
}

}  // namespace pyvm::jit
