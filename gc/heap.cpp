// First stage: allocation without reclamation, behind the final interface.
#include "gc/heap.h"

#include <sys/mman.h>

#include <cstdlib>

namespace pyvm::gc {

char* layout_arena = nullptr;
uint8_t black = 1;
void (*request_poll)() = nullptr;

static size_t layout_top = 64;

void initialize() {
  void* p = mmap(nullptr, size_t{1} << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  PYVM_CHECK(p != MAP_FAILED);
  layout_arena = static_cast<char*>(p);
}

void* allocate_layout(size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  PYVM_CHECK(layout_top + bytes < (size_t{1} << 30));
  void* p = layout_arena + layout_top;
  layout_top += bytes;
  return p;
}
void free_layout(void*, size_t) {}

Header* allocate(uint32_t layout, size_t bytes) {
  auto* h = static_cast<Header*>(std::calloc(1, bytes));
  if (h) h->layout = layout;
  return h;
}
Header* allocate_finalizable(uint32_t layout, size_t bytes) { return allocate(layout, bytes); }
void account_external(ptrdiff_t) {}
void remember(Header*) {}
void remember_slot(Header*, void*) {}
void Visitor::visit_ambiguous(uint64_t) {}
void Visitor::visit_ambiguous_range(const void*, const void*) {}
void Visitor::mark(Header*) {}
void add_root_tracer(RootTracer, void*) {}
void remove_root_tracer(RootTracer, void*) {}
void add_root(void*) {}
void add_native_stack(NativeStack*) {}
void remove_native_stack(NativeStack*) {}
void collect_minor() {}
size_t collect_full() { return 0; }
void set_enabled(bool) {}
bool is_enabled() { return true; }
bool has_pending() { return false; }
Stats stats() { return {}; }
void set_limit(size_t) {}
void set_stress(bool) {}
void for_each_object(void (*)(Header*, void*), void*) {}
void verify() {}
void register_weak(Header*, Header**) {}
void unregister_weak(Header*, Header**) {}
Header* next_dead_weak_owner() { return nullptr; }
Header* next_to_finalize() { return nullptr; }
bool is_live(const Header*) { return true; }
void add_weak_table(void (*)(void*), void*) {}

}  // namespace pyvm::gc
