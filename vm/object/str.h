// str: 1, 2 or 4 bytes a character, immutable, hash cached, names interned.
//
// The characters follow the object, or lie in a shared PyRaw buffer (kStrShared): s += t appends in place when s is the
// last string in its buffer, so building a string piece by piece is amortised linear.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyRaw;

inline constexpr uint8_t kStrShared = gc::kTypeFlag0;    // data lies in `buffer`
inline constexpr uint8_t kStrInterned = gc::kTypeFlag1;
inline constexpr uint8_t kStrAscii = gc::kTypeFlag2;

struct PyStr {
  HeapObject header;    // aux: bytes per character (1: latin-1, 2: UCS-2, 4)
  int64_t hash;         // -1: not computed
  uint64_t length;      // in characters
  void* data;           // first character
  // inline characters, or the PyRaw that owns the data

  int width() const { return header.aux; }
  bool is_ascii() const { return header.flags & kStrAscii; }
  bool is_interned() const { return header.flags & kStrInterned; }
  const uint8_t* latin1() const { return static_cast<const uint8_t*>(data); }
  uint32_t at(uint64_t i) const {
    switch (width()) {
      case 1: return static_cast<const uint8_t*>(data)[i];
      case 2: return static_cast<const uint16_t*>(data)[i];
      default: return static_cast<const uint32_t*>(data)[i];
    }
  }
};

// All return null with MemoryError pending when memory is short.
// WTF-8: lone surrogates pass. Bytes that are no utf-8 become U+DC80 + byte (surrogateescape), as in paths and argv.
PyStr* str_from_utf8(std::string_view text);
PyStr* str_from_latin1(const uint8_t* data, size_t n);
PyStr* str_from_ucs4(const uint32_t* data, size_t n);   // finds the narrowest width
PyStr* str_from_char(uint32_t c);                       // cached for c < 256
PyStr* const* str_char_table();                         // the strings of the characters below 256, which live for ever
// For the caller to fill in; the widest character must need `width`, and kStrAscii is set by the caller (or use
// str_new_ascii). A terminating 0 character follows the data.
PyStr* str_new(size_t length, int width);
PyStr* str_new_ascii(size_t length);
inline uint8_t* str_chars(PyStr* s) { return static_cast<uint8_t*>(s->data); }
PyStr* str_from_chars(const void* data, size_t n, int width);   // finds the narrowest width
PyStr* str_empty();
PyStr* str_concat(PyStr* a, PyStr* b);                  // amortised in-place
PyStr* str_substring(PyStr* s, size_t start, size_t end);
PyStr* str_format(const char* format, ...) __attribute__((format(printf, 1, 2)));  // printf-like; %s takes utf-8

PyStr* str_intern(PyStr* s);
PyStr* str_intern(std::string_view utf8);

bool str_equal(const PyStr* a, const PyStr* b);
int str_compare(const PyStr* a, const PyStr* b);        // -1, 0, 1 by code point
bool str_contains(const PyStr* text, const PyStr* part);
int64_t str_hash(PyStr* s);
// SipHash-1-3 under the process's secret: hash of str and bytes. Never -1.
int64_t hash_raw(const void* data, size_t n);
// The function itself.
uint64_t siphash13(const uint64_t key[2], const void* data, size_t n);
// Derives the secret from the text of PYTHONHASHSEED (null or "random": a random one). False: not a valid seed. Without
// a call the environment is read at the first hash.
bool hash_secret_init(const char* seed);
bool hash_is_randomized();
// Appends utf-8 (WTF-8) text to a growing buffer; see vm/base/text.h.
class TextBuffer;
void str_append_utf8(const PyStr* s, TextBuffer& out);
// utf-8 text followed by a 0 byte; valid while s lives, or until the 16th further call if s is not ascii.
std::string_view str_utf8(PyStr* s);
// repr(s) of a str; ascii text with \x, \u and \U escapes (the step of ascii() after repr()).
PyStr* str_repr(const PyStr* s);
PyStr* str_escape_non_ascii(PyStr* s);
// Compares with ascii text.
bool str_is(const PyStr* s, std::string_view ascii);

// True if the value is a str or an instance of a subclass.
bool is_str(Value v);
// The same for exactly str; `s` itself or, for an instance of a subclass, a plain copy of its text.
bool str_is_exact(const PyStr* s);
PyStr* str_exact(PyStr* s);
inline PyStr* as_str(Value v) { return v.as<PyStr>(); }

// Interned names used by C++ code: names.def row PYVM_NAME(d_add, "__add__") gives names::d_add.
namespace names {
#define PYVM_NAME(symbol, text) extern PyStr* symbol;
#include "vm/object/names.def"
#undef PYVM_NAME
}  // namespace names

}  // namespace pyvm
