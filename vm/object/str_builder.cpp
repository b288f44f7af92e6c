#include "vm/object/str_builder.h"

#include <cstdlib>
#include <cstring>

#include "vm/object/chars.h"
#include "vm/object/error.h"

namespace pyvm {

// Beyond this an allocation can only fail; malloc might promise it nevertheless.
static constexpr size_t kMaxCapacity = size_t{1} << 38;

StrBuilder::~StrBuilder() {
  if (data_ != inline_) std::free(data_);
}

bool StrBuilder::prepare(size_t n, uint32_t widest) {
  if (failed_) return false;
  int width = widest > limit_ ? width_for(widest) : width_;
  size_t capacity = capacity_;
  if (capacity - size_ < n) {
    capacity *= 2;
    if (capacity - size_ < n) capacity = size_ + n;
  }
  if (capacity > kMaxCapacity) {
    failed_ = true;
    return false;
  }
  bool in_place = width == width_ && data_ != inline_;
  auto* data = static_cast<uint8_t*>(in_place ? std::realloc(data_, capacity * static_cast<size_t>(width))
                                              : std::malloc(capacity * static_cast<size_t>(width)));
  if (!data) {
    failed_ = true;
    return false;
  }
  if (!in_place) {
    copy_chars(data, width, data_, width_, size_);
    if (data_ != inline_) std::free(data_);
    width_ = width;
    if (width > 1) limit_ = width == 2 ? 0xFFFF : 0xFFFFFFFF;
  }
  data_ = data;
  capacity_ = capacity;
  return true;
}

// n characters of one byte into text of any width.
void StrBuilder::put_bytes(const uint8_t* data, size_t n) {
  if (capacity_ - size_ < n && !prepare(n, 0)) return;
  if (width_ == 1) std::memcpy(data_ + size_, data, n);
  else copy_chars(data_ + size_ * static_cast<size_t>(width_), width_, data, 1, n);
  size_ += n;
}

void StrBuilder::append_latin1(const uint8_t* data, size_t n) {
  seen_ |= 0xFF;
  put_bytes(data, n);
}

void StrBuilder::append_ascii(std::string_view text) {
  if (text.empty()) return;
  seen_ |= 0x7F;
  put_bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

void StrBuilder::append(const PyStr* s, size_t start, size_t end) {
  size_t n = end - start;
  if (n == 0) return;
  int width = s->width();
  if (width == 1) {
    seen_ |= s->is_ascii() ? 0x7F : 0xFF;
    return put_bytes(s->latin1() + start, n);
  }
  uint32_t widest = width == 2 ? 0xFFFF : 0x1FFFFF;
  if ((capacity_ - size_ < n || widest > limit_) && !prepare(n, widest)) return;
  seen_ |= widest;
  copy_chars(data_ + size_ * static_cast<size_t>(width_), width_,
             static_cast<const uint8_t*>(s->data) + start * static_cast<size_t>(width), width, n);
  size_ += n;
}

void StrBuilder::append_repeated(uint32_t c, size_t n) {
  if ((capacity_ - size_ < n || c > limit_) && !prepare(n, c)) return;
  seen_ |= c;
  if (width_ == 1) std::memset(data_ + size_, static_cast<int>(c), n);
  else for (size_t i = 0; i < n; i++) put(size_ + i, c);
  size_ += n;
}

PyStr* StrBuilder::finish() const {
  if (failed_) {
    raise_memory_error();
    return nullptr;
  }
  if (size_ == 0) return str_empty();
  if (seen_ < 0x80 && size_ > 1) {
    PyStr* s = str_new_ascii(size_);
    if (s && width_ == 1) std::memcpy(s->data, data_, size_);
    else if (s) copy_chars(s->data, 1, data_, width_, size_);
    return s;
  }
  return str_from_chars(data_, size_, width_);
}

}  // namespace pyvm
