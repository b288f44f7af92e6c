// When and how to collect.
//
// Minor: objects marked in an earlier collection stay marked (sticky mark bits) and count as roots only if they were
// written since (remembered set); everything reachable and unmarked is marked, i.e. becomes old; only blocks that were
// allocated into are swept.
// Full: the epoch changes, so every object counts as unmarked.
// Either marks in steps between allocations if there is much to mark. Meanwhile objects are born unmarked and written marked
// objects are remembered; when nothing is left, it marks again from the roots, the stacks and what was written, until that is
// little enough to be finished in one pause.
#include <algorithm>

#include "gc/pause.h"
#include "gc/state.h"

namespace pyvm::gc {

namespace {

// What one step may do, in the units of drain_some() and in blocks to be swept: half a millisecond on a machine that is not busy.
constexpr size_t kStepWork = size_t{1} << 19;
constexpr size_t kStepBlocks = 32;
// Bytes of dead large objects that a step frees besides what it allocates.
constexpr size_t kFreedBytes = size_t{1} << 20;
// Times that a collection marks again from the roots before its last pause does all the rest.
constexpr int kMaxRounds = 8;

// Buffers of dead arrays come back while they are in the cache that the cores share. Collecting more often, for the sake of a
// core's own cache, costs more than it saves.
constexpr size_t kYoungExternalBytes = size_t{1} << 22;

bool minor_is_due(size_t bytes) {
  size_t external_growth = state.external_bytes > state.external_at_minor ? state.external_bytes - state.external_at_minor : 0;
  return state.young_bytes + bytes >= kYoungBytes || external_growth >= kYoungExternalBytes;
}

bool full_is_due() {
  size_t external_growth = state.external_bytes > state.external_at_full ? state.external_bytes - state.external_at_full : 0;
  return state.old_bytes > state.full_threshold ||
         external_growth > state.external_at_full + (size_t{64} << 20);
}

void queue_for_sweep(uint32_t index) {
  BlockInfo& b = blocks.info[index];
  if (b.state == BlockState::kFree) return;
  b.state = BlockState::kUnswept;
  b.allocated_into = false;
  state.unswept[b.size_class].push_back(index);
}

size_t live_block_bytes() {
  size_t total = 0;
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) {
    const BlockInfo& b = blocks.info[i];
    if (b.state != BlockState::kFree) total += static_cast<size_t>(b.live) * b.cell_bytes;
  }
  return total;
}

void mark_from_roots() {
  mark_roots();
  pause_spent(Work::kRoots);
  mark_native_stacks();
  pause_spent(Work::kStacks);
  mark_remembered();
  pause_spent(Work::kWritten);
}

// Everything is swept.
void start_full() {
  PYVM_DCHECK(state.cycle == Cycle::kNone);
  retire_runs();
  while (!sweep_some(SIZE_MAX)) {}
  pause_spent(Work::kSweeping);
  black = black == 1 ? 2 : 1;
  state.full_is_next = false;
  for (Header* object : state.remembered) object->flags &= static_cast<uint8_t>(~kRemembered);
  state.remembered.clear();
  state.remembered_slots.clear();
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) blocks.info[i].live = 0;
  state.cycle = Cycle::kFull;
}

void start_minor() {
  PYVM_DCHECK(state.cycle == Cycle::kNone);
  retire_runs();
  state.cycle = Cycle::kMinor;
}

void start(Cycle kind) {
  kind == Cycle::kFull ? start_full() : start_minor();
  state.rounds = 0;
  state.mark_debt = 0;
  mark_from_roots();
}

void survived_minor() {
  size_t survived = 0;
  for (uint32_t index : state.young_blocks) {
    const BlockInfo& b = blocks.info[index];
    queue_for_sweep(index);
    survived += static_cast<size_t>(b.live) * b.cell_bytes;
  }
  // An estimate: survivors of a reused block are counted again.
  state.old_block_bytes += std::min(survived, state.young_bytes);
  state.minor_count++;
}

void survived_full() {
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) queue_for_sweep(i);
  state.old_block_bytes = live_block_bytes();
  state.external_at_full = state.external_bytes;
  state.full_count++;
}

