// itertools: groupby and tee.
#include "stdlib/itertools/itertools.h"
#include "stdlib/module_util.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"

namespace pyvm::itertools {

namespace {

PyType* groupby_type;
PyType* grouper_type;
PyType* tee_type;
PyType* link_type;

// ---- groupby

struct GroupBy {
  HeapObject header;
  Value iterator, key;                  // key None: identity
  Value target_key, item_key, item;     // null: none yet
  Value grouper;                        // the group that may still read, or null
};
struct Grouper {
  HeapObject header;
  Value parent, target_key;
};

Value groupby_make(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[1]);
  auto* g = iterator ? make<GroupBy>(args[0]) : nullptr;
  if (!g) return kNull;
  g->iterator = iterator;
  g->key = args[2];
  return finish(g);
}

// Reads one item: kTrue, kStop, or null.
Value groupby_step(Thread& t, GroupBy* g) {
  Value item = iter_next(t, g->iterator);
  if (!item || item == kStop) return item;
  Value key = g->key.is_none() ? item : object_call_args(t, g->key, item);
  if (!key) return kNull;
  store(g, &g->item, item);
  store(g, &g->item_key, key);
  return kTrue;
}

Value groupby_next(Thread& t, Value self) {
  auto* g = self.as<GroupBy>();
  g->grouper = kNull;
  for (;;) {
    if (g->item_key) {
      if (!g->target_key) break;
      int same = object_equal(t, g->target_key, g->item_key);
      if (same < 0) return kNull;
      if (!same) break;
    }
    Value r = groupby_step(t, g);
    if (!r || r == kStop) return r;
  }
  store(g, &g->target_key, g->item_key);
  auto* group = allocate_instance_of<Grouper>(grouper_type);
  if (!group) return kNull;
  group->parent = self;
  group->target_key = g->target_key;
  gc::barrier(&group->header);
  store(g, &g->grouper, Value(&group->header));
  return make_tuple(g->item_key, Value(&group->header));
}

Value grouper_next(Thread& t, Value self) {
  auto* group = self.as<Grouper>();
  auto* g = group->parent.as<GroupBy>();
  if (g->grouper != self) return kStop;
  if (!g->item) {
    Value r = groupby_step(t, g);
    if (!r || r == kStop) return r;
  }
  int same = object_equal(t, group->target_key, g->item_key);
  if (same <= 0) return same < 0 ? kNull : kStop;
  Value r = g->item;   // null: the comparison has taken it
  g->item = kNull;
  return r ? r : kStop;
}
Value groupby_reduce(Thread&, Value* args) {
  auto* g = args[0].as<GroupBy>();
  Value type(&type_of(args[0])->header), arguments = make_tuple(g->iterator, g->key);
  bool begun = g->target_key && g->item_key && g->item;
  return begun ? make_tuple(type, arguments, make_tuple(g->item_key, g->item, g->target_key)) : make_tuple(type, arguments);
}
Value groupby_setstate(Thread&, Value* args) {
  auto* g = args[0].as<GroupBy>();
  PyTuple* state = state_tuple(args[1], 3);
  if (!state) return kNull;
  store(g, &g->item_key, state->items[0]);
  store(g, &g->item, state->items[1]);
  store(g, &g->target_key, state->items[2]);
  return kNone;
}
Value grouper_make(Thread&, Value* args) {
  if (!args[1].is_heap() || !type_is_subtype(type_of(args[1]), groupby_type)) {
    return raise_type_error("_grouper() argument 1 must be itertools.groupby, not %s", type_name(args[1]));
  }
  auto* group = make<Grouper>(args[0]);
  if (!group) return kNull;
  group->parent = args[1];
  group->target_key = args[2];
  auto* g = args[1].as<GroupBy>();
  store(g, &g->grouper, Value(&group->header));
  return finish(group);
}
Value grouper_reduce(Thread& t, Value* args) {
  auto* group = args[0].as<Grouper>();
  Value empty(&tuple_empty()->header);
  if (group->parent.as<GroupBy>()->grouper != args[0]) return make_tuple(builtin_function(t, "iter"), make_tuple(empty));
  return make_tuple(Value(&grouper_type->header), make_tuple(group->parent, group->target_key));
}
const NativeDef kGroupbyMethods[] = {
    {"__new__(cls, iterable, key=None)", groupby_make}, ITERTOOLS_ITER, PYVM_NEXT(groupby_next, kEffectAll),
    ITERTOOLS_PICKLED(groupby_reduce, groupby_setstate), {}};
const NativeDef kGrouperMethods[] = {{"__new__(cls, parent, tgtkey, /)", grouper_make}, ITERTOOLS_ITER,
                                     PYVM_NEXT(grouper_next, kEffectAll), ITERTOOLS_REDUCE(grouper_reduce), {}};

// ---- tee: the iterators share a linked list of blocks of items already read

constexpr int64_t kBlock = 32;
struct Link {
  HeapObject header;
  int64_t count;        // items read
  bool running;
  Value iterator;
  Value next;           // the block after this one, or null
  Value items[kBlock];
};
struct Tee {
  HeapObject header;
  int64_t index;        // in the block
  Link* link;
};
void trace_link(HeapObject* h, gc::Visitor& v) {
  auto* link = reinterpret_cast<Link*>(h);
  v.visit(link->iterator.bits());
  v.visit(link->next.bits());
  v.visit_range(words(link->items), words(link->items + link->count));
}
void trace_tee(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<Tee*>(h)->link); }

