// When and how to collect.
//
// Minor: objects marked in an earlier collection stay marked (sticky mark bits) and count as roots only if they were
// written since (remembered set); everything reachable and unmarked is marked, i.e. becomes old; only blocks that were
// allocated into are swept. Objects of late tenure that only stacks refer to are spared: their marks are taken back, since
// such an object is often dead already (a stale word, a temporary), and its memory would wait for a full collection.
// Full: the epoch changes, so every object counts as unmarked. Marking goes on in steps between allocations; meanwhile
// fresh objects are born marked and written marked objects are remembered and traced again at the end.
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

class Pause {
 public:
  Pause() : start_(std::chrono::steady_clock::now()) { state.collecting = true; }
  ~Pause() {
    state.collecting = false;
    auto us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_).count();
    if (static_cast<uint64_t>(us) > state.longest_pause_us) state.longest_pause_us = static_cast<uint64_t>(us);
  }

 private:
  std::chrono::steady_clock::time_point start_;
};

void queue_for_sweep(uint32_t index) {
  BlockInfo& b = blocks.info[index];
  if (b.state == BlockState::kFree) return;
  b.state = BlockState::kUnswept;
  b.allocated_into = false;
  state.unswept[b.size_class].push_back(index);
}

void finish_marking(bool minor) {
  state.scanned_words = 0;
  state.sparing = minor;
  mark_roots();
  mark_native_stacks();
  state.sparing = false;
  mark_remembered();
  drain();
  mark_spared();
  process_weak(minor);
  process_finalizable(minor);
  drop_dead_weak(minor);
  // What finalisers and callbacks will see was marked last and is old: it may refer to spared objects.
  if (has_pending()) state.spared.clear();
}

// After a minor collection: blocks await their sweep; those with spared objects are swept, and these are young again.
void queue_young_blocks() {
  for (Header* object : state.spared) blocks.info[block_index(object)].keeps_young = true;
  std::erase_if(state.young_blocks, [](uint32_t index) {
    BlockInfo& b = blocks.info[index];
    if (b.keeps_young) {
      reopen_block(index);
      b.keeps_young = false;
      return false;
    }
    queue_for_sweep(index);
    return true;
  });
  for (Header* object : state.spared) {
    object->mark = 0;
    blocks.info[block_index(object)].live--;
  }
  state.spared.clear();
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

size_t large_bytes() {
  size_t total = 0;
  for (const LargeObject& l : state.large) total += l.bytes;
  return total;
}

void start_full() {
  retire_runs();
  finish_sweeping();
  sort_large();
  black = black == 1 ? 2 : 1;
  allocation_mark = black;
  state.marking = true;
  state.rounds = 0;
  state.mark_debt = 0;
  for (Header* object : state.remembered) object->flags &= static_cast<uint8_t>(~kRemembered);
  state.remembered.clear();
  state.remembered_slots.clear();
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) blocks.info[i].live = 0;
  mark_roots();
  mark_native_stacks();
}

// Objects born during marking were counted by nobody.
void recount_young_blocks() {
  for (uint32_t index : state.young_blocks) {
    BlockInfo& b = blocks.info[index];
    if (b.state == BlockState::kFree) continue;
    uint32_t live = 0;
    char* p = block_start(index);
    for (uint32_t i = 0; i < b.cells; i++, p += b.cell_bytes) {
      auto* object = reinterpret_cast<Header*>(p);
      live += object->layout != 0 && object->mark == black;
    }
    b.live = live;
  }
}

