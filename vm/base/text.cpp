#include "vm/base/text.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "vm/base/check.h"

namespace pyvm {

TextBuffer::~TextBuffer() {
  if (data_ != inline_) std::free(data_);
}

void TextBuffer::grow(size_t n) {
  size_t capacity = capacity_ * 2;
  while (capacity - size_ < n) capacity *= 2;
  bool was_inline = data_ == inline_;
  data_ = static_cast<char*>(was_inline ? std::malloc(capacity) : std::realloc(data_, capacity));
  PYVM_CHECK(data_ != nullptr);
  if (was_inline) __builtin_memcpy(data_, inline_, size_);
  capacity_ = capacity;
}

void TextBuffer::append_code_point(uint32_t c) {
  char bytes[4];
  size_t n = 0;
  if (c < 0x80) {
    bytes[n++] = static_cast<char>(c);
  } else if (c < 0x800) {
    bytes[n++] = static_cast<char>(0xC0 | c >> 6);
    bytes[n++] = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    bytes[n++] = static_cast<char>(0xE0 | c >> 12);
    bytes[n++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    bytes[n++] = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    bytes[n++] = static_cast<char>(0xF0 | c >> 18);
    bytes[n++] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    bytes[n++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    bytes[n++] = static_cast<char>(0x80 | (c & 0x3F));
  }
  append({bytes, n});
}

void TextBuffer::printf(const char* format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = std::vsnprintf(nullptr, 0, format, args);
  va_end(args);
  reserve(static_cast<size_t>(n) + 1);
  std::vsnprintf(data_ + size_, static_cast<size_t>(n) + 1, format, again);
  va_end(again);
  size_ += static_cast<size_t>(n);
}

}  // namespace pyvm
