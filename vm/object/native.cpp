// Builtin functions: their descriptors, signatures and argument binding.
//
// 1. Nothing of a signature but its name is parsed at boot; the rest when the function is first called with arguments
//    that need it, or looked at.
// 2. Signatures are shared by a descriptor and everything bound from it, are malloc'ed and live for ever.
// 3. The error texts follow how CPython declares such a function: no arguments, one argument, positional only, or
//    with keywords; see ArgumentStyle.
#include "vm/object/native.h"

#include <cctype>
#include <cstdlib>
#include <new>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/stack_values.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

using namespace std::string_view_literals;

// ---- declaring --------------------------------------------------------------------------------------------------

namespace {

// Special methods that are plain methods in CPython.
constexpr std::string_view kPlainDunders[] = {
    "__reduce__", "__reduce_ex__", "__format__", "__sizeof__", "__dir__", "__getnewargs__", "__getnewargs_ex__",
    "__reversed__", "__length_hint__", "__copy__", "__deepcopy__", "__getstate__", "__setstate__", "__enter__",
    "__exit__", "__round__", "__trunc__", "__floor__", "__ceil__", "__complex__", "__instancecheck__",
    "__subclasscheck__", "__mro_entries__", "__fspath__", "__bytes__", "__missing__", "__set_name__", "__subclasses__",
    "__getformat__", "__typing_subst__", "__typing_prepare_subst__", "__aenter__", "__aexit__"};

bool is_slot_name(std::string_view name) {
  if (name.size() < 5 || name.substr(0, 2) != "__" || name.substr(name.size() - 2) != "__") return false;
  for (std::string_view plain : kPlainDunders) {
    if (plain == name) return false;
  }
  return true;
}

bool skip_prefix(std::string_view* text, std::string_view prefix) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

struct Heading {
  NativeKind kind;
  std::string_view name;
  std::string_view rest;   // from "(" on
};

// Splits "@kind name(params)".
Heading parse_heading(const char* signature, bool in_type) {
  std::string_view text = signature;
  bool fixed = true;
  NativeKind kind = in_type ? NativeKind::kMethod : NativeKind::kFunction;
  if (text[0] == '@') {
    if (skip_prefix(&text, "@classmethod ")) kind = NativeKind::kClassMethod;
    else if (skip_prefix(&text, "@staticmethod ")) kind = NativeKind::kStaticMethod;
    else if (skip_prefix(&text, "@getset ")) kind = NativeKind::kGetset;
    else if (skip_prefix(&text, "@member ")) kind = NativeKind::kMember;
    else if (skip_prefix(&text, "@slot ")) kind = NativeKind::kSlot;
    else if (skip_prefix(&text, "@method ")) kind = NativeKind::kMethod;
    else PYVM_CHECK(!"a known native kind");
  } else {
    fixed = false;
  }
  size_t end = text.find('(');
  Heading heading{kind, text.substr(0, end), end == std::string_view::npos ? ""sv : text.substr(end)};
  if (!fixed && in_type) {
    if (heading.name == "__new__") heading.kind = NativeKind::kNew;
    else if (is_slot_name(heading.name)) heading.kind = NativeKind::kSlot;
  }
  return heading;
}

PyType* descriptor_type(NativeKind kind) {
  switch (kind) {
    case NativeKind::kMethod: return type_method_descriptor;
    case NativeKind::kSlot: return type_wrapper_descriptor;
    case NativeKind::kClassMethod: return type_classmethod_descriptor;
    case NativeKind::kGetset: return type_getset_descriptor;
    case NativeKind::kMember: return type_member_descriptor;
    default: return type_builtin;
  }
}

PyNative* allocate_native(PyType* type, NativeKind kind, const NativeDef* def, PyStr* name) {
  auto* native = reinterpret_cast<PyNative*>(gc::allocate(type->root_shape->id(), sizeof(PyNative)));
  if (!native) {
    raise_memory_error();
    return nullptr;
  }
  native->header.aux = static_cast<uint16_t>(kind);
  native->def = def;
  native->name = name;
  return native;
}

}  // namespace

