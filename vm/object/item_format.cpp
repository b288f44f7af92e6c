#include "vm/object/item_format.h"

#include <cmath>
#include <cstring>

#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

int64_t item_size(char format) {
  switch (format) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'd': case 'P': return 8;
    default: return 0;
  }
}

char item_format(const char* format) {
  if (format[0] == '@') format++;
  return format[0] && !format[1] && item_size(format[0]) ? format[0] : '\0';
}

double half_to_double(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  double fraction = bits & 1023;
  double magnitude = exponent == 0    ? std::ldexp(fraction, -24)
                     : exponent < 31 ? std::ldexp(fraction + 1024, exponent - 25)
                     : fraction != 0 ? NAN
                                     : HUGE_VAL;
  return bits & 0x8000 ? -magnitude : magnitude;
}

bool double_to_half(double d, uint16_t* bits) {
  uint16_t sign = std::signbit(d) ? 0x8000 : 0;
  if (std::isnan(d)) return *bits = sign | 0x7E00, true;
  if (std::isinf(d)) return *bits = sign | 0x7C00, true;
  d = std::fabs(d);
  if (d == 0) return *bits = sign, true;
  int exponent;
  std::frexp(d, &exponent);
  if (exponent > 16) return false;
  if (exponent < -13) exponent = -13;                          // subnormal numbers share the smallest exponent
  double scaled = std::nearbyint(std::ldexp(d, 11 - exponent));   // to even
  auto whole = static_cast<uint32_t>(scaled);
  auto packed = static_cast<uint32_t>(exponent + 13) * 1024 + whole;   // a carry raises the exponent
  if (packed >= 0x7C00) return false;
  *bits = static_cast<uint16_t>(sign | packed);
  return true;
}

namespace {

template <class T>
T load(const uint8_t* p) {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

template <class T>
ItemResult store(uint8_t* p, T v) {
  std::memcpy(p, &v, sizeof v);
  return ItemResult::kOk;
}

ItemResult store_int(Thread& t, char format, uint8_t* p, Value v) {
  if (!is_int(v)) {
    if (!type_lookup(type_of(v), names::d_index)) return ItemResult::kWrongType;
    v = object_as_int(t, v);
    if (!v) return ItemResult::kRaised;
  }
  int bits = static_cast<int>(item_size(format)) * 8;
  bool is_unsigned = (format >= 'A' && format <= 'Z');
  if (is_unsigned) {
    uint64_t u;
    if (!int_to_uint64(v, &u) || (bits < 64 && u >> bits)) return ItemResult::kOutOfRange;
    std::memcpy(p, &u, static_cast<size_t>(bits / 8));
    return ItemResult::kOk;
  }
  int64_t i;
  if (!int_to_int64(v, &i)) return ItemResult::kOutOfRange;
  if (bits < 64 && (i < -(int64_t{1} << (bits - 1)) || i >= int64_t{1} << (bits - 1))) return ItemResult::kOutOfRange;
  std::memcpy(p, &i, static_cast<size_t>(bits / 8));
  return ItemResult::kOk;
}

}  // namespace

Value item_load(char format, const uint8_t* p) {
  switch (format) {
    case 'b': return Value::from_small_int(load<int8_t>(p));
    case 'B': return Value::from_small_int(*p);
    case 'h': return Value::from_small_int(load<int16_t>(p));
    case 'H': return Value::from_small_int(load<uint16_t>(p));
    case 'i': return Value::from_small_int(load<int32_t>(p));
    case 'I': return Value::from_small_int(load<uint32_t>(p));
    case 'l': case 'q': case 'n': return int_from_int64(load<int64_t>(p));
    case 'L': case 'Q': case 'N': case 'P': return int_from_uint64(load<uint64_t>(p));
    case 'e': return Value::from_double(half_to_double(load<uint16_t>(p)));
    case 'f': return Value::from_double(static_cast<double>(load<float>(p)));
    case 'd': return Value::from_double(load<double>(p));
    case '?': return Value::from_bool(*p != 0);
    default: {
      PyBytes* b = bytes_from(p, 1);
      return b ? Value(&b->header) : kNull;
    }
  }
}

ItemResult item_store(Thread& t, char format, uint8_t* p, Value v) {
  switch (format) {
    case 'c':
      if (!is_bytes(v)) return ItemResult::kWrongType;
      if (as_bytes(v)->length != 1) return ItemResult::kOutOfRange;
      return store(p, as_bytes(v)->data[0]);
    case '?': {
      int truth = object_is_true(t, v);
      return truth < 0 ? ItemResult::kRaised : store(p, static_cast<uint8_t>(truth));
    }
    case 'e': case 'f': case 'd': {
      double d;
      if (!number_as_double(t, v, &d)) {
        if (!error_matches(exc::TypeError)) return ItemResult::kRaised;
        error_clear();
        return ItemResult::kWrongType;
      }
      if (d != d) d = __builtin_nan("");   // whatever bits stand for nan in a Value
      if (format == 'd') return store(p, d);
      if (format == 'f') return store(p, static_cast<float>(d));
      uint16_t half;
      return double_to_half(d, &half) ? store(p, half) : ItemResult::kOutOfRange;
    }
    default: return store_int(t, format, p, v);
  }
}

}  // namespace pyvm
