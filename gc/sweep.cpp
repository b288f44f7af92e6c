// Finding free cells. Sweeping is lazy: a collection only queues blocks, and allocation sweeps them one at a time.
#include <cstdlib>
#include <mutex>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

// The block whose free cells a class is using up, run by run.
struct Walk {
  char* position = nullptr;   // where to look for the next run
  char* end = nullptr;
};
Walk walks[kSizeClasses];

Header* at(char* p) { return reinterpret_cast<Header*>(p); }

// The next run of free cells at or after walk.position.
bool next_run(int size_class) {
  Walk& walk = walks[size_class];
  size_t step = class_bytes(size_class);
  char* p = walk.position;
  while (p < walk.end && at(p)->layout != 0) p += step;
  if (p >= walk.end) {
    walk.position = walk.end = nullptr;
    return false;
  }
  char* start = p;
  size_t most = state.stress ? step * 8 : kBlockBytes;
  while (p < walk.end && at(p)->layout == 0 && static_cast<size_t>(p - start) < most) p += step;
  walk.position = p;
  free_runs[size_class] = {start, p};
  return true;
}

void open_block(uint32_t index) {
  BlockInfo& b = blocks.info[index];
  if (!b.allocated_into) {
    b.allocated_into = true;
    state.young_blocks.push_back(index);
  }
  char* start = block_start(index);
  walks[b.size_class] = {start, start + static_cast<size_t>(b.cells) * b.cell_bytes};
}

// A fresh block is one run; its cells may hold stale headers of an earlier life.
FreeRun empty_block(uint32_t index) {
  const BlockInfo& b = blocks.info[index];
  char* start = block_start(index);
  char* end = start + static_cast<size_t>(b.cells) * b.cell_bytes;
  for (char* p = start; p < end; p += b.cell_bytes) at(p)->layout = 0;
  return {start, end};
}

void retire_run(FreeRun& run, int size_class) {
  for (char* p = run.cursor; p < run.end; p += class_bytes(size_class)) at(p)->layout = 0;
  run = {};
}

std::mutex side_mutex;   // of what several threads take from the heap

bool take_unswept(int size_class) {
  auto& queue = state.unswept[size_class];
  while (!queue.empty()) {
    uint32_t index = queue.back();
    queue.pop_back();
    BlockInfo& b = blocks.info[index];
    if (b.state != BlockState::kUnswept) continue;
    if (b.live == b.cells) {
      b.state = BlockState::kSwept;
      continue;
    }
    if (b.live == 0) {
      // Nothing survived: no cell is looked at, the block may serve another class.
      block_release(index);
      continue;
    }
    sweep_block(index);
    open_block(index);
    return true;
  }
  return false;
}

}  // namespace

void sweep_block(uint32_t index) {
  BlockInfo& b = blocks.info[index];
  char* p = block_start(index);
  char* end = p + static_cast<size_t>(b.cells) * b.cell_bytes;
  for (; p < end; p += b.cell_bytes) {
    if (at(p)->mark != black) at(p)->layout = 0;
  }
  b.state = BlockState::kSwept;
}

void reopen_block(uint32_t index) {
  sweep_block(index);
  open_block(index);
}

// The blocks are used up: collects everything. False: so little of use to this class came back that collections would
// soon take all the time; what remains is for handling the MemoryError.
static bool make_room(int size_class) {
  (void)collect_full();
  release_empty_blocks();
  size_t room = available_block_bytes();
  for (uint32_t index : state.unswept[size_class]) room += kBlockBytes - blocks.info[index].live * class_bytes(size_class);
  if (room < static_cast<size_t>(blocks.limit - blocks.base) / 32) return false;
  state.exhausted = state.reserve_open = false;
  return true;
}

// A block that nothing lives in, or UINT32_MAX.
static uint32_t fresh_block(int size_class) {
  size_t spare = state.reserve_scopes ? 0 : state.reserve_open ? kSpareBlocksForScopes : kSpareBlocks;
  return block_take(size_class, spare);
}

bool refill(int size_class) {
  PYVM_DCHECK(!state.collecting);
  if (next_run(size_class)) {
    if (state.stress) allocation_step(kBlockBytes);
    if (free_runs[size_class].cursor != free_runs[size_class].end) return true;
  }
  allocation_step(kBlockBytes);
  // The collection may have ended this class's walk; look again from the start.
  for (;;) {
    if (walks[size_class].position && next_run(size_class)) break;
    if (take_unswept(size_class)) continue;
    uint32_t index = fresh_block(size_class);
    if (index == UINT32_MAX) {
      state.exhausted = true;
      if (!make_room(size_class)) return false;
      continue;
    }
    empty_block(index);
    open_block(index);
  }
  state.young_bytes += static_cast<size_t>(free_runs[size_class].end - free_runs[size_class].cursor);
  return true;
}

void retire_runs() {
  for (int c = 0; c < kSizeClasses; c++) {
    retire_run(free_runs[c], c);
    walks[c] = {};
  }
}

bool refill_side_run(FreeRun* runs, int size_class, uint32_t* budget) {
  std::lock_guard<std::mutex> lock(side_mutex);
  if (*budget == 0) return false;
  uint32_t index = block_take(size_class, kSpareBlocks);
  if (index == UINT32_MAX) return false;
  --*budget;
  blocks.info[index].allocated_into = true;
  state.young_blocks.push_back(index);
  state.young_bytes += kBlockBytes;
  runs[size_class] = empty_block(index);
  return true;
}

void retire_side_runs(FreeRun* runs) {
  for (int c = 0; c < kSizeClasses; c++) retire_run(runs[c], c);
}

void remember_from_side(Header* owner) {
  std::lock_guard<std::mutex> lock(side_mutex);
  if (!(owner->flags & kRemembered)) remember(owner);
}

void release_empty_blocks() {
  for (auto& queue : state.unswept) {
    std::erase_if(queue, [](uint32_t index) {
      const BlockInfo& b = blocks.info[index];
      if (b.state != BlockState::kUnswept || b.live) return false;
      block_release(index);
      return true;
    });
  }
}

void finish_sweeping() {
  release_empty_blocks();
  for (auto& queue : state.unswept) {
    for (uint32_t index : queue) {
      if (blocks.info[index].state == BlockState::kUnswept) sweep_block(index);
    }
    queue.clear();
  }
}

void sweep_large() {
  size_t kept = 0;
  for (LargeObject& l : state.large) {
    if (l.object->mark == black) {
      state.large[kept++] = l;
    } else {
      state.dead_large.push_back(l);
    }
  }
  state.large.resize(kept);
  sort_large();
}

void free_dead_large(size_t bytes) {
  for (size_t freed = 0; freed < bytes && !state.dead_large.empty();) {
    LargeObject dead = state.dead_large.back();
    state.dead_large.pop_back();
    freed += dead.bytes;
    std::free(dead.object);
  }
}

}  // namespace pyvm::gc
