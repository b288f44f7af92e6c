#include "jit/recorder.h"

#include "jit/jit.h"
#include "jit/layout.h"
#include "vm/object/int.h"
#include "vm/object/native.h"
#include "vm/object/parallel_iter.h"
#include "vm/object/type.h"
#include "vm/run/hooks.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {
constexpr uint8_t kWord = static_cast<uint8_t>(MemKind::WORD);
constexpr size_t kMaxInlineDepth = 12;
constexpr int32_t kMaxWords = 800;
constexpr uint32_t kMaxInnerBackEdges = 8;   // of loops that are gone around in a trace
constexpr uint32_t kMaxRoundDepth = 1;       // of side traces that do so: deeper ones meet at the trace of the inner loop
constexpr uint32_t kMaxCopies = 12, kMaxCopyDepth = 3;   // of a loop's pre-roll in side traces
}  // namespace

// ---- start ---------------------------------------------------------------------------------------------------------

void Recorder::begin(Trace* trace, Value* base, const Instr* pc) {
  b_.reset();
  b_.opt = opt_flags;
  b_.snapshot = {take, this};
  trace_ = trace;
  base0_ = base_ = base;
  pc_ = start_ = pc;
  frames_.clear();
  slots_.clear();
  top_ = 0;
  bytecodes_ = 0;
  megamorphic_ = false;
  target_ = nullptr;
  reason_ = Abort::kNone;
  status_ = Status::kGoOn;
  invalidated_ = false;
  snap_valid_ = false;
  open_ = Open::kNothing;
  over_base_ = nullptr;
  seen_back_edges_ = inner_back_edges_ = 0;
  inner_loop_ = nullptr;
  generators_.clear();
  low_words_.clear();
  passed_heads_ = 0;
  check_invalid_ = false;
  raise_guard_ = kNoRef;
  raise_guards_ = 0;
  PyFunction* function = frame_function(base);
  add_frame({function, function->code, &liveness_of(function->code), 0, nullptr, {}, kNoRef});
  top_ = function->code->register_count;
  watch(hooks_watch);
}

void Recorder::visit(gc::Visitor& visitor) const {
  for (const IrConst& c : ir_.consts) visitor.visit_ambiguous(c.bits);
  visitor.visit(target_);
  // They are told apart by address: none of them may become another one meanwhile.
  for (const auto& [ref, generator] : generators_) visitor.visit(generator);
}

void Recorder::add_frame(Frame f) {
  std::vector<PyCode*>& codes = trace_->codes;
  if (std::find(codes.begin(), codes.end(), f.code) == codes.end()) codes.push_back(f.code);
  frames_.push_back(std::move(f));
}

void Recorder::start_loop(Trace* trace, Value* base, LoopSite* loop, const Instr* head) {
  begin(trace, base, head);
  loop_ = loop;
  side_ = false;
  (void)take(this);   // snapshot 0: the start of an iteration
}

void Recorder::start_function(Trace* trace, Value* base, const Instr* entry) {
  begin(trace, base, entry);
  loop_ = nullptr;
  side_ = false;
  (void)take(this);
  b_.emit(IrOp::POLL, IrType::VOID);
}

void Recorder::start_side(Trace* trace, Trace* parent, uint32_t exit, Value* base, const Instr* pc, bool megamorphic) {
  const ExitPoint& point = parent->machine.exits[exit];
  const Snapshot& snap = parent->ir.snaps.list[point.snapshot];
  int32_t offset = snap.frames ? parent->ir.snaps.frames[snap.first_frame + snap.frames - 1].base : 0;
  begin(trace, base - offset, pc);
  loop_ = parent->root->loop;
  side_ = true;
  megamorphic_ = megamorphic;
  inherited_values_.clear();
  inherit_snapshot(parent, snap);
  forced_ = 1;
  inherit_objects(parent, snap);
  forced_ = 0;
  std::vector<std::pair<int32_t, Ref>> objects;   // frame objects, by the frames' register 0
  for (uint32_t i = 0; i < snap.count; i++) {
    const SnapEntry& e = parent->ir.snaps.entries[snap.first + i];
    Ref value = with_addend(inherited(parent, e.ref, i), e.addend);
    if (e.field == kFrameObjectEntry) {
      objects.emplace_back(e.where + 4, value);
      continue;
    }
    set_word(e.where, ir_.type(value) == IrType::U64 ? b_.box(value) : value);
  }
  for (uint32_t i = 0; i < snap.frames; i++) {
    const SnapFrame& f = parent->ir.snaps.frames[snap.first_frame + i];
    PyFunction* function = frame_function(base0_ + f.base);
    FrameInfo info;
    __builtin_memcpy(&info, &f.info, 8);
    Ref instance = info.action == ReturnAction::kInit ? slot(f.base - 6).ref : kNoRef;
    Ref callee = slot(f.base - 5).ref;
    if (is_const(callee)) callee = kNoRef;
    Ref generator = kNoRef;
    if (info.flags & kFrameGenerator) {
      generator = b_.strip_box(slot(f.base + function->code->generator_register).ref);
      generators_.emplace_back(generator, frame_generator(base0_ + f.base));
    }
    add_frame({function, function->code, &liveness_of(function->code), f.base, f.return_pc, info, instance, callee, generator});
    top_ = std::max<int32_t>(top_, f.base + function->code->register_count);
  }
  for (const auto& [where, object] : objects) {
    for (Frame& f : frames_) {
      if (f.base == where) set_frame_object(f, object);
    }
  }
  base_ = base;
  ir_.parent_values = point.values;
  (void)take(this);
}

