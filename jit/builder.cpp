#include "jit/builder.h"

#include <algorithm>
#include <cstring>

#include "jit/helpers.h"
#include "jit/layout.h"
#include "vm/object/native.h"
#include "vm/object/shape.h"
#include "vm/object/type.h"

namespace pyvm::jit {

void IrBuilder::reset() {
  ir.clear();
  std::memset(chain_, 0, sizeof chain_);
  kill_ = layout_kill_ = last_guard_ = kNoRef;
  failed = false;
  deferred.clear();
  apart_.clear();
  deferred_version++;
}

Ref IrBuilder::append(IrIns ins) {
  Ref ref = ir.next_ref();
  ins.chain = chain_[static_cast<int>(ins.op)];
  chain_[static_cast<int>(ins.op)] = ref;
  if (ins.is_guard()) last_guard_ = ref;
  ir.ins.push_back(ins);
  return ref;
}

void IrBuilder::append_raw(const IrIns& ins) {
  append(ins);
  note_call(ins);
}

Ref IrBuilder::begin_body() {
  ir.loop = append({IrOp::LOOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef});
  for (Deferred& d : deferred) d.memory = kNoRef;
  return ir.loop;
}

Ref IrBuilder::box(Ref value) {
  switch (ir.type(value)) {
    case IrType::I64: return emit(IrOp::BOXI, IrType::BOX, value);
    case IrType::F64: return emit(IrOp::BOXF, IrType::BOX, value);
    case IrType::I1: return emit(IrOp::BOXB, IrType::BOX, value);
    case IrType::REF: return emit(IrOp::BOXR, IrType::BOX, value);
    case IrType::U64: return emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(Helper::box_unsigned), value);
    default: PYVM_DCHECK(ir.type(value) == IrType::BOX); return value;
  }
}

Ref IrBuilder::emit(IrOp op, IrType type, Ref a, Ref b, uint16_t aux) {
  IrIns ins{op, type, aux, a, b, kNoRef};
  const IrOpInfo& info = ir_info(op);
  if (info.flags & kIrComm) {   // constants and newer values to the right
    if (is_const(a) && !is_const(b)) ins.a = b, ins.b = a;
  }
  if (opt.fold) {
    Ref out = kNoRef;
    switch (fold(*this, ins, &out)) {
      case FoldResult::kNone: break;
      case FoldResult::kRef: return out;
      case FoldResult::kDrop: return kNoRef;
      case FoldResult::kFail: failed = true; return kNoRef;
    }
  }
  Ref found = kNoRef;
  if (ins.op == IrOp::DSTORE || (!deferred.empty() && (info.flags & (kIrLoad | kIrStore | kIrCalls)))) {
    if (deferred_access(ins, &found)) return found;
  }
  switch (ins.op) {
    case IrOp::FLOAD:
      if (opt.forward) found = forward_field(ins);
      break;
    case IrOp::ALOAD:
      if (opt.forward) found = forward_element(ins);
      break;
    case IrOp::FSTORE:
    case IrOp::ASTORE:
    case IrOp::SSTORE:
      if (opt.dse) drop_dead_store(ins);
      break;
    default:
      if (opt.cse) found = cse(ins);
  }
  if (found) return ir_info(ins.op).has_value() ? found : kNoRef;
  if (ir_info(ins.op).aux == IrAux::SNAP && snapshot.take) ins.aux = snapshot.take(snapshot.context);
  Ref ref = append(ins);
  note_call(ins);
  return ref;
}

// ---- common subexpressions ----------------------------------------------------------------------------------------

// Layouts of builtin classes without instance attributes are for ever; those of others change with their attributes.
bool IrBuilder::layout_is_fixed(uint32_t layout) const {
  if (!gc::layout_arena || layout < 64) return true;   // hand-built IR in unit tests
  const auto* shape = reinterpret_cast<const Shape*>(gc::layout_arena + layout);
  return shape->type && !(shape->type->flags & kTypeHeap) && shape->mode == ShapeMode::kFixed;
}

