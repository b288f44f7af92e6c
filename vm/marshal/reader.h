// Reading values in the marshal format. The data may be anything: every size is checked before memory is taken for it.
#pragma once

#include "vm/marshal/format.h"
#include "vm/object/value.h"

namespace pyvm {
struct PyCode;
struct PyList;
struct PyStr;
struct PyTuple;
struct Thread;
}

namespace pyvm::marshal {

class Reader {
 public:
  Reader(Thread& t, const uint8_t* data, size_t n) : t_(t), next_(data), end_(data + n) {}
  // Reads from a binary file as bytes are needed.
  Reader(Thread& t, Value file) : t_(t), file_(file) {}
  // One value; null: exception pending.
  Value read();

 private:
  // The next n bytes, valid until the next call; null: EOFError or another exception pending.
  const uint8_t* take(size_t n) {
    if (static_cast<size_t>(end_ - next_) < n) return refill(n);
    const uint8_t* at = next_;
    next_ += n;
    return at;
  }
  const uint8_t* refill(size_t n);
  template <class T>
  bool number(T* out) {
    const uint8_t* at = take(sizeof(T));
    if (at) std::memcpy(out, at, sizeof(T));
    return at;
  }
  bool size(const char* what, uint32_t* out);
  template <class T>
  bool varint(T* out);

  // Null: exception pending; *null_tag (if given) is set instead when the value is kNullTag.
  Value value(bool* null_tag = nullptr);
  Value element(const char* container);
  Value tagged(uint8_t tag, int64_t index);
  bool real(bool as_text, double* out);
  Value long_int();
  Value bytes();
  Value ascii(bool is_short, bool interned);
  Value utf8(bool interned);
  Value tuple(bool is_small);
  Value list(int64_t index);
  Value dict(int64_t index);
  Value set(bool frozen, int64_t index);
  Value slice();
  Value reference();
  void remember(int64_t index, Value v);
  bool append_items(PyList* to, uint32_t n, const char* container);

  Value code();
  Value code_body();
  bool code_arrays(PyCode* code);
  bool handlers(PyCode* code);
  bool code_names(PyCode* code);
  bool code_constants(PyCode* code);
  PyStr* name();
  PyTuple* name_tuple();

  Thread& t_;
  const uint8_t* next_ = nullptr;
  const uint8_t* end_ = nullptr;
  Value file_;               // null: all bytes are there
  Value chunk_;              // bytes object that next_ points into
  PyList* refs_ = nullptr;   // numbered values; null items are not complete yet
  int depth_ = 0;
  bool in_code_ = false;
};

}  // namespace pyvm::marshal
