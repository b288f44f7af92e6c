// Splitting, stripping and joining strings.
#include "vm/object/args.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"
#include "vm/object/unicode.h"

namespace pyvm::str_methods {

namespace {

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

// A list of parts of one string.
class Parts {
 public:
  explicit Parts(PyStr* source, int64_t limit = INT64_MAX)
      : source_(source), list_(list_new(limit < kExpected ? limit + 1 : kExpected)), ok_(list_ != nullptr) {}
  void add(size_t start, size_t end) {
    if (!ok_) return;
    PyStr* part = str_substring(source_, start, end);
    ok_ = part && list_append(list_, Value(&part->header));
  }
  Value finish() { return ok_ ? Value(&list_->header) : kNull; }
  // For parts that were added from the end.
  Value finish_reversed() {
    if (!ok_) return kNull;
    for (int64_t i = 0, j = list_->length - 1; i < j; i++, j--) {
      Value a = list_->items->items[i];
      list_->items->items[i] = list_->items->items[j];
      list_->items->items[j] = a;
    }
    return Value(&list_->header);
  }

 private:
  static constexpr int64_t kExpected = 8;   // parts that most texts have room enough with
  PyStr* source_;
  PyList* list_;
  bool ok_;
};

Value split_blanks(PyStr* s, int64_t limit) {
  Parts parts(s, limit);
  with_chars(s->data, s->width(), [&](auto* p) {
    size_t i = 0, n = s->length;
    for (;; limit--) {
      while (i < n && unicode::is_space(p[i])) i++;
      if (i == n) return;
      if (limit == 0) break;
      size_t start = i;
      while (i < n && !unicode::is_space(p[i])) i++;
      parts.add(start, i);
    }
    parts.add(i, n);
  });
  return parts.finish();
}

Value rsplit_blanks(PyStr* s, int64_t limit) {
  Parts parts(s);
  with_chars(s->data, s->width(), [&](auto* p) {
    size_t i = s->length;
    for (;; limit--) {
      while (i > 0 && unicode::is_space(p[i - 1])) i--;
      if (i == 0) return;
      if (limit == 0) break;
      size_t end = i;
      while (i > 0 && !unicode::is_space(p[i - 1])) i--;
      parts.add(i, end);
    }
    parts.add(0, i);
  });
  return parts.finish_reversed();
}

Value split_by(PyStr* s, PyStr* sep, int64_t limit) {
  Parts parts(s, limit);
  size_t from = 0;
  bool one = sep->length == 1;
  for (; limit > 0; limit--) {
    CharSpan rest = span(s).part(from, s->length);
    int64_t hit = one ? find_char(rest, sep->at(0)) : find_chars(rest, span(sep));
    if (hit < 0) break;
    parts.add(from, from + static_cast<size_t>(hit));
    from += static_cast<size_t>(hit) + sep->length;
  }
  parts.add(from, s->length);
  return parts.finish();
}

Value rsplit_by(PyStr* s, PyStr* sep, int64_t limit) {
  Parts parts(s);
  size_t end = s->length;
  for (; limit > 0; limit--) {
    int64_t hit = rfind_chars(span(s).part(0, end), span(sep));
    if (hit < 0) break;
    parts.add(static_cast<size_t>(hit) + sep->length, end);
    end = static_cast<size_t>(hit);
  }
  parts.add(0, end);
  return parts.finish_reversed();
}

// args: self, sep, maxsplit. False: exception pending; *sep null: split at blanks.
bool split_arguments(Thread& t, Value* args, PyStr** sep, int64_t* limit) {
  *sep = nullptr;
  if (!arg_ssize(t, args[2], limit)) return false;
  if (*limit < 0) *limit = INT64_MAX;
  if (args[1].is_none()) return true;
  if (!is_str(args[1])) return raise_type_error("must be str or None, not %s", type_name(args[1]));
  *sep = as_str(args[1]);
  if ((*sep)->length == 0) return raise_value_error("empty separator");
  return true;
}

bool has_char(const PyStr* set, uint32_t c) {
  constexpr size_t kFew = 8;
  if (set->length > kFew) return find_char(span(set), c) >= 0;
  for (size_t i = 0; i < set->length; i++) {
    if (set->at(i) == c) return true;
  }
  return false;
}

Value strip_sides(Value* args, bool left, bool right, const char* name) {
  PyStr* s = as_str(args[0]);
  PyStr* set = nullptr;
  if (!args[1].is_none()) {
    if (!is_str(args[1])) return raise_type_error("%s arg must be None or str", name);
    set = as_str(args[1]);
  }
  size_t start = 0, end = s->length;
  with_chars(s->data, s->width(), [&](auto* p) {
    auto strippable = [&](uint32_t c) { return set ? has_char(set, c) : unicode::is_space(c); };
    if (left) {
      while (start < end && strippable(p[start])) start++;
    }
    if (right) {
      while (end > start && strippable(p[end - 1])) end--;
    }
  });
  return value(str_substring(s, start, end));
}

// Copies a string of one byte a character; most pieces of a join are a few bytes long.
inline uint8_t* put_short(uint8_t* to, const PyStr* s) {
  const uint8_t* from = s->latin1();
  size_t n = s->length;
  if (n > 16) {
    std::memcpy(to, from, n);
  } else {
    for (size_t i = 0; i < n; i++) to[i] = from[i];
  }
  return to + n;
}

// Length, width and ascii-ness of a join; false: exception pending.
struct JoinPlan {
  size_t length = 0;
  int width = 1;
  bool ascii = true;

