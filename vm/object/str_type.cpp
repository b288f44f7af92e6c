// The type str: construction, operators, repr, iteration, and the rows of all its methods.
#include <cstdio>

#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/chars.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str_builder.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"
#include "vm/object/unicode.h"

namespace pyvm {

namespace {

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

// ---- layout -----------------------------------------------------------------------------------------------------

void trace_str(HeapObject* object, gc::Visitor& visitor) {
  auto* s = reinterpret_cast<PyStr*>(object);
  if (object->flags & kStrShared) visitor.visit(*reinterpret_cast<void**>(s + 1));
}

size_t str_bytes(size_t length, int width) {
  return (sizeof(PyStr) + (length + 1) * static_cast<size_t>(width) + 7) & ~size_t{7};
}

size_t size_of_str(const HeapObject* object) {
  auto* s = reinterpret_cast<const PyStr*>(object);
  return object->flags & kStrShared ? sizeof(PyStr) + sizeof(void*) : str_bytes(s->length, s->width());
}

// An instance of a subclass with the same text.
Value subclass_instance(PyType* cls, PyStr* s) {
  HeapObject* object = instance_allocate(cls, str_bytes(s->length, s->width()));
  if (!object) return kNull;
  auto* out = reinterpret_cast<PyStr*>(object);
  out->header.aux = s->header.aux;
  out->header.flags |= s->header.flags & kStrAscii;
  out->hash = s->hash;
  out->length = s->length;
  out->data = out + 1;
  std::memcpy(out->data, s->data, s->length * static_cast<size_t>(s->width()));
  return Value(object);
}

// ---- construction -----------------------------------------------------------------------------------------------

bool text_argument(Value v, const char* name, PyStr** out) {
  *out = nullptr;
  if (!v) return true;
  if (!is_str(v)) return raise_type_error("str() argument '%s' must be str, not %s", name, arg_type_name(v));
  *out = as_str(v);
  return true;
}

// args: cls, object, encoding, errors.
Value str_dunder_new(Thread& t, Value* args) {
  auto* cls = args[0].as<PyType>();
  PyStr *encoding, *errors;
  if (!text_argument(args[2], "encoding", &encoding) || !text_argument(args[3], "errors", &errors)) return kNull;
  PyStr* s;
  if (!args[1]) {
    s = str_empty();
  } else if (!encoding && !errors) {
    s = object_str(t, args[1]);
  } else {
    Value decoded = decode_object(t, args[1], encoding, errors);
    if (!decoded) return kNull;
    s = as_str(decoded);
  }
  if (!s) return kNull;
  if (cls != type_str) return subclass_instance(cls, s);
  return Value(&s->header);   // __str__ may have given an instance of a subclass
}

Value str_dunder_str(Thread&, Value* args) { return value(str_exact(as_str(args[0]))); }
Value str_dunder_repr(Thread&, Value* args) { return value(str_repr(as_str(args[0]))); }

Value str_getnewargs(Thread&, Value* args) {
  PyStr* s = str_exact(as_str(args[0]));
  if (!s) return kNull;
  Value item(&s->header);
  PyTuple* result = tuple_from(&item, 1);
  return result ? Value(&result->header) : kNull;
}

// CPython's figures, which programs compare.
Value str_sizeof(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  size_t n = s->is_ascii() ? 48 + s->length + 1 : 72 + (s->length + 1) * static_cast<size_t>(s->width());
  return Value::from_small_int(static_cast<int64_t>(n));
}

// ---- operators --------------------------------------------------------------------------------------------------

Value str_dunder_hash(Thread&, Value* args) { return int_from_int64(str_hash(as_str(args[0]))); }
Value str_dunder_len(Thread&, Value* args) {
  return Value::from_small_int(static_cast<int64_t>(as_str(args[0])->length));
}

Value str_add(Thread&, Value* args) {
  if (!is_str(args[1])) return raise_type_error("can only concatenate str (not \"%s\") to str", type_name(args[1]));
  return value(str_concat(as_str(args[0]), as_str(args[1])));
}

PyStr* repeat(PyStr* s, int64_t times) {
  if (times == 1) return str_exact(s);
  if (times == 0 || s->length == 0) return str_empty();
  int64_t total;
  if (__builtin_mul_overflow(static_cast<int64_t>(s->length), times, &total)) {
    return raise_error(exc::OverflowError, "repeated string is too long");
  }
  auto length = static_cast<size_t>(total);
  PyStr* out = s->is_ascii() ? str_new_ascii(length) : str_new(length, s->width());
  if (!out) return nullptr;
  size_t have = s->length * static_cast<size_t>(s->width()), want = length * static_cast<size_t>(s->width());
  uint8_t* to = str_chars(out);
  if (have == 1) {
    std::memset(to, s->latin1()[0], want);
    return out;
  }
  std::memcpy(to, s->data, have);
  while (have < want) {   // doubling
    size_t n = have < want - have ? have : want - have;
    std::memcpy(to + have, to, n);
    have += n;
  }
  return out;
}

Value str_mul(Thread& t, Value* args) {
  int64_t times;
  return arg_repeat(t, args[1], &times) ? value(repeat(as_str(args[0]), times)) : kNull;
}

Value get_slice(Thread& t, PyStr* s, PySlice* slice) {
  int64_t start, step, count;
  if (!slice_indices(t, slice, static_cast<int64_t>(s->length), &start, &step, &count)) return kNull;
  if (count <= 0) return value(str_empty());
  if (step == 1) return value(str_substring(s, static_cast<size_t>(start), static_cast<size_t>(start + count)));
  StrBuilder out;
  with_chars(s->data, s->width(), [&](auto* p) {
    for (int64_t i = 0; i < count; i++) out.append(p[start + i * step]);
  });
  return value(out.finish());
}

Value str_getitem(Thread& t, Value* args) {
  PyStr* s = as_str(args[0]);
  if (is_slice(args[1])) return get_slice(t, s, args[1].as<PySlice>());
  int64_t i;
  if (args[1].is_small_int()) {
    i = args[1].small_int();
  } else {
    if (!is_int(args[1]) && !type_lookup(type_of(args[1]), names::d_index)) {
      return raise_type_error("string indices must be integers, not '%s'", type_name(args[1]));
    }
    Value index = object_as_int(t, args[1]);
    if (!index) return kNull;
    if (!int_to_int64(index, &i)) {
      return raise_error(exc::IndexError, "cannot fit '%s' into an index-sized integer", type_name(args[1]));
    }
  }
  auto length = static_cast<int64_t>(s->length);
  if (i < 0) i += length;
  if (i < 0 || i >= length) return raise_error(exc::IndexError, "string index out of range");
  return value(str_from_char(s->at(static_cast<size_t>(i))));
}

template <class Test>
Value compare(Value* args, Test&& test) {
  if (!is_str(args[1])) return kNotImplemented;
  return Value::from_bool(test(str_compare(as_str(args[0]), as_str(args[1]))));
}
Value str_lt(Thread&, Value* args) { return compare(args, [](int c) { return c < 0; }); }
Value str_le(Thread&, Value* args) { return compare(args, [](int c) { return c <= 0; }); }
Value str_gt(Thread&, Value* args) { return compare(args, [](int c) { return c > 0; }); }
Value str_ge(Thread&, Value* args) { return compare(args, [](int c) { return c >= 0; }); }
Value str_eq(Thread&, Value* args) {
  if (!is_str(args[1])) return kNotImplemented;
  return Value::from_bool(str_equal(as_str(args[0]), as_str(args[1])));
}
Value str_ne(Thread&, Value* args) {
  if (!is_str(args[1])) return kNotImplemented;
  return Value::from_bool(!str_equal(as_str(args[0]), as_str(args[1])));
}

// ---- iteration --------------------------------------------------------------------------------------------------

Value str_dunder_iter(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  PyType* type = s->is_ascii() ? type_str_ascii_iterator : type_str_iterator;
  auto* it = allocate_object<PyStrIterator>(type->root_shape->id());
  if (!it) return kNull;
  it->source = s;
  it->index = 0;
  return Value(&it->header);
}

Value iterator_next(Thread&, Value self) {
  auto* it = self.as<PyStrIterator>();
  if (!it->source) return kStop;
  if (static_cast<uint64_t>(it->index) >= it->source->length) {
    it->source = nullptr;
    return kStop;
  }
  return value(str_from_char(it->source->at(static_cast<size_t>(it->index++))));
}

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value iterator_length_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyStrIterator>();
  return Value::from_small_int(it->source ? static_cast<int64_t>(it->source->length) - it->index : 0);
}

Value iterator_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyStrIterator>();
  return iterator_reduce_tuple(t, it->source ? Value(&it->source->header) : kNull, value(str_empty()), it->index);
}

