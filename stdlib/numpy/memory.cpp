// 1. Blocks below kSmall come from malloc. Larger ones are rounded up to a size class, begin at a cache line, and are kept
//    when they are freed: those below kLarge in lists by class, which are emptied when they hold kListedBytes, larger ones in
//    a pool of at most kPoolBytes.
// 2. Arrays die only when the collector looks. It looks at young objects when so much has been handed out in blocks below
//    kLarge that what comes back is about to leave the core's own cache, or later if that does not pay; and before a larger
//    block is asked of the system, if enough has been handed out since it last did.
// 3. memory_free() runs inside a collection: it neither allocates nor collects.
#include "stdlib/numpy/memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "gc/heap.h"

namespace pyvm::np {

namespace {

constexpr size_t kSmall = size_t{4} << 10, kListedBytes = size_t{32} << 20;
constexpr size_t kCacheLine = 64;
constexpr size_t kLarge = size_t{256} << 10, kHuge = size_t{4} << 20, kHugePage = size_t{2} << 20;
constexpr size_t kPoolBytes = size_t{256} << 20, kCollectAfter = size_t{24} << 20;
// Bounds of what is handed out in blocks below kLarge between two collections.
constexpr size_t kMinCollectSmallAfter = size_t{1} << 20, kMaxCollectSmallAfter = size_t{8} << 20;
constexpr size_t kLongScan = size_t{1} << 14;   // words
constexpr size_t kSmallHeap = size_t{32} << 20;
constexpr int kPoolBlocks = 64;

struct Block {
  uint8_t* memory;
  size_t bytes;
};
Block pool[kPoolBlocks];
int pooled = 0;
size_t pool_bytes = 0, handed_out = 0, handed_out_small = 0;

// Rounds up to an eighth of the next power of two.
size_t class_bytes(size_t bytes) {
  size_t unit = (size_t{1} << (63 - __builtin_clzll(bytes))) / 8;
  return (bytes + unit - 1) / unit * unit;
}

// Free blocks below kLarge, linked through their first word; a list for each eighth of a power of two.
struct FreeBlock {
  FreeBlock* next;
};
FreeBlock* lists[64 * 8];
size_t listed_bytes = 0;

FreeBlock*& list_of(size_t rounded) {
  auto log = static_cast<size_t>(63 - __builtin_clzll(rounded));
  return lists[log * 8 + (rounded >> (log - 3) & 7)];
}

void empty_lists() {
  for (FreeBlock*& list : lists) {
    while (list) {
      FreeBlock* next = list->next;
      std::free(list);
      list = next;
    }
  }
  listed_bytes = 0;
}

uint8_t* allocate_listed(size_t bytes, bool zeroed) {
  size_t rounded = class_bytes(bytes);
  FreeBlock*& list = list_of(rounded);
  void* memory = list;
  if (list) {
    list = list->next;
    listed_bytes -= rounded;
  } else {
    memory = std::aligned_alloc(kCacheLine, rounded);
  }
  if (memory && zeroed) std::memset(memory, 0, bytes);
  return static_cast<uint8_t*>(memory);
}

void free_listed(uint8_t* memory, size_t bytes) {
  size_t rounded = class_bytes(bytes);
  if (listed_bytes + rounded > kListedBytes) empty_lists();
  auto* block = reinterpret_cast<FreeBlock*>(memory);
  FreeBlock*& list = list_of(rounded);
  block->next = list;
  list = block;
  listed_bytes += rounded;
}

uint8_t* take(size_t bytes) {
  for (int i = pooled; i-- > 0;) {
    if (pool[i].bytes != bytes) continue;
    uint8_t* memory = pool[i].memory;
    pool[i] = pool[--pooled];
    pool_bytes -= bytes;
    return memory;
  }
  return nullptr;
}

void give_back(const Block& block) {
  if (block.bytes >= kHuge) {
    munmap(block.memory, block.bytes);
  } else {
    std::free(block.memory);
  }
}

// On huge pages where the system has them: a fault for every small page would take longer than filling it.
uint8_t* map_huge(size_t bytes) {
  void* got = mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (got == MAP_FAILED) return nullptr;
  auto start = reinterpret_cast<uintptr_t>(got), aligned = (start + kHugePage - 1) & ~(kHugePage - 1);
  if (aligned > start) munmap(got, aligned - start);
  uintptr_t end = start + bytes + kHugePage;
  if (end > aligned + bytes) munmap(reinterpret_cast<void*>(aligned + bytes), end - aligned - bytes);
  auto* memory = reinterpret_cast<uint8_t*>(aligned);
#ifdef MADV_HUGEPAGE
  (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return memory;
}

uint8_t* from_system(size_t bytes, bool zeroed) {
  if (bytes >= kHuge) return map_huge(bytes);
  return static_cast<uint8_t*>(zeroed ? std::calloc(1, bytes) : std::aligned_alloc(kCacheLine, bytes));
}

// Looks for dead arrays among young objects; among all when many have grown old and the heap is small. The collector's own
// full collection is spread over time, and what is allocated meanwhile lives until the next one.
void collect() {
  static size_t external_after_full = 0;
  handed_out = 0;
  gc::Stats stats = gc::stats();
  if (stats.heap_bytes < kSmallHeap && stats.external_bytes > 2 * external_after_full + kCollectAfter) {
    (void)gc::collect_full();
    external_after_full = gc::stats().external_bytes;
  } else {
    gc::collect_minor();
  }
}

// Three quarters of the core's own cache: the rest is for the arrays in use.
size_t cached_bytes() {
  long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE);
  return std::clamp(static_cast<size_t>(std::max(bytes, 0L)) / 4 * 3, kMinCollectSmallAfter, kMaxCollectSmallAfter);
}

// Collects young objects when enough has been handed out in blocks below kLarge; less often while most arrays turn out to
// be alive, or the stacks to be deep.
void collect_small(size_t bytes) {
  static const size_t least = cached_bytes();
  static size_t limit = least;
  handed_out_small += bytes;
  if (handed_out_small <= limit || !gc::is_enabled()) return;
  size_t before = gc::stats().external_bytes;
  gc::collect_minor();
  gc::Stats after = gc::stats();
  bool pays = before - after.external_bytes > handed_out_small / 2 && after.scanned_words < kLongScan;
  limit = pays ? least : std::min(limit * 2, kMaxCollectSmallAfter);
  handed_out_small = 0;
}

}  // namespace

uint8_t* memory_allocate(size_t bytes, bool zeroed) {
  if (bytes < kLarge) collect_small(bytes);
  if (bytes < kSmall) {
    return static_cast<uint8_t*>(zeroed ? std::calloc(1, bytes ? bytes : 1) : std::malloc(bytes ? bytes : 1));
  }
  if (bytes < kLarge) return allocate_listed(bytes, zeroed);
  if (bytes > SIZE_MAX / 4) return nullptr;
  size_t rounded = class_bytes(bytes);
  if (rounded >= kHuge) rounded = (rounded + 4095) & ~size_t{4095};
  uint8_t* memory = take(rounded);
  if (!memory && handed_out > kCollectAfter && gc::is_enabled()) {
    collect();
    memory = take(rounded);
  }
  handed_out += rounded;
  if (memory) {
    if (zeroed) std::memset(memory, 0, bytes);
    return memory;
  }
  memory = from_system(rounded, zeroed);
  return memory || !gc::relieve(rounded) ? memory : from_system(rounded, zeroed);
}

void memory_free(uint8_t* memory, size_t bytes) {
  if (bytes < kSmall) return std::free(memory);
  if (bytes < kLarge) return free_listed(memory, bytes);
  size_t rounded = class_bytes(bytes);
  if (rounded >= kHuge) rounded = (rounded + 4095) & ~size_t{4095};
  Block block{memory, rounded};
  if (rounded > kPoolBytes / 2) return give_back(block);
  // The oldest blocks make room.
  while (pooled && (pooled == kPoolBlocks || pool_bytes + rounded > kPoolBytes)) {
    give_back(pool[0]);
    pool_bytes -= pool[0].bytes;
    pool[0] = pool[--pooled];
  }
  pool[pooled++] = block;
  pool_bytes += rounded;
}

}  // namespace pyvm::np