Ref IrBuilder::cse(const IrIns& ins) {
  const IrOpInfo& info = ir_info(ins.op);
  Ref limit = kNoRef;
  switch (ins.op) {
    case IrOp::GLAYOUT:
      if (!layout_is_fixed(ins.b)) {
        limit = layout_kill_;
        if (ir.loop && layout_kill_ && layout_kill_ < ir.loop) limit = ir.loop;
      }
      break;
    case IrOp::GUARD_T:
    case IrOp::GUARD_F:
    case IrOp::GFINITE:
    case IrOp::SLOT:
      break;
    case IrOp::CALL:   // helpers get values; what a CALLP gets may be the address of its arguments
      if (effects_of(ins) != kEffectPure || ins.type == IrType::VOID) return kNoRef;
      break;
    default:
      if (!(info.flags & kIrCse)) return kNoRef;
  }
  for (Ref r = chain_[static_cast<int>(ins.op)]; r > limit; r = ir.at(r).chain) {
    const IrIns& other = ir.at(r);
    bool same = other.a == ins.a && other.b == ins.b && other.type == ins.type &&
                (info.aux == IrAux::SNAP || other.aux == ins.aux);
    if (same) return r;
    // An instruction older than an operand cannot be the same.
    if (info.a == IrOperand::REF && r < ins.a && !is_const(ins.a)) break;
  }
  return kNoRef;
}

// ---- alias analysis -----------------------------------------------------------------------------------------------

// The generator of which this is the array of registers.
Ref IrBuilder::generator_of(Ref r) const {
  if (is_const(r)) return kNoRef;
  const IrIns& ins = ir.at(r);
  return ins.op == IrOp::FLOAD && ins.aux == kGeneratorRegisters ? ins.a : kNoRef;
}

bool IrBuilder::distinct_objects(Ref a, Ref b) const {
  if (a == b) return false;
  if (is_const(a) && is_const(b)) return ir.konst(a).bits != ir.konst(b).bits;
  bool fresh_a = !is_const(a) && ir.at(a).op == IrOp::NEW, fresh_b = !is_const(b) && ir.at(b).op == IrOp::NEW;
  if (fresh_a && fresh_b) return true;
  // What existed before an allocation is not it.
  if (fresh_a && b < a) return true;
  if (fresh_b && a < b) return true;
  // The registers of a generator are nobody else's.
  Ref owner_a = generator_of(a), owner_b = generator_of(b);
  if (owner_a != kNoRef && owner_b != kNoRef) return distinct_objects(owner_a, owner_b);
  if (owner_a != owner_b) {
    const Ref other = owner_a == kNoRef ? a : b;   // no Value is such an array; what a parent trace hands over may be
    return is_const(other) || (ir.at(other).op != IrOp::PARENT && ir.at(other).op != IrOp::PHI);
  }
  for (const auto& [x, y] : apart_) {
    if ((x == a && y == b) || (x == b && y == a)) return true;
  }
  return false;
}

namespace {

// index = root + offset
struct Index {
  Ref root;
  int64_t offset;
};
Index split_index(const TraceIr& ir, Ref r) {
  if (r == kNoRef) return {kNoRef, 0};
  if (is_const(r)) return {kNoRef, ir.int_of(r)};
  const IrIns& i = ir.at(r);
  if ((i.op == IrOp::ADD || i.op == IrOp::ADDOV) && is_const(i.b)) return {i.a, ir.int_of(i.b)};
  if ((i.op == IrOp::SUB || i.op == IrOp::SUBOV) && is_const(i.b)) return {i.a, -ir.int_of(i.b)};
  return {r, 0};
}

}  // namespace

bool IrBuilder::distinct_addresses(Ref x, Ref y) const {
  if (x == y || is_const(x) || is_const(y)) return false;
  const IrIns &ax = ir.at(x), &ay = ir.at(y);
  if (ax.op != IrOp::AREF || ay.op != IrOp::AREF) return false;
  if (distinct_objects(ax.a, ay.a)) return true;
  if (ax.a != ay.a || addr_scale(ax.aux) != addr_scale(ay.aux)) return false;
  Index ix = split_index(ir, ax.b), iy = split_index(ir, ay.b);
  // Equal displacement: then elements of the same size either coincide or are apart.
  return ix.root == iy.root && ix.offset != iy.offset && addr_disp(ax.aux) == addr_disp(ay.aux);
}

