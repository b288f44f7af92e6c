// Padding, tabs and character translation of strings.
#include "vm/object/args.h"
#include "vm/object/chars.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str_builder.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"

namespace pyvm::str_methods {

namespace {

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

PyStr* padded(PyStr* s, size_t left, size_t right, uint32_t fill) {
  if (left == 0 && right == 0) return str_exact(s);
  int width = width_for(fill) > s->width() ? width_for(fill) : s->width();
  size_t length = left + right + s->length;   // at most twice the longest: does not wrap
  if (length > INT64_MAX) return raise_error(exc::OverflowError, "padded string is too long");
  PyStr* out = s->is_ascii() && fill < 0x80 ? str_new_ascii(length) : str_new(length, width);
  if (!out) return nullptr;
  with_mutable_chars(out->data, width, [&](auto* p) {
    using C = std::remove_reference_t<decltype(*p)>;
    for (size_t i = 0; i < left; i++) p[i] = static_cast<C>(fill);
    copy_chars(p + left, width, s->data, s->width(), s->length);
    for (size_t i = 0; i < right; i++) p[left + s->length + i] = static_cast<C>(fill);
  });
  return out;
}

// args: self, width, fillchar. False: exception pending; *padding: characters to add.
bool pad_arguments(Thread& t, Value* args, int64_t* width, int64_t* padding, uint32_t* fill) {
  if (!arg_ssize(t, args[1], width)) return false;
  if (!is_str(args[2])) {
    return raise_type_error("The fill character must be a unicode character, not %s", type_name(args[2]));
  }
  if (as_str(args[2])->length != 1) return raise_type_error("The fill character must be exactly one character long");
  *fill = as_str(args[2])->at(0);
  auto length = static_cast<int64_t>(as_str(args[0])->length);
  *padding = *width > length ? *width - length : 0;
  return true;
}

}  // namespace

Value center(Thread& t, Value* args) {
  int64_t width, padding;
  uint32_t fill;
  if (!pad_arguments(t, args, &width, &padding, &fill)) return kNull;
  int64_t left = padding / 2 + (padding & width & 1);
  return value(padded(as_str(args[0]), static_cast<size_t>(left), static_cast<size_t>(padding - left), fill));
}

Value ljust(Thread& t, Value* args) {
  int64_t width, padding;
  uint32_t fill;
  if (!pad_arguments(t, args, &width, &padding, &fill)) return kNull;
  return value(padded(as_str(args[0]), 0, static_cast<size_t>(padding), fill));
}

Value rjust(Thread& t, Value* args) {
  int64_t width, padding;
  uint32_t fill;
  if (!pad_arguments(t, args, &width, &padding, &fill)) return kNull;
  return value(padded(as_str(args[0]), static_cast<size_t>(padding), 0, fill));
}

Value zfill(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  int64_t width;
  if (!arg_ssize(t, args[1], &width)) return kNull;
  auto length = static_cast<int64_t>(s->length);
  if (width <= length) return value(str_exact(s));
  auto fill = static_cast<size_t>(width - length);
  PyStr* out = padded(s, fill, 0, '0');
  if (!out) return kNull;
  if (length && (s->at(0) == '+' || s->at(0) == '-')) {   // the sign goes before the zeros; not shared yet
    with_mutable_chars(out->data, out->width(), [&](auto* p) {
      p[0] = p[fill];
      p[fill] = '0';
    });
  }
  return Value(&out->header);
}

Value expandtabs(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  int tab;
  if (!arg_int(t, args[1], &tab)) return kNull;
  StrBuilder out;
  size_t column = 0;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c == '\t') {
      if (tab <= 0) continue;
      size_t n = static_cast<size_t>(tab) - column % static_cast<size_t>(tab);
      out.append_repeated(' ', n);
      column += n;
      continue;
    }
    out.append(c);
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return value(out.finish());
}

// ---- translate --------------------------------------------------------------------------------------------------

// maketrans(x, y=<absent>, z=<absent>, /), static: args[0] is x.
static Value maketrans_from_dict(Thread& t, PyDict* from, PyDict* table) {
  int64_t position = 0;
  Value key, item;
  while (dict_next(from, &position, &key, &item)) {
    if (is_str(key)) {
      if (as_str(key)->length != 1) return raise_value_error("string keys in translate table must be of length 1");
      key = Value::from_small_int(as_str(key)->at(0));
    } else if (!is_int(key)) {
      return raise_type_error("keys in translate table must be strings or integers");
    }
    if (!dict_set(t, table, key, item)) return kNull;
  }
  return Value(&table->header);
}

Value maketrans(Thread& t, Value* args) {
  PyDict* table = dict_new();
  if (!table) return kNull;
  if (!args[1]) {
    if (!args[0].is_heap() || !(type_of(args[0])->flags & kTypeDict)) {
      return raise_type_error("if you give only one argument to maketrans it must be a dict");
    }
    return maketrans_from_dict(t, as_dict(args[0]), table);
  }
  if (!is_str(args[1])) {
    return raise_type_error("maketrans() argument 2 must be str, not %s", arg_type_name(args[1]));
  }
  if (args[2] && !is_str(args[2])) {
    return raise_type_error("maketrans() argument 3 must be str, not %s", arg_type_name(args[2]));
  }
  if (!is_str(args[0])) return raise_type_error("first maketrans argument must be a string if there is a second argument");
  PyStr* from = as_str(args[0]);
  PyStr* to = as_str(args[1]);
  if (from->length != to->length) {
    return raise_value_error("the first two maketrans arguments must have equal length");
  }
  for (size_t i = 0; i < from->length; i++) {
    if (!dict_set(t, table, Value::from_small_int(from->at(i)), Value::from_small_int(to->at(i)))) return kNull;
  }
  for (size_t i = 0; args[2] && i < as_str(args[2])->length; i++) {
    if (!dict_set(t, table, Value::from_small_int(as_str(args[2])->at(i)), kNone)) return kNull;
  }
  return Value(&table->header);
}

// Appends what the table makes of c. False: exception pending.
static bool append_translated(Thread& t, Value table, uint32_t c, StrBuilder& out) {
  Value key = Value::from_small_int(c);
  Value to;
  if (type_of(table) == type_dict) {
    bool failed = false;
    to = dict_get(t, as_dict(table), key, &failed);
    if (failed) return false;
    if (!to) return out.append(c), true;
  } else {
    to = object_get_item(t, table, key);
    if (!to) {
      if (!error_matches(exc::LookupError)) return false;
      error_clear();
      return out.append(c), true;
    }
  }
  if (to.is_none()) return true;
  if (is_str(to)) return out.append(as_str(to)), true;
  if (!is_int(to)) return raise_type_error("character mapping must return integer, None or str");
  int64_t code;
  if (!int_to_int64(to, &code) || code < 0 || code > 0x10FFFF) {
    return raise_value_error("character mapping must be in range(0x110000)");
  }
  out.append(static_cast<uint32_t>(code));
  return true;
}

Value translate(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) {
    if (!append_translated(t, args[1], s->at(i), out)) return kNull;
  }
  return value(out.finish());
}

}  // namespace pyvm::str_methods