// The rest of a collection, after everything reachable was marked without a step of the program since the roots were.
void finish() {
  bool minor = state.cycle == Cycle::kMinor;
  pause_is(minor ? PauseKind::kMinor : PauseKind::kFull);
  retire_runs();
  process_weak(minor);
  process_finalizable(minor);
  drop_dead_weak(minor);
  pause_spent(Work::kWeak);
  sweep_large(minor);
  minor ? survived_minor() : survived_full();
  state.cycle = Cycle::kNone;
  state.young_blocks.clear();
  state.young_bytes = 0;
  state.external_at_minor = state.external_bytes;
  state.old_bytes = state.old_block_bytes + state.large_bytes;
  if (!minor) {
    state.full_threshold = std::max(state.old_bytes * 2, size_t{32} << 20);
    if (state.exhausted) {
      release_empty_blocks();
      if (available_block_bytes() > 0) state.exhausted = state.reserve_open = false;
    }
  }
  state.full_is_next = minor && full_is_due();
  pause_spent(Work::kSweeping);
#ifdef PYVM_CHECKS
  // Under stress after one whole full collection and one minor one in steps.
  if (!state.stress || state.stress_count % 64 == 9 || state.stress_count % 64 == 14) verify();
#endif
}

// Marks what is left, in this pause, and finishes.
void finish_now() {
  drain();
  mark_from_roots();
  drain();
  pause_spent(Work::kMarking);
  finish();
}

// Marks for a while. True: nothing is left.
bool mark_some(size_t work) {
  bool done = drain_some(work);
  pause_spent(Work::kMarking);
  return done;
}

// The work of a step of a collection that is under way. Marking must outrun allocation: about twice the bytes allocated at
// the least, at two units a byte, and more in later rounds. What a large object owes is paid in steps that are short beside
// the time to fill it, unless marking would fall behind by more than the heap. A minor collection hurries, since what is allocated meanwhile has to be marked too.
size_t step_work(size_t bytes) {
  if (state.cycle == Cycle::kMinor) return kStepWork;
  state.mark_debt += bytes * 4 + (kBlockBytes << state.rounds);
  size_t allowed = state.old_bytes * 4;
  size_t work = std::min(state.mark_debt, kStepWork + bytes / 16);
  if (state.mark_debt - work > allowed) work = state.mark_debt - allowed;
  state.mark_debt -= work;
  return work;
}

void step(size_t bytes) {
  if (!mark_some(step_work(bytes))) return;
  // What was written or made meanwhile, or was only known to compiled code.
  mark_from_roots();
  if (mark_some(kStepWork / 2)) return finish();
  if (++state.rounds > kMaxRounds) finish_now();
}

void run_minor() {
  start(Cycle::kMinor);
  if (!mark_some(kStepWork)) return;
  finish();
}

void minor_now() {
  if (state.cycle == Cycle::kNone) start(Cycle::kMinor);
  finish_now();
}

void full_now() {
  if (state.cycle != Cycle::kNone) finish_now();
  start(Cycle::kFull);
  finish_now();
}

// Whole collections and such in steps of which each does little, so that both kinds meet every kind of half-built object.
void collect_in_stress() {
  constexpr size_t kLittle = 1000;
  switch (state.stress_count++ % 16) {
    case 0: return full_now();
    case 4: return start(Cycle::kFull);
    case 10: return start(Cycle::kMinor);
    case 5: case 6: case 7: case 11: case 12: return (void)mark_some(kLittle);
    default: return minor_now();   // the last step of what is under way
  }
}

}  // namespace

void collect_minor() {
  if (state.collecting) return;
  Pause pause;
  minor_now();
}

size_t collect_full() {
  if (state.collecting) return 0;
  Pause pause;
  size_t before = state.old_bytes + state.young_bytes;
  full_now();
  free_dead_large(SIZE_MAX);
  return before > state.old_bytes ? before - state.old_bytes : 0;
}

void allocation_step(size_t bytes) {
  free_dead_large(bytes + kFreedBytes);
  if (!state.enabled || state.collecting) return;
  if (!state.stress && state.cycle == Cycle::kNone && !state.full_is_next && !minor_is_due(bytes)) return;
  Pause pause;
  if (state.stress) {
    collect_in_stress();
  } else if (state.cycle != Cycle::kNone) {
    step(bytes);
  } else if (minor_is_due(bytes)) {
    run_minor();
  } else if (sweep_some(kStepBlocks)) {
    start(Cycle::kFull);
  }
}

}  // namespace pyvm::gc
