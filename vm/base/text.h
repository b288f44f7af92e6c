// A growing byte buffer for building text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyvm {

class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer();
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  void append(std::string_view text) {
    reserve(text.size());
    __builtin_memcpy(data_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  void append(char c) {
    reserve(1);
    data_[size_++] = c;
  }
  void append_code_point(uint32_t c);   // as (W)UTF-8
  void printf(const char* format, ...) __attribute__((format(printf, 2, 3)));
  void clear() { size_ = 0; }
  void truncate(size_t n) { size_ = n; }

  char* data() { return data_; }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }
  const char* c_str() {
    reserve(1);
    data_[size_] = 0;
    return data_;
  }

 private:
  void reserve(size_t n) {
    if (capacity_ - size_ < n) grow(n);
  }
  void grow(size_t n);   // aborts when memory is exhausted

  static constexpr size_t kInline = 96;
  char* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  char inline_[kInline];   // where short texts stand
};

}  // namespace pyvm
