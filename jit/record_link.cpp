// The end of a trace that goes on in another one.
//
// The plain way stores everything into the frames and jumps to the target's entry, whose pre-roll loads and tests it again.
// The good way, between loops of one function, emits the target's pre-roll here once more with our values for its slots (tests
// of what is known vanish) and jumps to the target's loop body with its PHIs and invariants in the registers it wants.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/native.h"

namespace pyvm::jit {

namespace {
constexpr uint8_t kWord = static_cast<uint8_t>(MemKind::WORD);
}

// Everything into the frames, then over to another trace's entry. That the target still stands needs no test: what discards it
// discards the traces that lead to it, and they test their own flag behind every call.
Recorder::Status Recorder::finish_link(Trace* target) {
  mark_frames();
  sync(true);
  if (frames_.size() > 1) {
    Ref base = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base));
    b_.store(thread(), kThreadBase, base);
    Ref depth = b_.load(thread(), kThreadDepth);
    b_.store(thread(), kThreadDepth,
             b_.emit(IrOp::ADD, IrType::I32, depth,
                     ir_.constant(IrType::I32, static_cast<uint64_t>(frames_.size() - 1))));
    ir_.emit(IrOp::REBASE, IrType::VOID, static_cast<Ref>(frame().base));
  }
  ir_.emit(IrOp::JTRACE, IrType::VOID, target->number);
  target_ = target;
  if (b_.failed) return abort(Abort::kUnstable);
  return status_ = Status::kCompile;
}


// The snapshot of the target's that ends its pre-roll: the words its loop changes, and its deferred stores.
static uint16_t last_poll(const TraceIr& ir) {
  for (Ref r = ir.loop; r-- > kRefBias;) {
    if (ir.at(r).op == IrOp::POLL) return ir.at(r).aux;
  }
  return 0xFFFF;
}

// A snapshot of the target's pre-roll in our terms: what it does not mention is as we have it.
uint16_t Recorder::linked_snapshot(const TraceIr& theirs, uint16_t id, const std::vector<Ref>& subst) {
  auto ours = [&](Ref r) {
    return is_const(r) ? ir_.constant(theirs.konst(r).type, theirs.konst(r).bits) : subst[r - kRefBias];
  };
  const Snapshot& snap = theirs.snaps.list[id];
  std::vector<SnapEntry> entries;
  for (uint32_t i = 0; i < snap.count; i++) {
    SnapEntry e = theirs.snaps.entries[snap.first + i];
    e.ref = ours(e.ref);
    entries.push_back(e);
  }
  size_t mentioned = entries.size();
  const Frame& f = frames_.front();
  auto at = static_cast<uint32_t>((snap.frames ? theirs.snaps.frames[snap.first_frame].return_pc : snap.pc) - f.code->instrs);
  int32_t end = f.code->register_count;   // of the frame: up to the header of the next
  if (snap.frames) end = std::min<int32_t>(end, theirs.snaps.frames[snap.first_frame].base - kFrameHeaderWords);
  for (int32_t word = 0; word < end; word++) {
    const Slot& s = slot(word);
    if (!s.changed || !live_word(f, snap.frames == 0, at, word)) continue;
    bool known = false;
    for (size_t i = 0; i < mentioned; i++) known = known || entries[i].where == word;
    if (!known) entries.push_back({word, s.ref, kWord});
  }
  if (f.object_made) entries.push_back({-4, f.object, kWord, kFrameObjectEntry});
  // Their objects replace our deferred stores to the same fields.
  std::vector<IrBuilder::Deferred> kept = b_.deferred;
  for (uint32_t o = 0; o < snap.objects; o++) {
    const SnapObject& object = theirs.snaps.objects[snap.first_object + o];
    if (object.bytes) continue;
    for (size_t i = 0; i < b_.deferred.size(); i++) {
      if (b_.deferred[i].object == ours(object.alloc) && b_.deferred[i].field == object.field) {
        b_.deferred.erase(b_.deferred.begin() + static_cast<ptrdiff_t>(i--));
      }
    }
  }
  std::vector<SnapFrame> frames(theirs.snaps.frames.begin() + snap.first_frame,
                                theirs.snaps.frames.begin() + snap.first_frame + snap.frames);
  uint16_t made = b_.add_snapshot(entries.data(), static_cast<uint32_t>(entries.size()), frames.data(), snap.frames, snap.pc,
                                  snap.mode);
  b_.deferred = kept;
  Snapshots& s = ir_.snaps;
  uint32_t ours_count = s.list[made].objects;
  std::vector<SnapObject> own(s.objects.begin() + s.list[made].first_object, s.objects.end());
  s.list[made].first_object = static_cast<uint32_t>(s.objects.size());
  for (uint32_t o = 0; o < snap.objects; o++) {
    SnapObject object = theirs.snaps.objects[snap.first_object + o];
    uint32_t from = object.first;
    object.alloc = ours(object.alloc);
    object.first = static_cast<uint32_t>(s.entries.size());
    for (uint32_t i = 0; i < object.count; i++) {
      SnapEntry e = theirs.snaps.entries[from + i];
      e.ref = ours(e.ref);
      s.entries.push_back(e);
    }
    s.objects.push_back(object);
  }
  s.objects.insert(s.objects.end(), own.begin(), own.end());
  s.list[made].objects = snap.objects + ours_count;
  return made;
}