Value iterator_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyStrIterator>();
  int64_t i;
  if (!arg_ssize(t, args[1], &i)) return kNull;
  if (it->source) {
    auto n = static_cast<int64_t>(it->source->length);
    it->index = i < 0 ? 0 : i > n ? n : i;
  }
  return kNone;
}

constexpr uint32_t kText = kEffectAllocates | kEffectMayRaise;   // a result made of immutable arguments

const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter, kEffectPure},
    PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {"__length_hint__(self, /)", iterator_length_hint, kEffectReads},
    {"__reduce__(self, /)", iterator_reduce},
    {"__setstate__(self, state, /)", iterator_setstate},
    {}};

namespace m = str_methods;

const NativeDef kStrMethods[] = {
    {"__new__(cls, object=<absent>, encoding=<absent>, errors=<absent>)", str_dunder_new},
    {"__repr__(self, /)", str_dunder_repr, kText},
    {"__hash__(self, /)", str_dunder_hash, kEffectAllocates},
    {"__str__(self, /)", str_dunder_str, kText},
    {"__lt__(self, value, /)", str_lt, kEffectPure},
    {"__le__(self, value, /)", str_le, kEffectPure},
    {"__eq__(self, value, /)", str_eq, kEffectPure},
    {"__ne__(self, value, /)", str_ne, kEffectPure},
    {"__gt__(self, value, /)", str_gt, kEffectPure},
    {"__ge__(self, value, /)", str_ge, kEffectPure},
    {"__iter__(self, /)", str_dunder_iter, kEffectAllocates | kEffectMayRaise},
    {"__mod__(self, value, /)", m::mod},
    {"__rmod__(self, value, /)", m::rmod},
    {"__len__(self, /)", str_dunder_len, kEffectPure},
    {"__getitem__(self, key, /)", str_getitem},
    {"__add__(self, value, /)", str_add, kText | kSequenceOperator},
    {"__mul__(self, value, /)", str_mul, kEffectAll | kSequenceOperator},
    {"__rmul__(self, value, /)", str_mul, kEffectAll | kSequenceOperator},
    {"__contains__(self, key, /)", m::contains, kEffectMayRaise},
    {"encode(self, /, encoding='utf-8', errors='strict')", m::encode},
    {"replace(self, old, new, count=-1, /)", m::replace},
    {"split(self, /, sep=None, maxsplit=-1)", m::split},
    {"rsplit(self, /, sep=None, maxsplit=-1)", m::rsplit},
    {"join(self, iterable, /)", m::join},
    {"capitalize(self, /)", m::capitalize, kText},
    {"casefold(self, /)", m::casefold, kText},
    {"title(self, /)", m::title, kText},
    {"center(self, width, fillchar=' ', /)", m::center},
    {"count(self, sub, start=None, end=None, /)", m::count, kEffectAll | kParseTupleTexts},
    {"expandtabs(self, /, tabsize=8)", m::expandtabs},
    {"find(self, sub, start=None, end=None, /)", m::find, kEffectAll | kParseTupleTexts},
    {"partition(self, sep, /)", m::partition, kText},
    {"index(self, sub, start=None, end=None, /)", m::index, kEffectAll | kParseTupleTexts},
    {"ljust(self, width, fillchar=' ', /)", m::ljust},
    {"lower(self, /)", m::lower, kText},
    {"lstrip(self, chars=None, /)", m::lstrip, kText},
    {"rfind(self, sub, start=None, end=None, /)", m::rfind, kEffectAll | kParseTupleTexts},
    {"rindex(self, sub, start=None, end=None, /)", m::rindex, kEffectAll | kParseTupleTexts},
    {"rjust(self, width, fillchar=' ', /)", m::rjust},
    {"rstrip(self, chars=None, /)", m::rstrip, kText},
    {"rpartition(self, sep, /)", m::rpartition, kText},
    {"splitlines(self, /, keepends=False)", m::splitlines},
    {"strip(self, chars=None, /)", m::strip, kText},
    {"swapcase(self, /)", m::swapcase, kText},
    {"translate(self, table, /)", m::translate},
    {"upper(self, /)", m::upper, kText},
    {"startswith(self, prefix, start=None, end=None, /)", m::startswith, kEffectAll | kParseTupleTexts},
    {"endswith(self, suffix, start=None, end=None, /)", m::endswith, kEffectAll | kParseTupleTexts},
    {"removeprefix(self, prefix, /)", m::removeprefix, kText},
    {"removesuffix(self, suffix, /)", m::removesuffix, kText},
    {"isascii(self, /)", m::isascii, kEffectPure},
    {"islower(self, /)", m::islower, kEffectPure},
    {"isupper(self, /)", m::isupper, kEffectPure},
    {"istitle(self, /)", m::istitle, kEffectPure},
    {"isspace(self, /)", m::isspace, kEffectPure},
    {"isdecimal(self, /)", m::isdecimal, kEffectPure},
    {"isdigit(self, /)", m::isdigit, kEffectPure},
    {"isnumeric(self, /)", m::isnumeric, kEffectPure},
    {"isalpha(self, /)", m::isalpha, kEffectPure},
    {"isalnum(self, /)", m::isalnum, kEffectPure},
    {"isidentifier(self, /)", m::isidentifier, kEffectPure},
    {"isprintable(self, /)", m::isprintable, kEffectPure},
    {"zfill(self, width, /)", m::zfill},
    {"format(self, /, *args, **kwargs)", m::format},
    {"format_map(self, mapping, /)", m::format_map},
    {"__format__(self, format_spec, /)", m::dunder_format},
    {"@staticmethod maketrans(x, y=<absent>, z=<absent>, /)", m::maketrans},
    {"__sizeof__(self, /)", str_sizeof, kEffectReads},
    {"__getnewargs__(self, /)", str_getnewargs, kText},
    {}};

