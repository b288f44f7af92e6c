// The errno module.
#include <cerrno>

#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/int.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

struct ErrnoRow {
  const char* name;
  int number;
};
#define ROW(name) {#name, name}
const ErrnoRow kRows[] = {
    ROW(E2BIG), ROW(EACCES), ROW(EADDRINUSE), ROW(EADDRNOTAVAIL), ROW(EADV), ROW(EAFNOSUPPORT),
    ROW(EAGAIN), ROW(EALREADY), ROW(EBADE), ROW(EBADF), ROW(EBADFD), ROW(EBADMSG), ROW(EBADR),
    ROW(EBADRQC), ROW(EBADSLT), ROW(EBFONT), ROW(EBUSY), ROW(ECANCELED), ROW(ECHILD), ROW(ECHRNG),
    ROW(ECOMM), ROW(ECONNABORTED), ROW(ECONNREFUSED), ROW(ECONNRESET), ROW(EDEADLK),
    ROW(EDEADLOCK), ROW(EDESTADDRREQ), ROW(EDOM), ROW(EDOTDOT), ROW(EDQUOT), ROW(EEXIST),
    ROW(EFAULT), ROW(EFBIG), ROW(EHOSTDOWN), ROW(EHOSTUNREACH), ROW(EIDRM), ROW(EILSEQ),
    ROW(EINPROGRESS), ROW(EINTR), ROW(EINVAL), ROW(EIO), ROW(EISCONN), ROW(EISDIR), ROW(EISNAM),
    ROW(EKEYEXPIRED), ROW(EKEYREJECTED), ROW(EKEYREVOKED), ROW(EL2HLT), ROW(EL2NSYNC),
    ROW(EL3HLT), ROW(EL3RST), ROW(ELIBACC), ROW(ELIBBAD), ROW(ELIBEXEC), ROW(ELIBMAX),
    ROW(ELIBSCN), ROW(ELNRNG), ROW(ELOOP), ROW(EMEDIUMTYPE), ROW(EMFILE), ROW(EMLINK),
    ROW(EMSGSIZE), ROW(EMULTIHOP), ROW(ENAMETOOLONG), ROW(ENAVAIL), ROW(ENETDOWN), ROW(ENETRESET),
    ROW(ENETUNREACH), ROW(ENFILE), ROW(ENOANO), ROW(ENOBUFS), ROW(ENOCSI), ROW(ENODATA),
    ROW(ENODEV), ROW(ENOENT), ROW(ENOEXEC), ROW(ENOKEY), ROW(ENOLCK), ROW(ENOLINK),
    ROW(ENOMEDIUM), ROW(ENOMEM), ROW(ENOMSG), ROW(ENONET), ROW(ENOPKG), ROW(ENOPROTOOPT),
    ROW(ENOSPC), ROW(ENOSR), ROW(ENOSTR), ROW(ENOSYS), ROW(ENOTBLK), ROW(ENOTCONN), ROW(ENOTDIR),
    ROW(ENOTEMPTY), ROW(ENOTNAM), ROW(ENOTRECOVERABLE), ROW(ENOTSOCK), ROW(ENOTSUP), ROW(ENOTTY),
    ROW(ENOTUNIQ), ROW(ENXIO), ROW(EOPNOTSUPP), ROW(EOVERFLOW), ROW(EOWNERDEAD), ROW(EPERM),
    ROW(EPFNOSUPPORT), ROW(EPIPE), ROW(EPROTO), ROW(EPROTONOSUPPORT), ROW(EPROTOTYPE),
    ROW(ERANGE), ROW(EREMCHG), ROW(EREMOTE), ROW(EREMOTEIO), ROW(ERESTART), ROW(ERFKILL),
    ROW(EROFS), ROW(ESHUTDOWN), ROW(ESOCKTNOSUPPORT), ROW(ESPIPE), ROW(ESRCH), ROW(ESRMNT),
    ROW(ESTALE), ROW(ESTRPIPE), ROW(ETIME), ROW(ETIMEDOUT), ROW(ETOOMANYREFS), ROW(ETXTBSY),
    ROW(EUCLEAN), ROW(EUNATCH), ROW(EUSERS), ROW(EWOULDBLOCK), ROW(EXDEV), ROW(EXFULL),
};
#undef ROW

bool errno_init(Thread& t, PyDict* dict) {
  ModuleFiller fill(dict, "errno");
  PyDict* codes = dict_new();
  if (!codes) return false;
  for (const ErrnoRow& row : kRows) {
    fill.integer(row.name, row.number);
    Value name = str_value(row.name);
    if (!name || !dict_set(t, codes, Value::from_small_int(row.number), name)) return false;
  }
  return fill.value("errorcode", Value(&codes->header)).ok();
}

}  // namespace

const NativeModule kErrnoModule = {"errno", errno_init};

}  // namespace pyvm
