#include "gc/block.h"

#include "vm/base/address_space.h"

namespace pyvm::gc {

BlockSpace blocks;
char* layout_arena = nullptr;

namespace {

constexpr size_t kMaxLayoutBytes = size_t{1} << 30;
constexpr size_t kMaxBlockBytes = size_t{256} << 30;
// Shares of a limited address space. What is left is for large objects, buffers and code.
constexpr size_t kLayoutShare = 16;
constexpr size_t kBlockShare = 2;

size_t layout_bytes = 0;  // size of the layout arena
size_t layout_top = 64;   // id 0 is no layout

// Freed layouts, by size, chained through their first word.
struct FreeLayout {
  FreeLayout* next;
  size_t bytes;
};
FreeLayout* free_layouts = nullptr;

}  // namespace

void blocks_initialize() {
  layout_bytes = address_space_share(kMaxLayoutBytes, kLayoutShare);
  layout_arena = address_space_reserve(layout_bytes);
  PYVM_CHECK(layout_arena);
  size_t count = address_space_share(kMaxBlockBytes, kBlockShare) >> kBlockShift;
  char* start = nullptr;
  // Systems that do not overcommit memory may refuse what the limits allow.
  while (count > kSpareBlocks && !(start = address_space_reserve((count + 1) << kBlockShift))) count /= 2;
  PYVM_CHECK(start);
  blocks.base = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(start) + kBlockBytes - 1) & ~(kBlockBytes - 1));
  blocks.limit = blocks.base + (count << kBlockShift);
  blocks.top = blocks.base;
  blocks.info = reinterpret_cast<BlockInfo*>(address_space_reserve(count * sizeof(BlockInfo)));
  blocks.free_list = reinterpret_cast<uint32_t*>(address_space_reserve(count * sizeof(uint32_t)));
  PYVM_CHECK(blocks.info && blocks.free_list);
}

static size_t available_blocks() {
  return blocks.free_count + (static_cast<size_t>(blocks.limit - blocks.top) >> kBlockShift);
}

size_t available_block_bytes() {
  size_t count = available_blocks();
  return count > kSpareBlocks ? (count - kSpareBlocks) << kBlockShift : 0;
}

uint32_t block_take(int size_class, size_t spare) {
  if (available_blocks() <= spare) return UINT32_MAX;
  uint32_t index;
  if (blocks.free_count) {
    index = blocks.free_list[--blocks.free_count];
  } else {
    index = block_index(blocks.top);
    blocks.top += kBlockBytes;
  }
  BlockInfo& b = blocks.info[index];
  b.size_class = static_cast<uint8_t>(size_class);
  b.cell_bytes = static_cast<uint32_t>(class_bytes(size_class));
  b.cells = static_cast<uint32_t>(kBlockBytes / b.cell_bytes);
  b.live = 0;
  b.state = BlockState::kSwept;
  b.allocated_into = b.keeps_young = false;
  return index;
}

void block_release(uint32_t index) {
  blocks.info[index].state = BlockState::kFree;
  blocks.free_list[blocks.free_count++] = index;
}

void* allocate_layout(size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  for (FreeLayout** link = &free_layouts; *link; link = &(*link)->next) {
    FreeLayout* found = *link;
    if (found->bytes != bytes) continue;
    *link = found->next;
    __builtin_memset(static_cast<void*>(found), 0, bytes);
    return found;
  }
  if (bytes > layout_bytes - layout_top) return nullptr;
  void* p = layout_arena + layout_top;
  layout_top += bytes;
  return p;
}

void free_layout(void* layout, size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  auto* free = static_cast<FreeLayout*>(layout);
  free->next = free_layouts;
  free->bytes = bytes;
  free_layouts = free;
}

}  // namespace pyvm::gc
