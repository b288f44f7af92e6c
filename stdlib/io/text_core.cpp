// TextCore, the base class of TextIOWrapper: decoded text that was not handed out yet, and text to be written.
//
// 1. Where there is text or there are parts the file is open: closing empties both.
// 2. Parts that wait are such as the encoder will take (`_defers` tells which are), so that what cannot be encoded is told
//    by the write() that brings it.
#include "stdlib/io/io_core.h"
#include "stdlib/module_util.h"
#include "vm/object/alloc.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/find.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

// What may wait as text until there is much of it.
enum Defers : int64_t { kNothing, kAscii, kLatin1, kUnicode };

struct TextCore {
  HeapObject header;
  PyStr* text;          // text[next:] is decoded and not handed out
  int64_t next;
  PyList* parts;        // strs to be written
  int64_t size;         // their length
  int64_t defers;
  bool plain;           // writing needs neither translation of newlines nor a flush
  bool feeds_end_lines; // lines end at \n alone
  bool telling;         // tell() works: no line was read by iteration
};

constexpr int64_t kMostWaiting = 8192;

TextCore* core_of(Value* args) { return args[0].as<TextCore>(); }

Value core_make(Thread&, Value* args) {
  auto* core = allocate_instance_of<TextCore>(args[0].as<PyType>());
  PyList* parts = core ? list_new(0) : nullptr;
  if (!parts) return kNull;
  core->text = str_empty();
  core->parts = parts;
  gc::barrier(&core->header);
  return Value(&core->header);
}

// The next line if all of it is there, else null.
PyStr* buffered_line(TextCore* core) {
  if (!core->feeds_end_lines) return nullptr;
  CharSpan text{core->text->data, core->text->length, core->text->width()};
  auto start = static_cast<size_t>(core->next);
  int64_t at = find_char(text.part(start, text.length), '\n');
  if (at < 0) return nullptr;
  core->next += at + 1;
  return str_substring(core->text, start, static_cast<size_t>(core->next));
}

Value core_next(Thread& t, Value self) {
  auto* core = self.as<TextCore>();
  core->telling = false;
  int64_t start = core->next;
  if (PyStr* line = buffered_line(core)) return Value(&line->header);
  if (core->next != start) return kNull;   // MemoryError
  Value line = object_call_method(t, self, str_intern("_next_line"), nullptr, 0);
  return line && is_exact_str(line) && as_str(line)->length == 0 ? kStop : line;
}

Value core_readline(Thread& t, Value* args) {
  TextCore* core = core_of(args);
  if (args[1] == Value::from_small_int(-1) && core->parts->length == 0) {
    int64_t start = core->next;
    if (PyStr* line = buffered_line(core)) return Value(&line->header);
    if (core->next != start) return kNull;
  }
  return object_call_method(t, args[0], str_intern("_readline"), args + 1, 1);
}

bool has_surrogate(const PyStr* text) {
  return with_chars(text->data, text->width(), [&](auto* p) {
    for (uint64_t i = 0; i < text->length; i++) {
      if ((p[i] & 0xFFFFF800u) == 0xD800) return true;
    }
    return false;
  });
}

bool may_wait(const TextCore* core, const PyStr* text) {
  switch (core->defers) {
    case kNothing: return false;
    case kAscii: return text->is_ascii();
    case kLatin1: return text->width() == 1;
    default: return text->width() == 1 || !has_surrogate(text);
  }
}

Value core_write(Thread& t, Value* args) {
  TextCore* core = core_of(args);
  if (core->parts->length == 0 || !core->plain || !is_exact_str(args[1]) || !may_wait(core, as_str(args[1]))) {
    return object_call_method(t, args[0], str_intern("_write"), args + 1, 1);
  }
  auto length = static_cast<int64_t>(as_str(args[1])->length);
  if (!list_append(core->parts, args[1])) return kNull;
  core->size += length;
  if (core->size > kMostWaiting && !object_call_method(t, args[0], str_intern("_flush_parts"), nullptr, 0)) return kNull;
  return Value::from_small_int(length);
}

Value core_may_wait(Thread&, Value* args) {
  return Value::from_bool(is_str(args[1]) && may_wait(core_of(args), as_str(args[1])));
}

// ---- the fields, for the Python part

Value get_text(Thread&, Value* args) { return Value(&core_of(args)->text->header); }
Value set_text(Thread&, Value* args) {
  if (!args[1] || !is_str(args[1])) return raise_type_error("decoder should return a string result");
  core_of(args)->text = str_exact(as_str(args[1]));
  gc::barrier(args[0].heap());
  return kNone;
}
Value get_parts(Thread&, Value* args) { return Value(&core_of(args)->parts->header); }
template <int64_t TextCore::*field>
Value get_number(Thread&, Value* args) {
  return Value::from_small_int(core_of(args)->*field);
}
template <int64_t TextCore::*field>
Value set_number(Thread& t, Value* args) {
  return args[1] && object_index(t, args[1], &(core_of(args)->*field)) ? kNone : kNull;
}
template <bool TextCore::*field>
Value get_flag(Thread&, Value* args) {
  return Value::from_bool(core_of(args)->*field);
}
template <bool TextCore::*field>
Value set_flag(Thread& t, Value* args) {
  int truth = args[1] ? object_is_true(t, args[1]) : 0;
  if (truth < 0) return kNull;
  core_of(args)->*field = truth;
  return kNone;
}

#define NUMBER(name, field) {"@getset " name, get_number<&TextCore::field>, kEffectReads, nullptr, set_number<&TextCore::field>}
#define FLAG(name, field) {"@getset " name, get_flag<&TextCore::field>, kEffectReads, nullptr, set_flag<&TextCore::field>}

const NativeDef kMethods[] = {
    {"__new__(cls, *args, **kwargs)", core_make},
    PYVM_NEXT(core_next, kEffectAll),
    {"readline(self, size=-1, /)", core_readline},
    {"write(self, text, /)", core_write},
    {"_may_wait(self, text, /)", core_may_wait, kEffectReads},
    {"@getset _text", get_text, kEffectReads, nullptr, set_text},
    {"@getset _parts", get_parts, kEffectReads},
    NUMBER("_next", next),
    NUMBER("_size", size),
    NUMBER("_defers", defers),
    FLAG("_plain", plain),
    FLAG("_feeds_end_lines", feeds_end_lines),
    FLAG("_telling", telling),
    {},
};
#undef NUMBER
#undef FLAG

void core_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* core = reinterpret_cast<TextCore*>(object);
  visitor.visit(core->text);
  visitor.visit(core->parts);
}

const TypeSpec kSpec = {"_io._TextCore", nullptr, kTypeBaseable | kTypeHasWeakref, {.trace = core_trace, .bytes = sizeof(TextCore)}, kMethods,
                        nullptr};

bool init(Thread&, PyDict* dict) { return module_add_type(dict, type_new_builtin(kSpec)); }

}  // namespace

const NativeModule kIoCoreModule = {"_io_core", init};

}  // namespace pyvm
