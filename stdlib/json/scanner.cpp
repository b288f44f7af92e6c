// _json: scanstring() and make_scanner.
//
// Positions are in characters. "Expecting value" is not raised here: StopIteration(position) goes up, of which
// json.decoder makes that error.
#include <charconv>
#include <vector>

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
#include "vm/run/import.h"

namespace pyvm {

namespace {

constexpr uint32_t kNone32 = ~0U;   // no character

struct Scanner {
  HeapObject header;
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;
  PyDict* memo;        // keys of the text that is being scanned
  bool strict;
};
PyType* type_scanner;

// Raises JSONDecodeError(message, s, position).
Raised fail(Thread& t, const char* message, PyStr* s, int64_t position) {
  Value module = import_module(t, str_intern("json.decoder"));
  Value error = module ? object_get_attr(t, module, str_intern("JSONDecodeError")) : kNull;
  Value text = error ? str_value(message) : kNull;
  Value exception = text ? object_call_args(t, error, text, Value(&s->header), int_from_int64(position)) : kNull;
  return exception ? raise_instance(exception) : Raised{};
}

// ---- strings

class StringScan {
 public:
  StringScan(Thread& t, PyStr* s, int64_t begin, bool strict)
      : t_(t), s_(s), length_(static_cast<int64_t>(s->length)), begin_(begin), at_(begin), strict_(strict) {}

  // The string whose opening quote stands before `begin`; at() is then behind its closing quote. Null: exception pending.
  Value run() {
    int64_t run = run_end();
    if (run < 0) return kNull;
    if (s_->at(static_cast<uint64_t>(run)) == '"') {
      at_ = run + 1;
      return to_value(str_substring(s_, static_cast<size_t>(begin_), static_cast<size_t>(run)));
    }
    while (s_->at(static_cast<uint64_t>(run)) != '"') {
      append(run);
      at_ = run + 1;
      if (!escape() || (run = run_end()) < 0) return kNull;
    }
    append(run);
    at_ = run + 1;
    return to_value(str_from_ucs4(chars_.data(), chars_.size()));
  }
  int64_t at() const { return at_; }

 private:
  uint32_t get(int64_t i) const { return i < length_ ? s_->at(static_cast<uint64_t>(i)) : kNone32; }
  void append(int64_t end) {
    for (int64_t i = at_; i < end; i++) chars_.push_back(s_->at(static_cast<uint64_t>(i)));
  }
  bool error(const char* message, int64_t position) { return fail(t_, message, s_, position); }

  // Where the next quote or backslash is; -1: exception pending.
  int64_t run_end() {
    for (int64_t i = at_; i < length_; i++) {
      uint32_t c = s_->at(static_cast<uint64_t>(i));
      if (c == '"' || c == '\\') return i;
      if (c < ' ' && strict_) return error("Invalid control character at", i), -1;
    }
    return error("Unterminated string starting at", begin_ - 1), -1;
  }

  // Four hexadecimal digits, or kNone32.
  uint32_t hex4(int64_t from) const {
    uint32_t value = 0;
    for (int64_t i = from; i < from + 4; i++) {
      uint32_t c = get(i);
      uint32_t digit = c - '0' < 10 ? c - '0' : (c | 32) - 'a' < 6 ? (c | 32) - 'a' + 10 : 16;
      if (digit == 16 || c == kNone32) return kNone32;
      value = value << 4 | digit;
    }
    return value;
  }

  // What follows a backslash.
  bool escape() {
    uint32_t c = get(at_);
    if (c == kNone32) return error("Unterminated string starting at", begin_ - 1);
    if (c == 'u') return unicode_escape();
    static constexpr char kFrom[] = "\"\\/bfnrt", kTo[] = "\"\\/\b\f\n\r\t";
    for (int i = 0; kFrom[i]; i++) {
      if (c != static_cast<uint32_t>(kFrom[i])) continue;
      chars_.push_back(static_cast<uint32_t>(kTo[i]));
      at_++;
      return true;
    }
    return error("Invalid \\escape", at_ - 1);
  }

