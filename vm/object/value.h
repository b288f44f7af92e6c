// A Python value in 64 bits (design section 2).
//
//   0x0000 pppp pppp pppp   heap pointer (>= 4096), or a small constant below
//   0x0002 .. 0xFFFC        double: its bits + 2^49
//   0xFFFE / 0xFFFF         int: 49-bit two's complement payload
//
// null (0) is no Python value: it is the error sentinel of functions that return a Value ("an exception is pending"),
// and the mark of an absent argument or empty slot.
#pragma once

#include <cstdint>
#include <cstring>

#include "gc/object.h"

namespace pyvm {

using HeapObject = gc::Header;

class [[nodiscard]] Value {
 public:
  static constexpr uint64_t kDoubleOffset = uint64_t{1} << 49;
  static constexpr uint64_t kIntTag = uint64_t{0x7FFF} << 49;  // top 15 bits
  static constexpr int kIntShift = 15;
  static constexpr int64_t kIntMax = (int64_t{1} << 48) - 1;
  static constexpr int64_t kIntMin = -(int64_t{1} << 48);

  constexpr Value() : bits_(0) {}
  constexpr explicit Value(uint64_t bits) : bits_(bits) {}
  Value(const HeapObject* object) : bits_(reinterpret_cast<uint64_t>(object)) {}  // NOLINT: implicit on purpose

  static constexpr Value from_bits(uint64_t bits) { return Value(bits); }
  static constexpr Value from_bool(bool b) { return Value(uint64_t{0x20} | (b ? 1 : 0)); }
  // i must fit 49 bits (fits_int); otherwise use int_from_int64().
  static constexpr Value from_small_int(int64_t i) { return Value(kIntTag | (static_cast<uint64_t>(i) & ~kIntTag)); }
  static constexpr bool fits_int(int64_t i) { return i >= kIntMin && i <= kIntMax; }
  static Value from_double(double d) {
    if (d != d) return Value(uint64_t{0x7FF8000000000000} + kDoubleOffset);  // one NaN: others would hit the int tag
    uint64_t bits;
    std::memcpy(&bits, &d, 8);
    return Value(bits + kDoubleOffset);
  }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool is_null() const { return bits_ == 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }  // not an error, not absent

  constexpr bool is_heap() const { return (bits_ >> 48) == 0 && bits_ >= 4096; }
  constexpr bool is_small_int() const { return bits_ >= kIntTag; }
  constexpr bool is_double() const { return bits_ - kDoubleOffset < kIntTag - kDoubleOffset; }
  constexpr bool is_bool() const { return (bits_ & ~uint64_t{1}) == 0x20; }
  constexpr bool is_none() const { return bits_ == 0x10; }
  constexpr bool is_true() const { return bits_ == 0x21; }
  constexpr bool is_false() const { return bits_ == 0x20; }
  constexpr bool is_immediate_constant() const { return bits_ < 4096; }
  bool is_layout(uint32_t layout) const { return is_heap() && heap()->layout == layout; }

  constexpr int64_t small_int() const { return static_cast<int64_t>(bits_ << kIntShift) >> kIntShift; }
  double as_double() const {
    uint64_t raw = bits_ - kDoubleOffset;
    double d;
    std::memcpy(&d, &raw, 8);
    return d;
  }
  HeapObject* heap() const { return reinterpret_cast<HeapObject*>(bits_); }
  // Unchecked: the caller has tested the type.
  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(bits_);
  }

  constexpr bool operator==(const Value&) const = default;  // identity of the representation

 private:
  uint64_t bits_;
};
static_assert(sizeof(Value) == 8);

inline constexpr Value kNull{uint64_t{0}};           // error / absent
inline constexpr Value kNone{uint64_t{0x10}};
inline constexpr Value kFalse{uint64_t{0x20}};
inline constexpr Value kTrue{uint64_t{0x21}};
inline constexpr Value kEllipsis{uint64_t{0x30}};
inline constexpr Value kNotImplemented{uint64_t{0x40}};
inline constexpr Value kUnbound{uint64_t{0x50}};     // internal: a local, cell or dict slot without a value
inline constexpr Value kStop{uint64_t{0x60}};        // internal: an iterator is exhausted, no exception is pending

// Any heap object as a Value; a null pointer gives null.
template <class T>
inline Value to_value(const T* object) {
  return Value(reinterpret_cast<const HeapObject*>(object));
}

// For GC tracing: Values are words.
inline const uint64_t* words(const Value* v) { return reinterpret_cast<const uint64_t*>(v); }

}  // namespace pyvm
