// bytes and bytearray.
#pragma once

#include <string_view>

#include "vm/object/find.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyRaw;
struct PyType;
struct Thread;

struct PyBytes {
  HeapObject header;
  int64_t hash;        // -1: not computed
  int64_t length;
  uint8_t data[];      // a 0 byte follows
};

struct PyByteArray {
  HeapObject header;
  int64_t length;
  int64_t start;       // of the data in the storage
  int64_t exports;     // buffers given out: while there are any the size may not change
  PyRaw* storage;      // never null
  uint8_t* data() const;
};

constexpr int64_t kLongestBytes = int64_t{1} << 38;      // longer ones are MemoryErrors

// All return null with MemoryError pending when memory is short; OverflowError beyond what CPython can index.
PyBytes* bytes_new(size_t length);                       // to be filled by the caller, not yet shared
PyBytes* bytes_from(const void* data, size_t length);
inline PyBytes* bytes_from(std::string_view text) { return bytes_from(text.data(), text.size()); }
PyByteArray* bytearray_from(const void* data, size_t length);

bool is_bytes(Value v);                                  // or an instance of a subclass
bool is_bytearray(Value v);
inline PyBytes* as_bytes(Value v) { return v.as<PyBytes>(); }
inline PyByteArray* as_bytearray(Value v) { return v.as<PyByteArray>(); }
int64_t bytes_hash(PyBytes* b);

// Changes the length; new bytes are undefined. False: BufferError or MemoryError pending.
[[nodiscard]] bool bytearray_resize(PyByteArray* b, int64_t length);

// Bytes of a bytes or bytearray.
CharSpan byte_span(Value v);
// A new bytes or bytearray, whichever `self` is (not of a subclass).
Value bytes_like(Value self, const void* data, size_t length);
// bytes(source, encoding, errors) for a new bytes or bytearray: any source. Writes into `out`. False: exception pending.
class TextBuffer;
[[nodiscard]] bool bytes_from_source(Thread& t, PyType* type, Value source, Value encoding, Value errors, TextBuffer& out);
// b'..' text of the bytes; with `always`, single quotes are escaped also between double quotes (as bytearray does).
struct PyStr;
PyStr* bytes_repr(const uint8_t* data, size_t n, bool always = false);

}  // namespace pyvm
