// posix: file descriptors, paths and directories.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "stdlib/posix/posix.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyType* type_stat_result;
const char* const kStatFields[] = {"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
                                   "_atime_int", "_mtime_int", "_ctime_int", "st_atime", "st_mtime", "st_ctime",
                                   "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",
                                   nullptr};

// Frees the C copy of a path argument.
class Path {
 public:
  Path(Thread& t, Value v) : text_(path_argument(t, v)) {}
  ~Path() { std::free(text_); }
  explicit operator bool() const { return text_; }
  const char* c_str() const { return text_; }

 private:
  char* text_;
};

Value ok_or_error(int result, Value path) { return result < 0 ? raise_os_error(errno, path) : kNone; }

Value make_stat(const struct stat& st) {
  auto ns = [](const timespec& ts) { return int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec; };
  auto seconds = [&](const timespec& ts) { return Value::from_double(static_cast<double>(ns(ts)) * 1e-9); };
  const Value values[] = {int_from_int64(st.st_mode),        int_from_uint64(st.st_ino),
                          int_from_uint64(st.st_dev),        int_from_uint64(st.st_nlink),
                          int_from_int64(st.st_uid),         int_from_int64(st.st_gid),
                          int_from_int64(st.st_size),        int_from_int64(st.st_atim.tv_sec),
                          int_from_int64(st.st_mtim.tv_sec), int_from_int64(st.st_ctim.tv_sec),
                          seconds(st.st_atim),               seconds(st.st_mtim),
                          seconds(st.st_ctim),               int_from_int64(ns(st.st_atim)),
                          int_from_int64(ns(st.st_mtim)),    int_from_int64(ns(st.st_ctim)),
                          int_from_int64(st.st_blksize),     int_from_int64(st.st_blocks),
                          int_from_uint64(st.st_rdev)};
  return struct_sequence_new(type_stat_result, values);
}

Value posix_stat(Thread& t, Value* args) {
  struct stat st;
  if (is_int(args[0])) {
    int64_t fd;
    if (!int_argument(t, args[0], &fd)) return kNull;
    if (fstat(static_cast<int>(fd), &st) < 0) return raise_os_error(errno, kNull);
    return make_stat(st);
  }
  Path path(t, args[0]);
  if (!path) return kNull;
  int follow = object_is_true(t, args[2]);
  if ((follow ? stat(path.c_str(), &st) : lstat(path.c_str(), &st)) < 0) return raise_os_error(errno, args[0]);
  return make_stat(st);
}
Value posix_lstat(Thread& t, Value* args) {
  struct stat st;
  Path path(t, args[0]);
  if (!path) return kNull;
  if (lstat(path.c_str(), &st) < 0) return raise_os_error(errno, args[0]);
  return make_stat(st);
}
Value posix_fstat(Thread& t, Value* args) {
  int64_t fd;
  struct stat st;
  if (!int_argument(t, args[0], &fd)) return kNull;
  if (fstat(static_cast<int>(fd), &st) < 0) return raise_os_error(errno, kNull);
  return make_stat(st);
}

