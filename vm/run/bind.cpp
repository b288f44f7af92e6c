// Binding the arguments of a call to the parameters of a Python function, with CPython's error texts.
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/run/call.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

constexpr uint32_t kInlineArgs = 32;

const char* display_name(PyFunction* f, TextBuffer& buffer) {
  str_append_utf8(f->qualname, buffer);
  return buffer.c_str();
}

bool fail_unexpected_keyword(PyFunction* f, PyStr* keyword) {
  TextBuffer name, key;
  str_append_utf8(keyword, key);
  (void)raise_type_error("%s() got an unexpected keyword argument '%s'", display_name(f, name), key.c_str());
  return false;
}

bool fail_multiple_values(PyFunction* f, PyStr* keyword) {
  TextBuffer name, key;
  str_append_utf8(keyword, key);
  (void)raise_type_error("%s() got multiple values for argument '%s'", display_name(f, name), key.c_str());
  return false;
}

// Positional-only parameters given by keyword, all named in one message. True: there was one.
bool fail_positional_only(PyFunction* f, PyTuple* kwnames) {
  PyCode* code = f->code;
  TextBuffer list;
  for (uint32_t p = 0; p < code->posonly_count; p++) {
    for (int64_t k = 0; k < kwnames->length; k++) {
      if (!str_equal(as_str(code->varnames->items[p]), as_str(kwnames->items[k]))) continue;
      if (list.size()) list.append(", ");
      str_append_utf8(as_str(kwnames->items[k]), list);
    }
  }
  if (!list.size()) return false;
  TextBuffer name;
  (void)raise_type_error("%s() got some positional-only arguments passed as keyword arguments: '%s'",
                         display_name(f, name), list.c_str());
  return true;
}

bool fail_too_many(PyFunction* f, Value* base, uint32_t given) {
  PyCode* code = f->code;
  uint32_t defaults = f->defaults.is_null() ? 0 : tuple_length(as_tuple(f->defaults));
  uint32_t keyword_only_given = 0;
  for (uint32_t i = 0; i < code->kwonly_count; i++) keyword_only_given += base[code->arg_count + i] != kUnbound;
  TextBuffer takes, was;
  bool plural = code->arg_count != 1;
  if (defaults) {
    takes.printf("from %u to %u", code->arg_count - defaults, code->arg_count);
    plural = true;
  } else {
    takes.printf("%u", code->arg_count);
  }
  if (keyword_only_given) {
    was.printf(" positional argument%s (and %u keyword-only argument%s)", given != 1 ? "s" : "", keyword_only_given,
               keyword_only_given != 1 ? "s" : "");
  }
  TextBuffer name;
  (void)raise_type_error("%s() takes %s positional argument%s but %u%s %s given", display_name(f, name),
                         takes.c_str(), plural ? "s" : "", given, was.c_str(),
                         given == 1 && !keyword_only_given ? "was" : "were");
  return false;
}

bool fail_missing(PyFunction* f, Value* base, uint32_t from, uint32_t to, const char* kind) {
  uint32_t missing = 0;
  for (uint32_t i = from; i < to; i++) missing += base[i] == kUnbound;
  TextBuffer list;
  uint32_t seen = 0;
  for (uint32_t i = from; i < to; i++) {
    if (base[i] != kUnbound) continue;
    if (seen) list.append(missing == 2 ? " and " : seen + 1 == missing ? ", and " : ", ");
    list.append("'");
    str_append_utf8(as_str(f->code->varnames->items[i]), list);
    list.append("'");
    seen++;
  }
  TextBuffer name;
  (void)raise_type_error("%s() missing %u required %s argument%s: %s", display_name(f, name), missing, kind,
                         missing == 1 ? "" : "s", list.c_str());
  return false;
}

int find_parameter(PyCode* code, PyStr* keyword) {
  uint32_t end = code->arg_count + code->kwonly_count;
  for (uint32_t i = code->posonly_count; i < end; i++) {
    if (code->varnames->items[i] == Value(&keyword->header)) return static_cast<int>(i);
  }
  for (uint32_t i = code->posonly_count; i < end; i++) {
    if (str_equal(as_str(code->varnames->items[i]), keyword)) return static_cast<int>(i);
  }
  return -1;
}

