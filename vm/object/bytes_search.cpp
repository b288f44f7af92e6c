// Searching, replacing and cutting bytes.
#include <algorithm>

#include "vm/base/text.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm::bytes_methods {

namespace {

// A single byte given as a number. False: exception pending.
bool byte_from_int(Thread& t, Value v, uint8_t* out) {
  Value i = object_as_int(t, v);
  int64_t n;
  if (!i) return false;
  if (!int_to_int64(i, &n) || n < 0 || n > 255) return raise_value_error("byte must be in range(0, 256)");
  *out = static_cast<uint8_t>(n);
  return true;
}

bool is_index(Value v) { return is_int(v) || type_lookup(type_of(v), names::d_index); }

struct Search {
  BytesArg bytes;
  uint8_t byte;
  CharSpan sub, part;
  int64_t start, end;

  // args: self, sub, start, end.
  bool prepare(Thread& t, Value* args) {
    CharSpan text = byte_span(args[0]);
    if (!arg_bounds(t, args[2], args[3], static_cast<int64_t>(text.length), &start, &end)) return false;
    if (has_buffer(args[1])) {
      if (!bytes.get(t, args[1])) return false;
      sub = bytes.span();
    } else if (is_index(args[1])) {
      if (!byte_from_int(t, args[1], &byte)) return false;
      sub = {&byte, 1, 1};
    } else {
      return raise_type_error("argument should be integer or bytes-like object, not '%s'", type_name(args[1]));
    }
    text = byte_span(args[0]);   // __index__ may have changed a bytearray
    end = std::min(end, static_cast<int64_t>(text.length));
    if (start <= end) part = text.part(static_cast<size_t>(start), static_cast<size_t>(end));
    return true;
  }
  int64_t first() const { return place(start > end ? -1 : find_chars(part, sub)); }
  int64_t last() const { return place(start > end ? -1 : rfind_chars(part, sub)); }
  int64_t place(int64_t i) const { return i < 0 ? i : i + start; }
};

Value found(int64_t i) {
  return i < 0 ? Value(raise_value_error("subsection not found")) : Value::from_small_int(i);
}

Value test_affix(Thread& t, Value* args, bool at_end, const char* name) {
  int64_t start, end;
  if (!arg_bounds(t, args[2], args[3], static_cast<int64_t>(byte_span(args[0]).length), &start, &end)) return kNull;
  CharSpan text = byte_span(args[0]);   // __index__ may have changed a bytearray
  end = std::min(end, static_cast<int64_t>(text.length));
  auto matches = [&](CharSpan affix) {
    auto n = static_cast<int64_t>(affix.length);
    if (start > end || end - start < n) return false;
    return chars_match(text, static_cast<size_t>(at_end ? end - n : start), affix);
  };
  if (type_of(args[1])->flags & kTypeTuple) {
    PyTuple* choices = as_tuple(args[1]);
    for (int64_t i = 0; i < choices->length; i++) {
      BytesArg affix;
      if (!affix.get(t, choices->items[i])) return kNull;
      if (matches(affix.span())) return kTrue;
    }
    return kFalse;
  }
  if (!has_buffer(args[1])) {
    return raise_type_error("%s first arg must be bytes or a tuple of bytes, not %s", name, type_name(args[1]));
  }
  BytesArg affix;
  return affix.get(t, args[1]) ? Value::from_bool(matches(affix.span())) : kNull;
}

Value part_of(Value self, size_t start, size_t end) {
  CharSpan text = byte_span(self);
  if (is_exact_bytes(self) && start == 0 && end == text.length) return self;
  return bytes_like(self, static_cast<const uint8_t*>(text.data) + start, end - start);
}

Value three(Value a, Value b, Value c) {
  if (!a || !b || !c) return kNull;
  Value items[] = {a, b, c};
  PyTuple* result = tuple_from(items, 3);
  return result ? Value(&result->header) : kNull;
}

Value cut(Thread& t, Value* args, bool from_end) {
  BytesArg sep;
  if (!sep.get(t, args[1])) return kNull;
  if (sep.size() == 0) return raise_value_error("empty separator");
  CharSpan text = byte_span(args[0]);
  int64_t hit = from_end ? rfind_chars(text, sep.span()) : find_chars(text, sep.span());
  Value none = bytes_like(args[0], "", 0);
  if (hit < 0) {
    Value whole = part_of(args[0], 0, text.length);
    Value none2 = bytes_like(args[0], "", 0);
    return from_end ? three(none, none2, whole) : three(whole, none, none2);
  }
  auto i = static_cast<size_t>(hit);
  Value middle = is_exact_bytes(args[1]) && is_bytes(args[0]) ? args[1] : bytes_like(args[0], sep.data(), sep.size());
  return three(part_of(args[0], 0, i), middle, part_of(args[0], i + sep.size(), text.length));
}

}  // namespace