// The parent's value number `number` as a value of this trace.
Ref Recorder::inherited(Trace* parent, Ref ref, uint32_t number) {
  if (is_const(ref)) return ir_.constant(parent->ir.consts[ref].type, parent->ir.consts[ref].bits);
  for (const auto& [alloc, mine] : inherited_objects_) {
    if (alloc == ref) return mine;
  }
  for (const auto& [theirs, mine] : inherited_values_) {
    if (theirs == ref) return mine;
  }
  Ref mine = b_.emit(IrOp::PARENT, parent->ir.at(ref).type, number);
  inherited_values_.emplace_back(ref, mine);
  return mine;
}

Ref Recorder::with_addend(Ref ref, int32_t addend) {
  return addend ? b_.op2(IrOp::ADD, ref, ir_.k_int(addend)) : ref;
}

// Snapshot 0 of a side trace: the parent's, in terms of this trace. Guards of the prologue leave through it.
void Recorder::inherit_snapshot(Trace* parent, const Snapshot& snap) {
  Snapshots& mine = ir_.snaps;
  const Snapshots& theirs = parent->ir.snaps;
  inherited_objects_.clear();
  for (uint32_t o = 0; o < snap.objects; o++) {
    const SnapObject& object = theirs.objects[snap.first_object + o];
    if (object.bytes) {
      inherited_objects_.emplace_back(object.alloc, ir_.emit(IrOp::VNEW, IrType::REF, object.layout, object.bytes));
    }
  }
  Snapshot s = snap;
  uint32_t number = 0;
  auto copy = [&](uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++, number++) {
      SnapEntry e = theirs.entries[first + i];
      e.ref = inherited(parent, e.ref, number);   // the addend stays
      mine.entries.push_back(e);
    }
  };
  s.first = static_cast<uint32_t>(mine.entries.size());
  copy(snap.first, snap.count);
  s.first_object = static_cast<uint32_t>(mine.objects.size());
  for (uint32_t o = 0; o < snap.objects; o++) {
    SnapObject object = theirs.objects[snap.first_object + o];
    uint32_t from = object.first;
    object.alloc = inherited(parent, object.alloc, number++);
    object.first = static_cast<uint32_t>(mine.entries.size());
    copy(from, object.count);
    mine.objects.push_back(object);
  }
  s.first_frame = static_cast<uint32_t>(mine.frames.size());
  for (uint32_t i = 0; i < snap.frames; i++) mine.frames.push_back(theirs.frames[snap.first_frame + i]);
  mine.list.push_back(s);
}

// Virtual objects of the parent are allocated anew (and mostly stay virtual), its deferred stores stay deferred.
void Recorder::inherit_objects(Trace* parent, const Snapshot& snap) {
  inherited_objects_.clear();
  const SnapObject* objects = parent->ir.snaps.objects.data() + snap.first_object;
  for (uint32_t o = 0; o < snap.objects; o++) {
    if (!objects[o].bytes) continue;
    Ref mine = b_.emit(IrOp::NEW, IrType::REF, objects[o].layout, objects[o].bytes);
    inherited_objects_.emplace_back(objects[o].alloc, mine);
  }
  uint32_t number = snap.count;
  for (uint32_t o = 0; o < snap.objects; o++) {
    const SnapObject& object = objects[o];
    Ref target = inherited(parent, object.alloc, number++);
    if (!object.bytes && object.field == kExcHandled) target = b_.load(thread(), kThreadExcItem);   // the same, known as that
    // The registers of a generator are known by that origin.
    if (!object.bytes && !is_const(object.alloc) && parent->ir.at(object.alloc).aux == kGeneratorRegisters &&
        parent->ir.at(object.alloc).op == IrOp::FLOAD) {
      for (const auto& [theirs, mine] : inherited_values_) {
        if (theirs == parent->ir.at(object.alloc).a) target = b_.load(mine, kGeneratorRegisters);
      }
    }
    for (uint32_t i = 0; i < object.count; i++, number++) {
      const SnapEntry& e = parent->ir.snaps.entries[object.first + i];
      Ref value = with_addend(inherited(parent, e.ref, number), e.addend);
      uint16_t field = object.bytes ? e.field : object.field;
      bool boxed = e.kind == kWord && (field == 0x7FFF || field_info(field).type == IrType::BOX);
      if (boxed) value = b_.box(value);
      if (!object.bytes) {
        b_.store_deferred(target, object.field, value);
      } else if (e.field == 0x7FFF) {
        Ref address = b_.aref(target, ir_.k_int((e.where - kTupleItemsDisp) / 8), 3, kTupleItemsDisp);
        b_.store_at(address, value, MemKind::WORD, Alias::kTuple);
        barrier(target, value);
      } else {
        b_.store(target, e.field, value);
        if (e.kind == kWord) barrier(target, value);
      }
    }
  }
}

