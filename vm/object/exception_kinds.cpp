// The builtin exception classes that keep more than args.
#include <cerrno>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

bool set_args(PyException* self, PyTuple* args) {
  self->args = to_value(args);
  gc::barrier(&self->header);
  return true;
}

void put(PyException* self, int index, Value value) {
  self->fields[index] = value;
  gc::barrier(&self->header);
}

// Takes keywords named in `allowed` (fields in that order, from `first` on); any other is a TypeError.
bool take_keywords(PyException* self, PyDict* kwargs, const char* cls, int first,
                   std::initializer_list<const char*> allowed) {
  int i = first;
  for (size_t k = 0; k < allowed.size(); k++) self->fields[i + static_cast<int>(k)] = kNull;
  if (!kwargs) return true;
  int64_t position = 0;
  Value key, value;
  while (dict_next(kwargs, &position, &key, &value)) {
    bool known = false;
    int index = first;
    for (const char* name : allowed) {
      if (str_is(as_str(key), name)) {
        put(self, index, value);
        known = true;
      }
      index++;
    }
    if (known) continue;
    CText text(as_str(key));
    return raise_type_error("'%s' is an invalid keyword argument for %s()", text.c_str(), cls);
  }
  return true;
}

Value str_of(std::string_view text) { return to_value(str_from_utf8(text)); }
Value or_none(Value v) { return v ? v : kNone; }

#define FIELD(name, index) \
  {"@member " name, exception_get_field<index>, kEffectReads, nullptr, exception_set_field<index>}

// ---- StopIteration, SystemExit ------------------------------------------------------------------------------------

bool stop_iteration_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  put(self, kStopIterationValue, args->length ? args->items[0] : kNull);
  return set_args(self, args);
}
const NativeDef kStopIterationMethods[] = {FIELD("value", kStopIterationValue), {}};

bool system_exit_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  put(self, kSystemExitCode, args->length == 0 ? kNull : args->length == 1 ? args->items[0] : to_value(args));
  return set_args(self, args);
}
const NativeDef kSystemExitMethods[] = {FIELD("code", kSystemExitCode), {}};

// ---- NameError, AttributeError, ImportError -------------------------------------------------------------------------

bool name_error_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  return take_keywords(self, kwargs, "NameError", kNameErrorName, {"name"}) && set_args(self, args);
}
const NativeDef kNameErrorMethods[] = {FIELD("name", kNameErrorName), {}};

bool attribute_error_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  return take_keywords(self, kwargs, "AttributeError", kAttributeErrorName, {"name", "obj"}) && set_args(self, args);
}
const NativeDef kAttributeErrorMethods[] = {
    FIELD("name", kAttributeErrorName), FIELD("obj", kAttributeErrorObj), {}};

bool import_error_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!take_keywords(self, kwargs, "ImportError", kImportErrorName, {"name", "path"})) return false;
  put(self, kImportErrorMsg, args->length == 1 ? args->items[0] : kNull);
  return set_args(self, args);
}
Value import_error_str(Thread& t, Value* args) {
  Value msg = as_exception(args[0])->fields[kImportErrorMsg];
  return msg && is_str(msg) ? msg : base_exception_str(t, args[0]);
}
Value import_error_reduce(Thread&, Value* args) {
  PyException* self = as_exception(args[0]);
  Value dict = object_dict(args[0]);
  if (!dict) return kNull;
  Value name = self->fields[kImportErrorName], path = self->fields[kImportErrorPath];
  if (name || path) {
    PyDict* state = dict_copy(dict.as<PyDict>());
    if (!state) return kNull;
    if (name && !dict_set_str(state, names::name, name)) return kNull;
    if (path && !dict_set_str(state, names::path, path)) return kNull;
    dict = to_value(state);
  }
  Value parts[3] = {to_value(type_of(args[0])), self->args, dict};
  return to_value(tuple_from(parts, dict.as<PyDict>()->length ? 3 : 2));
}
const NativeDef kImportErrorMethods[] = {
    {"__str__(self, /)", import_error_str, kEffectAll, "Return str(self)."},
    {"__reduce__(self, /)", import_error_reduce, kEffectAll},
    {"@member msg", exception_get_field<kImportErrorMsg>, kEffectReads, "exception message",
     exception_set_field<kImportErrorMsg>},
    {"@member name", exception_get_field<kImportErrorName>, kEffectReads, "module name",
     exception_set_field<kImportErrorName>},
    {"@member path", exception_get_field<kImportErrorPath>, kEffectReads, "module path",
     exception_set_field<kImportErrorPath>},
    {}};

