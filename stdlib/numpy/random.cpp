// The module _numpy_random: the shared legacy generator's functions and Generator objects.
#include <cmath>
#include <cstring>
#include <ctime>
#include <new>
#include <vector>

#include <sys/random.h>

#include "stdlib/numpy/generators.h"
#include "stdlib/numpy/module.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/support.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

// A scalar when size is None, else an array of doubles drawn in order.
template <class Draw>
Value fill_doubles(Thread& t, Value size, Draw draw) {
  if (size.is_none()) return Value::from_double(draw());
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, size, shape);
  PyNdArray* a = ndim < 0 ? nullptr : array_new(DType::kFloat64, ndim, shape);
  if (!a) return kNull;
  auto* out = reinterpret_cast<double*>(a->data);
  for (int64_t i = 0; i < a->size; i++) out[i] = draw();
  return Value(&a->header);
}

// A parameter of a distribution: one number, or an array to broadcast.
struct Parameter {
  PyNdArray* array = nullptr;
  double value = 0;
};
bool read_parameter(Thread& t, Value v, Parameter* out) {
  if (v.is_double() || v.is_small_int()) return number_as_double(t, v, &out->value);
  DType own, d = DType::kFloat64;
  if (number_dtype(v, &own) && !is_complex(own)) return number_as_double(t, v, &out->value);
  out->array = array_from(t, v, &d);
  if (!out->array) return false;
  if (out->array->ndim == 0) {
    out->value = *reinterpret_cast<double*>(out->array->data);
    out->array = nullptr;
  }
  return true;
}

// Draws with two parameters: draw(a, b). check(a, b): false with an exception pending.
template <class Check, class Draw>
Value fill_two(Thread& t, Value first, Value second, Value size, Check check, Draw draw) {
  Parameter p[2];
  if (!read_parameter(t, first, &p[0]) || !read_parameter(t, second, &p[1])) return kNull;
  if (!p[0].array && !p[1].array) {
    if (!check(p[0].value, p[1].value)) return kNull;
    return fill_doubles(t, size, [&] { return draw(p[0].value, p[1].value); });
  }
  PyNdArray* arrays[3];
  int count = 0;
  DType d = DType::kFloat64;
  for (Parameter& x : p) {
    if (!x.array) {
      x.array = array_new(d, 0, nullptr);
      if (!x.array) return kNull;
      *reinterpret_cast<double*>(x.array->data) = x.value;
    }
    arrays[count++] = x.array;
  }
  int64_t shape[kMaxDims];
  int ndim;
  if (!size.is_none()) {
    ndim = shape_argument(t, size, shape);
    if (ndim < 0) return kNull;
    PyNdArray* wanted = array_new(DType::kBool, ndim, shape);
    if (!wanted) return kNull;
    arrays[count++] = wanted;
  }
  if (!broadcast_shapes(arrays, count, shape, &ndim)) return kNull;
  PyNdArray* out = array_new(d, ndim, shape);
  PyNdArray* full[2] = {out ? array_new(d, ndim, shape) : nullptr, out ? array_new(d, ndim, shape) : nullptr};
  if (!full[0] || !full[1]) return kNull;
  for (int i = 0; i < 2; i++) {
    if (!array_assign(t, full[i], p[i].array)) return kNull;
  }
  auto* x = reinterpret_cast<double*>(full[0]->data);
  auto* y = reinterpret_cast<double*>(full[1]->data);
  for (int64_t i = 0; i < out->size; i++) {
    if (!check(x[i], y[i])) return kNull;
  }
  for (int64_t i = 0; i < out->size; i++) reinterpret_cast<double*>(out->data)[i] = draw(x[i], y[i]);
  return Value(&out->header);
}

bool check_range(double low, double high) {
  if (std::isfinite(high - low)) return true;
  return raise_error(exc::OverflowError, "Range exceeds valid bounds");
}
bool check_scale(double, double scale) { return !(scale < 0 || std::signbit(scale)) || raise_value_error("scale < 0"); }

Value size_of_dims(PyTuple* dims) {
  if (dims->length == 0) return kNone;
  return dims->length == 1 ? dims->items[0] : Value(&dims->header);
}

// ---- RandomState: the Mersenne twister and the frozen algorithms on top of it

struct PyRandomState {
  HeapObject header;
  Mt19937 bits;
};
PyType* type_random_state;