  bool unicode_escape() {
    int64_t digits = at_ + 1;
    uint32_t c = digits + 4 < length_ ? hex4(digits) : kNone32;
    if (c == kNone32) return error("Invalid \\uXXXX escape", at_);
    at_ = digits + 4;
    bool high = (c & 0xFC00) == 0xD800;
    if (high && at_ + 6 < length_ && get(at_) == '\\' && get(at_ + 1) == 'u') {
      uint32_t low = hex4(at_ + 2);
      if (low != kNone32 && (low & 0xFC00) == 0xDC00) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at_ += 6;
      } else if (low == kNone32) {
        return error("Invalid \\uXXXX escape", at_ + 1);
      }
    }
    chars_.push_back(c);
    return true;
  }

  Thread& t_;
  PyStr* s_;
  int64_t length_, begin_, at_;
  bool strict_;
  std::vector<uint32_t> chars_;
};

// ---- values

class ValueScan {
 public:
  ValueScan(Thread& t, Scanner* scanner, PyStr* s) : t_(t), scanner_(scanner), s_(s), length_(static_cast<int64_t>(s->length)) {}

  // The value at `at`, which then is behind it. Null: exception pending.
  Value value(int64_t& at) {
    switch (get(at)) {
      case kNone32: return raise_stop_iteration(int_from_int64(at));
      case '"': return string(at);
      case '{':
      case '[': return nested(at);
      case 'n': return literal(at, "null") ? kNone : number(at);
      case 't': return literal(at, "true") ? kTrue : number(at);
      case 'f': return literal(at, "false") ? kFalse : number(at);
      case 'N': return constant(at, "NaN");
      case 'I': return constant(at, "Infinity");
      case '-': return get(at + 1) == 'I' ? constant(at, "-Infinity") : number(at);
      default: return number(at);
    }
  }

 private:
  Value nested(int64_t& at) {
    if (!json_depth_ok(t_, depth_, " while decoding a JSON object from a unicode string")) return kNull;
    depth_++;
    Value v = get(at) == '{' ? object(at) : array(at);
    depth_--;
    return v;
  }
  uint32_t get(int64_t i) const { return i < length_ ? s_->at(static_cast<uint64_t>(i)) : kNone32; }
  void skip_blanks(int64_t& at) const {
    for (uint32_t c = get(at); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = get(at)) at++;
  }
  bool literal(int64_t& at, std::string_view text) const {
    for (size_t i = 0; i < text.size(); i++) {
      if (get(at + static_cast<int64_t>(i)) != static_cast<uint32_t>(text[i])) return false;
    }
    at += static_cast<int64_t>(text.size());
    return true;
  }
  Value constant(int64_t& at, std::string_view text) {
    if (!literal(at, text)) return number(at);
    return object_call_args(t_, scanner_->parse_constant, str_value(text));
  }
  Value string(int64_t& at) {
    StringScan scan(t_, s_, at + 1, scanner_->strict);
    Value v = scan.run();
    at = scan.at();
    return v;
  }

  bool digit(int64_t i) const { return get(i) - '0' < 10; }
  Value number(int64_t& at) {
    int64_t start = at, i = at;
    bool is_float = false;
    if (get(i) == '-') i++;
    if (!digit(i)) return raise_stop_iteration(int_from_int64(start));
    if (get(i) == '0') i++;
    else while (digit(i)) i++;
    if (get(i) == '.' && digit(i + 1)) {
      is_float = true;
      i++;
      while (digit(i)) i++;
    }
    if ((get(i) | 32) == 'e') {
      int64_t exponent = i + 1 + (get(i + 1) == '+' || get(i + 1) == '-');
      if (digit(exponent)) {
        is_float = true;
        i = exponent;
        while (digit(i)) i++;
      }
    }
    at = i;
    return is_float ? float_of(start, i) : int_of(start, i);
  }
  Value int_of(int64_t start, int64_t end) {
    if (scanner_->parse_int == to_value(type_int) && end - start < 15) {
      bool negative = get(start) == '-';
      int64_t value = 0;
      for (int64_t i = start + negative; i < end; i++) value = value * 10 + (get(i) - '0');
      return int_from_int64(negative ? -value : value);
    }
    return converted(scanner_->parse_int, start, end);
  }
  Value float_of(int64_t start, int64_t end) {
    if (scanner_->parse_float == to_value(type_float) && end - start < 64) {
      char text[64];
      for (int64_t i = start; i < end; i++) text[i - start] = static_cast<char>(get(i));
      double d;
      if (std::from_chars(text, text + (end - start), d).ec == std::errc{}) return Value::from_double(d);
    }
    return converted(scanner_->parse_float, start, end);
  }
  Value converted(Value function, int64_t start, int64_t end) {
    PyStr* text = str_substring(s_, static_cast<size_t>(start), static_cast<size_t>(end));
    return text ? object_call_args(t_, function, Value(&text->header)) : kNull;
  }

