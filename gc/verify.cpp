// Walking the heap and checking its invariants. The verifier visits through the ordinary tracers: right after a collection
// every word seen must refer to a marked object.
#include <cstdio>
#include <cstdlib>

#include "gc/state.h"

namespace pyvm::gc {

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
  for (const LargeObject& l : state.young_large) callback(l.object, context);
}

void verify_failed(const Header* target) {
  std::fprintf(stderr, "pyvm: heap verifier: object %p (layout %u) refers to %p (layout %u), which did not survive\n",
               static_cast<void*>(state.verifying), state.verifying->layout, static_cast<const void*>(target), target->layout);
  std::abort();
}

void verify() {
  sort_large();
  for_each_object(
      [](Header* object, void*) {
        state.verifying = object;
        trace_all(object);
      },
      nullptr);
  state.verifying = nullptr;
}

}  // namespace pyvm::gc