Mt19937& twister(Value* args) { return args[0].as<PyRandomState>()->bits; }

Value random_state_new(Thread&, Value* args) {
  auto* state = reinterpret_cast<PyRandomState*>(instance_allocate(args[0].as<PyType>(), sizeof(PyRandomState)));
  if (!state) return kNull;
  new (&state->bits) Mt19937();
  return Value(&state->header);
}

Value state_seed(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  Value seed = args[1];
  if (seed.is_none()) {
    uint32_t key[4];
    if (getrandom(key, sizeof key, 0) != sizeof key) key[0] = static_cast<uint32_t>(std::time(nullptr));
    g.seed(key, 4);
    return kNone;
  }
  if (!is_array(seed) && !(type_of(seed)->flags & (kTypeList | kTypeTuple))) {
    int64_t number;
    if (!object_index(t, seed, &number)) {
      if (!error_matches(exc::TypeError)) return kNull;
      error_clear();
      return raise_type_error("Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
                              seed.is_double() ? "float64" : "O");
    }
    if (number < 0 || number > UINT32_MAX) return raise_value_error("Seed must be between 0 and 2**32 - 1");
    g.seed(static_cast<uint32_t>(number));
    return kNone;
  }
  DType d = DType::kInt64;
  PyNdArray* a = array_from(t, seed, &d);
  if (!a) return kNull;
  if (a->size == 0) return raise_value_error("Seed must be non-empty");
  if (a->ndim != 1) return raise_value_error("Seed array must be 1-d");
  a = array_contiguous(a);
  for (int64_t i = 0; a && i < a->size; i++) {
    int64_t word = reinterpret_cast<int64_t*>(a->data)[i];
    if (word < 0 || word > UINT32_MAX) return raise_value_error("Seed must be between 0 and 2**32 - 1");
  }
  PyNdArray* keys = a ? array_astype(a, DType::kUint32) : nullptr;
  if (!keys) return kNull;
  g.seed(reinterpret_cast<uint32_t*>(keys->data), static_cast<int>(keys->size));
  return kNone;
}
// (key array, position, has_gauss, gauss)
Value state_get(Thread&, Value* args) {
  Mt19937& g = twister(args);
  int64_t n = 624;
  PyNdArray* key = array_new(DType::kUint32, 1, &n);
  if (!key) return kNull;
  std::memcpy(key->data, g.key(), 624 * 4);
  Value items[4] = {Value(&key->header), Value::from_small_int(g.position()), Value::from_small_int(g.has_gauss()),
                    Value::from_double(g.kept_gauss())};
  PyTuple* tuple = tuple_from(items, 4);
  return tuple ? Value(&tuple->header) : kNull;
}
Value state_set(Thread& t, Value* args) {
  DType d = DType::kUint32;
  PyNdArray* key = array_from(t, args[1], &d);
  key = key ? array_contiguous(key) : nullptr;
  int64_t position;
  double gauss;
  if (!key || !object_index(t, args[2], &position) || !number_as_double(t, args[4], &gauss)) return kNull;
  if (key->size != 624 || position < 0 || position > 624) return raise_value_error("state must be 624 longs");
  twister(args).restore(reinterpret_cast<uint32_t*>(key->data), static_cast<int>(position), object_is_true(t, args[3]) > 0, gauss);
  return kNone;
}
Value state_rand(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_doubles(t, size_of_dims(as_tuple(args[1])), [&] { return g.next_double(); });
}
Value state_random(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_doubles(t, args[1], [&] { return g.next_double(); });
}
Value state_randn(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_doubles(t, size_of_dims(as_tuple(args[1])), [&] { return g.gauss(); });
}
Value state_gauss(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_doubles(t, args[1], [&] { return g.gauss(); });
}
Value state_uniform(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_two(t, args[1], args[2], args[3], check_range,
                  [&](double low, double high) { return low + (high - low) * g.next_double(); });
}
Value state_normal(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_two(t, args[1], args[2], args[3], check_scale, [&](double loc, double scale) { return loc + scale * g.gauss(); });
}
Value state_exponential(Thread& t, Value* args) {
  Mt19937& g = twister(args);
  return fill_two(t, Value::from_double(0), args[1], args[2], check_scale,
                  [&](double, double scale) { return scale * -std::log(1.0 - g.next_double()); });
}

