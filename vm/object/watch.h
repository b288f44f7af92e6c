// Watchpoints: facts about classes, globals and functions that compiled traces and cached plans rely on. Whoever
// changes the fact fires the set; every dependent is told once and dropped from it. A set that dies is fired, too.
#pragma once

namespace pyvm {

struct Watcher {
  void (*fire)(Watcher* self);  // must not run Python code or allocate on the heap; may take other watchers out
  Watcher* next = nullptr;
  Watcher** link = nullptr;     // what points to it, null: it stands in no set
};

struct WatchSet {
  Watcher* head = nullptr;
  bool empty() const { return head == nullptr; }
};

// Takes a watcher out of the set it stands in, if it does.
inline void watch_remove(Watcher* watcher) {
  if (!watcher->link) return;
  *watcher->link = watcher->next;
  if (watcher->next) watcher->next->link = watcher->link;
  watcher->link = nullptr;
}

// A watcher stands in one set at a time.
inline void watch_add(WatchSet& set, Watcher* watcher) {
  watcher->next = set.head;
  watcher->link = &set.head;
  if (set.head) set.head->link = &watcher->next;
  set.head = watcher;
}

inline void watch_fire(WatchSet& set) {
  Watcher* list = set.head;
  set.head = nullptr;
  if (list) list->link = &list;
  while (Watcher* first = list) {
    watch_remove(first);
    first->fire(first);
  }
}

}  // namespace pyvm