// ---- state ---------------------------------------------------------------------------------------------------------

Recorder::Slot& Recorder::slot(int32_t word) {
  auto index = static_cast<size_t>(word - kLowestWord);
  if (index >= slots_.size()) slots_.resize(index + 16);
  return slots_[index];
}

Ref Recorder::get(uint32_t reg) {
  int32_t word = frame().base + static_cast<int32_t>(reg);
  Slot& s = slot(word);
  if (s.ref == kNoRef) s.ref = memory_word(word);
  return s.ref;
}

// A word that the trace has not touched: as it was at the trace's entry.
Ref Recorder::memory_word(int32_t word) { return b_.slot(word); }

void Recorder::set(uint32_t reg, Ref value) { set_word(frame().base + static_cast<int32_t>(reg), value); }

void Recorder::set_word(int32_t word, Ref value) {
  Slot& s = slot(word);
  s.ref = value;
  s.dirty = s.changed = true;
}

Recorder::Operand Recorder::classify(Ref ref, Value v) {
  Kind kind = Kind::kOther;
  switch (ir_.type(ref)) {
    case IrType::I64: kind = Kind::kInt; break;
    case IrType::F64: kind = Kind::kFloat; break;
    case IrType::I1: kind = Kind::kBool; break;
    case IrType::REF: kind = Kind::kObject; break;
    default:
      if (v.is_small_int()) kind = Kind::kInt;
      else if (v.is_double()) kind = Kind::kFloat;
      else if (v.is_bool()) kind = Kind::kBool;
      else if (v.is_none()) kind = Kind::kNone;
      else if (v.is_heap()) kind = Kind::kObject;
  }
  return {ref, kind, v};
}

Recorder::Operand Recorder::operand(uint32_t reg) {
  Ref ref = get(reg);
  return classify(ref, actual(reg));
}

Recorder::Operand Recorder::constant(uint32_t index) {
  Value v = frame().code->consts[index];
  return classify(ir_.k_box(v.bits()), v);
}

Ref Recorder::as_int(const Operand& o) {
  switch (ir_.type(o.ref)) {
    case IrType::I64: return o.ref;
    case IrType::I1: return b_.emit(IrOp::B2I, IrType::I64, o.ref);
    default:
      if (o.kind == Kind::kBool) return b_.emit(IrOp::B2I, IrType::I64, b_.emit(IrOp::UNBOXB, IrType::I1, o.ref));
      return b_.emit(IrOp::UNBOXI, IrType::I64, o.ref);
  }
}

Ref Recorder::as_float(const Operand& o) {
  if (ir_.type(o.ref) == IrType::F64) return o.ref;
  if (o.kind == Kind::kFloat) return b_.emit(IrOp::UNBOXF, IrType::F64, o.ref);
  return b_.emit(IrOp::I2F, IrType::F64, as_int(o));
}

Ref Recorder::as_bool(const Operand& o) {
  return ir_.type(o.ref) == IrType::I1 ? o.ref : b_.emit(IrOp::UNBOXB, IrType::I1, o.ref);
}

Ref Recorder::as_object(const Operand& o, uint32_t layout) {
  Ref r = ir_.type(o.ref) == IrType::REF ? o.ref : b_.emit(IrOp::UNBOXR, IrType::REF, o.ref);
  if (layout) b_.guard_layout(r, layout);
  return r;
}

// A raw int beyond 49 bits cannot be boxed inline: allocate when that is seen.
Ref Recorder::box(Ref value, Value now) {
  if (ir_.type(value) == IrType::I64 && now.is_heap()) {
    return b_.emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(Helper::box_int), value);
  }
  return b_.box(value);
}
Ref Recorder::as_box(const Operand& o) { return box(o.ref, o.v); }

bool Recorder::int_value(const Operand& o, int64_t* out) const { return int_to_int64(o.v, out); }

// ---- snapshots -----------------------------------------------------------------------------------------------------

uint16_t Recorder::take(void* self) {
  auto* r = static_cast<Recorder*>(self);
  if (r->forced_) return r->forced_ - 1;
  if (!r->snap_valid_ || r->snap_deferred_ != r->b_.deferred_version) {
    r->snap_ = r->snapshot(r->pc_, ResumeMode::kResume);
    r->snap_valid_ = true;
    r->snap_deferred_ = r->b_.deferred_version;
  }
  return r->snap_;
}

// Whether a register of a frame may be read when it goes on at instruction `at`. In a frame that waits for a callee the
// instruction that called may still want its operands (the next candidate of an operator), or its handler what it uses.
bool Recorder::live_word(const Frame& f, bool innermost, uint32_t at, int32_t word) {
  auto reg = static_cast<uint32_t>(word - f.base);
  return f.live->live(at, reg) || (!innermost && f.live->live(at - 1, reg));
}