uint64_t mask_for(uint64_t range) { return range == 0 ? 0 : ~uint64_t{0} >> __builtin_clzll(range); }

template <class Generator>
uint64_t masked(Generator& g, uint64_t range) {
  uint64_t mask = mask_for(range), v;
  if (range == 0) return 0;
  if (range <= UINT32_MAX) {
    if (range == UINT32_MAX) return g.next32();
    do {
      v = g.next32() & mask;
    } while (v > range);
    return v;
  }
  if (range == UINT64_MAX) return g.next64();
  do {
    v = g.next64() & mask;
  } while (v > range);
  return v;
}

struct Bounds {
  int64_t low;
  uint64_t range;   // highest - low
};
bool bounds_argument(Thread& t, Value low, Value high, bool endpoint, DType d, Bounds* out) {
  if (high.is_none()) {
    high = low;
    low = Value::from_small_int(0);
  }
  int64_t lo, hi;
  if (!object_index(t, low, &lo) || !object_index(t, high, &hi)) return false;
  if (!endpoint) {
    if (hi <= lo) return (void)raise_value_error("low >= high"), false;
    hi--;
  } else if (hi < lo) {
    return (void)raise_value_error("low > high"), false;
  }
  int bits = static_cast<int>(dtype_bytes(d)) * 8;
  if (bits < 64) {
    bool is_signed = dtype_info(d).kind == 'i';
    int64_t least = is_signed ? -(int64_t{1} << (bits - 1)) : 0;
    int64_t most = is_signed ? (int64_t{1} << (bits - 1)) - 1 : (int64_t{1} << bits) - 1;
    if (d == DType::kBool) most = 1;
    if (lo < least) return (void)raise_value_error("low is out of bounds for %s", dtype_info(d).name), false;
    if (hi > most) return (void)raise_value_error("high is out of bounds for %s", dtype_info(d).name), false;
  }
  *out = {lo, static_cast<uint64_t>(hi) - static_cast<uint64_t>(lo)};
  return true;
}

// dtype=int and dtype=bool give Python's own types.
bool is_python_type(Value dtype) { return dtype == Value(&type_int->header) || dtype == Value(&type_bool->header); }

template <class Draw>
Value fill_ints(Thread& t, Value size, DType d, bool python, Draw draw) {
  if (size.is_none()) {
    int64_t v = draw();
    if (python) return d == DType::kBool ? Value::from_bool(v) : int_from_int64(v);
    alignas(16) uint8_t element[16];
    convert(d, element, 0, DType::kInt64, &v, 0, 1);
    return scalar_from(d, element);
  }
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, size, shape);
  PyNdArray* a = ndim < 0 ? nullptr : array_new(d, ndim, shape);
  if (!a) return kNull;
  for (int64_t i = 0; i < a->size; i++) {
    int64_t v = draw();
    convert(d, a->data + static_cast<size_t>(i) * a->item_bytes(), 0, DType::kInt64, &v, 0, 1);
  }
  return Value(&a->header);
}

Value state_randint(Thread& t, Value* args) {
  DType d = DType::kInt64;
  Bounds b;
  if (!args[4].is_none() && !dtype_argument(t, args[4], &d)) return kNull;
  if (!bounds_argument(t, args[1], args[2], false, d, &b)) return kNull;
  Mt19937& g = twister(args);
  bool python = args[4].is_none() || is_python_type(args[4]);
  if (dtype_bytes(d) >= 4 || b.range == 0) {
    return fill_ints(t, args[3], d, python, [&] { return static_cast<int64_t>(static_cast<uint64_t>(b.low) + masked(g, b.range)); });
  }
  // 8 and 16 bit values share the bits of one draw.
  uint32_t buffer = 0;
  int left = 0;
  int bits = d == DType::kBool ? 1 : static_cast<int>(dtype_bytes(d)) * 8;
  uint64_t mask = mask_for(b.range), full = (uint64_t{1} << bits) - 1;
  auto piece = [&]() -> uint64_t {
    if (left == 0) {
      buffer = g.next32();
      left = 32 / bits;
    } else {
      buffer >>= bits;
    }
    left--;
    return buffer & full;
  };
  return fill_ints(t, args[3], d, python, [&] {
    uint64_t v;
    if (b.range == full) return b.low + static_cast<int64_t>(piece());
    do {
      v = piece() & mask;
    } while (v > b.range);
    return b.low + static_cast<int64_t>(v);
  });
}

