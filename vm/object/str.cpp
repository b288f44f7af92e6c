// Creation, comparison and joining of strings.
//
// 1. A string always has the narrowest width its characters allow, so equal strings have equal bytes.
// 2. kStrAscii is set exactly when every character is below 0x80.
// 3. Characters in a shared PyRaw below `used` never change; the string that ends at `used` may be continued there.
#include "vm/object/str.h"

#include <cstdarg>
#include <cstdio>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/type.h"

namespace pyvm {

static constexpr size_t kMaxLength = size_t{1} << 38;
static constexpr size_t kShareFrom = 256;    // bytes from which a concatenation gets room to grow

bool bytes_are_ascii(const uint8_t* data, size_t n) {
  uint64_t seen = 0;
  for (; n >= 8; n -= 8, data += 8) {
    uint64_t w;
    std::memcpy(&w, data, 8);
    seen |= w;
  }
  while (n--) seen |= *data++;
  return !(seen & 0x8080808080808080);
}

uint32_t chars_union(const void* data, int width, size_t n) {
  return with_chars(data, width, [&](auto* p) {
    uint32_t seen = 0;
    for (size_t i = 0; i < n; i++) seen |= p[i];
    return seen;
  });
}

bool is_str(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeStr); }
bool str_is_exact(const PyStr* s) { return s->header.layout == type_str->root_shape->id(); }

// ---- creation ---------------------------------------------------------------------------------------------------

PyStr* str_new(size_t length, int width) {
  if (length > kMaxLength) return raise_memory_error();
  size_t bytes = sizeof(PyStr) + (length + 1) * static_cast<size_t>(width);
  auto* s = reinterpret_cast<PyStr*>(gc::allocate(type_str->root_shape->id(), (bytes + 7) & ~size_t{7}));
  if (!s) return raise_memory_error();
  s->header.aux = static_cast<uint16_t>(width);
  s->hash = -1;
  s->length = length;
  s->data = s + 1;
  return s;
}

PyStr* str_new_ascii(size_t length) {
  PyStr* s = str_new(length, 1);
  if (s) s->header.flags |= kStrAscii;
  return s;
}

PyStr* str_from_chars(const void* data, size_t n, int width) {
  if (n == 0) return str_empty();
  uint32_t seen = width == 1 ? (bytes_are_ascii(static_cast<const uint8_t*>(data), n) ? 0x7F : 0xFF)
                             : chars_union(data, width, n);
  if (n == 1) return str_from_char(with_chars(data, width, [](auto* p) -> uint32_t { return p[0]; }));
  PyStr* s = seen < 0x80 ? str_new_ascii(n) : str_new(n, width_for(seen));
  if (s) copy_chars(s->data, s->width(), data, width, n);
  return s;
}

PyStr* str_from_latin1(const uint8_t* data, size_t n) { return str_from_chars(data, n, 1); }
PyStr* str_from_ucs4(const uint32_t* data, size_t n) { return str_from_chars(data, n, 4); }

PyStr* str_exact(PyStr* s) {
  return str_is_exact(s) ? s : str_from_chars(s->data, s->length, s->width());
}

// Decodes one character at p < end; advances p.
static uint32_t next_utf8(const uint8_t*& p, const uint8_t* end) {
  uint32_t c = *p++;
  if (c < 0x80) return c;
  auto tail = [&](int i) { return p + i < end && (p[i] & 0xC0) == 0x80; };
  if (c >= 0xC2 && c < 0xE0 && tail(0)) return (c & 0x1F) << 6 | (*p++ & 0x3F);
  if (c >= 0xE0 && c < 0xF0 && tail(0) && tail(1)) {
    uint32_t wide = (c & 0x0F) << 12 | (p[0] & 0x3Fu) << 6 | (p[1] & 0x3F);
    if (wide >= 0x800) {
      p += 2;
      return wide;
    }
  }
  if (c >= 0xF0 && c < 0xF5 && tail(0) && tail(1) && tail(2)) {
    uint32_t wide = (c & 0x07) << 18 | (p[0] & 0x3Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3F);
    if (wide >= 0x10000 && wide < 0x110000) {
      p += 3;
      return wide;
    }
  }
  return 0xDC00 + c;
}

PyStr* str_from_utf8(std::string_view text) {
  auto* data = reinterpret_cast<const uint8_t*>(text.data());
  size_t n = text.size();
  if (n == 0) return str_empty();
  if (n == 1 && data[0] < 0x80) return str_from_char(data[0]);
  if (n >= TextBuffer::kExhausted) return raise_memory_error();
  if (bytes_are_ascii(data, n)) {
    PyStr* s = str_new_ascii(n);
    if (s) std::memcpy(s->data, data, n);
    return s;
  }
  const uint8_t* end = data + n;
  size_t length = 0;
  uint32_t seen = 0;
  for (const uint8_t* p = data; p < end; length++) seen |= next_utf8(p, end);
  if (length == 1) return str_from_char(seen);
  PyStr* s = str_new(length, width_for(seen));
  if (!s) return nullptr;
  with_mutable_chars(s->data, s->width(), [&](auto* to) {
    for (const uint8_t* p = data; p < end;)
      *to++ = static_cast<std::remove_reference_t<decltype(*to)>>(next_utf8(p, end));
  });
  return s;
}