// ---- KeyError ---------------------------------------------------------------------------------------------------

Value key_error_str(Thread& t, Value* args) {
  PyTuple* given = as_tuple(as_exception(args[0])->args);
  if (given->length == 1) return to_value(object_repr(t, given->items[0]));
  return base_exception_str(t, args[0]);
}
const NativeDef kKeyErrorMethods[] = {{"__str__(self, /)", key_error_str, kEffectAll, "Return str(self)."}, {}};

// ---- OSError ------------------------------------------------------------------------------------------------------

// Sets the fields from OSError(errno, strerror[, filename[, winerror, filename2]]).
bool os_error_fields(Thread& t, PyException* self, PyTuple* args) {
  for (int i = 0; i < 5; i++) self->fields[i] = kNull;
  if (args->length < 2 || args->length > 5) return set_args(self, args);
  put(self, kOsErrorErrno, args->items[0]);
  put(self, kOsErrorStrerror, args->items[1]);
  if (args->length < 3 || args->items[2].is_none()) {
    return set_args(self, args->length > 2 ? tuple_from(args->items, 2) : args);
  }
  bool blocking = type_is_subtype(type_of(to_value(self)), exc::BlockingIOError);
  int64_t written;
  if (blocking && args->length == 3 && is_int(args->items[2])) {
    if (!object_index(t, args->items[2], &written)) return false;
    put(self, kOsErrorWritten, args->items[2]);
    return set_args(self, args);
  }
  put(self, kOsErrorFilename, args->items[2]);
  if (args->length == 5 && !args->items[4].is_none()) put(self, kOsErrorFilename2, args->items[4]);
  PyTuple* pair = tuple_from(args->items, 2);
  return pair && set_args(self, pair);
}

bool finds_os_errors(PyType* type, PyStr* name) { return type_lookup(type, name) == type_lookup(exc::OSError, name); }

// As in CPython, the arguments are read by __new__ unless the class has its own __init__ and not its own __new__.
bool fields_set_by_init(PyType* type) {
  return !finds_os_errors(type, names::d_init) && finds_os_errors(type, names::d_new);
}

bool os_error_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs) {
  PyType* type = type_of(to_value(self));
  if (!fields_set_by_init(type)) return true;
  return exception_no_keywords(type, kwargs) && os_error_fields(t, self, args);
}

Value os_error_new_method(Thread& t, Value* args) {
  auto* type = args[0].as<PyType>();
  if (fields_set_by_init(type)) return to_value(exception_allocate(type, tuple_empty()));
  return os_error_new(t, type, as_tuple(args[1]), args[2].as<PyDict>());
}

void append_repr(Thread& t, Value v, TextBuffer& out) {
  if (PyStr* text = object_repr(t, v)) str_append_utf8(text, out);
}
void append_str(Thread& t, Value v, TextBuffer& out) {
  if (PyStr* text = object_str(t, v)) str_append_utf8(text, out);
}

Value os_error_str(Thread& t, Value* args) {
  PyException* self = as_exception(args[0]);
  Value number = self->fields[kOsErrorErrno], text = self->fields[kOsErrorStrerror];
  Value file = self->fields[kOsErrorFilename], file2 = self->fields[kOsErrorFilename2];
  if (!file && !(number && text)) return base_exception_str(t, args[0]);
  TextBuffer out;
  out.append("[Errno ");
  append_str(t, or_none(number), out);
  out.append("] ");
  append_str(t, or_none(text), out);
  if (file) {
    out.append(": ");
    append_repr(t, file, out);
    if (file2) {
      out.append(" -> ");
      append_repr(t, file2, out);
    }
  }
  return error_occurred(t) ? kNull : str_of(out.view());
}

Value os_error_reduce(Thread&, Value* args) {
  PyException* self = as_exception(args[0]);
  PyTuple* given = as_tuple(self->args);
  Value file = self->fields[kOsErrorFilename], file2 = self->fields[kOsErrorFilename2];
  if (given->length == 2 && file) {
    Value all[5] = {given->items[0], given->items[1], file, kNone, file2};
    given = tuple_from(all, file2 ? 5 : 3);
    if (!given) return kNull;
  }
  Value parts[3] = {to_value(type_of(args[0])), to_value(given), object_dict(args[0])};
  if (!parts[2]) return kNull;
  return to_value(tuple_from(parts, parts[2].as<PyDict>()->length ? 3 : 2));
}