bool bind_keywords(Thread& t, PyFunction* f, Value* base, const Value* values, PyTuple* kwnames, PyDict* varkw) {
  for (int64_t k = 0; k < kwnames->length; k++) {
    PyStr* keyword = as_str(kwnames->items[k]);
    int i = find_parameter(f->code, keyword);
    if (i < 0) {
      if (!varkw) return fail_positional_only(f, kwnames) ? false : fail_unexpected_keyword(f, keyword);
      if (!dict_set(t, varkw, kwnames->items[k], values[k])) return false;
    } else if (base[i] != kUnbound) {
      return fail_multiple_values(f, keyword);
    } else {
      base[i] = values[k];
    }
  }
  return true;
}

bool bind_defaults(PyFunction* f, Value* base, uint32_t positional) {
  PyCode* code = f->code;
  uint32_t defaults = f->defaults.is_null() ? 0 : tuple_length(as_tuple(f->defaults));
  uint32_t first_default = code->arg_count > defaults ? code->arg_count - defaults : 0;
  for (uint32_t i = positional; i < first_default; i++) {
    if (base[i] == kUnbound) return fail_missing(f, base, positional, first_default, "positional");
  }
  uint32_t skip = defaults > code->arg_count ? defaults - code->arg_count : 0;
  for (uint32_t i = positional > first_default ? positional : first_default; i < code->arg_count; i++) {
    if (base[i] == kUnbound) base[i] = as_tuple(f->defaults)->items[i - first_default + skip];
  }
  if (code->kwonly_count == 0) return true;
  PyDict* kwdefaults = f->kwdefaults.is_null() ? nullptr : as_dict(f->kwdefaults);
  uint32_t end = code->arg_count + code->kwonly_count;
  bool missing = false;
  for (uint32_t i = code->arg_count; i < end; i++) {
    if (base[i] != kUnbound) continue;
    Value v = kwdefaults ? dict_get_str(kwdefaults, as_str(code->varnames->items[i])) : kNull;
    if (v.is_null()) {
      missing = true;
    } else {
      base[i] = v;
    }
  }
  return missing ? fail_missing(f, base, code->arg_count, end, "keyword-only") : true;
}

}  // namespace

bool bind_arguments(Thread& t, PyFunction* f, Value* base, uint32_t argc, PyTuple* kwnames) {
  PyCode* code = f->code;
  uint32_t keywords = tuple_length(kwnames);
  uint32_t positional = argc - keywords;
  if (argc == code->arg_count && !keywords && !code->kwonly_count &&
      !(code->flags & (kCodeVarargs | kCodeVarkeywords | kCodeNamespace))) {
    for (uint32_t i = argc; i < code->local_count; i++) base[i] = kUnbound;
    return true;
  }
  if (base + code->register_count + kStackSlack > t.stack_end) return raise_recursion_error(t, "");
  Value inline_copy[kInlineArgs];
  Value* copy = inline_copy;
  if (argc > kInlineArgs) {
    PyTuple* tuple = tuple_new(argc);
    if (!tuple) return false;
    copy = tuple->items;
  }
  for (uint32_t i = 0; i < argc; i++) copy[i] = base[i];
  uint32_t direct = positional < code->arg_count ? positional : code->arg_count;
  for (uint32_t i = direct; i < code->local_count; i++) base[i] = kUnbound;

  // A function made of a module's code works on its globals.
  if (code->flags & kCodeNamespace) base[code->namespace_register] = Value(&f->globals->header);

  PyDict* varkw = nullptr;
  if (code->flags & kCodeVarkeywords) {
    varkw = dict_new();
    if (!varkw) return false;
    base[code->varkw_register] = Value(&varkw->header);
  }
  if (keywords && !bind_keywords(t, f, base, copy + positional, kwnames, varkw)) return false;
  if (code->flags & kCodeVarargs) {
    PyTuple* rest = positional > direct ? tuple_from(copy + direct, positional - direct) : tuple_empty();
    if (!rest) return false;
    base[code->varargs_register] = Value(&rest->header);
  } else if (positional > code->arg_count) {
    return fail_too_many(f, base, positional);
  }
  return bind_defaults(f, base, direct);
}

}  // namespace pyvm
