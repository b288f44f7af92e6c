// itertools: count, cycle, repeat, chain, compress, dropwhile, takewhile, filterfalse, starmap, islice, accumulate,
// pairwise, zip_longest.
#include "stdlib/itertools/itertools.h"
#include "stdlib/module_util.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/str_builder.h"
#include "vm/run/import.h"
#include "vm/run/thread.h"

namespace pyvm::itertools {

PyTuple* state_tuple(Value state, int64_t n) {
  if (!is_tuple(state)) return raise_type_error("state is not a tuple");
  if (as_tuple(state)->length == n) return as_tuple(state);
  return raise_type_error("function takes exactly %lld arguments (%lld given)", static_cast<long long>(n),
                          static_cast<long long>(as_tuple(state)->length));
}

namespace {

Value class_of_self(Value self) { return Value(&type_of(self)->header); }

Value empty_iterator(Thread& t) {
  PyList* list = list_new(0);
  return list ? object_iter(t, Value(&list->header)) : kNull;
}

// ---- count

struct Count {
  HeapObject header;
  Value next, step;
};

Value count_make(Thread& t, Value* args) {
  for (int i = 1; i <= 2; i++) {
    PyType* type = type_of(args[i]);
    if (!type_lookup(type, names::d_index) && !type_lookup(type, names::d_float) && !type_lookup(type, names::d_complex)) {
      return raise_type_error("a number is required");
    }
  }
  (void)t;
  auto* c = make<Count>(args[0]);
  if (!c) return kNull;
  c->next = args[1];
  c->step = args[2];
  return finish(c);
}
Value count_next(Thread& t, Value self) {
  auto* c = self.as<Count>();
  Value r = c->next, next = object_binary(t, BinaryOp::kAdd, r, c->step);
  if (!next) return kNull;
  store(c, &c->next, next);
  return r;
}
bool step_is_one(const Count* c) { return c->step == Value::from_small_int(1); }
Value count_repr(Thread& t, Value* args) {
  auto* c = args[0].as<Count>();
  PyStr* a = object_repr(t, c->next);
  if (!a) return kNull;
  StrBuilder out;
  out.append_ascii("count(");
  out.append(a);
  if (!step_is_one(c)) {
    PyStr* b = object_repr(t, c->step);
    if (!b) return kNull;
    out.append_ascii(", ");
    out.append(b);
  }
  out.append(')');
  return text_value(out.finish());
}
Value count_reduce(Thread&, Value* args) {
  auto* c = args[0].as<Count>();
  Value type = class_of_self(args[0]);
  return make_tuple(type, step_is_one(c) ? make_tuple(c->next) : make_tuple(c->next, c->step));
}
const NativeDef kCountMethods[] = {
    {"__new__(cls, start=0, step=1)", count_make}, ITERTOOLS_ITER, PYVM_NEXT(count_next, kEffectAll),
    {"__repr__(self, /)", count_repr}, ITERTOOLS_REDUCE(count_reduce), {}};

// ---- cycle

struct Cycle {
  HeapObject header;
  Value iterator;    // null once exhausted
  PyList* saved;
  Value position;
  Value complete;    // true: `saved` has all items although the iterator gives some of them again
};
Value cycle_make(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[1]);
  PyList* saved = iterator ? list_new(0) : nullptr;
  auto* c = saved ? make<Cycle>(args[0]) : nullptr;
  if (!c) return kNull;
  c->iterator = iterator;
  c->saved = saved;
  c->position = Value::from_small_int(0);
  c->complete = kFalse;
  return finish(c);
}
Value cycle_next(Thread& t, Value self) {
  auto* c = self.as<Cycle>();
  if (c->iterator) {
    Value item = iter_next(t, c->iterator);
    if (!item) return kNull;
    if (item != kStop) return c->complete.is_true() || list_append(c->saved, item) ? item : kNull;
    c->iterator = kNull;
  }
  if (c->saved->length == 0) return kStop;
  int64_t i = c->position.small_int();
  if (i >= c->saved->length) i = 0;
  c->position = Value::from_small_int(i + 1);
  return c->saved->items->items[i];
}
Value cycle_reduce(Thread& t, Value* args) {
  auto* c = args[0].as<Cycle>();
  Value saved(&c->saved->header), iterator = c->iterator, complete = c->complete;
  if (!iterator) {   // what is left of this round
    int64_t i = c->position.small_int();
    PyList* rest = list_from(c->saved->items->items + i, c->saved->length - i);
    iterator = rest ? object_iter(t, Value(&rest->header)) : kNull;
    complete = kTrue;
  }
  return iterator ? make_tuple(class_of_self(args[0]), make_tuple(iterator), make_tuple(saved, complete)) : kNull;
}
Value cycle_setstate(Thread& t, Value* args) {
  auto* c = args[0].as<Cycle>();
  PyTuple* state = state_tuple(args[1], 2);
  if (!state) return kNull;
  if (!is_list(state->items[0])) return raise_type_error("argument 1 must be list, not %s", type_name(state->items[0]));
  int64_t complete;
  if (!object_index(t, state->items[1], &complete)) return kNull;
  c->saved = as_list(state->items[0]);
  c->complete = Value::from_bool(complete != 0);
  c->position = Value::from_small_int(0);
  gc::barrier(&c->header);
  return kNone;
}
const NativeDef kCycleMethods[] = {
    {"__new__(cls, iterable, /)", cycle_make}, ITERTOOLS_ITER, PYVM_NEXT(cycle_next, kEffectAll),
    ITERTOOLS_PICKLED(cycle_reduce, cycle_setstate), {}};

// ---- repeat

struct Repeat {
  HeapObject header;
  Value item, times;   // times null: for ever
};
Value repeat_make(Thread& t, Value* args) {
  Value times;
  if (args[2]) {
    int64_t n;
    if (!object_index(t, args[2], &n)) return kNull;
    times = Value::from_small_int(n < 0 ? 0 : n);
  }
  auto* r = make<Repeat>(args[0]);
  if (!r) return kNull;
  r->item = args[1];
  r->times = times;
  return finish(r);
}
Value repeat_next(Thread&, Value self) {
  auto* r = self.as<Repeat>();
  if (r->times) {
    int64_t n = r->times.small_int();
    if (n == 0) return kStop;
    r->times = Value::from_small_int(n - 1);
  }
  return r->item;
}
Value repeat_repr(Thread& t, Value* args) {
  auto* r = args[0].as<Repeat>();
  PyStr* s = object_repr(t, r->item);
  if (!s) return kNull;
  StrBuilder out;
  out.append_ascii("repeat(");
  out.append(s);
  if (r->times) {
    PyStr* n = object_repr(t, r->times);
    if (!n) return kNull;
    out.append_ascii(", ");
    out.append(n);
  }
  out.append(')');
  return text_value(out.finish());
}
Value repeat_hint(Thread&, Value* args) {
  auto* r = args[0].as<Repeat>();
  return r->times ? r->times : raise_type_error("len() of unsized object");
}
Value repeat_reduce(Thread&, Value* args) {
  auto* r = args[0].as<Repeat>();
  Value type(&type_of(args[0])->header);
  return make_tuple(type, r->times ? make_tuple(r->item, r->times) : make_tuple(r->item));
}
const NativeDef kRepeatMethods[] = {
    {"__new__(cls, object, times=<absent>)", repeat_make}, ITERTOOLS_ITER, PYVM_NEXT(repeat_next, kEffectWrites),
    {"__repr__(self, /)", repeat_repr}, {"__length_hint__(self, /)", repeat_hint},
    ITERTOOLS_REDUCE(repeat_reduce), {}};

// ---- chain

struct Chain {
  HeapObject header;
  Value source;   // iterator over iterables, null at the end
  Value active;   // iterator, or null
};
Value chain_from(Thread& t, Value cls, Value iterables) {
  Value source = object_iter(t, iterables);
  auto* c = source ? make<Chain>(cls) : nullptr;
  if (!c) return kNull;
  c->source = source;
  return finish(c);
}
Value chain_make(Thread& t, Value* args) { return chain_from(t, args[0], args[1]); }
Value chain_next(Thread& t, Value self) {
  auto* c = self.as<Chain>();
  for (;;) {
    if (!c->source) return kStop;
    if (!c->active) {
      Value iterable = iter_next(t, c->source);
      if (iterable == kStop) c->source = kNull;
      if (iterable == kStop) return kStop;
      Value active = iterable ? object_iter(t, iterable) : kNull;
      if (!active) {
        c->source = kNull;
        return kNull;
      }
      store(c, &c->active, active);
    }
    Value item = iter_next(t, c->active);
    if (item != kStop) return item;
    c->active = kNull;
  }
}
Value chain_reduce(Thread&, Value* args) {
  auto* c = args[0].as<Chain>();
  Value type(&type_of(args[0])->header), empty(&tuple_empty()->header);
  if (!c->source) return make_tuple(type, empty);
  return make_tuple(type, empty, c->active ? make_tuple(c->source, c->active) : make_tuple(c->source));
}
Value chain_setstate(Thread&, Value* args) {
  auto* c = args[0].as<Chain>();
  if (!is_tuple(args[1])) return raise_type_error("state is not a tuple");
  PyTuple* state = as_tuple(args[1]);
  if (state->length < 1) return raise_type_error("function takes at least 1 argument (0 given)");
  if (state->length > 2) {
    return raise_type_error("function takes at most 2 arguments (%lld given)", static_cast<long long>(state->length));
  }
  for (int64_t i = 0; i < state->length; i++) {
    if (!type_lookup(type_of(state->items[i]), names::d_next)) return raise_type_error("Arguments must be iterators.");
  }
  store(c, &c->source, state->items[0]);
  if (state->length == 2) store(c, &c->active, state->items[1]);
  return kNone;
}
const NativeDef kChainMethods[] = {
    {"__new__(cls, /, *iterables)", chain_make}, ITERTOOLS_ITER, PYVM_NEXT(chain_next, kEffectAll),
    {"@classmethod from_iterable(cls, iterable, /)", chain_make, kEffectAll,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily."},
    ITERTOOLS_PICKLED(chain_reduce, chain_setstate),
    PYVM_CLASS_GETITEM, {}};

// ---- compress, dropwhile, takewhile, filterfalse, starmap: a function or second iterator, an iterator, a state

struct Filter {
  HeapObject header;
  Value function, iterator;
  Value state;
};
Value filter_with(Thread& t, Value cls, Value function, Value iterable) {
  Value iterator = object_iter(t, iterable);
  auto* f = iterator ? make<Filter>(cls) : nullptr;
  if (!f) return kNull;
  f->function = function;
  f->iterator = iterator;
  f->state = kFalse;
  return finish(f);
}
Value function_make(Thread& t, Value* args) { return filter_with(t, args[0], args[1], args[2]); }
Value compress_make(Thread& t, Value* args) {
  Value data = object_iter(t, args[1]);
  return data ? filter_with(t, args[0], data, args[2]) : kNull;
}
Value compress_next(Thread& t, Value self) {
  auto* f = self.as<Filter>();
  for (;;) {
    Value item = iter_next(t, f->function);
    if (!item || item == kStop) return item;
    Value selector = iter_next(t, f->iterator);
    if (!selector || selector == kStop) return selector;
    int r = object_is_true(t, selector);
    if (r != 0) return r < 0 ? kNull : item;
  }
}
int ask(Thread& t, Value function, Value item) {
  Value r = object_call_args(t, function, item);
  return r ? object_is_true(t, r) : -1;
}
Value dropwhile_next(Thread& t, Value self) {
  auto* f = self.as<Filter>();
  for (;;) {
    Value item = iter_next(t, f->iterator);
    if (!item || item == kStop || f->state.is_true()) return item;
    int r = ask(t, f->function, item);
    if (r < 0) return kNull;
    if (r == 0) {
      f->state = kTrue;
      return item;
    }
  }
}
Value takewhile_next(Thread& t, Value self) {
  auto* f = self.as<Filter>();
  if (f->state.is_true()) return kStop;
  Value item = iter_next(t, f->iterator);
  if (!item || item == kStop) return item;
  int r = ask(t, f->function, item);
  if (r < 0) return kNull;
  if (r) return item;
  f->state = kTrue;
  return kStop;
}
Value filterfalse_next(Thread& t, Value self) {
  auto* f = self.as<Filter>();
  bool truth_only = f->function.is_none() || f->function == Value(&type_bool->header);
  for (;;) {
    Value item = iter_next(t, f->iterator);
    if (!item || item == kStop) return item;
    int r = truth_only ? object_is_true(t, item) : ask(t, f->function, item);
    if (r <= 0) return r < 0 ? kNull : item;
  }
}
Value starmap_next(Thread& t, Value self) {
  auto* f = self.as<Filter>();
  Value item = iter_next(t, f->iterator);
  if (!item || item == kStop) return item;
  PyTuple* args = object_to_tuple(t, item);
  return args ? object_call(t, f->function, args->items, static_cast<uint32_t>(args->length)) : kNull;
}
Value filter_reduce(Thread&, Value* args) {
  auto* f = args[0].as<Filter>();
  return make_tuple(class_of_self(args[0]), make_tuple(f->function, f->iterator));
}
Value while_reduce(Thread&, Value* args) {
  auto* f = args[0].as<Filter>();
  return make_tuple(class_of_self(args[0]), make_tuple(f->function, f->iterator), Value::from_small_int(f->state.is_true()));
}
Value while_setstate(Thread& t, Value* args) {
  int state = object_is_true(t, args[1]);
  if (state < 0) return kNull;
  args[0].as<Filter>()->state = Value::from_bool(state);
  return kNone;
}
const NativeDef kCompressMethods[] = {
    {"__new__(cls, data, selectors)", compress_make}, ITERTOOLS_ITER, PYVM_NEXT(compress_next, kEffectAll),
    ITERTOOLS_REDUCE(filter_reduce), {}};
const NativeDef kDropwhileMethods[] = {
    {"__new__(cls, predicate, iterable, /)", function_make}, ITERTOOLS_ITER, PYVM_NEXT(dropwhile_next, kEffectAll),
    ITERTOOLS_PICKLED(while_reduce, while_setstate), {}};
const NativeDef kTakewhileMethods[] = {
    {"__new__(cls, predicate, iterable, /)", function_make}, ITERTOOLS_ITER, PYVM_NEXT(takewhile_next, kEffectAll),
    ITERTOOLS_PICKLED(while_reduce, while_setstate), {}};
const NativeDef kFilterfalseMethods[] = {
    {"__new__(cls, function, iterable, /)", function_make}, ITERTOOLS_ITER, PYVM_NEXT(filterfalse_next, kEffectAll),
    ITERTOOLS_REDUCE(filter_reduce), {}};
const NativeDef kStarmapMethods[] = {
    {"__new__(cls, function, iterable, /)", function_make}, ITERTOOLS_ITER, PYVM_NEXT(starmap_next, kEffectAll),
    ITERTOOLS_REDUCE(filter_reduce), {}};

// ---- islice

struct Islice {
  HeapObject header;
  int64_t next, stop, step, count;   // stop -1: none
  Value iterator;                    // null once exhausted
};
bool islice_number(Thread& t, Value v, int64_t missing, const char* text, int64_t* out) {
  *out = missing;
  if (v.is_none()) return true;
  if (is_int(v) || type_lookup(type_of(v), names::d_index)) {
    if (object_index(t, v, out, true) && *out >= 0) return true;
    if (error_occurred(t)) return false;
  }
  (void)raise_value_error("%s", text);
  return false;
}
Value islice_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length < 2) return raise_type_error("islice expected at least 2 arguments, got %lld", static_cast<long long>(given->length));
  if (given->length > 4) return raise_type_error("islice expected at most 4 arguments, got %lld", static_cast<long long>(given->length));
  const char* stop_text = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  const char* both_text = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  int64_t start = 0, stop, step = 1;
  if (given->length == 2) {
    if (!islice_number(t, given->items[1], -1, stop_text, &stop)) return kNull;
  } else {
    if (!islice_number(t, given->items[1], 0, both_text, &start) || !islice_number(t, given->items[2], -1, stop_text, &stop)) {
      return kNull;
    }
    if (given->length == 4) {
      const char* step_text = "Step for islice() must be a positive integer or None.";
      if (!islice_number(t, given->items[3], 1, step_text, &step)) return kNull;
      if (step < 1) return raise_value_error("%s", step_text);
    }
  }
  Value iterator = object_iter(t, given->items[0]);
  auto* s = iterator ? make<Islice>(args[0]) : nullptr;
  if (!s) return kNull;
  s->next = start;
  s->stop = stop;
  s->step = step;
  s->iterator = iterator;
  return finish(s);
}
Value islice_next(Thread& t, Value self) {
  auto* s = self.as<Islice>();
  if (!s->iterator) return kStop;
  while (s->count < s->next && (s->stop < 0 || s->count < s->stop)) {   // skip
    Value item = iter_next(t, s->iterator);
    if (item == kStop) s->iterator = kNull;
    if (!item || item == kStop) return item;
    s->count++;
  }
  if (s->stop >= 0 && s->count >= s->stop) {
    s->iterator = kNull;
    return kStop;
  }
  Value item = iter_next(t, s->iterator);
  if (item == kStop) s->iterator = kNull;
  if (!item || item == kStop) return item;
  s->count++;
  if (__builtin_add_overflow(s->next, s->step, &s->next) || (s->stop >= 0 && s->next > s->stop)) {
    s->next = s->stop >= 0 ? s->stop : INT64_MAX;
  }
  return item;
}
void trace_islice(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<Islice*>(h)->iterator.bits()); }
Value islice_reduce(Thread& t, Value* args) {
  auto* s = args[0].as<Islice>();
  Value type = class_of_self(args[0]), zero = Value::from_small_int(0);
  if (!s->iterator) return make_tuple(type, make_tuple(empty_iterator(t), zero), zero);
  Value stop = s->stop < 0 ? kNone : int_from_int64(s->stop);
  return make_tuple(type, make_tuple(s->iterator, int_from_int64(s->next), stop, int_from_int64(s->step)), int_from_int64(s->count));
}
Value islice_setstate(Thread& t, Value* args) {
  if (!is_int(args[1])) return raise_type_error("an integer is required");
  return object_index(t, args[1], &args[0].as<Islice>()->count) ? kNone : kNull;
}
const NativeDef kIsliceMethods[] = {
    {"__new__(cls, /, *args)", islice_make}, ITERTOOLS_ITER, PYVM_NEXT(islice_next, kEffectAll),
    ITERTOOLS_PICKLED(islice_reduce, islice_setstate), {}};