Value get_written(Thread&, Value* args) {
  Value written = as_exception(args[0])->fields[kOsErrorWritten];
  return written ? written : raise_error(exc::AttributeError, "characters_written");
}
Value set_written(Thread& t, Value* args) {
  if (!args[1]) {
    if (!as_exception(args[0])->fields[kOsErrorWritten]) return raise_error(exc::AttributeError, "characters_written");
    return exception_put_field(args[0], kOsErrorWritten, kNull);
  }
  Value number = object_as_int(t, args[1]);
  return number ? exception_put_field(args[0], kOsErrorWritten, number) : kNull;
}

const NativeDef kOsErrorMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", os_error_new_method, kEffectAll,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__str__(self, /)", os_error_str, kEffectAll, "Return str(self)."},
    {"__reduce__(self, /)", os_error_reduce, kEffectAll},
    {"@member errno", exception_get_field<kOsErrorErrno>, kEffectReads, "POSIX exception code",
     exception_set_field<kOsErrorErrno>},
    {"@member strerror", exception_get_field<kOsErrorStrerror>, kEffectReads, "exception strerror",
     exception_set_field<kOsErrorStrerror>},
    {"@member filename", exception_get_field<kOsErrorFilename>, kEffectReads, "exception filename",
     exception_set_field<kOsErrorFilename>},
    {"@member filename2", exception_get_field<kOsErrorFilename2>, kEffectReads, "second exception filename",
     exception_set_field<kOsErrorFilename2>},
    {"@getset characters_written", get_written, kEffectReads, nullptr, set_written},
    {}};

// ---- SyntaxError ----------------------------------------------------------------------------------------------------

bool syntax_error_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  set_args(self, args);
  if (args->length >= 1) put(self, kSyntaxErrorMsg, args->items[0]);
  if (args->length != 2) return true;
  PyTuple* info = object_to_tuple(t, args->items[1]);
  if (!info) return false;
  long n = static_cast<long>(info->length);
  if (n < 4) return raise_type_error("function takes at least 4 arguments (%ld given)", n);
  if (n > 6) return raise_type_error("function takes at most 6 arguments (%ld given)", n);
  for (int i = 0; i < 6; i++) put(self, kSyntaxErrorFilename + i, i < n ? info->items[i] : kNull);
  if (n == 5) return raise_type_error("end_offset must be provided when end_lineno is provided");
  return true;
}

Value syntax_error_str(Thread& t, Value* args) {
  PyException* self = as_exception(args[0]);
  Value file = self->fields[kSyntaxErrorFilename], line = self->fields[kSyntaxErrorLineno];
  bool has_file = file && is_str(file);
  int64_t number = 0;
  bool has_line = line && is_int(line) && int_to_int64(line, &number);
  TextBuffer out;
  append_str(t, or_none(self->fields[kSyntaxErrorMsg]), out);
  if (error_occurred(t)) return kNull;
  if (has_file) {
    TextBuffer path;
    str_append_utf8(as_str(file), path);
    std::string_view base = path.view();
    size_t slash = base.rfind('/');
    if (slash != std::string_view::npos) base.remove_prefix(slash + 1);
    out.append(" (");
    out.append(base);
    if (has_line) out.printf(", line %ld", static_cast<long>(number));
    out.append(")");
  } else if (has_line) {
    out.printf(" (line %ld)", static_cast<long>(number));
  }
  return str_of(out.view());
}

const NativeDef kSyntaxErrorMethods[] = {
    {"__str__(self, /)", syntax_error_str, kEffectAll, "Return str(self)."},
    FIELD("msg", kSyntaxErrorMsg),
    FIELD("filename", kSyntaxErrorFilename),
    FIELD("lineno", kSyntaxErrorLineno),
    FIELD("offset", kSyntaxErrorOffset),
    FIELD("text", kSyntaxErrorText),
    FIELD("end_lineno", kSyntaxErrorEndLineno),
    FIELD("end_offset", kSyntaxErrorEndOffset),
    FIELD("print_file_and_line", kSyntaxErrorPrintFileAndLine),
    {}};

// ---- Unicode errors ---------------------------------------------------------------------------------------------------