Value native_new(const NativeDef& def, PyStr* module) {
  Heading heading = parse_heading(def.signature, false);
  PyStr* name = str_intern(heading.name);
  PyNative* native = name ? allocate_native(type_builtin, heading.kind, &def, name) : nullptr;
  if (!native) return kNull;
  if (module) native->module = Value(&module->header);
  return Value(&native->header);
}

bool native_add_to_type(PyType* type, const NativeDef& def) {
  Heading heading = parse_heading(def.signature, true);
  PyStr* name = str_intern(heading.name);
  if (!name) return false;
  PyNative* native = allocate_native(descriptor_type(heading.kind), heading.kind, &def, name);
  if (!native) return false;
  native->owner = Value(&type->header);
  Value entry = Value(&native->header);
  if (heading.kind == NativeKind::kStaticMethod) entry = staticmethod_new(entry);
  return entry && dict_set_str(type->dict, name, entry);
}

Value native_new_slot_member(PyType* owner, PyStr* name, uint32_t index) {
  PyNative* native = allocate_native(type_member_descriptor, NativeKind::kSlotMember, nullptr, name);
  if (!native) return kNull;
  native->owner = Value(&owner->header);
  native->module = Value::from_small_int(index);
  return Value(&native->header);
}

bool native_takes(const PyNative* method, Value self) { return is_instance_exact_or_sub(self, method->owner.as<PyType>()); }

// Returns false.
static bool raise_foreign_receiver(const PyNative* method, Value self) {
  return raise_type_error("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", CText(method->name).c_str(),
                          type_name_of(method->owner.as<PyType>()), type_name(self));
}

static bool check_bound_receiver(PyNative* descriptor, Value self) {
  auto* owner = descriptor->owner.as<PyType>();
  if (descriptor->kind() == NativeKind::kClassMethod) {
    if (type_is_subtype(self.as<PyType>(), owner)) return true;
    return raise_type_error("descriptor '%s' requires a subtype of '%s' but received '%s'", CText(descriptor->name).c_str(),
                            type_name_of(owner), type_name_of(self.as<PyType>()));
  }
  return native_takes(descriptor, self) || raise_foreign_receiver(descriptor, self);
}

Value native_bind_self(PyNative* descriptor, Value self) {
  if (!check_bound_receiver(descriptor, self)) return kNull;
  PyType* type = descriptor->kind() == NativeKind::kSlot ? type_method_wrapper : type_builtin;
  PyNative* bound = allocate_native(type, descriptor->kind(), descriptor->def, descriptor->name);
  if (!bound) return kNull;
  bound->self = self;
  bound->owner = descriptor->owner;
  bound->module = descriptor->module;
  bound->signature = native_signature(descriptor);
  return Value(&bound->header);
}

bool is_native_callable(Value v) {
  if (!v.is_heap()) return false;
  PyType* type = type_of(v);
  return type == type_builtin || type == type_method_descriptor || type == type_wrapper_descriptor ||
         type == type_method_wrapper;
}

// ---- parsing signatures -----------------------------------------------------------------------------------------

namespace {

class SignatureParser {
 public:
  explicit SignatureParser(std::string_view text) : text_(text) {}

  // Parses "(a, b=None, /, *, c=1)" into `out`.
  void parse(NativeSignature* out) {
    NativeParam params[32];
    int count = 0, positional = -1, positional_only = 0;
    out->star_index = out->kwargs_index = -1;
    skip('(');
    while (!done()) {
      if (skip('/')) {
        positional_only = count;
      } else if (take("**")) {
        identifier();
        out->kwargs_index = 0;
      } else if (skip('*')) {
        positional = count;
        if (!identifier().empty()) out->star_index = static_cast<int16_t>(count);
      } else {
        PYVM_CHECK(count < 32);
        params[count++] = parameter();
      }
      skip(',');
    }
    if (positional < 0) positional = count;
    finish(out, params, count, positional, positional_only);
  }

