// Marking. Heap objects are traced precisely, native stacks and VM stacks conservatively.
#include <algorithm>
#include <csetjmp>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

struct RootEntry {
  RootTracer tracer;
  void* context;
};
std::vector<RootEntry> root_tracers;
std::vector<void*> root_slots;
NativeStack* native_stacks = nullptr;

Visitor visitor;

void trace_object(Header* object) {
  const Layout* layout = layout_of(object);
  visitor.visit(layout->owner);
  if (layout->trace) {
    layout->trace(object, visitor);
  } else if (!layout->leaf) {
    const char* start = reinterpret_cast<const char*>(object);
    visitor.visit_range(reinterpret_cast<const uint64_t*>(start + layout->first_value),
                        reinterpret_cast<const uint64_t*>(start + object_bytes(object)));
  }
}

constexpr size_t kSliceBytes = Visitor::kSliceWords * sizeof(uint64_t);
constexpr size_t kLongRetrace = size_t{4} << 20;

// Visits the next slice of the table noted last.
void visit_slice() {
  PendingItems& table = state.pending.back();
  PendingItems slice = table;
  slice.count = std::min(table.count, Visitor::kSliceWords / table.stride);
  table.first += slice.count * table.stride;
  table.count -= slice.count;
  if (table.count == 0) state.pending.pop_back();
  visitor.visit_items(slice.first, slice.count, slice.stride, slice.words);
}

bool has_late_tenure(const Header* object) {
  return layout_of(object)->late_tenure && !(object->flags & (kLarge | kHasWeakrefs));
}

bool find_large(uint64_t word, Header** out) {
  auto& large = state.large;
  auto after = std::upper_bound(large.begin(), large.begin() + static_cast<ptrdiff_t>(state.large_sorted), word,
                                [](uint64_t w, const LargeObject& l) { return w < reinterpret_cast<uint64_t>(l.object); });
  if (after == large.begin()) return false;
  --after;
  if (word - reinterpret_cast<uint64_t>(after->object) >= after->bytes) return false;
  *out = after->object;
  return true;
}

}  // namespace

Header* (*owner_of_address)(uint64_t word) = nullptr;

size_t object_bytes(const Header* object) {
  const Layout* layout = layout_of(object);
  return layout->size_of ? layout->size_of(object) : layout->bytes;
}

void sort_large() {
  std::sort(state.large.begin(), state.large.end(),
            [](const LargeObject& a, const LargeObject& b) { return a.object < b.object; });
  state.large_sorted = state.large.size();
}

Header* find_object(uint64_t word) {
  auto* p = reinterpret_cast<char*>(word);
  if (!in_blocks(p)) {
    Header* large;
    return find_large(word, &large) ? large : nullptr;
  }
  uint32_t index = block_index(p);
  const BlockInfo& b = blocks.info[index];
  if (b.state == BlockState::kFree) return nullptr;
  auto offset = static_cast<uint32_t>(p - block_start(index));
  uint32_t cell = offset / b.cell_bytes;
  if (cell >= b.cells) return nullptr;
  auto* object = reinterpret_cast<Header*>(block_start(index) + static_cast<size_t>(cell) * b.cell_bytes);
  if (object->layout == 0) return nullptr;
  if (b.state == BlockState::kUnswept && object->mark != black) return nullptr;
  const FreeRun& run = free_runs[b.size_class];
  if (reinterpret_cast<char*>(object) >= run.cursor && reinterpret_cast<char*>(object) < run.end) return nullptr;
  return object;
}

void Visitor::mark(Header* object) {
  if (object->mark == black) return;
  object->mark = black;
  if (!(object->flags & kLarge)) blocks.info[block_index(object)].live++;
  state.mark_stack.push_back(object);
}

void Visitor::visit_ambiguous(uint64_t word) {
  if (!is_heap_word(word)) return;
  Header* object = find_object(word);
  if (!object && owner_of_address) object = owner_of_address(word);
  if (!object) return;
  if (state.sparing && object->mark != black && has_late_tenure(object)) {
    state.spared.push_back(object);
  } else {
    mark(object);
  }
}

