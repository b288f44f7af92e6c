// The codecs utf-8, utf-16, utf-32, ascii and latin-1.
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/chars.h"
#include "vm/object/codec.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"

namespace pyvm {

namespace {

constexpr const char* kEnd = "unexpected end of data";
constexpr const char* kStart = "invalid start byte";
constexpr const char* kContinuation = "invalid continuation byte";

// One step of utf-8 decoding at p: a character, or what is wrong (Unicode 3.9, maximal subparts).
struct Utf8Step {
  uint32_t c = 0;
  size_t used = 0;            // bytes of the character or of the malformed part
  const char* error = nullptr;
};

Utf8Step step_utf8(const uint8_t* p, size_t left) {
  uint8_t lead = p[0];
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return {0, 1, kStart};
  size_t need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < 2) return {0, 1, kEnd};
  uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (p[1] < low || p[1] > high) return {0, 1, kContinuation};
  uint32_t c = static_cast<uint32_t>(lead & (0x7F >> need)) << 6 | (p[1] & 0x3F);
  for (size_t i = 2; i < need; i++) {
    if (i >= left) return {0, i, kEnd};
    if ((p[i] & 0xC0) != 0x80) return {0, i, kContinuation};
    c = c << 6 | (p[i] & 0x3F);
  }
  return {c, need};
}

size_t ascii_prefix(const uint8_t* data, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t w;
    std::memcpy(&w, data + i, 8);
    if (w & 0x8080808080808080) break;
  }
  while (i < n && data[i] < 0x80) i++;
  return i;
}

// Appends a handler's replacement to encoded bytes. False: it cannot be encoded itself.
bool append_replacement(Value replacement, uint32_t limit, TextBuffer& out) {
  if (is_bytes(replacement)) {
    auto* b = as_bytes(replacement);
    out.append({reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length)});
    return true;
  }
  PyStr* s = as_str(replacement);
  for (size_t i = 0; i < s->length; i++) {
    if (s->at(i) >= limit) return false;
  }
  for (size_t i = 0; i < s->length; i++) out.append(static_cast<char>(s->at(i)));
  return true;
}

bool is_surrogate(uint32_t c) { return c >= 0xD800 && c < 0xE000; }

constexpr const char* kSurrogates = "surrogates not allowed";

}  // namespace

// ---- utf-8 ------------------------------------------------------------------------------------------------------

PyStr* decode_utf8(Thread& t, DecodeInput in, PyStr* errors, size_t* consumed) {
  size_t i = ascii_prefix(in.data, in.size);
  if (consumed) *consumed = in.size;
  if (i == in.size) {
    if (in.size <= 1) return str_from_latin1(in.data, in.size);
    PyStr* s = str_new_ascii(in.size);
    if (s) std::memcpy(s->data, in.data, in.size);
    return s;
  }
  StrBuilder out;
  DecodeErrors handler(t, "utf-8", errors, in);
  out.append_ascii({reinterpret_cast<const char*>(in.data), i});
  while (i < in.size) {
    if (in.data[i] < 0x80) {
      size_t run = ascii_prefix(in.data + i, in.size - i);
      out.append_ascii({reinterpret_cast<const char*>(in.data + i), run});
      i += run;
      continue;
    }
    Utf8Step step = step_utf8(in.data + i, in.size - i);
    if (!step.error) {
      out.append(step.c);
      i += step.used;
      continue;
    }
    if (consumed && step.error == kEnd) {
      *consumed = i;
      break;
    }
    if (!handler.handle(i, i + step.used, step.error, out, &i)) return nullptr;
  }
  return out.finish();
}

PyBytes* encode_utf8(Thread& t, PyStr* s, PyStr* errors) {
  if (s->is_ascii()) return bytes_from(s->data, s->length);
  TextBuffer out;
  EncodeErrors handler(t, "utf-8", errors, s);
  for (size_t i = 0; i < s->length;) {
    uint32_t c = s->at(i);
    if (!is_surrogate(c)) {
      out.append_code_point(c);
      i++;
      continue;
    }
    size_t end = i + 1;
    while (end < s->length && is_surrogate(s->at(end))) end++;
    Value replacement;
    size_t resume;
    if (!handler.handle(i, end, kSurrogates, &replacement, &resume)) return nullptr;
    if (!append_replacement(replacement, 0x80, out)) return handler.raise(i, end, kSurrogates);
    i = resume;
  }
  return bytes_from(out.view());
}