const TypeSpec kStrSpec = {
    .name = "str",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeStr,
    .native = {.trace = trace_str, .size_of = size_of_str},
    .methods = kStrMethods,
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "Create a new string object from the given object. If encoding or\n"
           "errors is specified, then the object must expose a data buffer\n"
           "that will be decoded using the given encoding and error handler.\n"
           "Otherwise, returns the result of object.__str__() (if defined)\n"
           "or repr(object).\n"
           "encoding defaults to sys.getdefaultencoding().\n"
           "errors defaults to 'strict'.",
};

void trace_iterator(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyStrIterator*>(object)->source);
}

constexpr gc::Layout kIteratorLayout = {.trace = trace_iterator, .bytes = sizeof(PyStrIterator)};
const TypeSpec kStrIteratorSpec = {
    .name = "str_iterator", .flags = kTypeNoNew, .native = kIteratorLayout, .methods = kIteratorMethods};
const TypeSpec kStrAsciiIteratorSpec = {
    .name = "str_ascii_iterator", .flags = kTypeNoNew, .native = kIteratorLayout, .methods = kIteratorMethods};

}  // namespace

// ---- repr -------------------------------------------------------------------------------------------------------

static void append_escape(StrBuilder& out, uint32_t c) {
  char text[16];
  int n = std::snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  out.append_ascii({text, static_cast<size_t>(n)});
}

