// The module _numpy_random: the shared legacy generator's functions and Generator objects.
#include <cmath>
#include <cstring>
#include <ctime>

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

Mt19937 legacy;
bool legacy_seeded = false;

Mt19937& legacy_generator() {
  if (!legacy_seeded) {
    uint32_t key[4];
    if (getrandom(key, sizeof key, 0) != sizeof key) key[0] = static_cast<uint32_t>(std::time(nullptr));
    legacy.seed(key, 4);
    legacy_seeded = true;
  }
  return legacy;
}

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

Value size_of_dims(PyTuple* dims) {
  return dims->length == 0 ? kNone : Value(&dims->header);
}

// ---- legacy functions

Value legacy_seed(Thread& t, Value* args) {
  if (args[0].is_none()) {
    legacy_seeded = false;
    legacy_generator();
    return kNone;
  }
  legacy_seeded = true;
  if (!is_array(args[0]) && !(type_of(args[0])->flags & (kTypeList | kTypeTuple))) {
    int64_t seed;
    if (!object_index(t, args[0], &seed)) return kNull;
    if (seed < 0 || seed > UINT32_MAX) return raise_value_error("Seed must be between 0 and 2**32 - 1");
    legacy.seed(static_cast<uint32_t>(seed));
    return kNone;
  }
  DType d = DType::kInt64;
  PyNdArray* a = array_from(t, args[0], &d);
  PyNdArray* keys = a ? array_astype(a, DType::kUint32) : nullptr;
  if (!keys) return kNull;
  if (keys->size == 0) return raise_value_error("Seed must be non-empty");
  legacy.seed(reinterpret_cast<uint32_t*>(keys->data), static_cast<int>(keys->size));
  return kNone;
}
Value legacy_rand(Thread& t, Value* args) {
  Mt19937& g = legacy_generator();
  return fill_doubles(t, size_of_dims(as_tuple(args[0])), [&] { return g.next_double(); });
}
Value legacy_random(Thread& t, Value* args) {
  Mt19937& g = legacy_generator();
  return fill_doubles(t, args[0], [&] { return g.next_double(); });
}
Value legacy_randn(Thread& t, Value* args) {
  Mt19937& g = legacy_generator();
  return fill_doubles(t, size_of_dims(as_tuple(args[0])), [&] { return g.gauss(); });
}
Value legacy_uniform(Thread& t, Value* args) {
  double low, high;
  if (!number_as_double(t, args[0], &low) || !number_as_double(t, args[1], &high)) return kNull;
  double range = high - low;
  if (!std::isfinite(range)) return raise_error(exc::OverflowError, "Range exceeds valid bounds");
  Mt19937& g = legacy_generator();
  return fill_doubles(t, args[2], [&] { return low + range * g.next_double(); });
}
Value legacy_normal(Thread& t, Value* args) {
  double loc, scale;
  if (!number_as_double(t, args[0], &loc) || !number_as_double(t, args[1], &scale)) return kNull;
  if (scale < 0) return raise_value_error("scale < 0");
  Mt19937& g = legacy_generator();
  return fill_doubles(t, args[2], [&] { return loc + scale * g.gauss(); });
}

uint64_t mask_for(uint64_t range) { return range == 0 ? 0 : ~uint64_t{0} >> __builtin_clzll(range); }

