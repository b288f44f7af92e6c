#include <doctest/doctest.h>

#include <vector>

#include "jit/backend.h"
#include "jit/ir.h"
#include "vm/object/value.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

// What the exits of a test leave behind.
struct Taken {
  uint32_t exit = 0;
  std::vector<uint64_t> raw;   // values of the exit, by number
  const CompiledTrace* trace = nullptr;
  const TraceIr* ir = nullptr;
} taken;

const void* record_exit(Thread*, ExitState* state, Trace*, uint32_t exit) {
  taken.exit = exit;
  taken.raw.clear();
  const ExitPoint& point = taken.trace->exits[exit];
  const Snapshot& snap = taken.ir->snaps.list[point.snapshot];
  for (uint32_t i = 0; i < point.values; i++) {
    Location at = taken.trace->locations[point.first_value + i];
    uint64_t bits = 0;
    if (at.kind == Location::kGpr) bits = state->gpr[at.reg];
    if (at.kind == Location::kFpr) __builtin_memcpy(&bits, &state->fpr[at.reg], 8);
    if (at.kind == Location::kSpill) bits = state->spill[at.spill];
    Ref r = taken.ir->snaps.entries[snap.first + i].ref;
    if (is_const(r)) bits = taken.ir->konst(r).bits;
    taken.raw.push_back(bits);
  }
  return nullptr;
}

uint16_t snapshot(TraceIr& ir, std::initializer_list<Ref> refs) {
  Snapshot s{};
  s.first = static_cast<uint32_t>(ir.snaps.entries.size());
  s.count = static_cast<uint32_t>(refs.size());
  int32_t where = 0;
  for (Ref r : refs) ir.snaps.entries.push_back({where++, r, static_cast<uint8_t>(MemKind::WORD)});
  ir.snaps.list.push_back(s);
  return static_cast<uint16_t>(ir.snaps.list.size() - 1);
}

void run(const TraceIr& ir, Value* base) {
  CompiledTrace trace = compile_trace(ir, nullptr, 7, {}, nullptr);
  CHECK(trace.error == nullptr);
  on_exit = record_exit;
  taken.trace = &trace;
  taken.ir = &ir;
  Thread thread{};
  enter(&thread, base, trace.entry);
  free_trace_code(trace);
}

}  // namespace

TEST_CASE("a loop keeps its integers in registers and leaves with them") {
  TraceIr ir;
  Value base[] = {Value::from_small_int(0), Value::from_small_int(5)};
  uint16_t start = snapshot(ir, {});
  Ref i0 = ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, 0), kNoRef, start);
  Ref s0 = ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, 1), kNoRef, start);
  ir.loop = ir.emit(IrOp::LOOP, IrType::VOID);
  Ref i = ir.emit(IrOp::PHI, IrType::I64, i0, kNoRef);
  Ref s = ir.emit(IrOp::PHI, IrType::I64, s0, kNoRef);
  uint16_t snap = snapshot(ir, {i, s});
  Ref cmp = ir.emit(IrOp::LT, IrType::I1, i, ir.k_int(1000));
  ir.emit(IrOp::GUARD_T, IrType::VOID, cmp, kNoRef, snap);
  Ref s1 = ir.emit(IrOp::ADDOV, IrType::I64, s, i, snap);
  Ref i1 = ir.emit(IrOp::ADD, IrType::I64, i, ir.k_int(1));
  ir.emit(IrOp::JLOOP, IrType::VOID);
  ir.at(i).b = i1;
  ir.at(s).b = s1;
  run(ir, base);
  CHECK(taken.raw.size() == 2);
  CHECK(taken.raw[0] == 1000);
  CHECK(taken.raw[1] == 499500 + 5);
}