// A value loaded before the LOOP may stand for a load in the body only if no store and no call of the loop (whose
// image before the LOOP is the peeled iteration) can change the memory.
bool IrBuilder::may_cross_loop(const IrIns& load) const {
  if (kill_ > kRefBias && kill_ <= ir.loop) return false;
  IrOp store_op = load.op == IrOp::FLOAD ? IrOp::FSTORE : IrOp::ASTORE;
  if (load.op == IrOp::ALOAD && mem_alias(load.aux) == Alias::kFrame && chain_[static_cast<int>(IrOp::FRAMEOBJ)]) return false;
  for (Ref r = chain_[static_cast<int>(store_op)]; r; r = ir.at(r).chain) {
    const IrIns& store = ir.at(r);
    if (load.op == IrOp::FLOAD) {
      if (store.aux != load.aux) continue;
      if (is_const(store.a) && is_const(load.a) && distinct_objects(store.a, load.a)) continue;
    } else {
      if (mem_alias(store.aux) != mem_alias(load.aux)) continue;
    }
    return false;
  }
  return true;
}

Ref IrBuilder::forward_field(const IrIns& ins) {
  bool immutable = field_info(ins.aux).immutable;
  Ref limit = immutable ? kNoRef : kill_;
  if (ir.loop && !immutable && !may_cross_loop(ins) && limit < ir.loop) limit = ir.loop;
  Ref object = ins.a;
  bool fresh = !is_const(object) && ir.at(object).op == IrOp::NEW;
  for (Ref r = chain_[static_cast<int>(IrOp::FSTORE)]; r >= limit && r; r = ir.at(r).chain) {
    const IrIns& store = ir.at(r);
    if (store.aux != ins.aux) continue;
    if (store.a == object) {
      if (ir.type(store.b) == ins.type) return store.b;
      limit = r;
      break;
    }
    if (!distinct_objects(store.a, object)) {
      limit = r;
      fresh = false;
      break;
    }
  }
  for (Ref r = chain_[static_cast<int>(IrOp::FLOAD)]; r >= limit && r; r = ir.at(r).chain) {
    const IrIns& load = ir.at(r);
    if (load.aux == ins.aux && load.a == object) return r;
    if (!is_const(object) && r < object) break;
  }
  if (fresh && object >= limit && (ins.type == IrType::I64 || ins.type == IrType::BOX)) {
    return ir.constant(ins.type, 0);
  }
  return kNoRef;
}

bool IrBuilder::unboxed(Ref boxed) const {
  for (IrOp op : {IrOp::UNBOXI, IrOp::UNBOXF, IrOp::UNBOXB}) {
    for (Ref r = chain_[static_cast<int>(op)]; r > boxed; r = ir.at(r).chain) {
      if (ir.at(r).a == boxed) return true;
    }
  }
  return false;
}

uint32_t IrBuilder::layout_of_new(Ref object) const {
  const IrIns& made = ir.at(object);
  if (kill_ > object || !opt.forward) return layout_is_fixed(made.a) ? made.a : 0;
  for (Ref r = chain_[static_cast<int>(IrOp::FSTORE)]; r > object; r = ir.at(r).chain) {
    const IrIns& store = ir.at(r);
    if (store.aux != kLayout) continue;
    if (store.a == object) return is_const(store.b) ? static_cast<uint32_t>(ir.konst(store.b).bits) : 0;
    if (!distinct_objects(store.a, object)) return 0;
  }
  return made.a;
}