bool Recorder::enter_body(Trace* target) {
  const TraceIr& theirs = target->ir;
  unsettled_ = false;
  if (!opt_flags.link || !theirs.loop || frames_.size() != 1 || target->code != frame().code) return false;
  uint16_t last = last_poll(theirs);
  if (last == 0xFFFF) return false;
  IrBuilder::Mark mark = b_.mark();
  std::vector<Slot> slots = slots_;
  bool dse = b_.opt.dse;
  b_.opt.dse = false;
  bool done = emit_preroll(theirs) && pass_values(target, last);
  b_.opt.dse = dse;
  forced_ = 0;
  if (!done) {
    unsettled_ = b_.failed;
    b_.rollback(mark);
    slots_ = slots;
    ir_.body_values.clear();
    return false;
  }
  ir_.emit(IrOp::JBODY, IrType::VOID, target->number);
  target_ = target;
  return true;
}

static bool calls_python(const TraceIr& ir) {
  constexpr uint32_t kLooks = kEffectRunsPython | kEffectInvalidates;
  for (Ref r = kRefBias; r < ir.loop; r++) {
    const IrIns& ins = ir.at(r);
    if (ins.op == IrOp::CALL && (helper_info(static_cast<Helper>(ins.a)).effects & kLooks)) return true;
    if (ins.op == IrOp::CALLP && (ins.aux & kLooks)) return true;
  }
  return false;
}

// Calls in the target's pre-roll may look at frames.
void Recorder::store_dirty() {
  const Frame& f = frame();
  auto head = static_cast<uint32_t>(pc_ - f.code->instrs);
  for (int32_t word = 0; word < f.code->register_count; word++) {
    const Slot s = slot(word);
    if (!s.dirty || !f.live->live(head, static_cast<uint32_t>(word))) continue;
    store_word(word, box(s.ref, base0_[word]));
    slot(word).dirty = false;
  }
}

// Our values for the target's slots, boxed before its pre-roll has any effect: a box that does not fit leaves at our end.
void Recorder::give_slots(const TraceIr& theirs) {
  forced_ = 0;
  for (Ref r = kRefBias; r < theirs.loop; r++) {
    const IrIns& ins = theirs.at(r);
    if (ins.op != IrOp::SLOT) continue;
    Slot& s = slot(ins.lit_a());
    if (s.ref == kNoRef) s.ref = memory_word(ins.lit_a());
    subst_[r - kRefBias] = b_.box(s.ref);
    // The target was optimised knowing that an int from a slot has 49 bits. A box that it unboxes at once vanishes, and with it
    // the proof.
    Ref raw = b_.strip_box(s.ref);
    if (!is_const(raw) && ir_.type(raw) == IrType::I64) {
      b_.guard_true(b_.cmp(IrOp::GE, raw, ir_.k_int(Value::kIntMin)));
      b_.guard_true(b_.cmp(IrOp::LE, raw, ir_.k_int(Value::kIntMax)));
    }
  }
}