// ---- accumulate

struct Accumulate {
  HeapObject header;
  Value iterator, function, total, initial;   // function null: +; total null: nothing yet; initial null: none
};
Value accumulate_make(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[1]);
  auto* a = iterator ? make<Accumulate>(args[0]) : nullptr;
  if (!a) return kNull;
  a->iterator = iterator;
  a->function = args[2].is_none() ? kNull : args[2];
  a->initial = args[3].is_none() ? kNull : args[3];
  return finish(a);
}
Value accumulate_next(Thread& t, Value self) {
  auto* a = self.as<Accumulate>();
  if (a->initial) {
    store(a, &a->total, a->initial);
    a->initial = kNull;
    return a->total;
  }
  Value item = iter_next(t, a->iterator);
  if (!item || item == kStop) return item;
  if (a->total) {
    item = a->function ? object_call_args(t, a->function, a->total, item) : object_binary(t, BinaryOp::kAdd, a->total, item);
    if (!item) return kNull;
  }
  store(a, &a->total, item);
  return item;
}
// As __setstate__ is not called with None, a total that is None or an initial value comes from a chain before the iterator.
Value accumulate_reduce(Thread& t, Value* args) {
  auto* a = args[0].as<Accumulate>();
  Value type = class_of_self(args[0]), function = a->function ? a->function : kNone;
  bool none = a->total && a->total.is_none();
  if (!a->initial && !none) {
    return make_tuple(type, make_tuple(a->iterator, function), a->total ? a->total : kNone);
  }
  Value module = import_module(t, str_intern("itertools"));
  Value chain = module ? object_get_attr(t, module, str_intern("chain")) : kNull;
  Value first = chain ? make_tuple(a->initial ? a->initial : a->total) : kNull;
  Value iterator = first ? object_call_args(t, chain, first, a->iterator) : kNull;
  if (!none) return iterator ? make_tuple(type, make_tuple(iterator, function), kNone) : kNull;
  Value again = iterator ? object_call_args(t, type, iterator, function) : kNull;
  Value islice = again ? object_get_attr(t, module, str_intern("islice")) : kNull;
  return islice ? make_tuple(islice, make_tuple(again, Value::from_small_int(1), kNone)) : kNull;
}
Value accumulate_setstate(Thread&, Value* args) {
  auto* a = args[0].as<Accumulate>();
  store(a, &a->total, args[1]);
  return kNone;
}
const NativeDef kAccumulateMethods[] = {
    {"__new__(cls, iterable, func=None, *, initial=None)", accumulate_make}, ITERTOOLS_ITER,
    PYVM_NEXT(accumulate_next, kEffectAll), ITERTOOLS_PICKLED(accumulate_reduce, accumulate_setstate), {}};

