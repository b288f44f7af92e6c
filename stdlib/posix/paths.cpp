// posix: what is done to files by name.
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* type_stat_result;
PyType* type_statvfs_result;
const char* const kStatFields[] = {"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
                                   "", "", "", "st_atime", "st_mtime", "st_ctime",
                                   "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",
                                   nullptr};
const char* const kStatvfsFields[] = {"f_bsize",  "f_frsize", "f_blocks", "f_bfree", "f_bavail",  "f_files",
                                      "f_ffree",  "f_favail", "f_flag",   "f_namemax", "f_fsid", nullptr};

Value make_stat(const struct stat& st) {
  auto ns = [](const timespec& ts) { return int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec; };
  auto seconds = [](const timespec& ts) {
    return Value::from_double(static_cast<double>(ts.tv_sec) + 1e-9 * static_cast<double>(ts.tv_nsec));
  };
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
  int folder, follow = object_is_true(t, args[2]);
  Path path(t, args[0], "stat: path", Path::kOrDescriptor);
  if (!path || follow < 0 || !folder_argument(t, args[1], &folder)) return kNull;
  if (path.is_descriptor()) {
    if (folder != AT_FDCWD) return raise_value_error("stat: can't specify dir_fd without matching path");
    if (!follow) return raise_value_error("stat: cannot use fd and follow_symlinks together");
    return fstat(path.fd(), &st) < 0 ? raise_os_error(errno, args[0]) : make_stat(st);
  }
  return stat_at(folder, path.c_str(), follow, args[0]);
}
Value posix_lstat(Thread& t, Value* args) {
  int folder;
  Path path(t, args[0], "lstat: path");
  return path && folder_argument(t, args[1], &folder) ? stat_at(folder, path.c_str(), false, args[0]) : kNull;
}
Value posix_fstat(Thread& t, Value* args) {
  int fd;
  struct stat st;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  return fstat(fd, &st) < 0 ? raise_os_error(errno, kNull) : make_stat(st);
}

Value make_statvfs(const struct statvfs& s) {
  const Value values[] = {int_from_uint64(s.f_bsize),  int_from_uint64(s.f_frsize), int_from_uint64(s.f_blocks),
                          int_from_uint64(s.f_bfree),  int_from_uint64(s.f_bavail), int_from_uint64(s.f_files),
                          int_from_uint64(s.f_ffree),  int_from_uint64(s.f_favail), int_from_uint64(s.f_flag),
                          int_from_uint64(s.f_namemax), int_from_uint64(s.f_fsid)};
  return struct_sequence_new(type_statvfs_result, values);
}
Value posix_statvfs(Thread& t, Value* args) {
  struct statvfs s;
  Path path(t, args[0], "statvfs: path", Path::kOrDescriptor);
  if (!path) return kNull;
  int result = path.is_descriptor() ? fstatvfs(path.fd(), &s) : statvfs(path.c_str(), &s);
  return result < 0 ? raise_os_error(errno, args[0]) : make_statvfs(s);
}

Value posix_getcwd(Thread&, Value*) {
  char text[4096];
  return getcwd(text, sizeof text) ? str_value(text) : raise_os_error(errno, kNull);
}
Value posix_getcwdb(Thread&, Value*) {
  char text[4096];
  return getcwd(text, sizeof text) ? to_value(bytes_from(std::string_view(text))) : raise_os_error(errno, kNull);
}
Value posix_chdir(Thread& t, Value* args) {
  Path path(t, args[0], "chdir: path", Path::kOrDescriptor);
  if (!path) return kNull;
  return none_or_error(path.is_descriptor() ? fchdir(path.fd()) : chdir(path.c_str()), args[0]);
}
Value posix_fchdir(Thread& t, Value* args) {
  int fd;
  return descriptor_argument(t, args[0], &fd) ? none_or_error(fchdir(fd)) : kNull;
}
Value posix_chroot(Thread& t, Value* args) {
  Path path(t, args[0], "chroot: path");
  return path ? none_or_error(chroot(path.c_str()), args[0]) : kNull;
}