uint16_t Recorder::snapshot(const Instr* pc, ResumeMode mode) {
  std::vector<SnapEntry> entries;
  std::vector<SnapFrame> frames;
  for (size_t i = 0; i < frames_.size(); i++) {
    const Frame& f = frames_[i];
    bool innermost = i + 1 == frames_.size();
    int32_t end = innermost ? f.base + f.code->register_count : frames_[i + 1].base - kFrameHeaderWords;
    end = std::min<int32_t>(end, f.base + f.code->register_count);
    end = std::min<int32_t>(end, static_cast<int32_t>(slots_.size()) + kLowestWord);
    auto at = static_cast<uint32_t>((innermost ? pc : frames_[i + 1].return_pc) - f.code->instrs);
    for (int32_t word = f.base; word < end; word++) {
      const Slot& s = slots_[static_cast<size_t>(word - kLowestWord)];
      if (s.changed && live_word(f, innermost, at, word)) entries.push_back({word, s.ref, kWord});
    }
    if (f.object_made) entries.push_back({f.base - 4, f.object, kWord, kFrameObjectEntry});
    if (i == 0) continue;
    entries.push_back({f.base - 5, f.callee == kNoRef ? ir_.k_ref(f.function) : f.callee, kWord});
    if (f.instance != kNoRef) entries.push_back({f.base - 6, f.instance, kWord});
    SnapFrame sf{f.base, frames_[i - 1].base, f.return_pc, 0};
    __builtin_memcpy(&sf.info, &f.info, 8);
    frames.push_back(sf);
  }
  if (ir_.snaps.list.size() > 4000) reason_ = Abort::kTooManySnaps;
  return b_.add_snapshot(entries.data(), static_cast<uint32_t>(entries.size()), frames.data(),
                         static_cast<uint32_t>(frames.size()), pc, mode);
}

void Recorder::guard_resuming(Ref condition, bool expected, const Instr* pc) {
  if (is_const(condition)) return;
  forced_ = static_cast<uint32_t>(snapshot(pc, ResumeMode::kDecided)) + 1;
  expected ? b_.guard_true(condition) : b_.guard_false(condition);
  forced_ = 0;
}

// ---- calls ---------------------------------------------------------------------------------------------------------

// Writes what compiled code keeps in registers to the frames: live words, headers of inlined frames, the thread's base.
void Recorder::sync(bool frames) {
  for (size_t i = 0; i < frames_.size(); i++) {
    const Frame& f = frames_[i];
    bool innermost = i + 1 == frames_.size();
    int32_t end = innermost ? f.base + f.code->register_count : frames_[i + 1].base - kFrameHeaderWords;
    end = std::min<int32_t>(end, static_cast<int32_t>(slots_.size()) + kLowestWord);
    auto at = static_cast<uint32_t>((innermost ? pc_ : frames_[i + 1].return_pc) - f.code->instrs);
    for (int32_t word = f.base; word < end; word++) {
      Slot s = slot(word);
      if (!s.dirty || !live_word(f, innermost, at, word)) continue;
      store_word(word, box(s.ref, base0_[word]));
      slot(word).dirty = false;
    }
    if (i > 0 && frames) {
      store_dead_variables(f);
      uint64_t info;
      FrameInfo plain = f.info;
      plain.flags &= static_cast<uint8_t>(~kFrameSynced);
      __builtin_memcpy(&info, &plain, 8);
      if (f.instance != kNoRef) store_word(f.base - 6, b_.box(f.instance));
      store_word(f.base - 5, f.callee == kNoRef ? ir_.k_ref(f.function) : f.callee);
      if (!(f.info.flags & kFrameSynced)) store_word(f.base - 4, ir_.k_int(0));
      store_word(f.base - 3, ir_.k_ptr(f.return_pc));
      store_word(f.base - 2, b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frames_[i - 1].base)));
      store_word(f.base - 1, ir_.k_int(static_cast<int64_t>(info)));
      if (f.object_made) b_.emit(IrOp::FRAMEOBJ, IrType::VOID, static_cast<Ref>(f.base), f.object);
    }
  }
  b_.flush_deferred();
  if (frames) enter_generators();
}

// A frame object shows all variables. Where the frame was never written, those that are dead would be left-overs of earlier
// frames, whose objects may be gone.
void Recorder::store_dead_variables(const Frame& f) {
  if ((f.info.flags & kFrameSynced) || f.generator != kNoRef) return;
  for (int32_t word = f.base; word < f.base + static_cast<int32_t>(f.code->local_count); word++) {
    Slot& s = slot(word);
    if (s.ref == kNoRef) store_word(word, ir_.k_box(kUnbound.bits()));
    else if (s.dirty) store_word(word, box(s.ref, base0_[word])), s.dirty = false;
  }
}

void Recorder::store_word(int32_t word, Ref value) {
  b_.emit(IrOp::SSTORE, IrType::VOID, static_cast<Ref>(word), value);
}

