// posix: file descriptors.
#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* type_terminal_size;
const char* const kTerminalFields[] = {"columns", "lines", nullptr};

Value pair_of_ints(int64_t a, int64_t b) {
  Value items[2] = {int_from_int64(a), int_from_int64(b)};
  return to_value(tuple_from(items, 2));
}

Value posix_open(Thread& t, Value* args) {
  Path path(t, args[0], "open: path");
  int flags, mode, folder, fd;
  if (!path || !c_int_arguments(t, args + 1, &flags, &mode) || !folder_argument(t, args[3], &folder)) return kNull;
  if (!system_call(t, &fd, [&] { return openat(folder, path.c_str(), flags | O_CLOEXEC, mode); })) return kNull;
  return int_or_error(fd, args[0]);
}
Value posix_close(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  int result = close(fd);
  return result < 0 && errno == EINTR ? kNone : none_or_error(result);
}
Value posix_closerange(Thread& t, Value* args) {
  int low, high;
  if (!c_int_arguments(t, args, &low, &high)) return kNull;
  if (low < high) close_range(static_cast<unsigned>(low < 0 ? 0 : low), static_cast<unsigned>(high - 1), 0);
  return kNone;
}

// read() and pread(): a fresh bytes object of what `call(data, length)` put there.
template <class Call>
Value read_bytes(Thread& t, Value wanted, Call call) {
  int64_t length;
  if (!int_argument(t, wanted, &length)) return kNull;
  if (length < 0) return raise_os_error(EINVAL, kNull);
  auto* data = static_cast<uint8_t*>(std::malloc(static_cast<size_t>(length) + 1));
  if (!data) return raise_memory_error();
  ssize_t n;
  bool done = system_call(t, &n, [&] { return call(data, static_cast<size_t>(length)); });
  int error = errno;
  PyBytes* bytes = done && n >= 0 ? bytes_from(data, static_cast<size_t>(n)) : nullptr;
  std::free(data);
  if (done && n < 0) return raise_os_error(error, kNull);
  return bytes ? Value(&bytes->header) : kNull;
}
Value posix_read(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  return read_bytes(t, args[1], [fd](uint8_t* data, size_t size) { return read(fd, data, size); });
}
Value posix_pread(Thread& t, Value* args) {
  int fd;
  int64_t offset;
  if (!c_int_argument(t, args[0], &fd) || !int_argument(t, args[2], &offset)) return kNull;
  return read_bytes(t, args[1], [fd, offset](uint8_t* data, size_t size) { return pread(fd, data, size, offset); });
}
Value posix_write(Thread& t, Value* args) {
  int fd;
  BytesArg data;
  ssize_t n;
  if (!c_int_argument(t, args[0], &fd) || !data.get(t, args[1])) return kNull;
  if (!system_call(t, &n, [&] { return write(fd, data.data(), data.size()); })) return kNull;
  return int_or_error(n);
}
Value posix_pwrite(Thread& t, Value* args) {
  int fd;
  int64_t offset;
  BytesArg data;
  ssize_t n;
  if (!c_int_argument(t, args[0], &fd) || !data.get(t, args[1]) || !int_argument(t, args[2], &offset)) return kNull;
  if (!system_call(t, &n, [&] { return pwrite(fd, data.data(), data.size(), offset); })) return kNull;
  return int_or_error(n);
}
Value posix_sendfile(Thread& t, Value* args) {
  int out, in;
  int64_t offset = 0, count;
  ssize_t n;
  if (!c_int_arguments(t, args, &out, &in) || !int_argument(t, args[3], &count)) return kNull;
  if (!args[2].is_none() && !int_argument(t, args[2], &offset)) return kNull;
  off_t at = offset;
  off_t* from = args[2].is_none() ? nullptr : &at;
  if (!system_call(t, &n, [&] { return sendfile(out, in, from, static_cast<size_t>(count)); })) return kNull;
  return int_or_error(n);
}