Value posix_mkdir(Thread& t, Value* args) {
  int mode, folder;
  Path path(t, args[0], "mkdir: path");
  if (!path || !c_int_argument(t, args[1], &mode) || !folder_argument(t, args[2], &folder)) return kNull;
  return none_or_error(mkdirat(folder, path.c_str(), static_cast<mode_t>(mode)), args[0]);
}
Value posix_mkfifo(Thread& t, Value* args) {
  int mode, folder;
  Path path(t, args[0], "mkfifo: path");
  if (!path || !c_int_argument(t, args[1], &mode) || !folder_argument(t, args[2], &folder)) return kNull;
  return none_or_error(mkfifoat(folder, path.c_str(), static_cast<mode_t>(mode)), args[0]);
}
Value posix_mknod(Thread& t, Value* args) {
  int mode, folder;
  int64_t device;
  Path path(t, args[0], "mknod: path");
  if (!path || !c_int_argument(t, args[1], &mode) || !int_argument(t, args[2], &device)) return kNull;
  if (!folder_argument(t, args[3], &folder)) return kNull;
  return none_or_error(mknodat(folder, path.c_str(), static_cast<mode_t>(mode), static_cast<dev_t>(device)), args[0]);
}
// rmdir and unlink; `path` was made from args[0], args[1] is dir_fd.
Value unlink_with(Thread& t, const Path& path, Value* args, int flags) {
  int folder;
  if (!path || !folder_argument(t, args[1], &folder)) return kNull;
  return none_or_error(unlinkat(folder, path.c_str(), flags), args[0]);
}
Value posix_rmdir(Thread& t, Value* args) { return unlink_with(t, Path(t, args[0], "rmdir: path"), args, AT_REMOVEDIR); }
Value posix_unlink(Thread& t, Value* args) { return unlink_with(t, Path(t, args[0], "unlink: path"), args, 0); }
Value posix_remove(Thread& t, Value* args) { return unlink_with(t, Path(t, args[0], "remove: path"), args, 0); }

// rename and replace: args are src, dst, src_dir_fd, dst_dir_fd.
Value rename_with(Thread& t, const Path& from, const Path& to, Value* args) {
  int from_folder, to_folder;
  if (!from || !to || !folder_argument(t, args[2], &from_folder) || !folder_argument(t, args[3], &to_folder)) return kNull;
  return none_or_error2(renameat(from_folder, from.c_str(), to_folder, to.c_str()), args[0], args[1]);
}
Value posix_rename(Thread& t, Value* args) {
  return rename_with(t, Path(t, args[0], "rename: src"), Path(t, args[1], "rename: dst"), args);
}
Value posix_replace(Thread& t, Value* args) {
  return rename_with(t, Path(t, args[0], "replace: src"), Path(t, args[1], "replace: dst"), args);
}
Value posix_link(Thread& t, Value* args) {
  Path from(t, args[0], "link: src"), to(t, args[1], "link: dst");
  int from_folder, to_folder, follow = object_is_true(t, args[4]);
  if (!from || !to || follow < 0) return kNull;
  if (!folder_argument(t, args[2], &from_folder) || !folder_argument(t, args[3], &to_folder)) return kNull;
  int flags = follow ? AT_SYMLINK_FOLLOW : 0;
  return none_or_error2(linkat(from_folder, from.c_str(), to_folder, to.c_str(), flags), args[0], args[1]);
}
Value posix_symlink(Thread& t, Value* args) {
  Path from(t, args[0], "symlink: src"), to(t, args[1], "symlink: dst");
  int folder;
  if (!from || !to || !folder_argument(t, args[3], &folder)) return kNull;
  return none_or_error2(symlinkat(from.c_str(), folder, to.c_str()), args[0], args[1]);
}
Value posix_readlink(Thread& t, Value* args) {
  Path path(t, args[0], "readlink: path");
  int folder;
  if (!path || !folder_argument(t, args[1], &folder)) return kNull;
  char text[4096];
  ssize_t n = readlinkat(folder, path.c_str(), text, sizeof text);
  if (n < 0) return raise_os_error(errno, args[0]);
  return path.same_kind({text, static_cast<size_t>(n)});
}

