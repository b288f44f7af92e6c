// Arguments of the functions of posix and the modules around it.
#pragma once

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>

#include "stdlib/support.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/run/gil.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

// A file name as a C string, or what some functions take instead. `label` is how messages name it: "stat: path".
class Path {
 public:
  enum Kinds { kNameOnly = 0, kOrDescriptor = 1, kOrNone = 2 };   // None: the current folder
  Path(Thread& t, Value v, const char* label, int kinds = kNameOnly);
  ~Path() { std::free(text_); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;
  explicit operator bool() const { return ok_; }   // false: exception pending
  bool is_descriptor() const { return !text_; }
  int fd() const { return fd_; }
  const char* c_str() const { return text_; }
  // Another name as str, or as bytes if this one was given as bytes. Null: MemoryError pending.
  Value same_kind(std::string_view name) const;

 private:
  bool ok_ = false, bytes_ = false;
  int fd_ = -1;
  char* text_ = nullptr;
};

// A C int from an int. False: TypeError or OverflowError pending.
[[nodiscard]] inline bool c_int_argument(Thread& t, Value v, int* out) {
  Value number = object_as_int(t, v);
  int64_t wide;
  if (!number) return false;
  if (int_to_int64(number, &wide) && (*out = static_cast<int>(wide)) == wide) return true;
  return raise_error(exc::OverflowError, "Python int too large to convert to C int");
}

// A user or group id: -1 stands for "leave it".
[[nodiscard]] inline bool id_argument(Thread& t, Value v, uint32_t* out) {
  int64_t wide;
  if (!int_argument(t, v, &wide)) return false;
  *out = static_cast<uint32_t>(wide);
  if (wide < -1) return raise_error(exc::OverflowError, "uid is less than minimum");
  return wide == -1 || *out == wide || raise_error(exc::OverflowError, "uid is greater than maximum");
}

// A file descriptor: an int or an object with fileno(). False: exception pending.
[[nodiscard]] bool descriptor_argument(Thread& t, Value v, int* out);

// dir_fd: None means the current folder.
[[nodiscard]] inline bool folder_argument(Thread& t, Value v, int* out) {
  *out = AT_FDCWD;
  return v.is_none() || c_int_argument(t, v, out);
}

// Consecutive arguments as C ints.
template <class... Ints>
[[nodiscard]] bool c_int_arguments(Thread& t, const Value* args, Ints*... out) {
  return (c_int_argument(t, *args++, out) && ...);
}

// None, or OSError for a negative result; `path`, if not null, is its filename.
inline Value none_or_error(int64_t result, Value path = kNull) { return result < 0 ? raise_os_error(errno, path) : kNone; }
inline Value int_or_error(int64_t result, Value path = kNull) {
  return result < 0 ? raise_os_error(errno, path) : int_from_int64(result);
}
// The same with two file names (rename, link).
Value none_or_error2(int64_t result, Value from, Value to);

// Calls `call` (which returns a negative number on failure) without the lock, again after EINTR once the handlers of signals
// have run. False: a handler raised.
template <class Call, class Result>
[[nodiscard]] bool system_call(Thread& t, Result* result, Call call) {
  for (;;) {
    {
      Unlocked unlocked(t);
      *result = call();
    }
    if (*result >= 0 || errno != EINTR) return true;
    if (t.poll && !poll_run(t)) return false;
  }
}

}  // namespace pyvm
