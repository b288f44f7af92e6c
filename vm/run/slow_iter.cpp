// Iteration and unpacking.
#include "vm/object/error.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/jitted.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

Value slow_get_iter(Thread& t, Value iterable) {
  if (iterable.is_layout(layouts.generator)) return iterable;
  return object_iter(t, iterable);
}

Value slow_for_iter(Thread& t, Value iterator, uint16_t ret) {
  if (iterator.is_layout(layouts.generator)) {
    auto* g = iterator.as<PyGenerator>();
    if (g->state == GeneratorState::kFinished) return kStop;
    if (g->state == GeneratorState::kRunning) return generator_busy_error(g);
    Value* base = frame_top(t.base) + kFrameHeaderWords;
    FrameInfo info{ret, ReturnAction::kIterNext, kFrameGenerator, 0};
    if (!generator_push(t, g, base, kNone, t.pc + 1, info)) return kNull;
    t.pushed = base;
    return kFramePushed;
  }
  PyType* type = type_of(iterator);
  if (type->flags & kTypeHeap) {
    Value next = type_lookup(type, names::d_next);
    if (next.is_layout(layouts.function)) {
      return push_call(t, next.as<PyFunction>(), &iterator, 1, FrameInfo{ret, ReturnAction::kIterNext, 0, 0});
    }
  }
  Value item = iter_next(t, iterator);
  if (item && (frame_function(t.base)->code->flags & kCodeJitted) && iterator.is_layout(np::array_iterator_layout)) {
    return np::plain_element(item);
  }
  return item;
}

namespace {

bool fail_not_iterable(Thread& t, Value source) {
  if (error_matches(exc::TypeError) && type_lookup(type_of(source), names::d_iter).is_null() &&
      type_lookup(type_of(source), names::d_getitem).is_null()) {
    error_clear();
    (void)raise_type_error("cannot unpack non-iterable %s object", type_name(source));
  }
  return false;
}

}  // namespace

bool slow_unpack(Thread& t, Value source, Value* out, uint32_t n) {
  const Value* items = nullptr;
  int64_t length = 0;
  if (source.is_layout(layouts.list)) {
    items = as_list(source)->items->items;
    length = as_list(source)->length;
  } else if (source.is_layout(layouts.tuple)) {
    items = as_tuple(source)->items;
    length = as_tuple(source)->length;
  }
  if (items) {
    if (length == n) {
      for (uint32_t i = 0; i < n; i++) out[i] = items[i];
      return true;
    }
    if (length > n) {
      (void)raise_value_error("too many values to unpack (expected %u)", n);
    } else {
      (void)raise_value_error("not enough values to unpack (expected %u, got %ld)", n, length);
    }
    return false;
  }
  Value iterator = object_iter(t, source);
  if (!iterator) return fail_not_iterable(t, source);
  PyList* got = list_new(n);
  if (!got) return false;
  for (uint32_t i = 0; i < n; i++) {
    Value item = iter_next(t, iterator);
    if (!item) return false;
    if (item == kStop) {
      (void)raise_value_error("not enough values to unpack (expected %u, got %u)", n, i);
      return false;
    }
    if (!list_append(got, item)) return false;
  }
  Value extra = iter_next(t, iterator);
  if (!extra) return false;
  if (extra != kStop) {
    (void)raise_value_error("too many values to unpack (expected %u)", n);
    return false;
  }
  for (uint32_t i = 0; i < n; i++) out[i] = got->items->items[i];
  return true;
}

bool slow_unpack_ex(Thread& t, Value source, Value* out, uint32_t before, uint32_t after) {
  if (!source.is_layout(layouts.list) && !source.is_layout(layouts.tuple)) {
    Value iterator = object_iter(t, source);
    if (!iterator) return fail_not_iterable(t, source);
    source = iterator;
  }
  Value all = object_to_list(t, source);
  if (!all) return false;
  PyList* list = as_list(all);
  if (list->length < before + after) {
    (void)raise_value_error("not enough values to unpack (expected at least %u, got %ld)", before + after, list->length);
    return false;
  }
  int64_t middle = list->length - before - after;
  PyList* star = list_from(list->items->items + before, middle);
  if (!star) return false;
  for (uint32_t i = 0; i < before; i++) out[i] = list->items->items[i];
  out[before] = Value(&star->header);
  for (uint32_t i = 0; i < after; i++) out[before + 1 + i] = list->items->items[before + middle + i];
  return true;
}

}  // namespace pyvm
