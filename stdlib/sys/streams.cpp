// The standard streams before the io module is there: unbuffered text on a file descriptor.
#include <cerrno>
#include <unistd.h>

#include "stdlib/sys/sys.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

struct PyStream {
  HeapObject header;
  int64_t fd;
  TextBuffer* pending;   // of stdout
};

bool write_all(int64_t fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(static_cast<int>(fd), text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return (void)raise_os_error(errno, kNull), false;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool flush(PyStream* s) {
  if (!write_all(s->fd, s->pending->view())) return s->pending->clear(), false;
  s->pending->clear();
  return true;
}

Value stream_write(Thread& t, Value* args) {
  auto* s = args[0].as<PyStream>();
  if (!is_str(args[1])) return raise_type_error("write() argument must be str, not %s", type_name(args[1]));
  str_append_utf8(as_str(args[1]), *s->pending);
  if ((s->fd == 2 || s->pending->size() > 8192) && !flush(s)) return kNull;
  return Value::from_small_int(static_cast<int64_t>(as_str(args[1])->length));
}
Value stream_flush(Thread& t, Value* args) { return flush(args[0].as<PyStream>()) ? kNone : kNull; }
Value stream_fileno(Thread& t, Value* args) { return Value::from_small_int(args[0].as<PyStream>()->fd); }
Value stream_isatty(Thread& t, Value* args) { return Value::from_bool(isatty(static_cast<int>(args[0].as<PyStream>()->fd))); }

const NativeDef kStreamMethods[] = {
    {"write(self, text, /)", stream_write},
    {"flush(self, /)", stream_flush},
    {"fileno(self, /)", stream_fileno},
    {"isatty(self, /)", stream_isatty},
    {},
};
const TypeSpec kStreamSpec = {"StandardStream", nullptr, kTypeNoNew, {.bytes = sizeof(PyStream), .leaf = true},
                              kStreamMethods, nullptr};

Value make_stream(PyType* type, int fd) {
  auto* s = reinterpret_cast<PyStream*>(instance_allocate(type));
  if (!s) return kNull;
  s->fd = fd;
  s->pending = new TextBuffer;
  return Value(&s->header);
}

}  // namespace

bool sys_add_streams(Thread& t, PyDict* dict) {
  PyType* type = type_new_builtin(kStreamSpec);
  const char* const kNames[] = {"stdin", "stdout", "stderr"};
  for (int fd = 0; fd < 3; fd++) {
    Value stream = make_stream(type, fd);
    TextBuffer original;
    original.printf("__%s__", kNames[fd]);
    if (!stream || !dict_set_str(dict, str_intern(kNames[fd]), stream) ||
        !dict_set_str(dict, str_intern(original.view()), stream)) {
      return false;
    }
  }
  return true;
}

}  // namespace pyvm