PyStr* str_repr(const PyStr* s) {
  CharSpan text = m::span(s);
  uint32_t quote = find_char(text, '\'') >= 0 && find_char(text, '"') < 0 ? '"' : '\'';
  StrBuilder out;
  out.append(quote);
  with_chars(s->data, s->width(), [&](auto* p) {
    for (size_t i = 0; i < s->length; i++) {
      uint32_t c = p[i];
      if (c == quote || c == '\\') {
        out.append('\\');
        out.append(c);
      } else if (c == '\t') {
        out.append_ascii("\\t");
      } else if (c == '\n') {
        out.append_ascii("\\n");
      } else if (c == '\r') {
        out.append_ascii("\\r");
      } else if (unicode::is_printable(c)) {
        out.append(c);
      } else {
        append_escape(out, c);
      }
    }
  });
  out.append(quote);
  return out.finish();
}

PyStr* str_escape_non_ascii(PyStr* s) {
  if (s->is_ascii()) return s;
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c < 0x80) out.append(c);
    else append_escape(out, c);
  }
  return out.finish();
}

void boot_str() {
  type_init_builtin(type_str, kStrSpec);
  type_init_builtin(type_str_iterator, kStrIteratorSpec);
  type_init_builtin(type_str_ascii_iterator, kStrAsciiIteratorSpec);
}

}  // namespace pyvm
