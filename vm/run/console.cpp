#include "vm/run/console.h"

#include <unistd.h>

#include <cerrno>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr size_t kBufferBytes = 8192;

TextBuffer& pending() {
  static TextBuffer buffer;
  return buffer;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool line_buffered() {
  static const bool terminal = isatty(1);
  return terminal || runtime_options.unbuffered;
}

}  // namespace

bool console_write(PyStr* text) {
  TextBuffer& out = pending();
  if (text->is_ascii()) {
    str_append_utf8(text, out);
  } else {
    PyBytes* bytes = encode_utf8(current_thread(), text, nullptr);
    if (!bytes) return false;
    out.append({reinterpret_cast<const char*>(bytes->data), static_cast<size_t>(bytes->length)});
  }
  if ((out.size() > kBufferBytes || line_buffered()) && !console_flush()) {
    (void)raise_os_error(errno, kNull);
    return false;
  }
  return true;
}

bool console_flush() {
  TextBuffer& out = pending();
  bool ok = write_all(1, out.view());
  out.clear();
  return ok;
}

void console_error(std::string_view text) {
  console_flush();
  write_all(2, text);
}

}  // namespace pyvm
