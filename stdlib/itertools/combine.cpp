// itertools: product, permutations, combinations, combinations_with_replacement.
//
// All four keep the pool(s) and an array of indices; a step changes the indices and builds the next tuple from the last one.
#include <algorithm>

#include "stdlib/itertools/itertools.h"
#include "stdlib/module_util.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"

namespace pyvm::itertools {

namespace {

struct Combiner {
  HeapObject header;
  int64_t length;       // of the results
  bool stopped;
  PyTuple* pools;       // product: tuple of tuples, otherwise the pool itself
  PyTuple* result;      // the last one, null before the first
  PyRaw* indices;       // int64 each; permutations: a permutation of the pool followed by `length` cycle counters
};

int64_t* indices(Combiner* c) { return reinterpret_cast<int64_t*>(c->indices->data); }

void trace_combiner(HeapObject* h, gc::Visitor& v) {
  auto* c = reinterpret_cast<Combiner*>(h);
  v.visit(c->pools);
  v.visit(c->result);
  v.visit(c->indices);
}

Combiner* make_combiner(Value cls, PyTuple* pools, int64_t length, int64_t index_count) {
  if (!pools) return nullptr;
  PyRaw* raw = raw_new(static_cast<uint64_t>(index_count) * 8);
  auto* c = raw ? make<Combiner>(cls) : nullptr;
  if (!c) return nullptr;
  c->pools = pools;
  c->length = length;
  c->indices = raw;
  gc::barrier(&c->header);
  return c;
}

// A copy of the last result that may be changed from position `from` on, filled by pick(position).
template <class Pick>
Value next_result(Combiner* c, int64_t from, Pick pick) {
  PyTuple* r = tuple_new(c->length);
  if (!r) return kNull;
  for (int64_t i = 0; i < c->length; i++) r->items[i] = i < from ? c->result->items[i] : pick(i);
  gc::barrier(&r->header);
  c->result = r;
  gc::barrier(&c->header);
  return Value(&r->header);
}

// ---- pickling: the class, its arguments and, once there was a result, the indices

Value index_tuple(const int64_t* index, int64_t n) {
  PyTuple* r = tuple_new(n);
  for (int64_t i = 0; r && i < n; i++) r->items[i] = Value::from_small_int(index[i]);
  return tuple_value(r);
}

// Stores the ints of a tuple as indices, each between the bounds that its position has.
template <class Most>
bool read_indices(Thread& t, Value state, int64_t n, int64_t least, Most most, int64_t* out) {
  if (!is_tuple(state) || as_tuple(state)->length != n) return raise_value_error("invalid arguments");
  for (int64_t i = 0; i < n; i++) {
    Value v = as_tuple(state)->items[i];
    int64_t index;
    if (!is_int(v)) return raise_type_error("an integer is required");
    if (!object_index(t, v, &index, true)) return false;
    index = std::min(index, most(i));
    out[i] = std::max(index, least);
  }
  return true;
}

// The result that the indices stand for is the last one.
template <class Pick>
Value resume_from_indices(Combiner* c, Pick pick) {
  return next_result(c, 0, pick) ? kNone : kNull;
}

Value pool_reduce(Combiner* c, Value state) {
  Value type(&type_of(Value(&c->header))->header);
  bool ended = c->stopped && c->result;
  Value arguments = make_tuple(ended ? Value(&tuple_empty()->header) : Value(&c->pools->header), int_from_int64(c->length));
  return !c->result || ended ? make_tuple(type, arguments) : make_tuple(type, arguments, state);
}

// ---- product

Value product_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  int64_t repeat;
  if (!object_index(t, args[2], &repeat)) return kNull;
  if (repeat < 0) return raise_value_error("repeat argument cannot be negative");
  int64_t n;
  if (__builtin_mul_overflow(given->length, repeat, &n) || n > (int64_t{1} << 40)) {
    return raise_error(exc::OverflowError, "repeat argument too large");
  }
  PyTuple* pools = tuple_new(n);
  bool empty = false;
  for (int64_t i = 0; pools && i < given->length; i++) {
    PyTuple* pool = object_to_tuple(t, given->items[i]);
    if (!pool) return kNull;
    empty = empty || (pool->length == 0 && repeat > 0);
    for (int64_t k = 0; k < repeat; k++) pools->items[k * given->length + i] = Value(&pool->header);
    gc::barrier(&pools->header);
  }
  Combiner* c = make_combiner(args[0], pools, n, n);
  if (!c) return kNull;
  c->stopped = empty;
  return Value(&c->header);
}
Value product_next(Thread&, Value self) {
  auto* c = self.as<Combiner>();
  if (c->stopped) return kStop;
  int64_t* index = indices(c);
  auto pick = [&](int64_t i) { return as_tuple(c->pools->items[i])->items[index[i]]; };
  if (!c->result) return next_result(c, 0, pick);
  int64_t i = c->length - 1;
  for (; i >= 0; i--) {
    if (++index[i] < as_tuple(c->pools->items[i])->length) break;
    index[i] = 0;
  }
  if (i < 0) {
    c->stopped = true;
    return kStop;
  }
  return next_result(c, i, pick);
}
Value product_reduce(Thread&, Value* args) {
  auto* c = args[0].as<Combiner>();
  Value type(&type_of(args[0])->header);
  if (c->stopped && c->result) return make_tuple(type, make_tuple(Value(&tuple_empty()->header)));
  Value pools(&c->pools->header);
  return c->result ? make_tuple(type, pools, index_tuple(indices(c), c->length)) : make_tuple(type, pools);
}
Value product_setstate(Thread& t, Value* args) {
  auto* c = args[0].as<Combiner>();
  auto pool = [c](int64_t i) { return as_tuple(c->pools->items[i]); };
  if (!read_indices(t, args[1], c->length, 0, [&](int64_t i) { return pool(i)->length - 1; }, indices(c))) return kNull;
  for (int64_t i = 0; i < c->length; i++) {
    if (pool(i)->length == 0) {
      c->stopped = true;
      return kNone;
    }
  }
  return resume_from_indices(c, [&](int64_t i) { return pool(i)->items[indices(c)[i]]; });
}
const NativeDef kProductMethods[] = {
    {"__new__(cls, /, *iterables, repeat=1)", product_make}, ITERTOOLS_ITER, PYVM_NEXT(product_next, kEffectAllocates),
    ITERTOOLS_PICKLED(product_reduce, product_setstate), {}};

// ---- combinations

bool length_argument(Thread& t, Value v, int64_t* out) {
  if (!object_index(t, v, out)) return false;
  if (*out >= 0) return true;
  (void)raise_value_error("r must be non-negative");
  return false;
}

template <bool Replacement>
Value combinations_make(Thread& t, Value* args) {
  int64_t r;
  PyTuple* pool = object_to_tuple(t, args[1]);
  if (!pool || !length_argument(t, args[2], &r)) return kNull;
  Combiner* c = make_combiner(args[0], pool, r, r);
  if (!c) return kNull;
  for (int64_t i = 0; i < r; i++) indices(c)[i] = Replacement ? 0 : i;
  c->stopped = Replacement ? pool->length == 0 && r > 0 : r > pool->length;
  return Value(&c->header);
}
template <bool Replacement>
Value combinations_next(Thread&, Value self) {
  auto* c = self.as<Combiner>();
  if (c->stopped) return kStop;
  int64_t* index = indices(c);
  int64_t n = c->pools->length, r = c->length;
  auto pick = [&](int64_t i) { return c->pools->items[index[i]]; };
  if (!c->result) return next_result(c, 0, pick);
  int64_t i = r - 1;
  while (i >= 0 && index[i] == (Replacement ? n - 1 : i + n - r)) i--;
  if (i < 0) {
    c->stopped = true;
    return kStop;
  }
  index[i]++;
  for (int64_t j = i + 1; j < r; j++) index[j] = Replacement ? index[i] : index[j - 1] + 1;
  return next_result(c, i, pick);
}
Value combinations_next_plain(Thread& t, Value self) { return combinations_next<false>(t, self); }
Value combinations_next_repeated(Thread& t, Value self) { return combinations_next<true>(t, self); }
Value combinations_reduce(Thread&, Value* args) {
  auto* c = args[0].as<Combiner>();
  Value state = index_tuple(indices(c), c->length);
  return state ? pool_reduce(c, state) : kNull;
}
template <bool Replacement>
Value combinations_setstate(Thread& t, Value* args) {
  auto* c = args[0].as<Combiner>();
  int64_t n = c->pools->length, r = c->length;
  auto most = [&](int64_t i) { return Replacement ? n - 1 : i + n - r; };
  if (!read_indices(t, args[1], r, 0, most, indices(c))) return kNull;
  if (c->stopped) return kNone;
  return resume_from_indices(c, [&](int64_t i) { return c->pools->items[indices(c)[i]]; });
}
const NativeDef kCombinationsMethods[] = {
    {"__new__(cls, iterable, r)", combinations_make<false>}, ITERTOOLS_ITER,
    PYVM_NEXT(combinations_next_plain, kEffectAllocates),
    ITERTOOLS_PICKLED(combinations_reduce, combinations_setstate<false>), {}};
const NativeDef kReplacementMethods[] = {
    {"__new__(cls, iterable, r)", combinations_make<true>}, ITERTOOLS_ITER,
    PYVM_NEXT(combinations_next_repeated, kEffectAllocates),
    ITERTOOLS_PICKLED(combinations_reduce, combinations_setstate<true>), {}};

// ---- permutations

Value permutations_make(Thread& t, Value* args) {
  PyTuple* pool = object_to_tuple(t, args[1]);
  if (!pool) return kNull;
  int64_t n = pool->length, r = n;
  if (!args[2].is_none()) {
    if (!is_int(args[2])) return raise_type_error("Expected int as r");
    if (!length_argument(t, args[2], &r)) return kNull;
  }
  Combiner* c = make_combiner(args[0], pool, r, n + r);
  if (!c) return kNull;
  for (int64_t i = 0; i < n; i++) indices(c)[i] = i;
  for (int64_t i = 0; i < r; i++) indices(c)[n + i] = n - i;
  c->stopped = r > n;
  return Value(&c->header);
}
Value permutations_next(Thread&, Value self) {
  auto* c = self.as<Combiner>();
  if (c->stopped) return kStop;
  int64_t n = c->pools->length;
  int64_t *index = indices(c), *cycles = index + n;
  auto pick = [&](int64_t i) { return c->pools->items[index[i]]; };
  if (!c->result) return next_result(c, 0, pick);
  for (int64_t i = c->length - 1; i >= 0; i--) {
    if (--cycles[i] == 0) {   // rotate the tail back
      int64_t first = index[i];
      for (int64_t j = i; j < n - 1; j++) index[j] = index[j + 1];
      index[n - 1] = first;
      cycles[i] = n - i;
    } else {
      int64_t j = n - cycles[i], swapped = index[i];
      index[i] = index[j];
      index[j] = swapped;
      return next_result(c, i, pick);
    }
  }
  c->stopped = true;
  return kStop;
}
Value permutations_reduce(Thread&, Value* args) {
  auto* c = args[0].as<Combiner>();
  int64_t n = c->pools->length;
  Value state = make_tuple(index_tuple(indices(c), n), index_tuple(indices(c) + n, c->length));
  return state ? pool_reduce(c, state) : kNull;
}
Value permutations_setstate(Thread& t, Value* args) {
  auto* c = args[0].as<Combiner>();
  PyTuple* state = state_tuple(args[1], 2);
  if (!state) return kNull;
  for (int i = 0; i < 2; i++) {
    Value part = state->items[i];
    if (!is_tuple(part)) return raise_type_error("argument %d must be tuple, not %s", i + 1, type_name(part));
  }
  int64_t n = c->pools->length;
  if (as_tuple(state->items[0])->length != n) return raise_value_error("invalid arguments");
  if (!read_indices(t, state->items[1], c->length, 1, [n](int64_t i) { return n - i; }, indices(c) + n) ||
      !read_indices(t, state->items[0], n, 0, [n](int64_t) { return n - 1; }, indices(c))) {
    return kNull;
  }
  if (c->stopped) return kNone;
  return resume_from_indices(c, [&](int64_t i) { return c->pools->items[indices(c)[i]]; });
}
const NativeDef kPermutationsMethods[] = {
    {"__new__(cls, iterable, r=None)", permutations_make}, ITERTOOLS_ITER, PYVM_NEXT(permutations_next, kEffectAllocates),
    ITERTOOLS_PICKLED(permutations_reduce, permutations_setstate), {}};

#define COMBINER {.trace = trace_combiner, .bytes = sizeof(Combiner)}
const TypeSpec kSpecs[] = {
    {"itertools.product", nullptr, kTypeBaseable, COMBINER, kProductMethods,
     "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops."},
    {"itertools.combinations", nullptr, kTypeBaseable, COMBINER, kCombinationsMethods,
     "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), "
     "(1,2,3)"},
    {"itertools.combinations_with_replacement", nullptr, kTypeBaseable, COMBINER, kReplacementMethods,
     "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive "
     "repeats."},
    {"itertools.permutations", nullptr, kTypeBaseable, COMBINER, kPermutationsMethods,
     "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), "
     "(2,0), (2,1)"},
};

}  // namespace

bool add_combinatoric_types(PyDict* dict) {
  for (const TypeSpec& spec : kSpecs) {
    if (!module_add_type(dict, type_new_builtin(spec))) return false;
  }
  return true;
}

}  // namespace pyvm::itertools
