// The _json module: what json.decoder and json.encoder replace their own functions with.
#include "stdlib/json/json.h"

#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/call.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_unicode_escape(uint32_t unit, TextBuffer& out) {
  const char text[6] = {'\\', 'u', kHex[unit >> 12 & 15], kHex[unit >> 8 & 15], kHex[unit >> 4 & 15], kHex[unit & 15]};
  out.append({text, sizeof text});
}

void append_escaped(uint32_t c, TextBuffer& out) {
  switch (c) {
    case '"': return out.append("\\\"");
    case '\\': return out.append("\\\\");
    case '\b': return out.append("\\b");
    case '\f': return out.append("\\f");
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\t': return out.append("\\t");
    default: break;
  }
  if (c > 0xFFFF) {
    append_unicode_escape(0xD800 + ((c - 0x10000) >> 10), out);
    c = 0xDC00 + ((c - 0x10000) & 0x3FF);
  }
  append_unicode_escape(c, out);
}

Value quoted(Value v, bool ascii) {
  if (!is_str(v)) return raise_type_error("first argument must be a string, not %s", type_name(v));
  TextBuffer text;
  json_quote(as_str(v), ascii, text);
  return str_value(text.view());
}

const NativeDef kFunctions[] = {
    {"encode_basestring_ascii(string, /)", json_encode_basestring_ascii, kEffectAllocates | kEffectMayRaise,
     "Return an ASCII-only JSON representation of a Python string"},
    {"encode_basestring(string, /)", json_encode_basestring, kEffectAllocates | kEffectMayRaise,
     "Return a JSON representation of a Python string"},
    {},
};

bool init(Thread&, PyDict* dict) {
  ModuleFiller fill(dict, "_json");
  return fill.functions(kFunctions).ok() && json_add_scanner(fill) && json_add_encoder(fill);
}

}  // namespace

Value json_encode_basestring_ascii(Thread&, Value* args) { return quoted(args[0], true); }
Value json_encode_basestring(Thread&, Value* args) { return quoted(args[0], false); }

void json_quote(const PyStr* s, bool ascii, TextBuffer& out) {
  out.append('"');
  for (uint64_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    bool plain = c >= ' ' && c != '"' && c != '\\' && (c <= '~' || !ascii);
    if (!plain) {
      append_escaped(c, out);
    } else if (c < 0x80) {
      out.append(static_cast<char>(c));
    } else {
      out.append_code_point(c);
    }
  }
  out.append('"');
}

bool json_depth_ok(Thread& t, uint32_t depth, const char* where) {
  if (t.depth + depth >= t.recursion_limit) return raise_recursion_error(t, where);
  return native_recursion_ok(t);
}

const NativeModule kJsonModule = {"_json", init};

}  // namespace pyvm
