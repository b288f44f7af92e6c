#include "stdlib/sre/charset.h"

#include "stdlib/sre/matcher.h"

namespace pyvm::sre {

uint32_t lower_ascii(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
uint32_t lower_unicode(uint32_t c) { return unicode::simple_lower(c); }
uint32_t upper_unicode(uint32_t c) { return unicode::simple_upper(c); }

bool in_category(uint32_t category, uint32_t c) {
  switch (category) {
    case kDigit: return ascii_digit(c);
    case kNotDigit: return !ascii_digit(c);
    case kSpace: return ascii_space(c);
    case kNotSpace: return !ascii_space(c);
    case kWord: return ascii_word(c);
    case kNotWord: return !ascii_word(c);
    case kLinebreak: return c == '\n';
    case kNotLinebreak: return c != '\n';
    case kLocWord: return locale_word(c);
    case kLocNotWord: return !locale_word(c);
    case kUniDigit: return unicode::decimal(c) >= 0;
    case kUniNotDigit: return unicode::decimal(c) < 0;
    case kUniSpace: return unicode::is_space(c);
    case kUniNotSpace: return !unicode::is_space(c);
    case kUniWord: return unicode_word(c) || c == '_';
    case kUniNotWord: return !unicode_word(c) && c != '_';
    case kUniLinebreak: return unicode::is_line_break(c);
    case kUniNotLinebreak: return !unicode::is_line_break(c);
    default: return false;
  }
}

bool in_set(const uint32_t* set, uint32_t c) {
  bool found = true;
  for (;;) {
    switch (*set++) {
      case kFailure: return !found;
      case kLiteral:
        if (c == set[0]) return found;
        set++;
        break;
      case kCategory:
        if (in_category(set[0], c)) return found;
        set++;
        break;
      case kCharset:
        if (c < 256 && (set[c >> 5] >> (c & 31) & 1)) return found;
        set += 8;
        break;
      case kRange:
        if (set[0] <= c && c <= set[1]) return found;
        set += 2;
        break;
      case kRangeUniIgnore: {
        if (set[0] <= c && c <= set[1]) return found;
        uint32_t upper = upper_unicode(c);
        if (set[0] <= upper && upper <= set[1]) return found;
        set += 2;
        break;
      }
      case kNegate: found = !found; break;
      case kBigCharset: {
        // A count, 256 bytes of chunk numbers, the chunks of 256 bits.
        uint32_t count = *set++;
        if (c < 65536) {
          uint32_t chunk = reinterpret_cast<const uint8_t*>(set)[c >> 8];
          const uint32_t* bits = set + 64 + chunk * 8;
          if (bits[(c & 255) >> 5] >> (c & 31) & 1) return found;
        }
        set += 64 + count * 8;
        break;
      }
      default: return false;
    }
  }
}

bool in_set_locale_ignore(const uint32_t* set, uint32_t c) {
  uint32_t lower = lower_locale(c), upper = upper_locale(c);
  return in_set(set, lower) || (upper != lower && in_set(set, upper));
}

bool equal_locale_ignore(uint32_t pattern, uint32_t c) {
  return c == pattern || lower_locale(c) == pattern || upper_locale(c) == pattern;
}

}  // namespace pyvm::sre
