// _json: make_encoder, what json.dumps() uses where it does not indent.
#include <cmath>

#include "gc/heap.h"
#include "stdlib/json/json.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

enum class Quoting : uint8_t { kAscii, kPlain, kCustom };

struct Encoder {
  HeapObject header;
  Value markers;          // dict of what is being encoded, by address, or None
  Value default_function, encoder, indent, key_separator, item_separator;
  bool sort_keys, skip_keys, allow_nan;
  Quoting quoting;
};
PyType* type_encoder;

class Encoding {
 public:
  Encoding(Thread& t, Encoder* encoder) : t_(t), e_(encoder) {}
  std::string_view text() const { return out_.view(); }

  // Appends the text of a value. False: exception pending.
  bool append(Value v) {
    if (v.is_none()) return plain("null");
    if (v == kTrue) return plain("true");
    if (v == kFalse) return plain("false");
    if (is_str(v)) return string(v);
    if (is_int(v)) return integer(v);
    if (type_is_subtype(type_of(v), type_float)) return real(v);
    if (is_list(v) || is_tuple(v)) return marked(v, [&] { return sequence(v); });
    if (type_is_subtype(type_of(v), type_dict)) return marked(v, [&] { return mapping(v); });
    return marked(v, [&] {
      Value replacement = object_call_args(t_, e_->default_function, v);
      return replacement && append(replacement);
    });
  }

 private:
  bool plain(std::string_view text) {
    out_.append(text);
    return true;
  }
  bool text_of(Value s) {
    str_append_utf8(as_str(s), out_);
    return true;
  }

