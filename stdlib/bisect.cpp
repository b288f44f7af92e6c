// _bisect: binary search in sequences.
#include "stdlib/containers.h"
#include "stdlib/module_util.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

// args: a, x, lo, hi, key. The position, -1: exception pending.
template <bool Right>
int64_t search(Thread& t, Value a, Value x, Value* args) {
  int64_t low, high;
  if (!object_index(t, args[2], &low)) return -1;
  if (low < 0) {
    (void)raise_value_error("lo must be non-negative");
    return -1;
  }
  if (args[3].is_none()) high = object_len(t, a);
  else if (!object_index(t, args[3], &high)) return -1;
  if (high < 0) {
    if (args[3].is_none()) return -1;
    high = object_len(t, a);   // as CPython: a negative hi stands for the length
    if (high < 0) return -1;
  }
  Value key = args[4].is_none() ? kNull : args[4];
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    Value item = object_get_item(t, a, int_from_int64(middle));
    if (item && key) item = object_call_args(t, key, item);
    if (!item) return -1;
    int r = Right ? object_compare_bool(t, x, item, CompareOp::kLt) : object_compare_bool(t, item, x, CompareOp::kLt);
    if (r < 0) return -1;
    if ((r != 0) == Right) high = middle;
    else low = middle + 1;
  }
  return low;
}

template <bool Right>
Value bisect(Thread& t, Value* args) {
  int64_t i = search<Right>(t, args[0], args[1], args);
  return i < 0 ? kNull : int_from_int64(i);
}
template <bool Right>
Value insort(Thread& t, Value* args) {
  Value x = args[4].is_none() ? args[1] : object_call_args(t, args[4], args[1]);
  int64_t i = x ? search<Right>(t, args[0], x, args) : -1;
  if (i < 0) return kNull;
  if (is_exact_list(args[0])) {
    PyList* list = as_list(args[0]);
    return list_insert(list, i < list->length ? i : list->length, args[1]) ? kNone : kNull;
  }
  Value call[] = {int_from_int64(i), args[1]};
  PyStr* name = str_intern("insert");
  return name && object_call_method(t, args[0], name, call, 2) ? kNone : kNull;
}

const NativeDef kFunctions[] = {
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect<true>, kEffectAll,
     "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= "
     "x, and all e in\na[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\ninsert just after the rightmost x "
     "already there.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched."},
    {"bisect(a, x, lo=0, hi=None, *, key=None)", bisect<true>, kEffectAll, "Alias for bisect_right()."},
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect<false>, kEffectAll,
     "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < "
     "x, and all e in\na[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\ninsert just before the leftmost x "
     "already there.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", insort<true>, kEffectAll,
     "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x."},
    {"insort(a, x, lo=0, hi=None, *, key=None)", insort<true>, kEffectAll, "Alias for insort_right()."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", insort<false>, kEffectAll,
     "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x."},
    {}};

bool bisect_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "Bisection algorithms.") && module_add_functions(dict, "_bisect", kFunctions);
}

}  // namespace

const NativeModule kBisectModule = {"_bisect", bisect_init};

}  // namespace pyvm
