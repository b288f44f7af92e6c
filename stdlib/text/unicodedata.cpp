// The module unicodedata, and the same for Unicode 3.2 (ucd_3_2_0) as far as idna and stringprep need it.
#include <cmath>

#include "stdlib/module_builder.h"
#include "stdlib/text/text_modules.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/unicode.h"

namespace pyvm {

namespace {

// The character of an argument. False: TypeError pending.
bool character(Value v, const char* function, bool numbered, uint32_t* out) {
  if (!is_str(v)) {
    return numbered ? raise_type_error("%s() argument 1 must be a unicode character, not %s", function, type_name(v))
                    : raise_type_error("%s() argument must be a unicode character, not %s", function, type_name(v));
  }
  if (as_str(v)->length != 1) {
    return numbered ? raise_type_error("%s() argument 1 must be a unicode character, not str", function)
                    : raise_type_error("%s() argument must be a unicode character, not str", function);
  }
  *out = as_str(v)->at(0);
  return true;
}

Value text(std::string_view s) {
  PyStr* str = str_intern(s);
  return str ? Value(&str->header) : kNull;
}
Value text(PyStr* s) { return s ? Value(&s->header) : kNull; }

// The value or the default argument. null default: ValueError.
Value or_default(bool found, Value value, Value fallback, const char* message) {
  if (found) return value;
  return fallback ? fallback : Value(raise_value_error("%s", message));
}

Value decimal(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "decimal", true, &c)) return kNull;
  int n = unicode::record(c).decimal;
  return or_default(n >= 0, Value::from_small_int(n), args[1], "not a decimal");
}
Value digit(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "digit", true, &c)) return kNull;
  int n = unicode::record(c).digit;
  return or_default(n >= 0, Value::from_small_int(n), args[1], "not a digit");
}
Value numeric(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "numeric", true, &c)) return kNull;
  const unicode::Record& r = unicode::record(c);
  return or_default(r.flags & unicode::kNumeric, Value::from_double(unicode::kNumerics[r.numeric_index]), args[1],
                    "not a numeric character");
}

Value category(Thread&, Value* args) {
  uint32_t c;
  return character(args[0], "category", false, &c) ? text(unicode::kCategories[unicode::record(c).category]) : kNull;
}
Value bidirectional(Thread&, Value* args) {
  uint32_t c;
  return character(args[0], "bidirectional", false, &c) ? text(unicode::kBidiClasses[unicode::record(c).bidi]) : kNull;
}
Value combining(Thread&, Value* args) {
  uint32_t c;
  return character(args[0], "combining", false, &c) ? Value::from_small_int(unicode::record(c).combining) : kNull;
}
Value mirrored(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "mirrored", false, &c)) return kNull;
  return Value::from_small_int(unicode::has(c, unicode::kMirrored) ? 1 : 0);
}
Value east_asian_width(Thread&, Value* args) {
  uint32_t c;
  return character(args[0], "east_asian_width", false, &c) ? text(unicode::kWidths[unicode::record(c).width]) : kNull;
}

Value decomposition(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "decomposition", false, &c)) return kNull;
  const uint32_t* entry = unicode::decomposition(c);
  if (!entry) return text(str_empty());
  TextBuffer out;
  out.append(unicode::kDecompositionTags[*entry >> 8]);
  for (uint32_t i = 1; i <= (*entry & 0xFF); i++) out.printf("%s%04X", out.size() ? " " : "", entry[i]);
  return text(str_from_utf8(out.view()));
}

Value name(Thread&, Value* args) {
  uint32_t c;
  if (!character(args[0], "name", true, &c)) return kNull;
  TextBuffer out;
  if (unicode::name_of(c, out)) return text(str_from_utf8(out.view()));
  return args[1] ? args[1] : Value(raise_value_error("no such name"));
}

Value lookup(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("a bytes-like object is required, not '%s'", type_name(args[0]));
  std::string_view key = str_utf8(as_str(args[0]));
  uint32_t codes[4];
  int n = unicode::lookup_name(key, true, codes);
  if (n == 0) return raise_error(exc::KeyError, "undefined character name '%s'", key.data());
  StrBuilder out;
  for (int i = 0; i < n; i++) out.append(codes[i]);
  return text(out.finish());
}

