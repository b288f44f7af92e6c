#include "jit/passes.h"

namespace pyvm::jit {

namespace {

bool is_defined(const TraceIr& ir, Ref r, size_t before) {
  if (r == kNoRef) return false;
  if (is_const(r)) return r < ir.consts.size();
  return r - kRefBias < before;
}

// The box of an object that is only described: snapshots mention the object itself.
bool is_box_of_virtual(const TraceIr& ir, Ref r) {
  if (is_const(r) || ir.at(r).op != IrOp::BOXR) return false;
  Ref object = ir.at(r).a;
  return !is_const(object) && ir.at(object).op == IrOp::VNEW;
}

const char* check_snapshot(const TraceIr& ir, uint16_t id, size_t at) {
  if (id >= ir.snaps.list.size()) return "no such snapshot";
  const Snapshot& s = ir.snaps.list[id];
  if (s.first + s.count > ir.snaps.entries.size()) return "snapshot entries out of range";
  for (uint32_t i = 0; i < s.count; i++) {
    Ref r = ir.snaps.entries[s.first + i].ref;
    if (!is_defined(ir, r, at)) return "snapshot uses a value before it is defined";
    if (ir.type(r) == IrType::VOID || ir.type(r) == IrType::I32) return "snapshot entry without a value";
    if (is_box_of_virtual(ir, r)) return "snapshot entry that no instruction can make";
  }
  for (uint32_t o = 0; o < s.objects; o++) {
    const SnapObject& object = ir.snaps.objects[s.first_object + o];
    if (!is_defined(ir, object.alloc, at)) return "snapshot object before its allocation";
    for (uint32_t i = 0; i < object.count; i++) {
      Ref field = ir.snaps.entries[object.first + i].ref;
      if (!is_defined(ir, field, at)) return "snapshot field before its definition";
      if (is_box_of_virtual(ir, field)) return "snapshot field that no instruction can make";
    }
  }
  return nullptr;
}

const char* check_types(const TraceIr& ir, const IrIns& ins) {
  IrType a = ir_info(ins.op).a == IrOperand::REF && ins.a ? ir.type(ins.a) : IrType::VOID;
  IrType b = ir_info(ins.op).b == IrOperand::REF && ins.b ? ir.type(ins.b) : IrType::VOID;
  switch (ins.op) {
    case IrOp::ADD:
      return a == ins.type && (a == b || (a == IrType::PTR && b == IrType::I64)) ? nullptr : "operand types of ADD";
    case IrOp::SUB:
    case IrOp::MUL:
    case IrOp::DIV:
    case IrOp::FLOORDIV:
    case IrOp::MOD:
    case IrOp::MIN:
    case IrOp::MAX:
    case IrOp::AND:
    case IrOp::OR:
    case IrOp::XOR:
    case IrOp::SHL:
    case IrOp::SAR:
    case IrOp::SHR: return a == ins.type && b == ins.type ? nullptr : "operand types differ from the result's";
    case IrOp::ADDOV:
    case IrOp::SUBOV:
    case IrOp::MULOV: return a == IrType::I64 && b == a ? nullptr : "overflow arithmetic is of i64";
    case IrOp::EQ:
    case IrOp::NE:
    case IrOp::LT:
    case IrOp::LE:
    case IrOp::GT:
    case IrOp::GE:
    case IrOp::ULT:
    case IrOp::UGE: return a == b ? nullptr : "comparison of different types";
    case IrOp::GUARD_T:
    case IrOp::GUARD_F:
    case IrOp::NOT:
    case IrOp::BOXB:
    case IrOp::B2I: return a == IrType::I1 ? nullptr : "i1 expected";
    case IrOp::BOXI:
    case IrOp::BOXIU:
    case IrOp::I2F: return a == IrType::I64 ? nullptr : "i64 expected";
    case IrOp::BOXF:
    case IrOp::F2I: return a == IrType::F64 ? nullptr : "f64 expected";
    case IrOp::GFINITE: return is_fp(a) ? nullptr : "floating point expected";
    case IrOp::BOXR:
    case IrOp::GLAYOUT: return a == IrType::REF ? nullptr : "ref expected";
    case IrOp::UNBOXI:
    case IrOp::UNBOXF:
    case IrOp::UNBOXB:
    case IrOp::UNBOXR:
    case IrOp::UNBOXRU: return a == IrType::BOX ? nullptr : "box expected";
    case IrOp::FLOAD:
    case IrOp::FSTORE: return is_pointer(a) ? nullptr : "ref or ptr expected";
    case IrOp::ALOAD:
    case IrOp::ASTORE: return a == IrType::PTR ? nullptr : "ptr expected";
    case IrOp::AREF: return is_pointer(a) && b == IrType::I64 ? nullptr : "operands of AREF";
    case IrOp::PHI: return a == ins.type && b == ins.type ? nullptr : "operands of PHI";
    default: return nullptr;
  }
}

}  // namespace

const char* check_ir(const TraceIr& ir) {
  for (size_t i = 0; i < ir.ins.size(); i++) {
    const IrIns& ins = ir.ins[i];
    const IrOpInfo& info = ir_info(ins.op);
    bool call = ins.op == IrOp::CALL || ins.op == IrOp::CALLP;
    if (info.a == IrOperand::REF && !is_defined(ir, ins.a, i)) return "operand a is not defined before";
    if (info.b == IrOperand::REF && !(call && ins.b == kNoRef)) {
      size_t before = ins.op == IrOp::PHI ? ir.ins.size() : i;
      if (!is_defined(ir, ins.b, before)) return "operand b is not defined before";
    }
    if (!info.any_result && ins.type != info.result) return "result type";
    if (info.aux == IrAux::SNAP) {
      if (const char* wrong = check_snapshot(ir, ins.aux, i)) return wrong;
    }
    if (const char* wrong = check_types(ir, ins)) return wrong;
    if (ins.op == IrOp::PHI && (!ir.loop || kRefBias + i < ir.loop)) return "PHI before the loop";
  }
  return nullptr;
}

}  // namespace pyvm::jit