Value posix_open(Thread& t, Value* args) {
  Path path(t, args[0]);
  int64_t flags, mode;
  if (!path || !int_argument(t, args[1], &flags) || !int_argument(t, args[2], &mode)) return kNull;
  int fd = open(path.c_str(), static_cast<int>(flags) | O_CLOEXEC, static_cast<mode_t>(mode));
  return fd < 0 ? raise_os_error(errno, args[0]) : Value::from_small_int(fd);
}
Value posix_close(Thread& t, Value* args) {
  int64_t fd;
  if (!int_argument(t, args[0], &fd)) return kNull;
  return ok_or_error(close(static_cast<int>(fd)), kNull);
}
Value posix_read(Thread& t, Value* args) {
  int64_t fd, length;
  if (!int_argument(t, args[0], &fd) || !int_argument(t, args[1], &length)) return kNull;
  if (length < 0) return raise_os_error(EINVAL, kNull);
  auto* data = static_cast<uint8_t*>(std::malloc(static_cast<size_t>(length) + 1));
  if (!data) return raise_memory_error();
  ssize_t n;
  while ((n = read(static_cast<int>(fd), data, static_cast<size_t>(length))) < 0 && errno == EINTR) {
    if (t.poll && !poll_run(t)) {
      std::free(data);
      return kNull;
    }
  }
  int error = errno;
  PyBytes* bytes = n < 0 ? nullptr : bytes_from(data, static_cast<size_t>(n));
  std::free(data);
  if (n < 0) return raise_os_error(error, kNull);
  return bytes ? Value(&bytes->header) : kNull;
}
Value posix_write(Thread& t, Value* args) {
  int64_t fd;
  TextBuffer data;
  if (!int_argument(t, args[0], &fd) || !buffer_append_bytes(t, args[1], data)) return kNull;
  ssize_t n;
  while ((n = write(static_cast<int>(fd), data.data(), data.size())) < 0 && errno == EINTR) {
    if (t.poll && !poll_run(t)) return kNull;
  }
  return n < 0 ? raise_os_error(errno, kNull) : int_from_int64(n);
}
Value posix_lseek(Thread& t, Value* args) {
  int64_t fd, offset, whence;
  if (!int_argument(t, args[0], &fd) || !int_argument(t, args[1], &offset) || !int_argument(t, args[2], &whence)) return kNull;
  off_t at = lseek(static_cast<int>(fd), offset, static_cast<int>(whence));
  return at < 0 ? raise_os_error(errno, kNull) : int_from_int64(at);
}
Value posix_ftruncate(Thread& t, Value* args) {
  int64_t fd, length;
  if (!int_argument(t, args[0], &fd) || !int_argument(t, args[1], &length)) return kNull;
  return ok_or_error(ftruncate(static_cast<int>(fd), length), kNull);
}
Value posix_isatty(Thread& t, Value* args) {
  int64_t fd;
  if (!int_argument(t, args[0], &fd)) return kNull;
  return Value::from_bool(isatty(static_cast<int>(fd)));
}
Value posix_dup(Thread& t, Value* args) {
  int64_t fd;
  if (!int_argument(t, args[0], &fd)) return kNull;
  int copy = fcntl(static_cast<int>(fd), F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? raise_os_error(errno, kNull) : Value::from_small_int(copy);
}
Value posix_dup2(Thread& t, Value* args) {
  int64_t fd, to;
  if (!int_argument(t, args[0], &fd) || !int_argument(t, args[1], &to)) return kNull;
  int result = dup2(static_cast<int>(fd), static_cast<int>(to));
  return result < 0 ? raise_os_error(errno, kNull) : Value::from_small_int(result);
}
Value posix_pipe(Thread&, Value*) {
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) < 0) return raise_os_error(errno, kNull);
  Value items[2] = {Value::from_small_int(fds[0]), Value::from_small_int(fds[1])};
  PyTuple* tuple = tuple_from(items, 2);
  return tuple ? Value(&tuple->header) : kNull;
}

Value posix_getcwd(Thread&, Value*) {
  char text[4096];
  return getcwd(text, sizeof text) ? str_value(text) : raise_os_error(errno, kNull);
}
Value posix_chdir(Thread& t, Value* args) {
  Path path(t, args[0]);
  return path ? ok_or_error(chdir(path.c_str()), args[0]) : kNull;
}
Value posix_mkdir(Thread& t, Value* args) {
  Path path(t, args[0]);
  int64_t mode;
  if (!path || !int_argument(t, args[1], &mode)) return kNull;
  return ok_or_error(mkdir(path.c_str(), static_cast<mode_t>(mode)), args[0]);
}
Value posix_rmdir(Thread& t, Value* args) {
  Path path(t, args[0]);
  return path ? ok_or_error(rmdir(path.c_str()), args[0]) : kNull;
}
Value posix_unlink(Thread& t, Value* args) {
  Path path(t, args[0]);
  return path ? ok_or_error(unlink(path.c_str()), args[0]) : kNull;
}
Value posix_rename(Thread& t, Value* args) {
  Path from(t, args[0]), to(t, args[1]);
  return from && to ? ok_or_error(rename(from.c_str(), to.c_str()), args[0]) : kNull;
}
Value posix_chmod(Thread& t, Value* args) {
  Path path(t, args[0]);
  int64_t mode;
  if (!path || !int_argument(t, args[1], &mode)) return kNull;
  return ok_or_error(chmod(path.c_str(), static_cast<mode_t>(mode)), args[0]);
}
Value posix_access(Thread& t, Value* args) {
  Path path(t, args[0]);
  int64_t mode;
  if (!path || !int_argument(t, args[1], &mode)) return kNull;
  return Value::from_bool(access(path.c_str(), static_cast<int>(mode)) == 0);
}
Value posix_readlink(Thread& t, Value* args) {
  Path path(t, args[0]);
  if (!path) return kNull;
  char text[4096];
  ssize_t n = readlink(path.c_str(), text, sizeof text);
  return n < 0 ? raise_os_error(errno, args[0]) : str_value({text, static_cast<size_t>(n)});
}
Value posix_symlink(Thread& t, Value* args) {
  Path from(t, args[0]), to(t, args[1]);
  return from && to ? ok_or_error(symlink(from.c_str(), to.c_str()), args[0]) : kNull;
}
Value posix_listdir(Thread& t, Value* args) {
  Value where = args[0].is_none() ? str_value(".") : args[0];
  Path path(t, where);
  if (!path) return kNull;
  DIR* dir = opendir(path.c_str());
  if (!dir) return raise_os_error(errno, where);
  PyList* list = list_new(0);
  bool ok = list != nullptr;
  while (dirent* entry = ok ? readdir(dir) : nullptr) {
    if (!std::strcmp(entry->d_name, ".") || !std::strcmp(entry->d_name, "..")) continue;
    Value name = is_bytes(where) ? Value(&bytes_from(std::string_view(entry->d_name))->header) : str_value(entry->d_name);
    ok = name && list_append(list, name);
  }
  closedir(dir);
  return ok ? Value(&list->header) : kNull;
}