 private:
  void finish(NativeSignature* out, const NativeParam* params, int count, int positional, int positional_only) {
    out->positional = static_cast<uint16_t>(positional);
    out->positional_only = static_cast<uint16_t>(positional_only);
    out->total = static_cast<uint16_t>(count);
    while (out->required < positional && !params[out->required].has_default) out->required++;
    int args = count + (out->star_index >= 0);
    if (out->kwargs_index >= 0) out->kwargs_index = static_cast<int16_t>(args++);
    out->arg_count = static_cast<uint16_t>(args);
    out->plain = out->arg_count == out->positional && out->star_index < 0 && out->kwargs_index < 0;
    size_t bytes = sizeof(NativeParam) * static_cast<size_t>(count);
    out->params = static_cast<NativeParam*>(std::malloc(bytes + 1));
    if (bytes) std::memcpy(static_cast<void*>(out->params), params, bytes);
    // Signatures live for ever, outside of the heap.
    for (int i = 0; i < count; i++) {
      gc::add_root(&out->params[i].name);
      if (out->params[i].default_value.is_heap()) gc::add_root(&out->params[i].default_value);
    }
  }

  NativeParam parameter() {
    NativeParam param;
    param.name = str_intern(identifier());
    param.has_default = skip('=');
    param.default_value = param.has_default ? literal() : kNull;
    return param;
  }

  Value literal() {
    spaces();
    if (take("None")) return kNone;
    if (take("True")) return kTrue;
    if (take("False")) return kFalse;
    if (take("<absent>")) return kNull;
    if (text_[at_] == '\'') {
      size_t end = text_.find('\'', at_ + 1);
      std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return Value(&str_intern(inside)->header);
    }
    size_t start = at_;
    bool is_float = false;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != ')') {
      is_float |= text_[at_] == '.' || text_[at_] == 'e';
      at_++;
    }
    char number[32] = {};
    std::memcpy(number, text_.data() + start, at_ - start < 31 ? at_ - start : 31);
    if (is_float) return Value::from_double(std::strtod(number, nullptr));
    char* end;
    int64_t i = std::strtoll(number, &end, 10);
    PYVM_CHECK(end != number);
    return int_from_int64(i);
  }

