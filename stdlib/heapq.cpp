// _heapq: binary heaps in lists. A comparison may run Python code; a list whose length changed meanwhile is an error.
#include "stdlib/containers.h"
#include "stdlib/module_util.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

// The item that goes nearer the root: 1, 0, -1 exception pending. Max heaps swap the operands.
template <bool Max>
int before(Thread& t, Value a, Value b) {
  if (Max) {
    Value swap = a;
    a = b;
    b = swap;
  }
  if (a.is_small_int() && b.is_small_int()) return a.small_int() < b.small_int();
  if (a.is_double() && b.is_double()) return a.as_double() < b.as_double();
  return object_compare_bool(t, a, b, CompareOp::kLt);
}

bool changed(PyList* heap, int64_t n) {
  if (heap->length == n) return false;
  (void)raise_error(exc::RuntimeError, "list changed size during iteration");
  return true;
}

// Moves the item at `position` towards the root, not above `top`.
template <bool Max>
bool sift_up(Thread& t, PyList* heap, int64_t top, int64_t position) {
  int64_t n = heap->length;
  Value item = heap->items->items[position];
  while (position > top) {
    int64_t parent = (position - 1) >> 1;
    Value above = heap->items->items[parent];
    int r = before<Max>(t, item, above);
    if (r < 0 || changed(heap, n)) return false;
    if (!r) break;
    list_set(heap, position, above);
    list_set(heap, parent, item);
    position = parent;
  }
  return true;
}

// The item at `position` goes down to a leaf along the smaller children, then up to its place: fewer comparisons than
// stopping on the way (D. Knuth, TAOCP vol. 3, 5.2.3 exercise 18).
template <bool Max>
bool sift_down(Thread& t, PyList* heap, int64_t position) {
  int64_t n = heap->length, top = position;
  while (2 * position + 1 < n) {
    int64_t child = 2 * position + 1;
    if (child + 1 < n) {
      int r = before<Max>(t, heap->items->items[child], heap->items->items[child + 1]);
      if (r < 0 || changed(heap, n)) return false;
      child += !r;
    }
    Value lower = heap->items->items[child], item = heap->items->items[position];
    list_set(heap, child, item);
    list_set(heap, position, lower);
    position = child;
  }
  return sift_up<Max>(t, heap, top, position);
}

PyList* heap_argument(Value v, const char* name) {
  if (is_list(v)) return as_list(v);
  (void)raise_type_error("%s must be list, not %.200s", name, type_name(v));
  return nullptr;
}

Value heap_push(Thread& t, Value* args) {
  PyList* heap = heap_argument(args[0], "heappush() argument 1");
  return heap && list_append(heap, args[1]) && sift_up<false>(t, heap, 0, heap->length - 1) ? kNone : kNull;
}
template <bool Max>
Value heap_pop(Thread& t, Value* args) {
  PyList* heap = heap_argument(args[0], "heappop() argument");
  if (!heap) return kNull;
  int64_t n = heap->length;
  if (n == 0) return raise_error(exc::IndexError, "index out of range");
  Value last = heap->items->items[n - 1];
  list_delete_range(heap, n - 1, 1);
  if (n == 1) return last;
  Value top = heap->items->items[0];
  list_set(heap, 0, last);
  return sift_down<Max>(t, heap, 0) ? top : kNull;
}
template <bool Max>
Value heap_replace(Thread& t, Value* args) {
  PyList* heap = heap_argument(args[0], "heapreplace() argument 1");
  if (!heap) return kNull;
  if (heap->length == 0) return raise_error(exc::IndexError, "index out of range");
  Value top = heap->items->items[0];
  list_set(heap, 0, args[1]);
  return sift_down<Max>(t, heap, 0) ? top : kNull;
}
Value heap_push_pop(Thread& t, Value* args) {
  PyList* heap = heap_argument(args[0], "heappushpop() argument 1");
  if (!heap) return kNull;
  if (heap->length == 0) return args[1];
  Value top = heap->items->items[0];
  int r = before<false>(t, top, args[1]);
  if (r < 0) return kNull;
  if (!r) return args[1];
  if (heap->length == 0) return raise_error(exc::IndexError, "index out of range");
  return heap_replace<false>(t, args);
}
template <bool Max>
Value heapify(Thread& t, Value* args) {
  PyList* heap = heap_argument(args[0], "heapify() argument");
  if (!heap) return kNull;
  for (int64_t i = heap->length / 2 - 1; i >= 0; i--) {
    if (!sift_down<Max>(t, heap, i)) return kNull;
  }
  return kNone;
}

const NativeDef kFunctions[] = {
    {"heappush(heap, item, /)", heap_push, kEffectAll, "Push item onto heap, maintaining the heap invariant."},
    {"heappop(heap, /)", heap_pop<false>, kEffectAll, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace(heap, item, /)", heap_replace<false>, kEffectAll,
     "Pop and return the current smallest value, and add the new item."},
    {"heappushpop(heap, item, /)", heap_push_pop, kEffectAll,
     "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heapify(heap, /)", heapify<false>, kEffectAll, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max(heap, /)", heap_pop<true>, kEffectAll, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", heap_replace<true>, kEffectAll, "Maxheap variant of heapreplace."},
    {"_heapify_max(heap, /)", heapify<true>, kEffectAll, "Maxheap variant of heapify."},
    {}};

bool heapq_init(Thread&, PyDict* dict) {
  PyStr* about = str_from_utf8("Heap queues");
  return about && module_add(dict, "__about__", Value(&about->header)) &&
         module_add_doc(dict, "Heap queue algorithm (a.k.a. priority queue).") && module_add_functions(dict, "_heapq", kFunctions);
}

}  // namespace

const NativeModule kHeapqModule = {"_heapq", heapq_init};

}  // namespace pyvm