Ref Recorder::thread() { return b_.emit(IrOp::THREAD, IrType::PTR); }

void Recorder::before_call(uint32_t effects) {
  if (!(effects & (kEffectRunsPython | kEffectInvalidates))) return;
  sync(true);
  b_.store(thread(), kThreadPc, ir_.k_ptr(pc_));
  if (frames_.size() > 1) {
    b_.store(thread(), kThreadBase, b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base)));
    depth_ = b_.load(thread(), kThreadDepth);
    Ref deeper = b_.emit(IrOp::ADD, IrType::I32, depth_,
                         ir_.constant(IrType::I32, static_cast<uint64_t>(frames_.size() - 1)));
    b_.store(thread(), kThreadDepth, deeper);
  }
}

void Recorder::after_call(uint32_t effects) {
  if (effects & (kEffectRunsPython | kEffectInvalidates)) {
    if (frames_.size() > 1) {
      b_.store(thread(), kThreadBase, b_.emit(IrOp::SLOTADDR, IrType::PTR, 0));
      b_.store(thread(), kThreadDepth, depth_);
    }
    check_invalid_ = true;
    for (Frame& f : frames_) f.object = kNoRef, f.object_made = false;
  }
  snap_valid_ = false;
}

Ref Recorder::arguments(std::initializer_list<Ref> args) {
  Ref list = kNoRef;
  for (Ref a : args) list = list == kNoRef ? a : b_.emit(IrOp::CARG, IrType::VOID, list, a);
  return list;
}

Ref Recorder::call(Helper helper, IrType type, std::initializer_list<Ref> args) {
  uint32_t effects = helper_info(helper).effects;
  before_call(effects);
  Ref r = b_.emit(IrOp::CALL, type, static_cast<Ref>(helper), arguments(args));
  after_call(effects);
  return r;
}

Ref Recorder::call_pointer(const void* function, IrType type, uint32_t effects, std::initializer_list<Ref> args) {
  before_call(effects);
  Ref r = b_.emit(IrOp::CALLP, type, ir_.k_ptr(function), arguments(args), static_cast<uint16_t>(effects));
  after_call(effects);
  return r;
}

void Recorder::guard_not_null(Ref result) {
  forced_ = static_cast<uint32_t>(snapshot(pc_, ResumeMode::kRaise)) + 1;
  switch (ir_.type(result)) {
    case IrType::I1: b_.guard_true(result); break;
    case IrType::I64: b_.guard_true(b_.cmp(IrOp::GE, result, ir_.k_int(0))); break;
    default: b_.guard_true(b_.cmp(IrOp::NE, result, ir_.constant(ir_.type(result), 0)));
  }
  forced_ = 0;
  raise_guard_ = kNoRef;
  if (++raise_guards_ > 1 || is_const(result)) return;
  Ref guard = ir_.next_ref() - 1;
  if (ir_.at(guard).op == IrOp::GUARD_T) raise_guard_ = guard;
  raise_slots_ = slots_;
}

Ref Recorder::call_checked(Helper helper, IrType type, std::initializer_list<Ref> args) {
  Ref r = call(helper, type, args);
  guard_not_null(r);
  return r;
}

void Recorder::watch(WatchSet& set) {
  for (const auto& w : trace_->watchers) {
    if (w->set == &set) return;
  }
  auto w = std::make_unique<TraceWatcher>();
  w->fire = trace_fact_changed;
  w->next = nullptr;
  w->trace = trace_;
  w->set = &set;
  watch_add(set, w.get());
  trace_->watchers.push_back(std::move(w));
}

void Recorder::watch_type(PyType* type) { watch(type->watchers); }

// ---- the end -------------------------------------------------------------------------------------------------------

Recorder::Status Recorder::abort(Abort reason) {
  reason_ = reason;
  return status_ = Status::kAborted;
}

Recorder::Status Recorder::finish_loop() {
  // Peeling finds what does not change in the loop as common subexpressions.
  if (!opt_flags.peel || !opt_flags.cse) {
    sync(false);
    ir_.emit(IrOp::JLOOP, IrType::VOID);
    return b_.failed ? abort(Abort::kUnstable) : status_ = Status::kCompile;
  }
  LoopEnd end;
  const Frame& f = frame();
  auto head = static_cast<uint32_t>(pc_ - f.code->instrs);
  for (int32_t word = 0; word < f.code->register_count; word++) {
    const Slot& s = slot(word);
    if (s.changed && f.live->live(head, static_cast<uint32_t>(word))) end.slots.emplace_back(word, b_.strip_box(s.ref));
  }
  end.live = [](void* context, const Instr* pc, int32_t word) {
    const auto* live = static_cast<const Frame*>(context);
    return live->live->live(static_cast<uint32_t>(pc - live->code->instrs), static_cast<uint32_t>(word));
  };
  end.context = &frames_.front();
  if (!peel_loop(b_, end)) return abort(Abort::kUnstable);
  return status_ = Status::kCompile;
}

