// Escape analysis. An allocation that only its own fields, other such objects and snapshots mention is not made: it becomes
// VNEW, its stores vanish, and every snapshot that mentions it carries its fields.
//
// Hazards:
//   1. A load that forwarding did not answer reads memory: the object must exist.
//   2. What a snapshot carries is the state at its guards; all guards of a snapshot see the same state (recorder.h, 3).
//   3. Objects with weak references or finalisers are never allocated by NEW.
#include <algorithm>

#include "jit/layout.h"
#include "jit/passes.h"

namespace pyvm::jit {

namespace {

class Escape {
 public:
  explicit Escape(TraceIr& ir) : ir_(ir), escapes_(ir.ins.size(), false) {}

  void run() {
    if (!find_allocations()) return;
    find_escapes();
    bool any = false;
    for (size_t i = 0; i < ir_.ins.size(); i++) any = any || is_virtual(kRefBias + static_cast<Ref>(i));
    if (any) rewrite();
  }

  std::vector<bool> escaping() {
    if (find_allocations()) find_escapes();
    return escapes_;
  }

 private:
  bool find_allocations() {
    bool any = false;
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      is_new_.push_back(ir_.ins[i].op == IrOp::NEW);
      any = any || is_new_.back();
    }
    return any;
  }

  struct Store {
    Ref object;
    SnapEntry entry;
  };

  // The NEW behind a reference or its box, or kNoRef.
  Ref allocation(Ref r) const {
    if (r == kNoRef || is_const(r)) return kNoRef;
    const IrIns& ins = ir_.at(r);
    if (ins.op == IrOp::BOXR) return allocation(ins.a);
    return is_new_[r - kRefBias] ? r : kNoRef;
  }
  bool is_virtual(Ref r) const { return is_new_[r - kRefBias] && !escapes_[r - kRefBias]; }
  void escape(Ref r) {
    Ref a = allocation(r);
    if (a == kNoRef || escapes_[a - kRefBias]) return;
    escapes_[a - kRefBias] = true;
    changed_ = true;
  }
  // The object a constant item address points into, with the byte offset.
  Ref item_of(Ref address, int32_t* offset) const {
    if (is_const(address)) return kNoRef;
    const IrIns& ins = ir_.at(address);
    if (ins.op != IrOp::AREF || !is_const(ins.b)) return kNoRef;
    *offset = addr_disp(ins.aux) + static_cast<int32_t>(ir_.int_of(ins.b) << addr_scale(ins.aux));
    return allocation(ins.a);
  }

  void find_escapes() {
    do {
      changed_ = false;
      for (size_t i = 0; i < ir_.ins.size(); i++) visit(ir_.ins[i]);
      for (const TraceIr::BodyValue& v : ir_.body_values) escape(v.mine);
    } while (changed_);
  }

  void visit(const IrIns& ins) {
    int32_t offset;
    switch (ins.op) {
      case IrOp::BOXR:
      case IrOp::FRAMEOBJ:   // of a frame object that nobody has there is no trace in the frame
      case IrOp::NOP: return;
      case IrOp::AREF:
        if (!is_const(ins.b)) escape(ins.a);
        return;
      case IrOp::FSTORE: return stored(allocation(ins.a), ins.b);
      case IrOp::DSTORE: return;   // its value is in snapshots
      case IrOp::ASTORE: return stored(item_of(ins.a, &offset), ins.b);
      case IrOp::ALOAD:
        if (Ref object = item_of(ins.a, &offset)) escape(object);
        return;
      case IrOp::BARRIER: return stored(allocation(ins.a), ins.b);
      case IrOp::PAIR: return;     // its user decides
      case IrOp::CARD:
        escape(ins.a);
        escape(ir_.at(ins.b).b);
        return;
      case IrOp::SELECT:
        escape(ir_.at(ins.b).a);
        escape(ir_.at(ins.b).b);
        return;
      default: break;
    }
    const IrOpInfo& info = ir_info(ins.op);
    if (info.a == IrOperand::REF) escape(ins.a);
    if (info.b == IrOperand::REF) escape(ins.b);
  }
  // value := into a field of `container` (kNoRef: memory that everybody sees).
  void stored(Ref container, Ref value) {
    if (container == kNoRef || escapes_[container - kRefBias]) escape(value);
  }

