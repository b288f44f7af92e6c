// A growing byte buffer for building text.
//
// When memory runs out its contents are lost for good and its size becomes kExhausted, more than any allocation can meet:
// whoever makes an object of it gets a MemoryError there. Such contents must not be looked at before.
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

  static constexpr size_t kExhausted = size_t{1} << 60;

  void append(std::string_view text) {
    if (!reserve(text.size())) return;
    __builtin_memcpy(data_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  void append(char c) {
    if (!reserve(1)) return;
    data_[size_++] = c;
  }
  void append_code_point(uint32_t c);   // as (W)UTF-8
  void printf(const char* format, ...) __attribute__((format(printf, 2, 3)));
  void clear() { truncate(0); }
  void truncate(size_t n) {
    if (size_ != kExhausted) size_ = n;
  }

  char* data() { return data_; }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }
  const char* c_str() {
    if (!reserve(1)) return "";
    data_[size_] = 0;
    return data_;
  }

 private:
  bool reserve(size_t n) { return capacity_ - size_ >= n || grow(n); }
  bool grow(size_t n);

  static constexpr size_t kInline = 96;
  char* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  char inline_[kInline];   // where short texts stand
};

}  // namespace pyvm
