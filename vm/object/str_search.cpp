// Searching, replacing and cutting strings.
#include <cstring>

#include "vm/object/args.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str_builder.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"

namespace pyvm {

bool str_contains(const PyStr* text, const PyStr* part) {
  if (part->length == 1 && text->width() == 1) {
    return part->width() == 1 && std::memchr(text->data, part->latin1()[0], text->length);
  }
  return find_chars(str_methods::span(text), str_methods::span(part)) >= 0;
}

namespace str_methods {

namespace {

struct Search {
  PyStr* text;
  PyStr* sub;
  int64_t start, end;

  // args: self, sub, start, end.
  bool prepare(Thread& t, Value* args) {
    text = as_str(args[0]);
    if (!is_str(args[1])) return raise_type_error("must be str, not %s", type_name(args[1]));
    sub = as_str(args[1]);
    return arg_bounds(t, args[2], args[3], static_cast<int64_t>(text->length), &start, &end);
  }
  // Position in the text, or -1.
  int64_t first() const {
    if (start > end) return -1;
    int64_t i = find_chars(part(), span(sub));
    return i < 0 ? i : i + start;
  }
  int64_t last() const {
    if (start > end) return -1;
    int64_t i = rfind_chars(part(), span(sub));
    return i < 0 ? i : i + start;
  }
  CharSpan part() const { return span(text).part(static_cast<size_t>(start), static_cast<size_t>(end)); }
};

Value not_found_or(int64_t i) { return i < 0 ? Value(raise_value_error("substring not found")) : Value::from_small_int(i); }

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

// startswith and endswith.
Value test_affix(Thread& t, Value* args, bool at_end, const char* name) {
  PyStr* s = as_str(args[0]);
  int64_t start, end;
  if (!arg_bounds(t, args[2], args[3], static_cast<int64_t>(s->length), &start, &end)) return kNull;
  auto matches = [&](PyStr* affix) {
    auto n = static_cast<int64_t>(affix->length);
    if (start > end || end - start < n) return false;
    return chars_match(span(s), static_cast<size_t>(at_end ? end - n : start), span(affix));
  };
  if (is_str(args[1])) return Value::from_bool(matches(as_str(args[1])));
  if (!args[1].is_heap() || !(type_of(args[1])->flags & kTypeTuple)) {
    return raise_type_error("%s first arg must be str or a tuple of str, not %s", name, type_name(args[1]));
  }
  PyTuple* choices = as_tuple(args[1]);
  for (int64_t i = 0; i < choices->length; i++) {
    if (!is_str(choices->items[i])) {
      return raise_type_error("tuple for %s must only contain str, not %s", name, type_name(choices->items[i]));
    }
    if (matches(as_str(choices->items[i]))) return kTrue;
  }
  return kFalse;
}

Value three(PyStr* a, PyStr* b, PyStr* c) {
  if (!a || !b || !c) return kNull;
  Value items[] = {Value(&a->header), Value(&b->header), Value(&c->header)};
  PyTuple* result = tuple_from(items, 3);
  return result ? Value(&result->header) : kNull;
}

bool separator(Value v, PyStr** out) {
  if (!is_str(v)) return raise_type_error("must be str, not %s", type_name(v));
  *out = as_str(v);
  if ((*out)->length == 0) return raise_value_error("empty separator");
  return true;
}

// Every character becomes another one of the same width: copy and patch.
PyStr* replace_chars(PyStr* s, uint32_t from, uint32_t to, int64_t count) {
  PyStr* out = s->is_ascii() && to < 0x80 ? str_new_ascii(s->length) : str_new(s->length, s->width());
  if (!out) return nullptr;
  with_mutable_chars(out->data, out->width(), [&](auto* p) {
    using C = std::remove_reference_t<decltype(*p)>;
    std::memcpy(p, s->data, s->length * sizeof(C));
    for (size_t i = 0; i < s->length && count > 0; i++) {
      if (p[i] == from) {
        p[i] = static_cast<C>(to);
        count--;
      }
    }
  });
  return out;
}

PyStr* replace_between(PyStr* s, PyStr* with, int64_t count) {
  StrBuilder out;
  size_t i = 0;
  for (; count > 0; count--) {
    out.append(with);
    if (i == s->length) return out.finish();
    out.append(s->at(i++));
  }
  out.append(s, i, s->length);
  return out.finish();
}

PyStr* replace_all(PyStr* s, PyStr* old, PyStr* with, int64_t limit) {
  CharSpan text = span(s), needle = span(old);
  StrBuilder out;
  size_t from = 0;
  for (; limit > 0; limit--) {
    int64_t hit = find_chars(text.part(from, text.length), needle);
    if (hit < 0) break;
    out.append(s, from, from + static_cast<size_t>(hit));
    out.append(with);
    from += static_cast<size_t>(hit) + old->length;
  }
  if (from == 0) return str_exact(s);
  out.append(s, from, s->length);
  return out.finish();
}

}  // namespace

Value find(Thread& t, Value* args) {
  Search search;
  return search.prepare(t, args) ? Value::from_small_int(search.first()) : kNull;
}
Value rfind(Thread& t, Value* args) {
  Search search;
  return search.prepare(t, args) ? Value::from_small_int(search.last()) : kNull;
}
Value index(Thread& t, Value* args) {
  Search search;
  return search.prepare(t, args) ? not_found_or(search.first()) : kNull;
}
Value rindex(Thread& t, Value* args) {
  Search search;
  return search.prepare(t, args) ? not_found_or(search.last()) : kNull;
}
Value count(Thread& t, Value* args) {
  Search search;
  if (!search.prepare(t, args)) return kNull;
  return Value::from_small_int(search.start > search.end ? 0 : count_chars(search.part(), span(search.sub)));
}

Value contains(Thread&, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error("'in <string>' requires string as left operand, not %s", type_name(args[1]));
  }
  return Value::from_bool(str_contains(as_str(args[0]), as_str(args[1])));
}

Value startswith(Thread& t, Value* args) { return test_affix(t, args, false, "startswith"); }
Value endswith(Thread& t, Value* args) { return test_affix(t, args, true, "endswith"); }

Value partition(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  PyStr* sep;
  if (!separator(args[1], &sep)) return kNull;
  int64_t hit = find_chars(span(s), span(sep));
  if (hit < 0) return three(str_exact(s), str_empty(), str_empty());
  auto i = static_cast<size_t>(hit);
  return three(str_substring(s, 0, i), str_exact(sep), str_substring(s, i + sep->length, s->length));
}

Value rpartition(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  PyStr* sep;
  if (!separator(args[1], &sep)) return kNull;
  int64_t hit = rfind_chars(span(s), span(sep));
  if (hit < 0) return three(str_empty(), str_empty(), str_exact(s));
  auto i = static_cast<size_t>(hit);
  return three(str_substring(s, 0, i), str_exact(sep), str_substring(s, i + sep->length, s->length));
}

Value removeprefix(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  PyStr* affix = arg_str(args[1], "removeprefix", 0);
  if (!affix) return kNull;
  return value(chars_match(span(s), 0, span(affix)) ? str_substring(s, affix->length, s->length) : str_exact(s));
}

Value removesuffix(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  PyStr* affix = arg_str(args[1], "removesuffix", 0);
  if (!affix) return kNull;
  bool found = affix->length <= s->length && chars_match(span(s), s->length - affix->length, span(affix));
  return value(found ? str_substring(s, 0, s->length - affix->length) : str_exact(s));
}

Value replace(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  PyStr* old = arg_str(args[1], "replace", 1);
  PyStr* with = old ? arg_str(args[2], "replace", 2) : nullptr;
  int64_t limit;
  if (!with || !arg_ssize(t, args[3], &limit)) return kNull;
  if (limit < 0) limit = INT64_MAX;
  if (limit == 0 || old->length > s->length || str_equal(old, with)) return value(str_exact(s));
  if (old->length == 0) {
    auto places = static_cast<int64_t>(s->length) + 1;
    return value(replace_between(s, with, limit < places ? limit : places));
  }
  if (old->length == 1 && with->length == 1) {
    uint32_t from = old->at(0), to = with->at(0);
    bool fits = s->is_ascii() ? to < 0x80 : s->width() == 1 && from < 0x80 && to < 0x100;
    if (fits && find_char(span(s), from) < 0) return value(str_exact(s));
    if (fits) return value(replace_chars(s, from, to, limit));
  }
  return value(replace_all(s, old, with, limit));
}

}  // namespace str_methods
}  // namespace pyvm