Value posix_fspath(Thread& t, Value* args) {
  if (is_str(args[0]) || is_bytes(args[0])) return args[0];
  Value method = object_find_special(t, args[0], names::d_fspath);
  if (!method) {
    if (error_pending()) return kNull;
    return raise_type_error("expected str, bytes or os.PathLike object, not %s", type_name(args[0]));
  }
  Value result = object_call(t, method, nullptr, 0);
  if (!result || is_str(result) || is_bytes(result)) return result;
  return raise_type_error("expected %s.__fspath__() to return str or bytes, not %s", type_name(args[0]), type_name(result));
}

const NativeDef kFileFunctions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", posix_stat},
    {"lstat(path, *, dir_fd=None)", posix_lstat},
    {"fstat(fd)", posix_fstat},
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open},
    {"close(fd)", posix_close},
    {"read(fd, length, /)", posix_read},
    {"write(fd, data, /)", posix_write},
    {"lseek(fd, position, whence, /)", posix_lseek},
    {"ftruncate(fd, length, /)", posix_ftruncate},
    {"isatty(fd, /)", posix_isatty},
    {"dup(fd, /)", posix_dup},
    {"dup2(fd, fd2, inheritable=True)", posix_dup2},
    {"pipe()", posix_pipe},
    {"getcwd()", posix_getcwd},
    {"chdir(path)", posix_chdir},
    {"mkdir(path, mode=511, *, dir_fd=None)", posix_mkdir},
    {"rmdir(path, *, dir_fd=None)", posix_rmdir},
    {"unlink(path, *, dir_fd=None)", posix_unlink},
    {"remove(path, *, dir_fd=None)", posix_unlink},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", posix_chmod},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posix_access},
    {"readlink(path, *, dir_fd=None)", posix_readlink},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", posix_symlink},
    {"listdir(path=None)", posix_listdir},
    {"fspath(path)", posix_fspath},
    {},
};

}  // namespace

bool posix_add_files(ModuleFiller& fill) {
  // The first ten are the tuple's items; seconds as ints there, as floats by name.
  type_stat_result = struct_sequence_type("os.stat_result", kStatFields, 10);
  if (!type_stat_result) return false;
  fill.functions(kFileFunctions).type("stat_result", type_stat_result);
  struct Row {
    const char* name;
    int64_t value;
  };
#define ROW(name) {#name, name}
  const Row rows[] = {ROW(O_RDONLY), ROW(O_WRONLY), ROW(O_RDWR),   ROW(O_CREAT),    ROW(O_EXCL),      ROW(O_TRUNC),
                      ROW(O_APPEND), ROW(O_SYNC),   ROW(O_CLOEXEC), ROW(O_NONBLOCK), ROW(O_DIRECTORY), ROW(O_NOFOLLOW),
                      ROW(F_OK),     ROW(R_OK),     ROW(W_OK),      ROW(X_OK)};
#undef ROW
  for (const Row& row : rows) fill.integer(row.name, row.value);
  return fill.ok();
}

}  // namespace pyvm
