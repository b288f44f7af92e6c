// The item types of array.array.
#include <cmath>
#include <cstring>

#include "stdlib/array/array.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm::arrays {

namespace {

template <class T>
T load(const uint8_t* at) {
  T v;
  std::memcpy(&v, at, sizeof v);
  return v;
}
template <class T>
void save(uint8_t* at, T v) { std::memcpy(at, &v, sizeof v); }

template <class T>
Value get_int(const uint8_t* at) {
  if constexpr (sizeof(T) == 8 && T(-1) > T(0)) return int_from_uint64(load<T>(at));
  else return int_from_int64(static_cast<int64_t>(load<T>(at)));
}

struct Limits {
  const char* name;
  int64_t low, high;
};
template <class T>
bool set_small(Thread& t, uint8_t* at, Value v, const Limits& limits) {
  Value i = object_as_int(t, v);
  int64_t n;
  if (!i) return false;
  if (!int_to_int64(i, &n)) {
    (void)raise_error(exc::OverflowError, "Python int too large to convert to C long");
    return false;
  }
  if (n < limits.low) {
    (void)raise_error(exc::OverflowError, "%s is less than minimum", limits.name);
    return false;
  }
  if (n > limits.high) {
    (void)raise_error(exc::OverflowError, "%s is greater than maximum", limits.name);
    return false;
  }
  save(at, static_cast<T>(n));
  return true;
}
bool set_i8(Thread& t, uint8_t* at, Value v) { return set_small<int8_t>(t, at, v, {"signed char", -128, 127}); }
bool set_u8(Thread& t, uint8_t* at, Value v) { return set_small<uint8_t>(t, at, v, {"unsigned byte integer", 0, 255}); }
bool set_i16(Thread& t, uint8_t* at, Value v) { return set_small<int16_t>(t, at, v, {"signed short integer", -32768, 32767}); }
bool set_u16(Thread& t, uint8_t* at, Value v) { return set_small<uint16_t>(t, at, v, {"unsigned short", 0, 65535}); }
bool set_i32(Thread& t, uint8_t* at, Value v) { return set_small<int32_t>(t, at, v, {"signed integer", INT32_MIN, INT32_MAX}); }
bool read_i64(Thread& t, Value v, const char* too_large, int64_t* n) {
  Value i = object_as_int(t, v);
  if (!i) return false;
  if (int_to_int64(i, n)) return true;
  (void)raise_error(exc::OverflowError, "%s", too_large);
  return false;
}
bool read_u64(Thread& t, Value v, const char* negative, const char* too_large, uint64_t* n) {
  Value i = object_as_int(t, v);
  if (!i) return false;
  if (int_to_uint64(i, n)) return true;
  (void)raise_error(exc::OverflowError, "%s", int_sign(i) < 0 ? negative : too_large);
  return false;
}
constexpr const char* kNegative = "can't convert negative value to unsigned int";
constexpr const char* kTooLarge = "Python int too large to convert to C unsigned long";

bool set_long(Thread& t, uint8_t* at, Value v) {
  int64_t n;
  if (!read_i64(t, v, "Python int too large to convert to C long", &n)) return false;
  save(at, n);
  return true;
}
bool set_i64(Thread& t, uint8_t* at, Value v) {
  int64_t n;
  if (!read_i64(t, v, "int too big to convert", &n)) return false;
  save(at, n);
  return true;
}
bool set_u32(Thread& t, uint8_t* at, Value v) {
  uint64_t n;
  if (!read_u64(t, v, kNegative, kTooLarge, &n)) return false;
  if (n > UINT32_MAX) {
    (void)raise_error(exc::OverflowError, "unsigned int is greater than maximum");
    return false;
  }
  save(at, static_cast<uint32_t>(n));
  return true;
}
bool set_ulong(Thread& t, uint8_t* at, Value v) {
  uint64_t n;
  if (!read_u64(t, v, kNegative, kTooLarge, &n)) return false;
  save(at, n);
  return true;
}
bool set_u64(Thread& t, uint8_t* at, Value v) {
  uint64_t n;
  if (!read_u64(t, v, "can't convert negative int to unsigned", "int too big to convert", &n)) return false;
  save(at, n);
  return true;
}
Value get_f32(const uint8_t* at) { return Value::from_double(static_cast<double>(load<float>(at))); }
Value get_f64(const uint8_t* at) { return Value::from_double(load<double>(at)); }
bool set_f32(Thread& t, uint8_t* at, Value v) {
  double d;
  if (!number_as_double(t, v, &d)) return false;
  save(at, static_cast<float>(d));
  return true;
}
bool set_f64(Thread& t, uint8_t* at, Value v) {
  double d;
  if (!number_as_double(t, v, &d)) return false;
  save(at, d);
  return true;
}
Value get_char(const uint8_t* at) {
  PyStr* s = str_from_char(load<uint32_t>(at));
  return s ? Value(&s->header) : kNull;
}
bool set_char(Thread&, uint8_t* at, Value v) {
  if (!is_str(v) || as_str(v)->length != 1) {
    (void)raise_type_error("array item must be unicode character");
    return false;
  }
  save(at, as_str(v)->at(0));
  return true;
}

const ItemKind kKinds[] = {
    {'b', 1, get_int<int8_t>, set_i8},    {'B', 1, get_int<uint8_t>, set_u8},   {'u', 4, get_char, set_char},
    {'h', 2, get_int<int16_t>, set_i16},  {'H', 2, get_int<uint16_t>, set_u16}, {'i', 4, get_int<int32_t>, set_i32},
    {'I', 4, get_int<uint32_t>, set_u32}, {'l', 8, get_int<int64_t>, set_long}, {'L', 8, get_int<uint64_t>, set_ulong},
    {'q', 8, get_int<int64_t>, set_i64},  {'Q', 8, get_int<uint64_t>, set_u64}, {'f', 4, get_f32, set_f32},
    {'d', 8, get_f64, set_f64},
};

}  // namespace

const ItemKind* find_kind(uint32_t code) {
  for (const ItemKind& kind : kKinds) {
    if (static_cast<uint32_t>(kind.code) == code) return &kind;
  }
  return nullptr;
}

}  // namespace pyvm::arrays
