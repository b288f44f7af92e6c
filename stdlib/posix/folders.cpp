// posix: listdir, scandir, DirEntry.
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

struct DirEntry {
  HeapObject header;
  Value name, path;        // str or bytes; the path begins with what scandir() was given
  Value status, link_status;   // results of stat() with and without following links, once asked for, or null
  uint64_t inode;
  int folder;              // descriptor that the name is relative to, or AT_FDCWD when the path is complete
  uint8_t kind;            // DT_ constant
};
struct Scan {
  HeapObject header;
  Value path;              // as given: str, bytes, an int or None
  DIR* dir;                // null: closed
};
PyType* type_dir_entry;
PyType* type_scan;

// Opens args[0]: a name, a descriptor (which stays the caller's), or None. Null: OSError pending.
DIR* open_folder(const Path& path, Value shown) {
  DIR* dir;
  if (path.is_descriptor()) {
    int copy = fcntl(path.fd(), F_DUPFD_CLOEXEC, 0);
    dir = copy < 0 ? nullptr : fdopendir(copy);
    if (copy >= 0 && !dir) close(copy);
    if (dir) rewinddir(dir);
  } else {
    dir = opendir(path.c_str());
  }
  if (!dir) (void)raise_os_error(errno, shown);
  return dir;
}

// The next entry that is neither . nor ..; null at the end (errno 0) or on failure.
dirent* next_entry(DIR* dir) {
  for (;;) {
    errno = 0;
    dirent* entry = readdir(dir);
    if (!entry || (std::strcmp(entry->d_name, ".") && std::strcmp(entry->d_name, ".."))) return entry;
  }
}

Value posix_listdir(Thread& t, Value* args) {
  Path path(t, args[0], "listdir: path", Path::kOrDescriptor | Path::kOrNone);
  DIR* dir = path ? open_folder(path, args[0]) : nullptr;
  PyList* list = dir ? list_new(0) : nullptr;
  bool ok = list != nullptr;
  while (dirent* entry = ok ? next_entry(dir) : nullptr) {
    Value name = path.same_kind(entry->d_name);
    ok = name && list_append(list, name);
  }
  int error = errno;
  if (dir) closedir(dir);
  if (ok && error) return raise_os_error(error, args[0]);
  return ok ? Value(&list->header) : kNull;
}

// ---- scandir

Scan* scan_of(Value* args) { return args[0].as<Scan>(); }

Value posix_scandir(Thread& t, Value* args) {
  Path path(t, args[0], "scandir: path", Path::kOrDescriptor | Path::kOrNone);
  DIR* dir = path ? open_folder(path, args[0]) : nullptr;
  if (!dir) return kNull;
  auto* scan = allocate_instance_of<Scan>(type_scan);
  if (!scan) {
    closedir(dir);
    return kNull;
  }
  scan->dir = dir;
  scan->path = args[0].is_none() || is_int(args[0]) ? args[0] : fspath_of(t, args[0]);
  gc::barrier(&scan->header);
  return scan->path ? Value(&scan->header) : kNull;
}

void scan_end(Scan* scan) {
  if (scan->dir) closedir(scan->dir);
  scan->dir = nullptr;
}

// The folder and the name with a slash between them.
Value joined(Value folder, Value name) {
  TextBuffer text;
  if (is_bytes(folder)) {
    text.append(std::string_view(reinterpret_cast<char*>(as_bytes(folder)->data), as_bytes(folder)->length));
    if (text.size() && text.view().back() != '/') text.append("/");
    text.append(std::string_view(reinterpret_cast<char*>(as_bytes(name)->data), as_bytes(name)->length));
    return to_value(bytes_from(text.view()));
  }
  if (is_str(folder)) {
    str_append_utf8(as_str(folder), text);
  } else {
    text.append(".");
  }
  if (text.size() && text.view().back() != '/') text.append("/");
  str_append_utf8(as_str(name), text);
  return str_value(text.view());
}

Value scan_next(Thread&, Value self) {
  auto* scan = self.as<Scan>();
  if (!scan->dir) return kStop;
  dirent* found = next_entry(scan->dir);
  if (!found) {
    int error = errno;
    scan_end(scan);
    return error ? raise_os_error(error, scan->path) : kStop;
  }
  auto* entry = allocate_instance_of<DirEntry>(type_dir_entry);
  if (!entry) return kNull;
  entry->inode = found->d_ino;
  entry->kind = found->d_type;
  std::string_view name = found->d_name;
  entry->name = is_bytes(scan->path) ? to_value(bytes_from(name)) : str_value(name);
  bool relative = is_int(scan->path);
  int64_t fd = AT_FDCWD;
  if (relative && !int_to_int64(scan->path, &fd)) return kNull;
  entry->folder = static_cast<int>(fd);
  if (!entry->name) return kNull;
  entry->path = relative ? entry->name : scan->path.is_none() ? joined(kNone, entry->name) : joined(scan->path, entry->name);
  gc::barrier(&entry->header);
  return entry->path ? Value(&entry->header) : kNull;
}

Value scan_close(Thread&, Value* args) {
  scan_end(scan_of(args));
  return kNone;
}
Value scan_self(Thread&, Value* args) { return args[0]; }

