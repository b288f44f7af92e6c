// A growing text of unknown width. Not on the heap: collections do not move or free it.
#pragma once

#include <string_view>

#include "vm/object/str.h"

namespace pyvm {

class StrBuilder {
 public:
  StrBuilder() = default;
  ~StrBuilder();
  StrBuilder(const StrBuilder&) = delete;
  StrBuilder& operator=(const StrBuilder&) = delete;

  void append(uint32_t c) {
    if (PYVM_UNLIKELY(size_ == capacity_ || c > limit_) && !prepare(1, c)) return;
    seen_ |= c;
    put(size_++, c);
  }
  void append_ascii(std::string_view text);
  void append_latin1(const uint8_t* data, size_t n);
  void append(const PyStr* s) { append(s, 0, s->length); }
  void append(const PyStr* s, size_t start, size_t end);
  void append_repeated(uint32_t c, size_t n);
  size_t size() const { return size_; }
  uint32_t at(size_t i) const {
    return width_ == 1 ? data_[i]
           : width_ == 2 ? reinterpret_cast<const uint16_t*>(data_)[i]
                         : reinterpret_cast<const uint32_t*>(data_)[i];
  }
  void truncate(size_t n) { size_ = n; }
  void clear() { size_ = 0; }
  // True when memory ran out: the text is incomplete, finish() will raise MemoryError.
  bool failed() const { return failed_; }
  // The text as a str. Null: MemoryError pending.
  PyStr* finish() const;

 private:
  bool prepare(size_t n, uint32_t widest);
  void put_bytes(const uint8_t* data, size_t n);
  void put(size_t i, uint32_t c) {
    switch (width_) {
      case 1: data_[i] = static_cast<uint8_t>(c); break;
      case 2: reinterpret_cast<uint16_t*>(data_)[i] = static_cast<uint16_t>(c); break;
      default: reinterpret_cast<uint32_t*>(data_)[i] = c;
    }
  }

  static constexpr size_t kInline = 128;
  uint8_t* data_ = inline_;
  size_t size_ = 0, capacity_ = kInline;   // in characters
  uint32_t limit_ = 0xFF;            // the largest character that fits the width
  uint32_t seen_ = 0;                // or of all characters appended
  int width_ = 1;
  bool failed_ = false;
  alignas(4) uint8_t inline_[kInline];   // where short texts stand
};

}  // namespace pyvm
