#include "gc/block.h"

#include <sys/mman.h>

namespace pyvm::gc {

BlockSpace blocks;
char* layout_arena = nullptr;

namespace {

constexpr size_t kLayoutArenaBytes = size_t{1} << 30;
size_t layout_top = 64;   // id 0 is no layout

// Freed layouts, by size, chained through their first word.
struct FreeLayout {
  FreeLayout* next;
  size_t bytes;
};
FreeLayout* free_layouts = nullptr;

void* reserve(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

}  // namespace

void blocks_initialize() {
  layout_arena = static_cast<char*>(reserve(kLayoutArenaBytes));
  PYVM_CHECK(layout_arena);
  // As much address space as the process may have; physical memory is taken page by page.
  for (size_t bytes = size_t{256} << 30; !blocks.base && bytes >= (size_t{1} << 28); bytes /= 2) {
    char* p = static_cast<char*>(reserve(bytes + kBlockBytes));
    if (!p) continue;
    blocks.base = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(p) + kBlockBytes - 1) & ~(kBlockBytes - 1));
    blocks.limit = blocks.base + bytes;
  }
  PYVM_CHECK(blocks.base);
  size_t count = static_cast<size_t>(blocks.limit - blocks.base) >> kBlockShift;
  blocks.top = blocks.base;
  blocks.info = static_cast<BlockInfo*>(reserve(count * sizeof(BlockInfo)));
  blocks.free_list = static_cast<uint32_t*>(reserve(count * sizeof(uint32_t)));
  PYVM_CHECK(blocks.info && blocks.free_list);
}

uint32_t block_take(int size_class) {
  uint32_t index;
  if (blocks.free_count) {
    index = blocks.free_list[--blocks.free_count];
  } else {
    if (blocks.top == blocks.limit) return UINT32_MAX;
    index = block_index(blocks.top);
    blocks.top += kBlockBytes;
  }
  BlockInfo& b = blocks.info[index];
  b.size_class = static_cast<uint8_t>(size_class);
  b.cell_bytes = static_cast<uint32_t>(class_bytes(size_class));
  b.cells = static_cast<uint32_t>(kBlockBytes / b.cell_bytes);
  b.live = 0;
  b.state = BlockState::kSwept;
  b.allocated_into = false;
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
  PYVM_CHECK(layout_top + bytes <= kLayoutArenaBytes);
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