// ---- ascii and latin-1 ------------------------------------------------------------------------------------------

PyStr* decode_ascii(Thread& t, DecodeInput in, PyStr* errors) {
  size_t i = ascii_prefix(in.data, in.size);
  if (i == in.size) return str_from_latin1(in.data, in.size);
  StrBuilder out;
  DecodeErrors handler(t, "ascii", errors, in);
  out.append_ascii({reinterpret_cast<const char*>(in.data), i});
  while (i < in.size) {
    if (in.data[i] < 0x80) {
      out.append(in.data[i++]);
    } else if (!handler.handle(i, i + 1, "ordinal not in range(128)", out, &i)) {
      return nullptr;
    }
  }
  return out.finish();
}

PyStr* decode_latin1(Thread&, const DecodeInput& in) { return str_from_latin1(in.data, in.size); }

static PyBytes* encode_bytes(Thread& t, PyStr* s, PyStr* errors, const char* encoding, uint32_t limit,
                             const char* reason) {
  if (s->is_ascii() || (limit == 256 && s->width() == 1)) return bytes_from(s->data, s->length);
  TextBuffer out;
  EncodeErrors handler(t, encoding, errors, s);
  for (size_t i = 0; i < s->length;) {
    uint32_t c = s->at(i);
    if (c < limit) {
      out.append(static_cast<char>(c));
      i++;
      continue;
    }
    size_t end = i + 1;
    while (end < s->length && s->at(end) >= limit) end++;
    Value replacement;
    size_t resume;
    if (!handler.handle(i, end, reason, &replacement, &resume)) return nullptr;
    if (!append_replacement(replacement, limit, out)) return handler.raise(i, end, reason);
    i = resume;
  }
  return bytes_from(out.view());
}

PyBytes* encode_ascii(Thread& t, PyStr* s, PyStr* errors) {
  return encode_bytes(t, s, errors, "ascii", 128, "ordinal not in range(128)");
}
PyBytes* encode_latin1(Thread& t, PyStr* s, PyStr* errors) {
  return encode_bytes(t, s, errors, "latin-1", 256, "ordinal not in range(256)");
}

// ---- utf-16 and utf-32 ------------------------------------------------------------------------------------------

namespace {

uint32_t load(const uint8_t* p, int bytes, bool big) {
  uint32_t c = 0;
  for (int i = 0; i < bytes; i++) c |= static_cast<uint32_t>(p[big ? bytes - 1 - i : i]) << (8 * i);
  return c;
}

void store(TextBuffer& out, uint32_t c, int bytes, bool big) {
  for (int i = 0; i < bytes; i++) out.append(static_cast<char>(c >> 8 * (big ? bytes - 1 - i : i)));
}

// Reads a BOM if the order is open. Returns the position after it.
size_t take_bom(const DecodeInput& in, int bytes, int* byteorder) {
  if (*byteorder != 0 || in.size < static_cast<size_t>(bytes)) return 0;
  if (load(in.data, bytes, false) == 0xFEFF) *byteorder = -1;
  else if (load(in.data, bytes, true) == 0xFEFF) *byteorder = 1;
  else return 0;
  return static_cast<size_t>(bytes);
}

PyBytes* encode_units(Thread& t, PyStr* s, PyStr* errors, int byteorder, int bytes, const char* encoding) {
  TextBuffer out;
  bool big = byteorder == 1;
  if (byteorder == 0) store(out, 0xFEFF, bytes, false);
  EncodeErrors handler(t, encoding, errors, s);
  auto put = [&](uint32_t c) {
    if (bytes == 2 && c >= 0x10000) {
      store(out, 0xD800 + ((c - 0x10000) >> 10), 2, big);
      store(out, 0xDC00 + ((c - 0x10000) & 0x3FF), 2, big);
    } else {
      store(out, c, bytes, big);
    }
  };
  for (size_t i = 0; i < s->length;) {
    uint32_t c = s->at(i);
    if (!is_surrogate(c)) {
      put(c);
      i++;
      continue;
    }
    Value replacement;
    size_t resume;
    if (!handler.handle(i, i + 1, kSurrogates, &replacement, &resume)) return nullptr;
    if (is_bytes(replacement)) {
      auto* b = as_bytes(replacement);
      if (b->length % bytes) return handler.raise(i, i + 1, kSurrogates);
      out.append({reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length)});
    } else {
      for (size_t k = 0; k < as_str(replacement)->length; k++) {
        if (as_str(replacement)->at(k) >= 0x80) return handler.raise(i, i + 1, kSurrogates);
        put(as_str(replacement)->at(k));
      }
    }
    i = resume;
  }
  return bytes_from(out.view());
}

}  // namespace

