// Builtin functions on iterables.
#include "stdlib/builtins/builtins.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/generator.h"
#include "vm/run/thread.h"

namespace pyvm {

template <bool Any>
static Value builtin_any_all(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return Value::from_bool(!Any);
    if (!item) return kNull;
    int truth = object_is_true(t, item);
    if (truth < 0) return kNull;
    if ((truth != 0) == Any) return Value::from_bool(Any);
  }
}

static Value builtin_len(Thread& t, Value* args) {
  int64_t n = object_len(t, args[0]);
  return n < 0 ? kNull : int_from_int64(n);
}

static Value builtin_iter(Thread& t, Value* args) {
  if (!args[1]) return object_iter(t, args[0]);
  if (!object_is_callable(args[0])) return raise_type_error("iter(v, w): v must be callable");
  return callable_iterator_new(args[0], args[1]);
}

static Value builtin_next(Thread& t, Value* args) {
  Value it = args[0];
  Value method = type_lookup(type_of(it), names::d_next);
  if (!method) return raise_type_error("'%.200s' object is not an iterator", type_name(it));
  if (method.is_layout(layouts.wrapper_descriptor) && method.as<PyNative>()->def->fast_kind == FastKind::kIterNext) {
    Value r = reinterpret_cast<IterNextFn>(method.as<PyNative>()->def->fast)(t, it);
    return r != kStop ? r : args[1] ? args[1] : raise_stop_iteration(kNull);
  }
  if (args[1] && it.is_layout(layouts.generator)) {
    Value r = iter_next(t, it);
    return r == kStop ? args[1] : r;
  }
  Value call[2] = {it};
  Value r = call_special(t, method, call, 1);
  if (r || !args[1] || !error_matches(exc::StopIteration)) return r;
  error_clear();
  return args[1];
}

static Value builtin_sorted(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[0]);
  if (given->length != 1) {
    return raise_type_error("sorted expected 1 argument, got %lld", static_cast<long long>(given->length));
  }
  Value list = object_to_list(t, given->items[0]);
  if (!list) return kNull;
  int reverse = object_is_true(t, args[2]);
  if (reverse < 0) return kNull;
  return list_sort(t, as_list(list), args[1].is_none() ? kNull : args[1], reverse != 0) ? list : kNull;
}

// The item that wins: key(item) OP key(best).
static Value extreme(Thread& t, Value iterable, CompareOp op, Value key, Value fallback, const char* name) {
  Value iterator = object_iter(t, iterable);
  if (!iterator) return kNull;
  Value best, best_key;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) break;
    Value item_key = item && key ? object_call_args(t, key, item) : item;
    if (!item_key) return kNull;
    if (best) {
      int wins;
      if (item_key.is_small_int() && best_key.is_small_int()) {
        wins = op == CompareOp::kLt ? item_key.small_int() < best_key.small_int() : item_key.small_int() > best_key.small_int();
      } else {
        wins = object_compare_bool(t, item_key, best_key, op);
      }
      if (wins < 0) return kNull;
      if (!wins) continue;
    }
    best = item;
    best_key = item_key;
  }
  if (best) return best;
  return fallback ? fallback : raise_value_error("%s() arg is an empty sequence", name);
}

template <CompareOp Op>
static Value builtin_extreme(Thread& t, Value* args) {
  const char* name = Op == CompareOp::kLt ? "min" : "max";
  PyTuple* given = as_tuple(args[0]);
  PyDict* keywords = as_dict(args[1]);
  Value key, fallback;
  Value k, v;
  for (int64_t i = 0; dict_next(keywords, &i, &k, &v);) {
    if (str_is(as_str(k), "key")) key = v;
    else if (str_is(as_str(k), "default")) fallback = v;
    else return raise_type_error("'%s' is an invalid keyword argument for %s()", str_utf8(as_str(k)).data(), name);
  }
  if (key && key.is_none()) key = kNull;
  if (given->length == 0) return raise_type_error("%s expected at least 1 argument, got 0", name);
  if (given->length > 1) {
    if (fallback) {
      return raise_type_error("Cannot specify a default for %s() with multiple positional arguments", name);
    }
    if (!key && given->length == 2) {
      Value a = given->items[0], b = given->items[1];
      int wins = object_compare_bool(t, b, a, Op);
      return wins < 0 ? kNull : wins ? b : a;
    }
    return extreme(t, Value(&given->header), Op, key, kNull, name);
  }
  return extreme(t, given->items[0], Op, key, fallback, name);
}

const NativeDef kBuiltinIteration[] = {
    {"all(iterable, /)", builtin_any_all<false>, kEffectAll,
     "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."},
    {"any(iterable, /)", builtin_any_all<true>, kEffectAll,
     "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."},
    {"len(obj, /)", builtin_len, kEffectAll, "Return the number of items in a container."},
    {"iter(object, sentinel=<absent>, /)", builtin_iter, kEffectAll,
     "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the "
     "argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the "
     "sentinel."},
    {"next(iterator, default=<absent>, /)", builtin_next, kEffectAll,
     "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it "
     "is returned instead of raising StopIteration."},
    {"sorted(*args, key=None, reverse=False)", builtin_sorted, kEffectAll,
     "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to "
     "customize the sort order, and the\nreverse flag can be set to request the result in descending order."},
    {"min(*args, **kwargs)", builtin_extreme<CompareOp::kLt>, kEffectAll,
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable "
     "argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided "
     "iterable is empty.\nWith two or more arguments, return the smallest argument."},
    {"max(*args, **kwargs)", builtin_extreme<CompareOp::kGt>, kEffectAll,
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable "
     "argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided "
     "iterable is empty.\nWith two or more arguments, return the largest argument."},
    {}};

}  // namespace pyvm