  std::string_view identifier() {
    spaces();
    size_t start = at_;
    while (at_ < text_.size() && (text_[at_] == '_' || std::isalnum(static_cast<unsigned char>(text_[at_])))) at_++;
    return text_.substr(start, at_ - start);
  }
  void spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') at_++;
  }
  bool skip(char c) {
    spaces();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    at_++;
    return true;
  }
  bool take(std::string_view word) {
    spaces();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  bool done() {
    spaces();
    return at_ >= text_.size() || text_[at_] == ')';
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

NativeSignature* native_signature(PyNative* fn) {
  if (fn->signature) return fn->signature;
  if (fn->kind() == NativeKind::kGetset || fn->kind() == NativeKind::kMember || !fn->def) return nullptr;
  auto* signature = static_cast<NativeSignature*>(std::calloc(1, sizeof(NativeSignature)));
  SignatureParser(parse_heading(fn->def->signature, true).rest).parse(signature);
  signature->name = fn->name;
  fn->signature = signature;
  gc::barrier(&fn->header);
  return signature;
}

PyStr* native_text_signature(PyNative* fn) {
  if (!fn->def) return nullptr;
  Heading heading = parse_heading(fn->def->signature, true);
  if (heading.rest.empty() || heading.rest.find("<absent>") != std::string_view::npos) return nullptr;
  TextBuffer text;
  text.append("(");
  std::string_view rest = heading.rest.substr(1);
  if (fn->kind() == NativeKind::kFunction) {
    text.append(rest == ")" ? "$module" : "$module, ");
  } else if (fn->kind() == NativeKind::kNew || fn->kind() == NativeKind::kClassMethod) {
    text.append("$type");
    rest.remove_prefix(rest.find_first_of(",)"));
  } else if (fn->kind() != NativeKind::kStaticMethod) {
    text.append("$");
  }
  text.append(rest);
  return str_from_utf8(text.view());
}

// ---- binding ----------------------------------------------------------------------------------------------------

namespace {

// How CPython declares a function with such parameters; decides the error texts.
enum class ArgumentStyle { kNone, kOne, kPositional, kKeywords, kWrapper };

struct Call {
  PyNative* fn;
  NativeSignature* signature;
  uint32_t receivers;     // 1: the first parameter is self, cls or the class to make, and is not counted in messages
  uint32_t given;         // positional arguments, without the receiver
  uint32_t keywords;
  PyTuple* kwnames;

  uint32_t max_positional() const { return signature->positional - receivers; }
  uint32_t min_positional() const { return signature->required < receivers ? 0 : signature->required - receivers; }
};

bool is_constructor(const PyNative* fn) { return fn->name == names::d_new || fn->name == names::d_init; }

ArgumentStyle style_of(const Call& call) {
  const NativeSignature* s = call.signature;
  bool keywords = s->positional_only < s->positional && !(s->positional == call.receivers);
  if (keywords || s->total > s->positional || s->kwargs_index >= 0) return ArgumentStyle::kKeywords;
  if (call.fn->kind() == NativeKind::kSlot && !is_constructor(call.fn)) return ArgumentStyle::kWrapper;
  if (is_constructor(call.fn)) return ArgumentStyle::kPositional;
  if (s->star_index >= 0) return ArgumentStyle::kPositional;
  if (call.max_positional() == 0) return ArgumentStyle::kNone;
  if (call.max_positional() == 1 && call.min_positional() == 1) return ArgumentStyle::kOne;
  return ArgumentStyle::kPositional;
}

// "list", "pop", "__add__"
void append_short_name(const Call& call, TextBuffer& out) {
  if (is_constructor(call.fn)) {
    str_append_utf8(call.fn->owner.as<PyType>()->name, out);
  } else {
    str_append_utf8(call.fn->name, out);
  }
}

// "list.append()", "len()", "math.sqrt()"
void append_qualified_name(const Call& call, TextBuffer& out) {
  if (is_constructor(call.fn)) {
    append_short_name(call, out);
  } else {
    if (call.fn->kind() == NativeKind::kClassMethod && call.fn->self) {
      str_append_utf8(call.fn->self.as<PyType>()->qualname, out);
      out.append(".");
    } else if (call.fn->owner) {
      str_append_utf8(call.fn->owner.as<PyType>()->qualname, out);
      out.append(".");
    } else if (call.fn->module && !str_is(as_str(call.fn->module), "builtins")) {
      str_append_utf8(as_str(call.fn->module), out);
      out.append(".");
    }
    str_append_utf8(call.fn->name, out);
  }
  out.append("()");
}

const char* plural(uint32_t n) { return n == 1 ? "" : "s"; }

bool fail(TextBuffer& text) {
  raise_type_error("%s", text.c_str());
  return false;
}

bool fail_keywords_not_taken(const Call& call) {
  TextBuffer text;
  if (style_of(call) == ArgumentStyle::kWrapper) {
    text.append("wrapper ");
    str_append_utf8(call.fn->name, text);
    text.append("()");
  } else {
    append_qualified_name(call, text);
  }
  text.append(" takes no keyword arguments");
  return fail(text);
}

bool fail_keyword_style_count(const Call& call) {
  const NativeSignature* s = call.signature;
  TextBuffer text;
  append_short_name(call, text);
  uint32_t most = s->total - call.receivers, least = call.min_positional();
  uint32_t max_positional = call.max_positional();
  if (s->kwargs_index < 0 && call.given + call.keywords > most) {
    text.printf("() takes %s %u %sargument%s (%u given)", least < most ? "at most" : "exactly", most,
                call.given == 0 ? "keyword " : "", plural(most), call.given + call.keywords);
  } else if (max_positional == 0) {
    text.append("() takes no positional arguments");
  } else {
    text.printf("() takes %s %u positional argument%s (%u given)", least < max_positional ? "at most" : "exactly",
                max_positional, plural(max_positional), call.given);
  }
  return fail(text);
}

bool fail_count(const Call& call) {
  uint32_t least = call.min_positional(), most = call.max_positional();
  TextBuffer text;
  switch (style_of(call)) {
    case ArgumentStyle::kKeywords: return fail_keyword_style_count(call);
    case ArgumentStyle::kNone:
      append_qualified_name(call, text);
      text.printf(" takes no arguments (%u given)", call.given);
      return fail(text);
    case ArgumentStyle::kOne:
      append_qualified_name(call, text);
      text.printf(" takes exactly one argument (%u given)", call.given);
      return fail(text);
    case ArgumentStyle::kPositional:
      append_short_name(call, text);
      if (most == 0 && call.signature->star_index < 0) {
        text.append(" takes no arguments");
        return fail(text);
      }
      if (call.fn->def->effects & kParseTupleTexts) {
        uint32_t limit = call.given < least ? least : most;
        text.printf("() takes %s %u argument%s (%u given)",
                    least == most ? "exactly" : call.given < least ? "at least" : "at most", limit, plural(limit),
                    call.given);
        return fail(text);
      }
      text.append(" ");
      break;
    case ArgumentStyle::kWrapper: break;
  }
  const char* bound = least == most ? "" : call.given < least ? "at least " : "at most ";
  uint32_t limit = call.given < least ? least : most;
  text.printf("expected %s%u argument%s, got %u", bound, limit, plural(limit), call.given);
  return fail(text);
}

bool fail_missing(const Call& call, uint32_t index) {
  uint32_t position = index - call.receivers + 1;
  if (index < call.signature->positional_only && call.keywords == 0) {
    TextBuffer text;
    append_short_name(call, text);
    uint32_t least = call.signature->positional_only - call.receivers;
    if (least > call.min_positional()) least = call.min_positional();
    text.printf("() takes %s %u positional argument%s (%u given)",
                least < call.max_positional() ? "at least" : "exactly", least, plural(least), call.given);
    return fail(text);
  }
  TextBuffer text;
  append_short_name(call, text);
  text.append("() missing required argument '");
  str_append_utf8(call.signature->params[index].name, text);
  text.printf("' (pos %u)", position);
  return fail(text);
}

bool fail_twice(const Call& call, uint32_t index) {
  TextBuffer text;
  text.append("argument for ");
  append_short_name(call, text);
  text.append("() given by name ('");
  str_append_utf8(call.signature->params[index].name, text);
  text.printf("') and position (%u)", index - call.receivers + 1);
  return fail(text);
}

bool fail_unknown_keyword(const Call& call, PyStr* name) {
  TextBuffer text;
  text.append("'");
  str_append_utf8(name, text);
  text.append("' is an invalid keyword argument for ");
  append_short_name(call, text);
  text.append("()");
  return fail(text);
}

// Index of the parameter that a keyword names, or -1.
int find_param(const NativeSignature* s, PyStr* name, uint32_t from) {
  for (uint32_t i = from; i < s->total; i++) {
    if (s->params[i].name == name) return static_cast<int>(i);
  }
  for (uint32_t i = from; i < s->total; i++) {
    if (str_equal(s->params[i].name, name)) return static_cast<int>(i);
  }
  return -1;
}

// Place in the args array of parameter `index`.
uint32_t place(const NativeSignature* s, uint32_t index) {
  return index < s->positional || s->star_index < 0 ? index : index + 1;
}

bool bind_keywords(const Call& call, const Value* values, uint64_t* filled, Value* out) {
  const NativeSignature* s = call.signature;
  PyDict* rest = s->kwargs_index >= 0 ? out[s->kwargs_index].as<PyDict>() : nullptr;
  for (uint32_t k = 0; k < call.keywords; k++) {
    PyStr* name = as_str(call.kwnames->items[k]);
    int index = find_param(s, name, s->positional_only);
    if (index < 0) {
      if (!rest) return fail_unknown_keyword(call, name);
      if (!dict_set_str(rest, name, values[k])) return false;
      continue;
    }
    uint64_t bit = uint64_t{1} << index;
    if (*filled & bit) return fail_twice(call, static_cast<uint32_t>(index));
    *filled |= bit;
    out[place(s, static_cast<uint32_t>(index))] = values[k];
  }
  return true;
}

// A class that has its own __init__ may be called with keywords that the builtin __new__ does not take, and the other way round.
bool ignores_keywords(const Call& call, const Value* args) {
  if (!is_constructor(call.fn) || call.receivers == 0) return false;
  bool makes = call.fn->kind() == NativeKind::kNew;
  PyType* type = makes ? args[0].as<PyType>() : type_of(args[0]);
  PyStr* other = makes ? names::d_init : names::d_new;
  return type_lookup(type, other) != type_lookup(call.fn->owner.as<PyType>(), other);
}

// The general case. args includes the receiver at index 0 when there is one.
bool bind_slow(Call call, const Value* args, const Value* keyword_values, Value* out) {
  const NativeSignature* s = call.signature;
  uint32_t n = call.given + call.receivers;
  if (call.keywords && style_of(call) != ArgumentStyle::kKeywords) {
    if (!ignores_keywords(call, args)) return fail_keywords_not_taken(call);
    call.keywords = 0;
  }
  if (n > s->positional && s->star_index < 0) return fail_count(call);
  if (style_of(call) != ArgumentStyle::kKeywords && n < s->required) return fail_count(call);
  if (s->kwargs_index < 0 && s->star_index < 0 && n + call.keywords > s->total) return fail_count(call);
  uint32_t direct = n < s->positional ? n : s->positional;
  for (uint32_t i = 0; i < direct; i++) out[i] = args[i];
  if (s->star_index >= 0) {
    PyTuple* rest = n > direct ? tuple_from(args + direct, n - direct) : tuple_empty();
    if (!rest) return false;
    out[s->star_index] = Value(&rest->header);
  }
  if (s->kwargs_index >= 0) {
    PyDict* rest = dict_new();
    if (!rest) return false;
    out[s->kwargs_index] = Value(&rest->header);
  }
  uint64_t filled = (uint64_t{1} << direct) - 1;
  if (call.keywords && !bind_keywords(call, keyword_values, &filled, out)) return false;
  for (uint32_t i = direct; i < s->total; i++) {
    if (filled >> i & 1) continue;
    if (!s->params[i].has_default) return fail_missing(call, i);
    out[place(s, i)] = s->params[i].default_value;
  }
  return true;
}

bool check_receiver(PyNative* fn, const Value* args, uint32_t n) {
  auto* owner = fn->owner.as<PyType>();
  PyStr* name = fn->name;
  bool is_slot = fn->kind() == NativeKind::kSlot;
  if (n == 0) {
    if (is_slot) {
      raise_type_error("descriptor '%s' of '%s' object needs an argument", CText(name).c_str(), type_name_of(owner));
    } else {
      raise_type_error("unbound method %s.%s() needs an argument", type_name_of(owner), CText(name).c_str());
    }
    return false;
  }
  if (native_takes(fn, args[0])) return true;
  if (!is_slot) return raise_foreign_receiver(fn, args[0]);
  return raise_type_error("descriptor '%s' requires a '%s' object but received a '%s'", CText(name).c_str(),
                          type_name_of(owner), type_name(args[0]));
}

bool check_new_receiver(PyNative* fn, const Value* args, uint32_t n) {
  const char* owner = type_name_of(fn->owner.as<PyType>());
  if (n == 0) {
    raise_type_error("%s.__new__(): not enough arguments", owner);
    return false;
  }
  if (!args[0].is_heap() || !(type_of(args[0])->flags & kTypeType)) {
    raise_type_error("%s.__new__(X): X is not a type object (%s)", owner, type_name(args[0]));
    return false;
  }
  auto* type = args[0].as<PyType>();
  if (!type_is_subtype(type, fn->owner.as<PyType>())) {
    raise_type_error("%s.__new__(%s): %s is not a subtype of %s", owner, type_name_of(type), type_name_of(type), owner);
    return false;
  }
  // The object must be made by the `__new__` of the builtin class it gets its layout from.
  PyType* solid = type;
  while (solid->flags & kTypeHeap) solid = solid->base;
  Value expected = type_lookup(solid, names::d_new);
  if (expected.is_heap() && type_of(expected) == type_builtin && expected.as<PyNative>()->def != fn->def) {
    raise_type_error("%s.__new__(%s) is not safe, use %s.__new__()", owner, type_name_of(type), type_name_of(solid));
    return false;
  }
  return true;
}

}  // namespace

bool native_bind(Thread& t, PyNative* fn, const Value* args, uint32_t positional, PyTuple* kwnames, Value* out) {
  NativeSignature* s = native_signature(fn);
  NativeKind kind = fn->kind();
  uint32_t receivers = kind != NativeKind::kFunction && kind != NativeKind::kStaticMethod;
  const Value* all = args;
  uint32_t n = positional;
  if (receivers && !fn->self) {
    if (kind == NativeKind::kNew ? !check_new_receiver(fn, args, n) : !check_receiver(fn, args, n)) return false;
  } else if (receivers) {
    n++;
    if (n > 16) {
      auto* copy = array_new(n);
      if (!copy) return false;
      copy->items[0] = fn->self;
      for (uint32_t i = 1; i < n; i++) copy->items[i] = args[i - 1];
      all = copy->items;
    } else {
      Value* shifted = PYVM_STACK_VALUES(n);
      shifted[0] = fn->self;
      for (uint32_t i = 1; i < n; i++) shifted[i] = args[i - 1];
      all = shifted;
    }
  }
  uint32_t keywords = kwnames ? static_cast<uint32_t>(kwnames->length) : 0;
  if (PYVM_LIKELY(keywords == 0 && n >= s->required && n <= s->positional && s->arg_count == s->positional)) {
    for (uint32_t i = 0; i < n; i++) out[i] = all[i];
    for (uint32_t i = n; i < s->positional; i++) out[i] = s->params[i].default_value;
    return true;
  }
  Call call{fn, s, receivers, n - receivers, keywords, kwnames};
  return bind_slow(call, all, args + positional, out);
}

Value native_call(Thread& t, PyNative* fn, const Value* args, uint32_t n, PyTuple* kwnames) {
  Value* bound = PYVM_STACK_VALUES(native_signature(fn)->arg_count);
  if (!native_bind(t, fn, args, n, kwnames, bound)) return kNull;
  return fn->def->fn(t, bound);
}

Value native_call_filled(Thread& t, PyNative* fn, const Value* args, uint32_t n) {
  const NativeSignature* s = fn->signature;
  Value* bound = PYVM_STACK_VALUES(s->positional);
  for (uint32_t i = 0; i < n; i++) bound[i] = args[i];
  for (uint32_t i = n; i < s->positional; i++) bound[i] = s->params[i].default_value;
  return fn->def->fn(t, bound);
}

static bool check_getset_receiver(PyNative* descriptor, Value object) {
  return native_takes(descriptor, object) || raise_foreign_receiver(descriptor, object);
}

static Value* slot_member(PyNative* descriptor, Value object) {
  return instance_members(object.heap(), shape_of(object.heap())) + descriptor->module.small_int();
}

Value native_getset_get(Thread& t, PyNative* descriptor, Value object) {
  if (!check_getset_receiver(descriptor, object)) return kNull;
  if (descriptor->kind() == NativeKind::kSlotMember) {
    Value value = *slot_member(descriptor, object);
    return value ? value : raise_attribute_error(object, descriptor->name);
  }
  Value args[1] = {object};
  return descriptor->def->fn(t, args);
}

bool native_getset_set(Thread& t, PyNative* descriptor, Value object, Value value) {
  if (!check_getset_receiver(descriptor, object)) return false;
  if (descriptor->kind() == NativeKind::kSlotMember) {
    Value* slot = slot_member(descriptor, object);
    if (!value && !*slot) return raise_error(exc::AttributeError, "%s", CText(descriptor->name).c_str());
    *slot = value;
    gc::barrier(object.heap(), value.bits());
    return true;
  }
  if (!descriptor->def->set) {
    if (descriptor->kind() == NativeKind::kMember) {
      raise_error(exc::AttributeError, "readonly attribute");
    } else {
      raise_error(exc::AttributeError, "attribute '%s' of '%s' objects is not writable",
                  CText(descriptor->name).c_str(), type_name_of(descriptor->owner.as<PyType>()));
    }
    return false;
  }
  Value args[2] = {object, value};
  return !descriptor->def->set(t, args).is_null();
}

}  // namespace pyvm