uint64_t masked(Mt19937& g, uint64_t range) {
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

template <class Draw>
Value fill_ints(Thread& t, Value size, DType d, Draw draw) {
  if (size.is_none()) {
    int64_t v = draw();
    if (d == DType::kInt64) return int_from_int64(v);
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

Value legacy_randint(Thread& t, Value* args) {
  DType d = DType::kInt64;
  Bounds b;
  if (!args[3].is_none() && !dtype_argument(t, args[3], &d)) return kNull;
  if (!bounds_argument(t, args[0], args[1], false, d, &b)) return kNull;
  Mt19937& g = legacy_generator();
  if (dtype_bytes(d) >= 4 || b.range == 0) {
    return fill_ints(t, args[2], d, [&] { return static_cast<int64_t>(static_cast<uint64_t>(b.low) + masked(g, b.range)); });
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
  return fill_ints(t, args[2], d, [&] {
    uint64_t v;
    if (b.range == full) return b.low + static_cast<int64_t>(piece());
    do {
      v = piece() & mask;
    } while (v > b.range);
    return b.low + static_cast<int64_t>(v);
  });
}

Value legacy_shuffle_index(Thread& t, Value* args) {
  // The index that the legacy shuffle exchanges with i: random_interval(i).
  int64_t most;
  if (!object_index(t, args[0], &most)) return kNull;
  return int_from_int64(static_cast<int64_t>(masked(legacy_generator(), static_cast<uint64_t>(most))));
}

// ---- Generator(PCG64)

struct PyGeneratorObject {
  HeapObject header;
  Pcg64 bits;
};
PyType* type_generator_object;

Value default_rng(Thread& t, Value* args) {
  uint32_t entropy[64];
  int words = 0;
  if (args[0].is_none()) {
    words = 4;
    if (getrandom(entropy, 16, 0) != 16) entropy[0] = static_cast<uint32_t>(std::time(nullptr));
  } else if (type_of(args[0]) == type_generator_object) {
    return args[0];
  } else {
    Value items = (type_of(args[0])->flags & (kTypeList | kTypeTuple)) || is_array(args[0]) ? object_to_list(t, args[0]) : kNull;
    if (error_pending()) return kNull;
    PyList* list = items ? as_list(items) : list_from(args, 1);
    for (int64_t i = 0; list && i < list->length; i++) {
      Value number = object_as_int(t, list->items->items[i]);
      if (!number) return kNull;
      if (int_sign(number) < 0) return raise_value_error("expected non-negative integer");
      // 32-bit words, least significant first; zero is one word.
      do {
        Value low = int_and(t, number, int_from_int64(UINT32_MAX));
        int64_t word;
        if (!low || !int_to_int64(low, &word)) return kNull;
        if (words == 64) return raise_value_error("seed too large");
        entropy[words++] = static_cast<uint32_t>(word);
        number = int_rshift(t, number, Value::from_small_int(32));
        if (!number) return kNull;
      } while (int_sign(number) != 0);
    }
  }
  HeapObject* object = instance_allocate(type_generator_object);
  if (!object) return kNull;
  reinterpret_cast<PyGeneratorObject*>(object)->bits.seed(entropy, words);
  return Value(object);
}

Pcg64& bits_of(Value* args) { return args[0].as<PyGeneratorObject>()->bits; }

Value generator_random(Thread& t, Value* args) {
  Pcg64& g = bits_of(args);
  return fill_doubles(t, args[1], [&] { return g.next_double(); });
}
Value generator_uniform(Thread& t, Value* args) {
  double low, high;
  if (!number_as_double(t, args[1], &low) || !number_as_double(t, args[2], &high)) return kNull;
  Pcg64& g = bits_of(args);
  return fill_doubles(t, args[3], [&] { return low + (high - low) * g.next_double(); });
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

Value generator_integers(Thread& t, Value* args) {
  DType d = DType::kInt64;
  Bounds b;
  int endpoint = object_is_true(t, args[5]);
  if (endpoint < 0 || (!args[4].is_none() && !dtype_argument(t, args[4], &d))) return kNull;
  if (!bounds_argument(t, args[1], args[2], endpoint, d, &b)) return kNull;
  Pcg64& g = bits_of(args);
  uint32_t buffer = 0;
  int left = 0;
  int bits = static_cast<int>(dtype_bytes(d)) * 8;
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
  return fill_ints(t, args[3], d, [&]() -> int64_t {
    uint64_t v;
    if (b.range == 0) {
      v = 0;
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

Value generator_repr(Thread&, Value*) { return str_value("Generator(PCG64)"); }

const NativeDef kGeneratorMethods[] = {
    {"random(self, size=None)", generator_random},
    {"uniform(self, low=0.0, high=1.0, size=None)", generator_uniform},
    {"integers(self, low, high=None, size=None, dtype=None, endpoint=False)", generator_integers},
    {"__repr__(self, /)", generator_repr},
    {"__str__(self, /)", generator_repr},
    {},
};
const TypeSpec kGeneratorSpec = {"numpy.random.Generator", nullptr, kTypeNoNew,
                                 {.bytes = sizeof(PyGeneratorObject), .leaf = true}, kGeneratorMethods, nullptr};

const NativeDef kRandomFunctions[] = {
    {"seed(seed=None)", legacy_seed},
    {"rand(*args)", legacy_rand},
    {"randn(*args)", legacy_randn},
    {"random(size=None)", legacy_random},
    {"random_sample(size=None)", legacy_random},
    {"uniform(low=0.0, high=1.0, size=None)", legacy_uniform},
    {"normal(loc=0.0, scale=1.0, size=None)", legacy_normal},
    {"randint(low, high=None, size=None, dtype=None)", legacy_randint},
    {"_interval(most)", legacy_shuffle_index},
    {"default_rng(seed=None)", default_rng},
    {},
};

bool random_init(Thread&, PyDict* dict) {
  type_generator_object = type_new_builtin(kGeneratorSpec);
  return ModuleFiller(dict, "numpy.random").functions(kRandomFunctions).type("Generator", type_generator_object).ok();
}

}  // namespace

}  // namespace pyvm::np

namespace pyvm {
const NativeModule kNumpyRandomModule = {"_numpy_random", np::random_init};
}  // namespace pyvm
