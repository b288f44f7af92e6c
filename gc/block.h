// Blocks: 64 KiB of cells of one size, all in one reserved address range.
//
// A block's cells are either allocated, free, or - in a block awaiting its sweep - dead but not yet known to be.
// Invariants:
//  1. In a swept block a cell is allocated iff its layout word is not 0. Cells of the run that an allocator is bumping
//     through ([cursor, end)) count as free whatever they hold.
//  2. In an unswept block exactly the cells with mark == black are alive; nothing is allocated in it.
//  3. Young objects (mark != black) lie in blocks of state.young_blocks.
//  4. live counts the cells marked in the current epoch; it is exact after marking.
#pragma once

#include <cstddef>
#include <cstdint>

#include "gc/object.h"

namespace pyvm::gc {

inline constexpr size_t kBlockShift = 16;
inline constexpr size_t kBlockBytes = size_t{1} << kBlockShift;
inline constexpr size_t kMaxSmall = 8192;   // larger objects come from malloc

// Size classes: steps of 8 up to 128, then 8 classes for every doubling.
inline constexpr int kSizeClasses = 16 + 8 * 6;

inline int size_class_of(size_t bytes) {
  if (bytes <= 128) return static_cast<int>((bytes + 7) / 8) - 1;
  int log = 63 - __builtin_clzll(bytes - 1);   // 128 < bytes: log >= 7
  int step_shift = log - 3;
  return 16 + (log - 7) * 8 + static_cast<int>((bytes - 1) >> step_shift) - 8;
}
inline size_t class_bytes(int size_class) {
  if (size_class < 16) return static_cast<size_t>(size_class + 1) * 8;
  int i = size_class - 16;
  return static_cast<size_t>(i % 8 + 9) << (4 + i / 8);
}

enum class BlockState : uint8_t { kFree, kSwept, kUnswept };

struct BlockInfo {
  uint32_t cell_bytes;
  uint32_t cells;
  uint32_t live;
  uint8_t size_class;
  BlockState state;
  bool allocated_into;      // since the last collection
  bool keeps_young;         // inside a collection: a survivor stays young
};

struct BlockSpace {
  char* base = nullptr;     // start of the reservation
  char* top = nullptr;      // end of the blocks handed out so far
  char* limit = nullptr;
  BlockInfo* info = nullptr;
  uint32_t* free_list = nullptr;   // indices of free blocks
  uint32_t free_count = 0;
};
extern BlockSpace blocks;

inline bool in_blocks(const void* p) {
  return static_cast<size_t>(static_cast<const char*>(p) - blocks.base) < static_cast<size_t>(blocks.top - blocks.base);
}
inline uint32_t block_index(const void* p) {
  return static_cast<uint32_t>(static_cast<size_t>(static_cast<const char*>(p) - blocks.base) >> kBlockShift);
}
inline char* block_start(uint32_t index) { return blocks.base + (static_cast<size_t>(index) << kBlockShift); }

void blocks_initialize();
// Blocks that are kept for the time when all others are used up.
inline constexpr size_t kSpareBlocks = 64;             // for raising and handling a MemoryError
inline constexpr size_t kSpareBlocksForScopes = 16;    // the part of them that is kept for a ReserveScope

// A block for cells of this class, or UINT32_MAX when no more than `spare` blocks are left.
uint32_t block_take(int size_class, size_t spare);
// Free blocks and those not handed out yet, without the spare ones, in bytes.
size_t available_block_bytes();
void block_release(uint32_t index);

}  // namespace pyvm::gc
