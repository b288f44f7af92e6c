// The modules pwd and grp: the data bases of users and groups.
#include <grp.h>
#include <pwd.h>

#include <cstring>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* type_passwd;
PyType* type_group;
const char* const kPasswdFields[] = {"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell", nullptr};
const char* const kGroupFields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem", nullptr};

Value passwd_value(const passwd& p) {
  const Value values[] = {str_value(p.pw_name),  str_value(p.pw_passwd), int_from_int64(p.pw_uid), int_from_int64(p.pw_gid),
                          str_value(p.pw_gecos), str_value(p.pw_dir),    str_value(p.pw_shell)};
  return struct_sequence_new(type_passwd, values);
}
Value group_value(const group& g) {
  PyList* members = list_new(0);
  for (char** member = g.gr_mem; members && *member; member++) {
    Value name = str_value(*member);
    if (!name || !list_append(members, name)) return kNull;
  }
  const Value values[] = {str_value(g.gr_name), str_value(g.gr_passwd), int_from_int64(g.gr_gid), to_value(members)};
  return members ? struct_sequence_new(type_group, values) : kNull;
}

// The one argument of a look-up by number. False: an exception is pending.
bool number_argument(Thread& t, Value v, const char* function, const char* what, uint32_t* out) {
  if (!is_int(v)) return raise_type_error("%s should be integer, not %s", what, type_name(v));
  int64_t number;
  if (int_to_int64(v, &number) && number >= -1 && number <= int64_t{UINT32_MAX}) {
    *out = static_cast<uint32_t>(number);
    return true;
  }
  return raise_error(exc::KeyError, "%s(): %s not found", function, what);
}
Value not_found(Value name, const char* function, const char* what) {
  PyStr* shown = object_repr(current_thread(), name);
  return shown ? raise_error(exc::KeyError, "%s(): %s not found: %s", function, what, CText(shown).c_str()) : Raised{};
}

Value pwd_getpwuid(Thread& t, Value* args) {
  uint32_t id;
  if (!number_argument(t, args[0], "getpwuid", "uid", &id)) return kNull;
  passwd* found = getpwuid(id);
  return found ? passwd_value(*found) : not_found(args[0], "getpwuid", "uid");
}
Value pwd_getpwnam(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("getpwnam() argument must be str, not %s", type_name(args[0]));
  passwd* found = getpwnam(CText(as_str(args[0])).c_str());
  return found ? passwd_value(*found) : not_found(args[0], "getpwnam", "name");
}
Value pwd_getpwall(Thread&, Value*) {
  PyList* list = list_new(0);
  setpwent();
  bool ok = list;
  while (passwd* entry = ok ? getpwent() : nullptr) {
    Value value = passwd_value(*entry);
    ok = value && list_append(list, value);
  }
  endpwent();
  return ok ? to_value(list) : kNull;
}

Value grp_getgrgid(Thread& t, Value* args) {
  uint32_t id;
  if (!number_argument(t, args[0], "getgrgid", "gid", &id)) return kNull;
  group* found = getgrgid(id);
  return found ? group_value(*found) : not_found(args[0], "getgrgid", "gid");
}
Value grp_getgrnam(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("getgrnam() argument 'name' must be str, not %s", type_name(args[0]));
  group* found = getgrnam(CText(as_str(args[0])).c_str());
  return found ? group_value(*found) : not_found(args[0], "getgrnam", "name");
}
Value grp_getgrall(Thread&, Value*) {
  PyList* list = list_new(0);
  setgrent();
  bool ok = list;
  while (group* entry = ok ? getgrent() : nullptr) {
    Value value = group_value(*entry);
    ok = value && list_append(list, value);
  }
  endgrent();
  return ok ? to_value(list) : kNull;
}

const NativeDef kPwdFunctions[] = {
    {"getpwuid(uidobj, /)", pwd_getpwuid, kEffectAll, "Return the password database entry for the given numeric user ID."},
    {"getpwnam(name, /)", pwd_getpwnam, kEffectAll, "Return the password database entry for the given user name."},
    {"getpwall()", pwd_getpwall, kEffectAll, "Return a list of all available password database entries, in arbitrary order."},
    {},
};
const NativeDef kGrpFunctions[] = {
    {"getgrgid(id)", grp_getgrgid, kEffectAll, "Return the group database entry for the given numeric group ID."},
    {"getgrnam(name)", grp_getgrnam, kEffectAll, "Return the group database entry for the given group name."},
    {"getgrall()", grp_getgrall, kEffectAll, "Return a list of all available group entries, in arbitrary order."},
    {},
};

bool pwd_init(Thread&, PyDict* dict) {
  type_passwd = struct_sequence_type("pwd.struct_passwd", kPasswdFields, 7);
  return type_passwd && ModuleFiller(dict, "pwd").functions(kPwdFunctions).type("struct_passwd", type_passwd).ok();
}
bool grp_init(Thread&, PyDict* dict) {
  type_group = struct_sequence_type("grp.struct_group", kGroupFields, 4);
  return type_group && ModuleFiller(dict, "grp").functions(kGrpFunctions).type("struct_group", type_group).ok();
}

}  // namespace

const NativeModule kPwdModule = {"pwd", pwd_init};
const NativeModule kGrpModule = {"grp", grp_init};

}  // namespace pyvm
