// Leaving compiled code: registers and spill slots back into frames, virtual objects onto the heap.
//
// Hazard: allocating a virtual object or boxing a big int may collect. The values to restore stand in the ExitState on
// the native stack until the end, where the collector's conservative scan finds them.
#include <algorithm>
#include <cstring>

#include "gc/heap.h"
#include "jit/ir.h"
#include "jit/trace.h"
#include "vm/object/int.h"
#include "vm/object/value.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

// Reads what an exit left in registers and spill slots.
class ExitReader {
 public:
  ExitReader(const ExitState* state, const Trace* trace, const ExitPoint& exit)
      : state_(state), trace_(trace), exit_(exit), snap_(trace->ir.snaps.list[exit.snapshot]) {}

  // The deferred store to a field, or what memory holds.
  int64_t field(const gc::Header* object, int32_t offset) const {
    uint32_t number = snap_.count;
    for (uint32_t o = 0; o < snap_.objects; o++) {
      const SnapObject& deferred = trace_->ir.snaps.objects[snap_.first_object + o];
      bool same = !deferred.bytes && located(deferred.alloc, number) == reinterpret_cast<uint64_t>(object);
      number++;
      for (uint32_t i = 0; i < deferred.count; i++, number++) {
        const SnapEntry& e = trace_->ir.snaps.entries[deferred.first + i];
        if (same && e.where == offset) return static_cast<int64_t>(located(e.ref, number)) + e.addend;
      }
    }
    int64_t value;
    std::memcpy(&value, reinterpret_cast<const char*>(object) + offset, sizeof value);
    return value;
  }

 protected:
  // A value that is no virtual object.
  uint64_t located(Ref ref, uint32_t number) const {
    if (is_const(ref)) return trace_->ir.consts[ref].bits;
    const Location& at = trace_->machine.locations[exit_.first_value + number];
    switch (at.kind) {
      case Location::kGpr: return state_->gpr[at.reg];
      case Location::kSpill: return state_->spill[at.spill];
      case Location::kFpr: {
        uint64_t bits;
        std::memcpy(&bits, &state_->fpr[at.reg], 8);
        return bits;
      }
      default: return 0;
    }
  }

  const ExitState* state_;
  const Trace* trace_;
  const ExitPoint& exit_;
  const Snapshot& snap_;
};

class Rebuilder : ExitReader {
 public:
  using ExitReader::ExitReader;

  void run() {
    allocate_objects();
    fill_objects();
    Value* base = state_->base;
    for (uint32_t i = 0; i < snap_.count; i++) {
      const SnapEntry& e = trace_->ir.snaps.entries[snap_.first + i];
      base[e.where] = Value::from_bits(word(e.ref, i, e.addend));
    }
  }

 private:
  IrType type_of(Ref ref) const {
    return is_const(ref) ? trace_->ir.consts[ref].type : trace_->ir.at(ref).type;
  }

  uint64_t raw(Ref ref, uint32_t number) const {
    for (uint32_t o = 0; o < snap_.objects && !is_const(ref); o++) {
      const SnapObject& object = trace_->ir.snaps.objects[snap_.first_object + o];
      if (object.bytes && object.alloc == ref) return objects_[o];
    }
    return located(ref, number);
  }

  // The value as a Value (or the bare word of PTR and REF).
  uint64_t word(Ref ref, uint32_t number, int32_t addend) const {
    uint64_t bits = raw(ref, number) + static_cast<uint64_t>(int64_t{addend});
    switch (type_of(ref)) {
      case IrType::I64: return int_from_int64(static_cast<int64_t>(bits)).bits();
      case IrType::U64: return int_from_uint64(bits).bits();
      case IrType::I1: return Value::from_bool(bits & 1).bits();
      case IrType::F64: {
        double d;
        std::memcpy(&d, &bits, 8);
        return Value::from_double(d).bits();
      }
      default: return bits;
    }
  }

  void allocate_objects() {
    PYVM_CHECK(snap_.objects <= kMaxObjects);
    gc::ReserveScope cannot_fail;
    for (uint32_t o = 0; o < snap_.objects; o++) {
      const SnapObject& object = trace_->ir.snaps.objects[snap_.first_object + o];
      objects_[o] = 0;
      if (!object.bytes) continue;
      gc::Header* h = gc::allocate(object.layout, object.bytes);
      PYVM_CHECK(h != nullptr);
      objects_[o] = reinterpret_cast<uint64_t>(h);
    }
  }