void scan_finalize(HeapObject* object) { scan_end(reinterpret_cast<Scan*>(object)); }
void scan_trace(HeapObject* object, gc::Visitor& visitor) { visitor.visit(reinterpret_cast<Scan*>(object)->path.bits()); }

// ---- DirEntry

DirEntry* entry_of(Value* args) { return args[0].as<DirEntry>(); }

Value entry_stat_of(Thread& t, DirEntry* entry, bool follow) {
  Value* slot = follow && (entry->kind == DT_LNK || entry->kind == DT_UNKNOWN) ? &entry->status : &entry->link_status;
  if (*slot) return *slot;
  Path path(t, entry->path, "stat: path");
  if (!path) return kNull;
  *slot = stat_at(entry->folder, path.c_str(), follow, entry->path);
  gc::barrier(&entry->header);
  return *slot;
}
Value entry_stat(Thread& t, Value* args) {
  int follow = object_is_true(t, args[1]);
  return follow < 0 ? kNull : entry_stat_of(t, entry_of(args), follow);
}

// Whether the entry is of this kind; one that is gone is of none.
Value entry_is(Thread& t, DirEntry* entry, bool follow, uint8_t kind, mode_t format) {
  if (entry->kind != DT_UNKNOWN && (entry->kind != DT_LNK || !follow)) return Value::from_bool(entry->kind == kind);
  Value status = entry_stat_of(t, entry, follow);
  if (!status) {
    if (!error_matches(exc::FileNotFoundError)) return kNull;
    error_clear();
    return kFalse;
  }
  int64_t mode = 0;
  int_to_int64(as_tuple(status)->items[0], &mode);
  return Value::from_bool((static_cast<mode_t>(mode) & S_IFMT) == format);
}
Value entry_is_dir(Thread& t, Value* args) {
  int follow = object_is_true(t, args[1]);
  return follow < 0 ? kNull : entry_is(t, entry_of(args), follow, DT_DIR, S_IFDIR);
}
Value entry_is_file(Thread& t, Value* args) {
  int follow = object_is_true(t, args[1]);
  return follow < 0 ? kNull : entry_is(t, entry_of(args), follow, DT_REG, S_IFREG);
}
Value entry_is_symlink(Thread& t, Value* args) { return entry_is(t, entry_of(args), false, DT_LNK, S_IFLNK); }

Value entry_inode(Thread&, Value* args) { return int_from_uint64(entry_of(args)->inode); }
Value entry_name(Thread&, Value* args) { return entry_of(args)->name; }
Value entry_path(Thread&, Value* args) { return entry_of(args)->path; }
Value entry_repr(Thread& t, Value* args) {
  PyStr* name = object_repr(t, entry_of(args)->name);
  return name ? to_value(str_format("<DirEntry %s>", CText(name).c_str())) : kNull;
}

void entry_trace(HeapObject* object, gc::Visitor& visitor) {
  auto* entry = reinterpret_cast<DirEntry*>(object);
  visitor.visit(entry->name.bits());
  visitor.visit(entry->path.bits());
  visitor.visit(entry->status.bits());
  visitor.visit(entry->link_status.bits());
}

const NativeDef kFolderFunctions[] = {
    {"listdir(path=None)", posix_listdir},
    {"scandir(path=None)", posix_scandir},
    {},
};
const NativeDef kScanMethods[] = {
    {"__iter__(self, /)", scan_self, kEffectPure},
    PYVM_NEXT(scan_next, kEffectAll),
    {"__enter__(self, /)", scan_self, kEffectPure},
    {"__exit__(self, /, *args)", scan_close},
    {"close(self, /)", scan_close},
    {},
};
const NativeDef kEntryMethods[] = {
    {"@member name", entry_name, kEffectReads, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"@member path", entry_path, kEffectReads, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
    {"is_dir(self, /, *, follow_symlinks=True)", entry_is_dir},
    {"is_file(self, /, *, follow_symlinks=True)", entry_is_file},
    {"is_symlink(self, /)", entry_is_symlink},
    {"stat(self, /, *, follow_symlinks=True)", entry_stat},
    {"inode(self, /)", entry_inode, kEffectReads | kEffectAllocates},
    {"__fspath__(self, /)", entry_path, kEffectReads},
    {"__repr__(self, /)", entry_repr},
    {},
};
const TypeSpec kScanSpec = {"posix.ScandirIterator", nullptr, kTypeNoNew,
                            {.trace = scan_trace, .finalize = scan_finalize, .bytes = sizeof(Scan)}, kScanMethods, nullptr};
const TypeSpec kEntrySpec = {"posix.DirEntry", nullptr, kTypeNoNew, {.trace = entry_trace, .bytes = sizeof(DirEntry)},
                             kEntryMethods, nullptr};

}  // namespace

bool posix_add_folders(ModuleFiller& fill) {
  type_scan = type_new_builtin(kScanSpec);
  type_dir_entry = type_new_builtin(kEntrySpec);
  return type_scan && type_dir_entry && fill.functions(kFolderFunctions).type("DirEntry", type_dir_entry).ok();
}

}  // namespace pyvm