// The index that the legacy shuffle exchanges with i: a masked draw up to i.
Value state_interval(Thread& t, Value* args) {
  int64_t most;
  if (!object_index(t, args[1], &most)) return kNull;
  return int_from_int64(static_cast<int64_t>(masked(twister(args), static_cast<uint64_t>(most))));
}

// Shuffles a one-dimensional array: exchanges element i with element draw(i), from the end down to `first`.
template <class Draw>
Value shuffle_array(Value v, int64_t first, Draw draw) {
  if (!is_array(v) || as_array(v)->ndim != 1) return raise_type_error("a one-dimensional array is required");
  PyNdArray* a = as_array(v);
  if (!(a->flags & kWriteable)) return raise_value_error("array is read-only");
  size_t item = a->item_bytes();
  alignas(16) uint8_t kept[16];
  int64_t step = a->strides()[0];
  for (int64_t i = a->size - 1; i >= first; i--) {
    auto j = static_cast<int64_t>(draw(static_cast<uint64_t>(i)));
    if (i == j) continue;
    uint8_t *x = a->data + i * step, *y = a->data + j * step;
    std::memcpy(kept, x, item);
    std::memcpy(x, y, item);
    std::memcpy(y, kept, item);
  }
  return kNone;
}
Value state_shuffle(Thread&, Value* args) {
  Mt19937& g = twister(args);
  return shuffle_array(args[1], 1, [&](uint64_t i) { return masked(g, i); });
}
Value state_bits(Thread&, Value* args) { return int_from_uint64(twister(args).next32()); }

const NativeDef kRandomStateMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", random_state_new},
    {"seed(self, seed=None)", state_seed},
    {"rand(self, /, *args)", state_rand},
    {"randn(self, /, *args)", state_randn},
    {"random(self, size=None)", state_random},
    {"random_sample(self, size=None)", state_random},
    {"standard_normal(self, size=None)", state_gauss},
    {"uniform(self, low=0.0, high=1.0, size=None)", state_uniform},
    {"normal(self, loc=0.0, scale=1.0, size=None)", state_normal},
    {"exponential(self, scale=1.0, size=None)", state_exponential},
    {"_randint(self, low, high=None, size=None, dtype=None)", state_randint},
    {"_interval(self, most)", state_interval},
    {"_shuffle(self, x)", state_shuffle},
    {"_next32(self)", state_bits},
    {"_get(self)", state_get},
    {"_set(self, key, position, has_gauss, gauss)", state_set},
    {},
};
const TypeSpec kRandomStateSpec = {"_numpy_random.RandomState", nullptr, kTypeBaseable,
                                   {.bytes = sizeof(PyRandomState), .leaf = true}, kRandomStateMethods, nullptr};

// ---- Generator(PCG64)

struct PyGeneratorObject {
  HeapObject header;
  Pcg64 bits;
};
PyType* type_generator_object;

// Words of entropy of a seed: an int, or a sequence of ints, in 32-bit words, least significant first.
Value generator_new(Thread& t, Value* args) {
  uint32_t entropy[256];
  int words = 0;
  if (args[1].is_none()) {
    words = 4;
    if (getrandom(entropy, 16, 0) != 16) entropy[0] = static_cast<uint32_t>(std::time(nullptr));
  } else {
    Value items = (type_of(args[1])->flags & (kTypeList | kTypeTuple)) || is_array(args[1]) ? object_to_list(t, args[1]) : kNull;
    if (error_pending()) return kNull;
    PyList* list = items ? as_list(items) : list_from(args + 1, 1);
    for (int64_t i = 0; list && i < list->length; i++) {
      Value number = object_as_int(t, list->items->items[i]);
      if (!number) {
        if (!error_matches(exc::TypeError)) return kNull;
        error_clear();
        return raise_type_error("SeedSequence expects int or sequence of ints for entropy not %s", type_name(args[1]));
      }
      if (int_sign(number) < 0) return raise_value_error("expected non-negative integer");
      // Zero is one word.
      do {
        Value low = int_and(t, number, int_from_int64(UINT32_MAX));
        int64_t word;
        if (!low || !int_to_int64(low, &word)) return kNull;
        if (words == 256) return raise_value_error("pyvm's seeds have at most 256 words");
        entropy[words++] = static_cast<uint32_t>(word);
        number = int_rshift(t, number, Value::from_small_int(32));
        if (!number) return kNull;
      } while (int_sign(number) != 0);
    }
  }
  HeapObject* object = instance_allocate(args[0].as<PyType>(), sizeof(PyGeneratorObject));
  if (!object) return kNull;
  reinterpret_cast<PyGeneratorObject*>(object)->bits.seed(entropy, words);
  return Value(object);
}

