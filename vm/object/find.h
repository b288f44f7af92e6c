// Searching in arrays of characters and bytes. Linear in the text for any pattern (glibc's two-way memmem, KMP backwards).
#pragma once

#include <cstddef>
#include <cstdint>

namespace pyvm {

// A searched array of characters.
struct CharSpan {
  const void* data;
  size_t length;
  int width;
  CharSpan part(size_t start, size_t end) const {
    return {static_cast<const uint8_t*>(data) + start * static_cast<size_t>(width), end - start, width};
  }
};

// Index of the first / last occurrence of `needle`, or -1. An empty needle is found at 0 / at the end.
int64_t find_chars(const CharSpan& text, const CharSpan& needle);
int64_t rfind_chars(const CharSpan& text, const CharSpan& needle);
// Number of occurrences without overlap, at most `limit`; an empty needle: length + 1.
int64_t count_chars(const CharSpan& text, const CharSpan& needle, int64_t limit = INT64_MAX);
// Index of the character, or -1.
int64_t find_char(const CharSpan& text, uint32_t c);
int64_t rfind_char(const CharSpan& text, uint32_t c);
// True if text has `part` at `at`.
bool chars_match(const CharSpan& text, size_t at, const CharSpan& part);

}  // namespace pyvm