// Reads stacks between their variables too, where the address sanitizer has red zones.
__attribute__((noinline, no_sanitize("address"))) void Visitor::visit_ambiguous_range(const void* first, const void* last) {
  auto* p = reinterpret_cast<const uint64_t*>((reinterpret_cast<uintptr_t>(first) + 7) & ~uintptr_t{7});
  if (p < last) state.scanned_words += static_cast<size_t>(static_cast<const uint64_t*>(last) - p);
  for (; p + 1 <= static_cast<const uint64_t*>(last); p++) visit_ambiguous(*p);
}

void Visitor::visit_later(const uint64_t* first, size_t count, uint32_t stride, uint32_t words) {
  state.pending.push_back({first, count, stride, words});
}

bool drain_some(size_t bytes) {
  auto& stack = state.mark_stack;
  size_t done = 0;
  while (done < bytes) {
    if (!stack.empty()) {
      Header* object = stack.back();
      stack.pop_back();
      done += std::min(object_bytes(object), kSliceBytes) + 16;
      trace_object(object);
    } else if (!state.pending.empty()) {
      visit_slice();
      done += kSliceBytes;
    } else {
      return true;
    }
  }
  return false;
}

void mark_spared() {
  std::vector<Header*> known;
  known.swap(state.spared);
  for (const Header* object : known) visitor.visit(object);
  auto& stack = state.mark_stack;
  while (!stack.empty() && has_late_tenure(stack.back())) {
    Header* object = stack.back();
    stack.pop_back();
    state.spared.push_back(object);
    trace_object(object);
  }
  // One refers to an object that grows old, and may refer to others of them: all grow old.
  if (!marking_is_done()) state.spared.clear();
  drain();
}

bool marking_is_done() { return state.mark_stack.empty() && state.pending.empty(); }

void drain() { (void)drain_some(SIZE_MAX); }

bool retrace_remembered() {
  size_t bytes = 0;
  for (const Header* object : state.remembered) bytes += object_bytes(object) + 16;
  if (bytes < kLongRetrace) return false;
  for (Header* object : state.remembered) {
    object->flags &= static_cast<uint8_t>(~kRemembered);
    state.mark_stack.push_back(object);
  }
  state.remembered.clear();
  return true;
}

void mark_roots() {
  for (const RootEntry& root : root_tracers) root.tracer(visitor, root.context);
  for (void* slot : root_slots) visitor.visit(*static_cast<uint64_t*>(slot));
}

void mark_remembered() {
  for (Header* object : state.remembered) {
    object->flags &= static_cast<uint8_t>(~kRemembered);
    trace_object(object);
  }
  state.remembered.clear();
  for (void* slot : state.remembered_slots) visitor.visit(*static_cast<uint64_t*>(slot));
  state.remembered_slots.clear();
}

__attribute__((noinline, no_sanitize("address"))) void mark_native_stacks() {
  jmp_buf registers{};   // callee-saved registers may hold the only reference; setjmp() leaves stale words in part of it
  setjmp(registers);
  __builtin_unwind_init();
  char* sp = static_cast<char*>(__builtin_frame_address(0));
  visitor.visit_ambiguous_range(&registers, reinterpret_cast<char*>(&registers) + sizeof registers);
  for (NativeStack* stack = native_stacks; stack; stack = stack->next) {
    char* from = stack->saved_sp ? static_cast<char*>(stack->saved_sp) : sp;
    visitor.visit_ambiguous_range(from, stack->base);
  }
}

void add_root_tracer(RootTracer tracer, void* context) { root_tracers.push_back({tracer, context}); }
void remove_root_tracer(RootTracer tracer, void* context) {
  std::erase_if(root_tracers, [&](const RootEntry& r) { return r.tracer == tracer && r.context == context; });
}
void add_root(void* slot) { root_slots.push_back(slot); }

void add_native_stack(NativeStack* stack) {
  stack->next = native_stacks;
  native_stacks = stack;
}
void remove_native_stack(NativeStack* stack) {
  for (NativeStack** link = &native_stacks; *link; link = &(*link)->next) {
    if (*link != stack) continue;
    *link = stack->next;
    return;
  }
}

}  // namespace pyvm::gc