Recorder::Status Recorder::finish_exit(const Instr* pc) {
  if (bytecodes_ < 2 || ir_.ins.size() < 4) return abort(Abort::kNoProgress);
  ir_.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, snapshot(pc, ResumeMode::kResume));
  return status_ = Status::kCompile;
}

// ---- one instruction -----------------------------------------------------------------------------------------------

void Recorder::settle(const Instr* next) {
  Open open = open_;
  open_ = Open::kNothing;
  const Instr* jump = open_pc_;
  switch (open) {
    case Open::kNothing: return;
    case Open::kFused: {
      // A comparison whose conditional jump the interpreter took at once.
      if (next == jump) return;
      pc_ = jump;
      snap_valid_ = false;
      branch(open_ref_, next != jump + 1, jump);
      return;
    }
    case Open::kBranch:
      branch(open_ref_, next != jump + 1, jump);
      return;
    case Open::kForIter: return settle_for(next);
  }
}

bool Recorder::parallel_block_ends() const {
  if (pc_->opcode() != Opcode::FOR_ITER || !base_[pc_->a].is_layout(layouts.parallel_iterator)) return false;
  const PyRangeIterator& block = base_[pc_->a].as<PyParallelIterator>()->block;
  return block.next == block.end;
}

bool Recorder::at_loop_head() {
  Frame& f = frame();
  auto index = static_cast<uint32_t>(pc_ - f.code->instrs);
  LoopSite* here = f.live->loop_at(index);
  bool own_frame = frames_.size() == 1;
  if (!side_ && loop_ && own_frame && here == loop_ && bytecodes_ > 1) {
    finish_loop();
    return true;
  }
  if (!side_ && loop_ && own_frame && (index < loop_->head || index > f.live->loop_end(loop_))) {
    abort(Abort::kLeftLoop);
    return true;
  }
  // What a generator does until it yields is better seen from the loop that asks for its items.
  bool passes = !own_frame && frame().generator != kNoRef && inner_back_edges_ <= kMaxInnerBackEdges;
  if (here && here->trace && !passes && !static_cast<Trace*>(here->trace)->invalid && bytecodes_ > 1) {
    auto* target = static_cast<Trace*>(here->trace);
    // Where a loop over prange has no iteration left now, only the target's code says how the next one goes.
    bool passable = opt_flags.link && passed_heads_ < 4 && !parallel_block_ends();
    // A trace without a body of its own leads to an inner loop: go on to that one, values in registers.
    if (!target->ir.loop && passable) {
      passed_heads_++;
      return false;
    }
    // A copy of the target's pre-roll is worth its own side traces only where they are few.
    bool copy = !side_ || (trace_->depth <= kMaxCopyDepth && target->copies < kMaxCopies);
    if (copy && enter_body(target)) {
      target->copies++;
      status_ = Status::kCompile;
      return true;
    }
    // Values of other types than the loop has (a total that begins as 0.0): after an iteration here they may have them.
    if (unsettled_ && passable) {
      passed_heads_++;
      return false;
    }
    if (frames_.size() > 1) {
      b_.emit(IrOp::ROOM, IrType::VOID, static_cast<Ref>(frame().base), static_cast<Ref>(frames_.size() - 1));
    }
    finish_link(target);
    return true;
  }
  return false;
}

Recorder::Status Recorder::step(Value* base, const Instr* pc) {
  if (over_base_) {
    if (base > base0_ + frame().base) return Status::kGoOn;
    over_base_ = nullptr;   // a frame below: an exception has ended the callee and this frame with it
  }
  if (invalidated_) return abort(Abort::kInvalidated);
  if (base != base0_ + frame().base) {
    if (base > base0_ + frame().base) {
      over_base_ = base;
      return Status::kGoOn;
    }
    return abort(Abort::kLeftFrame);
  }
  base_ = base;
  settle(pc);
  pc_ = pc;
  snap_valid_ = false;
  raise_guard_ = kNoRef;
  raise_guards_ = 0;
  raise_planned_ = nullptr;
  note_frame_objects();
  bytecodes_++;
  if (b_.failed) return abort(Abort::kUnstable);
  if (reason_ != Abort::kNone) return abort(reason_);
  if (ir_.ins.size() > options.max_instructions) return abort(Abort::kTooLong);
  if (top_ > kMaxWords || frames_.size() > kMaxInlineDepth) return abort(Abort::kTooManySlots);
  if (check_invalid_) {
    check_invalid_ = false;
    Ref flag = b_.load_at(ir_.k_ptr(&trace_->invalid), IrType::I64, MemKind::U8, Alias::kRaw);
    b_.guard_true(b_.cmp(IrOp::EQ, flag, ir_.k_int(0)));
  }
  if (at_loop_head()) return status_;
  dispatch();
  if (status_ == Status::kGoOn && b_.failed) return abort(Abort::kUnstable);
  return status_;
}

