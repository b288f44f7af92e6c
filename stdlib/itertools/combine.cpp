// itertools: product, permutations, combinations, combinations_with_replacement.
//
// All four keep the pool(s) and an array of indices; a step changes the indices and builds the next tuple from the last one.
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
const NativeDef kProductMethods[] = {
    {"__new__(cls, /, *iterables, repeat=1)", product_make}, ITERTOOLS_ITER, PYVM_NEXT(product_next, kEffectAllocates), {}};

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
const NativeDef kCombinationsMethods[] = {
    {"__new__(cls, iterable, r)", combinations_make<false>}, ITERTOOLS_ITER,
    PYVM_NEXT(combinations_next_plain, kEffectAllocates), {}};
const NativeDef kReplacementMethods[] = {
    {"__new__(cls, iterable, r)", combinations_make<true>}, ITERTOOLS_ITER,
    PYVM_NEXT(combinations_next_repeated, kEffectAllocates), {}};

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
const NativeDef kPermutationsMethods[] = {
    {"__new__(cls, iterable, r=None)", permutations_make}, ITERTOOLS_ITER, PYVM_NEXT(permutations_next, kEffectAllocates), {}};

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