Pcg64& bits_of(Value* args) { return args[0].as<PyGeneratorObject>()->bits; }

Value generator_random(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  DType d = DType::kFloat64;
  if (!args[2].is_none() && !dtype_argument(t, args[2], &d)) return kNull;
  if (d == DType::kFloat64) return fill_doubles(t, args[1], [&] { return g.next_double(); });
  if (d != DType::kFloat32) return raise_type_error("Unsupported dtype dtype('%s') for random", dtype_info(d).name);
  if (args[1].is_none()) return Value::from_double(g.next_float());
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, args[1], shape);
  PyNdArray* a = ndim < 0 ? nullptr : array_new(d, ndim, shape);
  for (int64_t i = 0; a && i < a->size; i++) reinterpret_cast<float*>(a->data)[i] = g.next_float();
  return value_of(a);
}
Value generator_uniform(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  return fill_two(t, args[1], args[2], args[3], check_range,
                  [&](double low, double high) { return low + (high - low) * g.next_double(); });
}
Value generator_standard_normal(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  return fill_doubles(t, args[1], [&] { return g.normal(); });
}
Value generator_normal(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  return fill_two(t, args[1], args[2], args[3], check_scale, [&](double loc, double scale) { return loc + scale * g.normal(); });
}
Value generator_exponential(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  return fill_two(t, Value::from_double(0), args[1], args[2], check_scale,
                  [&](double, double scale) { return scale * g.exponential(); });
}

// Lemire's method (D. Lemire, "Fast Random Integer Generation in an Interval", 2019), in the widths NumPy uses.
template <class Small, class Wide, class Next>
uint64_t lemire(uint64_t range, Next next) {
  auto exclusive = static_cast<Wide>(range) + 1;
  Wide m = static_cast<Wide>(next()) * exclusive;
  auto leftover = static_cast<Small>(m);
  if (leftover < exclusive) {
    auto threshold = static_cast<Small>((static_cast<Wide>(static_cast<Small>(~Small{0})) - range) % exclusive);
    while (leftover < threshold) {
      m = static_cast<Wide>(next()) * exclusive;
      leftover = static_cast<Small>(m);
    }
  }
  return static_cast<uint64_t>(m >> (sizeof(Small) * 8));
}

// A draw from 0 to range, as shuffles and choices take it.
uint64_t bounded(Pcg64& g, uint64_t range) {
  if (range == 0) return 0;
  if (range <= UINT32_MAX) {
    return range == UINT32_MAX ? g.next32() : lemire<uint32_t, uint64_t>(range, [&] { return g.next32(); });
  }
  return range == UINT64_MAX ? g.next64() : lemire<uint64_t, unsigned __int128>(range, [&] { return g.next64(); });
}
Value generator_interval(Thread& t, Value* args) {
  int64_t most;
  if (!object_index(t, args[1], &most)) return kNull;
  return int_from_int64(static_cast<int64_t>(masked(bits_of(args), static_cast<uint64_t>(most))));
}
Value generator_shuffle(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  int64_t first;
  if (!object_index(t, args[2], &first)) return kNull;
  int plain = object_is_true(t, args[3]);
  if (plain < 0) return kNull;
  return shuffle_array(args[1], first < 1 ? 1 : first, [&](uint64_t i) { return plain ? masked(g, i) : bounded(g, i); });
}
// `size` different numbers below `population`, by Floyd's method (R. W. Floyd, 1987) with a table of 2^n slots.
Value generator_sample(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  int64_t population, size;
  if (!object_index(t, args[1], &population) || !object_index(t, args[2], &size)) return kNull;
  if (size < 0 || size > population) return raise_value_error("Cannot take a larger sample than population when replace is False");
  PyNdArray* out = array_new(DType::kInt64, 1, &size);
  if (!out) return kNull;
  auto* result = reinterpret_cast<int64_t*>(out->data);
  uint64_t mask = mask_for(static_cast<uint64_t>(1.2 * static_cast<double>(size)));
  std::vector<uint64_t> slots(mask + 1, UINT64_MAX);
  auto slot_of = [&](uint64_t v) {
    uint64_t at = v & mask;
    while (slots[at] != UINT64_MAX && slots[at] != v) at = (at + 1) & mask;
    return at;
  };
  for (int64_t j = population - size; j < population; j++) {
    uint64_t v = bounded(g, static_cast<uint64_t>(j));
    uint64_t at = slot_of(v);
    if (slots[at] != UINT64_MAX) {
      v = static_cast<uint64_t>(j);
      at = slot_of(v);
    }
    slots[at] = v;
    result[j - population + size] = static_cast<int64_t>(v);
  }
  return Value(&out->header);
}