// One instruction carried out by the interpreter, on registers in memory.
void Recorder::generic(const Instr* pc) {
  before_call(kEffectAll);
  Ref base = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base));
  Ref next = b_.emit(IrOp::CALL, IrType::PTR, static_cast<Ref>(Helper::step), arguments({base, ir_.k_ptr(pc)}));
  after_call(kEffectAll);
  RegisterRange written = written_registers(pc);
  for (uint32_t r = written.first; r < written.first + written.count; r++) {
    int32_t word = frame().base + static_cast<int32_t>(r);
    slot(word).dirty = false;
  }
  guard_not_null(next);
  for (uint32_t r = written.first; r < written.first + written.count; r++) {
    int32_t word = frame().base + static_cast<int32_t>(r);
    Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(word));
    slot(word) = {b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kFrame), false, true};
  }
}

bool Recorder::record_megamorphic() {
  switch (pc_->opcode()) {
    case Opcode::CALL: record_opaque_call(pc_->a, pc_->b); return true;
    case Opcode::CALL_METHOD: {
      bool plain = !actual(pc_->a).is_null();
      record_opaque_call(plain ? pc_->a : pc_->a + 1u, plain ? pc_->b + 1u : pc_->b);
      return true;
    }
    case Opcode::CALL_KW:
    case Opcode::CALL_EX:
    case Opcode::LOAD_ATTR:
    case Opcode::LOAD_METHOD:
    case Opcode::LOAD_GLOBAL:
    case Opcode::LOAD_NAME:
    case Opcode::STORE_GLOBAL:
    case Opcode::STORE_NAME:
    case Opcode::STORE_ATTR:
    case Opcode::LOAD_SUBSCR:
    case Opcode::STORE_SUBSCR: generic(pc_); return true;
    default: return false;
  }
}

void Recorder::dispatch() {
  const Instr* i = pc_;
  Opcode op = i->opcode();
  if (bytecodes_ == 1 && megamorphic_ && record_megamorphic()) return;
  auto in = [&](Opcode first, Opcode last) { return op >= first && op <= last; };
  auto nth = [&](Opcode first) { return static_cast<int>(op) - static_cast<int>(first); };
  if (in(Opcode::ADD, Opcode::XOR)) {
    return record_binary(static_cast<BinaryOp>(nth(Opcode::ADD)), operand(i->b), operand(i->c), false);
  }
  if (in(Opcode::ADD_K, Opcode::XOR_K)) {
    return record_binary(static_cast<BinaryOp>(nth(Opcode::ADD_K)), operand(i->b), constant(i->c), false);
  }
  if (in(Opcode::IADD, Opcode::IXOR)) {
    return record_binary(static_cast<BinaryOp>(nth(Opcode::IADD)), operand(i->b), operand(i->c), true);
  }
  if (in(Opcode::IADD_K, Opcode::IXOR_K)) {
    return record_binary(static_cast<BinaryOp>(nth(Opcode::IADD_K)), operand(i->b), constant(i->c), true);
  }
  if (in(Opcode::LT, Opcode::GE)) {
    return record_compare(static_cast<CompareOp>(nth(Opcode::LT)), operand(i->b), operand(i->c));
  }
  if (in(Opcode::LT_K, Opcode::GE_K)) {
    return record_compare(static_cast<CompareOp>(nth(Opcode::LT_K)), operand(i->b), constant(i->c));
  }
  switch (op) {
    case Opcode::NOP:
    case Opcode::EXT:
    case Opcode::JUMP: return;
    case Opcode::MOVE: return set(i->a, get(i->b));
    case Opcode::LOAD_CONST: return set(i->a, ir_.k_box(frame().code->consts[i->bx].bits()));
    case Opcode::UNSET: return set(i->a, ir_.k_box(kUnbound.bits()));
    case Opcode::CHECK_BOUND: return record_check_bound();
    case Opcode::COPY_FREE: return record_copy_free();
    case Opcode::LOAD_DEREF: return record_deref(false);
    case Opcode::STORE_DEREF: return record_deref(true);
    case Opcode::LOAD_GLOBAL: return record_load_global();
    case Opcode::LOAD_NAME: return record_load_name();
    case Opcode::STORE_GLOBAL:
    case Opcode::STORE_NAME: return record_store_name();
    case Opcode::LOAD_ATTR: return record_load_attr();
    case Opcode::STORE_ATTR: return record_store_attr();
    case Opcode::LOAD_METHOD: return record_load_method();
    case Opcode::LOAD_SUBSCR: return record_load_subscr();
    case Opcode::STORE_SUBSCR: return record_store_subscr();
    case Opcode::DELETE_SUBSCR: return record_delete_subscr();
    case Opcode::NEG:
    case Opcode::POS:
    case Opcode::INVERT: return record_unary();
    case Opcode::NOT: return record_not();
    case Opcode::IS: return record_is(false);
    case Opcode::IS_NOT: return record_is(true);
    case Opcode::JUMP_BACK: return record_jump_back();
    case Opcode::JUMP_IF_TRUE: return record_jump_if(true);
    case Opcode::JUMP_IF_FALSE: return record_jump_if(false);
    case Opcode::JUMP_IF_NONE: return record_jump_none(true);
    case Opcode::JUMP_IF_NOT_NONE: return record_jump_none(false);
    case Opcode::GET_ITER: return record_get_iter();
    case Opcode::FOR_ITER: return record_for_iter();
    case Opcode::UNPACK_SEQUENCE: return record_unpack();
    case Opcode::FORMAT_VALUE: return record_format_value();
    case Opcode::BUILD_STRING: return record_build_string();
    case Opcode::BUILD_TUPLE: return record_build_tuple();
    case Opcode::BUILD_LIST: return record_build_list();
    case Opcode::LIST_APPEND: return record_list_append();
    case Opcode::CALL: return record_call(i->a, i->b);
    case Opcode::CALL_KW: return record_call(i->a, i->b, as_tuple(frame().code->consts[i[1].bx]));
    case Opcode::CALL_METHOD:
    case Opcode::CALL_METHOD_KW: {
      bool plain = !actual(i->a).is_null();
      const PyTuple* names = op == Opcode::CALL_METHOD ? nullptr : as_tuple(frame().code->consts[i[1].bx]);
      return record_call(plain ? i->a : i->a + 1u, plain ? i->b + 1u : i->b, names);
    }
    case Opcode::CALL_EX: return record_call_ex();
    case Opcode::IN:
    case Opcode::NOT_IN: return record_contains();
    case Opcode::RETURN:
      if (i->b && !plain_result()) return leave(Abort::kLeftFrame);
      return record_return();
    case Opcode::MATCH_SEQUENCE:
    case Opcode::MATCH_MAPPING:
      generic(i);
      set(i->a, b_.cmp(IrOp::EQ, get(i->a), ir_.k_box(kTrue.bits())));
      return open_fused();
    case Opcode::RAISE:
    case Opcode::RERAISE:   // raised() goes on
      if (!find_catch().known()) leave(Abort::kException);
      return;
    case Opcode::PUSH_EXC: return record_push_exc();
    case Opcode::POP_EXC: return record_pop_exc();
    case Opcode::BEFORE_WITH: return record_before_with();
    case Opcode::WITH_EXCEPT_START: return record_with_except_start();
    case Opcode::CHECK_EXC_MATCH: return record_exc_match();
    case Opcode::YIELD: return record_yield();
    case Opcode::GET_YIELD_FROM_ITER: return record_get_iter();
    case Opcode::SEND: return record_send();
    case Opcode::RETURN_GENERATOR: return leave(Abort::kGenerator);
    case Opcode::CLEANUP_THROW:
    case Opcode::END_ASYNC_FOR: return leave(Abort::kAsync);
    default: return generic(i);
  }
}

