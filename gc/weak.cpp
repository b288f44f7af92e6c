// Weak slots, finalisers, and tables that hold words weakly.
#include "gc/state.h"

namespace pyvm::gc {

namespace {

struct WeakTable {
  void (*sweep)(void*);
  void* context;
};
std::vector<WeakTable> weak_tables;

bool alive(const Header* object) { return object->mark == black; }

// Moves the survivors of `from` to `to` (which may be the same list).
void filter_weak(std::vector<WeakSlot>& from, std::vector<WeakSlot>& to) {
  std::vector<WeakSlot> list;
  list.swap(from);
  for (const WeakSlot& w : list) {
    if (!alive(w.owner)) continue;
    if (*w.slot && !alive(*w.slot)) {
      *w.slot = nullptr;
      state.dead_weak_owners.push_back(w.owner);
    }
    if (*w.slot) to.push_back(w);
  }
}

Visitor resurrector;

void filter_finalizable(std::vector<Header*>& from, std::vector<Header*>& to) {
  std::vector<Header*> list;
  list.swap(from);
  for (Header* object : list) {
    if (alive(object)) {
      to.push_back(object);
      continue;
    }
    const Layout* layout = layout_of(object);
    if (!layout->finalize || layout->has_del) {
      // __del__ runs at a poll; the object and what it reaches live until then. A native finaliser waits for the next
      // collection that finds the object dead.
      state.to_finalize.push_back(object);
      resurrector.visit(object);
      if (layout->finalize) to.push_back(object);
    } else {
      layout->finalize(object);
    }
  }
  drain();
}

void pop_front_of(std::vector<Header*>& queue, Header** out) {
  *out = queue.empty() ? nullptr : queue.back();
  if (*out) queue.pop_back();
}

}  // namespace

void process_weak(bool minor) {
  filter_weak(state.young_weak, state.weak);
  if (!minor) filter_weak(state.weak, state.weak);
  for (Header* owner : state.dead_weak_owners) resurrector.visit(owner);
  drain();
}

void process_finalizable(bool minor) {
  std::vector<Header*> kept;
  filter_finalizable(state.young_finalizable, kept);
  if (!minor) {
    filter_finalizable(state.finalizable, kept);
  }
  state.finalizable.insert(state.finalizable.end(), kept.begin(), kept.end());
  for (Header* object : state.to_finalize) resurrector.visit(object);
  drain();
  if (has_pending() && request_poll) request_poll();
}

void sweep_weak_tables() {
  for (const WeakTable& table : weak_tables) table.sweep(table.context);
}

void register_weak(Header* owner, Header** slot) { state.young_weak.push_back({owner, slot}); }

void unregister_weak(Header* owner, Header** slot) {
  auto match = [&](const WeakSlot& w) { return w.owner == owner && w.slot == slot; };
  std::erase_if(state.young_weak, match);
  std::erase_if(state.weak, match);
}

bool has_pending() { return !state.dead_weak_owners.empty() || !state.to_finalize.empty(); }

Header* next_dead_weak_owner() {
  Header* owner;
  pop_front_of(state.dead_weak_owners, &owner);
  return owner;
}

Header* next_to_finalize() {
  Header* object;
  pop_front_of(state.to_finalize, &object);
  return object;
}

bool is_live(const Header* object) { return alive(object); }

void add_weak_table(void (*sweep)(void*), void* context) { weak_tables.push_back({sweep, context}); }

}  // namespace pyvm::gc