bool check_str(Value v, int position) {
  return is_str(v) || raise_type_error("argument %d must be str, not %s", position, type_name(v));
}

// Fills the five fields from the arguments; `encoding` is absent for UnicodeTranslateError.
bool unicode_fields(Thread& t, PyException* self, PyTuple* args, bool has_encoding, bool of_bytes) {
  int expected = has_encoding ? 5 : 4;
  if (args->length != expected) {
    return raise_type_error("function takes exactly %d arguments (%ld given)", expected,
                            static_cast<long>(args->length));
  }
  const Value* a = args->items + has_encoding;
  if (has_encoding && !check_str(args->items[0], 1)) return false;
  Value object = a[0];
  if (of_bytes) {
    if (!(type_of(object)->flags & kTypeBytes)) {
      Value copy = is_str(object) ? kNull : object_call_args(t, to_value(type_bytes), object);
      if (!copy) {
        error_clear();
        return raise_type_error("a bytes-like object is required, not '%s'", type_name(object));
      }
      object = copy;
    }
  } else if (!check_str(object, 1 + has_encoding)) {
    return false;
  }
  int64_t start, end;
  if (!object_index(t, a[1], &start) || !object_index(t, a[2], &end)) return false;
  if (!check_str(a[3], 4 + has_encoding)) return false;
  put(self, kUnicodeEncoding, has_encoding ? args->items[0] : kNull);
  put(self, kUnicodeObject, object);
  put(self, kUnicodeStart, int_from_int64(start));
  put(self, kUnicodeEnd, int_from_int64(end));
  put(self, kUnicodeReason, a[3]);
  return true;
}

bool unicode_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs, bool has_encoding, bool of_bytes) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  return unicode_fields(t, self, args, has_encoding, of_bytes) && set_args(self, args);
}
bool unicode_decode_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs) {
  return unicode_init(t, self, args, kwargs, true, true);
}
bool unicode_encode_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs) {
  return unicode_init(t, self, args, kwargs, true, false);
}
bool unicode_translate_init(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs) {
  return unicode_init(t, self, args, kwargs, false, false);
}

struct UnicodeProblem {
  int64_t start = 0, end = 0;
  TextBuffer encoding, reason;
};

// False when the object was never initialised.
bool read_problem(Thread& t, PyException* self, UnicodeProblem* out) {
  if (!self->fields[kUnicodeObject]) return false;
  (void)!object_index(t, self->fields[kUnicodeStart], &out->start);
  (void)!object_index(t, self->fields[kUnicodeEnd], &out->end);
  if (Value encoding = self->fields[kUnicodeEncoding]) append_str(t, encoding, out->encoding);
  append_str(t, self->fields[kUnicodeReason], out->reason);
  return !error_occurred(t);
}

Value empty_unless_error(Thread& t) { return error_occurred(t) ? kNull : to_value(str_intern("")); }

Value unicode_decode_str(Thread& t, Value* args) {
  PyException* self = as_exception(args[0]);
  UnicodeProblem p;
  if (!read_problem(t, self, &p)) return empty_unless_error(t);
  Value object = self->fields[kUnicodeObject];
  int64_t length = object_len(t, object);
  TextBuffer out;
  if (p.start >= 0 && p.start < length && p.end == p.start + 1) {
    Value byte = object_get_item(t, object, Value::from_small_int(p.start));
    if (!byte) return kNull;
    out.printf("'%s' codec can't decode byte 0x%02x in position %ld: %s", p.encoding.c_str(),
               static_cast<unsigned>(byte.small_int()), static_cast<long>(p.start), p.reason.c_str());
  } else {
    out.printf("'%s' codec can't decode bytes in position %ld-%ld: %s", p.encoding.c_str(),
               static_cast<long>(p.start), static_cast<long>(p.end - 1), p.reason.c_str());
  }
  return str_of(out.view());
}

// '\xe9', '\u1234', '\U00012345'
void append_escape(uint32_t c, TextBuffer& out) {
  out.printf(c < 0x100 ? "'\\x%02x'" : c < 0x10000 ? "'\\u%04x'" : "'\\U%08x'", c);
}