void Recorder::pop_frame() {
  int32_t base = frame().base;
  frames_.pop_back();
  for (int32_t word = base - kFrameHeaderWords; word < top_; word++) slot(word) = {};
  base_ = base0_ + frame().base;
  snap_valid_ = false;
}

// An instruction that a trace does not go beyond: a side trace ends with an exit, a root trace is given up.
void Recorder::leave(Abort reason) {
  if (side_ || !loop_) {
    finish_exit(pc_);
  } else {
    abort(reason);
  }
}

// The same where the state to go on from is that of an earlier snapshot.
void Recorder::leave_at(uint16_t snap, Abort reason) {
  if (!side_ && loop_) return (void)abort(reason);
  if (ir_.ins.size() < 4) return (void)abort(Abort::kNoProgress);
  ir_.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, snap);
  status_ = Status::kCompile;
}

void Recorder::record_jump_back() {
  const Instr* target = pc_ + 1 + pc_->sbx;
  LoopSite* loop = &frame().code->loops[pc_->a];
  b_.emit(IrOp::POLL, IrType::VOID);
  bool own = frames_.size() == 1 && loop == loop_;
  if (own) return;
  // A generator that looks for the next item to yield goes around its loop, and so may one that takes few iterations.
  bool generator = frame().generator != kNoRef;
  if ((generator || (!loop->trace && trace_->depth <= kMaxRoundDepth && loop_is_short(frame().code, loop))) && ++inner_back_edges_ <= kMaxInnerBackEdges) return;
  if (loop->trace) return;
  // A loop without a trace. The one around the side trace's own loop is passed once; others are compiled first.
  bool around = side_ && frames_.size() == 1 && loop_ && static_cast<uint32_t>(target - frame().code->instrs) < loop_->head;
  if (around && ++seen_back_edges_ <= 2) return;
  if (frames_.size() == 1) inner_loop_ = loop;
  abort(Abort::kInnerLoop);
}

void Recorder::record_check_bound() {
  Operand o = operand(pc_->a);
  if (ir_.type(o.ref) != IrType::BOX) return;
  if (o.v == kUnbound) return generic(pc_);
  // A later type guard proves as much, but only this one stands before other effects.
  b_.guard_true(b_.cmp(IrOp::NE, o.ref, ir_.k_box(kUnbound.bits())));
}

}  // namespace pyvm::jit