PyStr* str_format(const char* format, ...) {
  char small[256];
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = std::vsnprintf(small, sizeof small, format, args);
  va_end(args);
  PyStr* result;
  if (n < static_cast<int>(sizeof small)) {
    result = str_from_utf8({small, static_cast<size_t>(n)});
  } else {
    PyRaw* raw = raw_new(static_cast<size_t>(n) + 1);
    if (raw) std::vsnprintf(reinterpret_cast<char*>(raw->data), static_cast<size_t>(n) + 1, format, again);
    result = raw ? str_from_utf8({reinterpret_cast<char*>(raw->data), static_cast<size_t>(n)}) : nullptr;
  }
  va_end(again);
  return result;
}

PyStr* str_substring(PyStr* s, size_t start, size_t end) {
  if (start >= end) return str_empty();
  if (start == 0 && end == s->length) return str_exact(s);
  size_t n = end - start;
  int width = s->width();
  if (n == 1) return str_from_char(s->at(start));
  auto* from = str_chars(s) + start * static_cast<size_t>(width);
  if (!s->is_ascii()) return str_from_chars(from, n, width);
  PyStr* part = str_new_ascii(n);
  // s may be a slice of a shared buffer, which does not move.
  if (part) std::memcpy(part->data, from, n);
  return part;
}

// ---- concatenation ----------------------------------------------------------------------------------------------

// The word after a PyStr whose characters lie in a shared buffer.
static PyRaw*& shared_buffer(PyStr* s) { return *reinterpret_cast<PyRaw**>(s + 1); }

static PyStr* shared_str(PyRaw* buffer, void* data, size_t length, int width, bool ascii) {
  auto* s = reinterpret_cast<PyStr*>(gc::allocate(type_str->root_shape->id(), sizeof(PyStr) + sizeof(PyRaw*)));
  if (!s) return raise_memory_error();
  s->header.aux = static_cast<uint16_t>(width);
  s->header.flags |= static_cast<uint8_t>(kStrShared | (ascii ? kStrAscii : 0));
  s->hash = -1;
  s->length = length;
  s->data = data;
  shared_buffer(s) = buffer;
  gc::barrier(&s->header);
  return s;
}

PyStr* str_concat(PyStr* a, PyStr* b) {
  if (a->length == 0) return str_exact(b);
  if (b->length == 0) return str_exact(a);
  int width = a->width() > b->width() ? a->width() : b->width();
  auto w = static_cast<size_t>(width);
  size_t length = a->length + b->length;
  bool ascii = a->is_ascii() && b->is_ascii();
  bool grows = a->length >= b->length && length * w >= kShareFrom && length < kMaxLength;
  if (!grows) {
    PyStr* s = ascii ? str_new_ascii(length) : str_new(length, width);
    if (!s) return nullptr;
    copy_chars(s->data, width, a->data, a->width(), a->length);
    copy_chars(str_chars(s) + a->length * w, width, b->data, b->width(), b->length);
    return s;
  }
  if (a->header.flags & kStrShared) {
    PyRaw* buffer = shared_buffer(a);
    uint8_t* end = str_chars(a) + a->length * w;
    if (a->width() == width && buffer->data + buffer->used == end && buffer->capacity - buffer->used >= b->length * w) {
      buffer->used += b->length * w;
      copy_chars(end, width, b->data, b->width(), b->length);
      return shared_str(buffer, a->data, length, width, ascii);
    }
  }
  size_t bytes = length * w;
  PyRaw* buffer = raw_new((a->header.flags & kStrShared) ? bytes * 2 : bytes + bytes / 8 + 64);
  if (!buffer) return nullptr;
  buffer->used = bytes;
  copy_chars(buffer->data, width, a->data, a->width(), a->length);
  copy_chars(buffer->data + a->length * w, width, b->data, b->width(), b->length);
  return shared_str(buffer, buffer->data, length, width, ascii);
}

// ---- comparison -------------------------------------------------------------------------------------------------

bool str_equal(const PyStr* a, const PyStr* b) {
  if (a == b) return true;
  if (a->length != b->length || a->width() != b->width()) return false;
  return !std::memcmp(a->data, b->data, a->length * static_cast<size_t>(a->width()));
}

int str_compare(const PyStr* a, const PyStr* b) {
  size_t n = a->length < b->length ? a->length : b->length;
  int order = 0;
  if (a->width() == 1 && b->width() == 1) {
    order = std::memcmp(a->data, b->data, n);
  } else {
    with_chars(a->data, a->width(), [&](auto* p) {
      with_chars(b->data, b->width(), [&](auto* q) {
        for (size_t i = 0; i < n && order == 0; i++) order = p[i] == q[i] ? 0 : p[i] < q[i] ? -1 : 1;
      });
    });
  }
  if (order == 0) order = a->length < b->length ? -1 : a->length > b->length;
  return order < 0 ? -1 : order > 0;
}

bool str_is(const PyStr* s, std::string_view ascii) {
  return s->length == ascii.size() && s->width() == 1 && !std::memcmp(s->data, ascii.data(), ascii.size());
}

// ---- utf-8 ------------------------------------------------------------------------------------------------------

void str_append_utf8(const PyStr* s, TextBuffer& out) {
  if (s->is_ascii()) {
    out.append({static_cast<const char*>(s->data), s->length});
    return;
  }
  with_chars(s->data, s->width(), [&](auto* p) {
    for (size_t i = 0; i < s->length; i++) out.append_code_point(p[i]);
  });
}

std::string_view str_utf8(PyStr* s) {
  if (s->is_ascii() && !(s->header.flags & kStrShared)) return {static_cast<const char*>(s->data), s->length};
  static thread_local TextBuffer buffers[16];
  static thread_local unsigned next = 0;
  TextBuffer& buffer = buffers[next++ % 16];
  buffer.clear();
  str_append_utf8(s, buffer);
  return {buffer.c_str(), buffer.size()};
}

}  // namespace pyvm
