// re.Pattern objects, scanners and the module _sre.
#include "stdlib/sre/pattern.h"

#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/module_builder.h"
#include "stdlib/sre/charset.h"
#include "stdlib/sre/sre.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str_methods.h"
#include "vm/run/import.h"

namespace pyvm::sre {

PyType* type_pattern;
PyType* type_scanner;

// ---- subjects ---------------------------------------------------------------------------------------------------

Subject::~Subject() {
  if (state.marks && state.marks != few_marks_) std::free(state.marks);
}

bool Subject::open_range(Thread& t, PyPattern* pattern, Value string, int64_t from, int64_t to) {
  pattern_ = pattern;
  string_ = string;
  if (is_str(string)) {
    state.text = str_methods::span(as_str(string));
  } else {
    if (!has_buffer(string)) {
      return raise_type_error("expected string or bytes-like object, got '%s'", type_name(string));
    }
    if (!bytes_.get(t, string)) return false;
    state.text = bytes_.span();
  }
  bool text = is_str(string);
  if (pattern->kind == 0 && !text) return raise_type_error("cannot use a string pattern on a bytes-like object");
  if (pattern->kind == 1 && text) return raise_type_error("cannot use a bytes pattern on a string-like object");
  auto length = static_cast<int64_t>(state.text.length);
  auto clip = [&](int64_t i) { return i < 0 ? 0 : i > length ? length : i; };
  pos = state.start = clip(from);
  state.end = clip(to);
  state.code = pattern->words();
  state.code_length = static_cast<size_t>(pattern->code_length);
  state.mark_count = 2 * pattern->groups;
  state.marks = few_marks_;
  if (state.mark_count > 16) {
    state.marks = static_cast<int64_t*>(std::malloc(static_cast<size_t>(state.mark_count) * sizeof(int64_t)));
    if (!state.marks) return raise_memory_error();
  }
  return true;
}

bool Subject::open(Thread& t, PyPattern* pattern, Value string, Value from, Value to) {
  int64_t first = 0, last = INT64_MAX;
  if (from && !arg_ssize(t, from, &first)) return false;
  if (to && !arg_ssize(t, to, &last)) return false;
  return open_range(t, pattern, string, first, last);
}

Value Subject::slice(int64_t start, int64_t end) const {
  if (start > end) start = end;
  if (is_str(string_)) {
    PyStr* s = str_substring(as_str(string_), static_cast<size_t>(start), static_cast<size_t>(end));
    return s ? Value(&s->header) : kNull;
  }
  bool whole = type_of(string_) == type_bytes && start == 0 && static_cast<size_t>(end) == state.text.length;
  if (whole) return string_;
  PyBytes* b = bytes_from(start == end ? reinterpret_cast<const uint8_t*>("") : bytes_.data() + start,
                          static_cast<size_t>(end - start));
  return b ? Value(&b->header) : kNull;
}

Value Subject::group(int64_t i, Value missing) const {
  if (i == 0) return slice(state.start, state.stop);
  int64_t from = state.marks[2 * i - 2], to = state.marks[2 * i - 1];
  return from >= 0 && to >= from ? slice(from, to) : missing;
}

Value Subject::empty() const {
  if (is_str(string_)) return Value(&str_empty()->header);
  PyBytes* none = bytes_from("", 0);
  return none ? Value(&none->header) : kNull;
}

namespace {

PyPattern* pattern_of(Value v) { return v.as<PyPattern>(); }
Value self_of(Thread&, Value* args) { return args[0]; }

Value match_or_none(int found, const Subject& subject) {
  return found < 0 ? kNull : found == 0 ? kNone : subject.make_match();
}

// ---- methods ----------------------------------------------------------------------------------------------------

// args: self, string, pos, endpos.
Value match(Thread& t, Value* args) {
  Subject s;
  return s.open(t, pattern_of(args[0]), args[1], args[2], args[3]) ? match_or_none(s.match(t), s) : kNull;
}
Value fullmatch(Thread& t, Value* args) {
  Subject s;
  if (!s.open(t, pattern_of(args[0]), args[1], args[2], args[3])) return kNull;
  s.state.full = true;
  return match_or_none(s.match(t), s);
}
Value search(Thread& t, Value* args) {
  Subject s;
  return s.open(t, pattern_of(args[0]), args[1], args[2], args[3]) ? match_or_none(s.search(t), s) : kNull;
}

Value findall(Thread& t, Value* args) {
  PyPattern* p = pattern_of(args[0]);
  Subject s;
  if (!s.open(t, p, args[1], args[2], args[3])) return kNull;
  PyList* list = list_new(0);
  Value empty = s.empty();
  if (!list || !empty) return kNull;
  for (; s.state.start <= s.state.end; s.advance()) {
    int found = s.search(t);
    if (found < 0) return kNull;
    if (!found) break;
    Value item;
    if (p->groups <= 1) {
      item = s.group(p->groups, empty);
    } else {
      PyTuple* tuple = tuple_new(p->groups);
      for (int64_t i = 0; tuple && i < p->groups; i++) {
        Value text = s.group(i + 1, empty);
        if (!text) return kNull;
        tuple->items[i] = text;
        gc::barrier(&tuple->header);
      }
      item = tuple ? Value(&tuple->header) : kNull;
    }
    if (!item || !list_append(list, item)) return kNull;
  }
  return Value(&list->header);
}

// args: self, string, maxsplit.
Value split(Thread& t, Value* args) {
  PyPattern* p = pattern_of(args[0]);
  int64_t limit;
  Subject s;
  if (!arg_ssize(t, args[2], &limit) || !s.open(t, p, args[1], kNull, kNull)) return kNull;
  PyList* list = list_new(0);
  if (!list) return kNull;
  auto add = [&](Value v) { return v && list_append(list, v); };
  int64_t last = 0;
  for (int64_t n = 0; !limit || n < limit; n++) {
    if (s.state.start > s.state.end) break;
    int found = s.search(t);
    if (found < 0) return kNull;
    if (!found) break;
    if (!add(s.slice(last, s.state.start))) return kNull;
    for (int64_t i = 1; i <= p->groups; i++) {
      if (!add(s.group(i, kNone))) return kNull;
    }
    last = s.state.stop;
    s.advance();
  }
  return add(s.slice(last, s.state.end)) ? Value(&list->header) : kNull;
}

// ---- substitution -----------------------------------------------------------------------------------------------

// What a replacement is: a callable, or a text without escapes. False: exception pending.
bool prepare_replacement(Thread& t, Value pattern, Value replacement, Value* callable, Value* literal) {
  *callable = *literal = kNull;
  if (object_is_callable(replacement)) {
    *callable = replacement;
    return true;
  }
  bool plain = false;
  if (is_str(replacement)) {
    plain = find_char(str_methods::span(as_str(replacement)), '\\') < 0;
  } else if (has_buffer(replacement)) {
    BytesArg bytes;
    if (!bytes.get(t, replacement)) return false;
    plain = find_char(bytes.span(), '\\') < 0;
  }
  if (plain) {
    *literal = replacement;
    return true;
  }
  Value re = import_module(t, str_intern("re"));
  if (!re) return false;
  Value items[] = {pattern, replacement};
  Value filter = object_call_method(t, re, str_intern("_subx"), items, 2);
  if (!filter) return false;
  (object_is_callable(filter) ? *callable : *literal) = filter;
  return true;
}

// args: self, repl, string, count. The new text and, in *done, how often it was replaced.
Value substitute(Thread& t, Value* args, int64_t* done) {
  PyPattern* p = pattern_of(args[0]);
  int64_t limit;
  Value callable, literal;
  if (!arg_ssize(t, args[3], &limit)) return kNull;
  if (!prepare_replacement(t, args[0], args[1], &callable, &literal)) return kNull;
  Subject s;
  if (!s.open(t, p, args[2], kNull, kNull)) return kNull;
  PyList* parts = list_new(0);
  Value empty = s.empty();
  if (!parts || !empty) return kNull;
  auto add = [&](Value v) { return v && list_append(parts, v); };
  int64_t last = 0;
  *done = 0;
  while (!limit || *done < limit) {
    if (s.state.start > s.state.end) break;
    int found = s.search(t);
    if (found < 0) return kNull;
    if (!found) break;
    if (last < s.state.start && !add(s.slice(last, s.state.start))) return kNull;
    Value item = literal;
    if (callable) {
      Value m = s.make_match();
      item = m ? object_call_args(t, callable, m) : kNull;
    }
    if (!item || (!item.is_none() && !add(item))) return kNull;
    last = s.state.stop;
    ++*done;
    s.advance();
  }
  if (last < s.state.end && !add(s.slice(last, s.state.end))) return kNull;
  Value join_args[] = {empty, Value(&parts->header)};
  return is_str(empty) ? str_methods::join(t, join_args) : bytes_methods::join(t, join_args);
}

Value sub(Thread& t, Value* args) {
  int64_t done;
  return substitute(t, args, &done);
}
Value subn(Thread& t, Value* args) {
  int64_t done;
  Value text = substitute(t, args, &done);
  if (!text) return kNull;
  Value items[] = {text, Value::from_small_int(done)};
  PyTuple* result = tuple_from(items, 2);
  return result ? Value(&result->header) : kNull;
}

// ---- scanners ---------------------------------------------------------------------------------------------------

Value new_scanner(Thread& t, Value* args) {
  Subject s;
  if (!s.open(t, pattern_of(args[0]), args[1], args[2], args[3])) return kNull;
  auto* scanner = allocate_object<PyScanner>(type_scanner->root_shape->id());
  if (!scanner) return kNull;
  scanner->pattern = pattern_of(args[0]);
  scanner->string = args[1];
  scanner->start = scanner->pos = s.pos;
  scanner->endpos = s.state.end;
  return Value(&scanner->header);
}

Value scan(Thread& t, Value self, bool anywhere) {
  auto* scanner = self.as<PyScanner>();
  if (scanner->finished) return kNone;
  Subject s;
  if (!s.open_range(t, scanner->pattern, scanner->string, scanner->start, scanner->endpos)) return kNull;
  s.pos = scanner->pos;
  s.state.must_advance = scanner->must_advance;
  int found = anywhere ? s.search(t) : s.match(t);
  if (found < 0) return kNull;
  if (!found) {
    scanner->finished = true;
    return kNone;
  }
  Value m = s.make_match();
  s.advance();
  scanner->start = s.state.start;
  scanner->must_advance = s.state.must_advance;
  return m;
}
Value scanner_match(Thread& t, Value* args) { return scan(t, args[0], false); }
Value scanner_search(Thread& t, Value* args) { return scan(t, args[0], true); }
Value scanner_pattern(Thread&, Value* args) { return Value(&args[0].as<PyScanner>()->pattern->header); }

Value finditer(Thread& t, Value* args) {
  Value scanner = new_scanner(t, args);
  Value next = scanner ? object_get_attr(t, scanner, str_intern("search")) : kNull;
  return next ? callable_iterator_new(next, kNone) : kNull;
}

// ---- attributes and comparison ----------------------------------------------------------------------------------

Value get_pattern(Thread&, Value* args) { return pattern_of(args[0])->pattern; }
Value get_flags(Thread&, Value* args) { return Value::from_small_int(pattern_of(args[0])->flags); }
Value get_groups(Thread&, Value* args) { return Value::from_small_int(pattern_of(args[0])->groups); }
Value get_groupindex(Thread&, Value* args) {
  return mappingproxy_new(Value(&pattern_of(args[0])->group_index->header));
}

Value equal(Thread& t, Value* args) {
  if (type_of(args[1]) != type_pattern) return kNotImplemented;
  PyPattern *a = pattern_of(args[0]), *b = pattern_of(args[1]);
  if (a == b) return kTrue;
  if (a->flags != b->flags || a->kind != b->kind || a->code_length != b->code_length ||
      std::memcmp(a->words(), b->words(), static_cast<size_t>(a->code_length) * 4))
    return kFalse;
  int same = object_equal(t, a->pattern, b->pattern);
  return same < 0 ? kNull : Value::from_bool(same);
}

Value hash(Thread& t, Value* args) {
  PyPattern* p = pattern_of(args[0]);
  int64_t h = object_hash(t, p->pattern);
  if (h == -1) return kNull;
  h ^= hash_raw(p->words(), static_cast<size_t>(p->code_length) * 4) ^ static_cast<int64_t>(p->flags) ^ p->kind ^ p->code_length;
  return int_from_int64(h == -1 ? -2 : h);
}

Value repr(Thread& t, Value* args) {
  static const struct {
    const char* name;
    uint32_t flag;
  } kNames[] = {{"re.TEMPLATE", kFlagTemplate}, {"re.IGNORECASE", kFlagIgnoreCase}, {"re.LOCALE", kFlagLocale},
                {"re.MULTILINE", kFlagMultiline}, {"re.DOTALL", kFlagDotAll}, {"re.UNICODE", kFlagUnicode},
                {"re.VERBOSE", kFlagVerbose}, {"re.DEBUG", kFlagDebug}, {"re.ASCII", kFlagAscii}};
  PyPattern* p = pattern_of(args[0]);
  uint32_t flags = p->flags;
  if (p->kind == 0 && (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode) flags &= ~kFlagUnicode;
  PyStr* shown = object_repr(t, p->pattern);
  PyStr* part = shown ? str_substring(shown, 0, shown->length < 200 ? shown->length : 200) : nullptr;
  if (!part) return kNull;
  TextBuffer out;
  out.append("re.compile(");
  str_append_utf8(part, out);
  const char* separator = ", ";
  for (auto& row : kNames) {
    if (!(flags & row.flag)) continue;
    out.append(separator);
    out.append(row.name);
    separator = "|";
    flags &= ~row.flag;
  }
  if (flags) out.printf("%s0x%x", separator, flags);
  out.append(')');
  PyStr* s = str_from_utf8(out.view());
  return s ? Value(&s->header) : kNull;
}

Value class_getitem(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }

void trace_pattern(HeapObject* object, gc::Visitor& visitor) {
  auto* p = reinterpret_cast<PyPattern*>(object);
  visitor.visit(p->pattern.bits());
  visitor.visit(p->group_index);
  visitor.visit(p->index_group);
  visitor.visit(p->code);
}
void trace_scanner(HeapObject* object, gc::Visitor& visitor) {
  auto* s = reinterpret_cast<PyScanner*>(object);
  visitor.visit(s->pattern);
  visitor.visit(s->string.bits());
}

const NativeDef kPatternMethods[] = {
    {"match(self, /, string, pos=0, endpos=<absent>)", match},
    {"fullmatch(self, /, string, pos=0, endpos=<absent>)", fullmatch},
    {"search(self, /, string, pos=0, endpos=<absent>)", search},
    {"sub(self, /, repl, string, count=0)", sub},
    {"subn(self, /, repl, string, count=0)", subn},
    {"findall(self, /, string, pos=0, endpos=<absent>)", findall},
    {"split(self, /, string, maxsplit=0)", split},
    {"finditer(self, /, string, pos=0, endpos=<absent>)", finditer},
    {"scanner(self, /, string, pos=0, endpos=<absent>)", new_scanner},
    {"__copy__(self, /)", self_of, kEffectPure},
    {"__deepcopy__(self, memo, /)", self_of, kEffectPure},
    {"@classmethod __class_getitem__(cls, object, /)", class_getitem},
    {"__repr__(self, /)", repr},
    {"__eq__(self, value, /)", equal},
    {"__hash__(self, /)", hash},
    {"@member pattern", get_pattern},
    {"@member flags", get_flags},
    {"@member groups", get_groups},
    {"@getset groupindex", get_groupindex},
    {}};
const TypeSpec kPatternSpec = {
    .name = "re.Pattern",
    .flags = kTypeNoNew | kTypeHasWeakref,
    .native = {.trace = trace_pattern, .bytes = sizeof(PyPattern)},
    .methods = kPatternMethods,
    .doc = "Compiled regular expression object.",
};

const NativeDef kScannerMethods[] = {
    {"match(self, /)", scanner_match},
    {"search(self, /)", scanner_search},
    {"@member pattern", scanner_pattern},
    {}};
const TypeSpec kScannerSpec = {
    .name = "_sre.SRE_Scanner",
    .flags = kTypeNoNew,
    .native = {.trace = trace_scanner, .bytes = sizeof(PyScanner)},
    .methods = kScannerMethods,
};

// ---- module -----------------------------------------------------------------------------------------------------

bool copy_code(Thread& t, PyList* list, PyRaw* code) {
  auto* words = reinterpret_cast<uint32_t*>(code->data);
  for (int64_t i = 0; i < list->length; i++) {
    Value v = object_as_int(t, list->items->items[i]);
    int64_t word;
    if (!v) return false;
    if (!int_to_int64(v, &word) || word < 0 || word > 0xFFFFFFFF) {
      return raise_error(exc::OverflowError, "regular expression code size limit exceeded");
    }
    words[i] = static_cast<uint32_t>(word);
  }
  return true;
}

// args: pattern, flags, code, groups, groupindex, indexgroup.
Value compile(Thread& t, Value* args) {
  int64_t flags, groups;
  if (!arg_ssize(t, args[1], &flags) || !arg_ssize(t, args[3], &groups)) return kNull;
  if (type_of(args[2]) != type_list) return raise_type_error("compile() argument 'code' must be list, not %s", type_name(args[2]));
  if (!(type_of(args[4])->flags & kTypeDict)) {
    return raise_type_error("compile() argument 'groupindex' must be dict, not %s", type_name(args[4]));
  }
  if (!(type_of(args[5])->flags & kTypeTuple)) {
    return raise_type_error("compile() argument 'indexgroup' must be tuple, not %s", type_name(args[5]));
  }
  PyList* list = as_list(args[2]);
  PyRaw* code = raw_new(static_cast<uint64_t>(list->length) * 4 + 4);
  if (!code || !copy_code(t, list, code)) return kNull;
  auto* p = allocate_object<PyPattern>(type_pattern->root_shape->id());
  if (!p) return kNull;
  p->pattern = args[0];
  p->group_index = as_dict(args[4]);
  p->index_group = as_tuple(args[5]);
  p->code = code;
  p->code_length = list->length;
  p->groups = groups;
  p->flags = static_cast<uint32_t>(flags);
  p->kind = args[0].is_none() ? -1 : is_str(args[0]) ? 0 : 1;
  return Value(&p->header);
}

template <class F>
Value on_character(Thread& t, Value v, F&& f) {
  int64_t c;
  if (!arg_ssize(t, v, &c)) return kNull;
  return f(static_cast<uint32_t>(c));
}
Value getcodesize(Thread&, Value*) { return Value::from_small_int(4); }
Value ascii_iscased(Thread& t, Value* args) {
  return on_character(t, args[0], [](uint32_t c) { return Value::from_bool((c | 32) >= 'a' && (c | 32) <= 'z' && c < 128); });
}
Value unicode_iscased(Thread& t, Value* args) {
  return on_character(t, args[0], [](uint32_t c) {
    uint32_t lower = lower_unicode(c);
    return Value::from_bool(c != lower || c != upper_unicode(c));
  });
}
Value ascii_tolower(Thread& t, Value* args) {
  return on_character(t, args[0], [](uint32_t c) { return Value::from_small_int(lower_ascii(c)); });
}
Value unicode_tolower(Thread& t, Value* args) {
  return on_character(t, args[0], [](uint32_t c) { return Value::from_small_int(lower_unicode(c)); });
}

const NativeDef kFunctions[] = {
    {"compile(pattern, flags, code, groups, groupindex, indexgroup)", compile},
    {"getcodesize()", getcodesize, kEffectPure},
    {"ascii_iscased(character, /)", ascii_iscased},
    {"unicode_iscased(character, /)", unicode_iscased},
    {"ascii_tolower(character, /)", ascii_tolower},
    {"unicode_tolower(character, /)", unicode_tolower},
    {}};

bool init(Thread&, PyDict* dict) {
  if (!type_pattern) {
    static void* roots[3];
    type_pattern = type_new_builtin(kPatternSpec);
    type_scanner = type_new_builtin(kScannerSpec);
    make_match_type();
    if (!type_pattern || !type_scanner || !type_match) return false;
    roots[0] = type_pattern;
    roots[1] = type_scanner;
    roots[2] = type_match;
    for (void*& root : roots) gc::add_root(&root);
  }
  return ModuleBuilder(dict, "_sre")
      .functions(kFunctions)
      .set("MAGIC", kMagic)
      .set("CODESIZE", int64_t{4})
      .set("MAXREPEAT", int64_t{kMaxRepeat})
      .set("MAXGROUPS", kMaxGroups)
      .text("copyright", " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ")
      .ok();
}

}  // namespace
}  // namespace pyvm::sre

namespace pyvm {
const NativeModule kSreModule = {"_sre", sre::init};
}
