// Iteration over any objects.
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/generator.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

Value native_stop_iteration() { return raise_stop_iteration(kNull); }

Value object_iter(Thread& t, Value v) {
  if (is_exact_list(v)) {
    auto* it = allocate_object<PyListIterator>(layouts.list_iterator);
    if (!it) return kNull;
    it->source = as_list(v);
    gc::barrier(&it->header);
    return Value(&it->header);
  }
  if (is_exact_tuple(v)) {
    auto* it = allocate_object<PyTupleIterator>(layouts.tuple_iterator);
    if (!it) return kNull;
    it->source = as_tuple(v);
    gc::barrier(&it->header);
    return Value(&it->header);
  }
  if (v.is_layout(layouts.generator)) return v;
  if (is_exact_range(v)) return range_iterator_of(t, v.as<PyRange>());
  PyType* type = type_of(v);
  Value method = type_lookup(type, names::d_iter);
  if (!method) {
    if (type_lookup(type, names::d_getitem) && !(type->flags & kTypeDict)) return sequence_iterator_new(v);
    return raise_type_error("'%.200s' object is not iterable", type_name(v));
  }
  if (method.is_none()) return raise_type_error("'%.200s' object is not iterable", type_name(v));
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  if (r && !type_lookup(type_of(r), names::d_next)) {
    return raise_type_error("iter() returned non-iterator of type '%.100s'", type_name(r));
  }
  return r;
}

Value iter_next(Thread& t, Value iterator) {
  if (!poll_in_native_loop(t)) return kNull;
  if (iterator.is_layout(layouts.list_iterator)) {
    auto* it = iterator.as<PyListIterator>();
    if (!it->source) return kStop;
    if (it->index < it->source->length) return it->source->items->items[it->index++];
    it->source = nullptr;
    return kStop;
  }
  if (iterator.is_layout(layouts.range_iterator)) {
    auto* it = iterator.as<PyRangeIterator>();
    int64_t i = it->next;
    if (i == it->end) return kStop;
    it->next = i + it->step;
    return Value::from_small_int(i);
  }
  if (iterator.is_layout(layouts.generator)) {
    auto* g = iterator.as<PyGenerator>();
    if (g->state == GeneratorState::kFinished) return kStop;
    if (g->state != GeneratorState::kRunning) {
      Value result;
      return generator_send(t, g, kNone, &result);
    }
  }
  Value method = type_lookup(type_of(iterator), names::d_next);
  if (!method) return raise_type_error("'%.200s' object is not an iterator", type_name(iterator));
  if (method.is_layout(layouts.wrapper_descriptor)) {
    PyNative* native = method.as<PyNative>();
    if (native->def->fast_kind == FastKind::kIterNext && native_takes(native, iterator)) {
      return reinterpret_cast<IterNextFn>(native->def->fast)(t, iterator);
    }
  }
  Value args[2] = {iterator};
  Value r = call_special(t, method, args, 1);
  if (r || !error_matches(exc::StopIteration)) return r;
  error_clear();
  return kStop;
}

Value object_to_list(Thread& t, Value iterable) {
  PyList* list = list_new(0);
  return list && list_extend(t, list, iterable) ? Value(&list->header) : kNull;
}

PyTuple* object_to_tuple(Thread& t, Value iterable) {
  if (is_exact_tuple(iterable)) return as_tuple(iterable);
  if (is_exact_list(iterable)) return tuple_from(as_list(iterable)->items->items, as_list(iterable)->length);
  Value list = object_to_list(t, iterable);
  return list ? tuple_from(as_list(list)->items->items, as_list(list)->length) : nullptr;
}

}  // namespace pyvm