// args: form, text. The form's two properties; false: exception pending.
bool read_form(Value* args, const char* function, bool* compose, bool* compatibility) {
  for (int i = 0; i < 2; i++) {
    if (!is_str(args[i])) {
      return raise_type_error("%s() argument %d must be str, not %s", function, i + 1, arg_type_name(args[i]));
    }
  }
  PyStr* form = as_str(args[0]);
  *compose = str_is(form, "NFC") || str_is(form, "NFKC");
  *compatibility = str_is(form, "NFKC") || str_is(form, "NFKD");
  if (*compose || *compatibility || str_is(form, "NFD")) return true;
  return raise_value_error("invalid normalization form");
}

Value normalize(Thread&, Value* args) {
  bool compose, compatibility;
  if (!read_form(args, "normalize", &compose, &compatibility)) return kNull;
  return text(unicode::normalize(as_str(args[1]), compose, compatibility));
}
Value is_normalized(Thread&, Value* args) {
  bool compose, compatibility;
  if (!read_form(args, "is_normalized", &compose, &compatibility)) return kNull;
  PyStr* s = unicode::normalize(as_str(args[1]), compose, compatibility);
  return s ? Value::from_bool(str_equal(s, as_str(args[1]))) : kNull;
}

// ---- ucd_3_2_0 --------------------------------------------------------------------------------------------------

// The methods of the old database are those of the current one: only unassigned characters and a few corrections differ.
template <NativeFn F>
Value method(Thread& t, Value* args) {
  return F(t, args + 1);
}
Value old_version(Thread&, Value*) { return text("3.2.0"); }

const NativeDef kDatabaseMethods[] = {
    {"decimal(self, chr, default=<absent>, /)", method<decimal>},
    {"digit(self, chr, default=<absent>, /)", method<digit>},
    {"numeric(self, chr, default=<absent>, /)", method<numeric>},
    {"category(self, chr, /)", method<category>},
    {"bidirectional(self, chr, /)", method<bidirectional>},
    {"combining(self, chr, /)", method<combining>},
    {"mirrored(self, chr, /)", method<mirrored>},
    {"east_asian_width(self, chr, /)", method<east_asian_width>},
    {"decomposition(self, chr, /)", method<decomposition>},
    {"name(self, chr, default=<absent>, /)", method<name>},
    {"lookup(self, name, /)", method<lookup>},
    {"normalize(self, form, unistr, /)", method<normalize>},
    {"is_normalized(self, form, unistr, /)", method<is_normalized>},
    {"@member unidata_version", old_version},
    {}};
const TypeSpec kDatabaseSpec = {
    .name = "unicodedata.UCD",
    .flags = kTypeNoNew,
    .native = {.bytes = 16, .leaf = true},
    .methods = kDatabaseMethods,
};

const NativeDef kFunctions[] = {
    {"decimal(chr, default=<absent>, /)", decimal, kEffectMayRaise},
    {"digit(chr, default=<absent>, /)", digit, kEffectMayRaise},
    {"numeric(chr, default=<absent>, /)", numeric, kEffectMayRaise},
    {"category(chr, /)", category, kEffectMayRaise | kEffectAllocates},
    {"bidirectional(chr, /)", bidirectional, kEffectMayRaise | kEffectAllocates},
    {"combining(chr, /)", combining, kEffectMayRaise},
    {"mirrored(chr, /)", mirrored, kEffectMayRaise},
    {"east_asian_width(chr, /)", east_asian_width, kEffectMayRaise | kEffectAllocates},
    {"decomposition(chr, /)", decomposition, kEffectMayRaise | kEffectAllocates},
    {"name(chr, default=<absent>, /)", name, kEffectMayRaise | kEffectAllocates},
    {"lookup(name, /)", lookup, kEffectMayRaise | kEffectAllocates},
    {"normalize(form, unistr, /)", normalize, kEffectMayRaise | kEffectAllocates},
    {"is_normalized(form, unistr, /)", is_normalized, kEffectMayRaise | kEffectAllocates},
    {}};

bool init(Thread&, PyDict* dict) {
  static PyType* type = nullptr;
  if (!type) type = type_new_builtin(kDatabaseSpec);
  HeapObject* old = type ? allocate_object<HeapObject>(type->root_shape->id(), 16) : nullptr;
  return ModuleBuilder(dict, "unicodedata")
      .functions(kFunctions)
      .text("unidata_version", unicode::kVersion)
      .type("UCD", type)
      .set("ucd_3_2_0", old ? Value(old) : kNull)
      .ok();
}

}  // namespace

const NativeModule kUnicodedataModule = {"unicodedata", init};

}  // namespace pyvm