Ref IrBuilder::forward_element(const IrIns& ins) {
  Alias alias = mem_alias(ins.aux);
  bool immutable = alias == Alias::kStr || alias == Alias::kTuple;
  MemKind kind = mem_kind(ins.aux);
  Ref limit = immutable ? kNoRef : kill_;
  if (alias == Alias::kFrame) limit = std::max(limit, chain_[static_cast<int>(IrOp::FRAMEOBJ)]);
  if (ir.loop && !immutable && !may_cross_loop(ins) && limit < ir.loop) limit = ir.loop;
  for (Ref r = chain_[static_cast<int>(IrOp::ASTORE)]; r >= limit && r; r = ir.at(r).chain) {
    const IrIns& store = ir.at(r);
    if (mem_alias(store.aux) != alias) continue;
    if (store.a == ins.a) {
      bool whole = kind == MemKind::WORD || kind == MemKind::I64 || kind == MemKind::F64;
      if (mem_kind(store.aux) == kind && whole && ir.type(store.b) == ins.type) return store.b;
      limit = r;
      break;
    }
    if (!distinct_addresses(store.a, ins.a)) {
      limit = r;
      break;
    }
  }
  for (Ref r = chain_[static_cast<int>(IrOp::ALOAD)]; r >= limit && r; r = ir.at(r).chain) {
    const IrIns& load = ir.at(r);
    if (load.a == ins.a && load.aux == ins.aux && load.type == ins.type) return r;
    if (!is_const(ins.a) && r < ins.a) break;
  }
  return kNoRef;
}

// ---- stores -------------------------------------------------------------------------------------------------------

// The newest store to the same place is dead if nothing could have seen it: no guard, load or call since.
void IrBuilder::drop_dead_store(const IrIns& ins) {
  Ref r = chain_[static_cast<int>(ins.op)];
  if (!r || r < last_guard_ || r < kill_ || r < ir.loop) return;
  IrIns& old = ir.at(r);
  if (old.a != ins.a || old.aux != ins.aux) return;
  if (ins.op == IrOp::FSTORE) {
    Ref load = chain_[static_cast<int>(IrOp::FLOAD)];
    if (load > r) return;
  } else if (ins.op == IrOp::ASTORE) {
    Ref load = chain_[static_cast<int>(IrOp::ALOAD)];
    if (load > r) return;
  }
  Ref call = chain_[static_cast<int>(IrOp::CALL)], callp = chain_[static_cast<int>(IrOp::CALLP)];
  if (call > r || callp > r) return;
  chain_[static_cast<int>(ins.op)] = old.chain;
  old = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
}

uint32_t IrBuilder::effects_of(const IrIns& ins) const {
  if (ins.op == IrOp::CALL) return helper_info(static_cast<Helper>(ins.a)).effects;
  return ins.op == IrOp::CALLP ? ins.aux : uint32_t{kEffectPure};
}

void IrBuilder::note_call(const IrIns& ins) {
  if (effects_of(ins) & (kEffectWrites | kEffectRunsPython | kEffectInvalidates)) kill_memory(), kill_layouts();
}

void IrBuilder::remove_guard(Ref guard) {
  IrIns& ins = ir.at(guard);
  ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, ins.chain};   // the chain of guards goes through it
}

// ---- deferred stores ----------------------------------------------------------------------------------------------

void IrBuilder::flush_one(size_t index) {
  Deferred d = deferred[index];
  bool boxed = field_info(d.field).type == IrType::BOX;
  if (boxed) d.value = box(d.value);
  deferred.erase(deferred.begin() + static_cast<ptrdiff_t>(index));
  deferred_version++;
  append({IrOp::FSTORE, IrType::VOID, d.field, d.object, d.value, kNoRef});
  bool heap_object = ir.type(d.object) != IrType::PTR;
  if (boxed && heap_object && ir.type(strip_box(d.value)) != IrType::I64 && ir.type(strip_box(d.value)) != IrType::F64) {
    append({IrOp::BARRIER, IrType::VOID, 0, d.object, d.value, kNoRef});
  }
}

void IrBuilder::flush_deferred() {
  while (!deferred.empty()) flush_one(deferred.size() - 1);
}

// What is raised gets the exception being handled as its context.
void IrBuilder::flush_handled() {
  for (size_t i = deferred.size(); i-- > 0;) {
    if (deferred[i].field == kExcHandled) flush_one(i);
  }
}

// A store to a field that waits for one already. Back to what memory holds: none is needed.
void IrBuilder::defer_again(size_t index, Ref value) {
  Deferred& d = deferred[index];
  if (d.value == value) return;
  d.value = value;
  if (d.memory == value) deferred.erase(deferred.begin() + static_cast<ptrdiff_t>(index));
  deferred_version++;
}

