// The watch sets of a namespace: a small chained hash table by the interned name's address, outside the heap. A name
// that died and whose address is used again by another can at worst fire a watcher in vain. The table dies with its dict:
// all of them stand in a list, and those whose dict is dead are freed after marking.
#include "vm/object/dict_watch.h"

#include <cstdlib>

#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/watch.h"

namespace pyvm {

namespace {
struct WatchNode {
  uint64_t key;
  WatchSet set;
  uint32_t writes;
  WatchNode* next;
};
constexpr uint32_t kBuckets = 256;

// The last entry of a namespace that was removed, and perhaps added again, while nothing else changed. The name may die
// meanwhile; no cache knows a name that gets its address.
struct ComingKey {
  uint64_t key;              // 0: none
  int64_t index;
  uint32_t with, without;    // the numbers of the keys; without may be 0: not numbered so far
  bool absent;               // now
};
}  // namespace

struct DictWatch {
  PyDict* dict;
  DictWatch* next;   // of all
  ComingKey coming;
  WatchNode* buckets[kBuckets];
};

static DictWatch* all_watches = nullptr;
static bool watches_added = false;   // since the last sweep

static uint32_t bucket_of(uint64_t key) { return static_cast<uint32_t>((key * 0x9E3779B97F4A7C15u) >> 56); }

static void free_watch(DictWatch* watch) {
  for (WatchNode* node : watch->buckets) {
    while (node) {
      WatchNode* next = node->next;
      watch_fire(node->set);
      std::free(node);
      node = next;
    }
  }
  std::free(watch);
}

static void sweep_watches(void*, bool young_only) {
  if (young_only && !watches_added) return;   // an old dict does not die
  watches_added = false;
  for (DictWatch** link = &all_watches; *link;) {
    DictWatch* watch = *link;
    if (gc::is_live(&watch->dict->header)) {
      link = &watch->next;
    } else {
      *link = watch->next;
      free_watch(watch);
    }
  }
}

void dict_start_watches() { gc::add_weak_table(sweep_watches, nullptr); }

bool dict_enable_watch(PyDict* dict) {
  if (dict->watch) return true;
  auto* watch = static_cast<DictWatch*>(std::calloc(1, sizeof(DictWatch)));
  if (!watch) return false;
  watch->dict = dict;
  watch->next = all_watches;
  all_watches = watch;
  watches_added = true;
  dict->watch = watch;
  return true;
}

uint32_t dict_watch_added(PyDict* dict, Value key, int64_t index, bool moved) {
  ComingKey& coming = dict->watch->coming;
  if (coming.key != key.bits() || !coming.absent || coming.index != index || moved) {
    coming.key = 0;
    return 0;
  }
  coming.absent = false;
  return coming.with;
}

uint32_t dict_watch_removed(PyDict* dict, Value key, int64_t index) {
  ComingKey& coming = dict->watch->coming;
  uint32_t with = dict->keys_version;
  if (!with || index != dict->used) {
    coming.key = 0;
    return 0;
  }
  bool again = coming.key == key.bits() && !coming.absent && coming.index == index && coming.with == with;
  coming = {key.bits(), index, with, again ? coming.without : 0, true};
  return coming.without;
}

void dict_watch_numbered(PyDict* dict) {
  ComingKey& coming = dict->watch->coming;
  if (coming.key && coming.absent) coming.without = dict->keys_version;
}

void dict_watch_keys_changed(PyDict* dict) { dict->watch->coming.key = 0; }

static WatchNode* find_node(DictWatch* watch, uint64_t key) {
  WatchNode* node = watch->buckets[bucket_of(key)];
  while (node && node->key != key) node = node->next;
  return node;
}

WatchSet* dict_watch_set(PyDict* dict, PyStr* key) {
  if (!dict_enable_watch(dict)) return nullptr;
  uint64_t word = reinterpret_cast<uint64_t>(key);
  WatchNode* node = find_node(dict->watch, word);
  if (!node) {
    node = static_cast<WatchNode*>(std::calloc(1, sizeof(WatchNode)));
    if (!node) return nullptr;
    node->key = word;
    WatchNode*& head = dict->watch->buckets[bucket_of(word)];
    node->next = head;
    head = node;
  }
  return &node->set;
}

uint32_t dict_watch_writes(PyDict* dict, PyStr* key) {
  if (!dict->watch) return 0;
  WatchNode* node = find_node(dict->watch, reinterpret_cast<uint64_t>(key));
  return node ? node->writes : 0;
}

static void fire(WatchNode* node) {
  node->writes++;
  if (!node->set.empty()) watch_fire(node->set);
}

void dict_watch_write(PyDict* dict, Value key) {
  if (!is_str(key)) return;
  PyStr* name = as_str(key);
  if (!name->is_interned()) name = str_intern(name);
  if (!name) return error_clear();
  if (WatchNode* node = find_node(dict->watch, reinterpret_cast<uint64_t>(name))) fire(node);
}

}  // namespace pyvm