bool Recorder::emit_preroll(const TraceIr& theirs) {
  subst_.assign(theirs.ins.size(), kNoRef);
  auto ours = [&](Ref r) {
    if (r == kNoRef) return r;
    return is_const(r) ? ir_.constant(theirs.konst(r).type, theirs.konst(r).bits) : subst_[r - kRefBias];
  };
  ir_.raw_floats = ir_.raw_floats || theirs.raw_floats;
  if (calls_python(theirs)) store_dirty();
  give_slots(theirs);
  uint16_t made_for = 0xFFFF, made = 0;
  uint32_t version = 0;
  for (Ref r = kRefBias; r < theirs.loop; r++) {
    const IrIns& ins = theirs.at(r);
    const IrOpInfo& info = ir_info(ins.op);
    Ref& result = subst_[r - kRefBias];
    if (ins.op == IrOp::NOP || ins.op == IrOp::POLL) continue;
    if (ins.op == IrOp::VNEW) {
      result = ir_.emit(IrOp::VNEW, IrType::REF, ins.a, ins.b);
      continue;
    }
    if (ins.op == IrOp::SLOT) continue;
    if (info.aux == IrAux::SNAP) {
      if (ins.aux != made_for || version != b_.deferred_version) {
        made = linked_snapshot(theirs, ins.aux, subst_);
        made_for = ins.aux, version = b_.deferred_version;
      }
      forced_ = made + 1u;
    }
    Ref a = info.a == IrOperand::REF ? ours(ins.a) : ins.a;
    Ref b = info.b == IrOperand::REF ? ours(ins.b) : ins.b;
    result = b_.emit(ins.op, ins.type, a, b, info.aux == IrAux::SNAP ? uint16_t{0} : ins.aux);
    if (b_.failed) return false;
    if (info.has_value() && result == kNoRef) return false;
    if (info.has_value() && ir_.type(result) != ins.type) return false;
  }
  return true;
}

// What the body does not carry goes to memory; the rest becomes the operands of the jump.
bool Recorder::pass_values(Trace* target, uint16_t last) {
  const TraceIr& theirs = target->ir;
  auto ours = [&](Ref r) {
    return is_const(r) ? ir_.constant(theirs.konst(r).type, theirs.konst(r).bits) : subst_[r - kRefBias];
  };
  const Snapshot& state = theirs.snaps.list[last];
  for (uint32_t o = 0; o < state.objects; o++) {
    const SnapObject& object = theirs.snaps.objects[state.first_object + o];
    if (object.bytes) continue;   // made from what the body's PHIs carry
    for (size_t i = 0; i < b_.deferred.size(); i++) {
      if (b_.deferred[i].object == ours(object.alloc) && b_.deferred[i].field == object.field) {
        b_.deferred.erase(b_.deferred.begin() + static_cast<ptrdiff_t>(i--));
      }
    }
  }
  // Guards from here on (boxes that do not fit) leave at the end of the target's pre-roll.
  b_.deferred_version++;
  forced_ = linked_snapshot(theirs, last, subst_) + 1u;
  const Frame& f = frame();
  auto head = static_cast<uint32_t>(pc_ - f.code->instrs);
  for (int32_t word = 0; word < f.code->register_count; word++) {
    const Slot s = slot(word);
    if (!s.dirty || !f.live->live(head, static_cast<uint32_t>(word))) continue;
    bool carried = false;
    for (uint32_t i = 0; i < state.count; i++) {
      carried = carried || theirs.snaps.entries[state.first + i].where == word;
    }
    if (!carried) store_word(word, box(s.ref, base0_[word]));
  }
  b_.flush_deferred();
  ir_.body_values.clear();
  for (const BodyInput& input : target->machine.body_inputs) {
    const IrIns& ins = theirs.at(input.ref);
    Ref mine = ours(ins.op == IrOp::PHI ? ins.a : input.ref);
    if (mine == kNoRef || ir_.type(mine) != ins.type) return false;
    ir_.body_values.push_back({input.ref, mine});
  }
  return !b_.failed;
}

}  // namespace pyvm::jit