// True: done, with *found the value of a load.
bool IrBuilder::deferred_access(const IrIns& ins, Ref* found) {
  if (ins.op == IrOp::CALL || ins.op == IrOp::CALLP) {
    uint32_t effects = effects_of(ins);
    if (effects & ~(kEffectAllocates | kEffectMayRaise)) flush_deferred();
    if (effects & kEffectMayRaise) flush_handled();
    return false;
  }
  if (ins.op != IrOp::FLOAD && ins.op != IrOp::FSTORE && ins.op != IrOp::DSTORE) return false;
  for (size_t i = 0; i < deferred.size(); i++) {
    Deferred& d = deferred[i];
    if (d.field != ins.aux) continue;
    if (d.object == ins.a) {
      if (ins.op == IrOp::FLOAD) {
        *found = field_info(d.field).type == IrType::BOX ? box(d.value) : d.value;
        return true;
      }
      if (ins.op == IrOp::DSTORE) {
        defer_again(i, ins.b);
        append(ins);
        return true;
      }
      deferred.erase(deferred.begin() + static_cast<ptrdiff_t>(i));
      deferred_version++;
      return false;
    }
    if (!distinct_objects(d.object, ins.a)) {
      flush_one(i);
      break;
    }
  }
  if (ins.op != IrOp::DSTORE) return false;
  Ref memory = forward_field({IrOp::FLOAD, field_info(ins.aux).type, ins.aux, ins.a, kNoRef, kNoRef});
  deferred.push_back({ins.a, ins.aux, ins.b, memory});
  deferred_version++;
  append(ins);
  return true;
}

// ---- trying out ----------------------------------------------------------------------------------------------------

IrBuilder::Mark IrBuilder::mark() const {
  Mark m;
  m.ins = ir.ins.size();
  m.snaps = ir.snaps.list.size();
  m.entries = ir.snaps.entries.size();
  m.objects = ir.snaps.objects.size();
  m.frames = ir.snaps.frames.size();
  std::memcpy(m.chain, chain_, sizeof chain_);
  m.kill = kill_, m.layout_kill = layout_kill_, m.last_guard = last_guard_;
  m.deferred = deferred;
  m.failed = failed;
  return m;
}

// Dead-store elimination may have emptied an older store: what is taken back includes only what was appended, so callers
// switch `opt.dse` off meanwhile.
void IrBuilder::rollback(const Mark& m) {
  ir.ins.resize(m.ins);
  ir.snaps.list.resize(m.snaps);
  ir.snaps.entries.resize(m.entries);
  ir.snaps.objects.resize(m.objects);
  ir.snaps.frames.resize(m.frames);
  std::memcpy(chain_, m.chain, sizeof chain_);
  kill_ = m.kill, layout_kill_ = m.layout_kill, last_guard_ = m.last_guard;
  deferred = m.deferred;
  deferred_version++;
  failed = m.failed;
}

// ---- snapshots ----------------------------------------------------------------------------------------------------

uint16_t IrBuilder::add_snapshot(const SnapEntry* entries, uint32_t count, const SnapFrame* frames,
                                 uint32_t frame_count, const Instr* pc, ResumeMode mode) {
  Snapshots& s = ir.snaps;
  Snapshot snap{};
  snap.first = static_cast<uint32_t>(s.entries.size());
  snap.count = count;
  for (uint32_t i = 0; i < count; i++) s.entries.push_back({entries[i].where, strip_box(entries[i].ref), entries[i].kind, entries[i].field});
  snap.first_frame = static_cast<uint32_t>(s.frames.size());
  snap.frames = frame_count;
  s.frames.insert(s.frames.end(), frames, frames + frame_count);
  snap.first_object = static_cast<uint32_t>(s.objects.size());
  for (const Deferred& d : deferred) {
    FieldInfo info = field_info(d.field);
    s.objects.push_back({d.object, 0, 0, static_cast<uint32_t>(s.entries.size()), 1, d.field});
    Ref value = info.kind == MemKind::WORD ? strip_box(d.value) : d.value;
    s.entries.push_back({info.offset, value, static_cast<uint8_t>(info.kind)});
  }
  snap.objects = static_cast<uint32_t>(s.objects.size()) - snap.first_object;
  snap.pc = pc;
  snap.mode = mode;
  s.list.push_back(snap);
  return static_cast<uint16_t>(s.list.size() - 1);
}

}  // namespace pyvm::jit