  void add(const PyStr* s) {
    length += s->length;
    if (s->width() > width) width = s->width();
    ascii = ascii && s->is_ascii();
  }
};

}  // namespace

Value split(Thread& t, Value* args) {
  PyStr* sep;
  int64_t limit;
  if (!split_arguments(t, args, &sep, &limit)) return kNull;
  return sep ? split_by(as_str(args[0]), sep, limit) : split_blanks(as_str(args[0]), limit);
}

Value rsplit(Thread& t, Value* args) {
  PyStr* sep;
  int64_t limit;
  if (!split_arguments(t, args, &sep, &limit)) return kNull;
  return sep ? rsplit_by(as_str(args[0]), sep, limit) : rsplit_blanks(as_str(args[0]), limit);
}

Value splitlines(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  int keep;
  if (!arg_int(t, args[1], &keep)) return kNull;
  Parts parts(s);
  with_chars(s->data, s->width(), [&](auto* p) {
    size_t n = s->length;
    for (size_t i = 0; i < n;) {
      size_t start = i;
      while (i < n && !unicode::is_line_break(p[i])) i++;
      size_t end = i;
      if (i < n) i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
      parts.add(start, keep ? i : end);
    }
  });
  return parts.finish();
}

Value strip(Thread&, Value* args) { return strip_sides(args, true, true, "strip"); }
Value lstrip(Thread&, Value* args) { return strip_sides(args, true, false, "lstrip"); }
Value rstrip(Thread&, Value* args) { return strip_sides(args, false, true, "rstrip"); }

Value join(Thread& t, Value* args) {
  PyStr* sep = as_str(args[0]);
  Value source = args[1];
  const Value* items;
  int64_t n;
  if (type_of(source) == type_tuple) {
    items = as_tuple(source)->items;
    n = as_tuple(source)->length;
  } else {
    if (type_of(source) != type_list) {
      source = object_to_list(t, source);
      if (!source) {
        if (error_matches(exc::TypeError) && !type_lookup(type_of(args[1]), names::d_iter) &&
            !type_lookup(type_of(args[1]), names::d_getitem)) {
          error_clear();
          return raise_type_error("can only join an iterable");
        }
        return kNull;
      }
    }
    items = as_list(source)->items->items;
    n = as_list(source)->length;
  }
  if (n == 0) return value(str_empty());
  JoinPlan plan;
  for (int64_t i = 0; i < n; i++) {
    if (!is_str(items[i])) {
      return raise_type_error("sequence item %lld: expected str instance, %s found", static_cast<long long>(i),
                              type_name(items[i]));
    }
    plan.add(as_str(items[i]));
  }
  if (n == 1) return value(str_exact(as_str(items[0])));
  size_t gaps = static_cast<size_t>(n - 1);
  if (sep->length) {
    size_t length = plan.length;
    plan.add(sep);
    size_t extra;
    if (__builtin_mul_overflow(sep->length, gaps, &extra) || __builtin_add_overflow(length, extra, &plan.length)) {
      return raise_error(exc::OverflowError, "join() result is too long for a Python string");
    }
  }
  PyStr* out = plan.ascii ? str_new_ascii(plan.length) : str_new(plan.length, plan.width);
  if (!out) return kNull;
  uint8_t* to = str_chars(out);
  if (plan.width == 1) {
    for (int64_t i = 0; i < n; i++) {
      if (i) to = put_short(to, sep);
      to = put_short(to, as_str(items[i]));
    }
    return Value(&out->header);
  }
  auto put = [&](const PyStr* s) {
    copy_chars(to, plan.width, s->data, s->width(), s->length);
    to += s->length * static_cast<size_t>(plan.width);
  };
  for (int64_t i = 0; i < n; i++) {
    if (i && sep->length) put(sep);
    put(as_str(items[i]));
  }
  return Value(&out->header);
}

}  // namespace pyvm::str_methods
