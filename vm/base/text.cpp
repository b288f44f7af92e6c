#include "vm/base/text.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "vm/base/address_space.h"

namespace pyvm {

TextBuffer::~TextBuffer() {
  if (data_ != inline_) std::free(data_);
}

bool TextBuffer::grow(size_t n) {
  if (size_ == kExhausted) return false;
  size_t capacity = capacity_ * 2;
  while (capacity - size_ < n && capacity < kExhausted) capacity *= 2;
  bool was_inline = data_ == inline_;
  void* data = nullptr;
  if (capacity < machine_memory()) data = was_inline ? std::malloc(capacity) : std::realloc(data_, capacity);
  if (!data) {
    if (!was_inline) std::free(data_);
    data_ = inline_;
    capacity_ = size_ = kExhausted;
    return false;
  }
  if (was_inline) __builtin_memcpy(data, inline_, size_);
  data_ = static_cast<char*>(data);
  capacity_ = capacity;
  return true;
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
  if (reserve(static_cast<size_t>(n) + 1)) {
    std::vsnprintf(data_ + size_, static_cast<size_t>(n) + 1, format, again);
    size_ += static_cast<size_t>(n);
  }
  va_end(again);
}

}  // namespace pyvm