Value find(Thread& t, Value* args) {
  Search s;
  return s.prepare(t, args) ? Value::from_small_int(s.first()) : kNull;
}
Value rfind(Thread& t, Value* args) {
  Search s;
  return s.prepare(t, args) ? Value::from_small_int(s.last()) : kNull;
}
Value index(Thread& t, Value* args) {
  Search s;
  return s.prepare(t, args) ? found(s.first()) : kNull;
}
Value rindex(Thread& t, Value* args) {
  Search s;
  return s.prepare(t, args) ? found(s.last()) : kNull;
}
Value count(Thread& t, Value* args) {
  Search s;
  if (!s.prepare(t, args)) return kNull;
  return Value::from_small_int(s.start > s.end ? 0 : count_chars(s.part, s.sub));
}

Value contains(Thread& t, Value* args) {
  if (is_index(args[1])) {
    uint8_t byte;
    if (!byte_from_int(t, args[1], &byte)) return kNull;
    return Value::from_bool(find_char(byte_span(args[0]), byte) >= 0);
  }
  BytesArg sub;
  return sub.get(t, args[1]) ? Value::from_bool(find_chars(byte_span(args[0]), sub.span()) >= 0) : kNull;
}

Value startswith(Thread& t, Value* args) { return test_affix(t, args, false, "startswith"); }
Value endswith(Thread& t, Value* args) { return test_affix(t, args, true, "endswith"); }
Value partition(Thread& t, Value* args) { return cut(t, args, false); }
Value rpartition(Thread& t, Value* args) { return cut(t, args, true); }

Value removeprefix(Thread& t, Value* args) {
  BytesArg affix;
  if (!affix.get(t, args[1])) return kNull;
  CharSpan text = byte_span(args[0]);
  return part_of(args[0], chars_match(text, 0, affix.span()) ? affix.size() : 0, text.length);
}

Value removesuffix(Thread& t, Value* args) {
  BytesArg affix;
  if (!affix.get(t, args[1])) return kNull;
  CharSpan text = byte_span(args[0]);
  bool there = affix.size() <= text.length && chars_match(text, text.length - affix.size(), affix.span());
  return part_of(args[0], 0, there ? text.length - affix.size() : text.length);
}

Value replace(Thread& t, Value* args) {
  BytesArg old, with;
  int64_t limit;
  if (!old.get(t, args[1]) || !with.get(t, args[2]) || !arg_ssize(t, args[3], &limit)) return kNull;
  if (limit < 0) limit = INT64_MAX;
  CharSpan text = byte_span(args[0]);
  auto* data = static_cast<const char*>(text.data);
  std::string_view replacement(reinterpret_cast<const char*>(with.data()), with.size());
  TextBuffer out;
  size_t from = 0;
  if (old.size() == 0) {
    for (; limit > 0; limit--) {
      out.append(replacement);
      if (from == text.length) return bytes_like(args[0], out.data(), out.size());
      out.append(data[from++]);
    }
  } else {
    for (; limit > 0; limit--) {
      int64_t hit = find_chars(text.part(from, text.length), old.span());
      if (hit < 0) break;
      out.append({data + from, static_cast<size_t>(hit)});
      out.append(replacement);
      from += static_cast<size_t>(hit) + old.size();
    }
    if (from == 0) return part_of(args[0], 0, text.length);
  }
  out.append({data + from, text.length - from});
  return bytes_like(args[0], out.data(), out.size());
}

}  // namespace pyvm::bytes_methods
