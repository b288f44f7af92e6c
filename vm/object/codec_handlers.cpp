// The standard error handlers as callables: what codecs.lookup_error("replace") gives.
#include <cstdio>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

// What a Unicode error says.
struct Problem {
  enum Kind { kEncode, kDecode, kTranslate } kind;
  PyException* exception;
  Value object;          // str or bytes
  size_t start, end;

  bool read(Thread& t, Value v) {
    exception = as_exception(v);
    if (is_instance_exact_or_sub(v, exc::UnicodeEncodeError)) kind = kEncode;
    else if (is_instance_exact_or_sub(v, exc::UnicodeDecodeError)) kind = kDecode;
    else if (is_instance_exact_or_sub(v, exc::UnicodeTranslateError)) kind = kTranslate;
    else return unknown(v);
    object = object_get_attr(t, v, str_intern("object"));
    if (!object || !read_index(t, v, "start", &start) || !read_index(t, v, "end", &end)) return false;
    size_t size = is_str(object) ? as_str(object)->length : is_bytes(object) ? static_cast<size_t>(as_bytes(object)->length) : 0;
    if (end > size) end = size;
    if (start > end) start = end;
    return true;
  }
  static bool unknown(Value v) {
    return raise_type_error("don't know how to handle %s in error callback", type_name(v));
  }

 private:
  static bool read_index(Thread& t, Value v, const char* name, size_t* out) {
    Value i = object_get_attr(t, v, str_intern(name));
    int64_t n;
    if (!i || !int_to_int64(i, &n)) return false;
    *out = n < 0 ? 0 : static_cast<size_t>(n);
    return true;
  }
};

Value answer(Value replacement, size_t resume) {
  if (!replacement) return kNull;
  Value items[] = {replacement, Value::from_small_int(static_cast<int64_t>(resume))};
  PyTuple* result = tuple_from(items, 2);
  return result ? Value(&result->header) : kNull;
}
Value answer(PyStr* replacement, size_t resume) {
  return replacement ? answer(Value(&replacement->header), resume) : kNull;
}

Value strict_errors(Thread&, Value* args) {
  if (!is_exception(args[0])) return raise_type_error("codec must pass exception instance");
  return raise_instance(args[0]);
}

Value ignore_errors(Thread& t, Value* args) {
  Problem p;
  return p.read(t, args[0]) ? answer(str_empty(), p.end) : kNull;
}

Value replace_errors(Thread& t, Value* args) {
  Problem p;
  if (!p.read(t, args[0])) return kNull;
  StrBuilder out;
  out.append_repeated(p.kind == Problem::kEncode ? '?' : 0xFFFD, p.kind == Problem::kDecode ? 1 : p.end - p.start);
  return answer(out.finish(), p.end);
}

Value escape_errors(Thread& t, Value* args, const char* handler) {
  Problem p;
  if (!p.read(t, args[0])) return kNull;
  if (p.kind == Problem::kDecode) {
    if (std::string_view(handler) != "backslashreplace") {
      Problem::unknown(args[0]);
      return kNull;
    }
    StrBuilder out;
    for (size_t i = p.start; i < p.end; i++) {
      char text[8];
      std::snprintf(text, sizeof text, "\\x%02x", as_bytes(p.object)->data[i]);
      out.append_ascii(text);
    }
    return answer(out.finish(), p.end);
  }
  if (p.kind == Problem::kTranslate && std::string_view(handler) != "backslashreplace") {
    Problem::unknown(args[0]);
    return kNull;
  }
  return answer(escape_characters(as_str(p.object), p.start, p.end, handler), p.end);
}
Value xml_errors(Thread& t, Value* args) { return escape_errors(t, args, "xmlcharrefreplace"); }
Value backslash_errors(Thread& t, Value* args) { return escape_errors(t, args, "backslashreplace"); }
Value name_errors(Thread& t, Value* args) { return escape_errors(t, args, "namereplace"); }

// Runs one of the handlers that need the codec's own rules.
Value by_codec_rules(Thread& t, Value* args, const char* handler) {
  Problem p;
  if (!p.read(t, args[0])) return kNull;
  if (p.kind == Problem::kTranslate) {
    Problem::unknown(args[0]);
    return kNull;
  }
  Value encoding = object_get_attr(t, args[0], str_intern("encoding"));
  PyStr* name = str_intern(handler);
  if (!encoding || !is_str(encoding) || !name) return kNull;
  std::string_view encoding_text = str_utf8(as_str(encoding));
  size_t resume;
  if (p.kind == Problem::kEncode) {
    EncodeErrors errors(t, encoding_text.data(), name, as_str(p.object));
    Value replacement;
    if (!errors.handle(p.start, p.end, "", &replacement, &resume)) {
      error_clear();
      return raise_instance(args[0]);
    }
    return answer(replacement, resume);
  }
  PyBytes* b = as_bytes(p.object);
  DecodeInput in{b->data, static_cast<size_t>(b->length), p.object};
  DecodeErrors errors(t, encoding_text.data(), name, in);
  StrBuilder out;
  if (!errors.handle(p.start, p.end, "", out, &resume)) {
    error_clear();
    return raise_instance(args[0]);
  }
  return answer(out.finish(), resume);
}
Value surrogateescape_errors(Thread& t, Value* args) { return by_codec_rules(t, args, "surrogateescape"); }
Value surrogatepass_errors(Thread& t, Value* args) { return by_codec_rules(t, args, "surrogatepass"); }

struct Handler {
  const char* name;
  NativeDef def;
};
const Handler kHandlers[] = {
    {"strict", {"strict_errors(exception, /)", strict_errors}},
    {"ignore", {"ignore_errors(exception, /)", ignore_errors}},
    {"replace", {"replace_errors(exception, /)", replace_errors}},
    {"xmlcharrefreplace", {"xmlcharrefreplace_errors(exception, /)", xml_errors}},
    {"backslashreplace", {"backslashreplace_errors(exception, /)", backslash_errors}},
    {"namereplace", {"namereplace_errors(exception, /)", name_errors}},
    {"surrogatepass", {"surrogatepass(exception, /)", surrogatepass_errors}},
    {"surrogateescape", {"surrogateescape(exception, /)", surrogateescape_errors}},
};

}  // namespace

bool codec_add_standard_handlers(PyDict* handlers) {
  for (const Handler& h : kHandlers) {
    Value function = native_new(h.def, nullptr);
    if (!function || !dict_set_str(handlers, str_intern(h.name), function)) return false;
  }
  return true;
}

}  // namespace pyvm
