// Walking the heap and checking its invariants.
#include <cstdio>
#include <cstdlib>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

// The verifier visits through the ordinary tracers, with marking replaced by a check: every word seen must be the start
// of an allocated object.
Header* checked_owner = nullptr;

void check_target(Header* target) {
  if (find_object(reinterpret_cast<uint64_t>(target)) == target) return;
  std::fprintf(stderr, "pyvm: heap verifier: object %p (layout %u) refers to %p, which is no live object\n",
               static_cast<void*>(checked_owner), checked_owner->layout, static_cast<void*>(target));
  std::abort();
}

void check_object(Header* object, void*) {
  checked_owner = object;
  const Layout* layout = layout_of(object);
  if (layout->trace || layout->leaf) return;
  const char* start = reinterpret_cast<const char*>(object);
  auto* word = reinterpret_cast<const uint64_t*>(start + layout->first_value);
  auto* end = reinterpret_cast<const uint64_t*>(start + object_bytes(object));
  for (; word < end; word++) {
    if (is_heap_word(*word)) check_target(reinterpret_cast<Header*>(*word));
  }
}

}  // namespace

void for_each_object(void (*callback)(Header*, void*), void* context) {
  uint32_t count = block_index(blocks.top);
  for (uint32_t i = 0; i < count; i++) {
    const BlockInfo& b = blocks.info[i];
    if (b.state == BlockState::kFree) continue;
    char* p = block_start(i);
    for (uint32_t c = 0; c < b.cells; c++, p += b.cell_bytes) {
      if (find_object(reinterpret_cast<uint64_t>(p))) callback(reinterpret_cast<Header*>(p), context);
    }
  }
  for (const LargeObject& l : state.large) callback(l.object, context);
}

void verify() {
  sort_large();
  for_each_object(check_object, nullptr);
}

}  // namespace pyvm::gc
