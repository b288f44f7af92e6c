// Arrays of characters of 1, 2 and 4 bytes: copying between widths, dispatch on a width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pyvm {

template <class To, class From>
inline void copy_chars(To* to, const From* from, size_t n) {
  if constexpr (sizeof(To) == sizeof(From)) {
    if (n) std::memcpy(to, from, n * sizeof(To));
  } else {
    for (size_t i = 0; i < n; i++) to[i] = static_cast<To>(from[i]);
  }
}

// Calls fn with the data as const uint8_t*, const uint16_t* or const uint32_t*.
template <class F>
inline decltype(auto) with_chars(const void* data, int width, F&& fn) {
  switch (width) {
    case 1: return fn(static_cast<const uint8_t*>(data));
    case 2: return fn(static_cast<const uint16_t*>(data));
    default: return fn(static_cast<const uint32_t*>(data));
  }
}
template <class F>
inline decltype(auto) with_mutable_chars(void* data, int width, F&& fn) {
  switch (width) {
    case 1: return fn(static_cast<uint8_t*>(data));
    case 2: return fn(static_cast<uint16_t*>(data));
    default: return fn(static_cast<uint32_t*>(data));
  }
}

// Copies n characters; to_width >= from_width, or every character fits.
inline void copy_chars(void* to, int to_width, const void* from, int from_width, size_t n) {
  with_mutable_chars(to, to_width, [&](auto* t) {
    with_chars(from, from_width, [&](auto* f) { copy_chars(t, f, n); });
  });
}

// Bits that occur in any of the characters: below 0x80 ascii, below 0x100 latin-1, ...
uint32_t chars_union(const void* data, int width, size_t n);
inline int width_for(uint32_t bits) { return bits < 0x100 ? 1 : bits < 0x10000 ? 2 : 4; }
bool bytes_are_ascii(const uint8_t* data, size_t n);

}  // namespace pyvm