Value tee_copy(Value source) {
  auto* from = source.as<Tee>();
  auto* copy = allocate_instance_of<Tee>(tee_type);
  if (!copy) return kNull;
  copy->index = from->index;
  copy->link = from->link;
  return finish(copy);
}
Value tee_from(Thread& t, Value iterable) {
  Value iterator = object_iter(t, iterable);
  if (!iterator) return kNull;
  if (type_of(iterator) == tee_type) return tee_copy(iterator);
  auto* link = allocate_instance_of<Link>(link_type);
  if (!link) return kNull;
  link->iterator = iterator;
  gc::barrier(&link->header);
  auto* tee = allocate_instance_of<Tee>(tee_type);
  if (!tee) return kNull;
  tee->link = link;
  return finish(tee);
}
Value tee_next(Thread& t, Value self) {
  auto* tee = self.as<Tee>();
  if (tee->index == kBlock) {
    Link* old = tee->link;
    if (!old->next) {
      auto* link = allocate_instance_of<Link>(link_type);
      if (!link) return kNull;
      link->iterator = old->iterator;
      gc::barrier(&link->header);
      store(old, &old->next, Value(&link->header));
    }
    tee->link = old->next.as<Link>();
    tee->index = 0;
    gc::barrier(&tee->header);
  }
  Link* link = tee->link;
  if (tee->index < link->count) return link->items[tee->index++];
  if (link->running) return raise_error(exc::RuntimeError, "cannot re-enter the tee iterator");
  link->running = true;
  Value item = iter_next(t, link->iterator);
  link->running = false;
  if (!item || item == kStop) return item;
  store(link, &link->items[link->count], item);
  link->count++;
  tee->index++;
  return item;
}
Value tee_make(Thread& t, Value* args) { return tee_from(t, args[1]); }
Value tee_copy_method(Thread&, Value* args) { return tee_copy(args[0]); }
const NativeDef kTeeMethods[] = {
    {"__new__(cls, iterable, /)", tee_make}, ITERTOOLS_ITER, PYVM_NEXT(tee_next, kEffectAll),
    {"__copy__(self, /)", tee_copy_method, kEffectAllocates, "Returns an independent iterator."}, {}};

Value tee_function(Thread& t, Value* args) {
  int64_t n;
  if (!object_index(t, args[1], &n)) return kNull;
  if (n < 0) return raise_value_error("n must be >= 0");
  PyTuple* r = tuple_new(n);
  if (!r || n == 0) return tuple_value(r);
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (int64_t i = 0; i < n; i++) {
    Value copy = i == 0 ? tee_from(t, iterator) : tee_copy(r->items[0]);
    if (!copy) return kNull;
    r->items[i] = copy;
    gc::barrier(&r->header, copy.bits());
  }
  return Value(&r->header);
}
const NativeDef kFunctions[] = {
    {"tee(iterable, n=2, /)", tee_function, kEffectAll, "Returns a tuple of n independent iterators."}, {}};

#define VALUES_ONLY(T) {.bytes = sizeof(T), .first_value = sizeof(HeapObject)}
const TypeSpec kGroupbySpec = {"itertools.groupby", nullptr, kTypeBaseable, VALUES_ONLY(GroupBy), kGroupbyMethods,
                               "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    "
                               "Elements to divide into groups according to the key function.\n  key\n    A function for computing "
                               "the group category for each element.\n    If the key function is not specified or is None, the "
                               "element itself\n    is used for grouping."};
const TypeSpec kGrouperSpec = {"itertools._grouper", nullptr, 0, VALUES_ONLY(Grouper), kGrouperMethods, nullptr};
const TypeSpec kTeeSpec = {"itertools._tee", nullptr, 0, {.trace = trace_tee, .bytes = sizeof(Tee)}, kTeeMethods,
                           "Iterator wrapped to make it copyable."};
const TypeSpec kLinkSpec = {"itertools._tee_dataobject", nullptr, kTypeNoNew, {.trace = trace_link, .bytes = sizeof(Link)},
                            nullptr, "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects."};

}  // namespace

bool add_grouping_types(PyDict* dict) {
  groupby_type = type_new_builtin(kGroupbySpec);
  grouper_type = type_new_builtin(kGrouperSpec);
  tee_type = type_new_builtin(kTeeSpec);
  link_type = type_new_builtin(kLinkSpec);
  return groupby_type && grouper_type && link_type && tee_type && module_add_type(dict, groupby_type) &&
         module_add_type(dict, tee_type) && module_add_type(dict, grouper_type) && module_add_type(dict, link_type) &&
         module_add_functions(dict, "itertools", kFunctions);
}

}  // namespace pyvm::itertools