// ---- pairwise

struct Pairwise {
  HeapObject header;
  Value iterator, old;
};
Value pairwise_make(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[1]);
  auto* p = iterator ? make<Pairwise>(args[0]) : nullptr;
  if (!p) return kNull;
  p->iterator = iterator;
  return finish(p);
}
Value pairwise_next(Thread& t, Value self) {
  auto* p = self.as<Pairwise>();
  if (!p->iterator) return kStop;
  auto end = [&](Value r) {
    p->iterator = p->old = kNull;
    return r;
  };
  if (!p->old) {
    Value first = iter_next(t, p->iterator);
    if (!first || first == kStop) return end(first);
    store(p, &p->old, first);
    if (!p->iterator) return end(kStop);
  }
  Value item = iter_next(t, p->iterator);
  if (!item || item == kStop) return end(item);
  Value r = make_tuple(p->old, item);
  store(p, &p->old, item);
  return r;
}
const NativeDef kPairwiseMethods[] = {
    {"__new__(cls, iterable, /)", pairwise_make}, ITERTOOLS_ITER, PYVM_NEXT(pairwise_next, kEffectAll), {}};

// ---- zip_longest

struct ZipLongest {
  HeapObject header;
  PyTuple* iterators;   // null items: exhausted
  Value fill;
  Value active;
};
Value zip_longest_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  PyDict* keywords = as_dict(args[2]);
  Value fill = dict_get_str(keywords, str_intern("fillvalue"));
  if (keywords->length != (fill ? 1 : 0)) return raise_type_error("zip_longest() got an unexpected keyword argument");
  PyTuple* iterators = tuple_new(given->length);
  for (int64_t i = 0; iterators && i < given->length; i++) {
    Value it = object_iter(t, given->items[i]);
    if (!it) return kNull;
    iterators->items[i] = it;
    gc::barrier(&iterators->header, it.bits());
  }
  auto* z = iterators ? make<ZipLongest>(args[0]) : nullptr;
  if (!z) return kNull;
  z->iterators = iterators;
  z->fill = fill ? fill : kNone;
  z->active = Value::from_small_int(given->length);
  return finish(z);
}
Value zip_longest_next(Thread& t, Value self) {
  auto* z = self.as<ZipLongest>();
  int64_t n = z->iterators->length;
  if (n == 0 || z->active.small_int() == 0) return kStop;
  PyTuple* r = tuple_new(n);
  if (!r) return kNull;
  for (int64_t i = 0; i < n; i++) {
    Value item = kStop;
    if (z->iterators->items[i]) {
      item = iter_next(t, z->iterators->items[i]);
      if (!item) {
        z->active = Value::from_small_int(0);
        return kNull;
      }
      if (item == kStop) {
        z->active = Value::from_small_int(z->active.small_int() - 1);
        if (z->active.small_int() == 0) return kStop;
        z->iterators->items[i] = kNull;
      }
    }
    if (item == kStop) item = z->fill;
    r->items[i] = item;
    gc::barrier(&r->header, item.bits());
  }
  return Value(&r->header);
}
Value zip_longest_reduce(Thread&, Value* args) {
  auto* z = args[0].as<ZipLongest>();
  PyTuple* iterators = tuple_new(z->iterators->length);
  if (!iterators) return kNull;
  for (int64_t i = 0; i < iterators->length; i++) {
    Value it = z->iterators->items[i];
    iterators->items[i] = it ? it : Value(&tuple_empty()->header);   // exhausted
  }
  gc::barrier(&iterators->header);
  return make_tuple(class_of_self(args[0]), Value(&iterators->header), z->fill);
}
Value zip_longest_setstate(Thread&, Value* args) {
  auto* z = args[0].as<ZipLongest>();
  store(z, &z->fill, args[1]);
  return kNone;
}
const NativeDef kZipLongestMethods[] = {
    {"__new__(cls, /, *iterables, **keywords)", zip_longest_make}, ITERTOOLS_ITER,
    PYVM_NEXT(zip_longest_next, kEffectAll), ITERTOOLS_PICKLED(zip_longest_reduce, zip_longest_setstate), {}};