Value character_text(Thread& t, Value* args, const char* what) {
  PyException* self = as_exception(args[0]);
  UnicodeProblem p;
  if (!read_problem(t, self, &p)) return empty_unless_error(t);
  PyStr* object = as_str(self->fields[kUnicodeObject]);
  TextBuffer out;
  if (self->fields[kUnicodeEncoding]) out.printf("'%s' codec ", p.encoding.c_str());
  out.append(what);
  if (p.start >= 0 && p.start < static_cast<int64_t>(object->length) && p.end == p.start + 1) {
    out.append(" character ");
    append_escape(object->at(static_cast<uint64_t>(p.start)), out);
    out.printf(" in position %ld: ", static_cast<long>(p.start));
  } else {
    out.printf(" characters in position %ld-%ld: ", static_cast<long>(p.start), static_cast<long>(p.end - 1));
  }
  out.append(p.reason.view());
  return str_of(out.view());
}
Value unicode_encode_str(Thread& t, Value* args) { return character_text(t, args, "can't encode"); }
Value unicode_translate_str(Thread& t, Value* args) { return character_text(t, args, "can't translate"); }

#define UNICODE_FIELDS                                                                                        \
  FIELD("encoding", kUnicodeEncoding), FIELD("object", kUnicodeObject), FIELD("start", kUnicodeStart),        \
      FIELD("end", kUnicodeEnd), FIELD("reason", kUnicodeReason)

const NativeDef kUnicodeDecodeMethods[] = {
    {"__str__(self, /)", unicode_decode_str, kEffectAll, "Return str(self)."}, UNICODE_FIELDS, {}};
const NativeDef kUnicodeEncodeMethods[] = {
    {"__str__(self, /)", unicode_encode_str, kEffectAll, "Return str(self)."}, UNICODE_FIELDS, {}};
const NativeDef kUnicodeTranslateMethods[] = {
    {"__str__(self, /)", unicode_translate_str, kEffectAll, "Return str(self)."}, UNICODE_FIELDS, {}};

bool plain_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  return exception_no_keywords(type_of(to_value(self)), kwargs) && set_args(self, args);
}

}  // namespace

PyType* os_error_subclass(int64_t number) {
  switch (number) {
    case EAGAIN: case EALREADY: case EINPROGRESS: return exc::BlockingIOError;
    case EPIPE: case ESHUTDOWN: return exc::BrokenPipeError;
    case ECHILD: return exc::ChildProcessError;
    case ECONNABORTED: return exc::ConnectionAbortedError;
    case ECONNREFUSED: return exc::ConnectionRefusedError;
    case ECONNRESET: return exc::ConnectionResetError;
    case EEXIST: return exc::FileExistsError;
    case ENOENT: return exc::FileNotFoundError;
    case EINTR: return exc::InterruptedError;
    case EISDIR: return exc::IsADirectoryError;
    case ENOTDIR: return exc::NotADirectoryError;
    case EACCES: case EPERM: return exc::PermissionError;
    case ESRCH: return exc::ProcessLookupError;
    case ETIMEDOUT: return exc::TimeoutError;
    default: return nullptr;
  }
}

Value os_error_new(Thread& t, PyType* type, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type, kwargs)) return kNull;
  int64_t number;
  if (type == exc::OSError && args->length >= 2 && args->length <= 5 && is_int(args->items[0]) &&
      int_to_int64(args->items[0], &number)) {
    if (PyType* subclass = os_error_subclass(number)) type = subclass;
  }
  PyException* self = exception_allocate(type, args);
  return self && os_error_fields(t, self, args) ? to_value(self) : kNull;
}

const ExceptionKind kExceptionKinds[] = {
    {&exc::StopIteration, 1, kStopIterationMethods, stop_iteration_init},
    {&exc::SystemExit, 1, kSystemExitMethods, system_exit_init},
    {&exc::NameError, 1, kNameErrorMethods, name_error_init},
    {&exc::AttributeError, 2, kAttributeErrorMethods, attribute_error_init},
    {&exc::ImportError, 3, kImportErrorMethods, import_error_init},
    {&exc::KeyError, 0, kKeyErrorMethods, plain_init},
    {&exc::OSError, 5, kOsErrorMethods, os_error_init},
    {&exc::SyntaxError, 8, kSyntaxErrorMethods, syntax_error_init},
    {&exc::UnicodeDecodeError, 5, kUnicodeDecodeMethods, unicode_decode_init},
    {&exc::UnicodeEncodeError, 5, kUnicodeEncodeMethods, unicode_encode_init},
    {&exc::UnicodeTranslateError, 5, kUnicodeTranslateMethods, unicode_translate_init},
    {},
};

}  // namespace pyvm
