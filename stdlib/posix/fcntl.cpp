// The fcntl module: control of descriptors, locks on files.
#include <sys/file.h>
#include <sys/ioctl.h>

#include <cstring>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

constexpr size_t kMostBytes = 1024;

// Calls `call(pointer)` on a copy of the bytes of a str or bytes-like argument; the copy as bytes, or null.
template <class Call>
Value with_copy(Thread& t, Value argument, const char* function, Call call) {
  char data[kMostBytes + 1];
  size_t size;
  if (is_str(argument)) {
    CText text(as_str(argument));
    size = std::strlen(text.c_str());
    if (size <= kMostBytes) std::memcpy(data, text.c_str(), size);
  } else {
    BytesArg bytes;
    if (!bytes.get(t, argument)) return kNull;
    size = bytes.size();
    if (size <= kMostBytes) std::memcpy(data, bytes.data(), size);
  }
  if (size > kMostBytes) return raise_value_error("%s string arg too long", function);
  data[size] = 0;
  int result;
  if (!system_call(t, &result, [&] { return call(data); })) return kNull;
  return result < 0 ? raise_os_error(errno, kNull) : to_value(bytes_from(data, size));
}

Value fcntl_fcntl(Thread& t, Value* args) {
  int fd, command, result;
  if (!descriptor_argument(t, args[0], &fd) || !c_int_argument(t, args[1], &command)) return kNull;
  if (is_str(args[2]) || has_buffer(args[2])) {
    return with_copy(t, args[2], "fcntl", [&](char* data) { return fcntl(fd, command, data); });
  }
  int64_t argument;
  if (!int_argument(t, args[2], &argument)) return kNull;
  if (!system_call(t, &result, [&] { return fcntl(fd, command, argument); })) return kNull;
  return int_or_error(result);
}

Value fcntl_ioctl(Thread& t, Value* args) {
  int fd, result;
  int64_t request, argument;
  int mutate = object_is_true(t, args[3]);
  if (mutate < 0 || !descriptor_argument(t, args[0], &fd) || !int_argument(t, args[1], &request)) return kNull;
  auto code = static_cast<unsigned long>(request);
  if (is_str(args[2]) || is_bytes(args[2]) || (has_buffer(args[2]) && !mutate)) {
    return with_copy(t, args[2], "ioctl", [&](char* data) { return ioctl(fd, code, data); });
  }
  if (has_buffer(args[2])) {
    HeldBuffer buffer;
    if (!buffer.get(t, args[2], true)) return kNull;
    if (!system_call(t, &result, [&] { return ioctl(fd, code, buffer->data); })) return kNull;
    return int_or_error(result);
  }
  if (!int_argument(t, args[2], &argument)) return kNull;
  if (!system_call(t, &result, [&] { return ioctl(fd, code, argument); })) return kNull;
  return int_or_error(result);
}

Value fcntl_flock(Thread& t, Value* args) {
  int fd, operation, result;
  if (!descriptor_argument(t, args[0], &fd) || !c_int_argument(t, args[1], &operation)) return kNull;
  return system_call(t, &result, [&] { return flock(fd, operation); }) ? none_or_error(result) : kNull;
}

Value fcntl_lockf(Thread& t, Value* args) {
  int fd, operation, whence, result;
  int64_t length, start;
  if (!descriptor_argument(t, args[0], &fd) || !c_int_argument(t, args[1], &operation) || !int_argument(t, args[2], &length) ||
      !int_argument(t, args[3], &start) || !c_int_argument(t, args[4], &whence)) {
    return kNull;
  }
  struct flock lock {};
  if (operation == LOCK_UN) lock.l_type = F_UNLCK;
  else if (operation & LOCK_SH) lock.l_type = F_RDLCK;
  else if (operation & LOCK_EX) lock.l_type = F_WRLCK;
  else return raise_value_error("unrecognized lockf argument");
  lock.l_start = start;
  lock.l_len = length;
  lock.l_whence = static_cast<short>(whence);
  int command = operation & LOCK_NB ? F_SETLK : F_SETLKW;
  return system_call(t, &result, [&] { return fcntl(fd, command, &lock); }) ? none_or_error(result) : kNull;
}

const NativeDef kFunctions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_fcntl, kEffectAll, "Perform the operation `cmd` on file descriptor fd."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", fcntl_ioctl, kEffectAll,
     "Perform the operation `request` on file descriptor `fd`."},
    {"flock(fd, operation, /)", fcntl_flock, kEffectAll, "Perform the lock operation `operation` on file descriptor `fd`."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", fcntl_lockf, kEffectAll, "A wrapper around the fcntl() locking calls."},
    {},
};

const IntRow kConstants[] = {
#define ROW(name) {#name, static_cast<int64_t>(name)},
#include "stdlib/posix/fcntl.def"
#undef ROW
};

bool init(Thread&, PyDict* dict) { return ModuleFiller(dict, "fcntl").functions(kFunctions).integers(kConstants).ok(); }

}  // namespace

const NativeModule kFcntlModule = {"fcntl", init};

}  // namespace pyvm
