// Splitting, stripping and joining bytes.
#include <cstring>

#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm::bytes_methods {

namespace {

bool is_blank(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }

class Parts {
 public:
  explicit Parts(Value self) : self_(self), text_(byte_span(self)), list_(list_new(0)), ok_(list_ != nullptr) {}
  const uint8_t* data() const { return static_cast<const uint8_t*>(text_.data); }
  size_t size() const { return text_.length; }
  CharSpan span() const { return text_; }
  void add(size_t start, size_t end) {
    if (!ok_) return;
    bool whole = start == 0 && end == text_.length && is_exact_bytes(self_);
    Value part = whole ? self_ : bytes_like(self_, data() + start, end - start);
    ok_ = part && list_append(list_, part);
  }
  Value finish(bool reversed = false) {
    if (!ok_) return kNull;
    for (int64_t i = 0, j = list_->length - 1; reversed && i < j; i++, j--) {
      Value a = list_->items->items[i];
      list_->items->items[i] = list_->items->items[j];
      list_->items->items[j] = a;
    }
    return Value(&list_->header);
  }

 private:
  Value self_;
  CharSpan text_;
  PyList* list_;
  bool ok_;
};

Value split_blanks(Value self, int64_t limit) {
  Parts parts(self);
  const uint8_t* p = parts.data();
  size_t i = 0, n = parts.size();
  for (;; limit--) {
    while (i < n && is_blank(p[i])) i++;
    if (i == n) return parts.finish();
    if (limit == 0) break;
    size_t start = i;
    while (i < n && !is_blank(p[i])) i++;
    parts.add(start, i);
  }
  parts.add(i, n);
  return parts.finish();
}

Value rsplit_blanks(Value self, int64_t limit) {
  Parts parts(self);
  const uint8_t* p = parts.data();
  size_t i = parts.size();
  for (;; limit--) {
    while (i > 0 && is_blank(p[i - 1])) i--;
    if (i == 0) return parts.finish(true);
    if (limit == 0) break;
    size_t end = i;
    while (i > 0 && !is_blank(p[i - 1])) i--;
    parts.add(i, end);
  }
  parts.add(0, i);
  return parts.finish(true);
}

Value split_by(Value self, CharSpan sep, int64_t limit) {
  Parts parts(self);
  size_t from = 0;
  for (; limit > 0; limit--) {
    int64_t hit = find_chars(parts.span().part(from, parts.size()), sep);
    if (hit < 0) break;
    parts.add(from, from + static_cast<size_t>(hit));
    from += static_cast<size_t>(hit) + sep.length;
  }
  parts.add(from, parts.size());
  return parts.finish();
}

Value rsplit_by(Value self, CharSpan sep, int64_t limit) {
  Parts parts(self);
  size_t end = parts.size();
  for (; limit > 0; limit--) {
    int64_t hit = rfind_chars(parts.span().part(0, end), sep);
    if (hit < 0) break;
    parts.add(static_cast<size_t>(hit) + sep.length, end);
    end = static_cast<size_t>(hit);
  }
  parts.add(0, end);
  return parts.finish(true);
}

Value split_any(Thread& t, Value* args, bool from_end) {
  int64_t limit;
  if (!arg_ssize(t, args[2], &limit)) return kNull;
  if (limit < 0) limit = INT64_MAX;
  if (args[1].is_none()) return from_end ? rsplit_blanks(args[0], limit) : split_blanks(args[0], limit);
  BytesArg sep;
  if (!sep.get(t, args[1])) return kNull;
  if (sep.size() == 0) return raise_value_error("empty separator");
  return from_end ? rsplit_by(args[0], sep.span(), limit) : split_by(args[0], sep.span(), limit);
}

Value strip_sides(Thread& t, Value* args, bool left, bool right) {
  BytesArg set;
  bool blanks = args[1].is_none();
  if (!blanks && !set.get(t, args[1])) return kNull;
  CharSpan text = byte_span(args[0]);
  auto* p = static_cast<const uint8_t*>(text.data);
  auto strippable = [&](uint8_t c) { return blanks ? is_blank(c) : find_char(set.span(), c) >= 0; };
  size_t start = 0, end = text.length;
  if (left) {
    while (start < end && strippable(p[start])) start++;
  }
  if (right) {
    while (end > start && strippable(p[end - 1])) end--;
  }
  if (is_exact_bytes(args[0]) && end - start == text.length) return args[0];
  return bytes_like(args[0], p + start, end - start);
}

}  // namespace

Value split(Thread& t, Value* args) { return split_any(t, args, false); }
Value rsplit(Thread& t, Value* args) { return split_any(t, args, true); }
Value strip(Thread& t, Value* args) { return strip_sides(t, args, true, true); }
Value lstrip(Thread& t, Value* args) { return strip_sides(t, args, true, false); }
Value rstrip(Thread& t, Value* args) { return strip_sides(t, args, false, true); }

Value splitlines(Thread& t, Value* args) {
  int keep;
  if (!arg_int(t, args[1], &keep)) return kNull;
  Parts parts(args[0]);
  const uint8_t* p = parts.data();
  for (size_t i = 0, n = parts.size(); i < n;) {
    size_t start = i;
    while (i < n && p[i] != '\n' && p[i] != '\r') i++;
    size_t end = i;
    if (i < n) i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
    parts.add(start, keep ? i : end);
  }
  return parts.finish();
}

Value join(Thread& t, Value* args) {
  if (!type_lookup(type_of(args[1]), names::d_iter) && !type_lookup(type_of(args[1]), names::d_getitem)) {
    return raise_type_error("can only join an iterable");
  }
  PyTuple* items = object_to_tuple(t, args[1]);
  if (!items) return kNull;
  CharSpan sep = byte_span(args[0]);
  if (items->length == 1 && is_exact_bytes(items->items[0]) && is_bytes(args[0])) return items->items[0];
  size_t size = 0;
  for (int64_t i = 0; i < items->length; i++) {
    Value item = items->items[i];
    if (!has_buffer(item)) {
      return raise_type_error("sequence item %lld: expected a bytes-like object, %s found", static_cast<long long>(i),
                              type_name(item));
    }
    BytesArg part;
    if (!part.get(t, item)) return kNull;
    size += part.size() + (i ? sep.length : 0);
  }
  Value result = bytes_like(args[0], nullptr, size);
  if (!result) return kNull;
  auto* to = static_cast<uint8_t*>(const_cast<void*>(byte_span(result).data));
  for (int64_t i = 0; i < items->length; i++) {
    BytesArg part;
    if (!part.get(t, items->items[i])) return kNull;
    if (i && sep.length) {
      std::memcpy(to, sep.data, sep.length);
      to += sep.length;
    }
    if (part.size()) std::memcpy(to, part.data(), part.size());
    to += part.size();
  }
  return result;
}

}  // namespace pyvm::bytes_methods