size_t finish_full() {
  sort_large();
  retire_runs();
  finish_marking(false);
  age_finalizable();
  recount_young_blocks();
  sweep_large();
  state.young_blocks.clear();
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) queue_for_sweep(i);
  state.marking = false;
  allocation_mark = 0;
  size_t before = state.old_bytes + state.young_bytes;
  state.old_block_bytes = live_block_bytes();
  state.old_bytes = state.old_block_bytes + large_bytes();
  state.young_bytes = 0;
  state.external_at_full = state.external_at_minor = state.external_bytes;
  state.full_threshold = state.old_bytes * 2 > (size_t{32} << 20) ? state.old_bytes * 2 : size_t{32} << 20;
  state.full_count++;
  if (state.exhausted) {
    release_empty_blocks();
    if (available_block_bytes() > 0) state.exhausted = state.reserve_open = false;
  }
  return before > state.old_bytes ? before - state.old_bytes : 0;
}

// Buffers of dead arrays come back while they are in the cache that the cores share. Collecting more often, for the sake of a
// core's own cache, costs more than it saves.
constexpr size_t kYoungExternalBytes = size_t{1} << 22;

bool full_is_due() {
  size_t external_growth = state.external_bytes > state.external_at_full ? state.external_bytes - state.external_at_full : 0;
  return state.old_bytes > state.full_threshold ||
         external_growth > state.external_at_full + (size_t{64} << 20);
}

constexpr int kMaxRounds = 8;
constexpr size_t kLongStep = size_t{1} << 20;

// What changed since marking began, or was only known to compiled code, is marked in steps too as long as it is much: the
// last pause does the rest. Every such round takes longer steps, since what is allocated meanwhile is not reclaimed.
bool more_to_mark() {
  sort_large();
  mark_roots();
  mark_native_stacks();
  return retrace_remembered() || !marking_is_done();
}

void step_full(size_t bytes) {
  // Marking must outrun allocation: two bytes marked for each allocated at the least, and a block per step. What a large
  // object owes is paid in small steps, unless marking would fall behind by more than the heap.
  state.mark_debt += bytes * 2 + kBlockBytes * (size_t{1} << state.rounds);
  size_t step = state.mark_debt > state.old_bytes ? state.mark_debt : std::min(state.mark_debt, kLongStep);
  state.mark_debt -= step;
  if (!drain_some(step)) return;
  if (state.rounds++ < kMaxRounds && more_to_mark()) return;
  finish_full();
}

}  // namespace

void collect_minor() {
  if (state.collecting) return;
  if (state.marking) {
    Pause pause;
    finish_full();
    return;
  }
  Pause pause;
  sort_large();
  retire_runs();
  finish_marking(true);
  size_t survived = 0;
  for (uint32_t index : state.young_blocks) {
    const BlockInfo& b = blocks.info[index];
    survived += static_cast<size_t>(b.live) * b.cell_bytes;
  }
  queue_young_blocks();
  age_finalizable();
  sweep_large();
  // An estimate: survivors of a reused block are counted again.
  state.old_block_bytes += std::min(survived, state.young_bytes);
  state.old_bytes = state.old_block_bytes + large_bytes();
  state.young_bytes = 0;
  state.external_at_minor = state.external_bytes;
  state.minor_count++;
}

size_t collect_full() {
  if (state.collecting) return 0;
  Pause pause;
  if (!state.marking) start_full();
  size_t freed = finish_full();
  free_dead_large(SIZE_MAX);
  return freed;
}

void allocation_step(size_t bytes) {
  free_dead_large(bytes + kLongStep);
  if (!state.enabled || state.collecting) return;
  if (state.stress) {
    // Alternate, so that both kinds meet every kind of half-built object.
    if (++state.stress_count % 8 == 0) {
      (void)collect_full();
    } else {
      collect_minor();
    }
    return;
  }
  if (state.marking) {
    Pause pause;
    step_full(bytes);
    return;
  }
  size_t external_growth = state.external_bytes > state.external_at_minor ? state.external_bytes - state.external_at_minor : 0;
  if (state.young_bytes + bytes < kYoungBytes && external_growth < kYoungExternalBytes) return;
  if (full_is_due()) {
    collect_minor();
    Pause pause;
    start_full();
  } else {
    collect_minor();
  }
}

}  // namespace pyvm::gc
