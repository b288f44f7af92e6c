#include "vm/object/find.h"

#include <cstdlib>
#include <cstring>

#include "vm/base/check.h"
#include "vm/object/chars.h"

namespace pyvm {

namespace {

// The pattern in the text's width; false: it cannot occur.
struct Widened {
  Widened(const CharSpan& needle, int width) {
    span = needle;
    if (needle.width == width) return;
    if (needle.width > width) {
      possible = false;
      return;
    }
    copy = std::malloc(needle.length * static_cast<size_t>(width) + 1);
    PYVM_CHECK(copy != nullptr);
    copy_chars(copy, width, needle.data, needle.width, needle.length);
    span = {copy, needle.length, width};
  }
  ~Widened() {
    if (copy) std::free(copy);
  }
  CharSpan span{};
  void* copy = nullptr;
  bool possible = true;
};

size_t bytes_of(const CharSpan& s) { return s.length * static_cast<size_t>(s.width); }

// Both have the same width.
int64_t find_same(const CharSpan& text, const CharSpan& needle) {
  if (needle.length > text.length) return -1;
  if (needle.length == 1) return find_char(text, with_chars(needle.data, needle.width, [](auto* p) -> uint32_t { return *p; }));
  auto w = static_cast<size_t>(text.width);
  auto* start = static_cast<const uint8_t*>(text.data);
  auto* end = start + bytes_of(text);
  for (const uint8_t* p = start;;) {
    auto* hit = static_cast<const uint8_t*>(memmem(p, static_cast<size_t>(end - p), needle.data, bytes_of(needle)));
    if (!hit) return -1;
    auto offset = static_cast<size_t>(hit - start);
    if (offset % w == 0) return static_cast<int64_t>(offset / w);
    p = start + (offset / w + 1) * w;   // a match across characters
  }
}

// Knuth-Morris-Pratt from the end of the text.
template <class C>
int64_t rfind_kmp(const C* text, size_t n, const C* needle, size_t m) {
  auto* border = static_cast<size_t*>(std::malloc((m + 1) * sizeof(size_t)));
  PYVM_CHECK(border != nullptr);
  auto at = [&](size_t i) { return needle[m - 1 - i]; };
  border[0] = 0;
  border[1] = 0;
  for (size_t i = 1, k = 0; i < m; i++) {
    while (k && at(i) != at(k)) k = border[k];
    if (at(i) == at(k)) k++;
    border[i + 1] = k;
  }
  int64_t found = -1;
  for (size_t i = 0, k = 0; i < n; i++) {
    C c = text[n - 1 - i];
    while (k && c != at(k)) k = border[k];
    if (c == at(k)) k++;
    if (k == m) {
      found = static_cast<int64_t>(n - 1 - i);
      break;
    }
  }
  std::free(border);
  return found;
}

template <class C>
int64_t rfind_same(const C* text, size_t n, const C* needle, size_t m) {
  size_t budget = 4 * n + 64;   // characters compared before KMP takes over
  for (size_t i = n - m + 1; i-- > 0;) {
    size_t k = 0;
    while (k < m && text[i + k] == needle[k]) k++;
    if (k == m) return static_cast<int64_t>(i);
    if (k > budget) return rfind_kmp(text, i + m - 1, needle, m);
    budget -= k;
  }
  return -1;
}

template <class C>
int64_t find_one(const C* p, size_t n, uint32_t c) {
  if constexpr (sizeof(C) == 1) {
    auto* hit = static_cast<const C*>(std::memchr(p, static_cast<int>(c), n));
    return hit ? hit - p : -1;
  } else {
    for (size_t i = 0; i < n; i++) {
      if (p[i] == c) return static_cast<int64_t>(i);
    }
    return -1;
  }
}

bool fits(uint32_t c, int width) { return width == 4 || c < (1u << (8 * width)); }

}  // namespace

int64_t find_char(const CharSpan& text, uint32_t c) {
  if (!fits(c, text.width)) return -1;
  return with_chars(text.data, text.width, [&](auto* p) { return find_one(p, text.length, c); });
}

int64_t rfind_char(const CharSpan& text, uint32_t c) {
  if (!fits(c, text.width)) return -1;
  return with_chars(text.data, text.width, [&](auto* p) -> int64_t {
    for (size_t i = text.length; i-- > 0;) {
      if (p[i] == c) return static_cast<int64_t>(i);
    }
    return -1;
  });
}

int64_t find_chars(const CharSpan& text, const CharSpan& needle) {
  if (needle.length == 0) return 0;
  if (needle.length > text.length) return -1;
  Widened wide(needle, text.width);
  return wide.possible ? find_same(text, wide.span) : -1;
}

int64_t rfind_chars(const CharSpan& text, const CharSpan& needle) {
  if (needle.length == 0) return static_cast<int64_t>(text.length);
  if (needle.length > text.length) return -1;
  Widened wide(needle, text.width);
  if (!wide.possible) return -1;
  return with_chars(text.data, text.width, [&](auto* p) {
    return rfind_same(p, text.length, static_cast<decltype(p)>(wide.span.data), needle.length);
  });
}

int64_t count_chars(const CharSpan& text, const CharSpan& needle, int64_t limit) {
  if (needle.length == 0) {
    auto n = static_cast<int64_t>(text.length) + 1;
    return n < limit ? n : limit;
  }
  if (needle.length > text.length) return 0;
  Widened wide(needle, text.width);
  if (!wide.possible) return 0;
  int64_t n = 0;
  for (size_t from = 0; n < limit; n++) {
    int64_t hit = find_same(text.part(from, text.length), wide.span);
    if (hit < 0) break;
    from += static_cast<size_t>(hit) + needle.length;
  }
  return n;
}

bool chars_match(const CharSpan& text, size_t at, const CharSpan& part) {
  if (at > text.length || text.length - at < part.length) return false;
  CharSpan there = text.part(at, at + part.length);
  if (text.width == part.width) return !part.length || !std::memcmp(there.data, part.data, bytes_of(part));
  return with_chars(there.data, there.width, [&](auto* p) {
    return with_chars(part.data, part.width, [&](auto* q) {
      for (size_t i = 0; i < part.length; i++) {
        if (p[i] != q[i]) return false;
      }
      return true;
    });
  });
}

}  // namespace pyvm
