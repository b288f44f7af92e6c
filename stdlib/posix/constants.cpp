// posix: constants.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sched.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "stdlib/posix/posix.h"
#include "stdlib/support.h"

namespace pyvm {

bool posix_add_constants(ModuleFiller& fill) {
  static const IntRow kRows[] = {
#define ROW(name) {#name, static_cast<int64_t>(name)},
#include "stdlib/posix/constants.def"
#undef ROW
  };
  return fill.integers(kRows).ok();
}

}  // namespace pyvm