Value posix_chmod(Thread& t, Value* args) {
  Path path(t, args[0], "chmod: path", Path::kOrDescriptor);
  int mode, folder, follow = object_is_true(t, args[3]);
  if (!path || follow < 0 || !c_int_argument(t, args[1], &mode) || !folder_argument(t, args[2], &folder)) return kNull;
  auto bits = static_cast<mode_t>(mode);
  if (path.is_descriptor()) return none_or_error(fchmod(path.fd(), bits), args[0]);
  int result = fchmodat(folder, path.c_str(), bits, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  if (result < 0 && !follow && errno == EOPNOTSUPP) {
    return raise_error(exc::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  }
  return none_or_error(result, args[0]);
}
Value posix_fchmod(Thread& t, Value* args) {
  int fd, mode;
  return c_int_arguments(t, args, &fd, &mode) ? none_or_error(fchmod(fd, static_cast<mode_t>(mode))) : kNull;
}
Value posix_chown(Thread& t, Value* args) {
  Path path(t, args[0], "chown: path", Path::kOrDescriptor);
  uint32_t user, group;
  int folder, follow = object_is_true(t, args[4]);
  if (!path || follow < 0 || !id_argument(t, args[1], &user) || !id_argument(t, args[2], &group)) return kNull;
  if (!folder_argument(t, args[3], &folder)) return kNull;
  if (path.is_descriptor()) return none_or_error(fchown(path.fd(), user, group), args[0]);
  return none_or_error(fchownat(folder, path.c_str(), user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW), args[0]);
}
Value posix_lchown(Thread& t, Value* args) {
  Path path(t, args[0], "lchown: path");
  uint32_t user, group;
  if (!path || !id_argument(t, args[1], &user) || !id_argument(t, args[2], &group)) return kNull;
  return none_or_error(lchown(path.c_str(), user, group), args[0]);
}
Value posix_fchown(Thread& t, Value* args) {
  int fd;
  uint32_t user, group;
  if (!c_int_argument(t, args[0], &fd) || !id_argument(t, args[1], &user) || !id_argument(t, args[2], &group)) return kNull;
  return none_or_error(fchown(fd, user, group));
}
Value posix_access(Thread& t, Value* args) {
  Path path(t, args[0], "access: path");
  int mode, folder, effective = object_is_true(t, args[3]), follow = object_is_true(t, args[4]);
  if (!path || effective < 0 || follow < 0) return kNull;
  if (!c_int_argument(t, args[1], &mode) || !folder_argument(t, args[2], &folder)) return kNull;
  int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return Value::from_bool(faccessat(folder, path.c_str(), mode, flags) == 0);
}
Value posix_truncate(Thread& t, Value* args) {
  Path path(t, args[0], "truncate: path", Path::kOrDescriptor);
  int64_t length;
  if (!path || !int_argument(t, args[1], &length)) return kNull;
  return none_or_error(path.is_descriptor() ? ftruncate(path.fd(), length) : truncate(path.c_str(), length), args[0]);
}

bool seconds_to_timespec(Thread& t, Value v, timespec* out) {
  double seconds;
  if (is_int(v)) {
    int64_t whole;
    if (!int_argument(t, v, &whole)) return false;
    *out = {static_cast<time_t>(whole), 0};
    return true;
  }
  if (!seconds_argument(t, v, &seconds)) return false;
  double whole = std::floor(seconds);
  *out = {static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
  return true;
}
bool nanoseconds_to_timespec(Thread& t, Value v, timespec* out) {
  int64_t ns;
  if (!int_argument(t, v, &ns)) return false;
  int64_t seconds = ns / 1000000000 - (ns % 1000000000 < 0);
  *out = {static_cast<time_t>(seconds), static_cast<long>(ns - seconds * 1000000000)};
  return true;
}
// utime's times and ns; without both the current time is meant.
bool utime_argument(Thread& t, Value times, Value ns, timespec* out) {
  if (!times.is_none() && ns) return raise_value_error("utime: you may specify either 'times' or 'ns' but not both");
  if (times.is_none() && !ns) {
    out[0].tv_nsec = out[1].tv_nsec = UTIME_NOW;
    return true;
  }
  Value pair = ns ? ns : times;
  if (!is_tuple(pair) || as_tuple(pair)->length != 2) {
    return raise_type_error(ns ? "utime: 'ns' must be a tuple of two ints"
                               : "utime: 'times' must be either a tuple of two ints or None");
  }
  auto* convert = ns ? nanoseconds_to_timespec : seconds_to_timespec;
  return convert(t, as_tuple(pair)->items[0], &out[0]) && convert(t, as_tuple(pair)->items[1], &out[1]);
}
Value posix_utime(Thread& t, Value* args) {
  Path path(t, args[0], "utime: path", Path::kOrDescriptor);
  timespec times[2] = {};
  int folder, follow = object_is_true(t, args[4]);
  if (!path || follow < 0 || !utime_argument(t, args[1], args[2], times) || !folder_argument(t, args[3], &folder)) return kNull;
  if (path.is_descriptor()) return none_or_error(futimens(path.fd(), times), args[0]);
  return none_or_error(utimensat(folder, path.c_str(), times, follow ? 0 : AT_SYMLINK_NOFOLLOW), args[0]);
}

Value posix_major(Thread& t, Value* args) {
  int64_t device;
  return int_argument(t, args[0], &device) ? int_from_uint64(major(static_cast<dev_t>(device))) : kNull;
}
Value posix_minor(Thread& t, Value* args) {
  int64_t device;
  return int_argument(t, args[0], &device) ? int_from_uint64(minor(static_cast<dev_t>(device))) : kNull;
}
Value posix_makedev(Thread& t, Value* args) {
  int major, minor;
  return c_int_arguments(t, args, &major, &minor) ? int_from_uint64(makedev(major, minor)) : kNull;
}
Value posix_fspath(Thread& t, Value* args) { return fspath_of(t, args[0]); }

const NativeDef kPathFunctions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", posix_stat},
    {"lstat(path, *, dir_fd=None)", posix_lstat},
    {"fstat(fd)", posix_fstat},
    {"statvfs(path)", posix_statvfs},
    {"fstatvfs(fd, /)", posix_statvfs},
    {"getcwd()", posix_getcwd},
    {"getcwdb()", posix_getcwdb},
    {"chdir(path)", posix_chdir},
    {"fchdir(fd)", posix_fchdir},
    {"chroot(path)", posix_chroot},
    {"mkdir(path, mode=511, *, dir_fd=None)", posix_mkdir},
    {"mkfifo(path, mode=438, *, dir_fd=None)", posix_mkfifo},
    {"mknod(path, mode=384, device=0, *, dir_fd=None)", posix_mknod},
    {"rmdir(path, *, dir_fd=None)", posix_rmdir},
    {"unlink(path, *, dir_fd=None)", posix_unlink},
    {"remove(path, *, dir_fd=None)", posix_remove},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_replace},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", posix_link},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", posix_symlink},
    {"readlink(path, *, dir_fd=None)", posix_readlink},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", posix_chmod},
    {"fchmod(fd, mode)", posix_fchmod},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", posix_chown},
    {"lchown(path, uid, gid)", posix_lchown},
    {"fchown(fd, uid, gid)", posix_fchown},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posix_access},
    {"truncate(path, length)", posix_truncate},
    {"utime(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", posix_utime},
    {"major(device, /)", posix_major},
    {"minor(device, /)", posix_minor},
    {"makedev(major, minor, /)", posix_makedev},
    {"fspath(path)", posix_fspath},
    {},
};

}  // namespace

Value stat_at(int folder, const char* path, bool follow, Value shown) {
  struct stat st;
  if (fstatat(folder, path, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0) return raise_os_error(errno, shown);
  return make_stat(st);
}

bool posix_add_paths(ModuleFiller& fill) {
  // The first ten are the tuple's items; seconds as ints there, as floats by name.
  type_stat_result = struct_sequence_type("os.stat_result", kStatFields, 10);
  type_statvfs_result = struct_sequence_type("os.statvfs_result", kStatvfsFields, 10);
  if (!type_stat_result || !type_statvfs_result) return false;
  return fill.functions(kPathFunctions).type("stat_result", type_stat_result).type("statvfs_result", type_statvfs_result).ok();
}

}  // namespace pyvm
