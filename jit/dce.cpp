// Dead code elimination and compaction: marks what guards, stores and calls need, then renumbers what is left.
#include "jit/helpers.h"
#include "jit/passes.h"
#include "vm/object/native.h"

namespace pyvm::jit {

namespace {

class Dce {
 public:
  explicit Dce(TraceIr& ir) : ir_(ir), live_(ir.ins.size()), snap_live_(ir.snaps.list.size()) {}

  void remove_dead() {
    mark();
    compact();
  }

  void close_gaps() {
    for (size_t i = 0; i < ir_.ins.size(); i++) live_[i] = ir_.ins[i].op != IrOp::NOP && ir_.ins[i].op != IrOp::DSTORE;
    snap_live_.flip();
    compact();
  }

 private:
  bool is_root(const IrIns& ins) const {
    if (ins.op == IrOp::PHI || ins.op == IrOp::DSTORE || ins.op == IrOp::PARENT) return false;
    if (ins.op == IrOp::CALL) {
      return helper_info(static_cast<Helper>(ins.a)).effects & ~(kEffectReads | kEffectAllocates);
    }
    if (ins.op == IrOp::CALLP) return ins.aux & ~(kEffectReads | kEffectAllocates);
    return ins.has(kIrKeep);
  }

  void use(Ref r) {
    if (r == kNoRef || is_const(r) || live_[r - kRefBias]) return;
    live_[r - kRefBias] = true;
    if (ir_.at(r).op == IrOp::PHI) again_ = true;
  }

  void use_snapshot(uint16_t id) {
    if (snap_live_[id]) return;
    snap_live_[id] = true;
    const Snapshot& s = ir_.snaps.list[id];
    for (uint32_t i = 0; i < s.count; i++) use(ir_.snaps.entries[s.first + i].ref);
    for (uint32_t o = 0; o < s.objects; o++) {
      const SnapObject& object = ir_.snaps.objects[s.first_object + o];
      use(object.alloc);
      for (uint32_t i = 0; i < object.count; i++) use(ir_.snaps.entries[object.first + i].ref);
    }
  }

  // Operands stand before their users, so one sweep backwards marks all but what PHIs take from the loop's end.
  void mark() {
    do {
      again_ = false;
      for (size_t i = ir_.ins.size(); i-- > 0;) {
        const IrIns& ins = ir_.ins[i];
        if (!live_[i] && !is_root(ins)) continue;
        live_[i] = true;
        const IrOpInfo& info = ir_info(ins.op);
        if (info.a == IrOperand::REF) use(ins.a);
        if (info.b == IrOperand::REF) use(ins.b);
        if (info.aux == IrAux::SNAP) use_snapshot(ins.aux);
        if (ins.op == IrOp::JBODY) {
          for (const TraceIr::BodyValue& v : ir_.body_values) use(v.mine);
        }
      }
    } while (again_);
  }

  Ref renumbered(Ref r) const { return is_const(r) ? r : map_[r - kRefBias]; }

  void compact() {
    map_.assign(ir_.ins.size(), kNoRef);
    size_t n = 0;
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      if (live_[i]) map_[i] = kRefBias + static_cast<Ref>(n++);
    }
    compact_snapshots();
    n = 0;
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      if (!live_[i]) continue;
      IrIns ins = ir_.ins[i];
      const IrOpInfo& info = ir_info(ins.op);
      if (info.a == IrOperand::REF) ins.a = renumbered(ins.a);
      if (info.b == IrOperand::REF) ins.b = renumbered(ins.b);
      if (info.aux == IrAux::SNAP) ins.aux = snap_map_[ins.aux];
      ins.chain = kNoRef;
      ir_.ins[n++] = ins;
    }
    ir_.ins.resize(n);
    for (TraceIr::BodyValue& v : ir_.body_values) v.mine = renumbered(v.mine);
    if (ir_.loop) ir_.loop = renumbered(ir_.loop);
  }

  void compact_snapshots() {
    snap_map_.assign(ir_.snaps.list.size(), 0);
    Snapshots kept;
    for (size_t id = 0; id < ir_.snaps.list.size(); id++) {
      if (!snap_live_[id]) continue;
      snap_map_[id] = static_cast<uint16_t>(kept.list.size());
      Snapshot s = ir_.snaps.list[id];
      uint32_t first = static_cast<uint32_t>(kept.entries.size());
      for (uint32_t i = 0; i < s.count; i++) copy_entry(kept, s.first + i);
      uint32_t first_object = static_cast<uint32_t>(kept.objects.size());
      for (uint32_t o = 0; o < s.objects; o++) {
        SnapObject object = ir_.snaps.objects[s.first_object + o];
        uint32_t from = object.first;
        object.first = static_cast<uint32_t>(kept.entries.size());
        for (uint32_t i = 0; i < object.count; i++) copy_entry(kept, from + i);
        object.alloc = renumbered(object.alloc);
        kept.objects.push_back(object);
      }
      uint32_t first_frame = static_cast<uint32_t>(kept.frames.size());
      for (uint32_t i = 0; i < s.frames; i++) kept.frames.push_back(ir_.snaps.frames[s.first_frame + i]);
      s.first = first, s.first_object = first_object, s.first_frame = first_frame;
      kept.list.push_back(s);
    }
    ir_.snaps = std::move(kept);
  }
  void copy_entry(Snapshots& kept, uint32_t from) {
    SnapEntry e = ir_.snaps.entries[from];
    e.ref = renumbered(e.ref);
    kept.entries.push_back(e);
  }

  TraceIr& ir_;
  std::vector<bool> live_, snap_live_;
  std::vector<Ref> map_;
  std::vector<uint16_t> snap_map_;
  bool again_ = false;
};

}  // namespace

void pass_dce(TraceIr& ir) { Dce(ir).remove_dead(); }

void compact(TraceIr& ir) { Dce(ir).close_gaps(); }

}  // namespace pyvm::jit