  // ---- rewriting
  void rewrite() {
    Snapshots old = std::move(ir_.snaps);
    ir_.snaps = Snapshots{};
    old_ = &old;
    done_.assign(old.list.size(), false);
    ir_.snaps.list.resize(old.list.size());
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      IrIns& ins = ir_.ins[i];
      Ref ref = kRefBias + static_cast<Ref>(i);
      if (ir_info(ins.op).aux == IrAux::SNAP && !(ins.op == IrOp::NEW && is_virtual(ref))) convert(ins.aux);
      int32_t offset = 0;
      switch (ins.op) {
        case IrOp::NEW:
          if (is_virtual(ref)) ins.op = IrOp::VNEW, ins.aux = 0;
          break;
        case IrOp::FSTORE: {
          Ref object = allocation(ins.a);
          if (object == kNoRef || !is_virtual(object)) break;
          FieldInfo info = field_info(ins.aux);
          put(object, {info.offset, ins.b, static_cast<uint8_t>(info.kind), ins.aux});
          remove(ins);
          break;
        }
        case IrOp::ASTORE: {
          Ref object = item_of(ins.a, &offset);
          if (object == kNoRef || !is_virtual(object)) break;
          put(object, {offset, ins.b, static_cast<uint8_t>(mem_kind(ins.aux)), 0x7FFF});
          remove(ins);
          break;
        }
        case IrOp::FRAMEOBJ:
          if (is_virtual(ins.b)) remove(ins);
          break;
        case IrOp::BARRIER: {
          Ref object = allocation(ins.a);
          if (object != kNoRef && is_virtual(object)) remove(ins);
          break;
        }
        default: break;
      }
    }
    // Snapshots no guard uses any more keep their frames only.
    for (uint16_t id = 0; id < done_.size(); id++) convert(id);
  }
  static void remove(IrIns& ins) { ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef}; }

  void put(Ref object, SnapEntry entry) {
    if (entry.kind == static_cast<uint8_t>(MemKind::WORD)) entry.ref = ir_.strip_box(entry.ref);
    for (Store& s : stores_) {
      if (s.object == object && s.entry.where == entry.where) {
        s.entry = entry;
        return;
      }
    }
    stores_.push_back({object, entry});
  }
  // With the virtual object instead of its box, which no instruction can make: the fields of a linked loop's virtual objects may
  // hold one.
  SnapEntry unboxed(SnapEntry e) const {
    Ref a = allocation(e.ref);
    if (a != kNoRef && is_virtual(a)) e.ref = a;
    return e;
  }
  void convert(uint16_t id) {
    if (done_[id]) return;
    done_[id] = true;
    Snapshots& out = ir_.snaps;
    Snapshot s = old_->list[id];
    std::vector<Ref> objects;
    auto mention = [&](Ref r) {
      Ref a = allocation(r);
      if (a != kNoRef && is_virtual(a) && std::find(objects.begin(), objects.end(), a) == objects.end()) {
        objects.push_back(a);
      }
    };
    for (uint32_t i = 0; i < s.count; i++) {
      const SnapEntry& e = old_->entries[s.first + i];
      if (e.field != kFrameObjectEntry) mention(e.ref);
    }
    std::vector<SnapObject> updates;
    for (uint32_t o = 0; o < s.objects; o++) {
      updates.push_back(old_->objects[s.first_object + o]);
      for (uint32_t i = 0; i < updates.back().count; i++) mention(old_->entries[updates.back().first + i].ref);
    }
    // Fields may mention more objects while we go.
    std::vector<std::vector<SnapEntry>> fields;
    for (size_t o = 0; o < objects.size(); o++) {
      fields.emplace_back();
      for (const Store& store : stores_) {
        if (store.object != objects[o]) continue;
        fields.back().push_back(store.entry);
        mention(store.entry.ref);
      }
    }
    uint32_t first = static_cast<uint32_t>(out.entries.size());
    for (uint32_t i = 0; i < s.count; i++) {
      SnapEntry e = unboxed(old_->entries[s.first + i]);
      Ref a = allocation(e.ref);
      bool known = a == kNoRef || !is_virtual(a) || std::find(objects.begin(), objects.end(), a) != objects.end();
      if (known) out.entries.push_back(e);
    }
    s.count = static_cast<uint32_t>(out.entries.size()) - first;
    uint32_t first_object = static_cast<uint32_t>(out.objects.size());
    for (size_t o = 0; o < objects.size(); o++) {
      const IrIns& ins = ir_.at(objects[o]);
      out.objects.push_back({objects[o], ins.a, ins.b, static_cast<uint32_t>(out.entries.size()),
                             static_cast<uint32_t>(fields[o].size()), 0});
      out.entries.insert(out.entries.end(), fields[o].begin(), fields[o].end());
    }
    for (SnapObject update : updates) {
      uint32_t from = update.first;
      update.first = static_cast<uint32_t>(out.entries.size());
      for (uint32_t i = 0; i < update.count; i++) out.entries.push_back(unboxed(old_->entries[from + i]));
      out.objects.push_back(update);
    }
    uint32_t first_frame = static_cast<uint32_t>(out.frames.size());
    for (uint32_t i = 0; i < s.frames; i++) out.frames.push_back(old_->frames[s.first_frame + i]);
    s.first = first, s.first_object = first_object, s.first_frame = first_frame;
    s.objects = static_cast<uint32_t>(out.objects.size()) - first_object;
    out.list[id] = s;
  }

  TraceIr& ir_;
  std::vector<bool> escapes_, done_, is_new_;   // is_new_: NEW before this pass; a VNEW of a side trace's entry is none
  std::vector<Store> stores_;
  const Snapshots* old_ = nullptr;
  bool changed_ = false;
};

}  // namespace

void pass_escape(TraceIr& ir) { Escape(ir).run(); }

std::vector<bool> escaping_allocations(TraceIr& ir) { return Escape(ir).escaping(); }

}  // namespace pyvm::jit
