#include <cstdlib>
#include <cstring>

#include "gc/state.h"
#include "vm/base/address_space.h"

namespace pyvm::gc {

State state;
FreeRun free_runs[kSizeClasses];
uint8_t black = 1;
uint8_t allocation_mark = 0;
void (*request_poll)() = nullptr;

namespace {

Header* allocate_large(uint32_t layout, size_t bytes) {
  if (bytes > machine_memory()) return nullptr;
  allocation_step(bytes);
  auto* object = static_cast<Header*>(std::calloc(1, bytes));
  if (!object && relieve(bytes)) object = static_cast<Header*>(std::calloc(1, bytes));
  if (!object) return nullptr;
  object->layout = layout;
  object->mark = allocation_mark;
  object->flags = kLarge;
  state.large.push_back({object, bytes});
  state.young_bytes += bytes;
  return object;
}

}  // namespace

Header* allocate(uint32_t layout, size_t bytes) {
  if (PYVM_UNLIKELY(bytes > kMaxSmall)) return allocate_large(layout, bytes);
  int size_class = size_class_of(bytes);
  FreeRun& run = free_runs[size_class];
  if (PYVM_UNLIKELY(run.cursor == run.end) && !refill(size_class)) return nullptr;
  char* cell = run.cursor;
  size_t cell_bytes = class_bytes(size_class);
  run.cursor += cell_bytes;
  std::memset(cell, 0, cell_bytes);
  auto* object = reinterpret_cast<Header*>(cell);
  object->layout = layout;
  object->mark = allocation_mark;
  return object;
}

Header* allocate_finalizable(uint32_t layout, size_t bytes) {
  Header* object = allocate(layout, bytes);
  if (!object) return nullptr;
  object->flags |= kFinalizable;
  state.young_finalizable.push_back(object);
  return object;
}

void open_reserve() { state.reserve_open = state.exhausted; }
ReserveScope::ReserveScope() { state.reserve_scopes++; }
ReserveScope::~ReserveScope() {
  state.reserve_scopes--;
  // What is left of the cells taken from the reserve is not for those who can raise MemoryError.
  if (state.exhausted && !state.reserve_open && !state.collecting) retire_runs();
}

bool relieve(size_t bytes) {
  if (state.collecting || bytes > machine_memory()) return false;
  (void)collect_full();
  return true;
}

void account_external(ptrdiff_t delta) {
  state.external_bytes = static_cast<size_t>(static_cast<ptrdiff_t>(state.external_bytes) + delta);
}

void remember(Header* owner) {
  owner->flags |= kRemembered;
  state.remembered.push_back(owner);
}

void remember_slot(Header* owner, void* slot) {
  if (owner->flags & kRemembered) return;
  uint64_t word = *static_cast<uint64_t*>(slot);
  if (is_heap_word(word) && reinterpret_cast<Header*>(word)->mark == black) return;
  // Small arrays are cheaper to scan whole than slot by slot.
  if (!(owner->flags & kLarge) || state.remembered_slots.size() >= kMaxRememberedSlots) return remember(owner);
  state.remembered_slots.push_back(slot);
}

void set_enabled(bool on) { state.enabled = on; }
bool is_enabled() { return state.enabled; }
void set_stress(bool on) { state.stress = on; }

void initialize() {
  blocks_initialize();
#ifdef PYVM_HOSTILE
  state.stress = true;
#endif
}

Stats stats() {
  Stats s{};
  s.heap_bytes = state.old_bytes + state.young_bytes;
  s.external_bytes = state.external_bytes;
  s.minor_collections = state.minor_count;
  s.full_collections = state.full_count;
  s.scanned_words = state.scanned_words;
  s.longest_pause_us = state.longest_pause_us;
  return s;
}

}  // namespace pyvm::gc
