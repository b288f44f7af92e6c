// _random: the Mersenne Twister MT19937 (M. Matsumoto and T. Nishimura, 1998), seeded by init_by_array as the authors
// describe it.
#include "stdlib/containers.h"
#include "stdlib/module_util.h"
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"

#include <sys/random.h>

#include <cstdlib>
#include <cstring>

namespace pyvm {

namespace {

constexpr int kN = 624, kM = 397;

struct Random {
  HeapObject header;
  int index;
  uint32_t state[kN];
};
Random* as_random(Value v) { return v.as<Random>(); }

void seed_word(Random* r, uint32_t seed) {
  r->state[0] = seed;
  for (uint32_t i = 1; i < kN; i++) {
    r->state[i] = 1812433253u * (r->state[i - 1] ^ (r->state[i - 1] >> 30)) + i;
  }
  r->index = kN;
}

void seed_array(Random* r, const uint32_t* key, size_t length) {
  seed_word(r, 19650218u);
  uint32_t* mt = r->state;
  size_t i = 1, j = 0;
  for (size_t k = kN > length ? kN : length; k; k--) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    i++;
    j++;
    if (i >= kN) {
      mt[0] = mt[kN - 1];
      i = 1;
    }
    if (j >= length) j = 0;
  }
  for (size_t k = kN - 1; k; k--) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    i++;
    if (i >= kN) {
      mt[0] = mt[kN - 1];
      i = 1;
    }
  }
  mt[0] = 0x80000000u;
}

uint32_t next_word(Random* r) {
  uint32_t* mt = r->state;
  if (r->index >= kN) {
    auto twist = [&](int i, int next, int other) {
      uint32_t y = (mt[i] & 0x80000000u) | (mt[next] & 0x7fffffffu);
      mt[i] = mt[other] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0dfu : 0);
    };
    int i = 0;
    for (; i < kN - kM; i++) twist(i, i + 1, i + kM);
    for (; i < kN - 1; i++) twist(i, i + 1, i + kM - kN);
    twist(kN - 1, 0, kM - 1);
    r->index = 0;
  }
  uint32_t y = mt[r->index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

bool seed_from(Thread& t, Random* r, Value seed) {
  if (!seed || seed.is_none()) {
    uint32_t key[kN];
    if (getrandom(key, sizeof key, 0) != static_cast<ssize_t>(sizeof key)) {
      (void)raise_os_error(5, kNull);
      return false;
    }
    seed_array(r, key, kN);
    return true;
  }
  if (!is_int(seed)) {
    int64_t hash = object_hash(t, seed);
    if (hash == -1) return false;
    seed = int_from_uint64(static_cast<uint64_t>(hash));
  }
  IntView v(seed);
  size_t words = static_cast<size_t>(v.n) * 2;
  auto* key = static_cast<uint32_t*>(std::calloc(words ? words : 1, sizeof(uint32_t)));
  if (!key) {
    (void)raise_memory_error();
    return false;
  }
  for (size_t i = 0; i < words; i++) key[i] = static_cast<uint32_t>(v.limbs[i / 2] >> (i % 2 * 32));
  while (words > 1 && key[words - 1] == 0) words--;
  seed_array(r, key, words ? words : 1);
  std::free(key);
  return true;
}

Value random_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  PyType* type = args[0].as<PyType>();
  if (given->length > 1) {
    return raise_type_error("Random() takes at most 1 argument (%lld given)", static_cast<long long>(given->length));
  }
  auto* r = allocate_instance_of<Random>(type);
  return r && seed_from(t, r, given->length ? given->items[0] : kNull) ? Value(&r->header) : kNull;
}
Value random_init(Thread&, Value*) { return kNone; }
Value random_random(Thread&, Value* args) {
  Random* r = as_random(args[0]);
  uint32_t a = next_word(r) >> 5, b = next_word(r) >> 6;
  return Value::from_double((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}
Value random_seed(Thread& t, Value* args) { return seed_from(t, as_random(args[0]), args[1]) ? kNone : kNull; }

Value random_getrandbits(Thread& t, Value* args) {
  Random* r = as_random(args[0]);
  Value v = object_as_int(t, args[1]);
  int64_t k;
  if (!v) return kNull;
  if (!int_to_int64(v, &k) || k > INT32_MAX) return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  if (k < 0) return raise_value_error("number of bits must be non-negative");
  if (k == 0) return Value::from_small_int(0);
  if (k <= 32) return int_from_int64(next_word(r) >> (32 - k));
  int64_t words = (k - 1) / 32 + 1;
  PyInt* i = int_allocate((words + 1) / 2);
  if (!i) return kNull;
  for (int64_t w = 0; w < words; w++, k -= 32) {
    uint32_t bits = next_word(r);
    if (k < 32) bits >>= 32 - k;
    i->limbs[w / 2] |= uint64_t{bits} << (w % 2 * 32);
  }
  return int_finish(i, (words + 1) / 2, false);
}

Value random_getstate(Thread&, Value* args) {
  Random* r = as_random(args[0]);
  PyTuple* state = tuple_new(kN + 1);
  if (!state) return kNull;
  for (int i = 0; i < kN; i++) state->items[i] = Value::from_small_int(r->state[i]);
  state->items[kN] = Value::from_small_int(r->index);
  return Value(&state->header);
}
Value random_setstate(Thread&, Value* args) {
  if (!is_tuple(args[1])) return raise_type_error("state vector must be a tuple");
  PyTuple* state = as_tuple(args[1]);
  if (state->length != kN + 1) return raise_value_error("state vector is the wrong size");
  uint32_t words[kN + 1];
  for (int i = 0; i <= kN; i++) {
    uint64_t word;
    if (!is_int(state->items[i])) return raise_type_error("an integer is required");
    if (!int_to_uint64(state->items[i], &word)) {
      return raise_error(exc::OverflowError, "can't convert negative value to unsigned int");
    }
    words[i] = static_cast<uint32_t>(word);
  }
  if (words[kN] > kN) return raise_value_error("invalid state");
  Random* r = as_random(args[0]);
  std::memcpy(r->state, words, sizeof r->state);
  r->index = static_cast<int>(words[kN]);
  return kNone;
}

constexpr uint32_t kEffects = kEffectReads | kEffectWrites | kEffectAllocates;
const NativeDef kMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", random_make},
    {"__init__(self, /, *args, **kwargs)", random_init},
    {"random(self, /)", random_random, kEffects, "random() -> x in the interval [0, 1)."},
    {"seed(self, n=None, /)", random_seed, kEffectAll,
     "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier."},
    {"getrandbits(self, k, /)", random_getrandbits, kEffectAll, "getrandbits(k) -> x.  Generates an int with k random bits."},
    {"getstate(self, /)", random_getstate, kEffectAllocates, "getstate() -> tuple containing the current state."},
    {"setstate(self, state, /)", random_setstate, kEffectAll, "setstate(state) -> None.  Restores generator state."},
    {}};
const TypeSpec kSpec = {"_random.Random", nullptr, kTypeBaseable, {.bytes = sizeof(Random), .leaf = true}, kMethods,
                        "Random() -> create a random number generator with its own internal state."};

bool random_module_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "Module implements the Mersenne Twister random number generator.") &&
         module_add_type(dict, type_new_builtin(kSpec));
}

}  // namespace

const NativeModule kRandomModule = {"_random", random_module_init};

}  // namespace pyvm