Value generator_integers(Thread& t, Value* args) {
  DType d = DType::kInt64;
  Bounds b;
  int endpoint = object_is_true(t, args[5]);
  if (endpoint < 0 || (!args[4].is_none() && !dtype_argument(t, args[4], &d))) return kNull;
  if (!bounds_argument(t, args[1], args[2], endpoint, d, &b)) return kNull;
  Pcg64& g = bits_of(args);
  uint32_t buffer = 0;
  int left = 0;
  int bits = d == DType::kBool ? 1 : static_cast<int>(dtype_bytes(d)) * 8;
  bool python = is_python_type(args[4]);
  auto piece = [&]() -> uint32_t {
    if (left == 0) {
      buffer = g.next32();
      left = 32 / bits;
    } else {
      buffer >>= bits;
    }
    left--;
    return buffer;
  };
  return fill_ints(t, args[3], d, python, [&]() -> int64_t {
    uint64_t v;
    if (b.range == 0) {
      v = 0;
    } else if (bits == 1) {
      v = piece() & 1;
    } else if (bits == 8) {
      v = b.range == 0xFF ? piece() & 0xFF : lemire<uint8_t, uint16_t>(b.range, [&] { return static_cast<uint8_t>(piece()); });
    } else if (bits == 16) {
      v = b.range == 0xFFFF ? piece() & 0xFFFF
                            : lemire<uint16_t, uint32_t>(b.range, [&] { return static_cast<uint16_t>(piece()); });
    } else if (b.range <= UINT32_MAX) {
      v = b.range == UINT32_MAX ? g.next32() : lemire<uint32_t, uint64_t>(b.range, [&] { return g.next32(); });
    } else {
      v = b.range == UINT64_MAX ? g.next64() : lemire<uint64_t, unsigned __int128>(b.range, [&] { return g.next64(); });
    }
    return static_cast<int64_t>(static_cast<uint64_t>(b.low) + v);
  });
}

const NativeDef kGeneratorMethods[] = {
    {"__new__(cls, seed=None)", generator_new},
    {"random(self, size=None, dtype=None)", generator_random},
    {"uniform(self, low=0.0, high=1.0, size=None)", generator_uniform},
    {"_integers(self, low, high=None, size=None, dtype=None, endpoint=False)", generator_integers},
    {"standard_normal(self, size=None)", generator_standard_normal},
    {"normal(self, loc=0.0, scale=1.0, size=None)", generator_normal},
    {"exponential(self, scale=1.0, size=None)", generator_exponential},
    {"_interval(self, most)", generator_interval},
    {"_shuffle(self, x, first, masked=False)", generator_shuffle},
    {"_sample(self, population, size)", generator_sample},
    {},
};
const TypeSpec kGeneratorSpec = {"_numpy_random.Generator", nullptr, kTypeBaseable,
                                 {.bytes = sizeof(PyGeneratorObject), .leaf = true}, kGeneratorMethods, nullptr};

bool random_init(Thread&, PyDict* dict) {
  type_random_state = type_new_builtin(kRandomStateSpec);
  type_generator_object = type_new_builtin(kGeneratorSpec);
  return ModuleFiller(dict, "_numpy_random").type("RandomState", type_random_state).type("Generator", type_generator_object).ok();
}

}  // namespace

}  // namespace pyvm::np

namespace pyvm {
const NativeModule kNumpyRandomModule = {"_numpy_random", np::random_init};
}  // namespace pyvm
