// Weak slots, finalisers, and tables that hold words weakly.
//
// What follows marking, in this order:
//  1. Weak slots whose target is dead are cleared, in dead owners too: these may come back in the next step.
//  2. Dead objects with a Python finaliser (a __del__, a generator to be closed) are queued and marked from: all that
//     their code can reach survives until it has run.
//  3. Only what is dead even now is finalised natively and dropped from the lists of weak slots and weak tables.
#include <algorithm>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

struct WeakTable {
  void (*sweep)(void*, bool);
  void* context;
};
std::vector<WeakTable> weak_tables;

bool alive(const Header* object) { return object->mark == black; }

Visitor resurrector;

template <class Queue>
void keep_alive(const Queue& queue) {
  for (Header* object : queue) resurrector.visit(object);
  drain();
}

void clear_weak(const std::vector<WeakSlot>& slots) {
  for (const WeakSlot& w : slots) {
    if (!*w.slot || alive(*w.slot)) continue;
    *w.slot = nullptr;
    if (alive(w.owner)) state.dead_weak_owners.push_back(w.owner);
  }
}

void drop_weak(std::vector<WeakSlot>& slots) {
  std::erase_if(slots, [](const WeakSlot& w) { return !alive(w.owner) || !*w.slot; });
}

bool has_python_finalizer(const Header* object) {
  const Layout* layout = layout_of(object);
  return (object->flags & kFinalizable) && (layout->has_del || !layout->finalize);
}

void queue_python_finalizers(const std::vector<Header*>& objects, bool live_too) {
  for (Header* object : objects) {
    if ((!live_too && alive(object)) || !has_python_finalizer(object)) continue;
    object->flags &= static_cast<uint8_t>(~kFinalizable);
    state.to_finalize.push_back(object);
  }
}

void run_native_finalizers(std::vector<Header*>& objects) {
  size_t kept = 0;
  for (Header* object : objects) {
    void (*finalize)(Header*) = layout_of(object)->finalize;
    if (!alive(object)) {
      if (finalize) finalize(object);   // one without was queued, and is alive unless the program is ending
    } else if (finalize || (object->flags & kFinalizable)) {
      objects[kept++] = object;
    }
  }
  objects.resize(kept);
}

}  // namespace

void process_weak(bool minor) {
  keep_alive(state.dead_weak_owners);
  clear_weak(state.young_weak);
  if (!minor) clear_weak(state.weak);
}

void process_finalizable(bool minor) {
  if (!minor) queue_python_finalizers(state.finalizable, false);
  queue_python_finalizers(state.young_finalizable, false);
  keep_alive(state.to_finalize);
  if (!minor) run_native_finalizers(state.finalizable);
  run_native_finalizers(state.young_finalizable);
  if (has_pending() && request_poll) request_poll();
}

void age_finalizable() {
  auto& young = state.young_finalizable;
  auto aged = std::stable_partition(young.begin(), young.end(), [](const Header* object) { return !alive(object); });
  state.finalizable.insert(state.finalizable.end(), aged, young.end());
  young.erase(aged, young.end());
}

void drop_dead_weak(bool minor) {
  drop_weak(state.young_weak);
  if (!minor) drop_weak(state.weak);
  state.weak.insert(state.weak.end(), state.young_weak.begin(), state.young_weak.end());
  state.young_weak.clear();
  for (const WeakTable& table : weak_tables) table.sweep(table.context, minor);
}

void register_weak(Header* owner, Header** slot) { state.young_weak.push_back({owner, slot}); }

void unregister_weak(Header* owner, Header** slot) {
  auto match = [&](const WeakSlot& w) { return w.owner == owner && w.slot == slot; };
  std::erase_if(state.young_weak, match);
  std::erase_if(state.weak, match);
}

bool has_pending() { return !state.dead_weak_owners.empty() || !state.to_finalize.empty(); }

Header* next_dead_weak_owner() {
  if (state.dead_weak_owners.empty()) return nullptr;
  Header* owner = state.dead_weak_owners.back();
  state.dead_weak_owners.pop_back();
  return owner;
}

Header* next_to_finalize() {
  if (state.to_finalize.empty()) return nullptr;
  Header* object = state.to_finalize.front();
  state.to_finalize.pop_front();
  return object;
}

void queue_all_to_finalize() {
  queue_python_finalizers(state.finalizable, true);
  queue_python_finalizers(state.young_finalizable, true);
}

bool is_live(const Header* object) { return alive(object); }

void add_weak_table(void (*sweep)(void*, bool), void* context) { weak_tables.push_back({sweep, context}); }

}  // namespace pyvm::gc