  bool string(Value v) {
    if (e_->quoting != Quoting::kCustom) {
      json_quote(as_str(v), e_->quoting == Quoting::kAscii, out_);
      return true;
    }
    Value text = object_call_args(t_, e_->encoder, v);
    if (text && !is_str(text)) return raise_type_error("encoder() must return a string, not %s", type_name(text));
    return text && text_of(text);
  }
  bool integer(Value v) {
    PyStr* digits = int_to_str(t_, v, 10);
    return digits && text_of(Value(&digits->header));
  }
  bool real(Value v) {
    double d;
    if (!number_as_double(t_, v, &d)) return false;
    if (!std::isfinite(d)) {
      if (!e_->allow_nan) return raise_value_error("Out of range float values are not JSON compliant");
      return plain(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    }
    PyStr* text = float_repr(d);
    return text && text_of(Value(&text->header));
  }

  // Calls `encode` while the object stands among the markers.
  template <class Encode>
  bool marked(Value v, Encode encode) {
    if (!json_depth_ok(t_, depth_, " while encoding a JSON object")) return false;
    if (e_->markers.is_none()) return deeper(encode);
    PyDict* markers = as_dict(e_->markers);
    Value id = int_from_uint64(v.bits());
    bool failed = false;
    if (dict_get(t_, markers, id, &failed)) return raise_value_error("Circular reference detected");
    if (failed || !dict_set(t_, markers, id, v) || !deeper(encode)) return false;
    return dict_delete(t_, markers, id) >= 0;
  }

  template <class Encode>
  bool deeper(Encode encode) {
    depth_++;
    bool ok = encode();
    depth_--;
    return ok;
  }

  bool sequence(Value v) {
    const Value* items;
    int64_t n;
    out_.append('[');
    for (int64_t i = 0; sequence_items(v, &items, &n) && i < n; i++) {   // the list may change meanwhile
      if (i) text_of(e_->item_separator);
      if (!append(items[i])) return false;
    }
    return plain("]");
  }

  // Appends the text of a key; *skipped: it is to be left out. False: exception pending.
  bool key(Value k, bool* skipped) {
    if (is_str(k)) return string(k);
    if (k.is_none() || k == kTrue || k == kFalse || is_int(k) || type_is_subtype(type_of(k), type_float)) {
      out_.append('"');
      return append(k) && plain("\"");
    }
    *skipped = e_->skip_keys;
    return *skipped || raise_type_error("keys must be str, int, float, bool or None, not %s", type_name(k));
  }
  bool mapping(Value v) {
    Value view = object_call_method(t_, v, str_intern("items"), nullptr, 0);
    Value list = view ? object_to_list(t_, view) : kNull;
    if (!list || (e_->sort_keys && !list_sort(t_, as_list(list), kNull, false))) return false;
    out_.append('{');
    bool first = true;
    for (int64_t i = 0; i < as_list(list)->length; i++) {
      Value item = as_list(list)->items->items[i];
      if (!is_tuple(item) || as_tuple(item)->length != 2) return raise_value_error("items must return 2-tuples");
      size_t before = out_.size();
      if (!first) text_of(e_->item_separator);
      bool skipped = false;
      if (!key(as_tuple(item)->items[0], &skipped)) return false;
      if (skipped) {
        out_.truncate(before);
        continue;
      }
      first = false;
      text_of(e_->key_separator);
      if (!append(as_tuple(item)->items[1])) return false;
    }
    return plain("}");
  }

  Thread& t_;
  Encoder* e_;
  uint32_t depth_ = 0;
  TextBuffer out_;
};

Quoting quoting_of(Value encoder) {
  if (type_of(encoder) != type_builtin) return Quoting::kCustom;
  NativeFn fn = encoder.as<PyNative>()->def->fn;
  return fn == json_encode_basestring_ascii ? Quoting::kAscii : fn == json_encode_basestring ? Quoting::kPlain : Quoting::kCustom;
}

Value encoder_new(Thread& t, Value* args) {
  if (!args[1].is_none() && !type_is_subtype(type_of(args[1]), type_dict)) {
    return raise_type_error("make_encoder() argument 1 must be dict or None, not %s", type_name(args[1]));
  }
  for (int i : {5, 6}) {
    if (!is_str(args[i])) return raise_type_error("make_encoder() argument %d must be str, not %s", i, type_name(args[i]));
  }
  int sort_keys = object_is_true(t, args[7]), skip_keys = object_is_true(t, args[8]), allow_nan = object_is_true(t, args[9]);
  if (sort_keys < 0 || skip_keys < 0 || allow_nan < 0) return kNull;
  auto* e = allocate_instance_of<Encoder>(args[0].as<PyType>());
  if (!e) return kNull;
  e->markers = args[1];
  e->default_function = args[2];
  e->encoder = args[3];
  e->indent = args[4];
  e->key_separator = args[5];
  e->item_separator = args[6];
  gc::barrier(&e->header);
  e->sort_keys = sort_keys;
  e->skip_keys = skip_keys;
  e->allow_nan = allow_nan;
  e->quoting = quoting_of(args[3]);
  return Value(&e->header);
}
Value encoder_call(Thread& t, Value* args) {
  Encoding encoding(t, args[0].as<Encoder>());
  if (!encoding.append(args[1])) return kNull;
  Value text = str_value(encoding.text());
  return text ? to_value(tuple_from(&text, 1)) : kNull;
}
template <auto kField>
Value encoder_field(Thread&, Value* args) {
  auto field = args[0].as<Encoder>()->*kField;
  if constexpr (std::is_same_v<decltype(field), bool>) return Value::from_bool(field);
  else return field;
}

void encoder_trace(HeapObject* object, gc::Visitor& visitor) {
  auto* e = reinterpret_cast<Encoder*>(object);
  for (Value v : {e->markers, e->default_function, e->encoder, e->indent, e->key_separator, e->item_separator}) {
    visitor.visit(v.bits());
  }
}

const NativeDef kEncoderMethods[] = {
    {"__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", encoder_new},
    {"__call__(self, obj, _current_indent_level)", encoder_call},
    {"@member markers", encoder_field<&Encoder::markers>, kEffectReads},
    {"@member default", encoder_field<&Encoder::default_function>, kEffectReads},
    {"@member encoder", encoder_field<&Encoder::encoder>, kEffectReads},
    {"@member indent", encoder_field<&Encoder::indent>, kEffectReads},
    {"@member key_separator", encoder_field<&Encoder::key_separator>, kEffectReads},
    {"@member item_separator", encoder_field<&Encoder::item_separator>, kEffectReads},
    {"@member sort_keys", encoder_field<&Encoder::sort_keys>, kEffectReads},
    {"@member skipkeys", encoder_field<&Encoder::skip_keys>, kEffectReads},
    {},
};
const TypeSpec kEncoderSpec = {"_json.Encoder", nullptr, kTypeBaseable, {.trace = encoder_trace, .bytes = sizeof(Encoder)},
                               kEncoderMethods, "Encoder(markers, default, encoder, indent, key_separator, item_separator, "
                               "sort_keys, skipkeys, allow_nan)"};

}  // namespace

bool json_add_encoder(ModuleFiller& fill) {
  type_encoder = type_new_builtin(kEncoderSpec);
  return type_encoder && fill.type("make_encoder", type_encoder).ok();
}

}  // namespace pyvm
