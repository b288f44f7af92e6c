#include "jit/parallel.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "jit/code_notes.h"
#include "jit/events.h"
#include "jit/layout.h"
#include "jit/liveness.h"
#include "jit/trace.h"
#include "jit/worker.h"
#include "jit/worker_pool.h"
#include "vm/object/error.h"
#include "vm/object/ndarray.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/layouts.h"
#include "vm/run/poll.h"

namespace pyvm::jit {

namespace {

constexpr int64_t kParts = 64;               // that a loop is cut into
constexpr int64_t kPartWork = 25000;         // IR instructions that a part is worth at least
constexpr int64_t kInnerLoopWork = 1000;     // what an inner loop counts for
constexpr size_t kMaxSegments = 16;          // of a part, until its rest is left over
constexpr int kMaxRounds = 64;
constexpr uint32_t kBlockBudget = 1024;      // of 64 KiB, that workers allocate before the main thread may collect
constexpr int64_t kWarmUp = 8;               // values served between two looks at what is compiled by now

ParallelRun* all_runs = nullptr;
int active_workers = 0;

}  // namespace

// ---- one run -------------------------------------------------------------------------------------------------------

ParallelRun::ParallelRun(Thread& t, Value* base, const Trace* entry, const LoopShape& shape, int32_t words)
    : entry_(entry), head_(t.pc), shape_(shape), words_(words), step_(iterator(base)->block.step) {
  static bool rooted = false;
  if (!rooted) gc::add_root_tracer(trace_all, nullptr);
  rooted = true;
  following_ = all_runs;
  if (all_runs) all_runs->previous_ = this;
  all_runs = this;
  frame_.assign(base - kFrameHeaderWords, base + frame_function(base)->code->register_count);
  for (const Reduction& r : shape_.reductions) can_reduce_ = can_reduce_ && set_start_value(t, r);
  cut(iterator(base)->block.next, iterator(base)->stop);
}

ParallelRun::~ParallelRun() {
  for (Segment& s : segments_) std::free(s.exit);
  (previous_ ? previous_->following_ : all_runs) = following_;
  if (following_) following_->previous_ = previous_;
}

void ParallelRun::trace_all(gc::Visitor& visitor, void*) {
  for (ParallelRun* run = all_runs; run; run = run->following_) {
    visitor.visit(run->entry_);
    visitor.visit_ambiguous_range(run->frame_.data(), run->frame_.data() + run->frame_.size());
    for (const Segment& s : run->segments_) {
      if (!s.exit) continue;
      visitor.visit(s.taken.trace);
      visitor.visit_ambiguous_range(s.exit, s.frame + run->words_);
    }
  }
}

// The value that a part's own sum or product begins with; it changes nothing, not even the sign of zero. A minimum begins
// with what is known already.
bool ParallelRun::set_start_value(Thread& t, const Reduction& reduction) {
  Value& v = frame_[static_cast<size_t>(kFrameHeaderWords + reduction.reg)];
  bool scalar = v.is_heap() && std::find(std::begin(np::scalar_layouts), std::end(np::scalar_layouts), v.heap()->layout) !=
                                   std::end(np::scalar_layouts);
  PyType* type = type_of(v);
  if (!scalar && type != type_int && type != type_float && type != type_complex) return false;
  bool product = reduction.kind == ReductionKind::kProduct;
  if (!product && reduction.kind != ReductionKind::kSum) return true;
  Value start = Value::from_small_int(product ? 1 : 0);
  start = object_call(t, Value(&type->header), &start, 1);
  if (start && !product) start = object_unary(t, UnaryOp::kNeg, start);
  if (!start) {
    error_clear();
    return false;
  }
  v = start;
  return true;
}

void ParallelRun::cut(int64_t first, int64_t end) {
  int64_t count = (end - first) / step_, parts = kParts;
  if (entry_->ir.loop) parts = std::min(parts, count * entry_->ir_after / kPartWork + 1);
  parts = std::min(parts, count);
  for (int64_t k = 0; k < parts; k++) {
    Segment s;
    s.first = first + count * k / parts * step_;
    s.end = first + count * (k + 1) / parts * step_;
    segments_.push_back(s);
  }
}

// ---- workers

void ParallelRun::stop_workers() {
  for (int i = 0; i < active_workers; i++) {
    __atomic_fetch_or(&worker_at(i).thread.poll, uint32_t{kPollSignal}, __ATOMIC_SEQ_CST);
  }
}

void ParallelRun::share(void* self, int thread, int part) {
  auto* run = static_cast<ParallelRun*>(self);
  auto i = static_cast<size_t>(part);
  run->run_part(worker_at(thread), run->segments_[run->waiting_[i]], run->done_[i]);
}

void ParallelRun::run_waiting(Thread& t) {
  rounds_++;
  stop_ = false;
  waiting_.clear();
  for (size_t i = next_; i < segments_.size(); i++) {
    if (segments_[i].state == Segment::kWaiting) waiting_.push_back(i);
  }
  done_.assign(waiting_.size(), {});
  block_budget_ = kBlockBudget;
  int threads = parallel_threads;
  for (int i = 0; i < threads; i++) {
    Worker& w = worker_at(i);
    w.thread.poll = 0;
    w.thread.depth = t.depth;
    w.thread.recursion_limit = t.recursion_limit;
    w.block_budget = &block_budget_;
  }
  active_workers = threads;
  poll_workers = stop_workers;
  if (t.poll) stop_workers();
  share_work(threads, static_cast<int>(waiting_.size()), share, this);
  poll_workers = nullptr;
  for (int i = 0; i < threads; i++) gc::retire_side_runs(worker_at(i).runs);
  std::vector<Segment> all(segments_.begin(), segments_.begin() + static_cast<ptrdiff_t>(next_));
  for (size_t i = next_, k = 0; i < segments_.size(); i++) {
    if (k < waiting_.size() && waiting_[k] == i) {
      all.insert(all.end(), done_[k].begin(), done_[k].end());
      k++;
    } else {
      all.push_back(segments_[i]);
    }
  }
  segments_.swap(all);
}

void ParallelRun::run_part(Worker& worker, const Segment& part, std::vector<Segment>& done) {
  int64_t first = part.first;
  while (first != part.end) {
    Segment rest;
    rest.first = first, rest.end = part.end;
    if (stop_ || done.size() >= kMaxSegments) return done.push_back(rest);
    Segment s = run_segment(worker, first, part.end);
    if (worker.thread.poll) stop_ = true;
    if (s.end == first) {   // not one iteration was begun
      std::free(s.exit);
      stuck_ = true;
      return done.push_back(rest);
    }
    first = s.end;
    done.push_back(s);
  }
}

// Runs iterations until an exit; the segment ends with the iteration that was begun last.
ParallelRun::Segment ParallelRun::run_segment(Worker& worker, int64_t first, int64_t end) {
  Segment s;
  s.first = first;
  s.exit = static_cast<ExitState*>(std::malloc(sizeof(ExitState) + static_cast<size_t>(words_) * sizeof(Value)));
  PYVM_CHECK(s.exit);
  s.frame = reinterpret_cast<Value*>(s.exit + 1);
  std::memcpy(static_cast<void*>(worker.base - kFrameHeaderWords), frame_.data(), frame_.size() * sizeof(Value));
  worker.base[head_->a] = Value(&worker.iterator.block.header);
  worker.iterator.block.next = first;
  worker.iterator.block.step = step_;
  worker.iterator.block.end = end;
  worker_run(worker, entry_->machine.entry, s.exit);
  s.taken = worker.taken;
  std::memcpy(static_cast<void*>(s.frame), worker.base, static_cast<size_t>(words_) * sizeof(Value));
  s.end = field_at_exit(s.exit, s.taken.trace, s.taken.exit, &worker.iterator.block.header,
                        field_info(kRangeNext).offset);
  s.state = s.end == end && at_head(s) ? Segment::kFinished : Segment::kParked;
  return s;
}

// The exit leaves between two iterations.
bool ParallelRun::at_head(const Segment& s) const {
  const Trace* trace = s.taken.trace;
  const Snapshot& snap = trace->ir.snaps.list[trace->machine.exits[s.taken.exit].snapshot];
  return snap.pc == head_ && snap.frames == 0;
}

// ---- the main thread

// The loop's frame as the segment's exit left it, sums added to what they were. False: exception pending.
bool ParallelRun::restore(Thread& t, Value* base, Segment& s) {
  std::vector<Reduction>& sums = shape_.reductions;
  Value totals[kMaxReductions];
  for (size_t i = 0; i < sums.size(); i++) totals[i] = base[sums[i].reg];
  Value it = base[head_->a];
  std::memcpy(static_cast<void*>(base), s.frame, static_cast<size_t>(words_) * sizeof(Value));
  s.exit->base = base;
  Trace* trace = s.taken.trace;
  if (s.state == Segment::kParked) {
    t.pc = resume_exit(t, s.exit, trace, s.taken.exit);
  } else {
    (void)deoptimise(t, s.exit, trace, s.taken.exit);
  }
  base[head_->a] = it;
  std::free(s.exit);
  s.exit = nullptr;
  for (size_t i = 0; i < sums.size(); i++) {
    Value& partial = base[sums[i].reg];
    partial = combined(t, sums[i].kind, totals[i], partial);
    if (!partial) return false;
  }
  return true;
}

Value ParallelRun::combined(Thread& t, ReductionKind kind, Value total, Value partial) {
  if (kind == ReductionKind::kSum || kind == ReductionKind::kProduct) {
    return object_binary(t, kind == ReductionKind::kSum ? BinaryOp::kAdd : BinaryOp::kMul, total, partial);
  }
  Value better = object_compare(t, partial, total, kind == ReductionKind::kMin ? CompareOp::kLt : CompareOp::kGt);
  int truth = better ? object_is_true(t, better) : -1;
  return truth < 0 ? kNull : truth ? partial : total;
}

// Whether workers may still run the loop's traces.
bool ParallelRun::can_share() const {
  int32_t words = 0;
  return !stuck_ && !entry_->invalid && check_traces(entry_, &words) == Refusal::kNone && words <= words_;
}

LoopStep ParallelRun::advance(Thread& t, Value* base) {
  PyParallelIterator* it = iterator(base);
  while (next_ < segments_.size()) {
    Segment& s = segments_[next_];
    if (s.state == Segment::kWaiting) {
      if (t.poll) {   // one iteration, whose end looks at signals
        it->block.next = s.first;
        it->block.end = s.first += step_;
        if (s.first == s.end) next_++;
        return LoopStep::kItem;
      }
      bool alone = rounds_ > 0 && next_ + 1 == segments_.size();
      if (!alone && rounds_ < kMaxRounds && can_share()) {
        run_waiting(t);
        continue;
      }
      it->block.next = s.first;
      it->block.end = s.end;
      next_++;
      return LoopStep::kItem;
    }
    bool last = ++next_ == segments_.size();
    bool parked = s.state == Segment::kParked;
    if (parked) it->block.next = it->block.end = s.end;
    if (!parked && !last && shape_.reductions.empty()) continue;
    if (!restore(t, base, s)) return LoopStep::kError;
    if (parked) return LoopStep::kResume;
  }
  it->block.next = it->block.end = it->stop;
  it->run = nullptr;
  delete this;
  return LoopStep::kExhausted;
}

void free_parallel_run(ParallelRun* run) { delete run; }

// ---- which loops ---------------------------------------------------------------------------------------------------

namespace {

ParallelNotes& notes_at(PyCode* code, LoopSite* loop) {
  std::unique_ptr<ParallelNotes>& made = notes_of(code).parallel[static_cast<size_t>(loop - code->loops)];
  if (!made) {
    made = std::make_unique<ParallelNotes>();
    made->shape = loop_shape(code, Liveness(code, true), loop->head);
  }
  return *made;
}

Refusal refusal_of(ParallelNotes& site, const Trace* entry, const Value* base, int64_t count) {
  if (site.shape.refusal != Refusal::kNone) return site.shape.refusal;
  if (site.checked != traces_begun()) {
    site.checked = traces_begun();
    site.traces = check_traces(entry, &site.words);
  }
  if (site.traces != Refusal::kNone) return site.traces;
  int64_t work = entry->ir.loop ? entry->ir_after : entry->ir_after * kInnerLoopWork;
  if (count * work < 2 * kPartWork) return Refusal::kShort;
  for (uint16_t reg : site.shape.inputs) {
    if (!can_share(base[reg])) return Refusal::kSharedIterator;
  }
  return Refusal::kNone;
}

bool has_compiled_inner_loop(const PyCode* code, const LoopSite* loop) {
  uint32_t end = liveness_of(code).loop_end(loop);
  return std::any_of(code->loops, code->loops + code->loop_count,
                     [&](const LoopSite& inner) { return inner.head > loop->head && inner.head <= end && inner.trace; });
}

LoopStep serve(PyParallelIterator* it, int64_t most) {
  int64_t count = std::min(most, (it->stop - it->block.next) / it->block.step);
  it->block.end = it->block.next + count * it->block.step;
  it->served += count;
  return LoopStep::kItem;
}

LoopStep serve_rest(PyParallelIterator* it, PyCode* code, ParallelNotes& site, Refusal refusal, const Instr* head) {
  if (site.told != refusal) event_serial(code, head, refusal_text(refusal));
  site.told = refusal;
  return serve(it, INT64_MAX);
}

}  // namespace

LoopStep parallel_step(Thread& t, Value* base, bool may_record) {
  const Instr* head = t.pc;
  PyCode* code = frame_function(base)->code;
  auto* it = base[head->a].as<PyParallelIterator>();
  if (it->run) return it->run->advance(t, base);
  if (it->block.next == it->stop) return LoopStep::kExhausted;
  bool room = base + kTraceWords <= t.stack_end;
  if (!options.enabled || options.evaluate || parallel_threads < 2 || !room) return serve(it, INT64_MAX);
  LoopSite* loop = liveness_of(code).loop_at(static_cast<uint32_t>(head - code->instrs));
  if (!loop) return serve(it, INT64_MAX);
  // The first iteration gives the variables of the loop the types they keep.
  if (it->served == 0) return serve(it, 1);
  if (!may_record || is_recording()) return serve(it, kWarmUp);
  ParallelNotes& site = notes_at(code, loop);
  if (site.shape.refusal != Refusal::kNone) return serve_rest(it, code, site, site.shape.refusal, head);
  auto* entry = static_cast<Trace*>(loop->trace);
  if (!entry) {
    bool wanted = it->served >= options.loop_threshold || has_compiled_inner_loop(code, loop);
    (void)serve(it, kWarmUp);
    return wanted && record_loop(t, base, code, loop, head) ? LoopStep::kResume : LoopStep::kItem;
  }
  int64_t count = (it->stop - it->block.next) / it->block.step;
  Refusal refusal = refusal_of(site, entry, base, count);
  if (refusal != Refusal::kNone) return serve_rest(it, code, site, refusal, head);
  auto* run = new ParallelRun(t, base, entry, site.shape, std::max<int32_t>(site.words, code->register_count));
  if (!run->can_reduce()) {
    delete run;
    return serve_rest(it, code, site, Refusal::kReduced, head);
  }
  event_parallel(code, head, count, run->parts(), parallel_threads);
  it->run = run;
  return run->advance(t, base);
}

}  // namespace pyvm::jit