PyStr* decode_utf16(Thread& t, DecodeInput in, PyStr* errors, int* byteorder, size_t* consumed) {
  size_t i = take_bom(in, 2, byteorder);
  bool big = *byteorder == 1;
  StrBuilder out;
  DecodeErrors handler(t, big ? "utf-16-be" : "utf-16-le", errors, in);
  if (consumed) *consumed = in.size;
  while (i < in.size) {
    if (in.size - i < 2) {
      if (consumed) {
        *consumed = i;
        break;
      }
      if (!handler.handle(i, in.size, "truncated data", out, &i)) return nullptr;
      continue;
    }
    uint32_t c = load(in.data + i, 2, big);
    if (!is_surrogate(c)) {
      out.append(c);
      i += 2;
      continue;
    }
    if (c >= 0xDC00) {
      if (!handler.handle(i, i + 2, "illegal encoding", out, &i)) return nullptr;
    } else if (in.size - i < 4) {
      if (consumed) {
        *consumed = i;
        break;
      }
      if (!handler.handle(i, in.size, kEnd, out, &i)) return nullptr;
    } else {
      uint32_t trail = load(in.data + i + 2, 2, big);
      if (trail >= 0xDC00 && trail < 0xE000) {
        out.append(0x10000 + ((c & 0x3FF) << 10 | (trail & 0x3FF)));
        i += 4;
      } else if (!handler.handle(i, i + 2, "illegal UTF-16 surrogate", out, &i)) {
        return nullptr;
      }
    }
  }
  return out.finish();
}

PyStr* decode_utf32(Thread& t, DecodeInput in, PyStr* errors, int* byteorder, size_t* consumed) {
  size_t i = take_bom(in, 4, byteorder);
  bool big = *byteorder == 1;
  StrBuilder out;
  DecodeErrors handler(t, big ? "utf-32-be" : "utf-32-le", errors, in);
  if (consumed) *consumed = in.size;
  while (i < in.size) {
    if (in.size - i < 4) {
      if (consumed) {
        *consumed = i;
        break;
      }
      if (!handler.handle(i, in.size, "truncated data", out, &i)) return nullptr;
      continue;
    }
    uint32_t c = load(in.data + i, 4, big);
    if (c >= 0x110000) {
      if (!handler.handle(i, i + 4, "code point not in range(0x110000)", out, &i)) return nullptr;
    } else if (is_surrogate(c)) {
      if (!handler.handle(i, i + 4, "code point in surrogate code point range(0xd800, 0xe000)", out, &i)) return nullptr;
    } else {
      out.append(c);
      i += 4;
    }
  }
  return out.finish();
}

PyBytes* encode_utf16(Thread& t, PyStr* s, PyStr* errors, int byteorder) {
  return encode_units(t, s, errors, byteorder, 2, byteorder == 0 ? "utf-16" : byteorder < 0 ? "utf-16-le" : "utf-16-be");
}
PyBytes* encode_utf32(Thread& t, PyStr* s, PyStr* errors, int byteorder) {
  return encode_units(t, s, errors, byteorder, 4, byteorder == 0 ? "utf-32" : byteorder < 0 ? "utf-32-le" : "utf-32-be");
}

}  // namespace pyvm