  Value array(int64_t& at) {
    PyList* list = list_new(0);
    at++;
    skip_blanks(at);
    if (list && get(at) == ']') {
      at++;
      return Value(&list->header);
    }
    while (list) {
      Value item = value(at);
      if (!item || !list_append(list, item)) return kNull;
      skip_blanks(at);
      uint32_t c = get(at);
      if (c != ']' && c != ',') return fail(t_, "Expecting ',' delimiter", s_, at);
      at++;
      if (c == ']') return Value(&list->header);
      skip_blanks(at);
    }
    return kNull;
  }

  // Equal keys of one text are one string.
  Value key(int64_t& at) {
    Value text = string(at);
    if (!text) return kNull;
    Value known = dict_get_str(scanner_->memo, as_str(text));
    if (known) return known;
    return dict_set_str(scanner_->memo, as_str(text), text) ? text : kNull;
  }
  // "key": value. False: exception pending.
  bool member(int64_t& at, Value* name, Value* v) {
    if (get(at) != '"') return fail(t_, "Expecting property name enclosed in double quotes", s_, at);
    *name = key(at);
    if (!*name) return false;
    skip_blanks(at);
    if (get(at) != ':') return fail(t_, "Expecting ':' delimiter", s_, at);
    at++;
    skip_blanks(at);
    *v = value(at);
    return !v->is_null();
  }
  bool store(PyDict* dict, PyList* pairs, Value name, Value v) {
    if (!pairs) return dict_set_str(dict, as_str(name), v);
    Value items[2] = {name, v};
    PyTuple* pair = tuple_from(items, 2);
    return pair && list_append(pairs, Value(&pair->header));
  }
  Value object(int64_t& at) {
    bool wants_pairs = !scanner_->object_pairs_hook.is_none();
    PyList* pairs = wants_pairs ? list_new(0) : nullptr;
    PyDict* dict = wants_pairs ? nullptr : dict_new();
    if (!pairs && !dict) return kNull;
    at++;
    skip_blanks(at);
    bool more = get(at) != '}';
    while (more) {
      Value name, v;
      if (!member(at, &name, &v) || !store(dict, pairs, name, v)) return kNull;
      skip_blanks(at);
      if (get(at) == '}') break;
      if (get(at) != ',') return fail(t_, "Expecting ',' delimiter", s_, at);
      at++;
      skip_blanks(at);
    }
    at++;
    if (pairs) return object_call_args(t_, scanner_->object_pairs_hook, Value(&pairs->header));
    if (scanner_->object_hook.is_none()) return Value(&dict->header);
    return object_call_args(t_, scanner_->object_hook, Value(&dict->header));
  }

