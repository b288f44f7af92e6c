// Watchpoints: facts about classes, globals and functions that compiled traces and cached plans rely on. Whoever
// changes the fact fires the set; every dependent is told once and dropped from it.
#pragma once

namespace pyvm {

struct Watcher {
  void (*fire)(Watcher* self);  // must not run Python code or allocate on the heap
  Watcher* next;
};

struct WatchSet {
  Watcher* head = nullptr;
  bool empty() const { return head == nullptr; }
};

inline void watch_add(WatchSet& set, Watcher* watcher) {
  watcher->next = set.head;
  set.head = watcher;
}

inline void watch_fire(WatchSet& set) {
  Watcher* list = set.head;
  set.head = nullptr;
  while (list) {
    Watcher* next = list->next;
    list->fire(list);
    list = next;
  }
}

// Takes a watcher out of the set it stands in, if it still stands there.
inline void watch_remove(WatchSet& set, Watcher* watcher) {
  for (Watcher** link = &set.head; *link; link = &(*link)->next) {
    if (*link == watcher) {
      *link = watcher->next;
      return;
    }
  }
}

}  // namespace pyvm
