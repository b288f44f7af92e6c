// The watch sets of a namespace: a small chained hash table by the interned name's address, outside the heap. A name
// that died and whose address is used again by another can at worst fire a watcher in vain.
#include "vm/object/dict_watch.h"

#include <cstdlib>

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
}  // namespace

struct DictWatch {
  WatchNode* buckets[kBuckets];
};

static uint32_t bucket_of(uint64_t key) { return static_cast<uint32_t>((key * 0x9E3779B97F4A7C15u) >> 56); }

bool dict_enable_watch(PyDict* dict) {
  if (!dict->watch) dict->watch = static_cast<DictWatch*>(std::calloc(1, sizeof(DictWatch)));
  return dict->watch != nullptr;
}

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