  Thread& t_;
  Scanner* scanner_;
  PyStr* s_;
  int64_t length_;
  uint32_t depth_ = 0;
};

Value value_and_end(Value v, int64_t end) {
  Value items[2] = {v, int_from_int64(end)};
  return v ? to_value(tuple_from(items, 2)) : kNull;
}

Value json_scanstring(Thread& t, Value* args) {
  int64_t begin;
  int strict = object_is_true(t, args[2]);
  if (!is_str(args[0])) return raise_type_error("first argument must be a string, not %s", type_name(args[0]));
  if (strict < 0 || !int_argument(t, args[1], &begin)) return kNull;
  if (begin < 0 || begin > static_cast<int64_t>(as_str(args[0])->length)) return raise_value_error("end is out of bounds");
  StringScan scan(t, as_str(args[0]), begin, strict);
  Value v = scan.run();
  return value_and_end(v, scan.at());
}

Value scanner_new(Thread& t, Value* args) {
  auto* scanner = allocate_instance_of<Scanner>(args[0].as<PyType>());
  if (!scanner) return kNull;
  Value strict = object_get_attr(t, args[1], str_intern("strict"));
  int truth = strict ? object_is_true(t, strict) : -1;
  if (truth < 0) return kNull;
  scanner->strict = truth;
  struct Field {
    Value* slot;
    const char* name;
  };
  const Field fields[] = {{&scanner->object_hook, "object_hook"}, {&scanner->object_pairs_hook, "object_pairs_hook"},
                          {&scanner->parse_float, "parse_float"}, {&scanner->parse_int, "parse_int"},
                          {&scanner->parse_constant, "parse_constant"}};
  for (const Field& field : fields) {
    *field.slot = object_get_attr(t, args[1], str_intern(field.name));
    if (!*field.slot) return kNull;
    gc::barrier(&scanner->header);
  }
  scanner->memo = dict_new();
  gc::barrier(&scanner->header);
  return scanner->memo ? Value(&scanner->header) : kNull;
}
Value scanner_call(Thread& t, Value* args) {
  auto* scanner = args[0].as<Scanner>();
  int64_t at;
  if (!is_str(args[1])) return raise_type_error("first argument must be a string, not %s", type_name(args[1]));
  if (!int_argument(t, args[2], &at)) return kNull;
  if (at < 0) return raise_value_error("idx cannot be negative");
  Value v = ValueScan(t, scanner, as_str(args[1])).value(at);
  scanner->memo = dict_new();
  gc::barrier(&scanner->header);
  return scanner->memo ? value_and_end(v, at) : kNull;
}
Value scanner_strict(Thread&, Value* args) { return Value::from_bool(args[0].as<Scanner>()->strict); }
template <Value Scanner::*kField>
Value scanner_field(Thread&, Value* args) {
  return args[0].as<Scanner>()->*kField;
}

void scanner_trace(HeapObject* object, gc::Visitor& visitor) {
  auto* s = reinterpret_cast<Scanner*>(object);
  for (Value v : {s->object_hook, s->object_pairs_hook, s->parse_float, s->parse_int, s->parse_constant}) visitor.visit(v.bits());
  visitor.visit(s->memo);
}

const NativeDef kFunctions[] = {
    {"scanstring(string, end, strict=True, /)", json_scanstring, kEffectAll,
     "Scan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string."},
    {},
};
const NativeDef kScannerMethods[] = {
    {"__new__(cls, context)", scanner_new},
    {"__call__(self, string, idx)", scanner_call},
    {"@member strict", scanner_strict, kEffectReads},
    {"@member object_hook", scanner_field<&Scanner::object_hook>, kEffectReads},
    {"@member object_pairs_hook", scanner_field<&Scanner::object_pairs_hook>, kEffectReads},
    {"@member parse_float", scanner_field<&Scanner::parse_float>, kEffectReads},
    {"@member parse_int", scanner_field<&Scanner::parse_int>, kEffectReads},
    {"@member parse_constant", scanner_field<&Scanner::parse_constant>, kEffectReads},
    {},
};
const TypeSpec kScannerSpec = {"_json.Scanner", nullptr, kTypeBaseable, {.trace = scanner_trace, .bytes = sizeof(Scanner)},
                               kScannerMethods, "JSON scanner object"};

}  // namespace

bool json_add_scanner(ModuleFiller& fill) {
  type_scanner = type_new_builtin(kScannerSpec);
  return type_scanner && fill.functions(kFunctions).type("make_scanner", type_scanner).ok();
}

}  // namespace pyvm
