#include "jit/return_point.h"

#include <map>
#include <tuple>
#include <vector>

#include "jit/backend.h"
#include "jit/jit.h"
#include "jit/trace.h"
#include "vm/object/code.h"

namespace pyvm::jit {

namespace {

using Key = std::tuple<const Instr*, ReturnAction, int32_t>;
std::map<Key, uint32_t>& numbers() {
  static std::map<Key, uint32_t> all;
  return all;
}
std::vector<Trace*>& stubs() {
  static std::vector<Trace*> all(1);   // 0: none
  return all;
}

// The caller's register `ret` is the result, for __init__ the instance that its frame's header holds.
void fill(TraceIr& ir, FrameInfo info, int32_t callee_offset, const Instr* return_pc) {
  Ref result;
  if (info.action == ReturnAction::kInit) {
    result = ir.emit(IrOp::SLOT, IrType::BOX, static_cast<Ref>(callee_offset - kFrameHeaderWords));
  } else {
    result = ir.emit(IrOp::PARENT, IrType::BOX, 0);
    ir.parent_values = 1;
  }
  ir.snaps.entries.push_back({info.ret, result, static_cast<uint8_t>(MemKind::WORD)});
  ir.snaps.list.push_back({0, 1, 0, 0, 0, 0, return_pc, ResumeMode::kResume});
  ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, 0);
}

// The frame holds all that a handler needs.
void fill_handler(TraceIr& ir, const Instr* target) {
  ir.snaps.list.push_back({0, 0, 0, 0, 0, 0, target, ResumeMode::kResume});
  ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, 0);
}

// What JRET and JCATCH hand over is where the stub's exit passes it to its side trace.
bool direct(const Trace* stub) {
  const std::vector<Location>& at = stub->machine.locations;
  if (stub->ir.parent_values == 0) return at.empty();
  return stub->ir.parent_values == 1 && at.size() == 1 && at[0].kind == kReturnLocation.kind &&
         at[0].reg == kReturnLocation.reg;
}

// A trace that begins at pc, to be filled; null: there are too many.
Trace* new_stub(PyCode* code, const Instr* pc) {
  auto number = static_cast<uint32_t>(stubs().size());
  if (number >= kReturnPoints) return nullptr;
  Trace* stub = new_trace();
  stub->code = code;   // which therefore lives as long
  stub->start = pc;
  stub->root = stub;
  stub->return_point = number;
  return stub;
}

// Its number; 0: no memory for its code.
uint32_t add_stub(Trace* stub, const Key& key) {
  ParentState parent{&kReturnLocation, stub->ir.parent_values};
  stub->machine = compile_trace(stub->ir, stub->number, parent, nullptr);
  if (!stub->machine.code) {
    stub->invalid = 1;
    return 0;
  }
  stub->exit_state.assign(stub->machine.exits.size(), 0);
  numbers().emplace(key, stub->return_point);
  stubs().push_back(stub);
  return_links[stub->return_point] = stub->machine.entry;
  return stub->return_point;
}

}  // namespace

uint32_t return_point(PyCode* caller, const Instr* return_pc, FrameInfo info, int32_t callee_offset) {
  if (info.action != ReturnAction::kStore && info.action != ReturnAction::kInit) return 0;
  Key key{return_pc, info.action, callee_offset};
  if (auto found = numbers().find(key); found != numbers().end()) return found->second;
  Trace* stub = new_stub(caller, return_pc);
  if (!stub) return 0;
  stub->return_register = info.ret;
  fill(stub->ir, info, callee_offset, return_pc);
  return add_stub(stub, key);
}

uint32_t handler_point(PyCode* code, uint32_t target) {
  const Instr* pc = code->instrs + target;
  Key key{pc, ReturnAction::kNative, 0};   // an action that no return point has
  if (auto found = numbers().find(key); found != numbers().end()) return found->second;
  Trace* stub = new_stub(code, pc);
  if (!stub) return 0;
  fill_handler(stub->ir, pc);
  return add_stub(stub, key);
}

Trace* return_trace_at(uint32_t number) { return stubs()[number]; }

void return_point_linked(const Trace* side) {
  if (side->parent->return_point && direct(side->parent)) return_links[side->parent->return_point] = side->machine.entry;
}

void return_point_unlinked(const Trace* side) {
  if (side->parent->return_point) return_links[side->parent->return_point] = side->parent->machine.entry;
}

}  // namespace pyvm::jit