TEST_CASE("more values than registers survive in spill slots") {
  TraceIr ir;
  Value base[40];
  constexpr int kValues = 30;
  uint16_t start = snapshot(ir, {});
  std::vector<Ref> entry, phis, next;
  for (int k = 0; k < kValues; k++) {
    base[k] = Value::from_small_int(k * 7);
    entry.push_back(ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, static_cast<Ref>(k)), kNoRef, start));
  }
  ir.loop = ir.emit(IrOp::LOOP, IrType::VOID);
  for (int k = 0; k < kValues; k++) phis.push_back(ir.emit(IrOp::PHI, IrType::I64, entry[static_cast<size_t>(k)]));
  // Each value becomes the next one plus one: every PHI's back-edge value is needed by another PHI.
  Snapshot s{};
  s.first = static_cast<uint32_t>(ir.snaps.entries.size());
  s.count = kValues;
  for (int k = 0; k < kValues; k++) ir.snaps.entries.push_back({k, phis[static_cast<size_t>(k)], static_cast<uint8_t>(MemKind::WORD)});
  ir.snaps.list.push_back(s);
  auto snap = static_cast<uint16_t>(ir.snaps.list.size() - 1);
  Ref cmp = ir.emit(IrOp::LT, IrType::I1, phis[0], ir.k_int(300));
  ir.emit(IrOp::GUARD_T, IrType::VOID, cmp, kNoRef, snap);
  for (int k = 0; k < kValues; k++) {
    next.push_back(ir.emit(IrOp::ADD, IrType::I64, phis[static_cast<size_t>((k + 1) % kValues)], ir.k_int(1)));
  }
  ir.emit(IrOp::JLOOP, IrType::VOID);
  for (int k = 0; k < kValues; k++) ir.at(phis[static_cast<size_t>(k)]).b = next[static_cast<size_t>(k)];
  run(ir, base);
  int64_t model[kValues], shifted[kValues];
  for (int k = 0; k < kValues; k++) model[k] = k * 7;
  while (model[0] < 300) {
    for (int k = 0; k < kValues; k++) shifted[k] = model[(k + 1) % kValues] + 1;
    for (int k = 0; k < kValues; k++) model[k] = shifted[k];
  }
  for (int k = 0; k < kValues; k++) CHECK(taken.raw[static_cast<size_t>(k)] == static_cast<uint64_t>(model[k]));
}

TEST_CASE("floats, a call and an invariant cross the loop") {
  TraceIr ir;
  Value base[] = {Value::from_double(1.5), Value::from_double(0.25)};
  uint16_t start = snapshot(ir, {});
  Ref x = ir.emit(IrOp::UNBOXF, IrType::F64, ir.emit(IrOp::SLOT, IrType::BOX, 0), kNoRef, start);
  Ref step = ir.emit(IrOp::UNBOXF, IrType::F64, ir.emit(IrOp::SLOT, IrType::BOX, 1), kNoRef, start);
  ir.loop = ir.emit(IrOp::LOOP, IrType::VOID);
  Ref v = ir.emit(IrOp::PHI, IrType::F64, x);
  Ref root = ir.emit(IrOp::CALLP, IrType::F64,
                     ir.k_ptr(reinterpret_cast<const void*>(+[](double d) { return d * 2; })), v);
  Ref sum = ir.emit(IrOp::ADD, IrType::F64, root, step);
  uint16_t snap = snapshot(ir, {sum, v});
  Ref cmp = ir.emit(IrOp::LT, IrType::I1, sum, ir.k_double(100.0));
  ir.emit(IrOp::GUARD_T, IrType::VOID, cmp, kNoRef, snap);
  ir.emit(IrOp::JLOOP, IrType::VOID);
  ir.at(v).b = sum;
  run(ir, base);
  double model = 1.5, before = 0;
  while (model < 100.0) {
    before = model;
    model = model * 2 + 0.25;
  }
  double got, got_before;
  __builtin_memcpy(&got, &taken.raw[0], 8);
  __builtin_memcpy(&got_before, &taken.raw[1], 8);
  CHECK(got == model);
  CHECK(got_before == before);
}

TEST_CASE("Python's floor division and modulus") {
  for (int64_t a : std::initializer_list<int64_t>{7, -7, 0, 1000000007, -5000000000}) {
    for (int64_t b : std::initializer_list<int64_t>{3, -3, 8, 1, -1, 6000000000}) {
      TraceIr ir;
      Value base[] = {Value::from_small_int(a), Value::from_small_int(b)};
      uint16_t start = snapshot(ir, {});
      Ref x = ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, 0), kNoRef, start);
      Ref y = ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, 1), kNoRef, start);
      Ref q = ir.emit(IrOp::FLOORDIV, IrType::I64, x, y);
      Ref r = ir.emit(IrOp::MOD, IrType::I64, x, y);
      ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, snapshot(ir, {q, r}));
      run(ir, base);
      int64_t quotient = a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
      CHECK(static_cast<int64_t>(taken.raw[0]) == quotient);
      CHECK(static_cast<int64_t>(taken.raw[1]) == a - quotient * b);
    }
  }
}

TEST_CASE("the code memory of a trace that is gone is used again") {
  TraceIr ir;
  Ref v = ir.emit(IrOp::UNBOXI, IrType::I64, ir.emit(IrOp::SLOT, IrType::BOX, 0), kNoRef, snapshot(ir, {}));
  ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, snapshot(ir, {v}));
  (void)compile_trace(ir, nullptr, 7, {}, nullptr);   // and what all traces share
  size_t before = code_memory_in_use();
  CompiledTrace first = compile_trace(ir, nullptr, 7, {}, nullptr);
  uint8_t* place = first.code;
  CHECK(code_memory_in_use() > before);
  free_trace_code(first);
  CHECK(code_memory_in_use() == before);
  CompiledTrace second = compile_trace(ir, nullptr, 7, {}, nullptr);
  CHECK(second.code == place);
  free_trace_code(second);
}

}  // namespace pyvm::jit