  void fill_objects() {
    uint32_t number = snap_.count;
    for (uint32_t o = 0; o < snap_.objects; o++) {
      const SnapObject& object = trace_->ir.snaps.objects[snap_.first_object + o];
      uint64_t address = object.bytes ? objects_[o] : raw(object.alloc, number);
      number++;
      auto* header = reinterpret_cast<gc::Header*>(address);
      for (uint32_t i = 0; i < object.count; i++, number++) {
        const SnapEntry& e = trace_->ir.snaps.entries[object.first + i];
        auto kind = static_cast<MemKind>(e.kind);
        uint64_t bits = kind == MemKind::WORD ? word(e.ref, number, e.addend)
                                             : raw(e.ref, number) + static_cast<uint64_t>(int64_t{e.addend});
        std::memcpy(reinterpret_cast<char*>(address) + e.where, &bits,
                    static_cast<size_t>(kMemBytes[static_cast<int>(kind)]));
        bool heap_object = object.bytes || type_of(object.alloc) != IrType::PTR;
        if (kind == MemKind::WORD && heap_object) gc::barrier(header, bits);
      }
    }
  }

  static constexpr uint32_t kMaxObjects = 512;
  uint64_t objects_[kMaxObjects];   // on the native stack: roots
};

}  // namespace

int64_t field_at_exit(ExitState* state, const Trace* trace, uint32_t exit, const gc::Header* object, int32_t offset) {
  return ExitReader(state, trace, trace->machine.exits[exit]).field(object, offset);
}

namespace {

bool frame_is_synced(const SnapFrame& f) {
  FrameInfo info;
  std::memcpy(&info, &f.info, 8);
  return info.flags & kFrameSynced;
}

// Variables of a frame that memory does not show: what the snapshot does not mention is dead, and memory has left-overs there.
void unset_dead_variables(const Trace* trace, const Snapshot& snap, Value* base, int32_t first) {
  uint32_t count = frame_function(base + first)->code->local_count;
  for (int32_t word = first; word < first + static_cast<int32_t>(count); word++) {
    const SnapEntry* entries = trace->ir.snaps.entries.data() + snap.first;
    bool mentioned = std::any_of(entries, entries + snap.count, [word](const SnapEntry& e) { return e.where == word; });
    if (!mentioned) base[word] = kUnbound;
  }
}

}  // namespace

const Instr* deoptimise(Thread& t, ExitState* state, Trace* trace, uint32_t exit) {
  const ExitPoint& point = trace->machine.exits[exit];
  const Snapshot& snap = trace->ir.snaps.list[point.snapshot];
  Value* base = state->base;
  for (uint32_t i = 0; i < snap.frames; i++) {
    const SnapFrame& f = trace->ir.snaps.frames[snap.first_frame + i];
    if (!frame_is_synced(f)) frame_object(base + f.base) = nullptr;
  }
  Rebuilder(state, trace, point).run();
  t.base = base;
  for (uint32_t i = 0; i < snap.frames; i++) {
    const SnapFrame& f = trace->ir.snaps.frames[snap.first_frame + i];
    Value* callee = base + f.base;
    FrameInfo info;
    std::memcpy(&info, &f.info, 8);
    bool synced = frame_is_synced(f);
    if (!synced && !(info.flags & kFrameGenerator)) unset_dead_variables(trace, snap, base, f.base);
    info.flags &= static_cast<uint8_t>(~kFrameSynced);
    frame_return_pc(callee) = f.return_pc;
    frame_caller(callee) = base + f.caller;
    frame_info(callee) = info;
    if (frame_object(callee)) frame_info(callee).flags &= kFrameGenerator;   // the interpreter ends a frame that has an object
    if ((info.flags & kFrameGenerator) && !synced) generator_enter(t, frame_generator(callee), callee);
    t.depth++;
    t.base = callee;
  }
  if (frame_object(base)) frame_info(base).flags &= kFrameGenerator;
  t.pc = snap.pc;
  return snap.pc;
}

}  // namespace pyvm::jit