Value posix_lseek(Thread& t, Value* args) {
  int fd, whence;
  int64_t offset;
  if (!c_int_argument(t, args[0], &fd) || !int_argument(t, args[1], &offset) || !c_int_argument(t, args[2], &whence)) {
    return kNull;
  }
  return int_or_error(lseek(fd, offset, whence));
}
Value posix_ftruncate(Thread& t, Value* args) {
  int fd, result;
  int64_t length;
  if (!c_int_argument(t, args[0], &fd) || !int_argument(t, args[1], &length)) return kNull;
  if (!system_call(t, &result, [&] { return ftruncate(fd, length); })) return kNull;
  return none_or_error(result);
}
template <int (*kSync)(int)>
Value posix_sync_file(Thread& t, Value* args) {
  int fd, result;
  if (!descriptor_argument(t, args[0], &fd) || !system_call(t, &result, [fd] { return kSync(fd); })) return kNull;
  return none_or_error(result);
}
Value posix_isatty(Thread& t, Value* args) {
  int fd;
  return c_int_argument(t, args[0], &fd) ? Value::from_bool(isatty(fd)) : kNull;
}
Value posix_ttyname(Thread& t, Value* args) {
  int fd;
  char name[256];
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  int error = ttyname_r(fd, name, sizeof name);
  return error ? raise_os_error(error, kNull) : str_value(name);
}
Value posix_device_encoding(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  return isatty(fd) ? str_value("utf-8") : kNone;
}

Value posix_dup(Thread& t, Value* args) {
  int fd;
  return c_int_argument(t, args[0], &fd) ? int_or_error(fcntl(fd, F_DUPFD_CLOEXEC, 0)) : kNull;
}
Value posix_dup2(Thread& t, Value* args) {
  int fd, to;
  if (!c_int_arguments(t, args, &fd, &to)) return kNull;
  int inheritable = object_is_true(t, args[2]);
  if (inheritable < 0) return kNull;
  return int_or_error(inheritable || fd == to ? dup2(fd, to) : dup3(fd, to, O_CLOEXEC));
}
Value make_pipe(int flags) {
  int fds[2];
  return pipe2(fds, flags) < 0 ? raise_os_error(errno, kNull) : pair_of_ints(fds[0], fds[1]);
}
Value posix_pipe(Thread&, Value*) { return make_pipe(O_CLOEXEC); }
Value posix_pipe2(Thread& t, Value* args) {
  int flags;
  return c_int_argument(t, args[0], &flags) ? make_pipe(flags) : kNull;
}
Value posix_openpty(Thread&, Value*) {
  int fds[2];
  if (openpty(&fds[0], &fds[1], nullptr, nullptr, nullptr) < 0) return raise_os_error(errno, kNull);
  for (int fd : fds) fcntl(fd, F_SETFD, FD_CLOEXEC);
  return pair_of_ints(fds[0], fds[1]);
}
Value posix_eventfd(Thread& t, Value* args) {
  int initial, flags;
  if (!c_int_arguments(t, args, &initial, &flags)) return kNull;
  return int_or_error(eventfd(static_cast<unsigned>(initial), flags));
}

Value posix_eventfd_read(Thread& t, Value* args) {
  int fd, result;
  eventfd_t value;
  if (!c_int_argument(t, args[0], &fd) || !system_call(t, &result, [&] { return eventfd_read(fd, &value); })) return kNull;
  return result < 0 ? raise_os_error(errno, kNull) : int_from_uint64(value);
}
Value posix_eventfd_write(Thread& t, Value* args) {
  int fd, result;
  uint64_t value;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  if (!is_int(args[1])) return raise_type_error("an integer is required (got type %s)", type_name(args[1]));
  if (!int_to_uint64(args[1], &value)) {
    return raise_error(exc::OverflowError, int_sign(args[1]) < 0 ? "can't convert negative value to unsigned int"
                                                                 : "Python int too large to convert to C unsigned long");
  }
  return system_call(t, &result, [&] { return eventfd_write(fd, value); }) ? none_or_error(result) : kNull;
}