#define VALUES_ONLY(T) {.bytes = sizeof(T), .first_value = sizeof(HeapObject)}
const TypeSpec kSpecs[] = {
    {"itertools.count", nullptr, kTypeBaseable, VALUES_ONLY(Count), kCountMethods,
     "Return a count object whose .__next__() method returns consecutive values."},
    {"itertools.cycle", nullptr, kTypeBaseable, VALUES_ONLY(Cycle), kCycleMethods,
     "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely."},
    {"itertools.repeat", nullptr, kTypeBaseable, VALUES_ONLY(Repeat), kRepeatMethods,
     "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, "
     "returns the object\nendlessly."},
    {"itertools.chain", nullptr, kTypeBaseable, VALUES_ONLY(Chain), kChainMethods,
     "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable "
     "until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted."},
    {"itertools.compress", nullptr, kTypeBaseable, VALUES_ONLY(Filter), kCompressMethods,
     "Return data elements corresponding to true selector elements."},
    {"itertools.dropwhile", nullptr, kTypeBaseable, VALUES_ONLY(Filter), kDropwhileMethods,
     "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is "
     "exhausted."},
    {"itertools.takewhile", nullptr, kTypeBaseable, VALUES_ONLY(Filter), kTakewhileMethods,
     "Return successive entries from an iterable as long as the predicate evaluates to true for each entry."},
    {"itertools.filterfalse", nullptr, kTypeBaseable, VALUES_ONLY(Filter), kFilterfalseMethods,
     "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false."},
    {"itertools.starmap", nullptr, kTypeBaseable, VALUES_ONLY(Filter), kStarmapMethods,
     "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given "
     "sequence."},
    {"itertools.islice", nullptr, kTypeBaseable, {.trace = trace_islice, .bytes = sizeof(Islice)}, kIsliceMethods,
     "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose "
     "next() method returns selected values from an\niterable."},
    {"itertools.accumulate", nullptr, kTypeBaseable, VALUES_ONLY(Accumulate), kAccumulateMethods,
     "Return series of accumulated sums."},
    {"itertools.pairwise", nullptr, kTypeBaseable, VALUES_ONLY(Pairwise), kPairwiseMethods,
     "Return an iterator of overlapping pairs taken from the input iterator."},
    {"itertools.zip_longest", nullptr, kTypeBaseable, VALUES_ONLY(ZipLongest), kZipLongestMethods,
     "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable "
     "argument."},
};

}  // namespace

bool add_basic_types(PyDict* dict) {
  for (const TypeSpec& spec : kSpecs) {
    if (!module_add_type(dict, type_new_builtin(spec))) return false;
  }
  return true;
}

}  // namespace pyvm::itertools