Value posix_get_inheritable(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  int flags = fcntl(fd, F_GETFD);
  return flags < 0 ? raise_os_error(errno, kNull) : Value::from_bool(!(flags & FD_CLOEXEC));
}
// Sets or clears one bit of the flags that commands `get` and `set` of fcntl() read and write.
Value set_descriptor_flag(int fd, int get, int set, int bit, bool on) {
  int flags = fcntl(fd, get);
  return none_or_error(flags < 0 ? -1 : fcntl(fd, set, on ? flags | bit : flags & ~bit));
}
Value posix_set_inheritable(Thread& t, Value* args) {
  int fd, inheritable;
  if (!c_int_arguments(t, args, &fd, &inheritable)) return kNull;
  return set_descriptor_flag(fd, F_GETFD, F_SETFD, FD_CLOEXEC, !inheritable);
}
Value posix_get_blocking(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  int flags = fcntl(fd, F_GETFL);
  return flags < 0 ? raise_os_error(errno, kNull) : Value::from_bool(!(flags & O_NONBLOCK));
}
Value posix_set_blocking(Thread& t, Value* args) {
  int fd;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  int blocking = object_is_true(t, args[1]);
  return blocking < 0 ? kNull : set_descriptor_flag(fd, F_GETFL, F_SETFL, O_NONBLOCK, !blocking);
}
Value posix_tcgetpgrp(Thread& t, Value* args) {
  int fd;
  return c_int_argument(t, args[0], &fd) ? int_or_error(tcgetpgrp(fd)) : kNull;
}
Value posix_tcsetpgrp(Thread& t, Value* args) {
  int fd, group;
  return c_int_arguments(t, args, &fd, &group) ? none_or_error(tcsetpgrp(fd, group)) : kNull;
}
Value posix_get_terminal_size(Thread& t, Value* args) {
  int fd;
  winsize size;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return raise_os_error(errno, kNull);
  const Value values[] = {Value::from_small_int(size.ws_col), Value::from_small_int(size.ws_row)};
  return struct_sequence_new(type_terminal_size, values);
}

const NativeDef kDescriptorFunctions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open},
    {"close(fd)", posix_close},
    {"closerange(fd_low, fd_high, /)", posix_closerange},
    {"read(fd, length, /)", posix_read},
    {"pread(fd, length, offset, /)", posix_pread},
    {"write(fd, data, /)", posix_write},
    {"pwrite(fd, buffer, offset, /)", posix_pwrite},
    {"sendfile(out_fd, in_fd, offset, count)", posix_sendfile},
    {"lseek(fd, position, how, /)", posix_lseek},
    {"ftruncate(fd, length, /)", posix_ftruncate},
    {"fsync(fd)", posix_sync_file<fsync>},
    {"fdatasync(fd)", posix_sync_file<fdatasync>},
    {"isatty(fd, /)", posix_isatty},
    {"ttyname(fd, /)", posix_ttyname},
    {"device_encoding(fd)", posix_device_encoding},
    {"dup(fd, /)", posix_dup},
    {"dup2(fd, fd2, inheritable=True)", posix_dup2},
    {"pipe()", posix_pipe},
    {"pipe2(flags, /)", posix_pipe2},
    {"openpty()", posix_openpty},
    {"eventfd(initval, flags=524288)", posix_eventfd},
    {"eventfd_read(fd)", posix_eventfd_read},
    {"eventfd_write(fd, value)", posix_eventfd_write},
    {"get_inheritable(fd, /)", posix_get_inheritable},
    {"set_inheritable(fd, inheritable, /)", posix_set_inheritable},
    {"get_blocking(fd, /)", posix_get_blocking},
    {"set_blocking(fd, blocking, /)", posix_set_blocking},
    {"tcgetpgrp(fd, /)", posix_tcgetpgrp},
    {"tcsetpgrp(fd, pgid, /)", posix_tcsetpgrp},
    {"get_terminal_size(fd=1, /)", posix_get_terminal_size},
    {},
};

}  // namespace

bool posix_add_descriptors(ModuleFiller& fill) {
  type_terminal_size = struct_sequence_type("os.terminal_size", kTerminalFields, 2);
  return type_terminal_size && fill.functions(kDescriptorFunctions).type("terminal_size", type_terminal_size).ok();
}

}  // namespace pyvm
